"""`demerit nation`: who lives there."""

from __future__ import annotations

import click


@click.command(short_help="Who lives in a synthetic nation, and whence each number is")
@click.argument("name", default="china-2020", metavar="[NAME]", help="A shipped nation, or the file of a recipe.")
def command(name: str) -> None:
    """Say who lives in a synthetic nation, what they do how often, and whence each number is.

    NAME is a shipped nation (china-2020 unless given) or the file of a recipe.
    """
    from demerit.cli.saying import say
    from demerit.nations.from_recipe import load_nation
    from demerit.nations.to_text import nation_to_text

    say(nation_to_text(load_nation(name, seed=7)))
