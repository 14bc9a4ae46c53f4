"""Every stand-in for what a regime does not declare is said."""

from __future__ import annotations

import pytest

from demerit.regime.from_yaml import read_regime, shipped
from demerit.regime.layout import Regime
from demerit.regime.silence import in_brief, stand_ins
from demerit.regime.template import template
from tests.regime.town import CITY, changed


def said(*changes: tuple[str, str]) -> list[str]:
    text = template("my")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return stand_ins(read_regime(text))


def test_silence_on_errors_of_feeds_is_said() -> None:
    assert "feeds > cameras and courts > wrong person: not declared, so no record falls on somebody else" in said()
    courts = "sees: [unpaid judgment], detects: 100 % (assumption)"
    declared = said((courts, f"{courts}, wrong person: 0 % (assumption), false marks: 0.1 per year (assumption)"))
    assert "feeds > cameras > wrong person: not declared, so no record falls on somebody else" in declared
    assert "feeds > cameras > false marks: not declared, so no record is of an act that nobody did" in declared


def test_silence_on_notice_and_correction_is_said() -> None:
    found = said()
    assert "schemes > town points > notice: not declared, so nobody is told of a mark" in found
    assert "schemes > debtors > notice: not declared, so nobody is told of an entry" in found
    assert "schemes > debtors > correction: not declared, so no wrong entry is ever corrected" in found
    assert "responses: not declared, so nobody changes what they do because they are watched or hit" in found


@pytest.mark.parametrize(("clause", "word", "stands_in"), [
    ("notice: {when: never}", "notice", False),
    ("notice: {when: never}", "notice > served", False),
    ("notice: {when: at}", "notice > served", True),
    ("notice: {when: at, served: 0 % (assumption)}", "notice > served", False),
    ("correction: {decided within: 15 days (assumption)}", "correction > upheld", True),
    ("correction: {decided within: 15 days (assumption), upheld: 0 % (assumption)}", "correction > upheld", False),
    ("correction: {decided within: 15 days (assumption)}", "correction > review", True),
])  # fmt: skip
def test_a_declared_zero_is_no_silence(clause: str, word: str, stands_in: bool) -> None:
    exits = "    exits: {performance: within 3 working days (assumption)}"
    found = said((exits, f"{exits}\n    {clause}"))
    assert any(one.startswith(f"schemes > debtors > {word}: ") for one in found) is stands_in


CORRECTED = "agreements > court > passes > correction: not declared, so a copy stays when the entry is corrected"
CONSENT = "agreements > score > who consent: not declared, so everybody consents"


def test_silence_on_copies_and_consent_is_said() -> None:
    found = stand_ins(read_regime(CITY))
    assert CONSENT in found
    assert CORRECTED not in found
    stale = changed("passes: [entry, performance, correction]", "passes: [entry, performance]", CITY)
    assert CORRECTED in stand_ins(read_regime(stale))
    never = stale.replace("    correction: {decided within: 15 days (LAW), upheld: 60 % (assumption)}\n", "")
    assert CORRECTED not in stand_ins(read_regime(never))
    asked = changed(
        "passes: [excellent], consent: with", "passes: [excellent], consent: with, who consent: 9 % (LAW)", CITY
    )
    assert CONSENT not in stand_ins(read_regime(asked))


def test_all_of_a_kind_are_counted_not_listed() -> None:
    found = stand_ins(read_regime("rongcheng"))
    assert any(one.startswith("schemes > city points > catalogue > all 17 > expires after: ") for one in found)
    assert any(
        one.startswith("feeds > traffic police, utilities, banks and registers of merit > wrong") for one in found
    )


def test_in_brief_there_are_no_names_of_clauses() -> None:
    notes = ["A year of a run has 365 days.", *(f"{one}." for one in stand_ins(read_regime("rongcheng")))]
    notes.append(f"From day 1,040 on, {said()[0]}.")
    assert in_brief(notes) == (
        "feeds (wrong person, false marks, arrives after); city points (expires after, notice, correction); "
        "debtors (kept, correction > review > upheld); measures (starts after, ends after); "
        "agreements (passes > correction)"
    )
    assert in_brief(said()).endswith("; responses")


def test_nothing_stands_in_for_a_regime_that_does_nothing() -> None:
    assert stand_ins(read_regime("nothing")) == []
    assert in_brief(["A year of a run has 365 days."]) == ""


@pytest.mark.parametrize("regime", shipped(), ids=lambda regime: regime.regime)
def test_each_is_one_short_sentence_said_once(regime: Regime) -> None:
    found = stand_ins(regime)
    assert len(found) == len(set(found))
    assert all(one.count(": not declared, so ") == 1 for one in found)
