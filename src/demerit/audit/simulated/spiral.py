"""F01, the negative spiral: how many marks one mark sets off by itself, from people who live twice.

Twins show what a first mark brings about in the end: its own offspring, theirs, and so on. Day by day after the mark,

    R(d) = phi(d) + sum over i + j = d of phi(i) R(j),

R being all extra marks and phi those that the mark sets off itself; the equation is solved for phi, day after day, and
the reproduction number is n = sum of phi. Where n < 1 one mark comes to 1 / (1 - n) in all (Hawkes, Biometrika 58,
1971; Diekmann, Heesterbeek & Metz, Journal of Mathematical Biology 28, 1990); where n >= 1 there is no end to it. The
total over a run cannot tell the two apart, since a run always ends; phi can.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from demerit.audit.layout import Outcome
from demerit.audit.simulated.judged import number, state_of, why_open
from demerit.audit.simulated.layout import Seen, measured
from demerit.audit.simulated.twins import after_first_marks, plan_of
from demerit.indicators.intervals import ALONE, Estimate, Floats, nothing
from demerit.indicators.quantiles import NONE_SEEN, t_quantile

_FEWEST = 4
"""communities with twins, below which there is no interval"""


class Offspring(NamedTuple):
    """What a first mark sets off."""

    n: Estimate
    """marks that one mark sets off itself, within `days` of it"""
    total: Estimate
    """what one mark comes to in all within `days`, itself included"""
    days: int
    people: int


@measured(
    "F01",
    "negative spiral",
    "one mark sets off less than one further mark",
    "Hawkes 1971; next-generation matrix, Diekmann et al. 1990",
)
def negative_spiral(seen: Seen) -> Iterator[Outcome]:
    """The mark reproduction number of the whole regime."""
    found = offspring(*after_first_marks(*plan_of(seen.records)))
    if found is None or found.n.value is None:
        return
    state = state_of(found.n, 1.0, "above")
    says = (
        f"in a run of it, one mark sets off {number(found.n)} further marks by itself within {found.days} days, over "
        f"{found.people:,} people whose first mark was struck out in a second life"
    )
    end = f"one mark comes to {number(found.total)} marks within that time, itself included"
    why = {
        "fail": f"each mark brings at least one more, and there is no end to it; {end}",
        "pass": f"marks die out; {end}",
        "not declared": f"{why_open(found.n)}; {end}",
    }[state]
    yield Outcome(state, (), says, why)


def offspring(extra: Floats, watched: Floats) -> Offspring | None:
    """n from what twins meet day by day (see `after_first_marks`); None where nobody has an adverse mark.

    Marks count that come within the time for which half of the marked people were watched after their first one. The
    interval is that of the jackknife over communities, and no narrower than what three or four marks would make.
    """
    people = int(watched[:, 0].sum())
    if people == 0:
        return None
    everyone = watched.sum(axis=0)
    days = max(1, int(np.count_nonzero(everyone >= people / 2)))
    extra, watched = extra[:, :days], watched[:, :days]
    own = _jackknifed(extra, watched, lambda response: float(_own(response).sum()))
    total = _jackknifed(extra, watched, lambda response: 1 + float(response.sum()))
    return Offspring(own, total, days, people)


def _own(response: Floats) -> Floats:
    """phi from R, by the equation above, day by day."""
    own = np.zeros_like(response)
    for day in range(len(response)):
        by_offspring = own[:day] @ response[day:0:-1] if day else 0.0
        own[day] = (response[day] - by_offspring) / (1 + response[0])
    return own


def _jackknifed(extra: Floats, watched: Floats, of: Callable[[Floats], float]) -> Estimate:
    """A number of the response over all communities, with the interval by leaving out each in turn."""
    with_people = np.flatnonzero(watched[:, 0])
    sums, people = extra.sum(axis=0), watched.sum(axis=0)
    value, communities = of(sums / people), len(with_people)
    if communities < _FEWEST:
        return Estimate(value, None, None, int(people[0]), communities, ALONE)
    left = np.array([of((sums - extra[one]) / np.maximum(people - watched[one], 1.0)) for one in with_people])
    variance = (communities - 1) / communities * float(((left - left.mean()) ** 2).sum())
    if not math.isfinite(variance):
        return nothing("the response cannot be solved", int(people[0]))
    reach = max(t_quantile(communities - 1) * math.sqrt(variance), NONE_SEEN / float(people[0]))
    return Estimate(value, value - reach, value + reach, int(people[0]), communities)
