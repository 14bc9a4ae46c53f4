"""Run folders that something has damaged: every command that reads them says so, and none tells a false life."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import demerit
from demerit import pipeline
from demerit.cli.main import main
from demerit.records.observer import Interrupted
from demerit.records.order import Order
from tests.flow.test_interrupted import Impatient

CUT = "half of it"
NOTHING = ("", "[]", "{}", "null", "3", "[[]]", "[{}]", "\x00", CUT)


@pytest.fixture
def copy(rongcheng: demerit.Run, tmp_path: Path) -> Path:
    """A copy of a run with a court's queue, whose climate matters to every life."""
    return Path(shutil.copytree(rongcheng.folder, tmp_path / "run"))


def refused(folder: Path, *words: str) -> str:
    said = CliRunner().invoke(main, [words[0], str(folder), *words[1:]])
    assert (said.exit_code, said.stdout) == (2, ""), said.output
    assert said.stderr.startswith(f"{folder}: this folder is damaged: ")
    assert "makes the same run again, in a new folder" in said.stderr
    return said.stderr


@pytest.mark.parametrize("file", ["climate.json", "tables.json"])
@pytest.mark.parametrize("text", NOTHING)
def test_no_life_from_a_file_that_is_none(copy: Path, file: str, text: str) -> None:
    whole = (copy / file).read_text("utf-8")
    (copy / file).write_text(whole[: len(whole) // 2] if text == CUT else text, "utf-8")
    assert file in refused(copy, "life", "--index", "5")


@pytest.mark.parametrize("file", ["climate.json", "tables.json"])
def test_every_command_that_reads_lives_says_so(copy: Path, file: str) -> None:
    code = demerit.open(copy).manifest["notable"][0]["code"]
    (copy / file).unlink()
    for words in (("record",), ("record", "5"), ("life",), ("explain", code)):
        assert f"it has no {file}" in refused(copy, *words)
    out = copy.parent / "bands.json"
    assert f"it has no {file}" in refused(copy, "chart", "bands", "--out", str(out))
    assert not out.exists()


def test_indicators_and_targets_say_so(copy: Path) -> None:
    (copy / "spiral.json").write_text("[]", "utf-8")
    assert "spiral.json does not hold a row for each of 8 communities" in refused(copy, "indicators")
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | {"start": "2018-13-01"}), "utf-8")
    said = CliRunner().invoke(main, ["targets", "china-2013-2019", "--run", str(copy)])
    assert (said.exit_code, said.stdout) == (2, "")
    assert "in manifest.json `start` is not what demerit wrote" in said.stderr


@pytest.mark.parametrize("change", [{"days": 400}, {"tick": 8}])
def test_a_manifest_that_fits_no_other_file(copy: Path, change: dict[str, int]) -> None:
    """The tables say how long the run was, the climates how many ticks it had."""
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | change), "utf-8")
    refused(copy, "life", "--index", "5")


def test_a_tick_that_is_missing_or_too_narrow(copy: Path) -> None:
    climates = json.loads((copy / "climate.json").read_text("utf-8"))
    for wrong in (climates[:-1], [*climates[:-1], climates[-1][:-1]], [*climates[:-1], [0.5] * len(climates[-1])]):
        (copy / "climate.json").write_text(json.dumps(wrong), "utf-8")
        assert "does not hold a climate for each of 53 ticks" in refused(copy, "life")


def altered(tables: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    first, *later = tables["phases"]
    return tables | {"phases": [first | {"tables": first["tables"] | {field: value}}, *later]}


@pytest.mark.parametrize(
    ("field", "value"), [("schemes", "x"), ("item_points", []), ("gate_inverse", [0.5]), ("band_points", [3])]
)
def test_tables_of_another_shape(copy: Path, field: str, value: Any) -> None:
    tables = json.loads((copy / "tables.json").read_text("utf-8"))
    (copy / "tables.json").write_text(json.dumps(altered(tables, field, value)), "utf-8")
    assert "tables.json: " in refused(copy, "life")


def test_tables_of_another_demerit_are_no_damage(copy: Path) -> None:
    tables = json.loads((copy / "tables.json").read_text("utf-8"))
    (copy / "tables.json").write_text(json.dumps(altered(tables, "new table", [1])), "utf-8")
    assert "does not have the tables of a run" in refused(copy, "life")
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | {"demerit": "0.0.1"}), "utf-8")
    with pytest.raises(demerit.UserError, match="cannot live again what another one made"):
        demerit.open(copy).life(5).text()


def test_where_nobody_else_matters_no_climate_is_kept(network: demerit.Run, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(network.folder, tmp_path / "run"))
    assert demerit.open(copy).life(5).lines == network.life(5).lines
    (copy / "climate.json").write_text("[[0]]", "utf-8")
    assert "does not hold an empty list" in refused(copy, "life")


@pytest.mark.parametrize("file", ["numbers.json", "totals.npz", "clusters.npy"])
def test_a_checkpoint_that_is_damaged(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "run"
    with pytest.raises(Interrupted):
        pipeline.run(Order("rongcheng", people=8_000, days=365), folder, Impatient(0.5), every=0.0)
    (found,) = folder.glob("checkpoint-*")
    (found / file).write_bytes((found / file).read_bytes()[:20])
    said = CliRunner().invoke(main, ["run", "--resume", str(folder)])
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"this folder is damaged: {found.name} cannot be read" in said.stderr
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"days": 0}), "utf-8")
    said = CliRunner().invoke(main, ["run", "--resume", str(folder)])
    assert "in manifest.json `days` is not what demerit wrote" in said.stderr
