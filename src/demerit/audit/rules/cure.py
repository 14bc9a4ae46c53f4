"""The way out: what a sanction takes away must leave the cure within reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from demerit.audit.amended import Words
from demerit.audit.graph import (
    arrival,
    brought_with,
    days_of,
    is_burden,
    lapses,
    loss_chain,
    lost_with,
    measures_on,
    unsaid_losses,
    written,
)
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.remedies import sets
from demerit.regime.layout import Exit, List, Regime
from demerit.regime.quantities import amount_text
from demerit.regime.saying import together

_MONEY = {"bank", "employer", "public office", "tender"}
"""gates at which people come by what they could perform with"""
_YEAR = 365
Node = tuple[str, str]
"""a scheme, and the ground of a list (empty for a score)"""


@dataclass(frozen=True)
class _Way:
    """One way off, in the person's own hands or with time alone, and what it needs (None: not declared)."""

    name: str
    requires: tuple[str, ...] | None


@rule(
    "F02",
    "sanction removes the cure",
    "whoever is sanctioned can still do what ends the sanction",
    "least fixpoint on the graph of capabilities, exits and sanctions (reachability in planning; Catch-22)",
)
def sanction_removes_the_cure(facts: Facts) -> Iterator[Outcome]:
    """Every list with adverse measures, ground by ground: some way off it survives what they take away."""
    for name, scheme in facts.regime.schemes.items():
        if isinstance(scheme, List) and measures_on(facts.regime, name, adverse=True):
            yield from _of_list(facts, name, scheme)


def _of_list(facts: Facts, name: str, scheme: List) -> Iterator[Outcome]:
    by_state: dict[str, list[str]] = {}
    for ground in scheme.grounds:
        by_state.setdefault(_state(facts, (name, ground)), []).append(ground)
    for state, grounds in by_state.items():
        if state == "fail":
            yield from (_failed(facts, name, ground) for ground in grounds)
        elif state == "pass":
            yield Outcome("pass", ("schemes", name), _passes(scheme, grounds))
        elif state == "no way":
            says = f"declares no way off the list for {_listed(grounds)} that the person or time brings about"
            why, change = "there is no cure to be in or out of reach", _end(facts, name, *grounds)
            yield Outcome("not declared", ("schemes", name, "exits"), says, why, amendment=change)
        elif state == "unsaid":
            yield _unsaid(facts, name, grounds)
        elif state == "unlinked":
            yield _unlinked(facts, name, grounds)
        else:
            yield _silent(facts, name, grounds)


def _ways(regime: Regime, node: Node) -> list[_Way]:
    """The ways out of a node. What others start (an exit with a rate that requires nothing) is nobody's own way."""
    name, ground = node
    scheme = regime.schemes[name]
    if not isinstance(scheme, List):
        heals = all(lapses(scheme, item) for item in scheme.catalogue.values() if is_burden(item))
        return [_Way("time", ())] if heals else [_Way("good conduct", None)]
    term = scheme.term.get(ground)
    ways = [_Way("time", ())] if term is not None and term.length is not None and not scheme.clock_restarts else []
    for way, exit_ in scheme.exits.items():
        own = exit_.rate is None or exit_.requires is not None
        if own and (exit_.for_grounds is None or ground in exit_.for_grounds):
            ways.append(_Way(way, exit_.requires))
    return ways


def _standing(regime: Regime, start: Node, hopeful: bool) -> set[Node]:
    """The nodes that nobody gets out of who got into all of them by one act.

    Starting from nothing left, a node is left as soon as all that one of its ways requires survives the measures of the
    nodes that still stand; leaving it gives back what it took. `hopeful`, a way that does not say what it requires
    requires nothing, else it cannot be counted on.
    """
    standing = set(_together(regime, start))
    while True:
        taken = [one for scheme, _ in standing for m in measures_on(regime, scheme, adverse=True)
                 for one in regime.measures[m].takes_away]  # fmt: skip
        lost = lost_with(regime, taken)
        left = {node for node in standing if any(_open(way, lost, hopeful) for way in _ways(regime, node))}
        if not left:
            return standing
        standing -= left


def _open(way: _Way, lost: set[str], hopeful: bool) -> bool:
    if way.name in lost:  # `income: [performance]`: the way itself is named among what is lost
        return False
    return hopeful if way.requires is None else not lost & set(way.requires)


def _together(regime: Regime, start: Node) -> list[Node]:
    """The node, and the others that the same act brings somebody into."""
    name, ground = start
    scheme = regime.schemes[name]
    conduct = scheme.grounds[ground].conduct if isinstance(scheme, List) else None
    nodes = [start]
    for other in brought_with(regime, name, conduct)[1:]:
        one = regime.schemes[other]
        if not isinstance(one, List):
            nodes.append((other, ""))
        nodes += [(other, g) for g, it in one.grounds.items() if it.conduct == conduct] if isinstance(one, List) else []
    return nodes


def _state(facts: Facts, node: Node) -> str:
    regime = facts.regime
    ways = _ways(regime, node)
    if not ways:
        return "no way"
    names = [name for name, _ in _together(regime, node)]
    taken = any(regime.measures[m].takes_away for name in names for m in measures_on(regime, name, adverse=True))
    if not taken and all(way.name != "time" for way in ways):
        return "not declared"
    if node not in _standing(regime, node, hopeful=False):
        if any(way.requires == () for way in ways):
            return "pass"
        if unsaid_losses(facts, names):
            return "unsaid"
        return "unlinked" if taken and not regime.capabilities else "pass"
    return "fail" if node in _standing(regime, node, hopeful=True) else "not declared"


def _passes(scheme: List, grounds: list[str]) -> str:
    timed = [ground for ground in grounds if (term := scheme.term.get(ground)) and term.length]
    if len(timed) == len(grounds):
        return f"declares that an entry ends by itself, whatever is taken away meanwhile ({_listed(grounds)})"
    return f"declares a way off the list that needs nothing its measures take away ({_listed(grounds)})"


def _listed(grounds: list[str]) -> str:
    return together(f"`{one}`" for one in grounds) if len(grounds) < 4 else f"{len(grounds)} grounds"


def _unsaid(facts: Facts, name: str, grounds: list[str]) -> Outcome:
    """Ways off that require something, and measures of which nobody can tell whether they leave it."""
    nodes = [node for ground in grounds for node in _together(facts.regime, (name, ground))]
    measures = list(dict.fromkeys(unsaid_losses(facts, dict.fromkeys(scheme for scheme, _ in nodes))))
    ways = [way for ground in grounds for way in _ways(facts.regime, (name, ground)) if way.requires]
    needs = together(dict.fromkeys(one for way in ways for one in way.requires or ()))
    says = f"declares that {ways[0].name} requires {needs}, and does not say what {_some(measures)} "
    says += f"{'takes' if len(measures) == 1 else 'take'} away"
    change = sets(facts, "to be declared, if it is so", {("measures", one, "takes away"): [] for one in measures})
    why = "nobody can tell whether the measures leave open what the way off needs"
    return Outcome("not declared", ("schemes", name, "exits", ways[0].name), says, why, amendment=change)


def _unlinked(facts: Facts, name: str, grounds: list[str]) -> Outcome:
    """Ways off that require something, beside losses of which nobody can tell what else goes with them."""
    nodes = [node for ground in grounds for node in _together(facts.regime, (name, ground))]
    taken = dict.fromkeys(one for scheme, _ in nodes for m in measures_on(facts.regime, scheme, adverse=True)
                          for one in facts.regime.measures[m].takes_away)  # fmt: skip
    ways = [way for ground in grounds for way in _ways(facts.regime, (name, ground)) if way.requires]
    needs = together(dict.fromkeys(one for way in ways for one in way.requires or ()))
    says = f"declares that {ways[0].name} requires {needs}, and does not say what is lost with {together(taken)}"
    why = "nobody can tell whether what the way off needs is lost with it (`capabilities`)"
    because = "what requires nothing is open, whatever goes with the rest"
    change = sets(facts, because, {("schemes", name, "exits", way.name, "requires"): [] for way in ways})
    return Outcome("not declared", ("schemes", name, "exits", ways[0].name), says, why, amendment=change)


def _silent(facts: Facts, name: str, grounds: list[str]) -> Outcome:
    regime = facts.regime
    ways = {way.name: way for ground in grounds for way in _ways(regime, (name, ground)) if way.requires is None}
    adverse = measures_on(regime, name, adverse=True)
    where = ("schemes", name, "exits", next(iter(ways), "performance"))
    money = [one for one in adverse if regime.measures[one].gate in _MONEY or _takes_money(regime, one)]
    what = together(ways) or "a way off the list"
    says = f"does not say what {what} requires"
    if not any(regime.measures[one].takes_away for one in adverse):
        says += ", nor what its measures take away"
    if money:
        why = (
            f"{_some(money)} may take away the means to perform, and nobody can tell from the file whether any are left"
        )
    else:
        why = "nobody can tell from the file whether it survives the measures"
    changes: dict[Where, Words] = {("schemes", name, "exits", way, "requires"): [] for way in ways}
    gone = {one for measure in adverse for one in regime.measures[measure].takes_away}
    if not gone and adverse and not written(facts, "measures", adverse[0], "takes away"):
        changes[("measures", adverse[0], "takes away")] = [regime.measures[adverse[0]].gate]
    if any(way.requires for ground in grounds for way in _ways(regime, (name, ground))):
        reached = dict.fromkeys(scheme for ground in grounds for scheme, _ in _together(regime, (name, ground)))
        for measure in unsaid_losses(facts, reached):
            changes.setdefault(("measures", measure, "takes away"), [])
    because = "to be declared, if it is so: nothing that the measures take away is needed"
    return Outcome("not declared", where, says, why, amendment=sets(facts, because, changes))


def _takes_money(regime: Regime, measure: str) -> bool:
    lost = lost_with(regime, regime.measures[measure].takes_away)
    return bool(lost & {"work", "income", "credit", "money", "business"}) or regime.measures[measure].right == "work"


def _some(names: list[str]) -> str:
    return together(f"`{name}`" for name in names[:3])


def _failed(facts: Facts, name: str, ground: str) -> Outcome:
    regime = facts.regime
    scheme = regime.schemes[name]
    standing = _standing(regime, (name, ground), hopeful=True)
    measure, chain, way = _culprit(regime, (name, ground), standing)
    takes = f"that `{measure}` takes away {chain[0]}"
    says = (
        f"declares {takes}" if way.name == chain[-1] else f"declares that {way.name} requires {chain[-1]}, and {takes}"
    )
    lost = f"{chain[0]} is lost" + (f", and with it {together(chain[1:])}" if chain[1:] else "")
    why = f"with `{measure}` {lost}: whoever is listed for `{ground}` cannot do what would take them off"
    others = (
        [one for one, exit_ in scheme.exits.items() if _is_of_others(exit_, ground)] if isinstance(scheme, List) else []
    )
    if others:
        why += f"; what is left is up to others ({together(others)})"
    change = _end(facts, name, ground)
    also = (("measures", measure), *((("capabilities",),) if chain[1:] else ()))
    where = ("schemes", name, "exits", way.name)
    return Outcome("fail", where, says, why, _life(regime, (name, ground), measure, chain, way), change, also)


def _culprit(regime: Regime, node: Node, standing: set[Node]) -> tuple[str, list[str], _Way]:
    """The measure, the shortest way from what it takes to what the cure needs, and the way out that it closes."""
    found: list[tuple[int, int, str, list[str], _Way]] = []
    for order, (scheme, _) in enumerate(sorted(standing, key=lambda one: one != node)):
        for measure in measures_on(regime, scheme, adverse=True):
            taken = regime.measures[measure].takes_away
            for way in _ways(regime, node):
                for needed in (*(way.requires or ()), way.name):
                    chain = loss_chain(regime, taken, needed)
                    if chain:
                        found.append((order, len(chain), measure, chain, way))
    return min(found, key=lambda one: one[:2])[2:]


def _is_of_others(exit_: Exit, ground: str) -> bool:
    return exit_.rate is not None and exit_.requires is None and (not exit_.for_grounds or ground in exit_.for_grounds)


def _end(facts: Facts, name: str, *grounds: str) -> Amendment:
    because = "with an end of its own an entry no longer hangs on what it takes away"
    changes: dict[Where, Words] = {("schemes", name, "term", one): "2 years (assumption)" for one in grounds}
    scheme = facts.regime.schemes[name]
    if isinstance(scheme, List) and scheme.clock_restarts:
        changes[("schemes", name, "clock restarts")] = "no"
    return sets(facts, because, changes)


def _life(regime: Regime, node: Node, measure: str, chain: list[str], way: _Way) -> tuple[Happening, ...]:
    """Somebody who wants to make good and is kept from it by what they have to make good for."""
    name, ground = node
    scheme = regime.schemes[name]
    conduct = scheme.grounds[ground].conduct if isinstance(scheme, List) else ground
    listed = arrival(regime, name, conduct)
    hit = listed + days_of(regime.measures[measure].starts_after)
    rate = next((f" ({one}, {amount_text(exit_.rate)}, is up to others)" for one, exit_ in scheme.exits.items()
                 if _is_of_others(exit_, ground) and exit_.rate), "") if isinstance(scheme, List) else ""  # fmt: skip
    losses = [Happening(hit, f"without {before} there is no {after}") for before, after in pairwise(chain)]
    return (
        Happening(0, conduct),
        Happening(listed, f"is entered in {name} for `{ground}`"),
        Happening(hit, f"meets `{measure}` and loses {chain[0]}"),
        *losses,
        Happening(hit, f"wants to be let off by {way.name}, and cannot: {chain[-1]} is gone"),
        Happening(hit + _YEAR, f"still listed, for the same reason{rate}"),
    )
