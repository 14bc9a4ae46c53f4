"""Units, and what kind of amount each clause takes: which units, and from which number to which.

`layout.py` marks its quantities with these, so that reading, the editor's schema and the reference cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

UNITS = {
    "points": "point",
    "%": "%",
    "days": "day",
    "working days": "working day",
    "weeks": "week",
    "months": "month",
    "years": "year",
    "hours": "hour",
    "forms": "form",
    "marks": "mark",
    "yuan": "yuan",
    "yuan a winter": "yuan a winter",
    "times": "times",
    "per day": "per day",
    "per year": "per year",
    "% a year": "% a year",
    "per 1,000 people a year": "per 1,000 people a year",
}
"""Every unit of the vocabulary, and how one of it is written."""

MISSPELT = {
    "pt": "points",
    "pts": "points",
    "percent": "%",
    "per cent": "%",
    "% per year": "% a year",
    "% yearly": "% a year",
    "d": "days",
    "h": "hours",
    "hrs": "hours",
    "y": "years",
    "yr": "years",
    "yrs": "years",
    "business days": "working days",
    "x": "times",
    "rmb": "yuan",
    "cny": "yuan",
    "¥": "yuan",
    "a year": "per year",
    "a day": "per day",
    "yuan a time": "yuan",
}
"""Units that people write and the vocabulary does not have, with the one they mean."""

DAYS_IN = {"days": 1.0, "working days": 7 / 5, "weeks": 7.0, "months": 365.25 / 12, "years": 365.25}
"""Calendar days in one unit of time, in the mean; clocks that must be exact count by the calendar instead."""


@dataclass(frozen=True)
class Amount:
    """What a clause's quantity may be: its units, and its smallest and largest number in the first of them."""

    what: str
    units: tuple[str, ...]
    low: float
    high: float
    example: str
    whole: bool = False

    def span(self) -> str:
        """The range in words, for messages and the schema: `from 0 to 100 %`."""
        return f"from {self.low:,.10g} to {self.high:,.10g} {self.units[0]}"

    def holds(self, number: float, unit: str) -> bool:
        """Whether a number of `unit` lies in the range (times are compared in mean calendar days)."""
        scale = DAYS_IN[unit] / DAYS_IN[self.units[0]] if self.units[0] in DAYS_IN and unit in DAYS_IN else 1.0
        return not (number * scale < self.low or number * scale > self.high)


@dataclass(frozen=True)
class Cites:
    """Marks a text that must name a source of the file: `SPC17` or `SPC17 art. 2`."""

    example: str = "SPC17 art. 2"


_TIME = ("years", "days", "weeks", "months")

SHARE = Amount("a share", ("%",), 0, 100, "12 % between 2 % and 40 % (assumption)")
CLOCK = Amount("a length of time", _TIME, 0, 100, "30 days between 5 days and 60 days (assumption)")
OFFICE_CLOCK = Amount("a length of time", (*_TIME, "working days"), 0, 100, "3 working days (SPC17 art. 10)")
POINTS = Amount("points", ("points",), -10_000, 10_000, "-20 points (CLT-RS)", whole=True)
TIMES = Amount("a multiple", ("times",), 0, 1_000, "1.3 times between 1 times and 2 times (assumption)")
TRIES = Amount("further tries", ("times",), 0, 100, "8 times between 0 times and 15 times (assumption)")
FALSE_MARKS = Amount("marks per person", ("per year",), 0, 1, "0.01 per year (assumption)")
YEARLY_SHARE = Amount(
    "a share per year", ("% a year",), 0, 100, "5 % a year between 1 % a year and 20 % a year (assumption)"
)
DECISIONS = Amount("decisions", ("per 1,000 people a year",), 0, 100_000, "60 per 1,000 people a year (assumption)")
YUAN = Amount("money", ("yuan", "yuan a winter"), -1_000_000, 1_000_000, "300 yuan a winter (TR22)", whole=True)
WAIVED = Amount("money", ("yuan",), 0, 1_000_000, "200 yuan (assumption)", whole=True)
HOURS = Amount("hours", ("hours",), 0, 1_000, "3 hours (assumption)", whole=True)
FINDS = Amount("finds", ("marks",), 0.001, 1_000_000, "609 marks (assumption)")
FORMS = Amount("forms", ("forms",), 0, 100, "2 forms (assumption)", whole=True)
