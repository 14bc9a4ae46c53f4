"""`demerit audit`: a regime held against tests of due process and of law."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from demerit.cli.audit_proof import cases_option, mutations_option, proof
from demerit.cli.audit_simulated import milder_regimes, simulated, simulated_options

if TYPE_CHECKING:
    from demerit.report.audit import AuditResult

_HELP = """Hold what a regime declares against tests of due process and of law.

NAME|FILE is a shipped regime or a file of yours. Each finding holds a clause against one test of one provision: the
regime declares Z, which fails test Y of provision X as of a day. It is no court's judgment, and each provision that
comes with demerit carries the argument on the other side. What the file is silent about is not declared, which is no
pass; so is what a provision finds of which the file does not say whether it applies.

The principles always apply. --law adds the law packs eu, us, uk, china, canada, international, or a file of yours; of
each pack, what is in force on the day of --as-of.

\b
  demerit audit debtors-2017
  demerit audit rongcheng --law eu --law international
  demerit audit my.yaml --law eu --as-of 2028-01-01 --out audit.html
  demerit audit my.yaml --law eu --fail-on prohibited --out audit.sarif
  demerit audit rongcheng --simulate --milder rongcheng-2021

It is a report: it leaves with 0 whatever is found, and with 1 only where --fail-on is asked for and met.
"""
_SEVERITIES = ("prohibited", "exception", "weakness", "information")
"""as they are written on the command line; the second is `needs an exception`"""


@click.command(short_help="A regime held against due process and law, with dates", help=_HELP)
@click.argument("regime", metavar="NAME|FILE", required=False, help="A shipped regime, or a file of yours.")
@click.option("--as-of", metavar="DATE", help="The day whose law is asked for, such as 2025-02-02; by default today.")
@click.option("--law", "laws", multiple=True, metavar="NAME|FILE", help="A law pack; can be given again.")
@click.option(
    "--format", "form", type=click.Choice(["text", "html", "json", "sarif"]),
    help="How it is written; by default as the name of --out ends, or else text.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@click.option("--all", "everything", is_flag=True, help="Show every clause whole, and the tests that are met.")
@click.option(
    "--set", "changes", multiple=True, metavar="CLAUSE=VALUE",
    help="Audit the regime with a clause read otherwise; can be given again.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(_SEVERITIES), metavar="SEVERITY",
    help="Leave with 1 if a test of this severity or a heavier one fails: "
    "prohibited, exception, weakness, information.",
)  # fmt: skip
@cases_option
@mutations_option
@simulated_options
def command(
    regime: str | None, as_of: str | None, laws: tuple[str, ...], form: str | None, out: Path | None, everything: bool,
    changes: tuple[str, ...], fail_on: str | None, cases: bool, mutations: bool, **run: Any,
) -> None:  # fmt: skip
    """`demerit audit`: the findings, printed or written to a file."""
    from demerit.audit.layout import SEVERITIES
    from demerit.cli.main import OURS, leave
    from demerit.cli.refusals import writable
    from demerit.report.audit import audit, form_of

    if cases or mutations:
        proof(cases, mutations)
        return
    if regime is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if out is not None:
        writable(out, not_over=[regime, *laws, *milder_regimes(run)])
    form = form or (form_of(out) if out else "text")
    result = simulated(audit(regime, as_of=as_of, law=laws, set=list(changes)), run)
    if out is None:
        _print(result, form, everything)
    else:
        _write(result, form, out)
    if fail_on and result.fails(SEVERITIES[_SEVERITIES.index(fail_on)]):
        leave(OURS)


def _print(result: AuditResult, form: str, everything: bool) -> None:
    """The audit on standard output, and nothing else; text is folded to the terminal."""
    from demerit.cli.saying import width

    text = result.to_text(width(), everything) if form == "text" else result.written_as(form)
    click.echo(text, nl=False)


def _write(result: AuditResult, form: str, out: Path) -> None:
    """The audit as a file, with everything in it; what was found is said in a sentence."""
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import say
    from demerit.records.disk import write_out
    from demerit.report.audit_words import summary

    with writing_to(out):
        write_out(out, result.written_as(form))
    say(f"{out}: {summary(result.said)}")
