"""The CUDA kernels, on the simulator always and on a device where there is one, equal the CPU's bit for bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from demerit.regime.from_yaml import read_regime
from tests.engine.crafted import DOUBLE
from tests.engine.runs import World, live, world
from tests.engine.test_everything import hurried_world
from tests.engine.test_tries import trying
from tests.engine.worlds import phased

ROOT = Path(__file__).parents[2]
WORLDS: dict[str, dict[str, Any]] = {
    "benchmark-r1": {"regime": read_regime("benchmark-r1"), "people": 40, "days": 60},
    "rongcheng": {"regime": read_regime("rongcheng"), "people": 40, "days": 60},
    "crafted": {"regime": phased(trying(DOUBLE, 3), 20), "people": 1030, "days": 30, "tick": 15},
    "everything": {"people": 16, "days": 28},
}
"""`crafted` has a second phase, two communities, more open matters than the side table starts with, and further tries;
`everything` has private scores, friends, places, reports and agreements"""


def made(name: str) -> World:
    """One of the worlds."""
    return hurried_world(**WORLDS[name]) if name == "everything" else world(**WORLDS[name])


def by_cuda(folder: Path, simulated: bool) -> dict[str, np.ndarray]:
    """What the CUDA kernels make of the worlds."""
    path = folder / "found.npz"
    environment = {**os.environ, "NUMBA_ENABLE_CUDASIM": str(int(simulated)), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "tests.engine.on_cuda", str(path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    with np.load(path) as found:
        return dict(found)


def same_as_cpu(found: dict[str, np.ndarray]) -> None:
    """Every table, the ledger and the states are those of the CPU run."""
    for name in WORLDS:
        run = live(made(name))
        assert run.totals.lines > 10
        assert np.array_equal(found[f"{name} ledger"], run.ledger)
        for table in ("series", "blocks", "clusters", "people_of_blocks", "state_print"):
            assert np.array_equal(found[f"{name} {table}"], getattr(run.totals, table)), f"{table} of {name}"
        for here, there in zip(found[f"{name} climates"], run.totals.climates, strict=False):
            assert np.array_equal(here, there)


def test_simulated_kernels_equal_the_cpu(need: Any, tmp_path: Path) -> None:
    need.module("numba_cuda")
    same_as_cpu(by_cuda(tmp_path, simulated=True))


def test_kernels_on_a_device_equal_the_cpu(need: Any, tmp_path: Path) -> None:
    need.gpu()
    need.module("numba_cuda")
    same_as_cpu(by_cuda(tmp_path, simulated=False))


def test_the_cpu_never_imports_cuda() -> None:
    asks = "import sys, demerit.engine.cpu, demerit.engine.simulate; print('numba_cuda' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
