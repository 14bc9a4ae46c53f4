"""Every way of being wrong: the whole message, and exit code 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from demerit.cli.main import main

Golden = Callable[[str | Path, str], None]

WRONG = {
    "command": ["rnu", "rongcheng"],
    "command unlike any": ["frobnicate"],
    "flag": ["run", "rongcheng", "--poeple", "1m"],
    "flag of the door": ["--verbose"],
    "too many words": ["run", "rongcheng", "twice"],
    "no regime": ["run"],
    "no folder": ["life"],
    "regime": ["run", "rongchang"],
    "file": ["check", "mien.yaml"],
    "people": ["run", "rongcheng", "--people", "1mm"],
    "no people": ["run", "rongcheng", "--people", "0"],
    "half a person": ["run", "rongcheng", "--people", "1.5"],
    "years": ["run", "rongcheng", "--years", "soon"],
    "ledger": ["run", "rongcheng", "--ledger", "some"],
    "start on no day of the calendar": ["run", "rongcheng", "--start", "2018-13-01"],
    "threads": ["run", "rongcheng", "--threads", "0"],
    "years shorter than a day": ["run", "rongcheng", "--years", "0.0001"],
    "short flag": ["run", "rongcheng", "--peple", "1m"],
    "schema in no folder": ["schema", "--out", "none/x.json"],
    "schema below a file": ["schema", "--out", "mine.yaml/x.json"],
    "schema over a regime": ["schema", "--out", "mine.yaml"],
    "new in no folder": ["new", "none/my.yaml"],
    "start": ["run", "rongcheng", "--start", "tomorrow"],
    "community without a ledger": ["run", "rongcheng", "--ledger", "none", "--community", "3"],
    "resume and people": ["run", "--resume", "full", "--people", "1m"],
    "resume without report": ["run", "--resume", "full", "--no-report"],
    "resume nothing": ["run", "--resume", "nowhere"],
    "left out that is not there": ["run", "spiral-links", "--without", "lost credti"],
    "set to nothing": ["run", "rongcheng", "--set", "schemes.debtors.notice"],
    "set nowhere": ["run", "rongcheng", "--set", "schemes.debtors.notise.served=10 % (assumption)"],
    "set to what is no value": ["run", "rongcheng", "--set", "schemes.debtors.notice.served=10 pints (assumption)"],
    "set in a case": ["case", "actress", "--set", "schemes.debtors.notice.served=10 pints (assumption)"],
    "variant under another regime": ["case", "actress", "--variant", "notice is served", "--regime", "debtors-2013"],
    "political": ["run", "rongcheng", "--political", "maybe"],
    "resume and without": ["run", "--resume", "full", "--without", "lost credit"],
    "folder in use": ["run", "rongcheng", "--people", "1k", "--out", "full"],
    "folder below a file": ["run", "rongcheng", "--people", "1k", "--out", "mine.yaml/x"],
    "folder without a name": ["run", "rongcheng", "--people", "1k", "--out", ""],
    "resume without a name": ["run", "--resume", ""],
    "nation": ["nation", "china"],
    "life of nobody": ["life", "nowhere"],
    "two people": ["life", "full", "--person", "00", "--index", "3"],
    "form of a chart": ["chart", "full", "bands", "--out", "bands.pdf"],
    "new without yaml": ["new", "town"],
    "new over a file": ["new", "mine.yaml"],
    "two slips": ["check", "mine.yaml"],
}

MINE = """\
regime: mine
title: Mine
in force: from 2020-01-01
operator: public
jurisdiction: here
feeds:
  cameras: {holder: police, context: traffic, sees: [red lihgt], detects: 10 %}
"""


@pytest.mark.parametrize("what", WRONG)
def test_message(what: str, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(MINE)
    Path("full").mkdir()
    Path("full/notes.txt").write_text("somebody's")
    said = CliRunner().invoke(main, WRONG[what])
    assert (said.exit_code, said.stdout) == (2, "")
    golden(f"golden/refused/{what.replace(' ', '_')}.txt", said.stderr)
    assert Path("full/notes.txt").read_text() == "somebody's"


def test_a_fault_of_ours_is_owned_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from demerit.regime import from_yaml

    def broken() -> None:
        raise ZeroDivisionError("division\nby zero " + "x" * 1000)

    monkeypatch.setattr(from_yaml, "shipped", broken)
    said = CliRunner().invoke(main, ["regimes"])
    assert (said.exit_code, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert said.stderr.startswith("a fault of demerit, not of yours: ZeroDivisionError: division by zero")
    assert len(said.stderr) < 300
    with_trace = CliRunner(env={"DEMERIT_TRACEBACK": "1"}).invoke(main, ["regimes"])
    assert with_trace.exit_code == 1
    assert "Traceback (most recent call last)" in with_trace.stderr


@pytest.mark.parametrize(("error", "code", "word"), [
    (OSError(28, "No space left on device", "runs/x"), 2, "runs/x: the disk is full"),
    (PermissionError(13, "Permission denied", "x"), 2, "x: permission denied"),
    (OSError(5, "Input/output error"), 1, "a fault of demerit"),
    (KeyboardInterrupt(), 130, "stopped"),
    (click.FileError("x.yaml", "gone"), 2, "x.yaml"),
])  # fmt: skip
def test_how_commands_end(error: BaseException, code: int, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from demerit.regime import from_yaml

    def broken() -> None:
        raise error

    monkeypatch.setattr(from_yaml, "shipped", broken)
    said = CliRunner().invoke(main, ["regimes"])
    assert said.exit_code == code
    assert word in said.stderr
