"""`demerit cite`: how to cite demerit, or one run of it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="BibTeX for demerit, or for one run")
@click.argument("folder", type=click.Path(path_type=Path), required=False, help="A run folder.")
def command(folder: Path | None) -> None:
    """Print a BibTeX entry: for demerit, or for the run in FOLDER with its seed and digest."""
    if folder is not None:
        from demerit import api
        from demerit.report.provenance import citation

        click.echo(citation(api.open(folder).data))
        return
    from importlib.metadata import version

    click.echo(
        "@software{demerit,\n"
        "  title = {{demerit}: a laboratory for social-credit systems, over synthetic nations},\n"
        "  author = {{The demerit authors}},\n"
        f"  version = {{{version('demerit')}}},\n"
        "  license = {Apache-2.0}\n"
        "}"
    )
