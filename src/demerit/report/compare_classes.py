"""Differences by income, age, residence and sex: which are told, as text and as HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from demerit.errors import listed
from demerit.indicators.classes import KINDS
from demerit.indicators.families import INDICATORS
from demerit.report import compare_words as words
from demerit.report.compare_words import Said
from demerit.report.layout import SYNTHETIC
from demerit.report.numbers import whole
from demerit.report.page_parts import esc, table

EVERYONE = "everyone"
_PLACES = {indicator.name: at for at, indicator in enumerate(INDICATORS)}
HOW = "Of a class, intervals are over blocks of communities, paired as those of everyone are."
_HEADS = ("Class", "A", "B", "B − A", "95 % interval")


def told(said: Said, kind: str) -> list[tuple[Said, list[Said]]]:
    """Indicators that differ clearly in everyone or in some class of a kind: a first row, and one for each class.

    They come in the order of the families; classes for which an indicator does not apply are left out.
    """
    found = []
    everyone = {_key(one): one for one in said["differences"] if not one["group"]}
    of_kind = sorted((one for one in said["by_class"] if one["kind"] == kind), key=_key)
    for key, rows in groupby(of_kind, _key):
        classes, whole_run = list(rows), everyone.get(key)
        first = whole_run or classes[0]
        if any(one["clear"] for one in (first, *classes)):
            found.append((first, ([whole_run] if whole_run else []) + classes))
    return found


def _key(one: Said) -> tuple[int, str]:
    """Where the indicator stands in the documentation, and what it is about."""
    return _PLACES[one["name"]], one["scheme"]


def tally(said: Said) -> str | None:
    """By which kinds of class how many differences are clear; None where nothing of any class differs."""
    clear = [one for one in said["by_class"] if one["clear"]]
    by_kind = {kind: sum(one["kind"] == kind for one in clear) for kind in KINDS}
    if not said["by_class"]:
        return None
    if not clear:
        return "Of no class of people does any differ clearly."
    found = [f"{whole(number)} by {kind}" for kind, number in by_kind.items() if number]
    return f"Of classes of people, {listed(found)} differ clearly."


def classes_text(said: Said, kinds: Sequence[str], width: int) -> list[str]:
    """The differences by these kinds of class, for the terminal."""
    lines = []
    for kind in kinds:
        found = told(said, kind)
        lines += ["", f"By {kind}  A → B, B less A, 95 % interval"]
        if not found:
            lines.append("  Nothing differs clearly.")
            continue
        rows = [row for _, members in found for row in members]
        figures = {id(row): words.figures(row) for row in rows}
        sizes = [max(len(figures[id(row)][at]) for row in rows) for at in range(3)]
        left = max(len(_called(row)) for row in rows)
        for first, members in found:
            name = f"{words.name_of(first)}, {first['unit']}"
            lines += ["", *textwrap.wrap(name, width, initial_indent="  ", subsequent_indent="    ")]
            for row in members:
                both, gap, span = figures[id(row)]
                start = f"    {_called(row):<{left}}  {both:<{sizes[0]}}"
                lines.append(f"{start}  {gap:>{sizes[1]}}  {span}".rstrip())
    return lines


def _called(row: Said) -> str:
    return str(row["group"]) or EVERYONE


def classes_html(said: Said) -> str:
    """The same for the page and the notebook: kind by kind, an indicator folded away after the other."""
    parts = []
    for kind in KINDS:
        found = told(said, kind)
        if found:
            parts.append(f"<h3>By {esc(kind)}</h3>{''.join(_folded(first, rows) for first, rows in found)}")
    return (f"<p>{esc(HOW)}</p>" + "".join(parts)) if parts else ""


def _folded(first: Said, rows: list[Said]) -> str:
    name = words.name_of(first)
    cells = [
        (_called(row), words.value(row["a"]), words.value(row["b"]), words.more(row["difference"]),
         words.interval(row) + (f" {words.FEW_MARK}" if row["few"] and not row["same"] else ""))
        for row in rows
    ]  # fmt: skip
    caption = f"{name}, {first['unit']}. {SYNTHETIC}"
    return f"<details><summary>{esc(name)}</summary>{table(caption, _HEADS, cells, range(1, 5))}</details>"
