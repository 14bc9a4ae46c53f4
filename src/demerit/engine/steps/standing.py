"""How a person stands right now: subject or not, score, band, on which lists, and which measures apply at a gate."""

from __future__ import annotations

from demerit.engine.layout import (
    ASKED,
    CASE,
    GONE,
    GRADE,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_KIND,
    ROW_NEXT,
    ROW_VALUE,
    ROW_WHAT,
    WAITING,
    WITHDRAWN,
)
from demerit.engine.steps.luck import MOVES
from demerit.engine.steps.private import own_part
from demerit.engine.steps.rows import find_row, place_of_row
from demerit.nations.draws import WORDS, draw, high, key_of, low
from demerit.nations.people import age_of, destination_of, has_credit_file, has_phone, place_of, uses_platform
from demerit.tables.codes import HAVING_FILE, HAVING_NO_FILE, HAVING_PLATFORM, HAVING_TELEPHONE
from demerit.tables.luck import LUCK_UPTAKE

BY_BAND = 0
"""what `applies` answers when a measure hangs on a band; otherwise the place of the case plus one"""
NOT = -1
COMMUNITY_BITS = 10


def is_struck_out(S, i: int) -> bool:
    """For a twin: whether the adverse mark or entry about to be made is the first, which is the one struck out."""
    if S.twins == 0 or S.struck[i] != 1:
        return False
    S.struck[i] = 2
    return True


def home_of(T, S, i: int, community: int) -> int:
    """The place where a person lives now: the community's, or where they have moved."""
    if T.schemes_settle > 0 and S.seldom[i] < 0:
        return moves_to(T, key_of(T.people.seed_key, S.first + i))
    return place_of(T.people, (S.first >> COMMUNITY_BITS) + community)


def moves_to(T, key: int) -> int:
    """The place that a person moves to, if ever."""
    return destination_of(T.people, low(draw(key, MOVES, 0)))


def has_what_it_takes(T, key: int, person: int, having: int) -> bool:
    """Whether a person has what a scheme asks for: a telephone, a platform account, a credit file or none."""
    if having == HAVING_TELEPHONE:
        return has_phone(T.people, key, person)
    if having == HAVING_PLATFORM:
        return uses_platform(T.people, key, person)
    if having == HAVING_FILE:
        return has_credit_file(T.people, key, person)
    if having == HAVING_NO_FILE:
        return not has_credit_file(T.people, key, person)
    return True


def belongs(T, S, i: int, community: int, key: int, scheme: int) -> bool:
    """What being a subject takes beyond age and uptake: the right place, something to have, not having withdrawn."""
    if T.scheme_places[scheme] > 0 and (T.scheme_places[scheme] >> home_of(T, S, i, community)) & 1 == 0:
        return False
    if not has_what_it_takes(T, key, S.first + i, T.scheme_having[scheme]):
        return False
    if S.head[i] > 0:
        return find_row(S, i, community, WITHDRAWN, scheme) < 0
    return True


def takes_part(T, S, i: int, community: int, key: int, scheme: int) -> bool:
    """Whether a person is a subject of a points scheme: old enough, opted in where one may choose, and so on."""
    if T.scheme_age[scheme] > 0 and age_of(T.people, key, S.first + i) < T.scheme_age[scheme]:
        return False
    uptake = T.scheme_uptake[scheme]
    if uptake < WORDS and high(draw(key, T.scheme_luck[scheme] + LUCK_UPTAKE, 0)) >= uptake:
        return False
    if T.scheme_choosy[scheme] == 0:
        return True
    return belongs(T, S, i, community, key, scheme)


def worst_grade(S, i: int, community: int, scheme: int) -> int:
    """The worst band that a direct grade holds the person to, -1 for none."""
    worst = -1
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        if S.rows[at + ROW_KIND] == GRADE and S.rows[at + ROW_WHAT] == scheme and S.rows[at + ROW_VALUE] > worst:
            worst = int(S.rows[at + ROW_VALUE])
        row = int(S.rows[at + ROW_NEXT])
    return worst


def held_down(T, S, i: int, community: int, scheme: int, score: int) -> int:
    """A score under the direct grades that stand: at most the lowest of the worst band."""
    grade = worst_grade(S, i, community, scheme)
    if grade >= 0 and score > T.band_points[T.band_from[scheme] + grade]:
        score = T.band_points[T.band_from[scheme] + grade]
    return score if score > T.scheme_low[scheme] else T.scheme_low[scheme]


def score_of(T, S, i: int, community: int, scheme: int) -> int:
    """start + points of live marks, clipped to the scheme's range and held down by direct grades.

    Private scores start from a part of the person's own.
    """
    score = T.scheme_start[scheme] + int(S.points[scheme * S.people + i])
    if T.scheme_modelled[scheme] > 0:
        score += own_part(T, S.first + i, scheme)
    score = score if score > T.scheme_low[scheme] else T.scheme_low[scheme]
    score = score if score < T.scheme_high[scheme] else T.scheme_high[scheme]
    if T.scheme_graded[scheme] == 0 or S.head[i] == 0:
        return score
    return held_down(T, S, i, community, scheme, score)


def band_of(T, S, i: int, community: int, scheme: int) -> int:
    """Position of the person's band, 0 the best."""
    score = score_of(T, S, i, community, scheme)
    first = T.band_from[scheme]
    last = T.band_from[scheme + 1] - 1
    at = first
    while at < last and score < T.band_points[at]:
        at += 1
    return at - first


def in_bands(T, S, i: int, community: int, scheme: int, bands: int) -> bool:
    """Whether the person is a subject of a scheme and in one of the bands that are bits of `bands`."""
    if (bands >> band_of(T, S, i, community, scheme)) & 1 == 0:
        return False
    if T.scheme_age[scheme] == 0 and T.scheme_uptake[scheme] >= WORDS and T.scheme_choosy[scheme] == 0:
        return True
    return takes_part(T, S, i, community, key_of(T.people.seed_key, S.first + i), scheme)


def is_listed(T, S, i: int, community: int, which: int) -> bool:
    """Whether an entry of list `which` is in force against the person."""
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        listed = S.rows[at + ROW_KIND] == CASE and S.rows[at + ROW_WHAT] == which
        if listed and int(S.rows[at + ROW_FLAGS]) & (WAITING | GONE) == 0:
            return True
        row = int(S.rows[at + ROW_NEXT])
    return False


def applies(T, S, i: int, community: int, measure: int, day: int) -> int:
    """Whether a measure meets the person on `day`: NOT, BY_BAND, or 1 + the place of the case behind it.

    A gate works from its own copy of a list, which may be `starts after` late and outlive an entry by `ends after`.
    """
    which = T.measure_list[measure]
    if which < 0:
        met = in_bands(T, S, i, community, T.measure_scheme[measure], T.measure_bands[measure])
        return BY_BAND if met else NOT
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        if S.rows[at + ROW_KIND] == CASE and S.rows[at + ROW_WHAT] == which:
            flags = int(S.rows[at + ROW_FLAGS])
            if flags & WAITING == 0 and day >= S.rows[at + ROW_ENTERED] + T.measure_starts[measure]:
                suspended = flags & ASKED > 0 and T.list_suspends[which] > 0
                over = flags & GONE > 0 and day >= S.rows[at + ROW_VALUE] + T.measure_ends[measure]
                if not suspended and not over:
                    return at + 1
        row = int(S.rows[at + ROW_NEXT])
    return NOT


def may_apply(T, S, i: int, community: int, measure: int) -> bool:
    """Whether a measure could meet the person soon: `applies`, whatever the lags."""
    which = T.measure_list[measure]
    if which < 0:
        return in_bands(T, S, i, community, T.measure_scheme[measure], T.measure_bands[measure])
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        case = S.rows[at + ROW_KIND] == CASE and S.rows[at + ROW_WHAT] == which
        if case and int(S.rows[at + ROW_FLAGS]) & WAITING == 0:
            return True
        row = int(S.rows[at + ROW_NEXT])
    return False
