"""An audit as text, page, JSON and SARIF: what is found, where, since when, and the argument on the other side."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from demerit.errors import UserError
from demerit.regime.from_yaml import shipped
from demerit.report.audit import AuditResult, audit
from demerit.report.audit_quotes import quoted
from tests.audit.test_packs import LAWS, VERDICT
from tests.report.audits import ACT, FIRST, HIT, NOTICE, OPEN, TOWN, made

Golden = Callable[[str | Path, str], None]
VOID = {"meta", "link", "br"}
MENDED = "{when: before, served: 100 % (PLAN)}"


class Balanced(HTMLParser):
    """Reads a page and remembers what is open, and every address that it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asked: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href") and value:
                self.asked.append(value)
            if name == "id" and value:
                self.ids.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Balanced:
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    return parser


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AuditResult:
    monkeypatch.chdir(tmp_path)
    return made(Path())


@pytest.mark.parametrize("everything", [False, True], ids=["short", "all"])
def test_text(town: AuditResult, golden: Golden, everything: bool) -> None:
    text = town.to_text(80, everything)
    assert [line for line in text.splitlines() if len(line) > 80 and "--set" not in line] == []
    golden(f"golden/audit_{'all' if everything else 'short'}.txt", text)


def test_counts_are_of_clauses_under_the_weightiest_provision(town: AuditResult) -> None:
    counts = town.said["counts"]
    assert counts["prohibited"] == {"fail": 2, "not declared": 0, "pass": 0}
    assert counts["weakness"] == {"fail": 0, "not declared": 0, "pass": 0}
    assert counts["information"] == {"fail": 0, "not declared": 2, "pass": 1}
    assert "2 clauses fail a test, 2 do not declare what one asks for, 1 meets one." in town.to_text()
    assert len(town.findings) == 9
    assert len(town.failing) == 4


def test_failing_weighs(town: AuditResult) -> None:
    assert town.fails("prohibited")
    assert town.fails("information")
    lighter = AuditResult(
        type(town.audit)(**{**vars(town.audit), "findings": town.audit.findings[2:]}), town.written, town.laws
    )
    assert not lighter.fails("prohibited")
    assert lighter.fails("weakness")


def test_a_provision_that_may_not_apply_lifts_nothing() -> None:
    sure = made(asked=(FIRST,))
    both = made(asked=(OPEN, FIRST))
    assert both.said["counts"] == sure.said["counts"]
    assert both.said["counts"]["weakness"]["fail"] == 2
    assert not both.fails("needs an exception")
    assert both.fails("weakness")
    assert [one["id"] for one in both.said["tests"][0]["provisions"]] == ["Notice first", "AI Act art. 9"]
    text = " ".join(both.to_text(80).split())
    assert "declares `uses ai: yes`, and the file does not say: not declared" in text
    assert "Fails a test of what is prohibited" not in text


def test_what_only_such_a_provision_asks_for_is_not_declared() -> None:
    alone = made(asked=(OPEN,))
    assert alone.said["counts"]["prohibited"] == {"fail": 0, "not declared": 2, "pass": 0}
    assert not alone.fails("information")
    text = " ".join(alone.to_text(80, everything=True).split())
    assert "declares `uses ai: yes`, and the file does not say: not declared" in text
    assert "which would fail the test if a provision that asks for it applied: no loan starts first" in text
    assert "would fail the test if a provision" in alone.to_html()
    assert "<b>Scope:</b> it holds for a regime" in alone.to_html()
    results = json.loads(alone.to_sarif())["runs"][0]["results"]
    told = [one for one in results if one["ruleId"] == "T1"]
    assert {(one["kind"], one["level"]) for one in told} == {("open", "none")}
    assert "AI Act art. 9 (code, prohibited, scope not declared)" in told[0]["message"]["text"]
    assert made(asked=(ACT,)).fails("prohibited")


def test_lines_are_quoted_from_their_word_on(town: AuditResult) -> None:
    fails = town.said["tests"][0]
    first, later = fails["clauses"]
    assert first["quoted"] == [
        {"line": 21, "lines": ["notice:", "  # told at the counter", "  when: after"], "exact": True}
    ]
    assert later["quoted"][1] == {"line": 31, "lines": ["schemes.points.notice: {when: never}"], "exact": True}
    assert (first["line"], later["phase"]) == (21, "2020-01-01")
    met = next(test for test in town.said["tests"] if test["state"] == "pass")["clauses"][0]
    assert met["quoted"][0]["lines"] == ["red light: {points: -5 points (PLAN), kind: act,", "    proof: sensor}"]


def test_where_the_file_is_silent_the_clause_around_is_named(town: AuditResult) -> None:
    silent, whole = next(test for test in town.said["tests"] if test["state"] == "not declared")["clauses"]
    assert silent["quoted"] == [{"line": 11, "lines": ["points:"], "exact": False}]
    assert (whole["quoted"], whole["line"]) == ([], None)


def test_a_long_clause_is_cut() -> None:
    lines = quoted(made().written, ("schemes",))[0]["lines"]
    assert (len(lines), lines[0], lines[-1]) == (12, "schemes:", "... and 3 lines more")


def test_lines_stay_those_of_the_file_where_clauses_are_read_otherwise() -> None:
    change = "schemes.points.notice.when=never"
    changed = made(changes=(change, "operator=private"))
    clause = changed.said["tests"][0]["clauses"][0]
    assert clause["line"] == 21
    assert clause["changed"] == ["schemes.points.notice.when = never"]
    assert f"--set {change}" in changed.to_html()
    assert "read as schemes.points.notice.when = never" in changed.to_text()


def test_the_page_says_everything_and_asks_for_nothing(town: AuditResult) -> None:
    page = town.to_html()
    found = read(page)
    assert all(address.startswith(("#", "data:")) for address in found.asked)
    assert all(address[1:] in found.ids for address in found.asked if address.startswith("#"))
    assert "<script" not in page
    for said in (
        "A town &amp; its &lt;b&gt;list&lt;/b&gt;", "AI Act art. 0", "since 2 February 2025", "principles, undated",
        "Nobody is hit before being told.", "<i>21</i>notice:", "<i>31</i>schemes.points.notice: {when: never}",
        "Declares notice after the effect, which fails the test: no loan starts first.",
        "<b>day 12</b><span>meets no loan at &lt;the bank&gt;</span>", "a mark for <code>red light</code>",
        "<b>On the other side:</b> a warning may defeat a &lt;search&gt;.", "<b>Contested:</b> its date.",
        "--set &#x27;schemes.points.notice={when: before}&#x27;", "only what comes first can warn",
        "<code>uses ai: yes</code>, and the file does not say", "from 1 January 2030 on", "Code § 3",
        "demerit audit &#x27;my town.yaml&#x27; --as-of 2026-11-23 --law code.yaml",
    ):  # fmt: skip
        assert said in page, said


def test_sections_are_those_that_have_something_to_say(town: AuditResult) -> None:
    assert [one for one in read(town.to_html()).ids if not one.endswith("-heading")] == [
        "short", "prohibited", "silent", "met", "origin",
    ]  # fmt: skip


def test_many_clauses_under_one_test_are_folded() -> None:
    result = made(many=True)
    assert "<summary>3 more clauses under this test</summary>" in result.to_html()
    short = " ".join(result.to_text(80).split())
    assert "and 4 more, which --all shows: measures > no loan 5; measures > no loan 6;" in short
    assert "which --all shows" not in result.to_text(80, everything=True)


def test_a_notebook_shows_the_findings_without_a_style(town: AuditResult) -> None:
    shown = town._repr_html_()
    read(shown)
    assert "<style" not in shown
    assert "T1, told in time: schemes &gt; points &gt; notice declares notice after the effect" in shown
    assert repr(town) == town.to_text()


def test_json_is_the_same_every_time_and_nests_provisions(town: AuditResult) -> None:
    said = json.loads(town.to_json())
    assert town.to_json() == made(Path()).to_json()
    first = said["tests"][0]
    assert [(one["id"], one["law"], one["in_force"]) for one in first["provisions"]] == [
        ("AI Act art. 0", "code", "2025-02-02"), ("Notice first", "principles", None),
        ("AI Act art. 9", "code", "2025-02-02"),
    ]  # fmt: skip
    assert [one["scope_open"] for one in first["provisions"]] == [[], [], ["uses ai: yes"]]
    assert first["clauses"][0]["amendment"]["set"] == ["schemes.points.notice={when: before}"]
    assert [one["id"] for one in said["other_days"]] == ["Code § 2"]
    assert [one["id"] for one in said["no_clause"]] == ["Code § 3"]


@pytest.mark.parametrize(("name", "begins"), [
    ("a.html", "<!DOCTYPE html>"), ("a.json", "{"), ("a.sarif", "{"), ("a.txt", "A town"), ("A.HTML", "<!DOCTYPE"),
])  # fmt: skip
def test_a_file_is_written_in_the_form_of_its_name(town: AuditResult, name: str, begins: str) -> None:
    assert town.save(name).read_text(encoding="utf-8").startswith(begins)


def test_a_name_without_a_form_is_refused(town: AuditResult) -> None:
    with pytest.raises(UserError, match="does not say in which form"):
        town.save("a.pdf")
    with pytest.raises(UserError, match="cannot be written as `pdf`"):
        town.written_as("pdf")


@pytest.mark.parametrize("regime", ["debtors-2017-2026", "rongcheng"])
def test_no_output_speaks_a_verdict(regime: str) -> None:
    result = audit(regime, as_of="2028-01-01", law=LAWS)
    for text in (result.to_text(everything=True), result.to_json(), result.to_sarif(), result._repr_html_()):
        assert VERDICT.findall(text) == []
    assert VERDICT.findall(re.sub(r"<style>.*?</style>", "", result.to_html(), flags=re.DOTALL)) == []
    read(result.to_html())


def test_every_quoted_line_stands_where_it_is_said_to_stand() -> None:
    for regime in [one.regime for one in shipped()][:4]:
        result = audit(regime, as_of="2028-01-01", law=LAWS)
        lines = result.written.text.splitlines()
        for clause in clauses(result.said):
            assert clause["where"], clause
            for one in clause["quoted"]:
                assert one["lines"][0] in lines[one["line"] - 1]


def clauses(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [clause for test in said["tests"] for clause in test["clauses"]]


def test_the_text_of_a_regime_is_audited_and_changed() -> None:
    plain = audit(TOWN.replace("phases:", "x:", 1).split("x:")[0], as_of="2026-11-23")
    assert any(finding.outcome.where == NOTICE and finding.state == "fail" for finding in plain.findings)
    mended = audit(TOWN.split("phases:")[0], as_of="2026-11-23", set={"schemes.points.notice": MENDED})
    told = [one.state for one in mended.findings if one.outcome.where == NOTICE and one.rule.id == "F06"]
    assert told == ["pass"]
    assert HIT.says in plain.to_text()


@pytest.mark.parametrize(("more", "said"), [
    ({"as_of": "2026-02-30"}, "`2026-02-30` is no date"),
    ({"law": "narnia"}, "no law pack is called `narnia`"),
    ({"set": "schemes.points"}, "sets nothing"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused(more: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        audit(TOWN, **more)


def test_the_page_fits_a_phone_and_asks_no_network(need: Any, tmp_path: Path) -> None:
    chromium = need.program("chromium", "chromium-browser")
    need.module("playwright")
    from playwright import sync_api as playwright

    file = audit("rongcheng", as_of="2028-01-01", law=LAWS).save(tmp_path / "audit.html").absolute()
    requests: list[str] = []
    said: list[str] = []
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_context(viewport={"width": 360, "height": 700}).new_page()
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.goto(file.as_uri())
        widest = tab.evaluate("document.documentElement.scrollWidth")
        tab.emulate_media(media="print")
        hidden = tab.evaluate(
            "[...document.querySelectorAll('details .clause')].filter(e => !e.checkVisibility()).length"
        )
        folded = tab.evaluate("document.querySelectorAll('details .clause').length")
        browser.close()
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert said == []
    assert widest <= 360
    assert folded > 0
    assert hidden == 0
