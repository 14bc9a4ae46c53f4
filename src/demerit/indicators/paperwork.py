"""Unequal paperwork: the hours, forms and money that measures cost, and who pays them."""

from __future__ import annotations

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.definitions import amount
from demerit.indicators.fifths import FIFTHS, clump, of_fifth
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Compute, Indicator

_INCOME = "own definition; incomes a head of 2020: National Bureau of Statistics of China, 2021"


def _share_of_income(counts: Counts, _: str) -> list[Estimate]:
    clumped = clump(counts, "yuan_paid")
    estimates = []
    for (fifth, label), income in zip(FIFTHS.items(), counts.income_yuan, strict=True):
        total, people = of_fifth(counts, "yuan_paid", fifth)
        if people:
            cost = intervals.group_mean(total, people, clumped)
            estimates.append(cost.times(1_000 / counts.years / income).about(label))
    return estimates


def _poor_against_rich(kind: str, *, of_income: bool) -> Compute:
    def compute(counts: Counts, _: str) -> list[Estimate]:
        (poor, poor_people), (rich, rich_people) = (of_fifth(counts, kind, fifth) for fifth in (1, 5))
        estimate = intervals.ratio_of_means(poor, poor_people, rich, rich_people, clump(counts, kind))
        factor = counts.income_yuan[4] / counts.income_yuan[0] if of_income else 1.0
        return [estimate.times(factor).about("poorest fifth against richest")]

    return compute


INDICATORS = (
    amount(
        name="paperwork_hours",
        label="Hours that measures cost",
        meaning="Hours spent because of measures, for every 1,000 people and year.",
        kind="hours",
        unit="hours",
        direction="harm",
    ),
    amount(
        name="paperwork_forms",
        label="Forms that measures cost",
        meaning="Forms filled in because of measures, for every 1,000 people and year.",
        kind="forms",
        unit="forms",
        direction="harm",
    ),
    amount(
        name="paperwork_yuan",
        label="Money that measures cost",
        meaning="Yuan paid because of measures, for every 1,000 people and year.",
        kind="yuan_paid",
        unit="yuan",
        direction="harm",
    ),
    Indicator(
        name="cost_of_income",
        label="Cost as a part of income",
        meaning="Yuan paid because of measures, for every 1,000 yuan of the mean income of the fifth.",
        formula="1,000 x yuan_paid of all gates / people / years / mean income a head and year of the fifth",
        unit="yuan per 1,000 yuan of income",
        direction="harm",
        owner="run",
        needs=("yuan_paid",),
        compute=_share_of_income,
        source=_INCOME,
    ),
    Indicator(
        name="unequal_hours",
        label="Unequal hours",
        meaning="Hours a head of the poorest fifth, over those of the richest.",
        formula="(hours / people) of the poorest fifth / the same of the richest",
        unit="ratio",
        direction="harm",
        owner="run",
        needs=("hours",),
        compute=_poor_against_rich("hours", of_income=False),
    ),
    Indicator(
        name="unequal_cost",
        label="Unequal cost",
        meaning="Cost as a part of income of the poorest fifth, over that of the richest.",
        formula="(yuan_paid / people / mean income) of the poorest fifth / the same of the richest",
        unit="ratio",
        direction="harm",
        owner="run",
        needs=("yuan_paid",),
        compute=_poor_against_rich("yuan_paid", of_income=True),
        source=_INCOME,
    ),
)
