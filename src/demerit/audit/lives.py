"""How a life comes under a measure: the smallest history from an act to the gate, by the file's own clocks."""

from __future__ import annotations

from math import floor as down
from typing import NamedTuple

from demerit.audit.graph import arrival, days_of, measures_on
from demerit.audit.layout import Happening
from demerit.audit.routes import Entry, entries
from demerit.audit.scores import band_of, bands_of, cost, floor
from demerit.regime.laws import news_of
from demerit.regime.layout import List, Points, Regime


class Beginning(NamedTuple):
    """The first lines of a life, the measure that it comes under and the day on which that bites."""

    lines: tuple[Happening, ...]
    entered: int
    """day of the mark or entry"""
    measure: str | None
    """None where no measure burdens: a list that only publishes"""
    hit: int

    def meets(self, regime: Regime, and_then: str = "") -> Happening:
        """The line at the gate; where there is no measure, the name is out."""
        if self.measure is None:
            return Happening(self.hit, f"stands on the list{and_then}")
        one = regime.measures[self.measure]
        turned = "is turned away" if one.effect.bar else "is burdened"
        return Happening(self.hit, f"{turned} at {one.gate} (`{self.measure}`){and_then}")


def article(scheme: Points | List) -> str:
    """What somebody has in a scheme: `an entry` in a list, `a mark` in a score."""
    return "an entry" if isinstance(scheme, List) else "a mark"


def beginning(regime: Regime, name: str, measure: str | None = None, wrongly: bool = False) -> Beginning:
    """The fewest marks, or the first ground, that bring somebody under a measure of a scheme (or under one of them)."""
    measures = [measure] if measure else measures_on(regime, name, adverse=True)
    scheme = regime.schemes[name]
    whose = "somebody else: " if wrongly else ""
    if isinstance(scheme, List):
        found = entries(regime, name)
        ground, conduct = (found[0].name, found[0].fact) if found else (name, name)
        day, met = arrival(regime, name, conduct), measures[0] if measures else None
        entered = f"is entered in {name} for `{ground}`{', wrongly' if wrongly else ''}"
        lines = (Happening(0, f"{whose}{conduct}"), Happening(day, entered))
        return Beginning(lines, day, met, day + (days_of(regime.measures[met].starts_after) if met else 0))
    ways = [way for one in measures for way in _ways(regime, name, scheme, one)]
    if not ways:
        met = measures[0] if measures else None
        where = f"is in a band of {name}" + (f" that `{met}` is on" if met else "")
        return Beginning((Happening(0, f"{where}{', wrongly' if wrongly else ''}"),), 0, met, 0)
    times, entry, met = min(ways, key=lambda way: (news_of(way[1].fact) is not None, way[0]))
    day = arrival(regime, name, entry.fact)
    often = "" if times == 1 else f", {times} times"
    return Beginning(
        (
            Happening(0, f"{whose}{entry.fact}{often}"),
            Happening(day, f"`{entry.name}` is marked in {name}{often}{', wrongly' if wrongly else ''}"),
        ),
        day,
        met,
        day + days_of(regime.measures[met].starts_after),
    )


def _ways(regime: Regime, name: str, scheme: Points, measure: str) -> list[tuple[int, Entry, str]]:
    """(how many marks, of which item, to which measure) from the start into a band that the measure is on."""
    bands = bands_of(scheme, regime.measures[measure].on)
    start = scheme.start.value if scheme.start is not None else None
    if start is None or not bands or band_of(scheme, start) in (None, *bands):
        return []
    order = list(scheme.bands)
    above = order.index(bands[0])
    edge = floor(scheme, order[above - 1]) if above else start
    found = []
    for entry in entries(regime, name):
        item = scheme.catalogue.get(entry.name)
        lost = cost(scheme, item) if item is not None and entry.against else None
        if item is None or lost is None or lost <= 0:
            continue
        if item.grade is None:
            found.append((down((start - edge) / lost) + 1, entry, measure))
        elif item.grade in bands:
            found.append((1, entry, measure))
    return found
