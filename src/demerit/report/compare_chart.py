"""The largest clear differences as a forest plot: B less A with its 95 % interval, around the line of no difference."""

from __future__ import annotations

import textwrap
from typing import Any

from demerit.report.compare_words import Said, clear, interval, more, name_of, size, title
from demerit.report.layout import NothingToDrawError, ReportData
from demerit.report.leading import POOREST_AGAINST_RICHEST
from demerit.report.style import MAIN, QUIET, WARN, WIDTH, Spec, figure, labels_instead

MOST = 14
"""differences in one plot"""
_OF_ONE_NAME = 2
_LABEL_WIDTH = 240
_TEXT = 150


def forest(said: Said) -> Spec:
    """The plot as Vega-Lite, a panel a unit; raises `NothingToDrawError` where no difference is clear."""
    drawn = largest(said)
    if not drawn:
        raise NothingToDrawError("No difference between the two is clear of zero.")
    rows = [_row(one) for one in drawn]
    units = list(dict.fromkeys(row["unit"] for row in rows))
    panels = [_panel(unit, [row for row in rows if row["unit"] == unit]) for unit in units]
    data = ReportData(
        title="",
        manifest={
            "version": said["version"], "regime": title(said), "people": said["people"], "seed": said["seed"],
        },
    )  # fmt: skip
    seen = f"The {len(rows)} largest of {len(clear(said))} clear differences between B and A"
    if len(rows) == len(clear(said)):
        seen = f"{len(rows)} clear {'difference' if len(rows) == 1 else 'differences'} between B and A"
    shows = (
        "Dot: B less A. Bar: its paired 95 % interval over communities. Dashed: no difference. Orange: more harm, or "
        "less claimed benefit, under B. Each panel has its own unit and scale."
    )
    return figure(data, seen, shows, rows, {"vconcat": panels, "spacing": 18})


def largest(said: Said) -> list[Said]:
    """The clear differences to draw, the largest as a part of its value first; at most two of a name, few by group."""
    held = [one for one in clear(said) if one["group"] in ("", POOREST_AGAINST_RICHEST)]
    found: list[Said] = []
    for one in sorted(held, key=lambda one: (-size(one), one["name"], one["scheme"])):
        if sum(other["name"] == one["name"] for other in found) < _OF_ONE_NAME and len(found) < MOST:
            found.append(one)
    return found


def _row(one: Said) -> dict[str, Any]:
    worse = one["difference"] > 0 if one["direction"] == "harm" else one["difference"] < 0
    return {
        "indicator": name_of(one), "unit": str(one["unit"]), "difference": float(one["difference"]),
        "low": float(one["low"]), "high": float(one["high"]), "under B": "worse" if worse else "better",
        "text": f"{more(one['difference'])}  ({interval(one)})",
    }  # fmt: skip


def _panel(unit: str, rows: list[dict[str, Any]]) -> Spec:
    """The differences of one unit: a bar from low to high, a dot at the value, the figures at the right edge."""
    names = [row["indicator"] for row in rows]
    y_axis = {
        "title": None, "ticks": False, "domain": False, "labelLimit": _LABEL_WIDTH, "minExtent": _LABEL_WIDTH,
        "labelExpr": labels_instead({name: textwrap.wrap(name, 38) for name in names}), "labelLineHeight": 13,
        "grid": True,
    }  # fmt: skip
    y = {"field": "indicator", "type": "nominal", "sort": names, "axis": y_axis}
    least, most = min(0.0, *(row["low"] for row in rows)), max(0.0, *(row["high"] for row in rows))
    form = "+~s" if max(-least, most) >= 10_000 else "+,~f"
    signed = f"datum.value == 0 ? '0' : format(datum.value, '{form}')"
    measure = f"{unit or 'number'}, B less A"
    x = {
        "type": "quantitative", "scale": {"zero": True, "nice": 4},
        "axis": {"title": measure, "tickCount": 4, "labelExpr": signed},
    }  # fmt: skip
    colour = {
        "field": "under B", "type": "nominal", "legend": None,
        "scale": {"domain": ["worse", "better"], "range": [WARN, MAIN]},
    }  # fmt: skip
    text = {"type": "text", "align": "left", "fontSize": 10, "x": WIDTH - _LABEL_WIDTH - _TEXT + 12}
    none = {
        "data": {"values": [{}]}, "mark": {"type": "rule", "strokeDash": [4, 3], "color": QUIET},
        "encoding": {"x": {**x, "datum": 0}, "y": {"value": 0}, "y2": {"value": "height"}},
    }  # fmt: skip
    return {
        "transform": [{"filter": {"field": "unit", "equal": unit}}],
        "width": WIDTH - _LABEL_WIDTH - _TEXT,
        "height": {"step": 30},
        "layer": [
            none,
            {"mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.45},
             "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour}},
            {"mark": {"type": "point", "filled": True, "size": 62, "opacity": 1},
             "encoding": {"y": y, "x": {**x, "field": "difference"}, "color": colour}},
            {"mark": text, "encoding": {"y": y, "text": {"field": "text"}}},
        ],
    }  # fmt: skip
