"""Feeds: who notices an act, whose record it reaches, and when. Also the marks for what somebody else or nobody did."""

from __future__ import annotations

from demerit.engine.layout import EVENT_CONDUCT, PENDING, TRUE, WRONG_PERSON
from demerit.engine.steps.account import count, note
from demerit.engine.steps.luck import WRONG, later
from demerit.engine.steps.marks import deliver
from demerit.engine.steps.rows import open_row
from demerit.nations.draws import WORDS, draw, high
from demerit.nations.people import namesakes_weight
from demerit.tables.layout import SEEN, STRAND


def watch(
    T, S, A, i: int, community: int, key: int, group: int, strand: int, conduct: int, day: int, word: int
) -> None:
    """Whether some feed notices an act; the mark goes to the person, or goes missing because it went to another."""
    kept = conduct + T.strand_hidden[strand] * T.conduct
    at = T.seen_from[kept]
    end = T.seen_from[kept + 1]
    while at < end and word >= T.seen_upto[at]:
        at += 1
    if at == end:
        return
    feed = T.seen_feed[at]
    count(T, A, day, community, group, T.conduct_counter[conduct] + SEEN, 1)
    line = note(S, A, i, community, day, EVENT_CONDUCT, -1, conduct, feed, 0, TRUE, 0)
    stray = WRONG + ((T.strand_process[strand] - STRAND) >> 1)  # the same whatever other strands the regime needs
    if T.feed_wrong[feed] > 0 and high(draw(key, stray, day + 1)) < T.feed_wrong[feed]:
        A.flows[feed] += 1
        return
    pass_on(T, S, A, i, community, key, group, conduct, feed, day, TRUE, line)


def pass_on(
    T,
    S,
    A,
    i: int,
    community: int,
    key: int,
    group: int,
    conduct: int,
    feed: int,
    day: int,
    flags: int,
    line: int,
) -> None:
    """Delivers a mark now, or opens a row until it arrives."""
    delay = T.feed_delay[feed]
    if delay > 0:
        open_row(S, i, community, PENDING, conduct, later(day, delay), feed, flags, line, 0)
    else:
        deliver(T, S, A, i, community, key, group, conduct, feed, day, flags, line)


def misfortune(T, S, A, i: int, community: int, key: int, group: int, day: int, process: int, word: int) -> None:
    """A mark that the person did nothing for, if the feeds' errors reach so far.

    Wrong-person marks are drawn on the victim's side, at the rate at which the nation's marks of the last tick went to
    somebody else (`climate[feed]`, a share of misfortune candidates), times how common the person's name is where the
    feed joins by name.
    """
    weight = namesakes_weight(T.people, key)
    upto = 0
    for feed in range(T.feeds):
        share = A.climate[feed]
        if T.feed_by_name[feed] > 0:
            share = (share * weight) >> 16
        upto += share
        if word < upto:
            allege(T, S, A, i, community, key, group, feed, day, process, WRONG_PERSON)
            return
        upto += T.feed_false[feed]
        if word < upto:
            allege(T, S, A, i, community, key, group, feed, day, process, 0)
            return
        if upto >= WORDS:
            return


def allege(
    T, S, A, i: int, community: int, key: int, group: int, feed: int, day: int, process: int, flags: int
) -> None:
    """Picks what a false mark says the person did, among what the feed sees."""
    word = high(draw(key, process + 1, day + 1))
    at = T.misfortune_from[feed]
    last = T.misfortune_from[feed + 1] - 1
    while at < last and word >= T.misfortune_upto[at]:
        at += 1
    pass_on(T, S, A, i, community, key, group, T.misfortune_conduct[at], feed, day, flags, 0)
