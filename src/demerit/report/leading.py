"""Which indicators lead, which rest on too little to say anything, and what one of them says of rich and poor."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.indicators import telling
from demerit.indicators.telling import TOO_FEW
from demerit.report.layout import ReportData, Row
from demerit.report.numbers import DASH, decimal, interval, known

LEADING = (
    "wrongly_listed", "never_told", "first_told_at_gate", "days_shut_out", "days_to_removal", "bystanders_refused",
    "unchecked_passages", "false_marks", "stale_copies", "self_censorship", "taken_down", "spiral_refusals",
    "spiral_marks", "adverse_ratio", "unequal_watching", "unequal_hours", "debts_recovered", "offences_deterred",
    "participation_added", "doors_opened",
)  # fmt: skip
"""names of the indicators that a reader needs first, harms before claimed benefits"""

POOREST_AGAINST_RICHEST = "poorest fifth against richest"

_FEWEST_TO_DRAW = 10
_OF_ONE_NAME = 2
"""so many lists, gates or conducts of one leading indicator are drawn"""


def name_of(said: Row) -> str:
    """An indicator's label with the scheme, list, gate or conduct that it is about."""
    scheme = f" ({said['scheme']})" if said.get("scheme") else ""
    return f"{said.get('label') or said['name']}{scheme}"


def too_few(said: Row) -> bool:
    """Whether a measured value says nothing; see `indicators.telling`."""
    value, low, high = (known(said.get(key)) for key in ("value", "low", "high"))
    return telling.too_few(value, low, high, said.get("n"))


def written(said: Row) -> tuple[str, str]:
    """(value, interval) of an indicator as readers see them, with words in place of numbers that say nothing."""
    value = known(said.get("value"))
    if value is None:
        return "not measured", DASH
    return (TOO_FEW, DASH) if too_few(said) else (decimal(value), interval(said))


def _can_be_drawn(said: Row) -> bool:
    enough = said.get("n") is None or said["n"] >= _FEWEST_TO_DRAW
    return known(said.get("value")) is not None and enough and not too_few(said)


def leading(indicators: Iterable[Row]) -> list[Row]:
    """The indicators to draw, in the order of `LEADING`: at most two of a name, those over the most events."""

    def events(said: Row) -> tuple[float, float]:
        n = float(said.get("n") or 0)
        return -n * float(said["value"]), -n

    held = [
        said
        for said in indicators
        if said.get("group", "") in ("", POOREST_AGAINST_RICHEST) or said["name"] == "unequal_watching"
    ]
    found: list[Row] = []
    for name in LEADING:
        drawn = [said for said in held if said["name"] == name and _can_be_drawn(said)]
        found += sorted(drawn, key=events)[:_OF_ONE_NAME]
    return found


def rich_and_poor(data: ReportData, name: str) -> str | None:
    """What the disparity indicator of a list says of the poorest and the richest fifth; None where it was not taken."""
    for said in data.indicators:
        if (said["name"], said.get("scheme"), said.get("group")) == ("adverse_ratio", name, POOREST_AGAINST_RICHEST):
            break
    else:
        return None
    value, low, high = (known(said.get(key)) for key in ("value", "low", "high"))
    if value is None or low is None or high is None or too_few(said):
        return f"Too few were entered in {name} to compare the poorest with the richest fifth."
    measured = f"95 % interval {interval(said)}"
    if low <= 1 <= high:
        return (
            f"In {name} there is no clear difference between the poorest and the richest fifth "
            f"(ratio {decimal(value)}, {measured})."
        )
    return f"The poorest fifth were entered in {name} {decimal(value)} times as often as the richest ({measured})."
