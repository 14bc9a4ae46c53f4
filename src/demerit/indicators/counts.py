"""The counters of a run as indicators read them: sums by community and by group, who owns which, who the people are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from demerit.indicators.intervals import Floats
from demerit.records.layout import CounterName, ages, counter_name, parse_counter

ADULT = 18
"""Age from which `adults` counts people, in years."""

DAYS_A_YEAR = 365.25

INCOME_YUAN = (7_869.0, 16_443.0, 26_249.0, 41_172.0, 80_294.0)
"""Mean income a head in 2020 of each fifth, the poorest first (National Bureau of Statistics of China, 2021)."""

_BY_TRIES = ("attempts", "refused", "bystanders")
"""counters of gates that further tries of a day raise several times at once"""

_HELD = 20_000_000
"""Numbers of a table that are held at once; from larger ones, columns are read one by one."""


class Columns(Protocol):
    """What indicators need of a table: `demerit.records.open.Table` is one."""

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""

    def numpy(self, *columns: str) -> dict[str, Any]:
        """Columns by name."""

    def __len__(self) -> int: ...


class Run(Protocol):
    """What indicators need of a run: `demerit.records.open.Records` is one."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What was run."""

    @property
    def groups(self) -> Any:
        """A `Columns`, one row a group of people."""

    @property
    def clusters(self) -> Any:
        """A `Columns`, one row a community."""

    def twins(self) -> list[dict[str, Any]]:
        """What twins met, by community."""


class _Sums:
    """One table of counters, each column a float array."""

    def __init__(self, table: Columns) -> None:
        self._table = table
        self.columns = table.columns
        self._held: dict[str, Any] = {}
        if len(table) * len(self.columns) <= _HELD:
            self._held = table.numpy()

    def __getitem__(self, column: str) -> Any:
        return self._held[column] if self._held else self._table.numpy(column)[column]

    def floats(self, column: str) -> Floats:
        return np.asarray(self[column], dtype=np.float64)


class Counts:
    """The counters of one run. A counter that the run does not have is never taken for zero: ask `has` first."""

    def __init__(
        self, run: Run, regime_info: Mapping[str, Any], nation_info: Mapping[str, Any], baseline: Run | None = None
    ) -> None:
        self.run = run
        self.schemes: Mapping[str, Mapping[str, Any]] = regime_info.get("schemes", {})
        self.conduct: Mapping[str, Mapping[str, Any]] = nation_info.get("conduct", {})
        self._responses: list[str] | None = regime_info.get("responses")
        self._mechanisms: Mapping[str, list[str]] = regime_info.get("mechanisms", {})
        self.copies: Mapping[str, list[str]] = regime_info.get("copies", {})
        self._tried_again = frozenset(regime_info.get("tries_again", ()))
        self.watching: Mapping[str, Mapping[str, Mapping[str, float]]] = regime_info.get("watching", {})
        self.income_yuan: tuple[float, ...] = tuple(nation_info.get("income_yuan", INCOME_YUAN))
        self.baseline = Counts(baseline, regime_info, nation_info) if baseline is not None else None
        self._clusters = _Sums(run.clusters)
        self._groups = _Sums(run.groups)
        self._columns = set(self._clusters.columns)
        self._labels: dict[str, tuple[Any, Any]] = {}

    @cached_property
    def twins(self) -> list[dict[str, Any]]:
        """What the people whose first mark was struck out met with it and without it, one row a community."""
        return self.run.twins()

    @property
    def links(self) -> list[str]:
        """The responses without which twins were lived again as well."""
        return list(self.twins[0].get("links", ())) if self.twins else []

    def has(self, kind: str, owner: str, detail: str = "") -> bool:
        """Whether the run keeps this counter."""
        return counter_name(kind, owner, detail) in self._columns

    @cached_property
    def names(self) -> list[CounterName]:
        """The counters of the run, in the order of the columns."""
        names = (parse_counter(column) for column in self._clusters.columns)
        return [name for name in names if name is not None]

    def owners(self, kind: str) -> list[str]:
        """Schemes, lists, gates or conduct that have a counter of this kind, in the order of the columns."""
        return list(dict.fromkeys(name.owner for name in self.names if name.kind == kind))

    def bands(self, scheme: str) -> list[str]:
        """Bands of a points scheme, from the best to the worst; empty for a list."""
        kept = [name.detail for name in self.names if name[:2] == ("band", scheme)]
        declared = [str(band) for band in self.schemes.get(scheme, {}).get("bands", ())]
        return [band for band in declared if band in kept] if declared else kept

    def by_community(self, kind: str, *owners: str, detail: str = "") -> Floats:
        """The counter of each community, added up over the owners named."""
        return sum((self._clusters.floats(counter_name(kind, o, detail)) for o in owners), np.zeros(len(self.people)))

    def by_group(self, kind: str, *owners: str, detail: str = "") -> Floats:
        """The counter of each group of people, added up over the owners named."""
        zero = np.zeros(len(self.members))
        return sum((self._groups.floats(counter_name(kind, o, detail)) for o in owners), zero)

    @cached_property
    def people(self) -> Floats:
        """People of each community."""
        return self._clusters.floats("people")

    @cached_property
    def members(self) -> Floats:
        """People of each group."""
        return self._groups.floats("people")

    @cached_property
    def years(self) -> float:
        """Length of the run."""
        return float(self.run.manifest["days"]) / DAYS_A_YEAR

    def members_from(self, age: int) -> Floats:
        """People of each group from an age on; a class that the age cuts counts in proportion to its years."""
        return self.members * np.array([_from_age(str(label), age) for label in self._groups["age"]], dtype=np.float64)

    @cached_property
    def adults(self) -> float:
        """People of 18 and over."""
        return float(self.members_from(ADULT).sum())

    def from_age(self, scheme: str) -> int:
        """Age from which people are subjects of a scheme or list."""
        return int(self.schemes.get(scheme, {}).get("from_age", 0))

    def responds(self, conduct: str) -> bool:
        """Whether some response of the regime changes how often people do this; yes, where the run does not say."""
        return self._responses is None or conduct in self._responses

    def can_move(self, kind: str, owner: str) -> bool:
        """Whether something in the regime can move this counter; yes, where the run does not say."""
        return kind not in self._mechanisms or owner in self._mechanisms[kind]

    def singly(self, kind: str, *owners: str) -> bool:
        """Whether what is counted comes one by one; attempts and refusals of who tries again come in lumps."""
        return kind not in _BY_TRIES or self._tried_again.isdisjoint(owners)

    def is_black(self, name: str) -> bool:
        """Whether a list is one that nobody wants to be on."""
        return bool(self.schemes.get(name, {}).get("colour", "black") == "black")

    def where(self, column: str, wanted: Callable[[Any], bool]) -> Any:
        """Which groups have a fitting age, sex, residence or income."""
        return np.array([wanted(value) for value in self._groups[column]], dtype=bool)

    def classes(self, kind: str, counter: str, owner: str) -> dict[str, float]:
        """A counter added up by each age, sex, residence, fifth of income or place; empty where the run has none."""
        sums = self._clusters if kind == "place" else self._groups
        if kind not in sums.columns:
            return {}
        if kind not in self._labels:
            self._labels[kind] = np.unique(np.asarray(sums[kind]).astype(str), return_inverse=True)
        labels, at = self._labels[kind]
        totals = np.bincount(at, sums.floats(counter_name(counter, owner)), len(labels))
        return dict(zip(labels.tolist(), totals.tolist(), strict=True))


def _from_age(label: str, age: int) -> float:
    """Share of the years of a class of age from `age` on."""
    first, last = ages(label)
    return min(1.0, max(0.0, (last + 1 - age) / (last + 1 - first)))
