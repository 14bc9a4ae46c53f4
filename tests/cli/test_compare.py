"""`demerit compare` as it is typed: what it says, what it leaves behind, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import demerit as python

SIZE = ("--people", "4k", "--years", "1", "--threads", "1")
TOLD = ("--set", "schemes.debtors.notice.when=before", "--set", "schemes.debtors.notice.served=100 % (assumption)")


def the_table_has_every_difference(file: Path, found: dict[str, Any]) -> None:
    """Also those of classes of people that the JSON leaves out, because no class differs."""
    with file.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    everyone = [(row["name"], row["scheme"], row["group"]) for row in rows if not row["kind"]]
    assert everyone == [(one["name"], one["scheme"], one["group"]) for one in found["differences"]]
    held = {(row["name"], row["scheme"], row["kind"], row["group"]): row["difference"] for row in rows}
    assert len(held) == len(rows) > len(found["differences"]) + len(found["by_class"])
    for one in found["by_class"]:
        written = held[one["name"], one["scheme"], one["kind"], one["group"]]
        assert written == ("" if one["difference"] is None else str(one["difference"]))


def test_a_change_of_a_clause_is_lived_and_told(demerit: Any, tmp_path: Path) -> None:
    said = demerit("compare", "rongcheng", *TOLD, *SIZE, "--out", "kept", "--html", "page.html")
    assert said.returncode == 0, said.stderr
    assert "4,000 synthetic people of china-2020, 1 May 2017 to 30 April 2018, seed 7." in said.stdout
    assert "B  rongcheng; schemes.debtors.notice.when = before;" in said.stdout
    assert "  schemes > debtors > notice > when\n    - at\n    + before\n" in said.stdout
    assert "People ever listed" in said.stdout
    assert max(map(len, said.stdout.splitlines())) <= 80
    assert said.stderr.count("Forecast") == 2
    assert "wrote page.html" in said.stderr
    kept = tmp_path / "kept"
    assert {file.name for file in kept.iterdir()} == {
        "a", "b", "comparison.json", "comparison.html", "first_difference.parquet"
    }  # fmt: skip
    assert (kept / "a/report.html").is_file()
    assert (kept / "comparison.html").read_text() == (tmp_path / "page.html").read_text()

    again = demerit("compare", "kept/a", "kept/b", "--json", "--csv", "table.csv")
    assert again.returncode == 0, again.stderr
    the_table_has_every_difference(tmp_path / "table.csv", json.loads(again.stdout))
    assert json.loads(again.stdout) == json.loads((kept / "comparison.json").read_text())
    assert "Forecast" not in again.stderr

    held = (kept / "a/manifest.json").read_bytes()
    lost = demerit("compare", "kept", "--html", "kept/a/manifest.json")
    assert lost.returncode == 2
    assert "is a file of what is read, and would be lost" in lost.stderr
    assert (kept / "a/manifest.json").read_bytes() == held

    folder = demerit("compare", "kept", "--json", "--out", "once more")
    assert folder.returncode == 0, folder.stderr
    assert folder.stdout == again.stdout
    assert json.loads(folder.stdout) == python.compare(kept).as_dict()
    for words, wrong, instead in (
        (("kept", *TOLD), "kept holds a comparison, and so two runs", "kept/a or kept/b"),
        (("kept", "kept/a"), "kept holds a comparison, and so two runs", "`demerit compare kept` compares the two"),
        (("once more",), "holds a comparison of two runs that lie elsewhere", "the folders of the two runs"),
        (("kept", "--people", "5k"), "--people 5000 does not go with kept/a", "leave --people out"),
    ):
        refused = demerit("compare", *words)
        assert refused.returncode == 2
        assert wrong in refused.stderr
        assert instead in refused.stderr


def test_the_same_twice_differs_in_nothing(demerit: Any) -> None:
    said = demerit("compare", "debtors-2017", "debtors-2017", "--people", "2k", "--years", "0.5", "--json")
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    assert found["clauses"] == found["only"] == found["groups"] == []
    assert all(one["same"] for one in found["differences"])
    assert found["first_differences"]["differ"] == 0


def test_as_many_people_as_it_takes(demerit: Any) -> None:
    said = demerit(
        "compare", "debtors-2017", "--set", "schemes.debtors.notice.served=0 % (assumption)", "--years", "0.5",
        "--people", "auto", "--indicator", "first_told_at_gate", "--within", "60 %", "--json",
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    tried = found["search"]["tried"]
    assert tried[-1]["width"] <= 0.6
    assert found["people"] == tried[-1]["people"] == 20_000 * 2 ** (len(tried) - 1)
    assert found["search"]["independent"] > 0


@pytest.mark.parametrize(
    ("words", "wrong", "instead"),
    [
        (("rongcheng",), "compared with nothing", "--without NAME"),
        (("rongcheng", "benchmark-r1"), "was written for china-2020", "--nation china-2020"),
        (("debtors-2013", "debtors-2017"), "is in force from 2013", "`--from 2017-05-01`, the later of the two"),
        (("rongcheng", "debtors-201"), "no regime is called `debtors-201`", "did you mean"),
        (("rongcheng", "--without", "givin up"), "no response or measure `givin up`", "did you mean `giving up`"),
        (("rongcheng", *TOLD, "--people", "auto"), "how many people it takes", "--indicator never_told"),
        (("rongcheng", *TOLD, "--indicator", "never_told"), "--indicator chooses", "--people auto"),
        (
            ("rongcheng", *TOLD, "--people", "auto", "--indicator", "never_tolt", "--within", "1 %"),
            "no indicator is called `never_tolt`", "did you mean `never_told`",
        ),
        (("rongcheng", *TOLD, "--within", "narrow"), "`narrow` is no width", "2 %"),
        (("rongcheng", *TOLD, "--csv", "none/table.csv"), "there is no folder none", "a folder that is there"),
        (("rongcheng", *TOLD, "--csv", "x", "--html", "x"), "--html and --csv both name x", "two files"),
        (("runs/none", "rongcheng"), "there is no file runs/none", "a shipped regime"),
        (("rongcheng", *TOLD, "--people", "few"), "--people: `few` is not a number", "20k"),
    ],
)  # fmt: skip
def test_what_is_refused(demerit: Any, words: tuple[str, ...], wrong: str, instead: str) -> None:
    said = demerit("compare", *words)
    assert said.returncode == 2, said.stdout
    assert said.stdout == ""
    assert wrong in said.stderr
    assert instead in said.stderr
    assert "Traceback" not in said.stderr


def test_a_folder_that_is_taken_is_left_alone(demerit: Any, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/mine.txt").write_text("mine")
    said = demerit("compare", "rongcheng", *TOLD, *SIZE, "--out", "taken")
    assert said.returncode == 2
    assert "taken is not empty" in said.stderr
    assert (tmp_path / "taken/mine.txt").read_text() == "mine"
    assert "Forecast" not in said.stderr
