"""What `--help` says, of the door and of every command, in 80 columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.main import NAMES, main

Golden = Callable[[str | Path, str], None]


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help(name: str, golden: Golden) -> None:
    asked = CliRunner().invoke(main, [name, "--help"] if name else ["--help"])
    assert asked.exit_code == 0
    assert max(map(len, asked.output.splitlines())) <= 80
    assert "\b" not in asked.output
    assert r"\b" not in asked.output
    golden(f"golden/help/{name or 'demerit'}.txt", asked.output)


def test_without_a_word_it_helps() -> None:
    assert CliRunner().invoke(main, []).output == CliRunner().invoke(main, ["--help"]).output


def test_every_short_help_fits_its_line() -> None:
    assert [name for name in NAMES if "..." in main.commands[name].get_short_help_str(60)] == []


def test_every_command_file_is_in_a_section() -> None:
    folder = Path(__file__).parents[2] / "src" / "demerit" / "cli"
    defining = {file.stem for file in folder.glob("*.py") if "\n@click.command(" in file.read_text()}
    assert defining == set(NAMES)
