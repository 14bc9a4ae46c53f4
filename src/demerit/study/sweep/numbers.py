"""Where the numbers of a regime stand: the path to each, also to those inside a clause that is written as one phrase.

What a phase changes stands under `phases`, the phase's name and `changes`, as it does in the file. A phrase, such as
`3 years (SPC17 art. 2)` for a term, is set as a whole: the path to it, and its words with a slot for each of its
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from demerit.regime.forms import PHRASE_ONLY, WRITE
from demerit.regime.from_yaml import Document
from demerit.regime.layout import Clause, Participation, Quantity, Regime
from demerit.regime.quantities import write_quantity
from demerit.regime.reader import word_of

Where = tuple[str, ...]


class Phrase(NamedTuple):
    """A clause that is written as one phrase: its path, and its words with the paths of its numbers as slots."""

    path: str
    words: str


def slot(path: str) -> str:
    """What stands in the words of a phrase for the number at a path."""
    return f"<{path}>"


def numbers(clause: object, where: Where = ()) -> Iterator[tuple[Where, Quantity]]:
    """Every number of a clause with the words that lead to it in a file whose clauses are written out."""
    if isinstance(clause, Quantity):
        yield where, clause
    elif isinstance(clause, Clause):
        for name, word in _words(clause):
            yield from numbers(getattr(clause, name), (*where, word))
    elif isinstance(clause, dict):
        for name, inner in clause.items():
            yield from numbers(inner, (*where, str(name)))


class Reading(NamedTuple):
    """The regime as it reads from a day on, where its clauses are set, and which of them begin to read so."""

    begins: date
    regime: Regime
    where: Where
    """no words for the regime as it comes into force"""
    changed: tuple[Where, ...]
    """paths of the clauses that do; one without words is all of them"""

    def numbers(self) -> Iterator[tuple[Where, Quantity]]:
        """The numbers that begin to read so, with the words that lead to each."""
        for path, number in numbers(self.regime):
            if any(path[: len(changed)] == changed for changed in self.changed):
                yield (*self.where, *path), number


def readings(document: Document) -> list[Reading]:
    """The regime as it comes into force, and what each of its phases changes."""
    phases = sorted(document.regime.phases.items(), key=lambda item: item[1].from_date)
    found = [Reading(*document.phases[0], (), ((),))]
    for (name, phase), (begins, regime) in zip(phases, document.phases[1:], strict=True):
        changed = tuple(tuple(word.strip() for word in path.split(".")) for path in phase.changes)
        found.append(Reading(begins, regime, ("phases", name, "changes"), changed))
    return found


def all_numbers(document: Document) -> Iterator[tuple[Where, Quantity]]:
    """Every number of a file, those of its phases after the others."""
    for reading in readings(document):
        yield from reading.numbers()


def all_phrases(document: Document) -> dict[str, Phrase]:
    """By the path of a number, the phrase that it stands in; numbers that stand by themselves are not there."""
    found: dict[str, Phrase] = {}
    for reading in readings(document):
        found |= _phrases(reading.regime, reading.where)
    return found


def _phrases(regime: Regime, root: Where) -> dict[str, Phrase]:
    found: dict[str, Phrase] = {}
    for where, clause in _clauses(regime, root):
        write = WRITE.get(type(clause))
        if type(clause) not in PHRASE_ONLY or write is None:
            continue
        inside = dict(numbers(clause, where))
        words = write(_marked(clause, where))
        if words is None:
            continue
        for at, number in inside.items():
            words = words.replace(_mark(at, number), slot(".".join(at)))
        for path in map(".".join, inside):
            if slot(path) in words:
                found[path] = Phrase(".".join(where), words)
    return found


def _words(clause: Clause) -> Iterator[tuple[str, str]]:
    """The fields of a clause and the words for them; who opts in stands under the word of the mode."""
    for name, info in type(clause).model_fields.items():
        yield name, "opt-in" if isinstance(clause, Participation) and name == "uptake" else word_of(name, info)


def _clauses(clause: object, where: Where) -> Iterator[tuple[Where, Clause]]:
    if isinstance(clause, Clause) and not isinstance(clause, Quantity):
        yield where, clause
        for name, word in _words(clause):
            yield from _clauses(getattr(clause, name), (*where, word))
    elif isinstance(clause, dict):
        for name, inner in clause.items():
            yield from _clauses(inner, (*where, str(name)))


def _marked(value: Any, where: Where) -> Any:
    """A clause in which the source of every number says where it stands, so that it is found in the phrase."""
    if isinstance(value, Quantity):
        return value.model_copy(update={"source": slot(".".join(where))})
    if isinstance(value, Clause):
        return value.model_copy(
            update={name: _marked(getattr(value, name), (*where, word)) for name, word in _words(value)}
        )
    if isinstance(value, dict):
        return {name: _marked(inner, (*where, str(name))) for name, inner in value.items()}
    return value


def _mark(where: Where, number: Quantity) -> str:
    """How a number with its marked source is written."""
    return write_quantity(number.model_copy(update={"source": slot(".".join(where))}))
