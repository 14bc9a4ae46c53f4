"""The names behind the numbers of the tables: which index is which scheme, gate, feed, item or counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from demerit.nations.layout import Nation
from demerit.regime.layout import List, Points, Regime

LIST_COUNTERS = (
    "entries", "subjects", "in_force", "left", "wrongful", "wrong_person", "noticed", "gate_learnt", "days",
    "wrongful_days", "unaware_days", "paid", "removal_days", "removed_after_paying", "asked", "upheld",
    "refused_correction",
)  # fmt: skip
POINTS_COUNTERS = ("marks", "gained", "lost", "false", "told")
GATE_COUNTERS = ("attempts", "refused", "first_refused", "bystanders", "hours", "yuan_paid", "yuan_gained", "forms")
CONDUCT_COUNTERS = ("acts", "seen", "withheld", "added")
# Counters of mechanisms that few regimes use: an owner has all of its family where some phase may count one.
MORE_OF_POINTS = ("graded", "warned", "repaired", "withdrew", "moved_in", "stale", "wrong_amounts")
MORE_OF_LISTS = ("excepted", "extended", "kept_off")
MORE_OF_GATES = ("unchecked", "opened", "hours_saved", "yuan_waived")
MORE_OF_CONDUCT = ("taken_down", "false_reports")
NEWS = ("entry", "performance", "removal", "correction")


@dataclass(frozen=True)
class Names:
    """Names by index. `counters` are the columns of the series; `levels` those of them that are occupancies."""

    points: tuple[str, ...]
    bands: tuple[tuple[str, ...], ...]
    lists: tuple[str, ...]
    exits: tuple[tuple[str, ...], ...]
    feeds: tuple[str, ...]
    conduct: tuple[str, ...]
    items: tuple[str, ...]
    grounds: tuple[str, ...]
    gates: tuple[str, ...]
    measures: tuple[str, ...]
    responses: tuple[str, ...]
    places: tuple[str, ...]
    counters: tuple[str, ...]
    levels: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Names:
        """The inverse of `as_dict` (JSON turns tuples into lists)."""

        def frozen(value: Any) -> Any:
            return tuple(frozen(v) for v in value) if isinstance(value, list | tuple) else value

        return cls(**{k: frozen(v) for k, v in values.items()})


def points_schemes(regime: Regime) -> dict[str, Points]:
    """The points schemes of a regime, in file order."""
    return {name: s for name, s in regime.schemes.items() if isinstance(s, Points)}


def list_schemes(regime: Regime) -> dict[str, List]:
    """The lists of a regime, in file order."""
    return {name: s for name, s in regime.schemes.items() if isinstance(s, List)}


def items_of(scheme: Points) -> list[str]:
    """The items of a catalogue, and after them the hidden ones that stand in the place of repaired marks."""
    repaired = [f"repair of {name}" for name, item in scheme.catalogue.items() if item.repair and item.repair.leaves]
    return [*scheme.catalogue, *repaired]


def measures_by_gate(regime: Regime, nation: Nation) -> list[str]:
    """Names of measures, gate by gate in the nation's order, which is the order of the tables."""
    return [name for gate in nation.gates for name, m in regime.measures.items() if m.gate == gate.name]


def watched_conduct(*phases: Regime) -> set[str]:
    """Conduct that some feed sees, or whose acts are reports to one, in any of the phases."""
    feeds = [feed for regime in phases for feed in regime.feeds.values()]
    seen = {name for feed in feeds for name in feed.sees}
    return seen | {feed.false_reports.source for feed in feeds if feed.false_reports}


def _points_need_more(regime: Regime, name: str) -> bool:
    scheme = points_schemes(regime)[name]
    items = scheme.catalogue.values()
    chosen = scheme.warns_first or scheme.participation.withdraws or scheme.subjects.places
    copies = any(a.to == name and a.source in list_schemes(regime) for a in regime.agreements.values())
    errs = any(feed.wrong_amount for feed in regime.feeds.values())
    return bool(chosen or copies or errs or any(item.grade or item.repair for item in items))


def _list_needs_more(regime: Regime, name: str) -> bool:
    listed = list_schemes(regime)[name]
    return bool(listed.extension or listed.relisting or any(ground.not_if for ground in listed.grounds.values()))


def _gate_needs_more(phases: Sequence[Regime], name: str) -> bool:
    here = [m for phase in phases for m in phase.measures.values() if m.gate == name]
    return any(m.applied or m.adopted_over or m.effect.opens or m.effect.saves or m.effect.waives for m in here)


def _conduct_needs_more(phases: Sequence[Regime], name: str) -> bool:
    feeds = [feed for phase in phases for feed in phase.feeds.values()]
    removed = any(feed.removes and name in feed.sees for feed in feeds)
    return removed or any(feed.false_reports and feed.false_reports.source == name for feed in feeds)


def names(phases: Sequence[Regime], nation: Nation) -> Names:
    """All names of a compiled regime, and its counters in the order of the tables.

    Phases have the same schemes, lists, feeds and measures; gates and conduct are counted if any phase uses them.
    """
    regime = phases[0]
    points = points_schemes(regime)
    lists = list_schemes(regime)
    counters: list[str] = []
    levels: list[str] = []
    for name, scheme in points.items():
        counters += [f"{c}.{name}" for c in POINTS_COUNTERS]
        counters += [f"band.{name}.{band}" for band in scheme.bands]
        counters += [f"{c}.{name}" for c in MORE_OF_POINTS if any(_points_need_more(phase, name) for phase in phases)]
        levels += [f"band.{name}.{band}" for band in scheme.bands]
    for name, listed in lists.items():
        counters += [f"{c}.{name}" for c in LIST_COUNTERS]
        counters += [f"left.{name}.{leave}" for leave in ("term", "correction", *listed.exits)]
        counters += [f"{c}.{name}" for c in MORE_OF_LISTS if any(_list_needs_more(phase, name) for phase in phases)]
        levels.append(f"in_force.{name}")
    used = {m.gate for phase in phases for m in phase.measures.values()}
    for gate in nation.gates:
        if gate.name in used:
            counters += [f"{c}.{gate.name}" for c in GATE_COUNTERS]
            counters += [f"{c}.{gate.name}" for c in MORE_OF_GATES if _gate_needs_more(phases, gate.name)]
    watched = watched_conduct(*phases)
    for conduct in nation.conduct:
        if conduct.name in watched:
            counters += [f"{c}.{conduct.name}" for c in CONDUCT_COUNTERS]
            counters += [f"{c}.{conduct.name}" for c in MORE_OF_CONDUCT if _conduct_needs_more(phases, conduct.name)]
    return Names(
        points=tuple(points),
        bands=tuple(tuple(s.bands) for s in points.values()),
        lists=tuple(lists),
        exits=tuple(("term", "correction", *s.exits) for s in lists.values()),
        feeds=tuple(regime.feeds),
        conduct=tuple(c.name for c in nation.conduct),
        items=tuple(item for s in points.values() for item in items_of(s)),
        grounds=tuple(ground for s in lists.values() for ground in s.grounds),
        gates=tuple(g.name for g in nation.gates),
        measures=tuple(measures_by_gate(regime, nation)),
        responses=tuple(dict.fromkeys(name for phase in phases for name in phase.responses)),
        places=nation.places,
        counters=tuple(counters),
        levels=tuple(levels),
    )
