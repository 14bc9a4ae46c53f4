"""Notebooks: a run shows findings as HTML and text, a chart shows itself as Vega-Lite."""

from __future__ import annotations

from demerit.report.charts import chart
from demerit.report.layout import ReportData
from demerit.report.notebook import Chart, run_mimebundle


def test_a_run_shows_html_and_text(data: ReportData) -> None:
    bundle = run_mimebundle(data)
    assert set(bundle) == {"text/html", "text/plain"}
    assert "<strong>Synthetic people</strong> · 1,000,000 people, 1 May 2017 to 29 April 2020" in bundle["text/html"]
    assert "<script" not in bundle["text/html"]
    assert "<style" not in bundle["text/html"]
    assert "refusals" in bundle["text/plain"]
    assert "\x1b" not in bundle["text/plain"]


def test_a_notebook_may_ask_for_some_forms_only(data: ReportData) -> None:
    assert set(run_mimebundle(data, include={"text/plain"})) == {"text/plain"}
    assert set(run_mimebundle(data, exclude={"text/plain"})) == {"text/html"}


def test_a_chart_is_its_specification_and_shows_itself(data: ReportData) -> None:
    spec = chart("bands", data)
    shown = Chart(spec)
    assert dict(shown) == spec
    bundle = shown._repr_mimebundle_()
    assert bundle["application/vnd.vegalite.v5+json"]["$schema"].endswith("/v5.json")
    assert bundle["text/plain"].startswith("City points: 84.1 % of subjects end in band A")
    assert shown["$schema"].endswith("/v6.json"), "showing a chart does not change it"


def test_names_cannot_become_markup() -> None:
    html = run_mimebundle(ReportData("<img src=x onerror=alert(1)>"))["text/html"]
    assert "<img" not in html
    assert "&lt;img" in html
