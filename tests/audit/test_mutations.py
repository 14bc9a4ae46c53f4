"""Mutations: each safeguard that is taken from the clean regime is noticed, and nothing else is raised for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner

from demerit.audit.packs import PRINCIPLES, read_pack
from demerit.audit.proof.deletions import REASONS, Deletions, all_deletions, clauses, reason_for
from demerit.audit.proof.held import SEVERE, held
from demerit.audit.proof.mutations import CLEAN, Score, mutated, proven_mutations
from demerit.audit.proof.safeguards import MUTATIONS, Mutation
from demerit.audit.register import RULES
from demerit.cli.main import main
from demerit.errors import UserError
from demerit.report import audit_proof


@pytest.fixture(scope="module")
def deleted() -> Deletions:
    return all_deletions()


def test_the_clean_regime_passes_every_test_there_is() -> None:
    found = held(CLEAN)
    assert found.states == {}
    assert {one.rule for one in read_pack(PRINCIPLES).provisions} == {one.rule.id for one in found.audit.of("pass")}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_a_safeguard_that_is_gone_is_noticed_and_nothing_else(mutation: Mutation) -> None:
    result = mutated(mutation)
    assert result.missed == (mutation.raises if mutation.excepted else ())
    assert result.unrelated == ()
    assert set(result.raised) == (set() if mutation.excepted else set(mutation.raises))
    assert result.as_said
    assert mutation.because


def test_every_principle_is_tried() -> None:
    tried = {rule for mutation in MUTATIONS for rule in mutation.raises}
    assert tried == {one.rule for one in read_pack(PRINCIPLES).provisions}
    assert tried <= set(RULES)
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 40
    assert len({tuple(mutation.changes.items()) for mutation in MUTATIONS}) == len(MUTATIONS)


def test_recall_and_precision() -> None:
    score = proven_mutations()
    assert score.precision == 1.0
    assert score.expected - score.found == score.excepted
    assert score.recall == pytest.approx(1 - score.excepted / score.expected)
    assert score.recall > 0.9
    weights = {one.rule: one.severity for one in read_pack(PRINCIPLES).provisions}
    heavy = [
        (one.name, rule) for one in MUTATIONS if not one.excepted for rule in one.raises if weights[rule] in SEVERE
    ]
    assert score.raised == len(heavy)


def test_both_can_fall() -> None:
    """One rule too many in the names is a miss, one too few is unrelated."""
    hearing = next(one for one in MUTATIONS if one.raises == ("L17", "L26"))
    more, fewer = mutated(replace(hearing, raises=("L17", "L26", "F02"))), mutated(replace(hearing, raises=("L26",)))
    assert (more.missed, more.unrelated) == (("F02",), ())
    assert (fewer.missed, fewer.unrelated) == ((), ("L17",))
    score = Score((more, fewer))
    assert (score.found, score.expected, score.related, score.raised) == (3, 4, 3, 4)
    assert (score.recall, score.precision) == (0.75, 0.75)
    assert not more.as_said
    assert not fewer.as_said
    assert not mutated(replace(hearing, excepted="an exception that no longer holds")).as_said


def test_a_mutation_of_no_clause_is_refused() -> None:
    with pytest.raises(UserError):
        mutated(Mutation("none", {"schemes.debtor.notice": "never"}, ("F06",), "there is no such scheme"))


def test_each_clause_is_missed_or_has_a_reason(deleted: Deletions) -> None:
    assert "" not in deleted.by_reason(), deleted.by_reason()[""]
    assert set(deleted.by_reason()) == set(REASONS)
    assert {*deleted.raised, *deleted.refused, *deleted.missed_by_none} == set(clauses())


def test_every_reason_is_needed(deleted: Deletions) -> None:
    """No pattern covers a clause whose deletion raises a test, unless it covers one besides that raises none."""
    for reason, paths in deleted.by_reason().items():
        assert paths, reason
    assert reason_for("schemes.debtors.notice") == ""
    assert reason_for("schemes.debtors.correction.human") == ""
    assert reason_for("safeguards.group tests") == ""
    assert reason_for("agreements.to the register.consent") == "something else in the file says the same"


def test_the_table_is_as_it_was(golden: Callable[[str, str], None]) -> None:
    said = CliRunner().invoke(main, ["audit", "--mutations"])
    assert said.exit_code == 0
    assert [line for line in said.output.splitlines() if len(line) > 80] == []
    golden("golden/mutations.txt", said.output)


def test_a_miss_is_shown_and_leaves_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    origin = next(one for one in MUTATIONS if one.raises == ("L13",))
    score = Score((mutated(replace(origin, raises=("L31",), because="because it was expected")),))
    monkeypatch.setattr(audit_proof, "proven_mutations", lambda: score)
    monkeypatch.setattr(audit_proof, "all_deletions", lambda: Deletions((), (), ("schemes.debtors.notice",)))
    said = CliRunner().invoke(main, ["audit", "--mutations"])
    assert said.exit_code == 1
    for words in (
        "recall     0.000",
        "precision  0.000",
        "MISSED L31",
        "UNRELATED L13",
        "it was expected",
        "UNEXPLAINED",
    ):
        assert words in said.output
