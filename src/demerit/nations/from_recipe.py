"""The arrow in: a recipe (strings in YAML, each rate with its range and source) becomes a `Nation`."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from demerit.errors import UserError, did_you_mean, listed
from demerit.nations.draws import WORDS, high, seed_key
from demerit.nations.from_library import Plan, below, incomes, library_text, name_tables, patterns, plan_of
from demerit.nations.groups import EVERYBODY, GROUPS, adults, factors, shares_of_groups
from demerit.nations.layout import Conduct, Dues, Gate, Group, Nation, People, Rate, Stream
from demerit.nations.reading import Clause, give_up, read_sheet

MOST_TIMES = 50
"""times that a response may raise a rate at most; candidates are drawn that many times as often"""
MOST_PEOPLE = 365 * 10_000 * 500
"""identity codes for so many people can be told apart (see codes.py)"""
LEAST_ACTIVE = 0.0001
"""a stream that fewer than one in ten thousand ever join is a slip"""
PER_TIME = ("per year", "per day")
MOST_MOVES = 1 / 365.25
"""a nation in which everybody moves to another place every year is a slip"""
NEEDED = (
    "nation", "title", "people", "households", "places", "means", "files", "work", "streams", "conduct", "gates", "dues"
)  # fmt: skip
WORDS_OF_A_RECIPE = (*NEEDED, "groups", "sources", "tables", "moves")


def nation_names() -> list[str]:
    """The recipes that are shipped."""
    folder = files("demerit").joinpath("library", "nations")
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def load_nation(name: str, seed: int, people: int | None = None) -> Nation:
    """The nation of a shipped recipe (or of a YAML file) under a seed.

    `people` sets how many of them there are (the recipe's own number where None). Raises `UserError` with every
    problem of the recipe, for an unknown name, and for a number of people outside 1 to 1,825,000,000.
    """
    if name.endswith((".yaml", ".yml")):
        try:
            text, file = Path(name).read_text(encoding="utf-8"), name
        except OSError as error:
            raise UserError(f"{name} cannot be read: {error.strerror}") from None
    elif name in nation_names():
        text, file = library_text(f"{name}.yaml"), f"{name}.yaml"
    else:
        known = nation_names()
        raise UserError(f"no nation is called `{name}`", f"one of {listed(known)}", did_you_mean(name, known))
    return nation_from_text(text, file, seed, people)


def nation_from_text(text: str, file: str, seed: int, people: int | None = None) -> Nation:
    """As `load_nation`, from the text of a recipe; `file` is its name in messages."""
    nation = _nation(text, file, seed)
    nation = nation if people is None else replace(nation, size=people)
    if not 1 <= nation.size <= MOST_PEOPLE:
        raise UserError(f"a nation cannot have {nation.size:,} people", f"from 1 to {MOST_PEOPLE:,}")
    return nation


@lru_cache(maxsize=8)
def _nation(text: str, file: str, seed: int) -> Nation:
    """The nation of a recipe: read once where many runs are of the same people. Nothing of it is ever changed."""
    recipe = read_sheet(text, file)
    recipe.known(WORDS_OF_A_RECIPE, needed=NEEDED)
    groups = EVERYBODY if recipe.choice("groups", ("census", "one"), "census") == "one" else GROUPS
    tables = people_of(recipe, groups, seed)
    share = shares_of_groups(tables)
    conduct, gates, habits = recipe.at("conduct"), recipe.at("gates"), recipe.at("streams")
    streams = tuple(stream_of(habits.at(name), name, groups) for name in habits)
    if not streams:
        recipe.refuse("streams", "there are no streams", "at least one habit that conduct belongs to")
        give_up(recipe.sheet)
    nation = Nation(
        name=recipe.text("nation"),
        title=recipe.text("title"),
        size=recipe.whole("people"),
        groups=groups,
        places=tuple(recipe.at("places")),
        streams=streams,
        conduct=tuple(conduct_of(conduct.at(name), name, groups, share, streams) for name in conduct),
        gates=tuple(gate_of(gates.at(name), name, groups, share) for name in gates),
        dues=dues_of(recipe.at("dues")),
        sources={key: recipe.at("sources").text(key) for key in recipe.at("sources")},
        people=tables,
        moves_per_day=recipe.rate("moves", ("% a year",), 0, MOST_MOVES) if "moves" in recipe.node.values else None,
    )
    if recipe.sheet.problems:
        give_up(recipe.sheet)
    parts = (*nation.streams, *nation.conduct, *nation.gates)
    for array in (*nation.people, *(value for part in parts for value in vars(part).values())):
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    return nation


def people_of(recipe: Clause, groups: tuple[Group, ...], seed: int) -> People:
    """The tables of `people.py`."""
    key = seed_key(seed, recipe.text("nation"))
    data = recipe.at("tables")
    data.known(("households", "income", "names"))
    plan = _plan(recipe.at("households"))
    start, member = patterns(data.text("households", "households-2020"))
    rank_knot, income_knot = incomes(data.text("income", "income-2020"))
    places, urban = places_of(recipe.at("places"))
    employed, enterprise = work_of(recipe.at("work"))
    nobody = np.zeros(len(groups), dtype=np.int64)
    tables = People(
        seed_key=key,
        groups=len(groups),
        places=len(places) // 2,
        community_offset=high(key),
        urban_below=urban,
        place_below=places,
        plan_first=plan.first,
        plan_size=plan.size,
        plan_household=plan.household,
        household_place=plan.place,
        pattern_start=start,
        member=member,
        rank_knot=rank_knot,
        income_knot=income_knot,
        able_below=below(recipe.at("means").rate("able to pay", ("%",), 0, 1).value),
        credit_below=nobody,
        phone_below=nobody,
        platform_below=nobody,
        employed_below=below(employed),
        enterprise_below=below(employed * enterprise),
        **name_tables(data.text("names", "names-2020")),
    )
    return with_files(tables, recipe.at("files"), groups)


def _plan(quotas: Clause) -> Plan:
    """The plan of households, from the quotas of the recipe."""
    try:
        return plan_of({int(size): quotas.whole(size) for size in quotas})
    except ValueError as problem:
        quotas.refuse(None, str(problem))
        give_up(quotas.sheet)


def work_of(clause: Clause) -> tuple[float, float]:
    """Share of people of 18 to 59 whom a firm employs, and how many of these work for enterprises."""
    clause.known(("employed", "by enterprises"))
    return clause.rate("employed", ("%",), 0, 1).value, clause.rate("by enterprises", ("%",), 0, 1).value


def places_of(clause: Clause) -> tuple[NDArray[np.int64], int]:
    """Thresholds of the places' urban people and then of their rural people, and where the urban ones end."""
    urban, rural = [], []
    for name in clause:
        place = clause.at(name)
        place.known(("thousands", "urban"), needed=("thousands", "urban"))
        thousands, share = place.whole("thousands"), place.rate("urban", ("%",), 0, 1).value
        urban.append(thousands * share)
        rural.append(thousands * (1 - share))
    cells = np.array(urban + rural) / max(sum(urban) + sum(rural), 1.0)
    ends = np.rint(np.cumsum(cells) * WORDS).astype(np.int64)
    return ends, int(ends[len(urban) - 1]) if urban else WORDS


def with_files(tables: People, clause: Clause, groups: tuple[Group, ...]) -> People:
    """The tables with the shares by group of those who have a credit file, a telephone, a platform account."""
    clause.known(("credit file", "phone", "platform"), needed=("credit file", "phone", "platform"))
    share, adult = shares_of_groups(tables), adults(groups)
    found = {}
    for name, of in (("credit file", adult), ("phone", np.ones(len(groups)))):
        table = clause.at(name)
        table.known(("share", "by"), needed=("share",))
        weight = factors(table.at("by"), groups) * of
        found[name] = table.rate("share", ("%",), 0, 1).value * weight * (share @ of) / (share @ weight)
    table = clause.at("platform")
    table.known(("share", "by"), needed=("share",))
    found["platform"] = found["phone"] * table.rate("share", ("%",), 0, 1).value
    words = {name: np.array([below(one) for one in shares], dtype=np.int64) for name, shares in found.items()}
    return tables._replace(
        credit_below=words["credit file"], phone_below=words["phone"], platform_below=words["platform"]
    )


def stream_of(clause: Clause, name: str, groups: tuple[Group, ...]) -> Stream:
    """A stream: the share of each group that is active in it, and the spread between those people."""
    clause.known(("active", "spread", "by"), needed=("active", "spread"))
    active = clause.rate("active", ("%",), LEAST_ACTIVE, 1).value * factors(clause.at("by"), groups)
    if active.max() > 1:
        clause.refuse("by", f"{active.max():.0%} of a group would be active", "factors that keep it at 100 % or less")
    return Stream(name, clause.rate("spread", ("",), 0, 3).value, np.minimum(active, 1.0))


def conduct_of(
    clause: Clause, name: str, groups: tuple[Group, ...], share: NDArray[np.float64], streams: tuple[Stream, ...]
) -> Conduct:
    """Conduct; the recipe's rate is the mean over all adults, active or not, and the factors are scaled to keep it."""
    words = ("context", "stream", "merit", "rate", "at most", "seen at most", "rises at most", "by")
    clause.known(words, needed=("context", "stream", "rate", "at most", "seen at most", "rises at most"))
    names = [stream.name for stream in streams]
    stream = streams[names.index(clause.choice("stream", names, names[0]))]
    weight = factors(clause.at("by"), groups)
    of = share * adults(groups) * stream.active
    mean = float(of @ weight)
    if mean <= 0:
        clause.refuse(None, "no adult would do this", "factors above 0 for some adults")
        mean = 1.0
    weight = weight * of.sum() / mean
    return Conduct(
        name=name,
        context=clause.text("context"),
        stream=stream.name,
        merit=clause.choice("merit", ("yes", "no"), "no") == "yes",
        per_day=_scaled(clause.rate("rate", PER_TIME), (share @ adults(groups)) / max(of.sum(), 1e-12)),
        weight=weight,
        cap_per_day=clause.rate("at most", PER_TIME, 0, 1).value,
        seen_at_most=clause.rate("seen at most", ("%",), 0, 1).value,
        rises_at_most=clause.rate("rises at most", ("times",), 1, MOST_TIMES).value,
    )


def gate_of(clause: Clause, name: str, groups: tuple[Group, ...], share: NDArray[np.float64]) -> Gate:
    """A gate; the recipe's rate is the mean over all adults."""
    words = ("context", "rate", "spread", "for children", "knows", "by")
    clause.known(words, needed=("context", "rate", "spread"))
    weight = factors(clause.at("by"), groups) * adults(groups)
    of = share * adults(groups)
    return Gate(
        name=name,
        context=clause.text("context"),
        per_day=clause.rate("rate", PER_TIME, 0, 1),
        weight=weight * of.sum() / max(float(of @ weight), 1e-12),
        spread=clause.rate("spread", ("",), 0, 3).value,
        for_children=clause.choice("for children", ("yes", "no"), "no") == "yes",
        knows_file=clause.choice("knows", ("nothing", "credit file"), "nothing") == "credit file",
    )


def dues_of(clause: Clause) -> Dues:
    """How debts end."""
    clause.known(("performs", "willing spread", "rises at most", "unable performs", "asks", "contests"))
    return Dues(
        performs_per_day=clause.rate("performs", PER_TIME, 0, 1),
        willing_spread=clause.rate("willing spread", ("",), 0, 3).value,
        rises_at_most=clause.rate("rises at most", ("times",), 1, MOST_TIMES).value,
        unable_performs=clause.rate("unable performs", ("%",), 0, 1),
        asks_per_day=clause.rate("asks", PER_TIME, 0, 1),
        contests=clause.rate("contests", ("%",), 0, 1),
    )


def _scaled(rate: Rate, factor: float) -> Rate:
    """The rate of one active person, from the rate over everybody."""
    low, high = (None if n is None else n * float(factor) for n in (rate.low, rate.high))
    return Rate(rate.value * float(factor), low, high, rate.source)
