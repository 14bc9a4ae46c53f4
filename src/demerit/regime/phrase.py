"""What reading a phrase takes: the names that the file defines, and numbers that stand behind words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from demerit.regime.layout import Quantity
from demerit.regime.quantities import read_quantity
from demerit.regime.units import Amount


@dataclass(frozen=True)
class Names:
    """What a file defines and its phrases may refer to."""

    sources: Collection[str] = ()
    schemes: Collection[str] = ()


def after(words: str, text: str, amount: Amount, names: Names) -> Quantity:
    """The quantity after `words` in a phrase, its offset counted from the start of the phrase."""
    return read_quantity(" " * len(words) + text[len(words) :], amount, names.sources)
