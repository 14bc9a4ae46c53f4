"""Lists as tables: subjects, grounds, terms, recourse and exits."""

from __future__ import annotations

from math import prod

from demerit.nations.layout import Nation
from demerit.regime.layout import Exit, Ground, List, Regime
from demerit.tables.amounts import days, is_working, period, share, starts, threshold, yearly
from demerit.tables.from_nation import OTHERS_PER_DAY
from demerit.tables.from_schemes import HAVING, place_bits
from demerit.tables.layout import QUEUE_UNIT
from demerit.tables.luck import luck_of_name
from demerit.tables.names import Names, list_schemes

_NOTICE = {"never": 0, "before": 1, "at": 2, "after": 3}


def list_tables(regime: Regime, nation: Nation, names: Names) -> dict[str, object]:
    """Fields of Tables about lists: who can be on them, how entries come about, notice and correction."""
    lists = list_schemes(regime)
    every = list(lists.values())
    counter = {name: at for at, name in enumerate(names.counters)}
    queued = [name for name, s in lists.items() if s.decides]
    on = {m.on.scheme for m in regime.measures.values()}
    corrections = [s.correction for s in every]
    reviews = [c.review if c else None for c in corrections]
    return {
        "lists": len(every),
        "list_luck": [luck_of_name(name) for name in lists],
        "list_places": [place_bits(s.subjects, nation) for s in every],
        "list_having": [HAVING[s.subjects.having] for s in every],
        "list_age": [s.subjects.from_age for s in every],
        "list_counter": [counter[f"entries.{name}"] for name in lists],
        "list_more": [counter.get(f"excepted.{name}", -1) for name in lists],
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
        **_term_tables(lists, names),
        **_exit_tables(every),
    }


def _ground_tables(lists: dict[str, List]) -> dict[str, object]:
    """Fields of Tables about grounds, list by list."""
    grounds = [
        (which, at, name, g, s)
        for which, s in enumerate(lists.values())
        for at, (name, g) in enumerate(s.grounds.items())
    ]
    pays, others = [], []
    first = starts(len(s.exits) for s in lists.values())
    for which, _, name, _, s in grounds:
        way = [
            first[which] + n
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
        "ground_excepted": [excepted(g) for *_, g, _ in grounds],
        "ground_term": [days(t.length) if t else 0 for t in terms],
        "ground_list": [which for which, *_ in grounds],
        "ground_number": [at for _, at, *_ in grounds],
        "ground_pays": pays,
        "ground_others": others,
    }


def excepted(ground: Ground) -> int:
    """The share of cases that one or more of a ground's exceptions keep off the list, as if they came independently."""
    return threshold(1 - prod(1 - one.value / 100 for one in ground.not_if.values()))


def _open(exit_: Exit, ground: str) -> bool:
    return exit_.for_grounds is None or ground in exit_.for_grounds


def _term_tables(lists: dict[str, List], names: Names) -> dict[str, object]:
    """Fields of Tables about terms that are made longer, and times in which nobody is entered again."""
    extensions = [s.extension for s in lists.values()]
    relistings = [s.relisting for s in lists.values()]
    return {
        "list_extended": [share(e.in_cases) if e else 0 for e in extensions],
        "list_extension": [days(e.by) if e else 0 for e in extensions],
        "list_relisting": [period(r.not_within) if r else 0 for r in relistings],
        "list_relisting_exit": [
            ways.index(r.after) if r else -1 for r, ways in zip(relistings, names.exits, strict=True)
        ],
    }


def _exit_tables(every: list[List]) -> dict[str, object]:
    """Fields of Tables about exits, list by list."""
    exits = [(s, name, e) for s in every for name, e in s.exits.items()]
    after, upto = [], []
    for s in every:
        cumulated = 0.0
        for name, e in s.exits.items():
            rate = yearly(e.rate) if name != "performance" else 0.0
            after.append(threshold(cumulated / OTHERS_PER_DAY))
            cumulated += rate
            upto.append(threshold(cumulated / OTHERS_PER_DAY))
    return {
        "exit_from": starts(len(s.exits) for s in every),
        "exit_within": [days(e.within) for *_, e in exits],
        "exit_working": [is_working(e.within) for *_, e in exits],
        "exit_kept": [share(e.kept, 1.0) for *_, e in exits],
        "exit_otherwise": [days(e.otherwise) for *_, e in exits],
        "exit_after_share": after,
        "exit_share": upto,
        "exit_grounds": [sum(1 << n for n, g in enumerate(s.grounds) if _open(e, g)) for s, _, e in exits],
    }
