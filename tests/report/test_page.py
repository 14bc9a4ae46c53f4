"""The page as text: whole, escaped, self-contained; and its vendored libraries are the ones that VERSIONS.txt names."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.report import page
from demerit.report.layout import ReportData
from demerit.report.page_parts import script_json
from demerit.report.provenance import citation

EVIL = '</script><script>alert("x")</script><!--<img src=x onerror=alert(1)>'
_VOID = {"meta", "link", "br", "img", "hr", "input"}


class Skeleton(HTMLParser):
    """The page's elements that carry structure, indented by depth; fails on tags that do not match."""

    shown = frozenset(
        [
            "html",
            "head",
            "title",
            "body",
            "header",
            "nav",
            "main",
            "section",
            "article",
            "figure",
            "figcaption",
            "table",
            "caption",
            "h1",
            "h2",
            "h3",
            "footer",
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.lines: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [value for key in ("src", "href") if (value := given.get(key)) is not None]
        if tag in self.shown:
            name = f" {given['id']}" if given.get("id") else ""
            self.lines.append("  " * sum(above in self.shown for above in self.open) + tag + name)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes nothing"


@pytest.fixture(scope="module")
def text(data: ReportData) -> str:
    return page.render(data)


def _skeleton(text: str) -> Skeleton:
    skeleton = Skeleton()
    skeleton.feed(text)
    skeleton.close()
    assert skeleton.open == [], "every element is closed"
    return skeleton


def test_the_skeleton_is_the_agreed_one(text: str, golden: Callable[[str | Path, str], None]) -> None:
    golden("golden/page-skeleton.txt", "\n".join(_skeleton(text).lines) + "\n")


def test_ids_are_unique_and_every_link_stays_inside(text: str) -> None:
    skeleton = _skeleton(text)
    assert len(set(skeleton.ids)) == len(skeleton.ids)
    for link in skeleton.links:
        assert link == "data:," or (link.startswith("#") and link[1:] in skeleton.ids), link


def test_every_table_has_a_caption_and_every_figure_says_synthetic(text: str) -> None:
    own = text.partition("</footer>")[0]
    assert own.count("<table>") == own.count("<table><caption>") == 10
    figures = re.findall(r"<figure.*?</figure>", text, flags=re.DOTALL)
    assert len(figures) == 8
    assert all("<figcaption>Synthetic people" in figure for figure in figures)
    assert text.count("Every person in this report is synthetic.") == 2


def test_nothing_from_a_run_becomes_markup(data: ReportData) -> None:
    life = {
        "name": EVIL,
        "code": EVIL,
        "summary": EVIL,
        "lines": [{"day": 0, "date": "2017-05-01", "event": EVIL, "text": EVIL}],
    }
    evil = ReportData(
        title=EVIL,
        manifest={"regime": EVIL, "command": EVIL, "nested": {EVIL: EVIL}, "folder": EVIL},
        regime=[(EVIL, [EVIL])],
        series={"date": ["2017-05-01"], f"band.{EVIL}.A": [3], f"in_force.{EVIL}": [1], f"entries.{EVIL}": [1]},
        indicators=[
            {
                "name": EVIL,
                "label": EVIL,
                "scheme": EVIL,
                "value": 1.0,
                "low": 0.5,
                "high": 2.0,
                "unit": EVIL,
                "formula": EVIL,
            }
        ],
        lives=[life],
        notes=[EVIL],
    )
    text = page.render(evil)
    own = text.partition("</footer>")[0]
    assert "<img" not in own
    assert 'alert("x")</script>' not in text
    assert own.count("<script") == own.count("</script>") == own.count("<figure")
    _skeleton(text)


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_script_json_is_json_that_no_parser_of_html_can_leave(value: object) -> None:
    text = script_json({"value": value, "evil": EVIL})
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {"value": value, "evil": EVIL}


def test_the_same_run_gives_the_same_page(data: ReportData, text: str) -> None:
    assert page.render(data) == text


def test_a_run_held_in_arrays_gives_the_same_page(data: ReportData, text: str) -> None:
    series: dict[str, Any] = {name: np.array(column) for name, column in data.series.items()}
    groups = [{name: np.int64(v) if isinstance(v, int) else v for name, v in row.items()} for row in data.groups]
    assert page.render(replace(data, series=series, groups=groups)) == text


def test_a_run_with_nothing_in_it_still_is_a_page() -> None:
    text = page.render(ReportData("Nothing", manifest={"regime": "nothing", "seed": 1}))
    assert "No scheme left a trace on anybody" in text
    assert 'id="charts"' not in text
    _skeleton(text)


def test_vendored_libraries_are_what_versions_txt_says() -> None:
    vendor = files("demerit.report") / "static" / "vendor"
    rows = re.findall(
        r"^(\S+\.js)\s+(\S+)\s+([\d.]+)\s+(\S+)\s+([0-9a-f]{64})$", (vendor / "VERSIONS.txt").read_text(), re.MULTILINE
    )
    assert {row[0] for row in rows} == {item.name for item in vendor.iterdir() if item.name.endswith(".js")}
    for name, package, version, _, digest in rows:
        content = (vendor / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest, name
        assert f'"{version}"'.encode() in content, f"{name} does not carry version {version}"
        assert (vendor / f"{package}.LICENSE.txt").is_file()


def test_the_citation_names_the_very_run(data: ReportData) -> None:
    said = citation(data)
    assert said.startswith(
        "@misc{demerit-rongcheng-7,\n  title = {{Rongcheng's thousand points, and the court's list}:"
    )
    assert "seed 7" in said
    assert str(data.manifest["digest"]) in said


def test_nothing_on_the_page_names_a_folder_of_this_machine(data: ReportData) -> None:
    text = page.render(replace(data, manifest={**data.manifest, "folder": "/home/me/runs/one", "report": "/home/me/r"}))
    assert "/home/me" not in text
    assert "demerit reproduce one" in text


def test_refusals_in_a_row_are_one_item_with_its_lines_beneath(data: ReportData) -> None:
    lines = [
        {"line": at, "day": at, "date": f"2017-05-0{at + 1}", "event": "refusal", "scheme": "debtors", "cause": 0,
         "what": gate, "text": "Refused."}
        for at, gate in enumerate(("air", "air", "hotel"), start=1)
    ]  # fmt: skip
    text = page.render(replace(data, lives=[{"name": "A", "code": "1", "summary": "", "lines": lines}]))
    assert "Refused 3 times until 4 May 2017: air 2, hotel 1, because of debtors." in text
    assert "lines 1 to 3</span>" in text
    assert all(f'<li id="life-1-{at}"' in text for at in (1, 2, 3))
