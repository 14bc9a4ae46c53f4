"""How fast this machine has been: what finished runs took, kept for the forecasts of later ones."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from demerit.engine.chunk import communities_of
from demerit.engine.cpu import cache_folder, is_warm, kernels
from demerit.engine.plan import Plan, Totals
from demerit.engine.simulate import Simulation
from demerit.nations.layout import COMMUNITY
from demerit.records.disk import write_json
from demerit.records.order import Job

_SPEEDS = "speeds.json"
_GUESS = {"rate": 1e8, "lines": 0.012, "line_bytes": 8.0, "compile_seconds": 45.0}
"""person-days a second and thread, ledger lines a person-day, bytes a line, before anything was measured"""
_TRIED = 64 * COMMUNITY
_WORTH_TRYING = 2_000_000_000
"""person-days from which on it pays to try first"""
_WORTH_MEASURING = 20_000_000
"""person-days below which a run says little about speed"""


class Clock:
    """Measures a run from where its totals stand now, which is not the beginning where it was taken up again."""

    def __init__(self, plan: Plan, totals: Totals) -> None:
        chunks = totals.chunks_done / len(plan.chunks())
        ticks = min(1.0, totals.tick_done * plan.tick / plan.days)
        self._person_days = plan.people * plan.days * (1 - max(chunks, ticks))
        self._began = time.monotonic()

    def person_days_per_s(self) -> float:
        """Person-days a second up to now."""
        return self._person_days / max(time.monotonic() - self._began, 1e-6)


def remember(job: Job, clock: Clock, lines: int, ledger: Path) -> dict[str, Any]:
    """How fast a run went, for its manifest; kept for later forecasts too, where it was long enough to tell."""
    rate = clock.person_days_per_s()
    plan = job.plan
    if plan.people * plan.days >= _WORTH_MEASURING:
        said = {"rate": rate / min(plan.threads, len(plan.chunks()))}
        if lines:
            said["lines"] = lines / (plan.people * plan.days * share_kept(job))
            said["line_bytes"] = sum(part.stat().st_size for part in ledger.iterdir()) / lines
        _keep(_kind(job), said)
    return {"person_days_per_s": round(rate)}


@contextmanager
def remember_compiling() -> Iterator[None]:
    """Keeps how long it took to compile."""
    began = time.monotonic()
    yield
    _keep("machine", {"compile_seconds": time.monotonic() - began})


def speeds(job: Job) -> dict[str, float]:
    """What runs of this kind took before; for a long one that is the first of its kind, what a few people take now."""
    kept = _kept()
    known = kept.get(_kind(job))
    if known is None and job.plan.people * job.plan.days >= _WORTH_TRYING and is_warm():
        known = _try(job.plan)
        _keep(_kind(job), known)
    return {**_GUESS, **kept.get("machine", {}), **(known or {})}


def _try(plan: Plan) -> dict[str, float]:
    """Lives of a few communities, on one thread, with the clock running."""
    few = replace(plan, people=min(plan.people, _TRIED), chunk=_TRIED, threads=1)
    warming = replace(few, people=min(few.people, COMMUNITY))
    Simulation(warming, kernels(), lambda first, lines: None).run()
    simulation = Simulation(few, kernels(), lambda first, lines: None)
    clock = Clock(few, simulation.totals)
    lines = simulation.run().lines
    said = {"rate": clock.person_days_per_s()}
    kept = int(few.keep(0, communities_of(few.people)).sum()) * COMMUNITY
    return {**said, "lines": lines / (kept * few.days)} if kept else said


def share_kept(job: Job) -> float:
    """Share of the people whose ledger is written."""
    every, communities = job.kept["every"], communities_of(job.plan.people)
    return min(1.0, (1 / every if every else 0.0) + len(job.kept["besides"]) / communities)


def _kind(job: Job) -> str:
    return f"{job.regime.regime} over {job.nation.name}, ledger {job.kept['ledger']}"


def _file() -> Path:
    return cache_folder().parent / _SPEEDS


def _kept() -> dict[str, dict[str, float]]:
    with suppress(OSError, ValueError):
        kept = json.loads(_file().read_text(encoding="utf-8"))
        if isinstance(kept, dict):
            return kept
    return {}


def _keep(kind: str, said: dict[str, float]) -> None:
    """A cache that cannot be written is no harm."""
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_json(_file(), {**_kept(), kind: said})
