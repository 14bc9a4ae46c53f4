"""Which assumption matters most for which indicator: elementary effects (Morris) or shares of variance (Sobol).

Both come from SALib. Every run is over the same people with the same luck, so an indicator is a function of the
assumptions alone. Beside either method each assumption is moved alone from one end of its range to the other, with all
others as the file has them: that is the tornado.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from demerit.errors import UserError, did_you_mean
from demerit.records.observer import Observer
from demerit.study.sweep.kept import SENSITIVITY, finish
from demerit.study.sweep.layout import Found, Key, Live, Plan, Point, Progress, Swept
from demerit.study.sweep.ranges import Assumption
from demerit.study.sweep.sweep import lived

METHODS = ("morris", "sobol")
TRAJECTORIES, SAMPLES = 10, 64
"""trajectories of Morris, base samples of Sobol (a power of two), unless asked otherwise"""
MOST_RUNS = 100_000
LEVELS = 4
"""levels of Morris' grid"""
_FEWEST = 2


@dataclass(frozen=True)
class Weight:
    """What an assumption does to an indicator.

    Morris (1991), with the absolute mean of Campolongo, Cariboni and Saltelli (2007): `first` is mu*, the mean size of
    what moving the assumption alone changes, `first_error` half the width of its 95 % interval, `other` sigma, which is
    large where it depends on the other assumptions, or is no straight line. Sobol, with the estimators of Saltelli et
    al. (2010): `first` is S1, the share of the variance that it brings alone, `other` ST, the share that it has a part
    in, each with the half width of a 95 % interval. All in units of the indicator for Morris, shares for Sobol.
    """

    assumption: str
    first: float
    first_error: float
    other: float
    other_error: float | None
    at_low: float | None
    """the indicator with this assumption at its lower end and all others as the file has them"""
    at_high: float | None


@dataclass(frozen=True)
class Ranked:
    """One indicator, its value as the file is, and the assumptions with the one that matters most first."""

    sample: Found
    value: float | None
    weights: tuple[Weight, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What came out: indicators that move, ranked; names of those that do not, and of those not measured everywhere."""

    plan: Plan
    method: str
    assumptions: tuple[Assumption, ...]
    runs: int
    ranked: tuple[Ranked, ...]
    unmoved: tuple[Key, ...]
    unmeasured: tuple[Key, ...]
    notes: tuple[str, ...]


def points_of_method(
    assumptions: Sequence[Assumption], method: str, number: int | None, seed: int
) -> tuple[list[list[float]], tuple[Point, ...]]:
    """The sample of a method in shares of each range, and the points that are run: the sample's, then the tornado's.

    Raises `UserError` for an unknown method, and for a number of trajectories or samples that it cannot have.
    """
    if method not in METHODS:
        raise UserError(
            f"no method is called `{method}`", f"one of: {', '.join(METHODS)}", did_you_mean(method, METHODS)
        )
    wanted = number if number is not None else (TRAJECTORIES if method == "morris" else SAMPLES)
    each = _runs_each(len(assumptions), method)
    most = MOST_RUNS // each
    if isinstance(wanted, bool) or not isinstance(wanted, int) or not _FEWEST <= wanted <= most:
        what = "trajectories" if method == "morris" else "samples"
        raise UserError(f"{method} cannot have {wanted} {what}", f"a whole number from {_FEWEST} to {most:,}")
    if method == "sobol" and wanted & (wanted - 1):
        below = 1 << (wanted.bit_length() - 1)
        raise UserError(f"sobol cannot have {wanted} samples", "a power of two", f"{below} or {2 * below}")
    shares = _sampled(assumptions, method, wanted, seed)
    points = [_point(assumptions, row) for row in shares]
    middle = tuple(one.value for one in assumptions)
    points.append(middle)
    for at, one in enumerate(assumptions):
        points += [(*middle[:at], end, *middle[at + 1 :]) for end in (one.over.low, one.over.high)]
    return shares, tuple(points)


def number_of_points(plan: Plan) -> int:
    """How many trajectories or samples the points of a plan are, those of the tornado left aside."""
    tornado = 1 + 2 * len(plan.over)
    return (len(plan.points) - tornado) // _runs_each(len(plan.over), plan.design)


def _runs_each(assumptions: int, method: str) -> int:
    """Runs of a trajectory, or of a sample."""
    return assumptions + (1 if method == "morris" else 2)


def _needs_salib() -> None:
    """Raises `UserError` where SALib, which only this needs, is not installed."""
    if find_spec("SALib") is None:
        raise UserError("SALib is not installed", None, "`pip install 'demerit[sensitivity]'`")


def _sampled(assumptions: Sequence[Assumption], method: str, wanted: int, seed: int) -> list[list[float]]:
    _needs_salib()
    problem = _problem(assumptions)
    if method == "morris":
        from SALib.sample import morris  # type: ignore[import-untyped]

        return list(morris.sample(problem, wanted, num_levels=LEVELS, seed=seed % 2**32).tolist())
    from SALib.sample import sobol

    return list(sobol.sample(problem, wanted, calc_second_order=False, seed=seed % 2**32).tolist())


def _problem(assumptions: Sequence[Assumption]) -> dict[str, Any]:
    """The assumptions as SALib takes them, each as a share of its range, so that their units do not matter."""
    return {
        "num_vars": len(assumptions),
        "names": [one.over.path for one in assumptions],
        "bounds": [[0.0, 1.0]] * len(assumptions),
    }


def _point(assumptions: Sequence[Assumption], shares: Sequence[float]) -> Point:
    return tuple(one.over.at(share) for one, share in zip(assumptions, shares, strict=True))


def sensitivity(
    plan: Plan, method: str, assumptions: tuple[Assumption, ...], shares: list[list[float]], live: Live,
    observer: Observer, progress: Progress, *, notes: tuple[str, ...] = (), threads: int = 0,
    table: Path | None = None,
) -> Sensitivity:  # fmt: skip
    """Runs a plan made of `points_of_method` and ranks the assumptions, indicator by indicator.

    With `table`, where the plan was begun, what is done is kept, and the table of all points is left there.
    """
    found = lived(plan, table, live, observer, progress, threads)
    columns = _columns(found)
    analyse = _analyser(assumptions, method, shares, plan.seed)
    ranked, unmoved, unmeasured = [], [], []
    for key, column in columns.items():
        values = [one.value if one is not None else None for one in column]
        sample = [value for value in values[: len(shares)] if value is not None]
        if len(sample) < len(shares):
            unmeasured.append(key)
        elif max(sample) == min(sample):
            unmoved.append(key)
        else:
            told = next(one for one in column if one is not None)
            ranked.append(_ranked(told, values[len(shares) :], assumptions, analyse(np.array(sample))))
    if table is not None:
        finish(table, Swept(plan, found), SENSITIVITY)
    return Sensitivity(plan, method, assumptions, len(plan.points), tuple(ranked), tuple(unmoved), tuple(unmeasured),
                       notes)  # fmt: skip


def _columns(found: Sequence[Sequence[Found]]) -> dict[Key, list[Found | None]]:
    """By indicator, what was found at each point; None where it does not apply there."""
    columns: dict[Key, list[Found | None]] = {}
    for number, at in enumerate(found):
        for one in at:
            columns.setdefault(one.key, [None] * len(found))[number] = one
    return columns


Analysed = list[tuple[float, float, float, float | None]]
"""by assumption: the first number and its error, the other number and its error"""


def _analyser(
    assumptions: Sequence[Assumption], method: str, shares: list[list[float]], seed: int
) -> Callable[[np.ndarray], Analysed]:
    """From an indicator at every point of the sample to what each assumption does to it."""
    problem, sample = _problem(assumptions), np.array(shares)
    if method == "morris":
        from SALib.analyze import morris  # type: ignore[import-untyped]

        def effects(values: np.ndarray) -> Analysed:
            said = morris.analyze(problem, sample, values, num_levels=LEVELS, seed=seed % 2**32)
            return _rows(said, "mu_star", "mu_star_conf", "sigma", None)

        return effects
    from SALib.analyze import sobol

    def variances(values: np.ndarray) -> Analysed:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # resamples of an indicator that hardly moves divide by a variance of 0
            said = sobol.analyze(problem, values, calc_second_order=False, seed=seed % 2**32)
        return _rows(said, "S1", "S1_conf", "ST", "ST_conf")

    return variances


def _rows(said: Any, first: str, first_error: str, other: str, other_error: str | None) -> Analysed:
    columns = [[float(value) for value in said[name]] for name in (first, first_error, other)]
    errors = [float(value) for value in said[other_error]] if other_error else [None] * len(columns[0])
    return list(zip(*columns, errors, strict=True))


def _ranked(told: Found, tornado: Sequence[float | None], assumptions: Sequence[Assumption], said: Analysed) -> Ranked:
    """The assumptions with the one that matters most first: by mu* or ST; equal ones in the order of the file."""
    value, *ends = tornado
    weights = [
        Weight(one.over.path, *numbers, ends[2 * at], ends[2 * at + 1])
        for at, (one, numbers) in enumerate(zip(assumptions, said, strict=True))
    ]
    by_variance = said[0][3] is not None
    weights.sort(key=lambda one: -(one.other if by_variance else one.first))
    return Ranked(told, value, tuple(weights))
