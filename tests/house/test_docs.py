"""What the pages say is there: links lead somewhere, commands are written about, and every decision is in the list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
DECISIONS = sorted(path for path in (ROOT / "docs/decisions").glob("*.md") if path.name != "README.md")

FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*?) *#*$", re.MULTILINE)
COMMAND = re.compile(r"\bdemerit ([a-z]+)\b")


def anchors(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to, as forges make them."""
    headings = HEADING.findall(FENCE.sub("", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(page: Path) -> list[str]:
    """Links inside the repository that lead nowhere; what is outside is not asked for."""
    dead = []
    for target in LINK.findall(FENCE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.is_relative_to(ROOT) or not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    return dead


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert dead_links(page) == []


def test_a_dead_link_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text("# One thing\n[a](page.md#one-thing) [b](#another) [c](none.md) [d](https://example.org/x)\n")
    assert dead_links(page) == ["#another", "none.md"]


def test_every_command_is_written_about_and_every_written_command_exists() -> None:
    from demerit.cli.main import main as door

    commands = set(door.commands)
    readme = COMMAND.findall((ROOT / "README.md").read_text())
    everywhere = {name for page in PAGES for name in re.findall(r"`(?:uv run )?demerit ([a-z]+)", page.read_text())}
    assert commands - set(readme) == set(), "commands that the README does not name"
    assert everywhere - commands == set(), "commands that the pages name and nobody wrote"


def test_every_command_and_option_explains_itself() -> None:
    from demerit.cli.main import main as door

    silent = [name for name, command in door.commands.items() if not command.help]
    for name, command in door.commands.items():
        silent += [
            f"{name} --{option.name}" for option in command.params if getattr(option, "help", "argument") is None
        ]
    assert silent == []


def test_decisions_are_numbered_in_order_and_listed() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    listed = LINK.findall((ROOT / "docs/decisions/README.md").read_text())
    assert listed == [path.name for path in DECISIONS]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_gives_its_context_options_and_choice(page: Path) -> None:
    headings = re.findall(r"^## (.*)$", page.read_text(), re.MULTILINE)
    assert headings == ["Context", "Options", "Choice"]
