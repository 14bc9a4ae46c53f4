"""An audit as one HTML page: no script, nothing fetched, light and dark, and made to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from demerit.audit.layout import SEVERITIES
from demerit.report.audit_json import COUNTED, STATES
from demerit.report.audit_words import (
    HEADS,
    IF_IT_HOLDS,
    again,
    at,
    force,
    other_day,
    paste,
    place,
    scope,
    scopes,
    sentence,
    summary,
)
from demerit.report.numbers import counted, written_date
from demerit.report.page_frame import body_of, links_to, static
from demerit.report.page_parts import esc, items, table

Said = dict[str, Any]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_SHOWN = 6
"""clauses under one test that stand open; the rest are folded away, and printed all the same"""


def audit_html(said: Said) -> str:
    """The whole page as HTML text; the same audit gives the same text."""
    sections = _sections(said)
    title = f"Audit of {said['regime']} as of {written_date(said['as_of'])}"
    laws = "; ".join(law["title"] or law["name"] for law in said["laws"])
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="demerit {esc(said["demerit"])}">
<title>{esc(title)}</title>
<link rel="icon" href="data:,">
<style>{static("page.css")}{static("audit.css")}</style>
</head>
<body>
<a class="skip" href="#short">Skip to what was found</a>
<p class="banner" role="note"><strong>No legal advice, and no judgment.</strong> Declarations held against tests.</p>
<header><h1>{esc(said["title"])}</h1><p>Audit of {esc(said["file"])} as of {esc(written_date(said["as_of"]))}, by:
{esc(laws)}.</p></header>
<nav aria-label="Sections"><ol>{links_to(sections)}</ol></nav>
<main>{body_of(sections)}</main>
<footer><p>Made by demerit {esc(said["demerit"])}, a laboratory for social-credit systems.</p></footer>
</body>
</html>
"""


def _sections(said: Said) -> list[tuple[str, str, str]]:
    """(anchor, heading, HTML) of every section that has something to say."""
    found = [("short", "In short", _short(said))]
    for severity in SEVERITIES:
        failed = [test for test in said["tests"] if (test["state"], test["severity"]) == ("fail", severity)]
        found.append((_css(severity), HEADS[severity], "".join(_test(said, test) for test in failed)))
    found.append(("silent", "Not declared, which is no pass", _listed(said, "not declared")))
    met = _listed(said, "pass")
    number = sum(row["pass"] for row in said["counts"].values())
    found.append(("met", "Met", f"<details><summary>{counted(number, 'clause')}</summary>{met}</details>" * bool(met)))
    found.append(("origin", "Where this comes from", _origin(said)))
    return [section for section in found if section[2]]


def _short(said: Said) -> str:
    """The counts, and how they are to be read."""
    changes = [f"Read otherwise than the file: {change['set']}" for change in said["changes"]]
    return (
        f'<p class="in-short">{esc(summary(said))}</p>{items(changes) if changes else ""}{_counts(said)}'
        f'<p class="reading">{esc(said["reading"])} {esc(COUNTED)}</p>'
    )


def _counts(said: Said) -> str:
    head = "".join(f'<th scope="col" class="number">{esc(state)}</th>' for state in STATES)
    rows = "".join(
        f'<tr><th scope="row">{_tag(severity)}</th>'
        + "".join(f'<td class="number">{said["counts"][severity][state]:,}</td>' for state in STATES)
        + "</tr>"
        for severity in SEVERITIES
    )
    return (
        '<div class="wide"><table class="counts"><caption>Clauses by severity and by what the test finds</caption>'
        f'<thead><tr><th scope="col">severity</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _css(severity: str) -> str:
    return severity.replace(" ", "-")


def _tag(severity: str) -> str:
    return f'<span class="tag {_css(severity)}">{esc(severity)}</span>'


def _test(said: Said, test: Said) -> str:
    """One test that clauses fail: what it asks, who asks for it since when, and the clauses."""
    asked = "".join(_provision(one) for one in test["provisions"])
    clauses = [_clause(said, clause) for clause in test["clauses"]]
    rest = "".join(clauses[_SHOWN:])
    if rest:
        more = counted(len(clauses) - _SHOWN, "more clause")
        rest = f"<details><summary>{more} under this test</summary>{rest}</details>"
    return (
        f'<article class="test"><h3>{esc(_capital(test["title"]))} <small>test {esc(test["rule"])}</small></h3>'
        f'<p class="asks">{_prose(_capital(test["asks"]))}.</p><ul class="asked">{asked}</ul>'
        f"{''.join(clauses[:_SHOWN])}{rest}</article>"
    )


def _provision(one: Said) -> str:
    contested = f"<p><b>Contested:</b> {esc(one['contested'])}.</p>" if one["contested"] else ""
    hangs = f"<p><b>Scope:</b> {_prose(scope(one))}.</p>" if scope(one) else ""
    counter = f'<p class="counter"><b>On the other side:</b> {esc(one["counter"])}.</p>' if one["counter"] else ""
    return (
        f"<li><strong>{esc(one['id'])}</strong> <small>{esc(one['law'])}, {esc(force(one))}</small> "
        f"{_tag(one['severity'])}<p>{esc(_capital(one['asks']))}. <small>{esc(one['source'])}.</small></p>"
        f"{hangs}{contested}{counter}</li>"
    )


def _clause(said: Said, clause: Said) -> str:
    """One clause: where, its lines, what they declare and why that fails, a life that shows it, what would mend it."""
    changed = "".join(f"<p>Read here as <code>{esc(change)}</code>.</p>" for change in clause["changed"])
    life = "".join(f"<li><b>day {one['day']:,}</b><span>{_prose(one['text'])}</span></li>" for one in clause["life"])
    told = f'<ol class="life moments" aria-label="A life that shows it">{life}</ol>' if life else ""
    return (
        f'<div class="clause"><h4>{esc(place(clause))} <small>{esc(at(said, clause))}</small></h4>'
        f"{''.join(_quote(one) for one in clause['quoted'])}{changed}"
        f"<p>{_prose(_capital(sentence(clause, 'fail')))}.</p>{told}{_mend(clause['amendment'])}</div>"
    )


def _quote(one: Said) -> str:
    """Lines of the file with their numbers; where the clause is not written, the line that begins what is around it."""
    first = one["line"]
    lines = "".join(f"<span><i>{first + number}</i>{esc(text)}</span>" for number, text in enumerate(one["lines"]))
    silent = "" if one["exact"] else '<p class="shows">Not written in the file; it would stand under:</p>'
    return f'{silent}<pre class="lines" tabindex="0"><code>{lines}</code></pre>'


def _mend(amendment: Said | None) -> str:
    if amendment is None:
        return ""
    options = esc("\n".join(paste(amendment)))
    return (
        f'<div class="mend">The least that would mend it: {_prose(amendment["because"])}.'
        f'<pre tabindex="0"><code>{options}</code></pre></div>'
    )


def _listed(said: Said, state: str) -> str:
    """The tests in a state as a table: what is asked, of which clauses, by whom."""
    rows = []
    for test in said["tests"]:
        if test["state"] == state:
            asked = items(f"{one['id']} ({one['law']}, {force(one)})" for one in test["provisions"])
            clauses = "".join(_line(said, clause, state) for clause in test["clauses"])
            clauses += "".join(f"<li><b>Scope:</b> {_prose(why)}</li>" for why in scopes(test))
            rows.append(
                f'<tr><th scope="row">{esc(_capital(test["title"]))} <small>{esc(test["rule"])}</small><br>'
                f"{_tag(test['severity'])}</th><td><ul>{clauses}</ul></td><td>{asked}</td></tr>"
            )
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{text}</th>' for text in ("test", "clauses", "asked for by"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="Tests that are {esc(state)}">'
        f'<table class="silent"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _line(said: Said, clause: Said, state: str) -> str:
    why = f": {clause['why']}" if clause["why"] and state != "pass" else ""
    why = f", {IF_IT_HOLDS}{why}" if state != "fail" and clause["found"] == "fail" else why
    return f"<li>{esc(place(clause))} <small>{_prose(clause['says'] + why)} ({esc(at(said, clause))})</small></li>"


def _origin(said: Said) -> str:
    """The command that makes it again, and the provisions that say nothing here."""
    parts = [f"<p>The file has the SHA-256 <code>{esc(said['sha256'])}</code>.</p><h3>Make it again</h3>"]
    parts.append(f'<pre tabindex="0"><code>{esc(again(said))}</code></pre>')
    later = [(one["id"], one["law"], one["title"], other_day(one, said["as_of"])) for one in said["other_days"]]
    idle = [(one["id"], one["law"], one["title"], force(one)) for one in said["no_clause"]]
    heads = ("provision", "law", "asks for", "in force")
    parts += _folded("Not in force on that day", heads, later)
    parts += _folded("In force, with no clause to be held against", heads, idle)
    return "".join(parts)


def _folded(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        number = counted(len(rows), "provision")
        yield f"<details><summary>{esc(caption)}: {number}</summary>{table(caption, heads, rows)}</details>"


def _prose(text: str) -> str:
    """A sentence as HTML, with the words that it quotes from the file as such."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", esc(text))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def audit_fragment(said: Said) -> str:
    """The audit for a notebook: what was found in a sentence, and the failed tests folded by severity."""
    laws = "; ".join(law["title"] or law["name"] for law in said["laws"])
    held = f"Audited as of {written_date(said['as_of'])} by: {laws}."
    parts = [f'<section lang="en"><h3>{esc(said["title"])}</h3><p>{esc(held)}</p>']
    parts.append(f"<p><strong>{esc(summary(said))}</strong></p><p>{esc(said['reading'])}</p>")
    for severity in SEVERITIES:
        failed = [test for test in said["tests"] if (test["state"], test["severity"]) == ("fail", severity)]
        told = [
            f"{test['rule']}, {test['title']}: {place(clause)} {sentence(clause, 'fail')}"
            for test in failed for clause in test["clauses"]
        ]  # fmt: skip
        if told:
            parts.append(f"<details><summary>{esc(HEADS[severity])}: {len(told):,}</summary>{items(told)}</details>")
    silent = [
        f"{test['rule']}, {test['title']}: {place(clause)}"
        for test in said["tests"] if test["state"] == "not declared" for clause in test["clauses"]
    ]  # fmt: skip
    if silent:
        parts.append(f"<details><summary>Not declared: {len(silent):,}</summary>{items(silent)}</details>")
    return "".join(parts) + "</section>"
