"""Written quantities as whole numbers: days, 32-bit shares, Q16 multiples, Q12 inverse rates."""

from __future__ import annotations

from demerit.nations.draws import WORDS
from demerit.regime.layout import Quantity
from demerit.tables.layout import DAY_Q12, LONGEST_GAP, ONE

DAYS_OF_A_YEAR = 365.25
DAYS_IN = {"days": 1.0, "working days": 1.0, "weeks": 7.0, "months": DAYS_OF_A_YEAR / 12, "years": DAYS_OF_A_YEAR}


def days(quantity: Quantity | None, silent: int = 0) -> int:
    """Length of time in whole days (the calendar counts working ones later); `silent` where none is declared."""
    if quantity is None:
        return silent
    return round(quantity.value * DAYS_IN[quantity.unit])


def is_working(quantity: Quantity | None) -> int:
    """1 where a clock runs in working days."""
    return int(quantity is not None and quantity.unit == "working days")


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
