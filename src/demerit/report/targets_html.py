"""Published figures beside a run, for a notebook: HTML that needs no script and no style sheet."""

from __future__ import annotations

from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.page_parts import esc, items
from demerit.report.style import GRID, QUIET, WARN
from demerit.report.targets import HEADS, NOTES, fitted_to, interval, score, short, span, verdict, what_was_run

Said = dict[str, Any]

_CELL = f"text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid {GRID}"
_HEAD = f"{_CELL};color:{QUIET};font-weight:normal"
_COLUMNS = ("figure", "published", "simulated", "95 % interval", "", "confidence", "source")


def targets_html(said: Said) -> str:
    """The table, a section a use; fitted numbers are folded away."""
    run = f"<strong>{SYNTHETIC}</strong> · {esc(what_was_run(said))}"
    parts = [f'<section lang="en"><h3>{esc(said["title"])}</h3><p>{run}</p>{items(said["notes"])}']
    for use, head in HEADS.items():
        figures = [figure for figure in said["figures"] if figure["use"] == use]
        if figures:
            counted = score(said, use)
            parts.append(f"<h4>{esc(head)}{f'; {esc(counted)}' if counted else ''}</h4>{_table(figures)}")
    parts.append(f"<p>{esc(NOTES)}</p>")
    if said["fitted"]:
        numbers = [f"{number} (to {figures})" for figures, of in fitted_to(said) for number in of]
        parts.append(f"<details><summary>{len(numbers)} fitted numbers</summary>{items(numbers)}</details>")
    return "".join(parts) + "</section>"


def _table(figures: list[Said]) -> str:
    head = "".join(f'<th scope="col" style="{_HEAD}">{esc(text)}</th>' for text in _COLUMNS)
    body = "".join(f"<tr>{_cells(figure)}</tr>" for figure in figures)
    return f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cells(figure: Said) -> str:
    found = verdict(figure)
    mark = f'<strong style="color:{WARN}">{esc(found)}</strong>' if figure["verdict"] == "miss" else esc(found)
    why = figure["why"] or (f"not measured: {figure['note']}" if figure["simulated"] is None else "")
    cells = (
        esc(figure["name"]) + (f"<br><small>{esc(why)}</small>" if why else ""),
        esc(f"{span(figure['published'])} ± {100 * figure['tolerance']:g} %"),
        "–" if figure["simulated"] is None else esc(short(figure["simulated"])),
        esc(interval(figure)), mark, esc(figure["confidence"]), esc(figure["source"]),
    )  # fmt: skip
    return "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells)
