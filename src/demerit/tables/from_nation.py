"""Conduct as strands: the chains of candidate days that a regime's watching makes necessary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.nations.draws import WORDS
from demerit.nations.layout import Conduct, Nation, Stream
from demerit.regime.layout import Feed, Regime
from demerit.tables.amounts import days, inverse, multiple, threshold
from demerit.tables.habits import HabitTables
from demerit.tables.layout import CONDUCT_COUNTERS, HABIT, MISFORTUNE, STRAND
from demerit.tables.names import Names, watched_conduct

Shares = NDArray[np.float64]

MISFORTUNES_PER_DAY = 1 / 365.25
"""Bounding rate of marks for what a person did not do: one a year. Feeds whose errors would exceed it are refused."""


@dataclass(frozen=True)
class Strand:
    """One chain: a stream's acts that could be noticed, or (hidden) those beyond the nation's declared reach."""

    stream: int
    hidden: bool
    kinds: tuple[int, ...]


def detection(regime: Regime, conduct: str) -> float:
    """Share of acts of a conduct that some feed of the regime notices."""
    unseen = 1.0
    for feed in regime.feeds.values():
        if conduct in feed.sees:
            unseen *= 1 - feed.detects.value / 100
    return 1 - unseen


def strands(phases: Sequence[Regime], nation: Nation) -> list[Strand]:
    """The strands a regime needs in any phase: streams with watched conduct, and what is hidden where it sees further.

    The hidden part of a stream is drawn only where a regime watches more closely than the nation's declared reach.
    """
    watched = watched_conduct(*phases)
    found = []
    for s, stream in enumerate(nation.streams):
        kinds = tuple(k for k, c in enumerate(nation.conduct) if c.stream == stream.name)
        if any(nation.conduct[k].name in watched for k in kinds):
            found.append(Strand(s, False, kinds))
        if any(
            detection(regime, nation.conduct[k].name) > nation.conduct[k].seen_at_most + 1e-12
            for regime in phases
            for k in kinds
        ):
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
    found = strands(phases, nation)
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
        inactive += [threshold(1 - float(a)) for a in nation.streams[strand.stream].active]
        cumulated = np.cumsum(bounding, axis=0) / np.where(total > 0, total, 1)
        upto.append(np.round(cumulated * WORDS).astype(np.int64).reshape(-1))
        kind_conduct += strand.kinds
        kind_from.append(len(kind_conduct))
    processes = [STRAND + 4 * s.stream + 2 * s.hidden for s in found]
    habit_at = [habits.start(nation.streams[s.stream].spread) for s in found]
    hidden = [int(s.hidden) for s in found]
    habit_processes = [HABIT + s.stream for s in found]
    misfortune = -1
    if any(f.wrong_person or f.false_marks for regime in phases for f in regime.feeds.values()):
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


def _observers(regime: Regime, conduct: Conduct, hidden: bool) -> list[tuple[int, int]]:
    """(feed, cumulative threshold within the strand) of the feeds that see a conduct, in file order.

    One word tells how noticeable an act is: the first feed takes its share of all acts, the next its share of the
    rest, and so on; the strand of noticeable acts is the part of the scale below `seen at most`.
    """
    reach = conduct.seen_at_most
    found, cumulated, unseen = [], 0.0, 1.0
    for number, feed in enumerate(regime.feeds.values()):
        if conduct.name not in feed.sees:
            continue
        cumulated += unseen * feed.detects.value / 100
        unseen *= 1 - feed.detects.value / 100
        within = (
            (cumulated - reach) / (1 - reach) if hidden and reach < 1 else min(cumulated, reach) / max(reach, 1e-30)
        )
        found.append((number, threshold(within)))
    return found


def feed_tables(regime: Regime, nation: Nation, names: Names) -> dict[str, object]:
    """Fields of Tables about feeds: who notices what, delays, and errors."""
    from_, feeds, upto = [0], [], []
    for hidden in (False, True):
        for conduct in nation.conduct:
            for feed, until in _observers(regime, conduct, hidden):
                feeds.append(feed)
                upto.append(until)
            from_.append(len(feeds))
    alleged_from, alleged, alleged_upto = [0], [], []
    for source in regime.feeds.values():
        kinds, weights = _alleged(source, nation)
        alleged += kinds
        alleged_upto += [threshold(float(w)) for w in weights]
        alleged_from.append(len(alleged))
    every = list(regime.feeds.values())
    base = {name: at for at, name in enumerate(names.counters)}
    return {
        "seen_from": from_,
        "seen_feed": feeds,
        "seen_upto": upto,
        "feed_delay": [days(f.arrives_after) for f in every],
        "feed_wrong": [threshold(f.wrong_person.value / 100) if f.wrong_person else 0 for f in every],
        "feed_by_name": [int(f.joined_by == "name") for f in every],
        "feed_false": [threshold(f.false_marks.value) if f.false_marks else 0 for f in every],
        "feeds": len(every),
        "misfortune_from": alleged_from,
        "misfortune_conduct": alleged,
        "misfortune_upto": alleged_upto,
        "conduct": len(nation.conduct),
        "conduct_baseline": [threshold(1 / c.rises_at_most) for c in nation.conduct],
        "conduct_rise": [multiple(c.rises_at_most) for c in nation.conduct] + [multiple(nation.dues.rises_at_most)],
        "conduct_counter": [base.get(f"acts.{c.name}", -CONDUCT_COUNTERS) for c in nation.conduct],
    }  # fmt: skip


def _alleged(feed: Feed, nation: Nation) -> tuple[list[int], Shares]:
    """What a feed's marks are about, in the mean of the nation: conduct and cumulated shares."""
    kinds = [k for k, c in enumerate(nation.conduct) if c.name in feed.sees]
    streams: dict[str, Stream] = {s.name: s for s in nation.streams}
    rates = np.array(
        [
            nation.conduct[k].per_day.value
            * float((nation.conduct[k].weight * streams[nation.conduct[k].stream].active).mean())
            for k in kinds
        ]
    )
    total = rates.sum()
    return kinds, np.cumsum(rates) / (total if total > 0 else 1)
