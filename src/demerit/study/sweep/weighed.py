"""A sensitivity from a regime's name to its result: the assumptions, the runs that they take, and what these say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from demerit.errors import UserError
from demerit.records.observer import Observer
from demerit.regime.from_yaml import read_document
from demerit.study.sweep.kept import NO_TABLE, SENSITIVITY, kept_plan, taken_up
from demerit.study.sweep.layout import Live, Plan, Progress
from demerit.study.sweep.ranges import Assumption, ranges_of
from demerit.study.sweep.sensitivity import Sensitivity, number_of_points, points_of_method, sensitivity
from demerit.study.sweep.sweep import checked, known_indicators


@dataclass(frozen=True)
class Prepared:
    """What is about to be run, and how the points lie in the ranges."""

    plan: Plan
    method: str
    assumptions: tuple[Assumption, ...]
    shares: list[list[float]]
    """the sample of the method, as shares of each range; the points of the tornado come after it"""
    notes: tuple[str, ...]


def prepared(
    regime: str | Path, *, method: str = "morris", number: int | None = None, people: int, days: int, seed: int,
    nation: str | None = None, indicators: Sequence[str] = (),
) -> Prepared:  # fmt: skip
    """Reads the regime and places the points; raises `UserError`, also where no number of it has a range."""
    names = known_indicators(indicators)
    found = ranges_of(read_document(regime), days)
    shares, points = points_of_method(found.assumptions, method, number, seed)
    overs = tuple(one.over for one in found.assumptions)
    plan = checked(Plan(found.document.regime.regime, found.document.text, people, days, seed, nation, method, overs,
                        points, names))  # fmt: skip
    return Prepared(plan, method, found.assumptions, shares, found.left_out)


def unfinished(table: Path) -> Prepared:
    """The sensitivity that was left unfinished beside a table; raises `UserError` where there is none."""
    plan = kept_plan(table, SENSITIVITY)
    return prepared(
        plan.text, method=plan.design, number=number_of_points(plan), people=plan.people, days=plan.days,
        seed=plan.seed, nation=plan.nation, indicators=plan.indicators,
    )  # fmt: skip


def weigh(
    ready: Prepared, live: Live, observer: Observer, progress: Progress, *, threads: int = 0,
    table: Path | None = None, resume: bool = False,
) -> Sensitivity:  # fmt: skip
    """Runs everything and ranks the assumptions. Raises as `sweep` does.

    With `table`, what is done is kept beside it, and every run is left there, unless it is `kept.NO_TABLE`. With
    `resume`, the one that was left unfinished beside the table is gone on with: the bytes are those of one that
    nothing had interrupted.
    """
    if table is not None and table is not NO_TABLE and table.suffix != ".parquet":
        raise UserError(f"{table}: the table of a sensitivity is a Parquet file", "a name that ends in .parquet")
    taken_up(ready.plan, table, resume, SENSITIVITY)
    return sensitivity(ready.plan, ready.method, ready.assumptions, ready.shares, live, observer, progress,
                       notes=ready.notes, threads=threads, table=table)  # fmt: skip
