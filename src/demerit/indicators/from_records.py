"""Records -> indicators: every one that applies to a run, with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.indicators.counts import Counts, Run
from demerit.indicators.families import INDICATORS
from demerit.indicators.layout import Indicator, Value, value_of


def indicators(
    records: Run,
    regime_info: Mapping[str, Any] | None = None,
    nation_info: Mapping[str, Any] | None = None,
    *,
    baseline: Run | None = None,
) -> list[Value]:
    """Every indicator that applies to a run, in the order in which they are documented.

    One whose counters the run does not keep, or nothing in the regime can move, is left out: it does not apply, which
    is not the same as zero. What the
    regime and the nation are is read from the manifest unless given. `baseline` is a run of the same people and seed
    in which the list has no measures: what is recovered there would have been recovered anyway.
    """
    regime = records.manifest.get("regime_info", {}) if regime_info is None else regime_info
    nation = records.manifest.get("nation_info", {}) if nation_info is None else nation_info
    counts = Counts(records, regime, nation, baseline)
    return [
        value_of(indicator, owner, estimate)
        for indicator in INDICATORS
        for owner in _owners(counts, indicator)
        for estimate in indicator.compute(counts, owner)
    ]


def _owners(counts: Counts, indicator: Indicator) -> list[str]:
    """The schemes, lists, gates, conduct or responses of an indicator; one empty name if it is about the run."""
    if indicator.owner == "response":
        return counts.links
    moving = {kind: [name for name in counts.owners(kind) if counts.can_move(kind, name)] for kind in indicator.needs}
    if indicator.owner == "run":
        return [""] if all(moving.values()) else []
    first, *rest = indicator.needs
    names = [name for name in moving[first] if all(name in moving[kind] for kind in rest)]
    # A red list is a favour: being on it, for long and often, is no harm.
    return [name for name in names if counts.is_black(name)] if indicator.owner == "list" else names
