"""Two made-up lives as a page and for a notebook: whose they are, what differs, and room for both on any screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.report.twin import FIGURES
from demerit.report.twin_html import twin_html, twin_page
from tests.report.test_audit_pages import read


def side(line: int, text: str, true: bool = True, last: int | None = None) -> dict[str, Any]:
    return {"lines": [line, *([last] if last else [])], "event": "mark", "text": text, "true": true}


def row(day: str, was: dict[str, Any] | None, twin: dict[str, Any] | None) -> dict[str, Any]:
    return {"date": day, "same": bool(was and twin), "was": was, "twin": twin}


def made() -> dict[str, Any]:
    """Nobody's life, with a name that breaks careless HTML."""
    act = side(7, "Volunteering, seen by registers of merit.")
    return {
        "name": "Li <b>Wei</b>", "code": "000777199001010014", "age": 30, "sex": "male", "residence": "urban",
        "income": 1, "place": "Anhui", "says": "Line 4 never happened (a <script> for a mark).",
        "differences": ["The lives differ from 7 June 2018 on.", "Adverse marks: 0 instead of 1."],
        "first_difference": "2018-06-07", "same_before": 3, "notes": ["The climate is that of the run."],
        "figures": {name: {"was": 0, "twin": 0, "difference": 0} for name in FIGURES}
        | {"marks": {"was": 1, "twin": 0, "difference": -1}},
        "timeline": [
            row("2018-06-07", side(4, "Entered in the list <debtors>.", true=False), None),
            row("2018-06-07", side(5, "Refused five times at the gates.", last=9), None),
            row("2018-06-08", None, side(4, "Volunteering.")),
            *(row(f"2018-07-{day:02}", act, act) for day in range(1, 8)),
        ],
    }  # fmt: skip


def test_the_page_stands_in_the_frame_of_all_pages_and_asks_for_nothing() -> None:
    page = twin_page(made())
    said = read(page)
    assert [one for one in said.asked if not one.startswith(("#", "data:"))] == []
    assert said.ids == ["findings", "findings-heading", "days", "days-heading", "notes", "notes-heading"]
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "Every person in this report is synthetic." in page
    assert page.count("nobody's life") == 1
    assert "prefers-color-scheme: dark" in page
    assert "<b>Wei</b>" not in page
    assert 'style="' not in page, "colours that the dark could not change"
    assert "3 lines are the same in both lives before 7 June 2018." in page
    assert page.count("7\N{NO-BREAK SPACE}Jun\N{NO-BREAK SPACE}2018</th>") == 1, "a day is named once"
    assert '<th scope="rowgroup" rowspan="2">' in page
    assert "5 more lines, the same in both" in page
    assert "Adverse marks: 0 instead of 1." not in page, "the table says it"
    assert twin_page(made()) == page


def test_two_lives_that_are_the_same_have_a_page_too() -> None:
    said = {**made(), "first_difference": None, "timeline": [], "notes": [], "figures": {},
            "differences": ["The two lives are the same: nothing was otherwise."]}  # fmt: skip
    page = twin_page(said)
    assert read(page).ids == ["findings", "findings-heading"]
    assert "The two lives are the same" in page


def test_a_notebook_which_drops_style_sheets_has_the_style_on_the_elements() -> None:
    html = twin_html(made())
    read(html)
    assert "<style" not in html
    assert html.count("<td") == html.count('<td style="')
    assert html.count("<th") - html.count("<thead") == html.count('<th style="')
    assert "<b>Wei</b>" not in html
    assert "Adverse marks: 0 instead of 1." in html


@pytest.mark.parametrize("width", [360, 1000])
def test_the_page_in_a_browser_has_room_for_both_lives(width: int, need: Any, tmp_path: Path) -> None:
    chromium = need.program("chromium", "chromium-browser")
    need.module("playwright")
    from playwright import sync_api as playwright

    file = tmp_path / "twin.html"
    file.write_text(twin_page(made()), encoding="utf-8")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark")
        tab.goto(file.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        wide = [tab.locator(".lives td").nth(at).bounding_box() for at in (0, 1)]
        paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        browser.close()
    assert paper == "rgb(21, 24, 29)"
    if width == 1000:
        assert None not in wide
        assert wide[0]["width"] == pytest.approx(wide[1]["width"], abs=2), "both lives have the same room"
    else:
        assert wide[0]["width"] > 250
