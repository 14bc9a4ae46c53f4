"""`demerit run`: a regime over a nation, into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from demerit.cli.amounts import Count, Day, Years

if TYPE_CHECKING:
    from demerit.api import Run


class RunFolder(click.Path):
    """An option that names a folder; no name at all would mean the folder that one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; refused under the option's name where nothing is written."""
        if not str(value).strip():
            from demerit.errors import UserError

            name = param.opts[0] if param else "folder"
            raise UserError(f"{name} names no folder", "the name of a folder, such as runs/mine")
        return super().convert(value, param, ctx)


_HELP = """Run a regime over a synthetic nation and keep what happened.

NAME|FILE is a shipped regime (`demerit regimes`) or a file of yours. The folder gets the series, the ledger of every
event with its cause, and a report that opens in a browser. Ctrl-C ends a run within two seconds; what was done until
the last checkpoint, some seconds before, is kept.

\b
  demerit run rongcheng
  demerit run my.yaml --people 20k --years 1
  demerit run my.yaml --people 1.4e9 --years 1 --ledger none
  demerit run spiral-links --without "lost credit"
  demerit run rongcheng --set "schemes.debtors.notice.served=0 % (assumption)"
"""


@click.command(short_help="Run a regime over a synthetic nation", help=_HELP)
@click.argument("regime", required=False, metavar="NAME|FILE", help="A shipped regime, or a file of yours.")
@click.option(
    "--people",
    type=Count(1),
    default="1m",
    show_default=True,
    metavar="N",
    help="How many people live: 20k, 1m, 1.4e9.",
)
@click.option("--years", type=Years(), default="3", show_default=True, metavar="Y", help="How long the run lasts.")
@click.option(
    "--seed",
    type=Count(),
    default=7,
    show_default=True,
    metavar="N",
    help="Which nation of its kind this is; two regimes under one seed share all their luck.",
)
@click.option("--threads", type=Count(1), metavar="N", help="Threads, 1 or more; one a core unless given.")
@click.option(
    "--out",
    type=RunFolder(path_type=Path),
    metavar="FOLDER",
    help="The run folder; runs/<regime>-<n> with the next free number unless given.",
)
@click.option("--nation", metavar="NAME", help="Another nation than the one the regime was written for.")
@click.option(
    "--start",
    type=Day(),
    metavar="DATE",
    help="First day, such as 2018-01-01; the day the regime comes into force unless given.",
)
@click.option(
    "--tick",
    type=Count(1),
    default=7,
    show_default=True,
    metavar="DAYS",
    help="Days after which people feel what others did.",
)
@click.option("--chunk", type=Count(1), metavar="N", help="People that a thread takes at a time; changes no result.")
@click.option(
    "--ledger",
    type=click.Choice(["auto", "all", "none"]),
    default="auto",
    show_default=True,
    help="Whose events are kept: auto is everyone's up to 10 million people, a sample's above.",
)
@click.option(
    "--community",
    "communities",
    type=Count(),
    multiple=True,
    metavar="N",
    help="Keep the events of this community too (person // 1024); can be given again.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="NAME",
    help="Leave out a response or a measure of the regime; can be given again.",
)
@click.option("--political", type=click.Choice(["on", "off"]), help="Switch items marked political on or off.")
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="PATH=VALUE",
    help="Read a clause of the regime otherwise, as its phases would; can be given again.",
)
@click.option("--report/--no-report", default=True, help="Whether to write report.html.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and nothing else.")
@click.option(
    "--resume",
    type=RunFolder(path_type=Path),
    metavar="FOLDER",
    help="Take up an interrupted run; only --threads and --json go with it.",
)
def command(**given: Any) -> None:
    """`demerit run`: a run, begun or gone on with."""
    from demerit.cli.refusals import only_with
    from demerit.errors import UserError

    if given["resume"]:
        only_with(frozenset({"resume", "threads", "as_json"}), "does not go with --resume: the folder says it")
    elif not given["regime"]:
        raise UserError(
            "`demerit run` needs a regime", "a name or a file", "`demerit run rongcheng`, or see `demerit regimes`"
        )
    if given["communities"] and given["ledger"] != "auto":
        raise UserError(f"--community adds to --ledger auto, not to --ledger {given['ledger']}", "one of the two")
    _show(_ran(given), given["as_json"])


def _ran(given: dict[str, Any]) -> Run:
    """The run, watched from the terminal and stopped by Ctrl-C."""
    from demerit.cli.main import STOPPED, leave
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import aside
    from demerit.cli.stop import Stop
    from demerit.records.stopping import resume_hint

    folder = given["resume"] or given["out"] or _next_folder(given["regime"])
    with writing_to(Path(folder)), Stop(lambda: aside(resume_hint(folder))) as stop:
        from demerit import api
        from demerit.cli.watching import Watcher

        try:
            with Watcher(stop, goes_on=bool(given["resume"])) as watcher:
                if given["resume"]:
                    return api.resume(folder, threads=given["threads"], observer=watcher)
                return api.run(
                    given["regime"], people=given["people"], years=given["years"], seed=given["seed"],
                    threads=given["threads"], nation=given["nation"], out=folder,
                    start=given["start"], tick=given["tick"], chunk=given["chunk"],
                    ledger=list(given["communities"]) or given["ledger"], report=given["report"],
                    set=given["changes"], without=given["without"], political=given["political"], observer=watcher,
                )  # fmt: skip
        except KeyboardInterrupt:
            aside(resume_hint(folder))
    return leave(STOPPED)


def _show(run: Run, as_json: bool) -> None:
    """What came out."""
    from demerit.cli.saying import say, say_json
    from demerit.report.terminal import console, show_summary

    if as_json:
        say_json(run.summary)
        return
    show_summary(console(), run.data)
    silent = silences(run)
    if silent:
        say(f"\n{silent}", hang=2)


def silences(run: Run) -> str:
    """One line on what the regime does not declare; empty where it declares everything."""
    from demerit.regime.silence import in_brief

    said = in_brief(run.manifest.get("notes", ()))
    return f"run as none because not declared: {said}" if said else ""


def _next_folder(regime: str) -> Path:
    """runs/<regime>-<n> with the next number that is free."""
    name = Path(regime).stem
    taken = (path.name.removeprefix(f"{name}-") for path in Path("runs").glob("*") if path.name.startswith(f"{name}-"))
    return Path("runs") / f"{name}-{max((int(number) for number in taken if number.isdecimal()), default=0) + 1}"
