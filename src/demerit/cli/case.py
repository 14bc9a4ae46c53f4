"""`demerit case`: cases from the news, replayed under invented names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from demerit.report.case import CaseResult

_HELP = """Replay a case from the news, with its dated facts as assertions.

NAME|FILE is a shipped case or a file of yours; without one, the shipped cases are listed. The script says what the
person did and tried, the regime's rules decide what follows, and each fact says who decided it. Under other rules it is
the same case, and what would have gone otherwise is said in days. The names are invented, the people synthetic.

\b
  demerit case actress
  demerit case actress --variant "notice is served"
  demerit case actress --regime debtors-2013
  demerit case actress --set "schemes.debtors.notice.served=0 % (assumption)"

Leaves with 1 where a fact does not hold under the regime of the case itself.
"""


@click.command(short_help="A case from the news, replayed, with its dated facts", help=_HELP)
@click.argument("name", required=False, metavar="NAME|FILE", help="A shipped case, or a file of yours.")
@click.option("--regime", metavar="NAME|FILE", help="The same case under another regime.")
@click.option(
    "--set", "changes", multiple=True, metavar="PATH=VALUE",
    help="The same case with a clause of the regime read otherwise; can be given again.",
)  # fmt: skip
@click.option("--variant", metavar="NAME", help="The same case in a variant that its file names.")
@click.option("--json", "as_json", is_flag=True, help="Print the case as JSON.")
def command(name: str | None, regime: str | None, changes: tuple[str, ...], variant: str | None, as_json: bool) -> None:
    """`demerit case`: the list of cases, or one of them."""
    from demerit import studies
    from demerit.cli.main import OURS, leave
    from demerit.cli.refusals import only_with
    from demerit.cli.saying import say_json, width

    if name is None:
        only_with(frozenset({"as_json"}), "needs a case: `demerit case` lists them")
        _list(as_json)
        return
    result = studies.case(name, regime=regime, set=list(changes), variant=variant)
    if as_json:
        say_json(result.as_dict())
    else:
        click.echo(result.text(width()), nl=False)
    if _failed(result):
        leave(OURS)


def _failed(result: CaseResult) -> bool:
    """Whether the case was replayed as it was, and some fact of the news does not hold."""
    return result.studied.other is None and not result.holds


def _list(as_json: bool) -> None:
    """The shipped cases, one line each."""
    from demerit.cli.saying import say, say_json
    from demerit.study.cases.from_yaml import shipped

    cases = [script.case for script in shipped()]
    if as_json:
        say_json([{"case": one.case, "title": one.title, "regime": one.regime, "variants": list(one.variants)}
                  for one in cases])  # fmt: skip
        return
    widest = max(len(one.case) for one in cases)
    for one in cases:
        say(f"{one.case:<{widest}}  {one.title} (regime: {one.regime}; variants: {', '.join(one.variants)})",
            hang=widest + 2)  # fmt: skip
    say("\n`demerit case NAME` replays one, with the facts of the news as assertions.")
