"""Laws of a catalogue: what each item prices and at what, how marks repeat, replace each other, are repaired."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import did_you_mean, listed
from demerit.regime.laws import Finding, View, Where, fact_of
from demerit.regime.layout import Item, Points, Quantity
from demerit.regime.quantities import calendar_days, plain

MOST_POINTS = 30_000
"""points: the most that one mark can give or take"""

ZERO_TOO_MANY = 10
"""times the points, where a feed enters some marks with a zero too many"""


def _items(view: View) -> Iterator[tuple[Where, str, Item, Points]]:
    for name, scheme in view.points().items():
        for item_name, item in scheme.catalogue.items():
            yield ("schemes", name, "catalogue", item_name), item_name, item, scheme


def items(view: View) -> Iterator[Finding]:
    """A catalogue prices each conduct once, unless it says in which cases, or which item counts."""
    for name, scheme in view.points().items():
        by_fact: dict[str, list[str]] = {}
        for item_name, item in scheme.catalogue.items():
            folded = " ".join(fact_of(item_name, item).casefold().split())
            by_fact.setdefault(folded, []).append(item_name)
        for first, *others in by_fact.values():
            if scheme.one_act or all(scheme.catalogue[one].in_cases for one in (first, *others)):
                continue
            for other in others:
                yield Finding(
                    ("schemes", name, "catalogue", other),
                    f"`{other}` and `{first}` are the same conduct",
                    "one item for each conduct",
                    "take one of them away, or say `in cases` of each, or `one act counts` of the scheme",
                    at_key=True,
                )


def prices(view: View) -> Iterator[Finding]:
    """An item has points or a grade, and the points are something."""
    for where, name, item, _ in _items(view):
        if item.points is not None and item.grade is not None:
            yield Finding(
                (*where, "grade"),
                f"`{name}` has points and a grade",
                "points, or a grade",
                "write a second item `for` the same conduct, or take one of them away",
                at_key=True,
            )
        elif item.points is None and item.grade is None and not _misspelt(view, where):
            yield Finding(
                where,
                f"`{name}` has neither points nor a grade",
                "points, or a band to grade into",
                "write `points: -20 points (...)`, or `grade: C`",
                at_key=True,
            )
        elif item.points is not None and item.points.value == 0:
            yield Finding(where, f"`{name}` costs and earns nothing", "points other than 0", "take the item away")


def _misspelt(view: View, where: Where) -> bool:
    """Whether the file has a word that was meant to be one of the two."""
    inner = [path[-1] for path in view.written if path[:-1] == where]
    return any(did_you_mean(word, ("points", "grade")) for word in inner)


def grades(view: View) -> Iterator[Finding]:
    """A direct grade is a band below the best, of a scheme whose bands are cut by points."""
    for where, name, item, scheme in _items(view):
        if not item.grade or not scheme.bands:
            continue
        if item.grade not in scheme.bands:
            if not view.wrote(*where[:2], "bands", item.grade):
                yield Finding(
                    (*where, "grade"),
                    f"`{where[1]}` has no band `{item.grade}`",
                    f"one of: {listed(scheme.bands)}",
                    did_you_mean(item.grade, scheme.bands),
                )
        elif item.grade == next(iter(scheme.bands)):
            yield Finding(
                (*where, "grade"),
                f"`{item.grade}` is the best band, so `{name}` changes nothing",
                f"one of: {listed(list(scheme.bands)[1:])}",
            )
        elif any(band.top for band in scheme.bands.values()):
            yield Finding(
                (*where, "grade"),
                "nobody can be graded into a band that is cut by rank",
                "a grade only where bands are cut by points",
                "write points, or from how many points the bands go",
            )


def repetition(view: View) -> Iterator[Finding]:
    """What counts more when repeated lasts a while, and never exceeds what one mark can be."""
    for where, name, item, _ in _items(view):
        if item.repeated is not None:
            here = (*where, "repeated")
            if item.expires_after is None and not view.wrote(*where, "expires after"):
                message = f"`{name}` stays for good, so that every one after the first would be a repetition"
                yield Finding(here, message, "`expires after` beside `repeated`", "add `expires after: 1 year (...)`")
            if item.points is None and item.grade is not None:
                yield Finding(here, "a grade cannot be multiplied", "`repeated` beside points", "take `repeated` away")
            if item.repeated.value < 1:
                message = "a repetition that counts less than the first time"
                yield Finding(here, message, "1 time or more", "write `2 times (...)`")
        yield from _too_much(view, where, name, item)


def _too_much(view: View, where: Where, name: str, item: Item) -> Iterator[Finding]:
    if item.points is None:
        return
    fact = fact_of(name, item)
    entered_wrong = any(feed.wrong_amount and fact in feed.sees for feed in view.regime.feeds.values())
    times = _most(item.repeated) if item.repeated else 1.0
    most = _most(item.points) * times * (ZERO_TOO_MANY if entered_wrong else 1)
    if most > MOST_POINTS:
        reasons = ["when repeated"] * (item.repeated is not None) + ["with a zero too many"] * entered_wrong
        yield Finding(
            where,
            f"`{name}` can come to {most:,.10g} points" + (f" ({' and '.join(reasons)})" if reasons else ""),
            f"at most {MOST_POINTS:,} points at once",
        )


def _most(quantity: Quantity) -> float:
    """The largest number that it may be, without its sign."""
    return max(abs(number) for number in (quantity.value, quantity.low, quantity.high) if number is not None)


def replacement(view: View) -> Iterator[Finding]:
    """An item takes the place of another one of the same catalogue."""
    for where, name, item, scheme in _items(view):
        if not item.replaces:
            continue
        if item.replaces == name:
            message = f"`{name}` cannot take its own place"
            yield Finding((*where, "replaces"), message, "another item", "take `replaces` away")
        elif item.replaces not in scheme.catalogue and not view.wrote(*where[:3], item.replaces):
            yield Finding(
                (*where, "replaces"),
                f"`{where[1]}` has no item `{item.replaces}`",
                f"one of: {listed(scheme.catalogue)}",
                did_you_mean(item.replaces, scheme.catalogue),
            )


def repair(view: View) -> Iterator[Finding]:
    """A mark is repaired before it lapses, and what is left of it is something."""
    for where, name, item, scheme in _items(view):
        if item.repair is None:
            continue
        if f"repair of {name}" in scheme.catalogue:
            yield Finding(
                (*where[:3], f"repair of {name}"),
                f"`repair of {name}` is what the repair of `{name}` leaves",
                "another name",
                at_key=True,
            )
        here, repair = (*where, "repair"), item.repair
        if item.expires_after and calendar_days(repair.after) >= calendar_days(item.expires_after):
            yield Finding(
                (*here, "after"),
                f"`{name}` lapses before it is repaired",
                f"less than the {plain(item.expires_after.value)} {item.expires_after.unit} for which it stays",
            )
        if repair.expires_after is not None and repair.leaves is None and not view.wrote(*here, "leaves"):
            yield Finding(
                (*here, "expires after"),
                "nothing is left that could expire",
                "`expires after` beside `leaves`",
                "add `leaves: -50 points (...)`, or take `expires after` away",
            )
        if repair.leaves is not None:
            yield from _left((*here, "leaves"), name, item, repair.leaves)


def _left(where: Where, name: str, item: Item, leaves: Quantity) -> Iterator[Finding]:
    """What a repair leaves is something, of the mark's own sign, and no more than the mark was."""
    was, left = item.points.value if item.points else -MOST_POINTS, leaves.value
    if left == 0:
        yield Finding(where, "what is left is nothing", "points other than 0", "take `leaves` away")
    elif left * was < 0:
        mark, other, expected = ("loss", "reward", "below") if was < 0 else ("reward", "loss", "above")
        message = f"`{name}` is a {mark}, and its repair would leave a {other}"
        yield Finding(where, message, f"points {expected} 0")
    elif abs(left) > abs(was):
        message = f"the repair of `{name}` would leave more than the mark itself"
        yield Finding(where, message, f"no more than the {plain(abs(was))} points of the mark")
