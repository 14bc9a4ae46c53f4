"""What people share in a tick: bands cut by rank, and the share of a place's people who are listed."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from demerit.engine import simulate
from demerit.engine.arms import LINES, Community, Rules
from demerit.engine.chunk import Worker
from demerit.engine.climate import Climate, bands_at, cut_offs
from demerit.engine.cpu import kernels
from demerit.engine.layout import (
    EVENT_ENTRY,
    EVENT_LAPSE,
    EVENT_MARK,
    EVENT_RECOVERY,
    EVENT_REMOVAL,
    LINE_DAY,
    LINE_EVENT,
    LINE_PERSON,
    LINE_VALUE,
)
from demerit.engine.reference import in_lists, tick_starts
from demerit.engine.steps.private import may_take_part
from demerit.nations.draws import WORDS
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import place_of
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Regime
from demerit.tables.check import broken_laws
from demerit.tables.layout import TOP
from demerit.tables.to_text import to_text
from tests.engine.runs import Lived, World, live, live_again, live_plainly, world
from tests.engine.worlds import BUSY, a_share_of, ranked_over_busy, rich_and_ranked

TEXT = f"""
regime: ranked
title: A town that grades its people by rank
in force: from 2019-01-01
operator: public
jurisdiction: nowhere
nation: {BUSY}
feeds:
  eye: {{holder: the town, context: city, sees: [red light, jaywalking, unpaid judgment, volunteering],
        detects: 60 % (assumption), false marks: 0.1 per year (assumption)}}
schemes:
  standing:
    kind: points
    subjects: persons of 18 and over
    participation: {{opt-in: 70 % (assumption)}}
    start: 100 points (assumption)
    range: 40 to 140 points (assumption)
    bands: {{A: top 10 % (assumption), B: top 60 % (assumption), C: top 60.5 % (assumption), D: below}}
    regraded: every 30 days (assumption)
    catalogue:
      red light: {{points: -6 points (assumption), expires after: 60 days (assumption)}}
      jaywalking: -3 points (assumption)
      volunteering: 4 points (assumption)
    recovery: 1 points every 20 days (assumption)
  debtors:
    kind: list
    colour: black
    subjects: persons
    grounds: {{unpaid: unpaid judgment, walker: jaywalking}}
    term: {{unpaid: 40 days (assumption), walker: 25 days (assumption)}}
    exits: {{grace: {{within: 5 days (assumption), rate: 90 % a year (assumption)}}}}
measures:
  no flights: {{on: standing below B, gate: air, effect: bar}}
  bonus: {{on: standing from A, gate: bank, effect: 20 yuan (assumption)}}
  hours: {{on: standing at B, gate: counter, effect: 3 hours (assumption)}}
  no hotel: {{on: debtors, gate: hotel, effect: bar, ends after: 3 days (assumption)}}
responses:
  bad company: {{on: place on debtors, of: [jaywalking, unpaid judgment], changes: 6 times (assumption)}}
  giving up: {{on: standing at D, of: [volunteering], changes: 0.5 times (assumption)}}
"""
RANKED = read_regime(TEXT)
BY_POINTS = read_regime(
    TEXT.replace("top 10 %", "from 110 points").replace("top 60 %", "from 101 points")
    .replace("top 60.5 %", "from 90 points").replace("    regraded: every 30 days (assumption)\n", "")
)  # fmt: skip
FLATTER = read_regime(TEXT.replace("top 10 %", "top 30 %"))
DAYS, TICK = 150, 7
REGRADED = [35, 63, 91, 126]
"""the first days of the ticks in which 30, 60, 90 and 120 days are full"""


def in_phases() -> list[tuple[int, Regime]]:
    """By points, then by rank, then by other ranks, then by points again."""
    return [(0, BY_POINTS), (20, RANKED), (73, FLATTER), (110, BY_POINTS)]


@cache
def lived() -> Lived:
    """2,500 people, so that the last community is not full; under this seed both places have some of them."""
    return live(world(RANKED, people=2500, days=DAYS, seed=8, tick=TICK, threads=2))


def subjects(made: World) -> list[int]:
    """Who takes part in the scheme."""
    T = in_lists(made.tables)
    return [i for i in range(made.plan.people) if may_take_part(T, i, 0)]


def scores(run: Lived, day: int) -> NDArray[np.int64]:
    """The score of every person at the end of a day, added up from the ledger."""
    counts = np.isin(run.ledger[:, LINE_EVENT], (EVENT_MARK, EVENT_LAPSE, EVENT_RECOVERY))
    lines = run.ledger[counts & (run.ledger[:, LINE_DAY] <= day)]
    sums = np.bincount(lines[:, LINE_PERSON], weights=lines[:, LINE_VALUE], minlength=run.world.plan.people)
    return np.clip(100 + sums.astype(np.int64), 40, 140)


def cut(run: Lived, day: int) -> list[int]:
    """The cut-offs in force on a day, from the climates."""
    starts = tick_starts(run.world.plan.phases, run.world.plan.days, run.world.plan.tick)
    tick = sum(start <= day for start in starts) - 1
    return [int(points) for points in run.totals.climates[tick][bands_at(run.world.tables)]]


def same(one: Lived, other: Lived) -> None:
    """Every number of two runs is the same."""
    for table in ("series", "groups", "clusters", "people_of_group"):
        assert np.array_equal(getattr(one.totals, table), getattr(other.totals, table)), table
    assert np.array_equal(one.ledger, other.ledger)
    for here, there in zip(one.totals.climates, other.totals.climates, strict=False):
        assert np.array_equal(here, there)


# Bands by rank


def test_cut_offs_are_the_ranks_of_the_people() -> None:
    run = lived()
    chosen = subjects(run.world)
    shares = [10, 60, 60.5]
    for day in REGRADED:
        ranked = sorted(scores(run, day - 1)[chosen].tolist(), reverse=True)
        wanted = [-(-int(share * 10) * len(ranked) // 1000) for share in shares]
        found = cut(run, day)
        assert found[:-1] == [ranked[number - 1] for number in wanted], f"on day {day}"
        for number, points in zip(wanted, found, strict=False):
            held = sum(score >= points for score in ranked)
            assert held - ranked.count(points) < number <= held
    moved = {day for day in range(1, DAYS) if cut(run, day) != cut(run, day - 1)}
    assert moved
    assert moved <= set(REGRADED)


def test_people_stand_in_the_bands_that_the_series_counts() -> None:
    run = lived()
    chosen = subjects(run.world)
    levels = run.totals.series.cumsum(axis=0)
    for day in (0, 34, 35, 36, 62, 63, 100, 126, DAYS - 1):
        counted = [int(levels[day, run.world.counter(f"band.standing.{name}")]) for name in "ABCD"]
        points = cut(run, day)
        stand = [sum(score < edge for edge in points) for score in scores(run, day)[chosen].tolist()]
        assert counted == [stand.count(band) for band in range(4)], f"on day {day}"


def test_at_first_everybody_ties_and_is_in_the_best_band() -> None:
    run = lived()
    assert cut(run, 0) == [100, 100, 100, -(1 << 30)]
    assert int(run.totals.series[0, run.world.counter("band.standing.A")]) > 0.9 * len(subjects(run.world))


@given(
    tally=st.lists(st.integers(0, 40), min_size=3, max_size=3 + 8),
    shares=st.lists(st.integers(1, TOP - 1), min_size=1, max_size=3, unique=True),
)
def test_a_cut_off_is_fuller_than_declared_only_by_ties(tally: list[int], shares: list[int]) -> None:
    T = in_lists(lived().world.tables)._replace(scheme_high=[40 + len(tally) - 1], band_top=[*sorted(shares), TOP])
    T = T._replace(band_from=[0, len(shares) + 1], band_points=[100] * len(shares) + [-(1 << 30)])
    found = cut_offs(T, 0, tally)
    assert found[-1] == -(1 << 30)
    for share, points in zip(sorted(shares), found, strict=False):
        held, tied = sum(tally[points - 40 :]), (*tally, *[0] * 99)[points - 40]
        if sum(tally):
            assert held * TOP >= share * sum(tally)
            assert (held - tied) * TOP < share * sum(tally)
        else:
            assert points == 100


def test_whoever_meets_a_measure_of_a_band_finds_the_line_of_that_band() -> None:
    run = lived()
    names, seen = run.world.names, set()
    named = {"no flights": {2, 3}, "bonus": {0}, "hours": {1}}
    for person, lines in run.records.items():
        for line in lines:
            measure = names.measures[line.what] if line.event in ("refusal", "benefit", "charge") else ""
            if measure not in named:
                continue
            bands = [one for one in lines[: line.number - 1] if one.event == "band"]
            last = bands[-1] if bands else None
            assert line.cause == (last.number if last else 0), (person, line)
            assert (last.what if last else 0) in named[measure], (person, line)
            seen.add((line.event, bool(last and last.cause == 0)))
    assert {("refusal", True), ("refusal", False), ("benefit", False), ("charge", True)} <= seen


def test_people_who_did_nothing_are_moved_only_when_cut_offs_move() -> None:
    run = lived()
    alone = [line for lines in run.records.values() for line in lines if line.event == "band" and line.cause == 0]
    assert {line.day for line in alone} <= set(REGRADED)
    for line in alone:
        now, before = (sum(line.value < edge for edge in cut(run, day)) for day in (line.day, line.day - 1))
        assert now == line.what != before


# The share listed of the place


def test_shares_listed_are_the_people_on_the_list() -> None:
    run = lived()
    T, people = in_lists(run.world.tables), run.world.plan.people
    homes = [place_of(T.people, i // COMMUNITY) for i in range(people)]
    living = [homes.count(place) for place in range(T.places)]
    assert all(living)
    shares = [climate[T.list_shared[0] :][: T.places].tolist() for climate in run.totals.climates]
    for number, day in enumerate(tick_starts(run.world.plan.phases, DAYS, TICK)):
        earlier = run.ledger[run.ledger[:, LINE_DAY] < day]
        entered, left = (
            np.bincount(earlier[earlier[:, LINE_EVENT] == event, LINE_PERSON], minlength=people)
            for event in (EVENT_ENTRY, EVENT_REMOVAL)
        )
        on = np.bincount(np.array(homes)[entered > left], minlength=T.places).tolist()
        assert shares[number] == [listed * WORDS // all_ for listed, all_ in zip(on, living, strict=True)], f"day {day}"
    assert max(shares[-1]) > WORDS // 20


CHANGES = [(3.0, 0.2), (100.0, 0.004), (0.0, 0.5), (1000.0, 0.5)]


@pytest.mark.parametrize(("changes", "share"), CHANGES)
def test_the_rate_of_acts_rises_with_the_share_listed(
    changes: float, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """acts = 1 + (changes - 1) * share times those without the response, up to the nation's ceiling of 1.5."""
    regime = read_regime(TEXT.replace("changes: 6 times", f"changes: {changes} times"))
    made = world(regime, people=20 * COMMUNITY, days=56, keep=False, chunk=4 * COMMUNITY)
    T = made.tables

    def held(self: Climate, *_: Any) -> Climate:
        now = self.now.copy()
        now[T.list_shared[0] :][: T.places] = round(share * WORDS)
        return Climate(now, self.backlog)

    clear = Climate.clear
    monkeypatch.setattr(simulate.Climate, "clear", lambda T: held(clear(T)))
    monkeypatch.setattr(simulate.Climate, "after", held)
    run = live(made)
    acts, added, withheld = (run.total(f"{counter}.jaywalking") for counter in ("acts", "added", "withheld"))
    ordinary = acts - added + withheld
    assert ordinary > 3000
    expected = (min(1.5, 1 + (changes - 1) * share) - 1) * ordinary
    assert abs(added - withheld - expected) < 4 * np.sqrt(abs(expected) + expected**2 / ordinary)


def test_people_far_away_change_nobody() -> None:
    """Each place has its own share."""
    run = lived()
    T = run.world.tables
    north, south = np.array([climate[T.list_shared[0] :][: T.places] for climate in run.totals.climates[3:]]).T
    assert (north != south).all()


# Both: the same however computed


@pytest.mark.parametrize("phases", [RANKED, in_phases()], ids=["ranked", "phases"])
def test_compiled_run_is_the_reference_run(phases: Any) -> None:
    made = world(phases, people=1300, days=130)
    fast = live(made)
    same(fast, live_plainly(made))
    crowd = np.bincount(fast.ledger[:, LINE_PERSON], minlength=1300)
    for person in (int(crowd.argmax()), *np.flatnonzero(crowd > 2)[:3].tolist(), 1299):
        assert live_again(fast, person) == fast.ledger[fast.ledger[:, LINE_PERSON] == person].tolist()


@given(
    regime=ranked_over_busy | rich_and_ranked,
    other=ranked_over_busy,
    people=st.integers(1, 1500),
    tick=st.sampled_from([1, 7, 30]),
)
@a_share_of(0.4)
def test_so_is_that_of_any_regime(regime: Regime, other: Regime, people: int, tick: int) -> None:
    """Responses may come and go with a phase."""
    second = regime.model_copy(update={"responses": {
        name: response for name, response in other.responses.items()
        if response.on == "watched" or (response.on.scheme in regime.schemes and response.on.band is None
                                        and regime.schemes[response.on.scheme].kind == "list")
    }})  # fmt: skip
    made = world([(0, regime), (31, second)], people=people, days=90, tick=tick)
    fast = live(made)
    same(fast, live_plainly(made))
    for person in np.unique(fast.ledger[:, LINE_PERSON])[:3].tolist():
        assert live_again(fast, person) == fast.ledger[fast.ledger[:, LINE_PERSON] == person].tolist()


@pytest.mark.parametrize("phases", [RANKED, in_phases()], ids=["ranked", "phases"])
def test_threads_and_chunks_change_nothing(phases: Any) -> None:
    one = live(world(phases, people=3000, days=130))
    other = live(world(phases, people=3000, days=130, threads=2, chunk=2048))
    same(one, other)
    assert one.totals.state_print.tolist() == other.totals.state_print.tolist()


@pytest.mark.parametrize("phases", [RANKED, in_phases()], ids=["ranked", "phases"])
def test_an_interrupted_run_goes_on_as_if_nothing_had_been(phases: Any) -> None:
    plan = world(phases, people=1500, days=100).plan
    kept: list[simulate.Totals] = []
    whole = simulate.Simulation(
        plan, kernels(), lambda *_: None, checkpoint=lambda totals: kept.append(deepcopy(totals)), checkpoint_every=0.0
    ).run()
    assert len(kept) == len(tick_starts(plan.phases, 100, 7)) - 1
    for totals in kept:
        again = simulate.Simulation(plan, kernels(), lambda *_: None, totals=totals).run()
        for table in ("state_print", "lines_print", "series", "clusters"):
            assert np.array_equal(getattr(again, table), getattr(whole, table)), (totals.tick_done, table)
        assert all(map(np.array_equal, again.climates, whole.climates))


def test_twins_live_in_the_climate_of_the_run() -> None:
    run = lived()
    worker = Worker.new(run.world.tables, DAYS, 1, LINES)
    rules = Rules.of(run.world.plan)
    for community in (1, 0):
        here = Community(rules, kernels(), run.totals.climates, worker, community)
        _, lines = here.live(rules, here.nobody(), here.everybody())
        theirs = run.ledger[run.ledger[:, LINE_PERSON] // COMMUNITY == community]
        lines[:, LINE_PERSON] += community * COMMUNITY
        assert np.array_equal(lines[np.lexsort((lines[:, 1], lines[:, 0]))], theirs)


def test_the_climate_of_a_regime_without_ranks_and_places_has_neither() -> None:
    tables = world(read_regime("debtors-2017")).tables
    assert (tables.regrades, tables.shared) == (0, 0)
    assert tables.climate_width == tables.feeds + tables.queues * tables.places


def test_compiled_ranks_and_places_read_like_the_file() -> None:
    made = world(RANKED)
    said = to_text(made.tables, made.names, made.nation)
    assert "bands: A top 10 %, B top 60 %, C top 60.5 %, D top 100 %; cut anew every 30 days" in said
    assert "unpaid judgment: 6 times, the place's share in debtors" in said


def test_phases_with_another_climate_are_refused() -> None:
    one, other = world(RANKED).tables, world(BY_POINTS).tables
    assert any("climate_width" in breach for breach in broken_laws([one, other]))
    swapped = one._replace(band_top=one.band_top[::-1].copy())
    assert any("bands of points scheme 0 are not in order" in breach for breach in broken_laws([swapped]))
