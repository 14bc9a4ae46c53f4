"""What the numbers of a ledger line mean: codes of the engine to the words of the regime.

The same table serves the ledger's files (joined by DuckDB, millions at a time) and one life (looked up line by line).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from demerit.records.events import AMOUNT, AT_GATES, EVENT_NAMES, EVENTS, TOLD, TRUE, UNABLE, WRONG_PERSON
from demerit.tables.layout import Tables

if TYPE_CHECKING:  # the module of Names reads regimes, which takes pydantic
    from demerit.tables.names import Names

CODES = {event.name: event.code for event in EVENTS}
_OF_ITEMS = {"mark": "points", "lapse": "points", "warning": "", "repair": "points", "copy": "points"}
"""events about an item of a points scheme, and the unit of their value"""
_OF_SCORES = {"recovery": "points", "withdrawal": "", "friend": "points"}
"""events about a points scheme as a whole"""
_OF_LISTS = ("entry", "notice", "performance", "request", "ruling", "review")
_ASKED_OF_POINTS = ("request", "ruling")
"""events that schemes of both kinds have: the engine sets TOLD on a list's, and only there"""

FORCED = {
    **dict.fromkeys(("notice", "refusal", "charge", "benefit", "tries", "performance"), TRUE | TOLD),
    **dict.fromkeys(("request", "ruling", "review"), TRUE | TOLD),
    **dict.fromkeys(("move", "withdrawal", "repair"), TRUE | TOLD),
    **dict.fromkeys(("taken down", "friend", "copy"), TRUE),
}
"""flags that go without saying: whoever is turned away at a gate knows it"""

_FORCED_BY_CODE = [FORCED.get(EVENT_NAMES.get(code, ""), 0) for code in range(max(EVENT_NAMES) + 1)]


class Phrase(NamedTuple):
    """The words of a line; `amount` replaces its value where the measure says more than the engine wrote."""

    event: str
    scheme: str
    what: str
    measure: str
    unit: str
    amount: int | None


@dataclass(frozen=True)
class Phrases:
    """Every phrase that a run can write, by key; phases by their first day."""

    names: Names
    phases: tuple[tuple[int, Tables], ...]

    @property
    def widths(self) -> tuple[int, int, int]:
        """How many schemes (or gates), things and measures a key tells apart."""
        names = self.names
        schemes = max(len(names.points), len(names.lists), len(names.gates)) + 1
        measures = len(names.measures)
        most = [len(names.conduct), len(names.items), len(names.grounds), len(names.places)]
        most.append(measures * len(self.phases))
        things = max([*most, *(len(way) for way in (*names.bands, *names.exits))]) + 1
        return schemes, things, measures

    def key(self, event: Any, scheme: Any, what: Any, flags: Any, day: Any) -> Any:
        """The key of a line; numbers, or arrays of numbers (the same arithmetic serves both)."""
        schemes, things, measures = self.widths
        at_gate = ((event >= CODES["refusal"]) & (event <= CODES["benefit"])) | (event == CODES["tries"])
        of_list = (flags // TOLD % 2) * ((event == CODES["request"]) | (event == CODES["ruling"]))
        for first, _ in self.phases[1:]:
            what = what + measures * (at_gate & (day >= first))
        return ((event * 2 + of_list) * schemes + scheme + 1) * things + what + 1

    def rows(self) -> Iterator[tuple[int, Phrase]]:
        """(key, phrase) of all."""
        names = self.names
        for event, things in (("conduct", names.conduct), ("taken down", names.conduct), ("move", names.places)):
            yield from self._plain(event, [""], [things], first_scheme=-1)
        for event, unit in (_OF_ITEMS | dict.fromkeys(_ASKED_OF_POINTS, "")).items():
            yield from self._plain(event, names.points, [names.items] * len(names.points), unit=unit)
        yield from self._plain("band", names.points, names.bands, unit="points")
        for event, unit in _OF_SCORES.items():
            yield from self._plain(event, names.points, [("",)] * len(names.points), unit=unit)
        for event in _OF_LISTS:
            told = TOLD if event in _ASKED_OF_POINTS else 0
            yield from self._plain(event, names.lists, [names.grounds] * len(names.lists), flags=told)
        yield from self._plain("removal", names.lists, names.exits, unit="days")
        for event in AT_GATES:
            yield from self._at_gates(event)

    def _plain(
        self, event: str, schemes: Sequence[str], things: Sequence[Sequence[str]], *, unit: str = "",
        first_scheme: int = 0, flags: int = 0,
    ) -> Iterator[tuple[int, Phrase]]:  # fmt: skip
        for scheme, (name, of_scheme) in enumerate(zip(schemes, things, strict=True), first_scheme):
            for what, thing in enumerate(of_scheme):
                key = self.key(CODES[event], scheme, what, flags, 0)
                yield int(key), Phrase(event, name, thing, "", unit, None)

    def _at_gates(self, event: str) -> Iterator[tuple[int, Phrase]]:
        for day, tables in self.phases:
            for gate, gate_name in enumerate(self.names.gates):
                for at in range(int(tables.gate_measure_from[gate]), int(tables.gate_measure_from[gate + 1])):
                    amount, unit = _cost(tables, at) if event == "charge" else (None, "")
                    unit = _unit_of_benefit(tables, at) if event == "benefit" else unit
                    scheme = _behind(tables, self.names, at)
                    phrase = Phrase(event, scheme, gate_name, self.names.measures[at], unit, amount)
                    yield int(self.key(CODES[event], gate, at, 0, day)), phrase

    def feeds(self) -> list[tuple[int, str]]:
        """(index, name) of every feed, and of none."""
        return [(-1, ""), *enumerate(self.names.feeds)]


def what_is_wrong(flags: int) -> str:
    """What is wrong with the fact of a line that is not true, from its flags (after `forced_flags`); the gravest."""
    if flags & TRUE:
        return ""
    if flags & UNABLE:
        return "unable to pay"
    if flags & WRONG_PERSON:
        return "somebody else"
    return "a zero too many" if flags & AMOUNT else "nobody did it"


def forced_flags(event: Any) -> Any:
    """Flags that an event always has; of one code (an int) or of many (an array)."""
    if isinstance(event, int):
        return _FORCED_BY_CODE[event]
    import numpy as np

    return np.asarray(_FORCED_BY_CODE, event.dtype)[event]


def _behind(tables: Tables, names: Names, measure: int) -> str:
    """The scheme or list that a measure hangs on."""
    which = int(tables.measure_list[measure])
    return names.lists[which] if which >= 0 else names.points[int(tables.measure_scheme[measure])]


def _cost(tables: Tables, measure: int) -> tuple[int, str]:
    """What a measure costs whoever passes the gate: money before time before paper."""
    yuan = int(tables.measure_yuan[measure])
    if yuan < 0:
        return -yuan, "yuan"
    hours = int(tables.measure_hours[measure])
    return (hours, "hours") if hours else (int(tables.measure_forms[measure]), "forms")


def _unit_of_benefit(tables: Tables, measure: int) -> str:
    """What the value of a benefit is counted in; nothing where a measure opens a door."""
    if int(tables.measure_waives[measure]) > 0:
        return "yuan waived"
    if int(tables.measure_saves[measure]) > 0:
        return "hours"
    return "yuan" if int(tables.measure_yuan[measure]) > 0 else ""
