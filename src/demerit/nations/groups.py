"""The 120 groups of a nation, how many people each has, and factors by age, sex, residence and income."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from demerit.nations.draws import WORDS
from demerit.nations.layout import Group, People
from demerit.nations.people import age_group
from demerit.nations.reading import Clause

AGES = ("under 14", "14-17", "18-29", "30-44", "45-59", "60 and over")
SEXES = ("male", "female")
RESIDENCES = ("urban", "rural")
FIFTHS = ("1", "2", "3", "4", "5")
OLDEST = 104
FIRST_ADULT = 2
"""place in AGES of the first age of adults"""
KINDS = {"age": AGES, "sex": SEXES, "residence": RESIDENCES, "income": FIFTHS}
EVERYBODY = (Group("all", "all", "all", 0),)

GROUPS = tuple(
    Group(age, sex, residence, int(fifth)) for age, sex, residence, fifth in product(AGES, SEXES, RESIDENCES, FIFTHS)
)
"""in the order of `people.group_of`"""


def shares_of_groups(tables: People) -> NDArray[np.float64]:
    """The share of the nation's people in each group, as the tables imply it; shape (groups,)."""
    if tables.groups == 1:
        return np.ones(1)
    by_age_and_sex = np.zeros((len(AGES), 2))
    plan = np.asarray(tables.plan_size)
    group_of_age = np.array([age_group(age) for age in range(OLDEST + 1)])
    for size in range(1, 9):
        people = int((plan == size).sum())
        start, end = int(tables.pattern_start[size]), int(tables.pattern_start[size + 1])
        code = np.asarray(tables.member)[start:end]
        for year in range(5):
            np.add.at(
                by_age_and_sex, (group_of_age[(code >> 3) * 5 + year], (code >> 2) & 1), people / (end - start) / 5
            )
    by_age_and_sex /= by_age_and_sex.sum()
    urban = tables.urban_below / WORDS
    knots = np.asarray(tables.rank_knot)
    by_income = np.array([_fifths(knots[:257]) * urban, _fifths(knots[257:]) * (1 - urban)])
    return np.asarray(np.einsum("as,ri->asri", by_age_and_sex, by_income).ravel())


def _fifths(knots: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of each national fifth among those whose ranks the knots give."""
    ends = np.interp(np.linspace(0, WORDS, 6), np.asarray(knots, dtype=np.float64), np.linspace(0, 1, 257))
    return np.diff(ends)


def adults(groups: tuple[Group, ...]) -> NDArray[np.float64]:
    """1 for groups of adults (for everybody, where the nation has one group), else 0; shape (groups,)."""
    return np.array([float(g.age not in AGES[:FIRST_ADULT]) for g in groups])


def factors(by: Clause, groups: tuple[Group, ...]) -> NDArray[np.float64]:
    """The product of the factors of a clause `by`: by age, sex, residence and income, else 1; shape (groups,)."""
    by.known(KINDS)
    product = np.ones(len(groups))
    for kind in by:
        table = by.at(kind)
        names = KINDS.get(kind, ())
        table.known(names)
        for name in table:
            text = table.text(name)
            try:
                factor = float(text)
            except ValueError:
                factor = -1.0
            if not 0 <= factor <= 100:
                table.refuse(name, f"`{text}` is not a factor", "a number from 0 to 100, such as 1.5")
                continue
            product *= [factor if str(getattr(group, kind)) == name else 1.0 for group in groups]
    return product
