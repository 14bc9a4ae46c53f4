"""Numbers as people write them: 20k, 1m, 1.4bn, 1.4e9, 1_000_000."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import click

from demerit.errors import UserError

_THOUSAND, _MILLION, _BILLION = 10**3, 10**6, 10**9
_WORDS = {
    "": 1,
    "k": _THOUSAND, "thousand": _THOUSAND,
    "m": _MILLION, "mn": _MILLION, "million": _MILLION,
    "b": _BILLION, "bn": _BILLION, "billion": _BILLION,
}  # fmt: skip
_COUNT = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)(?P<rest>\.\d+)?(?P<power>e\+?\d{1,2})?\s*(?P<word>[a-z]*)",
    re.IGNORECASE | re.ASCII,
)


def count(text: str, what: str, low: int = 0) -> int:
    """The whole number that `text` writes; `what` names it in a refusal. Raises `UserError`, also below `low`."""
    found = _COUNT.fullmatch(text.strip())
    expected = f"a whole number from {low} on, such as 512, 20k, 1m, 1.4bn, 1.4e9 or 1_000_000"
    if not found or found["word"].lower() not in _WORDS:
        raise UserError(f"{what}: `{text}` is not a number", expected)
    digits = re.sub("[,_]", "", found["digits"])
    number = Decimal(f"{digits}{found['rest'] or ''}{found['power'] or ''}") * _WORDS[found["word"].lower()]
    if number != number.to_integral_value():
        raise UserError(f"{what}: `{text}` is not a whole number", expected)
    if number < low:
        raise UserError(f"{what}: {text} is too small", f"a whole number from {low} on")
    return int(number)


class Count(click.ParamType[int]):
    """An option that takes a whole number in any of these forms."""

    name = "number"

    def __init__(self, low: int = 0) -> None:
        self.low = low

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; what is none is refused under the option's name."""
        if isinstance(value, int):
            return value
        return count(str(value), param.opts[0] if param else "number", self.low)


class Years(click.ParamType[float]):
    """An option that takes a length in years: 3, 0.5."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The years; refused under the option's name unless they are a number above 0."""
        text = str(value).strip().lower().removesuffix("years").removesuffix("year").strip()
        name = param.opts[0] if param else "years"
        if not re.fullmatch(r"\d+(\.\d+)?", text) or not float(text):
            raise UserError(f"{name}: `{value}` is not a length of time", "years above 0, such as 3 or 0.5")
        years = float(text)
        return int(years) if years == int(years) else years


class Day(click.ParamType[date]):
    """An option that takes a day of the calendar: 2018-01-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; refused under the option's name unless the calendar has it."""
        name = param.opts[0] if param else "day"
        text = str(value).strip()
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            raise UserError(f"{name}: `{value}` is not a date", "a day such as 2018-01-31") from None
