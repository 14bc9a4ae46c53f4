"""Real runs in processes of their own: what is said before, meanwhile and afterwards, and where it goes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Golden = Callable[[str | Path, str], None]
KEYS = {
    "regime", "nation", "people", "days", "seed", "threads", "wall_s", "person_days_per_s", "peak_rss_bytes", "digest",
    "bands", "lists", "gates", "indicators",
}  # fmt: skip


def masked(text: str) -> str:
    """Numbers as 9, and no runs of blanks: machines differ in speed, not in what they say."""
    lines = [line for line in text.splitlines() if not line.startswith(("compiling", "The kernels"))]
    without = re.sub(r"[\d][\d,.]*( (kB|MB|GB|bytes|s|min|h|million|thousand|billion)\b)*", "9", "\n".join(lines))
    without = re.sub(r"\b9(?: 9)+\b", "9", without)  # 1 min 18 s
    return re.sub(r" +", " ", without).strip() + "\n"


def test_the_forecast_comes_first_and_apart(small: Any, golden: Golden) -> None:
    golden("golden/forecast.txt", masked(small[1].stderr))
    assert "\r" not in small[1].stderr
    assert "\x1b" not in small[1].stderr + small[1].stdout


def test_the_summary_names_the_folder_and_what_to_type_next(small: Any) -> None:
    folder, said = small
    assert (folder / "runs/rongcheng-1/report.html").is_file()
    assert "demerit reproduce runs/rongcheng-1" in said.stdout
    assert "synthetic people" in said.stdout
    silent = said.stdout.partition("run as none because not declared: ")[2]
    assert "city points (expires after, notice, correction)" in " ".join(silent.split())
    notes = json.loads((folder / "runs/rongcheng-1/manifest.json").read_text())["notes"]
    assert "schemes > city points > notice: not declared, so nobody is told of a mark." in notes


def test_json_is_all_that_is_on_standard_output(demerit: Any, tmp_path: Path, small: Any) -> None:
    said = demerit("run", "rongcheng", "--people", "3k", "--years", "1", "--threads", "2", "--json", "--no-report")
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    assert found.keys() == KEYS
    assert (found["people"], found["days"], found["threads"]) == (3000, 365, 2)
    assert "Forecast" in said.stderr
    assert not (tmp_path / "runs/rongcheng-1/report.html").exists()
    other = json.loads((small[0] / "runs/rongcheng-1/manifest.json").read_text())
    assert found["digest"] == other["digest"], "the number of threads changed the result"


def test_the_next_folder_is_the_next_free_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from demerit.cli.run import _next_folder

    monkeypatch.chdir(tmp_path)
    assert _next_folder("rongcheng") == Path("runs/rongcheng-1")
    for name in ("rongcheng-1", "rongcheng-12", "rongcheng-old", "nothing-40"):
        (tmp_path / "runs" / name).mkdir(parents=True)
    assert _next_folder("rongcheng") == Path("runs/rongcheng-13")
    assert _next_folder("towns/my town.yaml") == Path("runs/my town-1")


def test_a_new_regime_is_right_and_runs(demerit: Any, tmp_path: Path) -> None:
    assert demerit("new", "my.yaml").returncode == 0
    assert json.loads((tmp_path / "regime.schema.json").read_text())["title"] == "demerit regime"
    checked = demerit("check", "my.yaml")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "my.yaml: no problems." in checked.stdout
    ran = demerit("run", "my.yaml", "--people", "2k", "--years", "0.5", "--json", "--threads", "1")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["days"] == 182
    assert (tmp_path / "runs/my-1/manifest.json").is_file()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    import subprocess
    import sys

    shown = subprocess.Popen(
        [sys.executable, "-m", "demerit.cli.main", "show", "rongcheng"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.close()
    assert shown.stderr.read() == b""
    assert shown.wait(60) == 141
    shown.stderr.close()
