"""One regime at many points of its clauses, over the same people with the same luck."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from demerit.indicators.families import INDICATORS
from demerit.indicators.from_records import indicators
from demerit.records.observer import Interrupted, Observer
from demerit.records.open import open_run
from demerit.records.order import Order, work_out
from demerit.regime.changes import change_of, changed_again
from demerit.regime.from_yaml import Document, read_document
from demerit.study.named import no_indicator
from demerit.study.sweep.design import points_of
from demerit.study.sweep.kept import finish, keep, kept, part_of, taken_up
from demerit.study.sweep.layout import Found, Live, Over, Plan, Point, Progress, Swept, changes_at
from demerit.study.sweep.over import grounded, overs_of


def plan_of(
    regime: str | Path, over: Iterable[str], *, design: str = "grid", points: int | None = None, people: int, days: int,
    seed: int, nation: str | None = None, indicators: Sequence[str] = (),
) -> Plan:  # fmt: skip
    """What is asked for, read and checked; raises `UserError`."""
    document = read_document(regime)
    overs = overs_of(over)
    document, overs = grounded(document, overs)
    places = points_of(overs, design, points, seed)
    return checked(Plan(document.regime.regime, document.text, people, days, seed, nation, design, tuple(overs), places,
                        known_indicators(indicators)))  # fmt: skip


def checked(plan: Plan) -> Plan:
    """The plan, whose first point can be run: regime, nation and numbers fit each other. Raises `UserError`."""
    work_out(plan.order(plan.points[0], 1))
    return plan


def known_indicators(names: Sequence[str]) -> tuple[str, ...]:
    """Names of indicators, each once; raises `UserError` for one that there is not."""
    known = {one.name for one in INDICATORS}
    for name in names:
        if name not in known:
            raise no_indicator(name)
    return tuple(dict.fromkeys(names))


def sweep(
    plan: Plan | None, out: Path | None, live: Live, observer: Observer, progress: Progress, *, resume: bool = False,
    threads: int = 0,
) -> Swept:  # fmt: skip
    """Runs the regime of a plan at each of its points; with `out`, the table is left there.

    With `resume` the unfinished sweep beside `out` is taken up, and `plan` may be None. A point that is done is kept at
    once; the bytes are those of a sweep that nothing had interrupted. Raises `UserError` for what cannot be had, and
    `KeyboardInterrupt` where it was stopped.
    """
    plan = taken_up(plan, out, resume)
    swept = _noted(plan, lived(plan, out, live, observer, progress, threads))
    if out is not None:
        finish(out, swept)
    return swept


def lived(
    plan: Plan, out: Path | None, live: Live, observer: Observer, progress: Progress, threads: int = 0
) -> list[list[Found]]:
    """What is found at each point, in order; with `out`, it is kept beside it, and read from there if done already."""
    part = None if out is None else part_of(out)
    found: list[list[Found]] = []
    same: dict[Point, list[Found]] = {}
    for number, point in enumerate(plan.points):
        at = kept(part, number) if part is not None else None
        if at is None:
            if observer.stopping():
                raise KeyboardInterrupt("stopped")
            at = same.get(point) or _run(plan, point, live, observer, threads)
            if part is not None:
                keep(part, number, at)
        found.append(at)
        same[point] = at
        progress(number + 1, len(plan.points))
    return found


def _run(plan: Plan, point: Point, live: Live, observer: Observer, threads: int) -> list[Found]:
    """One run in a folder that goes again; its indicators."""
    order: Order = plan.order(point, threads)
    with tempfile.TemporaryDirectory(prefix="demerit-", ignore_cleanup_errors=True) as made:
        try:
            live(order, Path(made), observer, with_page=False, every=float("inf"))
        except Interrupted:
            raise KeyboardInterrupt("stopped") from None
        values = indicators(open_run(made))
    return [
        Found(one.name, one.scheme, one.group, one.value, one.low, one.high, one.n, one.label, one.unit, one.direction)
        for one in values
        if not plan.indicators or one.name in plan.indicators
    ]


def _noted(plan: Plan, found: Sequence[Sequence[Found]]) -> Swept:
    """The sweep with what a reader must know of it."""
    document = read_document(plan.text)
    return replace(Swept(plan, found), notes=tuple(again(document, plan.over)))


def again(document: Document, overs: Iterable[Over]) -> list[str]:
    """Phases of the regime that read a swept clause otherwise again, one sentence each."""
    overs = list(overs)
    changes = [change_of(text) for text in changes_at(overs, [over.low for over in overs])]
    return [
        f"The phase `{phase}` reads {path} otherwise again, as the regime says."
        for path, phase in changed_again(document, changes)
    ]
