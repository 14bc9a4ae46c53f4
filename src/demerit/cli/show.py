"""`demerit show`: a regime in plain sentences."""

from __future__ import annotations

import click


@click.command(short_help="A regime in plain sentences that a lawyer can read")
@click.argument("source", metavar="NAME|FILE", help="A shipped regime, or a file of yours.")
def command(source: str) -> None:
    """Say a regime in plain, numbered sentences that a lawyer can read.

    Every amount has its source in brackets. What the regime leaves open is named as not declared.
    """
    from demerit.cli.saying import say
    from demerit.regime.from_yaml import read_regime
    from demerit.regime.to_text import to_text

    say(to_text(read_regime(source)))
