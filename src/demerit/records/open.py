"""A run folder -> tables: DuckDB relations, Arrow, pandas, polars, NumPy or plain rows, at the reader's choice."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.errors import UserError, did_you_mean, listed
from demerit.records.damaged import read_spiral, refuse_wrong_manifest
from demerit.records.layout import CLASSES_SINCE, FINISHED, FORMAT, MANIFEST, RESUME, TABLES

if TYPE_CHECKING:
    import duckdb

_SHOWN = 10
"""Rows that a table shows of itself."""


class Table:
    """Rows that a query gives, in whatever form the reader likes; nothing is read before a form is asked for.

    >>> run.series.pandas()                                                              # doctest: +SKIP
    >>> run.ledger.duckdb().filter("event = 'entry'").aggregate("scheme, count(*)")      # doctest: +SKIP
    """

    def __init__(self, records: Records, query: str) -> None:
        self._records = records
        self._query = query

    def duckdb(self) -> duckdb.DuckDBPyRelation:
        """The table as a DuckDB relation, to filter, join and aggregate without loading it."""
        return self._records._relation(self._query)

    def arrow(self) -> Any:
        """The table as a `pyarrow.Table`; needs pyarrow (`pip install demerit[arrow]`)."""
        _need("pyarrow", "demerit[arrow]")
        return self.duckdb().to_arrow_table()

    def pandas(self) -> Any:
        """The table as a `pandas.DataFrame`; needs pandas."""
        _need("pandas", "pandas")
        return self.duckdb().df()

    def polars(self) -> Any:
        """The table as a `polars.DataFrame`; needs polars and pyarrow."""
        _need("polars", "polars")
        _need("pyarrow", "demerit[arrow]")
        return self.duckdb().pl()

    def numpy(self, *columns: str) -> dict[str, Any]:
        """Columns (all, if none is named) as NumPy arrays by name. Raises `UserError` where there is no such column."""
        relation = self.duckdb()
        for name in columns:
            if name not in relation.columns:
                hint = did_you_mean(name, relation.columns)
                raise UserError(f"the table has no column `{name}`", listed(relation.columns), hint)
        chosen = relation.select(*(_identifier(name) for name in columns)) if columns else relation
        return chosen.fetchnumpy()

    def rows(self) -> list[dict[str, Any]]:
        """All rows, each a dictionary by column."""
        relation = self.duckdb()
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]

    @property
    def schema(self) -> dict[str, str]:
        """DuckDB type of each column, in their order."""
        relation = self.duckdb()
        return {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in their order."""
        return list(self.schema)

    def __len__(self) -> int:
        return int(self.duckdb().aggregate("count(*)").fetchall()[0][0])

    def __repr__(self) -> str:
        return f"Table of {len(self):,} rows: {listed(self.columns)}"

    def _repr_html_(self) -> str:
        relation = self.duckdb()
        head = "".join(f"<th>{html.escape(name)}</th>" for name in relation.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_cell(cell))}</td>" for cell in row) + "</tr>"
            for row in relation.limit(_SHOWN).fetchall()
        )
        caption = f"<caption>Synthetic people; {len(self):,} rows, the first {min(_SHOWN, len(self))} shown</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Records:
    """What a run left behind. `open_run` makes it; the columns of each table stand in `demerit.records.layout`."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        self.folder = folder
        self.manifest = manifest
        """what was run: regime, nation, people, days, seed, versions, command ..."""

    @property
    def series(self) -> Table:
        """One row a day: flows of the day, and what is in force at its end."""
        return Table(self, "SELECT * FROM series")

    @property
    def groups(self) -> Table:
        """One row a group of people: flows added up over the run, and what is in force at its end."""
        return Table(self, "SELECT * FROM groups")

    @property
    def clusters(self) -> Table:
        """One row a community: the same, for intervals."""
        return Table(self, "SELECT * FROM clusters")

    @property
    def classes(self) -> Table:
        """One row a class of people in a block of communities; empty in folders of earlier versions."""
        return Table(self, "SELECT * FROM classes")

    @property
    def ledger(self) -> Table:
        """The events of the lives whose ledger the run kept, each with its cause; empty where it kept none."""
        return Table(self, "SELECT * FROM ledger")

    def sql(self, query: str) -> Table:
        """The answer to one SQL query over the views `series`, `groups`, `clusters`, `classes` and `ledger`.

        Counters have dots and schemes have spaces in their names, so quote them:
        `SELECT "in_force.debtors" FROM series`.
        Raises `UserError` with DuckDB's message where the query is wrong, and for anything but one SELECT.
        """
        table = Table(self, query)
        table.duckdb()
        return table

    def twins(self) -> list[dict[str, Any]]:
        """What the twins of the run met with and without their first mark, by community.

        `links` has the same of each response switched off, by its name, and `unlinked` of all of them. Raises
        `UserError` where the file is damaged.
        """
        return read_spiral(self.folder, self.manifest)

    def __repr__(self) -> str:
        return f"Records of {self.folder}"

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        connection = duckdb.connect()
        for name in TABLES:
            try:
                connection.execute(_view(self.folder, name))
            except duckdb.Error as error:
                raise UserError(f"{self.folder}: `{name}` cannot be read: {_first_line(error)}") from error
            found = [column for column, *_ in connection.execute(f"DESCRIBE {name}").fetchall()]
            missing = [column.name for column in TABLES[name] if column.name not in found]
            if missing:
                raise UserError(f"{self.folder}: `{name}` has no column {listed(f'`{column}`' for column in missing)}")
        return connection

    def _relation(self, query: str) -> duckdb.DuckDBPyRelation:
        import duckdb

        try:
            # A cursor of its own for each relation: readers in several threads do not disturb each other.
            cursor = self._connection.cursor()
            statements = cursor.extract_statements(query)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise UserError("records are only read", f"one SELECT over {listed(TABLES)}")
            return cursor.sql(query)
        except duckdb.Error as error:
            raise UserError(f"the query cannot be answered: {error}", f"SQL over {listed(TABLES)}") from error


def open_run(folder: str | Path, *, unfinished: bool = False) -> Records:
    """The records of a run folder.

    `unfinished` also opens a run that was interrupted: what is complete can be read, the rest is empty. Raises
    `UserError` where the folder is not a run, is not finished, or was written by a newer demerit.
    """
    path = Path(folder)
    if not path.is_dir():
        raise UserError(f"{path}: there is no such folder", "the folder of a run", _nearby(path))
    manifest = read_manifest(path)
    if manifest["format"] > FORMAT:
        by = f" ({manifest['demerit']})" if "demerit" in manifest else ""
        raise UserError(
            f"{path}: written by a newer demerit{by}",
            f"a run folder of format {FORMAT} or older, not {manifest['format']}",
            "upgrade demerit, or run it again with this one",
        )
    if manifest.get("state") != FINISHED and not unfinished:
        raise UserError(f"{path}: this run is not finished", None, f"`{RESUME.format(folder=path)}` takes it up again")
    refuse_wrong_manifest(path, manifest)
    if not unfinished:
        optional = ("ledger", *(("classes",) if manifest["format"] < CLASSES_SINCE else ()))
        missing = [name for name in TABLES if name not in optional and not _parts(path, name)]
        if missing:
            raise UserError(f"{path}: the run is damaged", f"{listed(f'{name}.parquet' for name in missing)} in it")
    return Records(path, manifest)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder, finished or not; raises `UserError` where it is none."""
    path = folder / MANIFEST
    if not path.is_file():
        raise UserError(f"{folder}: this is not a run", f"a folder with a {MANIFEST} in it", _nearby(folder / "x"))
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: this is no JSON: {error}", "the manifest that demerit wrote") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise UserError(f"{path}: this is not the manifest of a run", "a whole number under `format`")
    return manifest


def _nearby(path: Path) -> str | None:
    """A hint at the runs that lie beside a folder that is none."""
    parent = path.parent
    runs = sorted(entry.name for entry in parent.iterdir() if (entry / MANIFEST).is_file()) if parent.is_dir() else []
    return f"{did_you_mean(path.name, runs) or 'runs beside it:'} {listed(runs)}" if runs else None


def _parts(folder: Path, name: str) -> list[Path]:
    """The complete files of a table, in order. Files that are still being written end in `.part` and do not count."""
    whole = folder / f"{name}.parquet"
    return [whole] if whole.is_file() else sorted((folder / name).glob("part-*.parquet"))


def _view(folder: Path, name: str) -> str:
    """SQL that makes the view of a table; one without files is empty but has its columns."""
    parts = _parts(folder, name)
    if parts:
        files = ", ".join(f"'{_quoted(part)}'" for part in parts)
        return f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}])"
    columns = ", ".join(f"NULL::{column.type} AS {_identifier(column.name)}" for column in TABLES[name])
    return f"CREATE VIEW {name} AS SELECT {columns} WHERE false"


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: object) -> str:
    return "" if value is None else f"{value:,}" if type(value) is int else str(value)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _need(module: str, package: str) -> None:
    """Refuses in one sentence where an optional library is not there."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise UserError(f"{module} is not installed", None, f"`pip install {package}`")
