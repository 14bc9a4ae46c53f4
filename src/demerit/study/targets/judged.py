"""Figures beside what a run came to: hit or missed, and what was fitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from demerit.errors import UserError
from demerit.indicators.intervals import Estimate
from demerit.nations.from_recipe import load_nation
from demerit.records.open import Records
from demerit.regime.from_yaml import read_regime
from demerit.study.targets.counted import Counted
from demerit.study.targets.fitted import Fitted, fitted_numbers
from demerit.study.targets.layout import Figure, Targets

Verdict = Literal["hit", "miss", "not judged", "not measured"]


@dataclass(frozen=True)
class Judged:
    """One figure with what a run came to."""

    name: str
    figure: Figure
    found: Estimate

    @property
    def verdict(self) -> Verdict:
        """Hit where what came out lies within the tolerance of what was published."""
        if not self.figure.judged:
            return "not judged"
        if self.found.value is None:
            return "not measured"
        low, high = self.figure.bounds
        return "hit" if low <= self.found.value <= high else "miss"

    @property
    def sure(self) -> bool:
        """Whether the interval lies on one side of the bounds; more people make it narrower."""
        low, high = self.figure.bounds
        first, last = self.found.low, self.found.high
        if first is None or last is None:
            return False
        return (low <= first and last <= high) if self.verdict == "hit" else (last < low or first > high)


@dataclass(frozen=True)
class Compared:
    """All figures beside one run."""

    targets: Targets
    figures: tuple[Judged, ...]
    fitted: tuple[Fitted, ...]
    """numbers of the run's regime and nation that were fitted, with what to"""
    people: int
    seed: int
    first: date
    last: date
    size: int
    """people of the nation, to which counts are scaled"""
    notes: tuple[str, ...]
    """what is not as the targets would have it, one sentence each"""

    def of(self, use: str) -> list[Judged]:
        """The figures of a use: fitted, held out, not judged."""
        return [one for one in self.figures if one.figure.use == use]


def first_day(targets: Targets) -> date:
    """The day on which the regime of the targets comes into force: that of a run with all figures."""
    return read_regime(targets.regime).in_force


def length(targets: Targets) -> int:
    """Days of a run with all figures, from that day to the last one that a figure needs."""
    return (max(figure.last for figure in targets.figures.values()) - first_day(targets)).days + 1


def compare(targets: Targets, records: Records) -> Compared:
    """The figures of targets beside a run; raises `UserError` for a run that has none of them."""
    said = records.manifest
    size = load_nation(targets.nation, int(said["seed"])).size
    counted = Counted(records, size, first_day(targets))
    figures = tuple(Judged(name, figure, counted.estimate(figure)) for name, figure in targets.figures.items())
    if all(one.found.value is None for one in figures):
        raise UserError(f"{records.folder}: {figures[0].found.note}", f"a run of {targets.regime}",
                        "without --run, one is made")  # fmt: skip
    fitted = [one for file in ("regime", "nation") for one in fitted_numbers(str(said.get(f"{file}_text", "")), file)]
    ours = [one for one in fitted if targets.figures.keys() & set(one.to)]  # a nation may be fitted to other files
    return Compared(
        targets, figures, tuple(ours), int(said["people"]), int(said["seed"]), counted.start, counted.last, size,
        tuple(_notes(targets, records)),
    )  # fmt: skip


def _notes(targets: Targets, records: Records) -> list[str]:
    said = records.manifest
    pairs = (("regime", targets.regime), ("nation", targets.nation))
    return [
        f"The figures are of the {what} {Path(wanted).stem}; the run is of {said[what]}."
        for what, wanted in pairs
        if said.get(what) != Path(wanted).stem
    ]
