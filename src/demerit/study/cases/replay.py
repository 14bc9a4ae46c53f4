"""A case replayed: day by day, what the script does and what the regime's rules make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from demerit.engine.layout import LONGEST_RUN, TRUE, WRONG_PERSON
from demerit.errors import UserError
from demerit.records.events import TOLD
from demerit.records.events import TRUE as RIGHT
from demerit.records.phrases import Phrases, forced_flags, what_is_wrong
from demerit.regime.layout import Feed, Regime
from demerit.study.cases.chances import chance_beside, chance_of
from demerit.study.cases.from_yaml import Planned, Script, refuse_unknown
from demerit.study.cases.hand import Life
from demerit.study.cases.layout import Step
from demerit.study.cases.person import Somebody, find_somebody
from demerit.study.cases.phrases import Trigger
from demerit.study.cases.pinned import pinned, ruled
from demerit.study.cases.regimes import World
from demerit.tables.amounts import days as days_of
from demerit.tables.from_regime import compile_regime
from demerit.tables.layout import Tables
from demerit.tables.names import Names

SCRIPT, RULES, CHANCE, OUTSIDE = "script", "rules", "chance", "outside"
"""who decided: the case; the regime's rules; what the regime leaves to chance, as it fell; nobody's rule"""

NOT_SO = "does not arise"
"""how the outcome of a step begins that presupposes what is not so under these rules"""
_OF_THE_SCRIPT = ("conduct", "performance", "request")


@dataclass(frozen=True)
class Moment:
    """One thing that happened: a step of the script with what came of it, or a line of the ledger."""

    day: date
    by: str
    step: Step | None = None
    line: dict[str, Any] | None = None
    outcome: str = ""
    """of a step: done, passed, refused, or why nothing came of it"""
    chance: str = ""
    """of a line: how it could have gone otherwise under the same rules"""


@dataclass
class Replay:
    """What happened to the person of a case under one regime."""

    script: Script
    world: World
    somebody: Somebody
    names: Names
    moments: list[Moment] = field(default_factory=list)
    scores: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    """by points scheme: from which day the score was what"""

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The person's ledger."""
        return [moment.line for moment in self.moments if moment.line is not None]

    def of(self, event: str) -> list[Moment]:
        """The moments that are lines of one event."""
        return [moment for moment in self.moments if moment.line is not None and moment.line["event"] == event]


def replay(script: Script, world: World, outside: bool = True) -> Replay:
    """Lives the case under a regime, with or without what no rule decides.

    Raises `UserError` where the nation lacks what the script needs.
    """
    refuse_unknown(script, world.nation)
    case = script.case
    days = (case.ends - case.begins).days + 1
    if days > LONGEST_RUN:
        raise UserError(f"the case lasts {days:,} days", f"at most {LONGEST_RUN:,}")
    phases = _phases(world, case.begins, case.ends)
    tables, names = compile_regime([regime for _, regime in phases], world.nation, case.begins, days)
    told = Replay(script, world, find_somebody(case.person, world.nation), names)
    _Telling(told, phases, tables, days, outside).tell()
    return told


def _phases(world: World, begins: date, ends: date) -> list[tuple[int, Regime]]:
    """The regimes in force by day of the case; one that came later than the case counts as in force all along."""
    now = [regime for day, regime in world.phases if day <= begins] or [world.phases[0][1]]
    later = [((day - begins).days, regime) for day, regime in world.phases[1:] if begins < day <= ends]
    return [(0, now[-1]), *later]


class _Telling:
    """The replay while it goes on."""

    def __init__(
        self, told: Replay, phases: Sequence[tuple[int, Regime]], tables: Sequence[Tables], days: int, outside: bool
    ) -> None:
        self.told, self.phases, self.days = told, phases, days
        self.case = told.script.case
        self.tables = tables
        self.phase = 0
        self.answers: tuple[bool, bool | None] | None = None
        self.life = Life.new(self.in_force(), told.somebody.person, days)
        numbered = [(day, one) for (day, _), one in zip(phases, tables, strict=True)]
        self.phrases = Phrases(told.names, tuple(numbered))
        self.words, self.feeds = dict(self.phrases.rows()), dict(self.phrases.feeds())
        self.written = 0
        steps = [one for one in told.script.steps if outside or not (one.step.ends or one.step.fined)]
        self.dated = [(self.number(one.when), self.order(one), one.step) for one in steps if isinstance(one.when, date)]
        self.dated.sort(key=lambda one: one[:2])
        self.waiting = [one for one in steps if not isinstance(one.when, date)]

    def in_force(self) -> Tables:
        """The tables of the phase without luck, with the rulings that the script has fixed so far."""
        found = pinned(self.tables[self.phase], self.case.chances)
        return found if self.answers is None else ruled(found, self.tables[self.phase], *self.answers)

    def number(self, day: date) -> int:
        """A day of the calendar as a day of the case."""
        return (day - self.case.begins).days

    def date(self, day: int) -> date:
        """A day of the case in the calendar."""
        return self.case.begins + timedelta(days=day)

    def tell(self) -> None:
        """From the first day to the last, from one day on which something happens to the next."""
        day = 0
        self.note_scores(day)
        while (day := self.next_day()) < self.days:
            self.live_day(day)
            self.note_scores(day)

    def next_day(self) -> int:
        """The next day on which the script, a phase or the regime has something."""
        phases = [day for day, _ in self.phases[self.phase + 1 : self.phase + 2]]
        return min([self.life.due(), *phases, *(day for day, _, _ in self.dated[:1]), self.days])

    def live_day(self, day: int) -> None:
        """One day: a new phase, what is done, what falls due, and then what the person tries, asks and performs."""
        if self.phase + 1 < len(self.phases) and self.phases[self.phase + 1][0] == day:
            self.phase += 1
            self.life.enter_phase(self.in_force(), day)
            self.read(day, RULES)
        self.take_steps(day, conduct=True)
        self.live(day)
        while self.dated and self.dated[0][0] <= day:
            self.take_steps(day, conduct=False)

    def take_steps(self, day: int, conduct: bool) -> None:
        """The steps of a day, of conduct or others, each with what follows from it on the same day."""
        today = [one for one in self.dated if one[0] <= day and (one[2].does is not None or not conduct)]
        for one in today:
            self.dated.remove(one)
            self.take(one[2], day)
            self.live(day)

    def live(self, day: int) -> None:
        """What falls due today."""
        self.life.live(day)
        self.read(day, RULES)

    def take(self, step: Step, day: int) -> None:
        """One step of the script."""
        outcome, by, at = "done", SCRIPT, len(self.told.moments)
        if step.while_on is not None and not self.is_on(step.while_on):
            outcome = f"{NOT_SO}: not on {step.while_on}"
        elif step.does is not None:
            outcome = self.do(step, day)
        elif step.tries is not None:
            self.life.attempt(self.told.names.gates.index(step.tries), day)
            outcome = "tried"
        elif step.performs is not None:
            outcome = self.perform(step, day)
        elif step.asks is not None:
            outcome = self.ask(step, day)
        elif step.ends is not None or step.fined is not None:
            outcome, by = self.outside(step, day), OUTSIDE
        self.read(day, by if by == OUTSIDE else RULES)
        if outcome == "tried":
            met = [moment.line["event"] for moment in self.told.moments[at:] if moment.line is not None]
            outcome = "refused" if "refusal" in met else "passed"
        self.told.moments.insert(at, Moment(self.date(day), by, step, outcome=outcome))

    def do(self, step: Step, day: int) -> str:
        """Conduct, or what somebody is taken to have done, on its way through the first feed that can bring it."""
        feeds = {
            name: feed for name, feed in self.regime.feeds.items() if step.does in feed.sees and feed.detects.value
        }
        if not feeds:
            return "no feed notices"
        brings = [name for name, feed in feeds.items() if _can_err(feed, step)]
        if not brings:
            return f"{NOT_SO}: no feed makes this mistake"
        flags = {"somebody else": WRONG_PERSON, "nobody": 0, None: TRUE}[step.done_by]
        names = self.told.names
        self.life.conduct(names.conduct.index(str(step.does)), names.feeds.index(brings[0]), day, flags)
        return f"reported by {brings[0]}"

    def is_on(self, scheme: str) -> bool:
        """Whether an entry of a list is in force now."""
        on = {"entry": 1, "removal": -1}
        return sum(on.get(line["event"], 0) for line in self.told.lines if line["scheme"] == scheme) > 0

    def perform(self, step: Step, day: int) -> str:
        """Performance of what is owed, and whether it is taken as such."""
        if not self.life.has_open_matters():
            return f"{NOT_SO}: nothing is held against the person"
        if step.performs != "accepted":
            return "not accepted"
        return "done" if self.life.perform(day) else "nothing that performance would change"

    def ask(self, step: Step, day: int) -> str:
        """A request for correction; what the office will say is fixed where the regime leaves it open."""
        if not self.life.has_open_matters():
            return f"{NOT_SO}: nothing is held against the person"
        self.answers = step.asks == "upheld", None if step.review is None else step.review == "upheld"
        self.life.tables = self.in_force()
        return "asked" if self.life.ask(day) else "the regime has no way to ask"

    def outside(self, step: Step, day: int) -> str:
        """What no rule of the regime decides."""
        if step.fined is not None:
            return "done"
        return "done" if self.life.end_everything(day) else f"{NOT_SO}: nothing is held against the person"

    @property
    def regime(self) -> Regime:
        """The regime in force."""
        return self.phases[self.phase][1]

    def read(self, day: int, by: str) -> None:
        """Adds the lines written since last time to the story, and plans what answers to them."""
        lines = self.life.lines()
        for numbers in lines[self.written :]:
            line = self.in_words([int(number) for number in numbers])
            self.told.moments.append(self.moment(line, by))
            for trigger in _triggers(line):
                self.answer(trigger, day)
        self.written = len(lines)

    def moment(self, line: dict[str, Any], by: str) -> Moment:
        """A line of the ledger with who decided it."""
        chance = chance_of(line, self.regime, self.case.chances)
        if by != OUTSIDE:
            by = SCRIPT if line["event"] in _OF_THE_SCRIPT else CHANCE if chance else by
        beside = chance_beside(line, self.regime)
        return Moment(self.date(line["day"]), by, line=line, chance="; ".join(one for one in (chance, beside) if one))

    def answer(self, trigger: Trigger, day: int) -> None:
        """Plans the steps that answer to something, the first time that it happens."""
        for planned in [one for one in self.waiting if one.when == trigger]:
            self.waiting.remove(planned)
            after = days_of(planned.step.after) if planned.step.after else 0
            self.dated.append((day + after, self.order(planned), planned.step))
        self.dated.sort(key=lambda one: one[:2])

    def order(self, planned: Planned) -> int:
        """Where a step stands in the file."""
        return self.told.script.steps.index(planned)

    def in_words(self, numbers: list[int]) -> dict[str, Any]:
        """A line of the engine in words, as the ledger of a run has it."""
        _, line, day, event, scheme, what, feed, value, flags, cause = numbers
        said = self.words[self.phrases.key(event, scheme, what, flags, day)]
        flags |= forced_flags(event)
        return {
            "line": line, "day": day, "event": said.event, "scheme": said.scheme, "what": said.what,
            "measure": said.measure, "feed": self.feeds[feed], "value": value if said.amount is None else said.amount,
            "unit": said.unit, "true": flags & RIGHT > 0, "wrong": what_is_wrong(flags), "told": flags & TOLD > 0,
            "cause": cause,
        }  # fmt: skip

    def note_scores(self, day: int) -> None:
        """Writes down the scores that have changed."""
        for number, name in enumerate(self.told.names.points):
            score, kept = self.life.score(number), self.told.scores.setdefault(name, [])
            if not kept or kept[-1][1] != score:
                kept.append((self.date(day), score))


def _can_err(feed: Feed, step: Step) -> bool:
    """Whether a feed can bring a step to this person: its own acts always, a mistake only as the feed is joined."""
    if step.mistaken_by is None:
        return True
    errors = feed.wrong_person if step.done_by == "somebody else" else feed.false_marks
    return feed.joined_by in (None, step.mistaken_by) and (errors is None or errors.value > 0)


def _triggers(line: dict[str, Any]) -> list[Trigger]:
    """What a line gives the person to answer to."""
    found: list[Trigger] = []
    if line["event"] == "entry":
        found.append("listed")
    if line["event"] == "refusal":
        found.append("refused")
    if line["event"] == "notice" or (line["event"] in ("mark", "warning") and line["told"]):
        found.append("told")
    return found
