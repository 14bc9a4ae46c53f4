"""The three views of a record as HTML that needs no script and no style sheet: three columns, which wrap on phones.

Style stands on the elements: notebooks align the cells of a table to the right, and forges drop style sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.numbers import written_date
from demerit.report.page_parts import esc, items
from demerit.report.record_text import HEADS, NOTHING_LEARNT, NOTHING_ON_RECORD, TITLES
from demerit.report.record_words import short
from demerit.report.style import GRID, QUIET, WARN

Said = Mapping[str, Any]

_ROW = "display:flex;flex-wrap:wrap;gap:1.5rem;align-items:flex-start"
_COLUMN = {"public": "flex:1 1 16rem", "person": "flex:1.2 1 18rem", "truth": "flex:2.4 1 30rem;overflow-x:auto"}
"""the truth has most to say"""
_CELL = f"text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid {GRID}"
_HEAD = f"{_CELL};color:{QUIET};font-weight:normal"


def record_html(said: Said) -> str:
    """All three views beside each other, under whose record it is and where the views part."""
    columns = "".join(f'<div style="{_COLUMN[name]}">{_column(said[name])}</div>' for name in TITLES)
    return (
        f'<section lang="en"><h3>{esc(said.get("name", "A person"))} <small>{esc(said.get("code", ""))}</small></h3>'
        f"<p><strong>{SYNTHETIC}: nobody's record</strong>, as it stood on {written_date(said['on'])}.</p>"
        f'{items(said["differences"])}<div style="{_ROW}">{columns}</div></section>'
    )


def view_html(said: Said) -> str:
    """One view by itself; the public one names nobody whom no list publishes."""
    who = f"number {said['number']}" if said["view"] == "public" else f"{said.get('name', '')}, {said.get('code', '')}"
    return (
        f'<section lang="en"><p><strong>{SYNTHETIC}: nobody\'s record</strong> · {esc(who)}, '
        f"on {written_date(said['on'])}</p>{_column(said)}</section>"
    )


def _column(said: Said) -> str:
    name = str(said["view"])
    return f"<h4>{TITLES[name]}</h4>{_INSIDE[name](said)}{items(said['says']) if said['says'] else ''}"


def _public(said: Said) -> str:
    parts = []
    for scheme in said["schemes"]:
        parts.append(f"<p><strong>{esc(scheme['scheme'])}</strong> ({esc(scheme['kind'])}). {esc(scheme['says'])}</p>")
        for number, entry in enumerate(scheme["entries"], 1):
            caption = f"Entry {number}, synthetic" if len(scheme["entries"]) > 1 else "Synthetic"
            parts.append(_table(caption, (), entry.items()))
    return "".join(parts)


def _person(said: Said) -> str:
    rows = [(_span(row), row["text"]) for row in said["told"]]
    return _table("Told or met; synthetic", ("learnt", "what"), rows) if rows else f"<p>{NOTHING_LEARNT}</p>"


def _truth(said: Said) -> str:
    rows = [
        (_span(row), row["lines"][0], row["text"], row["public"], row["person"], row["true"]) for row in said["rows"]
    ]
    return _table("What happened; synthetic", HEADS, rows) if rows else f"<p>{NOTHING_ON_RECORD}</p>"


_INSIDE = {"public": _public, "person": _person, "truth": _truth}


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; the first cell of a row names it, and a last cell that says what is wrong stands out."""
    head = "".join(f'<th scope="col" style="{_HEAD}">{esc(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row" style="{_HEAD}">{esc(row[0])}</th>'
        + "".join(f'<td style="{_CELL}{_warning(cell)}">{esc(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        '<table style="border-collapse:collapse;font-size:.93em;margin:0 0 1em">'
        f'<caption style="text-align:left;color:{QUIET}">{esc(caption)}</caption>'
        f"{f'<thead><tr>{head}</tr></thead>' if heads else ''}<tbody>{body}</tbody></table>"
    )


def _warning(cell: object) -> str:
    return f";color:{WARN};font-weight:600" if str(cell).startswith(("no: ", "stale ")) else ""


def _span(row: Said) -> str:
    """When, with no break inside a date."""
    first, last = (short(date.fromisoformat(row[end])).replace(" ", "\N{NO-BREAK SPACE}") for end in ("from", "to"))
    return first if first == last else f"{first} to {last}"
