"""Marks: what a delivered fact earns or costs, in every scheme whose catalogue or grounds name it."""

from __future__ import annotations

from demerit.engine.layout import (
    EVENT_LAPSE,
    EVENT_MARK,
    EVENT_REQUEST,
    EVENT_RULING,
    KNOWS,
    LAPSE,
    REQUEST,
    ROW_AUX,
    ROW_DAY,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_KIND,
    ROW_LINE,
    ROW_NEXT,
    ROW_VALUE,
    ROW_WHAT,
    TRUE,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.lists import file_case
from demerit.engine.steps.luck import ASKS, CONTESTS, RULED_MARK, TOLD, gap, later
from demerit.engine.steps.rows import close_row, open_row, place_of_row
from demerit.engine.steps.scores import add_points
from demerit.engine.steps.standing import is_struck_out, takes_part
from demerit.nations.draws import draw, high
from demerit.tables.layout import EFFECT_POINTS, FALSE, GAINED, LOST, MARKS, TOLD_MARKS


def deliver(
    T, S, A, i: int, community: int, key: int, group: int, fact: int, feed: int, day: int, flags: int, cause: int
) -> None:
    """Enters a fact on the record: points where a catalogue prices it, a case where a list knows it as a ground.

    A fact is a conduct, or news of a list that an agreement passes on.
    """
    for effect in range(T.effect_from[fact], T.effect_from[fact + 1]):
        if T.effect_kind[effect] == EFFECT_POINTS:
            mark(T, S, A, i, community, key, group, effect, feed, day, flags, cause)
        else:
            file_case(T, S, A, i, community, key, group, T.effect_item[effect], feed, day, flags, cause)


def mark(
    T, S, A, i: int, community: int, key: int, group: int, effect: int, feed: int, day: int, flags: int, cause: int
) -> None:
    """One entry on a points record."""
    scheme = T.effect_scheme[effect]
    if not takes_part(T, key, S.first + i, scheme):
        return
    item = T.effect_item[effect]
    points = T.item_points[item]
    if points < 0 and is_struck_out(S, i):
        return
    base = T.scheme_counter[scheme]
    if T.scheme_told[scheme] > 0 and high(draw(key, TOLD + scheme, day + 1)) < T.scheme_told[scheme]:
        flags = flags | KNOWS
        count(T, A, day, community, group, base + TOLD_MARKS, 1)
    line = note(S, A, i, community, day, EVENT_MARK, scheme, item, feed, points, flags, cause)
    count(T, A, day, community, group, base + MARKS, 1)
    if points > 0:
        count(T, A, day, community, group, base + GAINED, points)
    else:
        count(T, A, day, community, group, base + LOST, -points)
    if flags & TRUE == 0:
        count(T, A, day, community, group, base + FALSE, 1)
    expires = later(day, T.item_expiry[item])
    if T.item_expiry[item] > 0 and expires <= T.horizon:  # no row for what outlives the run
        open_row(S, i, community, LAPSE, scheme, expires, item, flags, line, points)
    add_points(T, S, A, i, community, key, group, scheme, points, day, line)
    contested = flags & TRUE == 0 and flags & KNOWS > 0 and T.scheme_decided[scheme] >= 0
    if contested and high(draw(key, CONTESTS, 0)) < T.contests:
        ask = later(day, gap(T, T.asks_inverse, high(draw(key, ASKS, day + 1))))
        at = open_row(S, i, community, REQUEST, scheme, ask, item, 0, line, points)
        if T.item_expiry[item] > 0 and expires <= T.horizon:
            S.rows[at + ROW_ENTERED] = expires


def lapse(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """A mark expires: its points are taken back, but for those that recovery has given back already."""
    scheme = int(S.rows[at + ROW_WHAT])
    points = still_missing(T, S, i, scheme, int(S.rows[at + ROW_VALUE]))
    line = note(
        S,
        A,
        i,
        community,
        day,
        EVENT_LAPSE,
        scheme,
        int(S.rows[at + ROW_AUX]),
        -1,
        -points,
        1,
        int(S.rows[at + ROW_LINE]),
    )
    close_row(S, i, community, at)
    add_points(T, S, A, i, community, key, group, scheme, -points, day, line)


def still_missing(T, S, i: int, scheme: int, points: int) -> int:
    """Points of a struck or expired mark, cut to what the score still lacks where recovery gives points back."""
    if T.scheme_recovery[scheme] == 0 or points > 0:
        return points
    total = int(S.points[scheme * S.people + i])
    return 0 if total > 0 else (total if total > points else points)


def request(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """Asking for the correction of a wrong mark; then the ruling, which takes its points back if it is upheld."""
    scheme = int(S.rows[at + ROW_WHAT])
    item = int(S.rows[at + ROW_AUX])
    line = int(S.rows[at + ROW_LINE])
    if T.scheme_decided[scheme] < 0:  # a phase has taken correction away
        close_row(S, i, community, at)
        return
    if S.rows[at + ROW_FLAGS] == 0:
        S.rows[at + ROW_FLAGS] = 1
        S.rows[at + ROW_DAY] = later(day, T.scheme_decided[scheme])
        note(S, A, i, community, day, EVENT_REQUEST, scheme, item, -1, 0, 1, line)
        return
    upheld = high(draw(key, RULED_MARK + scheme, day + 1)) < T.scheme_upheld[scheme]
    points = still_missing(T, S, i, scheme, int(S.rows[at + ROW_VALUE]))
    expires = int(S.rows[at + ROW_ENTERED])
    ruling = note(S, A, i, community, day, EVENT_RULING, scheme, item, -1, 1 if upheld else 0, 1, line)
    close_row(S, i, community, at)
    if upheld and strike_lapse(S, i, community, item, expires):
        add_points(T, S, A, i, community, key, group, scheme, -points, day, ruling)


def strike_lapse(S, i: int, community: int, item: int, expires: int) -> bool:
    """Takes back the pending expiry, on day `expires` (0 = never), of a struck mark; False when it has expired."""
    if expires == 0:
        return True
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        wrong = S.rows[at + ROW_KIND] == LAPSE and S.rows[at + ROW_FLAGS] & TRUE == 0
        if wrong and S.rows[at + ROW_AUX] == item and S.rows[at + ROW_DAY] == expires:
            close_row(S, i, community, at)
            return True
        row = int(S.rows[at + ROW_NEXT])
    return False
