"""A chunk of people as columns, and the accounts of a worker: making, growing, weighing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from demerit.engine.flat import ACCOUNTS_FIRST, HEADER
from demerit.engine.layout import LINE_WIDTH, ROOM_LINES, ROOM_ROWS, ROW_WIDTH, State
from demerit.engine.steps.rows import BASE_BITS
from demerit.errors import UserError
from demerit.nations.layout import COMMUNITY
from demerit.tables.layout import COUPLED_NOT, Tables

ROWS_AT_FIRST = 56
MOST_ROWS = 32_000
STEP_ROWS = 84
"""rows by which a community grows at least: fewer copies of the chunk, or fewer bytes a person"""
SLOW_DAYS = 10
LEDGER_LINES = 1 << 17


def communities_of(people: int) -> int:
    """Communities that hold `people` people."""
    return -(-people // COMMUNITY)


def sees_neighbours(T: Tables) -> bool:
    """Whether people of a community affect each other in any phase: as neighbours, or as friends."""
    return T.neighbours > 0 or T.befriended > 0


@dataclass
class Chunk:
    """The state of the people of one chunk: every column in one 16-bit array, with scalars and starts beside it."""

    columns: NDArray[np.int16]
    header: NDArray[np.int64]

    def scalar(self, field: str) -> int:
        """A scalar of State."""
        return int(self.header[HEADER["S", field]])

    def column(self, field: str) -> NDArray[np.int16]:
        """A column of State, as a view."""
        fields = State._fields[State._fields.index("due") :]
        start = self.scalar(field)
        after = fields.index(field) + 1
        end = self.scalar(fields[after]) if after < len(fields) else len(self.columns)
        return self.columns[start:end]

    @property
    def addresses(self) -> tuple[int, int]:
        """Where the columns and the header are, for kernels; valid as long as the chunk is."""
        return self.columns.ctypes.data, self.header.ctypes.data

    @property
    def people(self) -> int:
        """People in the chunk."""
        return self.scalar("people")

    @property
    def first(self) -> int:
        """The nation's index of the first of them."""
        return self.scalar("first")

    def short_of_rows(self, person: int) -> bool:
        """Whether the community of a (local) person has too little room for one more event."""
        community = person // COMMUNITY
        return int(self.column("capacity")[community]) - int(self.column("fresh")[community]) < ROOM_ROWS

    def is_stuck(self, person: int, before: int) -> bool:
        """Whether a loop that paused at a person needs more rows: also where it did `before`, at the same person.

        Several things that fall on one day need room for all of them.
        """
        return person == before or self.short_of_rows(person)


def column_sizes(T: Tables, people: int, capacity: int, keeps: bool, keeps_due: bool, twins: bool) -> dict[str, int]:
    """Entries of every column of State."""
    communities = communities_of(people)
    return {
        "due": people if keeps_due else 0,
        "next": T.often * people,
        "seldom": people if T.keeps_seldom > 0 else 0,
        "points": T.schemes * people,
        "friend": communities * COMMUNITY if T.befriended > 0 else 0,  # as for `listed`
        "head": people,
        "lines": people if keeps else 0,
        "struck": people if twins else 0,
        "listed": communities * COMMUNITY if T.neighbours > 0 else 0,  # a neighbour may be nobody of this run
        "keep": communities,
        "free": communities,
        "capacity": communities,
        "base": 2 * communities,
        "fresh": communities,
        "rows": communities * capacity * ROW_WIDTH,
    }


def new_chunk(
    T: Tables, first: int, people: int, keep: NDArray[np.uint8], keeps_due: bool, twins: bool = False
) -> Chunk:
    """The state of `people` people from person `first` on, before their lives begin; `keep` per community."""
    sizes = column_sizes(T, people, ROWS_AT_FIRST, bool(keep.any()), keeps_due, twins)
    header = np.zeros(len(State._fields), np.int64)
    for field, value in (("people", people), ("first", first), ("keeps_due", keeps_due), ("twins", twins)):
        header[HEADER["S", field]] = int(value)
    start = 0
    for field, size in sizes.items():
        header[HEADER["S", field]] = start
        start += size
    chunk = Chunk(np.zeros(start, np.int16), header)
    chunk.column("keep")[:] = keep
    chunk.column("capacity")[:] = ROWS_AT_FIRST
    chunk.column("base")[:] = bases(chunk.column("capacity").tolist())
    chunk.column("struck")[:] = 1
    return chunk


def bases(capacities: Sequence[int]) -> list[int]:
    """The column `base` of communities that have room for so many rows each."""
    starts = accumulate(capacities, initial=0)
    pairs = ((start & ((1 << BASE_BITS) - 1), start >> BASE_BITS) for start, _ in zip(starts, capacities, strict=False))
    return [half for pair in pairs for half in pair]


def grow(chunk: Chunk, person: int) -> Chunk:
    """The same state with more room where `person` lives, and in every other community that is short of it.

    Communities fill up at one pace, and each by its own use: some places have many more open matters than others.
    """
    fresh, old = chunk.column("fresh").astype(np.int64), chunk.column("capacity").astype(np.int64)
    # Small steps would copy the chunk again and again: who is short of room gets much, the others nothing.
    wanted = np.where(old - fresh < 3 * ROOM_ROWS, fresh + np.maximum(STEP_ROWS, fresh // 8), old)
    new = np.minimum(MOST_ROWS, np.maximum(old, wanted))
    here = person // COMMUNITY
    if new[here] == old[here]:  # several things at once want more room than that
        new[here] = min(MOST_ROWS, old[here] + STEP_ROWS)
    if new[here] == old[here]:
        raise too_many_open_matters()
    start = chunk.scalar("rows")
    rows = np.zeros(int(new.sum()) * ROW_WIDTH, np.int16)
    starts, ends = np.cumsum(old) - old, np.cumsum(new) - new
    for community, used in enumerate(fresh.tolist()):
        first, second = start + int(starts[community]) * ROW_WIDTH, int(ends[community]) * ROW_WIDTH
        rows[second : second + used * ROW_WIDTH] = chunk.columns[first : first + used * ROW_WIDTH]
    larger = replace(chunk, columns=np.concatenate([chunk.columns[:start], rows]))
    larger.column("capacity")[:] = new
    larger.column("base")[:] = bases(new.tolist())
    return larger


def too_many_open_matters() -> UserError:
    """The regime keeps more open matters than the side table has numbers for."""
    return UserError(
        "a community of 1,024 people comes to have more than 32,000 open matters (marks to expire, cases)",
        hint="shorten `expires after`, or watch less closely",
    )


@dataclass
class Worker:
    """The accounts of one thread: every table in one array, behind a header."""

    flat: NDArray[np.int64]
    places: dict[str, slice]
    """where each table of Accounts is"""

    @classmethod
    def new(cls, T: Tables, days: int, communities: int, lines: int, blocks: int = 1) -> Worker:
        """Empty accounts for chunks of at most so many communities, with room for so many ledger lines.

        The groups of a nation are counted apart for each of so many blocks of communities.
        """
        sizes = {
            "cursor": 1,
            "climate": climate_width(T),
            "flows": climate_width(T),
            "groups": blocks * T.groups * T.counters,
            "series": days * T.counters,
            "clusters": communities * T.counters,
            "ledger": lines * LINE_WIDTH,
        }
        flat = np.zeros(ACCOUNTS_FIRST + sum(sizes.values()), np.int64)
        flat[HEADER["A", "lines"]] = lines
        start = ACCOUNTS_FIRST
        places = {}
        for field, size in sizes.items():
            flat[HEADER["A", field]] = start
            places[field] = slice(start, start + size)
            start += size
        return cls(flat, places)

    def enter(self, T: Tables, block: int) -> None:
        """From now on, groups are counted in this block. No kernel may be running on these accounts."""
        self.flat[HEADER["A", "groups"]] = self.places["groups"].start + block * T.groups * T.counters

    @property
    def address(self) -> int:
        """Where the accounts are, for kernels; valid as long as the worker is."""
        return self.flat.ctypes.data

    def table(self, field: str) -> NDArray[np.int64]:
        """A table of Accounts, as a view; of groups, that of all blocks."""
        return self.flat[self.places[field]]


def lines_at_least(T: Tables, lines: int) -> int:
    """Ledger lines that a buffer needs so that everything that can happen at once fits, `lines` if that is more."""
    return max(lines, (T.strands - T.often + 2) * ROOM_LINES)


def climate_width(T: Tables) -> int:
    """Numbers in the climate of one tick: see engine/climate.py."""
    return T.climate_width


def bytes_per_person(T: Tables) -> float:
    """State of one person in bytes: the columns, and the side table as it grows to be (see `rows_in_the_end`).

    Two bytes more number the ledger lines of people whose ledger is kept.
    """
    sizes = column_sizes(T, COMMUNITY, rows_in_the_end(T), False, T.coupling != COUPLED_NOT, False)
    return 2 * sum(sizes.values()) / COMMUNITY


def rows_in_the_end(T: Tables) -> int:
    """Rows that a community comes to need, roughly: more where marks are on their way for weeks, or expire."""
    slow = bool(np.asarray(T.feed_delay[: T.feeds]).max(initial=0) > SLOW_DAYS)
    lapsing = bool(np.asarray(T.item_expiry).max(initial=0) > 0)
    return ROWS_AT_FIRST * (4 if slow else 2) * (8 if lapsing else 1)
