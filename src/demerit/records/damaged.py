"""Run folders that something has damaged: what a reader would stumble over, or believe, is refused in one sentence.

A run leaves its files whole (see `disk`), but a copy may break off, and an editor may change a number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from demerit.errors import UserError
from demerit.records.layout import MANIFEST, SPIRAL

Manifest = Mapping[str, Any]

COMMUNITY = 1024
"""people of a community, as in `nations/layout.py`, which takes a fifth of a second to import"""
_MOST_TWINNED = 64
"""communities whose people get twins at most, as in `engine/twins.py`"""
_LONGEST_TICK = 365
_MET = tuple(f"{what}_{how}" for what in ("marks", "refusals") for how in ("with", "without"))
"""what readers take from each row of spiral.json"""

_FLAT = ("points", "lists", "feeds", "conduct", "items", "grounds", "gates", "measures", "places")
_NESTED = ("bands", "exits")


def damaged(folder: Path, what: str, manifest: Manifest | None = None) -> UserError:
    """The refusal of a folder in which something is not as the run left it, with the command that makes it again."""
    command = (manifest or {}).get("command")
    hint = f"`{command}` makes the same run again, in a new folder" if isinstance(command, str) else "run it again"
    return UserError(f"{folder}: this folder is damaged: {what}", "the files as the run left them", hint)


def read_json(folder: Path, file: str, manifest: Manifest) -> Any:
    """What a JSON file of a run folder holds; raises `UserError` where it is not there or is none."""
    try:
        text = (folder / file).read_text("utf-8")
    except FileNotFoundError:
        raise damaged(folder, f"it has no {file}", manifest) from None
    except UnicodeDecodeError:
        raise damaged(folder, f"{file} is no text", manifest) from None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        what = "breaks off, or is no JSON" if text.strip() else "is empty"
        raise damaged(folder, f"{file} {what}", manifest) from None


def refuse_wrong_manifest(folder: Path, manifest: Manifest) -> None:
    """Raises `UserError` for a manifest that lacks what readers need, or says what no run can be."""
    for field, is_right in _FIELDS.items():
        if field not in manifest and field in _NEEDED:
            raise damaged(folder, f"{MANIFEST} lacks `{field}`", manifest)
        if field in manifest and not is_right(manifest, manifest[field]):
            raise damaged(folder, f"in {MANIFEST} `{field}` is not what demerit wrote", manifest)


def read_spiral(folder: Path, manifest: Manifest) -> list[dict[str, Any]]:
    """The rows of spiral.json, one of each community whose people got twins; raises `UserError` where they are not."""
    rows = read_json(folder, SPIRAL, manifest)
    expected = min(_MOST_TWINNED, -(-manifest["people"] // COMMUNITY))
    if not isinstance(rows, list) or len(rows) != expected or not all(map(_is_cost, rows)):
        raise damaged(folder, f"{SPIRAL} does not hold a row for each of {expected:,} communities", manifest)
    links = [set(row.get("links", ())) for row in rows]
    if any(one != links[0] for one in links):
        raise damaged(folder, f"the rows of {SPIRAL} have different links", manifest)
    return rows


def _is_cost(row: Any) -> bool:
    if not isinstance(row, dict) or not _all_whole(row, ("community", "people", *_MET)):
        return False
    links = row.get("links", {})
    parts = [*links.values(), row.get("unlinked")] if isinstance(links, dict) and links else []
    return isinstance(links, dict) and all(isinstance(part, dict) and _all_whole(part, _MET) for part in parts)


def _all_whole(row: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    return all(type(row.get(name)) is int and row[name] >= 0 for name in names)


def _from(low: int, high: float = float("inf")) -> Callable[[Manifest, Any], bool]:
    return lambda _, value: type(value) is int and low <= value <= high


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _names(_: Manifest, value: Any) -> bool:
    if not isinstance(value, dict) or not all(_texts(value.get(kind)) for kind in _FLAT):
        return False
    nested = [value.get(kind) for kind in _NESTED]
    return all(isinstance(one, list) and all(map(_texts, one)) for one in nested)


def _start(manifest: Manifest, value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value) + timedelta(days=manifest["days"]))
    except (TypeError, ValueError, OverflowError):
        return False


def _notable(manifest: Manifest, value: Any) -> bool:
    people = range(manifest["people"])
    return isinstance(value, list) and all(isinstance(one, dict) and one.get("person") in people for one in value)


def _text(_: Manifest, value: Any) -> bool:
    return isinstance(value, str)


def _table(_: Manifest, value: Any) -> bool:
    return isinstance(value, dict)


_FIELDS: dict[str, Callable[[Manifest, Any], bool]] = {
    "people": _from(1),
    "days": _from(1),
    "tick": _from(1, _LONGEST_TICK),
    "seed": _from(0),
    "chunk": _from(1),
    "threads": _from(1),
    "lines": _from(0),
    "start": _start,
    "names": _names,
    "regime_text": lambda _, value: isinstance(value, str) and "\n" in value,
    "nation_text": _text,
    "regime": _text,
    "nation": _text,
    "digest": _text,
    "command": _text,
    "regime_info": _table,
    "nation_info": _table,
    "summary": _table,
    "kept": _table,
    "versions": _table,
    "notes": lambda _, value: _texts(value),
    "notable": _notable,
}
"""What a field of the manifest must be, where it is there, in an order in which each may look at those before it."""
_NEEDED = ("people", "days", "tick", "seed", "start", "names", "regime_text")
