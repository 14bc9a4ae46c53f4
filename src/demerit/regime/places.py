"""YAML text with its places: every value a string, every key and value with its line and column.

What YAML would guess or hide (types, anchors, merge keys, tags, duplicate keys, further documents) is refused here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from demerit.errors import Problem

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 20


@dataclass(frozen=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass
class Scalar:
    """A text; `plain` when it stands in the file as it is, so that offsets in it are columns."""

    text: str
    place: Place
    plain: bool = True


@dataclass
class Sequence:
    """Values one after another."""

    items: list[Node]
    place: Place


@dataclass
class Mapping:
    """Keys with their values, in the order of the file; `partial` when some were refused, so that more is not asked."""

    place: Place
    keys: dict[str, Place] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    partial: bool = False


Node = Scalar | Sequence | Mapping


class Sheet:
    """One file while it is read: its name, its lines, and the problems found so far."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.lines = text.splitlines()
        self.problems: list[Problem] = []

    def refuse(self, place: Place | None, message: str, expected: str | None = None, hint: str | None = None) -> None:
        """Notes a problem at a place of the file (once)."""
        line = self.lines[place.line - 1] if place and place.line <= len(self.lines) else None
        line_number, column = (place.line, place.column) if place else (None, None)
        problem = Problem(self.file, line_number, column, message, expected, hint, line)
        if problem not in self.problems:
            self.problems.append(problem)


@dataclass(frozen=True)
class Kind:
    """What a file is to be: its name in words, clauses that it begins with, and how to come by one."""

    name: str
    clauses: str
    hint: str


REGIME = Kind("regime", "clauses such as `regime: my town`", "`demerit new FILE` writes one to start from")


def compose(sheet: Sheet, kind: Kind = REGIME) -> Mapping | None:
    """The tree of a file, or None where it cannot be read on; what is refused goes to `sheet.problems`."""
    root: Node | None = None
    try:
        events = list(yaml.parse(sheet.text, Loader=_LOADER))
        documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
        if len(documents) > 1:
            sheet.refuse(
                _place(documents[1]),
                "a second document starts here",
                f"one {kind.name} per file",
                "write it into a file of its own",
            )
        if documents:
            composer = _Composer(sheet, events)
            root = composer.node(0)
    except _TooDeep as error:
        sheet.refuse(error.place, "the clauses are nested too deeply", f"at most {_DEEPEST} levels")
        return None
    except yaml.MarkedYAMLError as error:
        sheet.refuse(*_unreadable(error, sheet.lines))
        return None
    except yaml.YAMLError as error:
        sheet.refuse(None, f"this is not YAML text: {error}".splitlines()[0], None, "save the file as UTF-8 text")
        return None
    if root is None:
        sheet.refuse(None, "the file is empty", f"a {kind.name}", kind.hint)
        return None
    if not isinstance(root, Mapping):
        sheet.refuse(root.place, f"this is not a {kind.name}", kind.clauses, kind.hint)
        return None
    return root


class _TooDeep(Exception):  # noqa: N818
    def __init__(self, place: Place) -> None:
        self.place = place


class _Composer:
    """Builds nodes from the parser's events, which come in the order of the file."""

    def __init__(self, sheet: Sheet, events: list[yaml.Event]) -> None:
        self.sheet = sheet
        self.events = iter(events)
        next(event for event in self.events if isinstance(event, yaml.DocumentStartEvent))

    def node(self, depth: int) -> Node:
        return self.build(next(self.events), depth)

    def build(self, event: yaml.Event, depth: int) -> Node:
        place = _place(event)
        if depth > _DEEPEST:  # before Python's own limit on recursion does it
            raise _TooDeep(place)
        self.refuse_hidden(event, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(Mapping(place), depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.build(event, depth + 1))
            return Sequence(items, place)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, place, not event.style and "\n" not in event.value)
        return Scalar("", place)  # an alias, refused above

    def refuse_hidden(self, event: yaml.Event, place: Place) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self.sheet.refuse(place, f"`*{anchor}` is an alias", "the words themselves", "write the clause out")
            return
        if anchor:
            self.sheet.refuse(place, f"`&{anchor}` is an anchor", "the clause alone", "take the anchor away")
        if tag not in (None, "!"):
            short = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.sheet.refuse(place, f"`{short}` is a tag", "the value alone", "take the tag away")

    def mapping(self, mapping: Mapping, depth: int) -> Mapping:
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.build(event, depth + 1)
            following = next(self.events)
            value = self.build(following, depth + 1)
            if isinstance(following, yaml.AliasEvent):
                mapping.partial = True
            if not isinstance(key, Scalar):
                self.sheet.refuse(key.place, "a name cannot be a list or a table of clauses", "words")
            elif key.text == "<<":
                mapping.partial = True
                self.sheet.refuse(
                    key.place, "`<<` merges clauses from elsewhere", "the clauses themselves", "write them out"
                )
            elif key.text in mapping.keys:
                first = mapping.keys[key.text].line
                self.sheet.refuse(
                    key.place,
                    f"`{key.text}` stands twice; first in line {first}",
                    "each name once",
                    "join the two, or give one another name",
                )
            elif not isinstance(following, yaml.AliasEvent):
                mapping.keys[key.text] = key.place
                mapping.values[key.text] = value
        return mapping


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _unreadable(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[Place | None, str, str | None, str | None]:
    """A syntax error of YAML as one problem, with a hint for the slips that are common."""
    mark = error.problem_mark or error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else None
    what = error.problem or "it does not read as YAML"
    hint = None
    if "mapping values are not allowed" in what:
        what, hint = "a second colon in one line", "put the text in quotes, or start a new line after the first colon"
    elif "tab character" in what or (place and "start any token" in what and _stands(place, "\t", lines)):
        what, hint = "this is a tab, and YAML wants spaces", "replace every tab by spaces, two for each step, say"
    elif "start any token" in what:
        what, hint = "this character cannot start a word", "put such text in quotes"
    elif "expected ',' or" in what:
        what, hint = "a bracket is not closed", "in {...} and [...] put text that holds commas or brackets in quotes"
    elif "did not find expected key" in what or "block end" in what:
        what, hint = "the indentation does not fit", "clauses of one kind start in the same column"
    return place, what, "YAML", hint


def _stands(place: Place, sign: str, lines: list[str]) -> bool:
    """Whether a sign stands at a place."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return line[place.column - 1 : place.column] == sign
