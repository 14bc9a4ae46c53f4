"""What each community adds to an indicator: the linearised residuals of any indicator, whatever its formula.

An indicator is a smooth function f(S1, S2 ...) of counters added up over communities. To first order, community c adds

    e_c = sum over j of df/dSj x_jc,

x_jc being the counter j of the community (Taylor linearisation; for a ratio R = Y / X it is (y_c - R x_c) / X, Cochran,
Sampling Techniques, 3rd ed. 1977, section 6.3). The slopes df/dSj are taken by making one sum a little larger and a
little smaller and computing the indicator again, so that its definition stays in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate, Floats
from demerit.indicators.layout import Indicator
from demerit.records.layout import CounterName

Read = tuple[Any, ...]
"""a sum that an indicator reads: its counters, or a number of the twins"""
Field = tuple[str, ...]
"""where a number stands in a row of the twins"""

PEOPLE: Read = ("people",)
_TWINS = "twins"
_STEP, _LEAST_STEP = 1e-5, 1e-3
"""by how much of itself a sum is made larger, and at least: the error of a central difference is its square"""
_SCALE = 1e9
"""Ratios are the same for a billion nations side by side, and intervals, which nobody asks for here, cheap."""


class Totals(Counts):
    """The counters of a run added up over communities, as if it were one; one of the sums may be a little larger.

    What is read is noted: `read` by community, `read_by_group` by group of people.
    """

    def __init__(self, base: Counts, more: Mapping[Read, float] | None = None) -> None:
        own = {name: value for name, value in vars(base).items() if name not in _COMPUTED}
        vars(self).update(own)
        self._base = base
        self._more = more or {}
        self.read: set[Read] = set()
        self.read_by_group: set[Read] = set()

    def by_community(self, kind: str, *owners: str, detail: str = "") -> Floats:
        """The sum over the owners and over all communities, as one number."""
        return self._sum(("counter", kind, owners, detail), self._base.by_community(kind, *owners, detail=detail))

    def _sum(self, read: Read, values: Floats) -> Floats:
        self.read.add(read)
        return np.array([(float(values.sum()) + self._more.get(read, 0.0)) * _SCALE])

    def by_group(self, kind: str, *owners: str, detail: str = "") -> Floats:
        """The counter of each group of people."""
        self.read_by_group.add(("counter", kind, owners, detail))
        return self._base.by_group(kind, *owners, detail=detail) * _SCALE

    @cached_property
    def people(self) -> Floats:
        """Everybody, as one number."""
        return self._sum(PEOPLE, self._base.people)

    @cached_property
    def members(self) -> Floats:
        """People of each group; as many more as there are people."""
        everybody = float(self._base.people.sum())
        return self._base.members * _SCALE * (1 + self._more.get(PEOPLE, 0.0) / everybody)

    @cached_property
    def adults(self) -> float:
        """People of 18 and over: a share of the people, so that each community has its part of them."""
        self._sum(PEOPLE, self._base.people)
        return super().adults

    @cached_property
    def twins(self) -> list[dict[str, Any]]:
        """What all twins met, as one row."""
        rows = self._base.twins
        if not rows:
            return []
        whole = deepcopy(rows[0])
        for at in fields(rows[0]):
            self.read.add((_TWINS, at))
            total = sum(float(found(row, at)) for row in rows)
            _put(whole, at, (total + self._more.get((_TWINS, at), 0.0)) * _SCALE)
        return [whole]

    def classes(self, kind: str, counter: str, owner: str) -> dict[str, float]:
        """A counter by class of people."""
        self.read_by_group.add(("counter", counter, (owner,), ""))
        return {label: value * _SCALE for label, value in self._base.classes(kind, counter, owner).items()}


_COMPUTED = ("people", "members", "adults", "twins")


def fields(row: Mapping[str, Any], before: Field = ()) -> list[Field]:
    """Where the numbers of a row of the twins stand, those of responses one level down; not the community's own."""
    at: list[Field] = []
    for name, value in row.items():
        if isinstance(value, Mapping):
            at += fields(value, (*before, name))
        elif name != "community":
            at.append((*before, name))
    return at


def found(row: Mapping[str, Any], at: Field) -> Any:
    """The number of a row at a place."""
    value: Any = row
    for name in at:
        value = value[name]
    return value


def _put(row: dict[str, Any], at: Field, value: float) -> None:
    *path, last = at
    for name in path:
        row = row[name]
    row[last] = value


@dataclass(frozen=True)
class Linear:
    """An indicator's value (one of those it gives of an owner), and what each community adds to it."""

    estimate: Estimate
    residuals: Floats
    """e_c by number of the community"""
    counted: Mapping[Read, Floats] = field(repr=False)
    """what the indicator counts, by community"""
    an_event: float | None
    """by how much one event more changes the value; None where it counts amounts (days, yuan, hours)"""
    grouped: frozenset[Read] = frozenset()
    """what it counts by group of people"""


def linearised(counts: Counts, indicator: Indicator, owner: str) -> list[Linear]:
    """Every estimate of an indicator about an owner, with its residuals by community.

    Estimates about groups of people have residuals of zero: groups carry no communities.
    """
    here = list(indicator.compute(counts, owner))
    plain = Totals(counts)
    values = [one.value for one in indicator.compute(plain, owner)]
    if len(values) != len(here):
        raise RuntimeError(f"{indicator.name} gives other estimates of one community than of many")
    counted = {read: of_communities(counts, read) for read in plain.read}
    slopes: dict[Read, list[float]] = {}
    if any(not one.group and one.value is not None for one in here):
        slopes = {read: _slopes(counts, indicator, owner, read, values) for read in plain.read}
    events = bool(plain.read) and all(_counts_events(counts, read) for read in plain.read)
    return [
        _linear(at, one, counted, slopes, events, frozenset(plain.read_by_group), len(counts.people))
        for at, one in enumerate(here)
    ]


def _linear(
    at: int, one: Estimate, counted: Mapping[Read, Floats], slopes: Mapping[Read, list[float]], events: bool,
    grouped: frozenset[Read], communities: int,
) -> Linear:  # fmt: skip
    residuals: Floats = np.zeros(communities)
    if one.group or one.value is None or not slopes:
        return Linear(one, residuals, counted, None, grouped)
    steepest = 0.0
    for read in sorted(counted, key=repr):
        residuals = residuals + slopes[read][at] * counted[read]
        if read != PEOPLE:
            steepest = max(steepest, abs(slopes[read][at]))
    return Linear(one, residuals, counted, steepest if events else None, grouped)


def _slopes(
    counts: Counts, indicator: Indicator, owner: str, read: Read, values: list[float | None]
) -> list[float]:  # fmt: skip
    """By how much each value rises with one more of a sum; on the side where it exists, if it has only one."""
    step = max(_STEP * float(of_communities(counts, read).sum()), _LEAST_STEP)

    def beside(more: float) -> list[float | None]:
        there = [one.value for one in indicator.compute(Totals(counts, {read: more}), owner)]
        return there if len(there) == len(values) else [None] * len(values)

    return [_slope(*three, step) for three in zip(beside(-step), values, beside(step), strict=True)]


def _slope(less: float | None, here: float | None, more: float | None, step: float) -> float:
    """The slope between the values beside, or on the one side where there is one."""
    if less is not None and more is not None:
        return (more - less) / (2 * step)
    if here is not None and more is not None:
        return (more - here) / step
    if here is not None and less is not None:
        return (here - less) / step
    return 0.0


def of_communities(counts: Counts, read: Read) -> Floats:
    """What an indicator reads, by number of the community."""
    if read == PEOPLE:
        return counts.people
    if read[0] == _TWINS:
        values: Floats = np.zeros(len(counts.people))
        for row in counts.twins:
            values[row["community"]] = found(row, read[1])
        return values
    _, kind, owners, detail = read
    return counts.by_community(kind, *owners, detail=detail)


def of_groups(counts: Counts, read: Read) -> Floats:
    """What an indicator reads, by group of people."""
    _, kind, owners, detail = read
    return counts.by_group(kind, *owners, detail=detail)


_AMOUNTS = ("person-days", "days", "hours", "yuan", "forms", "points")


def _counts_events(counts: Counts, read: Read) -> bool:
    """Whether a sum is one of separate events or people, and not of amounts that come in lumps."""
    if read == PEOPLE or read[0] == _TWINS:
        return True
    _, kind, owners, detail = read
    return CounterName(kind, "x", detail).family.unit not in _AMOUNTS and counts.singly(kind, *owners)
