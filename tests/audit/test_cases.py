"""Real cases: the audit finds what the court or the inquiry found, and nothing of it in the repaired twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import demerit
from demerit.audit.proof import cases
from demerit.audit.proof.cases import CASES, TWIN, Case, CaseResult, proven
from demerit.audit.proof.held import AS_OF, AUDITS, held, nation_of, read
from demerit.audit.register import RULES
from demerit.cli.main import main
from demerit.report import audit_proof
from demerit.report.audit import audit
from demerit.tables.from_regime import compile_regime
from tests.audit.test_packs import VERDICT

FILES = sorted(AUDITS.glob("*.yaml"))
NAMES = [file.stem for file in FILES]
BY_ID = {case.id: case for case in CASES}
BY_SILENCE = {("K00", "L26")}
"""what is raised because the case is silent there: nobody to ask, and no hearing that could be unfair"""


def test_every_file_belongs_to_a_case_with_a_twin() -> None:
    assert {*NAMES} == {"clean", *(case.name for case in CASES), *(case.name + TWIN for case in CASES)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_case_is_flagged_as_the_court_found_it(case: Case) -> None:
    result = proven(case)
    assert result.missed == ()
    silent = {(case.id, rule) for rule, state in result.flagged.items() if state == "not declared"}
    assert silent == {one for one in BY_SILENCE if one[0] == case.id}
    assert result.too_heavy == ()
    assert result.holds


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_repaired_twin_is_clean(case: Case) -> None:
    """Nothing of weight fails, and what the case had to flag is met, unless the twin has nothing that it is about."""
    result, twin = proven(case), held(case.name + TWIN)
    assert (result.twin_flagged, result.twin_severe_fails) == ((), ())
    met = {finding.rule.id for finding in twin.audit.of("pass")}
    assert set(case.must) - met <= {"L28", "F02", "L12", "F07", "L24"}
    assert twin.states == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_would_mend_a_case_can_be_set_and_mends_it(case: Case) -> None:
    found = held(case.name)
    for finding in found.audit.findings:
        outcome = finding.outcome
        if finding.rule.id not in case.must or outcome.state == "pass" or outcome.amendment is None:
            continue
        mended = held(case.name, dict(outcome.amendment.changes)).audit
        after = {(one.outcome.says, one.outcome.why) for one in mended.findings if one.outcome.where == outcome.where
                 and (one.rule.id, one.state) == (finding.rule.id, finding.state)}  # fmt: skip
        assert (outcome.says, outcome.why) not in after, (finding.rule.id, outcome.where, after)


def test_of_midas_seven_in_a_hundred_marks_are_true() -> None:
    share = proven(BY_ID["K04"]).true_share
    assert share is not None
    assert share == pytest.approx(0.07, abs=0.005)
    (found,) = [one for one in held("k04-midas").audit.of("fail") if one.rule.id == "F12"]
    assert "7.013 % of the marks of `averaged earnings` are true" in found.outcome.says


def test_the_right_to_rent_is_a_weakness_and_no_verdict() -> None:
    found = held("k09-right-to-rent").audit
    assert {finding.provision.severity for finding in found.of("fail")} == {"weakness"}
    result = audit(AUDITS / "k09-right-to-rent.yaml", as_of=AS_OF, law=["uk", "eu", "international"])
    for text in (result.to_text(), result.to_html(), result.to_json(), result.to_sarif()):
        assert VERDICT.findall(text) == []
    assert "held the scheme justified" in " ".join(result.to_text(everything=True).split())


@pytest.mark.parametrize("name", NAMES)
def test_no_finding_is_a_verdict(name: str) -> None:
    assert VERDICT.findall(held(name).words()) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_says_what_it_is_and_can_be_run(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    head = " ".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
    assert "structure" in head or file.stem == "clean"
    assert len(lines) <= 125
    assert [line for line in lines if len(line) > 120] == []
    said = CliRunner().invoke(main, ["check", str(file)])
    assert (said.exit_code, "no problems." in " ".join(said.output.split())) == (0, True), said.output
    document = read(file.stem)
    regimes = [regime for _, regime in document.phases]
    tables, _ = compile_regime(regimes, nation_of(document.regime.nation), document.regime.in_force, 400)
    assert len(tables) == len(regimes)


@pytest.mark.parametrize("name", ["k02-toeslagen", "k08-no-fly", "clean"])
def test_a_case_runs(name: str, tmp_path: Path) -> None:
    result = demerit.run(AUDITS / f"{name}.yaml", people=4_096, years=0.25, out=tmp_path / "run", report=False)
    assert any(value.value for value in result.indicators)


def test_a_case_that_is_not_found_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table can fail: a rule that has nothing to say, a twin that is the case, a figure that is another."""
    assert proven(replace(BY_ID["K00"], must=("L02", "L31"))).missed == ("L31",)
    assert proven(replace(BY_ID["K09"], weakness_only=True, name="k04-midas")).too_heavy != ()
    assert not proven(replace(BY_ID["K04"], true_share=(0.2, 0.3))).in_range
    monkeypatch.setattr(cases, "TWIN", "")
    result = proven(BY_ID["K01"])
    assert result.twin_flagged == BY_ID["K01"].must
    assert not result.holds
    assert "L02" in result.twin_severe_fails


def test_the_table_is_as_it_was(golden: Callable[[str, str], None]) -> None:
    said = CliRunner().invoke(main, ["audit", "--cases"])
    assert said.exit_code == 0
    assert [line for line in said.output.splitlines() if len(line) > 80] == []
    golden("golden/cases.txt", said.output)


def test_a_table_with_a_miss_leaves_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> tuple[CaseResult, ...]:
        return (proven(replace(BY_ID["K08"], must=("L12", "L28"), weakness_only=True)),)

    monkeypatch.setattr(audit_proof, "proven_cases", missing)
    said = CliRunner().invoke(main, ["audit", "--cases"])
    assert said.exit_code == 1
    assert "0 of 1 cases hold." in said.output
    assert f"L28   {RULES['L28'][0].title:<36} MISSED" in said.output
    assert "FAILS MORE: " in said.output
