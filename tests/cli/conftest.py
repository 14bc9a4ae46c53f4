"""The real command line in a process of its own, and one small run that several tests look at."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from demerit.cli.main import main

Said = subprocess.CompletedProcess[str]
Demerit = Callable[..., Said]
SMALL = ("run", "rongcheng", "--people", "3k", "--years", "1", "--threads", "1")


def environment(**more: str) -> dict[str, str]:
    """What a command is started with: 80 columns, no colour, no settings of the desk."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DEMERIT_TRACE") and key != "COLUMNS"}
    return {**kept, "NO_COLOR": "1", "PYTHONUTF8": "1", **more}


def run_command(folder: Path, *words: str, **more: str) -> Said:
    """One command line, run in `folder`."""
    command = [sys.executable, "-m", "demerit.cli.main", *words]
    return subprocess.run(command, cwd=folder, env=environment(**more), capture_output=True, text=True, timeout=300)


@pytest.fixture
def demerit(tmp_path: Path) -> Demerit:
    """`demerit("run", "rongcheng", ...)` in an empty folder of the test."""
    return lambda *words, **more: run_command(tmp_path, *words, **more)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The folder in which a small run was made as runs/rongcheng-1, and what the command said."""
    folder = tmp_path_factory.mktemp("small")
    said = run_command(folder, *SMALL)
    assert said.returncode == 0, said.stderr
    return folder, said


@pytest.fixture
def ask(small: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A command in the folder of the small run."""

    def asked(*words: str) -> Result:
        monkeypatch.chdir(small[0])
        return CliRunner().invoke(main, list(words))

    return asked
