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


@pytest.fixture(scope="session")
def friends(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    """2,000 people, seven months of a private score that counts friends and tells a city; a phase begins meanwhile."""
    folder: Path = tmp_path_factory.mktemp("flow") / "friends"
    return demerit.run("city-with-sesame", people=2_000, years=0.6, start="2018-10-01", out=folder, report=False)
