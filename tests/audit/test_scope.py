"""What a provision hangs on: one that may not apply to a regime lifts no finding, and fails nothing."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from demerit.audit.amend import Asked, amend
from demerit.audit.layout import Audit, Finding
from demerit.audit.static import audit
from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import Nation
from demerit.records.order import known
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import Document, read_document

AS_OF = date(2026, 11, 23)
PROPORTION = "AI Act art. 5(1)(c)(ii), proportion"


@cache
def nation() -> Nation:
    return load_nation("china-2020", 7, 20_000)


def rongcheng(**changes: str) -> Document:
    read = read_document("rongcheng", known(nation()))
    return changed(read, changes_of({path.replace("_", " "): value for path, value in changes.items()}),
                   known(nation()))  # fmt: skip


@cache
def found(**changes: str) -> Audit:
    return audit(rongcheng(**changes), nation(), AS_OF, ("eu",))


def asked_by(held: Audit, provision: str) -> list[Finding]:
    return [one for one in held.findings if one.provision.id == provision]


def test_what_may_not_apply_fails_nothing() -> None:
    held = asked_by(found(), PROPORTION)
    assert "fail" in {one.outcome.state for one in held}
    assert "fail" not in {one.state for one in held}
    assert {one.open_scope for one in held} == {("uses ai: yes",)}
    assert "leaves open test L03" in held[0].sentence(AS_OF)
    assert held[0].sentence(AS_OF).endswith("which holds where uses ai: yes is declared")


def test_a_clause_keeps_the_severity_of_what_applies_for_sure() -> None:
    failing = {one.provision.severity for one in found().of("fail") if one.rule.id == "L03"}
    assert failing == {"needs an exception"}


def test_once_it_is_declared_to_apply_it_weighs() -> None:
    held = asked_by(found(uses_ai="yes"), PROPORTION)
    assert "fail" in {one.state for one in held}
    assert {one.open_scope for one in held} == {()}


def test_once_it_is_declared_not_to_apply_it_is_not_asked() -> None:
    assert asked_by(found(uses_ai="no"), PROPORTION) == []


@pytest.mark.parametrize("state", ["pass", "not declared"])
def test_what_meets_a_test_or_is_silent_stays_so(state: str) -> None:
    held = [one for one in found().findings if one.open_scope and one.outcome.state == state]
    assert held
    assert {one.state for one in held} == {state}


def test_amendments_clear_what_fails_for_sure() -> None:
    one = amend(Asked(rongcheng(), nation(), known(nation()), AS_OF, ("eu",), ("L02",)))
    assert one.made
    assert one.left == ()
    assert [one for one in one.after.of("fail") if one.rule.id == "L02"] == []
