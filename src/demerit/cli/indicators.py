"""`demerit indicators`: harms and claimed benefits of a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from demerit.indicators.layout import Value


@click.command(short_help="Harms and claimed benefits of a run, with intervals")
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.option(
    "--by",
    type=click.Choice(["income", "age", "residence", "sex"]),
    help="Show them of each class of people, beside everyone.",
)
@click.option(
    "--csv",
    "as_csv",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write them as a table for a spreadsheet too, with formula and source.",
)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, with formula and source.")
def command(folder: Path, by: str | None, as_csv: Path | None, as_json: bool) -> None:
    """Show what a run did: harms and claimed benefits, each with its 95 % interval.

    docs/indicators.md has the formula, the unit and the source of each.
    """
    from demerit import api
    from demerit.cli.indicator_table import indicator_table
    from demerit.cli.refusals import writable, writing_to
    from demerit.cli.saying import aside, say_json, width
    from demerit.report.values import Values

    if as_csv:
        writable(as_csv, not_over=[str(folder)])
    run = api.open(folder)
    values = Values(run.indicators_by(by) if by else run.indicators)
    if as_csv:
        with writing_to(as_csv):
            values.csv(as_csv)
        aside(f"wrote {as_csv}")
    if as_json:
        say_json([value.as_dict() for value in values])
    else:
        click.echo(indicator_table([_under(one) if by and one.group else one for one in values], width()))


def _under(value: Value) -> Value:
    """The value of a class of people as it stands beneath everyone's."""
    return replace(value, label=f"  {value.group}", scheme="", unit="")
