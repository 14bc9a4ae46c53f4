"""Scores and bands: adding to live marks, moving between bands, leaving a scheme, and getting points back with time."""

from __future__ import annotations

from demerit.engine.layout import (
    EVENT_BAND,
    EVENT_FRIEND,
    EVENT_RECOVERY,
    GRADE,
    HELD,
    LAPSE,
    RECOVERY,
    REQUEST,
    ROW_DAY,
    ROW_KIND,
    ROW_LINE,
    ROW_NEXT,
    ROW_WHAT,
    WARNED,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.gates import refresh_attempts, remember_band
from demerit.engine.steps.luck import later
from demerit.engine.steps.news import came_into_band
from demerit.engine.steps.private import friend_points
from demerit.engine.steps.rows import close_row, find_row, open_row, place_of_row
from demerit.engine.steps.standing import band_of, score_of
from demerit.tables.counters import FIRST_BAND, GAINED

MOST = 30_000
"""points that a 16-bit sum is held within; no catalogue comes near"""


def within(points: int) -> int:
    """Points, held within what a 16-bit sum has room for."""
    return MOST if points > MOST else (-MOST if points < -MOST else points)


def add_points(
    T, S, A, i: int, community: int, key: int, group: int, scheme: int, points: int, day: int, cause: int
) -> None:
    """Adds to the sum of live marks; moves the band, wakes the gates that hang on it, and starts recovery."""
    at = scheme * S.people + i
    old = band_of(T, S, i, community, scheme)
    after = within(int(S.points[at]) + points)
    S.points[at] = after
    if old != band_of(T, S, i, community, scheme):
        settle_band(T, S, A, i, community, key, group, scheme, old, day, cause)
    if T.scheme_recovery[scheme] > 0 and after < 0 and find_row(S, i, community, RECOVERY, scheme) < 0:
        open_row(S, i, community, RECOVERY, scheme, later(day, T.scheme_recovery_every[scheme]), 0, 0, cause, 0)


def settle_band(
    T, S, A, i: int, community: int, key: int, group: int, scheme: int, old: int, day: int, cause: int
) -> None:
    """Moves a person from band `old` into the band that their score is in now."""
    new = band_of(T, S, i, community, scheme)
    if old == new:
        return
    first = T.scheme_counter[scheme] + FIRST_BAND
    count(T, A, day, community, group, first + old, -1)
    count(T, A, day, community, group, first + new, 1)
    score = score_of(T, S, i, community, scheme)
    line = note(S, A, i, community, day, EVENT_BAND, scheme, new, -1, score, 1, cause)
    came_into_band(T, S, i, community, key, scheme, new, day, line)
    if T.scheme_measured[scheme] > 0:
        refresh_attempts(T, S, i, community, key, group, day)
        remember_band(S, i, community, scheme, line)


def recover(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """Gives points back with time, until the score is back at its start."""
    scheme = int(S.rows[at + ROW_WHAT])
    missing = -int(S.points[scheme * S.people + i])
    if missing <= 0 or T.scheme_recovery[scheme] <= 0:  # a phase may have taken recovery away
        close_row(S, i, community, at)
        return
    given = missing if missing < T.scheme_recovery[scheme] else T.scheme_recovery[scheme]
    S.rows[at + ROW_DAY] = later(day, T.scheme_recovery_every[scheme])
    count(T, A, day, community, group, T.scheme_counter[scheme] + GAINED, given)
    cause = note(S, A, i, community, day, EVENT_RECOVERY, scheme, 0, -1, given, 1, int(S.rows[at + ROW_LINE]))
    add_points(T, S, A, i, community, key, group, scheme, given, day, cause)


def look_at_friend(T, S, A, i: int, community: int, key: int, group: int, scheme: int, day: int) -> None:
    """Adds to a private score what the closest friend's marks have changed since it was last computed."""
    points = friend_points(T, S, i, scheme)
    change = points - int(S.friend[i])
    if change == 0:
        return
    S.friend[i] = points
    line = note(S, A, i, community, day, EVENT_FRIEND, scheme, 0, -1, change, 1, 0)
    add_points(T, S, A, i, community, key, group, scheme, change, day, line)


def is_of_record(S, at: int, scheme: int) -> bool:
    """Whether the row at place `at` belongs to a person's record in a points scheme."""
    kind = S.rows[at + ROW_KIND]
    return S.rows[at + ROW_WHAT] == scheme and kind in (HELD, GRADE, LAPSE, WARNED, RECOVERY, REQUEST)


def erase_record(T, S, A, i: int, community: int, key: int, group: int, scheme: int, day: int) -> None:
    """A person ceases to be a subject: the score and every open matter of it are gone. Still a subject when called."""
    band = band_of(T, S, i, community, scheme)
    count(T, A, day, community, group, T.scheme_counter[scheme] + FIRST_BAND + band, -1)
    clear_record(T, S, i, community, scheme)


def clear_record(T, S, i: int, community: int, scheme: int) -> None:
    """Takes every open matter and all points of a scheme off a person's record."""
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        row = int(S.rows[at + ROW_NEXT])
        if is_of_record(S, at, scheme):
            close_row(S, i, community, at)
    S.points[scheme * S.people + i] = 0
    if T.scheme_friends[scheme] > 0:
        S.friend[i] = 0
