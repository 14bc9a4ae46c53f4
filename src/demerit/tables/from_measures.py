"""Measures, gates and responses as tables."""

from __future__ import annotations

from demerit.nations.layout import Nation
from demerit.regime.layout import On, Regime
from demerit.tables.amounts import days, inverse, multiple
from demerit.tables.habits import HabitTables
from demerit.tables.layout import (
    RESPONSE_BANDS,
    RESPONSE_LISTED,
    RESPONSE_NEIGHBOURS,
    RESPONSE_PLACE,
    RESPONSE_WATCHED,
)
from demerit.tables.names import Names, points_schemes, watched_conduct

_BY_LIST = {"listed": RESPONSE_LISTED, "neighbours": RESPONSE_NEIGHBOURS, "place": RESPONSE_PLACE}

PERFORMANCE = "performance"
"""the name under which a response changes how readily duties are performed"""


def band_bits(regime: Regime, on: On) -> int:
    """The bands that `from C`, `below C`, `at C` mean, as bits (0 the best)."""
    bands = list(points_schemes(regime)[on.scheme].bands)
    at = bands.index(on.band or "")
    if on.relation == "from":
        return (1 << (at + 1)) - 1
    if on.relation == "at":
        return 1 << at
    return ((1 << len(bands)) - 1) & ~((1 << (at + 1)) - 1)


def gate_tables(regime: Regime, nation: Nation, names: Names, habits: HabitTables) -> dict[str, object]:
    """Fields of Tables about gates and the measures at them."""
    points = list(points_schemes(regime))
    base = {name: at for at, name in enumerate(names.counters)}
    measures = [regime.measures[name] for name in names.measures]
    starts = [0]
    for gate in nation.gates:
        starts.append(starts[-1] + sum(m.gate == gate.name for m in measures))
    on_list = [m.on.relation == "listed" for m in measures]
    yuan = [round(m.effect.yuan.value) if m.effect.yuan else 0 for m in measures]
    return {
        "gates": len(nation.gates),
        "gate_inverse": [inverse(g.per_day.value * float(w)) for g in nation.gates for w in g.weight],
        "gate_habit": [habits.start(g.spread) for g in nation.gates],
        "gate_children": [int(g.for_children) for g in nation.gates],
        "gate_counter": [base.get(f"attempts.{g.name}", 0) for g in nation.gates],
        "gate_measure_from": starts,
        "measure_list": [
            names.lists.index(m.on.scheme) if named else -1 for m, named in zip(measures, on_list, strict=True)
        ],
        "measure_scheme": [
            -1 if named else points.index(m.on.scheme) for m, named in zip(measures, on_list, strict=True)
        ],
        "measure_bands": [0 if named else band_bits(regime, m.on) for m, named in zip(measures, on_list, strict=True)],
        "measure_bar": [int(m.effect.bar) for m in measures],
        "measure_yuan": yuan,
        "measure_hours": [round(m.effect.hours.value) if m.effect.hours else 0 for m in measures],
        "measure_forms": [round(m.effect.forms.value) if m.effect.forms else 0 for m in measures],
        "measure_children": [int(m.reaches == "children") for m in measures],
        "measure_starts": [days(m.starts_after) for m in measures],
        "measure_ends": [days(m.ends_after) for m in measures],
    }


def response_tables(regime: Regime, nation: Nation, names: Names) -> dict[str, object]:
    """Fields of Tables about responses, by conduct; the last entry is performance."""
    watched = watched_conduct(regime)
    kind, scheme, bands, times, starts = [], [], [], [], [0]
    for conduct in [*(c.name for c in nation.conduct), PERFORMANCE]:
        for response in regime.responses.values():
            if conduct not in response.of:
                continue
            on = response.on
            if isinstance(on, str):
                if conduct not in watched:
                    continue
                kind.append(RESPONSE_WATCHED)
                scheme.append(-1)
                bands.append(0)
            elif on.relation in _BY_LIST:
                kind.append(_BY_LIST[on.relation])
                scheme.append(names.lists.index(on.scheme))
                bands.append(0)
            else:
                kind.append(RESPONSE_BANDS)
                scheme.append(names.points.index(on.scheme))
                bands.append(band_bits(regime, on))
            times.append(multiple(response.changes.value))
        starts.append(len(kind))
    return {
        "response_from": starts,
        "response_kind": kind,
        "response_scheme": scheme,
        "response_bands": bands,
        "response_times": times,
    }
