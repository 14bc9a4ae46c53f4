"""Disparate impact: whether a list, or the lowest band of a score, takes one group of people more than another.

Two ratios, because each hides what the other shows: where 98 % of one group and 96 % of the other are spared, the
favourable ratio is 0.98 and the adverse ratio 0.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate, Floats
from demerit.indicators.layout import Indicator, Owner
from demerit.indicators.measures import in_bands
from demerit.records.layout import ages

YOUNG_UNDER = 45
OLD_FROM = 60

_MEN = {"male", "men", "man", "m"}
_WOMEN = {"female", "women", "woman", "f"}


class Pair(NamedTuple):
    """Two groups of people to compare: the rate of `first` over that of `second`; each a mask over the groups."""

    label: str
    first: Any
    second: Any


def pairs(counts: Counts) -> Iterator[Pair]:
    """The comparisons that are made, settled before any number is seen; not those that the nation has no groups for."""

    def named(column: str, names: set[str]) -> Any:
        return counts.where(column, lambda name: str(name).casefold() in names)

    poorest, richest = named("income", {"1"}), named("income", {"5"})
    rural, urban = named("residence", {"rural"}), named("residence", {"urban"})
    men, women = named("sex", _MEN), named("sex", _WOMEN)
    young = counts.where("age", lambda label: ages(str(label))[1] < YOUNG_UNDER)
    old = counts.where("age", lambda label: ages(str(label))[0] >= OLD_FROM)
    found = (
        Pair("poorest fifth against richest", poorest, richest),
        Pair("rural against urban", rural, urban),
        Pair(f"under {YOUNG_UNDER} against {OLD_FROM} and over", young, old),
        Pair("men against women", men, women),
    )
    return (pair for pair in found if pair.first.any() and pair.second.any())


class _Hits(NamedTuple):
    """People hit and people who could be, by group; and how much hits clump in communities."""

    hit: Floats
    of: Floats
    clump: float


def _listed(counts: Counts, name: str) -> _Hits:
    clump = intervals.clumping(counts.by_community("subjects", name), counts.people, persons=True)
    return _Hits(counts.by_group("subjects", name), counts.members_from(counts.from_age(name)), clump)


def _lowest_band(counts: Counts, scheme: str) -> _Hits:
    bands = counts.bands(scheme)
    lowest = counts.by_community("band", scheme, detail=bands[-1])
    subjects = in_bands(counts, scheme)
    of = sum((counts.by_group("band", scheme, detail=band) for band in bands), 0 * counts.members)
    hit = counts.by_group("band", scheme, detail=bands[-1])
    return _Hits(hit, of, intervals.clumping(lowest, subjects, persons=True))


def _ratio(hits: _Hits, pair: Pair, *, spared: bool) -> Estimate:
    counted = hits.of - hits.hit if spared else hits.hit
    sums = (float(np.sum(side[mask])) for mask in (pair.first, pair.second) for side in (counted, hits.of))
    hit, of, other_hit, other_of = sums
    return intervals.ratio_of_shares(hit, of, other_hit, other_of, hits.clump).about(pair.label)


class _Whom(NamedTuple):
    """Whom a ratio is about: how they are counted, by which counter of what, and their share as it is spelt."""

    hits: Callable[[Counts, str], _Hits]
    owner: Owner
    counter: str
    share: str
    on: str = ""


_LISTED = _Whom(_listed, "list", "subjects", "subjects / people of its age")
_LOWEST = _Whom(_lowest_band, "scheme", "band", "band (lowest) / band (all)", ", on the last day")

_FOUR_FIFTHS = "Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4(D): below 0.8 is taken as a sign"
_BOTH = "own definition, the same shares from the other side"


def _compared(whom: _Whom, name: str, label: str, meaning: str, *, spared: bool) -> Indicator:
    """The ratio of two groups' shares: of people hit (adverse), or of people spared (favourable)."""

    def compute(counts: Counts, owner: str) -> list[Estimate]:
        hits = whom.hits(counts, owner)
        return [_ratio(hits, pair, spared=spared) for pair in pairs(counts)]

    share = f"1 - {whom.share}" if spared else whom.share
    return Indicator(
        name=name,
        label=label,
        meaning=meaning,
        formula=f"({share}) of the first group / the same of the second{whom.on}",
        unit="ratio",
        direction="harm",
        owner=whom.owner,
        needs=(whom.counter,),
        compute=compute,
        source=_FOUR_FIFTHS if spared else _BOTH,
    )


INDICATORS = (
    _compared(
        _LISTED,
        name="adverse_ratio",
        label="Listed, ratio",
        meaning="Share of one group ever listed, over that of another; 2 means twice as often.",
        spared=False,
    ),
    _compared(
        _LISTED,
        name="favourable_ratio",
        label="Never listed, ratio",
        meaning="Share of one group never listed, over that of another; less than 0.8 fails the four-fifths rule.",
        spared=True,
    ),
    _compared(
        _LOWEST,
        name="adverse_band_ratio",
        label="In the lowest band, ratio",
        meaning="Share of one group in the lowest band at the end, over that of another.",
        spared=False,
    ),
    _compared(
        _LOWEST,
        name="favourable_band_ratio",
        label="Above the lowest band, ratio",
        meaning="Share of one group above the lowest band at the end, over that of another; below 0.8 fails.",
        spared=True,
    ),
)
