"""A sweep over one clause, point by point: what each indicator is at each value of the clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.indicators.telling import RULE, TOO_FEW
from demerit.regime.quantities import plain
from demerit.report.leading import written
from demerit.report.numbers import DASH, whole

Said = Mapping[str, Any]

MOST_TABLES = 12
"""indicators that are told point by point"""
MOST_POINTS = 11
"""points of each; of more, so many are taken from one end of the range to the other"""
_HEADS = ("value", "95 % interval")
_FIGURES = 4


def has_points(said: Said) -> bool:
    """Whether a table by point says it all: the sweep is over one clause."""
    return len(said["over"]) == 1


def points_table(said: Said, one: Said) -> Iterator[str]:
    """The lines of the table of an indicator: the clause's value, the indicator's, its interval."""
    clause = said["over"][0]
    rows = [(_clause(said["points"][at][clause["path"]], clause["unit"]), *_at(one, at)) for at in shown(said)]
    table = [(clause["path"].split(".")[-1], *_HEADS), *rows]
    sizes = [max(len(row[at]) for row in table) for at in range(3)]
    for name, value, interval in table:
        yield f"    {name:>{sizes[0]}}  {value:>{sizes[1]}}  {interval}".rstrip()


def shown(said: Said) -> Sequence[int]:
    """The numbers of the points that are told, by rising value of the clause."""
    path = said["over"][0]["path"]
    rising = sorted(range(len(said["points"])), key=lambda at: (said["points"][at][path], at))
    last = len(rising) - 1
    if last < MOST_POINTS:
        return rising
    return [rising[round(place * last / (MOST_POINTS - 1))] for place in range(MOST_POINTS)]


def points_notes(said: Said, tables: Sequence[Said]) -> list[str]:
    """How many points the tables do not tell, and what it means that one has too few cases; empty where neither is."""
    points, at = len(said["points"]), shown(said)
    notes = [f"{MOST_POINTS} of {whole(points)} points are told; the table has all of them."]
    few = any(_at(one, number)[1] == TOO_FEW for one in tables for number in at)
    return (notes if points > MOST_POINTS else []) + ([f"“{TOO_FEW}”: {RULE}."] if few else [])


def _clause(value: float, unit: str) -> str:
    return f"{plain(float(f'{value:.{_FIGURES}g}'))} {unit}".rstrip()


def _at(one: Said, at: int) -> tuple[str, str]:
    """The value and its interval at a point; a dash and words where there is nothing to say."""
    found = one["at_points"][at]
    if found is None:
        return DASH, "does not apply"
    value, interval = written(found)
    return (DASH, value) if interval == DASH else (value, interval)
