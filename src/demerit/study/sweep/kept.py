"""Points that are done are kept at once, one file each, so that a sweep that was killed goes on where it was.

Beside `sweep.parquet` lies the folder `sweep.parquet.part` until everything is there: `sweep.json` is the plan, and
each point a file. Nothing in either says when or on which machine it was made, so that a sweep in pieces has the bytes
of one in one go.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from demerit.errors import UserError
from demerit.records.disk import sync, whole, write_json
from demerit.records.layout import PART
from demerit.study.sweep.layout import Found, Plan, Swept

PLAN = "sweep.json"
FORMAT = 1
_TABLE = "table.parquet"
RESUME = "--resume goes on with it"


def part_of(out: Path) -> Path:
    """The folder in which an unfinished sweep keeps its points."""
    return out.with_name(out.name + PART)


def begin(out: Path, plan: Plan) -> Path:
    """A fresh folder for the points; raises `UserError` where the file or an unfinished sweep is there already."""
    part = part_of(out)
    if out.exists():
        raise UserError(f"{out} is there already", "a file that is not there yet", "--out names another one")
    if (part / PLAN).exists():
        raise UserError(f"{part} holds an unfinished sweep", "another file", RESUME)
    part.mkdir(parents=True, exist_ok=True)
    write_json(part / PLAN, {"format": FORMAT, **plan.as_dict()})
    return part


def kept_plan(out: Path) -> Plan:
    """The plan of an unfinished sweep; raises `UserError` where there is none."""
    path = part_of(out) / PLAN
    if not path.is_file():
        expected = f"an unfinished sweep in {part_of(out)}"
        hint = f"{out} is finished" if out.exists() else "leave --resume out to begin it"
        raise UserError(f"there is nothing to go on with at {out}", expected, hint)
    try:
        said = json.loads(path.read_text("utf-8"))
        if said.pop("format") != FORMAT:
            raise UserError(f"{path}: written by another demerit", "the one that began this sweep")
        return Plan.from_dict(said)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserError(f"{path}: this is not the plan of a sweep", "the file as demerit left it") from None


def same_plan(kept: Plan, asked: Plan) -> None:
    """Refuses to go on with a sweep that asks for something else than it was begun with."""
    wrong = [name for name, value in asked.as_dict().items() if kept.as_dict()[name] != value]
    if wrong:
        names = ", ".join(name.replace("text", "regime's text") for name in wrong)
        raise UserError(f"the unfinished sweep was begun with something else: {names}", "what it was begun with",
                        "leave everything but --out and --resume away")  # fmt: skip


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


def finish(out: Path, part: Path, swept: Swept) -> None:
    """The table takes its place, whole, and the points go."""
    with whole(part / _TABLE) as made:
        _write(made, swept)
    (part / _TABLE).replace(out)
    sync(out.absolute().parent)
    shutil.rmtree(part)


def _write(path: Path, swept: Swept) -> None:
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
    plan = json.dumps({"format": FORMAT, **swept.plan.as_dict()}, ensure_ascii=False)
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
