"""Feeds, agreements and gates with holes, against closed forms (limits: see towns.py)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from demerit.nations.people import is_urban, place_of
from demerit.regime.layout import (
    Agreement,
    Correction,
    Effect,
    FalseReports,
    Feed,
    Measure,
    Notice,
    On,
    Regime,
    Response,
    Subjects,
)
from tests.engine.crafted import q
from tests.engine.runs import Lived
from tests.science.towns import (
    FILED,
    LIGHTS,
    MIXED,
    NORTH,
    REPORTS,
    TRIES,
    by_day,
    changed,
    eye,
    grown,
    listed,
    lived,
    lived_in_phases,
    near,
    plain,
    scored,
    share_error,
)

DETECTS, RURAL, SOUTH, MALE = 0.3, 0.4, 1.6, 1.3
BY = {
    "residence": {"rural": q(RURAL, "times")},
    "place": {"south": q(SOUTH, "times")},
    "sex": {"male": q(MALE, "times")},
}


def uneven(*sees: str) -> Feed:
    """A feed that watches towns, the south and men more closely."""
    return eye(*sees).model_copy(update={"detects": q(100 * DETECTS, "%"), "by": BY})


@pytest.fixture(scope="module")
def watched() -> Lived:
    """People watched by it."""
    return lived(uneven("red light"), {}, 61_440, 120, nation=MIXED)


def _factor(urban: bool, place: int) -> float:
    """How much more closely than the mean the people of a residence and place are watched."""
    of_residence = (1.0 if urban else RURAL) / (0.6 + 0.4 * RURAL)
    return of_residence * (SOUTH if place else 1.0) / (NORTH + (1 - NORTH) * SOUTH)


def _communities(run: Lived, urban: bool, place: int) -> np.ndarray:
    """The communities of a place's urban or rural people, of sixty."""
    people = run.world.people
    return np.array([c for c in range(60) if is_urban(people, c) == urban and place_of(people, c) == place])


def _noticed(run: Lived, table: np.ndarray, rows: np.ndarray) -> tuple[float, float]:
    """(share of acts noticed, its standard error) of some communities or groups."""
    acts, seen = (int(table[rows, run.world.counter(f"{c}.red light")].sum()) for c in ("acts", "seen"))
    return seen / acts, share_error(seen / acts, acts)


def test_the_mean_of_uneven_watching_is_what_the_feed_detects(watched: Lived) -> None:
    share, error = _noticed(watched, watched.totals.clusters, np.arange(60))
    near(share, DETECTS, error)


@pytest.mark.parametrize("urban", [True, False])
@pytest.mark.parametrize("place", [0, 1])
def test_places_and_residences_are_watched_by_their_factors(watched: Lived, urban: bool, place: int) -> None:
    """Of a place's urban or rural people: the mean times their factor over the mean factor."""
    rows = _communities(watched, urban, place)
    share, error = _noticed(watched, watched.totals.clusters, rows)
    near(share, DETECTS * _factor(urban, place), error)


def test_groups_are_watched_by_their_factors(watched: Lived) -> None:
    """Men are watched so many times as closely as women of the same residence."""
    groups = watched.world.nation.groups
    for residence in ("urban", "rural"):
        found = {
            sex: _noticed(watched, watched.totals.groups, np.array([
                at for at, one in enumerate(groups) if (one.sex, one.residence) == (sex, residence)
            ]))
            for sex in ("male", "female")
        }  # fmt: skip
        ratio = found["male"][0] / found["female"][0]
        error = ratio * math.hypot(*(error / share for share, error in found.values()))
        near(ratio, MALE, error)


GUARD, GUARD_NORTH, CLERK = 0.35, 2.0, 0.5
EVEN = eye("red light").model_copy(update={"detects": q(100 * GUARD, "%")})
MORE_IN_THE_NORTH = EVEN.model_copy(update={"by": {"place": {"north": q(GUARD_NORTH, "times")}}})
LAST = EVEN.model_copy(update={"detects": q(100 * CLERK, "%")})


@pytest.mark.parametrize(
    "behind",
    [{"guard": EVEN}, {"guard": MORE_IN_THE_NORTH}, {"guard": MORE_IN_THE_NORTH, "clerk": LAST}],
    ids=["an even one", "an uneven one", "an uneven and an even one"],
)
def test_an_uneven_feed_leaves_to_the_next_what_it_misses(behind: dict[str, Feed]) -> None:
    """Each feed notices its share, by its own factors, of what all feeds before it in the file have missed."""
    feeds = {"eye": uneven("red light"), **behind}
    run = lived(feeds, {}, 61_440, 120, nation=MIXED, keep=True)
    noticed = np.zeros((60, len(feeds)), np.int64)
    for line in (one for lines in run.records.values() for one in lines if one.event == "conduct"):
        noticed[line.person // 1024, line.feed] += 1
    for urban, place in ((urban, place) for urban in (True, False) for place in (0, 1)):
        rows = _communities(run, urban, place)
        acts = int(run.totals.clusters[rows, run.world.counter("acts.red light")].sum())
        of_guard = 1.0
        if behind["guard"].by:
            of_guard = (1.0 if place else GUARD_NORTH) / (NORTH * GUARD_NORTH + 1 - NORTH)
        shares, missed = [], 1.0
        for own in (DETECTS * _factor(urban, place), GUARD * of_guard, CLERK)[: len(feeds)]:
            shares.append(missed * own)
            missed *= 1 - own
        for feed, share in enumerate(shares):
            near(noticed[rows, feed].sum() / acts, share, share_error(share, acts))
        near(_noticed(run, run.totals.clusters, rows)[0], 1 - missed, share_error(missed, acts))


def test_what_is_taken_down_is_marked_all_the_same() -> None:
    run = lived(eye("red light", removes=q(60, "%")), {"town": scored({"red light": -10}, [50])}, 20_000, 100)
    seen = run.total("seen.red light")
    near(run.total("taken_down.red light") / seen, 0.6, share_error(0.6, seen))
    assert run.total("marks.town") == seen


@pytest.mark.parametrize("zeal", [1.0, 2.0])
def test_false_reports_follow_the_denouncing(zeal: float) -> None:
    """So many of a hundred denunciations become marks of people who did nothing, a tick later."""
    people, days, share = 20_480, 365, 0.4
    feed = eye("red light").model_copy(
        update={"detects": q(0, "%"), "false_reports": FalseReports(source="denouncing", share=q(100 * share, "%"))}
    )
    watching = {"committee": feed, "merits": eye("denouncing")}
    responses = {"zeal": Response(on="watched", of=("denouncing",), changes=q(zeal, "times"))}
    town = scored({"red light": -10}, [50])
    run = lived(watching, {"town": town}, people, days, nation=MIXED, responses=responses)
    acts, false = run.total("acts.denouncing"), run.total("false.town")
    near(acts, zeal * people * days * REPORTS, math.sqrt(zeal * people * days * REPORTS))
    near(false, share * acts * (1 - 7 / days), math.sqrt(share * acts + share**2 * acts))
    assert run.total("false_reports.denouncing") == false == run.total("marks.town")


@pytest.mark.parametrize("consent", [40, 100])
def test_acts_pass_by_agreement_with_consent(consent: int) -> None:
    """Of whoever consents every act arrives, of others none; a scheme that the feed serves itself has all."""
    people, days = 20_000, 200
    feed = eye("red light", reaches=("shop",))
    town, shop = scored({"red light": -10}, [50]), scored({"red light": -1}, [50])
    share = Agreement(source="eye", to="town", passes=("acts",), consent="with", consents=q(consent, "%"))
    run = lived(feed, {"town": town, "shop": shop}, people, days, agreements={"data": share}, keep=True)
    seen, passed, c = run.total("seen.red light"), run.total("marks.town"), consent / 100
    assert run.total("marks.shop") == seen
    acts = days * LIGHTS
    near(passed, c * seen, math.sqrt(people * (acts * c + acts**2 * c * (1 - c)) + 1) * (consent < 100) + 1e-9)
    for lines in run.records.values():
        marks = sum(one.event == "mark" and one.scheme == 0 for one in lines)
        assert marks in (0, sum(one.event == "conduct" for one in lines))


def test_a_band_passes_by_agreement_with_consent() -> None:
    """Whoever comes into the band is marked elsewhere, so many days later, if they consent."""
    people, days, later, c = 20_000, 100, 12, 0.4
    shop = scored({"red light": -10}, [100])
    town = scored({"in Z of shop": -5}, [100])
    passes = Agreement(
        source="shop", to="town", passes=("Z",), consents=q(100 * c, "%"), arrives_after=q(later, "days")
    )
    run = lived(eye("red light"), {"shop": shop, "town": town}, people, days, agreements={"data": passes})
    down = np.cumsum(by_day(run, "band.shop.Z"))
    for day in (11, 12, 60, 99):
        expected = c * down[day - later] if day >= later else 0
        near(np.cumsum(by_day(run, "marks.town"))[day], expected, math.sqrt(expected * (1 - c)))


@pytest.mark.parametrize("consent", [40, 100])
def test_who_moves_into_a_score_is_passed_on_like_those_who_were_there(consent: int) -> None:
    """Of people in the best band of the south's score, born there or come later, those who consent are told of."""
    people, days, later, c = 40_960, 300, 12, consent / 100
    south = changed(scored({"red light": -10}, [100]), subjects=Subjects(from_age=0, places=("south",)))
    shop = scored({"in A of south": -5}, [100])
    passes = Agreement(
        source="south", to="shop", passes=("A",), consents=q(consent, "%"), arrives_after=q(later, "days")
    )
    run = lived(
        eye("red light"), {"south": south, "shop": shop}, people, days, nation=MIXED, agreements={"data": passes},
        keep=True,
    )  # fmt: skip
    arrived, told = by_day(run, "moved_in.south"), by_day(run, "marks.shop")
    assert told[:later].sum() == 0
    born = people - sum(place_of(run.world.people, at) == 0 for at in range(40)) * 1024
    near(told[later], c * (born + arrived[0]), math.sqrt(born * c * (1 - c)) + 1e-9)
    came = arrived[1 : days - later].sum()
    near(told[later + 1 :].sum(), c * came, math.sqrt(came * c * (1 - c)) + 1e-9)
    for person, lines in run.records.items():
        move = next((one for one in lines if one.event == "move"), None)
        for mark in (one for one in lines if one.event == "mark" and one.scheme == 1):
            born_there = place_of(run.world.people, person // 1024) == 1
            assert (mark.day, mark.cause) == (
                (later, 0) if born_there or move is None else (move.day + later, move.number)
            )


@pytest.mark.parametrize("passes", [("entry",), ("entry", "correction")])
def test_copies_go_stale_where_corrections_are_not_passed_on(passes: tuple[str, ...]) -> None:
    """Every corrected entry leaves a copy behind, or none does."""
    people, days = 20_000, 300
    debtors = listed(
        "subject",
        ground={"only_if": "able to pay", "misjudged": q(50, "%")},
        notice=Notice(when="at", served=q(100, "%")),
        correction=Correction(decided_within=q(5, "days"), upheld=q(80, "%")),
    )
    town = scored({"entry in debtors": -30}, [100])
    told = {"data": Agreement(source="debtors", to="town", passes=passes)}
    run = lived(
        eye("default"), {"town": town, "debtors": debtors}, people, days, nation=MIXED, agreements=told, keep=True
    )
    corrected = run.total("left.debtors.correction")
    assert corrected > 500
    copies = [one for lines in run.records.values() for one in lines if one.event == "copy"]
    assert run.total("stale.town") == (0 if "correction" in passes else corrected)
    assert len(copies) == (corrected if "correction" in passes else 0)
    below = np.cumsum(by_day(run, "band.town.Z"))[-1]
    # whoever has a copy is below: all who were ever entered, or all who are still entered
    assert below == (run.total("in_force.debtors") if "correction" in passes else run.total("subjects.debtors"))


def refused(**more: object) -> Lived:
    """Everybody is in the band below which nobody flies."""
    measure = Measure(on=On(scheme="town", relation="at", band="Z"), gate="air", effect=Effect(bar=True))
    measure = measure.model_copy(update=more)
    return lived(eye("default"), {"town": scored({"default": -1}, [200])}, 8_192, 200, nation=MIXED,
                 measures={"no flights": measure})  # fmt: skip


def test_a_measure_that_is_adopted_over_time_refuses_linearly_more() -> None:
    """On day t of D a share t / D of the attempts is refused, and all of them afterwards."""
    over = 150
    run = refused(adopted_over=q(over, "days"))
    tries, met = by_day(run, "attempts.air"), by_day(run, "refused.air")
    near(tries.sum(), grown(run) * 200 * TRIES, math.sqrt(tries.sum()))
    for first in range(0, 200, 25):
        here = slice(first, first + 25)
        share = np.minimum(np.arange(200) / over, 1)[here]
        near(met[here].sum(), (tries[here] * share).sum(), math.sqrt((tries[here] * share * (1 - share)).sum()) + 1e-9)
    assert met[0] == 0
    assert (met[over:] == tries[over:]).all()
    assert run.total("unchecked.air") == (tries - met).sum()


def test_a_gate_that_does_not_always_check_lets_the_rest_through() -> None:
    run = refused(applied=q(80, "%"))
    tries = run.total("attempts.air")
    near(run.total("refused.air") / tries, 0.8, share_error(0.8, tries))
    assert run.total("refused.air") + run.total("unchecked.air") == tries


def test_benefits_reach_those_whom_they_are_for() -> None:
    """Hours and deposits spared at every attempt, a gate opened for those without a credit file."""
    at_top = On(scheme="town", relation="from", band="A")
    measures = {
        "fast lane": Measure(on=at_top, gate="air", effect=Effect(saves=q(3, "hours"), waives=q(200, "yuan"))),
        "credit": Measure(on=at_top, gate="bank", effect=Effect(opens=True)),
    }
    run = lived(eye("default"), {"town": scored({"default": -1}, [50])}, 8_192, 200, nation=MIXED, measures=measures)
    tries = run.total("attempts.air")
    assert run.total("hours_saved.air") == 3 * tries
    assert run.total("yuan_waived.air") == 200 * tries
    share = run.total("opened.bank") / run.total("attempts.bank")
    near(share, 1 - FILED, 1.5 * share_error(1 - FILED, grown(run)))  # of the same people again and again


@pytest.mark.parametrize("times", [0.0, 2.0])
def test_whom_a_gate_has_turned_away_acts_otherwise(times: float) -> None:
    """Acts from the first refusal on come at so many times their rate; attempts are too many for a year to pass."""
    people, days = 16_384, 300
    measure = Measure(on=On(scheme="town", relation="at", band="Z"), gate="air", effect=Effect(bar=True))
    hit = Response(on=On(scheme="air", relation="refused"), of=("red light",), changes=q(times, "times"))
    run = lived(eye("red light"), {"town": scored({"red light": -1}, [200])}, people, days, nation=MIXED,
                measures={"no flights": measure}, responses={"hit": hit})  # fmt: skip
    after = (1 - (1 - TRIES) ** np.arange(days)).sum()  # an act comes before the attempts of its day
    expected = LIGHTS * (people * days + grown(run) * (times - 1) * after)
    near(run.total("acts.red light"), expected, math.sqrt(expected))


def test_a_refusal_is_felt_at_its_own_gate_for_a_year() -> None:
    """Flights are barred for ten days only, loans for good: whoever minds the flights has forgotten after a year."""
    low = On(scheme="town", relation="at", band="Z")
    hit = Response(on=On(scheme="air", relation="refused"), of=("red light",), changes=q(0, "times"))

    def town(share: float) -> Regime:
        bars = {
            "no flights": Measure(on=low, gate="air", effect=Effect(bar=True), applied=q(share, "%")),
            "no loan": Measure(on=low, gate="bank", effect=Effect(bar=True)),
        }
        return plain(eye("red light"), {"town": scored({"red light": -1}, [200])}, nation=MIXED, measures=bars,
                     responses={"hit": hit})  # fmt: skip

    run = lived_in_phases([(0, town(100)), (10, town(0))], 4096, 500)
    withheld = by_day(run, "withheld.red light")
    assert withheld[20:375].min() > 0
    assert withheld[10 + 365 :].sum() == 0
    assert by_day(run, "refused.bank")[400:].sum() > 0
