"""One run as one HTML file: it asks nothing of any network, prints well, and works from the keyboard."""

from __future__ import annotations

from pathlib import Path

from demerit.records.disk import write_out
from demerit.report import page_parts as parts
from demerit.report.changes import changes
from demerit.report.charts import all_charts
from demerit.report.findings import span
from demerit.report.layout import ReportData
from demerit.report.numbers import whole
from demerit.report.page_frame import charted
from demerit.report.page_indicators import indicator_table
from demerit.report.page_parts import esc
from demerit.report.spiral import HEADING, links_table


def _sections(data: ReportData) -> list[tuple[str, str, str]]:
    """(anchor, heading, HTML) of every section that has something to say."""
    charts = "".join(parts.chart_figure(key, spec) for key, spec in all_charts(data).items())
    lives = "".join(parts.life(number, said) for number, said in enumerate(data.lives, start=1))
    found = [
        ("findings", "What happened", parts.headline(data)),
        ("charts", "Charts", charts),
        ("spiral", HEADING, links_table(data)),
        ("indicators", "Indicators", indicator_table(data)),
        ("lives", "Lives", lives),
        ("regime", "The regime in plain sentences", parts.regime_text(data)),
        ("origin", "Where this comes from", parts.origin(data)),
    ]
    return [section for section in found if section[2]]


def _about(data: ReportData) -> str:
    """The line under the title: who, when, with which luck."""
    said = data.manifest
    about = [f"{whole(said['people'])} synthetic people"] if "people" in said else ["Synthetic people"]
    about.append(span(data))
    about += [f"{name} {said[name]}" for name in ("regime", "nation", "seed") if name in said]
    return " · ".join(about + changes(said))


def render(data: ReportData) -> str:
    """The whole page as HTML text; the same data give the same text."""
    version = data.manifest.get("version", "")
    return charted(data.title, esc(_about(data)), _sections(data), "Skip to what happened", version)


def save(data: ReportData, path: str | Path) -> Path:
    """Write the page to `path` and return it. Raises OSError if the file cannot be written."""
    target = Path(path)
    write_out(target, render(data))
    return target
