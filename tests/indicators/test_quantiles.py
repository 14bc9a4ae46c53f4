"""Our quantiles are those of the textbooks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from demerit.indicators.quantiles import NORMAL, beta_quantile, beta_share, exact_share, t_quantile


@given(st.floats(0.01, 5_000), st.floats(0.01, 5_000), st.floats(1e-6, 1 - 1e-6))
def test_beta_share_is_scipys(a: float, b: float, x: float) -> None:
    assert beta_share(a, b, x) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-9)


@given(st.floats(0.5, 5_000), st.floats(0.5, 5_000), st.sampled_from([0.025, 0.5, 0.975]))
def test_beta_quantile_is_scipys(a: float, b: float, share: float) -> None:
    assert beta_quantile(share, a, b) == pytest.approx(stats.beta.ppf(share, a, b), rel=1e-6)


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 10, 30, 100, 976, 50_000, 1_000_000])
def test_t_quantile_is_scipys(freedom: int) -> None:
    assert t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=2e-6)


@pytest.mark.parametrize(
    ("count", "of"), [(0, 7), (7, 7), (3, 977), (1, 1), (12_000, 1_400_000_000), (10**6, 3 * 10**6)]
)
def test_exact_share_is_clopper_pearson(count: int, of: int) -> None:
    expected = stats.binomtest(count, of).proportion_ci(0.95, "exact")
    assert exact_share(count, of) == pytest.approx((expected.low, expected.high), rel=2e-4)


def test_none_in_many_is_bounded_by_3_69_cases() -> None:
    assert exact_share(0, 1_000)[1] == pytest.approx(1 - 0.025 ** (1 / 1_000))
    assert exact_share(0, 100_000)[1] * 100_000 == pytest.approx(3.689, abs=1e-3)


def test_normal_quantile() -> None:
    assert pytest.approx(stats.norm.ppf(0.975)) == NORMAL
