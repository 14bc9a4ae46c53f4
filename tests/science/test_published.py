"""Published results, each as a regime file that the general engine runs.

Limits are four standard errors; where the paper's number is a limit, the closed form of the same day is met as well.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import read_document
from demerit.regime.layout import Regime
from tests.engine.runs import Lived, live, world
from tests.science.towns import by_day, near

PUBLISHED = Path(__file__).with_name("published")


@cache
def published(name: str, *changes: str) -> Regime:
    """A regime file of this folder over its nation, with some clauses read otherwise."""
    document = read_document(PUBLISHED / f"{name}.yaml")
    regime = changed(document, changes_of(list(changes))).regime if changes else document.regime
    return regime.model_copy(update={"nation": str(PUBLISHED / f"{regime.nation}.yaml")})


def ran(regime: Regime, people: int, days: int, tick: int = 1, seed: int = 7) -> Lived:
    """A run without a ledger, tick by tick."""
    return live(world(regime, people=people, days=days, tick=tick, seed=seed, chunk=people, keep=False))


def branching(immigrants: float, offspring: float, lifetime: int, days: int) -> NDArray[np.float64]:
    """Expected marks by day: m_t = mu + phi (m_{t-1} + ... + m_{t-lifetime}), whose sum tends to mu T / (1 - n)."""
    expected = np.zeros(days)
    for day in range(days):
        expected[day] = immigrants + offspring * expected[max(0, day - lifetime) : day].sum()
    return expected


@pytest.mark.parametrize("raises", [0.2, 0.5])
def test_marks_that_raise_their_bearers_hazard_branch(raises: float) -> None:
    """Hawkes 1971: each live mark adds `raises` times the rate for 100 days, so n = 0.01 x 100 x raises = raises."""
    people, days, lifetime = 20_000, 900, 100
    steps = [f"responses.{k} marks.changes={1 + raises * k:.12g} times (HAWKES)" for k in range(1, 19)]
    run = ran(published("hawkes", *steps), people, days, tick=7)
    expected = branching(0.01, 0.01 * raises, lifetime, days) * people
    marks = by_day(run, "marks.marks")
    error = math.sqrt(expected.sum()) / (1 - raises)
    near(marks.sum(), expected.sum(), error)
    late = slice(days // 2, days)
    assert expected[late].mean() == pytest.approx(people * 0.01 / (1 - raises), rel=0.002), "the limit mu / (1 - n)"


@pytest.mark.parametrize("n", [0.2, 0.5, 0.8])
def test_marks_that_raise_the_towns_hazard_branch(n: float) -> None:
    """Hawkes 1971: total = mu T / (1 - n), which is 1.25, 2 and 5 times as many."""
    people, days, lifetime, rate = 400_000, 500, 20, 0.00005
    times = 1 + n / (rate * lifetime)
    run = ran(published("hawkes-of-a-town", f"responses.a bad name.changes={times:.10g} times (HAWKES)"), people, days)
    expected = branching(rate, n / lifetime, lifetime, days) * people
    entries = by_day(run, "entries.marked")
    near(entries.sum(), expected.sum(), math.sqrt(expected.sum()) / (1 - n))
    assert expected[days // 2 :].mean() == pytest.approx(people * rate / (1 - n), rel=0.01)


def test_a_score_that_makes_what_it_measures_is_stable() -> None:
    """Perdomo et al. 2020: theta = mu / (1 - epsilon), ten times mu at 0.9; after 60 rounds 99.82 % of it."""
    people, days, mu, epsilon = 400_000, 140, 0.002, 0.9
    share = by_day(ran(published("performative"), people, days), "entries.marked") / people
    theta = mu * (1 - epsilon ** (np.arange(days) + 1)) / (1 - epsilon)
    assert theta[59] / (mu / (1 - epsilon)) == pytest.approx(0.9982, abs=5e-5)
    error = math.sqrt(mu / (1 - epsilon) / people)  # of one day; days follow each other with correlation epsilon
    spread = error / math.sqrt(1 - epsilon**2)
    for day in (0, 4, 19, 59):
        near(share[day], theta[day], spread)
    window = share[80:]
    near(window.mean(), theta[80:].mean(), error / (1 - epsilon) / math.sqrt(len(window)))


def test_retraining_diverges_where_the_world_answers_too_strongly() -> None:
    """For epsilon above 1 there is no stable point: each round is further from the last by that factor."""
    people, epsilon = 400_000, 1.5
    times = f"responses.retrained.changes={1 + epsilon / 0.002:.10g} times (PERDOMO)"
    share = by_day(ran(published("performative", times), people, 7), "entries.marked") / people
    steps = np.diff(share[:6])
    growth = (steps[1:] / steps[:-1]).mean()
    assert growth == pytest.approx(epsilon, rel=0.1)


GAIN, LOSS = 75, -150
"""Liu et al. 2018: points of a repaid loan and of a default"""
WIDTH = 200
"""scores from one fifth of income to the next"""


@cache
def borrowing(refused: int) -> tuple[Lived, NDArray[np.float64], NDArray[np.float64]]:
    """The town where the poorest `refused` fifths get no credit: the run, loans and points by fifth."""
    cut = f"schemes.rank.bands.accepted=from {WIDTH * refused} points (assumption)"
    run = ran(published("delayed-impact", cut), 60_000, 365, tick=30)
    fifths = np.array([group.income for group in run.world.nation.groups])
    groups = run.totals.groups

    def of_fifth(counter: str) -> NDArray[np.float64]:
        return np.bincount(fifths, groups[:, run.world.counter(counter)], minlength=6)[1:]

    loans = of_fifth("acts.repaid loan") + of_fifth("acts.default")
    return run, loans, of_fifth("gained.record") - of_fifth("lost.record")


def repays(run: Lived) -> NDArray[np.float64]:
    """The chance that a loan is repaid, by fifth: what the nation's recipe comes to."""
    rates = {c.name: c.per_day.value * c.weight for c in run.world.nation.conduct}
    chance = rates["repaid loan"] / (rates["repaid loan"] + rates["default"])
    fifths = [group.income for group in run.world.nation.groups]
    return np.array([chance[fifths.index(fifth)] for fifth in range(1, 6)])


def test_a_loan_moves_the_record_up_where_more_than_two_thirds_repay() -> None:
    """Liu et al. 2018: a loan's mean change is 75 p - 150 (1 - p), which is zero at p = 2/3."""
    run, loans, points = borrowing(0)
    chance = repays(run)
    assert GAIN * 2 / 3 + LOSS / 3 == 0
    for fifth in range(5):
        expected = GAIN * chance[fifth] + LOSS * (1 - chance[fifth])
        error = (GAIN - LOSS) * math.sqrt(chance[fifth] * (1 - chance[fifth]) / loans[fifth])
        near(points[fifth] / loans[fifth], expected, error)
        if abs(expected) > 4 * error:
            assert (points[fifth] > 0) == (chance[fifth] > 2 / 3)


@pytest.mark.parametrize(("ratio", "breaks_even"), [(-4, 0.8), (-10, 10 / 11)])
def test_who_lends_for_profit_alone_never_lowers_the_mean(ratio: float, breaks_even: float) -> None:
    """Liu et al. 2018: profit p + ratio (1 - p) is zero at 0.8 and 0.909, above 2/3, so the mean record rises."""
    assert -ratio / (1 - ratio) == pytest.approx(breaks_even)
    run, _, _ = borrowing(0)
    accepted = repays(run) >= breaks_even - 0.01
    run, loans, points = borrowing(int((~accepted).sum()))
    assert (loans[~accepted] == 0).all(), "who is refused borrows nothing"
    assert points.sum() >= 0
    assert (points[accepted] > 0).all()


def test_the_outcome_curve_is_concave_and_turns_where_too_many_get_credit() -> None:
    """Liu et al. 2018: from the best borrowers down, each further fifth adds less, and those below 2/3 take away."""
    totals = [borrowing(refused)[2].sum() for refused in range(5, -1, -1)]
    assert totals[0] == 0
    steps = np.diff(totals)
    assert (np.diff(steps) < 0).all(), "each fifth adds less than the one before"
    chance = repays(borrowing(0)[0])[::-1]
    clear = np.abs(chance - 2 / 3) > 0.02
    assert ((steps > 0) == (chance > 2 / 3))[clear].all()
    assert totals[-1] < max(totals), "credit for all is past the turning point"
