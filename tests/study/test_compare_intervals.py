"""Intervals of differences over made-up communities that share their luck, and how many people one asks for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import UserError
from demerit.indicators.counts import Counts
from demerit.indicators.families import INDICATORS
from demerit.study.compare.differences import Side, difference
from demerit.study.compare.layout import Difference
from demerit.study.compare.linearised import linearised
from demerit.study.compare.search import MOST, key_of, refuse_unknown, search


class Made:
    """A made-up run: communities with cases, some of them wrongful, and people."""

    def __init__(self, entries: Any, wrongful: Any, paid: Any) -> None:
        self.manifest: dict[str, Any] = {
            "days": 365,
            "regime_info": {"schemes": {"x": {"kind": "list", "colour": "black"}}},
        }
        columns = {"people": np.full(len(entries), 1_000), "entries.x": entries, "wrongful.x": wrongful, "paid.x": paid}
        self.clusters = Columns({**columns, "community": np.arange(len(entries))})
        whole = {name: np.array([values.sum()]) for name, values in columns.items()}
        alike = {"age": ["18-120"], "sex": ["female"], "residence": ["rural"], "income": [1]}
        self.groups = Columns({**{name: np.array(values) for name, values in alike.items()}, **whole})

    def twins(self) -> list[dict[str, Any]]:
        return []


class Columns:
    def __init__(self, held: dict[str, Any]) -> None:
        self.held = held
        self.columns = list(held)

    def numpy(self, *names: str) -> dict[str, Any]:
        return {name: self.held[name] for name in names or self.columns}

    def __len__(self) -> int:
        return len(self.held["people"])


def pair(luck: np.random.Generator, communities: int) -> tuple[Made, Made]:
    """A, and B in which 10 % of entries never come and 30 % of the wrongful ones are right; all luck is shared."""
    entries = luck.poisson(luck.gamma(4.0, 5.0, communities))
    wrongful, paid = luck.binomial(entries, 0.3), luck.binomial(entries, 0.5)
    lost_wrongful, lost_right = luck.binomial(wrongful, 0.1), luck.binomial(entries - wrongful, 0.1)
    righted = luck.binomial(wrongful - lost_wrongful, 0.3)
    other = entries - lost_wrongful - lost_right
    return Made(entries, wrongful, paid), Made(other, wrongful - lost_wrongful - righted, np.minimum(paid, other))


TRUTH = {"wrongly_listed": -0.3 * 0.3, "wrongful_entries_per_100000": -100_000 * 20 * 0.3 * (1 - 0.9 * 0.7) / 1_000}


def test_intervals_cover_what_is_so_and_sharing_luck_makes_them_narrow() -> None:
    luck, times = np.random.default_rng(1), 400
    held = dict.fromkeys(TRUTH, 0)
    narrower: dict[str, list[float]] = {name: [] for name in TRUTH}
    for _ in range(times):
        a, b = (Side(run) for run in pair(luck, 40))  # type: ignore[arg-type]
        for name, truth in TRUTH.items():
            found = difference(a, b, (name, "x", ""))
            assert found.low is not None
            assert found.high is not None
            held[name] += found.low <= truth <= found.high
            assert found.saved is not None
            narrower[name].append(found.saved)
    # 95 % of 400 is 380, with a standard deviation of 4.4: four of them on either side.
    assert all(0.95 * times - 18 <= count <= 0.95 * times + 18 for count in held.values()), held
    assert np.median(narrower["wrongly_listed"]) > 1.5
    assert np.median(narrower["wrongful_entries_per_100000"]) > 3


def test_residuals_are_those_of_the_ratio_estimator() -> None:
    """Cochran (1977, section 6.3): (y - R x) / X for a ratio, and no residual where the share is 1 throughout."""
    made, _ = pair(np.random.default_rng(2), 30)
    counts = Counts(made, made.manifest["regime_info"], {})
    by_name = {indicator.name: indicator for indicator in INDICATORS}
    (share,) = linearised(counts, by_name["wrongly_listed"], "x")
    y, x = made.clusters.held["wrongful.x"], made.clusters.held["entries.x"]
    ratio = y.sum() / x.sum()
    assert share.estimate.value == pytest.approx(ratio)
    assert share.residuals == pytest.approx((y - ratio * x) / x.sum(), rel=1e-6, abs=1e-12)
    assert share.an_event == pytest.approx(1 / x.sum(), rel=1e-4)
    (rate,) = linearised(counts, by_name["wrongful_entries_per_100000"], "x")
    people = made.clusters.held["people"]
    each = 100_000 * (y - people * y.sum() / people.sum()) / people.sum()
    assert rate.residuals == pytest.approx(each, rel=1e-6, abs=1e-9)
    whole = Counts(Made(x, x, y), made.manifest["regime_info"], {})
    (certain,) = linearised(whole, by_name["wrongly_listed"], "x")
    assert certain.estimate.value == 1
    assert certain.residuals == pytest.approx(np.zeros(30), abs=1e-6)


def test_few_that_differ_are_not_taken_for_certainty() -> None:
    entries = np.full(20, 10)
    wrongful, paid = np.full(20, 3), np.full(20, 5)
    one_more = wrongful.copy()
    one_more[4] += 1
    a, b, c = (Side(Made(entries, w, paid)) for w in (wrongful, one_more, wrongful.copy()))  # type: ignore[arg-type]
    found = difference(a, b, ("wrongly_listed", "x", ""))
    assert found.few
    assert not found.clear
    assert found.low is not None
    assert found.difference == pytest.approx(1 / 200)
    assert found.low == pytest.approx(1 / 200 + math.log(0.025) / 200, rel=1e-3)
    alike = difference(a, c, ("wrongly_listed", "x", ""))
    assert alike.same
    assert alike.high == pytest.approx(-math.log(0.025) / 200, rel=1e-3)
    assert difference(a, c, ("wrongly_listed", "x", ""), identical=True).high == 0


# How many people it takes.


def narrowing(by: float, unpaired: float) -> Callable[[int], tuple[int, Difference]]:
    """A difference whose interval is `by` wide at 20,000 people, and narrows as it should."""
    base = Difference("never_told", "", "x", "", "share", "harm", 0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 20, False)

    def at(people: int) -> tuple[int, Difference]:
        half = by / 2 * math.sqrt(20_000 / people)
        return people, replace(base, low=-half, high=half, unpaired=unpaired * half)

    return at


@given(st.floats(0.01, 10), st.floats(0.1, 3), st.floats(1, 50))
def test_people_are_doubled_until_the_interval_is_narrow_enough(within: float, times: float, unpaired: float) -> None:
    found = search("never_told", within, narrowing(within * times, unpaired))
    people, widths = zip(*found.tried, strict=True)
    assert people == tuple(20_000 * 2**step for step in range(len(people)))
    assert widths[-1] <= within
    assert all(width > within for width in widths[:-1])
    assert found.independent is not None
    # What independent runs need does not hang on where the doubling stopped.
    assert found.independent == pytest.approx(20_000 * (times * unpaired) ** 2, rel=1e-3, abs=2)


def test_what_no_number_of_people_reaches_is_refused_at_once() -> None:
    asked: list[int] = []

    def at(people: int) -> tuple[int, Difference]:
        asked.append(people)
        return narrowing(1.0, 2.0)(people)

    with pytest.raises(UserError, match=f"{MOST:,} people"):
        search("never_told", 1e-4, at)
    assert asked == [20_000]


def test_an_indicator_is_named_so_that_it_is_one() -> None:
    keys = [("never_told", "a", ""), ("never_told", "b", ""), ("unequal_hours", "", "poorest"), ("x", "y", "")]
    assert key_of("never_told.b", keys) == ("never_told", "b", "")
    assert key_of("unequal_hours", keys) == ("unequal_hours", "", "poorest")
    with pytest.raises(UserError, match="more than one value"):
        key_of("never_told", keys)
    with pytest.raises(UserError, match="does not apply"):
        key_of("lowest_band", keys)
    with pytest.raises(UserError, match="did you mean `never_told`"):
        refuse_unknown("never_tol", 0.1)
    with pytest.raises(UserError, match="wide"):
        refuse_unknown("never_told", 0)
