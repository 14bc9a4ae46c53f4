"""Tables of luck: the logarithm, and how unequal people are (inverse lognormal multipliers of mean one)."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

import numpy as np

from demerit.tables.layout import ONE, QUANTILES, Ints

_NORMAL = NormalDist()
_LARGEST = 1 << 30


def logarithms() -> Ints:
    """-ln(h / 4096) in Q24 for h = 0 .. 4096 (h = 0 is never looked up)."""
    values = [0] + [round(-math.log(h / 4096) * (1 << 24)) for h in range(1, 4097)]
    return np.array(values, np.int64)


def _steps() -> list[tuple[float, float]]:
    """The probability intervals of a habit table, in the order of `luck.quantile`."""
    middle = [(k / 4096, (k + 1) / 4096) for k in range(4096)]
    low = [(k / 65536, (k + 1) / 65536) for k in range(1024)]
    high = [(1 - (k + 1) / 65536, 1 - k / 65536) for k in range(1024)]
    return middle + low + high


@cache
def inverse_habits(sigma: float) -> Ints:
    """Q16 inverses of a lognormal multiplier of mean 1 and log-deviation `sigma`, by step.

    Every step stands for its own mean, which for a lognormal of mean 1 between the quantiles a and b is
    (F(z_b - sigma) - F(z_a - sigma)) / (b - a) with F the normal distribution and z its quantiles.
    """

    def below(p: float) -> float:
        if p <= 0:
            return 0.0
        return 1.0 if p >= 1 else _NORMAL.cdf(_NORMAL.inv_cdf(p) - sigma)

    values = [(below(b) - below(a)) / (b - a) for a, b in _steps()]
    table = np.array([min(_LARGEST, round(ONE / max(v, 1e-12))) for v in values], np.int64)
    assert len(table) == QUANTILES
    return table


class HabitTables:
    """Collects the distinct spreads of a nation and says where each one's table starts."""

    def __init__(self) -> None:
        self._starts: dict[float, int] = {}
        self._tables: list[Ints] = []

    def start(self, sigma: float) -> int:
        """Offset of the table for `sigma`; -1 where all are alike."""
        if sigma <= 0:
            return -1
        if sigma not in self._starts:
            self._starts[sigma] = len(self._tables) * QUANTILES
            self._tables.append(inverse_habits(sigma))
        return self._starts[sigma]

    def joined(self) -> Ints:
        """All tables, one after the other."""
        return np.concatenate(self._tables) if self._tables else np.zeros(1, np.int64)
