"""Scores and bands: adding to live marks, moving between bands, and getting points back with time."""

from __future__ import annotations

from demerit.engine.layout import EVENT_BAND, EVENT_RECOVERY, RECOVERY, ROW_DAY, ROW_LINE, ROW_WHAT
from demerit.engine.steps.account import count, note
from demerit.engine.steps.gates import refresh_attempts, remember_band
from demerit.engine.steps.luck import later
from demerit.engine.steps.rows import close_row, find_row, open_row
from demerit.engine.steps.standing import band_of, score_of
from demerit.tables.layout import FIRST_BAND, GAINED

MOST = 30_000
"""points that a 16-bit sum is held within; no catalogue comes near"""


def add_points(
    T, S, A, i: int, community: int, key: int, group: int, scheme: int, points: int, day: int, cause: int
) -> None:
    """Adds to the sum of live marks; moves the band, wakes the gates that hang on it, and starts recovery."""
    at = scheme * S.people + i
    before = int(S.points[at])
    after = before + points
    after = MOST if after > MOST else (-MOST if after < -MOST else after)
    S.points[at] = after
    old = band_of(T, scheme, before)
    new = band_of(T, scheme, after)
    if old != new:
        first = T.scheme_counter[scheme] + FIRST_BAND
        count(T, A, day, community, group, first + old, -1)
        count(T, A, day, community, group, first + new, 1)
        line = note(S, A, i, community, day, EVENT_BAND, scheme, new, -1, score_of(T, scheme, after), 1, cause)
        if T.scheme_measured[scheme] > 0:
            refresh_attempts(T, S, i, community, key, group, day)
            remember_band(S, i, community, scheme, line)
    if T.scheme_recovery[scheme] > 0 and after < 0 and find_row(S, i, community, RECOVERY, scheme) < 0:
        open_row(S, i, community, RECOVERY, scheme, later(day, T.scheme_recovery_every[scheme]), 0, 0, cause, 0)


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
