"""The benchmark model R1 through the general engine, against its exact chain (benchmarks/exact_r1.py)."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from demerit.regime.from_yaml import read_regime
from tests.engine.runs import live, world

PEOPLE = 40_960
BENCHMARKS = str(Path(__file__).parents[2] / "benchmarks")


def test_r1_meets_its_exact_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares of tiers and of the listed on four days, within four standard errors."""
    monkeypatch.setattr(sys, "path", [BENCHMARKS, *sys.path])
    exact = importlib.import_module("exact_r1")
    monkeypatch.setattr(exact, "NODES", 24)
    expected = exact.run()
    run = live(world(read_regime("benchmark-r1"), people=PEOPLE, days=365, chunk=8192, threads=2, keep=False))
    names = [f"band.city points.{tier}" for tier in exact.COLUMNS[:-1]] + ["in_force.defaulters"]
    found = run.totals.series[:, [run.world.counter(name) for name in names]].cumsum(axis=0) / PEOPLE
    for day in (29, 89, 181, 364):
        error = np.sqrt(expected[day] * (1 - expected[day]) / PEOPLE)
        assert (np.abs(found[day] - expected[day]) < 4 * error + 1e-4).all(), f"day {day}: {found[day]} {expected[day]}"
