"""What a sweep goes over: `PATH=LOW..HIGH`, read and compared with the regime before anything is run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from demerit.errors import Problem, UserError
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import Document, read_document
from demerit.regime.quantities import ASSUMPTION, Malformed, plain, read_quantity, write_quantity
from demerit.regime.to_yaml import to_words, words_to_yaml
from demerit.study.sweep.layout import WHOLE, Over, changes_at
from demerit.study.sweep.numbers import Where, all_numbers, all_phrases, readings, slot

EXAMPLE = "schemes.debtors.notice.served=0 %..100 %"
OPTION = "--over"

_RANGE = re.compile(r"(?P<path>[^=]+)=(?P<low>.+?)\.\.(?P<high>.+)", re.DOTALL)
_BARE = re.compile(r"\s*([+\-\N{MINUS SIGN}]?\d[\d,]*(?:\.\d+)?)\s*")


def over_of(text: str) -> Over:
    """`schemes.debtors.notice.served=0 %..100 %` as somebody writes it; raises `UserError`.

    The lower end may leave out its unit. The upper one may only where the clause has none, as an age has.
    """
    found = _RANGE.fullmatch(text.strip())
    if not found:
        raise _refused(text, f"`{text}` is no range of a clause", "a path of the regime and the ends of its range",
                       f'write "{EXAMPLE}"')  # fmt: skip
    path = ".".join(word.strip() for word in found["path"].split("."))
    bare = _BARE.fullmatch(found["high"])
    if bare:
        low, high, unit = _number(text, found["low"]), _number(text, found["high"]), ""
    else:
        high, unit = _amount(text, found["high"])
        low, low_unit = (
            (_number(text, found["low"]), unit) if _BARE.fullmatch(found["low"]) else _amount(text, found["low"])
        )
        if low_unit != unit:
            raise _refused(text, f"the range goes from {low_unit} to {unit}", "one unit", f"write both in {unit}")
    if not low < high:
        raise _refused(text, f"the range goes from {plain(low)} to {plain(high)}", "a range that goes upwards")
    if unit in WHOLE and (low != int(low) or high != int(high)):
        raise _refused(text, f"{unit or 'numbers without a unit'} are whole", "whole numbers at both ends")
    return Over(path, low, high, unit)


def overs_of(texts: Iterable[str]) -> list[Over]:
    """Every range, of different clauses; raises `UserError`."""
    overs = [over_of(text) for text in texts]
    for number, over in enumerate(overs):
        if over.path in (one.path for one in overs[:number]):
            raise UserError(f"{OPTION}: {over.path} has two ranges", "one range for each clause")
    if not overs:
        raise UserError("a sweep needs a clause to go over", f'{OPTION} "{EXAMPLE}"')
    return overs


def grounded(document: Document, overs: Sequence[Over]) -> tuple[Document, list[Over]]:
    """The regime that the ranges are of: each can be read at its ends, and all of them together.

    Where a clause is written as one phrase, into which no path leads, it is the same regime with its clauses written
    out, and ranges that know the phrase they are in. Raises `UserError` for a clause that the regime does not have, a
    unit that does not fit, a value out of range.
    """
    try:
        _read_at_ends(document, overs)
    except UserError as first:
        spread = written_out(document)
        inside = [phrased(over, spread, [one.path for one in overs]) for over in overs]
        try:
            _read_at_ends(spread, inside)
        except UserError:
            bare = [over for over in overs if not over.unit]
            raise UserError([_of_ours(problem, bool(bare)) for problem in first.problems]) from None
        return spread, inside
    return document, list(overs)


def phrased(over: Over, spread: Document, moved: Sequence[str]) -> Over:
    """A range with the phrase that its number stands in; numbers of it that are not `moved` are as they are."""
    held = all_phrases(spread)
    if over.path not in held:
        return over
    path, words = held[over.path]
    for where, number in all_numbers(spread):
        if ".".join(where) not in moved:
            words = words.replace(slot(".".join(where)), write_quantity(number))
    return replace(over, phrase=path, words=words)


def written_out(document: Document) -> Document:
    """The same regime with every clause as a table of words, so that a path leads to each of its numbers."""
    words = to_words(document.regime, short=False)
    for reading in readings(document)[1:]:
        section, name, inner = reading.where
        whole, changes = to_words(reading.regime, short=False), words[section][name][inner]
        for written in changes:
            clause = _at(whole, tuple(word.strip() for word in written.split(".")))
            if clause is not None:  # or else the phase says that it is not declared
                changes[written] = clause
    return replace(read_document(words_to_yaml(words)), file=document.file)


def _at(words: Any, where: Where) -> Any:
    """The words of a clause in those of a regime; None where nothing is declared."""
    for word in where:
        words = words.get(word) if isinstance(words, dict) else None
    return words


def _read_at_ends(document: Document, overs: Sequence[Over]) -> None:
    """All at their lower ends, each alone at its upper one, and all at their upper ends."""
    lows, highs = [over.low for over in overs], [over.high for over in overs]
    alone = [[*lows[:at], high, *lows[at + 1 :]] for at, high in enumerate(highs)]
    for point in [lows, *alone, *([highs] if len(overs) > 1 else [])]:
        changed(document, changes_of(changes_at(overs, point)))


def _of_ours(problem: Problem, bare: bool) -> Problem:
    """A problem of an option that sets a clause, as one of the option that sweeps it; `bare`: a range had no unit."""
    if problem.file != "--set":
        return problem
    ours = replace(problem, file=OPTION, line=None, column=None)
    if bare and problem.message == "a number without a source":
        ours = replace(
            ours, message="the range has no unit", expected="the unit of the clause", hint=f'write "{EXAMPLE}"'
        )
    return ours


def _amount(text: str, written: str) -> tuple[float, str]:
    try:
        quantity = read_quantity(f"{written.strip()} ({ASSUMPTION})")
    except Malformed as slip:
        raise _refused(text, slip.message, slip.expected, slip.hint) from None
    if quantity.low is not None:
        raise _refused(text, "an end of the range is a range itself", "a number and its unit")
    return quantity.value, quantity.unit


def _number(text: str, written: str) -> float:
    found = _BARE.fullmatch(written)
    if not found:
        raise _refused(
            text, f"`{written.strip()}` has a unit, and the other end has none", "the same unit at both ends"
        )
    return float(found[1].replace(",", "").replace("\N{MINUS SIGN}", "-"))


def _refused(text: str, message: str, expected: str | None, hint: str | None = None) -> UserError:
    return UserError(Problem(OPTION, None, None, message, expected, hint, source_line=text))
