"""Notice: how somebody comes to know of an entry, and whether a wrong one will be contested."""

from __future__ import annotations

from demerit.engine.layout import (
    EVENT_NOTICE,
    GONE,
    KNOWS,
    LEAVING,
    ROW_AUX,
    ROW_CLOCK,
    ROW_DAY,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_WHAT,
    SETTLED,
    TRUE,
    UNABLE,
    WRONG_PERSON,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.luck import ASKS, CONTESTS, gap, later
from demerit.nations.draws import draw, high
from demerit.tables.counters import GATE_LEARNT, UNAWARE_DAYS
from demerit.tables.luck import LUCK_SERVED


def is_served(T, key: int, which: int, day: int) -> bool:
    """Whether a list's notice of `day` reaches the person."""
    return high(draw(key, T.list_luck[which] + LUCK_SERVED, day + 1)) < T.list_served[which]


def may_contest(T, S, key: int, at: int, day: int) -> None:
    """Sets the day on which somebody who knows of a wrong entry asks for its correction, if ever."""
    flags = int(S.rows[at + ROW_FLAGS])
    which = int(S.rows[at + ROW_WHAT])
    wrong = flags & (WRONG_PERSON | UNABLE) > 0 or flags & TRUE == 0
    if not wrong or T.list_decided[which] < 0 or high(draw(key, CONTESTS, 0)) >= T.contests:
        S.rows[at + ROW_FLAGS] = flags | SETTLED
        return
    S.rows[at + ROW_CLOCK] = later(day, gap(T, T.asks_inverse, high(draw(key, ASKS, day + 1))))


def learn_at_gate(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int, refusal: int) -> None:
    """The subject learns of the entry by being turned away."""
    which = int(S.rows[at + ROW_WHAT])
    base = T.list_counter[which]
    flags = int(S.rows[at + ROW_FLAGS])
    S.rows[at + ROW_FLAGS] = flags | KNOWS
    count(T, A, day, community, group, base + GATE_LEARNT, 1)
    if flags & GONE == 0:  # the days of an entry that is gone were added when it went
        count(T, A, day, community, group, base + UNAWARE_DAYS, day - int(S.rows[at + ROW_ENTERED]))
    note(S, A, i, community, day, EVENT_NOTICE, which, int(S.rows[at + ROW_AUX]), -1, 0, 2, refusal)
    if flags & (LEAVING | GONE) > 0:
        return
    may_contest(T, S, key, at, day)
    if day < S.rows[at + ROW_CLOCK] < S.rows[at + ROW_DAY]:
        S.rows[at + ROW_DAY] = S.rows[at + ROW_CLOCK]
