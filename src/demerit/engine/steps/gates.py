"""Gates: where a consequence meets a person. Only attempts of people whom some measure could meet are drawn."""

from __future__ import annotations

from demerit.engine.layout import (
    ATTEMPTS,
    EVENT_BENEFIT,
    EVENT_CHARGE,
    EVENT_REFUSAL,
    EVENT_TRIES,
    FELT,
    FIRST_BAND_LINE,
    KNOWS,
    NEVER,
    ROW_DAY,
    ROW_FLAGS,
    ROW_LINE,
    ROW_VALUE,
    ROW_WAY,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.luck import AGAIN, GATE, GATE_HABIT, REMEMBERED, bounded, gap, later, next_after, scaled
from demerit.engine.steps.notice import learn_at_gate
from demerit.engine.steps.rows import close_row, find_row, gate_met, open_row, remember_gate
from demerit.engine.steps.standing import applies, may_apply
from demerit.nations.draws import WORDS, draw, high
from demerit.nations.people import child_at_school, has_credit_file
from demerit.tables.counters import (
    BYSTANDERS,
    FIRST_REFUSED,
    FORMS,
    HOURS,
    HOURS_SAVED,
    OPENED,
    REFUSED,
    TRIES,
    UNCHECKED,
    YUAN_GAINED,
    YUAN_PAID,
    YUAN_WAIVED,
)
from demerit.tables.luck import LUCK_APPLIED


def next_attempt(T, key: int, group: int, gate: int, day: int) -> int:
    """First day after `day` on which the person tries to pass a gate."""
    inverse = T.gate_inverse[gate * T.groups + group]
    if T.gate_habit[gate] >= 0 and inverse > 0:
        inverse = scaled(T, inverse, T.gate_habit[gate], high(draw(key, GATE_HABIT + gate, 0)))
    return next_after(T, key, GATE + gate, bounded(inverse), day)


def next_attempt_anywhere(T, S, i: int, community: int, key: int, group: int, day: int) -> int:
    """First day after `day` of an attempt at any gate where a measure could meet the person."""
    soonest = NEVER
    for gate in range(T.gates):
        met = False
        for measure in range(T.gate_measure_from[gate], T.gate_measure_from[gate + 1]):
            met = met or may_apply(T, S, i, community, measure)
        if met:
            attempt = next_attempt(T, key, group, gate, day)
            soonest = attempt if attempt < soonest else soonest
    return soonest


def refresh_attempts(T, S, i: int, community: int, key: int, group: int, day: int) -> None:
    """Looks ahead anew, from `day` on, after the person's standing has changed."""
    at = find_row(S, i, community, ATTEMPTS, -1)
    if at >= 0 and S.rows[at + ROW_DAY] == day:
        return  # today's attempts are still to come, and look ahead themselves
    soonest = next_attempt_anywhere(T, S, i, community, key, group, day - 1)
    if at < 0:
        if soonest < NEVER:
            open_row(S, i, community, ATTEMPTS, 0, soonest, 0, 0, 0, 0)
        return
    set_attempts(S, i, community, at, soonest)


def set_attempts(S, i: int, community: int, at: int, soonest: int) -> None:
    """Sets the day of the next attempts. A row that remembers refusals stays, so that a first one is counted once."""
    if soonest < NEVER or S.rows[at + ROW_VALUE] != 0 or S.rows[at + ROW_WAY] != 0:
        S.rows[at + ROW_DAY] = soonest
    else:
        close_row(S, i, community, at)


def remember_band(S, i: int, community: int, scheme: int, line: int) -> None:
    """Notes the ledger line of a person's band, which is the cause of the measures that hang on it."""
    at = find_row(S, i, community, ATTEMPTS, -1)
    if at >= 0:
        S.rows[at + FIRST_BAND_LINE + scheme] = line


def attempts(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """Everything the person tries on `day`, gate by gate, and what stands in the way."""
    for gate in range(T.gates):
        first = T.gate_measure_from[gate]
        last = T.gate_measure_from[gate + 1]
        met = False
        for measure in range(first, last):
            met = met or applies(T, S, i, community, measure, day) >= 0
        if met and next_attempt(T, key, group, gate, day - 1) == day:
            child = -1
            if T.gate_children[gate] > 0:
                child = child_at_school(T.people, key, S.first + i)
            if T.gate_children[gate] == 0 or child >= 0:
                attempt(T, S, A, i, community, key, group, at, gate, day)
    set_attempts(S, i, community, at, next_attempt_anywhere(T, S, i, community, key, group, day))


def attempt(T, S, A, i: int, community: int, key: int, group: int, at: int, gate: int, day: int) -> None:
    """One attempt at one gate: the first bar that applies refuses it; without one, every other measure takes effect."""
    base = T.gate_counter[gate]
    count(T, A, day, community, group, base + TRIES, 1)
    first = T.gate_measure_from[gate]
    last = T.gate_measure_from[gate + 1]
    unchecked = 0
    for measure in range(first, last):
        if T.measure_bar[measure] > 0:
            case = applies(T, S, i, community, measure, day)
            if case >= 0:
                if is_checked(T, key, measure, day):
                    refuse(T, S, A, i, community, key, group, at, gate, measure, case, day)
                    return
                unchecked = 1
    if unchecked > 0:
        count(T, A, day, community, group, T.gate_more[gate] + UNCHECKED, 1)
    for measure in range(first, last):
        if T.measure_bar[measure] == 0:
            case = applies(T, S, i, community, measure, day)
            if case >= 0 and is_checked(T, key, measure, day):
                weigh(T, S, A, i, community, key, group, at, gate, measure, case, day)


def is_checked(T, key: int, measure: int, day: int) -> bool:
    """Whether the gate looks and can tell: offices take a measure up one after another, and checks have holes."""
    share = T.measure_applied[measure]
    days = T.measure_adopted_days[measure]
    if days > 0:
        since = day - T.measure_adopted_from[measure]
        since = 0 if since < 0 else (days if since > days else since)
        share = share * since // days
    return share >= WORDS or high(draw(key, T.measure_luck[measure] + LUCK_APPLIED, day + 1)) < share


def cause_of(T, S, at: int, measure: int, case: int) -> int:
    """The ledger line behind a measure: the entry's, or the band's that the attempts row remembers."""
    if case > 0:
        return int(S.rows[case - 1 + ROW_LINE])
    return int(S.rows[at + FIRST_BAND_LINE + T.measure_scheme[measure]])


def refuse(
    T, S, A, i: int, community: int, key: int, group: int, at: int, gate: int, measure: int, case: int, day: int
) -> None:
    """A refusal, which is also how somebody who was never told learns of the listing."""
    base = T.gate_counter[gate]
    count(T, A, day, community, group, base + REFUSED, 1)
    bystander = T.measure_children[measure]
    if bystander > 0:
        count(T, A, day, community, group, base + BYSTANDERS, 1)
    if T.gate_felt[gate] > 0:
        feel(S, i, community, gate, day)
    if not gate_met(S, at, gate):
        remember_gate(S, at, gate)
        count(T, A, day, community, group, base + FIRST_REFUSED, 1)
    line = note(
        S, A, i, community, day, EVENT_REFUSAL, gate, measure, -1, bystander, 1, cause_of(T, S, at, measure, case)
    )
    if T.gate_tries[gate] > 0:
        try_again(T, S, A, i, community, key, group, gate, measure, day, line)
    if case > 0 and int(S.rows[case - 1 + ROW_FLAGS]) & KNOWS == 0:
        learn_at_gate(T, S, A, i, community, key, group, case - 1, day, line)


def try_again(
    T, S, A, i: int, community: int, key: int, group: int, gate: int, measure: int, day: int, refusal: int
) -> None:
    """Further tries at a gate on the day of a refusal: a gate that has looked once looks again that day, and refuses.

    Their number is geometric: one less than the days that a chain of this rate would take to its next candidate.
    """
    times = gap(T, T.gate_tries[gate], high(draw(key, AGAIN + gate, day + 1))) - 1
    if times <= 0:
        return
    base = T.gate_counter[gate]
    count(T, A, day, community, group, base + TRIES, times)
    count(T, A, day, community, group, base + REFUSED, times)
    if T.measure_children[measure] > 0:
        count(T, A, day, community, group, base + BYSTANDERS, times)
    note(S, A, i, community, day, EVENT_TRIES, gate, measure, -1, times, 1, refusal)


def feel(S, i: int, community: int, gate: int, day: int) -> None:
    """A refusal is felt, by whatever responds to it, until a year has passed without another at the same gate."""
    at = find_row(S, i, community, FELT, gate)
    if at < 0:
        open_row(S, i, community, FELT, gate, later(day, REMEMBERED), 0, 0, 0, 0)
    else:
        S.rows[at + ROW_DAY] = later(day, REMEMBERED)


def weigh(
    T, S, A, i: int, community: int, key: int, group: int, at: int, gate: int, measure: int, case: int, day: int
) -> None:
    """What a measure costs or gives at a gate which the person passes: money, hours and forms, a door opened."""
    base = T.gate_counter[gate]
    cause = cause_of(T, S, at, measure, case)
    yuan = T.measure_yuan[measure]
    if yuan < 0:
        count(T, A, day, community, group, base + YUAN_PAID, -yuan)
    if T.measure_hours[measure] > 0:
        count(T, A, day, community, group, base + HOURS, T.measure_hours[measure])
    if T.measure_forms[measure] > 0:
        count(T, A, day, community, group, base + FORMS, T.measure_forms[measure])
    if yuan < 0 or T.measure_hours[measure] > 0 or T.measure_forms[measure] > 0:
        note(S, A, i, community, day, EVENT_CHARGE, gate, measure, -1, T.measure_hours[measure], 1, cause)
    reward(T, S, A, i, community, key, group, gate, measure, day, cause)


def reward(
    T, S, A, i: int, community: int, key: int, group: int, gate: int, measure: int, day: int, cause: int
) -> None:
    """What a good standing gives at a gate: money, a deposit waived, hours saved, credit without a credit file."""
    yuan = T.measure_yuan[measure]
    waived = T.measure_waives[measure]
    saved = T.measure_saves[measure]
    opens = T.measure_opens[measure] > 0 and not has_credit_file(T.people, key, S.first + i)
    if yuan > 0:
        count(T, A, day, community, group, T.gate_counter[gate] + YUAN_GAINED, yuan)
    if waived > 0:
        count(T, A, day, community, group, T.gate_more[gate] + YUAN_WAIVED, waived)
    if saved > 0:
        count(T, A, day, community, group, T.gate_more[gate] + HOURS_SAVED, saved)
    if opens:
        count(T, A, day, community, group, T.gate_more[gate] + OPENED, 1)
    if yuan > 0 or waived > 0 or saved > 0 or opens:
        value = yuan if yuan > 0 else (waived if waived > 0 else saved)
        note(S, A, i, community, day, EVENT_BENEFIT, gate, measure, -1, value, 1, cause)
