"""A nation on a readable page: who lives there, what they do how often, and where every number comes from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from demerit.nations.draws import WORDS
from demerit.nations.groups import AGES, FIFTHS, RESIDENCES, SEXES, adults, shares_of_groups
from demerit.nations.layout import Conduct, Nation, People, Rate, Row
from demerit.nations.reading import DAYS_A_YEAR

Lines = Iterator[str]


def nation_to_text(nation: Nation) -> str:
    """The page, in plain text."""
    parts = (_head, _people, _places, _conduct, _gates, _dues, _sources)
    return "\n\n".join("\n".join(part(nation)) for part in parts) + "\n"


def per_adult_a_year(nation: Nation, conduct: Conduct) -> Rate:
    """How often an adult does this, active or not, with its range: the number that the recipe states."""
    share, of = shares_of_groups(nation.people), adults(nation.groups)
    active = next(stream.active for stream in nation.streams if stream.name == conduct.stream)
    factor = float((share * of * active) @ conduct.weight / (share @ of)) * DAYS_A_YEAR
    rate = conduct.per_day
    low, high = (None if n is None else n * factor for n in (rate.low, rate.high))
    return Rate(rate.value * factor, low, high, rate.source)


def _head(nation: Nation) -> Lines:
    yield nation.title
    yield "=" * len(nation.title)
    counts = f"{_some(len(nation.places), 'place')} and {_some(len(nation.groups), 'group')}"
    yield f"{nation.size:,} synthetic people ({nation.name}), in {counts}."
    yield "None of them exists. Rates are means over all adults; ranges say where a rate may well lie."


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _people(nation: Nation) -> Lines:
    yield "Who lives there"
    if len(nation.groups) == 120:
        table = shares_of_groups(nation.people).reshape(6, 2, 2, 5)
        for axis, kind, names in (
            (0, "age", AGES), (1, "sex", SEXES), (2, "residence", RESIDENCES), (3, "fifth of income", FIFTHS),
        ):  # fmt: skip
            shares = table.sum(axis=tuple(other for other in range(4) if other != axis))
            yield f"  {kind}: " + ", ".join(f"{n} {s:.1%}" for n, s in zip(names, shares, strict=True))
    tables = nation.people
    sizes = np.bincount(np.asarray(tables.plan_size), minlength=9)[1:] / np.arange(1, 9)
    yield "  households of 1 to 8: " + ", ".join(f"{s / sizes.sum():.1%}" for s in sizes)
    yield f"  able to pay what a court orders: {tables.able_below / WORDS:.0%}"
    files = {"credit file": tables.credit_below, "telephone": tables.phone_below}
    for what, below in {**files, "platform account": tables.platform_below}.items():
        yield f"  with a {what}: {_share(tables, below):.1%}"


def _share(tables: People, below: Row) -> float:
    return float(shares_of_groups(tables) @ np.asarray(below)) / WORDS


def _places(nation: Nation) -> Lines:
    yield "Places"
    ends = np.asarray(nation.people.place_below, dtype=float) / WORDS
    cells = np.diff(ends, prepend=0.0).reshape(2, -1)
    for name, urban, rural in zip(nation.places, cells[0], cells[1], strict=True):
        yield f"  {name}: {urban + rural:.2%} of the people, {urban / (urban + rural):.1%} urban"
    yield f"  moving to a place drawn by its people: {_moves(nation.moves_per_day)}"


def _moves(rate: Rate | None) -> str:
    if rate is None:
        return "nobody"
    share, low, high = (None if n is None else f"{n * DAYS_A_YEAR:.2%}" for n in (rate.value, rate.low, rate.high))
    spread = "" if low is None or high is None else f" between {low} and {high}"
    return f"{share} of the people a year{spread} ({rate.source})"


def _conduct(nation: Nation) -> Lines:
    yield "What people do"
    for stream in nation.streams:
        yield f"  {stream.name}: {_active(nation, stream.active):.0%} of adults ever do any; spread {stream.spread:g}"
        for conduct in (c for c in nation.conduct if c.stream == stream.name):
            kind = "merit, " if conduct.merit else ""
            seen = f"seen at most {conduct.seen_at_most:.0%}"
            yield f"    {conduct.name} ({kind}{conduct.context}): {_yearly(per_adult_a_year(nation, conduct))}; {seen}"


def _active(nation: Nation, active: NDArray[np.float64]) -> float:
    share = shares_of_groups(nation.people) * adults(nation.groups)
    return float(share @ active / share.sum())


def _gates(nation: Nation) -> Lines:
    yield "Where they try to pass"
    for gate in nation.gates:
        rate = gate.per_day
        low, high = (None if n is None else n * DAYS_A_YEAR for n in (rate.low, rate.high))
        whom = ", for a child at school" if gate.for_children else ""
        yield f"  {gate.name} ({gate.context}{whom}): {_yearly(Rate(rate.value * DAYS_A_YEAR, low, high, rate.source))}"
        if gate.knows_file:
            yield "    people without a credit file are turned away here, whatever the regime"


def _dues(nation: Nation) -> Lines:
    dues = nation.dues
    yield "How debts end"
    for what, rate in (("performs, when able", dues.performs_per_day), ("asks for correction", dues.asks_per_day)):
        low, high = (None if n is None else n * DAYS_A_YEAR for n in (rate.low, rate.high))
        yield f"  {what}: {_yearly(Rate(rate.value * DAYS_A_YEAR, low, high, rate.source))}"
    yield f"  the rate of those who cannot pay: {dues.unable_performs.value:.0%} of it ({dues.unable_performs.source})"
    yield f"  share of the wrongly marked who ever ask: {dues.contests.value:.0%} ({dues.contests.source})"


def _sources(nation: Nation) -> Lines:
    yield "Sources"
    for key, what in nation.sources.items():
        yield f"  {key}: {what}"


def _yearly(rate: Rate) -> str:
    """`2 a year between 0.5 and 8 (assumption)`."""
    spread = "" if rate.low is None or rate.high is None else f" between {_plain(rate.low)} and {_plain(rate.high)}"
    return f"{_plain(rate.value)} a year{spread} ({rate.source})"


def _plain(number: float) -> str:
    """Three figures that count, without an exponent: the rarest acts are some millionths a year."""
    return np.format_float_positional(number, precision=3, unique=False, fractional=False, trim="-")
