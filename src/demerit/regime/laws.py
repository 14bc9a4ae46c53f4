"""What the laws of a sane regime look at, and what they report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from demerit.regime.layout import List, Points, Regime

Where = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """The names of a nation that a regime may use, and the largest multiple that responses may raise a conduct to."""

    nation: str
    conduct: Collection[str]
    gates: Collection[str]
    ceilings: Mapping[str, float] = field(default_factory=dict)


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


def news_of(item: str) -> tuple[str, str] | None:
    """What an item of a catalogue is called when an agreement passes it on: `entry in debtors` is (entry, debtors)."""
    for word in ("entry", "performance", "removal"):
        if item.startswith(f"{word} in "):
            return word, item.removeprefix(f"{word} in ")
    return None
