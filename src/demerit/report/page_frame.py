"""What every page stands in: one HTML file that asks nothing of any network, its contents and its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from demerit.report.page_parts import esc

BANNER = "Every person in this report is synthetic."
_VENDORED = ("vega", "vega-lite", "vega-embed")
_POLICY = "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
_DRAWN = "script-src 'unsafe-inline' 'unsafe-eval'"
"""what charts need besides: Vega compiles its expressions with `new Function`; nothing is fetched from anywhere"""
Section = tuple[str, str, str]
"""anchor, heading, HTML"""


@cache
def static(name: str) -> str:
    """The text of a file that pages are made with."""
    return (files("demerit.report") / "static" / name).read_text(encoding="utf-8")


def _script(name: str) -> str:
    """A script's text, with any `</script` in its strings written so that it cannot end the tag."""
    return re.sub(r"</(script)", r"<\\/\1", static(name), flags=re.IGNORECASE)


def links_to(sections: Sequence[Section]) -> str:
    """The list items of a page's contents."""
    return "".join(f'<li><a href="#{anchor}">{esc(heading)}</a></li>' for anchor, heading, _ in sections)


def body_of(sections: Sequence[Section]) -> str:
    """The sections of a page, each under its heading."""
    return "".join(
        f'<section id="{anchor}" aria-labelledby="{anchor}-heading">'
        f'<h2 id="{anchor}-heading">{esc(heading)}</h2>{inner}</section>'
        for anchor, heading, inner in sections
    )


def charted(title: str, about: str, sections: Sequence[Section], skip: str, version: str) -> str:
    """A page with charts as HTML text: `about` (HTML) stands under the title, `skip` says where one may skip to."""
    libraries = "".join(f"<script>{_script(f'vendor/{name}.min.js')}</script>" for name in _VENDORED)
    drawn = f"{libraries}\n<script>{_script('page.js')}</script>\n"
    needed = "The charts need JavaScript; their data are in the tables beneath them."
    head = _head(title, f"{_DRAWN}; {_POLICY}", f"demerit {version}", static("page.css"))
    return _page(head, title, about, sections, skip, f'<noscript><p class="banner">{needed}</p></noscript>\n', drawn)


def plain(title: str, about: str, sections: Sequence[Section], skip: str, css: str = "") -> str:
    """A page without any script, in the same frame; `css` is style of its own."""
    return _page(_head(title, _POLICY, "demerit", static("page.css") + css), title, about, sections, skip)


def _head(title: str, policy: str, generator: str, css: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; {policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="{esc(generator)}">
<title>{esc(title)}</title>
<link rel="icon" href="data:,">
<style>{css}</style>
</head>
"""


def _page(
    head: str, title: str, about: str, sections: Sequence[Section], skip: str, needed: str = "", drawn: str = ""
) -> str:
    return f"""{head}<body>
<a class="skip" href="#findings">{skip}</a>
<p class="banner" role="note"><strong>{BANNER}</strong> Nobody described here exists or ever did.</p>
<header><h1>{esc(title)}</h1><p>{about}</p></header>
<nav aria-label="Sections"><ol>{links_to(sections)}</ol></nav>
{needed}<main>{body_of(sections)}</main>
<footer><p>{BANNER} Made by demerit, a laboratory for social-credit systems over nations of people who do not exist.
</p></footer>
{drawn}</body>
</html>
"""
