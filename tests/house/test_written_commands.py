"""Commands that pages and helps show can be typed: options exist, and what they leave out or set is in the regime."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import click
import pytest

from demerit.cli.main import main as door
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import LIBRARY, read_document
from tests.house.test_docs import PAGES, ROOT

LINE = re.compile(r"^(?: {4}|  )(?:uv run )?demerit ((?:.*\\\n)*.*)$", re.MULTILINE)


def typed(text: str) -> Iterator[list[str]]:
    """The commands of a text, each as its words; what is said of it to its right is left out."""
    for line in LINE.findall(text):
        yield shlex.split(re.sub(r"\\\n *", "", line).partition("  ")[0], comments=True)


def written() -> list[tuple[str, list[str]]]:
    pages = [page for page in PAGES if page.name != "CHANGELOG.md" and "decisions" not in page.parts]
    found = [(str(page.relative_to(ROOT)), page.read_text()) for page in pages]
    found += [(f"{name} --help", command.help or "") for name, command in door.commands.items()]
    return [(where, words) for where, text in found for words in typed(text)]


WRITTEN = written()
SHIPPED = {file.stem for file in LIBRARY.glob("*.yaml")}


def options(words: list[str]) -> dict[str, Any]:
    """What click understands of a command."""
    command = door.commands[words[0]]
    return command.make_context(words[0], words[1:], parent=click.Context(door, **door.context_settings)).params


def test_there_are_many_to_try() -> None:
    assert len(WRITTEN) > 100
    assert len({words[0] for _, words in WRITTEN}) > 20


@pytest.mark.parametrize(("where", "words"), WRITTEN, ids=[f"{where}: {' '.join(words)}" for where, words in WRITTEN])
def test_it_can_be_typed(where: str, words: list[str]) -> None:
    if words[1:] in ([], ["--help"]):
        return
    given = options(words)
    name = next((word for word in words[1:] if word in SHIPPED), None)
    without, clauses = list(given.get("without") or ()), list(given.get("changes") or ())
    if name and (without or clauses):
        changed(read_document(name), changes_of(clauses), without=without)


@pytest.mark.parametrize("line", ["run rongcheng --peeple 3", "compare rongcheng --without fees"])
def test_what_cannot_be_typed_is_seen(line: str) -> None:
    from demerit.errors import UserError

    with pytest.raises((click.UsageError, UserError)):
        test_it_can_be_typed("here", line.split())
