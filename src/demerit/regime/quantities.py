"""The written scalar: a number with its unit, its range where it is uncertain, and its source.

12 % between 2 % and 40 % (assumption)        within 3 working days (SPC17 art. 10)        -5 points (CLT-RS)
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from demerit.errors import did_you_mean, listed
from demerit.regime.dates import day_meant
from demerit.regime.layout import Quantity
from demerit.regime.units import DAYS_IN, MISSPELT, UNITS, Amount

ASSUMPTION = "assumption"

_SINGULAR = {one: many for many, one in UNITS.items()}
_NUMBER = re.compile(r"(?P<sign>[+-])?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?")
_SOURCED = re.compile(r"(?P<body>[^()]*)(?:\((?P<source>[^()]*)\))?\s*", re.DOTALL)
_RANGE = re.compile(r"\bbetween\b(?P<low>.*)\band\b(?P<high>.*)", re.DOTALL)
_SOME_DAY = date(2017, 5, 1)
_DATE = re.compile(r"(?:from\s+)?(\d{4}-\d{2}-\d{2})")


class Malformed(ValueError):  # noqa: N818  (it describes the text)
    """A scalar that does not read: what is wrong, what was expected, a hint, and the offset in the text."""

    def __init__(self, message: str, expected: str | None = None, hint: str | None = None, offset: int = 0) -> None:
        super().__init__(message)
        self.message, self.expected, self.hint, self.offset = message, expected, hint, offset


def read_quantity(text: str, amount: Amount | None = None, sources: Collection[str] | None = None) -> Quantity:
    """The quantity that `text` writes; raises `Malformed`.

    `amount` says which units and numbers the clause takes, `sources` which citation keys the file defines.
    """
    body, source, offset = split_source(text, amount)
    found = _RANGE.search(body)
    head = body[: found.start()] if found else body
    head_number = re.sub(r"^\s*within\b", lambda word: " " * len(word.group()), head)
    value, unit = _number_and_unit(head_number, amount, 0)
    low = high = None
    if found:
        high, high_unit = _number_and_unit(found["high"], amount, found.start("high"), default=unit)
        low, low_unit = _number_and_unit(found["low"], amount, found.start("low"), default=high_unit)
        if not unit == low_unit == high_unit:
            raise Malformed(
                f"the range is in {high_unit} and the number in {unit}",
                "one unit",
                f"write all three in {unit}",
                found.start(),
            )
        if low > high:
            raise Malformed(
                f"the range is the wrong way round: it goes from {_one(low, unit)} down to {_one(high, unit)}",
                "its lower end first",
                f"write `between {_one(high, unit)} and {_one(low, unit)}`",
                found.start(),
            )
        if not low <= value <= high:
            raise Malformed(
                f"{plain(value)} lies outside its own range, {plain(low)} to {plain(high)}",
                "a range that contains the number",
                None,
                found.start(),
            )
    for number in (value, low, high):
        _check_amount(number, unit, amount)
    cited(source, sources, offset)
    return Quantity(value=value, unit=unit, low=low, high=high, source=source)


def split_source(text: str, amount: Amount | None = None) -> tuple[str, str, int]:
    """`text` before the brackets, what is in them, and where that starts; a missing source is refused."""
    found = _SOURCED.fullmatch(text)
    if not found:
        raise Malformed("brackets that do not fit", "one pair of brackets at the end, with the source", None, 0)
    source = (found["source"] or "").strip()
    if not source:
        example = f", as in `{amount.example}`" if amount else ""
        raise Malformed(
            "a number without a source",
            "a key of `sources` in brackets, or the word `assumption`",
            f"write `{found['body'].strip() or '...'} (assumption)`{example}",
            0,
        )
    return found["body"].rstrip(), " ".join(source.split()), text.index("(") + 1


def cited(source: str, sources: Collection[str] | None, offset: int = 0) -> None:
    """Refuses a citation whose key the file does not define; several are separated by `; `."""
    if sources is None:
        return
    for citation in source.split(";"):
        citation = citation.strip()
        if citation == ASSUMPTION or any(citation == key or citation.startswith(key + " ") for key in sources):
            continue
        key = citation.split(" ")[0]
        hint = did_you_mean(key, [*sources, ASSUMPTION]) or f"add `{key}: ...` to `sources`, or write (assumption)"
        raise Malformed(
            f"no source is called `{key}`", f"a key of `sources` ({listed(sources)}) or `assumption`", hint, offset
        )


def write_quantity(quantity: Quantity) -> str:
    """The canonical text of a quantity; reading it gives the quantity back."""
    text = amount_text(quantity)
    if quantity.low is not None and quantity.high is not None:
        low, high = (_one(number, quantity.unit) for number in (quantity.low, quantity.high))
        text += f" between {low} and {high}"
    return f"{text} ({quantity.source})"


def amount_text(quantity: Quantity) -> str:
    """The number and its unit alone: `3 working days`, `-20 points`."""
    return _one(quantity.value, quantity.unit)


def calendar_days(quantity: Quantity) -> float:
    """A length of time in mean calendar days (a working day is 7/5 of a day; clocks count them by the calendar)."""
    return quantity.value * DAYS_IN[quantity.unit]


def share(quantity: Quantity) -> float:
    """A `%` quantity as a number from 0 to 1."""
    return quantity.value / 100


def read_date(text: str, clause: str = "") -> date:
    """A calendar date, written `2017-05-01` or `from 2017-05-01`; raises `Malformed`.

    The hint has the day that was meant, where that is plain, as the value of `clause` in a file.
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise Malformed(f"`{text}` is not a date", "year-month-day", _dated(text, clause))
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        raise Malformed(f"{found[1]} is not a day of the calendar", "year-month-day") from None


def _dated(text: str, clause: str) -> str:
    """How a date is to be written: the one that was meant, or any."""
    meant = day_meant(text)
    day = (meant or _SOME_DAY).isoformat()
    start = "from " if text.lower().startswith("from ") else ""
    written = f"write `{clause}: {start}{day}`" if clause else f"write it as {day}"
    return written if meant else f"{written}, say"


def _number_and_unit(text: str, amount: Amount | None, offset: int, default: str | None = None) -> tuple[float, str]:
    """The number and canonical unit in one stretch of text that starts at `offset` of the scalar."""
    text = text.replace("\N{MINUS SIGN}", "-")
    example = f"write it as `{amount.example}`" if amount else None
    offset += len(text) - len(text.lstrip())
    found = _NUMBER.match(text.strip())
    if not found:
        what = f"a number and its unit: {amount.what}" if amount else "a number and its unit"
        raise Malformed(f"`{text.strip()}` does not start with a number", what, example, offset)
    number = float((found["sign"] or "") + found["digits"].replace(",", "") + (found["rest"] or ""))
    words = " ".join(text.strip()[found.end() :].split())
    written = words.removeprefix("more ")
    if not written and default:
        return number, default
    offset += found.end()
    units = amount.units if amount else tuple(UNITS)
    expected = f"one of the units {listed(units, most=20)}" if len(units) > 1 else f"the unit {units[0]}"
    if not written:
        hint = f"write `{plain(number)} {units[0]}`" if len(units) == 1 else example
        raise Malformed(f"{plain(number)} has no unit", expected, hint, offset)
    unit = _SINGULAR.get(written, written)
    if unit not in UNITS:
        meant = MISSPELT.get(written.lower())
        hint = f"write `{meant}`" if meant else did_you_mean(written, [*UNITS, *_SINGULAR]) or example
        raise Malformed(f"`{written}` is not a unit", expected, hint, offset)
    if amount and unit not in amount.units:
        raise Malformed(
            f"{unit} do not fit here" if unit[-1] == "s" else f"`{unit}` does not fit here",
            f"{amount.what}, in {listed(amount.units)}",
            example,
            offset,
        )
    return number, unit


def _check_amount(number: float | None, unit: str, amount: Amount | None) -> None:
    if number is None or amount is None:
        return
    if not amount.holds(number, unit):
        raise Malformed(f"{plain(number)} {unit} is out of range", f"{amount.what} {amount.span()}")
    if (amount.whole or unit in ("days", "working days")) and number != int(number):
        raise Malformed(f"{plain(number)} {unit} is not a whole number", f"whole {unit}")


def _one(number: float, unit: str) -> str:
    """`1 day`, `3 days`: one of a unit is written in the singular."""
    return f"{plain(number)} {UNITS[unit] if abs(number) == 1 else unit}"


def plain(number: float) -> str:
    """A number without exponent and without needless digits, exactly: reading it gives the same float."""
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")
