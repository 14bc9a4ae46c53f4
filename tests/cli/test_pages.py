"""The documentation is in step: pages made from declarations, commands that parse, Python that runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from demerit.cli.main import main
from demerit.cli.pages import PAGES
from demerit.cli.readme import filled, wrong_file
from demerit.errors import UserError

ROOT = Path(__file__).parents[2]
PROSE = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
COMMAND = re.compile(r"^(?: {4}|\$ |)(?:uv run )?demerit (.+)$", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """The words after `demerit` of every command that stands in a block, without remarks and redirections."""
    blocks = re.findall(r"^```(?:text|sh|bash|console)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks += re.findall(r"(?:^ {4}.*\n)+", text, re.MULTILINE)
    found = [line for block in blocks for line in COMMAND.findall(block)]
    # the summary's suggestions have what they show after three blanks
    return [re.split(r"\s#|\s{3,}|\s[>|]", line)[0] for line in found]


def parse(words: list[str]) -> None:
    """Raises unless click takes these words."""
    with main.make_context("demerit", list(words)) as context:
        name, command, rest = main.resolve_command(context, words)
        assert command is not None
        command.make_context(name, rest, parent=context)


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_every_command_in_a_block_parses(page: Path) -> None:
    for line in commands(page.read_text()):
        parse(shlex.split(line))


def test_the_readme_has_commands_and_a_wrong_one_is_seen() -> None:
    assert len(commands((ROOT / "README.md").read_text())) > 20
    with pytest.raises(UserError):
        parse(["rnu", "rongcheng"])


@pytest.mark.parametrize("page", PAGES)
def test_pages_made_from_declarations_are_in_step(page: str) -> None:
    assert (ROOT / "docs" / page).read_text() == PAGES[page](), "run `uv run python -m demerit.cli.pages docs`"


def test_the_readme_shows_what_a_wrong_file_gets() -> None:
    assert wrong_file() in (ROOT / "README.md").read_text()


def test_marks_are_filled_and_missing_ones_refused() -> None:
    page = "a\n<!-- run: x -->\nold\n<!-- /run -->\nb\n"
    assert filled(page, "run", "new") == "a\n<!-- run: x -->\n\n```text\nnew\n```\n\n<!-- /run -->\nb\n"
    assert filled(filled(page, "run", "new"), "run", "new") == filled(page, "run", "new")
    with pytest.raises(UserError):
        filled(page, "explain", "new")


WITH_PYTHON = [page for page in PROSE if PYTHON.search(page.read_text())]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_python_blocks_run(page: Path, small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they stand, but for fewer people and days."""
    monkeypatch.chdir(small[0])
    for block in PYTHON.findall(page.read_text()):
        shorter = block.replace("people=1_000_000, years=3", "people=2_000, years=1, threads=1")
        assert shorter != block or "demerit.run(" not in block
        exec(compile(shorter, page.name, "exec"), {})
