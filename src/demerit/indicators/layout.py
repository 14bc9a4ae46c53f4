"""What it means: an indicator is a number computed from a run, of harm or of claimed benefit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate

Owner = Literal["scheme", "list", "gate", "conduct", "response", "run"]
Direction = Literal["harm", "benefit"]
Compute = Callable[[Counts, str], Iterable[Estimate]]

OWN = "own definition"
SYNTHETIC = "Synthetic people: says what the regime does in the model, not what any real place did."


@dataclass(frozen=True)
class Indicator:
    """One indicator, as it is documented and as it is computed."""

    name: str
    label: str
    meaning: str
    """one sentence, in words"""
    formula: str
    """in counters (records/layout.py), sums over the run unless said otherwise"""
    unit: str
    direction: Direction
    """harm: more is worse; benefit: more is what officials claim"""
    owner: Owner
    """there is one value (or one for each group of people) for every one of these, or for the run"""
    needs: tuple[str, ...]
    """kinds of counters without which the indicator does not apply"""
    compute: Compute
    """from the counts and the name of the scheme, list, gate or conduct"""
    source: str = OWN


@dataclass(frozen=True)
class Value:
    """An indicator's value in one run, with its 95 % interval.

    `value` is None where there was nothing to measure (nobody listed, say), and `note` says why; `low` and `high` are
    None where no bound can be given. Otherwise low <= value <= high.
    """

    name: str
    label: str
    scheme: str
    """the scheme, list, gate, conduct or response it is about; empty for the whole run"""
    group: str
    """the people it is about; empty for everyone"""
    value: float | None
    low: float | None
    high: float | None
    n: int
    """what it is taken over: entries, marks, people ..."""
    clusters: int
    """communities that contribute; 0 where the interval does not come from communities"""
    unit: str
    direction: Direction
    formula: str
    source: str
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The value as plain data, for JSON and reports."""
        return asdict(self)


def value_of(indicator: Indicator, scheme: str, estimate: Estimate) -> Value:
    """An estimate with what its indicator says of it."""
    return Value(
        name=indicator.name,
        label=f"{indicator.label}, {estimate.group}" if estimate.group else indicator.label,
        scheme=scheme,
        group=estimate.group,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        n=estimate.n,
        clusters=estimate.clusters,
        unit=indicator.unit,
        direction=indicator.direction,
        formula=indicator.formula,
        source=indicator.source,
        note=estimate.note,
    )
