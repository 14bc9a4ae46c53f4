"""R1 without luck: the exact shares of tiers and list, since a citizen of given propensity is a Markov chain.

    python benchmarks/exact_r1.py

The chain lives on (listed, score); the lognormal propensity is integrated by Gauss-Hermite quadrature (the cap lies 4.7
sigma out, and one citizen in a million meets it). A simulation differs from this by its sampling error alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from figures import Figures, arguments
from model_r1 import (
    COLUMNS,
    DAYS,
    DETECTED,
    EDGES,
    HIGHEST,
    KIND_PERCENT,
    KIND_POINTS,
    LISTING_KIND,
    LOWEST,
    MERIT,
    MERIT_PERCENT,
    MERIT_POINTS,
    PAID_POINTS,
    PAYS,
    PROPENSITY_CAP,
    PROPENSITY_MEAN,
    PROPENSITY_SIGMA,
    START,
    WORSE,
    WORSE_BELOW,
)

NODES = 48
BELOW, ABOVE = -min(KIND_POINTS), max(MERIT_POINTS) + PAID_POINTS
"""room beside the range, for scores within a day: they are clipped at its end only"""
WIDTH = BELOW + HIGHEST - LOWEST + 1 + ABOVE
SCORES = np.arange(WIDTH) + LOWEST - BELOW

Shares = NDArray[np.float64]
"""nodes x listed x score"""


def propensity_nodes() -> tuple[Shares, Shares]:
    """Propensities and their weights, which add up to 1."""
    places, weights = np.polynomial.hermite_e.hermegauss(NODES)
    mu = np.log(PROPENSITY_MEAN) - PROPENSITY_SIGMA**2 / 2
    return np.minimum(np.exp(mu + PROPENSITY_SIGMA * places), PROPENSITY_CAP), weights / weights.sum()


def add_moved(target: Shares, moving: Shares, points: int) -> None:
    """Adds `moving` to `target`, so many points higher."""
    if points > 0:
        target[..., points:] += moving[..., :-points]
    else:
        target[..., :points] += moving[..., -points:]


def day_of(shares: Shares, chance: Shares) -> Shares:
    """One day; `chance` is that of a detected offence, nodes x 1 x score."""
    after = shares * (1 - chance)
    charged = shares * chance
    for kind, (percent, points) in enumerate(zip(KIND_PERCENT, KIND_POINTS, strict=True)):
        moving = charged * (percent / 100)
        if kind == LISTING_KIND:
            moving = np.stack((np.zeros_like(moving[:, 0]), moving.sum(axis=1)), axis=1)
        add_moved(after, moving, points)
    earning = after * MERIT
    after -= earning
    for percent, points in zip(MERIT_PERCENT, MERIT_POINTS, strict=True):
        add_moved(after, earning * (percent / 100), points)
    paying = after[:, 1] * PAYS
    after[:, 1] -= paying
    add_moved(after[:, 0], paying, PAID_POINTS)
    lowest, highest = BELOW, WIDTH - ABOVE - 1
    after[..., lowest] += after[..., :lowest].sum(axis=-1)
    after[..., highest] += after[..., highest + 1 :].sum(axis=-1)
    after[..., :lowest] = after[..., highest + 1 :] = 0
    return after


def run(days: int = DAYS) -> Shares:
    """Expected shares, one row a day, `COLUMNS`."""
    propensity, weight = propensity_nodes()
    chance = DETECTED * propensity[:, None, None] * np.where(SCORES < WORSE_BELOW, WORSE, 1.0)
    shares = np.zeros((NODES, 2, WIDTH))
    shares[:, 0, BELOW + START - LOWEST] = weight
    tier = np.searchsorted(np.negative(EDGES), np.negative(SCORES), side="left")
    table = np.zeros((days, len(COLUMNS)))
    for row in table:
        shares = day_of(shares, chance)
        row[:-1] = np.bincount(tier, weights=shares.sum(axis=(0, 1)), minlength=len(COLUMNS) - 1)
        row[-1] = shares[:, 1].sum()
    return table


def main() -> None:
    """Print the shares of some days."""
    asked = arguments("R1 without luck", "any")
    figures = Figures("R1 without luck", nodes=NODES)
    table = run()
    for day in (30, 182, 365):
        figures.add(day=day, **dict(zip(COLUMNS, table[day - 1].tolist(), strict=True)))
    figures.show(asked.json)


if __name__ == "__main__":
    main()
