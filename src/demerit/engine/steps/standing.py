"""How a person stands right now: score, band, on which lists, and which measures apply at a gate."""

from __future__ import annotations

from demerit.engine.layout import (
    ASKED,
    CASE,
    GONE,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_KIND,
    ROW_NEXT,
    ROW_VALUE,
    ROW_WHAT,
    WAITING,
)
from demerit.engine.steps.luck import UPTAKE
from demerit.engine.steps.rows import place_of_row
from demerit.nations.draws import WORDS, draw, high, key_of
from demerit.nations.people import age_of

BY_BAND = 0
"""what `applies` answers when a measure hangs on a band; otherwise the place of the case plus one"""
NOT = -1


def is_struck_out(S, i: int) -> bool:
    """For a twin: whether the adverse mark or entry about to be made is the first, which is the one struck out."""
    if S.twins == 0 or S.struck[i] != 1:
        return False
    S.struck[i] = 2
    return True


def score_of(T, scheme: int, total: int) -> int:
    """start + points of live marks, clipped to the scheme's range."""
    score = T.scheme_start[scheme] + total
    if score < T.scheme_low[scheme]:
        return T.scheme_low[scheme]
    if score > T.scheme_high[scheme]:
        return T.scheme_high[scheme]
    return score


def band_of(T, scheme: int, total: int) -> int:
    """Position of the band, 0 the best, of somebody whose live marks add up to `total`."""
    score = score_of(T, scheme, total)
    first = T.band_from[scheme]
    last = T.band_from[scheme + 1] - 1
    at = first
    while at < last and score < T.band_points[at]:
        at += 1
    return at - first


def takes_part(T, key: int, person: int, scheme: int) -> bool:
    """Whether a person is a subject of a points scheme: old enough, and opted in where one may choose."""
    if T.scheme_age[scheme] > 0 and age_of(T.people, key, person) < T.scheme_age[scheme]:
        return False
    if T.scheme_uptake[scheme] >= WORDS:
        return True
    return high(draw(key, UPTAKE + scheme, 0)) < T.scheme_uptake[scheme]


def in_bands(T, S, i: int, scheme: int, bands: int) -> bool:
    """Whether the person is a subject of a scheme and in one of the bands that are bits of `bands`."""
    if (bands >> band_of(T, scheme, int(S.points[scheme * S.people + i]))) & 1 == 0:
        return False
    if T.scheme_age[scheme] == 0 and T.scheme_uptake[scheme] >= WORDS:
        return True
    return takes_part(T, key_of(T.people.seed_key, S.first + i), S.first + i, scheme)


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
        return BY_BAND if in_bands(T, S, i, T.measure_scheme[measure], T.measure_bands[measure]) else NOT
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
        return in_bands(T, S, i, T.measure_scheme[measure], T.measure_bands[measure])
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        case = S.rows[at + ROW_KIND] == CASE and S.rows[at + ROW_WHAT] == which
        if case and int(S.rows[at + ROW_FLAGS]) & WAITING == 0:
            return True
        row = int(S.rows[at + ROW_NEXT])
    return False
