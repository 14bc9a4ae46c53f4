"""Closed lists: set inclusion by the list of a provision, three-valued, and refused where a pack declares it badly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from demerit.audit.layout import Closed, Facts, Finding
from demerit.audit.packs import pack_names, read_pack
from demerit.audit.register import RULES
from demerit.audit.static import audit
from demerit.errors import UserError
from demerit.regime.changes import changed, changes_of
from demerit.report.audit import read_for_audit
from tests.audit.procedures import TOWN

TESTS = ("L32b", "L33a")
DAY = date(2026, 11, 22)


def found(*changes: str, day: date = DAY, laws: tuple[str, ...] = ("china",)) -> dict[str, list[Finding]]:
    document, people = read_for_audit(TOWN)
    document = changed(document, changes_of(changes))
    findings = audit(document, people, day, laws, TESTS).findings
    return {rule: [one for one in findings if one.rule.id == rule] for rule in TESTS}


def states(*changes: str) -> dict[str, list[str]]:
    return {rule: [one.state for one in held] for rule, held in found(*changes).items()}


def test_what_falls_under_a_head_passes() -> None:
    assert states() == {"L32b": ["pass"], "L33a": ["pass"]}
    (heads,) = found()["L32b"]
    assert heads.outcome.where == ("schemes", "debtors", "grounds")
    assert "refusing what a court or an authority has ordered" in heads.outcome.says


def test_conduct_under_no_head_fails_and_is_not_listed_when_amended() -> None:
    petition = "schemes.debtors.grounds.hides.conduct=petition"
    (heads,) = found(petition)["L32b"]
    assert heads.state == "fail"
    assert heads.outcome.amendment is not None
    assert heads.outcome.life[0].text == "petition"
    assert [path for path, _ in heads.outcome.amendment.changes] == ["schemes.debtors.grounds.hides.not if"]
    change = [f"{path}={value}" for path, value in heads.outcome.amendment.changes]
    assert states(petition, *change)["L32b"] == ["pass"]


def test_conduct_that_the_list_does_not_place_is_left_open() -> None:
    (heads,) = found("schemes.debtors.grounds.hides.conduct=loan default")["L32b"]
    assert heads.state == "not declared"
    assert "loan default" in heads.outcome.says
    assert heads.outcome.amendment is None
    assert heads.outcome.why.endswith("; under which head it would be, only its authors can say")


def test_a_measure_of_no_kind_in_the_list_fails_and_one_that_is_not_placed_is_left_open() -> None:
    (lease,) = found("measures.auction.gate=landlord")["L33a"]
    assert (lease.state, lease.outcome.where) == ("fail", ("measures", "auction"))
    assert lease.outcome.amendment is not None
    change = [f"{path}={value}" for path, value in lease.outcome.amendment.changes]
    assert states("measures.auction.gate=landlord", *change)["L33a"] == ["pass"]
    assert states("measures.auction.gate=employer")["L33a"] == ["not declared"]
    both = ("measures.auction.gate=landlord", "measures.no flights.gate=employer")
    assert states(*both)["L33a"] == ["fail", "not declared"]


def test_a_measure_may_be_placed_by_its_own_name() -> None:
    document, people = read_for_audit(TOWN)
    facts = Facts(document.regime, document, people, DAY, Closed({"by name": ("auction", "no flights", "forms")}))
    (inside,) = RULES["L33a"][1](facts)
    assert inside.state == "pass"
    beyond = Facts(document.regime, document, people, DAY, Closed({"travel": ("air",)}, ("auction", "counter")))
    assert [one.state for one in RULES["L33a"][1](beyond)] == ["fail", "fail"]


def test_a_head_that_holds_nothing_places_nothing() -> None:
    closed = Closed({"travel": ("air",), "none": ()}, ("no flights", "landlord"))
    assert (closed.head("landlord"), closed.excludes("landlord"), closed.excludes("bank")) == (None, True, False)


def test_the_list_holds_from_its_own_day_on() -> None:
    assert {rule: len(held) for rule, held in found(day=date(2020, 12, 6)).items()} == {"L32b": 0, "L33a": 0}
    assert {rule: len(held) for rule, held in found(day=date(2021, 1, 1)).items()} == {"L32b": 1, "L33a": 0}
    assert {rule: len(held) for rule, held in found(day=date(2021, 12, 16)).items()} == {"L32b": 1, "L33a": 1}


def test_without_a_list_nothing_is_found() -> None:
    assert found(laws=()) == {"L32b": [], "L33a": []}
    document, people = read_for_audit(TOWN)
    for rule in TESTS:
        assert list(RULES[rule][1](Facts(document.regime, document, people, DAY))) == []


def test_every_name_of_the_shipped_lists_is_one_of_the_nation() -> None:
    _, people = read_for_audit(TOWN)
    known = {*(one.name for one in people.conduct), *(one.name for one in people.gates)}
    lists = [one.closed for name in pack_names() for one in read_pack(name).provisions if one.closed is not None]
    assert len(lists) == 2
    for one in lists:
        names = [name for held in one.heads.values() for name in held] + list(one.none)
        assert set(names) <= known
        assert len(set(names)) == len(names)


PACK = """name: mine
title: My list
provisions:
  closed:
    rule: {rule}
    title: a list
    asks: whether it stands in it
    severity: weakness
    source: mine
"""


@pytest.mark.parametrize(
    ("rule", "more", "says"),
    [
        ("L33a", "", "carries no list"),
        ("L33a", "    heads: [air]\n", "carries no list"),
        ("L33a", "    heads: {}\n", "carries no list"),
        ("L33a", "    heads: {travel: {air: yes}}\n", "is no list of names"),
        ("L33a", "    heads: {travel: [air]}\n    in none of them: [air]\n", "falls under a head and under none"),
        ("L33", "    heads: {travel: [air]}\n", "holds nothing against a list"),
        ("L33", "    in none of them: [air]\n", "holds nothing against a list"),
    ],
)
def test_a_bad_list_is_refused(tmp_path: Path, rule: str, more: str, says: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(PACK.format(rule=rule) + more, encoding="utf-8")
    with pytest.raises(UserError, match=says):
        read_pack(file)


def test_a_pack_of_ones_own_brings_its_own_list(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    heads = "    heads: {travel: air, things: [property]}\n    in none of them: [forms]\n"
    file.write_text(PACK.format(rule="L33a") + heads, encoding="utf-8")
    held = found(laws=(str(file),))["L33a"]
    assert [(one.state, one.outcome.where) for one in held] == [("fail", ("measures", "forms"))]


def test_what_a_list_says_of_a_measure_itself_comes_before_what_it_says_of_its_gate() -> None:
    closed = Closed({"spending": ("air", "cheap flights")}, ("no flights",))
    assert (closed.head("no flights", "air"), closed.excludes("no flights", "air")) == (None, True)
    assert (closed.head("cheap flights", "shop"), closed.excludes("cheap flights", "shop")) == ("spending", False)
    assert (closed.head("unknown", "air"), closed.excludes("unknown", "air")) == ("spending", False)
    assert (closed.head("unknown", "nowhere"), closed.excludes("unknown", "nowhere")) == (None, False)
