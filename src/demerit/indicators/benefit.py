"""Claimed benefits: debts recovered, offences deterred, good deeds and participation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from demerit.indicators import intervals
from demerit.indicators.chilling import is_campaign, is_good_deed, is_speech, withheld_share
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Compute, Indicator
from demerit.indicators.measures import mean_of, share_of


def _because_of_it(counts: Counts, name: str) -> list[Estimate]:
    """What the baseline does not recover; nothing without a baseline of the same people that counts the same."""
    base = counts.baseline
    if base is None or not base.has("paid", name) or not np.array_equal(base.people, counts.people):
        return []
    return [intervals.excess_share(counts.by_community("paid", name), base.by_community("paid", name))]


def _added(applies: Callable[[Mapping[str, Any]], bool]) -> Compute:
    """Share of acts done because of a response, for conduct that applies; none where its nature is not known."""

    def compute(counts: Counts, conduct: str) -> list[Estimate]:
        info = counts.conduct.get(conduct)
        if info is None or not applies(info) or not counts.responds(conduct):
            return []
        return list(share_of("added", "acts")(counts, conduct))

    return compute


INDICATORS = (
    Indicator(
        name="debts_recovered",
        label="Debts recovered",
        meaning="Duties performed by people on the list, for each entry; what they would have paid anyway is in it.",
        formula="paid / entries",
        unit="performances per entry",
        direction="benefit",
        owner="list",
        needs=("paid", "entries"),
        compute=mean_of("paid", "entries"),
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
    Indicator(
        name="offences_deterred",
        label="Offences deterred",
        meaning="Share of offences, in the strands that the regime watches, not done because of a response to it.",
        formula="withheld / (acts + withheld), for conduct that is neither a merit nor speech",
        unit="share of intended acts",
        direction="benefit",
        owner="conduct",
        needs=("withheld", "acts"),
        compute=withheld_share(lambda info: not info["merit"] and not is_speech(info)),
        source="own definition; exact, since every person would have acted the same unwatched",
    ),
    Indicator(
        name="good_deeds_added",
        label="Good deeds added",
        meaning="Share of good deeds, in the strands that the regime watches, done because of a response to it.",
        formula="added / acts, for conduct that is a merit and no campaign work",
        unit="share of acts",
        direction="benefit",
        owner="conduct",
        needs=("added", "acts"),
        compute=_added(is_good_deed),
    ),
    Indicator(
        name="participation_added",
        label="Participation mobilised",
        meaning="Share of campaign work, recruiting and reporting done because of a response to the regime.",
        formula="added / acts, for conduct in the stream of mobilisation",
        unit="share of acts",
        direction="benefit",
        owner="conduct",
        needs=("added", "acts"),
        compute=_added(is_campaign),
        source="own definition; exact, since every person would have acted the same unwatched",
    ),
)
