"""Schemes as tables: catalogues, bands, list rules, exits, and the news that agreements pass on."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.nations.layout import Nation
from demerit.regime.layout import Exit, List, Points, Regime
from demerit.tables.amounts import days, inverse, is_working, share, threshold
from demerit.tables.habits import HabitTables
from demerit.tables.layout import EFFECT_GROUND, EFFECT_POINTS, LOWEST, QUEUE_UNIT, TOP
from demerit.tables.names import NEWS, Names, list_schemes, points_schemes

OTHERS_PER_DAY = 2 / 365.25
"""Bounding rate of what others do about somebody's entry (creditors, courts): twice a year."""

_NOTICE = {"never": 0, "before": 1, "at": 2, "after": 3}


def _whole(value: float) -> int:
    return round(value)


def points_tables(regime: Regime, names: Names) -> dict[str, object]:
    """Fields of Tables about points schemes."""
    schemes = points_schemes(regime)
    every = list(schemes.values())
    counter = {name: at for at, name in enumerate(names.counters)}
    on = {m.on.scheme for m in regime.measures.values()}
    bands = [_least_points(s) for s in every]
    return {
        "schemes": len(every),
        "scheme_start": [_whole(s.start.value) for s in every],
        "scheme_low": [_whole(s.range[0].value) for s in every],
        "scheme_high": [_whole(s.range[1].value) for s in every],
        "scheme_uptake": [
            threshold(1.0) if s.participation.mode == "everyone" else share(s.participation.uptake) for s in every
        ],
        "scheme_age": [s.subjects.from_age for s in every],
        "scheme_told": [share(s.notice.served) if s.notice and s.notice.when != "never" else 0 for s in every],
        "scheme_counter": [counter[f"marks.{name}"] for name in schemes],
        "scheme_recovery": [_whole(s.recovery.points.value) if s.recovery else 0 for s in every],
        "scheme_recovery_every": [max(1, days(s.recovery.every)) if s.recovery else 0 for s in every],
        "scheme_decided": [days(s.correction.decided_within) if s.correction else -1 for s in every],
        "scheme_upheld": [share(s.correction.upheld) if s.correction else 0 for s in every],
        "scheme_measured": [int(name in on) for name in schemes],
        "scheme_regraded": [max(1, days(s.regraded.every)) if s.regraded else 0 for s in every],
        "band_top": [part for s in every for part in _tops(s)],
        "band_from": _starts(bands),
        "band_points": [p for b in bands for p in b],
    }  # fmt: skip


def _least_points(scheme: Points) -> list[int]:
    """Least points of each band; by rank everybody is alike at the start, so every band but the last begins there."""
    starts = [b.from_points or (scheme.start if b.top else None) for b in scheme.bands.values()]
    return [LOWEST if start is None else _whole(start.value) for start in starts]


def _tops(scheme: Points) -> list[int]:
    """Parts of TOP of the participants in each band and those above it; nothing where bands are cut by points."""
    if scheme.regraded is None:
        return [0] * len(scheme.bands)
    return [round(b.top.value / 100 * TOP) if b.top else TOP for b in scheme.bands.values()]


def _starts(groups: Iterable[list[int]]) -> list[int]:
    starts = [0]
    for group in groups:
        starts.append(starts[-1] + len(group))
    return starts


def fact_tables(regime: Regime, nation: Nation, names: Names) -> dict[str, object]:
    """What each fact (a conduct, or news of a list) does in which scheme."""
    points, lists = points_schemes(regime), list_schemes(regime)
    items = [(s, item) for s, scheme in enumerate(points.values()) for item in scheme.catalogue]
    catalogue = [item for scheme in points.values() for item in scheme.catalogue.values()]
    news = {(a.source, what): a for a in regime.agreements.values() for what in a.passes}
    facts = [c.name for c in nation.conduct] + [f"{what} in {source}" for source, what in news]
    kind, owner, item_of, starts = [], [], [], [0]
    for fact in facts:
        for number, (scheme, item) in enumerate(items):
            if item == fact:
                kind.append(EFFECT_POINTS)
                owner.append(scheme)
                item_of.append(number)
        ground = 0
        for which, listed in enumerate(lists.values()):
            for g in listed.grounds.values():
                if g.conduct == fact:
                    kind.append(EFFECT_GROUND)
                    owner.append(which)
                    item_of.append(ground)
                ground += 1
        starts.append(len(kind))
    index: dict[tuple[str, str], int] = {key: len(nation.conduct) + at for at, key in enumerate(news)}
    return {
        "effect_from": starts,
        "effect_kind": kind,
        "effect_scheme": owner,
        "effect_item": item_of,
        "item_points": [_whole(i.points.value) for i in catalogue],
        "item_expiry": [days(i.expires_after) for i in catalogue],
        **{f"news_{what}": [index.get((name, what), -1) for name in lists] for what in NEWS},
        "news_delay": [days(a.arrives_after) for a in news.values()],
    }


def list_tables(regime: Regime, names: Names) -> dict[str, object]:
    """Fields of Tables about lists and their grounds."""
    lists = list_schemes(regime)
    every = list(lists.values())
    counter = {name: at for at, name in enumerate(names.counters)}
    queued = [name for name, s in lists.items() if s.decides]
    on = {m.on.scheme for m in regime.measures.values()}
    corrections = [s.correction for s in every]
    reviews = [c.review if c else None for c in corrections]
    return {
        "lists": len(every),
        "list_age": [s.subjects.from_age for s in every],
        "list_counter": [counter[f"entries.{name}"] for name in lists],
        "list_black": [int(s.colour == "black") for s in every],
        "list_once": [int(s.entries_per == "subject") for s in every],
        "list_after": [days(s.decided_after) for s in every],
        "list_queue": [queued.index(name) if name in queued else -1 for name in lists],
        "list_notice": [_NOTICE[s.notice.when] if s.notice else 0 for s in every],
        "list_served": [share(s.notice.served) if s.notice else 0 for s in every],
        "list_grace": [days(s.notice.grace) if s.notice else 0 for s in every],
        "list_decided": [days(c.decided_within) if c else -1 for c in corrections],
        "list_decided_working": [is_working(c.decided_within) if c else 0 for c in corrections],
        "list_upheld": [share(c.upheld) if c else 0 for c in corrections],
        "list_corrected": [days(c.then_corrected_within) if c else 0 for c in corrections],
        "list_corrected_working": [is_working(c.then_corrected_within) if c else 0 for c in corrections],
        "list_review": [max(1, days(r.asked_within) + days(r.decided_within)) if r else -1 for r in reviews],
        "list_review_upheld": [share(r.upheld) if r else 0 for r in reviews],
        "list_suspends": [int(bool(c and c.suspends_measures)) for c in corrections],
        "list_measured": [int(name in on) for name in lists],
        "list_copies": [
            max([days(m.ends_after) for m in regime.measures.values() if m.on.scheme == name] or [0]) for name in lists
        ],
        "queues": len(queued),
        "queue_rate": [round(s.decides.value / 1000 / 365.25 * QUEUE_UNIT) for s in every if s.decides],
        **_ground_tables(lists),
        **_exit_tables(every),
    }


def _ground_tables(lists: dict[str, List]) -> dict[str, object]:
    grounds = [
        (which, at, name, g, s)
        for which, s in enumerate(lists.values())
        for at, (name, g) in enumerate(s.grounds.items())
    ]
    pays, others = [], []
    first = 0
    starts = []
    for s in lists.values():
        starts.append(first)
        first += len(s.exits)
    for which, _, name, _, s in grounds:
        way = [
            starts[which] + n
            for n, (e, exit_) in enumerate(s.exits.items())
            if e == "performance" and _open(exit_, name)
        ]
        pays.append(way[0] if way else -1)
        others.append(
            int(any(e != "performance" and exit_.rate and _open(exit_, name) for e, exit_ in s.exits.items()))
        )
    terms = [s.term.get(name) for _, _, name, _, s in grounds]
    return {
        "ground_able": [int(g.only_if == "able to pay") for *_, g, _ in grounds],
        "ground_misjudged": [share(g.misjudged) for *_, g, _ in grounds],
        "ground_term": [days(t.length) if t else 0 for t in terms],
        "ground_list": [which for which, *_ in grounds],
        "ground_number": [at for _, at, *_ in grounds],
        "ground_pays": pays,
        "ground_others": others,
    }


def _open(exit_: Exit, ground: str) -> bool:
    return exit_.for_grounds is None or ground in exit_.for_grounds


def _exit_tables(every: list[List]) -> dict[str, object]:
    exits = [(s, name, e) for s in every for name, e in s.exits.items()]
    after, upto = [], []
    for s in every:
        cumulated = 0.0
        for name, e in s.exits.items():
            rate = e.rate.value / 100 / 365.25 if e.rate and name != "performance" else 0.0
            after.append(threshold(cumulated / OTHERS_PER_DAY))
            cumulated += rate
            upto.append(threshold(cumulated / OTHERS_PER_DAY))
    return {
        "exit_from": _starts([[0] * len(s.exits) for s in every]),
        "exit_within": [days(e.within) for *_, e in exits],
        "exit_working": [is_working(e.within) for *_, e in exits],
        "exit_kept": [share(e.kept, 1.0) for *_, e in exits],
        "exit_otherwise": [days(e.otherwise) for *_, e in exits],
        "exit_after_share": after,
        "exit_share": upto,
        "exit_grounds": [sum(1 << n for n, g in enumerate(s.grounds) if _open(e, g)) for s, _, e in exits],
    }


def dues_tables(nation: Nation, habits: HabitTables) -> dict[str, object]:
    """Fields of Tables about performance, the acts of others and asking for correction."""
    dues = nation.dues
    able = dues.performs_per_day.value * dues.rises_at_most
    asks = inverse(dues.asks_per_day.value)
    return {
        "performs": [inverse(able), inverse(able * dues.unable_performs.value)],
        "performs_habit": habits.start(dues.willing_spread),
        "performs_baseline": threshold(1 / dues.rises_at_most),
        "others_inverse": inverse(OTHERS_PER_DAY) - 2048,
        "asks_inverse": max(1, asks - 2048) if asks else 0,
        "contests": threshold(dues.contests.value),
    }
