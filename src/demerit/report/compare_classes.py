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
from demerit.report.page_parts import esc

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


def any_few(said: Said, kinds: Sequence[str]) -> bool:
    """Whether a row that is told by one of these kinds of class carries the mark of few that differ."""
    return any(words.marked_few(row) for kind in kinds for _, rows in told(said, kind) for row in rows)


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
        return "Told of classes of people, no indicator differs clearly."
    found = [f"{whole(number)} by {kind}" for kind, number in by_kind.items() if number]
    return f"Told of classes of people, {listed(found)} indicators differ clearly."


def classes_text(said: Said, kinds: Sequence[str], width: int) -> list[str]:
    """The differences by these kinds of class, for the terminal."""
    lines = []
    for kind in kinds:
        found = told(said, kind)
        lines += ["", f"By {kind}  A → B, B less A, 95 % interval"]
        if not found:
            apart = kind in said["kinds"]
            lines.append("  Nothing differs clearly." if apart else f"  The runs do not tell people apart by {kind}.")
            continue
        rows = [row for _, members in found for row in members]
        figures = {id(row): words.figures(row) for row in rows}
        sizes = [
            max((len(figures[id(row)][at]) for row in rows if not words.unmeasured(row)), default=0) for at in (0, 1)
        ]
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
    """The same for the page and the notebook: a table for each kind of class, the first of them open."""
    found = {kind: told(said, kind) for kind in KINDS}
    tables = [(kind, _table(kind, rows)) for kind, rows in found.items() if rows]
    folded = [
        f"<details{' open' if at == 0 else ''}><summary>By {esc(kind)}</summary>{rows}</details>"
        for at, (kind, rows) in enumerate(tables)
    ]
    notes = [HOW, *([words.FEW] if any_few(said, KINDS) else [])]
    return f"<p>{esc(' '.join(notes))}</p>{''.join(folded)}" if folded else ""


def _table(kind: str, found: list[tuple[Said, list[Said]]]) -> str:
    """Indicators under each other, each with a row for everyone and one for each class."""
    caption = f"Differences by {kind}, of indicators that differ clearly in everyone or in a class. {SYNTHETIC}"
    heads = "".join(f'<th scope="col"{" class=number" if at else ""}>{head}</th>' for at, head in enumerate(_HEADS))
    bodies = "".join(
        f'<tbody><tr class="kind"><th scope="rowgroup" colspan="{len(_HEADS)}">'
        f"{esc(words.name_of(first))}, {esc(first['unit'])}</th></tr>{''.join(map(_line, rows))}</tbody>"
        for first, rows in found
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{esc(caption)}"><table><caption>{esc(caption)}'
        f"</caption><thead><tr>{heads}</tr></thead>{bodies}</table></div>"
    )


def _line(row: Said) -> str:
    gap = esc(words.more(row["difference"]))
    few = f" {words.FEW_MARK}" if words.marked_few(row) else ""
    cells = (
        words.value(row["a"]), words.value(row["b"]), f"<strong>{gap}</strong>" if row["clear"] else gap,
        words.interval(row) + few,
    )  # fmt: skip
    numbers = "".join(f'<td class="number">{cell}</td>' for cell in cells)
    return f'<tr><th scope="row">{esc(_called(row))}</th>{numbers}</tr>'
