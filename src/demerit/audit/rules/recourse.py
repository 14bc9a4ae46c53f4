"""Recourse: everybody has a way back, and no good conduct makes anything worse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from demerit.audit.amended import Words, amendment, unapplied
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import Entry, burdens, conduct_of, entries, feeds_to, has_effect, quoted, some, standing
from demerit.audit.rules.ability import is_debt, only_by_paying
from demerit.audit.scores import band_of, bands_of, by_rank, cost, floor
from demerit.regime.laws import news_of
from demerit.regime.layout import Ground, Item, List, Measure, Points, Regime
from demerit.regime.quantities import amount_text, calendar_days
from demerit.regime.saying import together

_TWO_YEARS = "2 years (assumption)"


@rule(
    "F13",
    "a way back for everybody",
    "from every mark and every entry something in a person's reach, or time, leads back",
    "actionable recourse; Ustun, Spangher and Liu 2019; Karimi et al. 2021",
)
def way_back(facts: Facts) -> Iterator[Outcome]:
    """Every scheme with burdens: expiry, repair, recovery, good marks, terms, exits and withdrawing, mark by mark."""
    for name, scheme in standing(facts.regime):
        if isinstance(scheme, Points) and burdens(facts.regime, name):
            yield from _of_score(facts, name, scheme)
        elif isinstance(scheme, List) and scheme.colour == "black":
            yield from _of_list(facts, name, scheme)


def _of_score(facts: Facts, name: str, scheme: Points) -> Iterator[Outcome]:
    marks = [entry for entry in entries(facts.regime, name) if entry.against]
    if not marks:
        return
    where: Where = ("schemes", name)
    earned = [entry.name for entry in entries(facts.regime, name) if _in_reach(facts.regime, entry)]
    left = scheme.participation.withdraws
    stuck = [entry for entry in marks if not _lapses(scheme, entry) and not _outweighed(scheme, entry, earned)]
    if (left and left.value > 0) or not stuck:
        ways = [*(["withdrawing"] if left and left.value > 0 else []), *_ways(scheme, marks, earned)]
        yield Outcome("pass", where, f"declares a way back from every mark: {together(ways)}")
        return
    for_ever = [entry for entry in stuck if isinstance(entry.clause, Item) and (entry.clause.immutable or
                _fixed_grade(entry, scheme))]  # fmt: skip
    changes = [((*entry.where, "expires after"), _TWO_YEARS) for entry in stuck]
    change = amendment(facts, "time leads back where nothing else does", *changes)
    also = tuple(entry.where for entry in stuck)
    if for_ever:
        entry = for_ever[0]
        item = entry.clause
        grade = not (isinstance(item, Item) and item.immutable)
        what = "a grade that holds whatever is earned" if grade else "which nobody can change"
        says = f"declares `{entry.name}`, {what}, and no end of it"
        why = "no good mark, repair, recovery or lapse leads back from it"
        life = (
            Happening(0, f"{entry.fact}: a mark in {name}"),
            Happening(36_525, "the mark stands as on the first day"),
        )
        yield Outcome("fail", entry.where, says, why, life, change, also)
        return
    says = f"does not say how {quoted([one.name for one in stuck])} ever {_lapse(stuck)}"
    why = "no good mark, repair or recovery is declared either, so that a run lets them stand for good"
    yield Outcome("not declared", ("schemes", name, "catalogue"), says, why, amendment=change, also=also)


def _lapse(stuck: list[Entry]) -> str:
    return "lapses" if len(stuck) == 1 else "lapse"


def _in_reach(regime: Regime, entry: Entry) -> bool:
    """Whether an item gives points for something that a person can do and that somebody notices."""
    item = entry.clause
    gives = isinstance(item, Item) and item.points is not None and item.points.value > 0 and not item.immutable
    return gives and (news_of(entry.fact) is not None or bool(feeds_to(regime, entry.scheme, entry.fact)))


def _lapses(scheme: Points, entry: Entry) -> bool:
    """Whether a mark ends by time, by repair, or by another item that takes its place."""
    item = entry.clause
    ended = isinstance(item, Item) and (item.expires_after is not None or item.repair is not None)
    return ended or any(one.replaces == entry.name for one in scheme.catalogue.values())


def _outweighed(scheme: Points, entry: Entry, earned: list[str]) -> bool:
    """Whether points earned or given back with time can make up for a mark; a grade stands whatever is earned."""
    grade = isinstance(entry.clause, Item) and entry.clause.grade is not None
    return not grade and bool(earned or scheme.recovery)


def _fixed_grade(entry: Entry, scheme: Points) -> bool:
    """Whether an item grades for good though other points can be earned, so that earning them is of no use."""
    item = entry.clause
    lasts = isinstance(item, Item) and item.grade is not None and item.grade != next(iter(scheme.bands))
    return lasts and any(one.points and one.points.value > 0 for one in scheme.catalogue.values())


def _ways(scheme: Points, marks: list[Entry], earned: list[str]) -> list[str]:
    ways = ["good marks"] if earned else []
    ways += ["recovery"] if scheme.recovery else []
    return ways + (["lapse or repair"] if any(_lapses(scheme, one) for one in marks) else [])


def _of_list(facts: Facts, name: str, scheme: List) -> Iterator[Outcome]:
    grounds = entries(facts.regime, name)
    stuck = [entry for entry in grounds if _stuck(entry, scheme)]
    silent = [entry for entry in grounds if entry not in stuck and not _ends(entry, scheme)]
    where: Where = ("schemes", name, "term")
    changes = [((*where, entry.name), _TWO_YEARS) for entry in [*stuck, *silent]]
    change = amendment(facts, "a term ends where nothing else does; performance may end it sooner", *changes)
    if stuck:
        entry = stuck[0]
        listed = some([one.fact for one in stuck])
        says = f"declares that who is listed for {listed} stays until performance, with no other way off"
        why = "who is unable to perform has no way back"
        why += ", and no way to contest being taken for able" if _tested(entry) else ""
        life = (
            Happening(0, f"{entry.fact} by somebody who is unable to perform"),
            Happening(1, f"entry in {name}{', taken for able' if _tested(entry) else ''}"),
            Happening(36_525, "is still unable, and still listed"),
        )
        yield Outcome("fail", (*where, entry.name), says, why, life, change, (("schemes", name, "exits"),))
    elif silent:
        says = f"does not say when or how an entry for {some([one.fact for one in silent])} ends"
        yield Outcome("not declared", where, says, "a run lets it stand for good", amendment=change)
    else:
        yield Outcome("pass", where, "declares an end or a way off for every ground")


def _stuck(entry: Entry, scheme: List) -> bool:
    """Whether somebody unable to pay can come in on a ground and never get off, but by paying or by a correction."""
    if not is_debt(entry.fact) or not only_by_paying(scheme, entry.name):
        return False
    return not _tested(entry) or (_misjudges(entry) and scheme.correction is None)


def _tested(entry: Entry) -> bool:
    return isinstance(entry.clause, Ground) and entry.clause.only_if is not None


def _misjudges(entry: Entry) -> bool:
    ground = entry.clause
    return isinstance(ground, Ground) and ground.misjudged is not None and ground.misjudged.value > 0


def _ends(entry: Entry, scheme: List) -> bool:
    ways = [way for way in scheme.exits.values() if way.for_grounds is None or entry.name in way.for_grounds]
    term = scheme.term.get(entry.name)
    return bool(ways) or (term is not None and term.length is not None)


@rule(
    "F14",
    "monotone",
    "more good conduct, an earlier cure or a better band never makes anything worse",
    "monotone classification; exhaustive over bands, items and measures",
)
def monotone(facts: Facts) -> Iterator[Outcome]:
    """Every item against the merit of its conduct, every cure against what it takes the place of, every band."""
    for name, scheme in standing(facts.regime):
        if isinstance(scheme, Points):
            found = [*_merits(facts, name), *_replaced(facts, name, scheme), *_repaired(facts, name, scheme),
                     *_bands(facts, name, scheme)]  # fmt: skip
        else:
            found = [*_merits(facts, name), *_colour(facts, name, scheme)]
        yield from found
        held = [one for one, measure in facts.regime.measures.items() if measure.on.scheme == name]
        if not found and entries(facts.regime, name):
            says = f"declares {_count(len(entries(facts.regime, name)), 'line')} and {_count(len(held), 'measure')}, "
            yield Outcome("pass", ("schemes", name), says + "and none is worse for better conduct")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _merits(facts: Facts, name: str) -> Iterator[Outcome]:
    """Merits that cost something, or that a black list takes people in for."""
    scheme = facts.regime.schemes[name]
    for entry in entries(facts.regime, name):
        conduct = conduct_of(facts.nation, entry.fact)
        if conduct is None or not conduct.merit or not entry.against:
            continue
        if isinstance(scheme, List) and scheme.colour == "red":
            continue
        item = entry.clause
        price = "an entry" if isinstance(item, Ground) else amount_text(item.points) if item.points else "a grade"
        says = f"declares {price} for {entry.fact}, which the nation counts as a merit"
        life = (Happening(0, f"{entry.fact}, once"), Happening(0, f"{price} in {name}"),
                Happening(0, "who has done nothing has nothing of the kind"))  # fmt: skip
        word = "grounds" if isinstance(item, Ground) else "catalogue"
        off: Words = {"nobody is listed on it": "100 % (assumption)"}
        change = amendment(facts, "the line is taken out of force",
                           ((*entry.where, "not if"), off) if word == "grounds"
                           else ((*entry.where, "in cases"), "0 % (assumption)"))  # fmt: skip
        yield Outcome("fail", entry.where, says, "good conduct costs something", life, change)


def _replaced(facts: Facts, name: str, scheme: Points) -> Iterator[Outcome]:
    """Cures that cost more than what they cure: performance in a list, or an item that takes the place of another."""
    for entry in entries(facts.regime, name):
        item, told = entry.clause, news_of(entry.fact)
        cure = told is not None and told[0] in ("performance", "removal", "correction")
        if not isinstance(item, Item) or not (cure or item.replaces):
            continue
        now = cost(scheme, item)
        old = scheme.catalogue[item.replaces] if item.replaces else None
        before = (cost(scheme, old) if old else 0.0) if cure or old else None
        if now is None or before is None or now <= 0:
            continue
        if now > before:
            yield _worse(facts, name, entry, item, before)
        elif old is not None and cure:
            late = _late(facts, name, scheme, entry, item, old)
            if late:
                yield late


def _worse(facts: Facts, name: str, entry: Entry, item: Item, before: float) -> Outcome:
    price = amount_text(item.points) if item.points else f"a grade {item.grade}"
    place = f" in place of `{item.replaces}` ({before:g} points)" if item.replaces else ""
    says = f"declares {price} for {entry.fact}{place}"
    life = (
        Happening(0, f"a mark in {name}" if item.replaces else f"nothing in {name} to make good"),
        Happening(1, f"{entry.fact}: {price}{', and the old mark goes' if item.replaces else ' on top'}"),
        Happening(1, "who has not made good is better off"),
    )
    change = amendment(
        facts, "making good is of no cost in the score", ((*entry.where, "in cases"), "0 % (assumption)")
    )
    return Outcome("fail", entry.where, says, "who makes good is worse off than who does not", life, change)


def _late(facts: Facts, name: str, scheme: Points, entry: Entry, item: Item, old: Item) -> Outcome | None:
    """A cure shortly before the old mark would lapse, which leaves a burden that waiting would not."""
    left, taken = item.expires_after, cost(scheme, item) or 0.0
    band = band_of(scheme, scheme.start.value - taken) if scheme.start else None
    hit = [one for one in burdens(facts.regime, name)
           if band and band in bands_of(scheme, facts.regime.measures[one].on)]  # fmt: skip
    if old.expires_after is None or not hit:
        return None
    day, lasting = round(calendar_days(old.expires_after)), round(calendar_days(left)) if left else None
    says = f"declares {_price(item)} for {entry.fact}, whenever it comes, in place of `{item.replaces}`, "
    says += f"which lapses after {amount_text(old.expires_after)}"
    until = f"until day {day - 1 + lasting:,}" if lasting else "for good"
    life = (
        Happening(0, f"a mark `{item.replaces}` in {name}, which lapses on day {day:,}"),
        Happening(day - 1, f"{entry.fact}: {_price(item)} takes its place, {until}"),
        Happening(day, f"meets `{hit[0]}` in band {band}; who did not make good has no mark any more"),
    )
    change = amendment(facts, "making good leaves nothing that waiting would not leave",
                       ((*entry.where, "expires after"), "1 day (assumption)"))  # fmt: skip
    if lasting is not None and lasting <= 1:
        return None
    return Outcome("fail", entry.where, says, "who makes good late is worse off than who waits", life, change,
                   (("schemes", name, "catalogue", item.replaces or ""),))  # fmt: skip


def _price(item: Item) -> str:
    return amount_text(item.points) if item.points else f"grade {item.grade}"


def _repaired(facts: Facts, name: str, scheme: Points) -> Iterator[Outcome]:
    """Repairs that leave more than there was."""
    for entry in entries(facts.regime, name):
        item = entry.clause
        if not isinstance(item, Item) or item.repair is None or item.repair.leaves is None:
            continue
        taken, left = cost(scheme, item), -item.repair.leaves.value
        if taken is not None and left > max(taken, 0):
            rest, after = amount_text(item.repair.leaves), round(calendar_days(item.repair.after))
            says = f"declares a repair of `{entry.name}` ({taken:g} points) that leaves {rest}"
            life = (
                Happening(0, f"a mark `{entry.name}` in {name}"),
                Happening(after, f"repairs it: {left:g} points in its place"),
            )
            where: Where = (*entry.where, "repair", "leaves")
            change = amendment(facts, "nothing is left of what is repaired", (where, "not declared"),
                               ((*entry.where, "repair", "expires after"), "not declared"))  # fmt: skip
            yield Outcome("fail", where, says, "who repairs is worse off than who does not", life, change)


def _bands(facts: Facts, name: str, scheme: Points) -> Iterator[Outcome]:
    """Burdens of a better band that a worse one is spared, and rewards of a worse band that a better one has not."""
    names = list(scheme.bands)
    held = {one: measure for one, measure in facts.regime.measures.items()
            if measure.on.scheme == name and has_effect(measure)}  # fmt: skip
    for one, measure in held.items():
        burden = one in burdens(facts.regime, name)
        for better, worse in pairwise(names):
            hit, spared = (better, worse) if burden else (worse, better)
            mine = bands_of(scheme, measure.on)
            if hit in mine and spared not in mine and not _covered(facts.regime, scheme, held, one, spared):
                yield _crossed(facts, name, scheme, one, (better, worse), burden)
                break


def _covered(regime: Regime, scheme: Points, held: dict[str, Measure], name: str, band: str) -> bool:
    """Whether another measure does as much at the same gate for another band."""
    mine = held[name]
    return any(
        one != name and measure.gate == mine.gate and band in bands_of(scheme, measure.on)
        and _as_much(mine, measure) for one, measure in held.items()
    )  # fmt: skip


def _as_much(mine: Measure, other: Measure) -> bool:
    """Whether a measure does no less than another one in every amount that this one has."""
    for amount in ("yuan", "hours", "forms", "saves", "waives"):
        here, there = getattr(mine.effect, amount), getattr(other.effect, amount)
        if here is not None and (there is None or abs(there.value) < abs(here.value)) and not other.effect.bar:
            return False
    return (other.effect.bar or not mine.effect.bar) and (other.effect.opens or not mine.effect.opens)


def _crossed(facts: Facts, name: str, scheme: Points, measure: str, pair: tuple[str, str], burden: bool) -> Outcome:
    better, worse = pair
    points = "" if by_rank(scheme) else f" ({floor(scheme, better):g} points)"
    if burden:
        says = f"declares `{measure}` for band {better} of {name} and not for the worse band {worse}"
        why = "who rises into the better band meets it"
        then = f"rises to {better}{points}, and meets `{measure}`"
    else:
        says = f"declares `{measure}` for band {worse} of {name} and not for the better band {better}"
        why = "who rises into the better band loses it"
        then = f"rises to {better}{points}, and loses `{measure}`"
    life = (Happening(0, f"is in band {worse} of {name}"), Happening(1, "one good mark more"), Happening(1, then))
    if burden:
        change = unapplied(facts, "no band is burdened for being better", measure)
    else:
        whom = f"{name} from {worse}"
        change = amendment(facts, "better bands have it too", (("measures", measure, "on"), whom))
    return Outcome("fail", ("measures", measure, "on"), says, why, life, change, (("schemes", name, "bands"),))


def _colour(facts: Facts, name: str, scheme: List) -> Iterator[Outcome]:
    """Burdens on a red list, which rewards, and rewards on a black one."""
    for one, measure in facts.regime.measures.items():
        if measure.on.scheme != name or not has_effect(measure):
            continue
        burden = one in burdens(facts.regime, name)
        if burden == (scheme.colour == "red"):
            what = "burden" if burden else "reward"
            says = f"declares the {what} `{one}` for who is on the {scheme.colour} list {name}"
            why = "the list is for good conduct" if burden else "who is not listed does not get it"
            life = (Happening(0, f"entry in {name}"), Happening(1, f"meets `{one}` at the gate {measure.gate}"))
            yield Outcome("fail", ("measures", one), says, why, life, unapplied(facts, "it is given up", one))
