"""Claimed benefits: debts recovered, offences deterred, good deeds and participation."""

from __future__ import annotations

import numpy as np

from demerit.indicators import intervals
from demerit.indicators.chilling import is_campaign, is_good_deed, is_speech
from demerit.indicators.counts import Counts
from demerit.indicators.definitions import added, mean, withheld
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator


def _because_of_it(counts: Counts, name: str) -> list[Estimate]:
    """What the baseline does not recover; nothing without a baseline of the same people that counts the same."""
    base = counts.baseline
    if base is None or not base.has("paid", name) or not np.array_equal(base.people, counts.people):
        return []
    return [intervals.excess_share(counts.by_community("paid", name), base.by_community("paid", name))]


INDICATORS = (
    mean(
        name="debts_recovered",
        label="Debts recovered",
        meaning="Duties performed by people on the list, or told of it in time, for each entry; with those who would "
        "have paid anyway.",
        part="paid",
        whole="entries",
        unit="performances per entry",
        direction="benefit",
        owner="list",
        source="own definition; 3.51 of 12.88 million entries by the end of 2018 (Supreme People's Court, 2019)",
    ),
    Indicator(
        name="recovered_because_of_it",
        label="Recovered because of the list",
        meaning="Share of performances that the baseline run of the same people does not have; below 0 if it has more.",
        formula="(paid - paid of the baseline) / paid",
        unit="share of performances, net",
        direction="benefit",
        owner="list",
        needs=("paid",),
        compute=_because_of_it,
    ),
    withheld(
        name="offences_deterred",
        label="Offences deterred",
        meaning="Share of offences, in the strands that the regime watches, not done because of a response to it.",
        applies=lambda info: not info["merit"] and not is_speech(info),
        conduct="conduct that is neither a merit nor speech",
        direction="benefit",
        source="own definition; exact, since every person would have acted the same unwatched",
    ),
    added(
        name="good_deeds_added",
        label="Good deeds added",
        meaning="Share of good deeds, in the strands that the regime watches, done because of a response to it.",
        applies=is_good_deed,
        conduct="conduct that is a merit and no campaign work",
        direction="benefit",
    ),
    added(
        name="participation_added",
        label="Participation mobilised",
        meaning="Share of campaign work, recruiting and reporting done because of a response to the regime.",
        applies=is_campaign,
        conduct="conduct in the stream of mobilisation",
        direction="benefit",
        source="own definition; exact, since every person would have acted the same unwatched",
    ),
)
