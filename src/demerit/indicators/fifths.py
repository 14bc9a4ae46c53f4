"""Amounts by income: what measures take from and give to each fifth of the people."""

from __future__ import annotations

import numpy as np

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate, Floats
from demerit.indicators.layout import Compute

FIFTHS = {1: "poorest fifth", 2: "second fifth", 3: "third fifth", 4: "fourth fifth", 5: "richest fifth"}
OF = 1_000
"""amounts are for every so many people and year"""


def at_all_gates(counts: Counts, kind: str) -> Floats:
    """A counter of gates by community, added up over all of them."""
    return counts.by_community(kind, *counts.owners(kind))


def of_fifth(counts: Counts, kind: str, fifth: int) -> tuple[float, float]:
    """Total of a counter over all gates, and people, of a fifth of income."""
    mask = counts.where("income", lambda value: int(value) == fifth)
    return float(np.sum(counts.by_group(kind, *counts.owners(kind))[mask])), float(np.sum(counts.members[mask]))


def clump(counts: Counts, kind: str) -> float:
    """How much a counter of all gates clumps in communities; see `intervals.clumping`."""
    return intervals.clumping(at_all_gates(counts, kind), counts.people)


def by_income(kind: str) -> Compute:
    """A counter of all gates per 1,000 people and year, of everyone and of each fifth."""

    def compute(counts: Counts, _: str) -> list[Estimate]:
        factor = OF / counts.years
        everyone = intervals.mean(at_all_gates(counts, kind), counts.people, events=False)
        estimates = [everyone.times(factor)]
        if not everyone.value:
            return estimates
        clumped = clump(counts, kind)
        for fifth, label in FIFTHS.items():
            total, people = of_fifth(counts, kind, fifth)
            if people:
                estimates.append(intervals.group_mean(total, people, clumped).times(factor).about(label))
        return estimates

    return compute


def balance_by_income(gains: str, costs: str) -> Compute:
    """One counter of all gates less another, per 1,000 people and year, of everyone and of each fifth."""

    def compute(counts: Counts, _: str) -> list[Estimate]:
        gain, cost = at_all_gates(counts, gains), at_all_gates(counts, costs)
        if not gain.any() or not cost.any():
            return []  # the balance of one side is that side, which has an indicator of its own
        factor = OF / counts.years
        estimates = [intervals.balance(gain, cost, counts.people).times(factor)]
        lump = intervals.lumps(gain, cost, counts.people)
        for fifth, label in FIFTHS.items():
            (gained, people), (paid, _people) = of_fifth(counts, gains, fifth), of_fifth(counts, costs, fifth)
            if people:
                estimates.append(intervals.group_balance(gained, paid, people, lump).times(factor).about(label))
        return estimates

    return compute
