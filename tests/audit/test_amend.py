"""Amendments: they clear what they are to clear, none can be left out, and an amended regime needs none."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.audit import amend as amend_module
from demerit.audit.amend import HEAVY, Amended, Asked, _Search, amend
from demerit.audit.layout import Audit
from demerit.audit.trees import Tree, differing, nested, reverted, tree_of
from demerit.audit.trees import settings as set_so
from demerit.errors import UserError
from demerit.records.order import known
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import Document, read_document
from demerit.regime.to_yaml import words_to_yaml
from demerit.report.audit import read_for_audit
from tests.audit.lengths import LENGTHS
from tests.audit.procedures import CASES, TOWN, Case

DAY = date(2026, 11, 22)
REGIMES = ("rongcheng-2013", "rongcheng", "debtors-2013", "debtors-2017", "debtors-2017-2026", "village-credit")


def asked(document: Document, rules: tuple[str, ...] = (), laws: tuple[str, ...] = ()) -> Asked:
    _, nation = read_for_audit(document.text)
    return Asked(document, nation, known(nation), DAY, laws, rules)


@cache
def amended(regime: str, rules: tuple[str, ...] = (), laws: tuple[str, ...] = ()) -> tuple[Asked, Amended]:
    one = asked(read_for_audit(regime)[0], rules, laws)
    return one, amend(one)


def failing(one: Asked, found: Audit) -> set[tuple[str, tuple[str, ...]]]:
    return {(each.rule.id, each.outcome.where) for each in found.of("fail") if one.wants(each)}


def silent(found: Audit) -> set[tuple[str, tuple[str, ...]]]:
    return {(each.rule.id, each.outcome.where) for each in found.of("not declared")}


def with_all_but(one: Asked, found: Amended, left_out: int) -> Document | None:
    """The regime with every change but one; None where it does not read."""
    changes = [f"{made.path}={made.value}" for at, made in enumerate(found.made) if at != left_out]
    try:
        return changed(one.document, changes_of(changes), one.known)
    except UserError:
        return None


def assert_needed(one: Asked, found: Amended) -> None:
    """Without any one of the changes something fails again, falls silent, or the file does not read."""
    left = {(each.finding.rule.id, each.finding.outcome.where) for each in found.left}
    for at, made in enumerate(found.made):
        document = with_all_but(one, found, at)
        if document is None:
            continue
        audit = one.audit(document)
        back = failing(one, audit) | (silent(audit) - silent(found.after))
        assert back - left, made
        assert set(made.else_back) <= back, made


@pytest.mark.parametrize("laws", [(), ("eu", "international")])
@pytest.mark.parametrize("regime", REGIMES)
def test_what_weighs_most_is_cleared_by_changes_that_are_all_needed(regime: str, laws: tuple[str, ...]) -> None:
    one, found = amended(regime, (), laws)
    assert failing(one, found.before)
    assert failing(one, found.after) == set()
    assert found.left == ()
    assert not [each for each in found.after.of("fail") if each.provision.severity in HEAVY]
    assert_needed(one, found)


@pytest.mark.parametrize("regime", REGIMES)
def test_amending_the_amended_changes_nothing(regime: str) -> None:
    _, found = amended(regime)
    again = amend(asked(read_document(found.document.text)))
    assert again.made == ()
    assert again.document.regime == found.document.regime


@settings(max_examples=4)
@given(
    st.sets(st.sampled_from(["F04", "F06", "F08", "F09", "F11", "L02", "L03", "L12", "L13", "L24", "L31"]), min_size=1)
)
def test_any_tests_are_cleared_by_changes_that_are_all_needed(rules: set[str]) -> None:
    one, found = amended("rongcheng-2013", tuple(sorted(rules)))
    assert failing(one, found.after) == set()
    assert_needed(one, found)
    assert amend(one) == found
    assert amend(asked(found.document, one.rules)).made == ()


@pytest.mark.parametrize(
    "case", [one for one in [*CASES, *LENGTHS] if one.state == "fail"], ids=lambda one: f"{one.rule} {one.says}"
)
def test_a_safeguard_that_is_gone_comes_back(case: Case) -> None:
    text = TOWN
    for was, now in case.edits:
        text = text.replace(was, now)
    one = asked(read_document(text), (case.rule,))
    found = amend(one)
    assert found.left == ()
    assert failing(one, found.after) == set()
    assert 1 <= len(found.made) <= 4
    assert_needed(one, found)


def test_a_town_without_faults_is_left_as_it_is() -> None:
    one = asked(read_document(TOWN), ("F02", "F04", "F05", "F06"))
    found = amend(one)
    assert (found.made, found.left, found.brought) == ((), (), ())
    assert found.document is one.document


def test_notice_is_all_that_the_test_of_notice_needs() -> None:
    _, found = amended("rongcheng", ("F06",))
    assert {made.path: made.value for made in found.made} == {
        "schemes.debtors.notice.when": "before", "schemes.debtors.notice.served": "100 % (assumption)",
    }  # fmt: skip
    assert {key for made in found.made for key in made.else_back} == {("F06", ("schemes", "debtors", "notice"))}


@pytest.mark.parametrize("regime", [*REGIMES, "speech-2018"])
def test_no_smaller_set_of_the_changes_would_do(regime: str) -> None:
    assert amended(regime)[1].least


def chosen(monkeypatch: pytest.MonkeyPatch, *enough: set[str]) -> tuple[set[str], bool]:
    """What is kept of five changes where each of some sets of them is enough, and whether it is the least."""
    search = object.__new__(_Search)
    search.tree = {}
    missed = [("F06", ("notice",))]
    monkeypatch.setattr(_Search, "_back", lambda _, tree: [] if any(one <= set(tree) for one in enough) else missed)
    tree, least = search.smallest(dict.fromkeys(("first", "second", "middle", "fourth", "last"), "1"))
    return set(tree), least


def test_a_set_that_neither_end_of_the_file_leads_to_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = ({"first", "second"}, {"fourth", "last"})
    assert chosen(monkeypatch, *ends, {"middle"}) == ({"middle"}, True)
    assert chosen(monkeypatch, *ends)[1]
    assert len(chosen(monkeypatch, *ends)[0]) == 2
    whole = {"first", "second", "middle", "fourth", "last"}
    assert chosen(monkeypatch, whole) == (whole, True)
    assert chosen(monkeypatch, {"first", "second", "last"}, {"middle", "first"}) == ({"first", "middle"}, True)


def test_a_table_that_reads_as_a_whole_only_may_go_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `when` alone the file does not read, which does not make `when` needed."""

    def back(_: _Search, tree: Tree) -> list[tuple[str, tuple[str, ...]]] | None:
        notice = tree.get("notice", {})
        if notice and "when" not in notice:
            return None
        return [] if notice or "other" in tree else [("F06", ("notice",))]

    search = object.__new__(_Search)
    search.tree = {}
    monkeypatch.setattr(_Search, "_back", back)
    tree = {"notice": {"when": "before", "says": "reasons"}, "other": "yes"}
    assert not search._needs(tree, ("notice", "when"))
    assert search.smallest(tree) == ({"other": "yes"}, True)
    assert search._needs({"notice": {"when": "before"}}, ("notice", "when"))


def test_where_there_is_too_much_to_try_it_is_not_said_to_be_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amend_module, "_CHOICES", 1)
    kept, least = chosen(monkeypatch, {"first", "second"}, {"fourth", "last"}, {"middle"})
    assert (len(kept), least) == (2, False)


def test_an_agreement_on_bands_is_amended_where_phases_speak_of_it_too() -> None:
    """No clause takes back the news of a band: so it is not passed on, in no phase."""
    _, found = amended("city-with-sesame", ("L12",))
    assert found.left == ()
    made = {one.path: one.value for one in found.made}
    assert made["agreements.the private score.who consent"] == "0 % (assumption)"
    assert "the private score" not in made["phases.a memorandum.changes"]


@pytest.mark.parametrize("regime", ["wendeng-2020", "speech-2018", "surveillance"])
def test_a_feed_that_nothing_uses_is_switched_off(regime: str) -> None:
    one, found = amended(regime, ("L11",))
    assert (found.left, failing(one, found.after)) == ((), set())
    assert all(made.path.endswith((".detects", ".sees")) for made in found.made)


def test_what_no_amendment_clears_is_left_and_said() -> None:
    text = TOWN.replace("operator: public\n", "operator: public\nmilder means: [none]\n")
    found = amend(asked(read_document(text), ("L30", "F06")))
    assert found.made == ()
    (left,) = found.left
    assert left.finding.rule.id == "L30"
    assert left.why == "no amendment of the file alone clears it: what that would be, only its authors can say"
    assert left.finding.outcome.why.endswith("; what that would be, only its authors can say")


def test_a_test_that_there_is_not_is_refused() -> None:
    with pytest.raises(UserError, match="there is no test `F6`"):
        amend(asked(read_document(TOWN), ("F6",)))


words = st.sampled_from(["a", "b", "c", "d.e"])
trees = st.recursive(
    st.sampled_from(["1", "2"]), lambda inner: st.dictionaries(words, inner, min_size=1, max_size=3), max_leaves=6
)
tables = st.dictionaries(words, trees, min_size=1, max_size=3)


@given(tables, tables)
def test_a_tree_with_all_its_differences_taken_back_is_the_other(a: Tree, b: Tree) -> None:
    tree = b
    for path in differing(a, b):
        tree = reverted(a, tree, path)
    assert tree == a
    assert differing(a, a) == nested(a, a) == []
    assert len(nested(a, b)) >= len(differing(a, b)) > 0 or a == b


def test_settings_make_the_one_file_of_the_other() -> None:
    a = read_document(TOWN)
    tree = tree_of(a)
    other = reverted({}, tree, ("measures", "forms", "law")) | {"necessity": "nothing milder would do"}
    points = {**tree["schemes"]["points"], "correction": {"decided within": "9 days (LAW)"}}
    other["schemes"] = {**tree["schemes"], "points": points}
    made = changed(a, changes_of([f"{path}={value}" for path, value in set_so(tree, other)]))
    assert tree_of(made) == other == tree_of(read_document(words_to_yaml(other)))
