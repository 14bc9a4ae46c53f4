"""Small runs that several tests read; nobody's lives."""

from __future__ import annotations

from pathlib import Path

import pytest

import demerit


@pytest.fixture(scope="session")
def rongcheng(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    """8,000 people, a year of the score and the debtors' list, everybody's ledger."""
    folder: Path = tmp_path_factory.mktemp("flow") / "rongcheng"
    return demerit.run("rongcheng", people=8_000, years=1, out=folder)


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    """3,000 people who respond to their neighbours."""
    folder: Path = tmp_path_factory.mktemp("flow") / "network"
    return demerit.run("benchmark-r2", people=3_000, years=0.3, out=folder, report=False)
