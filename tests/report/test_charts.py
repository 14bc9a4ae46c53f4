"""Charts: every specification compiles, says that people are synthetic, and draws what the counters hold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.report.charts import all_charts, chart, chart_names
from demerit.report.layout import NothingToDrawError, ReportData
from demerit.report.style import MOST_MARKS, figure, ramp
from demerit.report.tallies import spaced

vl_convert = pytest.importorskip("vl_convert", reason="charts are checked by compiling them; install the extra `image`")


def _values(spec: dict[str, Any]) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = spec["data"]["values"]
    return values


@pytest.mark.parametrize("name", chart_names())
def test_every_chart_compiles_and_says_that_people_are_synthetic(name: str, data: ReportData) -> None:
    spec = chart(name, data)
    drawn = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    assert "Synthetic people · demerit 0.1.0 · regime rongcheng" in drawn
    assert "seed 7" in drawn
    assert "Synthetic people" in spec["description"]
    assert len(_values(spec)) <= MOST_MARKS


@pytest.mark.parametrize("name", chart_names())
def test_every_chart_also_compiles_with_the_vega_lite_of_older_notebooks(name: str, data: ReportData) -> None:
    spec = {**chart(name, data), "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
    assert "Synthetic people" in vl_convert.vegalite_to_svg(spec, vl_version="5.21")


def test_the_four_counters_of_a_list_never_share_an_axis(data: ReportData) -> None:
    spec = chart("lists", data)
    assert [panel["title"]["text"] for panel in spec["concat"]] == [
        "Entries so far",
        "Subjects so far",
        "In force on the day",
        "Refusals so far, at all gates",
    ]
    last_day = max(row["date"] for row in _values(spec))
    ends = {row["counter"]: row["value"] for row in _values(spec) if row["date"] == last_day}
    assert list(ends.values()) == [4812, 4390, 3157, 125_780]


def test_bands_are_shares_of_one_on_every_date_and_in_the_regimes_order(data: ReportData) -> None:
    spec = chart("bands", data)
    by_date: dict[str, float] = {}
    for row in _values(spec):
        by_date[row["date"]] = by_date.get(row["date"], 0) + row["share"]
    assert max(abs(total - 1) for total in by_date.values()) < 1e-4
    assert [label.split()[0] for label in spec["encoding"]["color"]["scale"]["domain"]] == [
        "AAA",
        "AA",
        "A",
        "B",
        "C",
        "D",
    ]
    assert {"2017-05-01", "2020-04-29"} <= by_date.keys(), "the first and the last day are always drawn"


def test_learnt_adds_up_to_the_entries(data: ReportData) -> None:
    counts = {row["learnt"]: row["entries"] for row in _values(chart("learnt", data))}
    assert counts == {"by notice": 3104, "at a gate": 1120, "not learnt of by the last day": 588}


def test_refused_is_drawn_within_attempts(data: ReportData) -> None:
    rows = _values(chart("gates", data))
    assert rows[0]["gate"] == "G train"
    assert all(row["refused"] <= row["attempts"] for row in rows)


def test_rates_are_per_1000_people_of_the_group() -> None:
    groups = [
        {"age": "18+", "sex": "female", "residence": "urban", "income": 1, "people": 2000, "entries.debtors": 6},
        {"age": "18+", "sex": "male", "residence": "urban", "income": 5, "people": 1000, "entries.debtors": 1},
    ]
    data = ReportData(
        "t", series={"date": ["2017-05-01"], "in_force.debtors": [7], "entries.debtors": [7]}, groups=groups
    )
    spec = chart("who", data)
    rates = {(row["dimension"], row["group"]): row["rate"] for row in _values(spec)}
    assert rates["Income fifth", "1 poorest"] == 3
    assert rates["Income fifth", "5 richest"] == 1
    assert rates["Age", "18+"] == pytest.approx(7 / 3, abs=1e-5)
    assert "as often" not in " ".join(spec["title"]["text"]), "what differs beyond chance is for indicators to say"


def test_leading_indicators_are_drawn_and_those_that_say_nothing_are_not(data: ReportData) -> None:
    spec = chart("indicators", data)
    drawn = [row["indicator"] for row in _values(spec)]
    assert drawn == [
        "Wrongly listed entries (debtors)",
        "Not learnt of by the last day (debtors)",
        "First learnt of at a gate (debtors)",
        "Days shut out (debtors)",
        "Days from compliance to removal (debtors)",
        "Refusals of bystanders (G train)",
        "Spiral of refusals",
        "Listed, ratio, poorest fifth against richest (debtors)",
        "Debts recovered (debtors)",
    ]
    assert " ".join(spec["title"]["text"]).startswith("9 of 13 indicators")


def test_ratios_are_drawn_on_a_logarithmic_axis_that_holds_1_and_their_own_ends(data: ReportData) -> None:
    panels = {panel["transform"][0]["filter"]["equal"]: panel for panel in chart("indicators", data)["vconcat"]}
    scale = panels["ratio"]["layer"][0]["encoding"]["x"]["scale"]
    assert scale["type"] == "log"
    assert scale["domain"][0] < 1 < 4.4 < scale["domain"][1] < 6


@pytest.mark.parametrize(
    "strange", [{"value": float("nan")}, {"low": float("-inf")}, {"high": None}, {"n": 9}, {"low": 0.0001}]
)
def test_what_says_nothing_is_not_drawn(data: ReportData, strange: dict[str, Any]) -> None:
    rows = _values(
        chart("indicators", replace(data, indicators=[{**data.indicators[0], **strange}, data.indicators[1]]))
    )
    assert [row["value"] for row in rows] == [0.122]


def test_bands_are_named_in_the_data_as_in_the_regime_and_only_the_legend_adds_shares(data: ReportData) -> None:
    spec = chart("bands", data)
    assert {row["band"] for row in _values(spec)} == {"AAA", "AA", "A", "B", "C", "D"}
    assert "84.1 %" in vl_convert.vegalite_to_svg(spec, vl_version="6.4").partition("role-legend")[2]


def test_gates_that_bar_nobody_say_what_they_do(data: ReportData) -> None:
    rows = {row["gate"]: row["text"] for row in _values(chart("gates", data))}
    assert rows["counter"] == "15,300 delayed"
    assert rows["heating bill"] == "9,100 favoured"
    assert rows["air"] == "21,180 of 21,400 refused"


def test_a_list_of_a_regime_with_two_is_drawn_alone(data: ReportData) -> None:
    second = {
        name.replace("debtors", "tax cheats"): column for name, column in data.series.items() if "debtors" in name
    }
    two = replace(data, series={**data.series, **second})
    assert {"shut_out: debtors", "who: debtors", "who: city points"} <= all_charts(two).keys()
    assert {row["of"] for row in _values(chart("lists", two))} == {"debtors", "tax cheats", "all lists and bands"}
    assert len(_values(chart("lists", two))) <= MOST_MARKS
    vl_convert.vegalite_to_svg(chart("lists", two), vl_version="6.4")


def test_a_regime_without_schemes_has_no_charts_and_says_why() -> None:
    empty = ReportData("nothing", series={"day": [0], "date": ["2017-05-01"]})
    assert all_charts(empty) == {}
    for name in chart_names():
        with pytest.raises(NothingToDrawError, match=r"^(No|This|Nobody)[^\n]*\.$"):
            chart(name, empty)


def test_unknown_chart_names_the_nearest(data: ReportData) -> None:
    with pytest.raises(KeyError, match="Did you mean gates"):
        chart("gate", data)


def test_too_many_marks_are_refused(data: ReportData) -> None:
    with pytest.raises(ValueError, match="5,001 marks"):
        figure(data, "t", "s", [{"x": 1}] * 5001, {"mark": "point"})


@given(st.integers(2, 40))
def test_the_ramp_falls_in_lightness_so_that_it_holds_in_grey(steps: int) -> None:
    colours = ramp(steps)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)
    light = [0.2126 * int(c[1:3], 16) + 0.7152 * int(c[3:5], 16) + 0.0722 * int(c[5:7], 16) for c in colours]
    assert light == sorted(light, reverse=True)


@given(st.integers(0, 20_000), st.integers(2, 400))
def test_spaced_keeps_both_ends_and_never_too_many(count: int, most: int) -> None:
    places = spaced(count, most)
    assert len(places) <= most
    assert places == sorted(set(places))
    if count:
        assert (places[0], places[-1]) == (0, count - 1)
