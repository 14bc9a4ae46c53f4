"""A chunk of people as columns: making, growing, weighing."""

from __future__ import annotations

import numpy as np

from demerit.engine.layout import ROW_WIDTH, Accounts, State
from demerit.nations.layout import COMMUNITY
from demerit.tables.layout import COUPLED_COMMUNITY, RESPONSE_NEIGHBOURS, Tables

ROWS_AT_FIRST = 64
MOST_ROWS = 32_000
LEDGER_LINES = 1 << 17


def communities_of(people: int) -> int:
    """Communities that hold `people` people."""
    return -(-people // COMMUNITY)


def sees_neighbours(T: Tables) -> bool:
    """Whether people respond to their neighbours under these tables."""
    return T.coupling == COUPLED_COMMUNITY or RESPONSE_NEIGHBOURS in T.response_kind[: int(T.response_from[-1])]


def new_state(T: Tables, first: int, people: int, keep: np.ndarray, twins: bool = False) -> State:
    """The state of `people` people from person `first` on, before their lives begin; `keep` per community."""
    communities = communities_of(people)
    return State(
        people=people,
        first=first,
        capacity=ROWS_AT_FIRST,
        due=np.zeros(people, np.int16),
        next=np.zeros(T.strands * people, np.int16),
        points=np.zeros(T.schemes * people, np.int16),
        ever=np.zeros(people, np.uint8),
        head=np.zeros(people, np.int16),
        lines=np.zeros(people if keep.any() else 0, np.int16),
        struck=np.ones(people, np.uint8) if twins else np.zeros(0, np.uint8),
        keep=keep.astype(np.uint8),
        rows=np.zeros(communities * ROWS_AT_FIRST * ROW_WIDTH, np.int16),
        free=np.zeros(communities, np.int16),
        fresh=np.zeros(communities, np.int16),
        listed=np.zeros(people if sees_neighbours(T) else 0, np.uint8),
    )


def grow(S: State) -> State:
    """The same state with room for twice as many rows in each community."""
    communities = len(S.free)
    capacity = min(MOST_ROWS, 2 * S.capacity)
    if capacity == S.capacity:
        raise MemoryError("a community of 1,024 people has more than 32,000 open matters")
    rows = np.zeros((communities, capacity * ROW_WIDTH), np.int16)
    rows[:, : S.capacity * ROW_WIDTH] = S.rows.reshape(communities, -1)
    return S._replace(capacity=capacity, rows=rows.reshape(-1))


def new_accounts(T: Tables, days: int, clusters: np.ndarray, lines: int) -> Accounts:
    """Empty accounts; `clusters` is the chunk's part of the run's table, `lines` the room for ledger lines."""
    return Accounts(
        series=np.zeros(days * T.counters, np.int64),
        clusters=clusters,
        groups=np.zeros(T.groups * T.counters, np.int64),
        flows=np.zeros(climate_width(T), np.int64),
        ledger=np.zeros(lines * 10, np.int32),
        cursor=np.zeros(1, np.int64),
    )


def climate_width(T: Tables) -> int:
    """Numbers in the climate of one tick: a share for every feed, a waiting time for every queue and place."""
    return max(1, T.feeds + T.queues * T.places)


def bytes_per_person(T: Tables, keeps_ledger: bool) -> float:
    """State of one person in bytes: columns, and the side table as it starts."""
    columns = 2 + 2 * T.strands + 2 * T.schemes + 1 + 2 + (2 if keeps_ledger else 0) + (1 if sees_neighbours(T) else 0)
    return columns + (ROWS_AT_FIRST * ROW_WIDTH * 2 + 5) / COMMUNITY
