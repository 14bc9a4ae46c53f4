"""One person of a run against their twin: lived again from the run folder, with exactly one thing otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from demerit.engine.layout import EVENT_ENTRY, EVENT_MARK, LINE_EVENT
from demerit.errors import UserError, listed
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import place_of
from demerit.records.relived import Lives
from demerit.study.twin import tables
from demerit.study.twin.differ import first_difference, line_numbered, owed, tally
from demerit.study.twin.layout import Life, Numbers, Otherwise, Tally, Twins
from demerit.study.twin.lived import Phases, World, twin_life

_NOTHING = Tally(*[0] * 11)
_ALONE = "Neighbours, friends and the climate are those of the run: what the twin does changes nobody else."


def twin(folder: Path, manifest: Mapping[str, Any], code_or_index: str | int, otherwise: Otherwise) -> Twins:
    """The life of a person of a finished run beside the life of their twin.

    Raises `UserError` where nobody of the run has the code, and where the one thing cannot be otherwise for this
    person: a line that is no mark or entry, a day on which nothing is owed, a place that the nation has not.
    """
    return _Study(folder, manifest).twins(code_or_index, otherwise)


@dataclass(frozen=True)
class _Case:
    """What `twin_life` takes for one thing otherwise, and how it reads."""

    says: str
    own: Phases | None = None
    strike: Numbers | None = None
    pay: int | None = None
    notes: tuple[str, ...] = ()


class _Study(Lives):
    """The people of a run folder, who can also be lived with something otherwise."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        super().__init__(folder, manifest)
        self.start = date.fromisoformat(str(manifest["start"]))
        self.days = int(manifest["days"])

    def twins(self, code_or_index: str | int, otherwise: Otherwise) -> Twins:
        """Both lives and what differs."""
        person = self.person(code_or_index)
        world = World(self.phases, self.climates, int(self._manifest["people"]), self.days, int(self._manifest["tick"]))
        given, _ = twin_life(world, person)
        case = self._case(person, otherwise, given)
        numbers, done = twin_life(world, person, case.own, case.strike, case.pay)
        if not done:
            raise self._not_done(otherwise, given)
        first = first_difference(given, numbers)
        was, would_be = (
            _NOTHING if first is None else tally(lines, self.phases, first, self.days) for lines in (given, numbers)
        )
        own = case.own or self.phases
        return Twins(
            otherwise, case.says, self.start, self.days, self._life(person, given, self.phases),
            self._life(person, numbers, own), first, was, would_be, (*case.notes, _ALONE),
        )  # fmt: skip

    def _life(self, person: int, numbers: Sequence[Numbers], phases: Phases) -> Life:
        place = self.names.places[place_of(phases[0][1].people, person // COMMUNITY)]
        facts = {**self.facts(person), "place": place}
        return Life(facts, [self._line(person, [int(one) for one in line]) for line in numbers], numbers)

    def _case(self, person: int, otherwise: Otherwise, given: Sequence[Numbers]) -> _Case:
        """The one thing, as the engine is told of it."""
        if otherwise.strike is not None:
            return self._without(person, otherwise.strike, given)
        if otherwise.pay is not None:
            return self._paid(otherwise.pay)
        if otherwise.move is not None:
            says = f"lives in {otherwise.move} from the first day on"
            return _Case(says, tables.lives_in(self.phases, self.names.places, person, otherwise.move))
        if otherwise.notice:
            note = "A list whose regime declares no notice gives one too."
            says = "every notice arrives, and before the effect"
            return _Case(says, tables.told_of_everything(self.phases), notes=(note,))
        notes = (
            "Only what is wrong is contested, from the day after the person learns of it, and where there is a way.",
            "A ruling on another day is another draw: what is upheld in one life may be refused in the other.",
        )
        says = "every wrong mark or entry is contested at once"
        return _Case(says, tables.contests_everything(self.phases), notes=notes)

    def _without(self, person: int, number: int, given: Sequence[Numbers]) -> _Case:
        """A mark or an entry that never happens."""
        line = line_numbered(given, number)
        can = [str(one[1]) for one in given if one[LINE_EVENT] in (EVENT_MARK, EVENT_ENTRY)]
        hint = "`demerit life` numbers the lines"
        expected = f"a mark or an entry: line {listed(can)}" if can else "a life with a mark or an entry in it"
        if line is None:
            raise UserError(f"this life has no line {number:,}: it has {len(given):,}", expected, hint)
        if line[LINE_EVENT] not in (EVENT_MARK, EVENT_ENTRY):
            event = self._line(person, [int(one) for one in line])["event"]
            raise UserError(f"line {number:,} of this life is no mark: it is a line of {event}", expected, hint)
        return _Case(f"line {number} never happened", strike=line)

    def _paid(self, day: date) -> _Case:
        """A day on which the duty is performed."""
        number = (day - self.start).days
        if not 0 <= number < self.days:
            last = self.start + timedelta(days=self.days - 1)
            raise UserError(f"the run does not have the day {day}", f"a day from {self.start} to {last}")
        note = "Whether an office keeps its clock is drawn by the day: a name may come off late in one life only."
        return _Case("everything owed is performed on that day", pay=number, notes=(note,))

    def _not_done(self, otherwise: Otherwise, given: Sequence[Numbers]) -> UserError:
        """Why the one thing did not come about."""
        if otherwise.pay is None:
            message = f"line {otherwise.strike} is what stays after a repair, and goes with the mark that was repaired"
            return UserError(message, "the line of the mark itself")
        open_days = [
            f"{self.start + timedelta(days=first)} to {self.start + timedelta(days=last)}"
            for first, last in owed(given, self.phases, self.days)
        ]
        expected = f"a day on which something is: {listed(open_days)}" if open_days else "a person who owes something"
        return UserError(f"nothing is owed on {otherwise.pay} that performance would end", expected)
