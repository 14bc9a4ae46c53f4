"""Every mechanism at once, over China in a hurry: compiled = reference, lives = ledger, and each mechanism is seen."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from demerit.engine.layout import LINE_EVENT, LINE_PERSON
from demerit.nations.layout import Nation, Rate
from demerit.regime.from_yaml import read_document
from demerit.regime.layout import Regime
from tests.engine import runs
from tests.engine.runs import Lived, World, live, live_again, live_plainly, world
from tests.engine.test_agreement import prints, same

EVERYTHING = Path(__file__).with_name("everything.yaml")
DAYS = 400
SELDOM = 0.003
"""acts a day that are made of everything that is rarer"""


HAPPENS = (
    "graded.town", "repaired.town", "withdrew.town", "moved_in.town", "wrong_amounts.town", "false.town", "told.town",
    "warned.monthly", "withdrew.sesame", "stale.sesame", "excepted.debtors", "extended.debtors", "kept_off.debtors",
    "unchecked.air", "unchecked.fast train", "opened.bank", "hours_saved.visa", "yuan_waived.deposit",
    "taken_down.critical post", "added.denouncing", "added.late utility bill",
)  # fmt: skip
"""counters of everything that is new in some regime"""


def hurried(nation: Nation) -> Nation:
    """The nation with everything that is rare made common, so that a year of a thousand people meets every rule."""

    def faster(rate: Rate, most: float) -> Rate:
        return replace(rate, value=max(rate.value, min(SELDOM, most)), low=None, high=None)

    conduct = tuple(
        replace(one, cap_per_day=0.5, per_day=faster(one.per_day, 0.4 / float(one.weight.max())))
        for one in nation.conduct
    )
    streams = tuple(replace(one, active=np.maximum(one.active, 0.5)) for one in nation.streams)
    gates = tuple(
        replace(one, per_day=faster(one.per_day, 0.1), weight=np.maximum(one.weight, 1)) for one in nation.gates
    )
    moves = replace(nation.moves_per_day, value=0.001) if nation.moves_per_day else None
    return replace(nation, conduct=conduct, streams=streams, gates=gates, moves_per_day=moves)


@cache
def regime() -> Regime:
    """The regime of the file beside this test."""
    return read_document(EVERYTHING).regime


def hurried_world(people: int, days: int = DAYS, chunk: int = 1024, threads: int = 1) -> World:
    """The regime over China in a hurry."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "nation_of", cache(lambda name, seed: hurried(load(name, seed))))
        return world(regime(), people=people, days=days, chunk=chunk, threads=threads)


@cache
def lived(people: int = 1500, chunk: int = 1024, threads: int = 1) -> Lived:
    """A run of it."""
    return live(hurried_world(people, chunk=chunk, threads=threads))


load = runs.nation_of


def test_the_compiled_run_is_the_reference_run() -> None:
    same(lived(), live_plainly(lived().world))


def test_threads_and_chunks_change_nothing() -> None:
    other = lived(chunk=2048, threads=2)
    same(lived(), other)
    assert prints(lived()) == prints(other)


def test_lives_are_the_ledger() -> None:
    run = lived()
    kinds = [len(np.unique(run.ledger[run.ledger[:, LINE_PERSON] == one, LINE_EVENT])) for one in range(1500)]
    for person in np.argsort(kinds)[[-1, 750]].tolist():  # friends matter: each re-lives a whole community
        assert live_again(run, person) == run.ledger[run.ledger[:, LINE_PERSON] == person].tolist()


def test_everything_happens() -> None:
    """A mechanism that never comes about in this run would not be tested by it."""
    run = lived()
    seen = set(np.unique(run.ledger[:, LINE_EVENT]).tolist())
    assert seen == set(range(1, 24)) - {5, 14}  # no recovery and no review in this regime
    sums = dict(zip(run.world.names.counters, run.totals.series.sum(axis=0).tolist(), strict=True))
    assert [name for name in HAPPENS if sums[name] == 0] == []
