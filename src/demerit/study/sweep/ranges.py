"""The assumptions of a regime: every number of its file that says how uncertain it is, as a clause to be moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demerit.errors import UserError
from demerit.regime.changes import changed, changed_again, changes_of
from demerit.regime.from_yaml import Document
from demerit.regime.quantities import write_quantity
from demerit.study.sweep.layout import Over, changes_at
from demerit.study.sweep.numbers import numbers, phrases, slot
from demerit.study.sweep.over import written_out


@dataclass(frozen=True)
class Assumption:
    """A number with its range: the clause to move, the value that the file gives it, and what it rests on."""

    over: Over
    value: float
    source: str


@dataclass(frozen=True)
class Ranges:
    """The assumptions of a regime, the document whose clauses they are, and which stay as they are, and why."""

    document: Document
    assumptions: tuple[Assumption, ...]
    left_out: tuple[str, ...]


def ranges_of(document: Document) -> Ranges:
    """Every number of a regime with a lower and an upper end, in the order of the file.

    Numbers that only a phase sets are left as they stand; so is one whose range reaches beyond what the clause may be,
    which is said. Raises `UserError` where the file gives no ranges.
    """
    spread = written_out(document)
    held = phrases(spread.regime)
    found, left_out = [], []
    for where, number in numbers(spread.regime):
        if number.low is None or number.high is None or not number.low < number.high:
            continue
        over = Over(".".join(where), number.low, number.high, number.unit)
        if over.path in held:
            over = replace(over, phrase=held[over.path].path, words=held[over.path].words)
        found.append(Assumption(over, number.value, number.source))
    for one in [] if _all_move(found, spread) else list(found):
        reason = _why_not(spread, one, [other for other in found if one.over.phrase and _together(one, other)] or [one])
        if reason:
            found.remove(one)
            left_out.append(f"{one.over.path} stays as it is: {reason}.")
    if not found:
        raise UserError(
            f"no number of the regime {document.regime.regime} says how uncertain it is",
            "numbers with a range, such as `12 % between 2 % and 40 % (assumption)`",
            "`demerit check FILE --sources` shows what each number rests on",
        )
    found = [_settled(one, found, spread) for one in found]
    changes = changes_of(changes_at([one.over for one in found], [one.value for one in found]))
    for path, phase in changed_again(spread, changes):
        left_out.append(f"{path} is moved until the phase `{phase}`, which reads it otherwise.")
    return Ranges(spread, tuple(found), tuple(left_out))


def _all_move(found: list[Assumption], spread: Document) -> bool:
    """Whether all numbers at once can be at either end of their ranges, which saves asking one by one."""
    overs = [_settled(one, found, spread).over for one in found]
    try:
        for ends in ([over.low for over in overs], [over.high for over in overs]):
            changed(spread, changes_of(changes_at(overs, ends)))
    except UserError:
        return False
    return True


def _together(one: Assumption, other: Assumption) -> bool:
    """Whether two numbers stand in one phrase."""
    return one.over.phrase == other.over.phrase


def _why_not(spread: Document, one: Assumption, together: list[Assumption]) -> str:
    """Why a number cannot be moved over its range by itself; empty where it can."""
    for end in (one.over.low, one.over.high):
        point = [end if other is one else other.value for other in together]
        try:
            changed(
                spread, changes_of(changes_at([_settled(other, together, spread).over for other in together], point))
            )
        except UserError as refused:
            return refused.problems[0].message
    return ""


def _settled(one: Assumption, moved: list[Assumption], spread: Document) -> Assumption:
    """The number, whose phrase has slots for those that are moved and for no others."""
    words, paths = one.over.words, {other.over.path for other in moved}
    for where, number in numbers(spread.regime) if words else ():
        if ".".join(where) not in paths:
            words = words.replace(slot(".".join(where)), write_quantity(number))
    return replace(one, over=replace(one.over, words=words))
