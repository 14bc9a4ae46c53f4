"""`demerit new`: a regime to start from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

SCHEMA = "regime.schema.json"


@click.command(short_help="Write a commented regime to start from")
@click.argument(
    "file", type=click.Path(path_type=Path), metavar="FILE", help="The file to write; it must not be there yet."
)
def command(file: Path) -> None:
    """Write a commented regime of some 30 lines that runs as it stands.

    The schema for the editor is written beside it, as regime.schema.json, unless it is there already.
    """
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import say
    from demerit.errors import UserError
    from demerit.records.disk import write_out
    from demerit.regime.template import template
    from demerit.regime.to_schema import to_schema

    if file.suffix not in (".yaml", ".yml"):
        raise UserError(f"{file}: a regime is a YAML file", "a name that ends in .yaml", f"`demerit new {file}.yaml`")
    if not file.parent.is_dir():
        raise UserError(f"{file}: there is no folder {file.parent}", "a folder that is there")
    schema = file.parent / SCHEMA
    if file.exists():
        raise UserError(f"{file}: this file is there already", "the name of a new file")
    with writing_to(file):
        write_out(file, template(re.sub(r"[^\w-]+", "-", file.stem), SCHEMA))
    if not schema.exists():
        with writing_to(schema):
            write_out(schema, json.dumps(to_schema(), ensure_ascii=False, indent=1) + "\n")
    say(f"{file} is a small regime to change. Your editor completes and checks it by {schema}.")
    say(f"\n  demerit check {file}\n  demerit run {file}")
