"""Two lives as HTML that needs no script: two columns along one line of days, which read well on paper and phones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.life import summary
from demerit.report.numbers import counted, signed, whole
from demerit.report.page_parts import esc, items
from demerit.report.record_words import short
from demerit.report.style import FONT, GRID, INK, MAIN, PALE, QUIET, WARN
from demerit.report.twin import FIGURES
from demerit.report.twin_text import HEADS, brief

Said = Mapping[str, Any]

_CELL = f"text-align:left;vertical-align:top;padding:.3em .9em .3em 0;border-bottom:1px solid {GRID}"
_HEAD = f"{_CELL};color:{QUIET};font-weight:normal;white-space:nowrap"
_ALONE = f"border-left:3px solid {MAIN};padding-left:.6em"
"""what only one of the two lives has"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def twin_html(said: Said) -> str:
    """Whose life, what is otherwise, what differs in figures, and the timeline; a fragment for notebooks and pages."""
    who = summary([], said).removesuffix(" The record is empty.")
    notes = items(said["notes"]) if said["notes"] else ""
    return (
        f'<section lang="en"><h3>{esc(said.get("name", "A person"))} <small>{esc(said.get("code", ""))}</small></h3>'
        f"<p>{esc(who)} <strong>{SYNTHETIC}: nobody's life.</strong></p>"
        f"<p>The twin: {esc(said['says'])}</p>{items(said['differences'])}"
        f"{_figures(said)}{_timeline(said)}{notes}</section>"
    )


def twin_page(said: Said) -> str:
    """The same as a whole page."""
    title = f"{said.get('name', 'A person')} and a twin"
    style = f"body{{font:15px/1.45 {FONT};color:{INK};max-width:64rem;margin:2rem auto;padding:0 1rem}}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{esc(title)}</title>'
        f'<link rel="icon" href="data:,"><style>{style}</style></head>\n<body><h1>{esc(title)}</h1>'
        f"{twin_html(said)}</body></html>\n"
    )


def _figures(said: Said) -> str:
    """What the two lives come to from the first differing day on; what neither has is left out."""
    shown = [
        (FIGURES[name], whole(one["was"]), whole(one["twin"]), signed(one["difference"]))
        for name, one in said["figures"].items()
        if one["was"] or one["twin"]
    ]
    if not shown:
        return ""
    caption = f"From the first differing day on. {SYNTHETIC}."
    return _table(caption, ("", *HEADS, "difference"), [[esc(cell) for cell in row] for row in shown])


def _timeline(said: Said) -> str:
    rows = []
    for row in brief(said["timeline"]):
        if isinstance(row, int):
            alike = f'<em style="color:{QUIET}">{counted(row, "more line")}, the same in both</em>'
            rows.append(["", alike, ""])
            continue
        when = esc(short(date.fromisoformat(row["date"]))).replace(" ", "\N{NO-BREAK SPACE}")
        twin = f'<span style="color:{QUIET}">the same</span>' if row["same"] else _side(row["twin"], alone=True)
        rows.append([when, _side(row["was"], alone=not row["same"]), twin])
    if not rows:
        return ""
    return _table(f"Day by day. {SYNTHETIC}.", ("", *HEADS), rows)


def _side(side: Said | None, alone: bool) -> str:
    """One side of a row as HTML."""
    if side is None:
        return ""
    first, *more = side["lines"]
    number = f"line {first}" if not more else f"lines {first} to {more[-1]}"
    wrong = "" if side["true"] else f' <strong style="color:{WARN}">wrong fact</strong>'
    style = f' style="{_ALONE}"' if alone else ""
    return f'<div{style}><small style="color:{QUIET}">{number}</small>{wrong} {esc(side["text"])}</div>'


def _table(caption: str, heads: tuple[str, ...], rows: list[list[str]]) -> str:
    """A table whose cells are HTML already; the first cell of a row names it."""
    head = "".join(f'<th scope="col" style="{_HEAD};background:{PALE}33">{esc(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row" style="{_HEAD}">{row[0]}</th>'
        + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        '<table style="border-collapse:collapse;font-size:.95em;margin:0 0 1.2em">'
        f'<caption style="text-align:left;color:{QUIET}">{esc(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
