"""Who lives there: the nouns of a nation, and the flat tables that the scalar functions of `people.py` read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

COMMUNITY = 1024
"""People of a community (a residential grid): the unit of work; household, friends and employer are inside."""


@dataclass(frozen=True)
class Rate:
    """A number of the nation with its range and source."""

    value: float
    low: float | None
    high: float | None
    source: str


@dataclass(frozen=True)
class Group:
    """One class of people: what every member shares. `People` numbers them 0 to n - 1."""

    age: str
    sex: str
    residence: str
    income: int  # quintile, 1 the poorest


@dataclass(frozen=True)
class Stream:
    """Conduct that shares one habit: who ever does it, and how unequal those who do are."""

    name: str
    spread: float
    """sigma of the lognormal multiplier between people (mean 1); 0: all alike"""
    active: NDArray[np.float64]
    """shape (groups,): share of a group that ever does any of it"""


@dataclass(frozen=True)
class Conduct:
    """What people do, whoever watches."""

    name: str
    context: str
    stream: str
    merit: bool
    per_day: Rate
    """rate of an active person of weight 1 and habit 1"""
    weight: NDArray[np.float64]
    """shape (groups,): relative rate of a group"""
    cap_per_day: float
    """a person's own rate never exceeds this (before responses)"""
    seen_at_most: float
    """share of acts that any institution could notice; the rest is drawn only for regimes that watch more closely"""
    rises_at_most: float
    """the largest multiple that responses may raise the rate to"""


@dataclass(frozen=True)
class Gate:
    """Where people try to pass: how often, and who."""

    name: str
    context: str
    per_day: Rate
    weight: NDArray[np.float64]
    """shape (groups,)"""
    spread: float
    for_children: bool
    """the attempt is made for a child at school (only parents make it)"""
    knows_file: bool = False
    """the gate asks for a credit file: people without one are turned away by nature, whatever the regime"""


@dataclass(frozen=True)
class Dues:
    """How debts end: performance by those who can, acts of creditors and courts, and asking for correction."""

    performs_per_day: Rate
    """an able person of middling willingness, once the duty is known"""
    willing_spread: float
    rises_at_most: float
    unable_performs: Rate
    """relative rate of those who cannot pay (0 to 1)"""
    asks_per_day: Rate
    """how fast somebody who knows of a wrong mark or entry asks for correction"""
    contests: Rate
    """share of the wrongly marked who ask at all"""


class Row(Protocol):
    """A flat table of whole numbers: a NumPy array for Numba and CUDA, a list for plain Python."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> int: ...


class People(NamedTuple):
    """Flat integer tables and scalars for `people.py`; whole numbers only, arrays one-dimensional.

    `..._below` are thresholds of 32-bit words (2**32 is certain). Plain Python reads the same fields as lists.
    """

    seed_key: int
    groups: int
    places: int
    community_offset: int
    urban_below: int
    place_below: Row
    """2 x places: cumulated shares of the places' urban people, then of their rural people"""
    plan_first: Row
    """1,024: where the household begins that stands at a place of the plan"""
    plan_size: Row
    plan_household: Row
    household_place: Row
    """391: where each household of the plan begins"""
    pattern_start: Row
    """by household size 0 to 8: where its patterns begin in `member`"""
    member: Row
    """band * 8 + sex * 4 + role of each member of each pattern"""
    rank_knot: Row
    """257 knots of the national income rank by urban rank, then 257 by rural rank"""
    income_knot: Row
    """yuan a year by national rank, finer towards the top"""
    able_below: int
    credit_below: Row
    """by group, like the next two"""
    phone_below: Row
    platform_below: Row
    employed_below: int
    enterprise_below: int
    surnames: int
    surname_below: Row
    surname_weight: Row
    """bearers over the average of all people, times 65,536"""
    syllables: int
    syllable_below: Row
    """first syllables of given names, then second ones (of which the first is none)"""
    syllable_weight: Row
    namesakes_most: int
    """the largest value of `people.namesakes_weight`"""


def in_lists(tables: People) -> People:
    """The same tables as lists, which is how plain Python reads them: NumPy's integers would overflow in a draw.

    Costs a fifth of a millisecond, and next to nothing for tables that are lists already.
    """
    rows = {name: field.tolist() for name, field in tables._asdict().items() if isinstance(field, np.ndarray)}
    return tables._replace(**rows)


@dataclass(frozen=True)
class Nation:
    """A recipe, compiled: groups, conduct, gates, dues and the people tables."""

    name: str
    title: str
    size: int
    groups: tuple[Group, ...]
    places: tuple[str, ...]
    streams: tuple[Stream, ...]
    conduct: tuple[Conduct, ...]
    gates: tuple[Gate, ...]
    dues: Dues
    sources: dict[str, str]
    people: People
    moves_per_day: Rate | None = None
    """how fast anybody moves house to a place drawn by people (which may be the same one); None: nobody moves"""
