"""`demerit sensitivity`: which assumption of a regime matters most for which indicator."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from demerit.cli.amounts import Count, Years

if TYPE_CHECKING:
    from demerit.records.observer import Observer
    from demerit.report.sensitivity import SensitivityResult
    from demerit.study.sweep.layout import Progress
    from demerit.study.sweep.weighed import Prepared

_HELP = """Move every assumption of a regime over its range, and say which one matters most.

NAME|FILE is a shipped regime or a file of yours. Its assumptions are the numbers that carry a range, `12 % between 2 %
and 40 %`. All runs are over the same people with the same luck, so that what changes is what the assumptions change.
With --out, the tornado of an indicator is drawn: each assumption alone, from one end of its range to the other. What is
done is kept at once in sensitivity.part, so one that was stopped or killed goes on with --resume.

\b
  demerit sensitivity debtors-2017
  demerit sensitivity my.yaml --indicator never_told --out tornado.svg
  demerit sensitivity my.yaml --method sobol --number 128 --json
  demerit sensitivity --resume --out tornado.svg
"""


@click.command(short_help="Which assumption matters most for what", help=_HELP)
@click.argument("regime", required=False, metavar="NAME|FILE", help="A shipped regime, or a file of yours.")
@click.option(
    "--method", type=click.Choice(["morris", "sobol"]), default="morris", show_default=True,
    help="Elementary effects, which take few runs, or shares of variance, which take many.",
)  # fmt: skip
@click.option(
    "--number", type=Count(2), metavar="N",
    help="Trajectories of Morris (10 unless given), base samples of Sobol (64, a power of two).",
)  # fmt: skip
@click.option("--indicator", "indicators", multiple=True, metavar="NAME", help="Only this one; can be given again.")
@click.option("--people", type=Count(1), default="20k", show_default=True, metavar="N", help="How many people live.")
@click.option("--years", type=Years(), default="2", show_default=True, metavar="Y", help="How long each run lasts.")
@click.option("--seed", type=Count(), default=7, show_default=True, metavar="N", help="Which nation of its kind.")
@click.option("--nation", metavar="NAME", help="Another nation than the one the regime was written for.")
@click.option("--threads", type=Count(1), metavar="N", help="Threads of each run; one a core unless given.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The tornado; .svg, .png or .json (Vega-Lite) says in which form.",
)  # fmt: skip
@click.option(
    "--table", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Every run as a table too, as Parquet; FILE.part instead of sensitivity.part keeps what is done until then.",
)  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on with what sensitivity.part, or --table, has of an unfinished one.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(**given: Any) -> None:
    """`demerit sensitivity`: assumptions, weighed; a tornado."""
    from demerit.cli.refusals import writable
    from demerit.cli.saying import aside, say_json, width
    from demerit.errors import UserError

    if not given["regime"] and not given["resume"]:
        raise UserError(
            "`demerit sensitivity` needs a regime", "a name or a file", "`demerit regimes` lists the shipped ones"
        )
    out: Path | None = given["out"]
    if out is not None and out.suffix.lower() not in (".svg", ".png", ".json"):
        raise UserError(f"{out}: a chart cannot be written in this form", "a name that ends in .svg, .png or .json")
    if out is not None:
        writable(out, not_over=[given["regime"] or ""])
        _drawable(out)
    result = _result(given)
    if given["table"] is not None:
        aside(f"wrote {given['table']}")
    if given["as_json"]:
        say_json(result.as_dict())
    else:
        click.echo(result.text(width()), nl=False)
    if out is not None:
        _draw(result, out)


def _result(given: dict[str, Any]) -> SensitivityResult:
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import aside
    from demerit.cli.sweep import watched
    from demerit.pipeline import run
    from demerit.report.sensitivity import SensitivityResult
    from demerit.study.sweep.kept import NO_TABLE, part_of
    from demerit.study.sweep.weighed import weigh

    table = given["table"] or NO_TABLE
    ready = _prepared(given, table)
    aside(f"{len(ready.assumptions)} assumptions, {len(ready.plan.points):,} runs")

    def go(observer: Observer, progress: Progress) -> SensitivityResult:
        with writing_to(part_of(table)):
            return SensitivityResult(
                weigh(ready, run, observer, progress, threads=given["threads"] or 0, table=table,
                      resume=given["resume"])
            )  # fmt: skip

    named = f" --table {table}" if given["table"] else ""
    return watched(go, f"stopped; `demerit sensitivity --resume{named}` goes on")


def _prepared(given: dict[str, Any], table: Path) -> Prepared:
    """What is asked for, or what was left unfinished."""
    from demerit.cli.refusals import only_with
    from demerit.records.order import DAYS_A_YEAR
    from demerit.study.sweep.weighed import prepared, unfinished

    if not given["regime"]:
        only_with(
            frozenset({"out", "table", "resume", "threads", "as_json"}),
            "goes with a regime; --resume alone knows the rest",
        )
        return unfinished(table)
    return prepared(
        given["regime"], method=given["method"], number=given["number"], people=given["people"],
        days=round(given["years"] * DAYS_A_YEAR), seed=given["seed"], nation=given["nation"],
        indicators=given["indicators"],
    )  # fmt: skip


def _drawable(out: Path) -> None:
    """Refuses an image that nothing could draw, before anything is run for it."""
    from demerit.errors import UserError
    from demerit.report.image import INSTALL

    if out.suffix.lower() != ".json" and find_spec("vl_convert") is None:
        raise UserError("an image needs the package vl-convert-python", f"`{INSTALL}`",
                        f"`--out {out.with_suffix('.json')}` needs no package")  # fmt: skip


def _draw(result: SensitivityResult, out: Path) -> None:
    """The tornado as a file."""
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import aside
    from demerit.report.image import save

    chart = result.chart()
    with writing_to(out):
        save(chart, out)
    aside(f"wrote {out}")
