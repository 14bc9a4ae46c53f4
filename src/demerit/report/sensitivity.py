"""Which assumption matters most for which indicator: the result that Python, the terminal and notebooks show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demerit.errors import UserError
from demerit.indicators.telling import FEWEST
from demerit.report.leading import LEADING
from demerit.report.notebook import Chart
from demerit.study.sweep.layout import Found, Key
from demerit.study.sweep.ranges import Assumption
from demerit.study.sweep.sensitivity import Ranked, Sensitivity, Weight

TOLD = 3
"""assumptions that are told of each indicator"""
MOST_ROWS = 12
"""indicators that are told where none is asked for by name"""


class SensitivityResult:
    """What matters: `text`, `as_dict`, and `chart` (a tornado), indicator by indicator; shows itself in a notebook."""

    def __init__(self, found: Sensitivity) -> None:
        self.found = found

    @property
    def leading(self) -> list[Ranked]:
        """The indicators that move, those first that a reader needs first; few cases last."""
        order = {name: place for place, name in enumerate(LEADING)}
        few = len(order) + 1
        return sorted(
            self.found.ranked,
            key=lambda one: (one.sample.n < FEWEST, order.get(one.sample.indicator, few), -abs(spread(one))),
        )

    def of(self, indicator: str | None = None, scheme: str | None = None) -> Ranked:
        """An indicator by name, of a scheme, list or gate; without a name, the one that leads.

        Raises `UserError` where no indicator of that name moves.
        """
        found = [
            one
            for one in self.leading
            if indicator in (None, one.sample.indicator) and scheme in (None, one.sample.scheme)
        ]
        if not found:
            asked = f"`{indicator}`" if indicator else "no indicator"
            names = list(dict.fromkeys(one.sample.indicator for one in self.leading))
            expected = f"one that does: {', '.join(names)}" if names else "more people or years, so that more happens"
            raise UserError(f"{asked} moves when the assumptions do, or it was not measured in every run", expected)
        return found[0]

    def chart(self, indicator: str | None = None, scheme: str | None = None) -> Chart:
        """The tornado of an indicator as a Vega-Lite dictionary; raises `UserError` as `of` does."""
        from demerit.report.sensitivity_chart import tornado

        return Chart(tornado(self.found, self.of(indicator, scheme)))

    def as_dict(self) -> dict[str, Any]:
        """Everything for JSON: the assumptions, and for each indicator what each of them does to it."""
        return as_dict(self.found, self.leading)

    def text(self, width: int = 88) -> str:
        """What matters most, for a terminal of so many columns."""
        from demerit.report.sensitivity_text import sensitivity_text

        return sensitivity_text(self.as_dict(), width)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from demerit.report.sensitivity_text import sensitivity_html

        return sensitivity_html(self.as_dict())


def spread(ranked: Ranked) -> float:
    """How far the assumption that matters most moves an indicator, as a share of its value where it has one."""
    first = ranked.weights[0]
    if first.at_low is None or first.at_high is None:
        return 0.0
    return (first.at_high - first.at_low) / (abs(ranked.value) if ranked.value else 1.0)


NUMBERS = {
    "morris": ("mu_star", "mu_star_error", "sigma", "sigma_error"),
    "sobol": ("S1", "S1_error", "ST", "ST_error"),
}
"""what the numbers of a weight are called, by method"""


def as_dict(found: Sensitivity, leading: Sequence[Ranked]) -> dict[str, Any]:
    """A sensitivity as plain data."""
    plan = found.plan
    return {
        "synthetic": True,
        "regime": plan.regime,
        "people": plan.people,
        "days": plan.days,
        "seed": plan.seed,
        "method": found.method,
        "runs": found.runs,
        "assumptions": [_assumption(one) for one in found.assumptions],
        "indicators": [_ranked(found, one) for one in leading],
        "asked": list(plan.indicators),
        "unmoved": [list(key) for key in found.unmoved],
        "unmeasured": [list(key) for key in found.unmeasured],
        "notes": list(found.notes),
    }


def _assumption(one: Assumption) -> dict[str, Any]:
    over = one.over
    return {
        "path": over.path, "value": one.value, "low": over.low, "high": over.high, "unit": over.unit,
        "at_low": over.text(over.low), "at_high": over.text(over.high), "source": one.source,
    }  # fmt: skip


def _ranked(found: Sensitivity, ranked: Ranked) -> dict[str, Any]:
    told: Found = ranked.sample
    key: Key = told.key
    return {
        "indicator": key[0], "scheme": key[1], "group": key[2], "label": told.label, "unit": told.unit,
        "direction": told.direction, "value": ranked.value, "n": told.n,
        "weights": [_weight(found.method, one) for one in ranked.weights],
    }  # fmt: skip


def _weight(method: str, one: Weight) -> dict[str, Any]:
    numbers = (one.first, one.first_error, one.other, one.other_error)
    said = dict(zip(NUMBERS[method], numbers, strict=True))
    if one.other_error is None:
        del said[NUMBERS[method][3]]
    return {"assumption": one.assumption, **said, "at_low": one.at_low, "at_high": one.at_high}
