"""Coming and going: people who move to a place with a scheme of its own, and people who withdraw from one."""

from __future__ import annotations

from demerit.engine.layout import (
    EVENT_MOVE,
    EVENT_WITHDRAWAL,
    LEFT_SCHEME,
    MOVING,
    NEVER,
    ROW_DAY,
    ROW_FLAGS,
    ROW_WHAT,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.gates import refresh_attempts
from demerit.engine.steps.luck import MOVES, gap, later
from demerit.engine.steps.rows import close_row, open_row
from demerit.engine.steps.scores import erase_record
from demerit.engine.steps.standing import COMMUNITY_BITS, band_of, takes_part
from demerit.nations.draws import draw, high, low
from demerit.nations.people import age_of, destination_of, place_of
from demerit.tables.layout import FIRST_BAND, MOVED_IN, WITHDREW
from demerit.tables.luck import LUCK_WITHDRAWS


def plan_to_leave(T, S, i: int, community: int, key: int) -> None:
    """Opens a row for the day on which a person moves to another place, and for each scheme they will withdraw from.

    A person moves at most once in a run.
    """
    if T.schemes_settle > 0 and T.moves_inverse > 0:
        bits = draw(key, MOVES, 0)
        day = later(-1, gap(T, T.moves_inverse, high(bits)))
        place = destination_of(T.people, low(bits))
        if day <= T.horizon and place != place_of(T.people, (S.first >> COMMUNITY_BITS) + community):
            open_row(S, i, community, MOVING, place, day, 0, 0, 0, 0)
    for scheme in range(T.schemes):
        if T.scheme_withdraws[scheme] > 0:
            word = high(draw(key, T.scheme_luck[scheme] + LUCK_WITHDRAWS, 0))
            day = later(-1, gap(T, T.scheme_withdraws[scheme], word))
            if day <= T.horizon and age_of(T.people, key, S.first + i) >= T.scheme_age[scheme]:
                open_row(S, i, community, LEFT_SCHEME, scheme, day, 0, 0, 0, 0)


def move(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """The person lives elsewhere from today: out of the schemes of the old place, into those of the new one."""
    place = int(S.rows[at + ROW_WHAT])
    note(S, A, i, community, day, EVENT_MOVE, -1, place, -1, 0, 1, 0)
    S.rows[at + ROW_DAY] = NEVER
    for scheme in range(T.schemes):
        if T.scheme_places[scheme] > 0:
            S.rows[at + ROW_FLAGS] = 0
            before = takes_part(T, S, i, community, key, scheme)
            S.rows[at + ROW_FLAGS] = 1
            after = takes_part(T, S, i, community, key, scheme)
            if before and not after:
                erase_record(T, S, A, i, community, key, group, scheme, day)
            if after and not before:
                base = T.scheme_counter[scheme]
                count(T, A, day, community, group, T.scheme_more[scheme] + MOVED_IN, 1)
                count(T, A, day, community, group, base + FIRST_BAND + band_of(T, S, i, community, scheme), 1)
    S.rows[at + ROW_FLAGS] = 1
    refresh_attempts(T, S, i, community, key, group, day)


def withdraw(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """The person withdraws consent, and the record is erased; nothing happens to somebody who takes no part."""
    scheme = int(S.rows[at + ROW_WHAT])
    if not takes_part(T, S, i, community, key, scheme):
        close_row(S, i, community, at)
        return
    count(T, A, day, community, group, T.scheme_more[scheme] + WITHDREW, 1)
    note(S, A, i, community, day, EVENT_WITHDRAWAL, scheme, 0, -1, 0, 1, 0)
    erase_record(T, S, A, i, community, key, group, scheme, day)
    S.rows[at + ROW_FLAGS] = 1
    S.rows[at + ROW_DAY] = NEVER
    refresh_attempts(T, S, i, community, key, group, day)
