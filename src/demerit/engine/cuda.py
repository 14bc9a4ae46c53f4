"""The loops compiled by Numba for CUDA, from the same sources as for the CPU: one thread lives one community.

Threads never meet: each has the columns of its community and accounts of its own, which the host adds up. So results
are those of the CPU, bit for bit. It also means that accounts take `days x counters` numbers for each community: this
is for runs of up to some thousands of communities, and to hold the kernels to the part of Python that CUDA knows.

    totals = live(plan, sink)      # needs a CUDA device, or NUMBA_ENABLE_CUDASIM=1 for the simulator (slow)

Imports numba-cuda, which is the extra `gpu`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

import numba
import numba.cuda
import numpy as np
from numpy.typing import NDArray

from demerit.engine.chunk import Worker, communities_of, grow, lines_at_least, new_chunk
from demerit.engine.climate import Climate, people_by_score, regraded
from demerit.engine.cpu import rebind
from demerit.engine.fingerprint import LANES
from demerit.engine.flat import InForce
from demerit.engine.layout import LINE_WIDTH
from demerit.engine.plan import Plan, Totals
from demerit.engine.simulate import Sink
from demerit.nations.draws import signed
from demerit.nations.layout import COMMUNITY, in_lists
from demerit.nations.people import place_of
from demerit.tables.layout import COUPLED_NATION, Tables

cuda: Any = numba.cuda
config: Any = numba.config

LINES = 2048
"""ledger lines of a community that are kept on the device between two visits of the host"""
THREADS = 32
"""threads of a block: lives differ, so wide blocks gain nothing"""


def _on_device(function: Any, entrance: bool) -> Any:
    """A function that kernels call. The simulator would wrap each call in what only kernels need: it gets them bare."""
    return function if config.ENABLE_CUDASIM else cuda.jit(device=True)(function)


@lru_cache(maxsize=1)
def kernels() -> SimpleNamespace:
    """One kernel for each loop; each takes whole arrays of all communities and lives the thread's own."""
    inner = SimpleNamespace(**rebind(_on_device, {}))
    census_of, begin_of, renew_of, run_of = inner.census, inner.begin_people, inner.renew_people, inner.run_people
    listed_of, close_of, print_of = inner.note_listed, inner.close_people, inner.fingerprint_state
    rank_of, friends_of = inner.rank_scores, inner.look_at_friends

    def census(T: Any, S: Any, H: Any, A: Any, present: Any, sign: Any, day: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            census_of(T, S[c], H[c], A[c], present[c], sign, day)

    def begin(T: Any, S: Any, H: Any, at: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            at[c] = begin_of(T, S[c], H[c], at[c])

    def renew(T: Any, S: Any, H: Any, A: Any, at: Any, past: Any, day: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            at[c] = renew_of(T, past, S[c], H[c], A[c], day, at[c])

    def rank(T: Any, S: Any, H: Any, tally: Any, scheme: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            rank_of(T, S[c], H[c], scheme, tally[c])

    def run(T: Any, S: Any, H: Any, A: Any, at: Any, until: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            at[c] = run_of(T, S[c], H[c], A[c], at[c], until)

    def friends(T: Any, S: Any, H: Any, A: Any, at: Any, day: Any, until: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            at[c] = friends_of(T, S[c], H[c], A[c], day, until, at[c])

    def note_listed(T: Any, S: Any, H: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            listed_of(T, S[c], H[c])

    def close(T: Any, S: Any, H: Any, A: Any, prints: Any, day: Any) -> None:
        c = cuda.grid(1)
        if c < len(S):
            close_of(T, S[c], H[c], A[c], day)
            print_of(T, S[c], H[c], prints[c])

    loops = (census, begin, renew, rank, friends, run, note_listed, close)
    return SimpleNamespace(**{loop.__name__: cuda.jit(loop) for loop in loops})


def whole_numbers(kind: type[np.integer[Any]]) -> Any:
    """The type of arrays of whole numbers: the simulator runs plain Python, which must be handed Python's own."""
    return object if config.ENABLE_CUDASIM else kind


class _Device:
    """All communities of a plan in arrays, one row each, on the device between calls."""

    def __init__(self, plan: Plan) -> None:
        T = plan.tables
        keep = plan.keep(0, communities_of(plan.people))
        parts = [(first, min(COMMUNITY, plan.people - first)) for first in range(0, plan.people, COMMUNITY)]
        kept = [keep[number : number + 1] for number in range(len(parts))]
        self.plan = plan
        self.chunks = [new_chunk(T, *part, own, True) for part, own in zip(parts, kept, strict=True)]
        self.workers = [Worker.new(T, plan.days, 1, lines_at_least(T, LINES)) for _ in parts]
        self.tables = InForce(plan.phases)
        self.people = np.array([people for _, people in parts], np.int64)

    def call(self, name: str, tables: Tables | NDArray[np.int64] | None, *more: Any, accounts: bool = False) -> None:
        """Runs a kernel over all communities; arrays in `more` come back changed."""
        flat = tables if isinstance(tables, np.ndarray) else self.tables.flat(tables or self.plan.tables)
        S, H = _rows([c.columns for c in self.chunks], np.int16), _rows([c.header for c in self.chunks], np.int64)
        A = _rows([w.flat for w in self.workers], np.int64) if accounts else None
        handed: list[Any] = [flat.astype(whole_numbers(np.int64)), S, H]
        handed += [A] if accounts else []
        handed += [m.astype(whole_numbers(np.int64)) if isinstance(m, np.ndarray) else m for m in more]
        there = [cuda.to_device(one) if isinstance(one, np.ndarray) else one for one in handed]
        blocks = -(-len(self.chunks) // THREADS)
        getattr(kernels(), name)[blocks, min(THREADS, len(self.chunks))](*there)
        back = [one.copy_to_host() if hasattr(one, "copy_to_host") else one for one in there]
        for number, chunk in enumerate(self.chunks):
            chunk.columns[:] = back[1][number][: len(chunk.columns)]
            if accounts:
                self.workers[number].flat[:] = back[3][number]
        for one, changed in zip(more, back[3 + accounts :], strict=True):
            if isinstance(one, np.ndarray):
                one[:] = _wrapped(changed)

    def to_the_end(self, step: Callable[[NDArray[np.int64]], None], between: Callable[[], None]) -> None:
        """Repeats a step that pauses for want of room, with more room each time."""
        at = np.zeros(len(self.chunks), np.int64)
        before = at - 1
        while True:
            step(at)
            between()
            paused = np.flatnonzero(at < self.people)
            if not len(paused):
                return
            for number in paused:
                if self.chunks[number].is_stuck(int(at[number]), int(before[number])):
                    self.chunks[number] = grow(self.chunks[number], int(at[number]))
            before = at.copy()


def _rows(arrays: list[NDArray[Any]], kind: type[np.integer[Any]]) -> NDArray[Any]:
    """Arrays under each other, the shorter ones filled up."""
    table = np.zeros((len(arrays), max(len(one) for one in arrays)), whole_numbers(kind))
    for row, one in zip(table, arrays, strict=True):
        row[: len(one)] = one.tolist()
    return table


def _wrapped(numbers: NDArray[Any]) -> NDArray[np.int64]:
    """Python's numbers modulo 2**64, as the device's are."""
    if numbers.dtype != object:
        return numbers
    return np.array([signed(int(one)) for one in numbers.reshape(-1)], np.int64).reshape(numbers.shape)


def live(plan: Plan, sink: Sink) -> Totals:
    """Lives everybody's life on the device. Totals and ledger are those of `simulate.Simulation`, bit for bit.

    There are no fingerprints of the ledger, and nothing can be stopped or resumed.
    """
    device, totals = _Device(plan), Totals.empty(plan)
    climate, homes = Climate.clear(plan.tables), _people_of_places(plan)
    present = np.zeros((len(device.chunks), plan.tables.groups), np.int64)
    device.call("census", None, present, 1, 0, accounts=True)
    for number, people in enumerate(present):
        totals.people_of_blocks[plan.block_of(number)] += people
    device.to_the_end(lambda at: device.call("begin", None, at), lambda: None)
    before, last = plan.tables, 0
    for day, until, tables, _ in plan.ticks():
        climate.now = regraded(device.tables, climate.now, tables, before, day, last, partial(_ranked, device, tables))
        past = device.tables.enter(tables, before, climate.now)
        before, last = tables, day
        if past is not None:
            _renew(device, tables, past, day, lambda: _flush(device, totals, sink))
        totals.climates.append(climate.now)
        for worker in device.workers:
            worker.table("climate")[:] = climate.now
        if tables.neighbours:
            device.call("note_listed", tables)
        if tables.befriended:
            _look_at_friends(device, tables, day, until, lambda: _flush(device, totals, sink))
        step = _step(device, tables, until)
        device.to_the_end(step, lambda: _flush(device, totals, sink))
        flows = sum(worker.table("flows") for worker in device.workers)
        for worker in device.workers:
            worker.table("flows")[:] = 0
        if plan.coupling == COUPLED_NATION:
            climate = climate.after(tables, np.asarray(flows), until - day, plan.people, homes)
    return _ended(device, totals, climate)


def _look_at_friends(device: _Device, tables: Tables, day: int, until: int, between: Callable[[], None]) -> None:
    """Lets friends' marks change private scores, where they are computed in this tick."""
    device.to_the_end(lambda at: device.call("friends", tables, at, day, until, accounts=True), between)


def _step(device: _Device, tables: Tables, until: int) -> Callable[[NDArray[np.int64]], None]:
    return lambda at: device.call("run", tables, at, until, accounts=True)


def _ranked(device: _Device, tables: Tables, scheme: int) -> NDArray[np.int64]:
    """People who take part in a scheme, by their score."""
    tally = np.tile(people_by_score(tables, scheme), (len(device.chunks), 1))
    device.call("rank", tables, tally, scheme)
    summed: NDArray[np.int64] = tally.sum(axis=0)
    return summed


def _renew(device: _Device, tables: Tables, past: NDArray[np.int64], day: int, between: Callable[[], None]) -> None:
    """Counts everybody anew on the day a phase begins or cut-offs move, and looks at the gates again."""
    ignored = np.zeros((len(device.chunks), tables.groups), np.int64)
    device.call("census", past, ignored, -1, day, accounts=True)
    device.call("census", tables, ignored, 1, day, accounts=True)
    device.to_the_end(lambda at: device.call("renew", tables, at, past, day, accounts=True), between)


def _flush(device: _Device, totals: Totals, sink: Sink) -> None:
    """Hands over what the ledgers hold."""
    for chunk, worker in zip(device.chunks, device.workers, strict=True):
        number = int(worker.table("cursor")[0])
        lines = worker.table("ledger")[: number * LINE_WIDTH].reshape(number, LINE_WIDTH).astype(np.int32)
        worker.table("cursor")[0] = 0
        totals.lines += number
        if number:
            sink(chunk.first, lines)


def _people_of_places(plan: Plan) -> NDArray[np.int64]:
    """People of every place; each community's place is looked up in plain Python."""
    people = in_lists(plan.tables.people)
    counts = np.zeros(plan.tables.places, np.int64)
    for first in range(0, plan.people, COMMUNITY):
        counts[place_of(people, first // COMMUNITY)] += min(COMMUNITY, plan.people - first)
    return counts


def _ended(device: _Device, totals: Totals, climate: Climate) -> Totals:
    """Closes every life and adds up the accounts."""
    plan = device.plan
    prints = np.zeros((len(device.chunks), LANES), np.int64)
    device.call("close", plan.phases[-1][1], prints, plan.days, accounts=True)
    totals.state_print += prints.sum(axis=0)
    totals.backlog = climate.backlog
    for number, worker in enumerate(device.workers):
        totals.series += worker.table("series").reshape(totals.series.shape)
        totals.blocks[plan.block_of(number)] += worker.table("groups").reshape(totals.blocks.shape[1:])
        totals.clusters[number] += worker.table("clusters").astype(np.int32)
    if plan.tables.groups == 1:
        totals.blocks[0, 0] = totals.clusters.sum(axis=0, dtype=np.int64)
    return totals
