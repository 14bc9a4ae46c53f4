"""The whole flow on one page: regime -> nation -> tables -> engine -> records -> indicators -> report.

A run folder is begun, filled as time passes, and finished; whatever interrupts it, it can be taken up again.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from demerit.engine.cpu import is_warm, kernels
from demerit.engine.plan import Plan, Totals
from demerit.engine.simulate import Simulation, Stopped
from demerit.engine.twins import some_communities, twins
from demerit.errors import UserError
from demerit.indicators.from_records import indicators
from demerit.records import checkpoint, manifest
from demerit.records.checkpoint import Checkpoint, Keeper, begin_folder
from demerit.records.damaged import refuse_wrong_manifest
from demerit.records.disk import refuse_no_place, room_for
from demerit.records.finish import finished, write_records, write_twins
from demerit.records.forecast import forecast, refuse_what_does_not_fit
from demerit.records.from_engine import Ledger
from demerit.records.layout import FORMAT, LEDGER, PAGE
from demerit.records.observer import Interrupted, Observer, heeding_ctrl_c
from demerit.records.open import Records, open_run
from demerit.records.order import Job, Order, work_out
from demerit.records.phrases import Phrases
from demerit.records.relived import Lives
from demerit.records.speed import Clock, remember, remember_compiling
from demerit.report import page
from demerit.report.from_records import report_data
from demerit.report.life import as_dict
from demerit.study.targets.from_yaml import read_targets
from demerit.study.targets.judged import Compared, compare, length


def run(order: Order, folder: Path, observer: Observer, *, with_page: bool = True, every: float = 20.0) -> None:
    """A run from the first day to the last, in a folder that is empty or new; a checkpoint `every` so many seconds."""
    job = work_out(order)
    _live(job, folder, {**manifest.manifest_of(job), "page": with_page}, None, observer, every)


def resume(said: dict[str, Any], folder: Path, threads: int | None, observer: Observer, *, every: float = 20.0) -> None:
    """Goes on with the run of a folder whose manifest says `said`, from its last checkpoint."""
    refuse_wrong_manifest(folder, said)
    if said["format"] != FORMAT:
        raise UserError(
            f"{folder}: begun by another version of demerit, which counted otherwise",
            f"an unfinished run of format {FORMAT}, not {said['format']}",
            "finish it with the demerit that began it, or run it again",
        )
    job = work_out(manifest.order_of(said, threads))
    said = {**said, "threads": job.plan.threads}
    _live(job, folder, said, checkpoint.last(folder, job.plan), observer, every)


def _live(
    job: Job, folder: Path, said: dict[str, Any], at: Checkpoint | None, observer: Observer, every: float
) -> None:
    """A place; forecast; time passes; tables, indicators, page; and last of all the manifest that says so."""
    refuse_no_place(folder)
    expected = forecast(job)
    observer.forecast(expected)
    refuse_what_does_not_fit(expected)
    with room_for(folder):
        begin_folder(folder, said, at)
        compiled = _compiled(job.plan)
        began = time.monotonic()
        totals, measured = _simulate(job, folder, compiled, at, observer, every)
        measured["wall_s"] = round(time.monotonic() - began, 3)
        records = write_records(job, folder, {**said, **measured}, totals, compiled)
        write_twins(folder, twins(job.plan, compiled, totals.climates, some_communities(job.plan)), job.names)
        values = indicators(records)
        if said.get("page", True):
            page.save(report_data(records, job.regime, values, lives(records)), folder / PAGE)
        manifest.write(folder, finished(records, job, totals, values))
        checkpoint.clear(folder)


def _simulate(
    job: Job, folder: Path, compiled: Any, at: Checkpoint | None, observer: Observer, every: float
) -> tuple[Totals, dict[str, Any]]:
    """Everybody's life: the sums, and how fast it went."""
    ledger = Ledger(folder / LEDGER, Phrases(job.names, job.plan.phases), at.parts if at else 0)
    keeper = Keeper(folder, job.plan, ledger, at)
    with heeding_ctrl_c(observer.stopping) as stopping:
        simulation = Simulation(
            job.plan, compiled, ledger, totals=at.totals if at else None, checkpoint=keeper, checkpoint_every=every,
            progress=observer.progress, stopping=stopping,
        )  # fmt: skip
        clock = Clock(job.plan, simulation.totals)
        try:
            totals = simulation.run()
        except Stopped:
            raise Interrupted(folder) from None
    ledger.flush()
    return totals, remember(job, clock, totals.lines, folder / LEDGER)


def _compiled(plan: Plan) -> Any:
    """The kernels; the first run on a machine compiles them, by living a few lives."""
    if is_warm():
        return kernels()
    with remember_compiling():
        compiled = kernels()
        few = replace(plan, people=min(plan.people, 1024), chunk=1024, threads=1)
        Simulation(few, compiled, lambda first, lines: None).run()
    return compiled


def lives(records: Records) -> Sequence[dict[str, Any]]:
    """The notable lives of a run, lived again, in words."""
    people, start = Lives(records.folder, records.manifest), date.fromisoformat(records.manifest["start"])
    return [as_dict(people.lines(n["person"]), start, people.facts(n["person"])) for n in records.manifest["notable"]]


def beside_targets(name: str | Path, folder: Path | None, people: int, seed: int, observer: Observer) -> Compared:
    """Published figures beside the run in `folder`, or beside one that is made for them and goes."""
    found = read_targets(name)
    if folder is not None:
        return compare(found, open_run(folder))
    order = Order(found.regime, people, length(found), seed, nation=found.nation)
    with tempfile.TemporaryDirectory(prefix="demerit-", ignore_cleanup_errors=True) as made:
        run(order, Path(made), observer, with_page=False)
        return compare(found, open_run(made))
