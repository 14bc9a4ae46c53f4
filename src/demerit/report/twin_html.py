"""Two lives as HTML that needs no script: two columns along one line of days, which read well on paper and phones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.life import summary
from demerit.report.numbers import counted, signed, whole, written_date
from demerit.report.page_frame import plain, static
from demerit.report.page_parts import esc, items, table
from demerit.report.record_words import short
from demerit.report.style import GRID, MAIN, QUIET, WARN
from demerit.report.twin import FIGURES
from demerit.report.twin_text import HEADS, brief

Said = Mapping[str, Any]

_CELL = f"text-align:left;vertical-align:top;padding:.3em .9em .3em 0;border-bottom:1px solid {GRID}"
_HEAD = f"{_CELL};color:{QUIET};font-weight:normal;white-space:nowrap"
_ALONE = f"border-left:3px solid {MAIN};padding-left:.6em"
"""what only one of the two lives has"""
_BOTH = "both"


def twin_html(said: Said) -> str:
    """Whose life, what is otherwise, what differs in figures, and the timeline, for a notebook, which drops sheets."""
    notes = items(said["notes"]) if said["notes"] else ""
    return (
        f'<section lang="en"><h3>{esc(said.get("name", "A person"))} <small>{esc(said.get("code", ""))}</small></h3>'
        f"<p>{_who(said)}</p><p>The twin: {esc(said['says'])}</p>{items(said['differences'])}"
        f"{_styled(_figures(said))}{_before(said)}{_styled(_timeline(said))}{notes}</section>"
    )


def twin_page(said: Said) -> str:
    """The same as a whole page."""
    about = f"{esc(said.get('code', ''))}<br>\n{_who(said)}"
    sections = [
        ("findings", "What differs", _findings(said)),
        ("days", "Day by day", _before(said) + _timeline(said) if said["timeline"] else ""),
        ("notes", "To bear in mind", items(said["notes"]) if said["notes"] else ""),
    ]
    title = f"{said.get('name', 'A person')} and a twin"
    return plain(title, about, [one for one in sections if one[2]], "Skip to what differs", static("twin.css"))


def _who(said: Said) -> str:
    who = summary([], said).removesuffix(" The record is empty.")
    return f"{esc(who)} <strong>{SYNTHETIC}: nobody's life.</strong>"


def _findings(said: Said) -> str:
    """What is otherwise, and what that comes to; sentences that a table of figures says again are left to the table."""
    in_figures = any(one["difference"] for one in said["figures"].values())
    told = said["differences"][:1] if in_figures else said["differences"]
    return items([f"The twin: {said['says']}", *told], css="findings") + _figures(said)


def _before(said: Said) -> str:
    """How much the two lives have in common before they part."""
    if not (said["same_before"] and said["timeline"]):
        return ""
    day = written_date(date.fromisoformat(said["first_difference"]))
    return f"<p>{counted(said['same_before'], 'line is', 'lines are')} the same in both lives before {day}.</p>"


def _figures(said: Said) -> str:
    """What the two lives come to from the first differing day on; what neither has is left out."""
    shown = [
        (FIGURES[name], whole(one["was"]), whole(one["twin"]), signed(one["difference"]))
        for name, one in said["figures"].items()
        if one["was"] or one["twin"]
    ]
    if not shown:
        return ""
    return table(f"From the first differing day on. {SYNTHETIC}.", ("", *HEADS, "difference"), shown, (1, 2, 3))


def _timeline(said: Said) -> str:
    """The days in three columns; where there is no room for them, a page sets the lives below each other."""
    rows = "".join(_day(when, list(held)) for when, held in groupby(brief(said["timeline"]), key=_date))
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{esc(text)}</th>' for text in ("day", *HEADS))
    return f'<table class="lives"><caption>{SYNTHETIC}.</caption><thead><tr>{heads}</tr></thead>{rows}</table>'


def _date(row: Said | int) -> str:
    """The day of a row; empty for rows that are only counted."""
    return "" if isinstance(row, int) else str(row["date"])


def _day(when: str, rows: Sequence[Said | int]) -> str:
    """What both lives have on a day, its date once for all of it."""
    if not when:
        alike = "".join(f"{counted(row, 'more line')}, the same in both" for row in rows if isinstance(row, int))
        return f'<tbody><tr><th></th><td colspan="2"><em class="quiet">{alike}</em></td></tr></tbody>'
    shown = esc(short(date.fromisoformat(when))).replace(" ", "\N{NO-BREAK SPACE}")
    first = f'<th scope="rowgroup" rowspan="{len(rows)}">{shown}</th>'
    cells = "</tr><tr>".join("".join(_sides(row)) for row in rows if not isinstance(row, int))
    return f"<tbody><tr>{first}{cells}</tr></tbody>"


def _sides(row: Said) -> Iterator[str]:
    """Both sides of a row as cells; what both have is told once."""
    if row["same"]:
        yield f'<td data-of="{_BOTH}">{_side(row["was"])}</td><td><span class="quiet same">the same</span></td>'
        return
    for head, side in zip(HEADS, (row["was"], row["twin"]), strict=True):
        inner = f'<div class="alone">{_side(side)}</div>' if side else ""
        yield f'<td data-of="{head}">{inner}</td>' if inner else "<td></td>"


def _side(side: Said) -> str:
    first, *more = side["lines"]
    number = f"line {first}" if not more else f"lines {first} to {more[-1]}"
    wrong = "" if side["true"] else ' <strong class="wrong">wrong fact</strong>'
    return f'<small class="quiet line">{number}</small>{wrong} {esc(side["text"])}'


_STYLES = {
    "<table": ' style="border-collapse:collapse;font-size:.95em;margin:0 0 1.2em"',
    "<caption": f' style="text-align:left;color:{QUIET}"',
    "<th": f' style="{_HEAD}"',
    "<td": f' style="{_CELL}"',
    '<div class="alone"': f' style="{_ALONE}"',
    '<small class="quiet line"': f' style="color:{QUIET}"',
    '<em class="quiet"': f' style="color:{QUIET}"',
    '<span class="quiet same"': f' style="color:{QUIET}"',
    '<strong class="wrong"': f' style="color:{WARN}"',
}
"""by how an element begins: its style, where there is no style sheet"""


def _styled(html: str) -> str:
    """The same with its style on the elements."""
    for begins, style in _STYLES.items():
        html = html.replace(f"{begins} ", f"{begins}{style} ").replace(f"{begins}>", f"{begins}{style}>")
    return html
