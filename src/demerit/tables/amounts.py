"""Written quantities as whole numbers: days, 32-bit shares, Q16 multiples, Q12 inverse rates, bits."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.nations.draws import WORDS
from demerit.regime.layout import Quantity
from demerit.tables.layout import DAY_Q12, LONGEST_GAP, ONE

DAYS_OF_A_YEAR = 365.25
DAYS_IN = {"days": 1.0, "working days": 1.0, "weeks": 7.0, "months": DAYS_OF_A_YEAR / 12, "years": DAYS_OF_A_YEAR}
HALF_A_DAY = DAY_Q12 // 2
BITS_OF_A_FIELD = 62


def days(quantity: Quantity | None, silent: int = 0) -> int:
    """Length of time in whole days (the calendar counts working ones later); `silent` where none is declared."""
    if quantity is None:
        return silent
    return round(quantity.value * DAYS_IN[quantity.unit])


def period(quantity: Quantity | None) -> int:
    """A time after which something comes again, in days: at least one; 0 where none is declared."""
    return max(1, days(quantity)) if quantity else 0


def is_working(quantity: Quantity | None) -> int:
    """1 where a clock runs in working days."""
    return int(quantity is not None and quantity.unit == "working days")


def whole(quantity: Quantity | None) -> int:
    """Points, yuan, hours or forms as a whole number; 0 where none are declared."""
    return round(quantity.value) if quantity else 0


def threshold(share: float) -> int:
    """The word below which something of this probability happens."""
    return min(WORDS, max(0, round(share * WORDS)))


def share(quantity: Quantity | None, silent: float = 0.0) -> int:
    """A percentage as a threshold; `silent` (a share) where none is declared."""
    return threshold(silent if quantity is None else quantity.value / 100)


def multiple(times: float) -> int:
    """A multiple in Q16."""
    return round(times * ONE)


def inverse(per_day: float) -> int:
    """An inverse rate in Q12 days; 0 where the rate is nil or rarer than the tables hold."""
    if per_day <= 0:
        return 0
    value = round(DAY_Q12 / per_day)
    return value if value <= LONGEST_GAP else 0


def bounded(per_day: float) -> int:
    """An inverse rate for gaps between days: 1/q in Q12 as 1/-ln(1-q), which is about 1/q - 1/2; 0 where it is nil."""
    value = inverse(per_day)
    return max(1, value - HALF_A_DAY) if value else 0


def yearly(quantity: Quantity | None) -> float:
    """`% a year` as a rate a day; 0 where none is declared."""
    return quantity.value / 100 / DAYS_OF_A_YEAR if quantity else 0.0


def bits(positions: Iterable[int]) -> int:
    """A bit for each position; those that no field has room for are left to check.py, which refuses so many."""
    return sum(1 << at for at in set(positions) if at < BITS_OF_A_FIELD)


def starts(sizes: Iterable[int]) -> list[int]:
    """Where parts of these sizes start when they follow each other, and where the last ends."""
    found = [0]
    for size in sizes:
        found.append(found[-1] + size)
    return found
