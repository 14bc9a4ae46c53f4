"""What a comparison comes to: differences with intervals, flows between outcomes, days on which records part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from demerit.indicators.layout import Direction
from demerit.records.open import Records
from demerit.regime.difference import Difference as ClauseDifference

Class = Literal["everyone", "income", "age", "residence", "sex"]
"""what people are told apart by; `everyone` is all of them"""


@dataclass(frozen=True)
class Difference:
    """An indicator in A and in B, and B less A with its paired 95 % interval.

    `difference` is None where one of the two has no value, and `note` says why; `low` and `high` are None where no
    bound can be given. Otherwise low <= difference <= high.
    """

    name: str
    label: str
    scheme: str
    """the scheme, list, gate, conduct or response it is about; empty for the whole run"""
    group: str
    """the people it is about; empty for everyone"""
    unit: str
    direction: Direction
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    unpaired: float | None
    """half the width that the interval would have, had the two runs shared no luck"""
    clusters: int
    """communities that contribute, of a class of people blocks of them; 0 where the interval comes from group totals"""
    same: bool
    """nothing that the indicator counts differs between the runs, in any community or group"""
    kind: str = ""
    """what the class of people in `group` is told apart by (income, age, residence, sex); empty where it is no class"""
    few: bool = False
    """so few communities show a difference that the interval is what three or four events would make, or wider"""
    note: str = ""

    @property
    def reach(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    @property
    def saved(self) -> float | None:
        """How many times as many people independent runs would need for as narrow an interval; None where unknown."""
        reach = self.reach
        return (self.unpaired / reach) ** 2 if reach and self.unpaired is not None and not self.few else None

    def as_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        return {
            "name": self.name, "label": self.label, "scheme": self.scheme, "group": self.group, "kind": self.kind,
            "unit": self.unit,
            "direction": self.direction, "a": self.a, "b": self.b, "difference": self.difference, "low": self.low,
            "high": self.high, "unpaired": self.unpaired, "clusters": self.clusters, "same": self.same, "few": self.few,
            "note": self.note,
        }  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """A counter added up over a class of people, in A and in B. Point values: groups carry no communities."""

    counter: str
    by: Class
    of: str
    """the class: `1` (the poorest fifth), `18-29`, `rural`, `female`; empty for everyone"""
    people: int
    a: int
    b: int

    @property
    def difference(self) -> int:
        """B less A."""
        return self.b - self.a

    def as_dict(self) -> dict[str, Any]:
        """The tally as plain data."""
        return {
            "counter": self.counter, "by": self.by, "of": self.of, "people": self.people, "a": self.a, "b": self.b,
            "difference": self.difference,
        }  # fmt: skip


@dataclass(frozen=True)
class Overlap:
    """People to whom something happened in A only, in B only, in both, in neither."""

    a_only: int
    b_only: int
    both: int
    neither: int

    def as_dict(self) -> dict[str, int]:
        """The counts as plain data."""
        return {"a_only": self.a_only, "b_only": self.b_only, "both": self.both, "neither": self.neither}


@dataclass(frozen=True)
class Bands:
    """Subjects of a points scheme by their band on the last day in A (rows) and in B (columns)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    people: Mapping[tuple[str, str], int]
    """by (band in A, band in B); a pair that is not there has nobody"""
    note: str = ""

    @property
    def moved(self) -> int:
        """People whose band differs."""
        return sum(people for (a, b), people in self.people.items() if a != b)

    def as_dict(self) -> dict[str, Any]:
        """The table as plain data, a row a pair of bands that has somebody in it."""
        return {
            "rows": list(self.rows), "columns": list(self.columns), "note": self.note,
            "people": [{"a": a, "b": b, "people": people} for (a, b), people in self.people.items()],
        }  # fmt: skip


@dataclass(frozen=True)
class Flows:
    """Who ends up where in B instead of A, from the two ledgers."""

    people: int
    """whose ledger both runs keep"""
    lists: Mapping[str, Overlap]
    bands: Mapping[str, Bands]
    gates: Mapping[str, Overlap]
    note: str = ""
    """why there is nothing, where there is nothing"""

    def as_dict(self) -> dict[str, Any]:
        """All tables as plain data."""
        return {
            "people": self.people, "note": self.note,
            "lists": {name: one.as_dict() for name, one in self.lists.items()},
            "bands": {name: one.as_dict() for name, one in self.bands.items()},
            "gates": {name: one.as_dict() for name, one in self.gates.items()},
        }  # fmt: skip


@dataclass(frozen=True)
class FirstDays:
    """The first day on which the two records of a person differ, over all people whose ledger both runs keep."""

    people: int
    differ: int
    days: tuple[int, int, int, int, int] | None
    """the earliest day, the quartiles and the latest; None where nobody's record differs"""
    spread: tuple[tuple[int, int, int], ...]
    """(first day, last day, people whose records part in between), from the first day of the run to the last"""
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The distribution as plain data."""
        names = ("earliest", "first quarter", "half", "third quarter", "latest")
        return {
            "people": self.people, "differ": self.differ, "never": self.people - self.differ, "note": self.note,
            "days": dict(zip(names, self.days, strict=True)) if self.days else None,
            "spread": [{"from": first, "to": last, "people": n} for first, last, n in self.spread],
        }  # fmt: skip


@dataclass(frozen=True)
class Search:
    """How `--people auto` went: the sizes that were tried, and what independent runs would have needed."""

    indicator: str
    within: float
    """the width asked for, in the indicator's unit"""
    tried: tuple[tuple[int, float | None], ...]
    """(people, width of the interval)"""
    paired: int
    """people with whom the interval of this comparison would be just as wide as was asked for"""
    independent: int | None
    """people of each of two independent runs with as narrow an interval, by the unpaired variance"""

    def as_dict(self) -> dict[str, Any]:
        """The search as plain data."""
        return {
            "indicator": self.indicator, "within": self.within, "paired": self.paired,
            "independent": self.independent,
            "tried": [{"people": people, "width": width} for people, width in self.tried],
        }  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """Two runs over the same people, and all that differs between them."""

    a: Records
    b: Records
    clauses: tuple[ClauseDifference, ...]
    differences: tuple[Difference, ...]
    by_class: tuple[Difference, ...]
    """the same of each class of people, by income, age, residence and sex"""
    only: tuple[tuple[str, str], ...]
    """(`A` or `B`, indicator with what it is about) of what only one of them has"""
    tallies: tuple[Tally, ...]
    flows: Flows
    first: FirstDays
    first_file: Path
    search: Search | None = None
