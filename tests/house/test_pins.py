"""Every machine gets the same libraries: the pins, said twice because uv reads one place and pip the other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)==([0-9][0-9a-z.+!]*)")


def pins() -> list[str]:
    return (ROOT / "constraints.txt").read_text().split("\n")[:-1]


def test_constraints_are_names_and_versions_and_nothing_else() -> None:
    assert [line for line in pins() if not PIN.fullmatch(line)] == []
    names = [line.partition("==")[0] for line in pins()]
    assert names == sorted(set(names))


def test_uv_is_told_the_same_pins() -> None:
    """`uv run` and `uv sync` read `tool.uv.constraint-dependencies`, pip and `uv pip` read constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["uv"]["constraint-dependencies"] == pins()


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    names = {re.match(r"[A-Za-z0-9_.-]+", line)[0].lower().replace("_", "-") for line in wanted}  # type: ignore[index]
    assert names - {line.partition("==")[0] for line in pins()} == set()
