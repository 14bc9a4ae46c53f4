"""What two regimes say differently, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from demerit.regime.layout import NOT_DECLARED, Regime
from demerit.regime.to_yaml import to_words

Words = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One clause that two regimes read differently: its path of words, and what each of them says."""

    path: Words
    a: str
    b: str

    def __str__(self) -> str:
        """Three lines: the path, then what the first and the second regime say."""
        return f"{' > '.join(self.path)}\n  - {self.a}\n  + {self.b}"


def difference(a: Regime, b: Regime) -> list[Difference]:
    """Every clause that `a` and `b` do not say alike, in the order of `a`; an added clause stands where `b` has it.

    What one of them does not say is `not declared`.
    """
    left, right = dict(_clauses(to_words(a, short=False), ())), dict(_clauses(to_words(b, short=False), ()))
    return [
        Difference(path, left.get(path, NOT_DECLARED), right.get(path, NOT_DECLARED))
        for path in _merged(list(left), list(right))
        if left.get(path, NOT_DECLARED) != right.get(path, NOT_DECLARED)
    ]


def to_text(differences: list[Difference]) -> str:
    """The differences as they are printed; one sentence where there are none."""
    return "\n".join(str(one) for one in differences) or "The two regimes say the same."


def _clauses(words: Any, path: Words) -> Iterator[tuple[Words, str]]:
    """Every written value with its path; lists are one value. Bands carry their rank: their order means something."""
    if isinstance(words, dict) and words:
        for rank, (name, value) in enumerate(words.items()):
            yield from _clauses(value, (*path, name))
            if path[2:] == ("bands",) and len(path) == 3:
                yield (*path, name, "rank"), str(rank + 1)
    elif isinstance(words, list):
        yield path, "[" + ", ".join(str(one) for one in words) + "]"
    else:
        yield path, "{}" if words == {} else str(words)


def _merged(left: list[Words], right: list[Words]) -> list[Words]:
    """The paths of both, those of `right` alone after the path that stands before them there."""
    known, merged, place = set(left), list(left), 0
    for path in right:
        if path in known:
            place = merged.index(path) + 1
        else:
            merged.insert(place, path)
            place += 1
    return merged
