"""A sweep as it shows itself: over which range each indicator moves, where it is lowest and where highest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demerit.indicators.telling import too_few
from demerit.report.layout import SYNTHETIC
from demerit.report.leading import LEADING
from demerit.report.listed import Tabled
from demerit.report.numbers import decimal
from demerit.study.sweep.layout import Found, Key, Swept

_STEADY = 0.9
"""rank correlation from which on an indicator is said to rise or fall with a clause"""
_FIGURES = 4
"""figures of a clause's value in a summary; the table has them all"""
MOST_ROWS = 24
"""indicators that are told where none are asked for by name"""


@dataclass(frozen=True)
class Move:
    """One indicator over a sweep; points are numbers of the sweep."""

    key: Key
    label: str
    unit: str
    direction: str
    lowest: Found
    lowest_at: int
    highest: Found
    highest_at: int
    measured: int
    """points at which it was measured"""
    with_clauses: Mapping[str, float]
    """by clause: rank correlation (Spearman 1904) over the points at which it was measured"""

    @property
    def moves(self) -> bool:
        """Whether it is not the same everywhere."""
        return self.lowest.value != self.highest.value

    @property
    def says_nothing(self) -> bool:
        """Whether it rests on too few cases, where it is lowest and where it is highest."""
        return all(too_few(one.value, one.low, one.high, one.n) for one in (self.lowest, self.highest))


class SweepResult(Tabled):
    """A sweep: `rows` as the table has them (`.pandas()` ...), `moves` as a summary; shows itself in a notebook."""

    def __init__(self, swept: Swept) -> None:
        self.swept = swept

    @property
    def moves(self) -> list[Move]:
        """Every indicator that was measured somewhere, with the range over which it moves."""
        found = (_move(self.swept, key) for key in self.swept.indicators())
        return [one for one in found if one is not None]

    def rows(self) -> list[dict[str, Any]]:
        """One row for each point and indicator: point, the clauses, indicator, scheme, group, value, low, high."""
        plan = self.swept.plan
        return [
            {"point": at, **{over.path: value for over, value in zip(plan.over, plan.points[at], strict=True)},
             "indicator": one.indicator, "scheme": one.scheme, "group": one.group, "value": one.value, "low": one.low,
             "high": one.high}
            for at, found in enumerate(self.swept.found) for one in found
        ]  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """The sweep for JSON: what was swept, the points, and the range of each indicator."""
        return as_dict(self.swept, self.moves)

    def text(self, width: int = 88) -> str:
        """The summary for a terminal of so many columns."""
        from demerit.report.sweep_text import sweep_text

        return sweep_text(self.as_dict(), width)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from demerit.report.sweep_text import sweep_html

        return sweep_html(self.as_dict())


def _move(swept: Swept, key: Key) -> Move | None:
    """One indicator over the points; None where it was measured at none."""
    column = swept.column(key)
    measured = [(at, one) for at, one in enumerate(column) if one is not None and one.value is not None]
    if not measured:
        return None
    lowest = min(measured, key=lambda pair: (pair[1].value, pair[0]))
    highest = max(measured, key=lambda pair: (pair[1].value, -pair[0]))
    values = [float(one.value) for _, one in measured if one.value is not None]
    steady = {
        over.path: rank_correlation([swept.plan.points[at][number] for at, _ in measured], values)
        for number, over in enumerate(swept.plan.over)
    }
    told = measured[0][1]
    return Move(key, told.label, told.unit, told.direction, lowest[1], lowest[0], highest[1], highest[0], len(measured),
                steady)  # fmt: skip


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation, -1 to 1; ties share their mean rank. 0 where either never moves."""
    ranks = [_ranks(values) for values in (one, other)]
    middle = (len(one) - 1) / 2
    left, right = ([rank - middle for rank in of] for of in ranks)
    size = (sum(value * value for value in left) * sum(value * value for value in right)) ** 0.5
    return sum(a * b for a, b in zip(left, right, strict=True)) / size if size else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    first: dict[float, int] = {}
    for place, value in enumerate(order):
        first.setdefault(value, place)
    return [first[value] + (order.count(value) - 1) / 2 for value in values]


def as_dict(swept: Swept, moves: Sequence[Move]) -> dict[str, Any]:
    """A sweep as plain data."""
    plan = swept.plan
    shown = _told_first([one for one in moves if one.moves and not one.says_nothing], bool(plan.indicators))
    return {
        "synthetic": True,
        "regime": plan.regime,
        "people": plan.people,
        "days": plan.days,
        "seed": plan.seed,
        "design": plan.design,
        "over": [
            {"path": over.path, "low": over.low, "high": over.high, "unit": over.unit} for over in plan.over
        ],
        "points": [dict(zip([over.path for over in plan.over], point, strict=True)) for point in plan.points],
        "indicators": [_said(swept, one) for one in moves],
        "told": [list(one.key) for one in shown],
        "notes": list(swept.notes),
    }  # fmt: skip


def _told_first(moves: Sequence[Move], all_of_them: bool) -> list[Move]:
    """What a summary tells: everything that was asked for, or else what leads, and then the rest as far as it goes."""
    if all_of_them:
        return list(moves)
    leading = {name: place for place, name in enumerate(LEADING)}
    return sorted(moves, key=lambda one: leading.get(one.key[0], len(leading)))[:MOST_ROWS]


def _said(swept: Swept, move: Move) -> dict[str, Any]:
    indicator, scheme, group = move.key
    return {
        "indicator": indicator, "scheme": scheme, "group": group, "label": move.label, "unit": move.unit,
        "direction": move.direction, "measured": move.measured, "moves": move.moves, "too_few": move.says_nothing,
        "lowest": _end(swept, move.lowest, move.lowest_at), "highest": _end(swept, move.highest, move.highest_at),
        "rank_correlation": dict(move.with_clauses), "says": _steadily(move),
        "at_points": [_at(found) for found in swept.column(move.key)],
    }  # fmt: skip


def _at(found: Found | None) -> dict[str, Any] | None:
    """An indicator at a point; None where it does not apply there."""
    return None if found is None else {"value": found.value, "low": found.low, "high": found.high, "n": found.n}


def _end(swept: Swept, found: Found, at: int) -> dict[str, Any]:
    """Where an indicator is lowest or highest."""
    clauses = ", ".join(
        f"{name} = {over.text(float(f'{value:.{_FIGURES}g}'))}"
        for name, over, value in zip(short_names(swept), swept.plan.over, swept.plan.points[at], strict=True)
    )
    return {"value": found.value, "low": found.low, "high": found.high, "n": found.n, "point": at, "at": clauses}


def short_names(swept: Swept) -> list[str]:
    """What the clauses are called where space is short: their last word, or as much as tells them apart."""
    paths = [over.path.split(".") for over in swept.plan.over]
    for words in range(1, max(map(len, paths)) + 1):
        names = [" ".join(path[-words:]) for path in paths]
        if len(set(names)) == len(names):
            return names
    return [over.path for over in swept.plan.over]


def _steadily(move: Move) -> str:
    """With which clause an indicator rises or falls all the way; empty where it does so with none."""
    said = [
        f"{'rises' if steady > 0 else 'falls'} with {path}"
        for path, steady in move.with_clauses.items()
        if abs(steady) >= _STEADY
    ]
    return "; ".join(said)


def number(value: float | None) -> str:
    """A value of an indicator in three figures."""
    return "not measured" if value is None else decimal(value)


CAPTION = f"{SYNTHETIC}. Every point is a run over the same people with the same luck."
"""what stands under every table of a sweep"""
