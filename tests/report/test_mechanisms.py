"""What newer mechanisms did: in findings, at gates, among the leading indicators; silence where they are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from demerit.report.findings import findings
from demerit.report.layout import ReportData
from demerit.report.leading import leading
from demerit.report.tallies import done_at


def with_flows(data: ReportData, **flows: int) -> ReportData:
    """The run with some flows on its first day."""
    days = len(data.series["day"])
    more = {name.replace("__", "."): [count] + [0] * (days - 1) for name, count in flows.items()}
    return replace(data, series={**data.series, **more})


def test_a_run_without_the_mechanisms_says_nothing_of_them(data: ReportData) -> None:
    said = " ".join(findings(data))
    for word in ("graded", "only a warning", "repaired", "withdrew", "zero too many", "nobody checked", "taken down"):
        assert word not in said


def test_findings_say_what_became_of_a_score_besides_points(data: ReportData) -> None:
    more = {"graded.city points": 3, "warned.city points": 1, "repaired.city points": 2, "stale.city points": 1,
            "withdrew.city points": 12, "wrong_amounts.city points": 4}  # fmt: skip
    days = len(data.series["day"])
    series = {**data.series, **{name: [count] + [0] * (days - 1) for name, count in more.items()}}
    said = findings(replace(data, series=series))
    assert (
        "In city points, 3 marks graded somebody at once; 1 first deduction was only a warning; 2 marks were repaired; "
        "1 mark stayed though the entry behind was corrected; 12 people withdrew consent and had the record erased."
    ) in said
    assert any("wrong person's record or have a zero too many, and" in sentence for sentence in said)


def test_findings_say_what_nobody_checked_and_what_was_taken_down(data: ReportData) -> None:
    said = findings(with_flows(data, unchecked__air=31, acts__rumour=200, taken_down__rumour=50))
    assert any(sentence.endswith("31 times a bar was missed because nobody checked.") for sentence in said)
    assert "Of 200 acts of rumour, 50 were taken down (25.0 %)." in said


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ({"opened__loan": 40}, (40, "opened to people without a credit file")),
        ({"hours_saved__loan": 6}, (90, "favoured")),
        ({"yuan_waived__loan": 600, "opened__loan": 40}, (90, "favoured")),
        ({"refused__loan": 5, "opened__loan": 40}, (5, "refused")),
    ],
)
def test_gates_say_what_they_do_when_they_bar_nobody(
    data: ReportData, flows: dict[str, int], expected: tuple[int, str]
) -> None:
    assert done_at(with_flows(data, attempts__loan=90, **flows), "loan") == expected


def test_unequal_watching_leads_whomever_it_compares() -> None:
    said: dict[str, Any] = {
        "name": "unequal_watching", "label": "Noticed for the same, ratio", "scheme": "petition",
        "group": "Xinjiang against the others", "value": 4.1, "low": 3.6, "high": 4.7, "n": 900, "unit": "ratio",
    }  # fmt: skip
    assert leading([said, {**said, "name": "balance_of_money"}]) == [said]
