"""Whom a case happens to: somebody of the synthetic nation who has the age, sex and means of the story."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.errors import UserError
from demerit.nations.codes import person_code
from demerit.nations.draws import key_of
from demerit.nations.layout import COMMUNITY, Nation, People, in_lists
from demerit.nations.people import (
    age_of,
    has_credit_file,
    has_phone,
    is_able,
    is_urban,
    place_of,
    sex_of,
    uses_platform,
)
from demerit.study.cases.layout import CasePerson

MOST_COMMUNITIES = 1024
"""communities that are looked through: a million people, so that only odd mixtures of traits are not found"""
_HAS = {"telephone": has_phone, "platform account": uses_platform, "credit file": has_credit_file}


@dataclass(frozen=True)
class Somebody:
    """A person of the nation who lends the story a life: number, code, place; the name is the case's."""

    person: int
    code: str
    place: str
    residence: str


def find_somebody(wanted: CasePerson, nation: Nation) -> Somebody:
    """The first person of the nation with these traits; raises `UserError` where a million people have nobody such."""
    people = in_lists(nation.people)
    for community in range(MOST_COMMUNITIES):
        place = nation.places[place_of(people, community)]
        if wanted.lives_in not in (None, place):
            continue
        for person in range(community * COMMUNITY, (community + 1) * COMMUNITY):
            if _is_such(wanted, people, person):
                residence = "urban" if is_urban(people, community) else "rural"
                return Somebody(person, person_code(people, person), place, residence)
    raise UserError(
        f"nobody in the nation {nation.name} is like the person of the case", "a likelier mixture of traits"
    )


def _is_such(wanted: CasePerson, people: People, person: int) -> bool:
    key = key_of(people.seed_key, person)
    return (
        bool(is_able(people, key)) == wanted.able_to_pay
        and sex_of(people, key, person) == ("male", "female").index(wanted.sex)
        and age_of(people, key, person) == wanted.age
        and all(_HAS[thing](people, key, person) for thing in wanted.has)
    )
