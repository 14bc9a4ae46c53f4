"""A made-up comparison on every surface: terminal, notebook, page and forest plot, and names that would break them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demerit import pipeline
from demerit.errors import UserError
from demerit.records.observer import Silent
from demerit.report.compare import Comparison, Listed, compare
from demerit.report.compare_chart import MOST, forest, largest
from demerit.report.compare_classes import classes_text, told
from demerit.report.compare_html import compare_html
from demerit.report.compare_page import render
from demerit.report.compare_text import compare_text
from demerit.report.compare_words import more, saved
from demerit.report.layout import NothingToDrawError
from demerit.study.compare.layout import Bands, Difference, FirstDays, Flows, Overlap

Golden = Callable[[str | Path, str], None]


def gap(
    name: str, label: str, sides: tuple[float | None, float | None], reach: float | None, unit: str, **more: Any
) -> dict[str, Any]:  # fmt: skip
    a, b = sides
    found = None if a is None or b is None else b - a
    low, high = (None, None) if found is None or reach is None else (found - reach, found + reach)
    given = {"scheme": "debtors", "group": "", "direction": "harm", "unpaired": 4 * (reach or 0), "clusters": 98,
             "same": False, "note": "", **more}  # fmt: skip
    one = Difference(name=name, label=label, unit=unit, a=a, b=b, difference=found, low=low, high=high, **given)
    return {**one.as_dict(), "saved": one.saved, "clear": one.clear}


def of_classes() -> list[dict[str, Any]]:
    """Rows of classes of people."""
    return [
        gap("unaware_days", "Days unaware", (74.2, 10.0), 28.0, "days per entry", kind="income",
            group="poorest fifth"),
        gap("unaware_days", "Days unaware", (34.3, 13.0), 21.0, "days per entry", kind="income",
            group="richest fifth"),
        gap("never_told", "Not learnt of by the last day", (0.05, 0.05), 0.0, "share of entries", kind="income",
            group="richest <fifth>", same=True, few=True),
        gap("never_told", "Not learnt of by the last day", (0.2, 0.0), 0.09, "share of entries", kind="income",
            group="poorest fifth"),
        gap("debts_recovered", "Debts recovered", (0.2, 0.19), 0.02, "performances per entry", kind="sex",
            group="female", direction="benefit"),
    ]  # fmt: skip


def made() -> dict[str, Any]:
    """A comparison of nobody's lives, with a name chosen to break careless HTML."""
    few = {"few": True, "note": "fewer than 5 communities show a difference"}
    flows = Flows(
        people=100_000,
        lists={"debtors": Overlap(4, 12, 468, 99_516)},
        bands={
            "city <points>": Bands(
                ("A", "B", "C"), ("A", "B", "C"), {("A", "A"): 53_911, ("B", "A"): 3, ("B", "B"): 17_024, ("C", "B"): 1}
            )
        },
        gates={"air": Overlap(4, 0, 169, 99_827)},
    )
    first = FirstDays(100_000, 476, (12, 200, 527, 742, 1_094), ((0, 546, 240), (547, 1_094, 236)))
    side = {"regime": "rongcheng", "title": "Rongcheng's thousand points", "changes": [], "digest": "3f" * 32,
            "command": "demerit run rongcheng --people 100000"}  # fmt: skip
    return {
        "synthetic": True, "a": side,
        "b": {**side, "changes": ["without <b>giving up</b>"], "digest": "4e" * 32, "title": "Rongcheng's other"},
        "nation": "china-2020", "people": 100_000, "days": 1_095, "start": "2017-05-01", "seed": 7, "version": "0.1.0",
        "clauses": [{"path": ["schemes", "debtors", "notice", "when"], "a": "at", "b": "before"}],
        "differences": [
            gap("wrongly_listed", "Wrongly listed entries", (0.155, 0.1546), 0.003, "share of entries"),
            gap("never_told", "Not learnt of by the last day", (0.112, 0.0), 0.028, "share of entries"),
            gap("unaware_days", "Days unaware", (44.3, 12.0), 9.8, "days per entry"),
            gap("people_refused_per_100000", "People ever refused", (173, 169), 3.9, "people per 100,000",
                **{**few, "scheme": "air"}),
            gap("corrections_refused", "Corrections refused", (None, 0.5), None, "share of decided requests",
                note="A has nothing to measure: there was nothing to take a share of"),
            gap("paperwork_hours", "Hours that measures cost", (121.0, 121.0), 0.0, "hours per 1,000 people a year",
                same=True, scheme=""),
            gap("debts_recovered", "Debts recovered", (0.23, 0.2), 0.01, "performances per entry", direction="benefit"),
        ],
        "kinds": ["income", "sex"],
        "by_class": of_classes(),
        "only": [{"in": "B", "indicator": "Terms made longer (debtors)"}],
        "flows": flows.as_dict(),
        "first_differences": first.as_dict(),
        "groups": [
            {"counter": "entries.debtors", "by": "income", "of": "1", "people": 20_000, "a": 210, "b": 215,
             "difference": 5},
            {"counter": "entries.debtors", "by": "everyone", "of": "", "people": 100_000, "a": 560, "b": 565,
             "difference": 5},
        ],
        "search": {"indicator": "never_told", "within": 0.06, "paired": 87_112, "independent": 1_600_000,
                   "tried": [{"people": 50_000, "width": 0.079}, {"people": 100_000, "width": 0.056}]},
    }  # fmt: skip


@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal(width: int, golden: Golden) -> None:
    text = compare_text(made(), width)
    assert max(map(len, text.splitlines())) <= width
    golden(f"golden/compare-{width}.txt", text)


@pytest.mark.parametrize("width", [80, 120])
def test_classes_on_the_terminal(width: int, golden: Golden) -> None:
    lines = classes_text(made(), ["income", "sex"], width)
    assert max(map(len, lines)) <= width
    golden(f"golden/compare-classes-{width}.txt", "\n".join(lines) + "\n")


def test_a_class_with_nothing_to_measure_says_so() -> None:
    said = made()
    none = gap("unaware_days", "Days unaware", (None, None), None, "days per entry", kind="income",
               group="third fifth", same=True)  # fmt: skip
    one = gap("unaware_days", "Days unaware", (None, 3.0), None, "days per entry", kind="income", group="fourth fifth")
    said["by_class"] += [none, one]
    lines = classes_text(said, ["income"], 80)
    assert "    third fifth      nothing to measure" in lines
    assert any(line.startswith("    fourth fifth     – → 3") and "(nothing to measure in A)" in line for line in lines)
    without = classes_text(made(), ["income"], 80)
    assert next(line for line in lines if "poorest" in line) == next(line for line in without if "poorest" in line)
    assert "third fifth</th>" in (html := render(said))
    assert '<td class="number">nothing to measure</td>' in html


def test_few_is_explained_where_only_classes_carry_it() -> None:
    said = made()
    for one in said["differences"]:
        one["few"] = False
    legend = "few: fewer than 5 communities"
    assert legend not in compare_text(said, 80, by=["income"]), "what is the same in both carries no mark"
    said["by_class"][0]["few"] = True
    assert legend in compare_text(said, 80, by=["income"])
    assert legend in render(said)
    for unseen in ([], ["sex"]):
        assert legend not in compare_text(said, 80, by=unseen)


def test_classes_are_told_of_indicators_that_differ_clearly_in_one() -> None:
    """In the order of the documentation, with everyone first; of sex nothing is clear."""
    found = told(made(), "income")
    assert [(first["name"], [row["group"] for row in rows]) for first, rows in found] == [
        ("never_told", ["", "richest <fifth>", "poorest fifth"]),
        ("unaware_days", ["", "poorest fifth", "richest fifth"]),
    ]
    said = made()
    said["differences"] = [one for one in said["differences"] if one["name"] == "wrongly_listed"]
    assert [rows[0]["group"] for _, rows in told(said, "income")] == ["richest <fifth>", "poorest fifth"]
    assert told(said, "sex") == []
    assert "Nothing differs clearly." in "\n".join(classes_text(said, ["sex"], 80))
    assert "do not tell people apart by age" in "\n".join(classes_text(said, ["age"], 80))
    assert "richest &lt;fifth&gt;" in render(made())


def test_what_differs_in_nothing_says_so() -> None:
    said = made()
    said["clauses"], said["groups"], said["by_class"], said["only"], said["search"] = [], [], [], [], None
    said["differences"] = [one for one in said["differences"] if one["same"]]
    said["first_differences"] = FirstDays(100_000, 0, None, ()).as_dict()
    text = " ".join(compare_text(said).split())
    assert "The two regimes say the same." in text
    assert "Nobody's record differs, of 100,000." in text
    assert "0 of 1 indicator differ clearly, 1 not at all." in text
    assert "No difference between the two is clear of zero." in render(said)


def test_a_run_without_a_ledger_says_so() -> None:
    said = made()
    said["flows"] = Flows(0, {}, {}, {}, "a run keeps no ledger").as_dict()
    said["first_differences"] = FirstDays(0, 0, None, ()).as_dict()
    assert "Records cannot be compared: a run keeps no ledger." in compare_text(said)
    assert "There are no flows: a run keeps no ledger." in render(said)


def test_the_page_says_whom_it_is_about_and_fetches_nothing() -> None:
    html = render(made())
    assert "Every person in this report is synthetic." in html
    for anchor in ("findings", "clauses", "charts", "flows", "days", "indicators", "classes", "groups", "origin"):
        assert f'<section id="{anchor}"' in html
        assert f'href="#{anchor}"' in html
    assert "default-src 'none'" in html
    assert "<b>giving up</b>" not in html
    assert "&lt;b&gt;giving up&lt;/b&gt;" in html
    assert "city <points>" not in html
    assert "−0.112" in html
    assert render(made()) == html


def test_the_notebook_needs_no_script() -> None:
    html = compare_html(made())
    assert "Synthetic people" in html
    assert "<script" not in html
    assert "<b>giving up</b>" not in html
    assert html.count("<section") == html.count("</section>")


def test_the_forest_has_the_clear_differences_the_largest_first() -> None:
    spec = forest(made())
    rows = spec["data"]["values"]
    assert [row["indicator"] for row in rows] == [
        "Not learnt of by the last day (debtors)", "Days unaware (debtors)", "Debts recovered (debtors)",
        "People ever refused (air)",
    ]  # fmt: skip
    assert [row["under B"] for row in rows] == ["better", "better", "worse", "better"]
    assert all(row["low"] <= row["difference"] <= row["high"] for row in rows)
    assert "Synthetic people" in spec["description"]
    assert len(spec["vconcat"]) == 4


def test_the_forest_stays_a_page_long() -> None:
    said = made()
    clear = said["differences"][1]
    for at in range(100):
        one = copy.deepcopy(clear)
        said["differences"].append({**one, "name": f"name {at // 4}", "scheme": f"list {at}"})
    drawn = largest(said)
    assert len(drawn) == MOST
    assert max(sum(one["name"] == other["name"] for other in drawn) for one in drawn) == 2
    said["differences"] = [one for one in said["differences"] if not one["clear"]]
    with pytest.raises(NothingToDrawError):
        forest(said)


def test_the_forest_is_vega_lite(need: Any) -> None:
    need.module("vl_convert")
    from demerit.report.image import svg

    drawn = svg(forest(made()))
    assert drawn.startswith("<svg")
    assert "Days unaware (debtors)" in drawn


def test_signs_and_dashes() -> None:
    written = [more(value) for value in (0.25, -45.6, 0.0, -0.00001, 1234.0, None, 1e-12)]
    assert written == ["+0.25", "−45.6", "0", "−0.00001", "+1,234", "–", "0"]


def test_what_sharing_luck_is_worth_is_the_median() -> None:
    text = saved(made())
    assert text is not None
    assert "16 times as many people" in text


def test_rows_come_as_tables(need: Any) -> None:
    for module in ("pyarrow", "pandas", "polars"):
        need.module(module)
    held = Listed([Difference("x", "X", "", "", "ratio", "harm", None, 1.0, None, None, None, None, 0, False)] * 3)
    assert held.arrow().num_rows == len(held.pandas()) == len(held.polars()) == 3
    assert list(held.pandas().columns) == held.arrow().column_names == list(held.rows()[0])
    assert "3 rows" in held._repr_html_()


@pytest.fixture(scope="module")
def real() -> Comparison:
    """2,000 people for half a year, with and without a notice that arrives."""

    def live(order: Any, folder: Path) -> None:
        pipeline.run(order, folder, Silent(), with_page=False)

    change = {"schemes.debtors.notice.served": "0 % (assumption)"}
    return compare("debtors-2017", live=live, people=2_048, years=0.5, start="2017-05-01", set=change)


def test_a_comparison_in_python(real: Comparison) -> None:
    assert "Two regimes" in repr(real) or "debtors-2017" in repr(real)
    assert "The runs are temporary" in repr(real)
    assert "The runs are temporary" in real._repr_html_()
    assert [one.path[-1] for one in real.clauses] == ["served"]
    rows = real.first_differences.rows()
    assert [row["person"] for row in rows] == list(range(2_048))
    assert sum(row["day"] is not None for row in rows) == real.first.differ
    assert len(real.first_differences) == 2_048
    found = real.find("wrongly_listed", "debtors")
    assert found in real.differences
    poorest = real.find("wrongly_listed", "debtors", "poorest fifth")
    assert (poorest.kind, poorest in real.by_class) == ("income", True)
    with pytest.raises(UserError, match="not told apart by `colour`"):
        real.text(by=["colour"])
    assert "By residence" in real.text(by=["residence"])
    with pytest.raises(UserError, match="has no `wrongly_listet`"):
        real.find("wrongly_listet")
    assert len(real.groups) > len(real.as_dict()["groups"])
    assert len(real.a.series) == len(real.b.series) == 182
    assert real.flows.people == 2_048
    assert real.search is None
    assert json.loads(json.dumps(real.as_dict())) == real.as_dict()


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(UserError, match="is no date"):
        compare("debtors-2017", "debtors-2013", live=lambda order, folder: None, start="2017-02-30")


def test_a_comparison_is_plain_json() -> None:
    assert json.loads(json.dumps(made())) == made()


def test_the_page_draws_itself_in_a_browser(need: Any, tmp_path: Path) -> None:
    chromium = need.program("chromium", "chromium-browser")
    need.module("playwright")
    from playwright import sync_api as playwright

    file = tmp_path / "comparison.html"
    file.write_text(render(made()), encoding="utf-8")
    said: list[str] = []
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1000, "height": 800})
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(file.as_uri())
        tab.wait_for_selector("html[data-drawn=yes]", timeout=20_000)
        assert tab.locator("#chart-differences svg").count() == 1
        tab.set_viewport_size({"width": 360, "height": 700})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        browser.close()
    assert said == []
