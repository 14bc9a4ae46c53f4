"""What changes over time: the bands of a points scheme, and the four counters of the lists."""

from __future__ import annotations

from demerit.report.layout import NothingToDrawError, ReportData
from demerit.report.numbers import percent, whole
from demerit.report.style import KINDS, WIDTH, Spec, count_format, figure, labels_instead, ramp, time_axis
from demerit.report.tallies import (
    bands,
    final_shares,
    iso_dates,
    last,
    lists,
    points_schemes,
    refusals,
    running,
    running_refusals,
    spaced,
    total,
)

_DATES = 240
"""Dates of a figure over time: more would be less than three pixels apart."""

PANELS = ("Entries so far", "Subjects so far", "In force on the day", "Refusals so far, at all gates")


def bands_over_time(data: ReportData, scheme: str | None = None) -> Spec:
    """Share of a scheme's subjects in each band, day by day, stacked from the worst at the bottom to the best."""
    scheme = scheme or next(iter(points_schemes(data)), None)
    if scheme is None or not bands(data, scheme):
        raise NothingToDrawError("No points scheme in this run, so there are no bands to draw.")
    names = bands(data, scheme)
    ends = final_shares(data, scheme)
    labels = {name: f"{name}  {percent(ends[name])}" for name in names}
    dates, rows = iso_dates(data), []
    for at in spaced(len(dates), min(_DATES, 4900 // len(names))):
        people = {name: int(data.series[f"band.{scheme}.{name}"][at]) for name in names}
        subjects = sum(people.values()) or 1
        for order, name in enumerate(names):
            share = round(people[name] / subjects, 6)
            rows.append({"date": dates[at], "band": name, "order": order, "people": people[name], "share": share})
    most = max(names, key=ends.__getitem__)
    worst = f"{percent(ends[names[-1]])} in {names[-1]}"
    seen = f"{scheme.capitalize()}: {percent(ends[most])} of subjects end in band {most}, {worst}"
    legend = {"title": "Band, share on the last day", "symbolType": "square", "orient": "right",
              "labelExpr": labels_instead(labels)}  # fmt: skip
    scale = {"domain": names, "range": ramp(len(names))}
    encoding = {
        "x": time_axis(),
        "y": {"field": "share", "type": "quantitative", "stack": "zero", "scale": {"domain": [0, 1]},
              "axis": {"format": ".0%", "title": None, "tickCount": 5}},
        "color": {"field": "band", "type": "nominal", "scale": scale, "legend": legend},
        "order": {"field": "order", "sort": "descending"},
        "tooltip": [{"field": "date", "type": "temporal", "format": "%d %b %Y"}, {"field": "band"},
                    {"field": "people", "format": ",d"}, {"field": "share", "format": ".2%"}],
    }  # fmt: skip
    mark = {"type": "area", "stroke": "white", "strokeWidth": 0.6}
    body = {"width": WIDTH - 130, "height": 280, "mark": mark, "encoding": encoding}
    return figure(data, seen, "Share of the scheme's subjects in each band.", rows, body)


def _list_curves(data: ReportData, names: list[str]) -> list[tuple[str, str, list[int]]]:
    """(panel, list, values a day) of every curve in the figure of lists."""
    curves = []
    for name in names:
        curves.append((PANELS[0], name, running(data, f"entries.{name}")))
        curves.append((PANELS[1], name, running(data, f"subjects.{name}")))
        curves.append((PANELS[2], name, [int(value) for value in data.series[f"in_force.{name}"]]))
    curves.append((PANELS[3], "all lists and bands", running_refusals(data)))
    return [curve for curve in curves if curve[2]]


def _panel(title: str, largest: int, scale: Spec, legend: Spec | None) -> Spec:
    y = {
        "field": "value", "type": "quantitative", "scale": {"zero": True, "nice": 4},
        "axis": {"title": None, "format": count_format(largest), "tickCount": 4, "tickMinStep": 1, "domain": False,
                 "ticks": False},
    }  # fmt: skip
    tooltip = [
        {"field": "date", "type": "temporal", "format": "%d %b %Y"},
        {"field": "of", "title": "list"},
        {"field": "value", "title": title, "format": ",d"},
    ]
    return {
        "title": {"text": title, "fontSize": 12, "fontWeight": 600, "anchor": "start", "offset": 8, "frame": "group"},
        "transform": [{"filter": {"field": "counter", "equal": title}}],
        "width": WIDTH // 2 - 55, "height": 130,
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": {**time_axis(), "axis": {**time_axis()["axis"], "format": "%Y", "tickCount": "year"}}, "y": y,
            "color": {"field": "of", "type": "nominal", "scale": scale, "legend": legend}, "tooltip": tooltip,
        },
    }  # fmt: skip


def list_counters(data: ReportData) -> Spec:
    """Entries, subjects, people in force and refusals: four counters that are never drawn on one axis."""
    names = lists(data)
    if not names:
        raise NothingToDrawError("No list in this run, so there are no entries to draw.")
    curves, dates = _list_curves(data, names), iso_dates(data)
    picked = spaced(len(dates), min(_DATES, 4900 // len(curves)))
    rows = [
        {"date": dates[at], "counter": panel, "of": of, "value": values[at]}
        for panel, of, values in curves
        for at in picked
    ]
    scale = {"domain": [*names, "all lists and bands"], "range": [*(KINDS * 4)[: len(names)], "#3b4252"]}
    legend = {"title": None, "orient": "bottom", "symbolType": "stroke"} if len(names) > 1 else None
    panels = []
    for title in dict.fromkeys(panel for panel, _, _ in curves):
        largest = max(max(values) for panel, _, values in curves if panel == title)
        panels.append(_panel(title, largest, scale, legend))
    name = names[0]
    which = f"{name.capitalize()}: " if len(names) == 1 else f"{len(names)} lists. First, {name}: "
    seen = (
        f"{which}{whole(total(data, f'entries.{name}'))} entries, {whole(total(data, f'subjects.{name}'))} subjects, "
        f"{whole(last(data, f'in_force.{name}'))} in force at the end; {whole(refusals(data))} refusals"
    )
    shows = "Four counters that are often taken for one another, each on its own axis."
    body: Spec = {"concat": panels, "columns": 2, "bounds": "flush", "spacing": {"row": 66, "column": 72}}
    return figure(data, seen, shows, rows, body)
