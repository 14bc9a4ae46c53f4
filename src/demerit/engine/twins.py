"""Twins: the same people with their first black mark struck out, re-lived against the climate of the original run.

Everything else of the two lives is the same luck, so what differs is what the mark brought about. The two are lived
again with each link of the spiral switched off, and with all of them: what is then missing is what the link brings.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.engine.arms import LINES, Chosen, Community, Lines, Rules
from demerit.engine.chunk import Worker, communities_of
from demerit.engine.layout import (
    EVENT_CONDUCT,
    EVENT_ENTRY,
    EVENT_MARK,
    EVENT_REFUSAL,
    EVENT_TRIES,
    LINE_EVENT,
    LINE_PERSON,
    LINE_SCHEME,
    LINE_VALUE,
    LINE_WHAT,
)
from demerit.engine.links import links, switched_off, touched
from demerit.engine.plan import Plan
from demerit.tables.layout import EFFECT_GROUND, EFFECT_POINTS, Tables

STRUCK = 2
"""what the column `struck` says when a first mark has been struck out"""
APART = 32
"""where neighbours matter only one in so many people has a twin, so that twins do not change each other's life"""
MOST_COMMUNITIES = 64


def some_communities(plan: Plan) -> list[int]:
    """The communities whose people get twins: all of a small run, else spread evenly over it."""
    number = communities_of(plan.people)
    return (
        [at * number // MOST_COMMUNITIES for at in range(MOST_COMMUNITIES)]
        if number > MOST_COMMUNITIES
        else list(range(number))
    )


@dataclass(frozen=True)
class Met:
    """What some people met with their first black mark and without it."""

    acts_with: int
    """acts noticed that cost something: points, a grade or a place on a black list"""
    acts_without: int
    marks_with: int
    """adverse marks and entries after the first"""
    marks_without: int
    refusals_with: int
    refusals_without: int


@dataclass(frozen=True)
class Cost:
    """What the people of a community whose first black mark was struck out met, under the whole regime and less."""

    community: int
    people: int
    met: Met
    links: Mapping[int, Met] = field(default_factory=dict)
    """by number of a response: the same people where it is switched off"""
    unlinked: Met | None = None
    """the same people with all links switched off; None where there are none"""


def twins(
    plan: Plan, kernels: SimpleNamespace, climates: Sequence[NDArray[np.int64]], communities: Sequence[int]
) -> list[Cost]:
    """The cost of the first black mark in each of some communities, in their order."""
    threads = max(1, min(plan.threads, len(communities)))
    over = threading.Event()

    def some(numbers: Sequence[int]) -> list[Cost]:
        trial = _Trial.of(plan)
        worker = Worker.new(plan.tables, plan.days, 1, LINES)
        return [
            trial.cost(Community(trial.whole, kernels, climates, worker, number), number)
            for number in numbers
            if not over.is_set()
        ]

    with ThreadPoolExecutor(threads, thread_name_prefix="demerit") as pool:
        try:
            found = list(pool.map(some, [communities[at::threads] for at in range(threads)]))
        except BaseException:  # Ctrl-C, which is not to wait for what nobody will see
            over.set()
            raise
    return sorted((cost for part in found for cost in part), key=lambda cost: cost.community)


class _Tally(NamedTuple):
    """What each person of a community met in one arm."""

    acts: NDArray[np.int64]
    marks: NDArray[np.int64]
    refusals: NDArray[np.int64]

    def but(self, chosen: Chosen, other: _Tally) -> _Tally:
        """The same with what the chosen people met in another arm."""
        return _Tally(*(np.where(chosen, theirs, mine) for mine, theirs in zip(self, other, strict=True)))


class _Arm(NamedTuple):
    """One way in which a community was lived."""

    struck: Chosen
    lines: Lines
    tally: _Tally


@dataclass(frozen=True)
class _Trial:
    """A plan under all the rules that its communities are lived under."""

    whole: Rules
    parts: Mapping[int, Rules]
    """by link: without it"""
    none: Rules
    """without any link"""
    adverse: NDArray[np.bool_]
    """per item, in any phase: costs points or grades down"""
    costly: NDArray[np.bool_]
    """per conduct, in any phase: an adverse item, or a ground of a black list"""

    @classmethod
    def of(cls, plan: Plan) -> _Trial:
        found = links(plan)
        return cls(
            whole=Rules.of(plan),
            parts={link: Rules.of(switched_off(plan, [link])) for link in found},
            none=Rules.of(switched_off(plan, found)),
            adverse=np.any([_adverse(tables) for _, tables in plan.phases], axis=0),
            costly=np.any([_costly(tables) for _, tables in plan.phases], axis=0),
        )

    def cost(self, here: Community, number: int) -> Cost:
        """What the first black mark cost the people of one community."""
        given = self._lived(here, self.whole, here.nobody(), here.everybody())
        strike = here.everybody()
        if self.whole.near:
            strike[np.arange(here.people) % APART != 0] = False
        # Only a life with an adverse mark has one to strike out; where neighbours matter, all lives are needed.
        marked = here.everybody() if self.whole.near else given.tally.marks > 0
        spared = self._lived(here, self.whole, strike, marked)
        people = spared.struck & marked
        arms: dict[int, Met] = {}
        reached = [here.nobody(), here.nobody()]
        for link, rules in self.parts.items():
            chosen = [touched(self.whole.plan, link, arm.lines, here.people) for arm in (given, spared)]
            reached = [before | now for before, now in zip(reached, chosen, strict=True)]
            arms[link] = self._without(here, rules, given, spared, people, strike, chosen)
        unlinked = self._without(here, self.none, given, spared, people, strike, reached) if self.parts else None
        met = _met(given.tally, spared.tally, people, people)
        return Cost(number, int(people.sum()), met, arms, unlinked)

    def _without(
        self, here: Community, rules: Rules, given: _Arm, spared: _Arm, people: Chosen, strike: Chosen,
        chosen: Sequence[Chosen],
    ) -> Met:  # fmt: skip
        """What `people` met under other rules, by which only the lives of some can change: `chosen`, in each arm."""
        tallies, struck = [given.tally, spared.tally], people
        for at, (who, mask) in enumerate(zip(chosen, (here.nobody(), strike), strict=True)):
            again = here.everybody() if self.whole.near else who & people
            if not (who.any() and again.any()):
                continue
            lived = self._lived(here, rules, mask, again)
            tallies[at] = tallies[at].but(again, lived.tally)
            struck = np.where(again, lived.struck, struck) if at else struck
        return _met(tallies[0], tallies[1], people, struck)

    def _lived(self, here: Community, rules: Rules, strike: Chosen, chosen: Chosen) -> _Arm:
        struck, lines = here.live(rules, strike, chosen)
        lines = lines[chosen[lines[:, LINE_PERSON]]]
        return _Arm(struck == STRUCK, lines, self._tally(lines, here.people))

    def _tally(self, lines: Lines, people: int) -> _Tally:
        """Costly acts, adverse marks and entries (what one fact costs in one scheme is one mark), and refusals."""
        event, what = lines[:, LINE_EVENT], lines[:, LINE_WHAT]
        acts = (event == EVENT_CONDUCT) & self.costly[np.where(event == EVENT_CONDUCT, what, 0)]
        graded = self.adverse[np.where(event == EVENT_MARK, what, 0)] & (lines[:, LINE_VALUE] == 0)
        marks = (event == EVENT_MARK) & ((lines[:, LINE_VALUE] < 0) | graded)
        black = np.asarray(self.whole.plan.tables.list_black) > 0
        # of other events `scheme` may be a score or a gate
        marks |= (event == EVENT_ENTRY) & black[np.where(event == EVENT_ENTRY, lines[:, LINE_SCHEME], 0)]
        noticed, marked = (np.bincount(lines[which, LINE_PERSON], minlength=people) for which in (acts, marks))
        turned_away = (event == EVENT_REFUSAL) + np.where(event == EVENT_TRIES, lines[:, LINE_VALUE], 0)
        refused = np.bincount(lines[:, LINE_PERSON], turned_away, people).astype(np.int64)
        return _Tally(noticed, marked, refused)


def _met(given: _Tally, spared: _Tally, people: Chosen, struck: Chosen) -> Met:
    """Sums over `people`; the first mark itself, of those of them who had one struck out, is no cost of it."""
    first = int((people & struck).sum())
    sums = [int(tally[people].sum()) for pair in zip(given, spared, strict=True) for tally in pair]
    return Met(sums[0], sums[1], sums[2] - first, sums[3], sums[4], sums[5])


def _adverse(tables: Tables) -> NDArray[np.bool_]:
    return np.asarray((tables.item_points < 0) | (tables.item_grade >= 0))


def _costly(tables: Tables) -> NDArray[np.bool_]:
    """Per conduct: whether some effect of it is adverse."""
    effects = int(tables.effect_from[tables.conduct])
    kind = tables.effect_kind[:effects]
    scheme = np.where(kind == EFFECT_GROUND, tables.effect_scheme[:effects], 0)
    item = np.where(kind == EFFECT_POINTS, tables.effect_item[:effects], 0)
    black = (kind == EFFECT_GROUND) & (tables.list_black[scheme] > 0)
    costs = black | ((kind == EFFECT_POINTS) & _adverse(tables)[item])
    found = [costs[tables.effect_from[c] : tables.effect_from[c + 1]].any() for c in range(tables.conduct)]
    return np.array(found, bool)
