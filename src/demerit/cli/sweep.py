"""`demerit sweep`: one regime at many points of its clauses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from demerit.cli.amounts import Count, Years

if TYPE_CHECKING:
    from demerit.cli.stop import Stop
    from demerit.records.forecast import Forecast
    from demerit.records.observer import Observer
    from demerit.report.sweep import SweepResult
    from demerit.report.sweep_progress import PointsProgress
    from demerit.study.sweep.layout import Plan, Progress

_HELP = """Run a regime at many points of its clauses, over the same people with the same luck.

NAME|FILE is a shipped regime or a file of yours; a clause and its range are written PATH=LOW..HIGH. FILE gets one row
for each point and indicator. What is done is kept at once in FILE.part, so a sweep that was stopped or killed goes on
with --resume and gives the same bytes.

\b
  demerit sweep debtors-2017 --over "schemes.debtors.notice.served=0 %..100 %"
  demerit sweep my.yaml --over "feeds.courts.detects=50 %..100 %" \\
      --over "schemes.debtors.notice.served=0 %..100 %" \\
      --design lhs --points 64 --indicator never_told --out told.parquet
  demerit sweep --resume --out told.parquet
"""


@click.command(short_help="A regime at many points of its clauses", help=_HELP)
@click.argument("regime", required=False, metavar="NAME|FILE", help="A shipped regime, or a file of yours.")
@click.option(
    "--over", multiple=True, metavar="PATH=LOW..HIGH",
    help="A clause of the regime and the range it goes through; can be given again.",
)  # fmt: skip
@click.option(
    "--design", type=click.Choice(["grid", "lhs", "sobol"]), default="grid", show_default=True,
    help="Every combination of levels, a Latin hypercube, or a Sobol sequence.",
)  # fmt: skip
@click.option(
    "--points", type=Count(1), metavar="N",
    help="Levels of each clause of a grid (5 unless given), points of the others (32).",
)  # fmt: skip
@click.option("--people", type=Count(1), default="100k", show_default=True, metavar="N", help="How many people live.")
@click.option("--years", type=Years(), default="3", show_default=True, metavar="Y", help="How long each run lasts.")
@click.option("--seed", type=Count(), default=7, show_default=True, metavar="N", help="Which nation of its kind.")
@click.option("--nation", metavar="NAME", help="Another nation than the one the regime was written for.")
@click.option("--indicator", "indicators", multiple=True, metavar="NAME", help="Only this one; can be given again.")
@click.option("--threads", type=Count(1), metavar="N", help="Threads of each run; one a core unless given.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default="sweep.parquet", show_default=True,
    metavar="FILE", help="The table, as Parquet.",
)  # fmt: skip
@click.option(
    "--csv", "as_csv", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The same table as CSV, for a spreadsheet.",
)  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on with the unfinished sweep beside --out.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(**given: Any) -> None:
    """`demerit sweep`: a sweep, begun or gone on with, and its summary."""
    from demerit.cli.refusals import apart, writable, writing_to
    from demerit.cli.saying import aside, say_json, width
    from demerit.errors import UserError

    if not given["regime"] and not given["resume"]:
        raise UserError(
            "`demerit sweep` needs a regime", "a name or a file", "`demerit regimes` lists the shipped ones"
        )
    out, table = given["out"], given["as_csv"]
    if table:
        writable(table, not_over=[given["regime"] or ""])
        apart(out, table, "--out and --csv")
    result = _result(given)
    aside(f"wrote {out}")
    if table:
        with writing_to(table):
            result.csv(table)
        aside(f"wrote {table}")
    if given["as_json"]:
        say_json(result.as_dict())
    else:
        click.echo(result.text(width()), nl=False)


def _result(given: dict[str, Any]) -> SweepResult:
    from demerit.cli.refusals import only_with, writing_to
    from demerit.pipeline import run
    from demerit.report.sweep import SweepResult
    from demerit.study.sweep.kept import part_of
    from demerit.study.sweep.sweep import sweep

    out: Path = given["out"]
    if given["regime"]:
        plan = _plan(given)
    else:
        only_with(
            frozenset({"out", "as_csv", "resume", "threads", "as_json"}),
            "goes with a regime; --resume alone knows the rest",
        )
        plan = None

    def go(observer: Observer, progress: Progress) -> SweepResult:
        with writing_to(part_of(out)):
            return SweepResult(
                sweep(plan, out, run, observer, progress, resume=given["resume"], threads=given["threads"] or 0)
            )

    return watched(go, f"stopped; `demerit sweep --resume --out {out}` goes on")


def _plan(given: dict[str, Any]) -> Plan:
    from demerit.records.order import DAYS_A_YEAR
    from demerit.study.sweep.sweep import plan_of

    return plan_of(
        given["regime"], given["over"], design=given["design"], points=given["points"], people=given["people"],
        days=round(given["years"] * DAYS_A_YEAR), seed=given["seed"], nation=given["nation"],
        indicators=given["indicators"],
    )  # fmt: skip


Result = TypeVar("Result")


def watched(go: Callable[[Observer, Progress], Result], last_words: str) -> Result:
    """What `go` makes of many runs, told on standard error point by point, and stopped by Ctrl-C."""
    from demerit.cli.main import STOPPED, leave
    from demerit.cli.saying import aside
    from demerit.cli.stop import Stop
    from demerit.report.sweep_progress import PointsProgress
    from demerit.report.terminal import console

    with Stop(lambda: aside(last_words)) as stop:
        try:
            with PointsProgress(console(sys.stderr)) as bar:
                return go(_Runs(stop, bar), bar.update)
        except KeyboardInterrupt:
            aside(last_words)
    return leave(STOPPED)


class _Runs:
    """Who watches the runs of a sweep: each of them is a point, and only that is told."""

    def __init__(self, stop: Stop, bar: PointsProgress) -> None:
        self._stop, self._bar = stop, bar

    def forecast(self, forecast: Forecast) -> None:
        """Takes no notice of what one run will take, but for the engine that has to be compiled first."""
        if forecast.compile_seconds:
            self._bar.note(f"compiling the engine once on this machine (about {forecast.compile_seconds:.0f} s)")

    def progress(self, share: float) -> None:
        """Takes no notice of how far one run is."""

    def note(self, text: str) -> None:
        """A remark, on a line of its own."""
        self._bar.note(text)

    def stopping(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._stop.asked
