"""The climate: what a place shares in a tick, carried to the next. Whole numbers, so the same wherever it is computed.

For every feed, the share of misfortune candidates that are marks meant for somebody else: the marks that went astray in
the last tick, spread over the nation's people. For every queue and place, the days that a new case waits: the backlog
over what the office decides in a day (a fluid queue).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demerit.engine.chunk import climate_width
from demerit.nations.draws import WORDS
from demerit.tables.layout import Tables

QUEUE_UNIT = 1_000_000_000
LONGEST_WAIT = 3650


@dataclass
class Climate:
    """The climate now, and the backlogs (in parts of 10**9 of a case) it comes from."""

    now: np.ndarray
    backlog: list[int]

    @classmethod
    def clear(cls, T: Tables) -> Climate:
        """No errors yet, no backlog."""
        return cls(np.zeros(climate_width(T), np.int64), [0] * (T.queues * T.places))

    def after(self, T: Tables, flows: np.ndarray, days: int, people: int, people_of_place: np.ndarray) -> Climate:
        """The climate of the next tick, from what flowed in the `days` days of this one."""
        now = np.zeros_like(self.now)
        for feed in range(T.feeds):
            # astray per person-day over the bounding rate of one misfortune a year (1461 / 4 days)
            now[feed] = min(WORDS, int(flows[feed]) * WORDS * 1461 // (people * days * 4))
        backlog = []
        for slot, before in enumerate(self.backlog):
            queue, place = divmod(slot, T.places)
            a_day = int(T.queue_rate[queue]) * int(people_of_place[place])
            left = max(0, before + int(flows[T.feeds + slot]) * QUEUE_UNIT - a_day * days)
            backlog.append(left)
            now[T.feeds + slot] = min(LONGEST_WAIT, left // a_day) if a_day else (LONGEST_WAIT if left else 0)
        return Climate(now, backlog)
