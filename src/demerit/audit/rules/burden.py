"""Burdens: in order with gravity, and once for one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from demerit.audit.amended import NEVER_APPLIED, Words, amendment
from demerit.audit.graph import arrival, days_of
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import Consequence, Entry, burdens, consequence, entries, feeds_to, quoted, some, standing
from demerit.audit.scores import cost
from demerit.regime.forms_schemes import write_term
from demerit.regime.laws import fact_of
from demerit.regime.layout import NOT_DECLARED, Item, List, Points, Quantity, Regime, Term
from demerit.regime.quantities import amount_text, calendar_days, plain, write_quantity


@dataclass(frozen=True)
class _Weighed:
    """An item or ground with its gravity, and its burden in amounts that can each be compared."""

    entry: Entry
    gravity: int
    amounts: tuple[float, ...]

    def outweighs(self, other: _Weighed) -> bool:
        """Whether it costs no less in any amount and more in one, though it is the less grave of the two."""
        pairs = list(zip(self.amounts, other.amounts, strict=True))
        heavier = all(mine >= theirs for mine, theirs in pairs) and any(mine > theirs for mine, theirs in pairs)
        return self.gravity < other.gravity and heavier


@rule(
    "L03",
    "burden out of order with gravity",
    "what is graver costs no less: in points, time, gates barred, money, hours and forms",
    "Regulation (EU) 2024/1689 art. 5(1)(c)(ii); Commission guidelines C(2025) 5052, para 167",
)
def burden_against_gravity(facts: Facts) -> Iterator[Outcome]:
    """Every two items of a score, and every two grounds of lists, of which one is declared to be graver.

    One outweighs another if it costs no less in any amount and more in one, so that no amount is set against another.
    The gravity of a ground is that of the item of some score with the same conduct.
    """
    for name, scheme in standing(facts.regime):
        if isinstance(scheme, Points) and any(entry.against for entry in entries(facts.regime, name)):
            yield _of_score(facts, name, scheme)
    yield from _of_lists(facts)


def _of_score(facts: Facts, name: str, scheme: Points) -> Outcome:
    where: Where = ("schemes", name, "catalogue")
    held = [entry for entry in entries(facts.regime, name) if entry.against]
    weighed = []
    for entry in held:
        item = entry.clause
        taken = cost(scheme, item) if isinstance(item, Item) else None
        if isinstance(item, Item) and item.gravity is not None and taken is not None:
            weighed.append(_Weighed(entry, item.gravity, (taken, _days(item.expires_after))))
    silent = [entry.name for entry in held if isinstance(entry.clause, Item) and entry.clause.gravity is None]
    if len(weighed) < 2:
        why = "whether what is graver costs more cannot be told"
        says = f"does not say how grave {quoted(silent)} are" if silent else "prices one kind of conduct alone"
        return Outcome("not declared" if silent else "pass", where, says, why if silent else "")
    pairs = _inverted(weighed)
    if not pairs:
        open_ = f", and does not say how grave {quoted(silent)} are" if silent else ""
        says = f"declares {len(weighed)} burdens in the order of their gravity{open_}"
        return Outcome("not declared" if silent else "pass", where, says, "the others may not be" if silent else "")
    lighter, graver = pairs[0]
    says = f"declares {_price(lighter.entry)} (gravity {lighter.gravity}), and "
    says += f"{_price(graver.entry)} (gravity {graver.gravity})"
    why = "the less grave of the two costs more" + (f"; so it is in {_pairs(len(pairs) - 1)}" if pairs[1:] else "")
    also = tuple(dict.fromkeys(one.entry.where for pair in pairs for one in pair if one is not lighter))
    because = "the least that brings the order about without making anything heavier"
    change = amendment(facts, because, *_lightened(facts, name, scheme, weighed))
    return Outcome("fail", lighter.entry.where, says, why, _two_lives(lighter, graver), change, also)


def _inverted(weighed: list[_Weighed]) -> list[tuple[_Weighed, _Weighed]]:
    """Pairs of which the less grave costs more, the plainest first."""
    pairs = [(one, other) for one in weighed for other in weighed if one.outweighs(other)]
    return sorted(pairs, key=lambda pair: (pair[0].gravity - pair[1].gravity, pair[1].amounts[0] - pair[0].amounts[0]))


def _lightened(facts: Facts, name: str, scheme: Points, weighed: list[_Weighed]) -> list[tuple[Where, Words]]:
    """Every item brought down to the graver ones that it outweighs."""
    done: list[_Weighed] = []
    changes: list[tuple[Where, Words]] = []
    for one in sorted(weighed, key=lambda one: -one.gravity):
        taken, days = one.amounts
        lasting = one
        for other in done:
            if one.outweighs(other):
                taken = min(taken, other.amounts[0])
                if other.amounts[1] < days:
                    days, lasting = other.amounts[1], other
        item, model = one.entry.clause, lasting.entry.clause
        if taken < one.amounts[0]:
            grade = isinstance(item, Item) and item.grade is not None
            changes += [((*one.entry.where, "grade"), NOT_DECLARED)] if grade else []
            changes.append(((*one.entry.where, "points"), f"-{plain(taken)} points (assumption)"))
        if days < one.amounts[1] and isinstance(model, Item) and model.expires_after:
            changes.append(((*one.entry.where, "expires after"), write_quantity(model.expires_after)))
        done.append(_Weighed(one.entry, one.gravity, (taken, days)))
    return changes


def _price(entry: Entry) -> str:
    item = entry.clause
    if not isinstance(item, Item):
        return f"the ground `{entry.name}`"
    price = amount_text(item.points) if item.points else f"band {item.grade}"
    return f"{price} for {entry.name}, kept {_lasting(item.expires_after)}"


def _lasting(length: Quantity | None) -> str:
    return f"for {amount_text(length)}" if length else "for good"


def _two_lives(lighter: _Weighed, graver: _Weighed) -> tuple[Happening, ...]:
    return (
        Happening(0, f"one person: {_price(graver.entry)}"),
        Happening(0, f"another person, for what is less grave: {_price(lighter.entry)}"),
    )


def _of_lists(facts: Facts) -> Iterator[Outcome]:
    """The grounds of all black lists against each other."""
    gravity = _gravities(facts.regime)
    weighed, silent = list[_Weighed](), dict[str, list[str]]()
    for name, scheme in standing(facts.regime):
        if isinstance(scheme, List) and scheme.colour == "black" and burdens(facts.regime, name):
            amounts = _at_gates(facts.regime, name)
            for entry in entries(facts.regime, name):
                if entry.fact in gravity:
                    days = _term(scheme.term.get(entry.name))
                    weighed.append(_Weighed(entry, gravity[entry.fact], (*amounts, days)))
                else:
                    silent.setdefault(name, []).append(entry.name)
    for (lighter, graver), number in _worst_of_each(weighed):
        says = f"declares {_weight(facts.regime, lighter)} for `{lighter.entry.name}` (gravity {lighter.gravity}), and "
        says += f"{_weight(facts.regime, graver)} for `{graver.entry.name}` (gravity {graver.gravity})"
        why = "the less grave of the two costs more" + (f"; so it is in {_pairs(number - 1)}" if number > 1 else "")
        change = _lighter_list(facts, lighter, graver) if number == 1 else None
        yield Outcome("fail", lighter.entry.where, says, why, _entered(lighter, graver), change, (graver.entry.where,))
    for name, grounds in silent.items():
        if len(entries(facts.regime, name)) > 1:
            says = f"does not say how grave {quoted(grounds)} are"
            why = "no score prices the same conduct with a gravity, so that nothing can be put in order"
            yield Outcome("not declared", ("schemes", name, "grounds"), says, why)


def _worst_of_each(weighed: list[_Weighed]) -> Iterator[tuple[tuple[_Weighed, _Weighed], int]]:
    """For each ground that outweighs graver ones the plainest pair, and in how many it is."""
    pairs = _inverted(weighed)
    for one in weighed:
        mine = [pair for pair in pairs if pair[0] is one]
        if mine:
            yield mine[0], len(mine)


def _gravities(regime: Regime) -> dict[str, int]:
    found = dict[str, int]()
    for scheme in regime.schemes.values():
        for name, item in scheme.catalogue.items() if isinstance(scheme, Points) else ():
            if item.gravity is not None:
                fact = fact_of(name, item)
                found[fact] = max(item.gravity, found.get(fact, 0))
    return found


def _at_gates(regime: Regime, scheme: str) -> tuple[float, float, float, float]:
    """Gates barred, and what the others cost in yuan, hours and forms, of all burdens on a list."""
    effects = [regime.measures[name].effect for name in burdens(regime, scheme)]
    barred = {regime.measures[name].gate for name in burdens(regime, scheme) if regime.measures[name].effect.bar}
    yuan = -sum(one.yuan.value for one in effects if one.yuan and one.yuan.value < 0)
    hours = sum(one.hours.value for one in effects if one.hours)
    return len(barred), yuan, hours, sum(one.forms.value for one in effects if one.forms)


def _weight(regime: Regime, one: _Weighed) -> str:
    names = burdens(regime, one.entry.scheme)
    scheme = regime.schemes[one.entry.scheme]
    term = scheme.term.get(one.entry.name) if isinstance(scheme, List) else None
    length = _lasting(term.length) if term and term.length else "until performance" if term else "without a term"
    return f"{len(names)} {'burden' if len(names) == 1 else 'burdens'} {length}"


def _entered(lighter: _Weighed, graver: _Weighed) -> tuple[Happening, ...]:
    return (
        Happening(0, f"one person: entry in {graver.entry.scheme} for {graver.entry.fact}"),
        Happening(0, f"another person, for what is less grave: entry in {lighter.entry.scheme} "
                     f"for {lighter.entry.fact}"),
    )  # fmt: skip


def _lighter_list(facts: Facts, lighter: _Weighed, graver: _Weighed) -> Amendment | None:
    """The lighter ground's term no longer than that of the graver one, at no more gates."""
    regime, changes = facts.regime, list[tuple[Where, Words]]()
    model = regime.schemes[graver.entry.scheme]
    if lighter.amounts[-1] > graver.amounts[-1] and isinstance(model, List):
        where = ("schemes", lighter.entry.scheme, "term", lighter.entry.name)
        changes.append((where, write_term(model.term[graver.entry.name])))
    gates = {regime.measures[name].gate for name in burdens(regime, graver.entry.scheme)}
    for name in burdens(regime, lighter.entry.scheme):
        if regime.measures[name].gate not in gates:
            changes.append((("measures", name, "applied"), NEVER_APPLIED))
    return amendment(facts, "so that it costs no more than what is graver", *changes)


def _days(length: Quantity | None) -> float:
    return calendar_days(length) if length else inf


def _term(term: Term | None) -> float:
    return _days(term.length) if term else inf


def _pairs(number: int) -> str:
    return f"{number} more {'pair' if number == 1 else 'pairs'}"


@rule(
    "F08",
    "stacked penalties",
    "one act brings one burden, or burdens that take each other into account",
    "ne bis in idem as a path count on the graph of events and measures; Charter of Fundamental Rights art. 49(3), 50",
)
def stacked_penalties(facts: Facts) -> Iterator[Outcome]:
    """Every item and ground: the burdens that one act alone brings from the start, in all schemes and by their news.

    What several conducts bring alike is told once. The burden multiplier counts each burden as one.
    """
    acts = dict[str, list[tuple[Entry, Consequence]]]()
    for name, _ in standing(facts.regime):
        for entry in entries(facts.regime, name):
            if entry.against and feeds_to(facts.regime, name, entry.fact):
                acts.setdefault(entry.fact, []).append((entry, consequence(facts.regime, entry)))
    alike = dict[tuple[str, ...], list[str]]()
    unknown = dict[str, list[str]]()
    for act, found in acts.items():
        alike.setdefault(tuple(dict.fromkeys(one for _, far in found for one in far.measures)), []).append(act)
        for _, far in found:
            for scheme in far.unknown:
                unknown.setdefault(scheme, []).append(act)
    for measures, conduct in alike.items():
        if measures:
            yield _stack(facts, list(measures), conduct, acts[conduct[0]])
    for scheme, conduct in unknown.items():
        if len(burdens(facts.regime, scheme)) > 1:
            says = "does not say with how many points people start, or by how many they are graded"
            why = f"which burdens {some(list(dict.fromkeys(conduct)))} alone brings cannot be told"
            yield Outcome("not declared", ("schemes", scheme), says, why)


def _stack(facts: Facts, names: list[str], acts: list[str], found: list[tuple[Entry, Consequence]]) -> Outcome:
    entry = next(entry for entry, far in found if far.measures)
    separate = _apart(facts.regime, names)
    act = some(acts)
    if len(separate) == 1:
        several = f"{len(names)} burdens for {act} that take each other into account"
        says = f"declares {several}" if len(names) > 1 else f"declares one burden, `{names[0]}`, for {act}"
        return Outcome("pass", entry.where, says)
    each = f"{act}: " if len(acts) == 1 else f"one act of {act}: "
    says = f"declares {len(names)} burdens for {each}{quoted(names)}"
    said = any(facts.regime.measures[name].offsets is not None for name in names)
    none = "neither says that it takes the other" if len(names) == 2 else "none of them says that it takes another"
    why = "not all of them take each other into account" if said else f"{none} into account"
    why += f", so that the act counts {len(separate)} times if each burden counts once"
    steps = list(dict.fromkeys(step for _, far in found if far.measures for step in far.steps))
    day = arrival(facts.regime, entry.scheme, acts[0])
    life = [Happening(0, f"{acts[0]}, once"), *(Happening(day, step) for step in steps)]
    met = [(day + days_of(facts.regime.measures[name].starts_after), name) for name in names]
    hits = (Happening(on, f"meets `{name}` at the gate {facts.regime.measures[name].gate}") for on, name in met)
    life += sorted(hits, key=lambda one: one.day)
    changes = [(("measures", group[0], "offsets"), _offset(facts.regime, group[0], separate[0][0]))
               for group in separate[1:]]  # fmt: skip
    change = amendment(facts, "each burden takes into account what the act has cost already", *changes)
    also = tuple(("measures", name) for name in names)
    return Outcome("fail", entry.where, says, why, tuple(life), change, also)


def _offset(regime: Regime, name: str, first: str) -> Words:
    return [*(regime.measures[name].offsets or ()), first]


def _apart(regime: Regime, names: list[str]) -> list[list[str]]:
    """The measures in groups that take each other into account, directly or through one another."""
    groups = [[name] for name in names]
    for name in names:
        for other in regime.measures[name].offsets or ():
            joined = [group for group in groups if name in group or other in group]
            if other in names and len(joined) == 2:
                groups = [group for group in groups if group not in joined]
                groups.append(joined[0] + joined[1])
    return sorted(groups, key=lambda group: min(names.index(name) for name in group))
