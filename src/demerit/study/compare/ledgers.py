"""The ledgers of two runs side by side in one database, as far as both keep them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from demerit.nations.layout import COMMUNITY
from demerit.records.layout import LEDGER, TABLES
from demerit.records.open import Records
from demerit.records.order import keeps

WHY_NOT = "a run keeps no ledger: run both with `--ledger auto` or `all`"


class Ledgers:
    """Two ledgers as views `a` and `b`, held to the people whose ledger both runs keep, and these people as `kept`."""

    def __init__(self, a: Records, b: Records) -> None:
        import duckdb

        self.connection = duckdb.connect()
        numbers = _kept(a, b)
        self.whole = len(numbers) * COMMUNITY >= int(a.manifest["people"])
        self.connection.register("communities", {"community": numbers})
        self.people = int(
            self._one(
                "CREATE TABLE kept AS SELECT community * $1 + i AS person FROM communities, range($1) AS within(i) "
                "WHERE community * $1 + i < $2",
                [COMMUNITY, int(a.manifest["people"])],
            )
        )
        self.communities = numbers
        for name, records in (("a", a), ("b", b)):
            self.connection.execute(f"CREATE VIEW {name} AS {self._of(records.folder)}")

    def _of(self, folder: Path) -> str:
        parts = sorted((folder / LEDGER).glob("part-*.parquet"))
        if not parts:
            columns = ", ".join(f'NULL::{column.type} AS "{column.name}"' for column in TABLES["ledger"])
            return f"SELECT {columns} WHERE false"
        files = ", ".join(text(str(part.resolve())) for part in parts)
        held = "" if self.whole else f" WHERE person // {COMMUNITY} IN (SELECT community FROM communities)"
        return f"SELECT * FROM read_parquet([{files}]){held}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer to a query over `a`, `b` and `kept`."""
        return list(self.connection.execute(query).fetchall())

    def _one(self, query: str, given: list[Any]) -> Any:
        return self.connection.execute(query, given).fetchall()[0][0]


def text(word: str) -> str:
    """A word as SQL writes it."""
    return "'" + word.replace("'", "''") + "'"


def _kept(a: Records, b: Records) -> Any:
    """Numbers of the communities whose ledger both runs keep."""
    communities = -(-int(a.manifest["people"]) // COMMUNITY)
    chosen = np.ones(communities, dtype=bool)
    for records in (a, b):
        kept: Mapping[str, Any] = records.manifest["kept"]
        chosen &= keeps(kept, 0, communities) > 0  # type: ignore[arg-type]
    return np.flatnonzero(chosen)
