"""Where an unfinished run is taken up again: its sums, and the states of people who are still living.

A checkpoint is a folder that gets its name when everything in it is on the disk, so one that can be found is whole.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from demerit.engine.chunk import Chunk, communities_of
from demerit.engine.plan import Plan, Totals
from demerit.errors import UserError
from demerit.records import manifest
from demerit.records.disk import sync
from demerit.records.from_engine import Ledger, discard_after
from demerit.records.layout import CHECKPOINT, LEDGER, PART
from demerit.records.stopping import NUMBERS
from demerit.tables.layout import COUPLED_NATION

_ARRAYS = ("series", "blocks", "people_of_blocks", "state_print", "lines_print")
_NUMBERS = ("lines", "chunks_done", "tick_done", "backlog")
OFTEN = 5.0
"""seconds after which a run may be saved, the first time and then again"""
_SHARE = 0.1
"""of the time that goes by, at most this is spent on saving"""


@dataclass(frozen=True)
class Checkpoint:
    """A moment of a run, read back."""

    number: int
    totals: Totals
    parts: int
    """ledger files that belong to it"""


def begin_folder(folder: Path, said: dict[str, Any], at: Checkpoint | None) -> None:
    """Makes the folder that a run is written to, with its manifest; nothing is left of what came after `at`."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest.write(folder, said)
    discard_after(folder / LEDGER, at.parts if at else 0)


class Keeper:
    """Called with the totals at moments from which the run can be taken up again.

    It leaves out moments that come so soon after the last one that saving would take more than a tenth of the time.
    """

    def __init__(self, folder: Path, plan: Plan, ledger: Ledger, at: Checkpoint | None) -> None:
        self._folder, self._plan, self._ledger = folder, plan, ledger
        self._number = at.number if at else 0
        self._rest_until = time.monotonic()

    def __call__(self, totals: Totals) -> None:
        """Writes the next checkpoint, the lines that belong to it first; or nothing, if it is too soon."""
        began = time.monotonic()
        if began < self._rest_until:
            return
        self._number += 1
        self._ledger.flush()
        save(self._folder, self._number, self._plan, totals, self._ledger.parts)
        now = time.monotonic()
        self._rest_until = now + (now - began) * (1 / _SHARE - 1)


def save(folder: Path, number: int, plan: Plan, totals: Totals, parts: int) -> None:
    """Writes checkpoint `number` and then removes those before it. Raises OSError on a full disk and leaves nothing."""
    final = folder / f"{CHECKPOINT}{number:06}"
    building = folder / f"{final.name}{PART}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        _fill(building, plan, totals, parts)
        for file in building.iterdir():
            sync(file)
        sync(building)
        building.rename(final)
        sync(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    clear(folder, but=final.name)


def _fill(building: Path, plan: Plan, totals: Totals, parts: int) -> None:
    said: dict[str, Any] = {name: getattr(totals, name) for name in _NUMBERS}
    said |= {"parts": parts, "states": len(totals.states), "reached": reached(plan, totals)}
    (building / NUMBERS).write_text(json.dumps(said, default=int))
    arrays = {name: getattr(totals, name) for name in _ARRAYS}
    if totals.climates:
        arrays["climates"] = np.stack(totals.climates)
    np.savez(building / "totals.npz", **arrays)
    np.save(building / "clusters.npy", totals.clusters[: _communities_done(plan, totals)])
    for number, state in enumerate(totals.states):
        np.savez(building / f"state-{number:06}.npz", columns=state.columns, header=state.header)


def reached(plan: Plan, totals: Totals) -> str:
    """How far a run has come: `until day 448 of 1,095`, or where whole lives are lived one after another, whose."""
    if plan.coupling == COUPLED_NATION:
        ends = [until for _, until, _, _ in plan.ticks()]
        return f"until day {ends[totals.tick_done - 1] if totals.tick_done else 0:,} of {plan.days:,}"
    people = people_done(plan, totals)
    return f"{people / plan.people:.0%}".replace("%", " %") + f" of the run (the lives of {people:,} people)"


def _communities_done(plan: Plan, totals: Totals) -> int:
    """Communities whose sums are not all zero; where chunks wait for each other, all of them."""
    if plan.coupling == COUPLED_NATION:
        return len(totals.clusters)
    return communities_of(people_done(plan, totals))


def people_done(plan: Plan, totals: Totals) -> int:
    """People whose whole lives are lived, where chunks do not wait for each other."""
    return sum(people for _, people in plan.chunks()[: totals.chunks_done])


def last(folder: Path, plan: Plan) -> Checkpoint | None:
    """The newest checkpoint of a run, or None if it never came to one; raises `UserError` where it is damaged."""
    found = sorted(path for path in folder.glob(f"{CHECKPOINT}*") if not path.name.endswith(PART))
    if not found:
        return None
    try:
        return _read(found[-1], plan)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        hint = f"take {found[-1]} away: the run then begins again, or goes on from an earlier one"
        raise UserError(f"{folder}: this folder is damaged: {found[-1].name} cannot be read", None, hint) from None


def _read(at: Path, plan: Plan) -> Checkpoint:
    said = json.loads((at / NUMBERS).read_text())
    totals = Totals.empty(plan)
    with np.load(at / "totals.npz") as arrays:
        for name in _ARRAYS:
            setattr(totals, name, arrays[name])
        totals.climates = list(arrays["climates"]) if "climates" in arrays else []
    clusters = np.load(at / "clusters.npy")
    totals.clusters[: len(clusters)] = clusters
    for name in _NUMBERS:
        setattr(totals, name, said[name])
    totals.states = [_state(at / f"state-{number:06}.npz") for number in range(said["states"])]
    return Checkpoint(int(at.name.removeprefix(CHECKPOINT)), totals, said["parts"])


def _state(file: Path) -> Chunk:
    with np.load(file) as arrays:
        return Chunk(arrays["columns"], arrays["header"])


def clear(folder: Path, but: str = "") -> None:
    """Removes all checkpoints of a run, whole or not, except the one called `but`."""
    for path in folder.glob(f"{CHECKPOINT}*"):
        if path.name != but:
            shutil.rmtree(path, ignore_errors=True)
