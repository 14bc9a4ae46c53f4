"""`demerit audit --cases` and `--mutations`: what the audit finds where it is known what there is to find."""

from __future__ import annotations

import click


def cases(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    """Prints the table of real cases and leaves: with 0 if every case holds, with 1 if one does not."""
    if asked:
        from demerit.cli.saying import width
        from demerit.report.audit_proof import cases_text

        _leave(context, *cases_text(width()))


def mutations(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    """Prints recall and precision and leaves: with 0 if nothing is missed or unrelated, with 1 otherwise."""
    if asked:
        from demerit.cli.saying import width
        from demerit.report.audit_proof import mutations_text

        _leave(context, *mutations_text(width()))


def _leave(context: click.Context, text: str, holds: bool) -> None:
    click.echo(text, nl=False)
    context.exit(0 if holds else 1)


cases_option = click.option(
    "--cases", is_flag=True, is_eager=True, expose_value=False, callback=cases,
    help="Show what the audit finds in real cases and in their repaired twins, and leave.",
)  # fmt: skip
mutations_option = click.option(
    "--mutations", is_flag=True, is_eager=True, expose_value=False, callback=mutations,
    help="Show what it finds when safeguards are taken from a clean regime, and leave.",
)  # fmt: skip
