"""Indicators as a table that fits a page: one heading a kind, its definition folded away, a line a value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from demerit.report.layout import SYNTHETIC, ReportData, Row
from demerit.report.leading import written
from demerit.report.numbers import DASH, whole
from demerit.report.page_parts import esc

_HEADS = ("Of what", "Value", "95 % interval", "Unit", "n")


def _kind_label(said: Row) -> str:
    """The label without the group of people, which the line below names."""
    label = str(said.get("label") or said["name"])
    return label.removesuffix(f", {said['group']}") if said.get("group") else label


def _heading(said: Row) -> str:
    direction = f" <small>{esc(said['direction'])}</small>" if said.get("direction") else ""
    source = f"<p>Source: {esc(said['source'])}</p>" if said.get("source") else ""
    return (
        f'<tr class="kind"><th scope="rowgroup" colspan="{len(_HEADS)}">{esc(_kind_label(said))}{direction}'
        f"<details><summary>Definition</summary><p>{esc(said.get('formula', ''))}</p>{source}</details></th></tr>"
    )


def _line(said: Row) -> str:
    about = ", ".join(str(said[key]) for key in ("scheme", "group") if said.get(key)) or "the whole run"
    note = f'<br><small class="note">{esc(said["note"])}</small>' if said.get("note") else ""
    value, bounds = written(said)
    n = DASH if said.get("n") is None else whole(said["n"])
    return (
        f'<tr><th scope="row">{esc(about)}{note}</th><td class="number">{esc(value)}</td>'
        f'<td class="number">{esc(bounds)}</td><td>{esc(said.get("unit", ""))}</td>'
        f'<td class="number">{esc(n)}</td></tr>'
    )


def _bodies(rows: Sequence[Row]) -> str:
    found = []
    for _, kind in groupby(rows, key=lambda said: (said["name"], _kind_label(said))):
        lines = list(kind)
        found.append(f"<tbody>{_heading(lines[0])}{''.join(_line(said) for said in lines)}</tbody>")
    return "".join(found)


def indicator_table(data: ReportData) -> str:
    """Every indicator with its interval, unit and number of cases; formula and source under `Definition`."""
    if not data.indicators:
        return "<p>No indicator was computed for this run.</p>"
    caption = f"Indicators. {SYNTHETIC}; intervals take communities as clusters; n is what a value is taken over"
    right = {"Value", "95 % interval", "n"}
    heads = "".join(f'<th scope="col"{" class=number" if head in right else ""}>{head}</th>' for head in _HEADS)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{esc(caption)}"><table><caption>{esc(caption)}'
        f"</caption><thead><tr>{heads}</tr></thead>{_bodies(data.indicators)}</table></div>"
    )
