"""The course that a case takes under a regime: the days that one compares it by with its course under another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from demerit.study.cases.judged import entries
from demerit.study.cases.replay import Moment, Replay

_MARKS = ("mark", "warning")


@dataclass(frozen=True)
class Course:
    """The course that a case took: the first day of what matters, None where it never came to that."""

    entered: dict[str, date]
    """by list: the first entry"""
    days_on: dict[str, int]
    """by list: days in force until the case ends"""
    still_on: tuple[str, ...]
    """lists that hold the person on the last day"""
    told: date | None
    told_how: str
    """by notice, at a gate, or of a mark"""
    refused: date | None
    refused_at: tuple[str, ...]
    performed: date | None
    asked: date | None
    answered: date | None
    answer: str
    marks: tuple[date, ...]
    short: dict[str, int]
    """by points scheme: the score on the last day, less that of the first"""
    lists: tuple[str, ...] = field(default=())
    """all lists that the regime has"""


def course(told: Replay) -> Course:
    """The course of a replay."""
    notice = _first(told, lambda line: line["event"] == "notice" or (line["event"] in _MARKS and line["told"]))
    refusals = told.of("refusal")
    answers = [*told.of("ruling"), *told.of("review")]
    granted = [m for m in answers if m.line is not None and m.line["value"]]
    spans = {name: entries(told, name) for name in told.names.lists}
    ends = told.script.case.ends
    return Course(
        entered={m.line["scheme"]: m.day for m in reversed(told.of("entry")) if m.line is not None},
        days_on={name: sum(len(span.days()) for span in found) for name, found in spans.items() if found},
        still_on=tuple(name for name, found in spans.items() if any(span.last == ends for span in found)),
        told=notice.day if notice else None,
        told_how=_how(notice),
        refused=refusals[0].day if refusals else None,
        refused_at=tuple(str(m.line["what"]) for m in refusals if m.line is not None),
        performed=_day(told, "performance"),
        asked=_day(told, "request"),
        answered=min((m.day for m in granted or answers), default=None),
        answer="upheld" if granted else "refused" if answers else "",
        marks=tuple(m.day for m in told.of("mark") if m.line is not None and m.line["value"] <= 0),
        short={name: scores[-1][1] - scores[0][1] for name, scores in told.scores.items()},
        lists=told.names.lists,
    )


def _first(told: Replay, wanted: Any) -> Moment | None:
    return next((m for m in told.moments if m.line is not None and wanted(m.line)), None)


def _how(moment: Moment | None) -> str:
    if moment is None or moment.line is None:
        return ""
    if moment.line["event"] in _MARKS:
        return "of a mark"
    return "by notice" if moment.line["value"] == 1 else "at a gate"


def _day(told: Replay, event: str) -> date | None:
    found = told.of(event)
    return found[0].day if found else None
