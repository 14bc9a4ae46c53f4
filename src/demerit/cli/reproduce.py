"""`demerit reproduce`: the same bytes again."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.amounts import Count


@click.command(short_help="Run it again and compare, byte for byte")
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.option("--threads", type=Count(1), metavar="N", help="Threads, 1 or more; one a core unless given.")
def command(folder: Path, threads: int | None) -> None:
    """Run a folder's manifest once more and compare the results, byte for byte.

    Nothing is kept of the second run. Leaves with exit code 1 if the results differ.
    """
    from demerit import api
    from demerit.cli.main import OURS, STOPPED, leave
    from demerit.cli.saying import aside, say
    from demerit.cli.stop import Stop
    from demerit.cli.watching import Watcher

    with Stop(lambda: aside("stopped; the run folder is as it was.")) as stop:
        try:
            with Watcher(stop) as watcher:
                again = api.reproduce(folder, threads=threads, observer=watcher)
        except KeyboardInterrupt:
            aside("stopped; the run folder is as it was.")
            leave(STOPPED)
    if again.same:
        say(f"The same bytes again: digest {again.found}")
        return
    say(f"Not the same.\n  the folder has  {again.expected}\n  this run gave   {again.found}")
    say("\n".join(again.notes))
    leave(OURS)
