"""What a run that was stopped says it has kept, and how often it is saved."""

from __future__ import annotations

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

import pytest

from demerit.engine.plan import Totals
from demerit.records import checkpoint
from demerit.records.checkpoint import Keeper, last, reached, save
from demerit.records.order import Order, work_out
from demerit.records.stopping import kept, resume_hint


class NoLedger:
    parts = 0

    def flush(self) -> None:
        """Nothing to write."""


@pytest.fixture(scope="module")
def plan() -> Any:
    return work_out(Order("rongcheng", people=3_000, days=100, chunk=1024, ledger="none")).plan


def test_the_day_is_that_of_the_last_checkpoint(plan: Any, tmp_path: Path) -> None:
    totals = dataclasses.replace(Totals.empty(plan), tick_done=6)
    save(tmp_path, 1, plan, totals, 0)
    assert kept(tmp_path) == "kept until day 42 of 100"
    (tmp_path / "manifest.json").write_text("{}")
    assert resume_hint(tmp_path).startswith("stopped, kept until day 42 of 100. To go on:\n\n  demerit run --resume")
    found = last(tmp_path, plan)
    assert found is not None
    assert found.totals.tick_done == 6


def test_lives_lived_one_after_another_are_a_share() -> None:
    plan = work_out(Order("benchmark-r1", people=4_096, days=100, chunk=1024, ledger="none")).plan
    totals = dataclasses.replace(Totals.empty(plan), chunks_done=1, tick_done=1)
    assert reached(plan, totals) in ("25 % of the run (the lives of 1,024 people)", "until day 7 of 100")


def test_without_a_checkpoint_nothing_is_kept(tmp_path: Path) -> None:
    assert kept(tmp_path) == "nothing kept yet"
    assert resume_hint(tmp_path) == "stopped before anything was written"
    (tmp_path / "manifest.json").write_text("{}")
    assert "nothing kept yet. To begin again:" in resume_hint(tmp_path)
    broken = tmp_path / "checkpoint-000001"
    broken.mkdir()
    (broken / "numbers.json").write_text(json.dumps({"lines": 3}))
    assert kept(tmp_path) == "nothing kept yet"


def test_saving_takes_at_most_a_tenth_of_the_time(plan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    saved = []

    def slow(*_: Any) -> None:
        saved.append(clock[0])
        clock[0] += 2.0

    monkeypatch.setattr(checkpoint, "save", slow)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    keeper = Keeper(tmp_path, plan, NoLedger(), None)  # type: ignore[arg-type]
    for _ in range(60):
        clock[0] += 1.0
        keeper(Totals.empty(plan))
    assert saved[:3] == [1.0, 21.0, 41.0]
