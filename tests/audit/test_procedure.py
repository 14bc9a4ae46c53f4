"""Tests of procedure (F02, F04 to F07, F11, L12, L15, L17, L24, L26) on a town that meets them all, one word at a time.

Each case flips or takes away one safeguard of the town. The rule that is about it must raise it at the clause, tell a
life in order of days, and name an amendment that `demerit run --set` takes and that clears it again.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from demerit.audit import static
from demerit.audit.layout import Facts, Outcome
from demerit.audit.packs import PRINCIPLES, read_pack
from demerit.audit.register import RULES
from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import Nation
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import LIBRARY, Document, read_document
from tests.audit.lengths import LENGTHS
from tests.audit.procedures import CASES, LASTS, NEEDS, SILENT, TOWN, Case

MINE = ("F02", "F04", "F05", "F06", "F07", "F11", "L12", "L15", "L17", "L24", "L26")
TODAY = date(2026, 11, 22)


@cache
def nation() -> Nation:
    return load_nation("china-2020", 7)


def found(document: Document, rule: str, phase: int = 0) -> list[Outcome]:
    return list(RULES[rule][1](Facts(document.phases[phase][1], document, nation(), TODAY)))


def edited(*edits: tuple[str, str]) -> Document:
    text = TOWN
    for was, now in edits:
        assert text.count(was) == 1, f"{was!r} stands {text.count(was)} times"
        text = text.replace(was, now)
    return read_document(text)


def clears(document: Document, rule: str, outcome: Outcome) -> list[Outcome]:
    """What the rule still says about the clause after the amendment; nothing where the amendment clears it."""
    assert outcome.amendment is not None
    assert outcome.amendment.changes
    after = changed(document, changes_of(dict(outcome.amendment.changes)))
    return [one for one in found(after, rule) if one.where == outcome.where and one.state != "pass"]


@pytest.mark.parametrize("rule", MINE)
def test_the_town_meets_every_test(rule: str) -> None:
    outcomes = found(read_document(TOWN), rule)
    assert {one.state for one in outcomes} == {"pass"}, [one for one in outcomes if one.state != "pass"]


@pytest.mark.parametrize("one", [*CASES, *LENGTHS], ids=lambda one: f"{one.rule} {one.state} {one.says}")
def test_a_safeguard_that_is_gone_is_found(one: Case) -> None:
    document = edited(*one.edits)
    raised = [each for each in found(document, one.rule) if each.state != "pass"]
    outcome = next((each for each in raised if ".".join(each.where) == one.where and one.says in each.says), None)
    assert outcome is not None, raised
    assert outcome.state == one.state
    assert document.place(*outcome.where) is not None
    assert outcome.why
    assert bool(outcome.life) == (one.state == "fail")
    days = [line.day for line in outcome.life]
    assert days == sorted(days)
    assert tuple(days) == one.days or not one.days
    if one.life:
        assert len(one.life) == len(outcome.life), outcome.life
        for words, line in zip(one.life, outcome.life, strict=True):
            assert words in line.text
    assert clears(document, one.rule, outcome) == []


@pytest.mark.parametrize("rule", MINE)
def test_every_rule_has_a_case_of_each_kind(rule: str) -> None:
    assert {"fail", SILENT} <= {one.state for one in CASES if one.rule == rule}


def test_what_others_grant_is_no_cure() -> None:
    """The pardon stays open all the time; it is in nobody's own hands, and is said to be left."""
    (outcome,) = [one for one in found(edited(LASTS, NEEDS), "F02") if one.state == "fail"]
    assert outcome.why.endswith("what is left is up to others (pardon)")
    assert [one.state for one in found(edited(NEEDS), "F02")] == ["pass"]  # its term ends it whatever is taken


SECOND = """  arrears:
    kind: list
    colour: black
    subjects: persons of 18 and over
    grounds: {owes: {conduct: unpaid judgment}}
    term: {owes: until performance (LAW)}
    exits: {performance: {within: 3 days (LAW), requires: [phone]}}
  points:
"""
_SECOND = ("  points:\n    kind", SECOND + "    kind")
_LINE = ("agreements:", "  no phone: {on: arrears, gate: shop, effect: bar, takes away: [letters]}\nagreements:")
_COURTS = ("reaches: [debtors]", "reaches: [debtors, arrears]")


def test_two_lists_that_lock_each_other() -> None:
    """One act, two lists: each takes what the way off the other needs, and neither does it alone."""
    locked = ("takes away: [travel]", "takes away: [phone]")
    both = found(edited(LASTS, _SECOND, _LINE, _COURTS, locked), "F02")
    assert {one.where[1]: one.state for one in both if one.where[-1] == "performance"} == {
        "debtors": "fail",
        "arrears": "fail",
    }
    one_way = found(edited(LASTS, _SECOND, _LINE, _COURTS), "F02")  # arrears can be left first, and gives letters back
    assert {one.state for one in one_way} == {"pass"}


def test_a_copy_of_a_record_lapses_with_it() -> None:
    """What a feed passes on by agreement is forgotten when the feed forgets it."""
    agreed = (("reaches: [points]", "reaches: []"),
              ("agreements:\n", "agreements:\n  traffic: {from: police, to: points, passes: [acts]}\n"))  # fmt: skip
    assert [one.state for one in found(edited(*agreed), "F04") if one.where[-1] == "traffic"] == ["pass"]
    document = edited(*agreed, ("kept for: 2 years", "kept for: 3 months"))
    (outcome,) = [one for one in found(document, "F04") if one.where[-1] == "traffic"]
    assert (outcome.state, outcome.why) == ("fail", "the copy outlives its source by 274 days")
    assert clears(document, "F04", outcome) == []


OTHER = """  other:
    kind: points
    subjects: persons
    participation: everyone
    start: 9 points (LAW)
    range: 0 to 9 points (LAW)
    bands: {all: below}
    catalogue: {in bad of points: {points: -5 points (LAW), expires after: 90 days (LAW)}, speeding: 1 point (LAW)}
"""


def test_a_band_that_is_passed_on_is_not_taken_back() -> None:
    """No clause can correct the news of a band, so that only leaving the agreement out clears it."""
    score = ("measures:\n", OTHER + "measures:\n")
    document = edited(score, ("agreements:\n", "agreements:\n  bands: {from: points, to: other, passes: [bad]}\n"))
    (outcome,) = [one for one in found(document, "L12") if one.where == ("agreements", "bands")]
    assert outcome.state == "fail"
    assert [line.day for line in outcome.life] == [0, 0, 1, 90]
    assert clears(document, "L12", outcome) == []


def test_a_notice_that_suspends_need_not_wait() -> None:
    """Measures that rest while it is decided may start before the appeal is over, once people have been told."""
    rests = ("then corrected", "suspends measures: yes\n      then corrected")
    early = ("starts after: 35 days", "starts after: 0 days")
    assert [one.state for one in found(edited(rests, early), "F07") if one.where[-1] == "auction"] == ["pass"]
    at_once = ("when: before, served: 100 % (LAW), grace: 10 days (LAW)", "when: at")
    assert [one.state for one in found(edited(rests, early, at_once), "F07") if one.where[-1] == "auction"] == ["fail"]


SHIPPED = sorted(file.stem for file in LIBRARY.glob("*.yaml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_regimes_read_well(name: str) -> None:
    """Every clause can be shown, every life is in order, and no sentence is a verdict."""
    document = read_document(LIBRARY / f"{name}.yaml")
    for phase in range(len(document.phases)):
        for rule in MINE:
            for one in found(document, rule, phase):
                assert document.place(*one.where) is not None
                assert [line.day for line in one.life] == sorted(line.day for line in one.life)
                assert bool(one.life) == (one.state == "fail"), (rule, one.says)
                assert bool(one.why) == (one.state != "pass")
                told = [one.says, one.why, *(line.text for line in one.life)]
                assert not any(
                    word in text.split() for text in told for word in ("unlawful", "illegal", "lawful", "None")
                )
                assert not any("  " in text or text.endswith((".", " ")) for text in told if text), told


@pytest.mark.parametrize(
    "name", ["exit-bans", "rongcheng", "sesame-2015", "speech-2018", "suining-2010", "wendeng-2020"]
)
def test_amendments_of_shipped_regimes_clear(name: str) -> None:
    document = read_document(LIBRARY / f"{name}.yaml")
    for rule in MINE:
        for one in found(document, rule):
            if one.state != "pass" and one.amendment is not None:
                assert clears(document, rule, one) == [], (rule, one.amendment)


def test_every_rule_is_asked_for_by_a_principle() -> None:
    part_of_another = {"L31a"}  # of L31, which the principles ask for as a whole
    asked = {name for name, (one, _) in RULES.items() if not one.against_a_list} - part_of_another
    assert asked == {one.rule for one in read_pack(PRINCIPLES).provisions}
    findings = static.audit(read_document(TOWN), nation(), TODAY).findings
    assert {one.state for one in findings if one.rule.id in MINE} == {"pass"}
    assert {one.rule.id for one in findings} >= set(MINE)
