"""docs/auditing.md: its tables are those of the tests and packs, and its pack reads and holds a regime to account."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from demerit.audit.layout import Severity
from demerit.audit.packs import _HANGS_ON, _NEEDED, _WORDS, read_pack
from demerit.audit.to_text import auditing_markdown, in_step
from demerit.report.audit import AuditResult, audit

PAGE = Path(__file__).parents[2] / "docs/auditing.md"
AS_OF = "2026-11-23"


@cache
def page() -> str:
    return PAGE.read_text("utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """The file of the page's pack."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```", page(), re.DOTALL | re.MULTILINE)
    file = tmp_path / "our-town.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def held(pack: str, as_of: str = AS_OF, **changes: str) -> AuditResult:
    return audit("rongcheng", as_of, pack, {path.replace("_", " "): value for path, value in changes.items()})


def states(result: AuditResult, provision: str) -> set[str]:
    return {one.state for one in result.findings if one.provision.id == provision}


def test_the_page_is_in_step_with_the_code() -> None:
    assert page() == in_step(page()), "python -m demerit.audit.to_text docs/auditing.md"


def test_a_page_without_the_line_is_refused() -> None:
    with pytest.raises(ValueError, match="the page has no line"):
        in_step("# Auditing")


def test_every_provision_of_law_stands_in_the_tables() -> None:
    tables = auditing_markdown()
    assert "| SPC 2017 art. 4 [`operator: public or delegated`] | `L31a` | prohibited | since 2017-05-01 |" in tables
    assert "| AI Act art. 86 [`uses ai: yes`] | `L15` | needs an exception | since 2026-08-02 (contested) |" in tables
    assert "until before 2017-05-01" in tables
    assert "| `L33a`* |" in tables
    assert "| `F05s` |" in tables


def test_the_pack_of_the_page_reads(pack: str) -> None:
    read = read_pack(pack)
    assert (read.name, len(read.provisions)) == ("our-town", 4)
    assert read.provisions[1].until == date(2021, 7, 1)
    assert read.provisions[1].counter == ""


def test_the_pack_of_the_page_finds_what_it_asks_for(pack: str) -> None:
    found = held(pack)
    assert "fail" in states(found, "Charter § 4")
    assert states(found, "Charter § 9") == {"not declared"}
    assert "fail" in states(held(pack, uses_ai="yes", safeguards="{human oversight: none}"), "Charter § 9")
    assert states(found, "Charter § 4, before 2021") == set()
    assert "fail" in states(held(pack, "2020-01-01"), "Charter § 4, before 2021")
    measures = {one.outcome.where: one.state for one in found.findings if one.provision.id == "Charter § 12"}
    assert measures["measures", "no loan"] == "fail"
    assert "not declared" in measures.values()
    assert ("measures", "no flights") not in measures


@pytest.mark.parametrize("word", [*_WORDS, *get_args(Severity), *_HANGS_ON, *sum(_HANGS_ON.values(), ())])
def test_every_word_of_a_pack_is_on_the_page(word: str) -> None:
    own = page().partition("## A pack of your own")[2].partition("<!--")[0]
    assert f"`{word}`" in own


@pytest.mark.parametrize("word", _NEEDED)
def test_every_word_that_is_needed_is_said_to_be(word: str) -> None:
    assert f"\n| `{word}` | yes |" in page()
