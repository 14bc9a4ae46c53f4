"""The three views of a record for the terminal: side by side where there is room, one below the other where not."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.life import summary
from demerit.report.numbers import DASH, counted, written_date
from demerit.report.record_words import short

Said = Mapping[str, Any]

TITLES = {"public": "The public sees", "person": "The person knows", "truth": "What is true"}
"""the views by name, in their order"""
SIDE_BY_SIDE = 96
"""columns from which on the three views stand beside each other"""

NOTHING_LEARNT = "They have been told nothing, and have met nothing."
NOTHING_ON_RECORD = "Nothing is on record."

_BETWEEN = " │ "
_SHARES = (0.25, 0.29)
"""of the width, for what the public sees and what the person knows; the truth has the rest"""
TITLES_OF_ROWS = ("public", "person", "true")
"""what a row of the truth says of each view"""
HEADS = ("when", "line", "what", *TITLES_OF_ROWS)
_WIDTHS = (11, 4, 0, 12, 12, 13)
"""columns of the table of what is true; `what` has the rest"""
_TABLE = 76
"""columns from which on what is true is a table"""
_WHAT = HEADS.index("what")


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """Text folded to a width in columns of the terminal."""
    wide = cells(text) - len(text)
    return textwrap.wrap(text, max(8, width - min(wide, 8)), subsequent_indent=" " * hang) or [""]


def _columns(blocks: Sequence[Sequence[str]], widths: Sequence[int], between: str) -> list[str]:
    """Blocks of lines beside each other."""
    rows = zip_longest(*blocks, fillvalue="")
    padded = ([text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)] for row in rows)
    return [between.join(row).rstrip() for row in padded]


def public_lines(said: Said, width: int) -> list[str]:
    """What the public site shows, scheme by scheme."""
    lines = _wrapped(f"Number {said['number']} on {written_date(said['on'])}", width)
    for scheme in said["schemes"]:
        lines += [
            "",
            *_wrapped(f"{scheme['scheme']} ({scheme['kind']})", width),
            *_wrapped(f"  {scheme['says']}", width, 2),
        ]
        for number, entry in enumerate(scheme["entries"], 1):
            if len(scheme["entries"]) > 1:
                lines += ["", f"  entry {number}"]
            lines += _fields(entry, width)
    for sentence in said["says"]:
        lines += ["", *_wrapped(sentence, width)]
    return lines


def _fields(entry: Mapping[str, str], width: int) -> list[str]:
    """The fields published: names and values in two columns, or one after the other where that is too narrow."""
    label = max(map(len, entry))
    if all(4 + label + cells(value) <= width for value in entry.values()):
        return [f"  {field:<{label}}  {value}" for field, value in entry.items()]
    return [f"  {line}" for field, value in entry.items() for line in _wrapped(f"{field}: {value}", width - 2, 2)]


def person_lines(said: Said, width: int) -> list[str]:
    """What the person has learnt, day by day."""
    lines: list[str] = []
    for row in said["told"]:
        lines += [
            *_wrapped(_span(row, written_date), width),
            *(f"  {line}" for line in _wrapped(row["text"], width - 2)),
            "",
        ]
    if not said["told"]:
        lines += [*_wrapped(NOTHING_LEARNT, width), ""]
    return [*lines, *_says(said, width)]


def _span(row: Said, written: Any) -> str:
    first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    return str(written(first)) if first == last else f"{written(first)} to {written(last)}"


def truth_lines(said: Said, width: int) -> list[str]:
    """What is true: a table where there is room, or else what happened, and below it what each of the three sees."""
    if width >= _TABLE:
        return _truth_table(said, width)
    lines: list[str] = []
    for row in said["rows"]:
        more = f" and {counted(len(row['lines']) - 1, 'other')}" if len(row["lines"]) > 1 else ""
        lines += _wrapped(f"{_span(row, short)}, line {row['lines'][0]}{more}", width, 2)
        lines += [f"  {line}" for line in _wrapped(row["text"], width - 2)]
        views = [f"{head}: {row[head]}" for head in TITLES_OF_ROWS if row[head] != DASH]
        lines += [*(f"  {line}" for line in _wrapped("; ".join(views), width - 2, 2)), ""]
    return [*(lines or [*_wrapped(NOTHING_ON_RECORD, width), ""]), *_says(said, width)]


def _says(said: Said, width: int) -> list[str]:
    return [line for sentence in said["says"] for line in _wrapped(sentence, width, 2)]


def _truth_table(said: Said, width: int) -> list[str]:
    """What is true as a table: when, what, and what the public, the person and the truth make of it."""
    if not said["rows"]:
        return [*_wrapped(NOTHING_ON_RECORD, width), "", *_says(said, width)]
    widths = [*_WIDTHS]
    widths[_WHAT] = width - sum(_WIDTHS) - 2 * (len(widths) - 1)
    lines = _columns([[head] for head in HEADS], widths, "  ")
    lines.append("  ".join("-" * wide for wide in widths))
    for row in said["rows"]:
        first, last = (short(date.fromisoformat(row[end])) for end in ("from", "to"))
        when = first if first == last else f"{first} to {last}"
        told = (when, str(row["lines"][0]).rjust(_WIDTHS[1]), row["text"], *(row[head] for head in TITLES_OF_ROWS))
        blocks = [_wrapped(text, wide) for text, wide in zip(told, widths, strict=True)]
        lines += _columns(blocks, widths, "  ")
    return [*lines, "", *_says(said, width)]


_LINES = {"public": public_lines, "person": person_lines, "truth": truth_lines}


def view_text(said: Said, width: int = 88) -> str:
    """One view by itself, with whose it is and of which day; `width` in columns of the terminal."""
    name = str(said["view"])
    lines = [TITLES[name].upper(), *([] if name == "public" else _who(said)), f"{SYNTHETIC}: nobody's record.", ""]
    return "\n".join([*lines, *_LINES[name](said, width)]).rstrip() + "\n"


def _who(said: Said) -> list[str]:
    return [f"{said.get('name', 'A person')}, {said.get('code', 'no code')}, on {written_date(said['on'])}"]


def as_text(said: Said, width: int = 88) -> str:
    """All three views: whose record, where the views part, then the views, side by side from 96 columns on."""
    facts = {key: value for key, value in said.items() if key != "differences"}
    who = summary([], facts).removesuffix(" The record is empty.")
    lines = [f"{said.get('name', 'A person')}, {said.get('code', 'no code')}"]
    lines += _wrapped(f"{who} The record on {written_date(said['on'])}.", width)
    lines += [f"{SYNTHETIC}: nobody's record.", "", *_wrapped(" ".join(said["differences"]), width), ""]
    if width < SIDE_BY_SIDE:
        for name in TITLES:
            lines += [TITLES[name].upper(), "", *_LINES[name](said[name], width), ""]
    else:
        room = width - 2 * len(_BETWEEN)
        left, middle = (int(room * share) for share in _SHARES)
        widths = (left, middle, room - left - middle)
        heads = [[title.upper(), ""] for title in TITLES.values()]
        blocks = [_trimmed(_LINES[name](said[name], wide)) for name, wide in zip(TITLES, widths, strict=True)]
        lines += _columns([head + block for head, block in zip(heads, blocks, strict=True)], widths, _BETWEEN)
    return "\n".join(lines).rstrip() + "\n"


def _trimmed(lines: list[str]) -> list[str]:
    """The lines without empty ones at the end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines
