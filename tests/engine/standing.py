"""A person's record replayed line by line: where they live, what they take part in, which marks stand, score and band.

From the ledger and the regime file; only the part of a private score before any mark is asked of the engine, and
tests/science works that out anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from demerit.engine.steps.private import own_part
from demerit.nations.draws import draw, high, key_of
from demerit.nations.people import age_of, has_credit_file, has_phone, place_of, uses_platform
from demerit.regime.layout import Item, List, Points, Subjects
from demerit.tables.amounts import share
from demerit.tables.luck import LUCK_UPTAKE, luck_of_name
from tests.engine.runs import Line, Lived

OF_MARKS = 1
"""flags of a request or a ruling about a mark; about an entry they are KNOWS"""
MOST = 30_000
"""points that a sum of marks is held within"""
MOST_REPLACED = 16
"""marks that one mark takes the place of at most"""


def scheme_points(run: Lived, day: int = 0) -> list[Points]:
    """The points schemes, in the order of the tables, as they read on a day."""
    return [s for s in run.world.regime_on(day).schemes.values() if isinstance(s, Points)]


def scheme_lists(run: Lived) -> list[List]:
    """The lists, in the order of the tables."""
    return [s for s in run.world.regime.schemes.values() if isinstance(s, List)]


def item_of(run: Lived, line: Line) -> Item:
    """The item of a catalogue that a line is about, as it reads on the day; what repair leaves is one too."""
    scheme = run.world.regime_on(line.day).schemes[run.world.names.points[line.scheme]]
    assert isinstance(scheme, Points)
    name = run.world.names.items[line.what]
    if name in scheme.catalogue:
        return scheme.catalogue[name]
    left = scheme.catalogue[name.removeprefix("repair of ")].repair
    assert left is not None
    return Item(points=left.leaves, expires_after=left.expires_after, what=name)


def meets(run: Lived, person: int, subjects: Subjects) -> bool:
    """Whether a person is old enough for a scheme and has what it asks for."""
    P = run.world.people
    key = key_of(P.seed_key, person)
    if age_of(P, key, person) < subjects.from_age:
        return False
    has = {
        None: lambda: True,
        "telephone": lambda: has_phone(P, key, person),
        "platform account": lambda: uses_platform(P, key, person),
        "credit file": lambda: has_credit_file(P, key, person),
        "no credit file": lambda: not has_credit_file(P, key, person),
    }
    return has[subjects.having]()


def has_joined(run: Lived, person: int, name: str, scheme: Points) -> bool:
    """Whether a person meets the conditions of a points scheme and has opted in where one may choose."""
    if not meets(run, person, scheme.subjects):
        return False
    if scheme.participation.mode == "everyone":
        return True
    word = high(draw(key_of(run.world.people.seed_key, person), luck_of_name(name) + LUCK_UPTAKE, 0))
    return word < share(scheme.participation.uptake)


@dataclass
class Score:
    """What a person has in one points scheme."""

    joined: bool
    """old enough, and so on, and opted in"""
    own: int
    """points before any mark"""
    withdrawn: bool = False
    total: int = 0
    marks: dict[int, Line] = field(default_factory=dict)
    """those that stand, oldest first, by the number of their line"""

    def erase(self) -> None:
        """The record is gone."""
        self.total = 0
        self.marks = {}


class Person:
    """Somebody between two lines of their record."""

    def __init__(self, run: Lived, person: int) -> None:
        self.run = run
        self.number = person
        self.lines = run.records.get(person, [])
        self.home = self.place = run.world.nation.places[place_of(run.world.people, person // 1024)]
        self.schemes = scheme_points(run)
        self.scores = [self._start(person, at, name) for at, name in enumerate(run.world.names.points)]

    def _start(self, person: int, at: int, name: str) -> Score:
        written = self.schemes[at]
        own = int(written.start.value) if written.start else int(written.range[0].value)
        if written.dimensions:
            own = int(written.range[0].value) + own_part(self.run.world.plain, person, at)
        return Score(has_joined(self.run, person, name, written), own)

    def reach(self, day: int) -> None:
        """What a day changes by itself: where a phase has begun, who is a subject no longer has no record."""
        today = scheme_points(self.run, day)
        if today == self.schemes:
            return
        before = [self.takes_part(at) for at in range(len(self.scores))]
        self.schemes = today
        for at, name in enumerate(self.run.world.names.points):
            self.scores[at].joined = has_joined(self.run, self.number, name, today[at])
            if before[at] and not self.takes_part(at):
                self.scores[at].erase()

    def takes_part(self, scheme: int) -> bool:
        """Whether the person is a subject of a points scheme now."""
        places = self.schemes[scheme].subjects.places
        return self.scores[scheme].joined and not self.scores[scheme].withdrawn and (not places or self.place in places)

    def standing(self, scheme: int, what: int) -> list[Line]:
        """The marks of an item that stand, oldest first."""
        return [mark for mark in self.scores[scheme].marks.values() if mark.what == what]

    def band(self, scheme: int) -> tuple[int, int]:
        """(band, score): start + live marks, within the range, held down by the worst direct grade that stands."""
        written, mine = self.schemes[scheme], self.scores[scheme]
        low, high_ = (int(end.value) for end in written.range)
        score = min(max(mine.own + mine.total, low), high_)
        grades = [item_of(self.run, mark).grade for mark in mine.marks.values()]
        for grade in (one for one in grades if one):
            lowest = written.bands[grade].from_points
            score = max(low, min(score, int(lowest.value) if lowest else low))
        edges = [band.from_points.value for band in written.bands.values() if band.from_points is not None]
        return sum(score < edge for edge in edges), score

    def live(self, line: Line) -> None:
        """What a line changes."""
        self.reach(line.day)
        if line.event == "move":
            stayed = [self.takes_part(at) for at in range(len(self.scores))]
            self.place = self.run.world.nation.places[line.what]
            for at, before in enumerate(stayed):
                if before and not self.takes_part(at):
                    self.scores[at].erase()
        elif line.event == "withdrawal":
            self.scores[line.scheme].withdrawn = True
            self.scores[line.scheme].erase()
        elif line.event == "mark":
            mine = self.scores[line.scheme]
            mine.marks[line.number] = line
            mine.total = within(mine.total + line.value)
        else:
            ended, change = self.change(line)
            if ended:
                self.scores[line.scheme].marks.pop(ended)
            if change:
                self.scores[line.scheme].total = within(self.scores[line.scheme].total + change)

    def change(self, line: Line) -> tuple[int, int]:
        """(number of the mark that a line ends or 0, points that it gives back or takes)."""
        if line.event in ("recovery", "friend"):
            return 0, line.value
        about = line.event in ("lapse", "repair") or (line.event == "ruling" and line.flags == OF_MARKS and line.value)
        mark = self.ended_by(line) if about else None
        return (mark.number, self.given_back(mark)) if mark else (0, 0)

    def ended_by(self, line: Line) -> Line | None:
        """The mark that a line ends: its cause, or, where something takes its place, the newest of its item."""
        cause = self.lines[line.cause - 1]
        if line.event != "lapse" or (cause.event == "mark" and cause.what == line.what):
            return self.scores[line.scheme].marks.get(cause.number)
        newest = self.standing(line.scheme, line.what)
        return newest[-1] if newest else None

    def given_back(self, mark: Line) -> int:
        """What the end of a mark gives back: its points, less those that recovery has given back already."""
        total, recovers = self.scores[mark.scheme].total, self.schemes[mark.scheme].recovery is not None
        return min(-mark.value, max(0, -total)) if recovers and mark.value < 0 else -mark.value


def within(points: int) -> int:
    """A sum of marks as the state can hold it."""
    return max(-MOST, min(MOST, points))


def in_order(run: Lived, lines: list[Line]) -> list[Line]:
    """The lines of a record in the order in which they take effect: a mark after the ends of those it replaces."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        after = at + 1
        if line.event == "mark" and item_of(run, line).replaces:
            ends: set[int] = set()
            while after < len(lines) and _is_end(lines[after], line, ends):
                ends.add(lines[after].number)
                after += 1
        found += [*lines[at + 1 : after], line]
        at = after
    return found


def _is_end(line: Line, mark: Line, ends: set[int]) -> bool:
    """Whether a line is the end of a mark that `mark` takes the place of, or the band that this leads to."""
    return (line.event == "lapse" and line.cause == mark.number) or (line.event == "band" and line.cause in ends)
