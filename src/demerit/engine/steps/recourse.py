"""Recourse: performance, the acts of others, the end of a term, correction and review, each with its clock."""

from __future__ import annotations

from demerit.engine.layout import (
    ASKED,
    EVENT_PERFORMANCE,
    EVENT_REQUEST,
    EVENT_REVIEW,
    EVENT_RULING,
    GONE,
    KNOWS,
    LEAVING,
    PAID,
    REVIEWING,
    ROW_AUX,
    ROW_CLOCK,
    ROW_DAY,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_LINE,
    ROW_VALUE,
    ROW_WAY,
    ROW_WHAT,
    SETTLED,
    TRUE,
    WAITING,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.gates import refresh_attempts
from demerit.engine.steps.lists import enter, may_perform, next_performance, remove, schedule, term_of
from demerit.engine.steps.luck import OTHERS, PERFORMS, later, next_after
from demerit.engine.steps.news import tell_others
from demerit.engine.steps.response import multiple, threshold
from demerit.engine.steps.rows import close_row
from demerit.nations.draws import draw, high, low
from demerit.tables.codes import EXIT_CORRECTION, EXIT_TERM, FIRST_NAMED_EXIT
from demerit.tables.counters import COUNT_ASKED, COUNT_PAID, REFUSED_CORRECTION, UPHELD
from demerit.tables.layout import ONE
from demerit.tables.luck import LUCK_KEPT, LUCK_REVIEWED, LUCK_RULED


def clock(T, day: int, days: int, working: int) -> int:
    """The day `days` after `day`, counted in working days where the rule says so."""
    if working == 0:
        return later(day, days)
    target = T.working_day[day] + days
    return T.day_of_working[target] if target <= T.last_working else later(day, days + days // 2 + 2)


def case(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """What falls due in a case today."""
    flags = int(S.rows[at + ROW_FLAGS])
    if flags & GONE > 0:
        close_row(S, i, community, at)
        refresh_attempts(T, S, i, community, key, group, day)
    elif flags & LEAVING > 0:
        leave = int(S.rows[at + ROW_WAY])
        remove(T, S, A, i, community, key, group, at, day, leave, int(S.rows[at + ROW_CLOCK]))
    elif flags & WAITING > 0:
        waiting(T, S, A, i, community, key, group, at, day)
    else:
        in_force(T, S, A, i, community, key, group, at, day, flags)


def waiting(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """Before the entry: it is decided today, or the duty is performed in time."""
    decision = int(S.rows[at + ROW_ENTERED])
    if day >= decision:
        enter(T, S, A, i, community, key, group, at, day)
        return
    which = int(S.rows[at + ROW_WHAT])
    if performs(T, S, A, i, community, key, day):
        count(T, A, day, community, group, T.list_counter[which] + COUNT_PAID, 1)
        ground = int(S.rows[at + ROW_AUX])
        note(S, A, i, community, day, EVENT_PERFORMANCE, which, ground, -1, 0, 1, int(S.rows[at + ROW_LINE]))
        close_row(S, i, community, at)
        return
    following = next_performance(T, key, S.first + i, day)
    S.rows[at + ROW_DAY] = following if following < decision else decision


def performs(T, S, A, i: int, community: int, key: int, day: int) -> bool:
    """Whether the candidate day of performance is taken, given how responses change the rate."""
    times = ONE
    if T.response_from[T.conduct] < T.response_from[T.conduct + 1]:
        times = multiple(T, S, A, i, community, T.conduct)
    return low(draw(key, PERFORMS, day + 1)) < threshold(T.performs_baseline, times)


def in_force(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int, flags: int) -> None:
    """An entry in force: end of term, a ruling, performance, or somebody else's act, in this order."""
    which = int(S.rows[at + ROW_WHAT])
    ground = int(S.rows[at + ROW_AUX])
    entered = int(S.rows[at + ROW_ENTERED])
    line = int(S.rows[at + ROW_LINE])
    term = term_of(T, S, key, at)
    if term > 0 and day >= entered + term:
        remove(T, S, A, i, community, key, group, at, day, EXIT_TERM, line)
        return
    open_to = flags & (KNOWS | SETTLED) == KNOWS and T.list_decided[which] >= 0  # who was never told has no clock
    if open_to and S.rows[at + ROW_CLOCK] == day and correction(T, S, A, i, community, key, group, at, day, flags):
        return
    way = T.ground_pays[ground]
    due = may_perform(T, ground, flags) and next_performance(T, key, S.first + i, day - 1) == day
    if due and performs(T, S, A, i, community, key, day):
        count(T, A, day, community, group, T.list_counter[which] + COUNT_PAID, 1)
        paid = note(S, A, i, community, day, EVENT_PERFORMANCE, which, ground, -1, 0, 1, line)
        S.rows[at + ROW_FLAGS] = int(S.rows[at + ROW_FLAGS]) | PAID
        S.rows[at + ROW_VALUE] = day
        tell_others(T, S, i, community, key, T.news_performance[which], day, TRUE, paid)
        begin_exit(T, S, A, i, community, key, group, at, day, way, paid)
        return
    if T.ground_others[ground] > 0 and next_after(T, key, OTHERS, T.others_inverse, day - 1) == day:
        word = low(draw(key, OTHERS, day + 1))
        for out in range(T.exit_from[which], T.exit_from[which + 1]):
            for_ground = (T.exit_grounds[out] >> T.ground_number[ground]) & 1
            if for_ground > 0 and T.exit_after_share[out] <= word < T.exit_share[out]:
                begin_exit(T, S, A, i, community, key, group, at, day, out, line)
                return
    schedule(T, S, i, key, at, day)


def begin_exit(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int, out: int, cause: int) -> None:
    """A way off the list is open; the office's clock runs until the name is down."""
    which = int(S.rows[at + ROW_WHAT])
    if high(draw(key, T.list_luck[which] + LUCK_KEPT, day + 1)) < T.exit_kept[out]:
        down = clock(T, day, T.exit_within[out], T.exit_working[out])
    else:
        down = later(day, T.exit_otherwise[out])
    leave_on(T, S, A, i, community, key, group, at, day, down, FIRST_NAMED_EXIT + out - T.exit_from[which], cause)


def leave_on(
    T, S, A, i: int, community: int, key: int, group: int, at: int, day: int, down: int, leave: int, cause: int
) -> None:
    """Removes the entry on day `down`, which may be today; at the end of its term, if that comes first."""
    term = term_of(T, S, key, at)
    end = later(int(S.rows[at + ROW_ENTERED]), term)
    if term > 0 and end < down:
        down = end
        leave = EXIT_TERM
    if down <= day:
        remove(T, S, A, i, community, key, group, at, day, leave, cause)
        return
    S.rows[at + ROW_FLAGS] = int(S.rows[at + ROW_FLAGS]) | LEAVING
    S.rows[at + ROW_CLOCK] = cause
    S.rows[at + ROW_WAY] = leave
    S.rows[at + ROW_DAY] = down


def correction(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int, flags: int) -> bool:
    """Asking, the ruling, and the review; True when the case needs no further look today."""
    which = int(S.rows[at + ROW_WHAT])
    ground = int(S.rows[at + ROW_AUX])
    line = int(S.rows[at + ROW_LINE])
    base = T.list_counter[which]
    if flags & ASKED == 0:
        count(T, A, day, community, group, base + COUNT_ASKED, 1)
        note(S, A, i, community, day, EVENT_REQUEST, which, ground, -1, 0, KNOWS, line)
        flags = flags | ASKED
        S.rows[at + ROW_FLAGS] = flags
        decided = clock(T, day, T.list_decided[which], T.list_decided_working[which])
        if decided > day:
            S.rows[at + ROW_CLOCK] = decided
            if T.list_suspends[which] > 0:
                refresh_attempts(T, S, i, community, key, group, day)
            return False
    second = flags & REVIEWING > 0
    process = T.list_luck[which] + (LUCK_REVIEWED if second else LUCK_RULED)
    share = T.list_review_upheld[which] if second else T.list_upheld[which]
    upheld = high(draw(key, process, day + 1)) < share
    event = EVENT_REVIEW if second else EVENT_RULING
    ruling = note(S, A, i, community, day, event, which, ground, -1, 1 if upheld else 0, KNOWS, line)
    if upheld:
        count(T, A, day, community, group, base + UPHELD, 1)
        S.rows[at + ROW_FLAGS] = flags | SETTLED
        down = clock(T, day, T.list_corrected[which], T.list_corrected_working[which])
        leave_on(T, S, A, i, community, key, group, at, day, down, EXIT_CORRECTION, ruling)
        return True
    count(T, A, day, community, group, base + REFUSED_CORRECTION, 1)
    if not second and T.list_review[which] >= 0:
        S.rows[at + ROW_FLAGS] = flags | REVIEWING
        S.rows[at + ROW_CLOCK] = later(day, T.list_review[which])
    else:
        S.rows[at + ROW_FLAGS] = (flags | SETTLED) & ~ASKED
    return False
