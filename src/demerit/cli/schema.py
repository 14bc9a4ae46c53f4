"""`demerit schema`: what an editor needs."""

from __future__ import annotations

import json
from pathlib import Path

import click

_HELP = """Print the JSON Schema of regime files, for editors.

With the YAML language server, a regime's first line names it:

\b
  # yaml-language-server: $schema=regime.schema.json
"""


@click.command(short_help="The JSON Schema of regime files, for your editor", help=_HELP)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write it to FILE, whose name ends in .json, instead of printing it.")  # fmt: skip
def command(out: Path | None) -> None:
    """`demerit schema`: printed, or into a file."""
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import aside, say_json
    from demerit.errors import UserError
    from demerit.records.disk import write_out
    from demerit.regime.to_schema import to_schema

    if out is None:
        say_json(to_schema())
        return
    if out.suffix.lower() != ".json":
        raise UserError(f"{out}: a schema is a JSON file", "a name that ends in .json", f"`{out.stem}.schema.json`")
    with writing_to(out):
        write_out(out, json.dumps(to_schema(), ensure_ascii=False, indent=1) + "\n")
    aside(f"wrote {out}")
