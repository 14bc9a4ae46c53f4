"""R1 day by day in NumPy, written as well as we know how: the baseline that demerit is measured against.

People are taken in blocks that stay in cache for the whole year, arrays are reused, and detail is drawn only for the
few whom something happens to. Three ways of doing a day are kept, each quicker and less plain than the one before:

- `plain`: the model's seven steps as they are written, chances as float32, over the whole block. The baseline proper.
- `words`: the same steps, with chances as whole numbers compared with raw 32-bit words, and only moved scores clipped.
- `lean`: one word a person finds the few whom anything at all may happen to (an offence that is detected, or a merit);
  the rest of the day is theirs. Still R1's law exactly, and the shortest road that day-by-day NumPy knows to us.

    python benchmarks/numpy_r1.py --people 1m --workers 2
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from figures import Figures, arguments, count_of
from model_r1 import (
    COLUMNS,
    DAYS,
    DETECTED,
    EDGES,
    HIGHEST,
    KIND_PERCENT,
    KIND_POINTS,
    LISTING_KIND,
    LOWEST,
    MERIT,
    MERIT_PERCENT,
    MERIT_POINTS,
    PAID_POINTS,
    PAYS,
    START,
    TIERS,
    WORSE,
    WORSE_BELOW,
    Table,
    propensities,
)

BLOCK = 1 << 16
"""People of a block: about 1.5 MB of arrays, which a core's second-level cache nearly holds."""

WORDS = 1 << 32
# A share is a whole number of hundredths, so one draw below 100 is looked up here: the cheapest exact choice.
KIND_OF = np.repeat(np.arange(len(KIND_PERCENT), dtype=np.int8), KIND_PERCENT)
POINTS_OF_KIND = np.array(KIND_POINTS, dtype=np.int16)
POINTS_OF_MERIT = np.repeat(np.array(MERIT_POINTS, dtype=np.int16), MERIT_PERCENT)

Words = NDArray[np.uint32]
People = NDArray[np.intp]


@dataclass
class Block:
    """Some tens of thousands of citizens, and the scratch arrays that their days reuse."""

    rng: np.random.Generator
    score: NDArray[np.int16]
    listed: NDArray[np.bool_]
    hazard: NDArray[np.float64]
    """chance of an offence on a day, before the tier's factor"""
    hit: NDArray[np.bool_]
    """scratch"""

    @classmethod
    def of(cls, people: int, seed: int, number: int) -> Block:
        """Block `number` of the city, with a generator of its own, so blocks may run in any order."""
        rng = np.random.Generator(np.random.SFC64([seed, number]))
        score = np.full(people, START, dtype=np.int16)
        listed = np.zeros(people, dtype=np.bool_)
        return cls(rng, score, listed, propensities(people, rng), np.empty(people, dtype=np.bool_))

    def words(self) -> Words:
        """A fresh 32-bit word for every citizen: raw output, two words to a 64-bit number."""
        people = len(self.score)
        raw = self.rng.bit_generator.random_raw((people + 1) // 2)
        return raw.view(np.uint32)[:people]

    def below(self, words: Words, limit: Words | np.uint32) -> People:
        """Who drew less than the limit."""
        np.less(words, limit, out=self.hit)
        return np.flatnonzero(self.hit)

    def pick(self, people: People, chance: float) -> People:
        """Those of `people` to whom something of this chance happens."""
        return people[self.rng.random(len(people), dtype=np.float32) < np.float32(chance)]

    def charge(self, offenders: People) -> None:
        """Steps 3 and 4 for those whose offence is detected: a kind, its points, and the list for the last kind."""
        kinds = KIND_OF[self.rng.integers(0, 100, len(offenders), dtype=np.uint8)]
        self.score[offenders] += POINTS_OF_KIND[kinds]
        self.listed[offenders[kinds == LISTING_KIND]] = True

    def reward(self, people: People) -> None:
        """Step 5 for those who earn a merit."""
        self.score[people] += POINTS_OF_MERIT[self.rng.integers(0, 100, len(people), dtype=np.uint8)]

    def pay(self) -> People:
        """Step 6: who pays today; each leaves the list and gets points back."""
        payers = self.pick(np.flatnonzero(self.listed), PAYS)
        self.listed[payers] = False
        self.score[payers] += PAID_POINTS
        return payers

    def clip(self, people: People) -> None:
        """Step 7 for those whose score moved; nobody else's can have left the range."""
        self.score[people] = np.clip(self.score[people], LOWEST, HIGHEST)

    def count(self, row: NDArray[np.int64]) -> None:
        """Add today's tiers and list to the row of the table."""
        above = 0
        for tier, edge in enumerate(EDGES):
            at_least = int(np.count_nonzero(np.greater_equal(self.score, edge, out=self.hit)))
            row[tier] += at_least - above
            above = at_least
        row[len(TIERS) - 1] += len(self.score) - above
        row[len(TIERS)] += int(np.count_nonzero(self.listed))


def limits(chance: NDArray[np.float64]) -> Words:
    """Chances as 32-bit words: a word below the limit happens with that chance."""
    return np.rint(chance * WORDS).astype(np.uint32)


def plain(block: Block, table: Table) -> None:
    """The seven steps as they are written, each over the whole block."""
    people = len(block.score)
    usual = block.hazard.astype(np.float32)
    worse = (block.hazard * WORSE).astype(np.float32)
    hazard, luck = np.empty(people, dtype=np.float32), np.empty(people, dtype=np.float32)
    for row in table:
        np.copyto(hazard, usual)
        np.copyto(hazard, worse, where=np.less(block.score, WORSE_BELOW, out=block.hit))
        np.less(block.rng.random(dtype=np.float32, out=luck), hazard, out=block.hit)
        block.charge(block.pick(np.flatnonzero(block.hit), DETECTED))
        np.less(block.rng.random(dtype=np.float32, out=luck), np.float32(MERIT), out=block.hit)
        block.reward(np.flatnonzero(block.hit))
        block.pay()
        np.clip(block.score, LOWEST, HIGHEST, out=block.score)
        block.count(row)


def words(block: Block, table: Table) -> None:
    """The same steps on whole numbers."""
    usual, worse = limits(block.hazard), limits(block.hazard * WORSE)
    limit = np.empty_like(usual)
    merit = np.uint32(round(MERIT * WORDS))
    for row in table:
        np.copyto(limit, usual)
        np.copyto(limit, worse, where=np.less(block.score, WORSE_BELOW, out=block.hit))
        offenders = block.pick(block.below(block.words(), limit), DETECTED)
        block.charge(offenders)
        earners = block.below(block.words(), merit)
        block.reward(earners)
        for moved in (offenders, earners, block.pay()):
            block.clip(moved)
        block.count(row)


def lean(block: Block, table: Table) -> None:
    """One word a person and day: below its limit something happens, and only then is asked what.

    Offence-and-detected (chance q) and merit (m) are independent. A word below q is a detected offence; one between q
    and q + m (1 - q) is a merit alone; an offender has a merit too with chance m.
    """
    usual = limits(block.hazard * DETECTED)
    worse = limits(block.hazard * DETECTED * WORSE)
    any_usual, any_worse = (limits(q / WORDS + MERIT * (1 - q / WORDS)) for q in (usual, worse))
    low = block.score < WORSE_BELOW
    limit, anything = np.where(low, worse, usual), np.where(low, any_worse, any_usual)
    for row in table:
        luck = block.words()
        touched = block.below(luck, anything)
        offends = luck[touched] < limit[touched]
        offenders = touched[offends]
        earners = np.concatenate((touched[~offends], block.pick(offenders, MERIT)))
        block.charge(offenders)
        block.reward(earners)
        moved = np.concatenate((touched, block.pay()))
        block.clip(moved)
        low = block.score[moved] < WORSE_BELOW
        limit[moved] = np.where(low, worse[moved], usual[moved])
        anything[moved] = np.where(low, any_worse[moved], any_usual[moved])
        block.count(row)


WAYS: dict[str, Callable[[Block, Table], None]] = {"plain": plain, "words": words, "lean": lean}


def year_of(block: tuple[int, int], way: str, seed: int, days: int) -> Table:
    """The table of one block, given as its number and its people: what a worker is asked for."""
    number, people = block
    table = np.zeros((days, len(COLUMNS)), dtype=np.int64)
    WAYS[way](Block.of(people, seed, number), table)
    return table


def blocks(people: int) -> Iterator[tuple[int, int]]:
    """The city in blocks of even size, none larger than BLOCK."""
    parts = -(-people // BLOCK)
    return ((part, (part + 1) * people // parts - part * people // parts) for part in range(parts))


def run(people: int, seed: int = 1, way: str = "plain", workers: int = 1, days: int = DAYS) -> tuple[Table, float]:
    """R1 over a city: the table (one row a day, `COLUMNS`) and the seconds it took, starting of workers left out."""
    year = partial(year_of, way=way, seed=seed, days=days)
    if workers == 1:
        start = time.perf_counter()
        table = sum(map(year, blocks(people)), np.zeros((days, len(COLUMNS)), dtype=np.int64))
        return table, time.perf_counter() - start
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(year, [(0, 1)] * workers))  # every worker is up and has imported NumPy
        start = time.perf_counter()
        table = sum(pool.map(year, blocks(people)), np.zeros((days, len(COLUMNS)), dtype=np.int64))
        return table, time.perf_counter() - start


def main() -> None:
    """Time every way on one core and on as many processes as asked for."""
    asked = arguments("R1 day by day in NumPy", "1m", workers=2)
    people = count_of(asked.people)
    figures = Figures("R1 day by day in NumPy", people=people, days=DAYS)
    for way in WAYS:
        for workers in sorted({1, asked.workers}):
            table, seconds = run(people, asked.seed, way, workers)
            shares = dict(zip(COLUMNS, (table[-1] / people).tolist(), strict=True))
            figures.add(way=way, workers=workers, seconds=seconds, person_days_per_s=people * DAYS / seconds, **shares)
    figures.show(asked.json)


if __name__ == "__main__":
    main()
