"""One record, seen three times: by the public, by the person, and as it is. Whatever differs between them is the point.

Nothing is simulated here: the lines of a life and the regime's own clauses on publication say it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from demerit.errors import UserError
from demerit.records.events import AT_GATES
from demerit.regime.layout import NOT_DECLARED, List, Points, Regime
from demerit.regime.quantities import amount_text

Line = Mapping[str, Any]

OWN_ACTS = ("performance", "request", "withdrawal", "move")
"""what the person does, and so knows of whatever the ledger says"""
_STRIKES = ("lapse", "copy", "repair", "ruling")
"""events that take a mark back"""
_SAYS_THE_SCORE = ("band", "grade", "score", "points", "level")


class Learnt(NamedTuple):
    """How the person came to know of something."""

    day: int
    how: str
    """`by notice`, `at a gate`, `told`, `met it`, `own act`, `looked up`"""


class Standing(NamedTuple):
    """The band that a person is in, and since which day of the run."""

    band: str
    since: int


@dataclass(frozen=True)
class Entry:
    """An entry on a list, with what became of it by the day of the record."""

    line: Line
    holder: str | None
    colour: str
    duty: str
    """the conduct behind the ground"""
    term: str
    shown: tuple[str, ...] | None
    """fields that the list publishes, on the day of the record or of the removal; None where it does not say"""
    left: Line | None
    performed: Line | None
    learnt: Learnt | None

    @property
    def in_force(self) -> bool:
        """Whether the name is up on the day of the record."""
        return self.left is None

    @property
    def public(self) -> bool:
        """Whether the public site shows it on the day of the record."""
        return self.in_force and bool(self.shown)


@dataclass(frozen=True)
class Views:
    """What the three views are made of: a person, their lines up to a day, and the regime in force on it."""

    facts: Mapping[str, Any]
    lines: Sequence[Line]
    start: date
    day: int
    """day of the run on which the record is looked at; what happens on it is in"""
    phases: Sequence[tuple[date, Regime]]

    @property
    def on(self) -> date:
        """The day of the record in the calendar."""
        return self.date_of(self.day)

    @property
    def regime(self) -> Regime:
        """The regime as it reads on the day of the record."""
        return self.regime_on(self.day)

    def date_of(self, day: int) -> date:
        """A day of the run in the calendar."""
        return self.start + timedelta(days=day)

    def regime_on(self, day: int) -> Regime:
        """The regime as it reads on a day of the run; before its first day, as it reads then."""
        at = max(self.date_of(day), self.phases[0][0])
        return [regime for begins, regime in self.phases if begins <= at][-1]

    @cached_property
    def by_number(self) -> dict[int, Line]:
        """The lines by their number."""
        return {int(line["line"]): line for line in self.lines}

    def behind(self, line: Line) -> Iterator[Line]:
        """The line, its cause, the cause of that, and so on; ends where a cause does not come before its effect."""
        while True:
            yield line
            cause = int(line.get("cause") or 0)
            if cause not in self.by_number or cause >= int(line["line"]):
                return
            line = self.by_number[cause]

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry ever made under this person's number, in order."""
        return [self._entry(line) for line in self.lines if line["event"] == "entry"]

    def _entry(self, line: Line) -> Entry:
        left = self._first("removal", line)
        scheme = self.regime_on(int((left or {"day": self.day})["day"])).schemes.get(str(line["scheme"]))
        found = scheme if isinstance(scheme, List) else None
        ground = found.grounds.get(str(line["what"])) if found else None
        term = found.term.get(str(line["what"])) if found else None
        length = term.length if term else None
        return Entry(
            line=line,
            holder=found.holder if found else None,
            colour=found.colour if found else "black",
            duty=ground.conduct if ground else str(line["what"]),
            term=NOT_DECLARED if term is None else amount_text(length) if length else "until performance",
            shown=found.publication if found else None,
            left=left,
            performed=self._first("performance", line),
            learnt=self._learnt_of_entry(line),
        )

    def _first(self, event: str, entry: Line) -> Line | None:
        """The first line of a kind that an entry brought about."""
        found = (line for line in self.lines if line["event"] == event)
        return next((line for line in found if any(one is entry for one in self.behind(line))), None)

    def _learnt_of_entry(self, entry: Line) -> Learnt | None:
        """A notice before the entry is behind it; one of the same day, or at a gate, has it behind itself."""
        before = [line for line in self.behind(entry) if line["event"] == "notice"]
        notice = before[-1] if before else self._first("notice", entry)
        if notice is None:
            return Learnt(int(entry["day"]), "by notice") if entry.get("told") else None
        turned_away = any(line["event"] in AT_GATES for line in self.behind(notice))
        return Learnt(int(notice["day"]), "at a gate" if turned_away else "by notice")

    @cached_property
    def _of_entries(self) -> dict[int, Entry]:
        return {int(entry.line["line"]): entry for entry in self.entries}

    def entry_behind(self, line: Line) -> Entry | None:
        """The entry that brought a line about, if one did."""
        found = (self._of_entries.get(int(one["line"])) for one in self.behind(line))
        return next((entry for entry in found if entry is not None), None)

    def entry_at_gate(self, line: Line) -> Entry | None:
        """The entry that a gate went by; None where it went by a score."""
        return self._of_entries.get(self.met_for(line)) if line["event"] in AT_GATES else None

    def met_for(self, line: Line) -> int:
        """The number of the line, an entry's or a band's, for which something was met at a gate; 0 for none."""
        refusal = self.by_number.get(int(line.get("cause") or 0)) if line["event"] == "tries" else None
        return int((refusal or line).get("cause") or 0)

    def learnt_of(self, line: Line) -> Learnt | None:
        """When and how the person learnt of a line; None where they have not."""
        event, day = str(line["event"]), int(line["day"])
        if event == "entry":
            return self._of_entries[int(line["line"])].learnt
        if event in OWN_ACTS or (event == "conduct" and line.get("true", True)):
            return Learnt(day, "own act")
        if line.get("told"):
            return Learnt(day, "met it" if event in AT_GATES else "told")
        if event == "band" and self.announced(str(line["scheme"])):
            return Learnt(day, "looked up")
        return None

    def announced(self, name: str) -> bool:
        """Whether people of a scheme see their score: they opted in to it, or its notices say so."""
        scheme = self.regime.schemes.get(name)
        if not isinstance(scheme, Points):
            return False
        if scheme.participation.mode == "opt-in":
            return any(line.get("scheme") == name for line in self.lines)
        says = scheme.notice.says if scheme.notice and scheme.notice.when != "never" else ()
        return any(word in said.split() for said in says for word in _SAYS_THE_SCORE)

    def wrong(self, line: Line) -> str:
        """What is wrong with the fact of a mark or an entry: empty where nothing is."""
        if line["event"] not in ("mark", "warning", "entry", "conduct", "taken down"):
            return ""
        return str(line.get("wrong") or ("" if line.get("true", True) else "false"))

    def root_of_wrong(self, line: Line) -> Line | None:
        """The earliest line behind this one, itself left out, whose fact is wrong."""
        behind = [one for one in self.behind(line) if one is not line and self.wrong(one)]
        return behind[-1] if behind else None

    def stale_since(self, line: Line) -> int | None:
        """The day since which a copy is out of date: of a corrected entry's mark, or of an entry a gate still holds.

        None where the line is no copy, came while its entry was up, or was taken back.
        """
        entry = self.entry_at_gate(line) or self.entry_behind(line)
        if entry is None or entry.left is None:
            return None
        gone, day = int(entry.left["day"]), int(line["day"])
        if line["event"] in AT_GATES:
            return gone if self.entry_at_gate(line) and day > gone else None
        if line["event"] != "mark" or entry.left["what"] != "correction" or self._taken_back(line):
            return None
        return max(gone, day)

    def _taken_back(self, mark: Line) -> bool:
        """Whether a later line took a copy back: it names the mark, or came of the same entry, or all was erased."""
        entry = self.entry_behind(mark)
        for line in self.lines:
            if int(line["line"]) <= int(mark["line"]) or line.get("scheme") != mark["scheme"]:
                continue
            upheld = line["event"] != "ruling" or bool(line.get("value"))
            if line["event"] in _STRIKES and upheld:
                same_item = line["what"] == mark["what"] and self.entry_behind(line) is entry
                if same_item or int(line.get("cause") or 0) == int(mark["line"]):
                    return True
            if line["event"] == "withdrawal":
                return True
        return False

    def standing(self, name: str) -> Standing | None:
        """The band that the person is in; None where it is not known, or they take no part in the scheme."""
        scheme = self.regime.schemes.get(name)
        theirs = [line for line in self.lines if line.get("scheme") == name]
        if not isinstance(scheme, Points) or any(line["event"] == "withdrawal" for line in theirs):
            return None
        crossings = [line for line in theirs if line["event"] == "band"]
        if crossings:
            return Standing(str(crossings[-1]["what"]), int(crossings[-1]["day"]))
        who = scheme.subjects
        everyone = scheme.participation.mode == "everyone" and not who.places and who.having is None
        if int(self.facts["age"]) < who.from_age or not (theirs or everyone):
            return None
        band = _band_of(scheme)
        return Standing(band, 0) if band else None


def _band_of(scheme: Points) -> str | None:
    """The band that everybody starts in; None where it depends on the person or on others."""
    if scheme.start is None or any(band.top for band in scheme.bands.values()):
        return None
    for name, band in scheme.bands.items():
        if band.from_points is None or scheme.start.value >= band.from_points.value:
            return name
    return None


def masked(code: str) -> str:
    """A number as a public site shows it: the first ten and the last four of its eighteen characters.

    >>> masked("000000199001010014")
    '0000001990****0014'
    """
    return f"{code[:10]}****{code[-4:]}"


def day_of_run(on: date | None, start: date, days: int) -> int:
    """The day of a run (0 the first) that `on` is, by default the last; raises `UserError` for a day outside it."""
    if on is None:
        return days - 1
    day = (on - start).days
    if not 0 <= day < days:
        raise UserError(f"the run has no {on}", f"a day from {start} to {start + timedelta(days=days - 1)}")
    return day


def three_views(
    facts: Mapping[str, Any], lines: Sequence[Line], manifest: Mapping[str, Any], on: date | None = None
) -> Views:
    """The views of a person's record as it stood at the end of a day, by default the run's last.

    `facts` and `lines` are as `Lives` gives them. Raises `UserError` for a day that the run does not have.
    """
    from demerit.regime.from_yaml import phases_of

    start = date.fromisoformat(manifest["start"])
    day = day_of_run(on, start, int(manifest["days"]))
    kept = [line for line in lines if int(line["day"]) <= day]
    return Views(facts, kept, start, day, phases_of(manifest["regime_text"]))
