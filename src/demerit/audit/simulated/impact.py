"""F10, disparate impact: who is spared and who is hit, by income, residence, age and sex.

Both ratios are given, because each hides what the other shows: where 98 % of one group and 96 % of another are spared,
the favourable ratio is 0.98 and the adverse one 2. The four-fifths rule is about the favourable one. Intervals are on
the logarithm (Katz et al., Biometrics 34, 1978), widened by how far cases clump in communities, and by Bonferroni for
the pairs from which the most unequal is picked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from demerit.audit.layout import Outcome
from demerit.audit.simulated.judged import number, state_of, why_open
from demerit.audit.simulated.layout import Seen, measured
from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.fifths import FIFTHS
from demerit.indicators.intervals import Estimate, Floats
from demerit.indicators.measures import in_bands

FOUR_FIFTHS = 0.8
CLASSES = {"income": "fifth of income", "residence": "residence", "age": "age", "sex": "sex"}
"""columns of the groups, and what they are called"""
IMPOSSIBLE = (
    "where groups differ in what they do, no score can mean the same for all of them and err equally often on all of "
    "them (Kleinberg et al. 2016; Chouldechova 2017): to mend one ratio may move another"
)


class Rates(NamedTuple):
    """People hit, and people who could be, by class of people; and how far hits clump in communities."""

    classes: tuple[str, ...]
    hit: Floats
    of: Floats
    clump: float


class Ratio(NamedTuple):
    """The most unequal pair of classes: the rate of `first` over that of `second`."""

    first: str
    second: str
    found: Estimate


@measured(
    "F10",
    "disparate impact",
    "by income, residence, age and sex, the rate at which the least spared are spared is at least 0.8 of the best",
    "29 CFR 1607.4(D); Hardt, Price & Srebro 2016; Chouldechova 2017; Kleinberg, Mullainathan & Raghavan 2016",
)
def disparate_impact(seen: Seen) -> Iterator[Outcome]:
    """Every black list (ever listed), and the lowest band of every score (on the last day), by four classes."""
    for name in seen.regime.schemes:
        for column, called in CLASSES.items():
            found = rates(seen.counts, name, column)
            if found is None or len(found.classes) < 2 or not found.hit.any():
                continue
            yield _outcome(name, called, found, "listed" if name in seen.black_lists else "in the lowest band")


def _outcome(name: str, called: str, found: Rates, hit: str) -> Outcome:
    spared, struck = most_unequal(found, spared=True), most_unequal(found, spared=False)
    state = state_of(spared.found, FOUR_FIFTHS, "below")
    hits = f"{struck.first} are {hit} {number(struck.found)} times as often as {struck.second}"
    if struck.found.value is None:
        hits = f"nobody of {struck.second} is {hit}, and somebody of {struck.first} is"
    says = (
        f"in a run of it, by {called}, the rate of being spared is {number(spared.found)} as high for {spared.first} "
        f"as for {spared.second}; {hits}"
    )
    why = {
        "fail": f"the interval lies below four fifths; {IMPOSSIBLE}",
        "pass": "the interval lies above four fifths",
        "not declared": f"{why_open(spared.found)} (four fifths)",
    }[state]
    return Outcome(state, ("schemes", name), says, why)


def rates(counts: Counts, name: str, column: str) -> Rates | None:
    """Who is hit by a list or a score, by the classes of a column; None where nobody can be."""
    if counts.has("subjects", name) and counts.is_black(name):
        hit, of = counts.by_group("subjects", name), counts.members_from(counts.from_age(name))
        here, everyone = counts.by_community("subjects", name), counts.people
    elif bands := counts.bands(name):
        hit = counts.by_group("band", name, detail=bands[-1])
        of = sum((counts.by_group("band", name, detail=band) for band in bands), 0 * counts.members)
        here, everyone = counts.by_community("band", name, detail=bands[-1]), in_bands(counts, name)
    else:
        return None
    labels = np.asarray(counts.run.groups.numpy(column)[column]).astype(str)
    classes = [label for label in np.unique(labels).tolist() if float(of[labels == label].sum()) > 0]
    sums = [(float(hit[labels == label].sum()), float(of[labels == label].sum())) for label in classes]
    both = np.array(sums, np.float64).reshape(len(classes), 2)
    hits = np.minimum(both[:, 0], both[:, 1])  # an age that cuts a class is counted by its years
    return Rates(
        tuple(_called(column, one) for one in classes),
        hits,
        both[:, 1],
        intervals.clumping(here, everyone, persons=True),
    )


def _called(column: str, label: str) -> str:
    if column == "income":
        return f"the {FIFTHS.get(int(label), f'fifth {label}')}"
    return f"people of {label}" if column == "age" else f"{label} people"


def most_unequal(found: Rates, *, spared: bool) -> Ratio:
    """The pair with the smallest ratio of rates of being spared, or with the largest of being hit."""
    counted = found.of - found.hit if spared else found.hit
    share = counted / found.of
    low, high = int(np.argmin(share)), int(np.argmax(share))
    first, second = (low, high) if spared else (high, low)
    pairs = len(list(combinations(found.classes, 2)))
    ratio = _ratio(counted[first], found.of[first], counted[second], found.of[second], found.clump, pairs)
    return Ratio(found.classes[first], found.classes[second], ratio)


def _ratio(hit: float, of: float, other: float, other_of: float, clump: float, pairs: int) -> Estimate:
    """`intervals.ratio_of_shares`, so much wider as befits one of `pairs` pairs picked for its size."""
    plain = intervals.ratio_of_shares(hit, of, other, other_of, clump)
    if plain.value is None or hit <= 0 or other <= 0:
        return plain
    variance = clump * max(1 / hit - 1 / of + 1 / other - 1 / other_of, 0.0)
    reach = min(NormalDist().inv_cdf(1 - 0.025 / pairs) * math.sqrt(variance), 300.0)
    return plain._replace(low=plain.value * math.exp(-reach), high=plain.value * math.exp(reach))
