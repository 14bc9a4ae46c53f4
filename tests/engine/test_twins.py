"""Twins, with each link of the spiral and without it: what only rests on luck never differs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from demerit.engine.arms import LINES, Chosen, Community, Rules
from demerit.engine.chunk import Worker
from demerit.engine.cpu import kernels
from demerit.engine.layout import EVENT_CONDUCT, EVENT_ENTRY, EVENT_MARK, EVENT_REFUSAL, LINE_EVENT, LINE_PERSON
from demerit.engine.links import links, switched_off, touched
from demerit.engine.twins import APART, STRUCK, Cost, Met, _met, _Trial, some_communities, twins
from demerit.nations.layout import COMMUNITY
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import On, Regime, Response
from demerit.tables.codes import RESPONSE_WATCHED
from demerit.tables.layout import ONE
from tests.engine import crafted
from tests.engine.crafted import DOUBLE, QUICK, debtors, points, q
from tests.engine.runs import Lived, live, live_again, world
from tests.engine.worlds import EYE, a_share_of, any_regime, over_busy, phased, small_worlds


def with_links(regime: Regime, times: float = 1.14) -> Regime:
    """A crafted regime with a link of each kind that has its own way to be left out."""
    on = {
        "low": On(scheme="town", relation="below", band="A"),
        "listed": On(scheme="debtors"),
        "turned away": On(scheme="air", relation="refused"),
        "watched": "watched",
    }
    of = ("jaywalking", "late utility bill", "unpaid judgment")
    made = {name: Response(on=one, of=of, changes=q(times, "times")) for name, one in on.items()}
    return regime.model_copy(update={"responses": made})


FAR = crafted.regime(
    {"town": points(100, 40, 120, None, "entry in debtors"), "village": points(100, 90, 120, None)},
    debtors(q(15, "working days"), suspends=True),
    EYE,
)
"""a low band so far down that the first mark decides who comes into it"""
LINKED = with_links(FAR)


def cost_of(run: Lived) -> list[Cost]:
    plan = run.world.plan
    return twins(plan, kernels(), run.totals.climates, some_communities(plan))


def brute(run: Lived, community: int, off: list[int], people: Chosen, strike: Chosen) -> Met:
    """What `people` met without some links, everybody's life being lived again whether it may differ or not."""
    plan = run.world.plan
    whole, less = Rules.of(plan), Rules.of(switched_off(plan, off))
    worker = Worker.new(plan.tables, plan.days, 1, LINES)
    here = Community(whole, kernels(), run.totals.climates, worker, community)
    trial = _Trial.of(plan)
    _, given = here.live(less, here.nobody(), here.everybody())
    struck, spared = here.live(less, strike, here.everybody())
    tallies = [trial._tally(lines, here.people) for lines in (given, spared)]
    return _met(*tallies, people, struck == STRUCK)


def struck_in(run: Lived, community: int) -> tuple[Chosen, Chosen]:
    """The people who may be struck in a community, and those who were."""
    plan = run.world.plan
    rules = Rules.of(plan)
    worker = Worker.new(plan.tables, plan.days, 1, LINES)
    here = Community(rules, kernels(), run.totals.climates, worker, community)
    strike = here.everybody()
    if rules.near:
        strike[np.arange(here.people) % APART != 0] = False
    struck, _ = here.live(rules, strike, here.everybody())
    return strike, struck == STRUCK


def same_as_brute(run: Lived) -> list[Cost]:
    found = cost_of(run)
    every = links(run.world.plan)
    for cost in found:
        strike, people = struck_in(run, cost.community)
        assert cost.people == people.sum()
        assert cost.met == brute(run, cost.community, [], people, strike)
        assert list(cost.links) == every
        for link, met in cost.links.items():
            assert met == brute(run, cost.community, [link], people, strike), link
        if every:
            assert cost.unlinked == brute(run, cost.community, every, people, strike)
    return found


@given(made=small_worlds(over_busy | any_regime))
@a_share_of(0.5)
def test_leaving_out_who_cannot_be_touched_changes_nothing(made: dict[str, Any]) -> None:
    same_as_brute(live(world(**made)))


@pytest.mark.parametrize(
    "regime", [LINKED, with_links(QUICK), read_regime("spiral-links")], ids=["double", "quick", "shipped"]
)
def test_leaving_out_who_cannot_be_touched_changes_nothing_where_much_happens(regime: Regime) -> None:
    found = same_as_brute(live(world(regime, people=1500, days=300)))
    assert sum(cost.people for cost in found) > 200
    assert any(met != cost.met for cost in found for met in cost.links.values())


@given(made=small_worlds())
@a_share_of(0.5)
def test_without_links_nobody_behaves_otherwise_for_a_mark(made: dict[str, Any]) -> None:
    for cost in cost_of(live(world(**made))):
        bare = cost.unlinked or cost.met
        assert bare.acts_with == bare.acts_without


def test_without_links_every_act_of_the_twins_is_the_same() -> None:
    run = live(world(phased(LINKED, 100), people=1024, days=250))
    plan = run.world.plan
    bare = Rules.of(switched_off(plan, links(plan)))
    worker = Worker.new(plan.tables, plan.days, 1, LINES)
    here = Community(bare, kernels(), run.totals.climates, worker, 0)
    acts = []
    for rules in (bare, Rules.of(plan)):
        for strike in (here.nobody(), here.everybody()):
            struck, lines = here.live(rules, strike, here.everybody())
            kept = lines[lines[:, LINE_EVENT] == EVENT_CONDUCT][:, [LINE_PERSON, 2, 5]]
            acts.append(kept[np.lexsort(kept.T[::-1])])
            assert (struck == STRUCK).any() == strike.any()
    assert np.array_equal(acts[0], acts[1])
    assert not np.array_equal(acts[2], acts[3]), "with the links, marks change what people do"


def test_the_cost_is_that_of_lives_lived_again_in_plain_python() -> None:
    run = live(world(LINKED, people=150, days=250))
    (cost,) = cost_of(run)

    def met(lines: list[list[int]]) -> tuple[int, int]:
        """Adverse marks and entries, and refusals; nothing grades directly here."""
        marks = sum((line[3] == EVENT_MARK and line[7] < 0) or line[3] == EVENT_ENTRY for line in lines)
        return marks, sum(line[3] == EVENT_REFUSAL for line in lines)

    people, marks, refusals = 0, [0, 0], [0, 0]
    for person in range(150):
        lives = [met(live_again(run, person, strike)) for strike in (False, True)]
        if lives[0][0] == 0:
            assert lives[0] == lives[1]
            continue
        people += 1
        for at, (mark, refusal) in enumerate(lives):
            marks[at] += mark
            refusals[at] += refusal
    assert (cost.people, cost.met.marks_with, cost.met.marks_without) == (people, marks[0] - people, marks[1])
    assert [cost.met.refusals_with, cost.met.refusals_without] == refusals
    assert people > 50


def test_a_first_mark_that_grades_directly_is_not_counted_as_a_cost() -> None:
    """Such a mark has no points, and it is the one struck out."""
    regime = read_regime("wendeng-2020")
    found = cost_of(live(world(regime.model_copy(update={"responses": {}}), people=4096, days=365)))
    assert sum(cost.people for cost in found) > 500
    for cost in found:
        assert cost.met.marks_with >= cost.met.marks_without


def test_threads_change_nothing() -> None:
    one, two = (live(world(LINKED, people=3000, days=120, threads=threads)) for threads in (1, 2))
    assert cost_of(one) == cost_of(two)
    assert [cost.community for cost in cost_of(two)] == [0, 1, 2]


def test_a_link_that_multiplies_by_one_touches_nobody() -> None:
    made = world(with_links(DOUBLE, times=1.0), people=600, days=200)
    run = live(made)
    lines: NDArray[np.int64] = run.ledger
    for link in links(made.plan):
        assert not touched(made.plan, link, lines, COMMUNITY).any()
    (cost,) = cost_of(run)
    assert all(met == cost.met for met in cost.links.values())


def test_links_are_all_responses_but_those_to_being_watched() -> None:
    made = world(LINKED)
    assert [made.names.responses[link] for link in links(made.plan)] == ["low", "listed", "turned away"]
    off = switched_off(made.plan, [1])
    for (_, was), (_, now) in zip(made.plan.phases, off.phases, strict=True):
        changed = was.response_times != now.response_times
        assert set(was.response_of[changed].tolist()) == {1}
        assert (now.response_times[changed] == ONE).all()
        assert (now.response_times[now.response_kind == RESPONSE_WATCHED] != ONE).all()
