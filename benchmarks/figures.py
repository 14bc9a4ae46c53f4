"""How the benchmarks are asked and how they answer: a small table on the screen, and JSON for those who keep score."""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

SUFFIXES = {"k": 10**3, "m": 10**6, "g": 10**9, "b": 10**9}

Cell = str | int | float


def count_of(text: str) -> int:
    """A number of people as one says it: `20k`, `1m`, `1.4e9`."""
    last = text[-1:].lower()
    factor = SUFFIXES.get(last, 1)
    return round(float(text[:-1] if factor > 1 else text) * factor)


def arguments(title: str, people: str, **options: str | int) -> argparse.Namespace:
    """The options of a benchmark: --people, --seed, --json FILE, and its own, each with its default."""
    parser = argparse.ArgumentParser(description=title, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--people", default=people, help="20k, 1m, 1.4e9 ...")
    parser.add_argument("--seed", type=int, default=1, help="of all luck")
    parser.add_argument("--json", type=Path, help="a file to write the figures to as well")
    for name, default in options.items():
        parser.add_argument(f"--{name}", type=type(default), default=default, help=f"{name} of the run")
    return parser.parse_args()


def machine() -> dict[str, str | int]:
    """What the figures were taken on, as far as it matters to them; no names of hosts or users."""
    model = platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    return {"cpu": model, "cores": os.cpu_count() or 1, "python": platform.python_version()}


def said(value: Cell) -> str:
    """A cell for the screen: large numbers in powers of ten, shares and seconds to four figures."""
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else value
    return f"{value:.2e}" if abs(value) >= 1e5 else f"{value:.4g}"


class Figures:
    """The rows of one benchmark, and what they were taken with."""

    def __init__(self, title: str, **taken_with: Cell) -> None:
        self.title = title
        self.taken_with = taken_with
        self.rows: list[dict[str, Cell]] = []

    def add(self, **row: Cell) -> None:
        """One row; the first row's names are the columns."""
        self.rows.append(row)

    def to_text(self) -> str:
        """The table with its title, columns as wide as they need to be."""
        taken_with = ", ".join(f"{name} {said(value)}" for name, value in {**machine(), **self.taken_with}.items())
        names = list(self.rows[0])
        cells = [names] + [[said(row.get(name, "")) for name in names] for row in self.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = ("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
        return "\n".join((self.title, taken_with, *lines))

    def show(self, file: Path | None = None) -> None:
        """Print the table, and write it as JSON where a file was asked for."""
        print(self.to_text())
        if file is not None:
            whole = {"title": self.title, "machine": machine(), "taken_with": self.taken_with, "rows": self.rows}
            file.write_text(json.dumps(whole, indent=2) + "\n")
