"""Quantiles of the t and the beta distribution, and the exact interval of a share: all that intervals need of them.

Written out here because loading SciPy takes longer than most commands; the tests compare with it.
"""

from __future__ import annotations

import math
from functools import lru_cache

TAIL = 0.025
"""Probability left out on either side of a 95 % interval."""

NORMAL = 1.959963984540054
"""97.5 % quantile of the normal distribution."""

NONE_SEEN = -math.log(TAIL)
"""3.69: with no event seen, a Poisson mean above this would have shown one with probability 97.5 %."""

_EXACT_UP_TO = 10_000.0


def _fraction(a: float, b: float, x: float) -> float:
    """Continued fraction of the incomplete beta function (NIST DLMF 8.17.22), by Lentz's method."""
    tiny = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, 100_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 + term * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + term / c
            c = c if abs(c) > tiny else tiny
            value *= c * d
        if abs(c * d - 1.0) < 1e-14:
            break
    return value


def beta_share(a: float, b: float, x: float) -> float:
    """Share of a beta(a, b) distribution below x: the regularised incomplete beta function."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1.0) / (a + b + 2.0):
        return math.exp(log_front) * _fraction(a, b, x) / a
    return 1.0 - math.exp(log_front) * _fraction(b, a, 1.0 - x) / b


def beta_quantile(share: float, a: float, b: float) -> float:
    """The x below which `share` of a beta(a, b) distribution lies, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high) or high - low < 1e-13 * high:
            break
        if beta_share(a, b, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


@lru_cache(maxsize=512)
def t_quantile(freedom: int) -> float:
    """97.5 % quantile of Student's t with that many degrees of freedom (at least 1)."""
    if freedom > 100_000:
        return NORMAL
    x = beta_quantile(2 * TAIL, freedom / 2.0, 0.5)
    return math.sqrt(freedom * (1.0 - x) / x)


@lru_cache(maxsize=8192)
def exact_share(count: float, of: float) -> tuple[float, float]:
    """95 % interval of a share seen as `count` in `of` (Clopper & Pearson 1934); neither need be whole.

    With none in n the upper end is 1 - 0.025 ** (1 / n), about 3.69 / n. Where both counts are above 10,000 it is
    Wilson's score interval, which is then the same to a hundredth of its width.
    """
    rest = of - count
    if count > _EXACT_UP_TO and rest > _EXACT_UP_TO:
        z2 = NORMAL**2
        centre = (count + z2 / 2) / (of + z2)
        half = NORMAL * math.sqrt(count * rest / of + z2 / 4) / (of + z2)
        return centre - half, centre + half
    if count <= 0:
        return 0.0, 1 - TAIL ** (1 / rest)
    if rest <= 0:
        return TAIL ** (1 / count), 1.0
    return beta_quantile(TAIL, count, rest + 1), beta_quantile(1 - TAIL, count + 1, rest)
