"""The doors: the command with its exit codes, Python, JSON and notebooks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import demerit
from demerit.cli.main import main
from tests.study.test_reading import CASE

MISSED = CASE.replace("refused at air (NEWS)", "[refused at air (NEWS), refused at bank (NEWS)]")


def asked(*words: str) -> Result:
    return CliRunner().invoke(main, ["case", *words])


def test_without_a_name_the_cases_are_listed() -> None:
    said = asked()
    assert said.exit_code == 0
    assert "actress" in said.output
    assert {one["case"] for one in json.loads(asked("--json").output)} >= {"namesake", "journalist"}
    assert asked("--variant", "notice is served").exit_code == 2


def test_a_case_leaves_with_1_where_a_fact_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(MISSED.replace("before 2018-06-01: [not told", "before 2018-06-01: [told"))
    said = asked(str(file))
    assert (said.exit_code, "2 of 3 facts hold." in said.output) == (1, True)
    assert "missed" in said.output
    file.write_text(CASE.replace("[not told of", "[told of"))
    assert asked(str(file)).exit_code == 0
    assert asked("no-such-case").exit_code == 2


def test_other_rules_are_no_failure(tmp_path: Path) -> None:
    """Facts of the news need not hold under other rules, also where they do not hold under those of the case."""
    file = tmp_path / "small.yaml"
    file.write_text(MISSED)
    said = asked(str(file), "--variant", "nobody checks")
    assert said.exit_code == 0
    assert "Nobody turns him away (in the case: 1 June 2018, at the air gate)." in " ".join(said.output.split())
    assert asked("actress", "--regime", "debtors-2013").exit_code == 0


def test_a_regime_may_lie_beside_the_case(tmp_path: Path) -> None:
    shipped = Path(demerit.__file__).parent / "library" / "regimes" / "debtors-2017.yaml"
    (tmp_path / "mine.yaml").write_text(shipped.read_text().replace("regime: debtors-2017", "regime: mine"))
    (tmp_path / "small.yaml").write_text(CASE.replace("regime: debtors-2017", "regime: mine.yaml"))
    assert json.loads(asked(str(tmp_path / "small.yaml"), "--json").output)["regime"] == "mine"


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(asked("actress", "--variant", "notice is served", "--json").output)
    return answer


def test_json_has_everything(said: dict[str, Any]) -> None:
    assert said["synthetic"] is True
    assert said["person"]["lived_by"]["code"].startswith("00")
    assert said["holds"] is True
    assert {one["by"] for one in said["story"]} == {"script", "rules", "chance", "outside"}
    assert all(one["holds"] for one in said["facts"])
    assert not all(one["holds"] for one in said["other"]["facts"])
    assert "143 days earlier" in said["other"]["differences"][1]
    refusal = next(one for one in said["story"] if one["event"] == "refusal")
    assert said["story"][[one["line"] for one in said["story"]].index(refusal["cause"])]["event"] == "entry"


def test_python_takes_changes_as_words_or_as_a_table() -> None:
    path, value = "schemes.debtors.notice.served", "100 % (assumption)"
    first = demerit.case("actress", set={path: value})
    second = demerit.case("actress", set=[f"{path}={value}"])
    assert first.differences == second.differences != []
    assert demerit.case("actress").holds
    assert demerit.case("actress").differences == []
    with pytest.raises(demerit.UserError):
        demerit.case("actress", regime="nowhere")


def test_a_case_shows_itself_in_a_notebook() -> None:
    result = demerit.case("namesake", variant="by identity number")
    page = result._repr_html_()
    assert page.startswith('<section lang="en">')
    assert "Synthetic people" in page
    assert "<script" not in page
    assert "never entered in frozen accounts" in page
    assert "<strong" in page, "a missed fact stands out"
    assert repr(result) == result.text()


def test_what_a_case_says_is_safe_in_html() -> None:
    page = demerit.case(CASE.replace("says: Books.", "says: <b>Books</b> &.")).__repr__()
    assert "<b>Books</b>" in page
    assert "&lt;b&gt;Books" in demerit.case(CASE.replace("says: Books.", "says: <b>Books</b> &."))._repr_html_()
