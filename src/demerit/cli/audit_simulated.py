"""`demerit audit --simulate`: the tests that only time decides, on a run that is made for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from demerit.cli.amounts import Count, Years

if TYPE_CHECKING:
    from demerit.records.order import Order
    from demerit.report.audit import AuditResult

Result = TypeVar("Result")

_OPTIONS = (
    click.option("--simulate", is_flag=True, help="Run the regime, and make the tests that only time decides."),
    click.option("--people", type=Count(1), metavar="N", help="With --simulate: how many people; 100k unless given."),
    click.option("--years", type=Years(), metavar="Y", help="With --simulate: how long; 3 unless given."),
    click.option("--seed", type=Count(), metavar="N", help="With --simulate: which nation; 7 unless given."),
    click.option(
        "--milder", multiple=True, metavar="NAME|FILE|CLAUSE=VALUE",
        help="With --simulate: a milder variant to hold the benefits against: another regime, or a clause of this one "
        "read otherwise, as for --set; can be given again.",
    ),
)  # fmt: skip


def simulated_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a run that an audit makes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def simulated(result: AuditResult, given: dict[str, Any]) -> AuditResult:
    """The audit with a run, where one is asked for; options of a run are refused without it."""
    if not given["simulate"]:
        _refuse(given)
        return result
    from demerit.report.audit_simulated import simulated as with_run

    run = {name: given[name] for name in ("people", "years", "seed", "milder")}
    return watched(lambda live: with_run(result, live, **run))


def milder_regimes(given: dict[str, Any]) -> list[str]:
    """Which of the milder variants are regimes or files, and no clauses of this one."""
    if not given["milder"]:
        return []
    from demerit.report.audit_simulated import told_apart

    return told_apart(given["milder"])[0]


def watched(make: Callable[[Callable[[Order, Path], None]], Result]) -> Result:
    """What is made with runs that are watched and stopped from the terminal; `make` is given how to run."""
    from demerit.cli.main import STOPPED, leave
    from demerit.cli.saying import aside
    from demerit.cli.stop import Stop

    with Stop(lambda: aside("stopped")) as stop:

        def live(order: Order, folder: Path) -> None:
            from demerit import pipeline
            from demerit.cli.watching import Watcher

            with Watcher(stop) as watcher:
                pipeline.run(order, folder, watcher, with_page=False)

        try:
            return make(live)
        except KeyboardInterrupt:
            aside("stopped")
    return leave(STOPPED)


def _refuse(given: dict[str, Any]) -> None:
    """Options of a run, without one."""
    from demerit.errors import UserError

    for name in ("people", "years", "seed", "milder"):
        if given[name] not in (None, ()):
            raise UserError(f"--{name} is about a run", "--simulate with it")
