"""Numbers of the engine become words: every line has a phrase, and arrays and single lines get the same one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from demerit.engine import layout as engine
from demerit.records.events import AMOUNT, EVENT_NAMES, FLAGS, TOLD, TRUE, UNABLE, WRONG_PERSON
from demerit.records.from_engine import Ledger
from demerit.records.order import Order, work_out
from demerit.records.phrases import CODES, Phrases, forced_flags, what_is_wrong


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    job = work_out(Order("rongcheng", people=2_000, days=30))
    return Phrases(job.names, job.plan.phases)


def test_no_two_phrases_share_a_key(phrases: Phrases) -> None:
    keys = [key for key, _ in phrases.rows()]
    assert len(keys) == len(set(keys))
    assert {phrase.event for _, phrase in phrases.rows()} == set(EVENT_NAMES.values())


def test_arrays_and_single_lines_have_the_same_key(phrases: Phrases) -> None:
    lines = np.array(
        [
            (event, scheme, what, flags, 3)
            for event in EVENT_NAMES
            for scheme in (-1, 0)
            for what in (0, 1)
            for flags in (0, 1, 2, 3, 16)
        ],
        np.int32,
    ).T
    together = phrases.key(*lines)
    assert [phrases.key(*map(int, line)) for line in lines.T] == together.tolist()
    assert forced_flags(lines[0]).tolist() == [forced_flags(int(event)) for event in lines[0]]


def test_requests_to_a_list_and_to_a_score_are_told_apart(phrases: Phrases) -> None:
    rows = dict(phrases.rows())
    to_score, to_list = (rows[phrases.key(CODES["request"], 0, 0, flags, 0)] for flags in (TRUE, TOLD))
    assert to_score.scheme == phrases.names.points[0]
    assert to_list.scheme == phrases.names.lists[0]


def test_a_charge_says_what_it_costs(phrases: Phrases) -> None:
    charges = {phrase.measure: phrase for _, phrase in phrases.rows() if phrase.event == "charge"}
    _, tables = phrases.phases[0]
    for at, name in enumerate(phrases.names.measures):
        assert charges[name].what in phrases.names.gates
        assert charges[name].scheme in (*phrases.names.lists, *phrases.names.points)
        if tables.measure_yuan[at] < 0:
            assert (charges[name].amount, charges[name].unit) == (-tables.measure_yuan[at], "yuan")
        elif tables.measure_hours[at]:
            assert (charges[name].amount, charges[name].unit) == (tables.measure_hours[at], "hours")


def test_further_tries_are_at_the_gate_of_their_refusal(phrases: Phrases) -> None:
    rows = dict(phrases.rows())
    measure = phrases.names.measures.index("no flights") if "no flights" in phrases.names.measures else 0
    _, tables = phrases.phases[0]
    gate = next(at for at in range(len(phrases.names.gates)) if tables.gate_measure_from[at + 1] > measure)
    refusal, again = (rows[phrases.key(CODES[event], gate, measure, TRUE, 3)] for event in ("refusal", "tries"))
    assert refusal._replace(event="tries") == again
    assert forced_flags(CODES["tries"]) == TRUE | TOLD


def test_flags_are_those_of_the_engine() -> None:
    assert (TRUE, TOLD) == (engine.TRUE, engine.KNOWS)
    assert (WRONG_PERSON, UNABLE, AMOUNT) == (engine.WRONG_PERSON, engine.UNABLE, engine.AMOUNT)
    assert FLAGS == 2 * AMOUNT


def test_of_several_faults_the_gravest_is_named() -> None:
    said = {flags: what_is_wrong(flags) for flags in range(FLAGS)}
    assert all((wrong == "") is bool(flags & TRUE) for flags, wrong in said.items())
    assert said[0] == "nobody did it"
    assert said[AMOUNT | TOLD] == "a zero too many"
    assert said[AMOUNT | WRONG_PERSON] == "somebody else"
    assert said[UNABLE | WRONG_PERSON] == "unable to pay"


def test_the_events_of_a_score_and_of_a_person_have_their_words(phrases: Phrases) -> None:
    rows = dict(phrases.rows())
    names = phrases.names

    def said(event: str, scheme: int, what: int) -> tuple[str, str, str]:
        phrase = rows[phrases.key(CODES[event], scheme, what, TRUE, 3)]
        return phrase.scheme, phrase.what, phrase.unit

    score, place, item, conduct = names.points[0], names.places[30], names.items[1], names.conduct[2]
    assert said("move", -1, 30) == ("", place, "")
    assert said("taken down", -1, 2) == ("", conduct, "")
    assert said("withdrawal", 0, 0) == (score, "", "")
    assert said("friend", 0, 0) == (score, "", "points")
    assert said("warning", 0, 1) == (score, item, "")
    assert said("repair", 0, 1) == said("copy", 0, 1) == (score, item, "points")


@pytest.mark.parametrize(
    ("field", "unit"), [("yuan", "yuan"), ("waives", "yuan waived"), ("saves", "hours"), ("opens", "")]
)
def test_a_benefit_is_counted_in_what_the_measure_gives(phrases: Phrases, field: str, unit: str) -> None:
    """All measures of the regime made to give one thing: then every benefit is counted in it."""
    day, tables = phrases.phases[0]
    given = dict.fromkeys(("yuan", "waives", "saves", "opens"), 0) | {field: 200}
    columns = {
        f"measure_{name}": np.full_like(getattr(tables, f"measure_{name}"), value) for name, value in given.items()
    }
    rows = Phrases(phrases.names, ((day, tables._replace(**columns)),)).rows()
    units = {phrase.unit for _, phrase in rows if phrase.event == "benefit"}
    assert units == {unit}


def test_a_ledger_says_what_is_wrong_with_its_marks(phrases: Phrases, tmp_path: Path) -> None:
    mark = CODES["mark"]
    lines = np.array(
        [(0, 1 + at, 5, mark, 0, 1, 0, -50, flags, 0) for at, flags in enumerate((TRUE, AMOUNT, WRONG_PERSON, 0))],
        np.int32,
    )
    ledger = Ledger(tmp_path, phrases)
    ledger(2048, lines)
    ledger.flush()
    rows = sorted(pq.read_table(tmp_path / "part-000000.parquet").to_pylist(), key=lambda row: row["line"])
    assert [(row["person"], row["true"], row["wrong"]) for row in rows] == [
        (2048, True, ""),
        (2048, False, "a zero too many"),
        (2048, False, "somebody else"),
        (2048, False, "nobody did it"),
    ]
