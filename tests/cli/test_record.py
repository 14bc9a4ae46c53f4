"""Looking a person up by their number: the same refusals as `life`, three views, and no word that is not in a view."""

from __future__ import annotations

import json
from typing import Any

import pytest

RUN = "runs/rongcheng-1"
VIEWS = ("public", "person", "truth")


@pytest.fixture
def listed(small: Any) -> dict[str, Any]:
    """An entry of the small run that is in force at its end."""
    import demerit

    rows = demerit.open(small[0] / RUN).sql(
        "SELECT * FROM ledger WHERE event = 'entry' AND person NOT IN "
        "(SELECT person FROM ledger WHERE event = 'removal') ORDER BY person LIMIT 1"
    )
    if not rows.rows():
        pytest.skip("nobody is listed at the end of the small run")
    found: dict[str, Any] = rows.rows()[0]
    return found


def test_a_record_by_index_and_by_code_is_the_same(ask: Any, listed: dict[str, Any]) -> None:
    by_index = ask("record", RUN, str(listed["person"]), "--json")
    assert by_index.exit_code == 0, by_index.output
    said = json.loads(by_index.stdout)
    assert said["code"].startswith("00")
    by_code = ask("record", RUN, said["code"], "--json")
    assert json.loads(by_code.stdout) == said
    text = ask("record", RUN, said["code"]).stdout
    assert max(map(len, text.splitlines())) <= 80
    assert said["differences"][0].startswith("The public sees 1 entr")


def test_each_view_is_the_part_of_the_whole(ask: Any, listed: dict[str, Any]) -> None:
    whole = json.loads(ask("record", RUN, str(listed["person"]), "--json").stdout)
    for view in VIEWS:
        said = json.loads(ask("record", RUN, str(listed["person"]), "--as", view, "--json").stdout)
        assert said == whole[view]
        assert said["synthetic"] is True
        assert "Synthetic people" in ask("record", RUN, str(listed["person"]), "--as", view).stdout


def test_the_day_before_the_entry_the_site_is_empty(ask: Any, listed: dict[str, Any], small: Any) -> None:
    from datetime import timedelta

    import demerit

    if listed["day"] == 0:
        pytest.skip("the entry is of the first day")
    day = demerit.open(small[0] / RUN).start + timedelta(days=listed["day"] - 1)
    for on, entries in ((day, 0), (day + timedelta(days=1), 1)):
        said = ask("record", RUN, str(listed["person"]), "--as", "public", "--on", str(on), "--json").stdout
        shown = {scheme["scheme"]: scheme["entries"] for scheme in json.loads(said)["schemes"]}
        assert len(shown["debtors"]) == entries


def test_without_a_code_it_is_somebody_worth_reading_about(ask: Any) -> None:
    said = ask("record", RUN)
    assert said.exit_code == 0
    assert json.loads(ask("life", RUN, "--json").stdout)["code"] in said.stdout


@pytest.mark.parametrize("code", ["110101199003070011", "00123", "000000199001010010"])
def test_a_code_that_is_nobodys_is_refused_in_the_words_of_life(ask: Any, code: str) -> None:
    said, life = ask("record", RUN, code), ask("life", RUN, "--person", code)
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == life.stderr


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("3000", "this run has no person 3,000"),
        ("-1", "`-1` is nobody in this run"),
        ("abc", "`abc` is nobody in this run"),
        ("not a code", "`not a code` is nobody in this run"),
        ("5.5", "`5.5` is nobody in this run"),
    ],
)
def test_what_is_neither_a_code_nor_an_index_is_told_what_is(ask: Any, written: str, says: str) -> None:
    said = ask("record", RUN, "--", written)
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == f"{says}\n  expected: a code, or an index from 0 to 2,999\n"


def test_a_real_number_of_fifteen_digits_is_not_read_as_an_index(ask: Any) -> None:
    for written in ("110101900307001", "-110101199003070011"):
        said = ask("record", RUN, "--", written)
        assert said.exit_code == 2
        assert written.removeprefix("-") not in said.stderr


def test_a_day_that_the_run_does_not_have_is_refused(ask: Any) -> None:
    said = ask("record", RUN, "3", "--on", "2016-01-01")
    assert said.exit_code == 2
    assert "the run has no 2016-01-01" in said.stderr


def test_the_truth_has_every_line_of_the_life(small: Any) -> None:
    import demerit

    run = demerit.open(small[0] / RUN)
    people = run.sql(
        "SELECT DISTINCT person FROM ledger WHERE event IN ('entry', 'refusal') ORDER BY 1 LIMIT 40"
    ).rows()
    for person in [*(row["person"] for row in people), *range(0, 3_000, 331)]:
        lines = [line for line in run.life(person).lines if line["event"] != "notice"]
        rows = run.record(person).truth.as_dict()["rows"]
        found = sorted(number for row in rows for number in row["lines"])
        assert set(found) >= {line["line"] for line in lines}
        assert len(found) == len(set(found))
