"""A regime with some clauses read otherwise: those that a case, a variant or the command line changes.

Changes are dotted paths with new values, as in the phases of a regime file. Each keeps the place where it was written,
so that what is wrong with one is said there and not in the regime's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demerit.errors import UserError, did_you_mean, listed
from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import Nation
from demerit.records.order import known
from demerit.regime.check import Known, findings
from demerit.regime.from_yaml import find_regime, read_document
from demerit.regime.layout import NOT_DECLARED, Regime
from demerit.regime.phases import phase_trees
from demerit.regime.places import Mapping, Node, Place, Scalar, Sheet, compose
from demerit.regime.places import Sequence as Several
from demerit.regime.reader import Reader, plain

Words = dict[str, str]

_APART = 1_000_000
"""lines between the sheets of a regime with changes: tells which of them a place belongs to"""
_FIXED = ("regime", "title", "nation", "in force", "phases", "sources")
SEED, PEOPLE = 7, 1 << 20
"""the nation from which the person of a case is taken"""


@dataclass(frozen=True)
class Change:
    """One clause that reads otherwise: a dotted path, its new value, and the sheet that it stands on."""

    path: str
    value: Node
    place: Place
    sheet: Sheet

    def __str__(self) -> str:
        return f"{self.path} = {_shown(plain(self.value))}"


@dataclass(frozen=True)
class World:
    """A regime as a case meets it, and the nation that it is written for."""

    name: str
    phases: tuple[tuple[date, Regime], ...]
    changes: tuple[Change, ...]
    nation: Nation

    @property
    def regime(self) -> Regime:
        """The regime as it enters into force."""
        return self.phases[0][1]


def changes_in(clauses: Mapping | None, sheet: Sheet) -> list[Change]:
    """The changes under a `with`."""
    return [Change(path, value, clauses.keys[path], sheet) for path, value in clauses.values.items()] if clauses else []


def change_of(text: str) -> Change:
    """`schemes.debtors.notice.served=100 % (assumption)`, as somebody writes it outside a file."""
    path, equals, value = text.partition("=")
    if not equals or not path.strip() or not value.strip():
        raise UserError(f"`{text}` sets nothing", "a path of the regime and its new value",
                        'write "schemes.debtors.notice.served=100 % (assumption)"')  # fmt: skip
    sheet = Sheet(f"value: {value.strip()}", f"set {path.strip()}")
    root = compose(sheet)
    if root is None or sheet.problems or "value" not in root.values:
        raise UserError(sheet.problems or f"`{text}` does not read as a value")
    return Change(path.strip(), root.values["value"], root.keys["value"], sheet)


def world(source: str, folder: Path, changes: Sequence[Change], sources: Words) -> World:
    """The regime of a shipped name or a file (also one in `folder`) with changes; raises `UserError`.

    `sources` are citation keys that the changes may use besides the regime's own.
    """
    beside = folder / source
    path = beside if beside.is_file() else find_regime(source)
    base = read_document(path)
    nation = load_nation(base.regime.nation, SEED, PEOPLE)
    names = known(nation)
    read_document(path, names)
    phases = list(base.phases)
    if changes:
        phases = list(_changed_phases(Sheet(base.text, str(path)), changes, sources, names))
    return World(base.regime.regime, tuple(phases), tuple(changes), nation)


class _Joined(Sheet):
    """The sheet of a regime and of the changes to it: a problem goes to the one that its line belongs to."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets[0].text, sheets[0].file)
        self.sheets = sheets

    def refuse(self, place: Place | None, message: str, expected: str | None = None, hint: str | None = None) -> None:
        """Notes a problem at a place of one of the files (once)."""
        number, line = divmod(place.line, _APART) if place else (0, 0)
        sheet = self.sheets[number]
        sheet.refuse(Place(line, place.column) if place else None, message, expected, hint)
        self.problems = [problem for one in self.sheets for problem in one.problems]


def _changed_phases(
    regime: Sheet, changes: Sequence[Change], sources: Words, names: Known
) -> Iterator[tuple[date, Regime]]:
    """The regime with the changes, phase by phase; raises `UserError` for changes that cannot be made."""
    root = compose(regime)
    sheet = _Joined([regime, *(Sheet(change.sheet.text, change.sheet.file) for change in changes)])
    if root is None:
        raise UserError(regime.problems)
    tree = _with_sources(root, sources)
    for number, change in enumerate(changes, 1):
        place = _moved(change.place, number)
        tree = _changed(sheet, tree, change.path.split("."), _far(change.value, number), place)
    reader = Reader(sheet, tree)
    first = reader.regime()
    _check(sheet, reader, first, names)
    found = [(first.in_force, first)]
    for phase in phase_trees(sheet, tree, first):
        reader = Reader(sheet, phase.tree)
        found.append((phase.day, reader.regime()))
        _check(sheet, reader, found[-1][1], names)
    if sheet.problems:
        raise UserError(sheet.problems)
    yield from found


def _check(sheet: Sheet, reader: Reader, regime: Regime, names: Known) -> None:
    """The laws of a sane regime, each finding at the nearest clause that stands somewhere."""
    for finding in findings(regime, names, written=reader.key_places):
        where = finding.where
        while where and where not in reader.places:
            where = where[:-1]
        sheet.refuse(reader.places.get(where), finding.message, finding.expected, finding.hint)


def _with_sources(root: Mapping, sources: Words) -> Mapping:
    """The tree of a regime that may also cite what the case cites."""
    tree, own, place = copy(root), root.values.get("sources"), root.place
    joined = Mapping(place, dict.fromkeys(sources, place), {key: Scalar(text, place) for key, text in sources.items()})
    if isinstance(own, Mapping):
        joined.keys |= own.keys
        joined.values |= own.values
    tree.values, tree.keys = {**root.values, "sources": joined}, {"sources": place, **root.keys}
    return tree


def _changed(sheet: Sheet, tree: Mapping, path: list[str], value: Node, place: Place) -> Mapping:
    """`tree` with the clause at `path` replaced or added; what is `not declared` goes. `tree` itself stays as it is."""
    word, rest = path[0].strip(), path[1:]
    new = Mapping(tree.place, dict(tree.keys), dict(tree.values), tree.partial)
    if word in _FIXED and not rest:
        sheet.refuse(place, f"`{word}` cannot be changed here", "a clause such as `schemes.debtors.notice`")
    elif rest:
        inner = tree.values.get(word)
        if not isinstance(inner, Mapping):
            inside = [name for name, node in tree.values.items() if isinstance(node, Mapping)]
            sheet.refuse(place, f"`{word}` leads nowhere", f"one of: {listed(inside)}", did_you_mean(word, inside))
        else:
            new.values[word] = _changed(sheet, inner, rest, value, place)
    elif isinstance(value, Scalar) and value.text == NOT_DECLARED:
        new.values.pop(word, None)
        new.keys.pop(word, None)
    else:
        new.values[word] = value
        new.keys[word] = place
    return new


def _moved(place: Place, number: int) -> Place:
    return Place(place.line + number * _APART, place.column)


def _far(node: Node, number: int) -> Node:
    """A tree whose places belong to change `number`."""
    if isinstance(node, Mapping):
        keys = {word: _moved(place, number) for word, place in node.keys.items()}
        values = {word: _far(value, number) for word, value in node.values.items()}
        return Mapping(_moved(node.place, number), keys, values, node.partial)
    if isinstance(node, Several):
        return Several([_far(item, number) for item in node.items], _moved(node.place, number))
    return Scalar(node.text, _moved(node.place, number), node.plain)


def _shown(value: object) -> str:
    """A value on one line, as it could stand in a file."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{word}: {_shown(one)}" for word, one in value.items()) + "}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    return str(value)
