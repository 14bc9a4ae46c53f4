"""Where two lives part, and what each comes to from that day on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from demerit.engine.layout import (
    EVENT_BENEFIT,
    EVENT_CHARGE,
    EVENT_ENTRY,
    EVENT_MARK,
    EVENT_NOTICE,
    EVENT_PERFORMANCE,
    EVENT_REFUSAL,
    EVENT_REMOVAL,
    EVENT_TRIES,
    LINE_DAY,
    LINE_EVENT,
    LINE_FLAGS,
    LINE_NUMBER,
    LINE_SCHEME,
    LINE_VALUE,
    LINE_WHAT,
    TRUE,
    UNABLE,
    WRONG_PERSON,
)
from demerit.study.twin.layout import Numbers, Tally
from demerit.study.twin.lived import Phases


def first_difference(given: Sequence[Numbers], twin: Sequence[Numbers]) -> int | None:
    """The day of the first line that one life has and the other has not; None where they are the same."""
    for mine, theirs in zip_longest(given, twin):
        if mine is None or theirs is None or list(mine) != list(theirs):
            return min(int(line[LINE_DAY]) for line in (mine, theirs) if line is not None)
    return None


def tally(lines: Sequence[Numbers], phases: Phases, first: int, days: int) -> Tally:
    """What a life comes to from day `first` to the last of `days`."""
    late = [line for line in lines if line[LINE_DAY] >= first]
    marks = [line for line in late if line[LINE_EVENT] == EVENT_MARK and _is_adverse(line, phases)]
    black = [line for line in late if line[LINE_EVENT] == EVENT_ENTRY and _is_black(line, phases)]
    costs = list(_at_gates(late, phases))
    return Tally(
        marks=len(marks),
        points_lost=-sum(min(0, int(line[LINE_VALUE])) for line in marks),
        entries=len(black),
        days_listed=sum(
            max(0, until - max(since, first)) for line, since, until in spans(lines, days) if _is_black(line, phases)
        ),
        notices=sum(line[LINE_EVENT] == EVENT_NOTICE for line in late),
        refusals=sum(line[LINE_EVENT] == EVENT_REFUSAL for line in late)
        + sum(int(line[LINE_VALUE]) for line in late if line[LINE_EVENT] == EVENT_TRIES),
        **{name: sum(one[name] for one in costs) for name in _MONEY_AND_TIME},
    )


_MONEY_AND_TIME = ("yuan_paid", "hours", "forms", "yuan_gained", "hours_saved")


def _at_gates(lines: Sequence[Numbers], phases: Phases) -> Iterator[dict[str, int]]:
    """What each charge or benefit at a gate costs or gives, by the tables of its day."""
    for line in lines:
        held: Any = _in_force(phases, line[LINE_DAY])
        at, cost = line[LINE_WHAT], dict.fromkeys(_MONEY_AND_TIME, 0)
        if line[LINE_EVENT] == EVENT_CHARGE:
            cost |= {"yuan_paid": max(0, -held.measure_yuan[at]), "hours": held.measure_hours[at]}
            cost["forms"] = held.measure_forms[at]
        elif line[LINE_EVENT] == EVENT_BENEFIT:
            cost["yuan_gained"] = max(0, held.measure_yuan[at]) + held.measure_waives[at]
            cost["hours_saved"] = held.measure_saves[at]
        else:
            continue
        yield cost


def spans(lines: Sequence[Numbers], days: int) -> Iterator[tuple[Numbers, int, int]]:
    """Every entry with its first day in force and the day on which it is so no longer (`days` where it stays)."""
    open_ones: dict[int, list[Numbers]] = {}
    for line in lines:
        if line[LINE_EVENT] == EVENT_ENTRY:
            open_ones.setdefault(int(line[LINE_SCHEME]), []).append(line)
        elif line[LINE_EVENT] == EVENT_REMOVAL:
            held = open_ones[int(line[LINE_SCHEME])]
            entered = line[LINE_DAY] - line[LINE_VALUE]  # a removal says how many days the entry was in force
            gone = next(entry for entry in held if entry[LINE_DAY] == entered)
            held.remove(gone)
            yield gone, int(gone[LINE_DAY]), int(line[LINE_DAY])
    for held in open_ones.values():
        for entry in held:
            yield entry, int(entry[LINE_DAY]), days


def owed(lines: Sequence[Numbers], phases: Phases, days: int) -> list[tuple[int, int]]:
    """First and last days on which an entry that performance ends is in force and nothing has been performed yet."""
    paid = [(int(line[LINE_SCHEME]), int(line[LINE_DAY])) for line in lines if line[LINE_EVENT] == EVENT_PERFORMANCE]
    found = []
    for entry, since, until in spans(lines, days):
        held: Any = _in_force(phases, since)
        theirs = int(entry[LINE_FLAGS]) & WRONG_PERSON == 0 and _fact_is_true(entry)
        if held.ground_pays[entry[LINE_WHAT]] >= 0 and theirs:
            done = [day for which, day in paid if which == entry[LINE_SCHEME] and since <= day <= until]
            last = min([until - 1, *(day - 1 for day in done)])
            if last >= since:
                found.append((since, last))
    return sorted(found)


def _fact_is_true(entry: Numbers) -> bool:
    """Whether the duty behind an entry is there: of somebody who is unable to pay, too."""
    return int(entry[LINE_FLAGS]) & (TRUE | UNABLE) > 0


def line_numbered(lines: Sequence[Numbers], number: int) -> Numbers | None:
    """The line of a number, or None."""
    return next((line for line in lines if line[LINE_NUMBER] == number), None)


def _is_adverse(line: Numbers, phases: Phases) -> bool:
    held: Any = _in_force(phases, line[LINE_DAY])
    return int(line[LINE_VALUE]) < 0 or held.item_grade[line[LINE_WHAT]] >= 0


def _is_black(line: Numbers, phases: Phases) -> bool:
    held: Any = _in_force(phases, line[LINE_DAY])
    return bool(held.list_black[line[LINE_SCHEME]] > 0)


def _in_force(phases: Phases, day: int) -> Any:
    return [tables for first, tables in phases if first <= day][-1]
