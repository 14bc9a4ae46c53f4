"""Whatever ends a run, it is taken up again and comes to the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import demerit
from demerit import pipeline
from demerit.records.observer import Interrupted, Silent
from demerit.records.open import read_manifest
from demerit.records.order import Order

CHILD = """
import os, signal, sys, threading
from pathlib import Path
from demerit import pipeline
from demerit.records.observer import Silent
from demerit.records.open import read_manifest
from demerit.records.order import Order

folder, regime, delay = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])

class Killer(Silent):
    armed = False
    def progress(self, share):
        if not self.armed and delay > 0:
            self.armed = True
            threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()

if (folder / "manifest.json").exists():
    pipeline.resume(read_manifest(folder), folder, 1, Killer(), every=0.0)
else:
    order = Order(regime, people=9_000, days=150, threads=2, chunk=1024)
    pipeline.run(order, folder, Killer(), with_page=False, every=0.0)
"""


def child(folder: Path, regime: str, delay: float) -> int:
    """A process that goes on with the run and kills itself after `delay` seconds (0: never); its return code."""
    command = [sys.executable, "-c", CHILD, str(folder), regime, str(delay)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize(("regime", "kills"), [("rongcheng", 2), ("benchmark-r1", 1)])
def test_killed_at_random_moments(regime: str, kills: int, tmp_path: Path) -> None:
    order = Order(regime, people=9_000, days=150, threads=2, chunk=1024)
    pipeline.run(order, tmp_path / "whole", Silent(), with_page=False)
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    ends = [child(tmp_path / "killed", regime, moments.uniform(0.001, 0.25)) for _ in range(kills)]
    assert set(ends) <= {0, -signal.SIGKILL}, f"seed {seed}"
    child(tmp_path / "killed", regime, 0)
    killed, whole = demerit.open(tmp_path / "killed"), demerit.open(tmp_path / "whole")
    assert killed.digest == whole.digest, f"seed {seed}"
    every = "SELECT count(*), sum(hash(l)) FROM ledger l"
    assert killed.sql(every).rows() == whole.sql(every).rows(), f"seed {seed}"
    assert not list((tmp_path / "killed").glob("*.part"))
    assert not list((tmp_path / "killed").glob("checkpoint-*"))


class Impatient(Silent):
    """Stops a run once a share of it is done."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.done = 0.0

    def progress(self, share: float) -> None:
        self.done = share

    def stopping(self) -> bool:
        return self.done >= self.share


def test_a_stopped_run_says_how_to_go_on_and_goes_on(rongcheng: demerit.Run, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    order = Order("rongcheng", people=8_000, days=365)
    with pytest.raises(Interrupted, match="demerit run --resume"):
        pipeline.run(order, folder, Impatient(0.5), every=0.0)
    assert read_manifest(folder)["state"] == "running"
    assert len(list(folder.glob("checkpoint-*"))) == 1
    with pytest.raises(demerit.UserError, match="not finished"):
        demerit.open(folder)
    with pytest.raises(demerit.UserError, match="is not empty") as refused:
        demerit.run("rongcheng", people=1_000, out=folder)
    assert "--resume" in str(refused.value)
    assert demerit.resume(folder, threads=1).digest == rongcheng.digest


def test_a_run_that_another_version_began_is_not_gone_on_with(rongcheng: demerit.Run, tmp_path: Path) -> None:
    """It counted otherwise; to say that its checkpoint is damaged would be false."""
    folder = tmp_path / "old"
    folder.mkdir()
    said = {**rongcheng.manifest, "state": "running", "format": 1}
    (folder / "manifest.json").write_text(json.dumps(said), "utf-8")
    with pytest.raises(demerit.UserError, match="begun by another version of demerit"):
        demerit.resume(folder)


def test_ctrl_c_stops_a_run_that_nobody_watches(tmp_path: Path) -> None:
    class Presses(Silent):
        def progress(self, share: float) -> None:
            os.kill(os.getpid(), signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins by ignoring it
    with pytest.raises(KeyboardInterrupt, match="goes on from the last checkpoint"):
        demerit.run("rongcheng", people=3_000, years=0.5, out=tmp_path / "run", observer=Presses())
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert json.loads((tmp_path / "run/manifest.json").read_text("utf-8"))["state"] == "running"


def test_a_finished_run_is_only_opened(rongcheng: demerit.Run) -> None:
    before = (rongcheng.folder / "manifest.json").stat().st_mtime_ns
    assert demerit.resume(rongcheng.folder).digest == rongcheng.digest
    assert (rongcheng.folder / "manifest.json").stat().st_mtime_ns == before
