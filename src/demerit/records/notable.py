"""Lives worth reading about, found in the ledger once a run is over."""

from __future__ import annotations

from typing import Any

from demerit.nations.codes import person_code
from demerit.nations.layout import People, in_lists
from demerit.records.open import Records

MOST = 3

READABLE = 60
"""lines that a life worth reading has at most, where such lives are to be had"""

_STRUCK = f"""
    WITH refused AS (SELECT DISTINCT person FROM ledger WHERE event = 'refusal'),
    struck AS (
        SELECT person, count(*) AS lines, count(DISTINCT event)
            + count(DISTINCT what) FILTER (event = 'refusal') AS variety,
            count(*) FILTER (event IN ('entry', 'mark') AND NOT "true") > 0 AS wrongly
        FROM ledger SEMI JOIN refused USING (person) GROUP BY person
    )
    SELECT person, wrongly FROM struck
    QUALIFY row_number() OVER (PARTITION BY wrongly ORDER BY lines > {READABLE}, variety DESC, lines, person) <= 2
    ORDER BY wrongly DESC, lines > {READABLE}, variety DESC, lines, person
"""
_LONGEST = "SELECT person FROM ledger GROUP BY person ORDER BY count(*) DESC, person LIMIT 3"
_LONG_LEDGER = 30_000_000
"""lines above which the longest record is not looked for"""


def notable(records: Records, people: People, lines: int) -> list[dict[str, Any]]:
    """Up to three people, each with index, code and what is notable; empty where the run kept no ledger."""
    found: dict[int, str] = {}
    if lines:
        for person, wrongly in records.sql(_STRUCK).duckdb().fetchall():
            found[person] = "wrongly on record, and turned away" if wrongly else "turned away at many gates"
    if len(found) < MOST and 0 < lines <= _LONG_LEDGER:
        for (person,) in records.sql(_LONGEST).duckdb().fetchall():
            found.setdefault(person, "with the longest record")
    tables = in_lists(people)
    rows = [{"person": person, "code": person_code(tables, person), "why": why} for person, why in found.items()]
    return rows[:MOST]
