"""Every indicator against a sum done by hand, and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.indicators import telling
from demerit.indicators.check import broken_laws
from demerit.indicators.families import FAMILIES, INDICATORS
from demerit.indicators.from_records import indicators
from demerit.indicators.intervals import CONTRADICTION
from demerit.indicators.layout import Value
from demerit.indicators.to_text import indicators_markdown, indicators_text
from demerit.records.layout import COUNTERS, parse_counter
from demerit.records.open import open_run
from tests.indicators.folders import MadeRun, write_run

CLUSTERS: dict[str, Any] = {
    "people": [1000, 1000, 1000, 1000],
    "band.city points.A": [600, 610, 590, 600],
    "band.city points.B": [100, 95, 105, 100],
    "band.city points.C": [10, 5, 15, 10],
    "marks.city points": [50, 60, 40, 50],
    "false.city points": [5, 6, 4, 5],
    "told.city points": [10, 12, 8, 10],
    "graded.city points": [2, 2, 3, 3],
    "warned.city points": [12, 13, 12, 13],
    "repaired.city points": [4, 5, 5, 6],
    "withdrew.city points": [40, 40, 40, 40],
    "stale.city points": [1, 0, 0, 0],
    "wrong_amounts.city points": [1, 0, 2, 1],
    "thin.city points": [1, 3, 2, 2],
    "entries.debtors": [10, 20, 12, 8],
    "subjects.debtors": [8, 16, 10, 6],
    "in_force.debtors": [6, 12, 8, 4],
    "left.debtors": [4, 8, 4, 4],
    "left.debtors.correction": [2, 1, 1, 0],
    "wrongful.debtors": [1, 2, 1, 1],
    "wrong_person.debtors": [0, 1, 1, 0],
    "noticed.debtors": [5, 10, 6, 4],
    "gate_learnt.debtors": [2, 4, 2, 2],
    "days.debtors": [1000, 2000, 1200, 800],
    "wrongful_days.debtors": [90, 200, 110, 100],
    "unaware_days.debtors": [300, 500, 400, 300],
    "paid.debtors": [3, 6, 3, 3],
    "removal_days.debtors": [15, 25, 20, 15],
    "removed_after_paying.debtors": [3, 6, 3, 3],
    "asked.debtors": [1, 2, 1, 1],
    "upheld.debtors": [0, 1, 1, 0],
    "refused_correction.debtors": [1, 0, 0, 1],
    "excepted.debtors": [1, 1, 2, 1],
    "extended.debtors": [2, 4, 2, 2],
    "kept_off.debtors": [1, 3, 0, 1],
    "entries.honest": [9, 9, 9, 9],
    "subjects.honest": [9, 9, 9, 9],
    "attempts.air": [20, 40, 20, 20],
    "refused.air": [16, 32, 16, 16],
    "first_refused.air": [4, 8, 4, 4],
    "bystanders.air": [2, 4, 1, 1],
    "hours.counter": [30, 60, 30, 40],
    "yuan_paid.counter": [300, 600, 300, 400],
    "yuan_gained.counter": [80, 40, 40, 40],
    "unchecked.air": [4, 6, 5, 5],
    "opened.bank": [2, 2, 2, 2],
    "hours_saved.counter": [10, 20, 10, 0],
    "yuan_waived.counter": [1000, 500, 1500, 1000],
    "acts.red light": [90, 90, 90, 90],
    "withheld.red light": [10, 10, 10, 10],
    "added.red light": [9, 9, 9, 9],
    "seen.red light": [30, 30, 40, 30],
    "acts.critical post": [30, 10, 20, 20],
    "withheld.critical post": [5, 5, 5, 5],
    "added.critical post": [0, 0, 0, 0],
    "taken_down.critical post": [3, 1, 2, 2],
    "acts.denouncing": [10, 10, 10, 10],
    "withheld.denouncing": [1, 0, 0, 0],
    "added.denouncing": [4, 5, 6, 5],
    "false_reports.denouncing": [1, 4, 1, 2],
    "acts.blood donation": [40, 40, 40, 40],
    "withheld.blood donation": [1, 1, 1, 1],
    "added.blood donation": [8, 8, 8, 8],
}
TWINS = [
    {"community": 0, "people": 20, "marks_with": 24, "marks_without": 20, "refusals_with": 6, "refusals_without": 4},
    {"community": 1, "people": 30, "marks_with": 36, "marks_without": 30, "refusals_with": 9, "refusals_without": 6},
]


def met(marks_with: int, refusals_with: int) -> dict[str, int]:
    """What twins met with their first mark under less than the whole regime; without it, 10 marks and 2 refusals."""
    return {"marks_with": marks_with, "marks_without": 10, "refusals_with": refusals_with, "refusals_without": 2}


LINKED_TWINS: list[dict[str, Any]] = [
    {**TWINS[0], "links": {"fees": met(13, 3), "lost work": met(14, 4)}, "unlinked": met(10, 3)},
    {**TWINS[1], "links": {"fees": met(14, 4), "lost work": met(16, 5)}, "unlinked": met(11, 3)},
]
"""of 10 extra marks 7 are left without fees and 10 without lost work, of 5 extra refusals 3 and 5; of all, 1 and 2"""
BY_HAND = {
    ("wrongly_listed", "debtors"): 5 / 50,
    ("wrongful_entries_per_100000", "debtors"): 5 / 4000 * 1e5,
    ("wrong_person", "debtors"): 2 / 50,
    ("wrongful_days", "debtors"): 100,
    ("false_marks", "city points"): 0.1,
    ("wrong_amounts", "city points"): 4 / 200,
    ("stale_copies", "city points"): 1 / 4,
    ("false_reports", "denouncing"): 8 / 40,
    ("direct_grades", "city points"): 10 / 200,
    ("warnings", "city points"): 50 / 250,
    ("repaired_marks", "city points"): 20 / 200,
    ("withdrawals", "city points"): 160 / 3000,
    ("never_told", "debtors"): 15 / 50,
    ("first_told_at_gate", "debtors"): 10 / 50,
    ("unaware_days", "debtors"): 30,
    ("marks_never_told", "city points"): 0.8,
    ("in_force_per_1000", "debtors"): 7.5,
    ("entries_per_subject", "debtors"): 1.25,
    ("days_shut_out", "debtors"): 125,
    ("turned_away", "air"): 0.8,
    ("refusals_per_person", "air"): 4,
    ("people_refused_per_100000", "air"): 500,
    ("excepted_cases", "debtors"): 5 / 60,
    ("extended_terms", "debtors"): 10 / 50,
    ("kept_off_by_relisting", "debtors"): 5 / 60,
    ("unchecked_passages", "air"): 20 / 100,
    ("lowest_band", "city points"): 40 / 2840,
    ("days_to_removal", "debtors"): 5,
    ("corrections_refused", "debtors"): 0.5,
    ("corrections_per_wrongful_entry", "debtors"): 0.4,
    ("bystanders_refused", "air"): 0.1,
    ("bystander_refusals_per_100000", "air"): 200,
    ("paperwork_hours", ""): 40,
    ("paperwork_yuan", ""): 400,
    ("spiral_marks", ""): 1.2,
    ("spiral_refusals", ""): 1.5,
    ("offences_provoked", "red light"): 0.1,
    ("taken_down", "critical post"): 8 / 80,
    ("self_censorship", "critical post"): 0.2,
    ("good_deeds_withheld", "blood donation"): 4 / 164,
    ("debts_recovered", "debtors"): 0.3,
    ("offences_deterred", "red light"): 0.1,
    ("good_deeds_added", "blood donation"): 0.2,
    ("participation_added", "denouncing"): 0.5,
    ("yuan_gained", ""): 50,
    ("hours_saved", ""): 10,
    ("deposits_waived", ""): 1000,
    ("balance_of_money", ""): 50 - 400,
    ("balance_of_hours", ""): 10 - 40,
    ("doors_opened", "bank"): 2,
    ("thin_file_people", "city points"): 2,
}


def made(**changes: Any) -> MadeRun:
    return MadeRun({**CLUSTERS, **changes}, twin_rows=TWINS)


def found(values: list[Value], name: str) -> dict[str, Value]:
    """The values of one indicator, by group."""
    return {value.group: value for value in values if value.name == name}


def test_every_indicator_is_the_sum_done_by_hand() -> None:
    values = {(value.name, value.scheme): value for value in indicators(made()) if not value.group}
    assert {key: value.value for key, value in values.items() if key in BY_HAND} == pytest.approx(BY_HAND)
    assert set(values) - set(BY_HAND) == {("offences_provoked", "critical post")}, "and no others"


def test_intervals_hold_their_value() -> None:
    for value in indicators(made()):
        assert value.value is not None, value
        assert value.low is not None, value
        assert value.low <= value.value, value
        assert value.high is None or value.value <= value.high, value


def test_an_indicator_without_its_counters_is_left_out_not_zero() -> None:
    bare = MadeRun({"entries.debtors": [10, 20], "wrongful.debtors": [1, 0]})
    assert {value.name for value in indicators(bare)} == {"wrongly_listed", "wrongful_entries_per_100000"}
    nothing_at_all = MadeRun({"people": [1000, 1000]})
    assert indicators(nothing_at_all) == []


def test_a_list_that_nobody_is_on_has_no_share_wrongly_listed() -> None:
    empty = MadeRun({"entries.debtors": [0, 0], "wrongful.debtors": [0, 0]})
    value = found(indicators(empty), "wrongly_listed")[""]
    assert (value.value, value.low, value.high) == (None, None, None)
    assert value.note


def test_a_red_list_is_no_harm() -> None:
    assert "honest" not in {value.scheme for value in indicators(made())}


def test_conduct_of_unknown_nature_is_neither_good_nor_bad() -> None:
    run = MadeRun({"acts.yodelling": [5, 5], "withheld.yodelling": [1, 1], "added.yodelling": [1, 1]})
    assert indicators(run) == []


def test_conduct_that_no_response_changes_is_left_out() -> None:
    info = {"schemes": {}, "gates": [], "lists": [], "responses": ["critical post"]}
    values = indicators(made(), info)
    assert {value.scheme for value in values if value.unit.endswith("acts")} == {"critical post"}


def test_counters_that_contradict_each_other_are_said() -> None:
    broken = made(**{"wrongful.debtors": [100, 2, 2, 2]})
    assert found(indicators(broken), "wrongly_listed")[""].note == CONTRADICTION
    assert broken_laws(broken) == ["wrongful entries are entries: not so for debtors in 1 communities"]
    assert broken_laws(made()) == []


def test_groups_and_communities_that_differ_break_a_law() -> None:
    run = MadeRun({"entries.debtors": [3, 4]}, {"entries.debtors": [1, 1, 1, 1]})
    assert broken_laws(run) == ["communities and groups differ in entries.debtors: 7 and 4"]


def test_recovered_because_of_the_list_is_what_the_baseline_lacks() -> None:
    without = indicators(made())
    assert found(without, "recovered_because_of_it") == {}
    paired = indicators(made(), baseline=made(**{"paid.debtors": [2, 4, 2, 1]}))
    value = found(paired, "recovered_because_of_it")[""]
    assert value.value == pytest.approx(6 / 15)
    strangers = made(people=[1000, 1000, 1000, 900])
    assert found(indicators(made(), baseline=strangers), "recovered_because_of_it") == {}


def test_disparity_compares_fixed_groups_both_ways() -> None:
    groups = {"subjects.debtors": [14, 16, 4, 6]}
    run = MadeRun(dict(CLUSTERS), groups)
    adverse, favourable = (found(indicators(run), name) for name in ("adverse_ratio", "favourable_ratio"))
    assert {group: value.value for group, value in adverse.items()} == pytest.approx({
        "poorest fifth against richest": 3.0,
        "rural against urban": 3.0,
        "under 45 against 60 and over": 3.0,
        "men against women": 22 / 18,
    })  # fmt: skip
    assert favourable["rural against urban"].value == pytest.approx((1970 / 2000) / (1990 / 2000))


def test_people_too_young_for_a_list_are_not_spared_by_it() -> None:
    groups = {"age": ["0-17", "15-19", "60+", "60+"], "subjects.debtors": [0, 30, 5, 5]}
    run = MadeRun(dict(CLUSTERS), groups)
    adverse = found(indicators(run), "adverse_ratio")["under 45 against 60 and over"].value
    assert adverse == pytest.approx((30 / 400) / (10 / 2000)), "two of the five years from 15 to 19 are of age"


def test_paperwork_by_income() -> None:
    groups = {"hours.counter": [60, 60, 20, 20], "yuan_paid.counter": [400, 400, 400, 400]}
    values = indicators(MadeRun(dict(CLUSTERS), groups))
    hours = found(values, "paperwork_hours")
    assert hours["poorest fifth"].value == pytest.approx(60)
    assert hours["richest fifth"].value == pytest.approx(20)
    assert hours["poorest fifth"].label == "Hours that measures cost, poorest fifth"
    assert found(values, "unequal_hours")["poorest fifth against richest"].value == pytest.approx(3)
    assert found(values, "unequal_cost")["poorest fifth against richest"].value == pytest.approx(5)
    assert found(values, "cost_of_income")["richest fifth"].value == pytest.approx(1000 * 0.4 / 50_000)


def test_rewards_by_income_and_what_costs_leave_of_them() -> None:
    groups = {"yuan_gained.counter": [0, 0, 100, 100], "yuan_paid.counter": [600, 600, 200, 200]}
    values = indicators(MadeRun(dict(CLUSTERS), groups))
    gained, balance = found(values, "yuan_gained"), found(values, "balance_of_money")
    assert gained["poorest fifth"].value == 0
    assert gained["richest fifth"].value == pytest.approx(1000 * 200 / 2000)
    assert balance["poorest fifth"].value == pytest.approx(1000 * -1200 / 2000)
    assert balance["richest fifth"].value == pytest.approx(1000 * (200 - 400) / 2000)
    assert balance["richest fifth"].low < balance["richest fifth"].value < balance["richest fifth"].high  # type: ignore[operator]


def test_a_balance_needs_both_sides() -> None:
    nothing_given = made(**{"yuan_gained.counter": [0, 0, 0, 0]})
    assert found(indicators(nothing_given), "balance_of_money") == {}


def test_unequal_watching_compares_the_classes_that_the_regime_tells_apart() -> None:
    groups = {"acts.red light": [100, 100, 80, 80], "seen.red light": [20, 20, 45, 45]}
    run = MadeRun({**CLUSTERS, "place": ["Xinjiang", "Tibet", "Hunan", "Hunan"]}, groups)
    ratios = {group: value.value for group, value in found(indicators(run), "unequal_watching").items()}
    assert ratios == pytest.approx({
        "urban against rural": (90 / 160) / (40 / 200),
        "Xinjiang against Hunan and Tibet": (30 / 90) / (100 / 270),
    })  # fmt: skip
    assert found(indicators(made(**{"acts.red light": [9, 9, 9, 9]})), "unequal_watching"), "no places, but groups"
    alike = {**made().manifest["regime_info"], "watching": {}}
    assert found(indicators(run, alike), "unequal_watching") == {}


def test_what_nothing_in_the_regime_can_move_is_left_out() -> None:
    info = {
        **made().manifest["regime_info"],
        "mechanisms": {"warned": ["city points"], "hours_saved": [], "opened": ["air"]},
    }
    names = {value.name for value in indicators(made(), info)}
    everything = {value.name for value in indicators(made())}
    assert everything - names == {"hours_saved", "balance_of_hours", "doors_opened"}


def test_from_a_folder_as_from_memory(tmp_path: Path) -> None:
    run = made()
    run.manifest["people"] = 1024 * len(TWINS)
    folder = write_run(tmp_path / "run", run, {"day": [0], "date": [17_000]})
    run.manifest["days"] = 365
    assert indicators(open_run(folder)) == indicators(run)
    assert broken_laws(open_run(folder)) == []


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_shares_are_shares_and_intervals_hold_their_value(communities: int, seed: int) -> None:
    """Over made-up runs that keep the laws of counters."""
    rng = np.random.default_rng(seed)
    columns = {
        name: np.round(np.mean(values) * rng.random(communities)).astype(int) for name, values in CLUSTERS.items()
    }
    for part, whole in (
        ("false", "marks"),
        ("wrongful", "entries"),
        ("subjects", "entries"),
        ("first_refused", "refused"),
    ):
        for name in [name for name in columns if name.startswith(part + ".")]:
            columns[name] = np.minimum(columns[name], columns[name.replace(part, whole)])
    columns["noticed.debtors"] = np.minimum(columns["noticed.debtors"], columns["entries.debtors"])
    columns["gate_learnt.debtors"] = columns["entries.debtors"] - columns["noticed.debtors"]
    columns["people"] = np.full(communities, 1000)
    for value in indicators(MadeRun(columns)):
        if value.value is None or value.note == CONTRADICTION:
            continue
        if value.unit.startswith("share"):
            assert 0 <= value.value <= 1
        assert value.low is None or value.low <= value.value + 1e-9
        assert value.high is None or value.value <= value.high + 1e-9


def test_the_page_is_in_step_with_the_code() -> None:
    page = Path(__file__).parents[2] / "docs/indicators.md"
    written = page.read_text("utf-8")
    assert written == indicators_markdown(), "python -m demerit.indicators.to_text > docs/indicators.md"


def test_every_indicator_is_defined_once_in_known_counters() -> None:
    assert len({indicator.name for indicator in INDICATORS}) == len(INDICATORS) == sum(map(len, FAMILIES.values()))
    owners = {counter.kind: counter.owner for counter in COUNTERS}
    for indicator in INDICATORS:
        assert all([indicator.label, indicator.meaning, indicator.formula, indicator.unit, indicator.source])
        assert set(indicator.needs) <= set(owners)
        assert indicator.owner in ("run", "response", *(owners[kind] for kind in indicator.needs[:1]))


def test_values_read_as_lines() -> None:
    text = indicators_text(indicators(made()))
    assert text.startswith("Synthetic people")
    assert "  Not learnt of by the last day (debtors): 0.3 share of entries, " in text
    assert "Claimed benefits\n" in text


def test_made_up_counters_are_counters() -> None:
    assert [name for name in CLUSTERS if parse_counter(name) is None] == ["people"]


def test_the_share_of_each_link_is_the_sum_done_by_hand() -> None:
    run = made()
    run.twin_rows = LINKED_TWINS
    values = {(value.name, value.scheme): value for value in indicators(run) if value.name.startswith("spiral_share")}
    assert {key: value.value for key, value in values.items()} == pytest.approx({
        ("spiral_share", "fees"): 0.3,
        ("spiral_share", "lost work"): 0,
        ("spiral_share_all", ""): 0.9,
        ("spiral_share_refusals", "fees"): 0.4,
        ("spiral_share_refusals", "lost work"): 0,
        ("spiral_share_refusals_all", ""): 0.6,
    })  # fmt: skip
    assert {value.n for value in values.values()} == {10, 5}
    nothing = values["spiral_share", "lost work"]
    assert (nothing.low, nothing.high) == pytest.approx((-0.3689, 0.3689), abs=1e-4), "three or four events may hide"


def test_shares_of_a_spiral_that_is_not_there_are_not_said() -> None:
    """Communities that contradict each other leave the whole around zero, and a share of it means nothing."""
    rows = [{**row, "marks_with": with_} for row, with_ in zip(LINKED_TWINS, (30, 25), strict=True)]
    run = made()
    run.twin_rows = rows
    (share,) = [value for value in indicators(run) if (value.name, value.scheme) == ("spiral_share", "fees")]
    assert share.value == pytest.approx(1 - 7 / 5)
    assert (share.low, share.high) == (None, None)
    assert share.note == "what the first mark brings is not clear of zero"
    assert telling.too_few(share.value, share.low, share.high, share.n)
    run.twin_rows = [{**row, "marks_with": 5} for row in LINKED_TWINS]
    (none,) = [value for value in indicators(run) if (value.name, value.scheme) == ("spiral_share", "fees")]
    assert none.value is None
