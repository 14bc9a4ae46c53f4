"""The compiled run is the reference run, however the work is cut up: the first law of design.md section 5."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from demerit.engine import chunk, simulate
from demerit.engine.cpu import kernels
from demerit.engine.layout import LINE_PERSON, ROOM_LINES
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Regime
from tests.engine.runs import Lived, live, live_again, live_plainly, world
from tests.engine.worlds import a_share_of, phased, small_worlds

RONGCHENG, R1 = read_regime("rongcheng"), read_regime("benchmark-r1")


def same(one: Lived, other: Lived) -> None:
    """Every number of two runs is the same."""
    pairs = {"ledger": (one.ledger, other.ledger)}
    for table in ("series", "groups", "clusters", "people_of_group"):
        pairs[table] = (getattr(one.totals, table), getattr(other.totals, table))
    for tick, both in enumerate(zip(one.totals.climates, other.totals.climates, strict=False)):
        pairs[f"climate of tick {tick}"] = both
    different = [name for name, (here, there) in pairs.items() if not np.array_equal(here, there)]
    assert different == []
    assert one.totals.lines == other.totals.lines


def prints(run: Lived) -> list[int]:
    """The fingerprints of final states and of ledgers."""
    return [*run.totals.state_print.tolist(), *run.totals.lines_print.tolist()]


@given(made=small_worlds())
@a_share_of(0.48)
def test_compiled_run_is_the_reference_run(made: dict[str, Any]) -> None:
    here = world(**made)
    fast = live(here)
    same(fast, live_plainly(here))
    busiest = np.unique(fast.ledger[:, LINE_PERSON])[:3].tolist()
    for person in (*busiest, made["people"] - 1):
        theirs = fast.ledger[fast.ledger[:, LINE_PERSON] == person]
        assert live_again(fast, person) == theirs.tolist()


@given(made=small_worlds(), cut=st.sampled_from([(2, 1024), (2, 2048), (1, 3072)]))
@a_share_of(0.4)
def test_threads_and_chunks_change_nothing(made: dict[str, Any], cut: tuple[int, int]) -> None:
    one, other = live(world(**made)), live(world(**made, threads=cut[0], chunk=cut[1]))
    same(one, other)
    assert prints(one) == prints(other)


@pytest.mark.parametrize("regime", [RONGCHENG, R1], ids=lambda regime: regime.regime)
def test_shipped_regimes(regime: Regime) -> None:
    here = world(regime, people=1500, days=150)
    fast = live(here)
    assert fast.totals.lines > 300
    same(fast, live_plainly(here))
    person = int(np.bincount(fast.ledger[:, LINE_PERSON]).argmax())
    assert live_again(fast, person) == fast.ledger[fast.ledger[:, LINE_PERSON] == person].tolist()


@given(made=small_worlds(ticks=st.just(7)))
@a_share_of(0.32)
def test_little_room_changes_nothing(made: dict[str, Any]) -> None:
    roomy = live(world(**made, threads=2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulate, "LEDGER_LINES", ROOM_LINES + 3)
        patch.setattr(chunk, "ROWS_AT_FIRST", chunk.ROOM_ROWS)
        tight = live(world(**made, threads=2))
    same(roomy, tight)
    assert prints(roomy) == prints(tight)


def test_little_room_is_little() -> None:
    """The test above means something only while the patched names are those that the engine reads."""
    here = world(RONGCHENG, people=1024, days=200, tick=200)  # one tick: nothing else empties the buffer

    def flushed() -> int:
        parts: list[int] = []
        simulate.Simulation(here.plan, kernels(), lambda first, lines: parts.append(len(lines))).run()
        return len(parts)

    roomy = flushed()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulate, "LEDGER_LINES", ROOM_LINES + 3)  # then the least that all things at once need
        tight = flushed()
    assert tight > roomy


@example(days=60, start=30)
@given(days=st.integers(40, 120), start=st.integers(1, 100))
@a_share_of(0.16)
def test_no_ledger_no_difference(days: int, start: int) -> None:
    """Whether a ledger is kept is no part of a life."""
    phases = phased(RONGCHENG, start)
    kept, dropped = (live(world(phases, people=2000, days=days, keep=keep)) for keep in (True, False))
    assert dropped.totals.lines == 0
    for table in ("series", "groups", "clusters"):
        assert np.array_equal(getattr(kept.totals, table), getattr(dropped.totals, table)), table


@given(made=small_worlds(), tick=st.integers(1, 13))
@a_share_of(0.24)
def test_the_tick_matters_only_where_people_affect_each_other(made: dict[str, Any], tick: int) -> None:
    here = world(**made)
    if here.plan.coupling == 0:
        same(live(here), live(world(**{**made, "tick": tick})))
