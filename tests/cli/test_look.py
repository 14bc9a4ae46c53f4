"""Looking at a run that is there."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from demerit.cli.main import main

RUN = "runs/rongcheng-1"


@pytest.mark.parametrize("by", [[], ["--by", "income"]])
def test_indicators_go_to_a_spreadsheet(ask: Any, tmp_path: Path, by: list[str]) -> None:
    file = tmp_path / "indicators.csv"
    said = ask("indicators", RUN, *by, "--json", "--csv", str(file))
    assert said.exit_code == 0, said.output
    held = json.loads(said.stdout)
    with file.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert rows == [{name: "" if cell is None else str(cell) for name, cell in one.items()} for one in held]
    assert {"value", "low", "high", "n", "unit", "formula", "source", "group"} <= set(rows[0])
    assert any((row["name"], row["group"]) == ("days_shut_out", "poorest fifth") for row in rows) == bool(by)


def test_a_table_goes_nowhere_but_to_a_file_of_its_own(ask: Any) -> None:
    for file, says in (("none/x.csv", "there is no folder none"), (f"{RUN}/manifest.json", "would be lost")):
        refused = ask("indicators", RUN, "--csv", file)
        assert refused.exit_code == 2
        assert says in refused.stderr


def test_a_life_by_index_and_by_code_is_the_same(ask: Any) -> None:
    by_index = ask("life", RUN, "--index", "7", "--json")
    assert by_index.exit_code == 0, by_index.output
    life = json.loads(by_index.stdout)
    assert life["synthetic"] is True
    assert life["code"].startswith("00")
    by_code = ask("life", RUN, "--person", life["code"])
    assert by_code.exit_code == 0
    assert life["code"] in by_code.stdout
    assert max(map(len, by_code.stdout.splitlines())) <= 80


def test_a_life_worth_reading_is_found(ask: Any) -> None:
    said = ask("life", RUN)
    assert said.exit_code == 0
    assert "Synthetic people" in said.stdout


def test_a_code_that_is_nobodys_is_refused(ask: Any) -> None:
    said = ask("life", RUN, "--person", "110101199003070011")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "00" in said.stderr


def test_somebody_who_was_refused_can_ask_why(ask: Any, small: Any) -> None:
    import demerit

    found = demerit.open(small[0] / RUN).sql("SELECT person FROM ledger WHERE event = 'refusal' LIMIT 1").rows()
    if not found:
        pytest.skip("nobody was refused anything in the small run")
    code = json.loads(ask("life", RUN, "--index", str(found[0]["person"]), "--json").stdout)["code"]
    said = ask("explain", RUN, code)
    assert said.exit_code == 0
    assert said.stdout.startswith("On ")
    assert "That was because on" in said.stdout


def test_indicators_as_text_and_as_json(ask: Any) -> None:
    assert "Claimed benefits" in ask("indicators", RUN).stdout
    values = json.loads(ask("indicators", RUN, "--json").stdout)
    assert {"name", "value", "low", "high", "unit", "formula", "source"} <= values[0].keys()


@pytest.mark.parametrize("form", ["svg", "png", "json"])
def test_a_chart_as_a_file(ask: Any, form: str, tmp_path: Path, need: Any) -> None:
    need.module("vl_convert")
    target = tmp_path / f"bands.{form}"
    assert ask("chart", RUN, "bands", "--out", str(target)).exit_code == 0
    starts = {"svg": b"<svg", "png": b"\x89PNG", "json": b"{"}
    assert target.read_bytes().startswith(starts[form])


def test_a_chart_into_a_folder_that_is_not_there(ask: Any) -> None:
    said = ask("chart", RUN, "bands", "--out", "none/x.json")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith("none/x.json: there is no folder none\n")


def test_a_finished_run_has_nothing_to_resume(ask: Any) -> None:
    said = ask("run", "--resume", RUN)
    assert said.exit_code == 0
    assert "already finished" in said.stderr


def test_a_shipped_regime_is_called_by_its_name(ask: Any) -> None:
    said = ask("check", "rongcheng", "--sources").stdout
    assert said.startswith("rongcheng\n")
    assert "library" not in said


def test_the_help_names_every_chart() -> None:
    from demerit.report.charts import chart_names

    assert ", ".join(chart_names()) in " ".join((main.commands["chart"].help or "").split())


def test_a_chart_that_is_none(ask: Any) -> None:
    said = ask("chart", RUN, "bnads", "--out", "x.json")
    assert said.exit_code == 2
    assert "did you mean `bands`" in said.stderr


def test_the_same_bytes_again(ask: Any, small: Any) -> None:
    said = ask("reproduce", RUN, "--threads", "1")
    digest = json.loads((small[0] / RUN / "manifest.json").read_text())["digest"]
    assert said.exit_code == 0, said.output
    assert digest in said.stdout


def test_a_manifest_that_was_tampered_with_does_not_reproduce(ask: Any, small: Any, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(small[0] / RUN, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps({**manifest, "digest": "0" * 64}))
    said = ask("reproduce", str(copy), "--threads", "1")
    assert said.exit_code == 1
    assert "Not the same" in said.stdout


def test_the_citation_of_a_run_names_its_seed_and_digest(ask: Any, small: Any) -> None:
    manifest = json.loads((small[0] / RUN / "manifest.json").read_text())
    said = ask("cite", RUN).stdout
    assert manifest["digest"] in said
    assert "seed 7" in said
    assert ask("cite").stdout.startswith("@software{demerit,")
