"""The nouns of a sweep: a clause and the range it goes through, the points, and what was found at each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from demerit.records.observer import Observer
from demerit.records.order import Order
from demerit.regime.layout import Quantity
from demerit.regime.quantities import ASSUMPTION, amount_text, plain, write_quantity
from demerit.study.sweep.numbers import slot

Design = Literal["grid", "lhs", "sobol"]
DESIGNS = ("grid", "lhs", "sobol")

WHOLE = ("points", "days", "working days", "yuan", "yuan a winter", "hours", "forms", "")
"""units of which a clause takes whole numbers only; a number without a unit is an age"""
_FIGURES = 12
"""significant figures of a point between two ends, so that 0.1 + 0.2 is 0.3"""


class Live(Protocol):
    """What makes a run in a folder: `pipeline.run`."""

    def __call__(
        self, order: Order, folder: Path, observer: Observer, *, with_page: bool = True, every: float = 20.0
    ) -> None:
        """A run of what is ordered, in a folder that is empty or new; a checkpoint `every` so many seconds."""


@dataclass(frozen=True)
class Over:
    """One clause and the ends of the range that it goes through."""

    path: str
    low: float
    high: float
    unit: str
    """empty for a number that has none"""
    phrase: str = ""
    """the path of the phrase that it stands in; empty for a number that stands by itself"""
    words: str = ""
    """the phrase, with a slot for each of its numbers"""

    def at(self, share: float) -> float:
        """The value at a share, 0 to 1, of the way from the lower end to the upper one; whole where it must be."""
        value = self.low + share * (self.high - self.low)
        return float(round(value)) if self.unit in WHOLE else float(f"{value:.{_FIGURES}g}")

    def text(self, value: float) -> str:
        """A value with its unit: `25 %`."""
        return amount_text(self._quantity(value)) if self.unit else plain(value)

    def written(self, value: float) -> str:
        """The value as a file has it: `25 % (assumption)`."""
        return write_quantity(self._quantity(value)) if self.unit else plain(value)

    def _quantity(self, value: float) -> Quantity:
        return Quantity(value=value, unit=self.unit, low=None, high=None, source=ASSUMPTION)


Point = tuple[float, ...]


def changes_at(overs: Sequence[Over], point: Sequence[float]) -> tuple[str, ...]:
    """The clauses of a regime as they read at a point: `PATH=VALUE`, a phrase once for all of its numbers."""
    said: dict[str, str] = {}
    for over, value in zip(overs, point, strict=True):
        if over.phrase:
            words = said.get(over.phrase, over.words)
            said[over.phrase] = words.replace(slot(over.path), over.written(value))
        else:
            said[over.path] = over.written(value)
    return tuple(f"{path}={value}" for path, value in said.items())


@dataclass(frozen=True)
class Plan:
    """Everything that decides a sweep; equal plans have equal results, byte for byte."""

    regime: str
    """its short name"""
    text: str
    """its file, as it is read"""
    people: int
    days: int
    seed: int
    nation: str | None
    design: str
    over: tuple[Over, ...]
    points: tuple[Point, ...]
    indicators: tuple[str, ...]
    """names of those that are kept; empty for all"""

    def order(self, point: Point, threads: int) -> Order:
        """What is run for a point: no ledger, for indicators come from sums."""
        changes = changes_at(self.over, point)
        return Order(self.text, self.people, self.days, self.seed, threads, self.nation, ledger="none", changes=changes)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Plan:
        """The inverse of `as_dict`. Raises `KeyError` or `TypeError` for what is none."""
        return cls(**{
            **said,
            "over": tuple(Over(**one) for one in said["over"]),
            "points": tuple(tuple(float(value) for value in point) for point in said["points"]),
            "indicators": tuple(said["indicators"]),
        })  # fmt: skip


@dataclass(frozen=True)
class Found:
    """An indicator at a point: its value with the 95 % interval of that run."""

    indicator: str
    scheme: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    label: str
    unit: str
    direction: str

    @property
    def key(self) -> Key:
        """Which number it is: the same at every point."""
        return self.indicator, self.scheme, self.group


Key = tuple[str, str, str]
"""indicator, scheme and group"""


@dataclass(frozen=True)
class Swept:
    """A finished sweep: what was found at each point, in the order of the points."""

    plan: Plan
    found: Sequence[Sequence[Found]]
    notes: tuple[str, ...] = ()

    def indicators(self) -> list[Key]:
        """Every indicator found, in the order in which indicators are documented."""
        return list(dict.fromkeys(one.key for at in self.found for one in at))

    def column(self, key: Key) -> list[Found | None]:
        """One indicator at every point; None where it does not apply there."""
        return [next((one for one in at if one.key == key), None) for at in self.found]


Progress = Callable[[int, int], None]
"""told how many of how many points are done"""
