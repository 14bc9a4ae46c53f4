"""`demerit record`: what the public sees of one person, what the person knows, what is true."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from pathlib import Path
from textwrap import shorten

import click

from demerit.cli.amounts import Day

VIEWS = ("public", "person", "truth")

_INDEX = re.compile(r"0|[1-9]\d{0,9}", re.ASCII)
"""what is read as a number of a person; anything longer may be a real person's code, and is refused unread"""

_FEW_DIGITS = 10
"""digits up to which what is written is no code, whoever's, and can be repeated"""

_SHOWN = 40
_WIDEST, _PLAIN = 200, 80


def _width() -> int:
    """Columns to write: three views need more than running text does; 80 in a file or a pipe."""
    return min(shutil.get_terminal_size((_PLAIN, 24)).columns, _WIDEST) if sys.stdout.isatty() else _PLAIN


def _who(code: str, people: int) -> str | int:
    """The index, or what may be a code. What is neither is said with both; what may be a real code is not repeated."""
    from demerit.errors import UserError

    expected = f"a code, or an index from 0 to {people - 1:,}"
    if _INDEX.fullmatch(code):
        if int(code) >= people:
            raise UserError(f"this run has no person {int(code):,}", expected)
        return int(code)
    if code.strip().startswith("00") or sum(map(str.isdigit, code)) > _FEW_DIGITS:
        return code
    raise UserError(f"`{shorten(code, _SHOWN)}` is nobody in this run", expected)


@click.command(short_help="One record as public, person and truth have it")
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.argument("code", required=False, help="The person's code, which begins with 00, or their index, from 0.")
@click.option("--as", "view", type=click.Choice(VIEWS), help="Only this view, not all three.")
@click.option("--on", "on", type=Day(), metavar="DATE", help="The record as it stood at the end of this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
def command(folder: Path, code: str | None, view: str | None, on: date | None, as_json: bool) -> None:
    """Look a person up by their number: three views of one record.

    What the public site shows, which is no more than the regime says is published; what the person has been told or
    has found out; and what is true. Without CODE it is somebody worth reading about. Without --on it is the record at
    the end of the run. No such person exists.
    """
    from demerit import api
    from demerit.cli.saying import say_json

    run = api.open(folder)
    record = run.record(None if code is None else _who(code, int(run.manifest["people"])), on)
    shown = getattr(record, view) if view else record
    if as_json:
        say_json(shown.as_dict())
    else:
        click.echo(shown.text(_width()), nl=False)
