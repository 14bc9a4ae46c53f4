"""`demerit indicators`: harms and claimed benefits of a run."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Harms and claimed benefits of a run, with intervals")
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, with formula and source.")
def command(folder: Path, as_json: bool) -> None:
    """Show what a run did: harms and claimed benefits, each with its 95 % interval.

    docs/indicators.md has the formula, the unit and the source of each.
    """
    from demerit import api
    from demerit.cli.indicator_table import indicator_table
    from demerit.cli.saying import say_json, width

    values = api.open(folder).indicators
    if as_json:
        say_json([value.as_dict() for value in values])
    else:
        click.echo(indicator_table(values, width()))
