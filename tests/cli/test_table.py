"""The table of indicators: aligned, by family, and without numbers that rest on too little."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.cli.indicator_table import indicator_table, too_few
from demerit.indicators.layout import Value
from demerit.indicators.telling import TOO_FEW


def value(**other: Any) -> Value:
    said: dict[str, Any] = {
        "name": "never_told", "label": "Never told", "scheme": "debtors", "group": "", "value": 0.1, "low": 0.05,
        "high": 0.2, "n": 80, "clusters": 9, "unit": "share of entries", "direction": "harm", "formula": "",
        "source": "",
    }  # fmt: skip
    return Value(**{**said, **other})


@pytest.mark.parametrize(("other", "said"), [
    ({}, False),
    ({"n": 4}, True),
    ({"high": None}, True),
    ({"high": float("inf")}, True),
    ({"low": 0.001, "high": 0.1}, False),
    ({"low": 0.001, "high": 0.1001}, True),
    ({"low": 0.0}, True),
    ({"value": 0.0, "low": 0.0, "high": 0.03}, False),  # none seen in 80 is an answer
    ({"value": 1.0, "low": -3.0, "high": 5.0}, False),  # a difference has no factor
])  # fmt: skip
def test_what_rests_on_too_little(other: dict[str, Any], said: bool) -> None:
    assert too_few(value(**other)) is said


@pytest.mark.parametrize("width", [80, 100])
def test_columns_stand_below_each_other(width: int) -> None:
    long = "Above the lowest band, ratio, poorest fifth against richest"
    values = [value(), value(name="days_shut_out", label=long, value=12345.0, low=1e4, high=2e4), value(n=1)]
    text = indicator_table(values, width)
    assert max(map(len, text.splitlines())) <= width
    lines = text.splitlines()
    heading = next(line for line in lines if "95 % interval" in line)
    at = heading.index("95 %")
    assert [line[at:].split("  ")[0] for line in lines if line.startswith("  Never told")] == ["0.05 to 0.2", TOO_FEW]
    assert lines.index("Notice") < lines.index("Days shut out")
    assert "1,230" not in next(line for line in lines if line.startswith("  Never told"))
    assert text.count("fewer than 5 cases") == 1
