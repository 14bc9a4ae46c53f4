"""Claimed benefits: debts recovered, offences deterred, good deeds, people reached who had no credit file."""

from __future__ import annotations

import numpy as np

from demerit.indicators import intervals
from demerit.indicators.chilling import SPEECH, withheld_share
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator
from demerit.indicators.measures import mean_of, per_person, share_of


def _because_of_it(counts: Counts, name: str) -> list[Estimate]:
    """What the baseline does not recover; nothing without a baseline of the same people that counts the same."""
    base = counts.baseline
    if base is None or not base.has("paid", name) or not np.array_equal(base.people, counts.people):
        return []
    return [intervals.excess_share(counts.by_community("paid", name), base.by_community("paid", name))]


def _good_deeds_added(counts: Counts, conduct: str) -> list[Estimate]:
    if not counts.conduct.get(conduct, {}).get("merit", False) or not counts.responds(conduct):
        return []
    return list(share_of("added", "acts")(counts, conduct))


def _yuan_gained(counts: Counts, _: str) -> list[Estimate]:
    gained = counts.by_community("yuan_gained", *counts.owners("yuan_gained"))
    return [intervals.mean(gained, counts.people, events=False).times(1_000 / counts.years)]


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
        compute=withheld_share(lambda info: not info["merit"] and info["context"] != SPEECH),
        source="own definition; exact, since every person would have acted the same unwatched",
    ),
    Indicator(
        name="good_deeds_added",
        label="Good deeds added",
        meaning="Share of good deeds, in the strands that the regime watches, done because of a response to it.",
        formula="added / acts, for conduct that is a merit",
        unit="share of acts",
        direction="benefit",
        owner="conduct",
        needs=("added", "acts"),
        compute=_good_deeds_added,
    ),
    Indicator(
        name="yuan_gained",
        label="Money that benefits gave",
        meaning="Yuan received for a good standing, for every 1,000 people and year.",
        formula="1,000 x yuan_gained of all gates / people / years",
        unit="yuan per 1,000 people a year",
        direction="benefit",
        owner="run",
        needs=("yuan_gained",),
        compute=_yuan_gained,
    ),
    Indicator(
        name="thin_file_people",
        label="Thin-file people reached",
        meaning="People without a credit file who got a benefit of the scheme, for every 1,000 people.",
        formula="1,000 x thin / people",
        unit="people per 1,000",
        direction="benefit",
        owner="scheme",
        needs=("thin",),
        compute=per_person("thin", 1_000),
    ),
)
