"""One run as one HTML file: it asks nothing of any network, prints well, and works from the keyboard."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from demerit.report import page_parts as parts
from demerit.report.changes import changes
from demerit.report.charts import all_charts
from demerit.report.findings import span
from demerit.report.layout import ReportData
from demerit.report.numbers import whole
from demerit.report.page_indicators import indicator_table
from demerit.report.page_parts import esc
from demerit.report.spiral import HEADING, links_table

BANNER = "Every person in this report is synthetic."
_VENDORED = ("vega", "vega-lite", "vega-embed")
# Vega compiles its expressions with `new Function`, hence 'unsafe-eval'; nothing may be fetched from anywhere.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


@cache
def _static(name: str) -> str:
    return (files("demerit.report") / "static" / name).read_text(encoding="utf-8")


def _script(name: str) -> str:
    """A script's text, with any `</script` in its strings written so that it cannot end the tag."""
    return re.sub(r"</(script)", r"<\\/\1", _static(name), flags=re.IGNORECASE)


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
    sections = _sections(data)
    links = "".join(f'<li><a href="#{anchor}">{esc(heading)}</a></li>' for anchor, heading, _ in sections)
    body = "".join(
        f'<section id="{anchor}" aria-labelledby="{anchor}-heading">'
        f'<h2 id="{anchor}-heading">{esc(heading)}</h2>{inner}</section>'
        for anchor, heading, inner in sections
    )
    libraries = "".join(f"<script>{_script(f'vendor/{name}.min.js')}</script>" for name in _VENDORED)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="demerit {esc(data.manifest.get("version", ""))}">
<title>{esc(data.title)}</title>
<link rel="icon" href="data:,">
<style>{_static("page.css")}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to what happened</a>
<p class="banner" role="note"><strong>{BANNER}</strong> Nobody described here exists or ever did.</p>
<header><h1>{esc(data.title)}</h1><p>{esc(_about(data))}</p></header>
<nav aria-label="Sections"><ol>{links}</ol></nav>
<noscript><p class="banner">The charts need JavaScript; their data are in the tables beneath them.</p></noscript>
<main>{body}</main>
<footer><p>{BANNER} Made by demerit, a laboratory for social-credit systems over nations of people who do not exist.
</p></footer>
{libraries}
<script>{_script("page.js")}</script>
</body>
</html>
"""


def save(data: ReportData, path: str | Path) -> Path:
    """Write the page to `path` and return it. Raises OSError if the file cannot be written."""
    target = Path(path)
    target.write_text(render(data), encoding="utf-8")
    return target
