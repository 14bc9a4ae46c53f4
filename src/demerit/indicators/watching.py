"""Unequal watching: how much closer some people are watched than others who do the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.fifths import FIFTHS
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator

_NAMED = 2
"""classes of people that are called by name; more are called the others"""


def _said(most: Sequence[str], least: Sequence[str], kind: str) -> str:
    """`Xinjiang against the others`, or the kind alone where both sides have many classes."""
    if len(most) > _NAMED and len(least) > _NAMED:
        return f"most against least watched, by {kind}"
    return " against ".join(
        " and ".join(FIFTHS[int(label)] if kind == "income" else label for label in side)
        if len(side) <= _NAMED
        else "the others"
        for side in (most, least)
    )


def _compared(counts: Counts, conduct: str, kind: str, factors: Mapping[str, float]) -> list[Estimate]:
    """Noticed acts of the classes that the regime watches closest, over those that it watches least.

    Which these are is taken from the regime and not from the counts, where luck would choose the extremes.
    """
    acts, seen = (counts.classes(kind, counter, conduct) for counter in ("acts", "seen"))
    factor = {label: factors.get(label, 1.0) for label in acts}
    if len(set(factor.values())) < 2:
        return []
    most, least = ([label for label in factor if factor[label] == end(factor.values())] for end in (max, min))
    clump = intervals.clumping(counts.by_community("seen", conduct), counts.by_community("acts", conduct), persons=True)
    hit, of, other_hit, other_of = (
        sum(table[label] for label in side) for side in (most, least) for table in (seen, acts)
    )
    estimate = intervals.ratio_of_shares(hit, of, other_hit, other_of, clump)
    return [estimate.about(_said(most, least, kind))]


def _unequal(counts: Counts, conduct: str) -> list[Estimate]:
    by = counts.watching.get(conduct, {})
    return [estimate for kind, factors in by.items() for estimate in _compared(counts, conduct, kind, factors)]


INDICATORS = (
    Indicator(
        name="unequal_watching",
        label="Noticed for the same, ratio",
        meaning="Share of its acts for which the most watched class of people is noticed, over that of the least.",
        formula="(seen / acts) of the class that feeds watch closest / the same of the class that they watch least",
        unit="ratio",
        direction="harm",
        owner="conduct",
        needs=("seen", "acts"),
        compute=_unequal,
        source="own definition; at equal conduct, since it is taken over acts",
    ),
)
