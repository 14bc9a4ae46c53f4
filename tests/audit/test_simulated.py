"""Measured tests: numbers that are known are found, and nothing fails but what lies beyond its threshold as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit import pipeline
from demerit.audit.layout import Outcome
from demerit.audit.packs import MEASURED as PACK
from demerit.audit.packs import pack_names, read_pack
from demerit.audit.simulated.corrections import half_life
from demerit.audit.simulated.impact import most_unequal, rates
from demerit.audit.simulated.judged import state_of
from demerit.audit.simulated.layout import MEASURED, Paired, Seen
from demerit.audit.simulated.ledger import Correction, by_community, copies_taken_back, corrections, stays
from demerit.audit.simulated.simulate import simulate
from demerit.audit.simulated.spiral import Offspring, offspring
from demerit.audit.simulated.twins import after_first_marks, plan_of
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.records.observer import Silent
from demerit.records.open import Records, open_run
from demerit.records.order import Order
from demerit.regime.from_yaml import LIBRARY, read_regime
from demerit.report.audit import audit
from demerit.report.audit_simulated import simulated
from tests.audit.test_packs import VERDICT
from tests.engine.runs import world
from tests.indicators.folders import NATION_INFO, REGIME_INFO, MadeRun
from tests.science.test_published import published

PEOPLE, DAYS = 20_480, 730
FIRST = ("schemes.debtors.notice.when=before", "schemes.debtors.notice.served=100 % (assumption)")
NEVER = ("schemes.debtors.notice=never",)
COPIED = ("agreements.court to city.passes=[entry, correction]",)


def live(order: Order, folder: Path) -> None:
    pipeline.run(order, folder, Silent(), with_page=False)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Records]:
    """A run of rongcheng with some clauses read otherwise, made once."""

    @cache
    def run(*changes: str) -> Records:
        folder = tmp_path_factory.mktemp("measured") / "run"
        live(Order("rongcheng", PEOPLE, DAYS, 7, changes=changes), folder)
        return open_run(folder)

    return run


def only(outcomes: dict[str, list[Outcome]], rule: str) -> Outcome:
    (found,) = outcomes[rule]
    return found


# F01


def of_hawkes(*changes: str, days: int, people: int = 8192) -> Offspring:
    made = world(published("hawkes", *changes), people=people, days=days, tick=7, chunk=people, keep=False)
    found = offspring(*after_first_marks(made.plan, []))
    assert found is not None
    return found


def holds(found: Estimate, truth: float) -> bool:
    assert found.low is not None
    assert found.high is not None
    return found.low <= truth <= found.high


@pytest.mark.parametrize("n", [0.2, 0.5])
def test_the_offspring_of_a_mark_are_those_that_the_file_declares(n: float) -> None:
    """Each live mark adds n times the rate of 0.01 a day for 100 days: it sets off n marks, and 1 / (1 - n) in all."""
    found = of_hawkes(*(f"responses.{k} marks.changes={1 + n * k:.12g} times (HAWKES)" for k in range(1, 19)), days=900)
    assert holds(found.n, n), found
    assert holds(found.total, 1 / (1 - n)), found
    assert found.n.high is not None
    assert found.n.high < n + 0.05
    assert state_of(found.n, 1.0, "above") == "pass"


def test_a_mark_that_sets_off_more_than_one_is_found_to() -> None:
    """Marks that stay 400 days set off 0.005 a day: 1.67 within 333 days, less where 18 live marks are the most."""
    found = of_hawkes("schemes.marks.catalogue.slip.expires after=400 days (HAWKES)", days=400)
    assert state_of(found.n, 1.0, "above") == "fail", found
    assert found.n.value is not None
    assert 1.3 < found.n.value < 0.005 * found.days


def test_without_responses_one_mark_sets_off_none() -> None:
    found = of_hawkes(*(f"responses.{k} marks.changes=1 times (HAWKES)" for k in range(1, 19)), days=300, people=4096)
    assert found.n.value == 0.0
    assert found.n.high is not None
    assert 0 < found.n.high < 0.002, "none seen is not none for certain"


def test_the_twins_are_those_of_the_run(ran: Callable[..., Records]) -> None:
    records = ran()
    extra, watched = after_first_marks(*plan_of(records))
    rows = records.twins()
    assert watched[:, 0].tolist() == [row["people"] for row in rows]
    assert extra.sum(axis=1).tolist() == [row["marks_with"] - row["marks_without"] for row in rows]


# F06s


@pytest.mark.parametrize("changes", [(), FIRST, NEVER])
def test_days_by_the_ledger_are_those_of_the_counters(ran: Callable[..., Records], changes: tuple[str, ...]) -> None:
    records = ran(*changes)
    found = stays(records, "debtors")
    sums = records.groups.numpy("entries.debtors", "days.debtors", "unaware_days.debtors", "wrongful_days.debtors")
    totals = [int(values.sum()) for values in sums.values()]
    assert totals[0] > 50
    assert [len(found.person), found.days.sum(), found.unaware.sum(), found.days[found.wrong].sum()] == totals


def test_who_is_never_told_does_not_know_and_who_is_told_first_does(ran: Callable[..., Records]) -> None:
    assert only(simulate(ran(*NEVER)), "F06s").state == "fail"
    told = only(simulate(ran(*FIRST)), "F06s")
    assert told.state == "pass"
    assert "0 % (0 % to " in told.says


# L12s


def waits(days: list[int], done: int) -> Correction:
    person = np.arange(len(days), dtype=np.int64) * 37 % len(days) * 300  # three or four of a community, mixed
    return Correction(person, np.array(days, np.int64), np.arange(len(days)) < done)


def test_the_half_life_is_the_median_with_an_interval(ran: Callable[..., Records]) -> None:
    found = half_life(ran(), waits([*range(1, 61)], 60))
    assert found.value == 30
    assert found.low is not None
    assert found.high is not None
    assert 18 < found.low < 30 < found.high < 42
    late = half_life(ran(), waits([*range(1, 61)], 20))
    assert (late.value, late.high) == (None, None)


def test_corrections_come_down_and_copies_stay_unless_they_are_passed_on(ran: Callable[..., Records]) -> None:
    plain, told = ran(), ran(*COPIED)
    ruled = corrections(plain, "debtors")
    assert len(ruled.person) > 0
    assert ruled.done.all()
    assert not copies_taken_back(plain, "debtors", "city points").done.any()
    copies = copies_taken_back(told, "debtors", "city points")
    assert copies.done.sum() == len(told.sql("SELECT * FROM ledger WHERE event = 'copy'")) > 0


# F10 and F05s, on made counters


def put_right(upheld: list[int], wrongful: list[int]) -> Outcome:
    """What the test of redress finds where four groups (the poorest fifth twice, then the richest) fare so."""
    columns = {"upheld.debtors": [sum(upheld) // 20] * 20, "wrongful.debtors": [sum(wrongful) // 20] * 20}
    run = MadeRun({**columns, "entries.debtors": [100] * 20}, {"upheld.debtors": upheld, "wrongful.debtors": wrongful})
    (found,) = MEASURED["F05s"][1](Seen(cast(Records, run), read_regime("rongcheng")))
    return found


@pytest.mark.parametrize(("upheld", "state", "whose"), [
    ([100, 100, 100, 100], "pass", "of the wrongful entries are put"),
    ([10, 10, 10, 10], "fail", "of the wrongful entries are put"),
    ([5, 5, 190, 200], "fail", "of the wrongful entries of the poorest fifth are put"),
    ([40, 40, 40, 40], "not declared", "of the wrongful entries are put"),
])  # fmt: skip
def test_redress_that_few_or_only_the_rich_get_fails(upheld: list[int], state: str, whose: str) -> None:
    found = put_right(upheld, [400, 400, 400, 400])
    assert found.state == state, found
    assert whose in found.says


def impact(hit: list[int]) -> tuple[Estimate, Estimate]:
    run = MadeRun({"subjects.debtors": [sum(hit) // 20] * 20}, {"subjects.debtors": hit})
    found = rates(Counts(run, REGIME_INFO, NATION_INFO), "debtors", "income")
    assert found is not None
    return most_unequal(found, spared=True).found, most_unequal(found, spared=False).found


def test_a_group_that_is_hit_much_more_fails_four_fifths() -> None:
    spared, struck = impact([1500, 1500, 100, 100])
    assert spared.value == pytest.approx((1 - 3000 / 10000 * 1.0) / (1 - 200 / 10000), rel=0.2)
    assert struck.value is not None
    assert struck.value > 5
    assert state_of(spared, 0.8, "below") == "fail"


def test_where_nearly_all_are_spared_the_adverse_ratio_alone_shows_it() -> None:
    spared, struck = impact([100, 100, 40, 40])
    assert state_of(spared, 0.8, "below") == "pass"
    assert struck.low is not None
    assert struck.low > 1.5


# L30s


def beside(low: float, high: float) -> Outcome:
    pair = Paired("debts_recovered", "Debts recovered", "debtors", True, 0.5, 0.5 + (low + high) / 2, low, high)
    seen = Seen(Records(Path(), {}), read_regime("rongcheng"), (pair,), "something milder")
    (found,) = MEASURED["L30s"][1](seen)
    return found


@pytest.mark.parametrize(("low", "high", "state"), [
    (-0.01, 0.01, "fail"), (-0.025, 0.3, "fail"), (-0.2, -0.03, "pass"), (-0.2, -0.02, "not declared"),
    (-0.2, 0.2, "not declared"),
])  # fmt: skip
def test_a_milder_variant_that_does_as_well_shows_that_more_is_not_needed(low: float, high: float, state: str) -> None:
    assert beside(low, high).state == state


def test_a_milder_variant_is_run_beside() -> None:
    found = simulated(audit("rongcheng"), live, 8192, 1, milder=["measures.no private school.applied=0 % (assumption)"])
    (one,) = [finding for finding in found.findings if finding.rule.id == "L30s"]
    assert one.state == "fail"
    assert "does as well" in one.outcome.why
    assert "--milder" in found.said["simulated"]
    assert "8,192 synthetic people" in found.to_text()
    assert VERDICT.findall(found.to_text(everything=True)) == []


class AskedError(Exception):
    pass


@pytest.mark.parametrize(("milder", "kept"), [
    (["a=b.yaml"], "nothing"),
    (["a=b.yaml", "aim=less = more"], "nothing"),
    (["aim=less = more", "measures.no private school.applied=0 % (assumption)"], "rongcheng"),
    ([f"aim={'less, ' * 100}more"], "rongcheng"),
])  # fmt: skip
def test_a_milder_variant_is_a_file_of_any_name_or_clauses_as_for_set(
    milder: list[str], kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a=b.yaml").write_text((LIBRARY / "nothing.yaml").read_text())
    orders: list[Order] = []

    def asked(order: Order, folder: Path) -> None:
        orders.append(order)
        if len(orders) == 2:
            raise AskedError
        live(replace(order, people=1024, days=2), folder)

    with pytest.raises(AskedError):
        simulated(audit("rongcheng"), asked, 1024, 1, milder=milder)
    found = read_regime(orders[1].regime)
    assert found.regime == kept
    for clause in milder[kept == "nothing" :]:
        path, _, value = clause.partition("=")
        assert path != "aim" or found.aim == value


# all of them

bounds = st.none() | st.floats(-10, 10)


@given(bounds, bounds, st.floats(-5, 5), st.sampled_from(["above", "below"]))
def test_nothing_fails_unless_its_whole_interval_lies_beyond(
    low: float | None, high: float | None, threshold: float, beyond: Any
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    state = state_of(Estimate(0.0, low, high, 9), threshold, beyond)
    bad = (low is not None and low >= threshold) if beyond == "above" else (high is not None and high < threshold)
    good = (high is not None and high < threshold) if beyond == "above" else (low is not None and low >= threshold)
    assert (state == "fail") == bad
    assert (state == "pass") == good


def test_every_measured_test_is_asked_for_and_the_pack_is_no_law() -> None:
    assert {one.rule for one in read_pack(PACK, [*MEASURED]).provisions} == set(MEASURED)
    assert PACK not in pack_names()
    assert set(MEASURED) == {"F01", "F05s", "F06s", "F10", "L12s", "L30s"}


def test_outcomes_give_a_number_with_its_interval_and_no_verdict(ran: Callable[..., Records]) -> None:
    found = simulate(ran())
    assert found["L30s"] == []
    assert {one.where[:1] for rule in found for one in found[rule]} <= {("schemes",), ("agreements",), ()}
    for outcomes in found.values():
        for one in outcomes:
            assert VERDICT.findall(f"{one.says} {one.why}") == []
            assert one.why
            assert " to " in one.says or "had not come" in one.says


def test_where_nothing_is_measured_nothing_is_found(tmp_path: Path) -> None:
    live(Order("nothing", 2048, 60, 7), tmp_path / "run")
    assert [one for outcomes in simulate(open_run(tmp_path / "run")).values() for one in outcomes] == []


def test_people_are_added_up_by_community(ran: Callable[..., Records]) -> None:
    person = np.array([0, 1023, 1024, 20_479], np.int64)
    summed = by_community(ran(), person, np.array([1, 2, 4, 8], np.int64))
    assert (summed[0], summed[1], summed[19], len(summed)) == (3, 4, 8, 20)
