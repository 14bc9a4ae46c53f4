"""A life beside its twin's: the result that Python, the terminal, notebooks and pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from demerit.records.disk import write_out
from demerit.report.life import sentence
from demerit.report.numbers import whole, written_date
from demerit.report.twin_rows import rows
from demerit.study.twin.layout import Line, Twins

FIGURES = {
    "marks": "adverse marks",
    "points_lost": "points lost",
    "entries": "entries on black lists",
    "days_listed": "days on black lists",
    "notices": "notices",
    "refusals": "refusals",
    "yuan_paid": "yuan paid",
    "hours": "hours lost",
    "forms": "forms filled in",
    "yuan_gained": "yuan gained or waived",
    "hours_saved": "hours saved",
}
"""what two lives are compared by"""


class TwinResult:
    """One person and their twin, side by side from the first day on which they differ; shows itself in a notebook."""

    def __init__(self, twins: Twins) -> None:
        self.twins = twins

    @property
    def differences(self) -> list[str]:
        """What differs, one sentence each; the first says from which day on."""
        return said_differences(self.twins)

    def as_dict(self) -> dict[str, Any]:
        """Both lives for JSON: what is otherwise, what differs, and the timeline, each line dated and in words."""
        return as_dict(self.twins)

    def text(self, width: int = 88) -> str:
        """Both lives for a terminal of so many columns."""
        from demerit.report.twin_text import twin_text

        return twin_text(self.as_dict(), width)

    def html(self) -> str:
        """Both lives as a page of HTML that asks nothing of any network."""
        from demerit.report.twin_html import twin_page

        return twin_page(self.as_dict())

    def save(self, path: str | Path) -> Path:
        """Writes the page to `path` and answers it. Raises `OSError` where that cannot be written."""
        target = Path(path)
        write_out(target, self.html())
        return target

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from demerit.report.twin_html import twin_html

        return twin_html(self.as_dict())


def as_dict(twins: Twins) -> dict[str, Any]:
    """A life and its twin's as plain data."""
    figures = {name: (getattr(twins.was, name), getattr(twins.would_be, name)) for name in FIGURES}
    return {
        **twins.given.facts,
        "synthetic": True,
        "twin_place": twins.twin.facts["place"],
        "otherwise": {name: value for name, value in asdict(twins.otherwise).items() if value not in (None, False)},
        "says": _says(twins),
        "start": twins.start.isoformat(),
        "ends": (twins.start + timedelta(days=twins.days - 1)).isoformat(),
        "first_difference": None if twins.first is None else _date(twins, twins.first).isoformat(),
        "differences": said_differences(twins),
        "figures": {
            name: {"was": was, "twin": twin, "difference": twin - was} for name, (was, twin) in figures.items()
        },
        "same_before": _before(twins.given.lines, twins.first),
        "timeline": rows(twins),
        "notes": list(twins.notes),
    }


def _before(lines: Sequence[Line], first: int | None) -> int:
    """Lines that both lives have before they part."""
    return len(lines) if first is None else sum(int(line["day"]) < first for line in lines)


def _date(twins: Twins, day: int) -> Any:
    return twins.start + timedelta(days=day)


def _says(twins: Twins) -> str:
    """What is otherwise in the twin's life, with the line or the day that is meant."""
    asked = twins.otherwise
    if asked.strike is not None:
        line = next(one for one in twins.given.lines if one["line"] == asked.strike)
        when = written_date(_date(twins, int(line["day"])))
        return f"Line {asked.strike} never happened ({when}: {sentence(line).rstrip('.')})."
    if asked.pay is not None:
        return f"Everything owed is performed on {written_date(asked.pay)}."
    return f"{twins.says[:1].upper()}{twins.says[1:]}."


def said_differences(twins: Twins) -> list[str]:
    """From which day on two lives differ, and by what, one sentence each."""
    if twins.first is None:
        return [f"The two lives are the same: {_why_same(twins)}"]
    said = [f"The lives differ from {written_date(_date(twins, twins.first))} on."]
    for name, many in FIGURES.items():
        was, twin = getattr(twins.was, name), getattr(twins.would_be, name)
        if was != twin:
            said.append(f"{many[:1].upper()}{many[1:]}: {whole(twin)} instead of {whole(was)}.")
    if len(said) == 1:
        said.append("They come to the same figures: what differs is when, or what the person was told.")
    return said


def _why_same(twins: Twins) -> str:
    if twins.otherwise.appeal:
        return "nothing wrong that can be contested came to this person's knowledge, or it was contested as fast."
    if twins.otherwise.notice:
        return "this person was told of everything in time, or there was nothing to tell."
    if twins.otherwise.move is not None:
        return "no rule, feed or office that this person met depends on the place."
    return "what was otherwise changed nothing after it."
