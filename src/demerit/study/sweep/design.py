"""Where a sweep looks: every combination of some levels, a Latin hypercube, or a scrambled Sobol sequence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from demerit.errors import UserError, did_you_mean
from demerit.study.sweep.layout import DESIGNS, Over, Point

LEVELS, SPREAD = 5, 32
"""levels of each clause of a grid, and points of the other designs, unless asked otherwise"""
MOST_POINTS = 100_000
_FEWEST = 2


def points_of(overs: Sequence[Over], design: str, number: int | None, seed: int) -> tuple[Point, ...]:
    """The points of a design, in its order; raises `UserError`.

    `number` is the levels of each clause of a grid, whose last clause moves fastest, and the points of the others:
    a Latin hypercube has one point in each of `number` slices of every range (McKay, Beckman and Conover 1979), a
    Sobol sequence fills the ranges evenly (Sobol 1967, scrambled after Owen 1995). `seed` places both.
    """
    if design not in DESIGNS:
        raise UserError(
            f"no design is called `{design}`", f"one of: {', '.join(DESIGNS)}", did_you_mean(design, DESIGNS)
        )
    wanted = number if number is not None else (LEVELS if design == "grid" else SPREAD)
    least = _FEWEST if design == "grid" else 1
    if isinstance(wanted, bool) or not isinstance(wanted, int) or not least <= wanted <= MOST_POINTS:
        raise UserError(f"a {design} cannot have {wanted} points", f"a whole number from {least} to {MOST_POINTS:,}")
    if design == "grid":
        levels = [list(dict.fromkeys(over.at(step / (wanted - 1)) for step in range(wanted))) for over in overs]
        total = int(np.prod([len(one) for one in levels], dtype=object))
        if total > MOST_POINTS:
            raise UserError(
                f"this grid has {total:,} points", f"at most {MOST_POINTS:,}", "fewer levels, or the design `lhs`"
            )
        return tuple(product(*levels))
    shares = _hypercube(len(overs), wanted, seed) if design == "lhs" else _sobol(len(overs), wanted, seed)
    return tuple(tuple(over.at(float(share)) for over, share in zip(overs, row, strict=True)) for row in shares)


def _hypercube(clauses: int, number: int, seed: int) -> np.ndarray:
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(clauses, rng=np.random.default_rng(seed)).random(number))


def _sobol(clauses: int, number: int, seed: int) -> np.ndarray:
    """The first points of a sequence; it is evenest where their number is a power of two."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(clauses, scramble=True, rng=np.random.default_rng(seed))
    return np.asarray(sequence.random_base2((number - 1).bit_length())[:number])
