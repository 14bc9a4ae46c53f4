"""One mark or entry struck out of a life, wherever it stands: the engine is asked to at the one moment that writes it.

The engine strikes out the first black mark of a twin: at each adverse mark and entry it looks at the column `struck`.
Here that column answers yes just before the ledger line that is to be missing would be written. For favourable ones,
about which the engine does not ask, the tables read as adverse at that moment and at no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, SupportsIndex

from demerit.engine.layout import (
    EVENT_ENTRY,
    LINE_EVENT,
    LINE_NUMBER,
    LINE_SCHEME,
    LINE_WHAT,
    State,
)
from demerit.study.twin.layout import Numbers
from demerit.tables.layout import Tables

_ASKED, _DONE = 1, 2
"""what `struck` says of somebody whose next mark is to be struck out, and of one whose mark has been"""


class Strike:
    """Strikes line `line` out of the life of local person `i`; `done` once it has been."""

    def __init__(self, line: Numbers, i: int) -> None:
        self.line, self.i, self.done = line, i, False
        self._written: Any = ()

    def now(self) -> bool:
        """Whether the next line of this person's ledger is the one that is to be missing."""
        return not self.done and int(self._written[self.i]) + 1 == self.line[LINE_NUMBER]

    def state(self, state: State) -> State:
        """The state whose column `struck` asks for the strike at its moment."""
        self._written = state.lines
        return state._replace(struck=_Asking(self, state.people))

    def tables(self, tables: Tables) -> Tables:
        """The tables (in lists) under which the line counts as adverse at its moment, so that it is asked about."""
        held: Any = tables
        scheme, what = self.line[LINE_SCHEME], self.line[LINE_WHAT]
        if self.line[LINE_EVENT] == EVENT_ENTRY:
            found: Tables = held._replace(list_black=_AtThatMoment(held.list_black, scheme, 1, self.now))
        else:
            found = held._replace(
                item_points=_AtThatMoment(held.item_points, what, -1, self.now),
                scheme_warns=_AtThatMoment(held.scheme_warns, scheme, 0, self.now),
            )
        return found


class _Asking(list[int]):
    """The column `struck`: asks for the strike of one person's line when it is about to be written."""

    def __init__(self, strike: Strike, people: int) -> None:
        super().__init__([0] * people)
        self._strike = strike

    def __getitem__(self, at: Any) -> Any:
        return _ASKED if at == self._strike.i and self._strike.now() else super().__getitem__(at)

    def __setitem__(self, at: Any, value: Any) -> None:
        self._strike.done = self._strike.done or (at == self._strike.i and value == _DONE)
        super().__setitem__(at, value)


class _AtThatMoment(list[int]):
    """A table in which one number reads otherwise at one moment."""

    def __init__(self, values: Iterable[int], at: int, other: int, now: Callable[[], bool]) -> None:
        super().__init__(values)
        self._at, self._other, self._now = at, other, now

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        return self._other if at == self._at and self._now() else super().__getitem__(at)
