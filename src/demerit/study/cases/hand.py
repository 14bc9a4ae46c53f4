"""The hand that moves a scripted life: each act of the script as a call of the engine's own steps.

Everything that knows how the engine keeps a person stands here. A life is that of one person of community 0 of a chunk;
the rows of the side table are the open matters of `engine/layout.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demerit.engine.layout import (
    ASKED,
    ATTEMPTS,
    CASE,
    EVENT_CONDUCT,
    GONE,
    GRADE,
    HELD,
    LAPSE,
    LEAVING,
    LINE_WIDTH,
    NEVER,
    NEWS,
    PENDING,
    REQUEST,
    ROW_AUX,
    ROW_CLOCK,
    ROW_DAY,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_KIND,
    ROW_LINE,
    ROW_NEXT,
    ROW_VALUE,
    ROW_WAY,
    ROW_WHAT,
    SETTLED,
    TRUE,
    WAITING,
    WRONG_PERSON,
    Accounts,
    State,
)
from demerit.engine.life import begin, happen, renew, soonest
from demerit.engine.reference import plain_accounts, plain_state
from demerit.engine.steps.account import note
from demerit.engine.steps.feeds import pass_on
from demerit.engine.steps.gates import attempt
from demerit.engine.steps.lapses import give_back
from demerit.engine.steps.lists import may_perform, remove
from demerit.engine.steps.recourse import case as fall_due_case
from demerit.engine.steps.rows import close_row, find_row, open_row, place_of_row
from demerit.engine.steps.standing import score_of
from demerit.nations.draws import key_of
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import group_of
from demerit.study.cases.pinned import performing
from demerit.tables.codes import EXIT_CORRECTION
from demerit.tables.layout import Tables

LINES = 4096
_HOME = 0
"""the community, counted from the chunk's first"""
_KEPT = 1 << 20
"""a bit beyond those of gates: the row of attempts stays open, for it remembers the causes of measures"""


@dataclass
class Life:
    """One person while a script moves them: tables in force, state, ledger."""

    tables: Tables
    state: State
    accounts: Accounts
    i: int
    key: int
    group: int

    @classmethod
    def new(cls, tables: Tables, person: int, days: int) -> Life:
        """A person on day 0, of whom nothing is known."""
        first = person // COMMUNITY * COMMUNITY
        state = plain_state(tables, first, COMMUNITY, [1])
        accounts = plain_accounts(tables, days, 1, LINES)
        key = key_of(tables.people.seed_key, person)
        life = cls(tables, state, accounts, person - first, key, group_of(tables.people, key, person))
        at = open_row(state, life.i, _HOME, ATTEMPTS, 0, NEVER, 0, 0, 0, 0)
        state.rows[at + ROW_WAY] = _KEPT
        begin(tables, state, life.i, _HOME)
        return life

    def lines(self) -> list[list[int]]:
        """The ledger so far, line by line, in the order of `engine/layout.py`."""
        return [self.accounts.ledger[at * LINE_WIDTH : (at + 1) * LINE_WIDTH] for at in range(self.accounts.cursor[0])]

    def due(self) -> int:
        """The day on which the next thing happens by itself."""
        return soonest(self.tables, self.state, self.i, _HOME) >> 16

    def live(self, day: int) -> None:
        """Everything that falls due up to a day, that day included."""
        while (due := soonest(self.tables, self.state, self.i, _HOME)) >> 16 <= day:
            happen(self.tables, self.state, self.accounts, self.i, _HOME, due)

    def enter_phase(self, tables: Tables, day: int) -> None:
        """The regime reads otherwise from a day on."""
        before, self.tables = self.tables, tables
        renew(tables, before, self.state, self.accounts, self.i, _HOME, self.key, self.group, day)

    def score(self, scheme: int) -> int:
        """The score in a points scheme now."""
        return int(score_of(self.tables, self.state, self.i, _HOME, scheme))

    def conduct(self, conduct: int, feed: int, day: int, flags: int) -> None:
        """A feed passes on that the person did something, or what it takes for that."""
        tables, state, accounts, i = self.tables, self.state, self.accounts, self.i
        line = 0
        if flags & TRUE and flags & WRONG_PERSON == 0:
            line = note(state, accounts, i, _HOME, day, EVENT_CONDUCT, -1, conduct, feed, 0, TRUE, 0)
        pass_on(tables, state, accounts, i, _HOME, self.key, self.group, conduct, feed, day, flags, line)

    def attempt(self, gate: int, day: int) -> None:
        """The person tries to pass a gate."""
        at = find_row(self.state, self.i, _HOME, ATTEMPTS, -1)
        attempt(self.tables, self.state, self.accounts, self.i, _HOME, self.key, self.group, at, gate, day)

    def perform(self, day: int) -> bool:
        """The person does what every open case asks; False where none asks for anything that they could do."""
        tables, self.tables = self.tables, performing(self.tables)
        found = [at for at in self.cases() if self.owes(at)]
        for at in found:
            self.fall_due(at, day)
        self.tables = tables
        return bool(found)

    def owes(self, at: int) -> bool:
        """Whether performance would do something about a case."""
        flags = self.flags(at)
        return flags & (LEAVING | GONE) == 0 and may_perform(self.tables, int(self.state.rows[at + ROW_AUX]), flags)

    def ask(self, day: int) -> bool:
        """The person asks for the correction of everything in force against them; False where nobody could be asked."""
        entries = [at for at in self.cases() if self.can_contest(at)]
        for at in entries:
            self.state.rows[at + ROW_FLAGS] = self.flags(at) & ~SETTLED
            self.state.rows[at + ROW_CLOCK] = day
            self.fall_due(at, day)
        marks = [
            at for at in self.rows(LAPSE, GRADE) if self.tables.scheme_decided[self.state.rows[at + ROW_WHAT]] >= 0
        ]
        for at in marks:
            row = self.state.rows
            asked = open_row(self.state, self.i, _HOME, REQUEST, row[at + ROW_WHAT], day, row[at + ROW_AUX], 0,
                             row[at + ROW_LINE], row[at + ROW_VALUE])  # fmt: skip
            row[asked + ROW_ENTERED] = row[at + ROW_ENTERED]
        return bool(entries or marks)

    def can_contest(self, at: int) -> bool:
        """Whether the correction of an entry in force can be asked for: the regime has a way, and none is open."""
        closed = self.flags(at) & (WAITING | LEAVING | GONE | ASKED) > 0
        return self.tables.list_decided[self.state.rows[at + ROW_WHAT]] >= 0 and not closed

    def end_everything(self, day: int) -> bool:
        """Entries come down and marks are taken back, by no rule of the regime, and what is on its way never arrives.

        False where there is nothing of the kind.
        """
        tables, state, accounts, i = self.tables, self.state, self.accounts, self.i
        on_their_way = [*self.rows(PENDING, NEWS, HELD), *(at for at in self.cases() if self.flags(at) & WAITING)]
        for at in on_their_way:
            close_row(state, i, _HOME, at)
        in_force = [at for at in self.cases() if self.flags(at) & GONE == 0]
        for at in in_force:
            cause = int(state.rows[at + ROW_LINE])
            remove(tables, state, accounts, i, _HOME, self.key, self.group, at, day, EXIT_CORRECTION, cause)
        marks = list(self.rows(LAPSE, GRADE))
        for at in marks:
            cause = int(state.rows[at + ROW_LINE])
            give_back(tables, state, accounts, i, _HOME, self.key, self.group, at, day, False, cause)
        return bool(on_their_way or in_force or marks)

    def has_open_matters(self) -> bool:
        """Whether there is an entry in force or on its way, a mark, or news of one."""
        return any(self.rows(PENDING, NEWS, HELD, LAPSE, GRADE)) or any(
            not self.flags(at) & GONE for at in self.cases()
        )

    def flags(self, at: int) -> int:
        """What is so of a row."""
        return int(self.state.rows[at + ROW_FLAGS])

    def cases(self) -> list[int]:
        """Places of the open cases, oldest first."""
        return list(self.rows(CASE))[::-1]

    def rows(self, *kinds: int) -> Iterator[int]:
        """Places of the rows of some kinds, the newest first."""
        row = int(self.state.head[self.i])
        while row > 0:
            at = place_of_row(self.state, _HOME, row)
            row = int(self.state.rows[at + ROW_NEXT])
            if self.state.rows[at + ROW_KIND] in kinds:
                yield at

    def fall_due(self, at: int, day: int) -> None:
        """A case falls due today."""
        self.state.rows[at + ROW_DAY] = day
        fall_due_case(self.tables, self.state, self.accounts, self.i, _HOME, self.key, self.group, at, day)
