"""The sections of the page as HTML. Every text that comes from a run or a file goes through `esc` on its way out."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from demerit.report import provenance
from demerit.report.findings import findings
from demerit.report.layout import SYNTHETIC, ReportData, Row
from demerit.report.life import folded, together
from demerit.report.numbers import counted, to_date, written_date
from demerit.report.style import Spec
from demerit.report.tallies import spaced

_LINES_SHOWN = 40
_ROWS_SHOWN = 60


def esc(text: object) -> str:
    """Text made safe for HTML, in content and in quoted attributes."""
    return html.escape(str(text), quote=True)


def script_json(value: object) -> str:
    """JSON that can stand inside a script tag: nothing in it can end the tag or start a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def items(texts: Iterable[str], tag: str = "ul", css: str = "") -> str:
    """A list of sentences."""
    kind = f' class="{esc(css)}"' if css else ""
    return f"<{tag}{kind}>" + "".join(f"<li>{esc(text)}</li>" for text in texts) + f"</{tag}>"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], numeric: Iterable[int] = ()) -> str:
    """A table with a caption; the first cell of a row names it; `numeric` columns are set flush right."""
    right = set(numeric)

    def css(place: int) -> str:
        return ' class="number"' if place in right else ""

    head = "".join(f'<th scope="col"{css(place)}>{esc(text)}</th>' for place, text in enumerate(heads))
    body = "".join(
        f'<tr><th scope="row">{esc(row[0])}</th>'
        + "".join(f"<td{css(place)}>{esc(cell)}</td>" for place, cell in enumerate(row[1:], start=1))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{esc(caption)}">'
        f"<table><caption>{esc(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def headline(data: ReportData) -> str:
    """What the run found, in sentences, and what a reader must bear in mind."""
    notes = f"<h3>To bear in mind</h3>{items(data.notes)}" if data.notes else ""
    return items(findings(data), css="findings") + notes


def _chart_table(spec: Spec, seen: str) -> str:
    """The data of a chart as a table, some dates or rows of it where there are many; the CSV has them all."""
    values: list[dict[str, Any]] = spec["data"]["values"]
    hidden = {"text", "order"}
    heads = [head for head in values[0] if head not in hidden]
    shown = values
    if "date" in values[0]:
        dates = list(dict.fromkeys(row["date"] for row in values))
        kept = {dates[at] for at in spaced(len(dates), 8)}
        shown = [row for row in values if row["date"] in kept]
    elif len(values) > _ROWS_SHOWN:
        shown = [values[at] for at in spaced(len(values), _ROWS_SHOWN)]
    partly = f" ({len(shown)} of {len(values):,} rows; the CSV has them all)" if len(shown) < len(values) else ""
    numeric = [place for place, head in enumerate(heads) if isinstance(values[0][head], (int, float))]
    rows = [[_cell(row[head]) for head in heads] for row in shown]
    return f"<details><summary>Data as a table</summary>{table(f'{seen}{partly}', heads, rows, numeric)}</details>"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else str(value)


def chart_figure(key: str, spec: Spec) -> str:
    """One chart: heading, the drawing (made by the page's script), its source line, its data, and downloads."""
    name = "chart-" + "".join(letter if letter.isalnum() else "-" for letter in key)
    seen, (*shows, source) = " ".join(spec["title"]["text"]), spec["title"]["subtitle"]
    buttons = "".join(
        f'<button type="button" data-save="{form}" data-chart="{esc(name)}">{label}</button>'
        for form, label in (("svg", "SVG"), ("png", "PNG"), ("csv", "CSV"), ("json", "Vega-Lite"))
    )
    return (
        f'<figure id="{esc(name)}"><h3>{esc(seen)}</h3><p class="shows">{esc(" ".join(shows))}</p>'
        f'<div class="chart" role="img" aria-label="{esc(spec["description"])}" tabindex="0"></div>'
        f"<figcaption>{esc(source)}</figcaption>{_chart_table(spec, seen)}"
        f'<p class="save" role="group" aria-label="Save this chart"><span>Save as</span> {buttons}</p>'
        f'<script type="application/json" data-spec="{esc(name)}">{script_json(spec)}</script></figure>'
    )


def regime_text(data: ReportData) -> str:
    """The regime in plain sentences, a section a scheme."""
    return "".join(f"<section><h3>{esc(heading)}</h3>{items(said)}</section>" for heading, said in data.regime)


def _event_class(line: Row) -> str:
    return esc(f"event-{line['event']}".replace(" ", "-"))


def _life_line(line: Row, stem: str) -> str:
    because = ""
    if line.get("cause"):
        because = f' <a class="cause" href="#{stem}-{int(line["cause"])}">because of line {int(line["cause"])}</a>'
    wrong = "" if line.get("true", True) else ' <strong class="wrong">wrong fact</strong>'
    return (
        f'<li id="{stem}-{int(line["line"])}" class="{_event_class(line)}" tabindex="-1">'
        f'<span class="line">line {int(line["line"])}</span> '
        f'<time datetime="{esc(line["date"])}">{written_date(line["date"])}</time> '
        f'<span class="event">{esc(line["event"])}</span>{wrong}<p>{esc(line["text"])}{because}</p></li>'
    )


def _run_of_lines(run: Sequence[Row], stem: str) -> str:
    """Lines that are alike as one item that says so, each of them folded away beneath it."""
    if len(run) == 1:
        return _life_line(run[0], stem)
    first = run[0]
    start = to_date(first["date"]) - timedelta(days=int(first["day"]))
    inner = "".join(_life_line(line, stem) for line in run)
    return (
        f'<li class="{_event_class(first)}"><span class="line">lines {int(first["line"])} to '
        f'{int(run[-1]["line"])}</span> <time datetime="{esc(first["date"])}">{written_date(first["date"])}</time> '
        f'<span class="event">{esc(first["event"])}</span><p>{esc(together(run, start))}</p>'
        f'<details><summary>line by line</summary><ol class="life">{inner}</ol></details></li>'
    )


def life(number: int, said: Row) -> str:
    """One life as a timeline; runs of alike lines are one item, and items past the fortieth are folded away.

    What is folded can be opened, searched and printed.
    """
    stem = f"life-{number}"
    runs = folded([{"line": place, **line} for place, line in enumerate(said["lines"], start=1)])
    shown = [_run_of_lines(run, stem) for run in runs]
    rest = ""
    if len(shown) > _LINES_SHOWN:
        more = counted(sum(len(run) for run in runs[_LINES_SHOWN:]), "more line")
        rest = f'<details><summary>{more}</summary><ol class="life">{"".join(shown[_LINES_SHOWN:])}</ol></details>'
    return (
        f'<article aria-labelledby="{stem}"><h3 id="{stem}">{esc(said.get("name", "A person"))} '
        f"<small>{esc(said.get('code', ''))}</small></h3>"
        f"<p>{esc(said.get('summary', ''))} <em>{SYNTHETIC}: this person does not exist.</em></p>"
        f'<ol class="life">{"".join(shown[:_LINES_SHOWN])}</ol>{rest}</article>'
    )


def origin(data: ReportData) -> str:
    """Provenance: the manifest, the commands that make the run again, the citation."""
    again = "\n".join(provenance.reproduce(data)) or "no command is recorded"
    return (
        table("What this run is made of", ("Name", "Value"), provenance.rows(data))
        + f'<h3>Make it again</h3><pre tabindex="0"><code>{esc(again)}</code></pre>'
        + f'<h3>Cite it</h3><pre tabindex="0"><code>{esc(provenance.citation(data))}</code></pre>'
    )
