"""The pages of documentation that are made from declarations: `python -m demerit.cli.pages FOLDER` writes them anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from demerit.records.to_text import markdown_table, run_folder_markdown
from demerit.regime.coming import COMING
from demerit.regime.forms import PHRASE_ONLY, READ
from demerit.regime.layout import Clause, Participation, Quantity, Regime
from demerit.regime.reader import annotation_of, unwrap, word_of
from demerit.regime.units import UNITS, Amount, Cites

_MADE = "<!-- Written by `python -m demerit.cli.pages docs`; a test keeps it in step. -->"

_REGIME = f"""# Regime files

{_MADE}

A regime file is plain YAML: words and numbers, no code and no expressions. `demerit new my.yaml` writes one to start
from, `demerit check my.yaml` finds every error of it at once, `demerit show my.yaml` says it in sentences, and
`demerit schema` is what an editor needs to complete and underline it.

Six things hold everywhere.

- **Names are yours.** Keys below `feeds`, `schemes`, `measures` and so on are names that you give and use elsewhere.
  Conduct, gates and places are the nation's: `demerit nation china-2020` lists them.
- **A number has its unit and its source**: `12 % between 2 % and 40 % (assumption)`, `2 years (SPC17 art. 2)`. The
  source is a key of `sources`, with an article if you like, or the word `assumption`. The range is for doubt.
  `demerit check my.yaml --sources` shows how well founded each number is.
- **Silence is visible.** What is not written is *not declared*, and `demerit show` says so. A run has to do without it:
  it is run as absent (no wrong person, no notice, no delay), and the run says so, clause by clause. `not declared` may
  also be written out.
- **Many clauses have a short form**, one phrase instead of a table of words. Both are given below.
- **No types are guessed.** Every value is a text; `NO` is not a boolean. Anchors, aliases, tags and merge keys are
  refused, and so is a name that stands twice.
- **What cannot be run yet is refused by name**, never accepted in silence: the
  [end of this page](#not-supported-yet) lists it.

## Units

{{units}}
"""

_COMING = """## Not supported yet

These words of the vocabulary are known and refused with "not supported yet":

{coming}
"""

_FOLDER = f"""# The run folder

{_MADE}

Every run leaves a folder: Parquet tables, a manifest, and what is needed to live any of its lives again. People in it
are synthetic. In Python, `demerit.open("runs/mine")` reads one, and its tables come as Arrow, DuckDB, pandas, polars or
NumPy; any other program that reads Parquet can open the files as they are.

Files appear whole or not at all, so that a folder is valid after any interruption: what is being written ends in
`.part`, and `state` in the manifest says `finished` only when everything is there. `demerit run --resume FOLDER` takes
up a run that is not. The manifest also holds the texts of the regime and of the nation, which is how
`demerit reproduce FOLDER` makes the same bytes again from the folder alone.

Counters and schemes have dots and spaces in their names, so SQL wants them in double quotes:

    run.sql('SELECT date, "in_force.debtors" FROM series WHERE day % 365 = 0')

**Four counts are never taken for one another**: `entries` (names put on a list), `subjects` (people ever put on it),
`in_force` (entries up today), `refused` (somebody turned away at a gate).

"""


def regime_files() -> str:
    """docs/regime-files.md: every clause and every word of the vocabulary."""
    units = ", ".join(f"`{unit}`" for unit in UNITS) + "."
    parts = [_REGIME.format(units=units)]
    parts += [_section(model) for model in _models()]
    coming = markdown_table(("word", "what it will mean"), ((f"`{word}`", meaning) for word, meaning in COMING.items()))
    parts.append(_COMING.format(coming=coming))
    return "\n".join(parts)


def run_folder() -> str:
    """docs/run-folder.md: files, tables, counters and events."""
    return _FOLDER + run_folder_markdown()


PAGES = {"regime-files.md": regime_files, "run-folder.md": run_folder}


def _models() -> Iterator[type[Clause]]:
    """Every kind of clause, as a file comes to it: the whole regime, a feed and what it holds, a scheme ..."""
    found: dict[type[Clause], None] = {}

    def visit(model: type[Clause]) -> None:
        found[model] = None
        for info in model.model_fields.values():
            for inner in _inside(info.annotation):
                if inner not in found:
                    visit(inner)

    visit(Regime)
    yield from found


def _inside(annotation: Any) -> Iterator[type[Clause]]:
    """The kinds of clause that a type names."""
    kind = unwrap(annotation)[0]
    if isinstance(kind, type) and issubclass(kind, Clause):
        yield from () if kind is Quantity else (kind,)
    else:
        for inner in get_args(kind):
            yield from _inside(inner)


def _section(model: type[Clause]) -> str:
    """One kind of clause: what it is, its short form, its words."""
    parts = [f"## {model.__name__}", "", " ".join((model.__doc__ or "").split()), ""]
    if model in READ:
        parts += [f"Short form: {' '.join((READ[model].__doc__ or '').split())}", ""]
    if model is Participation:
        opt_in = "`{opt-in: 30 % (assumption), withdraws: 3 % a year (assumption)}`"
        parts += [f"Or, for those who opt in: {opt_in}; `withdraws` may be left out.", ""]
    elif model not in PHRASE_ONLY:
        rows = [_row(name, info) for name, info in model.model_fields.items()]
        parts += [markdown_table(("word", "needed", "value", "meaning"), rows), ""]
    return "\n".join(parts)


def _row(name: str, info: Any) -> tuple[str, str, str, str]:
    needed = "yes" if info.is_required() else ""
    return f"`{word_of(name, info)}`", needed, _value(annotation_of(info)), info.description or ""


def _value(annotation: Any) -> str:
    """What may stand there, in words."""
    kind, marks = unwrap(annotation)
    origin, inner = get_origin(kind), get_args(kind)
    if any(isinstance(mark, Cites) for mark in marks):
        return f"a source: `{Cites().example}`"
    if kind is Quantity:
        amount = next((mark for mark in marks if isinstance(mark, Amount)), None)
        return f"{amount.what}, {amount.span()}: `{amount.example}`" if amount else "an amount with its source"
    if isinstance(kind, type) and issubclass(kind, Clause):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    if origin is dict:
        each = "a path of words and its new value, for each change"
        return each if inner[1] is object else f"names, each with {_value(inner[1])}"
    if origin is tuple:
        return f"a list of: {_value(inner[0])}" if inner[-1] is Ellipsis else "a range: `0 to 1300 points (assumption)`"
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in inner)
    if inner:
        return " or ".join(_value(one) for one in inner if one is not NoneType)
    plain = {str: "text", int: "a whole number", bool: "`yes` or `no`"}
    return plain.get(kind, "a date: `from 2017-05-01`")


if __name__ == "__main__":
    for page, write in PAGES.items():
        (Path(sys.argv[1] if len(sys.argv) > 1 else "docs") / page).write_text(write(), encoding="utf-8")
