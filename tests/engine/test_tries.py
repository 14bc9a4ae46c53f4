"""Who is refused tries again that day: how often, with which luck, and that nothing else of a life is another one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from demerit.engine.layout import (
    EVENT_REFUSAL,
    EVENT_TRIES,
    LINE_CAUSE,
    LINE_DAY,
    LINE_EVENT,
    LINE_NUMBER,
    LINE_PERSON,
    LINE_SCHEME,
    LINE_VALUE,
)
from demerit.engine.links import links, switched_off, touched
from demerit.regime.layout import Measure, On, Regime, Response
from tests.engine.crafted import DOUBLE, QUICK, q
from tests.engine.runs import Lived, in_order, live, live_again, live_plainly, world
from tests.engine.test_agreement import prints, same
from tests.engine.test_twins import LINKED, cost_of
from tests.engine.worlds import CHANGES, a_share_of, any_regime, phased, small_worlds


def trying(regime: Regime, mean: float, gate: str = "air") -> Regime:
    """The regime, in which those refused at a gate try again so many times more."""
    again = Response(on=On(scheme=gate, relation="refused"), tries=q(mean, "times"))
    return regime.model_copy(update={"responses": {**regime.responses, "tries again": again}})


def further(run: Lived) -> NDArray[np.int64]:
    """The further tries of each refusal in the air, 0 for most where people seldom try again."""
    gate = run.world.names.gates.index("air")
    here = run.ledger[run.ledger[:, LINE_SCHEME] == gate]
    refusals = here[here[:, LINE_EVENT] == EVENT_REFUSAL][:, [LINE_PERSON, LINE_NUMBER]]
    again = here[here[:, LINE_EVENT] == EVENT_TRIES]
    of = {(person, cause): times for person, cause, times in again[:, [LINE_PERSON, LINE_CAUSE, LINE_VALUE]].tolist()}
    assert set(of) <= set(map(tuple, refusals.tolist()))
    return np.array([of.get((person, number), 0) for person, number in refusals.tolist()])


@pytest.mark.parametrize("mean", [0.02, 0.5, 8.0, 100.0])
def test_how_often_is_geometric(mean: float) -> None:
    """Of the mean that is declared, given up with the chance 1 / (1 + mean) after each: within four standard errors."""
    run = live(world(trying(DOUBLE, mean), people=8192, days=300))
    found = further(run)
    assert len(found) > 5000
    assert abs(found.mean() - mean) <= 4 * np.sqrt(mean * (1 + mean) / len(found))
    for least in (1, 2, 5, 40):
        share = (mean / (1 + mean)) ** least
        error = np.sqrt(share * (1 - share) / len(found))
        assert abs((found >= least).mean() - share) <= 4 * error + 1 / len(found)


def without_tries(run: Lived) -> NDArray[np.int64]:
    """The ledger without its lines on further tries, numbered as if there had never been any."""
    kept = []
    for person in np.unique(run.ledger[:, LINE_PERSON]):
        lines = run.ledger[run.ledger[:, LINE_PERSON] == person].copy()
        stay = lines[:, LINE_EVENT] != EVENT_TRIES
        numbers = np.concatenate([[0], np.cumsum(stay)])
        lines[:, LINE_CAUSE] = numbers[lines[:, LINE_CAUSE]]
        lines[:, LINE_NUMBER] = numbers[lines[:, LINE_NUMBER]]
        kept.append(lines[stay])
    return in_order(np.concatenate(kept)) if kept else run.ledger


@given(made=small_worlds(any_regime), mean=st.sampled_from([0.3, 4.0, 60.0]))
@a_share_of(0.5)
def test_further_tries_change_nothing_else(made: dict[str, Any], mean: float) -> None:
    """Not a line of anybody's record, and of all counters only attempts, refusals and those of children."""
    regime = made["regime"] if isinstance(made["regime"], Regime) else made["regime"][0][1]
    barred = [one.gate for one in regime.measures.values() if one.effect.bar]
    bare = {name: one for name, one in regime.responses.items() if one.tries is None}
    regime = regime.model_copy(update={"responses": bare})
    more = trying(regime, mean, barred[0]) if barred else regime
    before, after = (live(world(**{**made, "regime": one})) for one in (regime, more))
    assert np.array_equal(before.ledger, without_tries(after))
    counters = before.world.names.counters
    moved = [name for name in counters if before.total(name) != after.total(name)]
    assert {name.split(".")[0] for name in moved} <= {"attempts", "refused", "bystanders"}
    assert {name.split(".")[1] for name in moved} <= set(barred[:1])


@pytest.mark.parametrize("regime", [DOUBLE, QUICK], ids=["double", "quick"])
def test_no_further_tries_are_none_at_all(regime: Regime) -> None:
    """Zero times is what no such response is, bit for bit."""
    none, zero = (live(world(one, people=2048, days=200)) for one in (regime, trying(regime, 0)))
    same(none, zero)
    assert prints(none) == prints(zero)


def test_a_child_is_turned_away_each_time() -> None:
    run = live(world(trying(DOUBLE, 3, "private school"), people=8192, days=200))
    refused = run.total("refused.private school")
    assert refused == run.total("bystanders.private school") == run.total("attempts.private school")
    lines = run.ledger[run.ledger[:, LINE_EVENT] == EVENT_REFUSAL]
    at_school = lines[:, LINE_SCHEME] == run.world.names.gates.index("private school")
    assert refused > 3 * np.count_nonzero(at_school) > 300


def test_two_regimes_share_the_luck_of_trying_again() -> None:
    """The same person, refused at the same gate on the same day, tries as often; under a higher mean more often."""
    stricter = {"no flights": DOUBLE.measures["no flights"].model_copy(update={"starts_after": None})}
    other = DOUBLE.model_copy(update={"measures": {**DOUBLE.measures, **stricter}})
    runs = [live(world(trying(one, 4), people=4096, days=200)) for one in (DOUBLE, other)]
    runs.append(live(world(trying(DOUBLE, 12), people=4096, days=200)))
    tries = []
    for run in runs:
        again = run.ledger[run.ledger[:, LINE_EVENT] == EVENT_TRIES]
        tries.append({(person, day): times for person, day, times in again[:, [LINE_PERSON, LINE_DAY, LINE_VALUE]]})
    here, there, keener = tries
    both = here.keys() & there.keys()
    assert len(both) > 300
    assert here.keys() != there.keys()
    assert all(here[key] == there[key] for key in both)
    assert all(keener[key] >= times for key, times in here.items())


def test_a_phase_begins_changes_and_ends_it() -> None:
    phases = [(0, DOUBLE), (60, trying(DOUBLE, 2)), (120, trying(DOUBLE, 9)), (180, trying(DOUBLE, 0))]
    run = live(world(phases, people=2500, days=240))
    same(run, live_plainly(run.world))
    again = run.ledger[run.ledger[:, LINE_EVENT] == EVENT_TRIES]
    refused = run.ledger[run.ledger[:, LINE_EVENT] == EVENT_REFUSAL]
    means = []
    for first in (0, 60, 120, 180):
        in_phase = [(lines[:, LINE_DAY] >= first) & (lines[:, LINE_DAY] < first + 60) for lines in (again, refused)]
        at_air = refused[in_phase[1]][:, LINE_SCHEME] == run.world.names.gates.index("air")
        means.append(again[in_phase[0], LINE_VALUE].sum() / np.count_nonzero(at_air))
    assert means[0] == means[3] == 0
    assert means[1:3] == pytest.approx([2, 9], rel=0.25)


LINKED_TOO = trying(LINKED, 5)


def test_without_the_link_nobody_tries_again() -> None:
    made = world(LINKED_TOO, people=600, days=200)
    names = [made.names.responses[link] for link in links(made.plan)]
    assert names == ["low", "listed", "turned away", "tries again"]
    link = made.names.responses.index("tries again")
    (_, was), (_, now) = made.plan.phases[0], switched_off(made.plan, [link]).phases[0]
    assert was.gate_tries.any()
    assert not now.gate_tries.any()
    assert np.array_equal(was.response_times, now.response_times)
    assert switched_off(made.plan, [0]).phases[0][1].gate_tries.any()
    run = live(made)
    refused = run.ledger[run.ledger[:, LINE_EVENT] == EVENT_REFUSAL]
    at_air = refused[refused[:, LINE_SCHEME] == made.names.gates.index("air")]
    reached = np.flatnonzero(touched(made.plan, link, run.ledger, 600))
    assert set(reached.tolist()) == set(at_air[:, LINE_PERSON].tolist())


def test_the_cost_of_a_mark_counts_every_try() -> None:
    """Of twins, with the response and without it, as lives in plain Python have it."""
    run = live(world(LINKED_TOO, people=150, days=250))
    (cost,) = cost_of(run)
    link = run.world.names.responses.index("tries again")
    refusals, again = [0, 0], [0, 0]
    for person in range(150):
        if not any(line[LINE_EVENT] in (2, 6) for line in live_again(run, person)):
            continue
        for at, strike in enumerate((False, True)):
            lines = live_again(run, person, strike)
            refusals[at] += sum(line[LINE_EVENT] == EVENT_REFUSAL for line in lines)
            again[at] += sum(line[LINE_VALUE] for line in lines if line[LINE_EVENT] == EVENT_TRIES)
    assert again[0] > again[1] > 0
    whole = [mine + more for mine, more in zip(refusals, again, strict=True)]
    assert [cost.met.refusals_with, cost.met.refusals_without] == whole
    assert [cost.links[link].refusals_with, cost.links[link].refusals_without] == refusals
    assert cost.links[link].marks_with == cost.met.marks_with


def test_tries_of_no_measure_are_never_made() -> None:
    """Where the bar is at no attempt applied, nobody is refused, and nobody tries again."""
    idle: dict[str, Measure] = {
        name: one.model_copy(update={"applied": q(0, "%")}) for name, one in DOUBLE.measures.items()
    }
    run = live(world(trying(DOUBLE.model_copy(update={"measures": idle}), 8), people=2048, days=100))
    assert not np.isin(run.ledger[:, LINE_EVENT], [EVENT_REFUSAL, EVENT_TRIES]).any()


@given(regime=any_regime, change=st.sampled_from(CHANGES))
@a_share_of(0.2)
def test_changed_phases_keep_trying(regime: Regime, change: Any) -> None:
    """A phase that changes something else leaves how often people try as it was."""
    made = world(phased(regime, 40, change), people=300, days=60)
    (_, first), (_, later) = made.plan.phases
    assert np.array_equal(first.gate_tries, later.gate_tries)
