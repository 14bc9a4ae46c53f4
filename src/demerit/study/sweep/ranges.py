"""The assumptions of a regime: every number of its file that says how uncertain it is, as a clause to be moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from demerit.errors import UserError
from demerit.regime.changes import changed, changed_again, changes_of
from demerit.regime.from_yaml import Document
from demerit.regime.phases import into_phase
from demerit.regime.quantities import write_quantity
from demerit.study.sweep.layout import Over, changes_at
from demerit.study.sweep.numbers import Reading, all_numbers, all_phrases, readings, slot
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


def ranges_of(document: Document, days: int | None = None) -> Ranges:
    """Every number of a regime with a lower and an upper end, in the order of the file, those of its phases last.

    A number whose range reaches beyond what the clause may be is left as it stands, and so are those of phases that
    begin after so many days, if these are given; both are said. Raises `UserError` where the file gives no ranges.
    """
    spread = written_out(document)
    found, left_out, after = [], [], set()
    for reading in readings(spread):
        ranges = list(_ranges(spread, reading))
        if days is not None and (reading.begins - document.phases[0][0]).days >= days:
            _, name, _ = reading.where
            after.add(name)
            if ranges:
                left_out.append(f"The phase `{name}` begins after the last day of a run: its numbers stay as they are.")
        else:
            found += ranges
    for one in list(_stuck(found, spread)):
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
    return Ranges(spread, tuple(found), (*left_out, *_until(found, spread, after)))


def _until(found: list[Assumption], spread: Document, after: set[str]) -> Iterator[str]:
    """Which numbers a phase reads otherwise without a range of its own, and the first that does, a sentence each.

    Phases `after` the last day of a run are none.
    """
    paths = {one.over.phrase or one.over.path for one in found}
    changes = changes_of(changes_at([one.over for one in found], [one.value for one in found]))
    first: dict[str, str] = {}
    for path, phase in changed_again(spread, changes):
        if phase not in after:
            first.setdefault(path, phase)
    for path, phase in first.items():
        words = path.split(".")
        if ".".join(("phases", phase, "changes", *words[3 if into_phase(words) else 0 :])) not in paths:
            yield f"{path} is moved until the phase `{phase}`, which reads it otherwise."


def _ranges(spread: Document, reading: Reading) -> Iterator[Assumption]:
    """The numbers with a range among those that begin to read so."""
    held = all_phrases(spread)
    for where, number in reading.numbers():
        if number.low is None or number.high is None or not number.low < number.high:
            continue
        over = Over(".".join(where), number.low, number.high, number.unit)
        if over.path in held:
            over = replace(over, phrase=held[over.path].path, words=held[over.path].words)
        yield Assumption(over, number.value, number.source)


def _stuck(found: list[Assumption], spread: Document) -> Iterator[Assumption]:
    """Those that may not be movable by themselves, by halves: reading a file takes time, and most have none."""
    if not found or _all_move(found, spread):
        return
    if len(found) == 1:
        yield from found
        return
    half = len(found) // 2
    yield from _stuck(found[:half], spread)
    yield from _stuck(found[half:], spread)


def _all_move(found: list[Assumption], spread: Document) -> bool:
    """Whether several numbers at once can be at either end of their ranges."""
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
    for where, number in all_numbers(spread) if words else ():
        if ".".join(where) not in paths:
            words = words.replace(slot(".".join(where)), write_quantity(number))
    return replace(one, over=replace(one.over, words=words))
