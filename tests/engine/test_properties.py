"""Properties 2 to 5 of design.md, section 5, over generated regimes and nations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.engine.layout import EVENT_CONDUCT, LINE_DAY, LINE_EVENT, LINE_VALUE, TRUE
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Points, Regime
from demerit.tables.names import list_schemes
from tests.engine import counts, laws, laws_of_scores
from tests.engine.crafted import DOUBLE, QUICK, UNTOLD
from tests.engine.runs import EVENT, Line, Lived, live, live_again, world
from tests.engine.standing import item_of
from tests.engine.test_everything import lived as everything
from tests.engine.worlds import (
    CHANGES,
    a_share_of,
    any_regime,
    keener,
    over_busy,
    phased,
    pricier,
    quieter,
    rich_over_busy,
    small_worlds,
)

EVERY_LAW = {**laws.LAWS, **laws_of_scores.LAWS, **counts.LAWS}
RONGCHENG = read_regime("rongcheng")


@given(made=small_worlds())
@a_share_of(1.0)
def test_every_law_holds(made: dict[str, Any]) -> None:
    assert laws.breaches(live(world(**made)), EVERY_LAW) == []


@pytest.mark.parametrize("regime", [DOUBLE, QUICK, RONGCHENG], ids=["double", "quick", "rongcheng"])
def test_every_law_holds_where_much_happens(regime: Regime) -> None:
    run = live(world(regime, people=2048, days=200))
    assert run.totals.lines > 1000
    assert laws.breaches(run, EVERY_LAW) == []


def test_every_law_holds_where_everything_happens() -> None:
    assert laws.breaches(everything(), EVERY_LAW) == []


def test_who_is_never_told_never_asks() -> None:
    """From the first day on: a wrong entry of day 0 has no clock that stands at 0."""
    run = live(world(UNTOLD, people=8192, days=60))
    lines = [line for record in run.records.values() for line in record]
    assert any(one.event == "entry" and one.day == 0 and one.flags & TRUE == 0 for one in lines)
    assert [one for one in lines if one.event in ("request", "notice")] == []


BROKEN: dict[str, Callable[[Lived], object]] = {
    "causes are right": lambda run: _change(run, "mark", "cause", 10_000),
    "facts fit their marks": lambda run: _change(run, "mark", "what", 1, was=0),
    "measures keep their time": lambda run: _change(run, "refusal", "cause", 1),
    "open cases get answers": lambda run: _change(run, "ruling", "event", 10),
    "nobody asks before knowing": lambda run: _change(run, "notice", "event", 1),
    "scores are sums": lambda run: _change(run, "mark", "value", -777),
    "marks end once": lambda run: _change(run, "lapse", "what", 77),
    "sums agree": lambda run: _add(run.totals.blocks[-1]),
    "blocks are their communities": lambda run: _swap(run.totals.blocks),
    "bands hold everybody": lambda run: _add(run.totals.series, run.world.counter("band.town.A")),
    "entries are there or left": lambda run: _add(run.totals.series, run.world.counter("left.debtors")),
    "counters are the ledger": lambda run: _change(run, "refusal", "value", 1),
}
"""How to break each law in the crafted run"""
BROKEN_IN_EVERYTHING: dict[str, Callable[[Lived], object]] = {
    "scores are sums": lambda run: _change(run, "friend", "value", 99),
    "marks are priced": lambda run: _change(run, "mark", "value", -20, was=-10),
    "marks end once": lambda run: _change(run, "repair", "cause", 1),
    "only subjects have records": lambda run: _change(run, "friend", "scheme", 0),
    "coming and going": lambda run: _change(run, "withdrawal", "scheme", 1),
    "warnings come first": lambda run: _change(run, "warning", "event", 1),
    "what is replaced is gone": lambda run: _change(run, "lapse", "event", 1),
    "repairs keep their time": lambda run: _change(run, "repair", "day", 0),
    "scores are computed on their days": lambda run: _change(run, "friend", "day", 1),
    "further tries come with a refusal": lambda run: _change(run, "tries", "cause", 1),
    "measures on bands meet their bands": lambda run: _change(run, "mark", "value", 500),
    "people are listed where they may be": lambda run: _change(run, "entry", "scheme", 1),
    "bands hold everybody": lambda run: _change(run, "withdrawal", "event", 1),
    "counters are the ledger": lambda run: _change(run, "benefit", "what", 4),
}
"""How to break those that are about what few regimes have, in the run in which everything happens"""
FIELDS = list(Line.__annotations__)


def _change(run: Lived, event: str, field: str, value: int, was: int | None = None) -> None:
    """Writes something else into the lines of one event."""
    codes = {name: code for code, name in EVENT.items()}
    chosen = run.ledger[:, LINE_EVENT] == codes[event]
    if was is not None:
        chosen &= run.ledger[:, FIELDS.index(field)] == was
    assert chosen.any()
    run.ledger[chosen, FIELDS.index(field)] = value


def _add(table: np.ndarray, column: int = 0) -> None:
    table[-1, column] += 1


def _swap(blocks: np.ndarray) -> None:
    blocks[[0, -1]] = blocks[[-1, 0]]


@cache
def crafted() -> Lived:
    """A run in which much happens."""
    return live(world(DOUBLE, people=1500, days=300))


def a_copy_of(run: Lived) -> Lived:
    """The same run, to be spoilt."""
    tables = {name: getattr(run.totals, name).copy() for name in ("series", "blocks", "clusters")}
    return Lived(run.world, replace(run.totals, **tables), run.ledger.copy())


@pytest.mark.parametrize("law", EVERY_LAW)
def test_every_law_can_be_broken(law: str) -> None:
    assert law in BROKEN or law in BROKEN_IN_EVERYTHING
    for of, ways in ((crafted, BROKEN), (everything, BROKEN_IN_EVERYTHING)):
        if law in ways:
            run = a_copy_of(of())
            ways[law](run)
            assert laws.breaches(run, {law: EVERY_LAW[law]}) != []


@given(made=small_worlds())
@a_share_of(0.4)
def test_without_feeds_no_trace(made: dict[str, Any]) -> None:
    """Nobody is seen, so nobody is marked and every gate opens; people move and withdraw as they like.

    What hangs on the band that all start in is apart.
    """
    regime = made["regime"] if isinstance(made["regime"], Regime) else made["regime"][0][1]
    bare: dict[str, Any] = {"feeds": {}}
    bare["measures"] = {name: one for name, one in regime.measures.items() if one.on.relation == "listed"}
    bare["agreements"] = {k: one for k, one in regime.agreements.items() if one.source in list_schemes(regime)}
    run = live(world(**{**made, "regime": regime.model_copy(update=bare)}))
    assert {line.event for lines in run.records.values() for line in lines} <= {"move", "withdrawal"}
    happened = {name for name in run.world.names.counters if run.total(name)}
    assert {name.split(".")[0] for name in happened} <= {"band", "moved_in", "withdrew"}


@given(
    made=small_worlds(over_busy | rich_over_busy),
    change=st.sampled_from([*CHANGES, keener, quieter]),
    day=st.integers(1, 150),
)
@a_share_of(0.8)
def test_nothing_differs_before_the_first_difference(made: dict[str, Any], change: Any, day: int) -> None:
    regime = made["regime"] if isinstance(made["regime"], Regime) else made["regime"][0][1]
    before = live(world(**{**made, "regime": regime}))
    after = live(world(**{**made, "regime": phased(regime, day, change)}))
    early = [run.ledger[run.ledger[:, LINE_DAY] < day] for run in (before, after)]
    assert np.array_equal(early[0], early[1])
    wider = ("acts.", "added.", "withheld.")  # a keener eye counts acts that nobody could notice before
    kept = [not name.startswith(wider) for name in before.world.names.counters]
    days = slice(0, min(day, made["days"]) - (day >= made["days"]))  # the last day holds what the end adds
    assert np.array_equal(before.totals.series[days, kept], after.totals.series[days, kept])


@given(made=small_worlds(over_busy | rich_over_busy))
@a_share_of(0.6)
def test_without_responses_conduct_is_the_nations(made: dict[str, Any]) -> None:
    """What people do and who sees it hangs on no catalogue, list or measure: the same with them, dearer, or without."""
    regime = made["regime"] if isinstance(made["regime"], Regime) else made["regime"][0][1]
    regime = regime.model_copy(update={"responses": {}})
    feeds = {name: feed.model_copy(update={"reaches": None}) for name, feed in regime.feeds.items()}
    bare = regime.model_copy(update={"schemes": {}, "measures": {}, "agreements": {}, "feeds": feeds})
    seen = [_conduct(live(world(**{**made, "regime": one}))) for one in (regime, pricier(regime), bare)]
    assert seen[0] == seen[1] == seen[2]


def _conduct(run: Lived) -> list[tuple[int, int, int, int]]:
    """(person, day, conduct, feed) of everything that was seen."""
    lines = run.ledger[run.ledger[:, LINE_EVENT] == EVENT_CONDUCT]
    return [(line[0], line[2], line[5], line[6]) for line in lines.tolist()]


@given(made=small_worlds(any_regime))
@a_share_of(0.4)
def test_a_twin_lives_the_same_life_before_the_first_mark(made: dict[str, Any]) -> None:
    run = live(world(**{**made, "people": min(made["people"], 600)}))
    for person, lines in list(run.records.items())[:6]:
        first = _first_adverse(run, lines)
        twin = live_again(run, person, strike=True)
        own = run.ledger[run.ledger[:, 0] == person].tolist()
        assert twin[:first] == own[:first]


def test_a_twin_is_spared_the_first_mark() -> None:
    regime = RONGCHENG.model_copy(update={"schemes": {k: _everyone(s) for k, s in RONGCHENG.schemes.items()}})
    run = live(world(regime, people=1024, days=300))
    spared = 0
    for person, lines in list(run.records.items()):
        first = _first_adverse(run, lines)
        if first < len(lines) and lines[first].event == "mark" and spared < 20:
            spared += 1
            twin = live_again(run, person, strike=True)
            own = run.ledger[run.ledger[:, 0] == person].tolist()
            assert twin[:first] == own[:first]
            assert own[first] not in twin
            assert own[first][LINE_VALUE] < 0
    assert spared == 20


def _everyone(scheme: Any) -> Any:
    subjects = scheme.subjects.model_copy(update={"from_age": 0})
    return scheme.model_copy(update={"subjects": subjects}) if isinstance(scheme, Points) else scheme


def _first_adverse(run: Lived, lines: list[Line]) -> int:
    """Where the first mark that costs points stands, or the first sign of an entry; past the end if there is none."""
    for at, line in enumerate(lines):
        graded = line.event == "mark" and item_of(run, line).grade
        if graded or (line.event == "mark" and line.value < 0) or line.event in ("entry", "notice"):
            return at
    return len(lines)
