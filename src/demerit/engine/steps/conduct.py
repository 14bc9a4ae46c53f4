"""Conduct: what a person does, drawn from the nation's chains at a bounding rate and thinned by the person's state."""

from __future__ import annotations

from demerit.engine.steps.account import count
from demerit.engine.steps.feeds import misfortune, watch
from demerit.engine.steps.luck import SELDOM_BITS, gap, later, next_in_windows, strand_inverse
from demerit.engine.steps.response import multiple, threshold
from demerit.nations.draws import draw, high, low
from demerit.tables.counters import ACTS, ADDED, WITHHELD
from demerit.tables.layout import ONE


def kind_of(T, strand: int, group: int, word: int) -> int:
    """Which of a strand's kinds of conduct a candidate is."""
    at = T.kind_from[strand]
    last = T.kind_from[strand + 1] - 1
    while at < last and word >= T.kind_upto[at * T.groups + group]:
        at += 1
    return at


def candidate(T, S, A, i: int, community: int, key: int, group: int, strand: int, day: int) -> None:
    """A candidate day of a strand with a column of its own: sets the next one, and acts."""
    bits = draw(key, T.strand_process[strand], day + 1)
    inverse = strand_inverse(T, key, strand, group)
    S.next[strand * S.people + i] = later(day, gap(T, inverse, high(bits)))
    act(T, S, A, i, community, key, group, strand, day, bits)


def next_seldom(T, key: int, group: int, strand: int, day: int) -> int:
    """First candidate after `day` of a strand without a column."""
    inverse = strand_inverse(T, key, strand, group)
    return next_in_windows(T, key, T.strand_process[strand], inverse, day, SELDOM_BITS)


def act(T, S, A, i: int, community: int, key: int, group: int, strand: int, day: int, bits: int) -> None:
    """What a candidate of a strand comes to: it happens if the person's rate reaches so far. `bits` are its luck."""
    process = T.strand_process[strand]
    if strand == T.misfortune_strand:
        misfortune(T, S, A, i, community, key, group, day, process, low(bits))
        return
    conduct = T.kind_conduct[kind_of(T, strand, group, low(bits))]
    base = T.conduct_counter[conduct]
    if base < 0:
        return  # nobody watches this kind of the strand in any phase: no trace, and no counter
    other = draw(key, process + 1, day + 1)
    baseline = T.conduct_baseline[conduct]
    times = ONE
    if T.response_from[conduct] < T.response_from[conduct + 1]:
        times = multiple(T, S, A, i, community, conduct)
    ordinary = high(other) < baseline
    happens = ordinary if times == ONE else high(other) < threshold(baseline, times)
    if happens:
        count(T, A, day, community, group, base + ACTS, 1)
        if not ordinary:
            count(T, A, day, community, group, base + ADDED, 1)
        if T.report_feed[conduct] >= 0:
            A.flows[T.climate_reports + T.report_feed[conduct]] += 1
        watch(T, S, A, i, community, key, group, strand, conduct, day, low(other))
    elif ordinary:
        count(T, A, day, community, group, base + WITHHELD, 1)
