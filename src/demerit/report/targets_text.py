"""Published figures beside a run, for the terminal: one line a figure, those fitted apart from those held out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from demerit.report.targets import HEADS, NOTES, fitted_to, interval, score, short, span, verdict, what_was_run

Said = dict[str, Any]
Row = tuple[str, str, str, str, str, str]

_HEADING: Row = ("", "published", "simulated", "95 % interval", "", "")
_LEAST_OF_A_NAME = 20


def targets_text(said: Said, width: int = 88) -> str:
    """The table in `width` columns, with what was fitted and why figures are missed."""
    rows = {figure["name"]: _row(figure) for figure in said["figures"]}
    columns = _columns([_HEADING, *rows.values()], width)
    lines = [said["title"], *textwrap.wrap(what_was_run(said), width)]
    lines += [line for note in said["notes"] for line in textwrap.wrap(note, width)]
    lines += ["", *_lines(_HEADING, columns)]
    for use, head in HEADS.items():
        figures = [figure for figure in said["figures"] if figure["use"] == use]
        if figures:
            counted = score(said, use)
            lines += ["", *textwrap.wrap(f"{head}{f'; {counted}' if counted else ''}.", width)]
        for figure in figures:
            lines += [*_lines(rows[figure["name"]], columns), *_remarks(figure, width)]
    lines += ["", *textwrap.wrap(NOTES, width), *_fitted(said, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(figure: Said) -> Row:
    published = f"{span(figure['published'])} ± {100 * figure['tolerance']:g} %"
    simulated = "–" if figure["simulated"] is None else short(figure["simulated"])
    return figure["name"], published, simulated, interval(figure), verdict(figure), figure["confidence"]


def _columns(rows: list[Row], width: int) -> tuple[int, ...]:
    """Widths of the columns; a span of published figures is folded, and names take what is left."""
    published = max(len(part) for row in rows for part in _folded(row[1]))
    rest = [max(len(row[at]) for row in rows) for at in range(2, 6)]
    longest = max(len(row[0]) for row in rows)
    name = min(longest, max(_LEAST_OF_A_NAME, width - published - sum(rest) - 2 * 6))
    return (name, published, *rest)


def _folded(published: str) -> list[str]:
    """`12.77m to 12.88m ± 5 %` in two lines."""
    low, to, high = published.partition(" to ")
    return [f"{low} to", high] if to else [published]


def _lines(row: Row, columns: tuple[int, ...]) -> Iterator[str]:
    """A row, its name folded under itself."""
    names = textwrap.wrap(row[0], columns[0] - 0, subsequent_indent="  ") or [""]
    for at, (name, published) in enumerate(zip_longest(names, _folded(row[1]), fillvalue="")):
        simulated, between, hit, confidence = row[2:] if at == 0 else ("", "", "", "")
        yield (
            f"  {name:<{columns[0]}}  {published:<{columns[1]}}  {simulated:>{columns[2]}}  {between:<{columns[3]}}"
            f"  {hit:<{columns[4]}}  {confidence}"
        )


def _remarks(figure: Said, width: int) -> list[str]:
    """Beneath a figure: why it is missed, or not measured."""
    if figure["why"]:
        return textwrap.wrap(f"missed: {figure['why']}", width, initial_indent=" " * 4, subsequent_indent=" " * 4)
    if figure["simulated"] is None:
        return [f"    not measured: {figure['note']}"]
    return []


def _fitted(said: Said, width: int) -> list[str]:
    """Every fitted number, by the figures that it was fitted to."""
    if not said["fitted"]:
        return ["", "No number says that it was fitted: see the comments of the files."]
    lines = ["", "Fitted numbers"]
    for figures, numbers in fitted_to(said):
        for number in numbers:
            lines += _hung(f"- {number}", "  ", width)
        lines += _hung(f"to {figures}", " " * 6, width)
    return lines


def _hung(text: str, indent: str, width: int) -> list[str]:
    """A text folded under its first line; a number and its sign stay together."""
    kept = text.replace(" %", "\N{NO-BREAK SPACE}%")
    lines = textwrap.wrap(kept, width, initial_indent=indent, subsequent_indent=" " * 6, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
