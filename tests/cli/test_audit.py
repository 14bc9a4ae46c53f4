"""`demerit audit` in a process of its own: exits, what is printed and what is written, and every way of being wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.audit.test_packs import OWN, VERDICT
from tests.cli.conftest import Demerit
from tests.report.audits import TOWN

AS_OF = ("--as-of", "2026-11-23")
MENDED = "schemes.points.notice={when: before, served: 100 % (PLAN)}"


@pytest.fixture
def town(tmp_path: Path) -> str:
    """A regime that fails the test of notice and no other that weighs as much as prohibited, with no phases."""
    (tmp_path / "town.yaml").write_text(TOWN.split("phases:")[0], encoding="utf-8")
    return "town.yaml"


def test_a_report_leaves_with_0_whatever_is_found(demerit: Demerit, town: str) -> None:
    said = demerit("audit", town, *AS_OF)
    assert (said.returncode, said.stderr) == (0, "")
    assert "town.yaml, audited as of 23 November 2026 by: Principles of due process" in said.stdout
    assert "- schemes > points > notice (town.yaml:21)" in said.stdout
    assert [line for line in said.stdout.splitlines() if len(line) > 80 and "--set" not in line] == []
    assert VERDICT.findall(said.stdout) == []


def test_fail_on_leaves_with_1_where_it_is_met(demerit: Demerit, town: str, tmp_path: Path) -> None:
    assert demerit("audit", town, *AS_OF, "--fail-on", "prohibited").returncode == 1
    (tmp_path / "house.yaml").write_text(OWN, encoding="utf-8")
    said = demerit("audit", "nothing", *AS_OF, "--law", "house.yaml", "--fail-on", "prohibited")
    assert (said.returncode, said.stderr) == (0, "")


def test_a_clause_that_is_read_otherwise_meets_the_test(demerit: Demerit, town: str) -> None:
    said = demerit("audit", town, *AS_OF, "--set", MENDED, "--format", "json")
    states = {test["state"] for test in json.loads(said.stdout)["tests"] if test["rule"] == "F06"}
    assert states == {"pass"}
    assert json.loads(said.stdout)["changes"] == [{"path": "schemes.points.notice", "set": MENDED}]


def test_what_is_set_may_be_longer_than_the_name_of_a_file(demerit: Demerit, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("of an earlier audit")
    long = f"aim={'less, ' * 100}more"
    said = demerit("audit", "debtors-2017", *AS_OF, "--simulate", "--people", "1k", "--years", "0.1", "--milder", long,
                   "--out", "kept.txt")  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "less, less" in (tmp_path / "kept.txt").read_text()


def test_all_shows_what_is_met(demerit: Demerit, town: str) -> None:
    words = ("audit", town, *AS_OF, "--set", MENDED)
    assert "Met\n---" not in demerit(*words).stdout
    assert "Met\n---" in demerit(*words, "--all").stdout


@pytest.mark.parametrize(("out", "more", "begins"), [
    ("audit.html", (), "<!DOCTYPE html>"),
    ("audit.sarif", (), '{\n "$schema"'),
    ("audit.json", (), '{\n "demerit"'),
    ("audit.txt", (), "A town"),
    ("page", ("--format", "html"), "<!DOCTYPE html>"),
])  # fmt: skip
def test_the_name_of_the_file_gives_the_form(
    demerit: Demerit, town: str, tmp_path: Path, out: str, more: tuple[str, ...], begins: str
) -> None:
    said = demerit("audit", town, *AS_OF, "--out", out, *more)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith(f"{out}: ")
    assert (tmp_path / out).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(("words", "said"), [
    (("nowhere.yaml",), "there is no file nowhere.yaml"),
    (("rongchang",), "no regime is called `rongchang`"),
    (("rongcheng", "--law", "ue"), "no law pack is called `ue`"),
    (("rongcheng", "--as-of", "2025-02-30"), "`2025-02-30` is no date"),
    (("rongcheng", "--as-of", "tomorrow"), "`tomorrow` is no date"),
    (("rongcheng", "--format", "pdf"), "--format: 'pdf' is not one of"),
    (("rongcheng", "--fail-on", "grave"), "--fail-on: 'grave' is not one of"),
    (("rongcheng", "--out", "audit.pdf"), "audit.pdf does not say in which form"),
    (("rongcheng", "--out", "none/audit.html"), "there is no folder none"),
    (("rongcheng", "--set", "schemes.debtors.notise.served=10 % (assumption)"), "`notise` leads nowhere"),
    (("rongcheng", "--set", "schemes.debtors.notice"), "sets nothing"),
    ((), "`demerit audit` needs NAME|FILE"),
    (("rongcheng", "--lwa", "eu"), "`demerit audit` has no option `--lwa`"),
])  # fmt: skip
def test_what_cannot_be_read_leaves_with_2(demerit: Demerit, words: tuple[str, ...], said: str) -> None:
    refused = demerit("audit", *words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(("was", "now", "said"), [
    ("severity: weakness", "severity: grave", "house.yaml:8:15: `grave` is no severity"),
    ("rule: F06", "rule: F6", "house.yaml:5:11: `F6` is no rule"),
    ("asks:", "askes:", "house.yaml:7:5: a provision has no `askes`"),
    ("2020-01-01", "2020", "house.yaml:10:15: `2020` is no date"),
])  # fmt: skip
def test_a_pack_of_ones_own_with_a_wrong_word(demerit: Demerit, tmp_path: Path, was: str, now: str, said: str) -> None:
    (tmp_path / "house.yaml").write_text(OWN.replace(was, now, 1), encoding="utf-8")
    refused = demerit("audit", "nothing", "--law", "house.yaml")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert "expected: " in refused.stderr


def test_every_problem_of_a_regime_is_named_with_its_place(demerit: Demerit, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(TOWN.replace("red light]", "red lihgt]").replace("bar}", "barr}"))
    refused = demerit("audit", "bad.yaml")
    assert refused.returncode == 2
    assert "bad.yaml:9:45: " in refused.stderr
    assert "bad.yaml:26:" in refused.stderr


def test_what_could_not_be_written_is_refused_before_it_is_worked_out(demerit: Demerit, town: str) -> None:
    said = demerit("audit", town, "--simulate", "--out", "nofolder/x.html")
    assert said.returncode == 2
    assert "there is no folder nofolder" in said.stderr


def test_what_is_read_is_not_written_over(demerit: Demerit, town: str, tmp_path: Path) -> None:
    before = (tmp_path / town).read_text(encoding="utf-8")
    said = demerit("audit", town, *AS_OF, "--format", "text", "--out", town)
    assert said.returncode == 2
    assert (tmp_path / town).read_text(encoding="utf-8") == before


def test_two_packs_of_one_name_are_refused(demerit: Demerit, town: str, tmp_path: Path) -> None:
    for file in ("strict.yaml", "lax.yaml"):
        (tmp_path / file).write_text(OWN, encoding="utf-8")
    said = demerit("audit", town, *AS_OF, "--law", "lax.yaml", "--law", "strict.yaml")
    assert said.returncode == 2
    assert "two law packs are called" in said.stderr


def test_the_audits_proof_stands_alone(demerit: Demerit) -> None:
    said = demerit("audit", "--cases", "--fail-on", "prohibited")
    assert said.returncode == 2
    assert "--fail-on does not go with --cases" in said.stderr
