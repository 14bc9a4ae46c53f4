"""Lives worth reading about, found in the ledger once a run is over."""

from __future__ import annotations

from typing import Any

from demerit.nations.codes import person_code
from demerit.nations.layout import People, in_lists
from demerit.records.open import Records

MOST = 3

_LONGEST = "with the longest record"
_STRUCK = """
    SELECT person, count(*) FILTER (event = 'refusal') AS refusals,
        count(*) FILTER (event IN ('entry', 'mark') AND NOT "true") AS wrong
    FROM ledger WHERE event = 'refusal' OR (event IN ('entry', 'mark') AND NOT "true") GROUP BY person
"""
_QUERIES = {
    "wrongly listed, and refused for it": f"""
        SELECT person FROM ({_STRUCK}) WHERE wrong > 0 AND refusals > 0 ORDER BY refusals DESC, person LIMIT 1""",
    "turned away most often": f"""
        SELECT person FROM ({_STRUCK}) WHERE refusals > 0 ORDER BY refusals DESC, person LIMIT 2""",
    _LONGEST: "SELECT person FROM ledger GROUP BY person ORDER BY count(*) DESC, person LIMIT 2",
}
_LONG_LEDGER = 30_000_000
"""lines above which the longest record is not looked for"""


def notable(records: Records, people: People, lines: int) -> list[dict[str, Any]]:
    """Up to three people, each with index, code and what is notable; empty where the run kept no ledger."""
    found: dict[int, str] = {}
    for why, query in _QUERIES.items():
        if lines and len(found) < MOST and (lines <= _LONG_LEDGER or why != _LONGEST):
            for (person,) in records.sql(query).duckdb().fetchall():
                found.setdefault(person, why)
    tables = in_lists(people)
    rows = [{"person": person, "code": person_code(tables, person), "why": why} for person, why in found.items()]
    return rows[:MOST]
