"""From a file of targets to `Targets`: read like a regime file, with every problem of the file at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demerit.errors import UserError
from demerit.regime.places import Node, Scalar, Sequence
from demerit.regime.quantities import Malformed
from demerit.regime.reader import Path as Where
from demerit.regime.reader import Reader
from demerit.study import shelf
from demerit.study.targets.formula import read_formula
from demerit.study.targets.layout import Figure, Targets

LIBRARY = shelf.LIBRARY / "targets"

_SHELF = shelf.Shelf(
    LIBRARY, command="targets", file="a file of targets", shipped="shipped ones", unknown="no targets are called",
    clauses="clauses such as `targets: mine`",
)  # fmt: skip
_NUMBER = re.compile(r"\d[\d,_]*(\.\d+)?", re.ASCII)
_SHARE = re.compile(r"(?P<number>\d+(\.\d+)?) ?%", re.ASCII)


def shipped() -> list[Targets]:
    """The targets that come with demerit, by name."""
    return [read_targets(file) for file in _SHELF.files()]


def read_targets(source: str | Path) -> Targets:
    """The targets in a file (a path, a shipped name, or YAML text of several lines); raises `UserError`."""
    sheet, root = _SHELF.read(source)
    reader = TargetsReader(sheet, root)
    found = reader.clause(Targets, root, ())
    for name, figure in found.figures.items():
        for word, message, expected in _slips(figure):
            place = reader.places.get(("figures", name, word)) or reader.key_places.get(("figures", name))
            sheet.refuse(place, message, expected)
    if sheet.problems:
        raise UserError(sheet.problems)
    return found


class TargetsReader(Reader):
    """Reads targets as a regime is read; published figures and tolerances are plain numbers, for they have a source."""

    def several(self, kinds: tuple[Any, ...], node: Node, path: Where) -> tuple[Any, ...]:
        """The lowest and the highest published figure; one alone may stand without brackets."""
        if path[-1] != "published":
            return super().several(kinds, node, path)
        items = node.items if isinstance(node, Sequence) else [node]
        numbers = tuple(self.number(item) for item in items)
        if not 1 <= len(numbers) <= 2 or list(numbers) != sorted(numbers) or not all(numbers):
            self.sheet.refuse(node.place, "this is no span of published figures", "the lowest and the highest, above 0",
                              "write `published: [12770000, 12880000]`")  # fmt: skip
            return (1.0,)
        return numbers

    def number(self, node: Node) -> float:
        """A number alone."""
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if not _NUMBER.fullmatch(text):
            self.sheet.refuse(node.place, f"`{text}` is not a number", "a number such as 17460000 or 0.249")
            return 1.0
        return float(re.sub("[,_]", "", text))

    def scalar(self, kind: Any, marks: tuple[Any, ...], node: Scalar, path: Where) -> Any:
        """A tolerance, a formula, or what a regime has."""
        if path[-1] == "tolerance":
            found = _SHARE.fullmatch(node.text.strip())
            if not found or not 0 < float(found["number"]) < 100:
                self.sheet.refuse(node.place, f"`{node.text}` is no tolerance", "a share such as `10 %`")
                return 0.5
            return float(found["number"]) / 100
        if path[-1] == "compute":
            try:
                read_formula(node.text)
            except Malformed as wrong:
                self.sheet.refuse(node.place, wrong.message, wrong.expected, wrong.hint)
        return super().scalar(kind, marks, node, path)

    def name(self, name: str, place: Any, path: Where) -> None:
        """A comma would make two names of one where fitted numbers say what they were fitted to."""
        super().name(name, place, path)
        if path == ("figures",) and "," in name:
            self.sheet.refuse(place, f"`{name}` cannot be a name", "words without commas")


def _slips(figure: Figure) -> Iterator[tuple[str, str, str | None]]:
    """What the words of a figure say against each other: the word, the message, and what was expected."""
    if figure.first is not None and figure.first > figure.last:
        yield "from", "the period begins after it ends", f"a day up to {figure.last}"
    if figure.confidence == "L" and figure.use != "not judged":
        yield "use", "a figure of low confidence neither passes nor fails", "`use: not judged`"
    try:
        over_time = read_formula(figure.compute).over_time
    except Malformed:
        return
    if over_time and figure.first is None:
        yield "compute", "this is computed over a period, which has no first day", "`from`, a date"
