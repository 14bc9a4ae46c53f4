"""Response: how people's rate of some conduct changes because they are watched, listed, badly placed or surrounded."""

from __future__ import annotations

from demerit.engine.steps.standing import in_bands, is_listed
from demerit.nations.draws import WORDS
from demerit.nations.people import neighbour
from demerit.tables.layout import (
    ONE,
    RESPONSE_BANDS,
    RESPONSE_LISTED,
    RESPONSE_NEIGHBOURS,
    RESPONSE_WATCHED,
)

NEIGHBOURS = 8


def listed_neighbours(T, S, i: int, which: int) -> int:
    """How many of a person's eight neighbours were on a list at the end of the previous tick."""
    listed = 0
    for k in range(NEIGHBOURS):
        other = neighbour(T.people, S.first + i, k) - S.first
        listed += (int(S.listed[other]) >> which) & 1
    return listed


def multiple(T, S, i: int, community: int, conduct: int) -> int:
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
            if in_bands(T, S, i, which, T.response_bands[r]):
                times = (times * T.response_times[r]) >> 16
        elif kind == RESPONSE_NEIGHBOURS:
            share = (T.response_times[r] - ONE) * listed_neighbours(T, S, i, which) // NEIGHBOURS
            times = (times * (ONE + share)) >> 16
    return times if times < T.conduct_rise[conduct] else T.conduct_rise[conduct]


def threshold(baseline: int, times: int) -> int:
    """The word below which a candidate happens, when the rate is `times` (Q16) its own."""
    wanted = (baseline * times) >> 16
    return wanted if wanted < WORDS else WORDS
