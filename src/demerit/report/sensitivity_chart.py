"""A tornado: how far each assumption alone moves an indicator, the one that moves it most at the top."""

from __future__ import annotations

import textwrap
from typing import Any

from demerit.report.layout import ReportData
from demerit.report.leading import name_of
from demerit.report.numbers import decimal
from demerit.report.style import MAIN, QUIET, WIDTH, Spec, figure, labels_instead
from demerit.study.sweep.sensitivity import Ranked, Sensitivity

MOST_BARS = 15
_LABEL_WIDTH = 250
_LOW, _HIGH = "at the lower end", "at the upper end"
_COLOURS = {_LOW: "#56b4e9", _HIGH: MAIN}


def tornado(found: Sensitivity, ranked: Ranked) -> Spec:
    """The tornado of one indicator as Vega-Lite: a bar from the value at one end of each range to that at the other."""
    rows = _rows(found, ranked)
    told = {"label": ranked.sample.label, "name": ranked.sample.indicator, "scheme": ranked.sample.scheme}
    value = "not measured" if ranked.value is None else decimal(ranked.value)
    seen = f"{name_of(told)}: what {len(rows) // 2} assumptions do to it, each alone"
    shows = (
        f"Bars: the value ({ranked.sample.unit}) with one assumption at either end of its range and all others as the "
        f"file has them. Line: as the file is ({value})."
    )
    data = ReportData(
        title=seen, manifest={"regime": found.plan.regime, "people": found.plan.people, "seed": found.plan.seed}
    )
    return figure(data, seen, shows, rows, _body(ranked, rows))


def _rows(found: Sensitivity, ranked: Ranked) -> list[dict[str, Any]]:
    """Two rows for each assumption that does something alone: lower and upper end, the widest first."""
    middle = ranked.value if ranked.value is not None else 0.0
    by_path = {one.over.path: one for one in found.assumptions}
    moved = [one for one in ranked.weights if one.at_low is not None and one.at_high is not None]
    moved.sort(key=lambda one: -(_width(one.at_low, one.at_high, middle)))
    shown = [one for one in moved if _width(one.at_low, one.at_high, middle) > 0][:MOST_BARS] or moved[:1]
    return [
        {"assumption": one.assumption, "end": end, "from": middle, "to": value,
         "assumed": by_path[one.assumption].over.text(at)}
        for one in shown
        for end, value, at in ((_LOW, one.at_low, by_path[one.assumption].over.low),
                               (_HIGH, one.at_high, by_path[one.assumption].over.high))
    ]  # fmt: skip


def _width(low: float | None, high: float | None, middle: float) -> float:
    ends = [middle if end is None else end for end in (low, high)]
    return max(*ends, middle) - min(*ends, middle)


def _body(ranked: Ranked, rows: list[dict[str, Any]]) -> Spec:
    names = list(dict.fromkeys(row["assumption"] for row in rows))
    label = {name: textwrap.wrap(name.replace(".", ". "), 42) for name in names}
    y_axis = {
        "title": None, "ticks": False, "domain": False, "labelLimit": _LABEL_WIDTH, "minExtent": _LABEL_WIDTH,
        "labelExpr": labels_instead({name: [one.replace(". ", ".") for one in lines] for name, lines in label.items()}),
        "labelLineHeight": 13,
    }  # fmt: skip
    y = {"field": "assumption", "type": "nominal", "sort": names, "axis": y_axis}
    x = {
        "type": "quantitative",
        "scale": {"zero": False, "nice": 4},
        "axis": {"title": ranked.sample.unit, "tickCount": 5},
    }
    colour = {
        "field": "end", "type": "nominal", "scale": {"domain": list(_COLOURS), "range": list(_COLOURS.values())},
        "legend": {"title": "the assumption", "orient": "top"},
    }  # fmt: skip
    tip = [{"field": name, "type": "nominal"} for name in ("assumption", "end", "assumed")]
    layers: list[Spec] = [
        {"mark": {"type": "bar", "height": 13},
         "encoding": {"y": y, "x": {**x, "field": "from"}, "x2": {"field": "to"}, "color": colour,
                      "tooltip": [*tip, {"field": "to", "type": "quantitative", "format": ",.4~r"}]}},
    ]  # fmt: skip
    if ranked.value is not None:
        across = {"x": {**x, "datum": ranked.value}, "y": {"value": 0}, "y2": {"value": "height"}}
        as_it_is = {"data": {"values": [{}]}, "mark": {"type": "rule", "color": QUIET}, "encoding": across}
        layers.append(as_it_is)
    return {"width": WIDTH - _LABEL_WIDTH, "height": {"step": 30}, "layer": layers}
