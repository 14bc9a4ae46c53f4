"""Intervals: closed forms, zeros, few communities, and how often they hold what they should."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.indicators import intervals
from demerit.indicators.intervals import ALONE, CONTRADICTION, Estimate
from demerit.indicators.quantiles import NORMAL, exact_share, t_quantile

TRIALS = 400


def floats(*numbers: float) -> Any:
    return np.array(numbers, dtype=np.float64)


def coverage(truth: float, estimates: list[Estimate]) -> float:
    return float(np.mean([e.low is not None and e.high is not None and e.low <= truth <= e.high for e in estimates]))


def test_a_mean_is_the_linearised_ratio_with_its_t_quantile() -> None:
    part, whole = floats(10, 30, 24, 6), floats(4, 9, 8, 4)
    got = intervals.mean(part, whole, events=False)
    assert got.value == 70 / 25
    residuals = part - 2.8 * whole
    error = math.sqrt(4 / 3 * (residuals**2).sum()) / 25
    reach = 3.182446 * error / 2.8
    assert (got.low, got.high) == pytest.approx((2.8 * math.exp(-reach), 2.8 * math.exp(reach)), rel=1e-6)
    assert (got.n, got.clusters) == (25, 4)


def test_a_share_has_the_exact_interval_at_the_effective_number_of_cases() -> None:
    part, whole = floats(9, 1, 2, 8), floats(10, 10, 10, 10)
    got = intervals.share(part, whole)
    assert got.value == 0.5
    variance = 4 / 3 * (16 + 16 + 9 + 9) / 40**2
    effective = 0.25 / variance * (NORMAL / t_quantile(3)) ** 2
    assert (got.low, got.high) == pytest.approx(exact_share(effective / 2, effective))
    assert got.low < exact_share(20, 40)[0], "clumped in communities, so wider than independent cases"


def test_a_share_of_a_zero_count_is_bounded_from_above() -> None:
    got = intervals.share(np.zeros(50), np.full(50, 20.0))
    assert (got.value, got.low) == (0.0, 0.0)
    assert got.high == pytest.approx(3.69 / 1000 * (t_quantile(49) / NORMAL) ** 2, rel=0.01)
    assert intervals.share(np.full(50, 20.0), np.full(50, 20.0)).high == 1.0


def test_a_mean_of_none_is_bounded_for_events_and_not_for_amounts() -> None:
    none, people = np.zeros(10), np.full(10, 100.0)
    assert intervals.mean(none, people)[:3] == pytest.approx((0, 0, 3.689e-3), rel=1e-3)
    assert intervals.mean(none, people, events=False)[:3] == (0.0, 0.0, None)


def test_nothing_to_divide_by_is_no_number() -> None:
    none = np.zeros(3)
    for got in (intervals.share(none, none), intervals.mean(none, none), intervals.twins(none, none, 5)):
        assert got[:3] == (None, None, None)
        assert got.note


def test_a_part_above_its_whole_is_said_not_clipped() -> None:
    assert intervals.share(floats(5), floats(3)).note == CONTRADICTION
    assert intervals.mean(floats(2, 1), floats(3, 3), least=1.0).note == CONTRADICTION


def test_one_community_takes_events_as_independent_and_gives_amounts_no_interval() -> None:
    got = intervals.share(floats(3), floats(40))
    assert (got.low, got.high) == pytest.approx(exact_share(3, 40))
    assert got.note == ALONE
    assert intervals.mean(floats(90), floats(4), events=False)[:3] == (22.5, None, None)


def test_a_mean_never_goes_below_the_least_it_can_be() -> None:
    got = intervals.mean(floats(11, 10, 10, 12), floats(10, 10, 10, 10), least=1.0)
    assert got.value == pytest.approx(1.075)
    assert got.low is not None
    assert got.low > 1.0


def test_twins_without_any_difference_leave_room_for_a_few() -> None:
    same = floats(20, 30, 50)
    assert intervals.twins(same, same, 300)[:3] == pytest.approx((1.0, 1 - 0.03689, 1 + 0.03689), abs=1e-4)


def test_twins_use_that_both_share_their_luck() -> None:
    rng = np.random.default_rng(1)
    base = rng.poisson(50, 40).astype(float)
    paired = intervals.twins(base * 1.2, base, 40)
    assert paired.low == pytest.approx(1.2, abs=0.04)
    assert paired.high == pytest.approx(1.2, abs=0.04)


def test_net_share_against_a_baseline_may_be_below_zero() -> None:
    got = intervals.excess_share(floats(10, 20, 30), floats(12, 22, 33))
    assert got.value == pytest.approx(-7 / 60)
    assert got.low is not None
    assert got.low < -7 / 60


def test_adverse_and_favourable_ratio_of_the_textbook() -> None:
    """98 % against 96 % spared: 0.98 one way, 2 the other."""
    adverse = intervals.ratio_of_shares(40, 1000, 20, 1000, 1.0)
    favourable = intervals.ratio_of_shares(960, 1000, 980, 1000, 1.0)
    assert adverse.value == pytest.approx(2.0)
    assert favourable.value == pytest.approx(0.9796, abs=1e-4)
    error = math.sqrt(1 / 40 - 1 / 1000 + 1 / 20 - 1 / 1000)
    assert adverse.high == pytest.approx(2 * math.exp(NORMAL * error))


def test_a_ratio_with_a_zero_has_a_bound_on_one_side() -> None:
    none_here = intervals.ratio_of_shares(0, 1000, 10, 500, 1.0)
    assert none_here[:2] == (0.0, 0.0)
    assert none_here.high == pytest.approx(exact_share(0, 10)[1] / (1 - exact_share(0, 10)[1]) / 2)
    none_there = intervals.ratio_of_shares(10, 500, 0, 1000, 1.0)
    assert (none_there.value, none_there.high) == (None, None)
    assert none_there.low == pytest.approx(1 / none_here.high)
    assert intervals.ratio_of_shares(0, 10, 0, 10, 1.0).value is None


def test_intervals_of_clumped_shares_hold_the_truth_95_times_in_100() -> None:
    rng = np.random.default_rng(20170501)
    estimates = []
    for _ in range(TRIALS):
        whole = rng.poisson(20, 60).astype(float)
        part = rng.binomial(whole.astype(int), rng.beta(2, 8, 60)).astype(float)
        estimates.append(intervals.share(part, whole))
    assert 0.92 <= coverage(0.2, estimates) <= 0.985


def test_intervals_of_rare_shares_never_hold_too_seldom() -> None:
    rng = np.random.default_rng(3)
    whole = np.full(200, 10.0)
    estimates = [intervals.share(rng.binomial(10, 0.002, 200).astype(float), whole) for _ in range(TRIALS)]
    assert coverage(0.002, estimates) >= 0.94


@pytest.mark.parametrize(("communities", "shape"), [(50, 3.0), (8, 3.0), (400, 0.5)])
def test_intervals_of_clumped_means_hold_the_truth_95_times_in_100(communities: int, shape: float) -> None:
    rng = np.random.default_rng(communities)
    people = rng.integers(500, 1025, communities).astype(float)
    estimates = []
    for _ in range(TRIALS):
        rate = 0.01 * rng.gamma(shape, 1 / shape, communities)
        estimates.append(intervals.mean(rng.poisson(rate * people).astype(float), people))
    assert 0.915 <= coverage(0.01, estimates) <= 0.985


def test_a_balance_may_be_below_zero_and_is_the_linearised_mean() -> None:
    got = intervals.balance(floats(10, 0, 20), floats(30, 10, 5), floats(100, 100, 50))
    assert got.value == pytest.approx(-15 / 250)
    residuals = floats(-20, -10, 15) + 0.06 * floats(100, 100, 50)
    reach = 4.302653 * math.sqrt(3 / 2 * (residuals**2).sum()) / 250
    assert (got.low, got.high) == pytest.approx((-0.06 - reach, -0.06 + reach), rel=1e-6)
    assert intervals.balance(floats(5, 0), floats(0, 0), floats(10, 10))[:3] == (0.25, None, None)
    assert intervals.group_balance(5, 3, 10, 0.0)[:3] == (0.2, None, None)
    assert intervals.group_balance(5, 3, 0, 1.0).value is None


def test_intervals_of_balances_of_a_group_hold_the_truth() -> None:
    """Rewards of 300 yuan and costs of 50: lumps of unequal size, and a group that is a third of the people."""
    rng = np.random.default_rng(5)
    people = np.full(120, 1000.0)
    estimates = []
    for _ in range(TRIALS):
        rate = rng.gamma(2.0, 0.5, 120)
        gain, cost = (
            [rng.poisson(share * often * rate * people) * yuan for share in (1 / 3, 2 / 3)]
            for often, yuan in ((0.01, 300.0), (0.02, 50.0))
        )
        lump = intervals.lumps(gain[0] + gain[1], cost[0] + cost[1], people)
        estimates.append(intervals.group_balance(float(gain[0].sum()), float(cost[0].sum()), 40_000, lump))
    assert coverage(0.01 * 300 - 0.02 * 50, estimates) >= 0.94


def test_intervals_of_ratios_of_groups_hold_the_truth_when_hits_clump() -> None:
    rng = np.random.default_rng(11)
    people = np.full(150, 1000.0)
    estimates = []
    for _ in range(TRIALS):
        rate = rng.gamma(1.0, 1.0, 150)
        poor, rich = rng.binomial(300, np.minimum(1, 0.02 * rate)), rng.binomial(200, np.minimum(1, 0.01 * rate))
        rest = rng.binomial(500, np.minimum(1, 0.015 * rate))
        clump = intervals.clumping((poor + rich + rest).astype(float), people, persons=True)
        estimates.append(intervals.ratio_of_shares(poor.sum(), 300 * 150, rich.sum(), 200 * 150, clump))
    assert coverage(2.0, estimates) >= 0.94


counts = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=30)


@given(counts)
def test_shares_lie_in_0_to_1_and_in_their_interval(pairs: list[tuple[int, int]]) -> None:
    part, rest = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    got = intervals.share(part, part + rest)
    if got.value is None:
        assert (part + rest).sum() == 0
    else:
        assert got.low is not None
        assert got.high is not None
        assert 0 <= got.low <= got.value <= got.high <= 1


@given(counts, st.booleans(), st.sampled_from([0.0, 1.0]))
def test_means_lie_in_their_interval(pairs: list[tuple[int, int]], events: bool, least: float) -> None:
    excess, whole = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    got = intervals.mean(excess + least * whole, whole, events=events, least=least)
    if got.value is not None:
        assert got.low is None or least <= got.low <= got.value + 1e-12
        assert got.high is None or got.value <= got.high


@given(*[st.integers(0, 500)] * 4, st.floats(1, 20))
def test_ratios_of_groups_lie_in_their_interval(a: int, b: int, c: int, d: int, clump: float) -> None:
    got = intervals.ratio_of_shares(a, a + b, c, c + d, clump)
    if got.value is not None:
        assert got.low is not None
        assert got.high is not None
        assert 0 <= got.low <= got.value <= got.high
