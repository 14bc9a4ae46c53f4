"""Catalogues as tables: what each fact (a conduct, or news) does in which scheme, and how long each mark lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demerit.nations.draws import WORDS
from demerit.nations.layout import Nation
from demerit.regime.layout import Item, Points, Regime, Repair
from demerit.tables.amounts import days, multiple, share, starts, whole
from demerit.tables.from_agreements import News, corrected_lists, news_of
from demerit.tables.layout import EFFECT_GROUND, EFFECT_POINTS, EFFECT_STRIKE
from demerit.tables.luck import luck_of_name
from demerit.tables.names import items_of, list_schemes, points_schemes

Numbers = dict[tuple[str, str], int]
"""(points scheme, item) -> number of the item"""


@dataclass(frozen=True)
class Effect:
    """What a fact does in one scheme."""

    kind: int
    scheme: int
    item: int
    share: int
    luck: int


def item_numbers(regime: Regime) -> Numbers:
    """The numbers of all items, hidden ones included."""
    every = [(name, item) for name, scheme in points_schemes(regime).items() for item in items_of(scheme)]
    return {one: at for at, one in enumerate(every)}


def fact_tables(regime: Regime, nation: Nation) -> dict[str, object]:
    """Fields of Tables about effects: of conduct first, then of news.

    Those on one points scheme stand together, a copy that is taken back before what is priced, and there the heaviest
    first. Grounds of lists come after all of them.
    """
    facts: list[str | News] = [*(conduct.name for conduct in nation.conduct), *news_of(regime)]
    numbers = item_numbers(regime)
    of_facts = [_effects(regime, numbers, fact) for fact in facts]
    effects = [effect for its in of_facts for effect in its]
    return {
        "effect_from": starts(map(len, of_facts)),
        "effect_kind": [one.kind for one in effects],
        "effect_scheme": [one.scheme for one in effects],
        "effect_item": [one.item for one in effects],
        "effect_share": [one.share for one in effects],
        "effect_luck": [one.luck for one in effects],
    }


def _effects(regime: Regime, numbers: Numbers, fact: str | News) -> list[Effect]:
    """All that one fact does."""
    found = []
    called = fact if isinstance(fact, str) else fact.fact
    for which, name in enumerate(points_schemes(regime)):
        if isinstance(fact, str) or name in fact.reaches:
            found += _strikes(regime, numbers, fact, which, name)
            found += _prices(regime, numbers, called, which, name)
    ground = 0
    for which, (name, listed) in enumerate(list_schemes(regime).items()):
        for called_there, one in listed.grounds.items():
            if one.conduct == called:
                luck = luck_of_name(f"{name}.{called_there}")
                found.append(Effect(EFFECT_GROUND, which, ground, WORDS, luck))
            ground += 1
    return found


def priced(name: str, item: Item) -> str:
    """The fact that an item prices."""
    return item.what or name


def _prices(regime: Regime, numbers: Numbers, fact: str, which: int, name: str) -> list[Effect]:
    """Items of a scheme that price a fact, the heaviest first; items of politics only where they are switched on."""
    scheme = points_schemes(regime)[name]
    items = [
        (item, one)
        for item, one in scheme.catalogue.items()
        if priced(item, one) == fact and (regime.political_items == "on" or not one.political)
    ]
    items.sort(key=lambda pair: _weight(scheme, pair[1]))
    return [
        Effect(EFFECT_POINTS, which, numbers[name, item], share(one.in_cases, 1.0), luck_of_name(f"{name}.{item}"))
        for item, one in items
    ]


def _weight(scheme: Points, item: Item) -> tuple[int, int]:
    """Sorts the heaviest first: grades from the worst band on, then deductions, then rewards."""
    if item.grade:
        return 0, -list(scheme.bands).index(item.grade)
    points = whole(item.points)
    return (1, points) if points <= 0 else (2, -points)


def _strikes(regime: Regime, numbers: Numbers, fact: str | News, which: int, name: str) -> list[Effect]:
    """Copies of entries that a scheme takes back when it hears that the list has corrected them."""
    if isinstance(fact, str) or fact.what != "correction" or fact.source not in list_schemes(regime):
        return []
    return [
        Effect(EFFECT_STRIKE, which, numbers[name, item], WORDS, luck_of_name(f"{name}.{item}"))
        for item in copies_of(points_schemes(regime)[name], fact.source)
    ]


def copies_of(scheme: Points, source: str) -> list[str]:
    """Items that price the entry in a list."""
    return [item for item, one in scheme.catalogue.items() if priced(item, one) == f"entry in {source}"]


def item_tables(regime: Regime, phases: Sequence[Regime]) -> dict[str, object]:
    """Fields of Tables about the mark of each item: points or grade, how long it stands, what else it depends on."""
    numbers = item_numbers(regime)
    kept = {one for phase in phases for one in _kept(phase)}
    points, expiry, grade, repeated, replaces, repairs = [], [], [], [], [], []
    repaired: list[Repair | None] = []
    for name, item in numbers:
        scheme = points_schemes(regime)[name]
        one = scheme.catalogue.get(item)
        if one is None:
            left = scheme.catalogue[item.removeprefix("repair of ")].repair
            one = Item(points=left and left.leaves, expires_after=left and left.expires_after)
        points.append(whole(one.points))
        expiry.append(days(one.expires_after))
        grade.append(list(scheme.bands).index(one.grade) if one.grade else -1)
        repeated.append(multiple(one.repeated.value) if one.repeated else 0)
        replaces.append(numbers[name, one.replaces] if one.replaces else -1)
        repaired.append(one.repair)
        repairs.append(numbers.get((name, f"repair of {item}"), -1))
    return {
        "item_points": points,
        "item_expiry": expiry,
        "item_grade": grade,
        "item_repeated": repeated,
        "item_kept": [int(one in kept) for one in numbers],
        "item_replaces": replaces,
        "item_repair_share": [share(repair.done_by) if repair else 0 for repair in repaired],
        "item_repair_days": [days(repair.after) if repair else 0 for repair in repaired],
        "item_repair_item": repairs,
    }


def _kept(regime: Regime) -> set[tuple[str, str]]:
    """Items whose marks are looked for again: to repair, repeat, replace or strike them, or because they grade."""
    corrected = corrected_lists(regime)
    found = set()
    for name, scheme in points_schemes(regime).items():
        replaced = {one.replaces for one in scheme.catalogue.values()}
        struck = {item for source, to in corrected.items() if name in to for item in copies_of(scheme, source)}
        for item, one in scheme.catalogue.items():
            if one.repeated or one.repair or one.grade or item in replaced | struck:
                found.add((name, item))
    return found
