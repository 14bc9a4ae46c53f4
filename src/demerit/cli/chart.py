"""`demerit chart`: a chart as a file for print."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="A chart of the report as SVG, PNG or JSON")
@click.argument("folder", type=click.Path(path_type=Path), help="A run folder, as `demerit run` leaves it.")
@click.argument("name", help="Which chart.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to; .svg, .png or .json (Vega-Lite) says in which form. NAME.svg unless given.",
)
@click.option("--scheme", metavar="NAME", help="Which scheme or list; the first of the regime unless given.")
def command(folder: Path, name: str, out: Path | None, scheme: str | None) -> None:
    """Write a chart of the report to a file.

    NAME is one of bands, lists, learnt, shut_out, who, gates, indicators. Images need the extra `image`:
    pip install 'demerit[image]'.
    """  # fmt: skip
    from demerit import api
    from demerit.cli.refusals import writing_to
    from demerit.cli.saying import aside
    from demerit.errors import UserError
    from demerit.report.image import ImageExtraMissingError, save

    target = out or Path(f"{name}.svg")
    if target.suffix.lower() not in (".svg", ".png", ".json"):
        raise UserError(f"{target}: a chart cannot be written in this form", "a name that ends in .svg, .png or .json")
    chart = api.open(folder).chart(name, scheme)
    try:
        with writing_to(target):
            save(chart, target)
    except ImageExtraMissingError as missing:
        raise UserError(str(missing), None, f"`--out {name}.json` needs no package") from None
    aside(f"wrote {target}")
