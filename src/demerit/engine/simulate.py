"""Time passes: chunks of people, in the order that their coupling asks for, on as many threads as wanted.

Where nobody affects anybody, each chunk is lived through from the first day to the last before the next is made, so
memory does not grow with the nation. Where neighbours matter, a chunk goes tick by tick. Where the nation matters (a
court's queue, marks gone astray), all chunks go tick by tick and share the climate of the tick before. The order of
the loops never changes a result.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any

import numpy as np

from demerit.engine.chunk import LEDGER_LINES, Chunk, Worker, communities_of, grow, lines_at_least, new_chunk
from demerit.engine.climate import Climate, people_by_score, regraded
from demerit.engine.flat import InForce
from demerit.engine.layout import LINE_WIDTH
from demerit.engine.plan import Plan, Totals
from demerit.nations.layout import COMMUNITY
from demerit.tables.layout import COUPLED_COMMUNITY, COUPLED_NATION, COUPLED_NOT, Tables

Sink = Callable[[int, np.ndarray], None]
"""receives (first person of the chunk, lines x LINE_WIDTH) of the ledger, from any thread"""


_lock = threading.Lock()


class Stopped(Exception):  # noqa: N818  a wish, not an error
    """The run was asked to stop; what is since the last checkpoint is not kept."""


class Simulation:
    """One run of a plan. `checkpoint(totals)` is called at moments from which the run can be taken up again."""

    def __init__(
        self,
        plan: Plan,
        kernels: SimpleNamespace,
        sink: Sink,
        *,
        totals: Totals | None = None,
        checkpoint: Callable[[Totals], None] = lambda totals: None,
        checkpoint_every: float = 20.0,
        progress: Callable[[float], None] = lambda share: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.plan = plan
        self.kernels = kernels
        self.sink = sink
        self.totals = totals or Totals.empty(plan)
        self.checkpoint = checkpoint
        self.checkpoint_every = checkpoint_every
        self.progress = progress
        self.stopping = stopping
        self._tables = InForce(plan.phases)
        self._last = time.monotonic()
        self._free: SimpleQueue[Worker] = SimpleQueue()
        most = communities_of(min(plan.chunk, plan.people))
        lines = self._lines()
        self._workers = [Worker.new(plan.tables, plan.days, most, lines, plan.blocks) for _ in range(plan.threads)]
        for worker in self._workers:
            self._free.put(worker)

    def _lines(self) -> int:
        communities = communities_of(self.plan.people)
        return lines_at_least(self.plan.tables, LEDGER_LINES) if self.plan.keep(0, communities).any() else 256

    def run(self) -> Totals:
        """Lives everybody's life, from where the totals stand to the last day."""
        with ThreadPoolExecutor(self.plan.threads, thread_name_prefix="demerit") as pool:
            if self.plan.coupling == COUPLED_NATION:
                self._tick_by_tick(pool)
            else:
                self._chunk_by_chunk(pool)
        self._gather()
        return self.totals

    def _each(self, pool: ThreadPoolExecutor, work: Callable[..., Any], items: list[Any]) -> list[Any]:
        """`work` on every item, in parallel; a stop is noticed between items."""

        def guarded(item: Any) -> Any:
            if self.stopping():
                raise Stopped
            return work(item)

        return list(pool.map(guarded, items))

    # Where nobody beyond the community matters

    def _chunk_by_chunk(self, pool: ThreadPoolExecutor) -> None:
        chunks = self.plan.chunks()
        wave = max(1, 2 * self.plan.threads)
        while self.totals.chunks_done < len(chunks):
            at = self.totals.chunks_done
            self._each(pool, self._whole_life, chunks[at : at + wave])
            self.totals.chunks_done = min(len(chunks), at + wave)
            self.progress(self.totals.chunks_done / len(chunks))
            self._maybe_checkpoint()

    def _whole_life(self, part: tuple[int, int]) -> None:
        chunk = self._begin(part)
        before = self.plan.tables
        nothing = Climate.clear(before).now
        stretches = self.plan.ticks() if self.plan.coupling == COUPLED_COMMUNITY else self._phases()
        for day, until, tables, _ in stretches:
            past = None if tables is before else self._tables.flat(before)
            chunk = self._pass_time(chunk, tables, nothing, day, until, past)
            before = tables
            if self.stopping():
                raise Stopped
        self._end(chunk)

    def _phases(self) -> Iterator[tuple[int, int, Tables, bool]]:
        starts = [day for day, _ in self.plan.phases if day < self.plan.days] + [self.plan.days]
        for (day, tables), until in zip(self.plan.phases, starts[1:], strict=False):
            yield day, until, tables, day > 0

    # Where the nation matters

    def _tick_by_tick(self, pool: ThreadPoolExecutor) -> None:
        plan, totals = self.plan, self.totals
        if not totals.states:
            totals.states = self._each(pool, self._begin, plan.chunks())
        places = self._people_of_places()
        climate = Climate.clear(plan.tables)
        if totals.climates:
            climate = Climate(totals.climates[-1], list(totals.backlog))
        else:
            totals.climates.append(climate.now)
        before, last = plan.tables, 0
        for number, (day, until, tables, _) in enumerate(plan.ticks()):
            if number < totals.tick_done:
                before, last = tables, day
                continue
            ranked = partial(self._ranked, pool, tables)
            climate.now = regraded(self._tables, climate.now, tables, before, day, last, ranked)
            totals.climates[-1] = climate.now
            past = self._tables.enter(tables, before, climate.now)
            before, last = tables, day
            work = partial(self._pass_time, tables=tables, climate=climate.now, day=day, until=until, past=past)
            totals.states = self._each(pool, work, totals.states)
            flows = np.zeros_like(climate.now)
            for worker in self._workers:
                flows += worker.table("flows")
                worker.table("flows")[:] = 0
            climate = climate.after(tables, flows, until - day, plan.people, places)
            totals.climates.append(climate.now)
            totals.backlog = climate.backlog
            totals.tick_done = number + 1
            self.progress(until / plan.days)
            if until < plan.days:
                self._maybe_checkpoint()
        self._each(pool, self._end, totals.states)
        totals.states = []

    def _ranked(self, pool: ThreadPoolExecutor, tables: Tables, scheme: int) -> np.ndarray:
        """People who take part in a scheme, by their score."""

        def rank(chunk: Chunk) -> np.ndarray:
            tally = people_by_score(tables, scheme)
            self.kernels.rank_scores(self._tables.address(tables), *chunk.addresses, scheme, tally)
            return tally

        tallies: list[np.ndarray] = self._each(pool, rank, self.totals.states)
        summed: np.ndarray = np.stack(tallies).sum(axis=0)
        return summed

    def _people_of_places(self) -> np.ndarray:
        """People of every place among those simulated."""
        T = self.plan.tables
        counts = np.zeros(T.places, np.int64)
        if T.queues or T.shared:
            communities = communities_of(self.plan.people)
            homes = np.zeros(communities, np.int64)
            self.kernels.places_of(self._tables.address(T), 0, homes)
            counts += np.bincount(homes, minlength=T.places) * COMMUNITY
            counts[homes[-1]] -= communities * COMMUNITY - self.plan.people
        return counts

    # One chunk

    def _take(self, chunk: Chunk) -> Worker:
        """A free worker that counts for the block of a chunk."""
        worker = self._free.get()
        worker.enter(self.plan.tables, self.plan.block_of(chunk.first // COMMUNITY))
        return worker

    def _give_back(self, chunk: Chunk, worker: Worker) -> None:
        """Moves what was counted by community into the totals, and frees the worker."""
        first = chunk.first // COMMUNITY
        clusters = self.totals.clusters[first : first + communities_of(chunk.people)]
        counted = worker.table("clusters")[: clusters.size]
        clusters += counted.reshape(clusters.shape)
        counted[:] = 0
        self._free.put(worker)

    def _begin(self, part: tuple[int, int]) -> Chunk:
        first, people = part
        T = self.plan.tables
        keep = self.plan.keep(first // COMMUNITY, communities_of(people))
        chunk = new_chunk(T, first, people, keep, self.plan.coupling != COUPLED_NOT)
        worker = self._take(chunk)
        present = np.zeros(T.groups, np.int64)
        self.kernels.census(self._tables.address(T), *chunk.addresses, worker.address, present, 1, 0)
        self._give_back(chunk, worker)
        with _lock:
            self.totals.people_of_blocks[self.plan.block_of(first // COMMUNITY)] += present
        at = 0
        while (at := self.kernels.begin_people(self._tables.address(T), *chunk.addresses, at)) < people:
            chunk = grow(chunk, at)
        return chunk

    def _pass_time(
        self, chunk: Chunk, tables: Tables, climate: np.ndarray, day: int, until: int, past: np.ndarray | None
    ) -> Chunk:
        """One stretch of time; `past` are the tables in force until now, if they were others."""
        T = self._tables.address(tables)
        worker = self._take(chunk)
        worker.table("climate")[:] = climate
        if past is not None:
            chunk = self._renew(chunk, tables, past, worker, day)
        if tables.neighbours:
            self.kernels.note_listed(T, *chunk.addresses)
        at = 0 if tables.befriended else chunk.people
        while at < chunk.people:
            at = self.kernels.look_at_friends(T, *chunk.addresses, worker.address, day, until, at)
            self._flush(chunk, worker)
            if at < chunk.people and chunk.short_of_rows(at):
                chunk = grow(chunk, at)
        at, before = 0, -1
        while (at := self.kernels.run_people(T, *chunk.addresses, worker.address, at, until)) < chunk.people:
            self._flush(chunk, worker)
            if chunk.is_stuck(at, before):
                chunk = grow(chunk, at)
            before = at
            if self.stopping():
                break
        self._flush(chunk, worker)
        self._give_back(chunk, worker)
        if at < chunk.people:
            raise Stopped
        return chunk

    def _renew(self, chunk: Chunk, tables: Tables, past: np.ndarray, worker: Worker, day: int) -> Chunk:
        """On the day a phase begins, or cut-offs move, everybody is counted anew: bands move under people's feet."""
        T = self._tables.address(tables)
        ignored = np.zeros(tables.groups, np.int64)
        self.kernels.census(past.ctypes.data, *chunk.addresses, worker.address, ignored, -1, day)
        self.kernels.census(T, *chunk.addresses, worker.address, ignored, 1, day)
        at = 0
        here = worker.address
        while (at := self.kernels.renew_people(T, past.ctypes.data, *chunk.addresses, here, day, at)) < chunk.people:
            self._flush(chunk, worker)
            if chunk.short_of_rows(at):
                chunk = grow(chunk, at)
        return chunk

    def _flush(self, chunk: Chunk, worker: Worker) -> None:
        number = int(worker.table("cursor")[0])
        if number == 0:
            return
        prints = np.zeros(2, np.int64)
        written = worker.table("ledger")
        self.kernels.fingerprint_lines(written, number, chunk.first, prints)
        lines = written[: number * LINE_WIDTH].reshape(number, LINE_WIDTH).astype(np.int32)
        with _lock:
            self.totals.lines_print += prints
            self.totals.lines += number
        worker.table("cursor")[0] = 0
        self.sink(chunk.first, lines)

    def _end(self, chunk: Chunk) -> None:
        T = self._tables.address(self.plan.phases[-1][1])
        worker = self._take(chunk)
        self.kernels.close_people(T, *chunk.addresses, worker.address, self.plan.days)
        self._give_back(chunk, worker)
        prints = np.zeros(2, np.int64)
        self.kernels.fingerprint_state(T, *chunk.addresses, prints)
        with _lock:
            self.totals.state_print += prints

    # Adding up

    def _gather(self) -> None:
        """Moves what the workers have counted into the totals."""
        for worker in self._workers:
            for table, total in (("series", self.totals.series), ("groups", self.totals.blocks)):
                counted = worker.table(table)
                total += counted.reshape(total.shape)
                counted[:] = 0
        if self.plan.tables.groups == 1:
            self.totals.blocks[0, 0] = self.totals.clusters.sum(axis=0, dtype=np.int64)

    def _maybe_checkpoint(self) -> None:
        if time.monotonic() - self._last >= self.checkpoint_every:
            self._gather()
            self.checkpoint(self.totals)
            self._last = time.monotonic()
