"""Marks: what a delivered fact earns or costs, in every scheme whose catalogue or grounds name it."""

from __future__ import annotations

from demerit.engine.layout import (
    AMOUNT,
    EVENT_COPY,
    EVENT_MARK,
    EVENT_WARNING,
    GRADE,
    HELD,
    KNOWS,
    LAPSE,
    NEVER,
    REQUEST,
    ROW_AUX,
    ROW_DAY,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_LINE,
    ROW_VALUE,
    ROW_WHAT,
    TRUE,
    WARNED,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.lapses import give_back, keep_mark, take_back
from demerit.engine.steps.lists import file_case
from demerit.engine.steps.luck import ASKS, CONTESTS, gap, later
from demerit.engine.steps.rows import close_row, find_kept, open_row
from demerit.engine.steps.scores import add_points, within
from demerit.engine.steps.standing import is_struck_out, takes_part
from demerit.nations.draws import WORDS, draw, high
from demerit.tables.counters import (
    FALSE,
    GAINED,
    GRADED,
    LOST,
    MARKS,
    REPAIRED,
    TOLD_MARKS,
    WARNED_MARKS,
    WRONG_AMOUNTS,
)
from demerit.tables.layout import EFFECT_GROUND, EFFECT_STRIKE, FIRST_LIST_BIT
from demerit.tables.luck import LUCK_AMOUNT, LUCK_TOLD

EVERYWHERE = (1 << 24) - 1
"""bits of all points schemes and lists"""
A_ZERO_TOO_MANY = 10
HALF_Q16 = 1 << 15


def deliver(
    T,
    S,
    A,
    i: int,
    community: int,
    key: int,
    group: int,
    fact: int,
    feed: int,
    day: int,
    flags: int,
    cause: int,
    reach: int,
) -> None:
    """Enters a fact on the records that it reaches (bits of schemes).

    It gives points or a grade where a catalogue prices it, and a case where a list knows it as a ground. A fact is a
    conduct, or news that an agreement passes on.
    """
    done = -1
    for effect in range(T.effect_from[fact], T.effect_from[fact + 1]):
        scheme = T.effect_scheme[effect]
        kind = T.effect_kind[effect]
        bit = FIRST_LIST_BIT + scheme if kind == EFFECT_GROUND else scheme
        if (reach >> bit) & 1 == 0 or (kind != EFFECT_GROUND and scheme == done):
            continue
        share = T.effect_share[effect]
        if share < WORDS and high(draw(key, T.effect_luck[effect], day + 1)) >= share:
            continue
        item = T.effect_item[effect]
        if kind == EFFECT_GROUND:
            file_case(T, S, A, i, community, key, group, item, feed, day, flags, cause)
        elif kind == EFFECT_STRIKE:
            correct_copy(T, S, A, i, community, key, group, scheme, item, day, cause)
        else:
            mark(T, S, A, i, community, key, group, scheme, item, feed, day, flags, cause)
            if T.scheme_one_act[scheme] > 0:
                done = scheme  # effects on a scheme follow each other, the heaviest first


def mark(
    T,
    S,
    A,
    i: int,
    community: int,
    key: int,
    group: int,
    scheme: int,
    item: int,
    feed: int,
    day: int,
    flags: int,
    cause: int,
) -> None:
    """One entry on a points record, or a warning in its place; it waits where scores are computed now and then."""
    if not takes_part(T, S, i, community, key, scheme):
        return
    if T.scheme_plain[scheme] > 0 and T.item_plain[item] > 0:
        plain_mark(T, S, A, i, community, key, group, scheme, item, feed, day, flags, cause)
        return
    every = T.scheme_recomputed[scheme]
    if every > 0 and day % every > 0:
        at = open_row(S, i, community, HELD, scheme, later(day, every - day % every), feed, flags, cause, 0)
        S.rows[at + ROW_ENTERED] = item
    else:
        enter_or_warn(T, S, A, i, community, key, group, scheme, item, feed, day, flags, cause)


def plain_mark(
    T,
    S,
    A,
    i: int,
    community: int,
    key: int,
    group: int,
    scheme: int,
    item: int,
    feed: int,
    day: int,
    flags: int,
    cause: int,
) -> None:
    """What `enter_or_warn` comes to where item and scheme know nothing but points: most marks, hence a short cut."""
    points = T.item_points[item]
    if points < 0 and is_struck_out(S, i):
        return
    line = note(S, A, i, community, day, EVENT_MARK, scheme, item, feed, points, flags, cause)
    count_mark(T, A, community, group, scheme, item, points, day, flags)
    add_points(T, S, A, i, community, key, group, scheme, points, day, line)


def held_mark(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """The score is computed today, and a mark that has waited for it enters."""
    scheme = int(S.rows[at + ROW_WHAT])
    item = int(S.rows[at + ROW_ENTERED])
    feed = int(S.rows[at + ROW_AUX])
    flags = int(S.rows[at + ROW_FLAGS])
    cause = int(S.rows[at + ROW_LINE])
    close_row(S, i, community, at)
    if takes_part(T, S, i, community, key, scheme):
        enter_or_warn(T, S, A, i, community, key, group, scheme, item, feed, day, flags, cause)


def enter_or_warn(
    T,
    S,
    A,
    i: int,
    community: int,
    key: int,
    group: int,
    scheme: int,
    item: int,
    feed: int,
    day: int,
    flags: int,
    cause: int,
) -> None:
    """Enters a mark, unless it is the first deduction of its kind and the scheme warns first.

    Direct grades and what other schemes pass on are no first steps, and enter at once.
    """
    adverse = T.item_points[item] < 0 or T.item_grade[item] >= 0
    first = T.item_points[item] < 0 and T.item_grade[item] < 0 and feed >= 0
    if first and T.scheme_warns[scheme] > 0:
        until = later(day, T.scheme_warns[scheme])
        warned = find_kept(S, i, community, WARNED, scheme, item)
        if warned < 0:
            open_row(S, i, community, WARNED, scheme, until, item, 0, 0, 0)
            count(T, A, day, community, group, T.scheme_more[scheme] + WARNED_MARKS, 1)
            note(S, A, i, community, day, EVENT_WARNING, scheme, item, feed, 0, flags | KNOWS, cause)
            return
        S.rows[warned + ROW_DAY] = until  # a deduction keeps the next from being the first, as a warning does
    if adverse and is_struck_out(S, i):
        return
    enter_mark(T, S, A, i, community, key, group, scheme, item, feed, day, flags, cause)


def amount_of(T, S, i: int, community: int, scheme: int, item: int) -> int:
    """Points of an item, more where another of its kind still stands on the record."""
    points = T.item_points[item]
    times = T.item_repeated[item]
    if times > 0 and find_kept(S, i, community, LAPSE, scheme, item) >= 0:
        points = (points * times + HALF_Q16) >> 16 if points > 0 else -((-points * times + HALF_Q16) >> 16)
    return points


def enter_mark(
    T,
    S,
    A,
    i: int,
    community: int,
    key: int,
    group: int,
    scheme: int,
    item: int,
    feed: int,
    day: int,
    flags: int,
    cause: int,
) -> None:
    """A mark on the record: counted, told or not, kept until it expires, added to the score or grading directly."""
    base = T.scheme_counter[scheme]
    points = amount_of(T, S, i, community, scheme, item)
    mistyped = T.feed_amount[feed] if points < 0 and feed >= 0 else 0
    if mistyped > 0 and high(draw(key, T.scheme_luck[scheme] + LUCK_AMOUNT, day + 1)) < mistyped:
        points = within(points * A_ZERO_TOO_MANY)
        flags = (flags | AMOUNT) & ~TRUE
        count(T, A, day, community, group, T.scheme_more[scheme] + WRONG_AMOUNTS, 1)
    told = T.scheme_told[scheme]
    if told > 0 and high(draw(key, T.scheme_luck[scheme] + LUCK_TOLD, day + 1)) < told:
        flags = flags | KNOWS
        count(T, A, day, community, group, base + TOLD_MARKS, 1)
    line = note(S, A, i, community, day, EVENT_MARK, scheme, item, feed, points, flags, cause)
    count_mark(T, A, community, group, scheme, item, points, day, flags)
    if T.item_replaces[item] >= 0:
        replace(T, S, A, i, community, key, group, scheme, T.item_replaces[item], day, line)
    expires = later(day, T.item_expiry[item]) if T.item_expiry[item] > 0 else NEVER
    kept = keep_mark(T, S, A, i, community, key, group, scheme, item, points, day, expires, flags, line)
    if T.item_grade[item] < 0:
        add_points(T, S, A, i, community, key, group, scheme, points, day, line)
    contested = flags & TRUE == 0 and flags & KNOWS > 0 and T.scheme_decided[scheme] >= 0
    if contested and high(draw(key, CONTESTS, 0)) < T.contests:
        ask = later(day, gap(T, T.asks_inverse, high(draw(key, ASKS, day + 1))))
        at = open_row(S, i, community, REQUEST, scheme, ask, item, 0, line, points)
        if kept:
            S.rows[at + ROW_ENTERED] = expires


def count_mark(T, A, community: int, group: int, scheme: int, item: int, points: int, day: int, flags: int) -> None:
    """Adds a mark to the counters of its scheme."""
    base = T.scheme_counter[scheme]
    count(T, A, day, community, group, base + MARKS, 1)
    if points > 0:
        count(T, A, day, community, group, base + GAINED, points)
    else:
        count(T, A, day, community, group, base + LOST, -points)
    if flags & TRUE == 0:
        count(T, A, day, community, group, base + FALSE, 1)
    if T.item_grade[item] >= 0:
        count(T, A, day, community, group, T.scheme_more[scheme] + GRADED, 1)


MOST_REPLACED = 16
"""marks that one mark takes the place of at most, the newest ones; so that an event writes few lines"""


def replace(T, S, A, i: int, community: int, key: int, group: int, scheme: int, item: int, day: int, line: int) -> None:
    """Takes back the marks of an item that another one takes the place of."""
    for _ in range(MOST_REPLACED):
        if not take_back(T, S, A, i, community, key, group, scheme, item, day, line):
            return


def repaired(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """The person has done what repair asks: the mark is gone, and what repair leaves stands in its place."""
    scheme = int(S.rows[at + ROW_WHAT])
    item = int(S.rows[at + ROW_AUX])
    count(T, A, day, community, group, T.scheme_more[scheme] + REPAIRED, 1)
    line = give_back(T, S, A, i, community, key, group, at, day, True, int(S.rows[at + ROW_LINE]))
    left = T.item_repair_item[item]
    if left >= 0:
        leave_rest(T, S, A, i, community, key, group, scheme, left, day, line)


def leave_rest(
    T, S, A, i: int, community: int, key: int, group: int, scheme: int, item: int, day: int, cause: int
) -> None:
    """What repair leaves of a mark stands on the record like one, and is not counted as another."""
    points = T.item_points[item]
    flags = TRUE | KNOWS
    line = note(S, A, i, community, day, EVENT_MARK, scheme, item, -1, points, flags, cause)
    expires = later(day, T.item_expiry[item]) if T.item_expiry[item] > 0 else NEVER
    keep_mark(T, S, A, i, community, key, group, scheme, item, points, day, expires, flags, line)
    add_points(T, S, A, i, community, key, group, scheme, points, day, line)


def correct_copy(
    T, S, A, i: int, community: int, key: int, group: int, scheme: int, item: int, day: int, cause: int
) -> None:
    """The source of a mark has been corrected, and the correction reaches this copy."""
    at = find_kept(S, i, community, GRADE if T.item_grade[item] >= 0 else LAPSE, scheme, item)
    if at < 0:
        return
    points = 0 if T.item_grade[item] >= 0 else int(S.rows[at + ROW_VALUE])
    line = note(S, A, i, community, day, EVENT_COPY, scheme, item, -1, -points, 1, cause)
    take_back(T, S, A, i, community, key, group, scheme, item, day, line)


def fall_due_mark(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """A kept mark or grade falls due: it is repaired before its time, or it expires."""
    if S.rows[at + ROW_DAY] < S.rows[at + ROW_ENTERED]:
        repaired(T, S, A, i, community, key, group, at, day)
    else:
        give_back(T, S, A, i, community, key, group, at, day, False, int(S.rows[at + ROW_LINE]))
