"""The first day on which the two records of a person differ.

Lines are compared by what they say, a day at a time: event, scheme, what, measure, feed, value, unit, and whether it is
true and told. Their numbers, and the number of the line that caused them, are left out, for one line more early in a
record moves all later ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from demerit.records.disk import whole
from demerit.study.compare.layout import FirstDays
from demerit.study.compare.ledgers import Ledgers, text

FIRST = "first_difference.parquet"
COLUMNS = {
    "person": "index of the person in the nation",
    "day": "the first day of the run on which the two records differ; NULL where they never do",
    "date": "the same day in the calendar",
}
_PERIODS = 12

_SAYS = 'day, event, scheme, what, measure, feed, value, unit, "true", wrong, told'
# A day's lines in A less those in B: hashes of lines add up to nothing where the two are the same, in whatever order.
_DIFFERING = f"""
    SELECT person, min(day) AS day FROM (
        SELECT person, day FROM (
            SELECT person, day, hash({_SAYS})::HUGEINT AS line FROM a
            UNION ALL
            SELECT person, day, -(hash({_SAYS})::HUGEINT) FROM b
        ) GROUP BY person, day HAVING sum(line) <> 0
    ) GROUP BY person
"""


def first_days(ledgers: Ledgers, folder: Path, manifest: Mapping[str, Any]) -> FirstDays:
    """Writes `first_difference.parquet`, a row for each person whose ledger both runs keep, and says how it spreads."""
    start = date.fromisoformat(manifest["start"])
    connection = ledgers.connection
    connection.execute(
        f"CREATE TABLE first_difference AS SELECT person, day, (DATE '{start}' + day)::DATE AS date "
        f"FROM kept LEFT JOIN ({_DIFFERING}) USING (person) ORDER BY person"
    )
    with whole(folder / FIRST) as part:
        connection.execute(f"COPY first_difference TO {text(str(part))} (FORMAT parquet, COMPRESSION zstd)")
    differ, *days = ledgers.rows(
        "SELECT count(day), min(day), quantile_disc(day, 0.25), quantile_disc(day, 0.5), quantile_disc(day, 0.75), "
        "max(day) FROM first_difference"
    )[0]
    return FirstDays(
        people=ledgers.people,
        differ=int(differ),
        days=(days[0], days[1], days[2], days[3], days[4]) if differ else None,
        spread=_spread(ledgers, int(manifest["days"])) if differ else (),
    )


def _spread(ledgers: Ledgers, days: int) -> tuple[tuple[int, int, int], ...]:
    """Twelve stretches of the run of equal length, and how many records part in each."""
    length = max(1, -(-days // _PERIODS))
    parted = dict(
        ledgers.rows(f"SELECT day // {length}, count(*) FROM first_difference WHERE day IS NOT NULL GROUP BY 1")
    )
    return tuple(
        (at * length, min(days, (at + 1) * length) - 1, int(parted.get(at, 0)))
        for at in range(-(-days // length))
    )  # fmt: skip
