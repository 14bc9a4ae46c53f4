"""What the laws of a sane regime look at, and what they report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from demerit.regime.layout import Item, List, Points, Regime

Where = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """The names of a nation that a regime may use, and what of its numbers the laws need.

    What is None or empty is not compared with anything.
    """

    nation: str
    conduct: Collection[str]
    gates: Collection[str]
    ceilings: Mapping[str, float] = field(default_factory=dict)
    """the largest multiple that responses may raise a conduct to"""
    places: Collection[str] | None = None
    credit_gates: Collection[str] | None = None
    """gates that ask for a credit file"""
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)
    """the values of `age`, `sex`, `residence` and `income` (`1` to `5`), as they are written in a file"""
    acts_a_year: Mapping[str, float] = field(default_factory=dict)
    """acts of a conduct per person and year, in the mean over everybody"""
    commonest_name: float = 1.0
    """how many times as common as in the mean the commonest name is"""


@dataclass(frozen=True)
class Finding:
    """One breach of a law: the path of words to the clause, and what to say; `at_key` points at the name itself."""

    where: Where
    message: str
    expected: str | None = None
    hint: str | None = None
    at_key: bool = False


@dataclass(frozen=True)
class View:
    """What the laws look at: the regime, a nation's names if given, and every name of the file, read or not."""

    regime: Regime
    known: Known | None
    written: Collection[Where]

    def lists(self) -> dict[str, List]:
        """The black and red lists."""
        return {name: scheme for name, scheme in self.regime.schemes.items() if isinstance(scheme, List)}

    def points(self) -> dict[str, Points]:
        """The schemes that score."""
        return {name: scheme for name, scheme in self.regime.schemes.items() if isinstance(scheme, Points)}

    def scheme_names(self) -> list[str]:
        """Names of schemes, also of those that could not be read."""
        names = dict.fromkeys(self.regime.schemes)
        names |= dict.fromkeys(where[1] for where in self.written if len(where) == 2 and where[0] == "schemes")
        return list(names)

    def wrote(self, *where: str) -> bool:
        """Whether the file has this word here, readable or not."""
        return where in self.written

    def unreadable(self, scheme: str) -> bool:
        """Whether the file has a scheme of this name whose kind could not be read."""
        return scheme in self.scheme_names() and scheme not in self.regime.schemes


NEWS_OF_LISTS = ("entry", "performance", "removal")
CORRECTION = "correction"
ACTS = "acts"
"""What lists pass on, with or without the corrections of it, and what feeds do; a score passes on names of bands."""


def fact_of(name: str, item: Item) -> str:
    """What an item prices, a conduct or news such as `entry in debtors`: the item's name unless it says `for`."""
    return item.what or name


def news_of(fact: str) -> tuple[str, str] | None:
    """What news a fact is, and of which scheme: `entry in debtors` is `entry`, `in A of sesame` is `A`."""
    for word in (*NEWS_OF_LISTS, CORRECTION):
        if fact.startswith(f"{word} in "):
            return word, fact.removeprefix(f"{word} in ")
    if fact.startswith("in ") and " of " in fact:
        band, _, scheme = fact.removeprefix("in ").partition(" of ")
        return band, scheme
    return None


def news(passed: str, source: str, of_list: bool) -> str:
    """The fact that an agreement makes of what it passes: `entry in debtors` of a list, `in A of sesame` of a score."""
    return f"{passed} in {source}" if of_list else f"in {passed} of {source}"
