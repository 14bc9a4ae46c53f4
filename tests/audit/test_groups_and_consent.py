"""Tests by group, unequal watching, and what is passed on under a law or with consent."""

from __future__ import annotations

from datetime import date

import pytest

from demerit.audit.layout import Finding
from demerit.audit.proof.cases import CASES
from demerit.audit.proof.held import held
from demerit.audit.remedies import UNAMENDED
from demerit.audit.static import audit
from demerit.regime.changes import changed, changes_of
from demerit.report.audit import read_for_audit
from tests.audit.procedures import TOWN
from tests.library.shipped import NAMES

DAY = date(2026, 11, 22)
GROUPS, WATCHED, PASSING = "F10a", "F10b", "L10a"


def found(rule: str, *changes: str, file: str = TOWN) -> list[Finding]:
    document, people = read_for_audit(file)
    return list(audit(changed(document, changes_of(changes)), people, DAY, (), (rule,)).findings)


def only(rule: str, *changes: str) -> Finding:
    (one,) = found(rule, *changes)
    return one


def repaired(rule: str, *changes: str) -> list[str]:
    """What the test says once the amendments of its findings are made."""
    more = [f"{path}={value}" for one in found(rule, *changes) if one.outcome.amendment
            for path, value in one.outcome.amendment.changes]  # fmt: skip
    return [one.state for one in found(rule, *changes, *more)]


@pytest.mark.parametrize(
    ("safeguards", "state"),
    [("{impact assessment: yes}", "not declared"), ("{group tests: no}", "fail"), ("{group tests: yes}", "pass")],
)
def test_group_tests_are_asked_for(safeguards: str, state: str) -> None:
    one = only(GROUPS, f"safeguards={safeguards}")
    assert (one.state, one.outcome.where) == (state, ("safeguards", "group tests"))
    assert repaired(GROUPS, f"safeguards={safeguards}") == ["pass"]


def test_without_burdens_nobody_need_be_counted() -> None:
    assert found(GROUPS, file="suqian-2018") == found(WATCHED, file="suqian-2018") == []


def test_unequal_watching_fails_and_equal_watching_passes() -> None:
    assert {one.state for one in found(WATCHED)} == {"pass"}
    closer = "feeds.courts.by={residence: {rural: 3 times (LAW)}, income: {1: 2 times (LAW), 5: 1 times (LAW)}}"
    (one,) = (each for each in found(WATCHED, closer) if each.state == "fail")
    assert one.outcome.where == ("feeds", "courts", "by")
    assert "rural people 3 times" in one.outcome.says
    assert "the poorest fifth 2 times" in one.outcome.says
    assert "richest" not in one.outcome.says
    assert "by rural people and by others" in one.outcome.life[0].text
    assert set(repaired(WATCHED, closer)) == {"pass"}


def test_watching_less_is_unequal_too() -> None:
    (one,) = (
        each for each in found(WATCHED, "feeds.courts.by={sex: {female: 0.5 times (LAW)}}") if each.state != "pass"
    )
    assert (one.state, "by others and by female people" in one.outcome.life[0].text) == ("fail", True)


def test_a_feed_that_serves_no_burden_may_watch_as_it_likes() -> None:
    feeds = {one.outcome.where[1] for one in found(WATCHED, file="surveillance")}
    assert "street cameras" in feeds
    assert "readers of posts" not in feeds


FLOW = "agreements.court to town"


@pytest.mark.parametrize(
    ("changes", "state", "says"),
    [
        ((), "not declared", "does not say whether people are asked"),
        ((f"{FLOW}.consent=without",), "not declared", "without asking"),
        ((f"{FLOW}.consent=without", f"{FLOW}.law=assumption"), "fail", "no law behind it but an assumption"),
        ((f"{FLOW}.consent=without", f"{FLOW}.law=LAW"), "pass", "under LAW"),
        (("legal basis=LAW",), "pass", "under LAW"),
        ((f"{FLOW}.consent=with",), "not declared", "does not say how many agree"),
        ((f"{FLOW}.consent=with", f"{FLOW}.law=LAW"), "not declared", "does not say how many agree"),
        ((f"{FLOW}.consent=with", f"{FLOW}.who consent=30 % (LAW)"), "pass", "which 30 % give"),
    ],
)
def test_what_is_passed_on_rests_on_a_law_or_on_consent(changes: tuple[str, ...], state: str, says: str) -> None:
    one = only(PASSING, *changes)
    assert one.state == state
    assert says in one.outcome.says
    if one.outcome.amendment is not None:
        assert repaired(PASSING, *changes) == []  # nothing is passed on any more


def test_data_that_was_given_by_consent_is_not_passed_on_without_asking() -> None:
    failing = [one for one in found(PASSING, file="city-with-sesame") if one.state == "fail"]
    assert [(one.outcome.where, one.phase) for one in failing] == [
        (("agreements", "the private score", "consent"), date(2019, 1, 1))
    ]
    assert "of their own will" in failing[0].outcome.why
    more = found(PASSING, "feeds.retailers.lawful basis=consent", file="city-with-sesame")
    (shopping,) = (one for one in more if one.state == "fail" and one.outcome.where[1] == "shopping")
    assert "gave their data to retailers by consent" in shopping.outcome.why


def test_an_agreement_that_nobody_consents_to_is_not_in_force() -> None:
    assert found(PASSING, f"{FLOW}.consent=with", f"{FLOW}.who consent=0 % (LAW)") == []


def test_whatever_is_raised_has_an_amendment_or_says_why_there_is_none() -> None:
    """Over the shipped regimes and the cases: no finding leaves a reader without either."""
    bare = set[str]()
    cases = ((one.document, one.nation) for one in (held(case.name) for case in CASES))
    for document, people in (*map(read_for_audit, NAMES), *cases):
        for one in audit(document, people, DAY, ("china",)).findings:
            change = one.outcome.amendment
            if one.state != "pass" and (change is None or not change.changes):
                assert one.outcome.why.endswith(UNAMENDED[one.rule.id]), (document.file, one.rule.id, one.outcome.where)
                bare.add(one.rule.id)
            else:
                assert "only its authors" not in one.outcome.why
    assert bare == set(UNAMENDED) - {"L10a"}


def test_consent_that_nobody_withholds_does_not_pass() -> None:
    (one,) = found(PASSING, f"{FLOW}.consent=with", f"{FLOW}.who consent=100 % (LAW)")
    assert one.state == "not declared"
    assert "nobody withholds" in one.outcome.why
