"""Indicators as a table for the terminal: family by family, with value, interval and unit below each other."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from demerit.indicators import telling
from demerit.indicators.families import FAMILIES
from demerit.indicators.layout import SYNTHETIC, Value
from demerit.indicators.telling import TOO_FEW
from demerit.indicators.to_text import number

_LEAST_OF_A_UNIT = 16
_HEADING = ("", "value", "95 % interval", "unit")

Row = tuple[str, str, str, str]


def indicator_table(values: Sequence[Value], width: int) -> str:
    """The values in `width` columns; what rests on too few cases gives no number."""
    rows = {name: [_row(value) for value in values if value.name in names] for name, names in _families().items()}
    every = [_HEADING, *(row for members in rows.values() for row in members)]
    figure, interval, unit = (max(len(row[at]) for row in every) for at in (1, 2, 3))
    rest = width - 2 - figure - interval - 6
    label = min(max(len(row[0]) for row in every), rest - min(unit, max(_LEAST_OF_A_UNIT, rest * 2 // 5)))
    columns = (label, figure, interval, rest - label)
    parts = [*textwrap.wrap(SYNTHETIC, width), "", *_lines(_HEADING, columns)]
    for family, members in rows.items():
        if members:
            parts += ["", family, *(line for row in members for line in _lines(row, columns))]
    if any(TOO_FEW in row for row in every):
        parts += ["", *textwrap.wrap(_legend(), width)]
    return "\n".join(parts)


def too_few(value: Value) -> bool:
    """Whether a value says nothing; see `indicators.telling`."""
    return telling.too_few(value.value, value.low, value.high, value.n)


def _families() -> dict[str, set[str]]:
    return {family: {indicator.name for indicator in members} for family, members in FAMILIES.items()}


def _row(value: Value) -> Row:
    label = f"{value.label} ({value.scheme})" if value.scheme else value.label
    if value.value is None:
        return label, "–", "nothing to measure", value.unit
    if too_few(value):
        return label, "–", TOO_FEW, value.unit
    return label, number(value.value), f"{number(value.low)} to {number(value.high)}", value.unit


def _lines(row: Row, columns: tuple[int, int, int, int]) -> list[str]:
    """A row, its label and its unit folded within their columns."""
    label, figure, interval, unit = columns
    labels = textwrap.wrap(row[0], label, subsequent_indent="  ") or [""]
    units = textwrap.wrap(row[3], unit) or [""]
    found = []
    for at, (left, right) in enumerate(zip_longest(labels, units, fillvalue="")):
        value, span = (row[1], row[2]) if at == 0 else ("", "")
        found.append(f"  {left:<{label}}  {value:>{figure}}  {span:<{interval}}  {right}".rstrip())
    return found


def _legend() -> str:
    return f"“{TOO_FEW}”: {telling.RULE}. --json prints all numbers."
