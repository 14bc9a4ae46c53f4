"""The shape of compiled tables: parts divide a whole, fields stand side by side, indices lie within what they index."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from demerit.tables.codes import FEATURE_LESS, FEATURE_MORE, FIRST_NAMED_EXIT, HAVING_ANYTHING, HAVING_NO_FILE
from demerit.tables.counters import (
    CONDUCT_COUNTERS,
    FALSE_REPORTS,
    FIRST_BAND,
    FIRST_EXIT,
    GATE_COUNTERS,
    KEPT_OFF,
    WRONG_AMOUNTS,
    YUAN_WAIVED,
)
from demerit.tables.layout import EFFECT_POINTS, EFFECT_STRIKE, HABIT, Tables


def starts_and_ends(T: Tables) -> Iterator[tuple[str, int, int]]:
    """Every field of starts, with the number of its parts and of what they divide."""
    facts = len(T.effect_from) - 1
    yield "kind_from", T.strands, len(T.kind_conduct)
    yield "seen_from", 2 * T.conduct, len(T.seen_feed)
    yield "misfortune_from", T.feeds, len(T.misfortune_conduct)
    yield "feed_share_from", T.feeds, len(T.share_schemes)
    yield "effect_from", facts, len(T.effect_kind)
    yield "feature_from", T.schemes, len(T.feature_kind)
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


def lengths(T: Tables) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """What fields that begin alike have one element each for; with fields that count something else."""
    uneven = 1 + int(np.asarray(T.feed_uneven).max(initial=-1)) if T.feeds else 0
    yield "scheme_", T.schemes, ()
    yield "list_", T.lists, ()
    yield "feed_", T.feeds, ("feed_share_from", "feed_group", "feed_place")
    yield "feed_group", uneven * T.groups, ()
    yield "feed_place", uneven * T.places, ()
    yield "report_feed", T.conduct, ()
    yield "report_false", T.feeds, ()
    yield "share_", int(T.feed_share_from[-1]), ()
    yield "effect_", int(T.effect_from[-1]), ("effect_from",)
    yield "item_", len(T.item_points), ()
    yield "feature_", int(T.feature_from[-1]), ("feature_from", "feature_inactive")
    yield "feature_inactive", int(T.feature_from[-1]) * T.groups, ()
    yield "band_", int(T.band_from[-1]), ("band_from",)
    yield "exit_", int(T.exit_from[-1]), ("exit_from",)
    yield "ground_", len(T.ground_list), ()
    yield "gate_tries", T.gates, ()
    yield "measure_", int(T.gate_measure_from[-1]), ()
    yield "response_", int(T.response_from[-1]), ("response_from",)
    for field in ("news_delay", "news_consent", "news_luck"):
        yield field, len(T.effect_from) - 1 - T.conduct, ()


def side_by_side(T: Tables) -> Iterator[str]:
    """Fields about the same things have one element for each; an empty table is one element long."""
    for beginning, number, others in lengths(T):
        for field in T._fields:
            if field.startswith(beginning) and field not in others and len(getattr(T, field)) != max(1, number):
                yield f"{field} has {len(getattr(T, field))} elements and should have {number}"


def pointers(T: Tables) -> Iterator[tuple[str, int, int, int]]:
    """Every field of indices, with how many of its elements count, and the least and the end of what it points into."""
    kinds, seen, effects = int(T.kind_from[-1]), int(T.seen_from[-1]), int(T.effect_from[-1])
    measures, responses = int(T.gate_measure_from[-1]), int(T.response_from[-1])
    exits, facts, lists = int(T.exit_from[-1]), len(T.effect_from) - 1, T.lists
    yield "kind_conduct", kinds, 0, T.conduct
    yield "seen_feed", seen, 0, T.feeds
    yield "misfortune_conduct", int(T.misfortune_from[-1]), 0, T.conduct
    yield "effect_kind", effects, EFFECT_POINTS, EFFECT_STRIKE + 1
    yield "effect_scheme", effects, 0, max(T.schemes, lists)
    yield "effect_item", effects, 0, max(len(T.item_points), len(T.ground_list))
    yield "ground_list", len(T.ground_list) if lists else 0, 0, lists
    yield "ground_pays", len(T.ground_pays) if lists else 0, -1, exits
    yield "list_queue", lists, -1, T.queues
    yield "list_shared", lists, -1, max(0, T.climate_width - T.places + 1)
    for news in ("news_entry", "news_performance", "news_removal", "news_correction"):
        yield news, lists, -1, facts
    yield "band_news", int(T.band_from[-1]), -1, facts
    yield "feed_uneven", T.feeds, -1, T.feeds
    for field in ("feed_directed", "feed_tally"):
        yield field, T.feeds, -1, max(0, T.climate_width - T.places + 1)
    yield "report_feed", T.conduct, -1, T.feeds if T.climate_reports >= 0 else 0
    items = len(T.item_points) if T.schemes else 0
    yield "item_replaces", items, -1, items
    yield "item_repair_item", items, -1, items
    yield "item_grade", items, -1, max(np.diff(T.band_from), default=0)
    for having, number in (("scheme_having", T.schemes), ("list_having", lists)):
        yield having, number, HAVING_ANYTHING, HAVING_NO_FILE + 1
    yield "feature_kind", int(T.feature_from[-1]), 0, FEATURE_LESS + 1
    yield "list_relisting_exit", lists, -1, FIRST_NAMED_EXIT + max(np.diff(T.exit_from), default=0)
    yield "measure_list", measures, -1, lists
    yield "measure_scheme", measures, -1, T.schemes
    yield "response_scheme", responses, -1, max(T.schemes, lists, T.gates)
    yield "response_of", responses, 0, 1 << 15
    yield "gate_tries_of", T.gates, -1, 1 << 15
    yield "scheme_counter", T.schemes, 0, T.counters - FIRST_BAND
    yield "list_counter", lists, 0, T.counters - FIRST_EXIT - FIRST_NAMED_EXIT + 1
    yield "conduct_counter", T.conduct, -CONDUCT_COUNTERS, T.counters - CONDUCT_COUNTERS + 1
    yield "scheme_more", T.schemes, -1, max(0, T.counters - WRONG_AMOUNTS)
    yield "list_more", lists, -1, max(0, T.counters - KEPT_OFF)
    yield "gate_more", T.gates, -1, max(0, T.counters - YUAN_WAIVED)
    yield "conduct_more", T.conduct, -1, max(0, T.counters - FALSE_REPORTS)
    yield "feed_reports", T.feeds, -1, T.conduct
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
    if T.climate_reports >= 0 and T.climate_reports + T.feeds > T.climate_width:
        yield "false reports stand beyond the end of the climate"
    yield from _items_point_home(T)


def _items_point_home(T: Tables) -> Iterator[str]:
    """A grade is one of the bands of its own scheme, and a habit is that of some stream."""
    for effect in range(int(T.effect_from[-1])):
        if T.effect_kind[effect] == EFFECT_POINTS:
            scheme, grade = int(T.effect_scheme[effect]), int(T.item_grade[T.effect_item[effect]])
            if grade >= T.band_from[scheme + 1] - T.band_from[scheme]:
                yield f"item {int(T.effect_item[effect])} grades into a band that its scheme does not have"
    for at in range(int(T.feature_from[-1])):
        of_conduct = T.feature_kind[at] >= FEATURE_MORE
        if of_conduct != (T.feature_process[at] >= HABIT):
            yield f"feature {at} {'has no process' if of_conduct else 'has a process of a habit'}"
