"""Wrongly listed: names that have no business on a list, and marks that nobody earned."""

from __future__ import annotations

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.definitions import mean, rate, share
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator
from demerit.indicators.measures import mean_of

_TRUTH = "own definition; the truth is the simulator's, no institution in the run knows it"


def _stale(counts: Counts, scheme: str) -> list[Estimate]:
    """Copies left standing among the corrected entries of the lists that are copied; nothing where none is."""
    lists = [name for name in counts.copies.get(scheme, ()) if counts.has("left", name, "correction")]
    if not lists:
        return []
    return [
        intervals.share(counts.by_community("stale", scheme), counts.by_community("left", *lists, detail="correction"))
    ]


INDICATORS = (
    share(
        name="wrongly_listed",
        label="Wrongly listed entries",
        meaning="Share of entries of a wrong person, or of somebody unable to pay where the ground demands ability.",
        part="wrongful",
        whole="entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        source=_TRUTH + "; grounds: Supreme People's Court, Fashi [2017] 7, arts 1 and 3",
    ),
    share(
        name="wrongly_listed_people",
        label="People wrongly listed",
        meaning="Share of the people ever listed who were wrongly listed at least once.",
        part="wrongful_subjects",
        whole="subjects",
        unit="share of people listed",
        direction="harm",
        owner="list",
        source=_TRUTH,
    ),
    rate(
        name="wrongful_entries_per_100000",
        label="Wrongful entries among adults",
        meaning="Wrongful entries for every 100,000 adults; no fewer than the adults wrongly listed.",
        part="wrongful",
        factor=100_000,
        adults=True,
        unit="entries per 100,000 adults",
        direction="harm",
        owner="list",
        source=_TRUTH,
    ),
    share(
        name="wrong_person",
        label="Entries of a wrong person",
        meaning="Share of entries that stand against somebody who did nothing: a namesake, a false match.",
        part="wrong_person",
        whole="entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        source=_TRUTH,
    ),
    mean(
        name="wrongful_days",
        label="Length of a wrongful entry",
        meaning="Days that a wrongful entry was in force, counted to the end of the run where it still was.",
        part="wrongful_days",
        whole="wrongful",
        events=False,
        unit="days",
        direction="harm",
        owner="list",
        source=_TRUTH,
    ),
    share(
        name="false_marks",
        label="False marks",
        meaning="Share of marks on the wrong person, for acts that nobody did, or with a zero too many.",
        part="false",
        whole="marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
        source=_TRUTH,
    ),
    share(
        name="wrong_amounts",
        label="A zero too many",
        meaning="Share of marks that a clerk entered with ten times their points.",
        part="wrong_amounts",
        whole="marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
        source=_TRUTH,
    ),
    Indicator(
        name="stale_copies",
        label="Stale copies",
        meaning="Share of the list entries taken back by correction whose copy in the score stayed as it was.",
        formula="stale / left (correction) of the lists that pass their entries on",
        unit="share of corrected entries",
        direction="harm",
        owner="scheme",
        needs=("stale",),
        compute=_stale,
    ),
    Indicator(
        name="false_reports",
        label="False reports",
        meaning="Reports about people who did nothing, for each report that people made about each other.",
        formula="false_reports / acts, for conduct that reports on others",
        unit="false reports per report",
        direction="harm",
        owner="conduct",
        needs=("false_reports", "acts"),
        compute=mean_of("false_reports", "acts"),
        source=_TRUTH,
    ),
)
