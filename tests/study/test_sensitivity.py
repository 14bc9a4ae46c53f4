"""Sensitivities: which numbers are assumptions, what moving them does, interruptions, and known answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from demerit import pipeline
from demerit.errors import UserError
from demerit.records.observer import Silent
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import LIBRARY, read_document
from demerit.report.sensitivity import SensitivityResult
from demerit.study.sweep import sensitivity as weighing
from demerit.study.sweep.kept import part_of
from demerit.study.sweep.layout import Found, Plan, changes_at
from demerit.study.sweep.over import written_out
from demerit.study.sweep.ranges import ranges_of
from demerit.study.sweep.weighed import Prepared, prepared, unfinished, weigh
from tests.study.test_sweep import LATER, MORE, SMALL, BrokenError, detects, ran, served, term


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


def test_the_numbers_of_later_phases_are_assumptions_too() -> None:
    found = ranges_of(read_document(SMALL + MORE), days=300)
    assert [(one.over.path, one.value) for one in found.assumptions[4:]] == [
        (f"{LATER}.feeds.courts.detects", 90),
        (f"{LATER}.schemes.debtors.notice.served", 70),
        (f"{LATER}.schemes.debtors.term.unpaid.length", 5),
    ]
    assert found.left_out == (
        f"{LATER}.feeds.courts.detects is moved until the phase `last`, which reads it otherwise.",
        f"{LATER}.schemes.debtors.notice.served is moved until the phase `last`, which reads it otherwise.",
    ), "what a phase moves again needs no remark"
    lows = changes_at([one.over for one in found.assumptions], [one.over.low for one in found.assumptions])
    start, later, last = (regime for _, regime in changed(found.document, changes_of(lows)).phases)
    assert [number(later) for number in (detects, served, term)] == [60, 40, 3]
    assert [number(start) for number in (detects, term)] == [2, 2]
    assert detects(last) == 80


def test_phases_after_the_last_day_of_a_run_are_not_moved() -> None:
    found = ranges_of(read_document(SMALL + MORE), days=31)
    assert len(found.assumptions) == 4
    assert found.left_out == ("The phase `later` begins after the last day of a run: its numbers stay as they are.",)
    assert len(ranges_of(read_document(SMALL + MORE), days=32).assumptions) == 7


@pytest.mark.parametrize("file", sorted(LIBRARY.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_file_written_out_reads_as_it_did(file: Path) -> None:
    """Every phase of it, and written out again it is the same text: what was left unfinished finds its points again."""
    document = read_document(file)
    spread = written_out(document)
    assert written_out(spread).text == spread.text
    for (day, was), (begins, now) in zip(document.phases, spread.phases, strict=True):
        assert day == begins
        assert now.model_copy(update={"phases": {}}) == was.model_copy(update={"phases": {}})


@pytest.mark.parametrize(
    "regime", ["china-2013-2019", "rongcheng-2021", "sesame-2015", "mobilisation", "national-2014-2020"]
)
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


def test_a_number_of_a_phase_moves_what_happens_from_then_on() -> None:
    """Of those listed after a year, 90 % or so come from the eleven months in which the courts detect otherwise."""
    still = SMALL.replace("50 % between 2 % and 100 %", "50 %")
    one_phase = MORE[: MORE.index("  last:")]
    ready = prepared(still + one_phase, number=2, people=8_192, days=365, seed=7, indicators=["in_force_per_1000"])
    found = SensitivityResult(weigh(ready, pipeline.run, Silent(), lambda done, of: None, threads=1))
    first, *_ = found.of("in_force_per_1000", "debtors").weights
    assert first.assumption == f"{LATER}.feeds.courts.detects"
    assert (first.at_low or 0) < (first.at_high or 0)


def test_a_sensitivity_that_broke_goes_on_and_comes_to_the_same(tmp_path: Path) -> None:
    asked = {"number": 2, "people": 1_024, "days": 60, "seed": 7, "indicators": ["in_force_per_1000"]}
    whole, pieces, runs = tmp_path / "whole.parquet", tmp_path / "pieces.parquet", []

    def weighed(ready: Prepared, table: Path, live: Any = pipeline.run, **more: Any) -> SensitivityResult:
        return SensitivityResult(
            weigh(ready, live, Silent(), lambda done, of: None, threads=1, table=table, **more)
        )  # fmt: skip

    def breaks(order: Any, *rest: Any, **more: Any) -> None:
        if len(runs) == 3:
            raise BrokenError
        runs.append(order.changes)
        pipeline.run(order, *rest, **more)

    ready = prepared(SMALL + MORE, **asked)
    once = weighed(ready, whole).as_dict()
    with pytest.raises(BrokenError):
        weighed(ready, pieces, breaks)
    assert sorted(path.name for path in part_of(pieces).iterdir())[-1] == "sensitivity.json"
    with pytest.raises(UserError, match="holds an unfinished sensitivity"):
        weighed(ready, pieces)
    with pytest.raises(UserError, match="`demerit sensitivity --resume --table"):
        ran(None, pieces, resume=True)
    with pytest.raises(UserError, match="begun with something else: seed"):
        weighed(prepared(SMALL + MORE, **{**asked, "seed": 8}), pieces, resume=True)

    def rest(order: Any, *more: Any, **said: Any) -> None:
        assert order.changes not in runs, "done points are not run again"
        pipeline.run(order, *more, **said)

    again = weighed(unfinished(pieces), pieces, rest, resume=True).as_dict()
    assert again == once
    assert pieces.read_bytes() == whole.read_bytes()
    assert not part_of(pieces).exists()
    assert len(duckdb.sql(f"SELECT DISTINCT point FROM '{pieces}'").fetchall()) == len(ready.plan.points)
    with pytest.raises(UserError, match="--table names another one"):
        weighed(ready, pieces)


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


def test_assumptions_that_are_not_told_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    result = known_answer(monkeypatch, "morris", 8)
    assert "more of 4 assumptions do" in " ".join(result.text().split())
    told = sum(line.startswith(("  1. ", "  2. ", "  3. ")) for line in result.text().splitlines())
    says = f"{4 - told} more of 4 assumptions {'do' if told < 3 else 'does'} less or nothing: --json has all"
    assert says in result.text()
    assert says in result._repr_html_()


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
