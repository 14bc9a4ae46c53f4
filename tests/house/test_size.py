"""Files of one subject and functions that fit a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE, FUNCTION = 400, 50
REASON = "# long because"
"""what a function over the limit must say in its body, and then why (a fused kernel, say)"""


def sources() -> list[Path]:
    return sorted(file for folder in ("src", "benchmarks", "tests") for file in (ROOT / folder).rglob("*.py"))


def too_long(text: str) -> Iterator[str]:
    """Names and lengths of the functions over the limit that give no reason."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = lines[node.lineno - 1 : node.end_lineno]
            if len(body) > FUNCTION and not any(line.strip().startswith(REASON) for line in body):
                yield f"{node.name}: {len(body)} lines"


def test_files_hold_one_subject() -> None:
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in sources()}
    assert {name: length for name, length in lengths.items() if length > FILE} == {}


def test_functions_fit_a_screen() -> None:
    found = {str(file.relative_to(ROOT)): list(too_long(file.read_text())) for file in sources()}
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_the_measure_itself() -> None:
    long = "def f():\n" + "    x = 1\n" * FUNCTION
    assert list(too_long(long)) == ["f: 51 lines"]
    assert list(too_long(long.replace("x = 1", f"{REASON} it is one kernel", 1))) == []
