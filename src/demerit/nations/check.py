"""The laws of a sane nation, by name. `broken_laws` says which a nation breaks; a shipped recipe breaks none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from demerit.nations.draws import WORDS
from demerit.nations.groups import GROUPS, adults, shares_of_groups
from demerit.nations.layout import COMMUNITY, Nation, Rate
from demerit.nations.people import LARGEST_HOUSEHOLD
from demerit.nations.reading import DAYS_A_YEAR

CANDIDATES_A_YEAR = 12.0
"""candidate events of a person in a year under a regime that watches everything; each costs time, and a regime draws
only the streams that it watches"""

Law = Callable[[Nation], Iterator[str]]


def every_share_adds_up(nation: Nation) -> Iterator[str]:
    """Groups, places and names are shares of a whole."""
    if abs(shares_of_groups(nation.people).sum() - 1) > 1e-9:
        yield "the groups do not add up to the nation"
    ends = {"places": nation.people.place_below[-1], "surnames": nation.people.surname_below[-1]}
    ends["first syllables"] = nation.people.syllable_below[nation.people.syllables - 1]
    ends["second syllables"] = nation.people.syllable_below[-1]
    for what, end in ends.items():
        if end != WORDS:
            yield f"the {what} add up to {end / WORDS:.6f}"


def every_community_is_whole(nation: Nation) -> Iterator[str]:
    """The household plan covers 1,024 places, each in the household that begins before it; heads are adults."""
    tables, place = nation.people, np.arange(COMMUNITY)
    first, size = np.asarray(tables.plan_first), np.asarray(tables.plan_size)
    if first.shape != (COMMUNITY,) or (place < first).any() or (place >= first + size).any():
        yield "the plan of households leaves somebody out"
    member = np.asarray(tables.member)
    for people in range(1, LARGEST_HOUSEHOLD + 1):
        heads = member[int(tables.pattern_start[people]) : int(tables.pattern_start[people + 1]) : people]
        if (heads >> 3).min() < 4:
            yield f"a household of {people} has a head under twenty"


def every_conduct_has_its_stream(nation: Nation) -> Iterator[str]:
    """Conduct belongs to a stream of the nation; names are told apart."""
    streams = {stream.name for stream in nation.streams}
    for conduct in nation.conduct:
        if conduct.stream not in streams:
            yield f"{conduct.name} belongs to no stream of the nation"
    named = {
        "streams": [stream.name for stream in nation.streams],
        "conduct": [conduct.name for conduct in nation.conduct],
        "gates": [gate.name for gate in nation.gates],
        "places": list(nation.places),
    }
    for kind, names in named.items():
        if len(set(names)) < len(names):
            yield f"two {kind} have one name"


def every_rate_is_possible(nation: Nation) -> Iterator[str]:
    """Rates are finite, inside their own range, and have a source; a day's rate is at most its cap."""
    for name, rate in rates(nation):
        numbers = [n for n in (rate.low, rate.value, rate.high) if n is not None]
        if not all(np.isfinite(numbers)) or numbers != sorted(numbers) or numbers[0] < 0:
            yield f"{name}: {numbers} is no range of a rate"
        if not rate.source:
            yield f"{name} has no source"
    for conduct in nation.conduct:
        if not 0 < conduct.cap_per_day <= 1 or not 0 <= conduct.seen_at_most <= 1 or conduct.rises_at_most < 1:
            yield f"{conduct.name}: cap, share seen or rise out of range"
        if conduct.per_day.value * conduct.weight.max() > conduct.cap_per_day:
            yield f"{conduct.name}: the cap lies below the rate of an ordinary person"


def rates(nation: Nation) -> Iterator[tuple[str, Rate]]:
    """Every rate of the nation with the name of what it is the rate of."""
    for conduct in nation.conduct:
        yield conduct.name, conduct.per_day
    for gate in nation.gates:
        yield gate.name, gate.per_day
    if nation.moves_per_day is not None:
        yield "moves", nation.moves_per_day
    dues = nation.dues
    yield "performs", dues.performs_per_day
    yield "unable performs", dues.unable_performs
    yield "asks", dues.asks_per_day
    yield "contests", dues.contests


def every_group_is_covered(nation: Nation) -> Iterator[str]:
    """Arrays by group have the nation's length, and nobody under fourteen does anything."""
    arrays = {s.name: s.active for s in nation.streams}
    arrays |= {conduct.name: conduct.weight for conduct in nation.conduct}
    arrays |= {gate.name: gate.weight for gate in nation.gates}
    for name, array in arrays.items():
        if array.shape != (len(nation.groups),):
            yield f"{name} has {array.shape} numbers for {len(nation.groups)} groups"
        elif array.min() < 0:
            yield f"{name} has a negative number"
    for stream in nation.streams:
        if nation.groups == GROUPS and stream.active[:20].any():
            yield f"children under fourteen take part in {stream.name}"


def candidates_are_few(nation: Nation) -> Iterator[str]:
    """Candidate events stay few, since each costs time."""
    many = candidates_a_year(nation)
    if many > CANDIDATES_A_YEAR:
        yield f"{many:.1f} candidate events per person and year, more than {CANDIDATES_A_YEAR:g}"


def candidates_a_year(nation: Nation) -> float:
    """Candidate events per person (children included) and year, at the bounding rates of all conduct."""
    share, streams = shares_of_groups(nation.people), {stream.name: stream for stream in nation.streams}
    bounding = {c.name: c.per_day.value * c.seen_at_most * c.rises_at_most for c in nation.conduct}
    doers = {
        c.name: float(share @ (streams[c.stream].active * c.weight)) for c in nation.conduct if c.stream in streams
    }
    return sum(many * bounding[name] * DAYS_A_YEAR for name, many in doers.items())


def adults_are_there(nation: Nation) -> Iterator[str]:
    """A nation has adults."""
    if not 0 < shares_of_groups(nation.people) @ adults(nation.groups) <= 1 + 1e-12:
        yield "there are no adults"


LAWS: tuple[Law, ...] = (
    every_share_adds_up,
    every_community_is_whole,
    every_conduct_has_its_stream,
    every_rate_is_possible,
    every_group_is_covered,
    candidates_are_few,
    adults_are_there,
)


def broken_laws(nation: Nation) -> list[str]:
    """What is wrong, each line beginning with the name of the law; empty where all is well."""
    return [f"{law.__name__.replace('_', ' ')}: {what}" for law in LAWS for what in law(nation)]
