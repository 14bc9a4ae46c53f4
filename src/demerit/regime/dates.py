"""Which day somebody meant who did not write it year-month-day, where there is no doubt about it."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_WAYS = tuple(re.compile(rf"(?:from\s+)?{way}", re.IGNORECASE) for way in (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})",
    rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    rf"{_MONTH},?\s+(?P<year>\d{{4}})",
    r"(?P<year>\d{4})([-/.])(?P<number>\d{1,2})\2(?P<day>\d{1,2})",
    r"(?P<year>\d{4})",
))  # fmt: skip


def day_meant(text: str) -> date | None:
    """The day that `1 January 2020`, `2020/1/1` or `2020` (its first day) means; None for what could mean two.

    3/4/2020 is such: a day of March in one country, of April in another.
    """
    for way in _WAYS:
        if found := way.fullmatch(text.strip()):
            said = found.groupdict()
            month = _month(said["month"]) if said.get("month") else int(said.get("number") or 1)
            try:
                return date(int(said["year"]), month, int(said.get("day") or 1))
            except ValueError:  # no such month or day
                return None
    return None


def _month(word: str) -> int:
    """The number of a month, 0 for a word that is none."""
    start = word[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0
