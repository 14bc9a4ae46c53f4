"""The indicators that matter most as dots with their 95 % intervals: one panel a unit, each with its own scale."""

from __future__ import annotations

import textwrap
from typing import Any

from demerit.report.layout import NothingToDrawError, ReportData
from demerit.report.leading import leading, name_of
from demerit.report.numbers import decimal, interval
from demerit.report.style import MAIN, QUIET, WIDTH, Spec, figure, labels_instead

_LABEL_WIDTH = 250
_RATIO = "ratio"
"""unit of numbers that compare: drawn on a logarithmic axis around 1, where half and double are equally far"""


def _rows(data: ReportData) -> list[dict[str, Any]]:
    return [
        {
            "indicator": name_of(said), "unit": str(said.get("unit", "")), "value": float(said["value"]),
            "low": float(said["low"]), "high": float(said["high"]),
            "text": f"{decimal(said['value'])}  ({interval(said)})",
        }
        for said in leading(data.indicators)
        if said.get("unit") != _RATIO or said["low"] > 0
    ]  # fmt: skip


def _scale(unit: str, rows: list[dict[str, Any]]) -> Spec:
    if unit != _RATIO:
        return {"zero": True, "nice": 4}
    least, most = min(1.0, *(row["low"] for row in rows)), max(1.0, *(row["high"] for row in rows))
    return {"type": "log", "domain": [least / 1.15, most * 1.15], "nice": False}


def _panel(unit: str, rows: list[dict[str, Any]]) -> Spec:
    """The indicators of one unit: a bar from low to high, a dot at the value, the figures at the right edge."""
    names = [row["indicator"] for row in rows]
    y_axis = {
        "title": None, "ticks": False, "domain": False, "labelLimit": _LABEL_WIDTH, "minExtent": _LABEL_WIDTH,
        "labelExpr": labels_instead({name: textwrap.wrap(name, 40) for name in names}), "labelLineHeight": 13,
        "grid": True,
    }  # fmt: skip
    y = {"field": "indicator", "type": "nominal", "sort": names, "axis": y_axis}
    form = "~s" if max(row["high"] for row in rows) >= 10_000 else ",~f"
    title = "ratio, on a logarithmic scale; 1: no difference" if unit == _RATIO else unit or "number"
    x = {"type": "quantitative", "scale": _scale(unit, rows), "axis": {"title": title, "tickCount": 4, "format": form}}
    text = {"type": "text", "align": "left", "fontSize": 10, "x": WIDTH - _LABEL_WIDTH - 108}
    no_difference = {
        "data": {"values": [{}]}, "mark": {"type": "rule", "strokeDash": [4, 3], "color": QUIET},
        "encoding": {"x": {**x, "datum": 1}, "y": {"value": 0}, "y2": {"value": "height"}},
    }  # fmt: skip
    return {
        "transform": [{"filter": {"field": "unit", "equal": unit}}],
        "width": WIDTH - _LABEL_WIDTH - 120,
        "height": {"step": 30},
        "layer": [
            *([no_difference] if unit == _RATIO else []),
            {"mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.45, "color": MAIN},
             "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "size": 62, "opacity": 1, "color": MAIN},
             "encoding": {"y": y, "x": {**x, "field": "value"}}},
            {"mark": text, "encoding": {"y": y, "text": {"field": "text"}}},
        ],
    }  # fmt: skip


def indicator_dots(data: ReportData) -> Spec:
    """The leading indicators with their 95 % intervals, grouped by unit; those from too few cases are left out."""
    rows = _rows(data)
    if not rows:
        raise NothingToDrawError("No leading indicator was measured over enough cases in this run.")
    units = list(dict.fromkeys(row["unit"] for row in rows))
    panels = [_panel(unit, [row for row in rows if row["unit"] == unit]) for unit in units]
    seen = f"{len(rows)} of {len(data.indicators)} indicators of harm and of claimed benefit, with their 95 % intervals"
    shows = (
        "Dot: the value. Bar: the 95 % interval over communities. Each panel has its own unit and scale. Left out: "
        "values over fewer than 10 cases or without a telling interval."
    )
    return figure(data, seen, shows, rows, {"vconcat": panels, "spacing": 18})
