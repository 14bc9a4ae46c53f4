"""Ctrl-C: asked once, asked twice, and a main thread that does not listen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import environment

LISTENS = """
import time
from demerit.cli.stop import Stop
with Stop(lambda: print("hard", flush=True)) as stop:
    print("ready", flush=True)
    while not stop.asked:
        time.sleep(0.01)
print("soft", flush=True)
"""
DEAF = """
import time
from demerit.cli.stop import Stop
with Stop(lambda: print("hard", flush=True)):
    print("ready", flush=True)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        time.sleep(1)
"""

TEMPORARY = """
import threading, time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from demerit.cli.stop import Stop
def write(folder):
    while folder.exists():  # as a run does that goes on meanwhile
        with suppress(OSError):
            (folder / "ledger").mkdir(exist_ok=True)
            (folder / "ledger" / str(time.monotonic_ns())).write_text("lines")
with TemporaryDirectory(prefix="demerit-") as folder, Stop(lambda: print("hard", flush=True)):
    for _ in range(8):
        threading.Thread(target=write, args=(Path(folder),), daemon=True).start()
    print("ready", flush=True)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        time.sleep(1)
"""


def started(code: str, **more: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, **more}
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_listens_ends_softly(number: signal.Signals) -> None:
    process = started(LISTENS)
    process.send_signal(number)
    assert process.communicate(timeout=20)[0] == "soft\n"
    assert process.returncode == 0


def test_who_does_not_listen_ends_anyway() -> None:
    process = started(DEAF)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=20)[0] == "hard\n"
    assert process.returncode == 130
    assert time.monotonic() - began < 15, "it ended by itself"


def test_asked_twice_it_does_not_wait() -> None:
    process = started(DEAF)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "hard\n"
    assert process.returncode == 130


def test_a_hard_end_leaves_no_temporary_folder(tmp_path: Path) -> None:
    process = started(TEMPORARY, TMPDIR=str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 1
    process.send_signal(signal.SIGINT)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "hard\n"
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", ["as its folder is made", "as time passes"])
def test_targets_that_are_stopped_say_so_and_leave_nothing(when: str, tmp_path: Path) -> None:
    """Early the run does not listen yet and is ended hard; later it ends by itself."""
    words = ["targets", "china-2013-2019", "--people", "400k"]
    folder = tmp_path / "temporary"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "demerit.cli.main", *words], cwd=tmp_path, env=environment(TMPDIR=str(folder)),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wanted = "demerit-*/manifest.json" if when == "as time passes" else "demerit-*"
    while process.poll() is None and not list(folder.glob(wanted)):
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, ""), said
    assert "stopped; the run was made for the figures alone" in said
    assert list(folder.iterdir()) == []


def test_handlers_are_put_back() -> None:
    from demerit.cli.stop import Stop

    before = signal.getsignal(signal.SIGINT)
    with Stop(lambda: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(tmp_path: Path, demerit: Any) -> None:
    """Stopped when the run folder appears; a run that was over by then has nothing to go on with."""
    words = ["run", "debtors-2017", "--people", "150k", "--years", "2", "--threads", "1", "--ledger", "none"]
    command = [sys.executable, "-m", "demerit.cli.main", *words, "--out", "cut"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not (tmp_path / "cut/manifest.json").exists():
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "demerit run --resume cut" in said
    gone_on = demerit("run", "--resume", "cut", "--json")
    assert gone_on.returncode == 0, gone_on.stderr
    whole = demerit(*words, "--out", "whole", "--json")
    assert '"digest"' in whole.stdout
    digests = {text.split('"digest": "')[1][:64] for text in (gone_on.stdout, whole.stdout)}
    assert len(digests) == 1
