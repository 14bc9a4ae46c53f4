"""From a case file to a `Script`: read like a regime file, with every problem of the file at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from demerit.errors import UserError, did_you_mean, listed
from demerit.nations.layout import Nation
from demerit.regime.clause import Clause
from demerit.regime.layout import Regime
from demerit.regime.places import Mapping, Node, Place, Sequence, Sheet
from demerit.regime.quantities import Malformed, cited, split_source
from demerit.regime.reader import Path as Where
from demerit.regime.reader import Reader
from demerit.study import shelf
from demerit.study.cases.layout import Case, Step
from demerit.study.cases.phrases import Fact, Span, Trigger, read_fact, read_span, read_when

LIBRARY = shelf.LIBRARY / "cases"
VERBS = ("does", "tries", "performs", "asks", "ends", "fined")
_OF_CONDUCT = ("done_by", "mistaken_by")
_SHELF = shelf.Shelf(
    LIBRARY, command="case", file="a case file", shipped="a shipped case", unknown="no case is called",
    clauses="clauses such as `case: the journalist`",
)  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """A step with its day, or what it answers to."""

    when: date | Trigger
    step: Step


@dataclass(frozen=True)
class Script:
    """A case that was read from a file: the case, its steps and facts in order, and the tree that it was read from."""

    case: Case
    steps: tuple[Planned, ...]
    facts: tuple[Fact, ...]
    sheet: Sheet
    root: Mapping

    def changes(self, *where: str) -> Mapping | None:
        """The clauses under `with`: of the case, or of `variants`, NAME."""
        node: Node | None = self.root
        for word in (*where, "with"):
            node = node.values.get(word) if isinstance(node, Mapping) else None
        return node if isinstance(node, Mapping) else None

    @property
    def folder(self) -> Path:
        """Where a regime file beside the case would lie."""
        return Path(self.sheet.file).parent


def shipped() -> list[Script]:
    """The cases that come with demerit, by name."""
    return [read_case(file) for file in _SHELF.files()]


def read_case(source: str | Path) -> Script:
    """The case in a file (a path, a shipped name, or YAML text of several lines); raises `UserError`."""
    sheet, root = _SHELF.read(source)
    reader = CaseReader(sheet, root)
    case = reader.clause(Case, root, ())
    steps, facts = list(_steps(reader, case)), list(_facts(reader, case))
    if case.begins > case.ends:
        sheet.refuse(reader.places.get(("ends",)), "the case ends before it begins", f"a day after {case.begins}")
    if sheet.problems:
        raise UserError(sheet.problems)
    return Script(case, tuple(steps), tuple(facts), sheet, root)


class CaseReader(Reader):
    """Reads a case as a regime is read; one step may stand where several could, and `with` takes dotted paths."""

    def several(self, kinds: tuple[Any, ...], node: Node, path: Where) -> tuple[Any, ...]:
        """A list of values; a single table may stand without brackets."""
        if isinstance(node, Mapping) and isinstance(kinds[0], type) and issubclass(kinds[0], Clause):
            node = Sequence([node], node.place)
        return super().several(kinds, node, path)

    def name(self, name: str, place: Place, path: Where) -> None:
        """A name must be words, but for the paths of changes."""
        if path[-1] != "with":
            super().name(name, place, path)


def _steps(reader: CaseReader, case: Case) -> Iterator[Planned]:
    """The steps with their times; what is wrong goes to the sheet."""
    for when, steps in case.script.items():
        at = reader.key_places.get(("script", when))
        try:
            time = read_when(when, case.begins, case.ends)
        except Malformed as wrong:
            reader.sheet.refuse(at, wrong.message, wrong.expected or "a date, or `when told`", wrong.hint)
            continue
        for number, step in enumerate(steps):
            place = reader.places.get(("script", when, str(number)), at)
            for message, expected in _slips(step, time):
                reader.sheet.refuse(place, message, expected)
            yield Planned(time, step)


def _slips(step: Step, time: date | Trigger) -> Iterator[tuple[str, str]]:
    """What the words of a step say against each other: message and what was expected."""
    verbs = [verb for verb in VERBS if getattr(step, verb) is not None]
    if len(verbs) > 1:
        yield f"a step has one verb, and this has {listed(verbs)}", "a step each"
    for word in _OF_CONDUCT:
        if getattr(step, word) is not None and step.does is None:
            yield f"`{word.replace('_', ' ')}` goes with `does`", "a step with `does`"
    if (step.done_by is None) != (step.mistaken_by is None):
        yield "`done by` and `mistaken by` go together", "who did it, and how it came to this person"
    if step.review is not None and step.asks is None:
        yield "`review` goes with `asks`", "a step with `asks`"
    if step.after is not None and isinstance(time, date):
        yield "`after` goes with `when`", "a date without it, or `when told`"


def _facts(reader: CaseReader, case: Case) -> Iterator[Fact]:
    """The facts with their times; what is wrong goes to the sheet."""
    for when, phrases in case.expect.items():
        try:
            span = read_span(when, case.begins, case.ends)
        except Malformed as wrong:
            place = reader.key_places.get(("expect", when))
            reader.sheet.refuse(place, wrong.message, wrong.expected, wrong.hint)
            span = Span(case.begins, case.ends)
        for number, phrase in enumerate(phrases):
            try:
                body, source, offset = split_source(phrase)
                cited(source, case.sources, offset)
                yield read_fact(body, span, source)
            except Malformed as wrong:
                place = reader.places.get(("expect", when, str(number)))
                message = wrong.message.replace("a number without", "a fact without")
                reader.sheet.refuse(place, message, wrong.expected, wrong.hint)


def refuse_unknown(script: Script, nation: Nation) -> None:
    """Conduct, gates and places of the case are compared with the nation's; raises `UserError` with all that fail."""
    conduct, gates = [one.name for one in nation.conduct], [one.name for one in nation.gates]
    sheet = Sheet(script.sheet.text, script.sheet.file)
    steps = script.root.values["script"]
    for when, node in steps.values.items() if isinstance(steps, Mapping) else ():
        for step in node.items if isinstance(node, Sequence) else [node]:
            _refuse_name(sheet, step, "does", conduct, f"conduct of the nation {nation.name}", when)
            _refuse_name(sheet, step, "tries", gates, f"a gate of the nation {nation.name}", when)
    person = script.root.values["person"]
    _refuse_name(sheet, person, "lives in", list(nation.places), f"a place of the nation {nation.name}", "person")
    if sheet.problems:
        raise UserError(sheet.problems)


def refuse_unknown_facts(script: Script, regime: Regime) -> None:
    """Lists and scores that the case names are compared with those of its own regime; raises `UserError`."""
    sheet = Sheet(script.sheet.text, script.sheet.file)
    expect = script.root.values["expect"]
    schemes = list(regime.schemes)
    for fact, place in zip(script.facts, _places(expect), strict=True):
        if fact.kind not in ("refused at", "passes", "fined") and fact.of not in schemes:
            sheet.refuse(place, f"the regime {regime.regime} has no scheme `{fact.of}`", f"one of: {listed(schemes)}",
                         did_you_mean(fact.of, schemes))  # fmt: skip
    if sheet.problems:
        raise UserError(sheet.problems)


def _places(node: Node) -> Iterator[Place]:
    """The places of all phrases under a section, in the order of the file."""
    for value in node.values.values() if isinstance(node, Mapping) else ():
        yield from (item.place for item in (value.items if isinstance(value, Sequence) else [value]))


def _refuse_name(sheet: Sheet, node: Node, word: str, known: list[str], what: str, where: str) -> None:
    value = node.values.get(word) if isinstance(node, Mapping) else None
    text = getattr(value, "text", None)
    if value is not None and text is not None and text not in known:
        sheet.refuse(value.place, f"`{text}` is not {what}", f"one of: {listed(known, most=90)}",
                     did_you_mean(text, known))  # fmt: skip


__all__ = [
    "LIBRARY",
    "VERBS",
    "Planned",
    "Script",
    "read_case",
    "refuse_unknown",
    "refuse_unknown_facts",
    "shipped",
]
