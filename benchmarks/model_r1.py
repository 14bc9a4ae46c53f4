"""The benchmark model R1, "one city, one year": its numbers, shared by the baseline and by the obvious loop.

Every day, for every citizen: a tier from the score, an offence at the citizen's own rate (half as much again in tiers
C and D), detected with 30 %, priced by kind; now and then a merit; the last kind of offence puts the citizen on a list
that a payment ends. At the end of a day the run records how many are in each tier and how many are listed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DAYS = 365
START = 1000
LOWEST, HIGHEST = 0, 1300

TIERS = ("AAA", "AA", "A", "B", "C", "D")
EDGES = (1050, 1030, 960, 850, 600)
"""lowest score of each tier but D; below B (850) offences are half as frequent again"""
WORSE_BELOW = EDGES[3]
WORSE = 1.5

COLUMNS = (*TIERS, "listed")
"""what a day of the table holds"""

PROPENSITY_MEAN, PROPENSITY_SIGMA, PROPENSITY_CAP = 0.010, 0.75, 0.25

DETECTED = 0.30
KIND_PERCENT = (30, 20, 15, 10, 10, 7, 5, 3)
KIND_POINTS = (-5, -5, -10, -10, -20, -30, -50, -100)
LISTING_KIND = len(KIND_POINTS) - 1

MERIT = 0.005
MERIT_PERCENT = (60, 30, 10)
MERIT_POINTS = (2, 5, 30)

PAYS = 0.002
PAID_POINTS = 50

Table = NDArray[np.int64]


def propensities(people: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Each citizen's chance of an offence on a day: lognormal with the given *mean*, so exp(mu) is below it."""
    mu = np.log(PROPENSITY_MEAN) - PROPENSITY_SIGMA**2 / 2
    return np.minimum(rng.lognormal(mu, PROPENSITY_SIGMA, people), PROPENSITY_CAP)
