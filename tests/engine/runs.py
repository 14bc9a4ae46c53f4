"""Small runs for tests: regimes compiled over a nation, lived by the compiled kernels or by plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pytest
from hypothesis import currently_in_test_context, reject
from numpy.typing import NDArray

from demerit.engine import reference
from demerit.engine.chunk import MOST_ROWS
from demerit.engine.cpu import kernels
from demerit.engine.layout import (
    EVENT_BAND,
    EVENT_BENEFIT,
    EVENT_CHARGE,
    EVENT_CONDUCT,
    EVENT_COPY,
    EVENT_ENTRY,
    EVENT_FRIEND,
    EVENT_LAPSE,
    EVENT_MARK,
    EVENT_MOVE,
    EVENT_NOTICE,
    EVENT_PERFORMANCE,
    EVENT_RECOVERY,
    EVENT_REFUSAL,
    EVENT_REMOVAL,
    EVENT_REPAIR,
    EVENT_REQUEST,
    EVENT_REVIEW,
    EVENT_RULING,
    EVENT_TAKEN_DOWN,
    EVENT_TRIES,
    EVENT_WARNING,
    EVENT_WITHDRAWAL,
    LINE_NUMBER,
    LINE_PERSON,
    LINE_WIDTH,
)
from demerit.engine.plan import Plan, Totals
from demerit.engine.reference import in_lists
from demerit.engine.simulate import Simulation
from demerit.errors import UserError
from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import Nation, People
from demerit.regime.layout import Regime
from demerit.tables.from_regime import compile_regime
from demerit.tables.layout import Tables
from demerit.tables.names import Names

nation_of = cache(load_nation)
"""(name, seed) -> the nation, loaded once"""

EVENT = {
    EVENT_CONDUCT: "conduct", EVENT_MARK: "mark", EVENT_BAND: "band", EVENT_LAPSE: "lapse",
    EVENT_RECOVERY: "recovery", EVENT_ENTRY: "entry", EVENT_NOTICE: "notice", EVENT_REFUSAL: "refusal",
    EVENT_CHARGE: "charge", EVENT_BENEFIT: "benefit", EVENT_PERFORMANCE: "performance", EVENT_REQUEST: "request",
    EVENT_RULING: "ruling", EVENT_REVIEW: "review", EVENT_REMOVAL: "removal", EVENT_MOVE: "move",
    EVENT_WITHDRAWAL: "withdrawal", EVENT_WARNING: "warning", EVENT_TAKEN_DOWN: "taken down",
    EVENT_FRIEND: "friend", EVENT_REPAIR: "repair", EVENT_COPY: "copy", EVENT_TRIES: "tries",
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class World:
    """A plan with what it was made from."""

    plan: Plan
    names: Names
    nation: Nation
    phases: tuple[tuple[int, Regime], ...]
    """(first day, regime)"""

    @property
    def regime(self) -> Regime:
        """The regime of the first phase."""
        return self.phases[0][1]

    def regime_on(self, day: int) -> Regime:
        """The regime in force on a day."""
        return [regime for first, regime in self.phases if first <= day][-1]

    @property
    def tables(self) -> Tables:
        """The tables of the first phase."""
        return self.plan.tables

    @cached_property
    def plain(self) -> Tables:
        """The same in lists."""
        return in_lists(self.plan.tables)

    @property
    def people(self) -> People:
        """The tables of the people, in lists."""
        return self.plain.people

    def counter(self, name: str) -> int:
        """The column of a counter."""
        return self.names.counters.index(name)


@dataclass(frozen=True)
class Line:
    """One line of a ledger, with its fields named."""

    person: int
    number: int
    day: int
    event: str
    scheme: int
    what: int
    feed: int
    value: int
    flags: int
    cause: int


@dataclass(frozen=True, repr=False)
class Lived:
    """What came of a run: the totals, and the ledger sorted by person and number."""

    world: World
    totals: Totals
    ledger: NDArray[np.int64]

    @cached_property
    def records(self) -> dict[int, list[Line]]:
        """The lines of every person that has any, in their order."""
        found: dict[int, list[Line]] = {}
        for person, number, day, event, *rest in self.ledger.tolist():
            found.setdefault(person, []).append(Line(person, number, day, EVENT[event], *rest))
        return found

    def total(self, counter: str) -> int:
        """A counter over the run; of an occupancy, its value at the end."""
        return int(self.totals.series[:, self.world.counter(counter)].sum())


def world(
    regime: Regime | Sequence[tuple[int, Regime]],
    *,
    people: int = 1024,
    days: int = 120,
    seed: int = 7,
    threads: int = 1,
    chunk: int = 1024,
    tick: int = 7,
    keep: bool = True,
) -> World:
    """A plan for a regime, or for phases (first day, regime)."""
    phases = [(0, regime)] if isinstance(regime, Regime) else list(regime)
    first = phases[0][1]
    nation = nation_of(first.nation, seed)
    try:
        tables, names = compile_regime([one for _, one in phases], nation, first.in_force, days)
    except UserError as error:
        if currently_in_test_context() and "one act opens" in str(
            error
        ):  # a generated regime in which too much hangs on one act: refused, rightly
            reject()
        raise
    starts = tuple((day, table) for (day, _), table in zip(phases, tables, strict=True))

    def kept(_: int, communities: int) -> NDArray[np.uint8]:
        return np.full(communities, int(keep), np.uint8)

    return World(Plan(starts, people, days, tick, threads, chunk, kept), names, nation, tuple(phases))


def in_order(lines: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ledger lines by person and number."""
    return lines[np.lexsort((lines[:, LINE_NUMBER], lines[:, LINE_PERSON]))]


def live(made: World) -> Lived:
    """The run by the compiled kernels."""
    parts = [np.zeros((0, LINE_WIDTH), np.int64)]

    def sink(first: int, lines: NDArray[np.int32]) -> None:
        part = lines.astype(np.int64)
        part[:, LINE_PERSON] += first
        parts.append(part)

    totals = Simulation(made.plan, kernels(), sink).run()
    return Lived(made, totals, in_order(np.concatenate(parts)))


def live_plainly(made: World) -> Lived:
    """The run by the reference, in plain Python; with all the room that compiled runs can make."""
    plan = made.plan
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "ROWS_OF_A_COMMUNITY", MOST_ROWS)
        _, accounts, present, climates = reference.reference_run(plan)
    totals = Totals.empty(plan)
    totals.series += np.array(accounts.series).reshape(totals.series.shape)
    totals.blocks[0] += np.array(accounts.groups).reshape(totals.groups.shape)  # the reference knows no blocks
    totals.clusters += np.array(accounts.clusters, np.int32).reshape(totals.clusters.shape)
    if plan.tables.groups == 1:  # where all are of one group its counters are the sums over communities
        totals.blocks[0, 0] = totals.clusters.sum(axis=0, dtype=np.int64)
    totals.people_of_blocks[0] += np.array(present)
    totals.climates = [np.array(climate) for climate in climates]
    totals.lines = accounts.cursor[0]
    written = np.array(accounts.ledger[: totals.lines * LINE_WIDTH], np.int64).reshape(-1, LINE_WIDTH)
    return Lived(made, totals, in_order(written))


def live_again(run: Lived, person: int, strike: bool = False) -> list[list[int]]:
    """One person's lines, re-lived against the climate of the run; whose they are is the person's own number."""
    plan = run.world.plan
    phases = [(day, in_lists(tables)) for day, tables in plan.phases]
    climates: list[Any] = [climate.tolist() for climate in run.totals.climates]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "ROWS_OF_A_COMMUNITY", MOST_ROWS)
        lines = reference.relive(phases, climates, person, plan.people, plan.days, plan.tick, strike)
    return [[person, *line[1:]] for line in lines]
