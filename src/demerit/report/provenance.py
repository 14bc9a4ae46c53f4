"""Where a report comes from: the manifest as rows, how to make it again, and how to cite it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from demerit.report.layout import ReportData
from demerit.report.numbers import decimal, to_date, whole

_FIRST = ("regime", "nation", "people", "days", "start", "seed", "version", "command", "digest")
_MOST_ROWS = 80
_OF_THIS_MACHINE = ("folder", "report")
"""where the run lies here is of no use to whoever is given the page"""


def rows(data: ReportData) -> list[tuple[str, str]]:
    """The manifest as (name, value), the telling ones first, nested ones as `versions: numpy`; at most 80."""
    said = data.manifest
    flat = dict(_flat({key: said[key] for key in (*_FIRST, *said) if key in said and key not in _OF_THIS_MACHINE}))
    return list(flat.items())[:_MOST_ROWS]


def _flat(branch: Mapping[str, Any], stem: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in branch.items():
        name = f"{stem}: {key}" if stem else str(key)
        if isinstance(value, Mapping):
            found += _flat(value, name)
        elif isinstance(value, (list, tuple)):
            found.append((name, ", ".join(str(item) for item in value)))
        elif isinstance(value, float):
            found.append((name, decimal(value)))
        elif isinstance(value, int) and not isinstance(value, bool) and key != "seed":
            found.append((name, whole(value)))
        else:
            found.append((name, str(value)))
    return found


def reproduce(data: ReportData) -> list[str]:
    """Shell commands that make the same bytes again."""
    folder = data.manifest.get("folder")
    said = [str(data.manifest["command"])] if "command" in data.manifest else []
    if folder:
        said.append(f"demerit reproduce {shlex.quote(PurePath(str(folder)).name)}")
    return said


def citation(data: ReportData) -> str:
    """A BibTeX entry for the run: with seed and digest it names these very results."""
    said = data.manifest
    key = re.sub(r"[^a-z0-9]+", "-", f"demerit-{said.get('regime', 'run')}-{said.get('seed', '')}".lower()).strip("-")
    title = re.sub(r"[{}\\]", "", data.title)
    note = ", ".join(f"{name} {said[name]}" for name in ("regime", "nation", "seed", "digest") if name in said)
    year = str(to_date(said["created"]).year) if "created" in said else None
    fields = {
        "title": f"{{{title}}}: a simulation of synthetic people",
        "howpublished": f"demerit {said.get('version', '')}".strip(),
        "year": year,
        "note": note,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{body}\n}}"
