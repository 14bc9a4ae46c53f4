"""Ratios with 95 % intervals. Communities are the clusters: people of one community share luck, strangers do not.

The interval says what another nation drawn from the same recipe would show. Variances are those of the linearised
ratio estimator (Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3), with the t quantile of the number of
communities that contribute less one. Shares get the exact interval at the effective number of cases (Korn & Graubard,
Survey Methodology 24, 1998), so they stay within 0 and 1 and a zero count has an upper bound; means and ratios get
theirs on the logarithm.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.indicators.quantiles import NONE_SEEN, NORMAL, exact_share, t_quantile

Floats = NDArray[np.float64]

CONTRADICTION = "the counters contradict each other: a part is larger than its whole"
ALONE = "one community only: the interval takes events as independent"
NO_INTERVAL = "too few communities for an interval"


class Estimate(NamedTuple):
    """A number with its 95 % interval; None where it does not exist (nothing to divide by) or cannot be bounded."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    """what the ratio is taken over: entries, people, marks ..."""
    clusters: int = 0
    """communities that contribute"""
    note: str = ""
    group: str = ""
    """the people it is about; empty for everyone"""

    def times(self, factor: float) -> Estimate:
        """The same in a unit `factor` times smaller (per 1,000 people: 1,000)."""
        value, low, high = (None if number is None else number * factor for number in self[:3])
        return self._replace(value=value, low=low, high=high)

    def about(self, group: str) -> Estimate:
        """The same, said of a group of people."""
        return self._replace(group=group)


def nothing(note: str, n: int = 0) -> Estimate:
    """No number, and why."""
    return Estimate(None, None, None, n, 0, note)


def _spread(part: Floats, whole: Floats, ratio: float, contributing: int) -> float:
    """Variance of the sum of the residuals part - ratio x whole over the communities."""
    residuals = part - ratio * whole
    return contributing / (contributing - 1) * float(residuals @ residuals)


def share(part: Floats, whole: Floats) -> Estimate:
    """The sum of `part` as a share of the sum of `whole`, one number a community in each."""
    total, cases = float(part.sum()), float(whole.sum())
    if cases <= 0:
        return nothing("there was nothing to take a share of")
    if not 0 <= total <= cases:
        return nothing(CONTRADICTION, round(cases))
    value = total / cases
    contributing = int(np.count_nonzero(whole))
    effective, note = cases, ALONE
    if contributing > 1:
        spread = _spread(part, whole, value, contributing) / cases**2
        effective = value * (1 - value) / spread if spread > 0 else cases
        effective *= (NORMAL / t_quantile(contributing - 1)) ** 2
        effective, note = min(effective, cases), ""
    low, high = exact_share(value * effective, effective)
    return Estimate(value, min(low, value), max(high, value), round(cases), contributing, note)


def mean(part: Floats, whole: Floats, *, least: float = 0.0, events: bool = True) -> Estimate:
    """The sum of `part` for each one of `whole`, never below `least`.

    `events` says that `part` counts separate events, which bounds the variance from below by that of independent ones
    and a zero from above; amounts (days, yuan, hours) come in lumps of unknown size, so a zero has no upper bound.
    """
    cases = float(whole.sum())
    contributing = int(np.count_nonzero((whole != 0) | (part != 0)))
    if cases <= 0:
        return nothing("there was nothing to divide by")
    excess = part - least * whole
    total = float(excess.sum())
    if total < 0:
        return nothing(CONTRADICTION, round(cases))
    value = total / cases
    if total == 0:
        high = least + NONE_SEEN / cases if events else None
        return Estimate(least, least, high, round(cases), contributing, "" if events else NO_INTERVAL)
    if contributing < 2:
        if not events:
            return Estimate(least + value, None, None, round(cases), contributing, NO_INTERVAL)
        reach, note = NORMAL / math.sqrt(total), ALONE
    else:
        variance = _spread(excess, whole, value, contributing) / total**2
        variance = max(variance, 1 / total) if events else variance
        reach, note = t_quantile(contributing - 1) * math.sqrt(variance), ""
    low, high = _around(value, reach)
    return Estimate(least + value, least + low, least + high, round(cases), contributing, note)


def _around(value: float, reach: float) -> tuple[float, float]:
    """Interval symmetric on the logarithm; a reach that no float holds says nothing but that the value is positive."""
    reach = min(reach, 300.0)
    return value * math.exp(-reach), value * math.exp(reach)


def twins(with_it: Floats, without_it: Floats, people: int) -> Estimate:
    """What happened to people, over what happens to the same people with one thing struck out, by community.

    Where not one community shows a difference, the interval is what three or four differing events would make.
    """
    base = float(without_it.sum())
    contributing = int(np.count_nonzero((without_it != 0) | (with_it != 0)))
    if base <= 0:
        return nothing("nothing happened to the twins", people)
    ratio = float(with_it.sum()) / base
    if contributing < 2:
        return Estimate(ratio, None, None, people, contributing, NO_INTERVAL)
    variance = _spread(with_it, without_it, ratio, contributing) / base**2
    if ratio <= 0 or variance <= 0:
        slack = NONE_SEEN / base
        return Estimate(ratio, max(0.0, ratio - slack), ratio + slack, people, contributing)
    low, high = _around(ratio, t_quantile(contributing - 1) * math.sqrt(variance) / ratio)
    return Estimate(ratio, low, high, people, contributing)


def excess_share(observed: Floats, baseline: Floats) -> Estimate:
    """Share of `observed` that would not be there under the baseline, pairing communities; below 0 if it is less.

    Where all communities agree to the last event, the interval is what three or four differing events would make.
    """
    total = float(observed.sum())
    contributing = int(np.count_nonzero((observed != 0) | (baseline != 0)))
    if total <= 0:
        return nothing("there was nothing to take a share of")
    value = 1 - float(baseline.sum()) / total
    if contributing < 2:
        return Estimate(value, None, None, round(total), contributing, NO_INTERVAL)
    spread = _spread(baseline, observed, 1 - value, contributing)
    reach = (t_quantile(contributing - 1) * math.sqrt(spread) if spread > 0 else NONE_SEEN) / total
    return Estimate(value, value - reach, value + reach, round(total), contributing)


def clumping(part: Floats, people: Floats, *, persons: bool = False) -> float:
    """How many times larger the variance of the sum of `part` is than that of independent events (at least 1).

    `persons` says that `part` counts people, of whom there are no more than `people`. Group totals carry no communities
    of their own. Members of a group are spread thinner over communities than everyone, so this factor, taken from
    everyone and widened for few communities, errs towards wide intervals.
    """
    total, everyone, contributing = float(part.sum()), float(people.sum()), int(np.count_nonzero(people))
    independent = total * (1 - total / everyone) if persons and everyone > 0 else total
    if independent <= 0 or contributing < 2:
        return 1.0
    few = (t_quantile(contributing - 1) / NORMAL) ** 2
    return few * max(1.0, _spread(part, people, total / everyone, contributing) / independent)


def ratio_of_shares(hit: float, of: float, other_hit: float, other_of: float, clump: float) -> Estimate:
    """Share hit in one group over share hit in another, from counts of people.

    The logarithm's variance is that of Katz, Baptista, Azen & Pike (Biometrics 34, 1978) times `clump`;
    where a count is zero, the exact interval of the count given both (Przyborowski & Wilenski 1940).
    """
    people = round(of + other_of)
    if of <= 0 or other_of <= 0:
        return nothing("nobody belongs to one of the two groups", people)
    if hit > of or other_hit > other_of or hit < 0 or other_hit < 0:
        return nothing(CONTRADICTION, people)
    if hit == 0 or other_hit == 0:
        return _with_zero(hit, of, other_hit, other_of, clump)
    value = (hit / of) / (other_hit / other_of)
    variance = clump * (1 / hit - 1 / of + 1 / other_hit - 1 / other_of)
    low, high = _around(value, NORMAL * math.sqrt(variance))
    return Estimate(value, low, high, people)


def _with_zero(hit: float, of: float, other_hit: float, other_of: float, clump: float) -> Estimate:
    """`ratio_of_shares` where one of the counts is zero: a bound on one side, or nothing at all."""
    people, cases = round(of + other_of), (hit + other_hit) / clump
    if cases <= 0:
        return nothing("nobody of either group", people)
    low, high = exact_share(hit / clump, cases)
    scale = other_of / of
    if other_hit == 0:
        bound = low / (1 - low) * scale
        return Estimate(None, bound, None, people, 0, "nobody of the group compared with; at least the lower bound")
    return Estimate(0.0, 0.0, high / (1 - high) * scale if high < 1 else None, people)


def balance(gain: Floats, cost: Floats, people: Floats) -> Estimate:
    """What people gain less what it costs them, for each of `people`, by community; below zero where costs prevail."""
    everyone = float(people.sum())
    contributing = int(np.count_nonzero((gain != 0) | (cost != 0)))
    if everyone <= 0:
        return nothing("there was nobody")
    net = gain - cost
    value = float(net.sum()) / everyone
    if contributing < 2:
        return Estimate(value, None, None, round(everyone), contributing, NO_INTERVAL)
    reach = t_quantile(contributing - 1) * math.sqrt(_spread(net, people, value, contributing)) / everyone
    return Estimate(value, value - reach, value + reach, round(everyone), contributing)


def lumps(gain: Floats, cost: Floats, people: Floats) -> float:
    """Variance of the sum of what people gain and lose, for each unit that changes hands: how large the lumps are."""
    turnover, contributing = float(gain.sum() + cost.sum()), int(np.count_nonzero((gain != 0) | (cost != 0)))
    if turnover <= 0 or contributing < 2:
        return 0.0
    net = gain - cost
    few = (t_quantile(contributing - 1) / NORMAL) ** 2
    return few * _spread(net, people, float(net.sum()) / float(people.sum()), contributing) / turnover


def group_balance(gain: float, cost: float, people: float, lump: float) -> Estimate:
    """`balance` of a group, from its totals; `lump` as `lumps` found it for everyone."""
    if people <= 0:
        return nothing("nobody belongs to the group")
    value = (gain - cost) / people
    if lump <= 0 or gain + cost <= 0:
        return Estimate(value, None, None, round(people), 0, NO_INTERVAL)
    reach = NORMAL * math.sqrt(lump * (gain + cost)) / people
    return Estimate(value, value - reach, value + reach, round(people))


def group_mean(total: float, people: float, clump: float) -> Estimate:
    """An amount for each member of a group, from its total; `clump` as `clumping` found it for everyone."""
    if people <= 0:
        return nothing("nobody belongs to the group")
    if total <= 0:
        return Estimate(0.0, 0.0, None, round(people), 0, NO_INTERVAL)
    low, high = _around(total / people, NORMAL * math.sqrt(clump / total))
    return Estimate(total / people, low, high, round(people))


def ratio_of_means(total: float, people: float, other_total: float, other_people: float, clump: float) -> Estimate:
    """An amount for each member of one group, over that of another."""
    n = round(people + other_people)
    if people <= 0 or other_people <= 0 or other_total <= 0:
        return nothing("the group compared with has none", n)
    value = (total / people) / (other_total / other_people)
    if total <= 0:
        return Estimate(0.0, 0.0, None, n, 0, NO_INTERVAL)
    low, high = _around(value, NORMAL * math.sqrt(clump * (1 / total + 1 / other_total)))
    return Estimate(value, low, high, n)
