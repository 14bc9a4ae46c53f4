"""Lives in plain Python: the same steps on lists. The definition of right, and how one person is looked up.

`relive` lives one person's life again from the tables and the stored climate, with no Numba import and no run.
`reference_run` is the obvious loop over everybody, tick by tick; the compiled loops equal it bit for bit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from demerit.engine.chunk import (
    MOST_ROWS,
    bases,
    climate_width,
    column_sizes,
    communities_of,
    sees_neighbours,
    too_many_open_matters,
)
from demerit.engine.climate import Climate, bands_at, bands_from_now_on, due_for_regrading, people_by_score
from demerit.engine.layout import LINE_WIDTH, ROOM_LINES, ROOM_ROWS, Accounts, State
from demerit.engine.life import begin, happen, renew, soonest
from demerit.engine.loops import (
    begin_people,
    census,
    close_people,
    look_at_friends,
    note_listed,
    places_of,
    rank_scores,
    renew_people,
    run_people,
)
from demerit.engine.plan import Plan
from demerit.engine.steps.rows import room
from demerit.nations.draws import key_of
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import group_of
from demerit.tables.layout import Tables

LINES_OF_A_LIFE = 30_000
ROWS_OF_A_COMMUNITY = MOST_ROWS


def in_lists(T: Tables) -> Tables:
    """The same tables as plain lists, which is what plain Python reads fastest (and without overflow)."""
    people = T.people._replace(**{f: _listed(v) for f, v in T.people._asdict().items()})
    return T._replace(people=people, **{f: _listed(v) for f, v in T._asdict().items() if f != "people"})


def _listed(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value


def plain_state(T: Tables, first: int, people: int, keep: Sequence[int], twins: Sequence[int] | None = None) -> State:
    """A chunk's state in lists; `twins` names local people whose first mark is to be struck out."""
    sizes = column_sizes(T, people, ROWS_OF_A_COMMUNITY, True, True, twins is not None)
    columns: dict[str, Any] = {field: [0] * size for field, size in sizes.items()}
    columns["keep"] = list(keep)
    capacities = [ROWS_OF_A_COMMUNITY] * len(columns["capacity"])
    columns["capacity"] = capacities
    columns["base"] = bases(capacities)
    for i in twins or ():
        columns["struck"][i] = 1
    return State(people=people, first=first, keeps_due=1, twins=int(twins is not None), **columns)


def plain_accounts(T: Tables, days: int, communities: int, lines: int) -> Accounts:
    """Empty accounts in lists."""
    width = climate_width(T)
    return Accounts(
        lines=lines,
        cursor=[0],
        climate=[0] * width,
        flows=[0] * width,
        groups=[0] * (T.groups * T.counters),
        series=[0] * (days * T.counters),
        clusters=[0] * (communities * T.counters),
        ledger=[0] * (lines * LINE_WIDTH),
    )


def tick_starts(phases: Sequence[tuple[int, Tables]], days: int, tick: int) -> list[int]:
    """First day of every tick: ticks also begin where phases do."""
    return sorted({*range(0, days, tick), *(day for day, _ in phases if day < days)})


def relive(
    phases: Sequence[tuple[int, Tables]],
    climates: Sequence[Sequence[int]],
    person: int,
    people: int,
    days: int,
    tick: int,
    strike: bool = False,
) -> list[list[int]]:
    """The ledger lines of one person's life, as the run wrote (or would have written) them.

    `phases` are (first day, tables in lists); `climates` the climate of each tick, empty where none was needed;
    `strike` lives the twin whose first mark is struck out. Where neighbours matter the whole community is re-lived.
    """
    community = person // COMMUNITY
    first = community * COMMUNITY
    T = phases[0][1]
    i = person - first
    size = min(COMMUNITY, people - first)
    S = plain_state(T, first, size, [1], [i] if strike else None)
    lines = LINES_OF_A_LIFE
    if any(sees_neighbours(t) for _, t in phases):
        A = plain_accounts(T, days, 1, lines * 8)
        _community(phases, climates, S, A, i, days, tick)
    else:
        A = plain_accounts(T, days, 1, lines)
        _person(phases, climates, S, A, i, days, tick)
    written = [A.ledger[at * LINE_WIDTH : (at + 1) * LINE_WIDTH] for at in range(A.cursor[0])]
    return [line for line in written if line[0] == i]


def _person(
    phases: Sequence[tuple[int, Tables]],
    climates: Sequence[Sequence[int]],
    S: State,
    A: Accounts,
    i: int,
    days: int,
    tick: int,
) -> None:
    """One person from the first day to the last."""
    stretches = list(in_force(phases, climates, days, tick))
    starts = tick_starts(phases, days, tick)
    begin(stretches[0][1], S, i, 0)
    ends = [day for day, _ in stretches[1:]] + [days]
    before = stretches[0][1]
    for (first_day, T), end in zip(stretches, ends, strict=True):
        if first_day > 0:
            key = key_of(T.people.seed_key, S.first + i)
            renew(T, before, S, A, i, 0, key, group_of(T.people, key, S.first + i), first_day)
        before = T
        due = soonest(T, S, i, 0)
        while due >> 16 < min(end, days):
            if climates:
                A.climate[:] = climates[bisect_right(starts, due >> 16) - 1]
            due = happen(T, S, A, i, 0, due)


def in_force(
    phases: Sequence[tuple[int, Tables]], climates: Sequence[Sequence[int]], days: int, tick: int
) -> Iterator[tuple[int, Tables]]:
    """The tables with the cut-offs of their day, from each day on which a phase begins or a cut-off moves."""
    last: tuple[int, Sequence[int]] = (-1, ())
    for number, day in enumerate(tick_starts(phases, days, tick)):
        phase = sum(start <= day for start, _ in phases) - 1
        T = phases[phase][1]
        bands = tuple(climates[number][bands_at(T)]) if T.regrades else ()
        if (phase, bands) != last:
            yield day, _with_bands(T, bands) if T.regrades else T
        last = (phase, bands)


def _community(
    phases: Sequence[tuple[int, Tables]],
    climates: Sequence[Sequence[int]],
    S: State,
    A: Accounts,
    i: int,
    days: int,
    tick: int,
) -> None:
    """A whole community tick by tick, of which only person `i`'s lines are kept when the ledger fills."""
    changes = dict(in_force(phases, climates, days, tick))
    T = before = changes[0]
    begin_people(T, S, 0)
    starts = tick_starts(phases, days, tick)
    for number, (day, until) in enumerate(zip(starts, [*starts[1:], days], strict=True)):
        if climates:
            A.climate[:] = climates[number]
        if day > 0 and day in changes:
            before, T = T, changes[day]
            renew_people(T, before, S, A, day, 0)
        if T.neighbours:
            note_listed(T, S)
        at = 0 if T.befriended else S.people
        while at < S.people and (at := look_at_friends(T, S, A, day, until, at)) < S.people:
            _make_room(S, A, i, at)
        at = 0
        while (at := run_people(T, S, A, at, until)) < S.people:
            _make_room(S, A, i, at)


def _make_room(S: State, A: Accounts, i: int, at: int) -> None:
    """Forgets the ledger lines of everybody but person `i`; raises where what is short is the side table."""
    if room(S, at // COMMUNITY) < ROOM_ROWS:
        raise too_many_open_matters()
    kept = [number for number in range(A.cursor[0]) if A.ledger[number * LINE_WIDTH] == i]
    for place, number in enumerate(kept):
        A.ledger[place * LINE_WIDTH : (place + 1) * LINE_WIDTH] = A.ledger[
            number * LINE_WIDTH : (number + 1) * LINE_WIDTH
        ]
    A.cursor[0] = len(kept)


def _with_bands(T: Tables, bands: Any) -> Tables:
    return T._replace(band_points=bands)


def _bands(T: Tables, before: Tables, S: State, climate: Climate, day: int, last: int) -> list[int]:
    """The cut-offs in force from `day` on."""
    tallies = {}
    for scheme in due_for_regrading(T, before, day, last):
        tallies[scheme] = people_by_score(T, scheme).tolist()
        rank_scores(T, S, scheme, tallies[scheme])
    return bands_from_now_on(T, climate.now[bands_at(T)].tolist(), tallies)


def reference_run(plan: Plan) -> tuple[State, Accounts, list[int], list[list[int]]]:
    """Everybody, every tick, in the obvious order. Answers state, accounts, people by group, and the climates."""
    phases = [(day, in_lists(t)) for day, t in plan.phases]
    T = phases[0][1]
    communities = communities_of(plan.people)
    keep = plan.keep(0, communities).tolist()
    S = plain_state(T, 0, plan.people, keep)
    A = plain_accounts(T, plan.days, communities, max(LINES_OF_A_LIFE, 40 * plan.people) + ROOM_LINES)
    present = [0] * T.groups
    census(T, S, A, present, 1, 0)
    begin_people(T, S, 0)
    homes = [0] * communities
    places_of(T, 0, homes)
    dwellers = np.bincount(np.repeat(homes, COMMUNITY)[: plan.people], minlength=T.places)
    climate = Climate.clear(plan.tables)
    climates: list[list[int]] = []
    before, last = T, 0
    for day, until, tables, begins in plan.ticks():
        now = in_lists(tables)
        if tables.regrades:
            bands = _bands(now, before, S, climate, day, last)
            moved = bands != before.band_points
            climate.now[bands_at(now)] = bands
            now = _with_bands(now, bands)
        else:
            moved = False
        if begins or moved:
            census(before, S, A, [0] * T.groups, -1, day)
            census(now, S, A, [0] * T.groups, 1, day)
            renew_people(now, before, S, A, day, 0)
        before, last = now, day
        climates.append(climate.now.tolist())
        A.climate[:] = climates[-1]
        if tables.neighbours:
            note_listed(now, S)
        if now.befriended and look_at_friends(now, S, A, day, until, 0) < plan.people:
            raise MemoryError("the reference run needs more room than it was given")
        if run_people(now, S, A, 0, until) < plan.people:
            raise MemoryError("the reference run needs more room than it was given")
        flows = np.array(A.flows, np.int64)
        A.flows[:] = [0] * len(A.flows)
        climate = climate.after(tables, flows, until - day, plan.people, dwellers)
    close_people(phases[-1][1], S, A, plan.days)
    return S, A, present, climates
