"""Scores: who takes part, what a mark costs, and how marks end, against closed forms (limits: see towns.py)."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from demerit.nations.draws import key_of
from demerit.nations.people import age_of
from demerit.regime.layout import FirstWarning, Item, Participation, Recovery, Regrading, Repair, Subjects
from tests.engine.crafted import q
from tests.engine.runs import Line, Lived
from tests.science.towns import (
    DEFAULTS,
    FILED,
    LIGHTS,
    MIXED,
    MOVES,
    NORTH,
    YEAR,
    by_day,
    changed,
    eye,
    lived,
    lived_in_phases,
    near,
    plain,
    present,
    scored,
    share_error,
)

PEOPLE = 20_000


def test_those_who_opt_in_withdraw_at_a_constant_rate() -> None:
    """Taking part on day t: u (1 - w)**(t + 1) of all, and who has withdrawn is in no band."""
    days, share, leaving = 700, 0.6, 0.5 / YEAR
    taking = Participation(mode="opt-in", uptake=q(60, "%"), withdraws=q(50, "% a year"))
    run = lived(
        eye("red light"), {"town": changed(scored({"red light": -10}, [100]), participation=taking)}, PEOPLE, days
    )
    here = present(run, "band.town.A", "band.town.Z")
    for day in (0, 100, 400, 699):
        expected = share * (1 - leaving) ** (day + 1)
        near(here[day] / PEOPLE, expected, share_error(expected, PEOPLE))
    assert here[-1] + run.total("withdrew.town") == here[0] + by_day(run, "withdrew.town")[0]


@pytest.mark.parametrize(("having", "share"), [("credit file", FILED), ("no credit file", 1 - FILED)])
def test_only_those_who_have_what_it_takes_take_part(having: str, share: float) -> None:
    """Of adults, 80 % have a credit file."""
    town = scored({"red light": -10}, [100])
    every = changed(town, subjects=Subjects(from_age=18))
    some = changed(town, subjects=Subjects(from_age=18, having=having))
    run = lived(eye("red light"), {"every": every, "some": some}, PEOPLE, 30, nation=MIXED)
    adults = present(run, "band.every.A", "band.every.Z")[0]
    near(present(run, "band.some.A", "band.some.Z")[0] / adults, share, share_error(share, adults))


def test_people_who_move_are_conserved() -> None:
    """Two places with a score each hold everybody on every day; movers to the other place: 1 - (1 - r)**(t + 1)."""
    people, days = 40_960, 600
    schemes = {
        place: changed(scored({"red light": -10}, [100]), subjects=Subjects(from_age=0, places=(place,)))
        for place in ("north", "south")
    }
    run = lived(eye("red light"), schemes, people, days, nation=MIXED)
    north, south = (present(run, f"band.{place}.A", f"band.{place}.Z") for place in ("north", "south"))
    assert (north + south == people).all()
    born = north[0] + by_day(run, "moved_in.south")[0] - by_day(run, "moved_in.north")[0]
    assert born == pytest.approx(NORTH * people, abs=people / 40)  # 40 communities lie somewhere
    arrived = np.cumsum(by_day(run, "moved_in.south"))
    for day in (50, 300, 599):
        share = (1 - NORTH) * (1 - (1 - MOVES) ** (day + 1))
        near(arrived[day] / born, share, share_error(share, born))
    there = by_day(run, "moved_in.north").sum()
    near(there / (people - born), NORTH * (1 - (1 - MOVES) ** days), share_error(0.3, people - born))


def test_movers_leave_their_record_behind() -> None:
    """Everybody has a mark soon and for good; whoever has just come begins anew, so the best band holds new people."""
    people, days = 20_480, 600
    schemes = {
        place: changed(scored({"red light": -10}, [100]), subjects=Subjects(from_age=0, places=(place,)))
        for place in ("north", "south")
    }
    run = lived(eye("red light"), schemes, people, days, nation=MIXED)
    clean = present(run, "band.north.A", "band.south.A")
    moved = by_day(run, "moved_in.north") + by_day(run, "moved_in.south")
    for day in (100, 300, 599):
        since = day - np.arange(day + 1)
        new = (moved[: day + 1] * (1 - LIGHTS) ** (since + 0.5)).sum()  # half of them act before they move, that day
        left = (people - moved[: day + 1].sum()) * (1 - LIGHTS) ** (day + 1)
        near(clean[day], new + left, math.sqrt(new + left) + 1)


def test_a_wrong_amount_is_a_zero_too_many() -> None:
    """So many marks of a hundred take ten times their points."""
    run = lived(eye("red light", wrong_amount=q(3, "%")), {"town": scored({"red light": -10}, [50])}, PEOPLE, 200)
    marks, wrong = run.total("marks.town"), run.total("wrong_amounts.town")
    near(wrong / marks, 0.03, share_error(0.03, marks))
    assert run.total("lost.town") == 10 * (marks - wrong) + 100 * wrong
    assert run.total("false.town") == wrong


@pytest.mark.parametrize(("rule", "small"), [("all items", 0.7), ("highest item", 0.9 * 0.7), (None, 0.7)])
def test_acts_of_one_kind_differ(rule: str | None, small: float) -> None:
    """A heavy item in 10 % of the acts, a light one in 70 %: of both only the heavier counts where the rule says so."""
    items = {
        "light": Item(what="red light", points=q(-1, "points"), in_cases=q(70, "%")),
        "heavy": Item(what="red light", points=q(-1000, "points"), in_cases=q(10, "%")),
    }
    town = changed(scored({}, [50]), catalogue=items, one_act=rule)
    run = lived(eye("red light"), {"town": town}, PEOPLE, 200)
    acts = run.total("seen.red light")
    heavy, over = divmod(run.total("lost.town") - run.total("marks.town"), 999)
    light = run.total("marks.town") - heavy
    assert over == 0
    near(heavy / acts, 0.1, share_error(0.1, acts))
    near(light / acts, small, share_error(small, acts))


def test_the_first_act_of_everybody_is_a_warning() -> None:
    """Within a time longer than the run each is warned once, and every later act costs."""
    days = 300
    town = changed(scored({"red light": -10, "default": 5}, [100]), warns_first=FirstWarning(within=q(900, "days")))
    run = lived(eye("red light", "default"), {"town": town}, PEOPLE, days)
    warned = run.total("warned.town")
    share = 1 - (1 - LIGHTS) ** days
    near(warned / PEOPLE, share, share_error(share, PEOPLE))
    assert run.total("lost.town") == 10 * (run.total("seen.red light") - warned)
    assert run.total("gained.town") == 5 * run.total("seen.default")  # nobody is warned of a reward
    spared = (1 - LIGHTS) ** days + days * LIGHTS * (1 - LIGHTS) ** (days - 1)
    run = lived(eye("red light"), {"town": town}, PEOPLE, days)
    near(present(run, "band.town.A")[-1] / PEOPLE, spared, share_error(spared, PEOPLE))


def test_a_mark_counts_twice_while_another_stands() -> None:
    """Points of an act on day t: 10 (2 - (1 - r)**min(t, E)), for a mark stands for E days."""
    days, stands = 300, 50
    item = Item(points=q(-10, "points"), expires_after=q(stands, "days"), repeated=q(2, "times"))
    run = lived(eye("red light"), {"town": changed(scored({}, [100]), catalogue={"red light": item})}, PEOPLE, days)
    day = np.arange(days)
    expected = PEOPLE * LIGHTS * 10 * (2 - (1 - LIGHTS) ** np.minimum(day, stands)).sum()
    near(run.total("lost.town"), expected, 16 * math.sqrt(PEOPLE * LIGHTS * days))


@pytest.mark.parametrize("price", [-10, 10])
def test_a_repeated_amount_is_rounded_and_not_cut(price: int) -> None:
    """1.2 times 10 points are 12 points, lost or gained."""
    item = Item(points=q(price, "points"), expires_after=q(50, "days"), repeated=q(1.2, "times"))
    town = changed(scored({}, [100]), catalogue={"red light": item})
    run = lived(eye("red light"), {"town": town}, 4096, 200, keep=True)
    found = set()
    for lines in run.records.values():
        last = -1000
        for mark in (one for one in lines if one.event == "mark"):
            assert mark.value == (12 * price // 10 if mark.day - last <= 50 else price)  # it ends after that day's acts
            found.add(mark.value)
            last = mark.day
    assert found == {price, 12 * price // 10}


def test_a_deduction_keeps_a_warning_alive() -> None:
    """Warned is who did nothing of the kind for so long: neither a warning nor a deduction lies within that time."""
    days, within = 400, 60
    town = changed(scored({"red light": -10}, [50]), warns_first=FirstWarning(within=q(within, "days")))
    run = lived(eye("red light"), {"town": town}, PEOPLE, days, keep=True)
    expected = PEOPLE * LIGHTS * ((1 - LIGHTS) ** np.minimum(np.arange(days), within)).sum()
    near(run.total("warned.town"), expected, math.sqrt(expected))
    kept_alive = 0
    for lines in run.records.values():
        acts = [one for one in lines if one.event in ("warning", "mark")]
        warned = -1000
        for before, act in pairwise(acts):
            warned = before.day if before.event == "warning" else warned
            assert act.event == ("warning" if act.day - before.day > within else "mark")
            kept_alive += act.event == "mark" and act.day - warned > within
    assert kept_alive > 1000


def test_a_score_is_computed_every_so_often() -> None:
    """Whoever has acted by the last such day is in the worse band, whoever acted since is not yet."""
    days, every = 100, 30
    town = changed(scored({"red light": -10}, [100]), recomputed=Regrading(every=q(every, "days")))
    run = lived(eye("red light"), {"town": town}, PEOPLE, days)
    worse = present(run, "band.town.Z")
    for day in (0, 29, 30, 59, 60, 99):
        share = 1 - (1 - LIGHTS) ** (day // every * every + 1)
        near(worse[day] / PEOPLE, share, share_error(share, PEOPLE))
    assert set(np.flatnonzero(by_day(run, "marks.town"))) == {0, 30, 60, 90}


def test_a_direct_grade_holds_the_band_until_it_expires() -> None:
    """Whatever is earned: graded are those with an act of the last E days, in the lowest score of the band at best."""
    days, stands = 260, 100
    items = {
        "default": Item(grade="B", expires_after=q(stands, "days")),
        "red light": Item(points=q(50, "points")),
    }
    town = changed(scored({}, [100, 60]), catalogue=items)
    run = lived(eye("default", "red light"), {"town": town}, PEOPLE, days)
    graded = present(run, "band.town.B")
    for day in (10, 99, 259):
        share = 1 - (1 - DEFAULTS) ** min(day + 1, stands)
        near(graded[day] / PEOPLE, share, share_error(share, PEOPLE))
    assert run.total("graded.town") == run.total("seen.default")
    assert present(run, "band.town.Z").max() == 0


def test_repair_leaves_less_in_the_place_of_a_mark() -> None:
    """40 % of the marks are repaired 30 days after the act, and cost 10 points then in the place of 50."""
    days, after = 200, 30
    repair = Repair(done_by=q(40, "%"), after=q(after, "days"), leaves=q(-10, "points"))
    item = Item(points=q(-50, "points"), repair=repair)
    town = changed(scored({}, [100, 90]), catalogue={"default": item})
    run = lived(eye("default"), {"town": town}, PEOPLE, days)
    marks, repaired = by_day(run, "seen.default"), run.total("repaired.town")
    ripe = marks[: days - after].sum()
    near(repaired / ripe, 0.4, share_error(0.4, ripe))
    assert by_day(run, "repaired.town")[:after].sum() == 0
    assert run.total("lost.town") == 50 * marks.sum(), "what repair leaves is no further mark"
    assert run.total("marks.town") == marks.sum()
    # of one act alone: at 90 points once repaired
    once = days * DEFAULTS * (1 - DEFAULTS) ** (days - 1)
    mended = once * (days - after) / days * 0.4
    near(present(run, "band.town.B")[-1] / PEOPLE, mended, share_error(mended, PEOPLE))


@pytest.mark.parametrize(("first", "then"), [(None, 50), (20, 50), (50, 20), (50, None)])
def test_a_phase_changes_how_many_withdraw_from_its_day_on(first: int | None, then: int | None) -> None:
    """Taking part on day t of the phase: (1 - w)**(t + 1) of those who took part on the day before it."""
    start, days = 200, 700
    schemes = [
        changed(
            scored({"red light": -10}, [100]),
            participation=Participation(mode="opt-in", uptake=q(60, "%"), withdraws=rate and q(rate, "% a year")),
        )
        for rate in (first, then)
    ]
    phases = [(day, plain(eye("red light"), {"town": one})) for day, one in zip((0, start), schemes, strict=True)]
    run = lived_in_phases(phases, PEOPLE, days)
    here = present(run, "band.town.A", "band.town.Z")
    for rate, since, others in ((first, -1, (0, 100, 199)), (then, start - 1, (200, 230, 300, 450, 699))):
        taking = here[since] if since >= 0 else here[0] + by_day(run, "withdrew.town")[0]
        for day in others:
            share = (1 - (rate or 0) / 100 / YEAR) ** (day - since)
            near(here[day] / taking, share, share_error(share, taking) + 1e-12)


NARROW, WIDE = 100, 180
"""days on which phases begin"""


@pytest.fixture(scope="module")
def narrowed() -> Lived:
    """A score for everybody that holds for those from 50 on only, for a while."""
    items = {
        "red light": Item(points=q(-10, "points"), expires_after=q(50, "days")),
        "default": Item(grade="C", expires_after=q(70, "days")),
    }
    every = changed(
        scored({}, [100, 90, 80]),
        catalogue=items,
        warns_first=FirstWarning(within=q(900, "days")),
        recovery=Recovery(points=q(1, "points"), every=q(20, "days")),
    )
    some = changed(every, subjects=Subjects(from_age=50))
    feed = eye("red light", "default")
    phases = [
        (day, plain(feed, {"town": town}, nation=MIXED)) for day, town in ((0, every), (NARROW, some), (WIDE, every))
    ]
    return lived_in_phases(phases, PEOPLE, 260, keep=True)


def _of_the_score(run: Lived, older: bool) -> list[list[Line]]:
    """The lines of the score of each person from 50 on, or of each younger one."""
    found = []
    for person, lines in run.records.items():
        if (age_of(run.world.people, key_of(run.world.people.seed_key, person), person) >= 50) == older:
            found.append([one for one in lines if one.scheme == 0])
    return found


def test_who_is_a_subject_no_longer_has_no_record(narrowed: Lived) -> None:
    """No line of the score while they are none, though many had marks that end then; others go on as before."""
    assert not [one for lines in _of_the_score(narrowed, False) for one in lines if NARROW <= one.day < WIDE]
    due = [one for lines in _of_the_score(narrowed, False) for one in lines if NARROW - 50 < one.day < NARROW]
    assert {one.event for one in due} >= {"mark", "warning", "band", "lapse", "recovery"}
    during = {one.event for lines in _of_the_score(narrowed, True) for one in lines if NARROW <= one.day < WIDE}
    assert during >= {"mark", "warning", "band", "lapse", "recovery"}
    here = present(narrowed, "band.town.A", "band.town.B", "band.town.C", "band.town.Z")
    people = narrowed.world.people
    older = sum(age_of(people, key_of(people.seed_key, person), person) >= 50 for person in range(PEOPLE))
    assert set(here[:NARROW]) == set(here[WIDE:]) == {PEOPLE}
    assert set(here[NARROW:WIDE]) == {older}


def test_who_becomes_a_subject_again_begins_anew(narrowed: Lived) -> None:
    """At the start score and never warned, as if what they did before had not been."""
    bands = 0
    for lines in _of_the_score(narrowed, False):
        again = [one for one in lines if one.day >= WIDE]
        of_lights = [one for one in again if one.event == "warning" or (one.event == "mark" and one.value < 0)]
        assert not of_lights or of_lights[0].event == "warning"
        score, graded = 100, False
        for one in again:
            if one.event == "band" and not graded:
                assert one.value == score
                bands += lines[0].day < NARROW
            graded |= one.event == "mark" and one.value == 0
            score += one.value if one.event in ("mark", "lapse", "recovery") else 0
    assert bands > 500
