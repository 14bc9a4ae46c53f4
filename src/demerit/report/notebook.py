"""How a run and its charts show themselves in a notebook: HTML that needs no script, Vega-Lite, and plain text."""

from __future__ import annotations

import io
from collections.abc import Container
from typing import Any

from demerit.report.findings import findings, span
from demerit.report.layout import SYNTHETIC, ReportData
from demerit.report.numbers import whole
from demerit.report.page_indicators import indicator_table
from demerit.report.page_parts import esc, items
from demerit.report.style import Spec
from demerit.report.terminal import console, show_summary

_MIMETYPE = "application/vnd.vegalite.v5+json"
"""What notebooks register their renderer for; our charts use nothing that Vega-Lite 5 does not have."""


def _picked(bundle: dict[str, Any], include: Container[str] | None, exclude: Container[str] | None) -> dict[str, Any]:
    return {
        kind: content
        for kind, content in bundle.items()
        if (include is None or kind in include) and (exclude is None or kind not in exclude)
    }


def run_as_html(data: ReportData) -> str:
    """The run as an HTML fragment: title, findings, indicators folded away; no script, no style, nothing fetched."""
    people = f"{whole(data.manifest['people'])} " if "people" in data.manifest else ""
    return (
        f'<section lang="en"><h3>{esc(data.title)}</h3>'
        f"<p><strong>{SYNTHETIC}</strong> · {esc(f'{people}people, {span(data)}')}</p>{items(findings(data))}"
        f"<details><summary>{len(data.indicators)} indicators</summary>{indicator_table(data)}</details></section>"
    )


def run_mimebundle(
    data: ReportData, include: Container[str] | None = None, exclude: Container[str] | None = None
) -> dict[str, Any]:
    """What `_repr_mimebundle_` of a run returns: its findings as HTML, and the terminal's summary as text."""
    text = io.StringIO()
    show_summary(console(text, width=88), data)
    return _picked({"text/html": run_as_html(data), "text/plain": text.getvalue()}, include, exclude)


class Chart(dict[str, Any]):
    """A Vega-Lite chart: a plain dict that draws itself in a notebook.

    >>> Chart({"mark": "bar", "description": "One bar. Synthetic people."})._repr_mimebundle_()["text/plain"]
    'One bar. Synthetic people.'
    """

    def __init__(self, spec: Spec) -> None:
        super().__init__(spec)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, Any]:
        spec = {**self, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
        return _picked({_MIMETYPE: spec, "text/plain": str(self.get("description", "a chart"))}, include, exclude)
