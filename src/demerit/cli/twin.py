"""`demerit twin`: one life against its twin's."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from demerit.cli.amounts import Count, Day

_INDEX = re.compile(r"0|[1-9]\d{0,9}", re.ASCII)
"""what is read as a number of a person; anything longer may be a real person's code, and is refused unread"""

_HELP = """Live one person again with exactly one thing otherwise.

FOLDER is a run, CODE the person's code, or their index from 0. The twin has the same luck, the same neighbours and the
same climate; what differs is what the one thing brings about. Both lives stand side by side from the first day on which
they differ, with what that comes to: marks, refusals, days listed, yuan, hours.

\b
  demerit twin runs/rongcheng-1 CODE --strike 4
  demerit twin runs/rongcheng-1 CODE --notice
  demerit twin runs/rongcheng-1 CODE --pay 2018-03-01 --html twin.html

No such person exists.
"""


@click.command(short_help="One life against its twin's, with one thing otherwise", help=_HELP)
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.argument("code", help="The person's code, which begins with 00, or their index, from 0.")
@click.option(
    "--strike", type=Count(1), metavar="LINE", help="This line of the life, a mark or an entry, never happens."
)
@click.option("--notice", is_flag=True, help="Every notice reaches the person, and before the effect.")
@click.option("--appeal", is_flag=True, help="Every wrong mark or entry is contested at once, where it can be.")
@click.option("--pay", type=Day(), metavar="DAY", help="Everything that is owed is performed on this day.")
@click.option("--move", metavar="PLACE", help="The person lives in this place of the nation from the first day on.")
@click.option("--html", "page", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Also as a page.")
@click.option("--json", "as_json", is_flag=True, help="Print both lives as JSON.")
def command(
    folder: Path, code: str, strike: int | None, notice: bool, appeal: bool, pay: date | None, move: str | None,
    page: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """`demerit twin`: both lives, in text, as JSON, as a page."""
    from demerit import api
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import aside, say_json, width
    from demerit.report.twin import TwinResult
    from demerit.study.twin.layout import Otherwise
    from demerit.study.twin.twin import twin

    otherwise = Otherwise(strike, notice, appeal, pay, move)
    run = api.open(folder)
    number = int(code) if _INDEX.fullmatch(code) else code
    result = TwinResult(twin(run.folder, run.manifest, number, otherwise))
    if page is not None:
        with writing_to(page):
            result.save(page)
        aside(f"wrote {page}")
    if as_json:
        say_json(result.as_dict())
    else:
        click.echo(result.text(width()), nl=False)
