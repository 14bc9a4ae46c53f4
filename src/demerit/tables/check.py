"""The laws of compiled tables, by name.

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
from demerit.tables.check_shape import indices_point_somewhere, parts_follow_each_other, side_by_side
from demerit.tables.layout import (
    EFFECT_POINTS,
    EFFECT_STRIKE,
    LONGEST_GAP,
    ONE,
    QUANTILES,
    STRAND,
    Tables,
)

# What the state and the numbering of processes have room for; tests/tables compare these with the engine.
MOST_GATES = 30
"""a bit each in two 16-bit fields"""
MOST_LISTS = 8
MOST_SCHEMES = 16
MOST_MEASURED = 5
"""points schemes that measures may hang on: the first so many of the file"""
MOST_STREAMS = 40
"""of the nation: processes of luck are numbered by stream"""
MOST_BITS = 60
"""grounds of a list, bands of a scheme, places where schemes choose among them"""
MOST_POINTS = 30_000
MOST_YUAN = 2_000_000_000
LONGEST_RUN = 30_000
MOST_REPLACED = 16
MOST_TRIES = 101 << 12
"""inverse rate of further tries after a refusal: some hundred of them on average"""
MOST_FELT = 12
"""gates whose refusals people respond to: each may open a row on one day"""
ROWS_OF_AN_EVENT = 24
LINES_OF_AN_EVENT = 192

Law = Callable[[Tables], Iterator[str]]


def broken_laws(phases: Sequence[Tables]) -> list[str]:
    """A sentence for every law that the tables of some phase break."""
    found = [f"{name}: {breach}" for tables in phases for name in SHAPE for breach in LAWS[name](tables)]
    if found:
        return list(dict.fromkeys(found))  # the other laws could not be looked up
    found = [f"{name}: {breach}" for tables in phases for name, law in LAWS.items() for breach in law(tables)]
    for tables in phases[1:]:
        found += [f"phases share one layout: {breach}" for breach in same_layout(phases[0], tables)]
    return list(dict.fromkeys(found))


def refuse_tables(phases: Sequence[Tables]) -> None:
    """Raises `UserError` where tables break a law: they come from files, and no run could be right."""
    refuse(f"the regime cannot be run: {breach}" for breach in broken_laws(phases))


def refuse(breaches: Iterable[str]) -> None:
    """Raises one `UserError` with every breach."""
    problems = [Problem(None, None, None, breach) for breach in breaches]
    if problems:
        raise UserError(problems)


def thresholds_are_shares(T: Tables) -> Iterator[str]:
    """Thresholds of words lie between 0 and 2**32."""
    for field in (
        "strand_inactive", "kind_upto", "conduct_baseline", "seen_upto", "feed_wrong", "feed_false", "misfortune_upto",
        "feed_most", "feed_amount", "feed_removes", "feed_group", "feed_place", "share_consent", "report_false",
        "effect_share", "item_repair_share", "scheme_uptake", "scheme_told", "scheme_upheld", "feature_inactive",
        "list_served", "list_upheld", "list_review_upheld", "list_extended", "ground_misjudged", "ground_excepted",
        "news_consent", "exit_kept", "exit_after_share", "exit_share", "measure_applied", "performs_baseline",
        "contests",
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
    for field in (*by_habit, "others_inverse", "asks_inverse", "scheme_withdraws", "moves_inverse"):
        values = np.asarray(getattr(T, field)).reshape(-1)
        if (values < 0).any() or (values > LONGEST_GAP).any():
            yield f"{field} holds {int(values.min())} to {int(values.max())}, outside 0 to {LONGEST_GAP}"
        elif field in by_habit and int(values.max()) * most >= 1 << 63:
            yield f"{field} holds a rate so low that people's habits overflow: one in {int(values.max()) >> 12} days"
    tries = np.asarray(T.gate_tries)
    if (tries < 0).any() or (tries > MOST_TRIES).any():
        yield f"gate_tries holds {int(tries.min())} to {int(tries.max())}, outside 0 to {MOST_TRIES}"
    habits = [int(at) for at in (*T.strand_habit[: T.strands], *T.gate_habit[: T.gates], T.performs_habit)]
    if max(habits) + QUANTILES > len(T.habits) and max(habits) >= 0:
        yield "a habit table starts beyond the end"


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
        ("scores that count a friend's", _befriended(T).sum(), 1),
        ("places to choose among", _places_chosen_among(T), MOST_BITS),
        ("days", T.horizon, LONGEST_RUN),
    ):
        if number > most:
            yield f"there are {number:,} {what}, and room for {most:,}"


def _befriended(T: Tables) -> np.ndarray:
    """Which points schemes count a friend's score: a person keeps the points that come of it for one of them."""
    return np.asarray(T.scheme_friends)[: T.schemes] > 0


def _places_chosen_among(T: Tables) -> int:
    """Places of the nation, where some scheme has subjects of some of them only."""
    chosen = np.concatenate([T.scheme_places, T.list_places])
    return T.places if (chosen > 0).any() else 0


def amounts_fit(T: Tables) -> Iterator[str]:
    """Points are kept in 16 bits, money of a ledger line in 32."""
    repeated = np.maximum(np.asarray(T.item_repeated) / ONE, 1)
    amounts: list[tuple[str, Any, int]] = [
        ("an item of", np.ceil(np.abs(T.item_points) * repeated).astype(np.int64), MOST_POINTS),
        ("a recovery of", T.scheme_recovery, MOST_POINTS),
        ("a range to", np.concatenate([T.scheme_low, T.scheme_high]), MOST_POINTS),
    ]
    for what, values, most in amounts:
        if (np.abs(values) > most).any():
            yield f"{what} {int(np.abs(values).max()):,} points is more than {most:,}"
    for what, yuan in (("a measure of", T.measure_yuan), ("a deposit of", T.measure_waives)):
        if (np.abs(yuan) > MOST_YUAN).any():
            yield f"{what} {int(np.abs(yuan).max()):,} yuan is more than {MOST_YUAN:,}"


def events_fit(T: Tables) -> Iterator[str]:
    """The loops make room for so many rows and ledger lines before every event."""
    passed_on = int(np.diff(T.feed_share_from).max(initial=0))
    for start, end in pairwise(T.effect_from):
        here = [_effect_takes(T, effect) for effect in range(int(start), int(end))]
        of_schemes: dict[int, list[tuple[int, int]]] = {}
        for effect, takes in zip(range(int(start), int(end)), here, strict=True):
            alone = T.effect_kind[effect] == EFFECT_POINTS and T.scheme_one_act[T.effect_scheme[effect]] > 0
            of_schemes.setdefault(int(T.effect_scheme[effect]) if alone else -1 - effect, []).append(takes)
        rows = 1 + passed_on + sum(max(rows for rows, _ in takes) for takes in of_schemes.values())  # 1 for attempts
        lines = 2 + sum(max(lines for _, lines in takes) for takes in of_schemes.values())  # the act, taken down
        if rows > ROWS_OF_AN_EVENT or lines > LINES_OF_AN_EVENT:
            yield f"one act opens {rows} matters and writes {lines} lines: too many schemes price the same conduct"
            break
    lines = 0
    for gate, (start, end) in enumerate(pairwise(T.gate_measure_from)):
        at_gate = slice(int(start), int(end))
        bars, gives = np.asarray(T.measure_bar)[at_gate], _gives(T)[at_gate]
        costs = (np.asarray(T.measure_yuan) < 0) | (np.asarray(T.measure_hours) > 0) | (np.asarray(T.measure_forms) > 0)
        refused = 3 if T.gate_tries[gate] > 0 else 2  # and its notice, and further tries
        lines += max(refused * int(bars.any()), int((gives.astype(int) + costs[at_gate])[bars == 0].sum()))
    felt = int(np.sum(T.gate_felt))
    if felt > MOST_FELT:
        yield f"people respond to refusals at {felt} gates, and there is room for {MOST_FELT}"
    if lines > LINES_OF_AN_EVENT:
        yield f"a day at all gates writes {lines} lines, and there is room for {LINES_OF_AN_EVENT}"


def _gives(T: Tables) -> np.ndarray:
    """Whether each measure gives something at its gate."""
    return (
        (np.asarray(T.measure_yuan) > 0)
        | (np.asarray(T.measure_waives) > 0)
        | (np.asarray(T.measure_saves) > 0)
        | (np.asarray(T.measure_opens) > 0)
    )


def _effect_takes(T: Tables, effect: int) -> tuple[int, int]:
    """Rows and ledger lines that one effect may take."""
    if T.effect_kind[effect] == EFFECT_STRIKE:
        return 0, 3  # copy, lapse, band
    if T.effect_kind[effect] != EFFECT_POINTS:
        return 3, 3  # the case, the memory of it, news; notice before, entry, notice
    scheme, item = int(T.effect_scheme[effect]), int(T.effect_item[effect])
    bands = slice(int(T.band_from[scheme]), int(T.band_from[scheme + 1]))
    rows = (
        bool(T.item_expiry[item] > 0 or T.item_kept[item] > 0 or T.scheme_recomputed[scheme] > 0),
        T.scheme_recovery[scheme] > 0,
        T.scheme_decided[scheme] >= 0,
        (np.asarray(T.band_news)[bands] >= 0).any(),
    )
    ended = MOST_REPLACED * int(T.item_replaces[item] >= 0)  # each with a lapse, its band, and news of that
    opened = sum(map(bool, rows)) + ended * int(bool(rows[-1]))
    return max(opened, int(T.scheme_warns[scheme] > 0)), 2 + 2 * ended


def acts_arrive_once(T: Tables) -> Iterator[str]:
    """A feed's acts come to a scheme from the feed itself or by one agreement, not by both."""
    for feed in range(T.feeds):
        reached = int(T.feed_schemes[feed])
        for at in range(int(T.feed_share_from[feed]), int(T.feed_share_from[feed + 1])):
            if reached & int(T.share_schemes[at]):
                yield f"the acts of feed {feed} reach a scheme twice: by itself (see `reaches`) and by an agreement"
            reached |= int(T.share_schemes[at])


def luck_is_own(T: Tables) -> Iterator[str]:
    """Two names that are looked up side by side do not come to the same luck by chance of their letters."""
    sets = [
        ("two schemes", [*T.scheme_luck[: T.schemes], *T.list_luck[: T.lists]]),
        ("two measures", list(T.measure_luck[: int(T.gate_measure_from[-1])])),
    ]
    sets += [("two items of one conduct", list(T.effect_luck[start:end])) for start, end in pairwise(T.effect_from)]
    for what, luck in sets:
        if len(set(luck)) < len(luck):
            yield f"{what} have names that lead to the same luck: give one of them another name"


def same_layout(first: Tables, later: Tables) -> Iterator[str]:
    """A person's state outlives a change of phase only where it means the same before and after."""
    shared = ("groups", "counters", "horizon", "strands", "often", "feeds", "schemes", "lists", "gates", "conduct",
              "places", "queues", "shared", "regrades", "climate_bands", "climate_reports", "climate_width",
              "climate_directed", "directed", "misfortune_strand", "neighbours", "befriended",
              "schemes_settle")  # fmt: skip
    arrays = ("strand_process", "kind_conduct", "scheme_counter", "list_counter", "gate_counter", "ground_list",
              "exit_from", "band_from", "list_shared", "feed_directed", "directed_from",
              "news_entry", "news_performance", "news_removal",
              "news_correction", "band_news", "feed_share_from", "scheme_graded", "scheme_choosy", "item_kept",
              "item_repair_item")  # fmt: skip
    different = [field for field in shared if getattr(first, field) != getattr(later, field)]
    different += [field for field in arrays if not np.array_equal(getattr(first, field), getattr(later, field))]
    different += [
        f for f in ("item_points", "measure_list", "news_delay") if len(getattr(first, f)) != len(getattr(later, f))
    ]
    befriended = [_befriended(first), _befriended(later)]
    if all(one.any() for one in befriended) and not np.array_equal(befriended[0], befriended[1]):
        different.append("scheme_friends")
    if different:
        yield f"they differ in {listed(different)}"


LAWS: dict[str, Law] = {
    "parts follow each other": parts_follow_each_other,
    "what stands side by side is as long": side_by_side,
    "thresholds are shares": thresholds_are_shares,
    "choices rise": choices_rise,
    "rates are in range": rates_are_in_range,
    "indices point somewhere": indices_point_somewhere,
    "counts fit": counts_fit,
    "amounts fit": amounts_fit,
    "events fit": events_fit,
    "an act reaches a scheme once": acts_arrive_once,
    "names have luck of their own": luck_is_own,
}
"""Every law of one phase's tables."""
SHAPE = tuple(LAWS)[:2]
"""laws without which the others could not be looked up"""
