"""What is wrong with the user's input, and how it is said.

Everything in demerit that refuses input raises `UserError`; the command line prints it and leaves with exit code 2.
A problem says where it is, what is wrong, what was expected and what to write instead, in this shape:

    mine.yaml:12:11: no gate is called `trian`
        gate: trian
              ^
      expected: a gate of the nation china-2020
      instead: did you mean `train`?
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. Lines and columns count from 1; None where the input is not a file."""

    file: str | None
    line: int | None
    column: int | None
    message: str
    expected: str | None = None
    hint: str | None = None
    source_line: str | None = None

    def __str__(self) -> str:
        """The problem as it is printed: place and message, the source line with a caret, what was expected, a hint."""
        lines = [f"{self._place()}{self.message}"]
        if self.source_line is not None and self.column is not None:
            lines += _pointed(self.source_line, self.column)
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.hint:
            lines.append(f"  instead: {self.hint}")
        return "\n".join(lines)

    def _place(self) -> str:
        parts = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(parts) + ": " if parts else ""


class UserError(Exception):
    """Input that demerit refuses: every problem found, sorted by place. The command line leaves with `exit_code`."""

    exit_code = 2

    def __init__(
        self, problems: str | Problem | Iterable[Problem], expected: str | None = None, hint: str | None = None
    ) -> None:
        """Takes problems, or for input that is not a file a plain message with what was expected and a hint."""
        if isinstance(problems, str):
            problems = Problem(None, None, None, problems, expected, hint)
        if isinstance(problems, Problem):
            problems = (problems,)
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=_order))
        super().__init__("\n\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the nearest known word or words, or None where nothing is near."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_folded, n=2, cutoff=0.6)
    if not near:
        return None
    return "did you mean " + " or ".join(f"`{by_folded[name]}`" for name in near) + "?"


def listed(words: Iterable[str], most: int = 12) -> str:
    """Words for an error message: `a, b, c`, with a count for those beyond `most`."""
    names = list(words)
    if len(names) <= most:
        return ", ".join(names) if names else "(none)"
    return ", ".join(names[:most]) + f" and {len(names) - most} more"


def _order(problem: Problem) -> tuple[str, int, int, str]:
    return (problem.file or "", problem.line or 0, problem.column or 0, problem.message)


def _pointed(source_line: str, column: int) -> list[str]:
    """The source line without its indentation, and under it a caret; wide characters and tabs take two cells."""
    text = source_line.rstrip()
    start = min(len(text) - len(text.lstrip()), max(column - 1, 0))
    before = text[start : max(column - 1, 0)]
    cells = sum(2 if c == "\t" or unicodedata.east_asian_width(c) in "WF" else 1 for c in before)
    return ["    " + text[start:].replace("\t", "  "), "    " + " " * cells + "^"]
