"""The page in a real Chromium: it draws every chart, asks nothing of any network, and works from the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demerit.report import page
from demerit.report.layout import ReportData

FOCUSED = """(at => at === document.body ? '' : at.tagName + ' ' + (at.textContent || '').slice(0, 24))(
    document.activeElement)"""


@pytest.fixture(scope="module")
def opened(
    data: ReportData, need: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, list[str], list[str]]]:
    """(page, requests that are not the file, console messages of weight), with every chart drawn."""
    chromium = need.program("chromium", "chromium-browser")
    need.module("playwright")
    from playwright import sync_api as playwright

    file: Path = page.save(data, tmp_path_factory.mktemp("page") / "report.html")
    requests: list[str] = []
    said: list[str] = []
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_context(viewport={"width": 1000, "height": 800}, accept_downloads=True).new_page()
        tab.on("request", lambda request: requests.append(request.url) if request.url != file.as_uri() else None)
        tab.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(file.as_uri())
        tab.wait_for_selector("html[data-drawn=yes]", timeout=20_000)
        yield tab, requests, said
        browser.close()


def test_every_chart_is_drawn_without_a_word_or_a_request(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, requests, said = opened
    assert tab.locator("figure").count() == 8
    assert tab.locator("figure .chart svg").count() == 8
    assert tab.locator("figure .chart svg text").count() > 60
    assert said == []
    assert [url for url in requests if not url.startswith(("data:", "blob:"))] == []


def test_no_script_may_fetch_anything(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _, said = opened
    refused = tab.evaluate("fetch('http://127.0.0.1:9/').then(() => 'fetched', () => 'refused')")
    said.clear()  # the browser's own word about the refusal
    assert refused == "refused"


def test_all_controls_are_reached_with_the_tab_key(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _, _ = opened
    tab.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    reached = []
    for _ in range(300):
        tab.keyboard.press("Tab")
        at = tab.evaluate(FOCUSED)
        if not at:
            break
        reached.append(at)
    assert reached[0].startswith("A Skip to what happened")
    wanted = tab.evaluate(
        "[...document.querySelectorAll('a, button, summary')].filter(e => e.checkVisibility()).length"
    )
    assert sum(at.startswith(("A ", "BUTTON ", "SUMMARY ")) for at in reached) == wanted
    assert sum(at.startswith("BUTTON ") for at in reached) == 32


def test_a_cause_leads_to_its_line(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _, _ = opened
    tab.locator("#life-1-8 a.cause").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#life-1-5"
    assert "Entered in the list debtors" in tab.locator("#life-1-5").inner_text()


@pytest.mark.parametrize(
    ("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"list,learnt,entries,share"), ("json", b"{")]
)
def test_a_chart_is_saved_with_title_and_source(
    opened: tuple[Any, list[str], list[str]], form: str, begins: bytes
) -> None:
    tab, _, said = opened
    with tab.expect_download() as waiting:
        tab.locator(f"#chart-learnt button[data-save={form}]").press("Enter")
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(begins)
    if form in ("svg", "json"):
        assert b"Synthetic people" in content
        assert b"not learnt of by notice" in content
    assert said == []


def test_nothing_is_wider_than_a_phone_and_dark_text_is_light(opened: tuple[Any, list[str], list[str]]) -> None:
    tab, _, _ = opened
    tab.set_viewport_size({"width": 360, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.set_viewport_size({"width": 1000, "height": 800})
    tab.emulate_media(color_scheme="dark")
    colour = "getComputedStyle(document.querySelector('#chart-learnt svg .mark-text.role-mark text')).fill"
    dark = tab.evaluate(colour)
    tab.emulate_media(color_scheme="light")
    assert dark == "rgb(230, 232, 236)"
    assert tab.evaluate(colour) == "rgb(31, 36, 48)"
