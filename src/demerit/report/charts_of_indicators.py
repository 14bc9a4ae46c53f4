"""Indicators as dots with their 95 % intervals: one panel a unit, since different units share no axis."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from demerit.report.layout import NothingToDrawError, ReportData
from demerit.report.numbers import decimal, interval, known
from demerit.report.style import MAIN, WIDTH, Spec, figure

_LABEL_WIDTH = 250


def _rows(indicators: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for said in indicators:
        value = known(said.get("value"))
        if value is None:
            continue
        scheme = f" ({said['scheme']})" if said.get("scheme") else ""
        label = "\n".join(textwrap.wrap(f"{said.get('label') or said['name']}{scheme}", 40))
        low, high = known(said.get("low")), known(said.get("high"))
        text = decimal(value) + (f"  ({interval(said)})" if low is not None and high is not None else "")
        rows.append({
            "indicator": label, "unit": str(said.get("unit", "")), "value": value,
            "low": value if low is None else low, "high": value if high is None else high, "text": text,
        })  # fmt: skip
    return rows


def _panel(unit: str, rows: list[dict[str, Any]]) -> Spec:
    """The indicators of one unit: a bar from low to high, a dot at the value, the figures at the right edge."""
    y_axis = {
        "title": None, "ticks": False, "domain": False, "labelLimit": _LABEL_WIDTH, "minExtent": _LABEL_WIDTH,
        "labelExpr": "split(datum.label, '\\n')", "labelLineHeight": 13, "grid": True,
    }  # fmt: skip
    y = {"field": "indicator", "type": "nominal", "sort": [row["indicator"] for row in rows], "axis": y_axis}
    form = "~s" if max(row["high"] for row in rows) >= 10_000 else ",~f"
    axis = {"title": unit or "number", "tickCount": 4, "format": form}
    x = {"type": "quantitative", "scale": {"zero": True, "nice": 4}, "axis": axis}
    text = {"type": "text", "align": "left", "fontSize": 10, "x": WIDTH - _LABEL_WIDTH - 108}
    return {
        "transform": [{"filter": {"field": "unit", "equal": unit}}],
        "width": WIDTH - _LABEL_WIDTH - 120,
        "height": {"step": 34},
        "encoding": {"y": y},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.45, "color": MAIN},
             "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "size": 62, "opacity": 1, "color": MAIN},
             "encoding": {"x": {**x, "field": "value"}}},
            {"mark": text, "encoding": {"text": {"field": "text"}}},
        ],
    }  # fmt: skip


def indicator_dots(data: ReportData) -> Spec:
    """Every indicator that was measured, with its 95 % interval, grouped by unit."""
    rows = _rows(data.indicators)
    if not rows:
        raise NothingToDrawError("No indicator was measured in this run.")
    units = list(dict.fromkeys(row["unit"] for row in rows))
    panels = [_panel(unit, [row for row in rows if row["unit"] == unit]) for unit in units]
    seen = f"{len(rows)} indicators of harm and of claimed benefit, with their 95 % intervals"
    shows = "Dot: the value. Bar: the 95 % interval over communities. Units differ from panel to panel."
    return figure(data, seen, shows, rows, {"vconcat": panels, "spacing": 22})
