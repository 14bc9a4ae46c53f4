"""Wrongly listed: names that have no business on a list, and marks that nobody earned."""

from __future__ import annotations

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator
from demerit.indicators.measures import mean_of, per_person, share_of

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
    Indicator(
        name="wrongly_listed",
        label="Wrongly listed entries",
        meaning="Share of entries of a wrong person, or of somebody unable to pay where the ground demands ability.",
        formula="wrongful / entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        needs=("wrongful", "entries"),
        compute=share_of("wrongful", "entries"),
        source=_TRUTH + "; grounds: Supreme People's Court, Fashi [2017] 7, arts 1 and 3",
    ),
    Indicator(
        name="wrongly_listed_people",
        label="People wrongly listed",
        meaning="Share of the people ever listed who were wrongly listed at least once.",
        formula="wrongful_subjects / subjects",
        unit="share of people listed",
        direction="harm",
        owner="list",
        needs=("wrongful_subjects", "subjects"),
        compute=share_of("wrongful_subjects", "subjects"),
        source=_TRUTH,
    ),
    Indicator(
        name="wrongful_entries_per_100000",
        label="Wrongful entries among adults",
        meaning="Wrongful entries for every 100,000 adults; no fewer than the adults wrongly listed.",
        formula="100,000 x wrongful / adults",
        unit="entries per 100,000 adults",
        direction="harm",
        owner="list",
        needs=("wrongful",),
        compute=per_person("wrongful", 100_000, adults=True),
        source=_TRUTH,
    ),
    Indicator(
        name="wrong_person",
        label="Entries of a wrong person",
        meaning="Share of entries that stand against somebody who did nothing: a namesake, a false match.",
        formula="wrong_person / entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        needs=("wrong_person", "entries"),
        compute=share_of("wrong_person", "entries"),
        source=_TRUTH,
    ),
    Indicator(
        name="wrongful_days",
        label="Length of a wrongful entry",
        meaning="Days that a wrongful entry was in force, counted to the end of the run where it still was.",
        formula="wrongful_days / wrongful",
        unit="days",
        direction="harm",
        owner="list",
        needs=("wrongful_days", "wrongful"),
        compute=mean_of("wrongful_days", "wrongful", events=False),
        source=_TRUTH,
    ),
    Indicator(
        name="false_marks",
        label="False marks",
        meaning="Share of marks on the wrong person, for acts that nobody did, or with a zero too many.",
        formula="false / marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
        needs=("false", "marks"),
        compute=share_of("false", "marks"),
        source=_TRUTH,
    ),
    Indicator(
        name="wrong_amounts",
        label="A zero too many",
        meaning="Share of marks that a clerk entered with ten times their points.",
        formula="wrong_amounts / marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
        needs=("wrong_amounts", "marks"),
        compute=share_of("wrong_amounts", "marks"),
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
