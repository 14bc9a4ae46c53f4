"""The lines of a regime file that a finding is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from demerit.regime.from_yaml import Document

LONGEST = 12
"""lines of a clause that are worth quoting"""
Where = tuple[str, ...]


def quoted(document: Document, where: Where, phase: date | None = None) -> list[dict[str, Any]]:
    """The clause at `where` as it stands in the file, and where a phase changes it, that change too.

    Each is a first line, the lines, and whether the clause itself stands there: where the file is silent, only the line
    that begins the clause around it is given.
    """
    found = [_clause(document, where)]
    if phase is not None:
        found += [_clause(document, change) for change in _changes(document, where, phase)]
    return [one for one in found if one is not None]


def _changes(document: Document, where: Where, phase: date) -> list[Where]:
    """Where the phases up to a day change the clause at `where`, something in it or something around it."""
    phases = sorted(document.regime.phases.items(), key=lambda item: item[1].from_date)
    return [
        ("phases", name, "changes", path)
        for name, one in phases if one.from_date <= phase
        for path in one.changes if overlap(path, where)
    ]  # fmt: skip


def overlap(path: str, where: Where) -> bool:
    """Whether a dotted path leads to a clause, into it, or around it."""
    words = tuple(word.strip() for word in path.split("."))
    shorter = min(len(words), len(where))
    return words[:shorter] == where[:shorter]


def _clause(document: Document, where: Where) -> dict[str, Any] | None:
    """The lines of one clause; None where not even a clause around it stands in the file."""
    around = where
    while around and around not in document.places:
        around = around[:-1]
    if not around:
        return None
    lines = document.text.splitlines()
    at = _line_of_key(lines, document.places[around].line - 1, document.places[around].column - 1, around[-1])
    if around != where:
        return {"line": at + 1, "lines": [lines[at].strip()], "exact": False}
    taken = _block(lines, at)
    indent = len(taken[0]) - len(taken[0].lstrip())
    shown = [line[indent:].rstrip() for line in taken]
    if _is_open(shown[0]):  # what goes on under a bracket far to the right is moved to the left
        shown = [shown[0], *(f"    {line.lstrip()}" for line in shown[1:])]
    if len(shown) > LONGEST:
        shown = [*shown[: LONGEST - 1], f"... and {len(shown) - LONGEST + 1} lines more"]
    return {"line": at + 1, "lines": shown, "exact": True}


def _is_open(line: str) -> bool:
    """Whether a bracket is opened on a line and not closed there."""
    return any(line.count(left) > line.count(right) for left, right in ("{}", "[]"))


def _line_of_key(lines: list[str], at: int, column: int, word: str) -> int:
    """The line of the word in front of a value: the value's own, or one above it."""
    keys = (f"{word}:", f'"{word}":', f"'{word}':")
    if any(key in lines[at][:column] for key in keys):
        return at
    for above in range(at - 1, -1, -1):
        text = lines[above].strip()
        if text.startswith(keys):
            return above
        if text and not text.startswith("#"):
            break
    return at


def _block(lines: list[str], at: int) -> list[str]:
    """A line with all that stands under it, without the blank lines and remarks that follow."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    for number in range(at + 1, len(lines)):
        text = lines[number].strip()
        deeper = len(lines[number]) - len(lines[number].lstrip())
        if text and not text.startswith("#"):
            if deeper < indent or (deeper == indent and not text.startswith(("- ", "]", "}"))):
                break
            end = number + 1
    return lines[at:end]
