"""`demerit explain`: from a refusal back to its cause."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Why a person was refused: back to the first cause")
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.argument("code", help="The person's code.")
def command(folder: Path, code: str) -> None:
    """Say why a person was last refused something, walking from the refusal back to its first cause.

    CODE is the person's code, as `demerit life` and the report print it.
    """
    from demerit import api
    from demerit.cli.saying import say

    for paragraph in api.open(folder).explain(code):
        say(paragraph, hang=2)
