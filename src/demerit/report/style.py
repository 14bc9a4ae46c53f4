"""How every figure looks: one frame with title, measure and source line, and colours that survive print and eyes.

The ramp for bands falls evenly in lightness, so it holds in greyscale and for every form of colour blindness; the
colours that tell kinds apart are those of Okabe and Ito, "Color universal design" (2008), without the yellow.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from demerit.report.layout import SYNTHETIC, ReportData
from demerit.report.numbers import whole

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
MOST_MARKS = 5000
"""Marks that a figure may draw; rows beyond it would only overlap."""

INK, QUIET, GRID = "#1f2430", "#59616e", "#e1e4e8"
MAIN, PALE, WARN = "#2f6c9f", "#b4cbe0", "#c8591a"
KINDS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#7a7a7a")
_RAMP = ("#f1e3ad", "#bcd3a0", "#7db7a4", "#4a93a8", "#3d6ba0", "#513f86")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
WIDTH = 640
"""Pixels across the drawing of a figure that is not made of panels."""


def ramp(steps: int) -> list[str]:
    """`steps` colours from the best band (light) to the worst (dark)."""
    if steps == 1:
        return [_RAMP[2]]
    colours = []
    for step in range(steps):
        place = step * (len(_RAMP) - 1) / (steps - 1)
        left = min(int(place), len(_RAMP) - 2)
        colours.append(_between(_RAMP[left], _RAMP[left + 1], place - left))
    return colours


def _between(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def source_line(data: ReportData) -> str:
    """What every figure says under its title: that nobody in it exists, and which run it shows."""
    said = data.manifest
    parts = [SYNTHETIC, f"demerit {said['version']}" if "version" in said else "demerit"]
    if "regime" in said:
        parts.append(f"regime {said['regime']}")
    if "people" in said:
        parts.append(f"{whole(said['people'])} people")
    if "seed" in said:
        parts.append(f"seed {said['seed']}")
    if "digest" in said:
        parts.append(f"digest {str(said['digest'])[:8]}")
    return " · ".join(parts)


def _config() -> Spec:
    axis = {
        "domainColor": GRID, "tickColor": GRID, "gridColor": GRID, "labelColor": QUIET, "titleColor": QUIET,
        "titleFontWeight": "normal", "labelFontSize": 11, "titleFontSize": 11, "labelPadding": 4,
    }  # fmt: skip
    return {
        "font": FONT,
        "background": "white",
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelColor": INK, "titleColor": QUIET, "titleFontWeight": "normal", "labelFontSize": 11},
        "header": {"labelColor": INK, "titleColor": QUIET, "labelFontSize": 12},
        "text": {"color": INK, "fontSize": 11},
        "title": {"color": INK, "subtitleColor": QUIET},
    }


def _balanced(text: str, width: int) -> list[str]:
    """Text in as few lines as `width` letters allow, and those lines about equally long."""
    lines = textwrap.wrap(text, width)
    for narrower in range(len(text) // max(1, len(lines)), width):
        if len(fewer := textwrap.wrap(text, narrower)) == len(lines):
            return fewer
    return lines


def figure(data: ReportData, seen: str, shows: str, rows: Sequence[Spec], body: Spec) -> Spec:
    """A complete figure: `seen` is the title (what one sees), `shows` what is drawn and in which unit.

    Raises ValueError if there are more rows than `MOST_MARKS`: aggregate first.
    """
    if len(rows) > MOST_MARKS:
        raise ValueError(f"{len(rows):,} marks in one figure; at most {MOST_MARKS:,} can be told apart")
    source = source_line(data)
    title = {
        "text": _balanced(seen, 74),
        "subtitle": [*textwrap.wrap(shows, 100), source],
        "anchor": "start", "frame": "bounds", "fontSize": 15, "fontWeight": 600, "lineHeight": 20,
        "subtitleFontSize": 11, "subtitleLineHeight": 15, "subtitlePadding": 5, "offset": 14,
    }  # fmt: skip
    return {
        "$schema": SCHEMA,
        "description": f"{seen}. {shows} {source}.",
        "title": title,
        "data": {"values": list(rows)},
        "padding": 12,
        **body,
        "config": _config(),
    }


def labels_instead(labels: Mapping[str, str | list[str]]) -> str:
    """A Vega expression that writes another label for each value, so that the data keep the plain value."""
    return f"{json.dumps(labels)}[datum.label]"


def time_axis(title: str | None = None) -> Spec:
    """The x channel of a figure over time; dates are plain days, so they are read and drawn as UTC."""
    axis = {"title": title, "format": "%b %Y", "tickCount": 6, "grid": False, "labelOverlap": True}
    return {"field": "date", "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def count_format(largest: float) -> str:
    """d3 format for counts: written out, or 1.2M where the numbers are long."""
    return "~s" if largest >= 1_000_000 else ",d"
