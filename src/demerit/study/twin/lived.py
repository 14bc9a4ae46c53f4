"""A twin's life: the engine's own steps in plain Python, with a hand on one person and on nobody else.

It goes as `engine.reference.relive` goes, which it equals where nothing is otherwise. The person has tables of their
own; everybody else of the community, where they matter, keeps those of the run.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from demerit.engine.chunk import sees_neighbours, too_many_open_matters
from demerit.engine.layout import LINE_PERSON, LINE_WIDTH, ROOM_ROWS, Accounts, State
from demerit.engine.life import begin, happen, renew, soonest
from demerit.engine.loops import is_computed, note_listed, run_people
from demerit.engine.reference import LINES_OF_A_LIFE, in_force, plain_accounts, plain_state, tick_starts
from demerit.engine.steps.rows import room
from demerit.engine.steps.scores import look_at_friend
from demerit.engine.steps.standing import takes_part
from demerit.nations.draws import key_of
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import group_of
from demerit.study.cases.hand import Life as Hand
from demerit.study.twin.layout import Numbers
from demerit.study.twin.moment import Strike
from demerit.tables.layout import Tables

Phases = Sequence[tuple[int, Tables]]
_HOME = 0
"""the community, counted from the chunk's first"""
_ROOMY = 8
"""times the ledger of one life that a community gets before lines of others are forgotten"""


@dataclass(frozen=True)
class World:
    """What a life is lived again from: tables in lists by first day, the climate of each tick, and the run's size."""

    phases: Phases
    climates: Sequence[Sequence[int]]
    people: int
    days: int
    tick: int


def twin_life(
    world: World, person: int, own: Phases | None = None, strike: Numbers | None = None, pay: int | None = None
) -> tuple[list[Numbers], bool]:
    """The ledger lines of a person with `own` tables, without the line `strike`, or who performs on day `pay`.

    Also answers whether it came about: False where the line was not one to be struck out, or nothing was owed that day.
    """
    lived = _Lived(world, person, own or world.phases, strike, pay)
    lived.live()
    done = lived.paid if pay is not None else lived.strike is None or lived.strike.done
    return lived.lines(), done


class _Lived:
    """One life while it is lived, alone or among the people of the community."""

    def __init__(self, world: World, person: int, own: Phases, strike: Numbers | None, pay: int | None) -> None:
        self.world, self.pay, self.paid = world, pay, False
        self.first = person // COMMUNITY * COMMUNITY
        self.i = person - self.first
        self.near = any(sees_neighbours(tables) for _, tables in world.phases)
        size = min(COMMUNITY, world.people - self.first)
        tables = world.phases[0][1]
        self.state: State = plain_state(tables, self.first, size, [1], [] if strike is not None else None)
        self.accounts: Accounts = plain_accounts(tables, world.days, 1, LINES_OF_A_LIFE * (_ROOMY if self.near else 1))
        self.strike = None if strike is None else Strike(strike, self.i)
        if self.strike is not None:
            self.state = self.strike.state(self.state)
        self.starts = tick_starts(world.phases, world.days, world.tick)
        theirs, ours = (self._changes(phases) for phases in (world.phases, own))
        self.theirs = theirs
        self.ours = {day: self.strike.tables(held) for day, held in ours.items()} if self.strike else ours

    def _changes(self, phases: Phases) -> dict[int, Tables]:
        """The tables from each day on which a phase begins or a cut-off moves."""
        return dict(in_force(phases, self.world.climates, self.world.days, self.world.tick))

    def lines(self) -> list[Numbers]:
        """The ledger of the person."""
        at = range(self.accounts.cursor[0])
        written = [self.accounts.ledger[one * LINE_WIDTH : (one + 1) * LINE_WIDTH] for one in at]
        return [line for line in written if line[LINE_PERSON] == self.i]

    def live(self) -> None:
        """From the first day to the last."""
        self._for_all(0, lambda tables, i: begin(tables, self.state, i, _HOME))
        if self.near:
            for number, (day, until) in enumerate(pairwise([*self.starts, self.world.days])):
                self._tick(number, day, until)
        else:
            for day, until in pairwise([*self.ours, self.world.days]):
                self._renew(day)
                self._live(day, until)

    def _for_all(self, day: int, step: Callable[[Tables, int], Any]) -> None:
        """A step for the person under their own tables, and for everybody else who matters under those of the run."""
        for i in range(self.state.people) if self.near else (self.i,):
            step((self.ours if i == self.i else self.theirs)[day], i)

    def _renew(self, day: int) -> None:
        """A phase begins, or a cut-off moves."""
        if day == 0:
            return
        before = max(one for one in self.theirs if one < day)

        def step(tables: Tables, i: int) -> None:
            key, group = self._who(tables, i)
            last = (self.ours if i == self.i else self.theirs)[before]
            self._make_room()
            renew(tables, last, self.state, self.accounts, i, _HOME, key, group, day)

        self._for_all(day, step)

    def _who(self, tables: Tables, i: int) -> tuple[int, int]:
        """Key and group of a local person."""
        key = key_of(tables.people.seed_key, self.first + i)
        return key, group_of(tables.people, key, self.first + i)

    def _tick(self, number: int, day: int, until: int) -> None:
        """One tick of the whole community: what neighbours and friends see, then everybody's days, ours first."""
        if self.world.climates:
            self.accounts.climate[:] = self.world.climates[number]
        if day in self.theirs:
            self._renew(day)
        now = max(one for one in self.theirs if one <= day)
        tables = self.theirs[now]
        if tables.neighbours:
            note_listed(tables, self.state)
        if tables.befriended:
            self._for_all(now, lambda own, i: self._look_at_friend(own, i, day, until))
        self._live(day, until, now)
        at = 0
        while (at := run_people(tables, self.state, self.accounts, at, until)) < self.state.people:
            self._make_room()

    def _look_at_friend(self, tables: Tables, i: int, day: int, until: int) -> None:
        """What a friend's marks add, at the beginning of a tick."""
        computed = [scheme for scheme in range(tables.schemes) if is_computed(tables, scheme, day, until)]
        if not computed:
            return
        key, group = self._who(tables, i)
        for scheme in computed:
            if takes_part(tables, self.state, i, _HOME, key, scheme):
                self._make_room()
                look_at_friend(tables, self.state, self.accounts, i, _HOME, key, group, scheme, day)
                self.state.due[i] = soonest(tables, self.state, i, _HOME) >> 16

    def _live(self, day: int, until: int, since: int | None = None) -> None:
        """The person's own days from `day` to before `until`, under the tables in force since `since` (or `day`)."""
        tables = self.ours[day if since is None else since]
        if self.pay is not None and day <= self.pay < until:
            self._happen(tables, self.pay + 1)
            self._perform(tables, self.pay)
        self._happen(tables, until)
        self.state.due[self.i] = soonest(tables, self.state, self.i, _HOME) >> 16

    def _happen(self, tables: Tables, until: int) -> None:
        """Everything of the person's that falls due before day `until`."""
        due = soonest(tables, self.state, self.i, _HOME)
        while due >> 16 < until:
            self._make_room()
            self._climate_of(due >> 16)
            due = happen(tables, self.state, self.accounts, self.i, _HOME, due)

    def _climate_of(self, day: int) -> None:
        if self.world.climates:
            self.accounts.climate[:] = self.world.climates[bisect_right(self.starts, day) - 1]

    def _perform(self, tables: Tables, day: int) -> None:
        """The person does what every open case asks, at the end of a day: no habit or response is in the way."""
        held: Any = tables
        after = [*held.response_from]
        after[held.conduct + 1] = after[held.conduct]
        key, group = self._who(tables, self.i)
        self._climate_of(day)
        hand = Hand(
            held._replace(performs_habit=-1, response_from=after), self.state, self.accounts, self.i, key, group
        )
        self.paid = hand.perform(day)

    def _make_room(self) -> None:
        """Forgets the ledger lines of everybody else where the buffer fills; raises where the side table is short."""
        if room(self.state, _HOME) < ROOM_ROWS:
            raise too_many_open_matters()
        accounts = self.accounts
        if accounts.cursor[0] * 2 < accounts.lines:
            return
        kept = self.lines()
        for place, line in enumerate(kept):
            accounts.ledger[place * LINE_WIDTH : (place + 1) * LINE_WIDTH] = line
        accounts.cursor[0] = len(kept)
