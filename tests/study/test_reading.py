"""What is refused in a case file, each with its place and what was expected: all slips of a file at once."""

from __future__ import annotations

import pytest

from demerit.errors import UserError
from demerit.regime.quantities import Malformed
from demerit.study.cases.from_yaml import LIBRARY, Script, read_case
from demerit.study.cases.phrases import KINDS, Span, read_fact, read_span, read_when
from demerit.study.cases.study import study

CASE = """case: small
title: A small case
person: {name: Wu Ming, age: 40, sex: male}
regime: debtors-2017
with: {schemes.debtors.decided after: 20 days (assumption)}
begins: 2018-01-01
ends: 2018-12-31
sources: {NEWS: a newspaper}
script:
  2018-02-01: {does: unpaid judgment, says: Does not pay., source: NEWS}
  2018-06-01:
    - {tries: air, says: Books., source: NEWS}
  when refused: {performs: accepted, after: 2 days (NEWS), says: Pays., source: NEWS}
expect:
  2018-06-01: refused at air (NEWS)
  before 2018-06-01: [not told of debtors by notice (NEWS)]
variants:
  nobody checks: {with: {measures.no flights.applied: 0 % (assumption)}, says: where nobody checks}
confidence: high
not modelled: []
"""

SLIPS = {
    "unknown word": ("title: A", "titel: A", "2:1: `titel` is not a word that this clause has", "`title`"),
    "unknown verb": ("{tries: air", "{trys: air", "12:8: `trys` is not a word", "`tries`"),
    "unknown choice": ("sex: male", "sex: mail", "3:39: `mail` is not a word for `sex`", "`male`"),
    "no source": (", says: Books., source: NEWS", ", says: Books.", "12:7: `source` is missing", "write `source"),
    "unknown source": ("Books., source: NEWS", "Books., source: NEW", "12:42: no source is called `NEW`", "`NEWS`"),
    "two verbs": ("{tries: air,", "{tries: air, asks: refused,", "12:7: a step has one verb", "a step each"),
    "who without how": ("{does: unpaid judgment,", "{does: unpaid judgment, done by: nobody,",
                        "10:15: `done by` and `mistaken by` go together", "how it came to this person"),
    "after a date": ("{tries: air,", "{tries: air, after: 1 day (NEWS),", "12:7: `after` goes with", "`when told`"),
    "outside the case": ("2018-02-01:", "2017-02-01:", "10:3: 2017-02-01 lies outside the case", "2018-01-01 to"),
    "no date": ("  2018-02-01:", "  yesterday:", "10:3: `yesterday` is not a date", "year-month-day"),
    "nothing to answer": ("when refused:", "when refuse:", "13:3: `when refuse` is nothing to answer to", "`refused`"),
    "no fact": ("refused at air", "turned away at air", "15:15: `turned away at air` is not a fact", "refused at"),
    "fact without source": ("refused at air (NEWS)", "refused at air", "15:15: a fact without a source", "(assum"),
    "times that overlap nothing": ("before 2018-06-01", "2018-07-01 to 2018-06-01",
                                   "16:3: `2018-07-01 to 2018-06-01` ends before it begins", "DATE to DATE"),
    "ends before it begins": ("ends: 2018-12-31", "ends: 2017-12-31", "7:7: the case ends before", "2018-01-01"),
    "twice": ("ends: 2018", "begins: 2018", "7:1: `begins` stands twice", "each name once"),
}  # fmt: skip
"""slip: what is written, what instead, the message with its place, and what was expected"""

LATER = {
    "unknown conduct": ("does: unpaid judgment", "does: unpaid judgement", "10:22: `unpaid judgement` is not conduct"),
    "unknown gate": ("tries: air", "tries: ail", "12:15: `ail` is not a gate of the nation china-2020"),
    "unknown list": ("not told of debtors", "not told of debters", "16:23: the regime debtors-2017 has no scheme"),
    "unknown path": ("schemes.debtors.decided", "schemes.debtors.decidet", "5:8: `decidet after` is not a word"),
    "unknown unit": ("20 days (assumption)", "20 dais (assumption)", "5:41: `dais` is not a unit"),
    "unknown place": ("sex: male}", "sex: male, lives in: Paris}", "3:55: `Paris` is not a place"),
}
"""the same of what only the regime and the nation know"""


def small(was: str = "", now: str = "") -> Script:
    assert was in CASE
    return read_case(CASE.replace(was, now, 1))


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused_at_its_place(slip: str) -> None:
    was, now, message, expected = SLIPS[slip]
    with pytest.raises(UserError) as refused:
        small(was, now)
    said = str(refused.value)
    assert f"case:{message}" in said
    assert expected in said


@pytest.mark.parametrize("slip", LATER)
def test_what_regime_and_nation_do_not_know_is_refused_at_its_place(slip: str) -> None:
    was, now, message = LATER[slip]
    with pytest.raises(UserError) as refused:
        study(CASE.replace(was, now, 1))
    assert f"case:{message}" in str(refused.value)


def test_all_slips_of_a_file_come_at_once() -> None:
    text = CASE
    for was, now, *_ in (SLIPS["unknown choice"], SLIPS["no fact"], SLIPS["two verbs"], SLIPS["outside the case"]):
        text = text.replace(was, now, 1)
    with pytest.raises(UserError) as refused:
        read_case(text)
    assert [problem.line for problem in refused.value.problems] == [3, 10, 12, 15]


def test_a_change_that_breaks_a_law_is_said_where_it_stands() -> None:
    with pytest.raises(UserError) as refused:
        study(CASE.replace("decided after: 20 days (assumption)", "notice: {when: never, served: 10 % (assumption)}"))
    assert refused.value.problems[0].file == "case"
    assert refused.value.problems[0].line == 5


def test_the_small_case_as_it_is_written() -> None:
    """One dated step after the other, then what answers to a refusal two days later."""
    told = study(CASE)
    steps = [(moment.day.isoformat(), moment.outcome) for moment in told.original.replay.moments if moment.step]
    assert steps == [("2018-02-01", "reported by courts"), ("2018-06-01", "refused"), ("2018-06-03", "done")]
    assert not told.holds, "notice arrives, for the case does not say otherwise and the regime makes it likelier"
    assert [one.holds for one in told.original.facts] == [True, False]
    unseen = study(CASE, variant="nobody checks").other
    assert unseen is not None
    assert unseen.course.refused is None
    assert unseen.course.performed is None, "nothing was refused, so nothing answers to it"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fact_is_read_and_its_opposite(kind: str) -> None:
    of = {"mark for": "jaywalking in city points", "fined": "80,000 yuan"}.get(kind, "debtors")
    span = Span(*[small().case.begins] * 2)
    fact, opposite = read_fact(f"{kind} {of}", span, "A"), read_fact(f"no {kind} {of}", span, "A")
    assert (fact.kind, fact.negated, opposite.kind, opposite.negated) == (kind, False, kind, True)


def test_times_are_read_within_the_case() -> None:
    case = small().case
    assert read_span("before 2018-06-01", case.begins, case.ends).last.isoformat() == "2018-05-31"
    assert read_span("throughout", case.begins, case.ends) == Span(case.begins, case.ends)
    assert read_when("when told", case.begins, case.ends) == "told"
    for text in ("before 2018-01-01", "2019-01-01", "sometime", "2018-01-01 to 2019-01-01"):
        with pytest.raises(Malformed):
            read_span(text, case.begins, case.ends)


@pytest.mark.parametrize("file", sorted(LIBRARY.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_file_is_named_as_its_case(file: object) -> None:
    assert read_case(str(file)).case.case in str(file)
