"""Tables that no run could bear are refused before it, in sentences; laws hold for all that compiles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from demerit.engine import layout
from demerit.engine.steps import luck, rows, scores
from demerit.errors import UserError
from demerit.nations.draws import WORDS
from demerit.regime.from_yaml import read_regime, shipped
from demerit.regime.layout import On, Regime
from demerit.tables import check, habits
from demerit.tables import layout as tables_layout
from demerit.tables import luck as tables_luck
from demerit.tables.layout import QUANTILES, Tables
from tests.engine.crafted import DOUBLE, debtors, q
from tests.engine.runs import world
from tests.engine.worlds import CHANGES, a_share_of, any_regime, keener, phased
from tests.tables.compiled import compiled, plain, wide

T = world(DOUBLE).tables
WIDE, NAMES = plain()


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


def put(field: str, at: int, value: int, tables: Tables = T) -> Tables:
    """The tables with one number changed."""
    array = np.array(getattr(tables, field))
    array[at] = value
    return tables._replace(**{field: array})


def _crowded() -> Tables:
    """Four hundred fees at one gate."""
    many = {
        name: np.repeat(np.array(getattr(T, name))[:1], 400) for name in Tables._fields if name.startswith("measure_")
    }
    starts = np.array([0, 400, 400, 400, 400, 400])
    fees = {"measure_bar": np.zeros(400, np.int64), "measure_yuan": np.full(400, -5), "gate_measure_from": starts}
    return T._replace(**many)._replace(**fees)


BROKEN: dict[str, tuple[Tables, str]] = {
    "thresholds are shares": (put("seen_upto", 0, WORDS + 1), "seen_upto"),
    "choices rise": (put("kind_upto", T.groups, -1), "kind_upto falls"),
    "rates are in range": (put("strand_inverse", 0, -5), "strand_inverse"),
    "parts follow each other": (put("effect_from", 1, 99), "effect_from"),
    "indices point somewhere": (put("seen_feed", 0, 3), "seen_feed points outside 0 to 0"),
    "counts fit": (T._replace(gates=31, gate_measure_from=np.zeros(32, np.int64)), "31 gates, and room for 30"),
    "amounts fit": (put("item_points", 0, -30_001), "30,001 points"),
    "events fit": (_crowded(), "a day at all gates writes 400 lines"),
    "what stands side by side is as long": (T._replace(item_grade=T.item_grade[1:]), "item_grade has"),
    "an act reaches a scheme once": (
        T._replace(feed_share_from=np.array([0, 1]), share_schemes=np.array([1])), "the acts of feed 0 reach a scheme"
    ),
    "names have luck of their own": (put("list_luck", 0, int(T.scheme_luck[0])), "two schemes have names"),
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
    assert check.MOST_GATES <= 2 * rows.GATES_OF_A_FIELD
    assert check.MOST_POINTS == scores.MOST
    room = {
        (luck.WRONG, luck.TAKEN): 2 * check.MOST_STREAMS,
        (luck.TAKEN, luck.CONTESTS): 2 * check.MOST_STREAMS,
        (luck.GATE, luck.GATE_HABIT): check.MOST_GATES,
        (luck.GATE_HABIT, luck.AGAIN): check.MOST_GATES,
        (luck.AGAIN, tables_layout.MISFORTUNE): check.MOST_GATES,
        (tables_layout.HABIT, luck.WRONG): check.MOST_STREAMS,
        (tables_layout.STRAND, tables_layout.HABIT): 4 * check.MOST_STREAMS,
        (tables_layout.MISFORTUNE, tables_luck.luck_of_name("")): 2,
    }
    assert [pair for pair, number in room.items() if pair[1] - pair[0] < number] == []
    assert len(habits.inverse_habits(1.0)) == QUANTILES


def test_luck_of_names_keeps_apart() -> None:
    """Every name has room for all that is drawn under it, above the numbered processes and within 64 bits."""
    assert tables_luck.LUCK_CONSENT < tables_luck.LUCK_OF_A_NAME
    lucks = [tables_luck.luck_of_name(f"name {number}") for number in range(200)]
    assert all((one - 4096) % tables_luck.LUCK_OF_A_NAME == 0 for one in lucks)
    assert 4096 <= min(lucks) < max(lucks) < 4096 + (1 << 20) * tables_luck.LUCK_OF_A_NAME < 1 << 43
    assert len(set(lucks)) == len(lucks)


# What a field of the tables of wide.yaml may not say: the law, the field, where, the value, and words of the sentence.
WRONG: list[tuple[str, str, int, int, str]] = [
    ("thresholds are shares", "feed_amount", 0, WORDS + 1, "feed_amount"),
    ("thresholds are shares", "feed_removes", 0, -1, "feed_removes"),
    ("thresholds are shares", "feed_group", 5, WORDS + 1, "feed_group"),
    ("thresholds are shares", "feed_place", 1, -1, "feed_place"),
    ("thresholds are shares", "share_consent", 0, -1, "share_consent"),
    ("thresholds are shares", "report_false", 1, WORDS + 1, "report_false"),
    ("thresholds are shares", "effect_share", 0, -1, "effect_share"),
    ("thresholds are shares", "item_repair_share", 0, -1, "item_repair_share"),
    ("thresholds are shares", "feature_inactive", 0, -1, "feature_inactive"),
    ("thresholds are shares", "list_extended", 0, -1, "list_extended"),
    ("thresholds are shares", "ground_excepted", 0, -1, "ground_excepted"),
    ("thresholds are shares", "news_consent", 0, -1, "news_consent"),
    ("thresholds are shares", "measure_applied", 0, -1, "measure_applied"),
    ("rates are in range", "scheme_withdraws", 0, -1, "scheme_withdraws"),
    ("rates are in range", "gate_tries", 0, -1, "gate_tries holds -1"),
    ("rates are in range", "gate_tries", 0, (101 << 12) + 1, "gate_tries holds 0 to"),
    ("parts follow each other", "feed_share_from", 2, 9, "feed_share_from"),
    ("parts follow each other", "feature_from", 1, 9, "feature_from"),
    ("indices point somewhere", "effect_kind", 0, 3, "effect_kind points outside 0 to 2"),
    ("indices point somewhere", "band_news", 0, 99, "band_news"),
    ("indices point somewhere", "news_correction", 0, 99, "news_correction"),
    ("indices point somewhere", "feed_uneven", 0, 3, "feed_uneven"),
    ("indices point somewhere", "report_feed", 0, 3, "report_feed"),
    ("indices point somewhere", "item_replaces", 0, 99, "item_replaces"),
    ("indices point somewhere", "item_repair_item", 0, 99, "item_repair_item"),
    ("indices point somewhere", "item_grade", 0, 4, "item_grade points outside"),
    ("indices point somewhere", "item_grade", NAMES.items.index("jaywalking"), 2, "grades into a band that its scheme"),
    ("indices point somewhere", "scheme_having", 0, 5, "scheme_having"),
    ("indices point somewhere", "list_having", 0, -1, "list_having"),
    ("indices point somewhere", "feature_kind", 0, 8, "feature_kind"),
    ("indices point somewhere", "feature_process", 0, 300, "feature 0 has a process of a habit"),
    ("indices point somewhere", "feature_process", 2, 0, "feature 2 has no process"),
    ("indices point somewhere", "list_relisting_exit", 0, 4, "list_relisting_exit points outside -1 to 3"),
    ("indices point somewhere", "response_scheme", 0, 99, "response_scheme"),
    ("indices point somewhere", "response_of", 0, -1, "response_of"),
    ("indices point somewhere", "gate_tries_of", 0, -2, "gate_tries_of"),
    ("counts fit", "scheme_friends", 0, 9, "2 scores that count a friend's, and room for 1"),
    ("amounts fit", "item_repeated", NAMES.items.index("small fine"), 3001 << 16, "30,010 points"),
    ("amounts fit", "measure_waives", 0, 2_000_000_001, "a deposit of 2,000,000,001 yuan"),
    ("an act reaches a scheme once", "share_schemes", 0, 1, "reach a scheme twice"),
    ("names have luck of their own", "measure_luck", 0, int(WIDE.measure_luck[1]), "two measures"),
    ("names have luck of their own", "effect_luck", 0, int(WIDE.effect_luck[1]), "two items of one conduct"),
]  # fmt: skip


@pytest.mark.parametrize(("law", "field", "at", "value", "sentence"), WRONG)
def test_every_new_word_is_held_to_the_laws(law: str, field: str, at: int, value: int, sentence: str) -> None:
    assert not list(check.LAWS[law](WIDE))
    assert sentence in " ".join(check.LAWS[law](put(field, at, value, WIDE)))


def test_fields_side_by_side_are_as_long() -> None:
    law = check.LAWS["what stands side by side is as long"]
    fields = (
        "feed_group", "feed_place", "feature_inactive", "share_luck", "effect_luck", "item_kept", "news_luck",
        "measure_waives", "gate_tries", "response_of", "band_news", "report_feed", "scheme_warns", "list_relisting",
    )  # fmt: skip
    for field in fields:
        short = WIDE._replace(**{field: np.append(getattr(WIDE, field), 0)})
        assert f"{field} has" in " ".join(law(short))
    assert not list(law(WIDE))


def test_reports_beyond_the_climate_are_refused() -> None:
    beyond = WIDE._replace(climate_reports=WIDE.climate_width)
    assert "beyond the end of the climate" in " ".join(check.LAWS["indices point somewhere"](beyond))


def test_the_climate_of_phases_is_laid_out_alike() -> None:
    for change in ({"climate_reports": 0}, {"befriended": 0}, {"schemes_settle": 0}):
        (field,) = change
        assert field in " ".join(check.same_layout(WIDE, WIDE._replace(**change)))
    assert "scheme_friends" in " ".join(
        check.same_layout(WIDE, WIDE._replace(scheme_friends=WIDE.scheme_friends[::-1]))
    )
    assert not list(check.same_layout(WIDE, WIDE._replace(scheme_friends=np.zeros(2, np.int64))))


def test_one_act_of_many_items_takes_the_room_of_one() -> None:
    """Twenty fines for one conduct: all of them might count, unless only the highest does."""
    fine = {"for": "red light", "in cases": "5 % (assumption)", "points": "-1 points (assumption)",
            "expires after": "1 year (assumption)"}  # fmt: skip
    fines = {f"schemes.town.catalogue.fine {number}": dict(fine) for number in range(24)}
    compiled(wide(fines))
    with pytest.raises(UserError, match="too many schemes price the same conduct"):
        compiled(wide(fines | {"schemes.town.one act counts": None}))


def test_phases_keep_what_repair_leaves() -> None:
    later = wide({"schemes.town.catalogue.petition.repair.leaves": None,
                  "schemes.town.catalogue.petition.repair.expires after": None})  # fmt: skip
    with pytest.raises(UserError, match="takes away the item `repair of petition` of `town`"):
        compiled(wide(), later)
