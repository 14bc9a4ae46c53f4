"""Conduct as strands: the chains of candidate days that a regime's watching makes necessary. Dues and moving house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.nations.draws import WORDS
from demerit.nations.layout import Conduct, Nation
from demerit.regime.layout import Regime
from demerit.tables.amounts import bounded, inverse, multiple, threshold
from demerit.tables.counters import CONDUCT_COUNTERS
from demerit.tables.from_feeds import detection, watching
from demerit.tables.habits import HabitTables
from demerit.tables.layout import HABIT, HALF_MISFORTUNE_DAYS, MISFORTUNE, STRAND
from demerit.tables.names import Names, watched_conduct

Shares = NDArray[np.float64]

SELDOM_DAYS = 300
"""mean days between candidates, over groups, from which on a strand is seldom"""

MISFORTUNES_PER_DAY = 2 / HALF_MISFORTUNE_DAYS
OTHERS_PER_DAY = 2 / 365.25
"""Bounding rate of what others do about somebody's entry (creditors, courts): twice a year."""


@dataclass(frozen=True)
class Strand:
    """One chain: a stream's acts that could be noticed, or (hidden) those beyond the nation's declared reach."""

    stream: int
    hidden: bool
    kinds: tuple[int, ...]


def strands(phases: Sequence[Regime], nation: Nation) -> list[Strand]:
    """The strands a regime needs in any phase: streams with watched conduct, and what is hidden where it sees further.

    The hidden part of a stream is drawn only where a regime watches more closely than the nation's declared reach, and
    where acts are reports: a report is one whoever notices it.
    """
    watched = watched_conduct(*phases)
    noticed = [(regime, watching(regime, nation)) for regime in phases]
    reports = {feed.false_reports.source for r in phases for feed in r.feeds.values() if feed.false_reports}

    def reaches_beyond(conduct: Conduct) -> bool:
        most = 1.0 if conduct.name in reports else max(detection(r, conduct.name, by) for r, by in noticed)
        return most > conduct.seen_at_most + 1e-12

    found = []
    for s, stream in enumerate(nation.streams):
        kinds = tuple(k for k, c in enumerate(nation.conduct) if c.stream == stream.name)
        if any(nation.conduct[k].name in watched for k in kinds):
            found.append(Strand(s, False, kinds))
        if any(reaches_beyond(nation.conduct[k]) for k in kinds):
            found.append(Strand(s, True, tuple(k for k in kinds if nation.conduct[k].seen_at_most < 1)))
    return found


def _share(conduct: Conduct, hidden: bool) -> float:
    return 1 - conduct.seen_at_most if hidden else conduct.seen_at_most


def _bounding(nation: Nation, strand: Strand) -> Shares:
    """kinds x groups: bounding rates per day of an active person of habit 1."""
    return np.array(
        [
            c.per_day.value * c.weight * c.rises_at_most * _share(c, strand.hidden)
            for c in (nation.conduct[k] for k in strand.kinds)
        ]
    )


def _highest_habit(nation: Nation, strand: Strand) -> float:
    """The habit at which the first kind of the strand reaches its cap."""
    return min(
        c.cap_per_day / max(c.per_day.value * float(c.weight.max()), 1e-30)
        for c in (nation.conduct[k] for k in strand.kinds)
    )


def strand_tables(phases: Sequence[Regime], nation: Nation, habits: HabitTables) -> dict[str, object]:
    """Fields of Tables about conduct. One more strand, of misfortune, where feeds make marks for acts not done."""
    found = sorted(strands(phases, nation), key=lambda strand: is_seldom(nation, strand))
    groups = len(nation.groups)
    rates, floors, inactive, upto = [], [], [], []
    kind_from: list[int] = [0]
    kind_conduct: list[int] = []
    for strand in found:
        bounding = _bounding(nation, strand)
        total = bounding.sum(axis=0)
        highest = _highest_habit(nation, strand)
        rates += [inverse(float(r)) for r in total]
        floors += [max(1, inverse(min(0.999, float(r) * highest))) if r > 0 else 0 for r in total]
        inactive += never_do(nation, strand.stream)
        cumulated = np.cumsum(bounding, axis=0) / np.where(total > 0, total, 1)
        upto.append(np.round(cumulated * WORDS).astype(np.int64).reshape(-1))
        kind_conduct += strand.kinds
        kind_from.append(len(kind_conduct))
    often = sum(not is_seldom(nation, strand) for strand in found)
    processes = [STRAND + 4 * s.stream + 2 * s.hidden for s in found]
    habit_at = [habits.start(nation.streams[s.stream].spread) for s in found]
    hidden = [int(s.hidden) for s in found]
    habit_processes = [HABIT + s.stream for s in found]
    misfortune = -1
    if _makes_misfortune(phases):
        misfortune = len(found)
        processes.append(MISFORTUNE)
        habit_at.append(-1)
        hidden.append(0)
        habit_processes.append(HABIT)
        rates += [inverse(MISFORTUNES_PER_DAY)] * groups
        floors += [1] * groups
        inactive += [0] * groups
        kind_from.append(len(kind_conduct))
    return {
        "strands": len(processes),
        "often": often,
        "strand_process": processes,
        "strand_habit_process": habit_processes,
        "strand_habit": habit_at,
        "strand_hidden": hidden,
        "strand_inverse": rates,
        "strand_floor": floors,
        "strand_inactive": inactive,
        "kind_from": kind_from,
        "kind_conduct": kind_conduct,
        "kind_upto": np.concatenate(upto) if upto else np.zeros(1, np.int64),
        "misfortune_strand": misfortune,
    }


def is_seldom(nation: Nation, strand: Strand) -> bool:
    """Whether the candidates of those active in a strand are so far apart that no column is worth while.

    It depends on the nation alone, so that a chain is the same in every regime.
    """
    total = _bounding(nation, strand).sum(axis=0)
    return float(total.mean()) * SELDOM_DAYS < 1


def never_do(nation: Nation, stream: int) -> list[int]:
    """By group: the share who never do any conduct of a stream, as thresholds."""
    return [threshold(1 - float(active)) for active in nation.streams[stream].active]


def _makes_misfortune(phases: Sequence[Regime]) -> bool:
    """Whether some feed of some phase makes marks of people who did nothing."""
    feeds = [feed for regime in phases for feed in regime.feeds.values()]
    return any(feed.wrong_person or feed.false_marks or feed.false_reports for feed in feeds)


def conduct_tables(nation: Nation, names: Names) -> dict[str, object]:
    """Fields of Tables about each conduct and how far responses may raise it; the last rise is that of performance."""
    base = {name: at for at, name in enumerate(names.counters)}
    rises = [c.rises_at_most for c in nation.conduct]
    return {
        "conduct": len(nation.conduct),
        "conduct_baseline": [threshold(1 / rise) for rise in rises],
        "conduct_rise": [multiple(rise) for rise in [*rises, nation.dues.rises_at_most]],
        "conduct_counter": [base.get(f"acts.{c.name}", -CONDUCT_COUNTERS) for c in nation.conduct],
        "conduct_more": [base.get(f"taken_down.{c.name}", -1) for c in nation.conduct],
    }


def dues_tables(nation: Nation, habits: HabitTables) -> dict[str, object]:
    """Fields of Tables about performance, the acts of others and asking for correction."""
    dues = nation.dues
    able = dues.performs_per_day.value * dues.rises_at_most
    return {
        "performs": [inverse(able), inverse(able * dues.unable_performs.value)],
        "performs_habit": habits.start(dues.willing_spread),
        "performs_baseline": threshold(1 / dues.rises_at_most),
        "others_inverse": bounded(OTHERS_PER_DAY),
        "asks_inverse": bounded(dues.asks_per_day.value),
        "contests": threshold(dues.contests.value),
    }
