"""`demerit amend`: the smallest change to a regime that clears findings of its audit, and what it does to people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from demerit.cli.amounts import Count, Years

if TYPE_CHECKING:
    from demerit.report.amend import AmendResult

_HELP = """Find the smallest set of amendments that clears findings of a regime.

NAME|FILE is a shipped regime or a file of yours. Cleared are all findings that weigh as prohibited or as needing an
exception, or those of --rules alone. Every change is needed: without any one of them a finding comes back. What no
amendment clears is said, with why. Then both regimes are run over the same people, and what the amendments change is
shown, harms and claimed benefits alike.

\b
  demerit amend rongcheng --rules F06
  demerit amend rongcheng --rules F06,F05 --law eu --out amended.yaml
  demerit amend my.yaml --no-compare

The amended file has no comments; `demerit audit` and `demerit run` take it like any other.
"""


@click.command(short_help="The smallest change that clears findings, and what it does", help=_HELP)
@click.argument("regime", metavar="NAME|FILE", help="A shipped regime, or a file of yours.")
@click.option("--rules", metavar="ID,ID", help="Clear these tests alone, such as F06,F05.")
@click.option("--law", "laws", multiple=True, metavar="NAME|FILE", help="A law pack; can be given again.")
@click.option("--as-of", metavar="DATE", help="The day whose law is asked for, such as 2025-02-02; by default today.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write the amended regime; the file must not be there yet.")  # fmt: skip
@click.option("--compare/--no-compare", default=True, show_default=True, help="Run both over the same people.")
@click.option("--people", type=Count(1), metavar="N", help="How many people live in these runs; 100k unless given.")
@click.option("--years", type=Years(), metavar="Y", help="How long the runs last; 3 unless given.")
@click.option("--seed", type=Count(), metavar="N", help="Which nation of its kind this is; 7 unless given.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON, and nothing else.")
def command(
    regime: str, rules: str | None, laws: tuple[str, ...], as_of: str | None, out: Path | None, compare: bool,
    people: int | None, years: float | None, seed: int | None, as_json: bool,
) -> None:  # fmt: skip
    """`demerit amend`: the amendments, printed; the amended regime, written."""
    from demerit.cli.audit_simulated import watched
    from demerit.cli.refusals import writable
    from demerit.cli.saying import aside, say_json, width
    from demerit.report.amend import amend

    _refuse(regime, out, compare, people, years, seed)
    if out is not None:
        writable(out)
    tests = [one.strip() for one in (rules or "").split(",") if one.strip()]
    result = amend(regime, tests, laws, as_of)
    if out is not None:
        _write(result, out)
        aside(f"wrote {out}")
    if compare and result.found.made:
        found = result
        result = watched(lambda live: found.compared(live, people, years, seed))
    if as_json:
        say_json(result.as_dict())
    else:
        click.echo(result.to_text(width()), nl=False)


def _write(result: AmendResult, out: Path) -> None:
    from demerit.cli.refusals import writing_to
    from demerit.records.disk import write_out

    with writing_to(out):
        write_out(out, result.yaml)


def _refuse(
    regime: str, out: Path | None, compare: bool, people: int | None, years: float | None, seed: int | None
) -> None:
    """A file that would be lost, and options of runs without runs."""
    from demerit.errors import UserError

    if out is not None and out.exists() and Path(regime).exists() and out.samefile(regime):
        raise UserError(f"{out} is the regime that is to be amended", "another file: its comments would be lost")
    if out is not None and out.is_file():
        raise UserError(f"{out}: this file is there already", "the name of a new file")
    for name, value in (("--people", people), ("--years", years), ("--seed", seed)):
        if not compare and value is not None:
            raise UserError(f"{name} is about runs", "no --no-compare with it")
