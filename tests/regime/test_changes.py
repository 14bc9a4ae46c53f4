"""Regimes read otherwise than they are written: the same as a file edited by hand, and wrong in the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import UserError
from demerit.regime.changes import change_of, changed, changed_again, changes_of, left_out
from demerit.regime.from_yaml import LIBRARY, Document, read_document
from demerit.regime.laws import Known
from tests.regime.town import FILE

SHIPPED = sorted(LIBRARY.glob("*.yaml"))
TOWN = """regime: town
title: A town
in force: from 2019-01-01
operator: public
jurisdiction: nowhere
sources: {PLAN: a plan of the town}
feeds:
  eye: {holder: town, context: town, sees: [red light, loan default], detects: 50 % (PLAN)}
schemes:
  points:
    kind: points
    subjects: persons of 18 and over
    participation: everyone
    start: 100 points (PLAN)
    range: 0 to 200 points (PLAN)
    bands: {A: from 90 points (PLAN), B: below}
    catalogue: {red light: {points: -5 points (PLAN)}, loan default: {points: -9 points (PLAN)}}
measures:
  no loan: {on: points below A, gate: bank, effect: bar}
  no credit: {on: points below A, gate: bank, effect: bar}
  slow: {on: points below A, gate: counter, effect: 2 more forms and 3 hours (PLAN)}
responses:
  lost credit: {on: refused at bank, of: [loan default], changes: 1.3 times (assumption)}
  slow: {on: points below A, of: [red light], changes: 0.9 times (assumption)}
phases:
  later:
    from: 2020-01-01
    changes:
      responses.lost credit.changes: 1.2 times (assumption)
      schemes.points.start: 110 points (PLAN)
  last:
    from: 2021-01-01
    changes: {responses.lost credit.changes: 1.1 times (assumption)}
"""


def town(*edits: tuple[str, str]) -> Document:
    text = TOWN
    for was, now in edits:
        assert was in text, was
        text = text.replace(was, now, 1)
    return read_document(text)


@pytest.mark.parametrize("file", [*SHIPPED, FILE], ids=lambda file: file.stem)
def test_the_text_of_a_changed_regime_reads_as_the_regime(file: Path) -> None:
    """A change to what the file says already leaves every clause of every phase as it is."""
    document = read_document(file)
    jurisdiction = document.regime.jurisdiction
    again = changed(document, changes_of({"jurisdiction": f'"{jurisdiction}"'}))
    assert again.phases == document.phases
    assert again.file == document.file
    assert again.text.startswith(f"# {document.regime.regime}, changed:\n# jurisdiction = ")


SETS = {
    "schemes.points.start": ("start: 100 points (PLAN)", "start: 95 points (PLAN)", "95 points (PLAN)"),
    "feeds.eye.detects": ("50 % (PLAN)", "60 % (assumption)", "60 % (assumption)"),
    "measures.slow": ("{on: points below A, gate: counter, effect: 2 more forms and 3 hours (PLAN)}",
                      "{on: points below A, gate: hotel, effect: bar}",
                      "{on: points below A, gate: hotel, effect: bar}"),
    "responses.lost credit.of": ("[loan default], changes", "[red light], changes", "[red light]"),
    "schemes.points.notice": ("    catalogue:", "    notice: {when: never}\n    catalogue:", "{when: never}"),
    "political items": ("feeds:", "political items: on\nfeeds:", "on"),
    "schemes.points.catalogue.red light": ("red light: {points: -5 points (PLAN)}, ", "", "not declared"),
}  # fmt: skip


@pytest.mark.parametrize("path", SETS)
def test_a_clause_that_is_set_is_a_file_edited(path: str) -> None:
    was, now, value = SETS[path]
    set_ = changed(town(), changes_of({path: value}))
    assert set_.phases == town((was, now)).phases
    assert set_.phases != town().phases
    assert read_document(set_.text).phases == set_.phases
    assert changed(town(), changes_of([f"{path}={value}"])) == set_


PHASED = {
    "phases.later.changes.schemes.points.start": ("start: 110 points (PLAN)", "start: 120 points (PLAN)",
                                                  "120 points (PLAN)"),
    "phases.last.changes.feeds.eye.detects": (
        "changes: {responses", "changes: {feeds.eye.detects: 9 % (PLAN), responses", "9 % (PLAN)"
    ),
    "phases.last.changes.responses.lost credit": ("changes: {responses.lost credit.changes: 1.1 times (assumption)}",
        "changes: {responses.lost credit: {on: refused at bank, of: [red light], changes: 1.4 times (PLAN)}}",
        "{on: refused at bank, of: [red light], changes: 1.4 times (PLAN)}"),
    "phases.last.changes.responses.slow": (
        "changes: {responses", "changes: {responses.slow: not declared, responses", "not declared"
    ),
    "phases.later.from": ("from: 2020-01-01", "from: 2020-02-01", "2020-02-01"),
}  # fmt: skip


@pytest.mark.parametrize("path", PHASED)
def test_what_a_phase_changes_is_set_as_in_a_file_edited(path: str) -> None:
    was, now, value = PHASED[path]
    set_ = changed(town(), changes_of({path: value}))
    assert [regime for _, regime in set_.phases[1:]] == [regime for _, regime in town((was, now)).phases[1:]]
    assert [day for day, _ in set_.phases] == [day for day, _ in town((was, now)).phases]
    assert set_.phases != town().phases
    assert read_document(set_.text).phases == set_.phases


def test_a_clause_of_a_table_that_a_phase_sets_is_set_alone() -> None:
    with_table = town(("      schemes.points.start: 110 points (PLAN)",
                       "      measures.slow: {on: points below A, gate: counter, effect: 3 hours (PLAN)}"))  # fmt: skip
    path = "phases.later.changes.measures.slow"
    found = changed(with_table, changes_of({f"{path}.effect": "4 hours (PLAN)"}))
    assert found.phases[1][1].measures["slow"].on == with_table.phases[1][1].measures["slow"].on
    assert found.phases[1][1].measures["slow"].effect != with_table.phases[1][1].measures["slow"].effect
    assert found.phases[0][1].measures == with_table.phases[0][1].measures
    with pytest.raises(UserError, match="`value` leads nowhere: the phase writes"):
        changed(town(), changes_of({"phases.later.changes.responses.lost credit.changes.value": "1 times (PLAN)"}))


def test_what_is_left_out_is_a_file_without_it() -> None:
    no_link = town(
        ("  lost credit: {on: refused at bank, of: [loan default], changes: 1.3 times (assumption)}\n", ""),
        ("      responses.lost credit.changes: 1.2 times (assumption)\n", ""),
        ("""  last:
    from: 2021-01-01
    changes: {responses.lost credit.changes: 1.1 times (assumption)}
""", ""),
    )  # fmt: skip
    assert changed(town(), without=["lost credit"]).phases == no_link.phases
    assert len(no_link.phases) == 2, "a phase that changes nothing any more is none"
    no_loan = town(("  no loan: {on: points below A, gate: bank, effect: bar}\n", ""))
    assert changed(town(), without=["no loan"]).phases == no_loan.phases


def test_everything_can_be_left_out_and_set_at_once() -> None:
    found = changed(
        town(), changes_of({"schemes.points.start": "99 points (PLAN)"}),
        without=["lost credit", "no loan", "no credit", "measures.slow", "responses.slow"],
    )  # fmt: skip
    assert (found.regime.measures, found.regime.responses) == ({}, {})
    assert "# without measures.slow\n" in found.text
    assert found.regime.schemes["points"].start.value == 99  # type: ignore[union-attr]


def test_nothing_changed_is_the_document_itself() -> None:
    document = town()
    assert changed(document) is document


UNKNOWN = {
    "lost credti": ("has no response or measure `lost credti`", "did you mean `lost credit`"),
    "slow": ("`slow` is a response and a measure", "write `responses.slow`"),
    "feeds.eye": ("has no response or measure `feeds.eye`", "one of: lost credit, slow, no loan"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_says_nothing_or_two_things_is_refused(name: str) -> None:
    with pytest.raises(UserError) as refused:
        changed(town(), without=[name])
    assert str(refused.value).startswith("--without: ")
    for said in UNKNOWN[name]:
        assert said in str(refused.value)


def test_sections_tell_names_apart() -> None:
    assert left_out(town(), ["responses.slow", "lost credit", "responses.slow"]) == [
        ("responses", "slow"), ("responses", "lost credit"),
    ]  # fmt: skip


KNOWN = Known("a town", ["red light", "loan default"], ["bank", "counter", "hotel"])
WRONG = {
    "schemes.points.start=95 pints (PLAN)": (24, "`pints` is not a unit"),
    "schemes.points.start=95 points (PLAIN)": (33, "no source is called `PLAIN`"),
    "schemes.points.strt=95 points (PLAN)": (1, "`strt` is not a word"),
    "schemes.point.start=95 points (PLAN)": (1, "`point` leads nowhere"),
    "schemes.points.start.value=95 points (PLAN)": (1, "`start` leads nowhere"),
    "schemes.points.notise=not declared": (1, "`notise` is not declared anyway"),
    "phases.latter.changes.schemes.points.start=95 points (PLAN)": (1, "`latter` leads nowhere"),
    "phases.later.changes.schemes.point.start=95 points (PLAN)": (1, "`point` leads nowhere"),
    "phases.later.changes.schemes.points.start=95 pints (PLAN)": (45, "`pints` is not a unit"),
    "title=A city": (1, "`title` cannot be changed here"),
    "responses.slow.of=[red lihgt]": (20, "no conduct is called `red lihgt`"),
    "measures.slow={on: points below A, gate: bakn, effect: bar}": (42, "no gate is called `bakn`"),
    "measures.slow={on: points below A": (34, "a bracket is not closed"),
    "measures.slow={on: points below A}": (1, "`effect` is missing"),
}


@pytest.mark.parametrize("option", WRONG)
def test_what_is_wrong_with_a_change_is_said_where_it_stands(option: str) -> None:
    column, message = WRONG[option]
    with pytest.raises(UserError) as refused:
        changed(town(), [change_of(option)], KNOWN)
    problem = refused.value.problems[0]
    assert (problem.file, problem.line) == ("--set", 1)
    assert problem.column == column
    assert message in problem.message
    assert problem.source_line == option


@pytest.mark.parametrize("option", ["schemes", "=1", "schemes.points.start=", "  "])
def test_what_sets_nothing_is_refused(option: str) -> None:
    with pytest.raises(UserError, match="sets nothing"):
        change_of(option)


def test_what_a_change_breaks_elsewhere_is_said_there_with_the_reason() -> None:
    with pytest.raises(UserError) as refused:
        changed(town(), without=["no loan", "no credit"])
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == ("regime", 23)
    assert "no measure turns anybody away at the gate `bank`" in problem.message
    assert "change or leave out this clause too" in str(problem)
    read = changed(town(), without=["no loan", "no credit", "lost credit"])
    assert list(read.regime.responses) == ["slow"]


def test_changes_may_cite_what_they_bring_with_them() -> None:
    change = changes_of({"schemes.points.start": "95 points (MINE)"})
    with pytest.raises(UserError, match="no source is called `MINE`"):
        changed(town(), change)
    found = changed(town(), change, sources={"MINE": "a study"})
    assert found.regime.sources == {"MINE": "a study", "PLAN": "a plan of the town"}
    own = changes_of({"sources.MINE": "a study", "schemes.points.start": "95 points (MINE)"})
    assert changed(town(), own).regime.sources == {"PLAN": "a plan of the town", "MINE": "a study"}


def test_a_phase_that_changes_the_clause_again_is_told() -> None:
    changes = changes_of({"schemes.points.start": "95 points (PLAN)", "feeds.eye.detects": "60 % (PLAN)"})
    assert changed_again(town(), changes) == [("schemes.points.start", "later")]
    around = changes_of({"responses.lost credit": "{on: points below A, of: [red light], changes: 1.2 times (PLAN)}"})
    assert changed_again(town(), around) == [("responses.lost credit", "later"), ("responses.lost credit", "last")]
    phased = changes_of({"phases.later.changes.responses.lost credit.changes": "1.3 times (PLAN)"})
    assert changed_again(town(), phased) == [("phases.later.changes.responses.lost credit.changes", "last")]
    assert changed_again(town(), changes_of({"phases.later.changes.schemes.points.start": "95 points (PLAN)"})) == []
