"""Days shut out: how many are listed, for how long, and how often that meets them at a gate."""

from __future__ import annotations

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.definitions import mean, rate, share
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator
from demerit.indicators.measures import in_bands, per_person


def _lowest_band(counts: Counts, scheme: str) -> list[Estimate]:
    lowest = counts.by_community("band", scheme, detail=counts.bands(scheme)[-1])
    return [intervals.share(lowest, in_bands(counts, scheme))]


INDICATORS = (
    Indicator(
        name="in_force_per_1000",
        label="In force at the end",
        meaning="Entries in force at the end of the run for every 1,000 adults.",
        formula="1,000 x in_force on the last day / adults",
        unit="entries per 1,000 adults",
        direction="harm",
        owner="list",
        needs=("in_force",),
        compute=per_person("in_force", 1_000, adults=True),
        source="own definition; the public count was 7.7 per 1,000 adults in December 2023 (Financial Times, 2023)",
    ),
    mean(
        name="entries_per_subject",
        label="Entries per subject",
        meaning="Entries during the run for each person listed in it for the first time.",
        part="entries",
        whole="subjects",
        least=1.0,
        unit="entries per person",
        direction="harm",
        owner="list",
        source="own definition; 1.54 on all lists in May 2018 (National Public Credit Information Center)",
    ),
    mean(
        name="days_shut_out",
        label="Days shut out",
        meaning="Days with an entry in force for each person listed, up to the end of the run.",
        part="days",
        whole="subjects",
        events=False,
        unit="days per person",
        direction="harm",
        owner="list",
    ),
    share(
        name="turned_away",
        label="Turned away",
        meaning="Share of the attempts of people under a measure that were refused.",
        part="refused",
        whole="attempts",
        unit="share of attempts",
        direction="harm",
        owner="gate",
    ),
    mean(
        name="refusals_per_person",
        label="Refusals per refused person",
        meaning="Refusals for each person who was ever refused at the gate.",
        part="refused",
        whole="first_refused",
        least=1.0,
        unit="refusals per person",
        direction="harm",
        owner="gate",
        source="own definition; 8.7 in 34 days for air and rail in July 2014 (China Youth Daily, 11 August 2014)",
    ),
    rate(
        name="people_refused_per_100000",
        label="People ever refused",
        meaning="People refused at the gate at least once, for every 100,000 people.",
        part="first_refused",
        factor=100_000,
        unit="people per 100,000",
        direction="harm",
        owner="gate",
    ),
    Indicator(
        name="lowest_band",
        label="In the lowest band",
        meaning="Share of the subjects of a points scheme whose score lies in its lowest band at the end of the run.",
        formula="band (lowest) on the last day / band (all) on the last day",
        unit="share of subjects",
        direction="harm",
        owner="scheme",
        needs=("band",),
        compute=_lowest_band,
    ),
    share(
        name="extended_terms",
        label="Terms made longer",
        meaning="Share of entries whose term was made longer.",
        part="extended",
        whole="entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        source="own definition; one to three years more: Supreme People's Court, Fashi [2017] 7, art. 2",
    ),
    share(
        name="excepted_cases",
        label="Cases excepted",
        meaning="Share of the cases on a ground of the list that an exception kept off it.",
        part="excepted",
        whole="excepted kept_off entries",
        unit="share of cases",
        direction="benefit",
        owner="list",
        source="own definition; exceptions: Supreme People's Court, Fashi [2017] 7, arts 3 and 4",
    ),
    share(
        name="kept_off_by_relisting",
        label="Kept off after an exit",
        meaning="Share of the cases on a ground of the list that the rule against entering again so soon kept off it.",
        part="kept_off",
        whole="excepted kept_off entries",
        unit="share of cases",
        direction="benefit",
        owner="list",
        source="own definition; six months: Supreme People's Court, Fashi [2017] 7, art. 10",
    ),
    share(
        name="unchecked_passages",
        label="Loopholes",
        meaning="Share of the attempts that a bar should have met and did not, because nobody checked.",
        part="unchecked",
        whole="unchecked refused",
        unit="share of attempts that should be refused",
        direction="harm",
        owner="gate",
        source="own definition; counted as a harm because whom a bar meets is then luck",
    ),
)
