"""Two lives laid side by side: lines that both have stand beside each other, the others alone on their side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from demerit.report.life import folded, sentence, together
from demerit.study.twin.layout import Line, Twins

_TOLD_APART_BY = ("day", "event", "scheme", "what", "measure", "feed", "value", "true", "wrong", "told")
"""what two lines must agree on to be the same event; their numbers and those of their causes may differ"""


def rows(twins: Twins) -> list[dict[str, Any]]:
    """The timeline from the first differing day on, in the order of days.

    A row has `date`, `was` and `twin` (each None or a side with `text`, `lines`, `event` and `true`), and `same` where
    both lives have it. Three and more refusals in a row for one cause are one row, as in a life.
    """
    if twins.first is None:
        return []
    given, other = (
        [line for line in life.lines if int(line["day"]) >= twins.first] for life in (twins.given, twins.twin)
    )
    found = list(_aligned(given, other))
    found.sort(key=lambda row: (row[0][0] if row[0] else row[1][0])["day"])
    return [_row(twins, was, twin) for was, twin in found]


def _aligned(given: Sequence[Line], other: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Runs of lines of the two lives; runs that both have come with both sides."""
    keys = [[tuple(line[name] for name in _TOLD_APART_BY) for line in lines] for lines in (given, other)]
    for word, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if word == "equal":
            at = c
            for run in folded(given[a:b]):
                yield run, list(other[at : at + len(run)])
                at += len(run)
        else:
            yield from ((run, []) for run in folded(given[a:b]))
            yield from (([], run) for run in folded(other[c:d]))


def _row(twins: Twins, was: list[Line], twin: list[Line]) -> dict[str, Any]:
    day = int((was or twin)[0]["day"])
    return {
        "date": (twins.start + timedelta(days=day)).isoformat(),
        "same": bool(was and twin),
        "was": _side(twins, was),
        "twin": _side(twins, twin),
    }


def _side(twins: Twins, run: list[Line]) -> dict[str, Any] | None:
    """One side of a row; None where that life has nothing there."""
    if not run:
        return None
    return {
        "lines": [int(line["line"]) for line in run],
        "event": str(run[0]["event"]),
        "text": sentence(run[0]) if len(run) == 1 else together(run, twins.start),
        "true": all(bool(line["true"]) for line in run),
    }
