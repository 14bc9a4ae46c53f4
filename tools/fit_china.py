"""Fit the regime `china-2013-2019`, and the nation's rate of flights, to the published figures marked `fitted`.

Prints how far off each fitted figure is, and the fitted numbers; with `--write` they replace those in the YAML files.
Figures held out from the fit are not looked at. Every number starts from a guess and keeps within its range. The fit
weighs both on the logarithm: a figure may be off by a third of its tolerance (and by what luck moves it in a run of
this size), or a number by half of its range, for the same price. It takes Gauss and Newton's steps, slopes taken once.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear

from demerit import pipeline
from demerit.records.observer import Silent
from demerit.records.open import open_run
from demerit.records.order import Order
from demerit.study.targets.fitted import fitted_numbers
from demerit.study.targets.from_yaml import read_targets
from demerit.study.targets.judged import compare, length

NAME = "china-2013-2019"
LIBRARY = Path(__file__).parent.parent / "src/demerit/library"
FILES = {"regime": LIBRARY / f"regimes/{NAME}.yaml", "nation": LIBRARY / "nations/china-2020.yaml"}
SEED = 11
"""not the seed that `demerit targets` runs with"""
SLOPES, PEOPLE, ROUNDS = 12_000_000, 30_000_000, 4
BUMP, LEAST = 2.0, 1.2
"""how many times larger a number is made to see what it moves; below the least, it is made smaller"""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Number:
    """One number to fit: the places where it stands, its first guess, and its range."""

    places: tuple[str, ...]
    guess: float
    low: float
    high: float


EXITS = "schemes > debtors > exits"
NUMBERS = (
    Number(("feeds > courts > detects",), 19, 5, 40),
    Number(("after the first names > feeds > courts > detects",), 5, 2, 15),
    Number(("more courts > feeds > courts > detects",), 10, 5, 30),
    Number(("limits mandatory > feeds > courts > detects",), 95, 60, 100),
    Number((f"{EXITS} > enforcement ended > rate",), 5, 1, 15),
    Number((f"rules of 2017 > {EXITS} > no assets found twice > rate",), 8, 1, 20),
    Number(("responses > pays to travel > changes",), 1.5, 1, 3),
    Number(("half the courts > measures > no flights > applied",), 65, 20, 100),
    Number(("passports matched > measures > no flights > applied",), 75, 20, 100),
    Number(("more refusals in the air > measures > no flights > applied",), 95, 60, 100),
    Number(tuple(f"limits mandatory > measures > no {what} > applied" for what in ("fast trains", "soft sleepers")),
           35, 10, 100),
    Number(tuple(f"more refusals in the air > measures > no {what} > applied" for what in
                 ("fast trains", "soft sleepers")), 15, 3, 60),
    Number(("carriers check > responses > tries again > tries",), 7.7, 1, 15),
    Number(("gates > air > rate",), 1.5, 0.6, 3.5),
)  # fmt: skip


def texts(values: Floats) -> dict[str, str]:
    """The regime and the nation with these numbers in place of those that they have."""
    found = {}
    wanted = {place: value for number, value in zip(NUMBERS, values, strict=True) for place in number.places}
    for file, path in FILES.items():
        lines = path.read_text(encoding="utf-8").splitlines()
        for one in fitted_numbers("\n".join(lines), file):
            place = " > ".join(one.where)
            if place in wanted:
                line, at = lines[one.line - 1], one.column - 1
                lines[one.line - 1] = line[:at] + re.sub(r"^[\d.]+", rounded(wanted.pop(place)), line[at:])
        found[file] = "\n".join(lines) + "\n"
    assert not wanted, f"not declared as fitted: {sorted(wanted)}"
    return found


def rounded(value: float) -> str:
    """A number with two figures, as it is written in a file."""
    return f"{float(f'{value:.2g}'):g}"


@dataclass(frozen=True)
class Misfit:
    """Fitted figures of a run: simulated over published on the logarithm, and how far off each may be."""

    names: list[str]
    off: Floats
    may_be: Floats


def misfit_of(values: Floats, people: int) -> Misfit:
    """A run with these numbers, beside the fitted figures."""
    written, targets = texts(values), read_targets(NAME)
    order = Order(written["regime"], people=people, days=length(targets), seed=SEED, ledger="none",
                  nation_text=(written["nation"], "china-2020.yaml"))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        pipeline.run(order, Path(folder), Silent(), with_page=False)
        judged = compare(targets, open_run(folder)).of("fitted")
    ends = np.log([(one.found.value or 1e-9, one.found.low or 1e-9, one.found.high or 1.0) for one in judged]).T
    middle = np.log([np.mean(one.figure.published) for one in judged])
    luck, third = (ends[2] - ends[1]) / 4, np.array([one.figure.tolerance / 3 for one in judged])
    return Misfit([one.name for one in judged], ends[0] - middle, np.hypot(luck, third))


def slopes(start: Floats) -> Floats:
    """How each figure moves with each number, both on the logarithm."""
    base = misfit_of(start, SLOPES).off
    columns = []
    for at, number in enumerate(NUMBERS):
        up = min(BUMP, number.high / start[at])
        bump = up if up >= LEAST else max(1 / BUMP, number.low / start[at])
        moved = start.copy()
        moved[at] *= bump
        columns.append((misfit_of(moved, SLOPES).off - base) / np.log(bump))
        print(f"slopes of {number.places[0]}", flush=True)
    return np.array(columns).T


def step(values: Floats, slope: Floats, found: Misfit) -> Floats:
    """The next values: a linear least-squares problem within the ranges."""
    guess, low, high = (np.array([getattr(number, of) for number in NUMBERS]) for of in ("guess", "low", "high"))
    spread = np.log(high / low) / 2
    matrix = np.vstack([slope / found.may_be[:, None], np.diag(1 / spread)])
    wanted = -np.concatenate([found.off / found.may_be, np.log(values / guess) / spread])
    moved = lsq_linear(matrix, wanted, (np.log(low / values) - 1e-9, np.log(high / values) + 1e-9)).x
    return np.clip(values * np.exp(moved), low, high)


def main() -> None:
    """Fit, print and, with `--write`, write."""
    values = np.array([number.guess for number in NUMBERS])
    slope = slopes(values)
    for round_ in range(ROUNDS):
        found = misfit_of(values, PEOPLE)
        print(f"\nround {round_}")
        for name, off, may_be in zip(found.names, found.off, found.may_be, strict=True):
            print(f"  {name}: {100 * off:+.1f} % (may be {100 * may_be:.1f} %)", flush=True)
        values = step(values, slope, found)
        for number, value in zip(NUMBERS, values, strict=True):
            print(f"  {number.places[0]}: {value:.3g}", flush=True)
    if "--write" in sys.argv:
        for file, text in texts(values).items():
            FILES[file].write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
