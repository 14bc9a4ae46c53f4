"""A life: the next thing that happens to a person, and then the next. The order of a day is the table below.

On the same day candidates of conduct come first (strand by strand), then moving and withdrawing, then rows by kind:
news passed on, pending marks, marks held until the score is computed, grades and marks that end, recovery, corrections
of marks, cases, and last what the person tries at gates.
"""

from __future__ import annotations

from demerit.engine.layout import (
    ATTEMPTS,
    CASE,
    EVENT_BAND,
    FELT,
    GONE,
    GRADE,
    HELD,
    LAPSE,
    LEAVING,
    NEVER,
    NEWS,
    PENDING,
    RECOVERY,
    REQUEST,
    ROW_AUX,
    ROW_DAY,
    ROW_FLAGS,
    ROW_KIND,
    ROW_LINE,
    ROW_NEXT,
    ROW_WAY,
    ROW_WHAT,
    WAITING,
    WARNED,
)
from demerit.engine.steps.account import note
from demerit.engine.steps.conduct import act, candidate, next_seldom
from demerit.engine.steps.gates import attempts, refresh_attempts, remember_band
from demerit.engine.steps.lapses import request
from demerit.engine.steps.leaving import leave, leaves_next, rate_of_withdrawing
from demerit.engine.steps.lists import schedule, tally_days
from demerit.engine.steps.luck import gap, later, strand_inverse
from demerit.engine.steps.marks import EVERYWHERE, deliver, fall_due_mark, held_mark
from demerit.engine.steps.news import came_into_band, consents
from demerit.engine.steps.recourse import case
from demerit.engine.steps.rows import close_row, place_of_row
from demerit.engine.steps.scores import clear_record, recover
from demerit.engine.steps.standing import band_of, score_of, takes_part
from demerit.nations.draws import draw, high, key_of
from demerit.nations.people import group_of

ORDER = (
    "conduct", "feeds", "marks", "scores", "bands", "lists", "notice", "gates", "recourse", "response",
)  # fmt: skip
"""the named steps; see engine/steps"""

SELDOM = 999
ROWS = 1000
"""codes of due things: below SELDOM a strand, SELDOM what shares a column, from ROWS on a row of the side table"""


def begin(T, S, i: int, community: int) -> None:
    """Sets a person's first candidate days; everything else starts at zero."""
    key = key_of(T.people.seed_key, S.first + i)
    group = group_of(T.people, key, S.first + i)
    first = NEVER
    for strand in range(T.often):
        inverse = strand_inverse(T, key, strand, group)
        day = NEVER
        if inverse > 0:
            day = later(-1, gap(T, inverse, high(draw(key, T.strand_process[strand], 0))))
        S.next[strand * S.people + i] = day
        first = day if day < first else first
    if T.keeps_seldom > 0:
        S.seldom[i] = soonest_seldom(T, S, community, key, group, -1)
        first = seldom_day(S, i) if S.seldom[i] < first else first
    measured = 0
    for scheme in range(T.schemes):
        measured += T.scheme_measured[scheme]
        if T.scheme_tells[scheme] > 0 and takes_part(T, S, i, community, key, scheme):
            came_into_band(T, S, i, community, key, scheme, band_of(T, S, i, community, scheme), 0, 0)
    if measured > 0:
        refresh_attempts(T, S, i, community, key, group, 0)
    if S.keeps_due > 0:
        S.due[i] = first if S.head[i] == 0 else soonest(T, S, i, community) >> 16


def renew(T, before, S, A, i: int, community: int, key: int, group: int, day: int) -> None:
    """When a phase begins or cut-offs move on `day`; `before` are the tables in force until now.

    Whoever is a subject of a scheme no longer has no record there. Looks ahead anew at the gates, and writes down into
    which bands that moves a person, who did nothing.
    """
    for scheme in range(T.schemes):
        if takes_part(before, S, i, community, key, scheme) and not takes_part(T, S, i, community, key, scheme):
            clear_record(T, S, i, community, scheme)
    if T.keeps_seldom > 0:
        look_ahead_anew(T, before, S, i, community, key, group, day)
    refresh_attempts(T, S, i, community, key, group, day)
    row = int(S.head[i])
    while row > 0:  # terms and exits of the new phase hold for entries that are in force already
        at = place_of_row(S, community, row)
        if S.rows[at + ROW_KIND] == CASE and int(S.rows[at + ROW_FLAGS]) & (WAITING | LEAVING | GONE) == 0:
            schedule(T, S, i, key, at, day - 1)
            if S.rows[at + ROW_DAY] < day:
                S.rows[at + ROW_DAY] = day
        row = int(S.rows[at + ROW_NEXT])
    for scheme in range(T.schemes):
        band = band_of(T, S, i, community, scheme)
        if takes_part(T, S, i, community, key, scheme):
            if band != band_of(before, S, i, community, scheme):
                score = score_of(T, S, i, community, scheme)
                line = note(S, A, i, community, day, EVENT_BAND, scheme, band, -1, score, 1, 0)
                if T.scheme_measured[scheme] > 0:
                    remember_band(S, i, community, scheme, line)
            if T.scheme_tells[scheme] > 0 and starts_to_tell(T, before, key, scheme, band):
                came_into_band(T, S, i, community, key, scheme, band, day, 0)
    if S.keeps_due > 0:
        S.due[i] = soonest(T, S, i, community) >> 16


def look_ahead_anew(T, before, S, i: int, community: int, key: int, group: int, day: int) -> None:
    """The next seldom thing from `day` on, where a phase has changed how many people withdraw."""
    for scheme in range(T.schemes):
        if rate_of_withdrawing(T, scheme) != rate_of_withdrawing(before, scheme):
            next_day = soonest_seldom(T, S, community, key, group, day - 1)
            S.seldom[i] = next_day if S.seldom[i] >= 0 else -1 - next_day
            return


def news_of_band(T, scheme: int, band: int) -> int:
    """The effect index of the news that somebody is in a band of a score, -1 for none."""
    return T.band_news[T.band_from[scheme] + band]


def starts_to_tell(T, before, key: int, scheme: int, band: int) -> bool:
    """Whether an agreement passes a person's band on from this phase on, and did not `before`."""
    news = news_of_band(T, scheme, band)
    if news < 0 or not consents(T, key, news):
        return False
    return news_of_band(before, scheme, band) < 0 or not consents(before, key, news)


def soonest(T, S, i: int, community: int) -> int:
    """What is due next: day * 65536 + code, so that the least is the first in time and order."""
    best = NEVER * 65536
    for strand in range(T.often):
        due = int(S.next[strand * S.people + i]) * 65536 + strand
        best = due if due < best else best
    if T.keeps_seldom > 0:
        due = seldom_day(S, i) * 65536 + SELDOM
        best = due if due < best else best
    row = int(S.head[i])
    kind_of_best = 0
    while row > 0:
        at = place_of_row(S, community, row)
        day = int(S.rows[at + ROW_DAY])
        kind = int(S.rows[at + ROW_KIND])
        first = day < best >> 16
        tied = day == best >> 16 and best & 65535 >= ROWS and kind < kind_of_best
        if first or tied:
            best = day * 65536 + ROWS + row
            kind_of_best = kind
        row = int(S.rows[at + ROW_NEXT])
    return best


def happen(T, S, A, i: int, community: int, due: int) -> int:
    """Lets what is due (an answer of `soonest`) happen to a person, and answers what is due then."""
    day = due >> 16
    code = due & 65535
    key = key_of(T.people.seed_key, S.first + i)
    group = group_of(T.people, key, S.first + i)
    if code < SELDOM:
        candidate(T, S, A, i, community, key, group, code, day)
    elif code == SELDOM:
        seldom(T, S, A, i, community, key, group, day)
    else:
        fall_due(T, S, A, i, community, key, group, place_of_row(S, community, code - ROWS), day)
    return soonest(T, S, i, community)


def seldom_day(S, i: int) -> int:
    """The day of the next seldom thing, whether the person has moved or not."""
    return int(S.seldom[i]) if S.seldom[i] >= 0 else -1 - int(S.seldom[i])


def soonest_seldom(T, S, community: int, key: int, group: int, day: int) -> int:
    """The first day after `day` of something seldom: a strand without a column, moving, withdrawing."""
    soonest_day = leaves_next(T, S, community, key, day)
    for strand in range(T.often, T.strands):
        other = next_seldom(T, key, group, strand, day)
        soonest_day = other if other < soonest_day else soonest_day
    return soonest_day


def seldom(T, S, A, i: int, community: int, key: int, group: int, day: int) -> None:
    """Everything seldom that falls on `day`, strand by strand; then moving and withdrawing."""
    soonest_day = leaves_next(T, S, community, key, day)
    for strand in range(T.often, T.strands):
        due = next_seldom(T, key, group, strand, day - 1)
        if due == day:
            bits = draw(key, T.strand_process[strand], day + 1)
            act(T, S, A, i, community, key, group, strand, day, bits)
            due = next_seldom(T, key, group, strand, day)
        soonest_day = due if due < soonest_day else soonest_day
    S.seldom[i] = soonest_day if S.seldom[i] >= 0 else -1 - soonest_day
    leave(T, S, A, i, community, key, group, day)


def things_due(T, S, i: int, community: int, due: int) -> int:
    """How many things happen at once when `due` does: one, or more where seldom ones fall on the same day."""
    if due & 65535 != SELDOM:
        return 1
    day = due >> 16
    key = key_of(T.people.seed_key, S.first + i)
    group = group_of(T.people, key, S.first + i)
    things = 1
    for strand in range(T.often, T.strands):
        things += 1 if next_seldom(T, key, group, strand, day - 1) == day else 0
    return things


def fall_due(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """A row of the side table falls due."""
    kind = S.rows[at + ROW_KIND]
    if kind in (PENDING, NEWS):
        arrive(T, S, A, i, community, key, group, at, day)
    elif kind == HELD:
        held_mark(T, S, A, i, community, key, group, at, day)
    elif kind in (GRADE, LAPSE):
        fall_due_mark(T, S, A, i, community, key, group, at, day)
    elif kind in (WARNED, FELT):
        close_row(S, i, community, at)
    elif kind == RECOVERY:
        recover(T, S, A, i, community, key, group, at, day)
    elif kind == REQUEST:
        request(T, S, A, i, community, key, group, at, day)
    elif kind == CASE:
        case(T, S, A, i, community, key, group, at, day)
    elif kind == ATTEMPTS:
        attempts(T, S, A, i, community, key, group, at, day)


def arrive(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """What was on its way arrives: at every scheme that knows it, at those the feed serves, or under an agreement."""
    news = S.rows[at + ROW_KIND] == NEWS
    fact = int(S.rows[at + ROW_WHAT])
    feed = int(S.rows[at + ROW_AUX])
    flags = int(S.rows[at + ROW_FLAGS])
    line = int(S.rows[at + ROW_LINE])
    share = int(S.rows[at + ROW_WAY])
    close_row(S, i, community, at)
    reach = EVERYWHERE if news else (T.share_schemes[share - 1] if share > 0 else T.feed_schemes[feed])
    deliver(T, S, A, i, community, key, group, fact, feed, day, flags, line, reach)


def close(T, S, A, i: int, community: int, last: int, day: int) -> None:
    """At the end of a run: adds the days, up to `day`, of the entries still in force, on the `last` day."""
    row = int(S.head[i])
    if row == 0:
        return
    group = group_of(T.people, key_of(T.people.seed_key, S.first + i), S.first + i)
    while row > 0:
        at = place_of_row(S, community, row)
        if S.rows[at + ROW_KIND] == CASE and int(S.rows[at + ROW_FLAGS]) & (WAITING | GONE) == 0:
            tally_days(T, S, A, i, community, group, at, last, day)
        row = int(S.rows[at + ROW_NEXT])
