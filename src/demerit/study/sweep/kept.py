"""Points that are done are kept at once, one file each, so that a sweep that was killed goes on where it was.

A sensitivity keeps its points in the same way. Beside `sweep.parquet` lies the folder `sweep.parquet.part` until
everything is there: `sweep.json` (or `sensitivity.json`) is the plan, and each point a file. Nothing in either says
when or on which machine it was made, so that a sweep in pieces has the bytes of one in one go.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from demerit.errors import UserError
from demerit.records.disk import sync, whole, write_json
from demerit.records.layout import PART
from demerit.study.sweep.layout import Found, Plan, Swept

FORMAT = 1
_TABLE = "table.parquet"
RESUME = "--resume goes on with it; delete it to begin anew"


@dataclass(frozen=True)
class Kind:
    """Whose points are kept: what it is called, and the option that names its table."""

    name: str
    option: str

    @property
    def plan(self) -> str:
        """The file of its plan."""
        return f"{self.name}.json"


SWEEP, SENSITIVITY = Kind("sweep", "--out"), Kind("sensitivity", "--table")
NO_TABLE = Path("sensitivity")
"""beside which points are kept where no table is asked for: in `sensitivity.part`, until all of them are done"""


def part_of(out: Path) -> Path:
    """The folder in which an unfinished sweep keeps its points."""
    return out.with_name(out.name + PART)


def taken_up(plan: Plan | None, out: Path | None, resume: bool, kind: Kind = SWEEP) -> Plan:
    """The plan that is to be run: begun beside `out`, or with `resume` the unfinished one there, gone on with.

    `plan` may be None where it is gone on with; without `out`, nothing is kept. Raises `UserError` where there is
    nothing to go on with, something else was begun, or the file or an unfinished one is there already.
    """
    if resume and out is not None:
        going_on = kept_plan(out, kind)
        if plan is not None:
            same_plan(going_on, plan, kind)
        return going_on
    if plan is None:
        raise UserError(f"a {kind.name} needs a regime", "a name or a file")
    if out is not None:
        _begin(out, plan, kind)
    return plan


def _begin(out: Path, plan: Plan, kind: Kind) -> None:
    """A fresh folder for the points."""
    part, another = part_of(out), f"{kind.option} names another one"
    if out.exists() and out != NO_TABLE:
        raise UserError(f"{out} is there already", "a file that is not there yet", another)
    held = _held(part)
    if held is not None:
        hint = RESUME if held is kind else another
        raise UserError(f"{part} holds an unfinished {held.name}", "another file", hint)
    part.mkdir(parents=True, exist_ok=True)
    write_json(part / kind.plan, {"format": FORMAT, **plan.as_dict()})


def _held(part: Path) -> Kind | None:
    """What was left unfinished in a folder, if anything was."""
    return next((kind for kind in (SWEEP, SENSITIVITY) if (part / kind.plan).exists()), None)


def kept_plan(out: Path, kind: Kind = SWEEP) -> Plan:
    """The plan of what was left unfinished beside a file; raises `UserError` where nothing of the kind was."""
    part = part_of(out)
    path, held = part / kind.plan, _held(part)
    if held is not kind:
        expected = f"an unfinished {kind.name} in {part}"
        hint = f"{out} is finished" if out.exists() and out != NO_TABLE else "leave --resume out to begin it"
        if held is not None:
            hint = f"`demerit {held.name} --resume {held.option} {out}` goes on with the {held.name} in it"
        raise UserError(f"there is nothing to go on with at {out}", expected, hint)
    try:
        said = json.loads(path.read_text("utf-8"))
        if said.pop("format") != FORMAT:
            raise UserError(f"{path}: written by another demerit", f"the one that began this {kind.name}")
        return Plan.from_dict(said)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserError(f"{path}: this is not the plan of a {kind.name}", "the file as demerit left it") from None


def same_plan(kept: Plan, asked: Plan, kind: Kind = SWEEP) -> None:
    """Refuses to go on with a sweep that asks for something else than it was begun with."""
    wrong = [name for name, value in asked.as_dict().items() if kept.as_dict()[name] != value]
    if wrong:
        names = ", ".join(name.replace("text", "regime's text") for name in wrong)
        raise UserError(f"the unfinished {kind.name} was begun with something else: {names}", "what it was begun with",
                        f"leave everything but {kind.option} and --resume away")  # fmt: skip


def keep(part: Path, number: int, found: Sequence[Found]) -> None:
    """A point that is done."""
    write_json(part / f"point-{number:06}.json", [asdict(one) for one in found])


def kept(part: Path, number: int) -> list[Found] | None:
    """What was found at a point; None where it is still to be run. Raises `UserError` for a file that is damaged."""
    path = part / f"point-{number:06}.json"
    if not path.is_file():
        return None
    try:
        return [Found(**one) for one in json.loads(path.read_text("utf-8"))]
    except (ValueError, TypeError):
        raise UserError(
            f"{path}: this is not what demerit wrote",
            "the file as it was written",
            "delete it, and the point is run again",
        ) from None


def finish(out: Path, swept: Swept, kind: Kind = SWEEP) -> None:
    """The table takes its place, whole, if one is asked for, and the points go."""
    part = part_of(out)
    if out != NO_TABLE:
        with whole(part / _TABLE) as made:
            _write(made, swept, kind)
        (part / _TABLE).replace(out)
        sync(out.absolute().parent)
    shutil.rmtree(part)


def _write(path: Path, swept: Swept, kind: Kind) -> None:
    """One row for each point and indicator, in the order of the points; the plan stands in the file's metadata."""
    import duckdb
    import numpy as np

    rows = [(at, one) for at, found in enumerate(swept.found) for one in found]
    given: dict[str, Any] = {"point": np.array([at for at, _ in rows], np.int32)}
    for number in range(len(swept.plan.over)):
        given[f"over_{number}"] = np.array([swept.plan.points[at][number] for at, _ in rows], np.float64)
    for name in _WORDS:
        given[name] = np.array([getattr(one, name) for _, one in rows], object)
    for name in _NUMBERS:
        values = [getattr(one, name) for _, one in rows]
        given[name] = np.ma.masked_array(
            [0.0 if value is None else value for value in values], [value is None for value in values], np.float64
        )
    named = [f"over_{number} AS {_name(over.path)}" for number, over in enumerate(swept.plan.over)]
    words, numbers = [f'"{name}"::VARCHAR AS "{name}"' for name in _WORDS], [f'"{name}"' for name in _NUMBERS]
    plan = json.dumps({"format": FORMAT, "study": kind.name, **swept.plan.as_dict()}, ensure_ascii=False)
    query = f"SELECT {', '.join(['point', *named, *words, *numbers])} FROM given"
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("given", given)
        connection.execute(
            f"COPY ({query}) TO {_text(str(path.resolve()))} "
            f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{demerit: {_text(plan)}}})"
        )


_WORDS = ("indicator", "scheme", "group")
_NUMBERS = ("value", "low", "high")


def _name(path: str) -> str:
    return '"' + path.replace('"', '""') + '"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
