"""`demerit difference`: two regimes, clause by clause."""

from __future__ import annotations

import click


@click.command(short_help="What two regimes say differently, clause by clause")
@click.argument("a", metavar="A", help="A shipped regime, or a file.")
@click.argument("b", metavar="B", help="The one to hold against it.")
def command(a: str, b: str) -> None:
    """Say what two regimes say differently, clause by clause.

    A and B are shipped names or files. Below each clause, - is what A says and + what B says.
    """
    from demerit.cli.saying import say
    from demerit.regime.difference import difference, to_text
    from demerit.regime.from_yaml import read_regime

    say(to_text(difference(read_regime(a), read_regime(b))))
