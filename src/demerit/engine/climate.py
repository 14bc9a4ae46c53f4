"""The climate: what a place shares in a tick, carried to the next. Whole numbers, so the same wherever it is computed.

For every feed, the share of misfortune candidates that are marks meant for somebody else: the marks that went astray in
the last tick, spread over the nation's people. For every queue and place, the days that a new case waits: the backlog
over what the office decides in a day (a fluid queue). For every band, the least score, where a scheme cuts its bands by
rank. For every list that people respond to by place, the share of each place's people who are on it. For every
feed, the share of misfortune candidates that are false reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.engine.chunk import climate_width
from demerit.engine.flat import InForce
from demerit.nations.draws import WORDS
from demerit.tables.layout import A_FIND, HALF_MISFORTUNE_DAYS, QUEUE_UNIT, TOP, Tables

LONGEST_WAIT = 3650


@dataclass
class Climate:
    """The climate now, and what it comes from."""

    now: np.ndarray
    backlog: list[int]
    """of every queue and place, in parts of 10**9 of a case; then the people listed, of every shared list and place;
    then the finds on the record, of every feed that it directs and every place, in thousandths"""

    @classmethod
    def clear(cls, T: Tables) -> Climate:
        """No errors yet, no backlog, nobody listed, and everybody where scores start."""
        now = np.zeros(climate_width(T), np.int64)
        now[bands_at(T)] = T.band_points[: T.regrades]
        finds = [int(finds) for finds in T.directed_from[: T.directed * T.places]]
        now[directed_at(T)] = shares_of_finds(T, finds)
        return cls(now, [0] * ((T.queues + T.shared) * T.places) + finds)

    def after(self, T: Tables, flows: np.ndarray, days: int, people: int, people_of_place: np.ndarray) -> Climate:
        """The climate of the next tick, from what flowed in the `days` days of this one. Cut-offs stay."""
        now = self.now.copy()
        for feed in range(T.feeds):
            # astray per person-day over the bounding rate of misfortunes
            now[feed] = min(WORDS, int(flows[feed]) * WORDS * HALF_MISFORTUNE_DAYS // (people * days * 2))
        backlog = []
        queues, listing = T.queues * T.places, (T.queues + T.shared) * T.places
        for slot, before in enumerate(self.backlog[:queues]):
            queue, place = divmod(slot, T.places)
            a_day = int(T.queue_rate[queue]) * int(people_of_place[place])
            left = max(0, before + int(flows[T.feeds + slot]) * QUEUE_UNIT - a_day * days)
            backlog.append(left)
            now[T.feeds + slot] = min(LONGEST_WAIT, left // a_day) if a_day else (LONGEST_WAIT if left else 0)
        for feed in range(T.feeds if T.climate_reports >= 0 else 0):
            reports = int(flows[T.climate_reports + feed]) * int(T.report_false[feed])
            now[T.climate_reports + feed] = min(WORDS, reports * HALF_MISFORTUNE_DAYS // (people * days * 2))
        first = T.climate_bands + T.regrades
        for slot, before in enumerate(self.backlog[queues:listing]):
            listed = before + int(flows[first + slot])
            backlog.append(listed)
            now[first + slot] = listed * WORDS // max(1, int(people_of_place[slot % T.places]))
        here = directed_at(T)
        finds = [before + A_FIND * int(new) for before, new in zip(self.backlog[listing:], flows[here], strict=True)]
        now[here] = shares_of_finds(T, finds)
        return Climate(now, backlog + finds)


def directed_at(T: Tables) -> slice:
    """Where the climate has how much of a directed feed's watching each place gets."""
    return slice(T.climate_directed, T.climate_directed + T.directed * T.places)


def shares_of_finds(T: Tables, finds: Sequence[int]) -> list[int]:
    """Each place's share (of 2**32) of the finds on the record that directs a feed."""
    parts = [finds[at : at + T.places] for at in range(0, len(finds), T.places)]
    return [one * WORDS // max(1, sum(part)) for part in parts for one in part]


def regraded(
    tables: InForce,
    climate: NDArray[np.int64],
    T: Tables,
    before: Tables,
    day: int,
    last: int,
    ranked: Callable[[int], NDArray[np.int64]],
) -> NDArray[np.int64]:
    """The climate with the cut-offs in force from `day` on; `ranked` tells how many people of a scheme have each score.

    `before` and `last` are the tables and the day of the tick before, whose cut-offs are put in force on the way: a run
    that is taken up again has forgotten them.
    """
    if not T.regrades:
        return climate
    tables.enter(before, before, climate)
    tallies = {scheme: ranked(scheme).tolist() for scheme in due_for_regrading(T, before, day, last)}
    now = climate.copy()
    now[bands_at(T)] = bands_from_now_on(T, climate[bands_at(T)].tolist(), tallies)
    return now


def bands_at(T: Tables) -> slice:
    """Where the climate of a tick has the cut-offs of all bands."""
    return slice(T.climate_bands, T.climate_bands + T.regrades)


def due_for_regrading(T: Tables, before: Tables, day: int, last: int) -> list[int]:
    """Schemes whose bands are cut anew on `day`, the first of a tick.

    It is when a multiple of the period has come since `last`, the first day of the tick before, or when a phase
    declares other shares than `before`, its tables, have.
    """
    found = []
    for scheme in range(T.schemes if T.regrades else 0):
        every = int(T.scheme_regraded[scheme])
        here = slice(int(T.band_from[scheme]), int(T.band_from[scheme + 1]))
        if every and (day // every > last // every or list(T.band_top[here]) != list(before.band_top[here])):
            found.append(scheme)
    return found


def people_by_score(T: Tables, scheme: int) -> np.ndarray:
    """An empty tally for the kernel `rank_scores`."""
    return np.zeros(int(T.scheme_high[scheme]) - int(T.scheme_low[scheme]) + 1, np.int64)


def cut_offs(T: Tables, scheme: int, tally: Sequence[int]) -> list[int]:
    """The least score of each band, from how many people have each score.

    It is the highest score at which the band, with those above it, holds at least its declared share of all who take
    part. So it is fuller than declared only by people who tie with the last of them, and nobody is told apart from
    somebody with the same score. Where nobody takes part, the cut-offs stand where scores start.
    """
    above = np.cumsum(np.asarray(tally, np.int64)[::-1])
    people, high = int(above[-1]), int(T.scheme_high[scheme])
    found = []
    for band in range(int(T.band_from[scheme]), int(T.band_from[scheme + 1])):
        top = int(T.band_top[band])
        if top == TOP or people == 0:
            found.append(int(T.band_points[band]))
        else:
            found.append(high - int(np.searchsorted(above, -(-top * people // TOP))))
    return found


def bands_from_now_on(T: Tables, until_now: Sequence[int], tallies: Mapping[int, Sequence[int]]) -> list[int]:
    """The cut-offs of all bands.

    Schemes that are re-graded get new ones by their `tallies`; those cut by points have theirs from the tables; the
    others keep those `until_now`.
    """
    found = [int(points) for points in until_now]
    for scheme in range(T.schemes if T.regrades else 0):
        here = slice(int(T.band_from[scheme]), int(T.band_from[scheme + 1]))
        if scheme in tallies:
            found[here] = cut_offs(T, scheme, tallies[scheme])
        elif T.scheme_regraded[scheme] == 0:
            found[here] = [int(points) for points in T.band_points[here]]
    return found
