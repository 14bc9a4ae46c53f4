"""How numbers, dates and bytes are written for people: one way, everywhere in reports."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

# Not strftime: its names follow the machine's locale.
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip

DASH = "\N{EN DASH}"
"""Stands where there is no number to write."""


def whole(number: float) -> str:
    """A whole number with thousands apart: 1,234,567."""
    return f"{round(number):,}"


def signed(number: float) -> str:
    """A whole number with its sign, and a true minus sign."""
    return f"+{whole(number)}" if number > 0 else f"\N{MINUS SIGN}{whole(-number)}" if number < 0 else "0"


def decimal(number: float) -> str:
    """About three figures, never scientific notation: 1,234; 45.6; 7.89; 0.123; 0.00045."""
    size = abs(number)
    if (number == round(number) and size < 1e15) or size >= 100:
        return f"{number:,.0f}"
    if size >= 10:
        return f"{number:,.1f}"
    if size >= 1:
        return f"{number:,.2f}"
    places = 3
    while size * 10**places < 10 and places < 9:
        places += 1
    return f"{number:.{places}f}".rstrip("0").ljust(len(f"{number:.2f}"), "0")


def percent(share: float) -> str:
    """A share of one as a percentage that keeps small shares visible: 84.1 %, 0.37 %, under 0.01 %."""
    value = share * 100
    if 0 < value < 0.01:
        return "under 0.01 %"
    if value == 0:
        return "0 %"
    return f"{value:.1f} %" if value >= 1 else f"{value:.2f} %"


def part_of(part: float, of: float) -> str:
    """`part` as a percentage of `of`, or a dash where there is nothing to take a share of."""
    return percent(part / of) if of else DASH


def known(value: Any) -> float | None:
    """A number, or None for what was not measured: None, NaN and infinities alike."""
    return float(value) if value is not None and math.isfinite(value) else None


def interval(indicator: Mapping[str, Any]) -> str:
    """The 95 % interval of an indicator, `12.1 to 13.9`, or a dash where it has none."""
    low, high = known(indicator.get("low")), known(indicator.get("high"))
    return DASH if low is None or high is None else f"{decimal(low)} to {decimal(high)}"


def counted(number: float, one: str, many: str | None = None) -> str:
    """`1 mark`, `3 marks`."""
    return f"{whole(number)} {one if number == 1 else many or one + 's'}"


def to_date(day: Any) -> date:
    """A date from ISO text, a `datetime` or a `date`."""
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else date.fromisoformat(str(day)[:10])


def written_date(day: Any) -> str:
    """3 March 2018."""
    on = to_date(day)
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def _tenths(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")


def written_bytes(size: float) -> str:
    """1.4 GB (thousands, not 1,024s, as disks are sold)."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{_tenths(size)} {unit}"
        size /= 1000
    return f"{_tenths(size)} TB"


def written_seconds(seconds: float) -> str:
    """0.4 s, 12 s, 3 min 20 s, 2 h 5 min."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole_seconds = round(seconds)
    if whole_seconds < 60:
        return f"{whole_seconds} s"
    minutes, rest = divmod(whole_seconds, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def written_speed(person_days_per_s: float) -> str:
    """180 million person-days a second."""
    for size, word in ((1e9, " billion"), (1e6, " million"), (1e3, " thousand")):
        if person_days_per_s >= size:
            return f"{_tenths(person_days_per_s / size)}{word} person-days a second"
    return f"{_tenths(person_days_per_s)} person-days a second"
