"""Three views of one record: the public one gives nothing away, the person's nothing they were not told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import UserError
from demerit.records.three_views import masked, three_views
from demerit.report.record import Record
from demerit.report.record_text import SIDE_BY_SIDE, cells

Golden = Callable[[str | Path, str], None]
Line = dict[str, Any]

START, DAYS = date(2020, 1, 1), 400

REGIME = """
regime: hall
title: A hall of records
in force: from 2020-01-01
operator: public
jurisdiction: Nowhere
sources: {X: nobody's rules}
feeds:
  cameras: {holder: police, context: traffic, sees: [red light], detects: 10 % (assumption)}
  courts: {holder: courts, context: court, sees: [unpaid judgment], detects: 100 % (assumption)}
schemes:
  points:
    kind: points
    subjects: persons of 18 and over
    participation: everyone
    start: 100 points (X)
    range: 0 to 200 points (X)
    bands: {good: from 100 points (X), poor: below}
    catalogue:
      red light: {points: -5 points (X)}
      entry in debtors: {points: -50 points (X)}
  app:
    kind: points
    subjects: persons of 18 and over
    participation: {opt-in: 50 % (assumption)}
    start: 10 points (X)
    range: 0 to 20 points (X)
    bands: {high: from 10 points (X), low: below}
    catalogue: {red light: {points: -5 points (X)}}
  debtors:
    kind: list
    colour: black
    holder: people's courts
    subjects: persons of 18 and over
    grounds: {refuses: {conduct: unpaid judgment}}
    term: {refuses: 2 years (X)}
    publication: [name, sex, age, masked number, court, duty, ground, date, photograph]
  walkers:
    kind: list
    colour: red
    subjects: persons of 6 and over
    grounds: {walks: {conduct: red light}}
    publication: [masked number, ground]
  drivers:
    kind: list
    colour: black
    subjects: persons of 18 and over
    grounds: {drives: {conduct: red light}}
agreements:
  court to points: {from: debtors, to: points, passes: [entry], consent: without}
"""
ENTRY = "      entry in debtors: {points: -50 points (X)}\n"
NOTHING = "\n".join(REGIME.splitlines()[:7]) + "\n"
CODE = "000000199001010014"
FACTS = {
    "name": "Chen Aihua 陈爱华", "code": CODE, "person": 7, "age": 30, "age_in": 2020, "sex": "female",
    "residence": "urban", "income": 2, "place": "Shandong",
}  # fmt: skip


def line(number: int, day: int, event: str, scheme: str = "", what: str = "", **more: Any) -> Line:
    """A ledger line, right and untold unless it says otherwise."""
    told = event in ("notice", "refusal", "charge", "benefit", "request", "ruling", "performance")
    plain = {"feed": "", "value": 0, "unit": "", "measure": "", "true": True, "wrong": "", "told": told, "cause": 0}
    return {"person": 7, "line": number, "day": day, "event": event, "scheme": scheme, "what": what, **plain, **more}


def wrong(how: str) -> dict[str, Any]:
    return {"true": False, "wrong": how}


LIFE = [
    line(1, 3, "conduct", what="red light", feed="cameras"),
    line(2, 5, "mark", "points", "red light", value=-5, unit="points", feed="cameras", cause=1),
    line(3, 5, "band", "points", "poor", value=95, cause=2),
    line(4, 5, "mark", "app", "red light", value=-5, unit="points", feed="cameras", cause=1),
    line(5, 5, "band", "app", "low", value=5, cause=4),
    line(6, 10, "entry", "debtors", "refuses", feed="courts", **wrong("somebody else")),
    line(7, 20, "entry", "debtors", "refuses", feed="courts"),
    line(8, 20, "notice", "debtors", "refuses", value=1, cause=7),
    line(9, 30, "entry", "debtors", "refuses", feed="courts", **wrong("unable to pay")),
    line(10, 40, "mark", "points", "entry in debtors", value=-50, unit="points", cause=9, **wrong("unable to pay")),
    line(11, 50, "refusal", "debtors", "air", cause=9),
    line(12, 50, "notice", "debtors", "refuses", value=0, cause=11),
    line(13, 60, "request", "debtors", "refuses", cause=9),
    line(14, 75, "ruling", "debtors", "refuses", value=1, cause=9),
    line(15, 78, "removal", "debtors", "correction", value=48, unit="days", cause=14),
    line(16, 80, "refusal", "debtors", "air", cause=9),
    line(17, 90, "charge", "points", "counter", value=3, unit="hours", cause=3),
    line(18, 100, "entry", "walkers", "walks"),
    line(19, 110, "entry", "drivers", "drives"),
    line(20, 120, "mark", "points", "red light", value=-5, unit="points", feed="cameras", told=True),
]
"""three entries of debtors, of which one is somebody else's and one was corrected, and one each of two other lists"""


def record(lines: list[Line] = LIFE, on: date | None = None, regime: str = REGIME, **facts: Any) -> Record:
    """The record of a made-up person."""
    manifest = {"start": START.isoformat(), "days": DAYS, "regime_text": regime}
    return Record(three_views({**FACTS, **facts}, lines, manifest, on))


def site(said: dict[str, Any], scheme: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in said["schemes"] if one["scheme"] == scheme)
    return found


def true_of(said: dict[str, Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in said["rows"] if number in row["lines"])
    return found


def test_the_public_sees_the_published_fields_of_entries_in_force() -> None:
    entries = site(record().public.as_dict(), "debtors")["entries"]
    assert [entry["date"] for entry in entries] == ["11 January 2020", "21 January 2020"]
    assert entries[0] == {
        "name": "Chen Aihua 陈爱华", "sex": "female", "age": "30 in 2020", "masked number": "0000001990****0014",
        "court": "people's courts", "duty": "unpaid judgment", "ground": "refuses", "date": "11 January 2020",
        "photograph": "not kept here",
    }  # fmt: skip
    walkers = site(record().public.as_dict(), "walkers")
    assert walkers["kind"] == "red list"
    assert walkers["entries"] == [{"masked number": "0000001990****0014", "ground": "walks"}]


def test_an_entry_that_came_down_is_shown_until_then_and_not_after() -> None:
    before = record(on=START + timedelta(days=77)).public.as_dict()
    assert [entry["date"] for entry in site(before, "debtors")["entries"]][-1] == "31 January 2020"
    after = record(on=START + timedelta(days=78)).public.as_dict()
    assert len(site(after, "debtors")["entries"]) == 2


@given(st.integers(0, DAYS - 1))
def test_on_every_day_the_public_sees_the_entries_of_that_day(day: int) -> None:
    gone = {9: 78}
    up = [one for one in LIFE if one["event"] == "entry" and one["day"] <= day < gone.get(one["line"], DAYS)]
    said = record(on=START + timedelta(days=day)).public.as_dict()
    for scheme in ("debtors", "walkers"):
        assert len(site(said, scheme)["entries"]) == sum(one["scheme"] == scheme for one in up)


def test_what_no_clause_publishes_is_not_published() -> None:
    said = record().public.as_dict()
    assert site(said, "drivers")["says"].startswith("Not published")
    assert site(said, "drivers")["entries"] == []
    assert site(said, "points") == {
        "scheme": "points", "kind": "score", "published": None, "entries": [], "says": "Not published.",
    }  # fmt: skip
    assert "−" not in json.dumps(said, ensure_ascii=False)


def test_a_list_that_publishes_no_name_gives_none_away() -> None:
    told = record(lines=LIFE[17:19]).public
    for shown in (json.dumps(told.as_dict()), repr(told), told._repr_html_()):
        assert "0000001990****0014" in shown
        assert "Chen" not in shown
        assert "Shandong" not in shown


@pytest.mark.parametrize(
    ("regime", "says"),
    [
        (NOTHING, ["The regime declares neither list nor score: there is no site."]),
        (REGIME[: REGIME.index("  debtors:")].replace(ENTRY, ""), ["The regime declares no list."]),
    ],
)
def test_what_is_not_declared_is_said(regime: str, says: list[str]) -> None:
    assert record([], regime=regime).public.as_dict()["says"] == says


def test_the_person_learns_by_notice_or_at_a_gate_and_on_that_day() -> None:
    told = {row["text"]: row for row in record().person.as_dict()["told"]}
    assert told["Told by notice of an entry in debtors: refuses."]["from"] == "2020-01-21"
    learnt = told["Learnt by being turned away of an entry in debtors: refuses."]
    assert (learnt["from"], learnt["lines"]) == ("2020-02-20", [12])
    refused = told["Refused 2 times: air 2, because of debtors."]
    assert (refused["from"], refused["to"]) == ("2020-02-20", "2020-03-21")
    assert "Made to pay or wait at the gate counter (3 hours)." in told
    assert "Told of −5 points in points for red light." in told


def test_the_person_sees_nothing_that_nobody_told_them() -> None:
    said = json.dumps(record().person.as_dict()["told"])
    for secret in ("somebody else", "cannot pay", "wrong", "drivers", "walkers", "band poor", "50 points"):
        assert secret not in said
    assert "drivers has told them nothing." in record().person.as_dict()["says"]


def test_who_pays_a_debt_need_not_know_that_a_list_asked_for_it() -> None:
    lines = [LIFE[5] | {"line": 1}, line(2, 12, "performance", "debtors", "refuses", cause=1)]
    said = record(lines).person.as_dict()
    assert [row["text"] for row in said["told"]] == ["Performed a duty: unpaid judgment."]
    assert "debtors has told them nothing." in said["says"]
    assert "debtors" not in json.dumps(said["told"])


def test_warnings_that_are_alike_are_told_together() -> None:
    lines = [line(n, n, "warning", "points", "red light", feed="cameras", told=True) for n in range(1, 4)]
    (told,), (row,) = record(lines).person.as_dict()["told"], record(lines).truth.as_dict()["rows"]
    assert told["text"] == "Warned in points for red light (cameras), 3 times."
    assert (row["text"], row["person"]) == ("Warned in points for red light (cameras), 3 times", "told")


def test_further_tries_of_several_days_are_one_row_beside_their_refusals() -> None:
    lines = [
        line(1, 10, "entry", "debtors", "refuses", **wrong("unable to pay")),
        line(2, 50, "refusal", "debtors", "air", cause=1),
        line(3, 50, "tries", "debtors", "air", value=8, told=True, cause=2),
        line(4, 50, "notice", "debtors", "refuses", value=0, cause=2),
        line(5, 60, "refusal", "debtors", "air", cause=1),
        line(6, 60, "tries", "debtors", "air", value=1, told=True, cause=5),
        line(7, 70, "removal", "debtors", "correction", value=60, unit="days", cause=1),
        line(8, 72, "refusal", "debtors", "air", cause=1),
        line(9, 72, "tries", "debtors", "air", value=4, told=True, cause=8),
    ]
    made = record(lines)
    told = {row["text"]: row["lines"] for row in made.person.as_dict()["told"]}
    assert told["Tried again in vain 13 times: air 13, because of debtors."] == [3, 6, 9]
    assert told["Refused 3 times: air 3, because of debtors."] == [2, 5, 8]
    truth = made.truth.as_dict()
    assert true_of(truth, 6) == true_of(truth, 3)
    assert true_of(truth, 3)["text"] == "Tried again in vain 9 times: air 9, because of debtors"
    assert [true_of(truth, 3)[key] for key in ("person", "true")] == ["met it", "rests on line 1: they cannot pay"]
    assert true_of(truth, 9)["true"] == "stale since 11 Mar 2020"
    assert "At gates, 5 attempts met a copy of an entry that was gone." in made.differences
    assert "Of 16 refusals, all rest on a wrong fact." in made.differences


def test_a_score_is_known_to_those_who_opted_in_and_to_no_others() -> None:
    said = record().person.as_dict()
    assert "Now in band low of app, at 5 points." in [row["text"] for row in said["told"]]
    assert "In band low of app since 6 January 2020." in said["says"]
    assert "Their score and band in points are not announced." in said["says"]
    notice = "    notice: {when: at, served: 100 % (X), says: [the score]}\n"
    announcing = REGIME.replace("  app:\n", f"{notice}  app:\n")
    told = record(regime=announcing).person.as_dict()
    assert "In band poor of points since 6 January 2020." in told["says"]


def test_the_truth_has_every_line_once_and_what_is_wrong_with_it() -> None:
    said = record().truth.as_dict()
    numbers = sorted(number for row in said["rows"] for number in row["lines"])
    assert numbers == [one["line"] for one in LIFE if one["event"] != "notice"]
    views = {number: tuple(true_of(said, number)[key] for key in ("public", "person", "true")) for number in numbers}
    assert views[1] == ("–", "own act", "yes")
    assert views[2] == ("–", "not told", "yes")
    assert views[6] == ("sees it", "not told", "no: somebody else did it")
    assert views[7] == ("sees it", "by notice", "yes")
    assert views[9] == ("saw it until 19 Mar 2020", "20 Feb 2020, at a gate", "no: they cannot pay")
    assert views[10] == ("–", "not told", "no: they cannot pay; stale since 19 Mar 2020")
    assert views[11] == ("–", "met it", "rests on line 9: they cannot pay")
    assert views[16] == ("–", "met it", "stale since 19 Mar 2020")
    assert views[14] == ("–", "told", "yes")
    assert views[19] == ("not published", "not told", "yes")


@pytest.mark.parametrize(
    "strike",
    [
        line(21, 130, "copy", "points", "entry in debtors", value=50, cause=15),
        line(21, 130, "lapse", "points", "entry in debtors", value=50, cause=10),
        line(21, 130, "withdrawal", "points"),
    ],
    ids=lambda strike: strike["event"],
)
def test_a_copy_that_was_taken_back_is_not_stale(strike: Line) -> None:
    said = record([*LIFE, strike]).truth.as_dict()
    assert true_of(said, 10)["true"] == "no: they cannot pay"


def test_taking_back_the_copy_of_another_entry_leaves_this_one_stale() -> None:
    other = line(21, 130, "copy", "points", "entry in debtors", value=50, cause=7)
    assert "stale" in true_of(record([*LIFE, other]).truth.as_dict(), 10)["true"]


def test_an_amount_may_be_wrong_where_the_fact_is_right() -> None:
    mark = line(1, 2, "mark", "points", "red light", value=-50, unit="points", wrong="a zero too many")
    assert true_of(record([mark]).truth.as_dict(), 1)["true"] == "no: a zero too many"


def test_lines_that_are_alike_are_one_row_and_their_points_add_up() -> None:
    marks = [line(n, n, "mark", "points", "red light", value=-5, unit="points", feed="cameras") for n in range(1, 8)]
    (row,) = record(marks).truth.as_dict()["rows"]
    assert row["text"] == "−35 points in points for red light, 7 marks (cameras)"
    assert (row["from"], row["to"], row["lines"]) == ("2020-01-02", "2020-01-08", list(range(1, 8)))


def test_the_differences_are_counted() -> None:
    seen = "The public sees 3 entries: 1 is about somebody else; the person does not know of 2."
    assert record().differences == [
        f"{seen} 1 entry is in force that no site shows.",
        "1 entry has come down from the public site and stays on the record.",
        "Of 4 marks, 1 is wrong; the person was told of 1.",
        "1 mark still copies an entry that was corrected.",
        "At gates, 1 attempt met a copy of an entry that was gone.",
        "Of 2 refusals, all rest on a wrong fact.",
    ]
    assert record(LIFE[:5]).differences[0] == "The public sees no entry."
    alone = record([LIFE[5]]).differences
    assert alone == ["The public sees 1 entry: it is about somebody else; the person does not know of it."]
    assert record([]).differences == ["Nothing is on record: there is nothing that the three views could differ on."]


def test_a_notice_before_the_entry_tells_of_it() -> None:
    lines = [
        line(1, 1, "conduct", what="unpaid judgment", feed="courts"),
        line(2, 5, "notice", "debtors", "refuses", value=1, cause=1),
        line(3, 9, "entry", "debtors", "refuses", told=True, cause=2),
    ]
    assert true_of(record(lines).truth.as_dict(), 3)["person"] == "6 Jan 2020, by notice"
    assert [row["from"] for row in record(lines).person.as_dict()["told"]] == ["2020-01-06"]


def test_a_phase_may_stop_the_publication() -> None:
    phases = "phases:\n  hush: {from: 2020-06-01, changes: {schemes.debtors.publication: not declared}}\n"
    before, after = (record(on=on, regime=REGIME + phases) for on in (date(2020, 5, 31), date(2020, 6, 1)))
    assert len(site(before.public.as_dict(), "debtors")["entries"]) == 2
    assert site(after.public.as_dict(), "debtors")["says"].startswith("Not published")


def test_a_day_outside_the_run_is_refused() -> None:
    with pytest.raises(UserError, match="the run has no 2019-12-31"):
        record(on=date(2019, 12, 31))
    assert record(on=START + timedelta(days=DAYS - 1)).as_dict()["on"] == "2021-02-03"


def test_the_whole_has_the_facts_before_the_views() -> None:
    said = record().as_dict()
    assert list(said)[-4:] == ["differences", "public", "person", "truth"]
    assert (said["index"], said["code"], said["person"]["index"]) == (7, CODE, 7)
    assert "index" not in said["public"]


def test_a_masked_number_keeps_its_length_and_hides_the_birthday() -> None:
    assert masked(CODE) == "0000001990****0014"
    assert len(masked(CODE)) == len(CODE)


@pytest.mark.parametrize("width", [80, 120])
def test_the_text(width: int, golden: Golden) -> None:
    text = record().text(width)
    assert max(map(cells, text.splitlines())) <= width
    assert "Synthetic people" in text
    golden(f"golden/record-{width}.txt", text)


@pytest.mark.parametrize("width", [40, SIDE_BY_SIDE - 1, SIDE_BY_SIDE, 160, 200])
def test_the_views_stand_side_by_side_where_there_is_room(width: int) -> None:
    text = record().text(width)
    side_by_side = any("THE PUBLIC SEES" in row and "WHAT IS TRUE" in row for row in text.splitlines())
    assert side_by_side == (width >= SIDE_BY_SIDE)
    assert max(map(cells, text.splitlines())) <= width


def test_notebooks_get_three_columns_and_nothing_that_is_not_escaped() -> None:
    shown = record(name="Li <b>Wei</b>")._repr_html_()
    assert shown.count("<h4>") == 3
    assert "<b>" not in shown
    assert "Li &lt;b&gt;Wei&lt;/b&gt;" in shown
    assert "Synthetic people" in shown
    assert "<script" not in shown


@pytest.mark.parametrize("name", ["public", "person", "truth"])
def test_each_view_shows_itself_and_says_synthetic(name: str) -> None:
    view = getattr(record(), name)
    assert view.as_dict()["synthetic"] is True
    assert "Synthetic people" in repr(view)
    assert "Synthetic people" in view._repr_html_()
    assert view.as_dict() == record().as_dict()[name]
