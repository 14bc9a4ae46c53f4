"""How well founded each number of a regime is: what it rests on, and whether its uncertainty is written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from demerit.regime.from_yaml import Document
from demerit.regime.layout import Clause, Quantity
from demerit.regime.quantities import ASSUMPTION, amount_text, plain
from demerit.regime.reader import word_of
from demerit.report.numbers import counted
from demerit.study.targets.fitted import FITTED_TO

Where = tuple[str, ...]

GRADES = ("source and article", "source", "fitted", "assumption with a range", "bare assumption")
"""From the best founded to the worst."""


@dataclass(frozen=True)
class Foundation:
    """One number of a regime: where it stands, what it says, what it rests on."""

    where: Where
    line: int | None
    amount: str
    source: str
    grade: str


def foundations(document: Document) -> list[Foundation]:
    """Every number of a regime in the order of the file, then those that a phase changes."""
    found = [_of(document, where, number) for where, number in _numbers(document.regime, ())]
    before = dict(_numbers(document.phases[0][1], ()))
    for day, regime in document.phases[1:]:
        now = dict(_numbers(regime, ()))
        changed = {where: number for where, number in now.items() if before.get(where) != number}
        found += [_of(document, ("phases", f"from {day}", *where), number) for where, number in changed.items()]
        before = now
    return found


def table(document: Document, numbers: list[Foundation]) -> str:
    """The numbers with their lines, grade by grade, and the sources they name."""
    parts = [document.file, ""]
    for grade in GRADES:
        of_grade = [number for number in numbers if number.grade == grade]
        if of_grade:
            parts += [f"{grade} ({len(of_grade)})", *(_row(one) for one in of_grade), ""]
    used = Counter(number.source.partition(" ")[0] for number in numbers)
    parts += [f"{key} ({counted(used[key], 'number')}): {text}" for key, text in document.regime.sources.items()]
    return "\n".join(parts).rstrip()


def tally(numbers: list[Foundation]) -> str:
    """How many there are of each grade, as one sentence."""
    graded = Counter(number.grade for number in numbers)
    said = ", ".join(f"{graded[grade]} {grade}" for grade in GRADES if graded[grade])
    return f"{counted(len(numbers), 'number')}: {said}." if numbers else "It holds no numbers."


def _of(document: Document, where: Where, number: Quantity) -> Foundation:
    place = document.place(*where)
    amount = amount_text(number)
    if number.low is not None and number.high is not None:
        amount += f" between {plain(number.low)} and {plain(number.high)}"
    return Foundation(where, place.line if place else None, amount, number.source, _grade(number, document))


def _grade(number: Quantity, document: Document) -> str:
    """A number that is in part an assumption is one, whatever source it leans on."""
    citations = [citation.strip() for citation in number.source.split(";")]
    if ASSUMPTION in citations:
        return GRADES[4] if number.low is None else GRADES[3]
    keys = [citation.partition(" ")[0] for citation in citations]
    if any(document.regime.sources.get(key, "").startswith(FITTED_TO) for key in keys):
        return GRADES[2]
    return GRADES[0] if any(" " in citation for citation in citations) else GRADES[1]


def _row(number: Foundation) -> str:
    source = "" if number.source == ASSUMPTION else f" ({number.source})"
    return f"  {f'line {number.line}' if number.line else '':<9} {' > '.join(number.where)}: {number.amount}{source}"


def _numbers(value: object, where: Where) -> Iterator[tuple[Where, Quantity]]:
    """Every quantity with the words that lead to it in the file."""
    if isinstance(value, Quantity):
        yield where, value
    elif isinstance(value, Clause):
        for name, info in type(value).model_fields.items():
            yield from _numbers(getattr(value, name), (*where, word_of(name, info)))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _numbers(inner, (*where, str(name)))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _numbers(inner, where)
