"""Feeds: who notices an act, whose record it reaches, and when. Also the marks for what somebody else or nobody did."""

from __future__ import annotations

from demerit.engine.layout import EVENT_CONDUCT, EVENT_TAKEN_DOWN, PENDING, ROW_WAY, TRUE, WRONG_PERSON
from demerit.engine.steps.account import count, note
from demerit.engine.steps.luck import SHARE_BITS, TAKEN, WRONG, later, part_of
from demerit.engine.steps.marks import deliver
from demerit.engine.steps.rows import open_row
from demerit.nations.draws import WORDS, draw, high, low
from demerit.nations.people import namesakes_weight, place_of
from demerit.tables.counters import FALSE_REPORTS, SEEN, TAKEN_DOWN
from demerit.tables.layout import STRAND
from demerit.tables.luck import LUCK_CONSENT


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
    if T.feed_plain[feed] > 0:
        count(T, A, day, community, group, T.conduct_counter[conduct] + SEEN, 1)
        fact = note(S, A, i, community, day, EVENT_CONDUCT, -1, conduct, feed, 0, TRUE, 0)
        if T.feed_delay[feed] > 0:
            open_row(S, i, community, PENDING, conduct, later(day, T.feed_delay[feed]), feed, TRUE, fact, 0)
        else:
            deliver(T, S, A, i, community, key, group, conduct, feed, day, TRUE, fact, T.feed_schemes[feed])
        return
    which = (T.strand_process[strand] - STRAND) >> 1  # the same whatever other strands the regime needs
    stray = WRONG + which
    if T.feed_uneven[feed] >= 0:
        looks = looks_here(T, S, A, community, group, feed)
        chance = low(draw(key, stray, day + 1))
        if chance >= looks:
            at = others_look(T, S, A, community, group, at + 1, end, part_of(chance - looks, WORDS - looks))
            if at == end:
                return
            feed = T.seen_feed[at]
    if T.feed_tally[feed] >= 0:
        count_find(T, S, A, key, community, feed, TAKEN + which, day)
    count(T, A, day, community, group, T.conduct_counter[conduct] + SEEN, 1)
    line = note(S, A, i, community, day, EVENT_CONDUCT, -1, conduct, feed, 0, TRUE, 0)
    if T.feed_removes[feed] > 0 and high(draw(key, TAKEN + which, day + 1)) < T.feed_removes[feed]:
        count(T, A, day, community, group, T.conduct_more[conduct] + TAKEN_DOWN, 1)
        note(S, A, i, community, day, EVENT_TAKEN_DOWN, -1, conduct, feed, 0, 1, line)
    if T.feed_wrong[feed] > 0 and high(draw(key, stray, day + 1)) < T.feed_wrong[feed]:
        A.flows[feed] += 1
        return
    pass_on(T, S, A, i, community, key, group, conduct, feed, day, TRUE, line)


def looks_here(T, S, A, community: int, group: int, feed: int) -> int:
    """The share of what it could notice that an uneven feed does notice of a group, in a place."""
    which = T.feed_uneven[feed]
    place = place_of(T.people, (S.first >> 10) + community)
    of_group = T.feed_group[which * T.groups + group] >> 1  # two shares of 2**32 would overflow 64 bits
    share = (of_group * (T.feed_place[which * T.places + place] >> 1)) >> 30
    if T.feed_directed[feed] < 0:
        return share
    return (share * (A.climate[T.feed_directed[feed] + place] >> 2)) >> 30


def count_find(T, S, A, key: int, community: int, feed: int, process: int, day: int) -> None:
    """A find on the record that directs a feed; a corrected record counts it with the chance of not looking here."""
    place = place_of(T.people, (S.first >> 10) + community)
    if T.feed_corrected[feed] > 0 and low(draw(key, process, day + 1)) < A.climate[T.feed_directed[feed] + place]:
        return
    A.flows[T.feed_tally[feed] + place] += 1


def others_look(T, S, A, community: int, group: int, start: int, end: int, chance: int) -> int:
    """The observer, from `start` on, who notices what one before it did not look at; `end` where nobody does.

    `chance` is a word of SHARE_BITS; what is left of it when one observer misses the act is luck for the next.
    """
    for at in range(start, end):
        feed = T.seen_feed[at]
        share = T.feed_most[feed] >> (32 - SHARE_BITS)
        if T.feed_uneven[feed] >= 0:
            share = (share * looks_here(T, S, A, community, group, feed)) >> 32
        if chance < share:
            return at
        if share >= 1 << SHARE_BITS:
            return end
        chance = part_of(chance - share, (1 << SHARE_BITS) - share)
    return end


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
    """Delivers a mark now, or opens a row until it arrives; and again for each agreement that passes the feed on."""
    delay = T.feed_delay[feed]
    for share in range(T.feed_share_from[feed], T.feed_share_from[feed + 1]):
        consent = T.share_consent[share]
        if consent >= WORDS or high(draw(key, T.share_luck[share] + LUCK_CONSENT, 0)) < consent:
            arrives = later(day, delay + T.share_delay[share])
            at = open_row(S, i, community, PENDING, conduct, arrives, feed, flags, line, 0)
            S.rows[at + ROW_WAY] = share + 1
    if T.feed_schemes[feed] == 0:
        return
    if delay > 0:
        open_row(S, i, community, PENDING, conduct, later(day, delay), feed, flags, line, 0)
    else:
        deliver(T, S, A, i, community, key, group, conduct, feed, day, flags, line, T.feed_schemes[feed])


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
        if T.feed_reports[feed] >= 0:
            upto += A.climate[T.climate_reports + feed]
            if word < upto:
                more = T.conduct_more[T.feed_reports[feed]]
                count(T, A, day, community, group, more + FALSE_REPORTS, 1)
                allege(T, S, A, i, community, key, group, feed, day, process, 0)
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
