"""`demerit compare`: two regimes over the same people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from demerit.cli.amounts import Count, Day, Years

if TYPE_CHECKING:
    from demerit.records.order import Order
    from demerit.report.compare import Comparison

_HELP = """Run two regimes over the same people, and say what differs.

A and B are shipped regimes, files of yours, or folders of runs over the same people. Without B, or besides it, B is
read otherwise: --set, --without and --political change B alone. The folder of a comparison that was kept with --out
stands for the two runs in it. Both lives of a person share all their luck, so that small runs suffice; every difference
has its 95 % interval.

\b
  demerit compare debtors-2013 debtors-2017 --from 2017-05-01
  demerit compare rongcheng --set schemes.debtors.notice.when=before
  demerit compare debtors-2013 debtors-2017 --from 2017-05-01 --by income
  demerit compare spiral-links --without "lost credit" --html links.html
  demerit compare runs/rongcheng-1 runs/rongcheng-2
  demerit compare comparisons/mine
  demerit compare debtors-2017 --without "no flights" --people auto \\
      --indicator debts_recovered --within 0.05
"""


class People(Count):
    """`auto`, or a number of people."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word or the number; what is neither is refused under the option's name."""
        return "auto" if value == "auto" else super().convert(value, param, ctx)


class Width(click.ParamType[float]):
    """A width in the unit of an indicator: 0.02, or 2 % of a share."""

    name = "width"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; what is none is refused."""
        from demerit.errors import UserError

        text = str(value).strip()
        try:
            return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            raise UserError(f"--within: `{value}` is no width", "a number such as 0.02, or 2 %") from None


@click.command(short_help="Two regimes over the same people: what differs", help=_HELP)
@click.argument("a", metavar="A", help="A shipped regime, a file, or the folder of a run or comparison.")
@click.argument("b", metavar="[B]", required=False, help="The one to hold against it; without it, A with changes.")
@click.option(
    "--people",
    type=People(1),
    metavar="N|auto",
    help="How many people live, 100k unless given; auto: as many as --within needs.",
)
@click.option("--years", type=Years(), metavar="Y", help="How long the runs last; 3 unless given.")
@click.option("--seed", type=Count(), metavar="N", help="Which nation of its kind this is; 7 unless given.")
@click.option(
    "--from",
    "start",
    type=Day(),
    metavar="DATE",
    help="First day of both; needed where they come into force on different days.",
)
@click.option("--nation", metavar="NAME", help="The nation of both, instead of the one they were written for.")
@click.option("--threads", type=Count(1), metavar="N", help="Threads, 1 or more; one a core unless given.")
@click.option(
    "--without", multiple=True, metavar="NAME", help="Leave a response or a measure out of B; can be given again."
)
@click.option("--political", type=click.Choice(["on", "off"]), help="Switch items marked political on or off in B.")
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="PATH=VALUE",
    help="Read a clause of B otherwise, as its phases would; can be given again.",
)
@click.option(
    "--indicator",
    metavar="NAME",
    help="With --people auto: whose difference is to be known; NAME.OWNER for one of several.",
)
@click.option(
    "--by",
    type=click.Choice(["income", "age", "residence", "sex"]),
    multiple=True,
    help="Show clear differences of each class of people as well; can be given again.",
)
@click.option("--within", type=Width(), metavar="WIDTH", help="With --people auto: how wide its interval may be.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep both runs, the comparison and its page in a new folder.",
)
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the comparison as a page."
)
@click.option(
    "--csv",
    "as_csv",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write every difference, of everyone and of each class of people, as a table for a spreadsheet.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON, and nothing else.")
def command(**given: Any) -> None:
    """`demerit compare`: two runs of the same people, and what differs."""
    from demerit.cli.refusals import apart, writable, writing_to
    from demerit.cli.saying import aside, say_json, width

    for file in (given["html"], given["as_csv"]):
        if file:
            writable(file, not_over=[one for one in (given["a"], given["b"]) if one])
    apart(given["html"], given["as_csv"], "--html and --csv")
    found = _compared(given)
    if given["html"]:
        with writing_to(given["html"]):
            found.page(given["html"])
        aside(f"wrote {given['html']}")
    if given["as_csv"]:
        with writing_to(given["as_csv"]):
            found.csv(given["as_csv"])
        aside(f"wrote {given['as_csv']}")
    if given["out"]:
        aside(f"kept in {given['out']}")
    if as_json := given["as_json"]:
        say_json(found.as_dict())
    if not as_json:
        click.echo(found.text(width(), by=given["by"]), nl=False)


def _compared(given: dict[str, Any]) -> Comparison:
    """The comparison, its runs watched from the terminal and stopped by Ctrl-C."""
    from demerit.cli.main import STOPPED, leave
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import aside
    from demerit.cli.stop import Stop
    from demerit.report.compare import compare

    target = given["out"] or Path()
    with writing_to(target), Stop(lambda: aside("stopped; a comparison starts from the beginning")) as stop:

        def live(order: Order, folder: Path) -> None:
            from demerit import pipeline
            from demerit.cli.watching import Watcher

            with Watcher(stop) as watcher:
                pipeline.run(order, folder, watcher, with_page=bool(given["out"]))

        political: Literal["on", "off"] | None = given["political"]
        try:
            return compare(
                given["a"], given["b"], live=live, people=given["people"], years=given["years"], seed=given["seed"],
                start=given["start"], nation=given["nation"], threads=given["threads"], set=given["changes"],
                without=given["without"], political=political, indicator=given["indicator"], within=given["within"],
                out=given["out"],
            )  # fmt: skip
        except KeyboardInterrupt:
            aside("stopped; a comparison starts from the beginning")
    return leave(STOPPED)
