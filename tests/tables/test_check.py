"""Tables that no run could bear are refused before it, in sentences; laws hold for all that compiles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from demerit.engine import layout
from demerit.engine.steps import luck
from demerit.errors import UserError
from demerit.nations.draws import WORDS
from demerit.regime.from_yaml import read_regime, shipped
from demerit.regime.layout import On, Regime
from demerit.tables import check, habits
from demerit.tables import layout as tables_layout
from demerit.tables.layout import QUANTILES, Tables
from tests.engine.crafted import DOUBLE, debtors, q
from tests.engine.runs import world
from tests.engine.worlds import CHANGES, a_share_of, any_regime, keener, phased

T = world(DOUBLE).tables


@pytest.mark.parametrize("name", [regime.regime for regime in shipped()])
def test_shipped_regimes_keep_every_law(name: str) -> None:
    assert check.broken_laws([world(read_regime(name)).tables]) == []


@given(any_regime)
@a_share_of(0.4)
def test_every_regime_keeps_every_law(regime: Regime) -> None:
    """Compiling checks; so a generated regime that broke a law would be refused."""
    for change in (*CHANGES, keener):
        made = world(phased(regime, 40, change))
        assert check.broken_laws([tables for _, tables in made.plan.phases]) == []


def put(field: str, at: int, value: int) -> Tables:
    """The tables with one number changed."""
    array = np.array(getattr(T, field))
    array[at] = value
    return T._replace(**{field: array})


def _crowded() -> Tables:
    """Four hundred fees at one gate."""
    many = {
        name: np.repeat(np.array(getattr(T, name))[:1], 400) for name in Tables._fields if name.startswith("measure_")
    }
    fees = {"measure_bar": np.zeros(400, np.int64), "gate_measure_from": np.array([0, 400, 400, 400, 400, 400])}
    return T._replace(**many)._replace(**fees)


BROKEN: dict[str, tuple[Tables, str]] = {
    "thresholds are shares": (put("seen_upto", 0, WORDS + 1), "seen_upto"),
    "choices rise": (put("kind_upto", T.groups, -1), "kind_upto falls"),
    "rates are in range": (put("strand_inverse", 0, -5), "strand_inverse"),
    "parts follow each other": (put("effect_from", 1, 99), "effect_from"),
    "indices point somewhere": (put("seen_feed", 0, 3), "seen_feed points outside 0 to 0"),
    "counts fit": (T._replace(gates=16, gate_measure_from=np.zeros(17, np.int64)), "16 gates, and room for 15"),
    "amounts fit": (put("item_points", 0, -30_001), "30,001 points"),
    "events fit": (_crowded(), "a day at all gates writes 400 lines"),
}  # fmt: skip


@pytest.mark.parametrize("law", check.LAWS)
def test_every_law_can_be_broken(law: str) -> None:
    tables, sentence = BROKEN[law]
    assert sentence in " ".join(check.LAWS[law](tables))
    assert not list(check.LAWS[law](T))
    with pytest.raises(UserError, match="the regime cannot be run"):
        check.refuse_tables([tables])


def test_rare_conduct_with_wide_habits_would_overflow() -> None:
    wide = put("strand_inverse", 0, 1 << 33)._replace(
        habits=np.concatenate([np.array(T.habits), habits.inverse_habits(3)])
    )
    assert "overflow" in " ".join(check.LAWS["rates are in range"](wide))
    assert int(wide.habits.max()) * (1 << 33) >= 1 << 63


def _without(clause: str, name: str) -> Regime:
    left = {key: value for key, value in getattr(DOUBLE, clause).items() if key != name}
    return DOUBLE.model_copy(update={clause: left})


def _moved() -> Regime:
    measure = DOUBLE.measures["no flights"].model_copy(update={"gate": "hotel"})
    return DOUBLE.model_copy(update={"measures": {**DOUBLE.measures, "no flights": measure}})


def _queued() -> Regime:
    listed = DOUBLE.schemes["debtors"].model_copy(update={"decides": q(5, "per 1,000 people a year")})
    return DOUBLE.model_copy(update={"schemes": {**DOUBLE.schemes, "debtors": listed}})


PHASES: dict[str, tuple[Regime, str]] = {
    "feed": (_without("feeds", "the eye"), "a phase takes away `the eye`, of the feeds"),
    "measure": (
        _without("measures", "no flights"),
        "a phase takes away `no flights` (at the gate `air`), of the measures",
    ),
    "gate": (_moved(), "a phase adds `no flights` (at the gate `hotel`), to the measures"),
    "queue": (_queued(), "a phase adds the clause `decides` of `debtors`, to the schemes"),
    "agreement": (_without("agreements", "news"), "a phase takes away the news of entry from `debtors` to `town`"),
}


@pytest.mark.parametrize("what", PHASES)
def test_phases_that_share_no_layout_are_refused(what: str) -> None:
    later, sentence = PHASES[what]
    with pytest.raises(UserError) as refused:
        world([(0, DOUBLE), (30, later)])
    assert sentence in str(refused.value)


def test_a_phase_may_bring_a_response_to_neighbours() -> None:
    on = On(scheme="debtors", relation="neighbours")
    spiral = DOUBLE.responses["spiral"].model_copy(update={"on": on})
    later = DOUBLE.model_copy(update={"responses": {"spiral": spiral}})
    assert [tables.neighbours for _, tables in world([(0, DOUBLE), (30, later)]).plan.phases] == [1, 1]


def test_too_many_lists_are_refused() -> None:
    lists: dict[str, Any] = {f"list {n}": debtors(q(5, "days"), suspends=False) for n in range(9)}
    regime = DOUBLE.model_copy(update={"schemes": {**lists}, "measures": {}, "agreements": {}, "responses": {}})
    with pytest.raises(UserError, match="there are 9 lists, and room for 8"):
        world(regime)


def test_limits_are_those_of_the_engine() -> None:
    """check.py stands before the engine and cannot import it."""
    assert (check.ROWS_OF_AN_EVENT, check.LINES_OF_AN_EVENT) == (layout.ROOM_ROWS, layout.ROOM_LINES)
    assert check.LONGEST_RUN == layout.LONGEST_RUN < layout.NEVER
    assert check.MOST_MEASURED == layout.MOST_MEASURED
    room = {
        (luck.WRONG, luck.TOLD): 2 * check.MOST_STREAMS,
        (luck.TOLD, luck.UPTAKE): check.MOST_SCHEMES,
        (luck.UPTAKE, luck.JUDGED): check.MOST_SCHEMES,
        (luck.JUDGED, luck.SERVED): check.MOST_LISTS,
        (luck.SERVED, luck.RULED): check.MOST_LISTS,
        (luck.RULED, luck.REVIEWED): check.MOST_LISTS,
        (luck.REVIEWED, luck.CONTESTS): check.MOST_LISTS,
        (luck.KEPT, luck.RULED_MARK): check.MOST_LISTS,
        (luck.RULED_MARK, luck.GATE): check.MOST_SCHEMES,
        (luck.GATE, luck.GATE_HABIT): check.MOST_GATES,
        (luck.GATE_HABIT, tables_layout.MISFORTUNE): check.MOST_GATES,
        (tables_layout.HABIT, luck.WRONG): check.MOST_STREAMS,
        (tables_layout.STRAND, tables_layout.HABIT): 4 * check.MOST_STREAMS,
    }
    assert [pair for pair, number in room.items() if pair[1] - pair[0] < number] == []
    assert len(habits.inverse_habits(1.0)) == QUANTILES
