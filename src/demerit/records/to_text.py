"""How a person reads records: the run folder explained, and one line of a ledger as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from demerit.records.events import EVENTS
from demerit.records.layout import COUNTERS, FILES, TABLES, Counter


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown, one string."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def _counter_column(counter: Counter) -> str:
    detail = f".<{counter.detail}>" if counter.detail else ""
    return f"`{counter.kind}.<{counter.owner}>{detail}`"


def run_folder_markdown() -> str:
    """The run folder as declared: files, columns, counters and events, as Markdown sections."""
    parts = ["## Files", "", markdown_table(("file", "what it holds"), ((f"`{f}`", text) for f, text in FILES.items()))]
    for name, columns in TABLES.items():
        rows = ((f"`{c.name}`", c.type, c.unit, c.meaning) for c in columns)
        parts += ["", f"## Columns of {name}", "", markdown_table(("column", "type", "unit", "meaning"), rows)]
    counted = ((_counter_column(c), c.unit, c.kept, c.meaning + " (not in every run)" * c.optional) for c in COUNTERS)
    parts += ["", "## Counters", "", markdown_table(("column", "unit", "kept as", "meaning"), counted)]
    events = ((e.code, f"`{e.name}`", e.what, e.value, e.meaning) for e in EVENTS)
    parts += ["", "## Events", "", markdown_table(("code", "event", "`what`", "`value`", "meaning"), events)]
    return "\n".join(parts) + "\n"


_SENTENCES: dict[str, str] = {
    "conduct": "{what}",
    "mark": "mark in {scheme}: {signed} points for {what}",
    "band": "{scheme}: now {what}, at {value} points",
    "lapse": "{scheme}: the mark for {what} is gone ({signed} points)",
    "recovery": "{scheme}: {signed} points with time",
    "entry": "entered in {scheme}: {what}",
    "notice": "told of the entry in {scheme}",
    "refusal": "refused at {what}, because of {scheme}",
    "charge": "charged at {what}, because of {scheme}: {value}",
    "benefit": "favoured at {what}, because of {scheme}: {value}",
    "performance": "performed the duty behind {scheme}",
    "request": "asked {scheme} for a correction",
    "ruling": "{scheme} {ruled} the request",
    "review": "a higher body {ruled} the request about {scheme}",
    "removal": "off {scheme}: {what}",
    "move": "moved to {what}",
    "withdrawal": "withdrew from {scheme}; the record is erased",
    "warning": "warned in {scheme}: a first {what}",
    "taken down": "{what} taken down",
    "friend": "{scheme}: {signed} points because a friend's score changed",
    "repair": "{scheme}: the mark for {what} is repaired ({signed} points)",
    "copy": "{scheme}: the copy for {what} is corrected ({signed} points)",
    "tries": "tried again at {what}: {value} times, in vain",
}


def line_text(row: Mapping[str, Any]) -> str:
    """One line of the ledger as a phrase: `mark in city points: -5 points for red light (by cameras; wrong)`."""
    value = int(row["value"] or 0)
    ruled = "upheld" if value else "refused"
    text = _SENTENCES[row["event"]].format(
        what=row["what"], scheme=row["scheme"], value=f"{value:,}", signed=f"{value:+,}", ruled=ruled
    )
    asides = [f"by {row['feed']}"] if row["feed"] else []
    if row["event"] in ("mark", "entry", "warning"):
        asides += ["wrong"] if not row["true"] else []
    if row["event"] in ("mark", "entry"):
        asides += ["not told"] if not row["told"] else []
    return text + (f" ({'; '.join(asides)})" if asides else "")
