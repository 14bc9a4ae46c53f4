"""`demerit life`: one person's record."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.amounts import Count


@click.command(short_help="One person's whole record, line by line")
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.option("--person", metavar="CODE", help="The person with this code.")
@click.option("--index", type=Count(), metavar="I", help="The I-th person of the nation, from 0.")
@click.option("--json", "as_json", is_flag=True, help="Print the life as JSON.")
def command(folder: Path, person: str | None, index: int | None, as_json: bool) -> None:
    """Show one person's whole record, each line with its date and its cause.

    The life is lived again, not looked up, so anybody's can be had. Without --person or --index it is somebody worth
    reading about. No such person exists.
    """
    from demerit import api
    from demerit.cli.saying import say_json, width
    from demerit.errors import UserError
    from demerit.report.life import as_text

    if person is not None and index is not None:
        raise UserError("--person and --index name a person each", "one of them")
    life = api.open(folder).life(index if person is None else person)
    if as_json:
        say_json(life.as_dict())
    else:
        click.echo(as_text(life.lines, life.start, life.facts, width()), nl=False)
