"""The summary of a sweep as text and as a table."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.leading import name_of
from demerit.report.numbers import counted, whole
from demerit.report.page_parts import esc, items, table
from demerit.report.sweep import CAPTION, number
from demerit.report.sweep_points import MOST_TABLES, has_points, points_notes, points_table

Said = Mapping[str, Any]

_COMBINED = {"grid": "on a grid", "lhs": "in a Latin hypercube", "sobol": "in a Sobol sequence"}


def heading(said: Said) -> list[str]:
    """What was swept, one line each."""
    about = (
        f"{said['regime']}: {counted(len(said['points']), 'point')} {_COMBINED.get(said['design'], said['design'])}, "
        f"{whole(said['people'])} synthetic people, {whole(said['days'])} days, seed {said['seed']}"
    )
    return [about, *(f"  {over['path']}: {_ends(over)}" for over in said["over"])]


def _ends(over: Said) -> str:
    return f"{over['low']:g} to {over['high']:g} {over['unit']}".rstrip()


def told(said: Said) -> list[Said]:
    """The indicators of the summary, in its order."""
    by_key = {(one["indicator"], one["scheme"], one["group"]): one for one in said["indicators"]}
    return [by_key[tuple(key)] for key in said["told"]]


def left_out(said: Said) -> str:
    """What the summary does not tell, in one sentence; empty where it tells everything."""
    rest = [one for one in said["indicators"] if [one["indicator"], one["scheme"], one["group"]] not in said["told"]]
    still = sum(not one["moves"] for one in rest)
    few = sum(one["moves"] and one["too_few"] for one in rest)
    more = len(rest) - still - few
    parts = [
        counted(still, "indicator does not move", "indicators do not move") if still else "",
        counted(few, "rests on too few cases to say", "rest on too few cases to say") if few else "",
        f"{whole(more)} more are in the table and in --json" if more else "",
    ]
    said_parts = [part for part in parts if part]
    return f"{'; '.join(said_parts)}." if said_parts else ""


def sweep_text(said: Said, width: int = 88) -> str:
    """The range over which each indicator moves, lowest and highest with the clauses that bring it there.

    Of a sweep over one clause, the first indicators are told point by point instead.
    """
    lines = [line for text in heading(said) for line in textwrap.wrap(text, width, subsequent_indent="    ")]
    lines += [f"{SYNTHETIC}.", ""]
    for place, one in enumerate(told(said)):
        lines += textwrap.wrap(f"{name_of(one)} ({one['unit']})", width, subsequent_indent="    ")
        by_point = has_points(said) and place < MOST_TABLES
        lines += points_table(said, one) if by_point else _below(_range(one), width)
        lines += [*_below(one["says"], width), *([""] if by_point else [])]
    if not said["told"]:
        lines += textwrap.wrap("No indicator of this sweep moves and rests on enough cases to say so.", width)
    notes = points_notes(said, told(said)[:MOST_TABLES]) if has_points(said) and said["told"] else []
    for text in (*notes, left_out(said), *said["notes"]):
        lines += [*([""] if lines[-1] else []), *textwrap.wrap(text, width)] if text else []
    return "\n".join(lines).rstrip() + "\n"


def _below(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="      ")


def _range(one: Said) -> str:
    """Where an indicator is lowest, and where highest."""
    low, high = one["lowest"], one["highest"]
    return f"{number(low['value'])} at {low['at']}, to {number(high['value'])} at {high['at']}"


def sweep_html(said: Said) -> str:
    """The same as a fragment of HTML for a notebook."""
    rows = [
        (name_of(one), one["unit"], number(one["lowest"]["value"]), one["lowest"]["at"],
         number(one["highest"]["value"]), one["highest"]["at"], one["says"])
        for one in told(said)
    ]  # fmt: skip
    heads = ("indicator", "unit", "lowest", "at", "highest", "at", "")
    notes = [text for text in (left_out(said), *said["notes"]) if text]
    return (
        f'<section lang="en"><p>{"<br>".join(esc(text) for text in heading(said))}</p>'
        f"{table(CAPTION, heads, rows, (2, 4))}{items(notes) if notes else ''}</section>"
    )
