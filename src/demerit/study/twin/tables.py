"""What a twin's own tables say otherwise: notices that arrive, corrections asked for, another place to live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demerit.errors import UserError, did_you_mean, listed
from demerit.nations.draws import MASK_32, WORDS
from demerit.nations.layout import COMMUNITY, People
from demerit.nations.people import GOLDEN_32, is_urban, place_of
from demerit.study.twin.lived import Phases
from demerit.tables.layout import Tables

_BEFORE = 1
"""a notice of a list that comes before the entry"""
_NEXT_DAY = 1
"""an inverse rate (Q12 days) so short that somebody asks on the day after they have learnt of it"""


def told_of_everything(phases: Phases) -> list[tuple[int, Tables]]:
    """Every list gives notice before the entry, every score tells of a mark, and all of it arrives."""

    def told(held: Any) -> Any:
        return held._replace(
            list_notice=[_BEFORE] * len(held.list_notice),
            list_served=[WORDS] * len(held.list_served),
            scheme_told=[WORDS] * len(held.scheme_told),
        )

    return [(day, told(tables)) for day, tables in phases]


def contests_everything(phases: Phases) -> list[tuple[int, Tables]]:
    """Whoever knows of a wrong mark or entry asks for its correction on the next day, where the regime has a way to."""

    def asks(held: Any) -> Any:
        return held._replace(contests=WORDS, asks_inverse=_NEXT_DAY)

    return [(day, asks(tables)) for day, tables in phases]


def lives_in(phases: Phases, places: Sequence[str], person: int, place: str) -> list[tuple[int, Tables]]:
    """The person's home lies in another place, urban or rural as before; raises `UserError` where it cannot.

    What a household is stays as it is. Rules for the place's people, how closely feeds look there, the office's queue
    and the share of the place that is listed are those of the new one.
    """
    if place not in places:
        raise UserError(
            f"the nation has no place `{place}`", f"one of: {listed(places, 40)}", did_you_mean(place, places)
        )
    community, number = person // COMMUNITY, list(places).index(place)
    people = phases[0][1].people
    if place_of(people, community) == number:
        others = [one for one in places if one != place]
        raise UserError(
            f"this person lives in {place} anyway", f"another place, such as {others[0]}" if others else None
        )
    moved = people._replace(community_offset=_offset(people, community, number, place))

    def there(held: Any) -> Any:
        return held._replace(people=moved)

    return [(day, there(tables)) for day, tables in phases]


def _offset(people: People, community: int, number: int, place: str) -> int:
    """Where the nation's list of places must begin for a community to lie in the middle of a place."""
    urban = is_urban(people, community)
    at = number if urban else people.places + number
    first = int(people.place_below[at - 1]) if at else 0
    last = int(people.place_below[at])
    if last <= first:
        lives = "urban" if urban else "rural"
        raise UserError(f"nobody in {place} is {lives}, as this person is", "a place that has such people")
    return ((first + last) // 2 - community * GOLDEN_32) & MASK_32
