"""Reading a recipe: every value with its place, every rate with its range and source, all problems at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from demerit.errors import UserError, did_you_mean, listed
from demerit.nations.layout import Rate
from demerit.regime.places import Mapping, Node, Place, Scalar, Sheet, compose
from demerit.regime.quantities import Malformed, cited, split_source

DAYS_A_YEAR = 365.25
SCALE = {"%": 0.01, "% a year": 0.01 / DAYS_A_YEAR, "per year": 1 / DAYS_A_YEAR, "per day": 1.0, "times": 1.0, "": 1.0}
"""units of a recipe, and what one of them is as a share, a number a day or a plain number"""

_AMOUNT = r"(\d[\d,]*(?:\.\d+)?) ?(% a year|%|per year|per day|times|)"
_RATE = re.compile(rf"{_AMOUNT}(?: between {_AMOUNT} and {_AMOUNT})?")


@dataclass(frozen=True)
class Clause:
    """A table of the recipe, with its place and the path of keys that leads to it."""

    sheet: Sheet
    path: str
    node: Mapping
    sources: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        return iter(self.node.values)

    def refuse(self, key: str | None, message: str, expected: str | None = None, hint: str | None = None) -> None:
        """Notes a problem at a key of this clause (or at its start); reading goes on."""
        place: Place = self.node.keys[key] if key in self.node.keys and key is not None else self.node.place
        self.sheet.refuse(place, f"{self.path}{': ' if self.path else ''}{message}", expected, hint)

    def known(self, words: Iterable[str], needed: Iterable[str] = ()) -> None:
        """Refuses keys that the recipe does not have, and the lack of those it needs."""
        names = list(words)
        for key in self:
            if key not in names:
                self.refuse(key, f"`{key}` is not a word of a recipe here", f"one of {listed(names, 20)}",
                            did_you_mean(key, names))  # fmt: skip
        for key in needed:
            if key not in self.node.values:
                self.refuse(None, f"`{key}` is missing")

    def at(self, key: str) -> Clause:
        """The table under a key; an empty one where there is none."""
        found = self.node.values.get(key)
        if found is not None and not isinstance(found, Mapping):
            self.refuse(key, f"`{key}` takes a table of words", "words with a value each")
        inside = found if isinstance(found, Mapping) else Mapping(self.node.keys.get(key, self.node.place))
        return Clause(self.sheet, f"{self.path} > {key}" if self.path else key, inside, self.sources)

    def text(self, key: str, default: str = "") -> str:
        """The text under a key."""
        found: Node | None = self.node.values.get(key)
        if found is not None and not isinstance(found, Scalar):
            self.refuse(key, f"`{key}` takes one phrase")
        return found.text if isinstance(found, Scalar) else default

    def choice(self, key: str, words: Iterable[str], default: str) -> str:
        """A text that is one of `words`."""
        names = list(words)
        text = self.text(key, default)
        if text not in names:
            self.refuse(key, f"`{text}` does not fit here", f"one of {listed(names)}", did_you_mean(text, names))
            return default
        return text

    def rate(self, key: str, units: tuple[str, ...], low: float = 0.0, high: float = 1e9) -> Rate:
        """A number in one of `units` (as a share, a number a day or a plain number), with its range and source."""
        text = self.text(key)
        try:
            rate = read_rate(text, units, self.sources)
            for number in (rate.value, rate.low, rate.high):
                if number is not None and not low <= number <= high:
                    raise Malformed(f"`{text}` is out of range", f"from {low:g} to {high:g} as a plain number")
        except Malformed as problem:
            if key in self.node.values:
                self.refuse(key, f"{key}: {problem.message}", problem.expected, problem.hint)
            else:
                self.refuse(None, f"`{key}` is missing", "a number with its source")
            return Rate(low, None, None, "assumption")
        return rate

    def whole(self, key: str) -> int:
        """A whole number, such as a count of people."""
        text = self.text(key).replace(",", "")
        if not text.isdigit():
            self.refuse(key, f"`{self.text(key)}` is not a whole number", "a whole number")
            return 1
        return int(text)


def read_rate(text: str, units: tuple[str, ...], sources: Iterable[str]) -> Rate:
    """`4 per year between 1 and 12 (assumption)`: unit once or three times, the source always. Raises `Malformed`."""
    body, source, offset = split_source(text)
    found = _RATE.fullmatch(" ".join(body.split()))
    if not found:
        raise Malformed(f"`{text}` does not read", f"a number ({', '.join(u for u in units if u) or 'no unit'})",
                        "write `4 per year between 1 and 12 (assumption)`")  # fmt: skip
    cited(source, list(sources), offset)
    unit = found[2]
    if unit not in units:
        raise Malformed(f"`{unit}` does not fit here", f"in {' or '.join(u or 'no unit' for u in units)}")
    # `2 % a year between 1 % and 4 %`: a range may leave off the end of the unit.
    if any(other is not None and not unit.startswith(other) for other in (found[4], found[6])):
        raise Malformed("the range is in another unit than the number", f"all three in {unit}")
    value, low, high = (None if n is None else float(n.replace(",", "")) * SCALE[unit] for n in found.group(1, 3, 5))
    assert value is not None
    if low is not None and high is not None and not low <= value <= high:
        raise Malformed(f"`{text}` lies outside its own range", "a range that contains the number")
    return Rate(value, low, high, source)


def read_sheet(text: str, file: str) -> Clause:
    """The whole recipe as a clause; raises `UserError` where it cannot be read at all."""
    sheet = Sheet(text, file)
    root = compose(sheet)
    if root is None:
        give_up(sheet)
    sources = root.values.get("sources")
    return Clause(sheet, "", root, tuple(sources.values) if isinstance(sources, Mapping) else ())


def give_up(sheet: Sheet) -> NoReturn:
    """Raises everything that was wrong."""
    raise UserError(sheet.problems)
