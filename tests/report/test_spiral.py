"""What each link adds, as a table of the page and as lines in the terminal; and what a run reads otherwise."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from demerit.report.changes import changes
from demerit.report.layout import ReportData
from demerit.report.page import render
from demerit.report.spiral import ALL, RULES, links, links_table, share
from demerit.report.terminal import console, show_summary


def _said(name: str, scheme: str, *measured: float | None, n: int = 500) -> dict[str, Any]:
    value, low, high = measured
    return {
        "name": name,
        "label": name,
        "scheme": scheme,
        "group": "",
        "value": value,
        "low": low,
        "high": high,
        "n": n,
    }


SHARES = [
    _said("spiral_share", "fees", 0.285, 0.229, 0.341),
    _said("spiral_share", "pays to <travel>", -0.01, -0.02, 0.001),
    _said("spiral_share_all", "", 0.535, 0.48, 0.59),
    _said("spiral_share_refusals", "fees", 0.03, 0.01, 0.05, n=4),
    _said("spiral_share_refusals", "pays to <travel>", None, None, None, n=0),
    _said("spiral_share_refusals_all", "", 0.03, None, None),
]


def with_shares(data: ReportData, shares: Sequence[dict[str, Any]] = tuple(SHARES)) -> ReportData:
    return replace(data, indicators=[*data.indicators, *shares])


def printed(data: ReportData) -> str:
    stream = io.StringIO()
    show_summary(console(stream, width=100), data)
    return stream.getvalue()


def test_links_come_in_their_order_with_all_and_none_behind(data: ReportData) -> None:
    rows = links(with_shares(data))
    assert [row.name for row in rows] == ["fees", "pays to <travel>", ALL, RULES]
    assert [share(row.marks) for row in rows] == [
        ("28.5 %", "22.9 % to 34.1 %"),
        ("\N{MINUS SIGN}1.0 %", "\N{MINUS SIGN}2.0 % to 0.10 %"),
        ("53.5 %", "48.0 % to 59.0 %"),
        ("46.5 %", "41.0 % to 52.0 %"),
    ]
    assert [share(row.refusals)[0] for row in rows] == ["too few to say", "not measured", *["too few to say"] * 2]


def test_the_page_has_the_links_as_a_table(data: ReportData) -> None:
    table = links_table(with_shares(data))
    assert "pays to &lt;travel&gt;" in table
    assert "28.5 %" in table
    assert "Synthetic people" in table
    assert table in render(with_shares(data))


def test_a_run_without_links_has_neither_table_nor_lines(data: ReportData) -> None:
    assert links(data) == []
    assert links_table(data) == ""
    assert "link by link" not in render(data)
    assert "link by link" not in printed(data)


def test_the_terminal_has_the_links_as_lines(data: ReportData) -> None:
    found = printed(with_shares(data))
    lines = [" ".join(line.split()) for line in found.splitlines()]
    start = next(number for number, line in enumerate(lines) if line.startswith("The spiral, link by link"))
    assert lines[start + 1 : start + 5] == [
        "fees 28.5 % (22.9 % to 34.1 %)",
        "pays to <travel> \N{MINUS SIGN}1.0 % (\N{MINUS SIGN}2.0 % to 0.10 %)",
        f"{ALL} 53.5 % (48.0 % to 59.0 %)",
        f"{RULES} 46.5 % (41.0 % to 52.0 %)",
    ]
    few = [{**said, "n": 3} for said in SHARES]
    assert " ".join(printed(with_shares(data, few)).split()).count("– too few to say") >= 4


def test_what_a_run_reads_otherwise_stands_at_its_head(data: ReportData) -> None:
    said = {"without": ["fees", "no <loan>"], "political items": "on", "set": {"a.b": "1 % (assumption)"}}
    other = replace(data, manifest={**data.manifest, "changes": said})
    assert changes(other.manifest) == [
        "without fees", "without no <loan>", "political items on", "a.b = 1 % (assumption)",
    ]  # fmt: skip
    page = render(other)
    assert "seed 7 · without fees · without no &lt;loan&gt; · political items on · a.b = 1 % (assumption)" in page
    for one in changes(other.manifest):
        assert f"read otherwise than the regime: {one}\n" in printed(other)
    assert changes(data.manifest) == []
