"""A life in words: every event has a sentence, causes are walked to the first, broken records are not smoothed over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.records.events import EVENTS as KINDS_OF_EVENTS
from demerit.report import life

EVENTS = [event.name for event in KINDS_OF_EVENTS]

EXPLAINED = [
    "On 27 May 2018 (line 8): Refused at the air gate, because of debtors.",
    (
        "That was because on 11 April 2018 (line 5): Entered in the list debtors: able but refuses, reported by "
        "courts. It is wrong: the fact is false or somebody else's. They were not told."
    ),
    (
        "That was because on 7 March 2018 (line 4): Unpaid judgment put down to them, reported by courts. "
        "It is wrong: the fact is false or somebody else's."
    ),
    (
        "Nothing earlier in the record caused that. All of it rests on a wrong fact, at line 4. "
        "Before this refusal, 81 days after it began, nobody had told them anything."
    ),
]


def test_a_refusal_is_explained_back_to_its_first_cause(lines: list[dict[str, Any]], start: date) -> None:
    assert life.explain(lines, start) == EXPLAINED


def test_any_line_can_be_explained(lines: list[dict[str, Any]], start: date) -> None:
    said = life.explain(lines, start, line=2)
    assert said[0].startswith("On 14 June 2017 (line 2): \N{MINUS SIGN}5 points in city points for red light")
    assert said[-1] == "Nothing earlier in the record caused that."


def test_nothing_refused_is_said(lines: list[dict[str, Any]], start: date) -> None:
    with pytest.raises(LookupError, match="nothing to explain"):
        life.explain(lines[:3], start)


@pytest.mark.parametrize(
    ("cause", "error", "words"),
    [(8, ValueError, "line 8 as its cause"), (11, ValueError, "line 11"), (5, LookupError, "does not hold line 5")],
)
def test_a_broken_chain_is_an_error(
    lines: list[dict[str, Any]], cause: int, error: type[Exception], words: str
) -> None:
    broken = [line | {"cause": cause} if line["line"] == 8 else line for line in lines if line["line"] != 5]
    with pytest.raises(error, match=words):
        life.chain(broken, 8)


def test_text_holds_every_line_its_date_and_cause(
    lines: list[dict[str, Any]], start: date, facts: dict[str, Any]
) -> None:
    text = life.as_text(lines, start, facts, width=80)
    assert text.startswith(
        "Chen Aihua, 000123197603040027\n44 years old, female, urban, second-poorest income fifth, Shandong."
    )
    assert "Synthetic people: nobody's life." in text
    assert " 8  27 May 2018        Refused at the air gate" in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text.count("Because of") + text.count("Because\n") == sum(bool(line["cause"]) for line in lines)


def test_dict_is_dated_and_marked_synthetic(lines: list[dict[str, Any]], start: date, facts: dict[str, Any]) -> None:
    said = life.as_dict(lines, start, facts)
    assert said["synthetic"] is True
    assert said["lines"][4] == {
        "line": 5,
        "day": 345,
        "date": "2018-04-11",
        "event": "entry",
        "scheme": "debtors",
        "what": "able but refuses",
        "true": False,
        "cause": 4,
        "text": "Entered in the list debtors: able but refuses, reported by courts. It is wrong: the fact is false or "
        "somebody else's. They were not told.",
    }
    assert said["summary"].endswith(
        "12 lines on record: 3 marks, 1 list entry, 1 refusal; 2 marks or entries are wrong."
    )


def test_an_empty_record_is_said(start: date, facts: dict[str, Any]) -> None:
    assert "The record is empty." in life.as_text([], start, facts)


def test_an_unknown_event_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="miracle"):
        life.sentence({"event": "miracle"})


@given(
    st.sampled_from(EVENTS), st.booleans(), st.booleans(), st.integers(-2000, 2000), st.sampled_from(["", "cameras"])
)
def test_every_event_has_a_sentence(event: str, true: bool, told: bool, value: int, feed: str) -> None:
    said = life.sentence(
        {
            "event": event,
            "scheme": "points",
            "what": "red light",
            "feed": feed,
            "value": value,
            "true": true,
            "told": told,
        }
    )
    assert said.endswith(".")
    assert said[0] in "+\N{MINUS SIGN}0" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert ".." not in said
    assert "  " not in said
    assert " ." not in said


@given(st.integers(1, 30).flatmap(lambda size: st.tuples(*(st.integers(0, at) for at in range(size)))))
def test_a_walk_always_falls_to_a_first_cause(causes: tuple[int, ...]) -> None:
    record = [{"line": at, "day": at, "event": "mark", "cause": cause} for at, cause in enumerate(causes, start=1)]
    walk = [int(step["line"]) for step in life.chain(record, len(record))]
    assert walk == sorted(walk, reverse=True)
    assert record[walk[-1] - 1]["cause"] == 0


def test_refusals_in_a_row_are_told_as_one_unless_the_whole_record_is_asked_for(
    start: date, facts: dict[str, Any]
) -> None:
    entry = {"line": 1, "day": 3, "event": "entry", "scheme": "debtors", "what": "able but refuses", "cause": 0}
    gates = ["air", "air", "hotel", "air"]
    refusals = [
        {"line": 2 + at, "day": 5 + at, "event": "refusal", "scheme": "debtors", "what": gate, "cause": 1}
        for at, gate in enumerate(gates)
    ]
    assert [len(run) for run in life.folded([entry, *refusals])] == [1, 4]
    assert [len(run) for run in life.folded([entry, *refusals[:2]])] == [1, 1, 1]
    text = " ".join(life.as_text([entry, *refusals], start, facts).split())
    assert "air 3, hotel 1, because of debtors. Because of line 1." in text
    assert life.as_text([entry, *refusals], start, facts, whole_record=True).count("Refused at the") == 4


def test_further_tries_are_told_with_their_refusal(start: date, facts: dict[str, Any]) -> None:
    entry = {"line": 1, "day": 3, "event": "entry", "scheme": "debtors", "what": "able but refuses", "cause": 0}
    at_air = {"scheme": "debtors", "what": "air"}
    refusal = {"line": 2, "day": 5, "event": "refusal", "cause": 1, **at_air}
    again = {"line": 3, "day": 5, "event": "tries", "value": 8, "cause": 2, **at_air}
    said = "Tried again at the air gate that day, 8 times, and was refused each time."
    assert life.sentence(again) == said
    text = " ".join(life.as_text([entry, refusal, again], start, facts).split())
    assert "Refused at the air gate, because of debtors. Because of line 1. 3 " in text
    assert f"{said} Because of line 2." in text
    assert "1 list entry, 9 refusals." in text
    third = {"line": 4, "day": 9, "event": "refusal", "cause": 1, **at_air}
    assert [len(run) for run in life.folded([entry, refusal, again, third])] == [1, 3]
    told = " ".join(life.as_text([entry, refusal, again, third], start, facts).split())
    assert "Refused 10 times until" in told
    assert "air 10, because of debtors. Because of line 1." in told
    assert life.folded([entry, again])[-1] == [again]
    walk = life.explain([entry, refusal, again], start, 3)
    assert walk[0].endswith(f"(line 3): {said}")
    assert "(line 2): Refused at the air gate" in walk[1]


def test_explain_says_when_and_how_somebody_learnt_of_it(start: date) -> None:
    rows: list[dict[str, Any]] = [
        {"line": 1, "day": 3, "event": "entry", "scheme": "debtors", "what": "able but refuses", "cause": 0},
        {"line": 2, "day": 5, "event": "refusal", "scheme": "debtors", "what": "air", "cause": 1},
        {"line": 3, "day": 5, "event": "notice", "scheme": "debtors", "what": "able but refuses", "cause": 2},
        {"line": 4, "day": 9, "event": "refusal", "scheme": "debtors", "what": "air", "cause": 1},
    ]
    assert "nobody had told them anything" in life.explain(rows, start, 2)[-1]
    assert "(line 3), by being turned away." in life.explain(rows, start, 4)[-1]
    rows[2]["cause"] = 1
    assert "(line 3), by notice." in life.explain(rows, start, 4)[-1]


MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"event": "move", "what": "Jiangsu"}, "Moved to Jiangsu. Any score that is kept only elsewhere was erased."),
        ({"event": "withdrawal", "scheme": "sesame"}, "Withdrew consent to sesame; the record was erased."),
        (
            {"event": "warning", "scheme": "city points", "what": "speeding", "feed": "cameras"},
            "Warned in city points: a first speeding, reported by cameras, no points.",
        ),
        (
            {"event": "warning", "scheme": "city points", "what": "speeding", "true": False, "wrong": "somebody else"},
            "Warned in city points: a first speeding, no points. It is wrong: it was somebody else.",
        ),
        (
            {"event": "taken down", "what": "critical post", "feed": "censors"},
            "The critical post was taken down by censors.",
        ),
        (
            {"event": "friend", "scheme": "sesame", "value": -12},
            f"A friend's score changed: {MINUS}12 points in sesame.",
        ),
        (
            {"event": "repair", "scheme": "city points", "what": "forbidden petition", "value": 80},
            "The mark for forbidden petition in city points was repaired (+80 points).",
        ),
        (
            {"event": "repair", "scheme": "city points", "what": "forbidden petition", "value": 0},
            "The mark for forbidden petition in city points was repaired.",
        ),
        (
            {"event": "mark", "scheme": "city points", "what": "repair of petition", "value": -50, "told": True},
            f"{MINUS}50 points in city points stay after the repair of the mark for petition.",
        ),
        (
            {"event": "mark", "scheme": "city points", "what": "drink driving", "feed": "police", "value": 0},
            "Graded at once in city points for drink driving, reported by police. They were not told.",
        ),
        (
            {
                "event": "mark",
                "scheme": "city points",
                "what": "littering",
                "value": -50,
                "true": False,
                "wrong": "a zero too many",
                "told": True,
            },
            f"{MINUS}50 points in city points for littering. It is wrong: a zero too many was entered. They were told.",
        ),
        (
            {"event": "copy", "scheme": "city points", "what": "entry in debtors", "value": 100},
            "The copy in city points was corrected: entry in debtors is struck (+100 points).",
        ),
        (
            {"event": "benefit", "what": "bank", "value": 0, "unit": ""},
            "Let through at the bank gate without a credit file.",
        ),
        (
            {"event": "benefit", "what": "hospital", "value": 2, "unit": "hours"},
            "Favoured at the hospital gate: 2 hours saved.",
        ),
        (
            {"event": "benefit", "what": "deposit", "value": 200, "unit": "yuan waived"},
            "Favoured at the deposit gate: 200 yuan waived.",
        ),
        (
            {"event": "benefit", "what": "heating bill", "value": 300, "unit": "yuan"},
            "Favoured at the heating bill gate: 300 yuan.",
        ),
    ],
)
def test_what_lines_say(line: dict[str, Any], said: str) -> None:
    assert life.sentence(line) == said


def test_a_zero_too_many_is_what_all_of_it_rests_on(start: date) -> None:
    rows: list[dict[str, Any]] = [
        {
            "line": 1,
            "day": 3,
            "event": "mark",
            "scheme": "city points",
            "what": "littering",
            "value": -50,
            "true": False,
            "wrong": "a zero too many",
            "cause": 0,
        },
        {"line": 2, "day": 3, "event": "band", "scheme": "city points", "what": "C", "value": 840, "cause": 1},
        {"line": 3, "day": 9, "event": "refusal", "scheme": "city points", "what": "bank", "cause": 2},
    ]
    said = life.explain(rows, start)
    assert "a zero too many was entered" in said[2]
    assert "All of it rests on a wrong fact, at line 1." in said[3]
