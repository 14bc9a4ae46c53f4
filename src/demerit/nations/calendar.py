"""Working days: the clocks of the law that count them need China's calendar, with its exchanged weekends.

Days are counted from the first day of a run, which is day 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from demerit.errors import UserError, did_you_mean, listed
from demerit.regime.places import Mapping, Node, Scalar, Sequence, Sheet, compose

FIXED_HOLIDAYS = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
"""days off in years that the calendar does not list: New Year, Labour Day and National Day (month, day)"""


@dataclass(frozen=True)
class Calendar:
    """What differs from Monday to Friday, in the years listed; other years have `FIXED_HOLIDAYS` only."""

    name: str
    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Whether offices and courts are open."""
        if day in self.worked:
            return True
        if day.weekday() >= 5 or day in self.off:
            return False
        return day.year in self.years or (day.month, day.day) not in FIXED_HOLIDAYS


def calendar_names() -> list[str]:
    """The calendars that are shipped."""
    folder = files("demerit").joinpath("library", "calendars")
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


@cache
def load_calendar(name: str = "china") -> Calendar:
    """A shipped calendar; raises `UserError` where there is none of that name."""
    if name not in calendar_names():
        raise UserError(f"no calendar is called `{name}`", f"one of {listed(calendar_names())}",
                        did_you_mean(name, calendar_names()))  # fmt: skip
    file = files("demerit").joinpath("library", "calendars", f"{name}.yaml")
    sheet = Sheet(file.read_text(encoding="utf-8"), f"{name}.yaml")
    root = compose(sheet)
    years = root.values["years"] if root else None
    if not isinstance(years, Mapping):
        raise UserError(sheet.problems or f"{name}.yaml has no years")
    off, worked = (
        frozenset(day for year, clause in years.values.items() for day in _days(year, clause, key))
        for key in ("off", "worked")
    )
    return Calendar(name, frozenset(map(int, years.values)), off, worked)


def _days(year: str, clause: Node, key: str) -> list[date]:
    """The days under `off` or `worked` of one year."""
    found = clause.values.get(key) if isinstance(clause, Mapping) else None
    items = found.items if isinstance(found, Sequence) else []
    return [date.fromisoformat(f"{year}-{item.text}") for item in items if isinstance(item, Scalar)]


def working_day_index(first: date, days: int, calendar: str = "china") -> NDArray[np.int32]:
    """How many working days there have been up to each day of a run, that day included; shape (days,)."""
    known = load_calendar(calendar)
    open_days = [known.is_working_day(first + timedelta(days=day)) for day in range(days)]
    return np.cumsum(open_days, dtype=np.int32)


def days_of_working_days(first: date, days: int, calendar: str = "china") -> NDArray[np.int32]:
    """The inverse: entry n is the day of a run's n-th working day (n from 1; entry 0 is -1, before the run).

    `days_of_working_days(...)[working_day_index(...)[day] + 3]` is the third working day after `day`.
    """
    index = working_day_index(first, days, calendar)
    opening = np.flatnonzero(np.diff(index, prepend=np.int32(0)))
    return np.concatenate([[-1], opening]).astype(np.int32)
