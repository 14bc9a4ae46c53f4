"""The spiral link by link: what each response of a regime adds to what a first mark brings about, measured by twins."""

from __future__ import annotations

from typing import NamedTuple

from demerit.report.layout import SYNTHETIC, ReportData, Row
from demerit.report.leading import too_few, written
from demerit.report.numbers import DASH, known, percent
from demerit.report.page_parts import esc, table

ALL, RULES = "all of them together", "the rules alone, nobody changing"
HEADING = "The spiral, link by link"
READING = (
    "Of what a first mark brings about, the share that is gone when one response is switched off, everything else and "
    "everybody's luck being the same. What two do together counts for both, so shares need not add up; below zero, a "
    "response keeps people from harm."
)
_COLUMNS = {"marks": "spiral_share", "refusals": "spiral_share_refusals"}


class Link(NamedTuple):
    """One response, or all, or none of them: its share of the extra marks and of the extra refusals."""

    name: str
    marks: Row | None
    refusals: Row | None


def links(data: ReportData) -> list[Link]:
    """The links of a run in the order of its file, then all together and the rest; none where it has none."""
    found = {(said["name"], said.get("scheme", "")): said for said in data.indicators}
    names = [said["scheme"] for said in data.indicators if said["name"] == _COLUMNS["marks"]]
    rows = [Link(name, *(found.get((column, name)) for column in _COLUMNS.values())) for name in names]
    if not rows:
        return []
    together = [found.get((f"{column}_all", "")) for column in _COLUMNS.values()]
    return [*rows, Link(ALL, *together), Link(RULES, *(said and _rest(said) for said in together))]


def _rest(said: Row) -> Row:
    """What is left to the rules when the responses have their share."""
    value, low, high = (known(said.get(key)) for key in ("value", "low", "high"))
    ends = {"value": value, "low": high, "high": low}
    return {**said, **{key: None if number is None else 1 - number for key, number in ends.items()}}


def share(said: Row | None) -> tuple[str, str]:
    """(share, 95 % interval) as percentages, or words in their place."""
    value = known(said.get("value")) if said else None
    if said is None or value is None or too_few(said):
        return (written(said)[0] if said else DASH), DASH
    return percent_of(value), f"{percent_of(said['low'])} to {percent_of(said['high'])}"


def percent_of(number: float) -> str:
    """A share as a percentage, with a true minus sign."""
    return percent(number) if number >= 0 else f"\N{MINUS SIGN}{percent(-number)}"


def links_table(data: ReportData) -> str:
    """The links as a table of the page; empty where there are none."""
    rows = [(one.name, *share(one.marks), *share(one.refusals)) for one in links(data)]
    if not rows:
        return ""
    heads = ("Response", "Extra marks", "95 % interval", "Extra refusals", "95 % interval")
    caption = f"What each response adds to the spiral. {SYNTHETIC}; people are compared with themselves"
    return f"<p>{esc(READING)}</p>{table(caption, heads, rows, numeric=(1, 2, 3, 4))}"
