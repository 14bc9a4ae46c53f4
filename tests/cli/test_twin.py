"""`demerit twin` as it is typed: both lives as text, JSON and a page, and what is asked in vain."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

RUN = "runs/rongcheng-1"


@pytest.fixture
def marked(small: Any) -> dict[str, Any]:
    """A mark of the small run that cost points."""
    import demerit

    rows = demerit.open(small[0] / RUN).sql("SELECT * FROM ledger WHERE event = 'mark' AND value < 0 ORDER BY person")
    found: dict[str, Any] = rows.rows()[0]
    return found


def test_a_twin_by_index_and_by_code_is_the_same(ask: Any, marked: dict[str, Any], tmp_path: Path) -> None:
    person, line = str(marked["person"]), str(marked["line"])
    by_index = ask("twin", RUN, person, "--strike", line, "--json", "--html", str(tmp_path / "twin.html"))
    assert by_index.exit_code == 0, by_index.output
    said = json.loads(by_index.stdout)
    assert said["otherwise"] == {"strike": marked["line"]}
    assert said["synthetic"] is True
    first = date.fromisoformat(said["start"]) + timedelta(days=marked["day"])
    assert said["first_difference"] == first.isoformat()
    assert json.loads(ask("twin", RUN, said["code"], "--strike", line, "--json").stdout) == said
    text = ask("twin", RUN, person, "--strike", line).stdout
    assert max(map(len, text.splitlines())) <= 80
    assert f"Line {line} never happened" in text
    assert "nobody's life" in (tmp_path / "twin.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["--notice"], ["--appeal"], ["--move", "Hunan"]])
def test_the_other_ways_to_be_a_twin(ask: Any, marked: dict[str, Any], words: list[str]) -> None:
    done = ask("twin", RUN, str(marked["person"]), *words)
    assert done.exit_code == 0, done.output
    assert "The twin:" in done.stdout


@pytest.mark.parametrize(("words", "says"), [
    (["3000", "--notice"], "this run has no person 3,000"),
    (["110101199001011234", "--notice"], "only codes that begin with 00"),
    (["0", "--strike", "900"], "this life has no line 900"),
    (["0", "--strike", "0"], "--strike"),
    (["0", "--pay", "2017-05-01"], "nothing is owed on 2017-05-01"),
    (["0", "--pay", "soon"], "--pay: `soon` is not a date"),
    (["0", "--move", "Hunann"], "did you mean `Hunan`"),
    (["0"], "nothing is otherwise"),
    (["0", "--notice", "--appeal"], "2 things are otherwise"),
])  # fmt: skip
def test_what_is_asked_in_vain_leaves_with_2_and_a_sentence(ask: Any, words: list[str], says: str) -> None:
    done = ask("twin", RUN, *words)
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


def test_a_line_that_is_no_mark_is_no_mark(ask: Any, marked: dict[str, Any]) -> None:
    act = str(marked["cause"])
    done = ask("twin", RUN, str(marked["person"]), "--strike", act)
    assert done.exit_code == 2
    assert f"line {act} of this life is no mark: it is a line of conduct" in done.output
    assert f"line {marked['line']}" in done.output
