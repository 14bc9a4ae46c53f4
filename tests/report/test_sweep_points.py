"""A sweep over one clause, told point by point."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.report.sweep import SweepResult
from demerit.study.sweep.layout import Found, Over, Plan, Swept

SERVED = "schemes.debtors.notice.served"


def found(value: float | None, scheme: str = "debtors", n: int = 90) -> Found:
    low, high = (None, None) if value is None else (value / 2, value * 1.5)
    return Found("never_told", scheme, "", value, low, high, n, "Never told", "share of entries", "harm")


def swept(*values: float | None, schemes: int = 1, clauses: int = 1, n: int = 90) -> SweepResult:
    """Values from the upper end of the range to the lower one."""
    overs = (Over(SERVED, 0, 100, "%"), Over("feeds.courts.detects", 0, 100, "%"))[:clauses]
    points = tuple((100.0 - at,) * clauses for at in range(len(values)))
    plan = Plan("debtors-2017", "", 5_000, 730, 7, None, "lhs", overs, points, ("never_told",))
    column = [[found(value, f"list {at}", n if value == 0.5 else 90) for at in range(schemes)] for value in values]
    return SweepResult(Swept(plan, column))


def lines(result: SweepResult, width: int = 80) -> list[str]:
    said = result.text(width).splitlines()
    assert max(map(len, said)) <= width
    return said


def test_each_point_has_its_line_by_rising_value_of_the_clause() -> None:
    said = lines(swept(0.25, None, 0.5, 0.125))
    at = said.index("Never told (list 0) (share of entries)")
    assert said[at + 1 : at + 6] == [
        "    served  value  95 % interval",
        "      97 %  0.125  0.062 to 0.188",
        "      98 %   0.50  0.25 to 0.75",
        "      99 %      –  not measured",
        "     100 %   0.25  0.125 to 0.375",
    ]


def test_what_rests_on_too_few_cases_has_no_number_at_its_point() -> None:
    said = lines(swept(0.25, 0.5, 0.125, n=3))
    assert "      99 %      –  too few to say" in said
    assert "“too few to say”: fewer than 5 cases" in " ".join(said)
    assert "fewer than 5 cases" not in " ".join(lines(swept(0.25, 0.5, 0.125)))


@pytest.mark.parametrize(("points", "told"), [(11, 11), (12, 11), (64, 11)])
def test_of_many_points_some_are_told_from_end_to_end(points: int, told: int) -> None:
    said = lines(swept(*(0.1 + 0.01 * at for at in range(points))))
    rows = [line for line in said if line.startswith("    ") and " to " in line]
    assert len(rows) == told
    assert rows[0].split("%")[0].strip() == str(101 - points)
    assert rows[-1].split("%")[0].strip() == "100"
    assert (f"11 of {points} points are told" in " ".join(said)) == (points > told)


def test_twelve_indicators_are_told_by_point_and_the_others_by_their_ends() -> None:
    said = lines(swept(0.25, 0.5, schemes=14))
    assert sum(line.endswith("95 % interval") for line in said) == 12
    assert "    0.25 at served = 100 %, to 0.50 at served = 99 %" in said


def test_of_two_clauses_there_is_no_table() -> None:
    said = lines(swept(0.25, 0.5, clauses=2))
    assert not any(line.endswith("95 % interval") for line in said)


def test_points_are_in_the_json_and_rows_come_as_tables(need: Any) -> None:
    for module in ("pyarrow", "pandas", "polars"):
        need.module(module)
    result = swept(0.25, None)
    at_points = result.as_dict()["indicators"][0]["at_points"]
    assert at_points == [
        {"value": 0.25, "low": 0.125, "high": 0.375, "n": 90}, {"value": None, "low": None, "high": None, "n": 90}
    ]  # fmt: skip
    assert result.arrow().num_rows == len(result.pandas()) == len(result.polars()) == 2
    assert result.pandas()[SERVED].tolist() == [100.0, 99.0]
