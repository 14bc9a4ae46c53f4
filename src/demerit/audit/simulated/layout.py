"""What a measured test looks at, and the register of these tests: they see a run, where the others see a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from demerit.audit.layout import Outcome, Rule
from demerit.indicators.counts import Counts
from demerit.records.open import Records
from demerit.regime.layout import Regime


@dataclass(frozen=True)
class Paired:
    """An indicator in the regime and in its milder variant, over the same people and the same luck."""

    name: str
    label: str
    scheme: str
    benefit: bool
    """a claimed benefit, of which more is better; else a harm"""
    a: float
    """in the regime"""
    b: float
    """in the milder variant"""
    low: float | None
    high: float | None
    """the paired 95 % interval of b - a; None where it has no such end"""


@dataclass(frozen=True)
class Seen:
    """What every measured test may look at: a finished run, the regime as it ran, and what a milder one did."""

    records: Records
    regime: Regime
    beside: tuple[Paired, ...] = field(default=())
    """empty where no milder variant was run"""
    milder: str = ""
    """how the milder variant is called"""

    @cached_property
    def counts(self) -> Counts:
        """The counters of the run."""
        said = self.records.manifest
        return Counts(self.records, said.get("regime_info", {}), said.get("nation_info", {}))

    @property
    def black_lists(self) -> list[str]:
        """The lists that nobody wants to be on."""
        return [name for name in self.counts.owners("entries") if self.counts.is_black(name)]


Test = Callable[[Seen], Iterable[Outcome]]
MEASURED: dict[str, tuple[Rule, Test]] = {}


def measured(id: str, title: str, asks: str, source: str) -> Callable[[Test], Test]:  # noqa: A002 - as `register.rule`
    """Registers a function as the test of a measured rule."""

    def register(test: Test) -> Test:
        if id in MEASURED:
            raise ValueError(f"two measured rules are called {id}")
        MEASURED[id] = (Rule(id, title, asks, source), test)
        return test

    return register
