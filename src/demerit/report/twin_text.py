"""Two lives side by side for the terminal; one below the other where there is no room."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, zip_longest
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.life import summary
from demerit.report.numbers import counted
from demerit.report.record_text import cells
from demerit.report.record_words import short

Said = Mapping[str, Any]

_WHEN = 11
"""columns of a date"""
_SIDE_BY_SIDE = 72
"""columns from which on the two lives stand beside each other"""
MOST_ALIKE = 3
"""so many rows in a row that both lives have are told in one line"""
HEADS = ("as it was", "the twin")


def twin_text(said: Said, width: int = 88) -> str:
    """Whose life, what is otherwise, what differs, and the timeline from the first differing day on."""
    who = summary([], said).removesuffix(" The record is empty.")
    parts = [
        f"{said.get('name', 'A person')}, {said.get('code', 'no code')}",
        *textwrap.wrap(who, width),
        f"{SYNTHETIC}: nobody's life.",
        "",
        *textwrap.wrap(f"The twin: {said['says']}", width, subsequent_indent="  "),
        "",
        *(line for text in said["differences"] for line in textwrap.wrap(f"- {text}", width, subsequent_indent="  ")),
        "",
    ]
    if said["timeline"]:
        if said["same_before"]:
            both = counted(said["same_before"], "line is", "lines are")
            parts += [f"{both} the same in both lives before that day.", ""]
        parts += [*_timeline(said["timeline"], width), ""]
    parts += [line for note in said["notes"] for line in textwrap.wrap(note, width)]
    return "\n".join(parts).rstrip() + "\n"


def brief(timeline: Sequence[Said]) -> Iterator[Said | int]:
    """The rows of a timeline, with stretches of many that both lives have as their number."""
    for same, group in groupby(timeline, key=lambda row: bool(row["same"])):
        held = list(group)
        if same and len(held) > MOST_ALIKE:
            yield held[0]
            yield len(held) - 2
            yield held[-1]
        else:
            yield from held


def _timeline(timeline: Sequence[Said], width: int) -> list[str]:
    beside = width >= _SIDE_BY_SIDE
    wide = (width - _WHEN - 4) // 2
    lines = []
    if beside:
        lines = [f"{'':<{_WHEN}}  {HEADS[0]:<{wide}}  {HEADS[1]}", f"{'-' * _WHEN}  {'-' * wide}  {'-' * wide}"]
    for row in brief(timeline):
        if isinstance(row, int):
            alike = f"({counted(row, 'more line')}, the same in both)"
            lines.append(f"{'':<{_WHEN}}  {alike}")
            continue
        when = short(date.fromisoformat(row["date"]))
        lines += _beside(row, when, wide) if beside else _below(row, when, width)
    return lines


def _beside(row: Said, when: str, wide: int) -> list[str]:
    """One row in three columns; what both lives have is told once."""
    left = textwrap.wrap(_told(row["was"]), wide)
    right = ["the same"] if row["same"] else textwrap.wrap(_told(row["twin"]), wide)
    return [
        f"{date_shown:<{_WHEN}}  {mine}{' ' * (wide - cells(mine))}  {theirs}".rstrip()
        for date_shown, mine, theirs in zip_longest([when], left, right, fillvalue="")
    ]


def _below(row: Said, when: str, width: int) -> list[str]:
    """One row where there is no room for columns."""
    sides = [("both", row["was"])] if row["same"] else [*zip(HEADS, (row["was"], row["twin"]), strict=True)]
    return [
        line
        for head, side in sides
        if side
        for line in textwrap.wrap(f"{when}, {head}: {_told(side)}", width, subsequent_indent="  ")
    ]


def _told(side: Said | None) -> str:
    """The lines of one side with their numbers."""
    if side is None:
        return ""
    first, *more = side["lines"]
    number = f"{first}" if not more else f"{first} to {more[-1]}"
    return f"{number}. {side['text']}"
