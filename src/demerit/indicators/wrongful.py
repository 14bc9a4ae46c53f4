"""Wrongly listed: names that have no business on a list, and marks that nobody earned."""

from __future__ import annotations

from demerit.indicators.layout import Indicator
from demerit.indicators.measures import mean_of, per_person, share_of

_TRUTH = "own definition; the truth is the simulator's, no institution in the run knows it"

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
        meaning="Share of marks on the wrong person, or for acts that nobody did.",
        formula="false / marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
        needs=("false", "marks"),
        compute=share_of("false", "marks"),
        source=_TRUTH,
    ),
)
