"""Measures, gates and responses as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log1p

from demerit.nations.layout import Nation
from demerit.regime.layout import Measure, On, Regime
from demerit.tables.amounts import days, inverse, multiple, share, whole
from demerit.tables.codes import (
    RESPONSE_BANDS,
    RESPONSE_LISTED,
    RESPONSE_NEIGHBOURS,
    RESPONSE_PLACE,
    RESPONSE_REFUSED,
    RESPONSE_WATCHED,
)
from demerit.tables.habits import HabitTables
from demerit.tables.layout import DAY_Q12
from demerit.tables.luck import luck_of_name
from demerit.tables.names import Names, points_schemes

_BY_LIST = {"listed": RESPONSE_LISTED, "neighbours": RESPONSE_NEIGHBOURS, "place": RESPONSE_PLACE}

PERFORMANCE = "performance"
"""the name under which a response changes how readily duties are performed"""


def _felt(regime: Regime) -> set[str]:
    """Gates whose refusals change for a year what people do."""
    ons = [response.on for response in regime.responses.values() if response.changes]
    return {on.scheme for on in ons if isinstance(on, On) and on.relation == "refused"}


def _tries(regime: Regime) -> dict[str, tuple[str, float]]:
    """By gate at which people try again after a refusal: the response that says so, and how often on average."""
    return {
        response.on.scheme: (name, response.tries.value)
        for name, response in regime.responses.items()
        if response.tries and isinstance(response.on, On)
    }


def tries_inverse(mean: float) -> int:
    """The inverse rate (Q12) of a geometric number of further tries of a mean: 1 / ln(1 + 1 / mean); 0 for none.

    Who gives up with the chance 1 / (1 + mean) after each try makes n more or beyond with (1 + 1 / mean) ** -n, which
    an exponential luck divided by ln(1 + 1 / mean) and rounded down gives.
    """
    return max(1, round(DAY_Q12 / log1p(1 / mean))) if mean > 0 else 0


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
    """Fields of Tables about gates, and the measures at each."""
    base = {name: at for at, name in enumerate(names.counters)}
    measures = [regime.measures[name] for name in names.measures]
    tries = [_tries(regime).get(gate.name) for gate in nation.gates]
    starts = [0]
    for gate in nation.gates:
        starts.append(starts[-1] + sum(m.gate == gate.name for m in measures))
    return {
        "gates": len(nation.gates),
        "gate_inverse": [inverse(g.per_day.value * float(w)) for g in nation.gates for w in g.weight],
        "gate_habit": [habits.start(g.spread) for g in nation.gates],
        "gate_children": [int(g.for_children) for g in nation.gates],
        "gate_counter": [base.get(f"attempts.{g.name}", 0) for g in nation.gates],
        "gate_felt": [int(g.name in _felt(regime)) for g in nation.gates],
        "gate_tries": [tries_inverse(one[1]) if one else 0 for one in tries],
        "gate_tries_of": [names.responses.index(one[0]) if one else -1 for one in tries],
        "gate_more": [base.get(f"unchecked.{g.name}", -1) for g in nation.gates],
        "gate_measure_from": starts,
        **_whom_tables(regime, measures, names),
        **_effect_tables(measures),
    }


def _whom_tables(regime: Regime, measures: Sequence[Measure], names: Names) -> dict[str, object]:
    """Fields of Tables about whom measures fall on: those on a list, or those in some bands."""
    ons = [measure.on for measure in measures]
    return {
        "measure_list": [names.lists.index(on.scheme) if on.relation == "listed" else -1 for on in ons],
        "measure_scheme": [-1 if on.relation == "listed" else names.points.index(on.scheme) for on in ons],
        "measure_bands": [0 if on.relation == "listed" else band_bits(regime, on) for on in ons],
        "measure_children": [int(measure.reaches == "children") for measure in measures],
    }


def _effect_tables(measures: Sequence[Measure]) -> dict[str, object]:
    """Fields of Tables about what measures do, and with which lag."""
    effects = [measure.effect for measure in measures]
    return {
        "measure_bar": [int(effect.bar and not _is_idle(one)) for one, effect in zip(measures, effects, strict=True)],
        "measure_opens": [int(effect.opens) for effect in effects],
        "measure_yuan": [whole(effect.yuan) for effect in effects],
        "measure_hours": [whole(effect.hours) for effect in effects],
        "measure_forms": [whole(effect.forms) for effect in effects],
        "measure_saves": [whole(effect.saves) for effect in effects],
        "measure_waives": [whole(effect.waives) for effect in effects],
        "measure_starts": [days(measure.starts_after) for measure in measures],
        "measure_ends": [days(measure.ends_after) for measure in measures],
    }


def _is_idle(measure: Measure) -> bool:
    """Whether no gate applies a measure: who passes then finds no hole in the checks."""
    return measure.applied is not None and measure.applied.value == 0


def adoption_tables(regime: Regime, names: Names, in_force: date, start: date) -> dict[str, object]:
    """Fields of Tables about where measures are applied: offices take them up from the day the regime is in force."""
    measures = [regime.measures[name] for name in names.measures]
    return {
        "measure_luck": [luck_of_name(name) for name in names.measures],
        "measure_applied": [share(measure.applied, 1.0) for measure in measures],
        "measure_adopted_from": [(in_force - start).days] * len(measures),
        "measure_adopted_days": [days(measure.adopted_over) for measure in measures],
    }


def response_tables(regime: Regime, nation: Nation, names: Names) -> dict[str, object]:
    """Fields of Tables about responses, by conduct; the last entry is performance."""
    watched = {name for feed in regime.feeds.values() for name in feed.sees}
    kind, scheme, bands, times, of, starts = [], [], [], [], [], [0]
    for conduct in [*(c.name for c in nation.conduct), PERFORMANCE]:
        for name, response in regime.responses.items():
            if conduct not in response.of or (isinstance(response.on, str) and conduct not in watched):
                continue
            assert response.changes is not None, "a response of some conduct says how much it changes"
            depends, which, chosen = _depends_on(regime, names, response.on)
            kind.append(depends)
            scheme.append(which)
            bands.append(chosen)
            times.append(multiple(response.changes.value))
            of.append(names.responses.index(name))
        starts.append(len(kind))
    return {
        "response_from": starts,
        "response_kind": kind,
        "response_scheme": scheme,
        "response_bands": bands,
        "response_times": times,
        "response_of": of,
    }


def _depends_on(regime: Regime, names: Names, on: On | str) -> tuple[int, int, int]:
    """What a response depends on: its kind, the list, points scheme or gate, and the bands."""
    if isinstance(on, str):
        return RESPONSE_WATCHED, -1, 0
    if on.relation == "refused":
        return RESPONSE_REFUSED, names.gates.index(on.scheme), 0
    if on.relation in _BY_LIST:
        return _BY_LIST[on.relation], names.lists.index(on.scheme), 0
    return RESPONSE_BANDS, names.points.index(on.scheme), band_bits(regime, on)
