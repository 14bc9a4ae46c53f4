"""A comparison as one HTML file: it asks nothing of any network, prints well, and works from the keyboard."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from demerit.report import compare_html as parts
from demerit.report import compare_words as words
from demerit.report.compare_chart import forest
from demerit.report.compare_words import Said
from demerit.report.layout import NothingToDrawError
from demerit.report.page import BANNER
from demerit.report.page_parts import chart_figure, esc, items

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


def _sections(said: Said) -> list[tuple[str, str, str]]:
    """(anchor, heading, HTML) of every section that has something to say."""
    try:
        chart = chart_figure("differences", forest(said))
    except NothingToDrawError as error:
        chart = f"<p>{esc(error)}</p>"
    found = [
        ("findings", "What differs", parts.findings(said) + _reading(said)),
        ("clauses", "The clauses that differ", parts.clauses(said)),
        ("charts", "The largest differences", chart),
        ("flows", "Who ends up where", parts.flows(said)),
        ("days", "From which day on", parts.first_days(said)),
        ("indicators", "Indicators", parts.indicators(said)),
        ("groups", "Who is hit", parts.by_class(said)),
        ("origin", "Where this comes from", _origin(said)),
    ]
    return [section for section in found if section[2]]


def _reading(said: Said) -> str:
    notes = [words.HOW, words.BY_LUCK]
    kept = {side: [one["indicator"] for one in said["only"] if one["in"] == side] for side in "AB"}
    notes += [f"Only {side} has: {', '.join(names)}." for side, names in kept.items() if names]
    return f"<h3>To bear in mind</h3>{items(notes)}"


def _origin(said: Said) -> str:
    """The two runs, and the commands that make them again."""
    rows = "".join(
        f'<h3>{side.upper()}: {esc(words.called(said[side]))}</h3><pre tabindex="0"><code>'
        f"{esc(said[side]['command'] or 'no command is recorded')}\ndigest {esc(said[side]['digest'])}</code></pre>"
        for side in "ab"
    )
    return f"<p>demerit {esc(said['version'])}, nation {esc(said['nation'])}, seed {esc(said['seed'])}.</p>{rows}"


def render(said: Said) -> str:
    """The whole page as HTML text; the same comparison gives the same text."""
    title = words.title(said)
    sections = _sections(said)
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
<meta name="generator" content="demerit {esc(said["version"])}">
<title>{esc(title)}</title>
<link rel="icon" href="data:,">
<style>{_static("page.css")}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to what differs</a>
<p class="banner" role="note"><strong>{BANNER}</strong> Nobody described here exists or ever did.</p>
<header><h1>{esc(title)}</h1><p>A: {esc(words.called(said["a"]))}<br>
B: {esc(words.called(said["b"]))}<br>{esc(words.who(said))}</p></header>
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
