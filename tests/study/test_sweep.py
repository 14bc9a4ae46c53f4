"""Sweeps and sensitivities: ranges as they are written, designs, common luck, interruptions, and known answers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

import demerit
from demerit import pipeline
from demerit.errors import UserError
from demerit.records.observer import Silent
from demerit.regime.from_yaml import read_document
from demerit.report.sensitivity import SensitivityResult
from demerit.report.sweep import SweepResult, rank_correlation
from demerit.study.sweep import sensitivity as weighing
from demerit.study.sweep.design import points_of
from demerit.study.sweep.kept import part_of
from demerit.study.sweep.layout import Found, Over, Plan, Swept, changes_at
from demerit.study.sweep.over import grounded, over_of, overs_of, written_out
from demerit.study.sweep.ranges import ranges_of
from demerit.study.sweep.sweep import plan_of, sweep
from demerit.study.sweep.weighed import prepared, weigh

SERVED = "schemes.debtors.notice.served"
SMALL = """regime: small
title: A list of debtors
in force: from 2018-01-01
operator: public
jurisdiction: nowhere
feeds:
  courts:
    holder: courts
    context: court
    sees: [unpaid judgment]
    detects: 50 % between 2 % and 100 % (assumption)
    arrives after: 2 days between 1 day and 3 days (assumption)
schemes:
  debtors:
    kind: list
    colour: black
    subjects: persons of 18 and over
    grounds:
      unpaid: {conduct: unpaid judgment, not if: {security given: 3 % between 2 % and 4 % (assumption)}}
    notice: {when: at, served: 50 % (assumption)}
    term: {unpaid: 3 years between 2 years and 4 years (assumption)}
"""
"""one assumption that decides how many are listed, and three that hardly do"""


def ran(plan: Plan | None, out: Path | None = None, **more: Any) -> Swept:
    return sweep(plan, out, more.pop("live", pipeline.run), Silent(), lambda done, of: None, threads=1, **more)


def small_plan(**more: Any) -> Plan:
    asked = {"people": 4_096, "days": 300, "seed": 7, "points": 4, **more}
    return plan_of(SMALL, [f"{SERVED}=0..100 %"], **asked)


def grid_of(*texts: str, points: int | None = None, design: str = "grid") -> Sequence[Any]:
    return points_of([over_of(text) for text in texts], design, points, 7)


# Ranges and designs


@pytest.mark.parametrize(("text", "over"), [
    ("a.b=0 %..100 %", Over("a.b", 0, 100, "%")),
    ("a . b = 0..2.5 % a year", Over("a.b", 0, 2.5, "% a year")),
    ("a=1 day..30 days", Over("a", 1, 30, "days")),
    ("a.b=-20..-5 points", Over("a.b", -20, -5, "points")),
    ("a.from age=14..18", Over("a.from age", 14, 18, "")),
])  # fmt: skip
def test_a_range_is_read_as_it_is_written(text: str, over: Over) -> None:
    assert over_of(text) == over
    assert over_of(f"{over.path}={over.text(over.low)}..{over.text(over.high)}") == over


@pytest.mark.parametrize(("text", "says"), [
    ("a.b", "is no range of a clause"),
    ("a.b=5 %", "is no range of a clause"),
    ("a.b=5 %..5 %", "a range that goes upwards"),
    ("a.b=50 %..5 %", "a range that goes upwards"),
    ("a.b=0 %..3 days", "from % to days"),
    ("a.b=0 %..100", "has a unit, and the other end has none"),
    ("a.b=few..many", "does not start with a number"),
    ("a.b=0.5 days..3 days", "days are whole"),
    ("a.b=0 %..100 percent", "is not a unit"),
])  # fmt: skip
def test_what_is_no_range_is_refused(text: str, says: str) -> None:
    with pytest.raises(UserError) as refused:
        over_of(text)
    assert says in str(refused.value)
    assert "--over" in str(refused.value)


@pytest.mark.parametrize(("over", "says"), [
    ("schemes.debtors.notice.sreved=0 %..9 %", "did you mean `served`?"),
    ("scheme.debtors.notice.served=0 %..9 %", "did you mean `schemes`?"),
    (f"{SERVED}=0 days..9 days", "a share, in %"),
    (f"{SERVED}=0..9", "the range has no unit"),
    (f"{SERVED}=0 %..120 %", "120 % is out of range"),
])  # fmt: skip
def test_a_range_must_be_one_that_the_clause_can_have(over: str, says: str) -> None:
    with pytest.raises(UserError) as refused:
        plan_of(SMALL, [over], people=1024, days=30, seed=7)
    assert says in str(refused.value)
    assert "--set" not in str(refused.value)


def test_two_ranges_of_one_clause_and_none_are_refused() -> None:
    with pytest.raises(UserError, match="two ranges"):
        overs_of([f"{SERVED}=0 %..9 %", f"{SERVED}=0 %..8 %"])
    with pytest.raises(UserError, match="needs a clause"):
        overs_of([])


def test_a_path_into_a_phrase_leads_somewhere_too() -> None:
    """`term` is written `3 years`, a phrase that no path of the file leads into."""
    over = over_of("schemes.debtors.term.unpaid.length=1 year..3 years")
    document, found = grounded(read_document(SMALL), [over])
    assert changes_at(found, [2]) == ("schemes.debtors.term.unpaid=2 years (assumption)",)
    assert document.regime == read_document(SMALL).regime, "the same regime, written out"
    assert written_out(document).phases == document.phases


def test_a_grid_has_every_combination_of_levels_and_the_last_clause_moves_fastest() -> None:
    found = grid_of("a=0 %..100 %", "b=1 day..3 days", points=5)
    assert found[:4] == ((0, 1), (0, 2), (0, 3), (25, 1)), "three whole numbers of days, five shares"
    assert len(found) == 15
    assert len(grid_of("a=0 %..100 %")) == 5


def test_a_hypercube_has_one_point_in_every_slice_of_every_range() -> None:
    found = grid_of("a=0 %..100 %", "b=10 %..20 %", points=16, design="lhs")
    for values, low, width in ((0, 0, 100), (1, 10, 10)):
        slices = Counter(int((point[values] - low) / width * 16) for point in found)
        assert slices == Counter(range(16))
    assert found == grid_of("a=0 %..100 %", "b=10 %..20 %", points=16, design="lhs"), "the seed places it"


def test_a_sobol_sequence_is_even_and_a_longer_one_begins_with_it() -> None:
    texts = ("a=0 %..100 %", "b=0 %..100 %")
    found = grid_of(*texts, points=16, design="sobol")
    assert Counter((int(a // 25), int(b // 25)) for a, b in found) == Counter(
        (a, b) for a in range(4) for b in range(4)
    )
    assert grid_of(*texts, points=64, design="sobol")[:11] == grid_of(*texts, points=11, design="sobol")


@pytest.mark.parametrize(("design", "points"), [("grid", 1), ("grid", 400), ("lhs", 0), ("sobol", 10**6), ("cube", 4)])
def test_points_that_nobody_could_run_are_refused(design: str, points: int) -> None:
    with pytest.raises(UserError):
        grid_of("a=0 %..100 %", "b=0 %..100 %", points=points, design=design)


# Sweeps


def test_more_notices_served_leave_fewer_who_never_learn_of_it(tmp_path: Path) -> None:
    """Whoever is served at 25 % is served at 50 %: with common luck the share falls at every step, without noise."""
    plan = plan_of(
        "debtors-2017", [f"{SERVED}=0..100 %"], points=6, people=30_000, days=730, seed=7,
        indicators=["never_told", "first_told_at_gate"],
    )  # fmt: skip
    found = ran(plan, tmp_path / "served.parquet")
    for name in plan.indicators:
        values = [one.value for one in found.column((name, "debtors", "")) if one is not None]
        assert len(values) == 6
        assert all(later <= earlier for earlier, later in pairwise(values)), name
        assert values[0] > values[-1] == 0
    never, *_ = SweepResult(found).moves
    assert (never.highest_at, never.lowest_at) == (0, 5)
    assert never.with_clauses[SERVED] == pytest.approx(-1)
    said = SweepResult(found).as_dict()
    assert said["indicators"][0]["says"] == f"falls with {SERVED}"
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path / 'served.parquet'}' WHERE indicator = 'never_told' ORDER BY point")
    assert rows.columns == ["point", SERVED, "indicator", "scheme", "group", "value", "low", "high"]
    assert [row[1] for row in rows.fetchall()] == [0, 20, 40, 60, 80, 100]


def test_a_point_is_the_run_that_sets_its_clauses() -> None:
    found = ran(small_plan())
    alone = demerit.run(SMALL, people=4_096, years=300 / 365, seed=7, report=False, set={SERVED: "100 % (assumption)"})
    assert [one.value for one in found.found[-1]] == [one.value for one in alone.indicators]


class BrokenError(Exception):
    pass


def test_what_was_done_before_it_broke_is_not_run_again_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    plan, whole, pieces = small_plan(), tmp_path / "whole.parquet", tmp_path / "pieces.parquet"
    ran(plan, whole)
    runs = []

    def live(order: Any, folder: Path, *rest: Any, **more: Any) -> None:
        if len(runs) == 2:
            raise BrokenError
        runs.append(order.changes)
        pipeline.run(order, folder, *rest, **more)

    with pytest.raises(BrokenError):
        ran(plan, pieces, live=live)
    assert sorted(path.name for path in part_of(pieces).iterdir()) == [
        "point-000000.json", "point-000001.json", "sweep.json"
    ]  # fmt: skip
    with pytest.raises(UserError, match="unfinished sweep"):
        ran(plan, pieces)
    with pytest.raises(UserError, match="begun with something else: seed"):
        ran(replace(plan, seed=8), pieces, resume=True)

    def rest(order: Any, folder: Path, *more: Any, **said: Any) -> None:
        assert order.changes not in runs, "done points are not run again"
        pipeline.run(order, folder, *more, **said)

    ran(None, pieces, live=rest, resume=True)
    assert pieces.read_bytes() == whole.read_bytes()
    assert not part_of(pieces).exists()
    with pytest.raises(UserError, match="is there already"):
        ran(plan, pieces)
    with pytest.raises(UserError, match="nothing to go on with"):
        ran(plan, pieces, resume=True)


def test_a_sweep_shows_itself() -> None:
    result = SweepResult(ran(small_plan()))
    for width in (60, 88):
        assert max(map(len, result.text(width).splitlines())) <= width
    assert "Synthetic people" in result.text()
    assert "Synthetic people" in result._repr_html_()
    assert json.loads(json.dumps(result.as_dict()))["points"][1][SERVED] == pytest.approx(100 / 3)
    assert {row["point"] for row in result.rows()} == {0, 1, 2, 3}


def test_rank_correlation_of_known_rows() -> None:
    assert rank_correlation([1, 2, 3], [10, 20, 90]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3], [3, 3, 3]) == 0
    assert rank_correlation([1, 2, 3, 4], [1, 2, 2, 1]) == pytest.approx(0)


# Sensitivity


def test_every_number_with_a_range_is_an_assumption() -> None:
    found = ranges_of(read_document(SMALL))
    assert [(one.over.path, one.value, one.over.low, one.over.high) for one in found.assumptions] == [
        ("feeds.courts.detects", 50, 2, 100),
        ("feeds.courts.arrives after", 2, 1, 3),
        ("schemes.debtors.grounds.unpaid.not if.security given", 3, 2, 4),
        ("schemes.debtors.term.unpaid.length", 3, 2, 4),
    ]
    with pytest.raises(UserError, match="says how uncertain"):
        ranges_of(read_document("nothing"))


@pytest.mark.parametrize("regime", ["rongcheng-2021", "sesame-2015", "mobilisation", "national-2014-2020"])
def test_shipped_assumptions_can_all_be_moved(regime: str) -> None:
    """They have shares that opt in, bands, lengths and sums of money inside phrases."""
    left = [said for said in ranges_of(read_document(regime)).left_out if "leads nowhere" in said]
    assert left == []


def test_morris_ranks_the_one_influential_assumption_first() -> None:
    ready = prepared(SMALL, number=3, people=8_192, days=365, seed=7, indicators=["in_force_per_1000"])
    assert len(ready.plan.points) == 3 * 5 + 1 + 2 * 4
    result = SensitivityResult(weigh(ready, pipeline.run, Silent(), lambda done, of: None, threads=1))
    ranked = result.of("in_force_per_1000", "debtors")
    first, second, *_ = ranked.weights
    assert first.assumption == "feeds.courts.detects"
    assert first.first > 5 * second.first
    assert first.at_low is not None
    assert first.at_high is not None
    assert first.at_low < (ranked.value or 0) < first.at_high, "alone: more are noticed, more are listed"
    chart = result.chart()
    assert chart["data"]["values"][0]["assumption"] == "feeds.courts.detects"
    assert "Synthetic people" in chart["description"]
    for width in (60, 88):
        assert max(map(len, result.text(width).splitlines())) <= width


def known_answer(monkeypatch: pytest.MonkeyPatch, method: str, number: int) -> SensitivityResult:
    """The indicator is 3 x + y of the first two assumptions, each as a share of its range, and of no other."""

    def formula(plan: Plan, *rest: Any, **more: Any) -> list[list[Found]]:
        shares = [
            [(value - over.low) / (over.high - over.low) for value, over in zip(point, plan.over, strict=True)]
            for point in plan.points
        ]
        return [
            [Found("in_force_per_1000", "debtors", "", 3 * one[0] + one[2], 0.0, 9.0, 99, "In force", "people", "harm")]
            for one in shares
        ]

    monkeypatch.setattr(weighing, "lived", formula)
    ready = prepared(SMALL, method=method, number=number, people=1_024, days=30, seed=7)
    return SensitivityResult(weigh(ready, pipeline.run, Silent(), lambda done, of: None))


def test_morris_of_a_straight_line_is_its_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {one.assumption.split(".")[-1]: one for one in known_answer(monkeypatch, "morris", 8).of().weights}
    assert weights["detects"].first == pytest.approx(3)
    assert weights["security given"].first == pytest.approx(1)
    assert weights["length"].first == pytest.approx(0)
    assert all(one.other == pytest.approx(0, abs=1e-9) for one in weights.values()), "nothing depends on the others"
    assert (weights["detects"].at_low, weights["detects"].at_high) == (pytest.approx(0.5), pytest.approx(3.5))


def test_sobol_of_a_straight_line_is_its_squared_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Var(3 x + y) = (9 + 1) / 12 over the unit square: shares of 0.9 and 0.1, alone and in all."""
    found = known_answer(monkeypatch, "sobol", 512).of().weights
    assert [one.assumption.split(".")[-1] for one in found[:2]] == ["detects", "security given"]
    for one, share in zip(found, (0.9, 0.1, 0.0, 0.0), strict=True):
        assert one.first == pytest.approx(share, abs=0.03)
        assert one.other == pytest.approx(share, abs=0.03)
        assert one.other_error is not None


@pytest.mark.parametrize(("method", "number"), [("morris", 1), ("sobol", 100), ("fast", 8), ("morris", 10**6)])
def test_methods_and_numbers_that_cannot_be_had_are_refused(method: str, number: int) -> None:
    with pytest.raises(UserError):
        prepared(SMALL, method=method, number=number, people=1_024, days=30, seed=7)


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(UserError, match="did you mean `never_told`"):
        small_plan(indicators=["nver_told"])
