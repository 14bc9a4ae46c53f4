"""A twin's nouns: the one thing that is otherwise, two lives line by line, and what the difference comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from demerit.errors import UserError

Line = Mapping[str, Any]
"""a line of the ledger in words, as `Lives.lines` gives it"""
Numbers = Sequence[int]
"""the same line as the engine writes it; the fields stand in engine/layout.py"""

WAYS = ("--strike LINE", "--notice", "--appeal", "--pay DAY", "--move PLACE")


@dataclass(frozen=True)
class Otherwise:
    """The one thing that is otherwise in the life of a twin. Raises `UserError` unless it is exactly one."""

    strike: int | None = None
    """number of a line of the life, a mark or an entry, that never happens"""
    notice: bool = False
    """every notice reaches the person, and before the effect"""
    appeal: bool = False
    """every wrong mark or entry is contested as soon as the person knows of it, where it can be"""
    pay: date | None = None
    """the day on which everything that is owed is performed"""
    move: str | None = None
    """the place where the person lives from the first day on"""

    def __post_init__(self) -> None:
        chosen = [field.name for field in fields(self) if getattr(self, field.name) not in (None, False)]
        if len(chosen) != 1:
            said = "nothing is otherwise" if not chosen else f"{len(chosen)} things are otherwise"
            raise UserError(f"{said} in this twin's life", f"one of {', '.join(WAYS)}")


@dataclass(frozen=True)
class Life:
    """One life: its lines in words and in numbers, and who lived it."""

    facts: Mapping[str, Any]
    lines: Sequence[Line]
    numbers: Sequence[Numbers]


@dataclass(frozen=True)
class Tally:
    """What a life came to from the first day on which two lives differ. Days are days in force, entry by entry."""

    marks: int
    """marks that cost points or grade down"""
    points_lost: int
    entries: int
    """entries on black lists"""
    days_listed: int
    """days in force of these entries, from that day on"""
    notices: int
    refusals: int
    yuan_paid: int
    hours: int
    forms: int
    yuan_gained: int
    """yuan received, and deposits waived"""
    hours_saved: int


@dataclass(frozen=True)
class Twins:
    """A life and its twin's. `first` is the day of the run from which on they differ, None where they never do."""

    otherwise: Otherwise
    says: str
    """what is otherwise, in one sentence"""
    start: date
    days: int
    given: Life
    twin: Life
    first: int | None
    was: Tally
    would_be: Tally
    notes: tuple[str, ...] = ()
    """what a reader must know, one sentence each"""
