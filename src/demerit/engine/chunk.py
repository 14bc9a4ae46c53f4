"""A chunk of people as columns, and the accounts of a worker: making, growing, weighing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from demerit.engine.flat import ACCOUNTS_FIRST, HEADER
from demerit.engine.layout import LINE_WIDTH, ROOM_ROWS, ROW_WIDTH, Accounts, State
from demerit.errors import UserError
from demerit.nations.layout import COMMUNITY
from demerit.tables.layout import COUPLED_NOT, Tables

ROWS_AT_FIRST = 56
MOST_ROWS = 32_000
SLOW_DAYS = 10
LEDGER_LINES = 1 << 17


def communities_of(people: int) -> int:
    """Communities that hold `people` people."""
    return -(-people // COMMUNITY)


def sees_neighbours(T: Tables) -> bool:
    """Whether people respond to their neighbours in any phase of the regime."""
    return T.neighbours > 0


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
        return self.scalar("capacity") - int(self.column("fresh")[person // COMMUNITY]) < ROOM_ROWS


def column_sizes(T: Tables, people: int, capacity: int, keeps: bool, keeps_due: bool, twins: bool) -> dict[str, int]:
    """Entries of every column of State."""
    communities = communities_of(people)
    return {
        "due": people if keeps_due else 0,
        "next": T.strands * people,
        "points": T.schemes * people,
        "friend": communities * COMMUNITY if T.befriended > 0 else 0,  # as for `listed`
        "head": people,
        "lines": people if keeps else 0,
        "struck": people if twins else 0,
        "listed": communities * COMMUNITY if sees_neighbours(T) else 0,  # a neighbour may be nobody of this run
        "keep": communities,
        "free": communities,
        "fresh": communities,
        "rows": communities * capacity * ROW_WIDTH,
    }


def new_chunk(
    T: Tables, first: int, people: int, keep: NDArray[np.uint8], keeps_due: bool, twins: bool = False
) -> Chunk:
    """The state of `people` people from person `first` on, before their lives begin; `keep` per community."""
    sizes = column_sizes(T, people, ROWS_AT_FIRST, bool(keep.any()), keeps_due, twins)
    header = np.zeros(len(State._fields), np.int64)
    for field, value in (("people", people), ("first", first), ("capacity", ROWS_AT_FIRST),
                         ("keeps_due", keeps_due), ("twins", twins)):  # fmt: skip
        header[HEADER["S", field]] = int(value)
    start = 0
    for field, size in sizes.items():
        header[HEADER["S", field]] = start
        start += size
    chunk = Chunk(np.zeros(start, np.int16), header)
    chunk.column("keep")[:] = keep
    chunk.column("struck")[:] = 1
    return chunk


def grow(chunk: Chunk) -> Chunk:
    """The same state with room for an eighth more rows in each community."""
    old = chunk.scalar("capacity")
    capacity = min(MOST_ROWS, old + max(ROOM_ROWS, old // 8))
    if capacity == old:
        raise UserError(
            "a community of 1,024 people comes to have more than 32,000 open matters (marks to expire, cases)",
            hint="shorten `expires after`, or watch less closely",
        )
    communities = len(chunk.column("free"))
    start = chunk.scalar("rows")
    rows = np.zeros((communities, capacity * ROW_WIDTH), np.int16)
    rows[:, : old * ROW_WIDTH] = chunk.column("rows").reshape(communities, -1)
    header = chunk.header.copy()
    header[HEADER["S", "capacity"]] = capacity
    return replace(chunk, columns=np.concatenate([chunk.columns[:start], rows.reshape(-1)]), header=header)


@dataclass
class Worker:
    """The accounts of one thread: every table in one array, behind a header."""

    flat: NDArray[np.int64]

    @classmethod
    def new(cls, T: Tables, days: int, communities: int, lines: int) -> Worker:
        """Empty accounts for chunks of at most so many communities, with room for so many ledger lines."""
        sizes = {
            "cursor": 1,
            "climate": climate_width(T),
            "flows": climate_width(T),
            "groups": T.groups * T.counters,
            "series": days * T.counters,
            "clusters": communities * T.counters,
            "ledger": lines * LINE_WIDTH,
        }
        flat = np.zeros(ACCOUNTS_FIRST + sum(sizes.values()), np.int64)
        flat[HEADER["A", "lines"]] = lines
        start = ACCOUNTS_FIRST
        for field, size in sizes.items():
            flat[HEADER["A", field]] = start
            start += size
        return cls(flat)

    @property
    def address(self) -> int:
        """Where the accounts are, for kernels; valid as long as the worker is."""
        return self.flat.ctypes.data

    def table(self, field: str) -> NDArray[np.int64]:
        """A table of Accounts, as a view."""
        fields = Accounts._fields[1:]
        after = fields.index(field) + 1
        end = int(self.flat[HEADER["A", fields[after]]]) if after < len(fields) else len(self.flat)
        return self.flat[int(self.flat[HEADER["A", field]]) : end]


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
