"""The few ways in which indicators are made from counters, so that a family reads as a list of definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate, Floats
from demerit.indicators.layout import Compute

Applies = Callable[[Mapping[str, Any]], bool]
"""whether conduct, as the nation declares it, is what an indicator is about"""


def added_up(counts: Counts, owner: str, kinds: Iterable[str]) -> Floats:
    """Counters added up by community; a kind with a minus sign before it is taken away."""
    total = 0 * counts.people
    for kind in kinds:
        total = total + (-1 if kind.startswith("-") else 1) * counts.by_community(kind.lstrip("-"), owner)
    return total


def in_bands(counts: Counts, scheme: str) -> Floats:
    """Subjects of a points scheme on the last day, in whatever band, by community."""
    return sum((counts.by_community("band", scheme, detail=band) for band in counts.bands(scheme)), 0 * counts.people)


def share_of(part: str, whole: str) -> Compute:
    """A share; each side is counters in a row, such as `entries -noticed -gate_learnt`."""

    def compute(counts: Counts, owner: str) -> list[Estimate]:
        return [intervals.share(added_up(counts, owner, part.split()), added_up(counts, owner, whole.split()))]

    return compute


def share_of_conduct(part: str, whole: str, applies: Applies) -> Compute:
    """A share of acts that a response changes, for conduct that applies; none where its nature is not known."""

    def compute(counts: Counts, conduct: str) -> Iterable[Estimate]:
        info = counts.conduct.get(conduct)
        if info is None or not applies(info) or not counts.responds(conduct):
            return []
        return share_of(part, whole)(counts, conduct)

    return compute


def mean_of(part: str, whole: str, *, least: float = 0.0, events: bool = True) -> Compute:
    """One counter for each one of another; see `intervals.mean`."""

    def compute(counts: Counts, owner: str) -> list[Estimate]:
        sums = (added_up(counts, owner, kinds.split()) for kinds in (part, whole))
        singly = all(counts.singly(kind.lstrip("-"), owner) for kind in part.split())
        return [intervals.mean(*sums, least=least, events=events and singly)]

    return compute


def per_person(part: str, factor: float, *, adults: bool = False, events: bool = True) -> Compute:
    """A counter for every `factor` people of the run, or adults of it."""

    def compute(counts: Counts, owner: str) -> list[Estimate]:
        singly = events and counts.singly(part, owner)
        estimate = intervals.mean(counts.by_community(part, owner), counts.people, events=singly)
        everyone = float(counts.people.sum())
        if not adults:
            return [estimate.times(factor)]
        if counts.adults <= 0:
            return [intervals.nothing("there are no adults")]
        # Communities do not count their adults, so the share of adults of the whole run stands for each.
        return [estimate.times(factor * everyone / counts.adults)._replace(n=round(counts.adults))]

    return compute
