"""Coming and going: people who move to a place with a scheme of its own, and people who withdraw from one."""

from __future__ import annotations

from demerit.engine.layout import (
    EVENT_MOVE,
    EVENT_WITHDRAWAL,
    NEVER,
    WITHDRAWN,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.gates import refresh_attempts
from demerit.engine.steps.luck import MOVES, SELDOM_BITS, gap, later, next_in_windows
from demerit.engine.steps.news import came_into_band
from demerit.engine.steps.rows import open_row
from demerit.engine.steps.scores import erase_record
from demerit.engine.steps.standing import COMMUNITY_BITS, band_of, moves_to, takes_part
from demerit.nations.draws import draw, high
from demerit.nations.people import place_of
from demerit.tables.counters import FIRST_BAND, MOVED_IN, WITHDREW


def day_of_moving(T, S, community: int, key: int) -> int:
    """The day on which a person moves to another place; NEVER for most. A person moves at most once in a run."""
    if T.moves_inverse <= 0:
        return NEVER
    day = later(-1, gap(T, T.moves_inverse, high(draw(key, MOVES, 0))))
    stays = moves_to(T, key) == place_of(T.people, (S.first >> COMMUNITY_BITS) + community)
    return NEVER if stays or day > T.horizon else day


def rate_of_withdrawing(T, scheme: int) -> int:
    """The inverse rate at which those who take part in a scheme withdraw (Q12 days, 0 = nobody can)."""
    return T.scheme_withdraws[scheme]


def withdraws_next(T, key: int, scheme: int, day: int) -> int:
    """The first day after `day` on which a person withdraws from a scheme if they take part; NEVER where nobody can.

    The chain needs no memory, so that a phase may change the rate.
    """
    return next_in_windows(T, key, T.scheme_leaves[scheme], rate_of_withdrawing(T, scheme), day, SELDOM_BITS)


def leaves_next(T, S, community: int, key: int, day: int) -> int:
    """The first day after `day` on which a person moves or withdraws."""
    soonest = day_of_moving(T, S, community, key)
    soonest = soonest if soonest > day else NEVER
    for scheme in range(T.schemes):
        other = withdraws_next(T, key, scheme, day)
        soonest = other if other < soonest else soonest
    return soonest


def leave(T, S, A, i: int, community: int, key: int, group: int, day: int) -> None:
    """Lets a person move, or withdraw from schemes, if today is the day."""
    if day_of_moving(T, S, community, key) == day:
        move(T, S, A, i, community, key, group, day)
    for scheme in range(T.schemes):
        if withdraws_next(T, key, scheme, day - 1) == day and takes_part(T, S, i, community, key, scheme):
            withdraw(T, S, A, i, community, key, group, scheme, day)


def move(T, S, A, i: int, community: int, key: int, group: int, day: int) -> None:
    """The person lives elsewhere from today: out of the schemes of the old place, into those of the new one.

    `S.seldom` turns negative (-1 - day), which is how the person is known to have moved.
    """
    line = note(S, A, i, community, day, EVENT_MOVE, -1, moves_to(T, key), -1, 0, 1, 0)
    there = -1 - int(S.seldom[i])
    for scheme in range(T.schemes):
        if T.scheme_places[scheme] > 0:
            S.seldom[i] = -1 - there
            before = takes_part(T, S, i, community, key, scheme)
            S.seldom[i] = there
            after = takes_part(T, S, i, community, key, scheme)
            if before and not after:
                erase_record(T, S, A, i, community, key, group, scheme, day)
            if after and not before:
                band = band_of(T, S, i, community, scheme)
                count(T, A, day, community, group, T.scheme_more[scheme] + MOVED_IN, 1)
                count(T, A, day, community, group, T.scheme_counter[scheme] + FIRST_BAND + band, 1)
                came_into_band(T, S, i, community, key, scheme, band, day, line)
    S.seldom[i] = there
    refresh_attempts(T, S, i, community, key, group, day)


def withdraw(T, S, A, i: int, community: int, key: int, group: int, scheme: int, day: int) -> None:
    """The person withdraws consent, and the record is erased."""
    count(T, A, day, community, group, T.scheme_more[scheme] + WITHDREW, 1)
    note(S, A, i, community, day, EVENT_WITHDRAWAL, scheme, 0, -1, 0, 1, 0)
    erase_record(T, S, A, i, community, key, group, scheme, day)
    open_row(S, i, community, WITHDRAWN, scheme, NEVER, 0, 0, 0, 0)
    refresh_attempts(T, S, i, community, key, group, day)
