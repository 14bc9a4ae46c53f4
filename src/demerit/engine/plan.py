"""What to simulate, and what a run adds up to: the plan, and the sums of whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from demerit.engine.chunk import Chunk, communities_of
from demerit.nations.layout import COMMUNITY
from demerit.tables.layout import Tables

BLOCKS = 32
"""Blocks of communities for which groups are counted apart, at most: enough that a standard error over them is known
within about an eighth, and few enough that counting them costs no time and a few megabytes a thread."""


@dataclass(frozen=True)
class Plan:
    """What to simulate: phases by their first day, size, length, and how the work is cut up."""

    phases: tuple[tuple[int, Tables], ...]
    people: int
    days: int
    tick: int
    threads: int
    chunk: int
    """people in a chunk, a multiple of COMMUNITY"""
    keep: Callable[[int, int], np.ndarray]
    """(first community, number of them) -> 1 where the community's ledger is written"""

    @property
    def tables(self) -> Tables:
        """The tables of the first phase, which has the layout of all."""
        return self.phases[0][1]

    @property
    def coupling(self) -> int:
        """The widest coupling of any phase."""
        return max(t.coupling for _, t in self.phases)

    @property
    def blocks(self) -> int:
        """Blocks of communities for which groups are counted apart: one, where the nation has one group."""
        return 1 if self.tables.groups == 1 else min(BLOCKS, communities_of(self.people))

    def block_of(self, community: int) -> int:
        """The block of a community: each has as many communities as the others, or one more."""
        return community * self.blocks // communities_of(self.people)

    def chunks(self) -> list[tuple[int, int]]:
        """(first person, people) of every chunk; none reaches from one block into the next."""
        communities, blocks = communities_of(self.people), self.blocks
        starts = [-(-block * communities // blocks) * COMMUNITY for block in range(blocks)]
        parts = zip(starts, [*starts[1:], self.people], strict=True)
        return [
            (first, min(self.chunk, end - first)) for start, end in parts for first in range(start, end, self.chunk)
        ]

    def ticks(self) -> Iterator[tuple[int, int, Tables, bool]]:
        """(first day, day after the last, tables, a phase begins) of every tick; phases begin on their own day."""
        starts = dict(self.phases)
        tables = self.tables
        day = 0
        while day < self.days:
            begins = day in starts and day > 0
            tables = starts.get(day, tables)
            until = min(self.days, (day // self.tick + 1) * self.tick, *(d for d in starts if d > day), self.days)
            yield day, until, tables, begins
            day = until


@dataclass
class Totals:
    """What a run adds up to, so far. All sums of whole numbers."""

    series: np.ndarray
    clusters: np.ndarray
    blocks: np.ndarray
    """blocks of communities x groups x counters"""
    people_of_blocks: np.ndarray
    """blocks x groups"""
    state_print: np.ndarray
    lines_print: np.ndarray
    lines: int = 0
    climates: list[np.ndarray] = field(default_factory=list)
    backlog: list[int] = field(default_factory=list)
    chunks_done: int = 0
    tick_done: int = 0
    states: list[Chunk] = field(default_factory=list)

    @property
    def groups(self) -> np.ndarray:
        """Counters by group, of all blocks."""
        summed: np.ndarray = self.blocks.sum(axis=0)
        return summed

    @property
    def people_of_group(self) -> np.ndarray:
        """People of every group."""
        summed: np.ndarray = self.people_of_blocks.sum(axis=0)
        return summed

    @classmethod
    def empty(cls, plan: Plan) -> Totals:
        """Before anything has happened."""
        T = plan.tables
        return cls(
            series=np.zeros((plan.days, T.counters), np.int64),
            clusters=np.zeros((communities_of(plan.people), T.counters), np.int64),
            blocks=np.zeros((plan.blocks, T.groups, T.counters), np.int64),
            people_of_blocks=np.zeros((plan.blocks, T.groups), np.int64),
            state_print=np.zeros(2, np.int64),
            lines_print=np.zeros(2, np.int64),
        )
