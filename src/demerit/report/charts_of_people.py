"""What it did to people: who was entered, how they learnt of it, how long they were shut out, and at which gates."""

from __future__ import annotations

from typing import Any

from demerit.report.layout import NothingToDrawError, ReportData
from demerit.report.numbers import decimal, part_of, whole
from demerit.report.style import KINDS, MAIN, PALE, WARN, WIDTH, Spec, count_format, figure
from demerit.report.tallies import NOT_LEARNT, by_group, done_at, gates, learnt, lists, points_schemes, refusals, total

_CHANNELS = {"by notice": KINDS[0], "at a gate": KINDS[1], NOT_LEARNT: KINDS[5]}


def _one_list(data: ReportData, name: str | None, otherwise: str) -> str:
    name = name or next(iter(lists(data)), None)
    if name is None or name not in lists(data):
        raise NothingToDrawError(f"No list in this run, so {otherwise}.")
    return name


def where_learnt(data: ReportData) -> Spec:
    """Where people first learnt of their entry: by notice, at a gate, or not so far."""
    named = [name for name in lists(data) if total(data, f"entries.{name}")]
    if not named:
        raise NothingToDrawError("Nobody was entered in a list, so nobody had anything to learn.")
    rows = []
    for name in named:
        counts = learnt(data, name)
        entries = sum(counts.values())
        for channel, count in counts.items():
            text = f"{part_of(count, entries)}   ({whole(count)})"
            rows.append(
                {"list": name, "learnt": channel, "entries": count, "share": round(count / entries, 6), "text": text}
            )
    first = learnt(data, named[0])
    unaware = sum(first.values()) - first["by notice"]
    seen = f"{named[0].capitalize()}: {part_of(unaware, sum(first.values()))} of entries were not learnt of by notice"
    y = {
        "field": "learnt",
        "type": "nominal",
        "sort": list(_CHANNELS),
        "axis": {"title": None, "ticks": False, "domain": False, "labelLimit": 200},
    }
    x = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"title": None, "format": ".0%", "tickCount": 5},
    }
    colour = {
        "field": "learnt",
        "scale": {"domain": list(_CHANNELS), "range": list(_CHANNELS.values())},
        "legend": None,
    }
    layers = [
        {"mark": {"type": "bar", "height": {"band": 0.68}}, "encoding": {"color": colour}},
        {"mark": {"type": "text", "align": "left", "dx": 6}, "encoding": {"text": {"field": "text"}}},
    ]
    spec = {"width": WIDTH - 180, "height": 96, "layer": layers, "encoding": {"x": x, "y": y}}
    row = {"field": "list", "type": "nominal", "sort": named, "title": None,
           "header": {"labelAngle": 0, "labelAlign": "left", "labels": len(named) > 1}}  # fmt: skip
    shows = "Entries by the way in which the person first learnt of them."
    return figure(data, seen, shows, rows, {"facet": {"row": row}, "spec": spec, "spacing": 14})


_DAYS = {"days": ("All days in force", MAIN), "unaware_days": ("Before the person knew", WARN),
         "wrongful_days": ("Wrongly in force", KINDS[3])}  # fmt: skip


def days_shut_out(data: ReportData, name: str | None = None) -> Spec:
    """Days in force on a list by income fifth: all, before the person knew, and wrongly; for every 1,000 people."""
    name = _one_list(data, name, "nobody was shut out")
    rows = []
    for counter, (heading, _) in _DAYS.items():
        for row in by_group(data, f"{counter}.{name}"):
            if row["dimension"] == "Income fifth":
                text = decimal(round(row["rate"], 1))
                rows.append(
                    {"days": heading, "group": row["group"], "people": row["people"], "rate": row["rate"], "text": text}
                )
    if not rows:
        raise NothingToDrawError(f"This run kept no days in force by income for {name}.")
    days = total(data, f"days.{name}") or 1
    unaware, wrong = (part_of(total(data, f"{counter}.{name}"), days) for counter in ("unaware_days", "wrongful_days"))
    seen = f"{name.capitalize()}: {whole(days)} days in force, {unaware} before the person knew, {wrong} wrongly"
    groups = list(dict.fromkeys(row["group"] for row in rows))
    panels = []
    for place, (heading, colour) in enumerate(_DAYS.values()):
        axis = {"title": None, "ticks": False, "domain": False, "labels": place == 0}
        encoding = {"y": {"field": "group", "type": "nominal", "sort": groups, "axis": axis}}
        panels.append(_bars(heading, "days", colour, encoding, WIDTH // 3 - 62))
    shows = "Days in force for every 1,000 people of an income fifth, over the whole run; each panel has its own scale."
    return figure(data, seen, shows, rows, {"hconcat": panels, "spacing": 26})


def _bars(heading: str, field: str, colour: str, encoding: Spec, width: int) -> Spec:
    """A panel of horizontal bars of `rate`, with their values written out."""
    x = {
        "field": "rate",
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 3, "format": "~s"},
        "scale": {"zero": True},
    }
    return {
        "title": {"text": heading, "fontSize": 12, "fontWeight": 600, "anchor": "start", "offset": 6},
        "transform": [{"filter": {"field": field, "equal": heading}}],
        "width": width,
        "height": {"step": 24},
        "encoding": {"x": x, **encoding},
        "layer": [
            {"mark": {"type": "bar", "color": colour, "height": {"band": 0.66}}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 10},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }


def who_was_hit(data: ReportData, name: str | None = None) -> Spec:
    """Entries in a list (or marks of a points scheme) for every 1,000 people, by income, age, residence and sex."""
    name = name or next(iter([*lists(data), *points_schemes(data)]), None)
    if name is None:
        raise NothingToDrawError("No scheme in this run, so nobody was hit.")
    counter, word = (f"entries.{name}", "Entries") if name in lists(data) else (f"marks.{name}", "Marks")
    rows: list[dict[str, Any]] = [dict(row, text=decimal(round(row["rate"], 2))) for row in by_group(data, counter)]
    if not rows:
        raise NothingToDrawError(f"This run kept no groups of people for {name}.")
    largest = max(row["rate"] for row in rows)
    panels = []
    for heading in dict.fromkeys(row["dimension"] for row in rows):
        order = [row["group"] for row in rows if row["dimension"] == heading]
        y_axis = {"title": None, "ticks": False, "domain": False, "minExtent": 90}
        y = {"field": "group", "type": "nominal", "sort": order, "axis": y_axis}
        panel = _bars(heading, "dimension", MAIN, {"y": y}, WIDTH // 2 - 130)
        panel["encoding"]["x"]["scale"] = {"domain": [0, largest * 1.12 or 1], "nice": True}
        panels.append(panel)
    # What differs beyond chance is for the indicators to say, which have intervals.
    seen = f"{name.capitalize()}: {word.lower()} for every 1,000 people, by income, age, residence and sex"
    shows = f"{word} over the whole run; everybody of the group counts, children too. One scale in all panels."
    return figure(data, seen, shows, rows, {"concat": panels, "columns": 2, "spacing": 24})


def at_the_gates(data: ReportData) -> Spec:
    """Attempts by people under a measure at each gate, and how many of them were refused."""
    rows: list[dict[str, Any]] = []
    for gate in gates(data):
        attempts, refused = total(data, f"attempts.{gate}"), total(data, f"refused.{gate}")
        count, done = done_at(data, gate)
        text = f"{whole(refused)} of {whole(attempts)} refused" if done == "refused" else f"{whole(count)} {done}"
        rows.append({"gate": gate, "attempts": attempts, "refused": refused, "done": done, "text": text})
    rows = sorted((row for row in rows if row["attempts"]), key=lambda row: -row["attempts"])[:30]
    if not rows:
        raise NothingToDrawError("Nobody under a measure came to a gate in this run.")
    worst = max(rows, key=lambda row: row["refused"])
    seen = f"{whole(refusals(data))} refusals"
    if worst["refused"]:
        seen += f", most of them at the {worst['gate']} gate ({whole(int(worst['refused']))})"
    milder = [f"{row['text']} at the {row['gate']} gate" for row in rows if row["done"] != "refused"]
    seen += f"; {', '.join(milder[:2])}" if milder else ""
    largest = max(row["attempts"] for row in rows)
    x_scale = {"domain": [0, largest * 1.45]}  # room for the text beside the longest bar
    x_axis = {"title": None, "format": count_format(largest), "tickCount": 4, "tickMinStep": 1, "grid": False}
    y = {"field": "gate", "type": "nominal", "sort": [row["gate"] for row in rows],
         "axis": {"title": None, "ticks": False, "domain": False, "labelLimit": 180}}  # fmt: skip
    layers = [
        _gate_bar("attempts", PALE, x_scale, x_axis, 0.7),
        _gate_bar("refused", WARN, x_scale, x_axis, 0.38),
        {"mark": {"type": "text", "align": "left", "dx": 6},
         "encoding": {"x": {"field": "attempts", "type": "quantitative"}, "text": {"field": "text"}}},
    ]  # fmt: skip
    shows = (
        "Pale: attempts by people under a measure there. Dark: those refused. Some gates only delay, charge or favour."
    )
    body = {"width": WIDTH - 130, "height": {"step": 34}, "encoding": {"y": y}, "layer": layers}
    return figure(data, seen, shows, rows, body)


def _gate_bar(field: str, colour: str, scale: Spec, axis: Spec, band: float) -> Spec:
    x = {"field": field, "type": "quantitative", "scale": scale, "axis": axis}
    return {"mark": {"type": "bar", "color": colour, "height": {"band": band}}, "encoding": {"x": x}}
