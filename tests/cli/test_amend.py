"""`demerit amend` and `demerit audit --simulate` in processes of their own: what is printed, written and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.audit.test_packs import VERDICT
from tests.cli.conftest import Demerit
from tests.report.audits import TOWN

AS_OF = ("--as-of", "2026-11-23")
SMALL = ("--people", "2048", "--years", "0.5")
LARGER = ("--people", "8192", "--years", "1")


@pytest.fixture
def town(tmp_path: Path) -> str:
    (tmp_path / "town.yaml").write_text(TOWN.split("phases:")[0], encoding="utf-8")
    return "town.yaml"


def test_amendments_are_printed_and_written(demerit: Demerit, town: str, tmp_path: Path) -> None:
    said = demerit("amend", town, "--rules", "F06", *AS_OF, "--no-compare", "--out", "amended.yaml")
    assert said.returncode == 0
    assert "wrote amended.yaml" in said.stderr
    assert "schemes.points.notice" in said.stdout
    assert "without it: F06 schemes > points > notice" in said.stdout
    assert "Clause by clause" in said.stdout
    assert "What the amendments change" not in said.stdout
    assert [line for line in said.stdout.splitlines() if len(line) > 80] == []
    assert VERDICT.findall(said.stdout) == []
    audit = json.loads(demerit("audit", "amended.yaml", *AS_OF, "--format", "json").stdout)
    assert "fail" not in {test["state"] for test in audit["tests"] if test["rule"] == "F06"}
    again = demerit("amend", "amended.yaml", "--rules", "F06", *AS_OF)
    assert (again.returncode, again.stderr) == (0, "")
    assert "Nothing is amended" in again.stdout


def test_both_regimes_are_lived_by_the_same_people(demerit: Demerit) -> None:
    said = demerit("amend", "rongcheng-2013", *AS_OF, *LARGER)
    assert said.returncode == 0
    assert "What the amendments change  A as written, B amended" in said.stdout
    assert "Claimed benefits" in said.stdout
    assert "Debts recovered (debtors)" in said.stdout
    assert "have another record under B" in said.stdout
    assert said.stdout.count("schemes > debtors > clock restarts") == 1


def test_all_of_it_as_json(demerit: Demerit, town: str) -> None:
    said = json.loads(demerit("amend", town, "--rules", "F06", *AS_OF, "--no-compare", "--json").stdout)
    assert said["cleared"] == {"rules": ["F06"]}
    assert {back["rule"] for one in said["changes"] for back in one["else_back"]} == {"F06"}
    assert said["left"] == []
    assert said["comparison"] is None
    assert said["clauses"]


@pytest.mark.parametrize(("words", "said"), [
    (("rongcheng", "--rules", "F6"), "there is no test `F6`"),
    (("rongchang",), "no regime is called `rongchang`"),
    (("rongcheng", "--law", "ue"), "no law pack is called `ue`"),
    (("rongcheng", "--as-of", "tomorrow"), "`tomorrow` is no date"),
    (("rongcheng", "--no-compare", "--people", "10k"), "--people is about runs"),
    (("rongcheng", "--no-compare", "--rules", "F06", "--out", "none/amended.yaml"), "there is no folder none"),
    (("rongcheng", "--out", "town.yaml"), "town.yaml: this file is there already"),
    (("town.yaml", "--out", "town.yaml"), "town.yaml is the regime that is to be amended"),
    ((), "`demerit amend` needs NAME|FILE"),
])  # fmt: skip
def test_what_cannot_be_had_leaves_with_2(demerit: Demerit, town: str, words: tuple[str, ...], said: str) -> None:
    refused = demerit("amend", *words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_audit_with_a_run_says_what_was_run(demerit: Demerit) -> None:
    milder = "measures.no flights.applied=0 % (assumption)"
    said = demerit("audit", "rongcheng", *AS_OF, "--simulate", *LARGER, "--milder", milder, "--format", "json")
    assert said.returncode == 0
    found = json.loads(said.stdout)
    assert found["simulated"] == ["--simulate", *LARGER, "--seed", "7", "--milder", milder]
    assert found["laws"][-1]["name"] == "measured"
    assert {"F01", "F10", "L30s"} <= {test["rule"] for test in found["tests"]}
    assert "8,192 synthetic people over 1 year, seed 7" in found["reading"]


def test_a_page_says_how_the_audit_with_its_run_is_made_again(demerit: Demerit, tmp_path: Path) -> None:
    said = demerit("audit", "rongcheng", *AS_OF, "--simulate", *SMALL, "--out", "audit.html")
    assert said.returncode == 0
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")
    assert "--simulate --people 2048 --years 0.5 --seed 7" in page
    assert "--law measured" not in page
    assert demerit("audit", "rongcheng", *AS_OF, "--simulate", *SMALL, "--out", "audit.sarif").returncode == 0


@pytest.mark.parametrize(("words", "said"), [
    (("--people", "10k"), "--people is about a run"),
    (("--milder", "rongcheng-2021"), "--milder is about a run"),
    (("--simulate", *SMALL, "--milder", "rongchang"), "no regime is called `rongchang`"),
    (("--simulate", *SMALL, "--milder", "measures.no flight.applied=0 % (assumption)"), "no flight"),
    (("--simulate", *SMALL, "--milder", "rongcheng-2013", "--milder", "rongcheng-2021"), "are two regimes"),
    (("--law", "measured"), "`measured` is held against runs"),
])  # fmt: skip
def test_a_run_that_cannot_be_had_leaves_with_2(demerit: Demerit, words: tuple[str, ...], said: str) -> None:
    refused = demerit("audit", "rongcheng", *words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
