"""Regime and nation -> Tables: names become indices, written quantities become whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, get_type_hints

import numpy as np

from demerit.nations.calendar import working_day_index
from demerit.nations.layout import Nation
from demerit.regime.layout import On, Regime
from demerit.tables.check import refuse_tables
from demerit.tables.check_phases import refuse_phases
from demerit.tables.codes import RESPONSE_NEIGHBOURS
from demerit.tables.from_agreements import news_tables
from demerit.tables.from_catalogue import fact_tables, item_tables
from demerit.tables.from_climate import climate_tables
from demerit.tables.from_dimensions import befriended, dimension_tables
from demerit.tables.from_feeds import feed_tables
from demerit.tables.from_lists import list_tables
from demerit.tables.from_measures import adoption_tables, gate_tables, response_tables
from demerit.tables.from_nation import conduct_tables, dues_tables, strand_tables
from demerit.tables.from_schemes import points_tables, subject_tables
from demerit.tables.habits import HabitTables, logarithms
from demerit.tables.layout import COUPLED_COMMUNITY, COUPLED_NATION, COUPLED_NOT, Tables
from demerit.tables.names import Names, names, points_schemes

SPARE_DAYS = 400
"""working days are known this far beyond the end of a run, for clocks that outlive it"""


_NO_ARRAYS = {name for name, kind in get_type_hints(Tables).items() if kind is int} | {"people"}


def compile_regime(phases: Sequence[Regime], nation: Nation, start: date, days: int) -> tuple[list[Tables], Names]:
    """The tables of every phase of a regime over a nation, for a run of `days` days from `start`.

    All phases share one layout (strands, counters, names), so that a person's state outlives a change of phase.
    Raises `UserError` for phases that do not, and for what the state has no room for (see check.py).
    """
    refuse_phases(phases, nation)
    named = names(phases, nation)
    tables = [_phase(regime, phases, nation, named, start, days) for regime in phases]
    refuse_tables(tables)
    return tables, named


def _phase(regime: Regime, phases: Sequence[Regime], nation: Nation, named: Names, start: date, days: int) -> Tables:
    habits = HabitTables()
    working = np.asarray(working_day_index(start, days + SPARE_DAYS), np.int64)
    fields: dict[str, Any] = {
        "people": nation.people,
        "groups": len(nation.groups),
        "counters": max(1, len(named.counters)),
        "horizon": days,
        "log_table": logarithms(),
        **strand_tables(phases, nation, habits),
        **conduct_tables(nation, named),
        **feed_tables(regime, nation, named),
        **fact_tables(regime, nation),
        **item_tables(regime, phases),
        **points_tables(regime, named),
        **subject_tables(regime, phases, nation),
        **dimension_tables(regime, nation),
        **news_tables(regime, named),
        **list_tables(regime, nation, named),
        **dues_tables(nation, habits),
        **gate_tables(regime, nation, named, habits),
        **adoption_tables(regime, named, phases[0].in_force, start),
        **response_tables(regime, nation, named),
        "working_day": working,
        "day_of_working": day_of_working(working),
        "last_working": int(working[-1]),
        **climate_tables(phases, nation, named),
    }
    followers = fields.pop("feed_follower")
    fields["feed_tally"] = [fields["feed_directed"][one] if one >= 0 else -1 for one in followers]
    fields |= short_cuts(fields)
    fields["befriended"] = int(befriended(phases))
    fields["neighbours"] = int(any(sees_neighbours(one) for one in phases))
    withdraws = [s.participation.withdraws for phase in phases for s in points_schemes(phase).values()]
    leaves = any(withdraws) or fields["moves_inverse"] > 0
    fields["keeps_seldom"] = int(fields["often"] < fields["strands"] or leaves)
    fields["coupling"] = coupling(fields)
    fields["habits"] = habits.joined()
    return Tables(**{name: _field(name, value) for name, value in fields.items()})


def short_cuts(fields: dict[str, Any]) -> dict[str, list[int]]:
    """Which feeds, schemes and items need none of the steps that few have: kernels pass those by."""

    def none(*values: Any) -> list[int]:
        return [int(not any(one)) for one in zip(*values, strict=True)]

    shares = np.diff(fields["feed_share_from"])
    uneven = [at >= 0 for at in fields["feed_uneven"]]
    followed = [at >= 0 for at in fields["feed_tally"]]
    errs = [any(fields["feed_amount"])] * fields["schemes"]
    graded = [at >= 0 for at in fields["item_grade"]]
    replaces = [at >= 0 for at in fields["item_replaces"]]
    return {
        "feed_plain": none(fields["feed_wrong"], uneven, fields["feed_removes"], shares, followed),
        "scheme_plain": none(
            fields["scheme_modelled"], fields["scheme_graded"], fields["scheme_recomputed"], fields["scheme_warns"],
            fields["scheme_told"], errs,
        ),
        "item_plain": none(
            fields["item_expiry"], graded, fields["item_repeated"], fields["item_kept"], replaces,
            fields["item_repair_share"],
        ),
    }  # fmt: skip


def sees_neighbours(regime: Regime) -> bool:
    """Whether some response depends on neighbours."""
    return any(isinstance(r.on, On) and r.on.relation == "neighbours" for r in regime.responses.values())


def _field(name: str, value: Any) -> Any:
    """Scalars as they are; sequences as 64-bit arrays of at least one element (an empty one has no type to Numba)."""
    if name in _NO_ARRAYS:
        return value
    array = np.asarray(value, np.int64).reshape(-1)
    return array if len(array) else np.zeros(1, np.int64)


def day_of_working(working: np.ndarray) -> np.ndarray:
    """The inverse of the cumulative count: the first day on which so many working days are complete."""
    return np.searchsorted(working, np.arange(int(working[-1]) + 1), side="left").astype(np.int64)


def coupling(fields: dict[str, Any]) -> int:
    """How far people affect each other under this regime."""
    by_climate = ("queues", "regrades", "shared", "directed")
    if any(fields[name] for name in by_climate) or any(fields["feed_wrong"]) or fields["climate_reports"] >= 0:
        return COUPLED_NATION
    if RESPONSE_NEIGHBOURS in fields["response_kind"] or fields["befriended"]:
        return COUPLED_COMMUNITY
    return COUPLED_NOT
