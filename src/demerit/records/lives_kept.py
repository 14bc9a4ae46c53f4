"""What lives are lived again from, read back: tables.json and climate.json, refused where a life would be a false one.

Whoever reads a life goes by these two files and the manifest. They are compared with each other, field by field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from demerit.errors import UserError
from demerit.nations.layout import People
from demerit.records.damaged import damaged, read_json
from demerit.records.layout import CLIMATE, LIVES
from demerit.tables.check_shape import indices_point_somewhere, parts_follow_each_other, side_by_side
from demerit.tables.layout import COUPLED_NATION, Tables

Manifest = Mapping[str, Any]
Phases = tuple[tuple[int, Tables], ...]


def read_phases(folder: Path, manifest: Manifest) -> Phases:
    """The compiled tables by first day, in lists. Raises `UserError` where they are damaged, or another demerit's."""
    kept = read_json(folder, LIVES, manifest)
    if not _is_kept(kept):
        raise damaged(folder, f"{LIVES} does not hold the tables of a run", manifest)
    first = kept["phases"][0]["tables"]
    tables = [{**first, **phase["tables"]} for phase in kept["phases"]]
    expected = {*Tables._fields} - {"people"}
    if {*kept["people"]} != {*People._fields} or any({*one} != expected for one in tables):
        raise _of_another(folder, manifest)
    people = People(**kept["people"])
    phases = tuple(
        (phase["from"], Tables(people=people, **one)) for phase, one in zip(kept["phases"], tables, strict=True)
    )
    wrong = next(_wrong(phases, manifest), None)
    if wrong:
        raise damaged(folder, f"{LIVES}: {wrong}", manifest)
    return phases


def read_climates(folder: Path, manifest: Manifest, phases: Phases) -> list[list[int]]:
    """The climate of each tick; empty where people beyond the community do not matter. Raises `UserError`."""
    kept = read_json(folder, CLIMATE, manifest)
    matters = any(tables.coupling == COUPLED_NATION for _, tables in phases)
    ticks = {*range(0, manifest["days"], manifest["tick"]), *(day for day, _ in phases)}
    number = len(ticks) + 1 if matters else 0  # the last one is what the run ended with
    width = phases[0][1].climate_width
    if not isinstance(kept, list) or len(kept) != number or not all(_whole(one) and len(one) == width for one in kept):
        what = f"a climate for each of {len(ticks):,} ticks, and the last" if matters else "an empty list"
        raise damaged(folder, f"{CLIMATE} does not hold {what}", manifest)
    return kept


def _is_kept(kept: Any) -> bool:
    if not isinstance(kept, dict) or not isinstance(kept.get("people"), dict):
        return False
    phases = kept.get("phases")
    return (
        isinstance(phases, list)
        and bool(phases)
        and all(
            isinstance(one, dict) and type(one.get("from")) is int and isinstance(one.get("tables"), dict)
            for one in phases
        )
    )


def _of_another(folder: Path, manifest: Manifest) -> UserError:
    """The refusal of tables with other fields than this demerit has."""
    from importlib.metadata import version

    made_by = manifest.get("demerit")
    if made_by == version("demerit"):
        return damaged(folder, f"{LIVES} does not have the tables of a run of this version", manifest)
    return UserError(
        f"{folder}: this demerit cannot live again what another one made",
        f"the one that made it ({made_by})",
        "read its ledger, or run it again",
    )


def _wrong(phases: Phases, manifest: Manifest) -> Iterator[str]:
    """What is wrong with tables, each by itself, with each other, and with the manifest."""
    days = [day for day, _ in phases]
    if days[0] != 0 or any(a >= b for a, b in pairwise(days)) or days[-1] >= manifest["days"]:
        yield "the phases do not follow each other within the run"
    for _, tables in phases:
        yield from _wrong_types(tables)
        yield from _wrong_sizes(tables, manifest)
        for law in (parts_follow_each_other, side_by_side, indices_point_somewhere):
            yield from law(tables)


def _wrong_types(tables: Tables) -> Iterator[str]:
    for held in (tables, tables.people):
        for name, kind in type(held).__annotations__.items():
            value = getattr(held, name)
            if name != "people" and not (type(value) is int if _is_int(kind) else _whole(value) and value):
                yield f"`{name}` is not what demerit wrote"


def _is_int(kind: Any) -> bool:
    return getattr(kind, "__forward_arg__", kind) in ("int", int)


def _whole(value: Any) -> bool:
    """Whether something is a list of whole numbers."""
    return isinstance(value, list) and {*map(type, value)} <= {int}


def _wrong_sizes(tables: Tables, manifest: Manifest) -> Iterator[str]:
    names = manifest["names"]
    numbers = {kind: getattr(tables, kind) for kind in ("lists", "feeds", "conduct", "gates", "places")}
    numbers |= {"points": tables.schemes, "bands": tables.schemes, "exits": tables.lists}
    yield from (f"it has not the {kind} of the manifest" for kind, size in numbers.items() if len(names[kind]) != size)
    if tables.horizon != manifest["days"]:
        yield f"it is of a run of {tables.horizon:,} days, the manifest of {manifest['days']:,}"
