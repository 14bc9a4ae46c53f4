"""The whole-number tables behind `people.py`, from the data files that the scripts in tools/ fitted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from demerit.nations.draws import WORDS
from demerit.nations.layout import COMMUNITY, Row
from demerit.nations.people import (
    CHILD,
    GRANDPARENT,
    HOUSEHOLDS,
    LARGEST_HOUSEHOLD,
    NAMESAKES_ONE,
    PARENT,
    PATTERN_BITS,
)

ROLES = {"o": 0, "p": PARENT, "c": CHILD, "g": GRANDPARENT}
PLAN_STRIDE = 150
"""no divisor in common with 391: spreads the sizes over the plan, so that its edge cuts no size more than another"""


def library_text(name: str) -> str:
    """A data file of the library of nations."""
    return files("demerit").joinpath("library", "nations", name).read_text(encoding="utf-8")


def below(share: float) -> int:
    """A share as the threshold of 32-bit words."""
    return round(min(max(share, 0.0), 1.0) * WORDS)


@dataclass(frozen=True)
class Plan:
    """How every community is cut into households: by place of the plan, and the place of each household."""

    first: NDArray[np.int32]
    size: NDArray[np.int32]
    household: NDArray[np.int32]
    place: NDArray[np.int32]


def plan_of(quotas: dict[int, int]) -> Plan:
    """The plan for so many households of each size, which must be 391 and hold 1,024 people."""
    sizes = [size for size, many in sorted(quotas.items()) for _ in range(many)]
    if len(sizes) != HOUSEHOLDS or sum(sizes) != COMMUNITY:
        wanted = f"{HOUSEHOLDS} households of {COMMUNITY} people"
        raise ValueError(f"a community is {wanted}, not {len(sizes)} of {sum(sizes)}")
    sizes = [sizes[k * PLAN_STRIDE % HOUSEHOLDS] for k in range(HOUSEHOLDS)]
    places = np.concatenate([[0], np.cumsum(sizes)])[:-1].astype(np.int32)
    return Plan(
        first=np.repeat(places, sizes),
        size=np.repeat(np.array(sizes, dtype=np.int32), sizes),
        household=np.repeat(np.arange(HOUSEHOLDS, dtype=np.int32), sizes),
        place=places,
    )


@cache
def patterns(name: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the patterns of each household size begin (and the last ends), and the codes of their members.

    A line of the file is one household: `m45p f40p m15c`.
    """
    codes: dict[int, list[int]] = {size: [] for size in range(LARGEST_HOUSEHOLD + 1)}
    for line in library_text(f"{name}.txt").splitlines():
        if not line.startswith("#"):
            members = line.split()
            codes[len(members)] += [
                int(word[1:-1]) // 5 * 8 + "mf".index(word[0]) * 4 + ROLES[word[-1]] for word in members
            ]
    for size, found in codes.items():
        if len(found) != (size << PATTERN_BITS):
            raise ValueError(f"{name}.txt has {len(found)} members in households of {size}, not {size << PATTERN_BITS}")
    start = np.concatenate([[0], np.cumsum([len(found) for found in codes.values()])]).astype(np.int32)
    return start, np.array([code for found in codes.values() for code in found], dtype=np.int32)


@cache
def incomes(name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Knots of the national rank by urban and by rural rank, and knots of yuan a year by national rank."""
    rows = [line for line in library_text(f"{name}.txt").splitlines() if not line.startswith("#")]
    urban, rural, yuan = (np.array(row.split(), dtype=np.int64) for row in rows)
    return np.concatenate([urban, rural]), yuan


@dataclass(frozen=True)
class Names:
    """Surnames and syllables with their shares in 2**-32."""

    surnames: tuple[tuple[str, str], ...]
    surname_shares: tuple[int, ...]
    syllables: tuple[tuple[tuple[str, str], tuple[str, str]], ...]
    """(for men, for women), first syllables and then as many second ones"""
    syllable_shares: tuple[int, ...]


@cache
def names_of(name: str) -> Names:
    """The table of names, first and second syllables brought to one length by syllables of share 0."""
    surnames: list[tuple[str, str]] = []
    shares: list[int] = []
    parts: dict[str, list[tuple[tuple[tuple[str, str], tuple[str, str]], int]]] = {"first": [], "second": []}
    for line in library_text(f"{name}.txt").splitlines():
        word = line.split()
        if word[0] == "surname":
            surnames.append((word[1], word[2]))
            shares.append(int(word[3]))
        elif word[0] in parts:
            parts[word[0]].append((((word[3], word[4]), (word[1], word[2])), int(word[5])))
    most = max(map(len, parts.values()))
    rows = [row for part in parts.values() for row in part + [((("", ""), ("", "")), 0)] * (most - len(part))]
    return Names(tuple(surnames), tuple(shares), tuple(row for row, _ in rows), tuple(share for _, share in rows))


def thresholds(shares: tuple[int, ...]) -> NDArray[np.int64]:
    """Cumulated shares."""
    return np.cumsum(np.array(shares, dtype=np.int64))


def weights(shares: tuple[int, ...]) -> NDArray[np.int64]:
    """Each share over the average that a person has, times 65,536 (the average over people is the sum of squares)."""
    squares = sum(share * share for share in shares)
    return np.array([(share * WORDS * NAMESAKES_ONE + squares // 2) // squares for share in shares], dtype=np.int64)


class NameTables(TypedDict):
    """The fields of `People` that names need."""

    surnames: int
    surname_below: Row
    surname_weight: Row
    syllables: int
    syllable_below: Row
    syllable_weight: Row
    namesakes_most: int


def name_tables(name: str) -> NameTables:
    """Thresholds and weights of a table of names."""
    names = names_of(name)
    many = len(names.syllable_shares) // 2
    first, second = names.syllable_shares[:many], names.syllable_shares[many:]
    surname, one, two = weights(names.surname_shares), weights(first), weights(second)
    return NameTables(
        surnames=len(surname),
        surname_below=thresholds(names.surname_shares),
        surname_weight=surname,
        syllables=many,
        syllable_below=np.concatenate([thresholds(first), thresholds(second)]),
        syllable_weight=np.concatenate([one, two]),
        namesakes_most=(int(surname.max()) * int(one.max()) >> 16) * int(two.max()) >> 16,
    )
