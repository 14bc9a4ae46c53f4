"""How commands speak: text folded to the width of the terminal, JSON whole and alone on standard output."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from typing import Any

import click

_WIDEST, _PLAIN = 100, 80


def width() -> int:
    """Columns to fold to: the terminal's, at most 100; 80 in a file or a pipe."""
    return min(shutil.get_terminal_size((_PLAIN, 24)).columns, _WIDEST) if sys.stdout.isatty() else _PLAIN


def folded(line: str, columns: int, hang: int = 0) -> str:
    """One line folded to so many columns; what is folded stands under its words, or `hang` columns in."""
    lead = re.match(r"\s*(?:\d+\.\d+ |[-+*] )?", line)
    indent = " " * (hang or (len(lead.group()) if lead else 0))
    said = textwrap.wrap(line, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(said)


def say(text: str, hang: int = 0) -> None:
    """Print text, each of its lines folded to the terminal."""
    for line in text.splitlines():
        click.echo(folded(line, width(), hang))


def say_json(value: Any) -> None:
    """Print a value as JSON. Nothing else goes to standard output then."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def aside(text: str) -> None:
    """A remark beside the result: on standard error, so that what is piped on is the result alone."""
    click.echo(text, err=True)
