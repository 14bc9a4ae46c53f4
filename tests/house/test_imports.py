"""The arrows between the rooms point one way, and the door opens quickly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

PLANTED = {
    "The flow: a room imports only itself and the rooms before it": ("tables", "import demerit.report"),
    "The engine knows whole numbers": ("engine", "import yaml"),
    "The report and the doors know no kernels": ("report", "import demerit.engine.layout"),
    "A regime is text": ("regime", "import numpy"),
}
"""contract: a room and a line that breaks it"""


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """lint-imports over the package in `root`/src, wherever the installed one lies."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=root, env=environment, capture_output=True, text=True
    )


def test_every_contract_is_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package's Python and the contracts, to break at will."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=lambda _, names: [name for name in names if name == "__pycache__"]
    )
    return tmp_path


def test_a_planted_import_breaks_its_contract(copy: Path) -> None:
    for room, line in PLANTED.values():
        (copy / "src/demerit" / room / "planted.py").write_text(f"{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    for contract in PLANTED:
        verdict = next(line for line in done.stdout.splitlines() if line.startswith(contract))
        assert verdict.endswith("BROKEN"), verdict


def test_a_room_that_the_flow_does_not_name_is_noticed(copy: Path) -> None:
    (copy / "src/demerit/attic").mkdir()
    (copy / "src/demerit/attic/__init__.py").write_text("")
    done = lint(copy)
    assert done.returncode == 1
    assert "attic" in done.stdout


HEAVY = ("numpy", "duckdb", "numba", "pydantic", "pandas", "polars", "pyarrow", "vl_convert")


def test_the_door_opens_without_the_heavy_libraries() -> None:
    """`demerit --help` answers at once: what takes long to import waits until a command needs it."""
    asks = f"import sys, demerit.cli.main; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
