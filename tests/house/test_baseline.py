"""The NumPy baseline of R1 is R1: each way of it agrees with the obvious loop and with the exact shares."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

SMALL, LARGE = 1_500, 150_000
DAYS = 365
LOOKED_AT = (29, 181, 364)
Table = NDArray[np.int64]
WAYS = ("plain", "words", "lean")


@pytest.fixture(scope="module")
def benchmarks() -> dict[str, ModuleType]:
    """The benchmark programs as modules; they lie beside the package, not in it."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
    try:
        return {name: importlib.import_module(name) for name in ("numpy_r1", "reference_r1", "exact_r1", "figures")}
    finally:
        sys.path.pop(0)


@pytest.fixture(scope="module")
def obvious(benchmarks: dict[str, ModuleType]) -> Table:
    table: Table = benchmarks["reference_r1"].run(SMALL, seed=11, days=DAYS)
    return table


@pytest.fixture(scope="module")
def exact(benchmarks: dict[str, ModuleType]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = benchmarks["exact_r1"].run(DAYS)
    return shares


@pytest.fixture(scope="module", params=WAYS)
def table(request: pytest.FixtureRequest, benchmarks: dict[str, ModuleType]) -> Table:
    counted: Table = benchmarks["numpy_r1"].run(LARGE, seed=5, way=request.param, days=DAYS)[0]
    return counted


def test_a_way_agrees_with_the_obvious_loop(table: Table, obvious: Table) -> None:
    """Shares of tiers and list at a month, half a year and the end, each within 4 standard errors."""
    for day in LOOKED_AT:
        share = (table[day] + obvious[day]) / (LARGE + SMALL)
        error = np.sqrt(share * (1 - share) * (1 / LARGE + 1 / SMALL))
        assert np.all(np.abs(table[day] / LARGE - obvious[day] / SMALL) <= 4 * error), day


def agrees(table: Table, people: int, exact: NDArray[np.float64]) -> None:
    for day in LOOKED_AT:
        expected = exact[day] * people
        error = np.sqrt(expected * (1 - exact[day]))
        # Below a handful of people the normal error says little: one person more or less is no disagreement.
        assert np.all(np.abs(table[day] - expected) <= np.maximum(4 * error, 2)), (day, table[day], expected)


def test_a_way_agrees_with_the_exact_shares(table: Table, exact: NDArray[np.float64]) -> None:
    agrees(table, LARGE, exact)


def test_the_obvious_loop_agrees_with_the_exact_shares(obvious: Table, exact: NDArray[np.float64]) -> None:
    agrees(obvious, SMALL, exact)


@pytest.mark.parametrize(("start", "pays"), [(860, 0.002), (700, 0.002), (650, 0.03)])
@pytest.mark.parametrize("way", WAYS)
def test_the_corners_that_a_year_hardly_visits(
    benchmarks: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, start: int, pays: float, way: str
) -> None:
    """Cities that start low meet the factor of tiers C and D; one that pays soon meets the points given back."""
    people, days = 60_000, 100
    for name in ("numpy_r1", "exact_r1"):
        monkeypatch.setattr(benchmarks[name], "START", start)
        monkeypatch.setattr(benchmarks[name], "PAYS", pays)
    table, _ = benchmarks["numpy_r1"].run(people, seed=3, way=way, days=days)
    expected = benchmarks["exact_r1"].run(days)[-1] * people
    assert np.all(np.abs(table[-1] - expected) <= np.maximum(4 * np.sqrt(expected), 2)), (table[-1], expected)


@pytest.mark.parametrize("start", [0, 1300])
@pytest.mark.parametrize("way", WAYS)
def test_scores_stay_in_their_range(benchmarks: dict[str, ModuleType], start: int, way: str) -> None:
    """The tiers of the table would not show it: no edge is near the ends."""
    block = benchmarks["numpy_r1"].Block.of(20_000, seed=3, number=0)
    block.score[:] = start
    benchmarks["numpy_r1"].WAYS[way](block, np.zeros((30, 7), dtype=np.int64))
    assert block.score.min() >= 0
    assert block.score.max() <= 1300
    assert len(np.unique(block.score)) > 5


def test_the_exact_shares_are_shares(exact: NDArray[np.float64]) -> None:
    assert np.allclose(exact[:, :6].sum(axis=1), 1, atol=1e-12)
    assert np.all(exact >= 0)


def test_every_citizen_is_counted_every_day(benchmarks: dict[str, ModuleType], obvious: Table) -> None:
    people = 70_001  # two blocks of uneven size
    for way in WAYS:
        table, _ = benchmarks["numpy_r1"].run(people, way=way, days=3)
        assert table.shape == (3, 7)
        assert np.all(table[:, :6].sum(axis=1) == people)
    assert np.all(obvious[:, :6].sum(axis=1) == SMALL)


def test_workers_do_not_change_the_table(benchmarks: dict[str, ModuleType]) -> None:
    alone, _ = benchmarks["numpy_r1"].run(70_000, days=2)
    shared, _ = benchmarks["numpy_r1"].run(70_000, days=2, workers=2)
    assert np.array_equal(alone, shared)


@pytest.mark.parametrize(("text", "people"), [("20k", 20_000), ("1m", 10**6), ("1.4e9", 1_400_000_000), ("512", 512)])
def test_numbers_of_people_as_one_says_them(benchmarks: dict[str, ModuleType], text: str, people: int) -> None:
    assert benchmarks["figures"].count_of(text) == people
