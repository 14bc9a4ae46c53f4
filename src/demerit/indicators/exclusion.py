"""Days shut out: how many are listed, for how long, and how often that meets them at a gate."""

from __future__ import annotations

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator
from demerit.indicators.measures import mean_of, per_person, share_of


def _lowest_band(counts: Counts, scheme: str) -> list[Estimate]:
    bands = counts.bands(scheme)
    subjects = sum((counts.by_community("band", scheme, detail=band) for band in bands), 0 * counts.people)
    return [intervals.share(counts.by_community("band", scheme, detail=bands[-1]), subjects)]


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
    Indicator(
        name="entries_per_subject",
        label="Entries per subject",
        meaning="Entries during the run for each person listed in it for the first time.",
        formula="entries / subjects",
        unit="entries per person",
        direction="harm",
        owner="list",
        needs=("entries", "subjects"),
        compute=mean_of("entries", "subjects", least=1.0),
        source="own definition; 1.54 on all lists in May 2018 (National Public Credit Information Center)",
    ),
    Indicator(
        name="days_shut_out",
        label="Days shut out",
        meaning="Days with an entry in force for each person listed, up to the end of the run.",
        formula="days / subjects",
        unit="days per person",
        direction="harm",
        owner="list",
        needs=("days", "subjects"),
        compute=mean_of("days", "subjects", events=False),
    ),
    Indicator(
        name="turned_away",
        label="Turned away",
        meaning="Share of the attempts of people under a measure that were refused.",
        formula="refused / attempts",
        unit="share of attempts",
        direction="harm",
        owner="gate",
        needs=("refused", "attempts"),
        compute=share_of("refused", "attempts"),
    ),
    Indicator(
        name="refusals_per_person",
        label="Refusals per refused person",
        meaning="Refusals for each person who was ever refused at the gate.",
        formula="refused / first_refused",
        unit="refusals per person",
        direction="harm",
        owner="gate",
        needs=("refused", "first_refused"),
        compute=mean_of("refused", "first_refused", least=1.0),
        source="own definition; 8.7 in 34 days for air and rail in July 2014 (China Youth Daily, 11 August 2014)",
    ),
    Indicator(
        name="people_refused_per_100000",
        label="People ever refused",
        meaning="People refused at the gate at least once, for every 100,000 people.",
        formula="100,000 x first_refused / people",
        unit="people per 100,000",
        direction="harm",
        owner="gate",
        needs=("first_refused",),
        compute=per_person("first_refused", 100_000),
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
    Indicator(
        name="extended_terms",
        label="Terms made longer",
        meaning="Share of entries whose term was made longer.",
        formula="extended / entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        needs=("extended", "entries"),
        compute=share_of("extended", "entries"),
        source="own definition; one to three years more: Supreme People's Court, Fashi [2017] 7, art. 2",
    ),
    Indicator(
        name="excepted_cases",
        label="Cases excepted",
        meaning="Share of the cases on a ground of the list that an exception kept off it.",
        formula="excepted / (excepted + kept_off + entries)",
        unit="share of cases",
        direction="benefit",
        owner="list",
        needs=("excepted", "kept_off", "entries"),
        compute=share_of("excepted", "excepted kept_off entries"),
        source="own definition; exceptions: Supreme People's Court, Fashi [2017] 7, arts 3 and 4",
    ),
    Indicator(
        name="kept_off_by_relisting",
        label="Kept off after an exit",
        meaning="Share of the cases on a ground of the list that the rule against entering again so soon kept off it.",
        formula="kept_off / (excepted + kept_off + entries)",
        unit="share of cases",
        direction="benefit",
        owner="list",
        needs=("kept_off", "excepted", "entries"),
        compute=share_of("kept_off", "excepted kept_off entries"),
        source="own definition; six months: Supreme People's Court, Fashi [2017] 7, art. 10",
    ),
    Indicator(
        name="unchecked_passages",
        label="Loopholes",
        meaning="Share of the attempts that a bar should have met and did not, because nobody checked.",
        formula="unchecked / (unchecked + refused)",
        unit="share of attempts that should be refused",
        direction="harm",
        owner="gate",
        needs=("unchecked", "refused"),
        compute=share_of("unchecked", "unchecked refused"),
        source="own definition; counted as a harm because whom a bar meets is then luck",
    ),
)
