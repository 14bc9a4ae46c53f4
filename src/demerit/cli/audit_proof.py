"""`demerit audit --cases` and `--mutations`: what the audit finds where it is known what there is to find."""

from __future__ import annotations

import click

cases_option = click.option(
    "--cases", is_flag=True, help="Show what the audit finds in real cases and in their repaired twins, and leave.",
)  # fmt: skip
mutations_option = click.option(
    "--mutations", is_flag=True,
    help="Show what it finds when safeguards are taken from a clean regime, and leave.",
)  # fmt: skip


def proof(cases: bool, mutations: bool) -> None:
    """Prints the table asked for and leaves: with 0 if it holds, with 1 if a case or a mutation does not.

    Nothing else may stand on the command line.
    """
    from demerit.cli.main import OURS, leave
    from demerit.cli.refusals import only_with
    from demerit.cli.saying import width
    from demerit.report.audit_proof import cases_text, mutations_text

    asked = "--cases" if cases else "--mutations"
    only_with(frozenset({asked.removeprefix("--")}), f"does not go with {asked}, which stands alone")
    text, holds = cases_text(width()) if cases else mutations_text(width())
    click.echo(text, nl=False)
    if not holds:
        leave(OURS)
