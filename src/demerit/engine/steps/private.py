"""Private scores: what a person's traits and habits make of the score before any mark, and what a friend adds."""

from __future__ import annotations

from demerit.nations.draws import WORDS, draw, high, key_of, low
from demerit.nations.people import (
    NOBODY,
    PARENT,
    age_of,
    employer_of,
    friend,
    group_of,
    has_credit_file,
    rank_of,
    role_of,
    uses_platform,
)
from demerit.tables.codes import (
    FEATURE_AGE,
    FEATURE_FILE,
    FEATURE_INCOME,
    FEATURE_LESS,
    FEATURE_MORE,
    FEATURE_PARENT,
    FEATURE_PLATFORM,
    FEATURE_WORK,
)
from demerit.tables.layout import ONE
from demerit.tables.luck import LUCK_UPTAKE

HALF_Q16 = 1 << 15
YOUNGEST = 18
YEARS_OF_AGE = 42
"""the feature `age` rises from 0 at 18 years to 1 at 60"""


def habit_value(T, key: int, group: int, feature: int) -> int:
    """Where a person's habit of a conduct ranks among those who have it (Q16); 0 for who never does it."""
    bits = draw(key, T.feature_process[feature], 0)
    if low(bits) < T.feature_inactive[feature * T.groups + group]:
        return 0
    return high(bits) >> 16


def feature_value(T, key: int, person: int, feature: int) -> int:
    """One feature of a person, 0 to 65,536."""
    kind = T.feature_kind[feature]
    if kind == FEATURE_INCOME:
        return rank_of(T.people, person) >> 16
    if kind == FEATURE_AGE:
        years = age_of(T.people, key, person) - YOUNGEST
        years = 0 if years < 0 else (YEARS_OF_AGE if years > YEARS_OF_AGE else years)
        return years * ONE // YEARS_OF_AGE
    if kind == FEATURE_FILE:
        return ONE if has_credit_file(T.people, key, person) else 0
    if kind == FEATURE_WORK:
        return ONE if employer_of(T.people, person) != NOBODY else 0
    if kind == FEATURE_PARENT:
        return ONE if role_of(T.people, key, person) == PARENT else 0
    if kind == FEATURE_PLATFORM:
        return ONE if uses_platform(T.people, key, person) else 0
    value = habit_value(T, key, group_of(T.people, key, person), feature)
    if kind == FEATURE_MORE:
        return value
    return ONE - value if kind == FEATURE_LESS else 0


def without_friend(T, person: int, scheme: int) -> int:
    """Points above the lowest score that a person's own dimensions are worth."""
    key = key_of(T.people.seed_key, person)
    value = 0
    for feature in range(T.feature_from[scheme], T.feature_from[scheme + 1]):
        value += (T.feature_weight[feature] * feature_value(T, key, person, feature)) >> 16
    return ((T.scheme_high[scheme] - T.scheme_low[scheme]) * value) >> 16


def own_part(T, person: int, scheme: int) -> int:
    """Points above the lowest score before any mark: the person's dimensions, and what the closest friend's add.

    Who has a friend outside the scheme is taken to be like the friend.
    """
    own = without_friend(T, person, scheme)
    if T.scheme_friends[scheme] == 0:
        return own
    other = friend(T.people, person)
    theirs = without_friend(T, other, scheme) if may_take_part(T, other, scheme) else own
    return own + ((theirs * T.scheme_friends[scheme]) >> 16)


def may_take_part(T, person: int, scheme: int) -> bool:
    """Whether a person is old enough for a scheme and has opted in."""
    key = key_of(T.people.seed_key, person)
    if T.scheme_age[scheme] > 0 and age_of(T.people, key, person) < T.scheme_age[scheme]:
        return False
    uptake = T.scheme_uptake[scheme]
    return uptake >= WORDS or high(draw(key, T.scheme_luck[scheme] + LUCK_UPTAKE, 0)) < uptake


def friend_points(T, S, i: int, scheme: int) -> int:
    """What the marks of a person's closest friend add to the person's score now."""
    other = friend(T.people, S.first + i) - S.first
    if other >= S.people or not may_take_part(T, S.first + other, scheme):
        return 0
    marks = int(S.points[scheme * S.people + other]) - int(S.friend[other])
    weight = (T.scheme_friends[scheme] << 16) // (ONE + T.scheme_friends[scheme])  # of the whole, not of the rest
    points = ((marks if marks > 0 else -marks) * weight + HALF_Q16) >> 16
    return points if marks > 0 else -points
