"""Luck: the published words of SplitMix64, the same in plain Python and compiled, even and independent."""

from __future__ import annotations

import math
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit
from numpy.typing import NDArray

from demerit.engine.layout import NEVER
from demerit.engine.steps import luck
from demerit.nations import draws
from demerit.nations.draws import DAYS_OF_A_PROCESS, GOLDEN, WORDS, draw, high, key_of, low, mix, signed
from demerit.tables.habits import HabitTables, inverse_habits, logarithms
from demerit.tables.layout import DAY_Q12, ONE

MASK_64 = (1 << 64) - 1
# Vigna's splitmix64.c: the first outputs from the state 0, and those that Rosetta Code lists for 1234567.
PUBLISHED = {
    0: (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC, 0x1B39896A51A8749B),
    1234567: (6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821),
}
MANY = 1 << 18
words = st.integers(0, WORDS - 1)
keys = st.integers(0, MASK_64).map(signed)


@pytest.mark.parametrize("state", PUBLISHED)
def test_words_are_those_of_splitmix64(state: int) -> None:
    """Output number n of the generator in a given state is read at random access, as a key and as a draw."""
    for number, word in enumerate(PUBLISHED[state]):
        assert key_of(state, number) & MASK_64 == word
        assert draw(state, 0, number) & MASK_64 == word
        assert (high(draw(state, 0, number)) << 32) | low(draw(state, 0, number)) == word


def test_a_process_has_a_million_days_of_its_own() -> None:
    assert draw(5, 3, 0) == mix(5 + (3 * DAYS_OF_A_PROCESS + 1) * GOLDEN)
    assert draw(5, 2, DAYS_OF_A_PROCESS - 1 + 1) == draw(5, 3, 0)


@cache
def compiled() -> SimpleNamespace:
    """The functions of draws.py and luck.py, compiled from the same source as the engine compiles."""
    scope: dict[str, Any] = {**vars(draws), **vars(luck)}
    for name, value in list(scope.items()):
        if isinstance(value, FunctionType) and value.__module__ in (draws.__name__, luck.__name__):
            scope[name] = njit(FunctionType(value.__code__, scope, name))

    @njit
    def over(key_of, draw, seed, keys, processes, days):
        out = np.empty((len(keys), 2), np.uint32)
        for at in range(len(keys)):
            bits = draw(key_of(seed, keys[at]), processes[at], days[at])
            out[at, 0] = (bits >> 32) & 0xFFFFFFFF
            out[at, 1] = bits & 0xFFFFFFFF
        return out

    return SimpleNamespace(over=over, **{k: v for k, v in scope.items() if not k.startswith("__")})


def many(persons: Any, processes: Any, days: Any) -> NDArray[np.uint32]:
    """High and low words of many draws."""
    shape = np.broadcast_arrays(persons, processes, days)
    columns = [np.ascontiguousarray(one, np.int64) for one in shape]
    return compiled().over(compiled().key_of, compiled().draw, 42, *columns)


@given(keys, st.integers(0, 800), st.integers(0, 30_000))
def test_plain_python_and_numba_draw_the_same(key: int, process: int, day: int) -> None:
    assert signed(draw(key, process, day)) == compiled().draw(key, process, day)
    assert signed(key_of(key, day)) == compiled().key_of(key, day)


@given(keys, st.integers(0, 1 << 33), st.integers(0, 2000), words)
def test_plain_python_and_numba_wait_the_same(key: int, inverse: int, day: int, word: int) -> None:
    fast, plain = tables(), tables()
    plain.log_table, plain.habits = fast.log_table.tolist(), fast.habits.tolist()
    here = as_tuple(fast)
    assert luck.gap(plain, inverse, word) == compiled().gap(here, inverse, word)
    assert luck.next_after(plain, key, 5, inverse, day) == compiled().next_after(here, key, 5, inverse, day)
    assert luck.scaled(plain, inverse, 0, word) == compiled().scaled(here, inverse, 0, word)


ALONG = {
    "persons": (np.arange(MANY), 100, 17),
    "days": (123_456_789, 100, np.arange(MANY)),
    "processes": (np.arange(MANY) % 512, np.arange(MANY) // 512, 3),
}


@pytest.mark.parametrize("along", ALONG)
def test_words_are_even_and_independent(along: str) -> None:
    """Chi-square of high and low words, of pairs of both, and of neighbours; limits at 4.5 standard deviations."""
    drawn = many(*ALONG[along])
    top, bottom = (drawn[:, side] >> 24 for side in (0, 1))
    assert abs(excess(top, 256)) < 4.5
    assert abs(excess(bottom, 256)) < 4.5
    assert abs(excess((top >> 3) * 32 + (bottom >> 3), 1024)) < 4.5
    assert abs(excess((top[1:] >> 3) * 32 + (top[:-1] >> 3), 1024)) < 4.5
    shares = drawn / WORDS
    for one, other in ((shares[:, 0], shares[:, 1]), (shares[1:, 0], shares[:-1, 0]), (shares[1:, 0], shares[:-1, 1])):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4.5 / math.sqrt(MANY)


def excess(cells: NDArray[Any], number: int) -> float:
    """Chi-square of equal cells, in standard deviations above its mean."""
    counts = np.bincount(cells, minlength=number)
    expected = len(cells) / number
    return float((((counts - expected) ** 2 / expected).sum() - (number - 1)) / math.sqrt(2 * (number - 1)))


def test_uneven_words_would_be_noticed() -> None:
    cells = np.arange(MANY) % 256
    cells[: MANY // 50] = 7
    assert excess(cells, 256) > 4.5


def tables(sigma: float = 0.75) -> Any:
    """The tables of luck."""
    return SimpleNamespace(log_table=logarithms(), habits=inverse_habits(sigma), horizon=3000)


def as_tuple(made: Any) -> Any:
    """The same for Numba."""
    from collections import namedtuple

    return namedtuple("LuckTables", ["log_table", "habits", "horizon"])(made.log_table, made.habits, made.horizon)


@pytest.mark.parametrize("rate", [0.5, 0.2, 0.05, 0.01, 0.001])
def test_gaps_are_geometric(rate: float) -> None:
    """Mean 1/q and variance (1-q)/q**2 within four standard errors, and the share of a gap of one day."""
    inverse = luck.bounded(round(DAY_Q12 / rate))
    fast = as_tuple(tables())
    drawn = many(np.arange(MANY), 9, 0)[:, 0].astype(np.int64)
    gaps = np.array([compiled().gap(fast, inverse, word) for word in drawn.tolist()], float)
    real = 1 - math.exp(-DAY_Q12 / inverse)
    mean, variance = 1 / real, (1 - real) / real**2
    assert abs(mean - 1 / rate) < rate / 8  # what `bounded` gives away
    assert gaps.min() >= 1
    assert abs(gaps.mean() - mean) < 4 * math.sqrt(variance / MANY)
    assert abs(gaps.var() - variance) < 4 * math.sqrt((8 * variance**2 + variance) / MANY)
    assert abs((gaps == 1).mean() - real) < 4 * math.sqrt(real * (1 - real) / MANY)


def test_no_rate_is_never() -> None:
    assert luck.gap(tables(), 0, 5) == NEVER
    assert luck.bounded((1 << 33) + 1) == 0
    assert luck.next_after(tables(), 5, 7, 0, 3) == NEVER


@given(keys, st.integers(1, 1 << 22), st.integers(0, 2500), st.integers(0, 400))
def test_a_chain_is_the_same_whenever_one_looks(key: int, inverse: int, day: int, earlier: int) -> None:
    """The next day after `day` is the same for whoever began to look long before, and stepped from day to day."""
    made = tables()
    made.log_table = made.log_table.tolist()
    expected = luck.next_after(made, key, 5, inverse, day)
    at = luck.next_after(made, key, 5, inverse, max(-1, day - earlier))
    while at <= day:
        at = luck.next_after(made, key, 5, inverse, at)
    assert at == expected > day


def test_a_chain_keeps_its_rate() -> None:
    fast, inverse = as_tuple(tables()), luck.bounded(20 * DAY_Q12)
    days = 0
    for person in range(400):
        at = compiled().next_after(fast, signed(key_of(3, person)), 5, inverse, -1)
        while at < 2944:  # 46 whole windows
            days += 1
            at = compiled().next_after(fast, signed(key_of(3, person)), 5, inverse, at)
    expected = 400 * 2944 / 20
    assert abs(days - expected) < 4 * math.sqrt(expected)


@pytest.mark.parametrize("sigma", [0.3, 0.75, 1.5, 2.0])
def test_habits_have_mean_one_and_their_spread(sigma: float) -> None:
    """The multipliers behind the inverse tables: their mean is 1 and the log-deviation sigma, by share of words."""
    table = inverse_habits(sigma)
    word = np.arange(0, WORDS, WORDS >> 18)
    steps = np.array([luck.quantile(int(one)) for one in word[::8]])
    assert len(np.unique(steps)) > 4096
    share = np.zeros(len(table))
    share[64:4032] = 1 / 4096
    share[4096:] = 1 / 65536
    values = ONE / table
    assert share.sum() == pytest.approx(1)
    assert (share * values).sum() == pytest.approx(1, abs=1e-3)
    assert math.sqrt((share * np.log(values) ** 2).sum() - (share * np.log(values)).sum() ** 2) == pytest.approx(
        sigma, rel=0.01
    )
    assert np.bincount(steps, minlength=len(table))[64:4032].std() < 1e-9 + 8


def test_quantiles_rise_with_the_word() -> None:
    table = inverse_habits(1.0)
    at = [luck.quantile(word) for word in range(0, WORDS, WORDS >> 14)]
    assert (np.diff(table[at]) <= 0).all()


def test_habit_tables_are_kept_once() -> None:
    habits = HabitTables()
    assert [habits.start(s) for s in (0.5, 0.0, 1.0, 0.5)] == [0, -1, 6144, 0]
    assert len(habits.joined()) == 2 * 6144
