"""`demerit sweep` and `demerit sensitivity` as they are typed: killed and resumed, drawn, asked in vain."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.conftest import Demerit, environment

OVER = ("--over", "schemes.debtors.notice.served=0 %..100 %")
SWEEP = ("sweep", "debtors-2017", *OVER, "--people", "4k", "--years", "1", "--points", "8", "--threads", "1")
FEW = """regime: few
title: A list of debtors
in force: from 2018-01-01
operator: public
jurisdiction: nowhere
feeds:
  courts: {holder: courts, context: court, sees: [unpaid judgment], detects: 50 % between 2 % and 100 % (assumption)}
schemes:
  debtors:
    kind: list
    colour: black
    subjects: persons of 18 and over
    grounds: {unpaid: {conduct: unpaid judgment}}
    notice: {when: at, served: 50 % between 49 % and 51 % (assumption)}
"""


@pytest.mark.parametrize(("words", "option", "study"), [
    (SWEEP, "--out", "sweep"),
    (("sensitivity", "few.yaml", "--people", "4k", "--years", "1", "--number", "2", "--threads", "1"),
     "--table", "sensitivity"),
])  # fmt: skip
def test_what_was_killed_goes_on_and_has_the_same_bytes(
    demerit: Demerit, tmp_path: Path, words: tuple[str, ...], option: str, study: str
) -> None:
    (tmp_path / "few.yaml").write_text(FEW)
    whole = demerit(*words, option, "whole.parquet")
    assert whole.returncode == 0, whole.stderr
    command = [sys.executable, "-m", "demerit.cli.main", *words, option, "killed.parquet"]
    running = subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.DEVNULL)
    part = tmp_path / "killed.parquet.part"
    until = time.monotonic() + 120
    while len(list(part.glob("point-*.json"))) < 2 and time.monotonic() < until:
        assert running.poll() is None, "it was to be killed while it ran"
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()
    done = len(list(part.glob("point-*.json")))
    assert 2 <= done < 8
    assert not (tmp_path / "killed.parquet").exists()
    again = demerit(*words, option, "killed.parquet")
    assert again.returncode == 2
    assert f"holds an unfinished {study}" in again.stderr
    resumed = demerit(study, "--resume", option, "killed.parquet")
    assert resumed.returncode == 0, resumed.stderr
    assert (tmp_path / "killed.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    assert not part.exists()
    assert resumed.stdout == whole.stdout


def test_a_sensitivity_that_was_stopped_goes_on_without_a_table(demerit: Demerit, tmp_path: Path) -> None:
    (tmp_path / "few.yaml").write_text(FEW)
    words = ("sensitivity", "few.yaml", "--people", "4k", "--years", "1", "--number", "2", "--threads", "1", "--json")
    whole = demerit(*words)
    assert whole.returncode == 0, whole.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["few.yaml"]
    command = [sys.executable, "-m", "demerit.cli.main", *words]
    running = subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 120
    while len(list(tmp_path.glob("sensitivity.part/point-*.json"))) < 2 and time.monotonic() < until:
        assert running.poll() is None, "it was to be stopped while it ran"
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    assert "stopped; `demerit sensitivity --resume` goes on" in running.communicate(timeout=60)[1]
    assert "holds an unfinished sensitivity" in demerit(*words).stderr
    resumed = demerit("sensitivity", "--resume", "--json")
    assert resumed.stdout == whole.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["few.yaml"]


def test_the_summary_as_json(demerit: Demerit, tmp_path: Path) -> None:
    said = demerit(*SWEEP, "--points", "2", "--indicator", "never_told", "--json", "--csv", "told.csv")
    assert said.returncode == 0, said.stderr
    assert "wrote told.csv" in said.stderr
    with (tmp_path / "told.csv").open(encoding="utf-8", newline="") as table:
        head, *rows = csv.reader(table)
    kept = duckdb.sql(f"SELECT * FROM '{tmp_path / 'sweep.parquet'}'")
    assert head == kept.columns
    assert [row[:5] for row in rows] == [[str(cell) for cell in row[:5]] for row in kept.fetchall()]
    assert [float(row[5]) for row in rows] == [row[5] for row in kept.fetchall()]
    found: dict[str, Any] = json.loads(said.stdout)
    assert [one["indicator"] for one in found["indicators"]] == ["never_told"]
    assert found["indicators"][0]["lowest"]["at"] == "served = 100 %"


@pytest.mark.parametrize(("words", "says"), [
    (["debtors-2017"], "a sweep needs a clause"),
    ([], "needs a regime"),
    (["debtors-2017", "--over", "schemes.debtors.notice.sreved=0 %..9 %"], "did you mean `served`"),
    (["debtors-2017", "--over", "schemes.debtors.notice.served=0 days..9 days"], "days do not fit here"),
    (["debtors-2017", "--over", "schemes.debtors.notice.served=9 %..0 %"], "a range that goes upwards"),
    (["debtors-2017", *OVER, "--indicator", "nver_told"], "did you mean `never_told`"),
    (["debtors-2017", *OVER, "--csv", "none/told.csv"], "there is no folder none"),
    (["debtors-2017", *OVER, "--csv", "sweep.parquet"], "--out and --csv both name sweep.parquet"),
    (["debtors-2017", *OVER, "--design", "cube"], "--design"),
    (["debtors-2017", *OVER, "--points", "1"], "a grid cannot have 1 points"),
    (["--resume"], "nothing to go on with"),
    (["--resume", *OVER], "goes with a regime"),
    (["dbtors-2017", *OVER], "did you mean `debtors-2017`"),
])  # fmt: skip
def test_a_sweep_asked_in_vain_leaves_with_2_and_a_sentence(demerit: Demerit, words: list[str], says: str) -> None:
    done = demerit("sweep", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_sensitivity_ranks_and_draws(demerit: Demerit, tmp_path: Path) -> None:
    (tmp_path / "few.yaml").write_text(FEW)
    done = demerit("sensitivity", "few.yaml", "--people", "4k", "--years", "1", "--number", "2", "--json",
                   "--indicator", "in_force_per_1000", "--out", "tornado.json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["runs"] == 2 * 3 + 1 + 2 * 2
    assert said["indicators"][0]["weights"][0]["assumption"] == "feeds.courts.detects"
    assert "mu_star" in said["indicators"][0]["weights"][0]
    drawn = json.loads((tmp_path / "tornado.json").read_text())
    assert drawn["data"]["values"][0]["assumption"] == "feeds.courts.detects"


@pytest.mark.parametrize(("words", "says"), [
    (["nothing"], "says how uncertain it is"),
    (["debtors-2017", "--method", "sobol", "--number", "100"], "a power of two"),
    ([], "needs a regime"),
    (["--resume"], "nothing to go on with"),
    (["--resume", "--number", "3"], "goes with a regime"),
    (["debtors-2017", "--out", "tornado.pdf"], "a chart cannot be written in this form"),
    (["debtors-2017", "--indicator", "nver_told"], "did you mean `never_told`"),
    (["debtors-2017", "--table", "sensitivity"], "a name that ends in .parquet"),
])  # fmt: skip
def test_a_sensitivity_asked_in_vain_leaves_with_2_and_a_sentence(
    demerit: Demerit, words: list[str], says: str
) -> None:
    done = demerit("sensitivity", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
