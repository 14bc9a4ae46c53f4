"""Loops around a life that know nothing of social credit; kernel subset, so that the reference can run them too."""

from __future__ import annotations

from demerit.engine.layout import CASE, GONE, ROOM_LINES, ROOM_ROWS, ROW_FLAGS, ROW_KIND, ROW_NEXT, ROW_WHAT, WAITING
from demerit.engine.life import begin, close, happen, renew, soonest, things_due
from demerit.engine.steps.rows import place_of_row, room
from demerit.engine.steps.scores import look_at_friend
from demerit.engine.steps.standing import band_of, score_of, takes_part
from demerit.nations.draws import key_of
from demerit.nations.people import group_of, place_of
from demerit.tables.counters import FIRST_BAND

COMMUNITY_BITS = 10


def begin_people(T, S, start: int) -> int:
    """Sets every person's first day, from `start` on; answers like `run_people`."""
    for i in range(start, S.people):
        if room(S, i >> COMMUNITY_BITS) < ROOM_ROWS:
            return i
        begin(T, S, i, i >> COMMUNITY_BITS)
    return S.people


def renew_people(T, before, S, A, day: int, start: int) -> int:
    """Looks at everybody's standing anew when a phase begins, or cut-offs move, on `day`; answers like `run_people`."""
    lines = A.lines - ROOM_LINES
    for i in range(start, S.people):
        community = i >> COMMUNITY_BITS
        if room(S, community) < ROOM_ROWS or (S.keep[community] > 0 and A.cursor[0] > lines):
            return i
        key = key_of(T.people.seed_key, S.first + i)
        renew(T, before, S, A, i, community, key, group_of(T.people, key, S.first + i), day)
    return S.people


def is_computed(T, scheme: int, day: int, until: int) -> bool:
    """Whether a score in which friends count is computed in the tick from `day` to before `until`."""
    if T.scheme_friends[scheme] == 0:
        return False
    every = T.scheme_recomputed[scheme]
    return every == 0 or (day + every - 1) // every * every < until


def look_at_friends(T, S, A, day: int, until: int, start: int) -> int:
    """At the beginning of a tick: friends' marks change private scores; answers like `run_people`.

    What a friend adds is taken from marks alone, which nothing changes meanwhile, so the order of people is free.
    """
    lines = A.lines - ROOM_LINES
    for scheme in range(T.schemes):
        if is_computed(T, scheme, day, until):
            for i in range(start, S.people):
                community = i >> COMMUNITY_BITS
                if room(S, community) < ROOM_ROWS or (S.keep[community] > 0 and A.cursor[0] > lines):
                    return i
                key = key_of(T.people.seed_key, S.first + i)
                if takes_part(T, S, i, community, key, scheme):
                    group = group_of(T.people, key, S.first + i)
                    look_at_friend(T, S, A, i, community, key, group, scheme, day)
                    if S.keeps_due > 0:
                        S.due[i] = soonest(T, S, i, community) >> 16
    return S.people


def rank_scores(T, S, scheme: int, tally) -> None:
    """Adds everybody who takes part in a scheme to `tally`, people by score from the lowest of the range on."""
    for i in range(S.people):
        community = i >> COMMUNITY_BITS
        if takes_part(T, S, i, community, key_of(T.people.seed_key, S.first + i), scheme):
            tally[score_of(T, S, i, community, scheme) - T.scheme_low[scheme]] += 1


def census(T, S, A, people_of_group, sign: int, day: int) -> None:
    """Adds (sign 1) or takes away (-1) everybody's band on `day`, and counts the people of each group."""
    for i in range(S.people):
        community = i >> COMMUNITY_BITS
        key = key_of(T.people.seed_key, S.first + i)
        group = group_of(T.people, key, S.first + i)
        people_of_group[group] += 1
        for scheme in range(T.schemes):
            if takes_part(T, S, i, community, key, scheme):
                band = T.scheme_counter[scheme] + FIRST_BAND + band_of(T, S, i, community, scheme)
                A.series[day * T.counters + band] += sign
                A.clusters[community * T.counters + band] += sign
                if T.groups > 1:
                    A.groups[group * T.counters + band] += sign


def run_people(T, S, A, start: int, until: int) -> int:
    """Lets everything due before day `until` happen to the people from `start` on.

    Answers `S.people` when done, or the person at whom it paused because the ledger buffer or the community's side
    table has no room left; the caller makes room and calls again from there. Pausing changes nothing in the result.
    """
    most = T.strands - T.often + 2  # things that can fall on one day and happen at once
    lines = A.lines - most * ROOM_LINES
    for i in range(start, S.people):
        if S.keeps_due > 0 and S.due[i] >= until:
            continue
        community = i >> COMMUNITY_BITS
        due = soonest(T, S, i, community)
        while due >> 16 < until:
            if room(S, community) < most * ROOM_ROWS or (S.keep[community] > 0 and A.cursor[0] > lines):
                things = things_due(T, S, i, community, due)
                full = S.keep[community] > 0 and A.cursor[0] > A.lines - things * ROOM_LINES
                if full or room(S, community) < things * ROOM_ROWS:
                    if S.keeps_due > 0:
                        S.due[i] = due >> 16
                    return i
            due = happen(T, S, A, i, community, due)
        if S.keeps_due > 0:
            S.due[i] = due >> 16
    return S.people


def note_listed(T, S) -> None:
    """Notes who is on which list at the end of a tick, which is all that neighbours see of each other."""
    for i in range(S.people):
        bits = 0
        row = int(S.head[i])
        while row > 0:
            at = place_of_row(S, i >> COMMUNITY_BITS, row)
            if S.rows[at + ROW_KIND] == CASE and int(S.rows[at + ROW_FLAGS]) & (WAITING | GONE) == 0:
                bits = bits | (1 << int(S.rows[at + ROW_WHAT]))
            row = int(S.rows[at + ROW_NEXT])
        S.listed[i] = bits


def places_of(T, first: int, homes) -> None:
    """The place of every community from community `first` on."""
    for c in range(len(homes)):
        homes[c] = place_of(T.people, first + c)


def close_people(T, S, A, day: int) -> None:
    """At the end of a run: the days of entries still in force are added."""
    for i in range(S.people):
        close(T, S, A, i, i >> COMMUNITY_BITS, day - 1, day)
