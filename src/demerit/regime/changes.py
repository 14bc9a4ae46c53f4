"""A regime with some clauses read otherwise, or with measures and responses left out: by a case, a run or a command.

changed(document, [*changes_of({"schemes.debtors.notice.served": "100 % (assumption)"})], without=["lost credit"])

Changes are dotted paths with new values, as in the phases of a regime file, where they are made before any phase. Each
keeps the place where it was written, so that what is wrong with one is said there and not in the regime's file. What
comes back is a document like any other, with a text of its own that reads as the changed regime.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from copy import copy
from dataclasses import dataclass, replace

from demerit.errors import Problem, UserError, did_you_mean, listed
from demerit.regime.check import Known
from demerit.regime.from_yaml import Document, read_document, read_tree
from demerit.regime.phases import changed_from_outside, into_phase
from demerit.regime.places import Mapping, Node, Place, Scalar, Sheet, compose
from demerit.regime.places import Sequence as Several
from demerit.regime.reader import plain
from demerit.regime.to_yaml import words_to_yaml

SECTIONS = ("responses", "measures")
"""what can be left out by name"""
_APART = 1_000_000
"""lines between the sheets of a regime with changes: tells which of them a place belongs to"""
_VALUE = "value: "


@dataclass(frozen=True)
class Change:
    """One clause that reads otherwise: a dotted path, its new value, and the sheet that it stands on."""

    path: str
    value: Node
    place: Place
    sheet: Sheet

    def __str__(self) -> str:
        return f"{self.path} = {_shown(plain(self.value))}"


def changes_in(clauses: Mapping | None, sheet: Sheet) -> list[Change]:
    """The changes under a table of paths and values in a file."""
    return [Change(path, value, clauses.keys[path], sheet) for path, value in clauses.values.items()] if clauses else []


def changes_of(given: Table[str, str] | Iterable[str]) -> list[Change]:
    """Changes that do not stand in a file: a path and a value each, or `PATH=VALUE`; raises `UserError`."""
    texts = [f"{path}={value}" for path, value in given.items()] if isinstance(given, Table) else given
    return [change_of(text) for text in texts]


def change_of(text: str) -> Change:
    """`schemes.debtors.notice.served=100 % (assumption)`, as somebody writes it outside a file; raises `UserError`."""
    path, equals, value = text.partition("=")
    if not equals or not path.strip() or not value.strip():
        raise UserError(f"`{text}` sets nothing", "a path of the regime and its new value",
                        'write "schemes.debtors.notice.served=100 % (assumption)"')  # fmt: skip
    sheet = _Option(path.strip(), value.strip())
    root = compose(sheet)
    if root is None or sheet.problems or "value" not in root.values:
        raise UserError(sheet.problems or f"`{text}` does not read as a value")
    return Change(path.strip(), root.values["value"], root.keys["value"], sheet)


class _Option(Sheet):
    """What somebody sets outside a file: read as the clause `value: ...`, and shown as it was written."""

    def __init__(self, path: str, value: str) -> None:
        super().__init__(f"{_VALUE}{value}", "--set")
        self.lines = [f"{path}={line}" if number == 0 else line for number, line in enumerate(value.splitlines())]
        self.shift = len(path) + 1 - len(_VALUE)

    def refuse(self, place: Place | None, message: str, expected: str | None = None, hint: str | None = None) -> None:
        """Notes a problem (once), at its column in what was written."""
        if place and place.line > len(self.lines):  # where a bracket is missed
            place = Place(len(self.lines), len(self.lines[-1]) + 1)
        elif place and place.line == 1:
            place = Place(1, place.column + self.shift if place.column > len(_VALUE) else 1)
        super().refuse(place, message, expected, hint)


class _Joined(Sheet):
    """The sheet of a regime and of the changes to it: a problem goes to the one that its line belongs to."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets[0].text, sheets[0].file)
        self.sheets = sheets

    def refuse(self, place: Place | None, message: str, expected: str | None = None, hint: str | None = None) -> None:
        """Notes a problem at a place of one of the files (once)."""
        number, line = divmod(place.line, _APART) if place else (0, 0)
        if number == 0 and hint is None:  # the regime alone was in order
            hint = "what is changed or left out brings this about: change or leave out this clause too"
        self.sheets[number].refuse(Place(line, place.column) if place else None, message, expected, hint)
        self.problems = [problem for one in self.sheets for problem in one.problems]


def changed(
    document: Document,
    changes: Sequence[Change] = (),
    known: Known | None = None,
    *,
    without: Sequence[str] = (),
    sources: Table[str, str] | None = None,
) -> Document:
    """The regime of a document with `changes`, and `without` some measures and responses; raises `UserError`.

    `known` are the names of a nation, as for `read_document`; `sources` citation keys that the changes may use besides
    the regime's own. Where nothing is changed, the document itself comes back.
    """
    if not changes and not without:
        return document
    own = Sheet(document.text, document.file)
    tree = compose(own)
    if tree is None:
        raise UserError(own.problems)
    for section, name in left_out(document, without):
        tree = _without(tree, section, name)
    tree = _with_sources(tree, sources) if sources else tree
    sheet = _Joined([own, *(_fresh(change.sheet) for change in changes)])
    for number, change in enumerate(changes, 1):
        place = _moved(change.place, number)
        tree = changed_from_outside(sheet, tree, change.path.split("."), _far(change.value, number), place)
    read_tree(sheet, tree, known)
    return replace(read_document(_text(document, tree, changes, without), known), file=document.file)


def left_out(document: Document, without: Iterable[str]) -> list[tuple[str, str]]:
    """The section and the name of every measure and response that is to be left out; raises `UserError`.

    A name that both have is told apart by its section: `responses.NAME`, `measures.NAME`.
    """
    held = {section: getattr(document.regime, section) for section in SECTIONS}
    problems: list[Problem] = []
    found: list[tuple[str, str]] = []
    for asked in without:
        section, _, name = asked.strip().partition(".")
        places = [(section, name)] if name in held.get(section, ()) else []
        places += [(section, asked.strip()) for section in SECTIONS if asked.strip() in held[section]]
        if len(places) != 1:
            problems.append(_unknown(document, asked, held, bool(places)))
        found += places
    if problems:
        raise UserError(problems)
    return list(dict.fromkeys(found))


def _unknown(document: Document, asked: str, held: dict[str, Iterable[str]], twice: bool) -> Problem:
    names = [name for section in SECTIONS for name in held[section]]
    if twice:
        message = f"`{asked}` is a response and a measure"
        return Problem("--without", None, None, message, "one of the two", f"write `responses.{asked}`")
    message = f"the regime {document.regime.regime} has no response or measure `{asked}`"
    return Problem("--without", None, None, message, f"one of: {listed(names, most=30)}", did_you_mean(asked, names))


def changed_again(document: Document, changes: Iterable[Change]) -> list[tuple[str, str]]:
    """(path of a change, phase) wherever a phase of the regime reads the same clause otherwise again, the first first.

    A change of what a phase changes is read otherwise again by later phases only.
    """
    phases = sorted(document.regime.phases.items(), key=lambda item: item[1].from_date)
    found = []
    for change in changes:
        words, later = _words(change.path), phases
        if into_phase(words):
            after = next((number for number, (name, _) in enumerate(phases, 1) if name == words[1]), len(phases))
            words, later = words[3:], phases[after:]
        found += [
            (change.path, name) for name, phase in later if any(_overlap(_words(path), words) for path in phase.changes)
        ]
    return found


def _overlap(a: list[str], b: list[str]) -> bool:
    shorter = min(len(a), len(b))
    return a[:shorter] == b[:shorter]


def _words(path: str) -> list[str]:
    return [word.strip() for word in path.split(".")]


def _fresh(sheet: Sheet) -> Sheet:
    """The sheet of a change without the problems of an earlier reading."""
    fresh = copy(sheet)
    fresh.problems = []
    return fresh


def _without(tree: Mapping, section: str, name: str) -> Mapping:
    """The tree of a regime without a clause of a section, also where its phases speak of it."""
    tree = _but(tree, section, name)
    phases = tree.values.get("phases")
    if not isinstance(phases, Mapping):
        return tree
    new = Mapping(phases.place, dict(phases.keys), dict(phases.values), phases.partial)
    for phase, node in phases.values.items():
        changes = node.values.get("changes") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or not isinstance(changes, Mapping):
            continue
        kept = _but(changes, section, name)
        for path in [path for path in kept.values if _words(path)[:2] == [section, name]]:
            del kept.values[path], kept.keys[path]
        if kept.values:
            new.values[phase] = _with(node, "changes", kept)
        else:  # a phase that changes nothing any more is none
            del new.values[phase], new.keys[phase]
    return _with(tree, "phases", new)


def _but(tree: Mapping, section: str, name: str) -> Mapping:
    """A tree without one name of a section, if it has both."""
    inner = tree.values.get(section)
    if not isinstance(inner, Mapping) or name not in inner.values:
        return Mapping(tree.place, dict(tree.keys), dict(tree.values), tree.partial)
    keys = {word: place for word, place in inner.keys.items() if word != name}
    values = {word: node for word, node in inner.values.items() if word != name}
    return _with(tree, section, Mapping(inner.place, keys, values, inner.partial))


def _with(tree: Mapping, word: str, node: Node) -> Mapping:
    return Mapping(tree.place, dict(tree.keys), {**tree.values, word: node}, tree.partial)


def _with_sources(root: Mapping, sources: Table[str, str]) -> Mapping:
    """The tree of a regime that may also cite what the case cites."""
    tree, own, place = copy(root), root.values.get("sources"), root.place
    joined = Mapping(place, dict.fromkeys(sources, place), {key: Scalar(text, place) for key, text in sources.items()})
    if isinstance(own, Mapping):
        joined.keys |= own.keys
        joined.values |= own.values
    tree.values, tree.keys = {**root.values, "sources": joined}, {"sources": place, **root.keys}
    return tree


def _text(document: Document, tree: Mapping, changes: Sequence[Change], without: Sequence[str]) -> str:
    """The changed regime as a file."""
    said = [*(f"without {name}" for name in without), *map(str, changes)]
    heading = "".join(f"# {' '.join(one.split())}\n" for one in (f"{document.regime.regime}, changed:", *said))
    return heading + words_to_yaml(plain(tree))


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
