"""Twins: with nothing otherwise the life itself; one thing otherwise changes nothing before it; wrong asks are said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit.engine.layout import (
    EVENT_ENTRY,
    EVENT_MARK,
    EVENT_NOTICE,
    EVENT_PERFORMANCE,
    EVENT_REQUEST,
    LINE_DAY,
    LINE_EVENT,
    LINE_NUMBER,
    LINE_VALUE,
)
from demerit.engine.reference import relive
from demerit.errors import UserError
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import is_urban, place_of
from demerit.records.relived import Lives
from demerit.report.twin import TwinResult
from demerit.study.twin.differ import first_difference, owed, tally
from demerit.study.twin.layout import Otherwise, Twins
from demerit.study.twin.lived import World, twin_life
from demerit.study.twin.tables import lives_in
from demerit.study.twin.twin import twin

STRUCK = (EVENT_MARK, EVENT_ENTRY)


def made(tmp: pytest.TempPathFactory, regime: str, **asked: Any) -> demerit.Run:
    return demerit.run(regime, out=tmp.mktemp("twins") / regime, report=False, threads=1, **asked)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    return made(tmp_path_factory, "rongcheng", people=6_000, years=1)


@pytest.fixture(scope="module")
def debtors(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    """A list of which nobody is told."""
    return made(tmp_path_factory, "debtors-2017", people=20_000, years=2, set=[NEVER_SERVED])


NEVER_SERVED = "schemes.debtors.notice.served=0 % (assumption)"
SERVED_BEFORE = "schemes.debtors.notice={when: before, served: 100 % (assumption)}"


def world(run: demerit.Run) -> World:
    lives, said = Lives(run.folder, run.manifest), run.manifest
    return World(lives.phases, lives.climates, said["people"], said["days"], said["tick"])


def twin_of(run: demerit.Run, person: int, **otherwise: Any) -> Twins:
    return twin(run.folder, run.manifest, person, Otherwise(**otherwise))


def people_with(run: demerit.Run, event: str, most: int = 1000, more: str = "true") -> list[int]:
    rows = run.sql(f"SELECT DISTINCT person FROM ledger WHERE event = '{event}' AND {more} ORDER BY person").rows()
    return [int(row["person"]) for row in rows][:most]


def of(lines: Sequence[Any], *events: int) -> Iterator[Any]:
    return (line for line in lines if line[LINE_EVENT] in events)


# Nothing otherwise


def test_a_twin_with_nothing_otherwise_has_the_life_itself(town: demerit.Run) -> None:
    here = world(town)
    for person in range(0, 6_000, 7):
        lines, _ = twin_life(here, person)
        assert lines == relive(here.phases, here.climates, person, here.people, here.days, here.tick), person


@pytest.mark.parametrize(("regime", "asked"), [
    ("benchmark-r2", {"people": 1_500, "years": 0.3}),
    ("city-with-sesame", {"people": 1_024, "years": 0.4, "start": "2018-10-01"}),
])  # fmt: skip
def test_so_it_is_where_neighbours_and_friends_matter(
    regime: str, asked: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The first has neighbours, the second friends and a phase that begins meanwhile."""
    run = made(tmp_path_factory, regime, **asked)
    here = world(run)
    for person in people_with(run, "mark", 3):
        lines, _ = twin_life(here, person)
        assert lines == relive(here.phases, here.climates, person, here.people, here.days, here.tick)
        struck = next(of(lines, *STRUCK))
        without, done = twin_life(here, person, strike=struck)
        assert done
        assert first_difference(lines, without) == struck[LINE_DAY]


# One mark struck out


def check_strikes(run: demerit.Run, people: Sequence[int]) -> set[tuple[int, bool]]:
    """Strikes out every mark and entry of some people, one by one; which kinds there were."""
    here, kinds = world(run), set()
    for person in people:
        lines, _ = twin_life(here, person)
        for line in of(lines, *STRUCK):
            without, done = twin_life(here, person, strike=line)
            before = line[LINE_NUMBER] - 1
            assert done
            assert without[:before] == lines[:before], "nothing changes before the line"
            assert first_difference(lines, without) == line[LINE_DAY], "and something does with it"
            alike = [one for one in without if [*one[2:9]] == [*line[2:9]]]
            there = [one for one in lines if [*one[2:9]] == [*line[2:9]]]
            assert len(alike) == len(there) - 1
            kinds.add((line[LINE_EVENT], line[LINE_VALUE] > 0))
    return kinds


def test_a_struck_line_changes_the_life_from_its_day_on_only(town: demerit.Run) -> None:
    people = [
        *people_with(town, "entry", 12),
        *people_with(town, "mark", 60),
        *people_with(town, "mark", 40, "value > 0"),
    ]
    kinds = check_strikes(town, people)
    assert kinds == {(EVENT_MARK, False), (EVENT_MARK, True), (EVENT_ENTRY, False)}


def test_an_entry_on_a_red_list_can_be_struck_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    run = made(tmp_path_factory, "suining-2010", people=8_000, years=1)
    red = people_with(run, "entry", 6)
    assert red, "the regime's only list is red"
    assert (EVENT_ENTRY, False) in check_strikes(run, red)


def test_the_first_black_mark_is_the_one_that_the_engine_strikes_out(town: demerit.Run) -> None:
    here = world(town)
    for person in people_with(town, "mark", 40, "value < 0"):
        lines, _ = twin_life(here, person)
        first = next(line for line in of(lines, *STRUCK) if line[LINE_VALUE] < 0 or line[LINE_EVENT] == EVENT_ENTRY)
        own, _ = twin_life(here, person, strike=first)
        assert own == relive(here.phases, here.climates, person, here.people, here.days, here.tick, strike=True)


# Notice, appeal, payment, another place


def test_who_is_told_before_lives_as_under_a_regime_that_tells(
    debtors: demerit.Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The queue is the only thing that people share here; it is taken from the run of each person."""
    quiet = ["schemes.debtors.decides=not declared"]
    silent = made(tmp_path_factory, "debtors-2017", people=20_000, years=2, set=[NEVER_SERVED, *quiet])
    telling = made(tmp_path_factory, "debtors-2017", people=20_000, years=2, set=[SERVED_BEFORE, *quiet])
    people = people_with(silent, "entry", 25)
    assert len(people) == 25
    changed = 0
    for person in people:
        found = twin_of(silent, person, notice=True)
        assert [list(one) for one in found.twin.numbers] == [list(one) for one in relived(telling, person)], (
            "the same as under a regime that tells before"
        )
        entries = list(of(found.twin.numbers, EVENT_ENTRY))
        assert all(line[8] & 2 for line in entries), "every entry is known when it is made"
        changed += found.first is not None
        if found.first is not None:
            first = next(line for line in found.twin.numbers if line[LINE_DAY] == found.first)
            assert first[LINE_EVENT] == EVENT_NOTICE
    assert changed == 25


def relived(run: demerit.Run, person: int) -> list[Any]:
    here = world(run)
    return relive(here.phases, here.climates, person, here.people, here.days, here.tick)


def test_what_is_wrong_and_known_is_contested_the_next_day(debtors: demerit.Run) -> None:
    wrong = people_with(debtors, "entry", 40, 'NOT "true"')
    asked = 0
    for person in wrong:
        found = twin_of(debtors, person, appeal=True)
        told = list(of(found.given.numbers, EVENT_NOTICE))
        requests = list(of(found.twin.numbers, EVENT_REQUEST))
        if not told:
            assert found.first is None, "who never learns of it cannot ask"
        elif requests:
            asked += 1
            assert requests[0][LINE_DAY] == told[0][LINE_DAY] + 1
    assert asked > 0, "somebody of these learns of it at a gate"


def test_performance_on_a_day_is_written_on_that_day(debtors: demerit.Run) -> None:
    done = 0
    for person in people_with(debtors, "entry", 40, "what = 'able but refuses' AND wrong <> 'somebody else'"):
        first, last = next(iter(owed(relived(debtors, person), world(debtors).phases, 730)), (0, 0))
        if last - first < 20:
            continue
        pay = date.fromisoformat(debtors.manifest["start"]) + timedelta(days=first + 10)
        found = twin_of(debtors, person, pay=pay)
        paid = list(of(found.twin.numbers, EVENT_PERFORMANCE))
        assert paid[0][LINE_DAY] == first + 10
        assert found.first == first + 10
        assert next(of(found.twin.numbers, EVENT_ENTRY))[LINE_DAY] <= first
        done += 1
    assert done > 5


def test_a_move_brings_the_rules_of_the_other_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    local = ["schemes.Xichu points.subjects=persons of 18 and over in Jiangsu"]
    run = made(tmp_path_factory, "suqian-2018", people=40_000, years=1, set=local)
    lives = Lives(run.folder, run.manifest)
    people, places = lives.phases[0][1].people, run.manifest["names"]["places"]
    here = [c for c in range(39) if places[place_of(people, c)] == "Jiangsu"]
    assert here, "some community of the run lies in Jiangsu"
    inside = people_with(run, "mark", 5, f"person // 1024 IN ({', '.join(map(str, here))})")
    for person in inside:
        away = twin_of(run, person, move="Yunnan")
        assert away.twin.facts["place"] == "Yunnan"
        assert not list(of(away.twin.numbers, EVENT_MARK))
        back = twin_of(run, person, move="Jiangsu") if away.given.facts["place"] != "Jiangsu" else None
        assert back is None or list(of(back.twin.numbers, EVENT_MARK))
    outside = [person for person in range(0, 40_000, 300) if person // COMMUNITY not in here]
    marked = [p for p in outside if list(of(twin_of(run, p, move="Jiangsu").twin.numbers, EVENT_MARK))]
    assert marked
    assert not any(list(of(relived(run, person), EVENT_MARK)) for person in marked)


def test_a_move_changes_the_place_and_no_trait(town: demerit.Run) -> None:
    lives = Lives(town.folder, town.manifest)
    before = lives.phases[0][1].people
    for person in range(0, 6_000, 1_024):
        for place in ("Shanghai", "Hunan", "Ningxia"):
            after = lives_in(lives.phases, lives.names.places, person, place)[0][1].people
            community = person // COMMUNITY
            assert lives.names.places[place_of(after, community)] == place
            assert is_urban(after, community) == is_urban(before, community)


# Asks that cannot be met, and how a twin shows itself


def test_what_cannot_be_otherwise_is_refused_and_says_what_can(town: demerit.Run) -> None:
    person = people_with(town, "entry", 1)[0]
    lines = relived(town, person)
    no_mark = next(line[LINE_NUMBER] for line in lines if line[LINE_EVENT] not in STRUCK)
    here = Lives(town.folder, town.manifest).facts(person)["place"]
    for otherwise, says in (
        ({"strike": no_mark}, f"line {no_mark} of this life is no mark"),
        ({"strike": 4_000}, "this life has no line 4,000"),
        ({"pay": date(2017, 5, 1)}, "nothing is owed on 2017-05-01"),
        ({"pay": date(2031, 1, 1)}, "the run does not have the day 2031-01-01"),
        ({"move": "Atlantis"}, "the nation has no place `Atlantis`"),
        ({"move": here}, f"this person lives in {here} anyway"),
        ({}, "nothing is otherwise"),
        ({"notice": True, "appeal": True}, "2 things are otherwise"),
    ):
        with pytest.raises(UserError, match=re.escape(says)):
            twin_of(town, person, **otherwise)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="this run has no person 6,000"):
        twin_of(town, 6_000, notice=True)


def test_both_lives_are_shown_from_the_first_differing_day(town: demerit.Run, tmp_path: Path) -> None:
    person = people_with(town, "entry", 1)[0]
    entry = next(of(relived(town, person), EVENT_ENTRY))
    found = twin_of(town, person, strike=entry[LINE_NUMBER])
    result = TwinResult(found)
    said = json.loads(json.dumps(result.as_dict()))
    day = date.fromisoformat(town.manifest["start"]) + timedelta(days=entry[LINE_DAY])
    assert said["first_difference"] == day.isoformat()
    assert said["figures"]["entries"] == {"was": 1, "twin": 0, "difference": -1}
    assert said["figures"]["days_listed"]["was"] > 0 == said["figures"]["days_listed"]["twin"]
    assert said["synthetic"] is True
    assert all(row["date"] >= said["first_difference"] for row in said["timeline"])
    for side, numbers in (("was", found.given.numbers), ("twin", found.twin.numbers)):
        shown = sorted(line for row in said["timeline"] if row[side] for line in row[side]["lines"])
        assert shown == [line[LINE_NUMBER] for line in numbers if line[LINE_DAY] >= entry[LINE_DAY]]
    assert [row["date"] for row in said["timeline"]] == sorted(row["date"] for row in said["timeline"])
    for width in (60, 80, 100):
        assert max(map(len, result.text(width).splitlines())) <= width
    page = result.save(tmp_path / "twin.html").read_text(encoding="utf-8")
    assert page.count("nobody's life") == 1
    assert "<script" not in page
    assert "http://" not in page


def test_figures_add_up_what_the_record_has(debtors: demerit.Run) -> None:
    here = world(debtors)
    for person in people_with(debtors, "refusal", 15):
        said = debtors.sql(f"SELECT * FROM ledger WHERE person = {person}").rows()
        found = tally(relived(debtors, person), here.phases, 0, here.days)
        assert found.refusals == sum(row["event"] == "refusal" for row in said)
        assert found.entries == sum(row["event"] == "entry" for row in said)
        charged = [row for row in said if row["event"] == "charge"]
        assert found.yuan_paid == sum(row["value"] for row in charged if row["unit"] == "yuan")
        gone = {row["what"]: row["day"] for row in said if row["event"] == "removal"}
        if len(gone) <= 1 and found.entries == 1:
            entered = next(row["day"] for row in said if row["event"] == "entry")
            assert found.days_listed == next(iter(gone.values()), here.days) - entered
