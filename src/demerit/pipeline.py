"""The whole flow on one page: regime -> nation -> tables -> engine -> records -> indicators -> report.

A run folder is begun, filled as time passes, and finished; whatever interrupts it, it can be taken up again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from demerit.engine.cpu import is_warm, kernels
from demerit.engine.simulate import Simulation, Stopped, Totals
from demerit.indicators.from_records import indicators
from demerit.records import checkpoint, manifest
from demerit.records.disk import room_for
from demerit.records.finish import finish, measured, places
from demerit.records.forecast import Forecast, forecast, refuse_what_does_not_fit, remember, remember_compiling
from demerit.records.from_engine import Ledger, discard_after
from demerit.records.order import Job, Order, work_out
from demerit.records.phrases import Phrases
from demerit.records.stopping import Interrupted, heeding_ctrl_c


class Observer(Protocol):
    """Who is told how a run fares, and may stop it."""

    def forecast(self, forecast: Forecast) -> None:
        """What the run will take, before it starts."""

    def progress(self, share: float) -> None:
        """How much of the run is done, from 0 to 1."""

    def note(self, text: str) -> None:
        """Something worth knowing, one sentence."""

    def stopping(self) -> bool:
        """Whether the run is to stop soon; asked from any thread."""
        ...


def run(order: Order, folder: Path, observer: Observer, checkpoint_every: float = 20.0) -> None:
    """A run from the first day to the last, in a folder that is empty or new."""
    job = work_out(order)
    _live(job, folder, observer, manifest.manifest_of(job), None, checkpoint_every)


def resume(said: dict[str, Any], folder: Path, threads: int | None, observer: Observer, every: float = 20.0) -> None:
    """Goes on with the run of a folder whose manifest says `said`, from its last checkpoint."""
    job = work_out(manifest.order_of(said, threads))
    _live(job, folder, observer, {**said, "threads": job.plan.threads}, checkpoint.last(folder, job.plan), every)


def _live(job: Job, folder: Path, observer: Observer, said: dict[str, Any], at: Any, every: float) -> None:
    """Forecast, time passing, records."""
    began = time.monotonic()
    expected = forecast(job)
    observer.forecast(expected)
    refuse_what_does_not_fit(expected)
    with room_for(folder), heeding_ctrl_c(observer.stopping) as stopping:
        folder.mkdir(parents=True, exist_ok=True)
        manifest.write(folder, said)
        discard_after(folder / "ledger", at.parts if at else 0)
        compiled = _kernels(observer)
        try:
            totals, seconds = _simulate(job, folder, observer, compiled, at, stopping, every)
        except Stopped:
            raise Interrupted(folder) from None
        kept = finish(job, folder, said, totals, places(job.plan, compiled))
        remember(job, seconds, totals.lines, sum(f.stat().st_size for f in (folder / "ledger").glob("*")))
        finish_summary = {**kept.manifest, **measured(job, time.monotonic() - began, seconds)}
        kept.complete(finish_summary, indicators(kept.records))
        checkpoint.clear(folder)


def _simulate(
    job: Job, folder: Path, observer: Observer, compiled: Any, at: Any, stopping: Callable[[], bool], every: float
) -> tuple[Totals, float]:
    """Everybody's life; the sums, and the seconds that it took."""
    ledger = Ledger(folder / "ledger", Phrases(job.names, job.plan.phases), at.parts if at else 0)
    number = at.number if at else 0

    def save(totals: Totals) -> None:
        nonlocal number
        number += 1
        ledger.flush()
        checkpoint.save(folder, number, job.plan, totals, ledger.parts)

    began = time.monotonic()
    totals = Simulation(
        job.plan, compiled, ledger, totals=at.totals if at else None, checkpoint=save, checkpoint_every=every,
        progress=observer.progress, stopping=stopping,
    ).run()  # fmt: skip
    ledger.flush()
    return totals, time.monotonic() - began


def _kernels(observer: Observer) -> Any:
    """The compiled loops; the first run on a machine compiles them, and says so."""
    warm, began = is_warm(), time.monotonic()
    if not warm:
        observer.note("The kernels are being compiled, once on this machine.")
    compiled = kernels()
    if not warm:
        remember_compiling(time.monotonic() - began)
    return compiled
