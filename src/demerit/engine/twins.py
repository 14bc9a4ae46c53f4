"""Twins: the same people with their first black mark struck out, re-lived against the climate of the original run.

Everything else of the two lives is the same luck, so what differs is what the mark brought about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from demerit.engine.chunk import (
    Chunk,
    Worker,
    climate_width,
    communities_of,
    grow,
    new_chunk,
    sees_neighbours,
)
from demerit.engine.flat import InForce
from demerit.engine.layout import (
    EVENT_ENTRY,
    EVENT_MARK,
    EVENT_REFUSAL,
    LINE_EVENT,
    LINE_PERSON,
    LINE_SCHEME,
    LINE_VALUE,
    LINE_WIDTH,
)
from demerit.engine.simulate import Plan
from demerit.nations.layout import COMMUNITY

LINES = 1 << 17
STRUCK = 2
"""what the column `struck` says when a first mark has been struck out"""
APART = 32
"""where neighbours matter only one in so many people has a twin, so that twins do not change each other's life"""


MOST_COMMUNITIES = 64


def some_communities(plan: Plan) -> list[int]:
    """The communities whose people get twins: all of a small run, else spread evenly over it."""
    number = communities_of(plan.people)
    return (
        [at * number // MOST_COMMUNITIES for at in range(MOST_COMMUNITIES)]
        if number > MOST_COMMUNITIES
        else list(range(number))
    )


@dataclass(frozen=True)
class Cost:
    """What the people of a community whose first black mark was struck out met with it and without it."""

    community: int
    people: int
    marks_with: int
    """adverse marks and entries after the first"""
    marks_without: int
    refusals_with: int
    refusals_without: int


def twins(
    plan: Plan, kernels: SimpleNamespace, climates: Sequence[NDArray[np.int64]], communities: Sequence[int]
) -> list[Cost]:
    """The cost of the first black mark in each of some communities."""
    tables = InForce(plan.phases)
    worker = Worker.new(plan.tables, plan.days, 1, LINES)
    black = np.asarray(plan.tables.list_black)
    costs = []
    for community in communities:
        _, before = _live(plan, kernels, tables, climates, worker, community, False)
        chunk, after = _live(plan, kernels, tables, climates, worker, community, True)
        struck = np.flatnonzero(chunk.column("struck") == STRUCK)
        marks_with, refusals_with = _count(before, struck, black)
        marks_without, refusals_without = _count(after, struck, black)
        costs.append(
            Cost(community, len(struck), marks_with - len(struck), marks_without, refusals_with, refusals_without)
        )
    return costs


def _count(lines: NDArray[np.int64], people: NDArray[np.int64], black: NDArray[np.int64]) -> tuple[int, int]:
    """(adverse marks and entries, refusals) of some local people. What one fact costs in one scheme is one mark."""
    theirs = lines[np.isin(lines[:, LINE_PERSON], people)]
    event = theirs[:, LINE_EVENT]
    lists = np.where(event == EVENT_ENTRY, theirs[:, LINE_SCHEME], 0)  # of other events it may be a score or a gate
    entries = (event == EVENT_ENTRY) & (black[lists] > 0)
    marks = ((event == EVENT_MARK) & (theirs[:, LINE_VALUE] < 0)) | entries
    return int(marks.sum()), int((event == EVENT_REFUSAL).sum())


def _live(
    plan: Plan,
    kernels: SimpleNamespace,
    tables: InForce,
    climates: Sequence[NDArray[np.int64]],
    worker: Worker,
    community: int,
    strike: bool,
) -> tuple[Chunk, NDArray[np.int64]]:
    """A community from the first day to the last: its state and all of its ledger."""
    first = community * COMMUNITY
    people = min(COMMUNITY, plan.people - first)
    chunk = new_chunk(plan.tables, first, people, np.ones(1, np.uint8), True, strike)
    if strike and any(sees_neighbours(t) for _, t in plan.phases):
        chunk.column("struck")[np.arange(people) % APART != 0] = 0
    before = plan.tables
    nothing = np.zeros(climate_width(before), np.int64)
    tables.enter(before, before, climates[0] if climates else nothing)
    at = 0
    while (at := kernels.begin_people(tables.address(before), *chunk.addresses, at)) < people:
        chunk = grow(chunk)
    written = []
    for number, (day, until, phase, _) in enumerate(plan.ticks()):
        T = tables.address(phase)
        climate = worker.table("climate")
        climate[:] = climates[number] if climates else nothing
        past = tables.enter(phase, before, climate)
        before = phase
        at = 0
        while past is not None and at < people:
            at = kernels.renew_people(T, past.ctypes.data, *chunk.addresses, worker.address, day, at)
            written.append(_taken(worker))
            if at < people and chunk.short_of_rows(at):
                chunk = grow(chunk)
        if sees_neighbours(phase):
            kernels.note_listed(T, *chunk.addresses)
        at = 0 if phase.befriended else people
        while at < people:
            at = kernels.look_at_friends(T, *chunk.addresses, worker.address, day, until, at)
            written.append(_taken(worker))
            if at < people and chunk.short_of_rows(at):
                chunk = grow(chunk)
        at = 0
        while (at := kernels.run_people(T, *chunk.addresses, worker.address, at, until)) < people:
            written.append(_taken(worker))
            if chunk.short_of_rows(at):
                chunk = grow(chunk)
    written.append(_taken(worker))
    return chunk, np.concatenate(written)


def _taken(worker: Worker) -> NDArray[np.int64]:
    number = int(worker.table("cursor")[0])
    worker.table("cursor")[0] = 0
    return worker.table("ledger")[: number * LINE_WIDTH].reshape(number, LINE_WIDTH).copy()
