"""A case for a notebook: HTML that needs no script and no style sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demerit.report.case_text import HEADS, who
from demerit.report.case_words import BY
from demerit.report.layout import SYNTHETIC
from demerit.report.numbers import written_date
from demerit.report.page_parts import esc, items
from demerit.report.style import GRID, QUIET, WARN

Said = Mapping[str, Any]

_CELL = f"text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid {GRID}"
_HEAD = f"{_CELL};color:{QUIET};font-weight:normal"


def case_html(said: Said) -> str:
    """The case: who, what would have gone otherwise, the story, the facts, who decided what."""
    other = said.get("other")
    shown = other or said
    changed = f", but for: {'; '.join(shown['changes'])}" if shown["changes"] else ""
    parts = [f'<section lang="en"><h3>{esc(said["title"])}</h3><p>{esc(who(said))}</p>']
    if other:
        parts.append(f"<h4>{esc(other['says'][:1].upper() + other['says'][1:])}</h4>{items(other['differences'])}")
    parts.append(f"<p>Regime: {esc(shown['regime'] + changed)}.</p>{_story(shown)}{_facts(shown)}")
    for by, head in HEADS.items():
        if shown["decided"][by]:
            parts.append(f"<details><summary>{esc(head)}</summary>{items(shown['decided'][by])}</details>")
    parts.append(f"<details><summary>Not modelled</summary>{items(said['not_modelled'])}</details>")
    parts.append(f"<p>Confidence: {esc(said['confidence'])}.</p></section>")
    return "".join(parts)


def _story(said: Said) -> str:
    rows = []
    for moment in said["story"]:
        source = f" <small>({esc(moment['source'])})</small>" if moment["source"] else ""
        hour = f"{esc(moment['at'])}: " if moment["at"] else ""
        rows.append((esc(written_date(moment["date"])), esc(moment["by"]), f"{hour}{esc(moment['text'])}{source}"))
    return _table(f"What happened, day by day. {SYNTHETIC}.", ("day", "decided by", "what"), rows)


def _facts(said: Said) -> str:
    rows = []
    for fact in said["facts"]:
        instead = f"; {esc(fact['instead'])}" if fact["instead"] else ""
        text = f"{esc(fact['fact'])} <small>({esc(fact['source'])})</small>{instead}"
        mark = "ok" if fact["holds"] else f'<strong style="color:{WARN}">missed</strong>'
        rows.append((mark, esc(fact["when"]), text, esc(BY[fact["by"]])))
    return _table("The facts, one by one", ("", "when", "fact", "who decided"), rows)


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table whose cells are HTML already."""
    head = "".join(f'<th scope="col" style="{_HEAD}">{esc(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    return (
        f'<table style="border-collapse:collapse"><caption style="text-align:left">{esc(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
