"""`demerit regimes`: what is shipped."""

from __future__ import annotations

import click


@click.command(short_help="The shipped regimes, one line each, with their sources")
def command() -> None:
    """List the shipped regimes, one line each, with their sources."""
    from demerit.cli.saying import say
    from demerit.regime.from_yaml import shipped

    regimes = shipped()
    widest = max(len(regime.regime) for regime in regimes)
    for regime in regimes:
        sources = ", ".join(regime.sources) or "none needed"
        say(f"{regime.regime:<{widest}}  {regime.title} (sources: {sources})", hang=widest + 2)
    say("\n`demerit show NAME` says a regime in plain sentences; `demerit run NAME` runs it.")
