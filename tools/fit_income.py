"""Fit income per head: the nation's quantiles, and where urban and rural people stand among them.

Writes `src/demerit/library/nations/income-2020.txt`, whole numbers only. Published for 2020 (CBN21): the means of the
five fifths, and the urban and rural means. Fitted: Dagum's smooth quantile function, which has a Pareto tail, to the
fifths; and a logistic share of urban people by rank that meets the urban share of the census and the urban mean.

The published Gini (0.465) cannot be had together with the published fifths: no incomes with these five means have a
Gini above 0.451 (the bound for grouped data, `largest_gini`). The fifths win; the curve that meets them has 0.423.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

FIFTHS = np.array([7869.0, 16443.0, 26249.0, 41172.0, 80294.0])
URBAN_MEAN, URBAN_SHARE = 43834.0, 0.6389
STEPS = 256
TOP = 1 - 1 / STEPS**4
"""the rank of the richest in the table: one person of 4.3e9"""
TARGET = Path(__file__).parents[1] / "src/demerit/library/nations/income-2020.txt"


def ranks() -> NDArray[np.float64]:
    """A grid of ranks, finer towards the top: middle points of cells, with their widths in the second row."""
    edges = np.concatenate([np.linspace(0, 0.99, 9901), 1 - np.geomspace(0.01, 1e-9, 4000)[1:], [1.0]])
    return np.array([(edges[1:] + edges[:-1]) / 2, np.diff(edges)])


def quantile(shape: NDArray[np.float64], u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Dagum's quantile function above a floor (its tail is Pareto's, of exponent `a`): yuan a year at rank u."""
    scale, a, p, floor = np.exp(shape)
    return np.asarray(floor + scale * (u ** (-1 / p) - 1) ** (-1 / a))


def fifths(income: NDArray[np.float64], grid: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of every fifth."""
    fifth = np.minimum((grid[0] * 5).astype(int), 4)
    return np.array([np.average(income[fifth == k], weights=grid[1][fifth == k]) for k in range(5)])


def gini(income: NDArray[np.float64], grid: NDArray[np.float64]) -> float:
    """2 cov(income, rank) / mean."""
    mean = np.average(income, weights=grid[1])
    return float(2 * np.average(income * grid[0], weights=grid[1]) / mean - 1)


def largest_gini() -> float:
    """The largest Gini that five fifths with these means allow, over all limits between them."""
    mean = FIFTHS.mean()
    between = float(2 * np.average(FIFTHS, weights=[1, 3, 5, 7, 9]) * 2.5 / 5 / mean - 1)

    grids = [np.linspace(low, high, 600)[1:-1] for low, high in pairwise(FIFTHS)]
    best, limits = np.zeros(1), np.zeros(1)
    for fifth, grid in enumerate(grids):
        low, high = limits[:, None], grid[None, :]
        inside = (FIFTHS[fifth] - low) * (high - FIFTHS[fifth]) / (high - low)
        best, limits = (best[:, None] + inside).max(0), grid
    return between + float((best + FIFTHS[4] - limits).max() * 0.04 / mean)


def urban_ranks(income: NDArray[np.float64], grid: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rank in the nation, in 2**-32, at 257 even steps of the rank among urban and among rural people."""

    def share(form: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(1 / (1 + np.exp(-(form[0] + form[1] * grid[0]))))

    def misfit(form: NDArray[np.float64]) -> NDArray[np.float64]:
        weight = share(form) * grid[1]
        return np.array([weight.sum() / URBAN_SHARE - 1, np.average(income, weights=weight) / URBAN_MEAN - 1])

    urban = share(least_squares(misfit, np.array([-1.0, 3.0])).x) * grid[1]
    print("urban mean", np.average(income, weights=urban), "rural mean", np.average(income, weights=grid[1] - urban))
    return tuple(inverse(weight, grid) for weight in (urban, grid[1] - urban))  # type: ignore[return-value]


def inverse(weight: NDArray[np.float64], grid: NDArray[np.float64]) -> NDArray[np.int64]:
    """National rank at 257 even steps of the cumulated weight."""
    below = np.concatenate([[0.0], np.cumsum(weight)])
    edges = np.concatenate([[0.0], np.cumsum(grid[1])])
    steps = np.interp(np.linspace(0, below[-1], STEPS + 1), below, edges / edges[-1])
    return np.asarray(np.rint(steps * 2**32).astype(np.int64))


def income_knots(shape: NDArray[np.float64]) -> NDArray[np.int64]:
    """Yuan at 255 even steps, then at 255 even steps of the last of them, and so on four times; and at the top."""
    ends = [1 - (1 - k / STEPS) / STEPS**level for level in range(4) for k in range(STEPS - 1)]
    return np.asarray(np.rint(quantile(shape, np.array([*np.maximum(ends, 1e-9), TOP, 1 - 1e-10]))).astype(np.int64))


def main() -> None:
    """Fit and write."""
    grid = ranks()
    start = np.log([50000.0, 3.0, 0.3, 4700.0])
    shape = least_squares(lambda s: np.log(fifths(quantile(s, grid[0]), grid) / FIFTHS), start).x
    income = quantile(shape, grid[0])
    print("shape", np.exp(shape), "fifths over published", fifths(income, grid) / FIFTHS)
    print("gini", gini(income, grid), "largest possible", largest_gini())
    urban, rural = urban_ranks(income, grid)
    head = [
        "# Income per head in 2020, fitted by tools/fit_income.py to the fifths, the urban and the rural mean (CBN21).",
        "# Ranks are in 2**-32. The first two lines of numbers: rank in the nation at 257 even steps of the rank among",
        "# urban and among rural people. The third: yuan a year at 255 even steps of the rank in the nation, then at",
        "# 255 even steps of the last step, and so on four times, and at the top.",
    ]
    rows = [" ".join(map(str, row.tolist())) for row in (urban, rural, income_knots(shape))]
    TARGET.write_text("\n".join(head + rows) + "\n")


if __name__ == "__main__":
    main()
