"""`demerit targets`: published figures beside what a run of the regime came to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from demerit.cli.amounts import Count

if TYPE_CHECKING:
    from demerit.report.targets import TargetsResult

_HELP = """Set published figures beside what a run comes to.

NAME|FILE is a shipped file of targets or one of yours; without one, the shipped ones are listed. Without --run, the
regime of the targets is run in a temporary folder for as many days as the figures need. Figures that numbers of the
regime were fitted to stand apart from those held out; misses are shown as they come out, and figures of low confidence
are not judged.

\b
  demerit targets china-2013-2019
  demerit targets china-2013-2019 --people 40m --seed 8
  demerit targets china-2013-2019 --run runs/china-2013-2019-1

It is a report: it leaves with 0 whatever is hit or missed.
"""

_STOPPED = "stopped; the run was made for the figures alone, and nothing of it is kept."


@click.command(short_help="Published figures beside a run: fitted, held out, missed", help=_HELP)
@click.argument("name", required=False, metavar="NAME|FILE", help="Shipped targets, or a file of yours.")
@click.option("--run", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="A run that was made before.")
@click.option("--people", type=Count(1), default="10m", show_default=True, metavar="N", help="How many people live.")
@click.option("--seed", type=Count(), default=7, show_default=True, metavar="N", help="Which nation of its kind.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(name: str | None, folder: Path | None, people: int, seed: int, as_json: bool) -> None:
    """`demerit targets`: the list of targets, or one of them beside a run."""
    from demerit.cli.refusals import only_with
    from demerit.cli.saying import say_json, width

    if name is None:
        only_with(frozenset({"as_json"}), "needs targets: `demerit targets` lists them")
        _list(as_json)
        return
    if folder is not None:
        only_with(frozenset({"name", "folder", "as_json"}), "does not go with --run: the folder says it")
    result = _result(name, folder, people, seed)
    if as_json:
        say_json(result.as_dict())
    else:
        click.echo(result.text(width()), nl=False)


def _result(name: str, folder: Path | None, people: int, seed: int) -> TargetsResult:
    """The figures beside the run of a folder, or beside one that is made now and watched from the terminal."""
    from demerit import studies
    from demerit.cli.main import STOPPED, leave
    from demerit.cli.saying import aside
    from demerit.cli.stop import Stop
    from demerit.cli.watching import Watcher

    if folder is not None:
        return studies.targets(name, run=folder)
    with Stop(lambda: aside(_STOPPED)) as stop:
        try:
            with Watcher(stop) as watcher:
                return studies.targets(name, people=people, seed=seed, observer=watcher)
        except KeyboardInterrupt:
            aside(_STOPPED)
    return leave(STOPPED)


def _list(as_json: bool) -> None:
    """The shipped targets, one line each."""
    from demerit.cli.saying import say, say_json
    from demerit.report.numbers import counted
    from demerit.study.targets.from_yaml import shipped

    found: list[dict[str, Any]] = [
        {"targets": one.targets, "title": one.title, "regime": one.regime, "figures": len(one.figures)}
        for one in shipped()
    ]
    if as_json:
        say_json(found)
        return
    for one in found:
        figures = counted(one["figures"], "figure")
        say(f"{one['targets']}  {one['title']} ({figures}; regime: {one['regime']})", hang=2)
    say("\n`demerit targets NAME` sets them beside a run.")
