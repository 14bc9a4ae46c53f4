"""Rich and poor are compared with an interval, and numbers that say nothing are not written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.report.findings import findings
from demerit.report.layout import ReportData
from demerit.report.leading import POOREST_AGAINST_RICHEST, rich_and_poor, too_few, written
from demerit.report.page_indicators import indicator_table


def _compared(low: float | None, value: float | None, high: float | None) -> str:
    said = {
        "name": "adverse_ratio", "scheme": "debtors", "group": POOREST_AGAINST_RICHEST, "value": value, "low": low,
        "high": high, "n": 6198,
    }  # fmt: skip
    return rich_and_poor(ReportData("t", indicators=[said]), "debtors") or ""


def test_a_ratio_whose_interval_holds_1_is_no_clear_difference() -> None:
    said = _compared(0.604, 1.24, 2.56)
    assert "no clear difference between the poorest and the richest fifth" in said
    assert "(ratio 1.24, 95 % interval 0.604 to 2.56)" in said


def test_a_clear_difference_is_told_with_its_interval() -> None:
    assert "3.60 times as often as the richest (95 % interval 3.20 to 4.10)" in _compared(3.2, 3.6, 4.1)


@pytest.mark.parametrize(("low", "value", "high"), [(2.0, 42.5, 899.0), (0.3, None, None), (0.0, 0.0, None)])
def test_too_few_compare_nothing(low: float | None, value: float | None, high: float | None) -> None:
    assert _compared(low, value, high).startswith("Too few were entered in debtors")


def test_findings_take_the_ratio_from_the_indicator_or_say_nothing(data: ReportData) -> None:
    assert any("3.60 times as often" in said for said in findings(data))
    assert not any("richest" in said for said in findings(replace(data, indicators=[])))


@given(st.integers(0, 4))
def test_fewer_than_five_cases_never_show_a_number(n: int) -> None:
    assert written({"name": "x", "value": 0.5, "low": 0.4, "high": 0.6, "n": n}) == ("too few to say", "\N{EN DASH}")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"low": 1, "high": 165_000}, True),
        ({"low": 0.0, "high": None}, True),
        ({"low": 0.0, "high": 0.054}, False),
        ({"low": 1.0, "high": 100.0}, False),
    ],
)
def test_what_says_nothing(said: dict[str, Any], expected: bool) -> None:
    assert too_few(said) is expected


def test_the_table_has_every_indicator_once_and_each_definition_once(data: ReportData) -> None:
    table = indicator_table(data)
    assert table.count('<th scope="row">') == len(data.indicators)
    assert table.count("<summary>Definition</summary>") == len({said["name"] for said in data.indicators})
    assert table.count("too few to say") == 2
    assert table.count("not measured") == 1
