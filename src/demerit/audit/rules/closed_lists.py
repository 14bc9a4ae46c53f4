"""Closed lists: what may lead into a severe list at all, and which measures there may be, by the list of a provision.

Each test holds a regime against the list that a provision carries (`heads`, `in none of them`), and so is silent where
a pack has none. What the list neither places under a head nor outside all of them is left open: a head is said in
general words, and whether something is under it is then for those to say who made the regime.
"""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import unapplied, without_entries
from demerit.audit.layout import Closed, Facts, Happening, Outcome, Where
from demerit.audit.lives import beginning
from demerit.audit.register import rule
from demerit.audit.routes import burdens, entries, quoted, standing
from demerit.regime.layout import List
from demerit.regime.saying import together


@rule(
    "L32b",
    "heads of severe lists",
    "a list that burdens people takes in only what falls under one of the heads for which such lists may exist",
    "General Office of the State Council of China, Guobanfa [2020] 49, section 4",
    against_a_list=True,
)
def heads_of_lists(facts: Facts) -> Iterator[Outcome]:
    """Every black list: the conduct of its grounds against the heads."""
    if facts.closed is None:
        return
    for name, scheme in standing(facts.regime):
        held = {one.name: one.fact for one in entries(facts.regime, name)}
        if isinstance(scheme, List) and scheme.colour == "black" and held:
            yield _heads(facts, facts.closed, name, held)


def _heads(facts: Facts, closed: Closed, name: str, held: dict[str, str]) -> Outcome:
    where: Where = ("schemes", name, "grounds")
    outside = [ground for ground, conduct in held.items() if closed.excludes(conduct)]
    unplaced = [ground for ground, conduct in held.items() if not closed.excludes(conduct) and not closed.head(conduct)]
    if outside:
        says = f"declares that {name} takes in {together(held[one] for one in outside)}"
        change = without_entries(facts, "what is under no head leads into no list", name, outside)
        begun = beginning(facts.regime, name)
        life = (
            Happening(0, held[outside[0]]),
            Happening(begun.entered, f"is entered in {name} for `{outside[0]}`"),
        )
        why = f"that is under none of the heads: {together(closed.heads)}"
        return Outcome("fail", where, says, why, life, change, tuple((*where, one) for one in outside))
    if unplaced:
        conduct = together(list(dict.fromkeys(held[one] for one in unplaced)))
        says = f"declares that {name} takes in {conduct}, and not under which head of severe lists"
        why = f"the heads are {together(closed.heads)}"
        return Outcome("not declared", where, says, why, also=tuple((*where, one) for one in unplaced))
    heads = list(dict.fromkeys(str(closed.head(conduct)) for conduct in held.values()))
    return Outcome("pass", where, f"declares that {name} takes in what is under {together(heads)}")


@rule(
    "L33a",
    "measures of the list",
    "every measure that burdens is of a kind that stands in the closed list",
    "National basic list of punishment measures for untrustworthiness (China), editions of 2021, 2022 and 2024",
    against_a_list=True,
)
def measures_of_the_list(facts: Facts) -> Iterator[Outcome]:
    """Every burden by its name or its gate: set inclusion."""
    held = burdens(facts.regime)
    if facts.closed is None or not held:
        return
    gates = {name: facts.regime.measures[name].gate for name in held}
    outside = [name for name, gate in gates.items() if facts.closed.excludes(name, gate)]
    placed = {name: facts.closed.head(name, gate) for name, gate in gates.items() if name not in outside}
    unplaced = [name for name, head in placed.items() if head is None]
    for name in outside:
        yield _beyond(facts, facts.closed, name, gates[name])
    if unplaced:
        at = together(list(dict.fromkeys(gates[name] for name in unplaced)))
        says = f"declares {quoted(unplaced)} at the gate {at}, and not of which kind of the list"
        why = f"the kinds are {together(facts.closed.heads)}"
        also = tuple(("measures", name) for name in unplaced[1:])
        yield Outcome("not declared", ("measures", unplaced[0]), says, why, also=also)
    if not outside and not unplaced:
        kinds = list(dict.fromkeys(str(head) for head in placed.values()))
        yield Outcome("pass", ("measures",), f"declares burdens of these kinds alone: {together(kinds)}")


def _beyond(facts: Facts, closed: Closed, name: str, gate: str) -> Outcome:
    says = f"declares `{name}` at the gate {gate}"
    scheme = facts.regime.measures[name].on.scheme
    begun = beginning(facts.regime, scheme, name)
    life = (*begun.lines, begun.meets(facts.regime))
    change = unapplied(facts, "what stands in no list is not applied", name)
    why = f"that is of none of the kinds in the list: {together(closed.heads)}"
    return Outcome("fail", ("measures", name), says, why, life, change, (("schemes", scheme),))
