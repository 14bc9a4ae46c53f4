"""The parts of the README that come from a run: `python -m demerit.cli.readme README.md runs/rongcheng-1`.

Each stands between `<!-- name ... -->` and `<!-- /name -->`. The chart goes to docs/img beside the README.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

from demerit import api
from demerit.cli.run import silences
from demerit.cli.saying import folded
from demerit.cli.with_nation import read_with_nation
from demerit.errors import UserError
from demerit.regime.template import template
from demerit.report.image import save
from demerit.report.terminal import console, show_summary

_SLIPS = {"detects: 10 % between 2 and 40 % (assumption)": "detects: 10 % (guess)", "gate: air": "gate: airr"}
"""what is miswritten in the example of a wrong file"""

CHART = Path("docs/img/rongcheng-lists.svg")


def summary(run: api.Run) -> str:
    """What the terminal says of a run."""
    stream = io.StringIO()
    show_summary(console(stream, width=80), run.data)
    silent = folded(silences(run), 80, hang=2)
    return f"{stream.getvalue()}\n{silent}".strip("\n")


def explained(run: api.Run) -> str:
    """A command and its answer: why the first of the run's notable people was refused."""
    code = run.life().facts["code"]
    said = "\n".join(folded(paragraph, 80, hang=2) for paragraph in run.explain(code))
    return f"$ demerit explain {run.folder} {code}\n{said}"


def wrong_file() -> str:
    """What `demerit check` says of a regime with two slips."""
    text = template("my")
    for right, wrong in _SLIPS.items():
        text = text.replace(right, wrong)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "my.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            read_with_nation(str(file))
        except UserError as refused:
            return f"{refused}".replace(str(file), file.name)
    raise RuntimeError("the example of a wrong file is not wrong")


def filled(page: str, name: str, text: str) -> str:
    """The page with `text` between the marks of `name`."""
    found = re.search(rf"(<!-- {name}\b[^>]*-->\n).*?(<!-- /{name} -->)", page, re.DOTALL)
    if found is None:
        raise UserError(f"the page has no marks `{name}`", f"<!-- {name} --> and <!-- /{name} -->")
    return f"{page[: found.end(1)]}\n```text\n{text}\n```\n\n{page[found.start(2) :]}"


def main(readme: Path, folder: Path) -> None:
    """Writes the parts anew, and the chart."""
    run = api.open(folder)
    page = readme.read_text(encoding="utf-8")
    for name, text in (("run", summary(run)), ("explain", explained(run)), ("check", wrong_file())):
        page = filled(page, name, text)
    readme.write_text(page, encoding="utf-8")
    target = readme.parent / CHART
    target.parent.mkdir(parents=True, exist_ok=True)
    save(run.chart("lists"), target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
