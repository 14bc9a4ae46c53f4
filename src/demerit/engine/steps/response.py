"""Response: how people's rate of some conduct changes because they are watched, listed, badly placed or surrounded."""

from __future__ import annotations

from demerit.engine.layout import FELT
from demerit.engine.steps.rows import find_row
from demerit.engine.steps.standing import in_bands, is_listed
from demerit.nations.draws import WORDS
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import neighbour, place_of
from demerit.tables.codes import (
    RESPONSE_BANDS,
    RESPONSE_LISTED,
    RESPONSE_NEIGHBOURS,
    RESPONSE_PLACE,
    RESPONSE_REFUSED,
    RESPONSE_WATCHED,
)
from demerit.tables.layout import ONE

NEIGHBOURS = 8
MOST_TIMES = 1 << 36
"""a millionfold in Q16, beyond what any nation lets a rate rise to; keeps products below 2**63"""


def listed_neighbours(T, S, i: int, which: int) -> int:
    """How many of a person's eight neighbours were on a list at the end of the previous tick."""
    listed = 0
    for k in range(NEIGHBOURS):
        other = neighbour(T.people, S.first + i, k) - S.first
        listed += (int(S.listed[other]) >> which) & 1
    return listed


def share_of_place(T, S, A, community: int, which: int) -> int:
    """The share (of 2**32) of the people of a community's place who were on a list at the end of the previous tick."""
    return A.climate[T.list_shared[which] + place_of(T.people, S.first // COMMUNITY + community)]


def multiple(T, S, A, i: int, community: int, conduct: int) -> int:
    """The multiple (Q16) of the person's own rate of a conduct, at most what the nation says it may rise to."""
    times = ONE
    for r in range(T.response_from[conduct], T.response_from[conduct + 1]):
        kind = T.response_kind[r]
        which = T.response_scheme[r]
        if kind == RESPONSE_WATCHED:
            times = (times * T.response_times[r]) >> 16
        elif kind == RESPONSE_LISTED:
            if is_listed(T, S, i, community, which):
                times = (times * T.response_times[r]) >> 16
        elif kind == RESPONSE_BANDS:
            if in_bands(T, S, i, community, which, T.response_bands[r]):
                times = (times * T.response_times[r]) >> 16
        elif kind == RESPONSE_NEIGHBOURS:
            share = (T.response_times[r] - ONE) * listed_neighbours(T, S, i, which) // NEIGHBOURS
            times = (times * (ONE + share)) >> 16
        elif kind == RESPONSE_REFUSED:
            if find_row(S, i, community, FELT, which) >= 0:
                times = (times * T.response_times[r]) >> 16
        elif kind == RESPONSE_PLACE:
            share = ((T.response_times[r] - ONE) * share_of_place(T, S, A, community, which)) >> 32
            times = (times * (ONE + share)) >> 16
            times = times if times < MOST_TIMES else MOST_TIMES
    return times if times < T.conduct_rise[conduct] else T.conduct_rise[conduct]


def threshold(baseline: int, times: int) -> int:
    """The word below which a candidate happens, when the rate is `times` (Q16) its own."""
    wanted = (baseline * times) >> 16
    return wanted if wanted < WORDS else WORDS
