"""How regimes are said, schemed, compared and started: sentences, schema, difference, template, shipped files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from demerit.errors import Problem, UserError
from demerit.regime.difference import difference
from demerit.regime.difference import to_text as differences_to_text
from demerit.regime.from_yaml import LIBRARY, find_regime, phases_of, read_document, read_regime, regime_at, shipped
from demerit.regime.layout import Regime
from demerit.regime.template import template
from demerit.regime.to_schema import PHRASES, to_schema
from demerit.regime.to_text import sentences, to_text
from demerit.regime.to_yaml import to_yaml
from tests.regime.town import CITY, CITY_FILE, CITY_KNOWN, FILE, KNOWN, TOWN, changed
from tests.strategies import regimes

SHIPPED = sorted(LIBRARY.glob("*.yaml"))
Golden = Callable[[str, str], None]


@pytest.mark.parametrize("file", [*SHIPPED, FILE, CITY_FILE], ids=lambda file: file.stem)
def test_regimes_in_plain_sentences(file: Path, golden: Golden) -> None:
    golden(f"good/{file.stem}.md", to_text(read_regime(file)))


@given(regimes(climate=True))
def test_every_sentence_is_one(regime: Regime) -> None:
    for sentence in sentences(regime):
        assert sentence.endswith(".")
        assert "None" not in sentence
        assert "  " not in sentence


def test_ranks_and_places_are_said() -> None:
    text = TOWN.replace("from 1050 points", "top 10 %").replace("from 900 points", "top 60 %")
    text = text.replace("    catalogue:", "    regraded: every 1 month (LAW)\n    catalogue:", 1)
    text = text.replace("neighbours on debtors", "place on debtors").replace("changes: 1.4 times", "changes: 40 times")
    said = to_text(read_document(text, KNOWN).regime)
    assert "The bands are, from best to worst: good up to the top 10 % [LAW], fair up to the top 60 % [LAW]" in said
    assert "cut anew every 1 month [LAW]; whoever ties with the last in a band is in it too." in said
    assert "among whoever lives in a place with people on the list debtors, this happens 40 times" in said
    assert "if everybody there were listed, in proportion when fewer are, and never above the nation's ceiling" in said


def test_what_is_off_is_said_to_be_off() -> None:
    quiet = changed("political items: on\n", "", CITY)
    assert "Items marked political, for speech, petition or belief, are in force." in to_text(read_regime(CITY))
    assert "Items marked political, for speech, petition or belief, are not in force." in to_text(read_regime(quiet))


def test_an_item_is_said_to_be_applied_only_where_a_feed_reaches() -> None:
    assert "No feed sees" not in to_text(read_regime(CITY))
    alone = changed("  shops: {from: retailers, to: city points, passes: [acts], consent: with, who consent: 40 % "
                    "(assumption), arrives after: 30 days (LAW)}\n", "", CITY)  # fmt: skip
    assert "No feed sees online purchase: such an item is never applied." in to_text(read_regime(alone))


@pytest.mark.parametrize("text", [TOWN, CITY], ids=["town", "city"])
def test_every_clause_reads_back_from_what_is_written(text: str) -> None:
    document = read_document(text)
    written = read_regime(to_yaml(document.regime))
    assert written == document.regime
    assert difference(written, document.regime) == []


@pytest.mark.parametrize(
    "effect",
    ["bar", "opens", "2 hours saved (LAW)", "1 hour saved between 1 hour and 2 hours (LAW)", "200 yuan waived (LAW)",
     "1 more form and 30 yuan (LAW)", "2 more forms and 3 hours (LAW)", "30 yuan and 2 hours saved (LAW)",
     "2 hours saved and 200 yuan waived (LAW)"],
)  # fmt: skip
def test_effects_are_written_as_they_are_read(effect: str) -> None:
    regime = read_regime(changed("effect: 2 hours saved (LAW)", f"effect: {effect}", CITY))
    assert f"gate: counter\n    effect: {effect}\n" in to_yaml(regime)


@pytest.mark.parametrize(
    "subjects",
    ["persons", "persons of 18 and over", "persons in West", "persons of 16 and over in West and East",
     "persons in North, West and East with a telephone", "persons with no credit file",
     "persons of 18 and over with a credit file"],
)  # fmt: skip
def test_subjects_are_written_as_they_are_read(subjects: str) -> None:
    text = changed("persons of 18 and over in West with a telephone", subjects, CITY)
    assert f"colour: black\n    subjects: {subjects}\n" in to_yaml(read_document(text, CITY_KNOWN).regime)


def test_opt_in_without_a_share_is_silence() -> None:
    text = changed("{opt-in: 60 % (LAW), withdraws", "{opt-in: not declared, withdraws", CITY)
    regime = read_regime(text)
    assert regime.schemes["private score"].participation.uptake is None
    assert read_regime(to_yaml(regime)) == regime
    assert "Only those take part who opt in." in to_text(regime)


def test_silence_is_said() -> None:
    said = to_text(
        read_regime(changed("    correction: {decided within: 10 days (LAW), upheld: 50 % (assumption)}\n", ""))
    )
    assert "how a wrong mark is corrected, and any appeal." in said
    assert "how a wrong mark is corrected" not in to_text(read_regime(TOWN))


def strings(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    Draft202012Validator.check_schema(to_schema())
    return Draft202012Validator(to_schema())


@pytest.mark.parametrize("file", [*SHIPPED, FILE, CITY_FILE], ids=lambda file: file.stem)
def test_shipped_files_fit_the_schema(file: Path, schema: Draft202012Validator) -> None:
    words = strings(file.read_text(encoding="utf-8"))
    assert [error.message for error in schema.iter_errors(words)] == []


@given(regimes(climate=True))
def test_every_legal_file_fits_the_schema(schema: Draft202012Validator, regime: Regime) -> None:
    assert [error.message for error in schema.iter_errors(strings(to_yaml(regime)))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("colour: black", "color: black"), ("12 % between", "12 between"), ("kind: points", "kind: ratings"),
     ("start: 1,000 points (LAW)", "start: 1000 points"), ("    colour: black\n", "")],
)  # fmt: skip
def test_the_schema_refuses_slips_of_form(schema: Draft202012Validator, old: str, new: str) -> None:
    assert not schema.is_valid(strings(changed(old, new)))


def test_every_phrase_of_the_schema_has_an_example_that_fits() -> None:
    import re

    for pattern, example in PHRASES.values():
        assert re.search(pattern, example)


def test_difference_names_clauses(golden: Golden) -> None:
    other = changed("      jaywalking: -5 points (LAW)", "      jaywalking: {points: -5 points (LAW), gravity: 1}")
    other = other.replace("detects: 12 %", "detects: 13 %").replace("    publication: [name, duty]\n", "")
    a, b = read_regime(TOWN), read_regime(other)
    golden("good/difference.txt", differences_to_text(difference(a, b)) + "\n")
    assert [(one.path, one.b, one.a) for one in difference(a, b)] == [
        (one.path, one.a, one.b) for one in difference(b, a)
    ]
    assert differences_to_text(difference(a, a)) == "The two regimes say the same."


@given(regimes(climate=True), regimes(climate=True))
def test_regimes_without_difference_are_the_same(a: Regime, b: Regime) -> None:
    assert (difference(a, b) == []) == (a == b)


def test_the_order_of_bands_is_a_difference() -> None:
    swapped = TOWN.replace("      good: from 1050 points (LAW)\n      fair: from 900 points (LAW)\n",
                           "      fair: from 1050 points (LAW)\n      good: from 900 points (LAW)\n")  # fmt: skip
    assert [one.path[-1] for one in difference(read_regime(TOWN), read_regime(swapped))]


def test_phases_change_what_the_one_before_left() -> None:
    document = read_document(TOWN, KNOWN)
    first, stricter, milder = (regime for _, regime in document.phases)
    assert [day for day, _ in phases_of(document)] == [date(2018, 3, 1), date(2019, 1, 1), date(2020, 1, 1)]
    costs = [regime.schemes["town points"].catalogue["red light"].points.value for regime in (first, stricter, milder)]
    assert costs == [-20, -40, -40]
    assert (first.schemes["town points"].recovery is None, milder.schemes["town points"].recovery) == (False, None)
    assert milder.schemes["debtors"].term["unpaid"].length.value == 2
    assert regime_at(document, date(2019, 12, 31)) == stricter
    assert regime_at(document, date(2000, 1, 1)) == first


def test_places_lead_to_the_lines_of_the_file() -> None:
    document = read_document(FILE)
    place = document.place("schemes", "debtors", "decided after")
    assert place is not None
    assert TOWN.splitlines()[place.line - 1][place.column - 1 :].startswith("10 days (LAW)")
    assert document.place("schemes", "debtors", "no such word") == document.place("schemes", "debtors")


def test_the_template_reads_and_names_its_schema() -> None:
    text = template("here", "there.json")
    assert text.startswith("# yaml-language-server: $schema=there.json\n")
    assert read_regime(text).regime == "here"
    assert max(len(line) for line in text.splitlines()) <= 120


def test_shipped_regimes_are_named_like_their_files_and_cite_every_source() -> None:
    assert [regime.regime for regime in shipped()] == [file.stem for file in SHIPPED]
    for file, regime in zip(SHIPPED, shipped(), strict=True):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 260
        for key in regime.sources:
            assert text.count(key) > 1, f"{file.name} never cites {key}"


def test_regimes_are_found_by_name_or_path(tmp_path: Path) -> None:
    assert find_regime("rongcheng") == LIBRARY / "rongcheng.yaml"
    assert find_regime(FILE) == FILE
    with pytest.raises(UserError, match="did you mean `rongcheng`"):
        find_regime("rongchen")
    with pytest.raises(UserError, match="there is no file"):
        find_regime(tmp_path / "none.yaml")
    with pytest.raises(UserError, match="is a folder"):
        find_regime(tmp_path)
    (tmp_path / "latin.yaml").write_bytes("regime: x\ntitle: caf\u00e9\n".encode("latin-1"))
    with pytest.raises(UserError, match=r"latin.yaml:2: this is not UTF-8"):
        read_regime(tmp_path / "latin.yaml")


def test_problems_are_sorted_and_point_under_wide_letters() -> None:
    late, early = Problem("a", 9, 1, "late"), Problem("a", 2, 5, "early", "x", "y", "  社会信 x")
    assert UserError([late, early]).problems == (early, late)
    assert str(early) == "a:2:5: early\n    社会信 x\n        ^\n  expected: x\n  instead: y".replace(
        "        ^", "        ^"
    )
    assert str(UserError("no", hint="do")) == "no\n  instead: do"
