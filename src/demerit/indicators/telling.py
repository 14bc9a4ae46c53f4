"""Whether a measured value says anything: one rule for tables, pages, charts and terminals."""

from __future__ import annotations

import math

TOO_FEW = "too few to say"
"""what readers see in place of a value that says nothing"""
FEWEST = 5
"""cases below which nothing is said"""
WIDEST = 100
"""how many times its lower end an interval's upper end may be"""
RULE = f"fewer than {FEWEST} cases, or an interval that has no end or spans more than {WIDEST}-fold"


def too_few(value: float | None, low: float | None, high: float | None, n: int | None) -> bool:
    """Whether a value rests on too little: fewer than 5 cases, an end missing, or ends more than 100 times apart.

    A zero whose interval starts at zero has an end above, and so is said; a negative value has no fold to speak of.
    `n` is None where the cases were not counted.
    """
    if n is not None and n < FEWEST:
        return True
    if low is None or high is None or not math.isfinite(low) or not math.isfinite(high):
        return True
    bounded = low > 0 or (low == 0 and value is not None and value > 0)
    return bounded and high > WIDEST * low
