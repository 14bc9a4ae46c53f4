"""The laws of compiled tables, by name, and of the phases they are compiled from.

Kernels check no bounds: what a table says is where they read and write. So tables are checked here, once, before a run.
Some laws can be broken by a user's files (too many lists, too many points); those are refused as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from demerit.errors import Problem, UserError, listed
from demerit.nations.draws import WORDS
from demerit.regime.layout import List, Points, Regime
from demerit.tables.layout import (
    CONDUCT_COUNTERS,
    EFFECT_GROUND,
    EFFECT_POINTS,
    FIRST_BAND,
    FIRST_EXIT,
    FIRST_NAMED_EXIT,
    GATE_COUNTERS,
    LONGEST_GAP,
    QUANTILES,
    STRAND,
    Tables,
)

# What the state and the numbering of processes have room for; tests/tables compare these with the engine.
MOST_GATES = 15
"""a bit each in a 16-bit field"""
MOST_LISTS = 8
MOST_SCHEMES = 16
MOST_MEASURED = 5
"""points schemes that measures may hang on: the first so many of the file"""
MOST_STREAMS = 40
"""of the nation: processes of luck are numbered by stream"""
MOST_BITS = 60
"""grounds of a list, bands of a scheme"""
MOST_POINTS = 30_000
MOST_YUAN = 2_000_000_000
LONGEST_RUN = 30_000
ROWS_OF_AN_EVENT = 24
LINES_OF_AN_EVENT = 192

SHAPE = "parts follow each other"
Law = Callable[[Tables], Iterator[str]]


def broken_laws(phases: Sequence[Tables]) -> list[str]:
    """A sentence for every law that the tables of some phase break."""
    found = [f"{SHAPE}: {breach}" for tables in phases for breach in LAWS[SHAPE](tables)]
    if found:
        return list(dict.fromkeys(found))  # the other laws could not be looked up
    found = [f"{name}: {breach}" for tables in phases for name, law in LAWS.items() for breach in law(tables)]
    for tables in phases[1:]:
        found += [f"phases share one layout: {breach}" for breach in same_layout(phases[0], tables)]
    return list(dict.fromkeys(found))


def refuse_tables(phases: Sequence[Tables]) -> None:
    """Raises `UserError` where tables break a law: they come from files, and no run could be right."""
    refuse(f"the regime cannot be run: {breach}" for breach in broken_laws(phases))


def refuse_phases(phases: Sequence[Regime]) -> None:
    """Raises `UserError` where a phase changes what all phases must share."""
    refuse(breach for regime in phases[1:] for breach in same_clauses(phases[0], regime))


def refuse(breaches: Iterable[str]) -> None:
    """Raises one `UserError` with every breach."""
    problems = [Problem(None, None, None, breach) for breach in breaches]
    if problems:
        raise UserError(problems)


def same_clauses(first: Regime, later: Regime) -> Iterator[str]:
    """A phase may change what a clause says. It may not add or take away what people's records are made of."""
    for what, named in (("feeds", _feeds), ("schemes", _schemes), ("measures", _measures), ("agreements", _agreements)):
        before, after = named(first), named(later)
        for name in [one for one in before if one not in after]:
            yield f"a phase takes away {name}, of the {what}; phases can change {what}, not remove them"
        for name in [one for one in after if one not in before]:
            yield f"a phase adds {name}, to the {what}; phases can change {what}, not add to them"
    if list(first.schemes) != list(later.schemes) or list(first.feeds) != list(later.feeds):
        yield "a phase changes the order of schemes or feeds"


def _feeds(regime: Regime) -> list[str]:
    return [f"`{name}`" for name in regime.feeds]


def _schemes(regime: Regime) -> list[str]:
    parts = []
    for name, scheme in regime.schemes.items():
        parts.append(f"the {scheme.kind} `{name}`")
        if isinstance(scheme, Points):
            parts += [f"the item `{one}` of `{name}`" for one in scheme.catalogue]
            parts += [f"the band `{one}` of `{name}`" for one in scheme.bands]
        elif isinstance(scheme, List):
            parts += [f"the ground `{one}` of `{name}`" for one in scheme.grounds]
            parts += [f"the exit `{one}` of `{name}`" for one in scheme.exits]
            parts += [f"the clause `decides` of `{name}`"] if scheme.decides else []
    return parts


def _measures(regime: Regime) -> list[str]:
    return [f"`{name}` (at the gate `{measure.gate}`)" for name, measure in regime.measures.items()]


def _agreements(regime: Regime) -> list[str]:
    return [f"the news of {one} from `{a.source}` to `{a.to}`" for a in regime.agreements.values() for one in a.passes]


def thresholds_are_shares(T: Tables) -> Iterator[str]:
    """Thresholds of words lie between 0 and 2**32."""
    for field in (
        "strand_inactive", "kind_upto", "conduct_baseline", "seen_upto", "feed_wrong", "feed_false", "misfortune_upto",
        "scheme_uptake", "scheme_told", "scheme_upheld", "list_served", "list_upheld", "list_review_upheld",
        "ground_misjudged", "exit_kept", "exit_after_share", "exit_share", "performs_baseline", "contests",
    ):  # fmt: skip
        values = np.asarray(getattr(T, field))
        if (values < 0).any() or (values > WORDS).any():
            yield f"{field} holds {int(values.min())} to {int(values.max())}, outside 0 to {WORDS}"


def choices_rise(T: Tables) -> Iterator[str]:
    """The thresholds of one choice follow each other upwards, so that every part is a share of 0 or more."""
    choices = [("seen_upto", T.seen_from), ("misfortune_upto", T.misfortune_from)]
    for field, starts in choices:
        values = np.asarray(getattr(T, field))
        for start, end in pairwise(starts):
            if (np.diff(values[start:end]) < 0).any():
                yield f"{field} falls between {start} and {end}"
    kinds = np.asarray(T.kind_upto)[: int(T.kind_from[-1]) * T.groups].reshape(-1, T.groups)
    for start, end in pairwise(T.kind_from):
        if (np.diff(kinds[start:end], axis=0) < 0).any():
            yield f"kind_upto falls between {start} and {end}"
    for scheme in range(T.schemes):
        here = slice(int(T.band_from[scheme]), int(T.band_from[scheme + 1]))
        steps, shares = np.diff(T.band_points[here]), np.diff(T.band_top[here])
        by_rank = T.scheme_regraded[scheme] > 0  # several bands may start where everybody ties
        if (steps > 0).any() or (not by_rank and (steps == 0).any()) or (by_rank and (shares <= 0).any()):
            yield f"the bands of points scheme {scheme} are not in order"


def rates_are_in_range(T: Tables) -> Iterator[str]:
    """Inverse rates fit the arithmetic of the kernels: products with a habit or a logarithm stay below 2**63."""
    most = int(np.asarray(T.habits).max())
    by_habit = ("strand_inverse", "gate_inverse", "performs")
    for field in (*by_habit, "others_inverse", "asks_inverse"):
        values = np.asarray(getattr(T, field)).reshape(-1)
        if (values < 0).any() or (values > LONGEST_GAP).any():
            yield f"{field} holds {int(values.min())} to {int(values.max())}, outside 0 to {LONGEST_GAP}"
        elif field in by_habit and int(values.max()) * most >= 1 << 63:
            yield f"{field} holds a rate so low that people's habits overflow: one in {int(values.max()) >> 12} days"
    habits = [int(at) for at in (*T.strand_habit[: T.strands], *T.gate_habit[: T.gates], T.performs_habit)]
    if max(habits) + QUANTILES > len(T.habits) and max(habits) >= 0:
        yield "a habit table starts beyond the end"


def starts_and_ends(T: Tables) -> Iterator[tuple[str, int, int]]:
    """Every field of starts, with the number of its parts and of what they divide."""
    facts = len(T.effect_from) - 1
    yield "kind_from", T.strands, len(T.kind_conduct)
    yield "seen_from", 2 * T.conduct, len(T.seen_feed)
    yield "misfortune_from", T.feeds, len(T.misfortune_conduct)
    yield "effect_from", facts, len(T.effect_kind)
    yield "band_from", T.schemes, len(T.band_points)
    yield "exit_from", T.lists, len(T.exit_within)
    yield "gate_measure_from", T.gates, len(T.measure_list)
    yield "response_from", T.conduct + 1, len(T.response_kind)


def parts_follow_each_other(T: Tables) -> Iterator[str]:
    """What is divided into parts is divided whole; an empty table is one element long."""
    for field, parts, whole in starts_and_ends(T):
        starts = np.asarray(getattr(T, field))
        wrong = len(starts) != parts + 1 or starts[0] != 0 or (np.diff(starts) < 0).any()
        if wrong or starts[-1] not in (whole, whole - (whole == 1)):
            yield f"{field} does not divide {whole} into {parts} parts"


def pointers(T: Tables) -> Iterator[tuple[str, int, int, int]]:
    """Every field of indices, with how many of its elements count, and the least and the end of what it points into."""
    kinds, seen, effects = int(T.kind_from[-1]), int(T.seen_from[-1]), int(T.effect_from[-1])
    measures, responses = int(T.gate_measure_from[-1]), int(T.response_from[-1])
    exits, facts, lists = int(T.exit_from[-1]), len(T.effect_from) - 1, T.lists
    yield "kind_conduct", kinds, 0, T.conduct
    yield "seen_feed", seen, 0, T.feeds
    yield "misfortune_conduct", int(T.misfortune_from[-1]), 0, T.conduct
    yield "effect_kind", effects, EFFECT_POINTS, EFFECT_GROUND + 1
    yield "effect_scheme", effects, 0, max(T.schemes, lists)
    yield "effect_item", effects, 0, max(len(T.item_points), len(T.ground_list))
    yield "ground_list", len(T.ground_list) if lists else 0, 0, lists
    yield "ground_pays", len(T.ground_pays) if lists else 0, -1, exits
    yield "list_queue", lists, -1, T.queues
    yield "list_shared", lists, -1, max(0, T.climate_width - T.places + 1)
    for news in ("news_entry", "news_performance", "news_removal"):
        yield news, lists, -1, facts
    yield "measure_list", measures, -1, lists
    yield "measure_scheme", measures, -1, T.schemes
    yield "response_scheme", responses, -1, max(T.schemes, lists)
    yield "scheme_counter", T.schemes, 0, T.counters - FIRST_BAND
    yield "list_counter", lists, 0, T.counters - FIRST_EXIT - FIRST_NAMED_EXIT + 1
    yield "conduct_counter", T.conduct, -CONDUCT_COUNTERS, T.counters - CONDUCT_COUNTERS + 1
    yield "day_of_working", len(T.day_of_working), 0, len(T.working_day)


def indices_point_somewhere(T: Tables) -> Iterator[str]:
    """Every index lies within what it points into."""
    for field, number, least, end in pointers(T):
        values = np.asarray(getattr(T, field))[:number]
        if len(values) < number or (values < least).any() or (values >= end).any():
            yield f"{field} points outside {least} to {end - 1}"
    for gate in range(T.gates):
        used = T.gate_measure_from[gate] < T.gate_measure_from[gate + 1]
        if used and not 0 <= T.gate_counter[gate] <= T.counters - GATE_COUNTERS:
            yield f"gate {gate} has measures and no counters"


def counts_fit(T: Tables) -> Iterator[str]:
    """Numbers of things for which fields of the state and numbers of processes are set aside."""
    grounds = np.bincount(np.asarray(T.ground_list), minlength=1) if T.lists else np.zeros(1)
    bands = np.diff(T.band_from)
    measured = [at + 1 for at in range(T.schemes) if T.scheme_measured[at]]
    streams = [(int(T.strand_process[at]) - STRAND) // 4 + 1 for at in range(T.strands) if at != T.misfortune_strand]
    for what, number, most in (
        ("gates", T.gates, MOST_GATES),
        ("lists", T.lists, MOST_LISTS),
        ("points schemes", T.schemes, MOST_SCHEMES),
        ("streams up to the last that is watched", max(streams, default=0), MOST_STREAMS),
        ("grounds on one list", int(grounds.max()), MOST_BITS),
        ("bands in one scheme", int(bands.max()) if T.schemes else 0, MOST_BITS),
        ("points schemes up to the last that a measure hangs on", max(measured, default=0), MOST_MEASURED),
        ("days", T.horizon, LONGEST_RUN),
    ):
        if number > most:
            yield f"there are {number:,} {what}, and room for {most:,}"


def amounts_fit(T: Tables) -> Iterator[str]:
    """Points are kept in 16 bits, money of a ledger line in 32."""
    amounts: list[tuple[str, Any, int]] = [
        ("an item of", T.item_points, MOST_POINTS),
        ("a recovery of", T.scheme_recovery, MOST_POINTS),
        ("a range to", np.concatenate([T.scheme_low, T.scheme_high]), MOST_POINTS),
    ]
    for what, values, most in amounts:
        if (np.abs(values) > most).any():
            yield f"{what} {int(np.abs(values).max()):,} points is more than {most:,}"
    if (np.abs(np.asarray(T.measure_yuan)) > MOST_YUAN).any():
        yield f"a measure of {int(np.abs(T.measure_yuan).max()):,} yuan is more than {MOST_YUAN:,}"


def events_fit(T: Tables) -> Iterator[str]:
    """The loops make room for so many rows and ledger lines before every event."""
    for start, end in pairwise(T.effect_from):
        rows, lines = 1, 1  # a row for attempts, the line of the conduct
        for effect in range(int(start), int(end)):
            if T.effect_kind[effect] == EFFECT_POINTS:
                scheme, item = int(T.effect_scheme[effect]), int(T.effect_item[effect])
                lapses, recovers = T.item_expiry[item] > 0, T.scheme_recovery[scheme] > 0
                rows += int(lapses) + int(recovers) + int(T.scheme_decided[scheme] >= 0)
                lines += 2  # mark, band
            else:
                rows += 3  # the case, the memory of it, news
                lines += 3  # notice before, entry, notice
        if rows > ROWS_OF_AN_EVENT or lines > LINES_OF_AN_EVENT:
            yield f"one act opens {rows} matters and writes {lines} lines: too many schemes price the same conduct"
            break
    lines = 0
    for start, end in pairwise(T.gate_measure_from):
        bars = np.asarray(T.measure_bar)[start:end]
        lines += max(2 * int(bars.any()), int((bars == 0).sum()))
    if lines > LINES_OF_AN_EVENT:
        yield f"a day at all gates writes {lines} lines, and there is room for {LINES_OF_AN_EVENT}"


def same_layout(first: Tables, later: Tables) -> Iterator[str]:
    """A person's state outlives a change of phase only where it means the same before and after."""
    shared = ("groups", "counters", "horizon", "strands", "feeds", "schemes", "lists", "gates", "conduct", "places",
              "queues", "shared", "regrades", "climate_bands", "climate_width", "misfortune_strand",
              "neighbours")  # fmt: skip
    arrays = ("strand_process", "kind_conduct", "scheme_counter", "list_counter", "gate_counter", "ground_list",
              "exit_from", "band_from", "list_shared", "news_entry", "news_performance", "news_removal")  # fmt: skip
    different = [field for field in shared if getattr(first, field) != getattr(later, field)]
    different += [field for field in arrays if not np.array_equal(getattr(first, field), getattr(later, field))]
    different += [f for f in ("item_points", "measure_list") if len(getattr(first, f)) != len(getattr(later, f))]
    if different:
        yield f"they differ in {listed(different)}"


LAWS: dict[str, Law] = {
    SHAPE: parts_follow_each_other,
    "thresholds are shares": thresholds_are_shares,
    "choices rise": choices_rise,
    "rates are in range": rates_are_in_range,
    "indices point somewhere": indices_point_somewhere,
    "counts fit": counts_fit,
    "amounts fit": amounts_fit,
    "events fit": events_fit,
}
"""Every law of one phase's tables."""
