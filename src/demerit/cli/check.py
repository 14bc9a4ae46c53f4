"""`demerit check`: every error of a regime file, or what it says."""

from __future__ import annotations

from dataclasses import replace

import click


@click.command(short_help="Every error of a regime file at once, or what it says")
@click.argument("source", metavar="FILE|NAME", help="A file of yours, or a shipped regime.")
@click.option("--sources", is_flag=True, help="Print how well founded each number is, instead of the sentences.")
def command(source: str, sources: bool) -> None:
    """Check a regime file: every error at once, with its place, or else what the file says.

    An error gives file:line:column, the line, what was expected, and the nearest right word. Leaves with exit code 2
    if there is any. Names of conduct and gates are compared with the nation that the regime was written for.
    """
    from demerit.cli.foundations import foundations, table, tally
    from demerit.cli.saying import aside, say
    from demerit.cli.with_nation import read_with_nation
    from demerit.errors import UserError
    from demerit.regime.to_text import to_text

    try:
        document = read_with_nation(source)
    except UserError as refused:
        if len(refused.problems) > 1:
            aside(f"{len(refused.problems)} problems\n")
        raise
    if not document.file.endswith(source):  # a shipped one is called by its name, not by where it is installed
        document = replace(document, file=source)
    numbers = foundations(document)
    if sources:
        say(table(document, numbers), hang=12)
    else:
        say(to_text(document.regime))
    say(f"\n{document.file}: no problems. {tally(numbers)}")
