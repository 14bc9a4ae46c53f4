"""Sweeps: ranges as they are written, designs, common luck, and interruptions."""

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
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import read_document
from demerit.report.sweep import SweepResult, rank_correlation
from demerit.study.sweep.design import points_of
from demerit.study.sweep.kept import part_of
from demerit.study.sweep.layout import Over, Plan, Swept, changes_at
from demerit.study.sweep.over import grounded, over_of, overs_of, written_out
from demerit.study.sweep.sweep import plan_of, sweep

SERVED = "schemes.debtors.notice.served"
MORE = """phases:
  later:
    from: 2018-02-01
    changes:
      feeds.courts.detects: 90 % between 60 % and 100 % (assumption)
      schemes.debtors.term: {unpaid: 5 years between 3 years and 6 years (assumption)}
      schemes.debtors.notice: {when: at, served: 70 % between 40 % and 95 % (assumption)}
  last:
    from: 2018-07-01
    changes: {feeds.courts.detects: 80 % (assumption), schemes.debtors.notice.served: not declared}
"""
LATER = "phases.later.changes"
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


def test_a_path_leads_into_a_phase_too() -> None:
    """Beside a whole clause, a number of a table that the phase sets, and one in a phrase of it."""
    texts = [f"{LATER}.feeds.courts.detects=60 %..100 %", f"{LATER}.schemes.debtors.notice.served=40 %..95 %",
             f"{LATER}.schemes.debtors.term.unpaid.length=3 years..6 years"]  # fmt: skip
    before = read_document(SMALL + MORE)
    document, found = grounded(before, overs_of(texts))
    start, later, last = (regime for _, regime in changed(document, changes_of(changes_at(found, [61, 62, 4]))).phases)
    assert [number(later) for number in (detects, served, term)] == [61, 62, 4]
    assert [number(start) for number in (detects, served, term)] == [50, 50, 3], "as the file has it until then"
    assert [number(last) for number in (detects, term)] == [80, 4], "and again from the next phase on, where it says so"
    assert before.regime == document.regime.model_copy(update={"phases": before.regime.phases})


def detects(regime: Any) -> float:
    return regime.feeds["courts"].detects.value  # type: ignore[no-any-return]


def served(regime: Any) -> float:
    return regime.schemes["debtors"].notice.served.value  # type: ignore[no-any-return]


def term(regime: Any) -> float:
    return regime.schemes["debtors"].term["unpaid"].length.value  # type: ignore[no-any-return]


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


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(UserError, match="did you mean `never_told`") as refused:
        small_plan(indicators=["nver_told"])
    assert "docs/indicators.md, which `demerit indicators RUN --json` prints" in str(refused.value)
    with pytest.raises(UserError, match="write `never_told`"):
        small_plan(indicators=["Not learnt of by the last day"])
