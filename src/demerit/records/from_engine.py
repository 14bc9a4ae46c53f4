"""What the engine hands over becomes files: ledger lines as the run goes, its sums at the end."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from demerit.engine.layout import (
    LINE_CAUSE,
    LINE_DAY,
    LINE_EVENT,
    LINE_FEED,
    LINE_FLAGS,
    LINE_NUMBER,
    LINE_PERSON,
    LINE_SCHEME,
    LINE_VALUE,
    LINE_WHAT,
)
from demerit.engine.plan import Totals
from demerit.nations.groups import KINDS
from demerit.nations.layout import COMMUNITY, Group
from demerit.records.disk import whole
from demerit.records.events import FLAGS, TOLD, TRUE
from demerit.records.layout import TABLES
from demerit.records.phrases import Phrases, forced_flags, what_is_wrong
from demerit.tables.names import Names

LINES_OF_A_PART = 1_000_000
"""lines that are held in memory before they become a file"""

_PART_NAME = "part-{number:06}.parquet"
_LINES = f"""
    SELECT person, line, day, event, scheme, what, measure, name AS feed, coalesce(amount, value) AS value, unit,
        (flags & {TRUE}) > 0 AS "true", wrong, (flags & {TOLD}) > 0 AS told, cause
    FROM lines JOIN phrases USING (key) JOIN feeds USING (feed) JOIN faults USING (fault)
"""


class Ledger:
    """Takes lines from any thread and writes them as Parquet parts, each whole before it gets its name.

    Parts are numbered from `parts` on; `flush` writes what is held, after which `parts` belong to a checkpoint.
    """

    def __init__(self, folder: Path, phrases: Phrases, parts: int = 0) -> None:
        self.parts = parts
        self._folder = folder
        self._phrases = phrases
        self._lock = threading.Lock()
        self._held: list[tuple[int, Any]] = []
        self._waiting = 0
        self._base: Any = None

    def __call__(self, first: int, lines: Any) -> None:
        """Lines of the chunk whose first person is `first`. A full part is written by the thread that filled it."""
        with self._lock:
            self._held.append((first, lines))
            self._waiting += len(lines)
            if self._waiting < LINES_OF_A_PART:
                return
            number, taken = self._take()
        self._write(number, taken)

    def flush(self) -> None:
        """Writes what is held."""
        with self._lock:
            if not self._held:
                return
            number, taken = self._take()
        self._write(number, taken)

    def _take(self) -> tuple[int, list[tuple[int, Any]]]:
        number, taken = self.parts, self._held
        self.parts += 1
        self._held, self._waiting = [], 0
        return number, taken

    def _write(self, number: int, taken: list[tuple[int, Any]]) -> None:
        self._folder.mkdir(exist_ok=True)
        cursor = self._connection().cursor()
        cursor.register("lines", self._columns(taken))
        with whole(self._folder / _PART_NAME.format(number=number)) as part:
            done = cursor.execute(f"COPY ({_LINES}) TO '{_quoted(part)}' (FORMAT parquet, COMPRESSION zstd)").fetchone()
        cursor.close()
        lines = sum(len(lines) for _, lines in taken)
        if done[0] != lines:
            raise RuntimeError(f"{lines - done[0]} of {lines} ledger lines have no words")

    def _columns(self, taken: list[tuple[int, Any]]) -> dict[str, Any]:
        """Lines as columns: the person's number in the nation, and a key that stands for the words."""
        lines = np.concatenate([lines for _, lines in taken])
        firsts = np.repeat([first for first, _ in taken], [len(lines) for _, lines in taken])
        column = {
            name: np.ascontiguousarray(lines[:, at])
            for name, at in (
                ("line", LINE_NUMBER), ("day", LINE_DAY), ("feed", LINE_FEED), ("value", LINE_VALUE),
                ("cause", LINE_CAUSE), ("event", LINE_EVENT), ("flags", LINE_FLAGS),
            )
        }  # fmt: skip
        event, flags = column.pop("event"), column["flags"]
        column["person"] = firsts.astype(np.int64) + lines[:, LINE_PERSON]
        column["key"] = self._phrases.key(event, lines[:, LINE_SCHEME], lines[:, LINE_WHAT], flags, column["day"])
        column["flags"] = flags | forced_flags(event)
        column["fault"] = column["flags"] % FLAGS
        return column

    def _connection(self) -> Any:
        """One database for all threads, each with its cursor; the run's threads are what works in parallel."""
        import duckdb

        with self._lock:
            if self._base is None:
                self._base = duckdb.connect(config={"threads": 1})
                words = ["event", "scheme", "what", "measure", "unit"]
                _fill(self._base, "phrases", ["key", *words, "amount"], [(key, *p) for key, p in self._phrases.rows()])
                _fill(self._base, "faults", ["fault", "wrong"], [(at, what_is_wrong(at)) for at in range(FLAGS)])
                _fill(self._base, "feeds", ["feed", "name"], self._phrases.feeds())
            return self._base


def discard_after(folder: Path, parts: int) -> None:
    """Removes ledger files that a checkpoint with so many parts does not know of, and halves of files."""
    kept = {_PART_NAME.format(number=number) for number in range(parts)}
    for file in folder.glob("part-*"):
        if file.name not in kept:
            file.unlink()


def levels(series: Any, names: Names) -> Any:
    """The series with occupancies added up: the engine counts how they change from day to day."""
    held = series.copy()
    at = [names.counters.index(counter) for counter in names.levels]
    held[:, at] = np.cumsum(series[:, at], axis=0)
    return held


def write_series(connection: Any, folder: Path, series: Any, names: Names, start: date) -> None:
    """series.parquet; `series` as `levels` gives it."""
    columns = {"day": np.arange(len(series), dtype=np.int32), **_counters(series, names)}
    _copy(connection, folder, "series", columns, names, {"date": f"DATE '{start}' + day"})


def write_groups(connection: Any, folder: Path, totals: Totals, names: Names, groups: Sequence[Group]) -> None:
    """groups.parquet."""
    columns = {
        **{
            key: np.array([getattr(group, key) for group in groups], object)
            for key in ("age", "sex", "residence", "income")
        },
        "people": totals.people_of_group,
        **_counters(totals.groups, names),
    }
    _copy(connection, folder, "groups", columns, names)


def write_classes(connection: Any, folder: Path, totals: Totals, names: Names, groups: Sequence[Group]) -> None:
    """classes.parquet; without rows where the nation has one group."""
    kinds = KINDS if len(groups) > 1 else {}
    members = [
        (kind, one, np.array([str(getattr(group, kind)) == one for group in groups]))
        for kind, classes in kinds.items()
        for one in classes
    ]
    rows = [(block, *one) for block in range(len(totals.blocks)) for one in members]
    counted = np.array([totals.blocks[block][chosen].sum(axis=0) for block, _, _, chosen in rows], np.int64)
    columns = {
        "block": np.array([block for block, *_ in rows], np.int32),
        "kind": np.array([kind for _, kind, *_ in rows], object),
        "class": np.array([one for _, _, one, _ in rows], object),
        "people": np.array([totals.people_of_blocks[block][chosen].sum() for block, _, _, chosen in rows], np.int64),
        **_counters(counted.reshape(len(rows), totals.blocks.shape[-1]), names),
    }
    _copy(connection, folder, "classes", columns, names)


def write_clusters(connection: Any, folder: Path, totals: Totals, names: Names, homes: Any, people: int) -> None:
    """clusters.parquet; `homes` holds the index of each community's place."""
    communities = len(homes)
    residents = np.full(communities, COMMUNITY, np.int64)
    residents[-1] = people - (communities - 1) * COMMUNITY
    columns = {
        "community": np.arange(communities, dtype=np.int32),
        "home": homes,
        "people": residents,
        **_counters(totals.clusters, names),
    }
    places = ", ".join(map(_text, names.places))
    _copy(connection, folder, "clusters", columns, names, {"place": f"list_value({places})[home + 1]"})


def _counters(values: Any, names: Names) -> dict[str, Any]:
    by_counter = np.ascontiguousarray(values.T)
    return {name: by_counter[at] for at, name in enumerate(names.counters)}


def _copy(
    connection: Any, folder: Path, table: str, columns: dict[str, Any], names: Names, said: dict[str, str] | None = None
) -> None:
    """Writes columns as a table with the declared types; `said` has SQL for columns that are computed."""
    first = [f"({(said or {}).get(c.name, c.name)})::{c.type} AS {c.name}" for c in TABLES[table]]
    rest = ['"' + name.replace('"', '""') + '"::BIGINT AS "' + name.replace('"', '""') + '"' for name in names.counters]
    query = f"SELECT {', '.join(first + rest)} FROM given"
    with whole(folder / f"{table}.parquet") as part:
        connection.register("given", columns)
        connection.execute(f"COPY ({query}) TO '{_quoted(part)}' (FORMAT parquet, COMPRESSION zstd)")


_NUMBERS = ("key", "amount", "feed", "fault")


def _fill(connection: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Makes a small table. Words are enumerations, which are written to Parquet as text in half the time of text."""
    types = {}
    for at, name in enumerate(columns):
        types[name] = "INTEGER"
        if name not in _NUMBERS:
            types[name] = f"{name}_word"
            words = ", ".join(_text(word) for word in dict.fromkeys(row[at] for row in rows))
            connection.execute(f"CREATE TYPE {types[name]} AS ENUM ({words})")
    connection.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")
