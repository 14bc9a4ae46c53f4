"""R1 as the obvious loop: every day, every citizen, the seven steps in order. Slow, and what the baseline must equal.

python benchmarks/reference_r1.py --people 2k
"""

from __future__ import annotations

import time
from random import Random

import numpy as np

from figures import Figures, arguments, count_of
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
    START,
    TIERS,
    WORSE,
    Table,
    propensities,
)

KINDS = range(len(KIND_POINTS))
WORST_TIERS = len(TIERS) - 2
"""number of tier C; D comes after it"""


def tier_of(score: int) -> int:
    """The number of the tier: 0 is AAA."""
    return next((tier for tier, edge in enumerate(EDGES) if score >= edge), len(EDGES))


def day_of(score: int, listed: bool, propensity: float, luck: Random) -> tuple[int, bool]:
    """One citizen's day: the seven steps."""
    hazard = propensity * (WORSE if tier_of(score) >= WORST_TIERS else 1.0)
    if luck.random() < hazard:
        kind = luck.choices(KINDS, KIND_PERCENT)[0]
        if luck.random() < DETECTED:
            score += KIND_POINTS[kind]
            listed = listed or kind == LISTING_KIND
    if luck.random() < MERIT:
        score += luck.choices(MERIT_POINTS, MERIT_PERCENT)[0]
    if listed and luck.random() < PAYS:
        listed = False
        score += PAID_POINTS
    return max(LOWEST, min(score, HIGHEST)), listed


def run(people: int, seed: int = 1, days: int = DAYS) -> Table:
    """R1 over a city: one row a day, `COLUMNS`."""
    luck = Random(seed)
    propensity = propensities(people, np.random.default_rng(seed)).tolist()
    scores, listed = [START] * people, [False] * people
    table = np.zeros((days, len(COLUMNS)), dtype=np.int64)
    for row in table:
        for person in range(people):
            scores[person], listed[person] = day_of(scores[person], listed[person], propensity[person], luck)
            row[tier_of(scores[person])] += 1
        row[len(TIERS)] = sum(listed)
    return table


def main() -> None:
    """Time the loop and print its last day."""
    asked = arguments("R1 as the obvious loop", people="2k")
    people = count_of(asked.people)
    start = time.perf_counter()
    shares = (run(people, asked.seed)[-1] / people).tolist()
    seconds = time.perf_counter() - start
    figures = Figures("R1 as the obvious loop", people=people, days=DAYS)
    figures.add(seconds=seconds, person_days_per_s=people * DAYS / seconds, **dict(zip(COLUMNS, shares, strict=True)))
    figures.show(asked.json)


if __name__ == "__main__":
    main()
