"""One community lived over and over against the stored climate: all of it or some, with or without first marks.

People of a community who do not look at their neighbours live apart, so leaving some out changes nobody else's life.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from demerit.engine.chunk import Chunk, Worker, climate_width, grow, new_chunk, sees_neighbours
from demerit.engine.flat import InForce
from demerit.engine.layout import LINE_WIDTH, NEVER
from demerit.engine.plan import Plan
from demerit.nations.layout import COMMUNITY
from demerit.tables.layout import Tables

LINES = 1 << 17
"""ledger lines that a worker of arms has room for"""

Lines = NDArray[np.int64]
Chosen = NDArray[np.bool_]
"""one truth for each person of a community"""


@dataclass(frozen=True)
class Rules:
    """What an arm is lived under: a plan and its tables, flat."""

    plan: Plan
    tables: InForce
    ticks: tuple[tuple[int, int, Tables, bool], ...]

    @classmethod
    def of(cls, plan: Plan) -> Rules:
        """The rules of a plan."""
        return cls(plan, InForce(plan.phases), tuple(plan.ticks()))

    @property
    def near(self) -> bool:
        """Whether people see their neighbours, so that none can be left out."""
        return any(sees_neighbours(tables) for _, tables in self.plan.phases)


class Community:
    """The people of one community at the beginning of a run, to be lived as often as wanted."""

    def __init__(
        self, rules: Rules, kernels: SimpleNamespace, climates: Sequence[NDArray[np.int64]], worker: Worker, number: int
    ) -> None:
        """Begins everybody's life. `climates` has one of every tick, or none where no climate was needed."""
        self.kernels, self.climates, self.worker = kernels, climates, worker
        first = number * COMMUNITY
        self.people = min(COMMUNITY, rules.plan.people - first)
        tables = rules.plan.tables
        chunk = new_chunk(tables, first, self.people, np.ones(1, np.uint8), True, True)
        rules.tables.enter(tables, tables, self._climate(tables, 0))
        at = 0
        while (at := kernels.begin_people(rules.tables.address(tables), *chunk.addresses, at)) < self.people:
            chunk = grow(chunk, at)
        self._begun = chunk

    def everybody(self) -> Chosen:
        """All people of the community."""
        return np.ones(self.people, bool)

    def nobody(self) -> Chosen:
        """None of them."""
        return np.zeros(self.people, bool)

    def live(self, rules: Rules, strike: Chosen, chosen: Chosen) -> tuple[NDArray[np.int16], Lines]:
        """The chosen people from the first day to the last, those to `strike` without their first mark.

        Answers the column `struck` (2 where a mark was struck out), and their ledger; lines of others mean nothing.
        """
        begun = self._begun
        chunk = replace(begun, columns=begun.columns.copy(), header=begun.header.copy())
        chunk.column("struck")[:] = strike
        chunk.column("due")[~chosen] = NEVER
        before = rules.plan.tables
        rules.tables.enter(before, before, self._climate(before, 0))
        arm, kernels, here = _Arm(chunk, self.worker), self.kernels, self.worker.address
        climate, T = self.worker.table("climate"), rules.tables.address(before)
        for number, (day, until, phase, _) in enumerate(rules.ticks):
            climate[:] = self._climate(phase, number)
            past = rules.tables.enter(phase, before, climate)
            before = phase
            if past is not None:
                T = rules.tables.address(phase)
                arm.over_all(partial(kernels.renew_people, T, past.ctypes.data), here, day)
                arm.chunk.column("due")[~chosen] = NEVER
            if phase.neighbours:
                kernels.note_listed(T, *arm.addresses)
            if phase.befriended:
                arm.over_all(partial(kernels.look_at_friends, T), here, day, until)
            arm.run(kernels.run_people, T, here, until)
        arm.take()
        return arm.chunk.column("struck"), np.concatenate(arm.written)

    def _climate(self, tables: Tables, number: int) -> NDArray[np.int64]:
        return self.climates[number] if self.climates else np.zeros(climate_width(tables), np.int64)


class _Arm:
    """A community while it is lived: its state, and the ledger so far."""

    def __init__(self, chunk: Chunk, worker: Worker) -> None:
        self.chunk, self.people, self.addresses = chunk, chunk.people, chunk.addresses
        self.written: list[Lines] = []
        self._cursor, self._ledger = worker.table("cursor"), worker.table("ledger")

    def run(self, kernel: Callable[..., int], T: int, here: int, until: int) -> None:
        """Lets everything before day `until` happen."""
        at, before = 0, -1
        while (at := kernel(T, *self.addresses, here, at, until)) < self.people:
            self._make_room(at, before)
            before = at

    def over_all(self, kernel: Callable[..., int], *more: int) -> None:
        """A kernel that goes over all people and pauses, as `run_people` does, where room runs out."""
        at = 0
        while (at := kernel(*self.addresses, *more, at)) < self.people:
            self._make_room(at)

    def _make_room(self, at: int, before: int = -1) -> None:
        self.take()
        if self.chunk.is_stuck(at, before):
            self.chunk = grow(self.chunk, at)
            self.addresses = self.chunk.addresses

    def take(self) -> None:
        """The ledger lines written so far leave the worker."""
        number = int(self._cursor[0])
        self._cursor[0] = 0
        self.written.append(self._ledger[: number * LINE_WIDTH].reshape(number, LINE_WIDTH).copy())
