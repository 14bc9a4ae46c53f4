"""Small runs by the CUDA kernels, written to a file. A program for test_cuda.py: a process is simulated or it is not.

python -m tests.engine.on_cuda out.npz
"""

from __future__ import annotations

import sys

import numpy as np

from demerit.engine import cuda
from demerit.engine.layout import LINE_PERSON, LINE_WIDTH
from tests.engine.runs import in_order
from tests.engine.test_cuda import WORLDS, made


def main(path: str) -> None:
    """Lives every world and keeps all that came of it."""
    found = {}
    for name in WORLDS:
        parts = [np.zeros((0, LINE_WIDTH), np.int64)]

        def sink(first: int, lines: np.ndarray, parts: list[np.ndarray] = parts) -> None:
            part = lines.astype(np.int64)
            part[:, LINE_PERSON] += first
            parts.append(part)

        totals = cuda.live(made(name).plan, sink)
        tables = ("series", "blocks", "clusters", "people_of_blocks", "state_print")
        found |= {f"{name} {table}": getattr(totals, table) for table in tables}
        found[f"{name} ledger"] = in_order(np.concatenate(parts))
        found[f"{name} climates"] = np.array(totals.climates)
    np.savez(path, **found)


if __name__ == "__main__":
    main(sys.argv[1])
