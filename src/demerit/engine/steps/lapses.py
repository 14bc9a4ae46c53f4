"""How marks end: they expire, are repaired, replaced, or struck when a correction is upheld."""

from __future__ import annotations

from demerit.engine.layout import (
    EVENT_LAPSE,
    EVENT_REPAIR,
    EVENT_REQUEST,
    EVENT_RULING,
    GRADE,
    LAPSE,
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
    WRONG_PERSON,
)
from demerit.engine.steps.account import note
from demerit.engine.steps.luck import later
from demerit.engine.steps.rows import close_row, find_kept, open_row, place_of_row
from demerit.engine.steps.scores import add_points, settle_band
from demerit.engine.steps.standing import band_of
from demerit.nations.draws import draw, high
from demerit.tables.luck import LUCK_REPAIR, LUCK_RULED_MARK


def keep_mark(
    T,
    S,
    A,
    i: int,
    community: int,
    key: int,
    group: int,
    scheme: int,
    item: int,
    points: int,
    day: int,
    expires: int,
    flags: int,
    line: int,
) -> bool:
    """Opens a row for a mark that ends within the run, or that something may still happen to; a grade takes effect.

    The row falls due when the mark expires, or before that on the day of its repair.
    """
    due = expires
    if T.item_repair_share[item] > 0 and flags & TRUE > 0 and flags & WRONG_PERSON == 0:
        repair = later(day, T.item_repair_days[item])
        if high(draw(key, T.scheme_luck[scheme] + LUCK_REPAIR, day + 1)) < T.item_repair_share[item] and repair < due:
            due = repair
    if T.item_grade[item] >= 0:
        old = band_of(T, S, i, community, scheme)
        at = open_row(S, i, community, GRADE, scheme, due, item, flags, line, T.item_grade[item])
        S.rows[at + ROW_ENTERED] = expires
        settle_band(T, S, A, i, community, key, group, scheme, old, day, line)
        return True
    if T.item_kept[item] > 0 or expires <= T.horizon:  # no row for what outlives the run
        at = open_row(S, i, community, LAPSE, scheme, due, item, flags, line, points)
        S.rows[at + ROW_ENTERED] = expires
        return True
    return False


def give_back(
    T, S, A, i: int, community: int, key: int, group: int, at: int, day: int, repair: bool, cause: int
) -> int:
    """A kept mark ends: its points are taken back, but for those that recovery has given back already, or its grade.

    Answers the ledger line that says so.
    """
    scheme = int(S.rows[at + ROW_WHAT])
    item = int(S.rows[at + ROW_AUX])
    graded = S.rows[at + ROW_KIND] == GRADE
    points = 0 if graded else still_missing(T, S, i, scheme, int(S.rows[at + ROW_VALUE]))
    event = EVENT_REPAIR if repair else EVENT_LAPSE
    line = note(S, A, i, community, day, event, scheme, item, -1, -points, 1, cause)
    end_row(T, S, A, i, community, key, group, at, points, day, line)
    return line


def end_row(T, S, A, i: int, community: int, key: int, group: int, at: int, points: int, day: int, cause: int) -> None:
    """Closes the row of a kept mark of so many points, or of a grade, and moves the score."""
    scheme = int(S.rows[at + ROW_WHAT])
    graded = S.rows[at + ROW_KIND] == GRADE
    old = band_of(T, S, i, community, scheme)
    close_row(S, i, community, at)
    if graded:
        settle_band(T, S, A, i, community, key, group, scheme, old, day, cause)
    else:
        add_points(T, S, A, i, community, key, group, scheme, -points, day, cause)


def take_back(
    T, S, A, i: int, community: int, key: int, group: int, scheme: int, item: int, day: int, cause: int
) -> bool:
    """Ends the newest kept mark of an item before its time; False where there is none."""
    at = find_kept(S, i, community, GRADE if T.item_grade[item] >= 0 else LAPSE, scheme, item)
    if at < 0:
        return False
    give_back(T, S, A, i, community, key, group, at, day, False, cause)
    return True


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
    upheld = high(draw(key, T.scheme_luck[scheme] + LUCK_RULED_MARK, day + 1)) < T.scheme_upheld[scheme]
    points = still_missing(T, S, i, scheme, int(S.rows[at + ROW_VALUE]))
    expires = int(S.rows[at + ROW_ENTERED])
    ruling = note(S, A, i, community, day, EVENT_RULING, scheme, item, -1, 1 if upheld else 0, 1, line)
    close_row(S, i, community, at)
    if upheld and expires == 0:
        add_points(T, S, A, i, community, key, group, scheme, -points, day, ruling)
    elif upheld:
        wrong = find_wrong(S, i, community, scheme, item, expires)
        if wrong >= 0:
            end_row(T, S, A, i, community, key, group, wrong, points, day, ruling)


def find_wrong(S, i: int, community: int, scheme: int, item: int, expires: int) -> int:
    """Place of the kept wrong mark of an item that expires on a day, or -1 when it has ended already."""
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        kept = S.rows[at + ROW_KIND] in (LAPSE, GRADE) and S.rows[at + ROW_WHAT] == scheme
        wrong = S.rows[at + ROW_FLAGS] & TRUE == 0 and S.rows[at + ROW_ENTERED] == expires
        if kept and wrong and S.rows[at + ROW_AUX] == item:
            return at
        row = int(S.rows[at + ROW_NEXT])
    return -1
