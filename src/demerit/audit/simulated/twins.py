"""Twins of a run lived once more, for what its sums do not tell: how long after the first mark the others come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.engine.arms import LINES, Chosen, Community, Lines, Rules
from demerit.engine.chunk import Worker
from demerit.engine.cpu import kernels
from demerit.engine.layout import (
    EVENT_ENTRY,
    EVENT_MARK,
    LINE_DAY,
    LINE_EVENT,
    LINE_PERSON,
    LINE_SCHEME,
    LINE_VALUE,
    LINE_WHAT,
)
from demerit.engine.plan import Plan
from demerit.engine.twins import APART, STRUCK, some_communities
from demerit.indicators.intervals import Floats
from demerit.records.manifest import order_of
from demerit.records.open import Records
from demerit.records.order import work_out
from demerit.records.relived import Lives


class Marks(NamedTuple):
    """The adverse marks and entries of a community: whose, and on which day."""

    person: NDArray[np.int64]
    day: NDArray[np.int64]


def plan_of(records: Records) -> tuple[Plan, list[NDArray[np.int64]]]:
    """What a run was lived by: its plan, and the climate of each tick; raises `UserError` for a damaged folder."""
    climates = Lives(records.folder, records.manifest).climates
    return work_out(order_of(records.manifest, 1)).plan, [np.array(one, np.int64) for one in climates]


def after_first_marks(plan: Plan, climates: Sequence[NDArray[np.int64]]) -> tuple[Floats, Floats]:
    """By community and by day after the first mark: extra marks that it brought, and people who were still watched.

    The people are those whose first adverse mark or entry is struck out in a second life, as in `engine.twins`; the
    communities are the same.
    """
    rules, worker, compiled = Rules.of(plan), Worker.new(plan.tables, plan.days, 1, LINES), kernels()
    numbers = some_communities(plan)
    extra, watched = np.zeros((len(numbers), plan.days)), np.zeros((len(numbers), plan.days))
    for at, number in enumerate(numbers):
        here = Community(rules, compiled, climates, worker, number)
        _add(plan, rules, here, extra[at], watched[at])
    return extra, watched


def _add(plan: Plan, rules: Rules, here: Community, extra: Floats, watched: Floats) -> None:
    """What the people of a community met, with their first mark and without it."""
    given = _marks(plan, here.live(rules, here.nobody(), here.everybody())[1])
    strike = here.everybody()
    if rules.near:
        strike[np.arange(here.people) % APART != 0] = False
    struck, lines = here.live(rules, strike, here.everybody())
    spared = _marks(plan, lines)
    first = np.full(here.people, plan.days, np.int64)
    np.minimum.at(first, given.person, given.day)
    people: Chosen = (struck == STRUCK) & (first < plan.days)
    for day in first[people].tolist():
        watched[: plan.days - day] += 1
    for marks, sign in ((given, 1.0), (spared, -1.0)):
        counted = people[marks.person]
        np.add.at(extra, np.maximum(marks.day - first[marks.person], 0)[counted], sign)
    extra[0] -= int(people.sum())  # the first mark itself


def _marks(plan: Plan, lines: Lines) -> Marks:
    """The adverse marks and entries among the lines of a community, as `engine.twins` counts them."""
    event, what, scheme = lines[:, LINE_EVENT], lines[:, LINE_WHAT], lines[:, LINE_SCHEME]
    is_mark, is_entry = event == EVENT_MARK, event == EVENT_ENTRY
    graded = np.any([tables.item_grade >= 0 for _, tables in plan.phases], axis=0)
    black = np.asarray(plan.tables.list_black) > 0
    adverse = is_mark & (
        (lines[:, LINE_VALUE] < 0) | (graded[np.where(is_mark, what, 0)] & (lines[:, LINE_VALUE] == 0))
    )
    adverse |= is_entry & black[np.where(is_entry, scheme, 0)]
    return Marks(lines[adverse, LINE_PERSON], lines[adverse, LINE_DAY])
