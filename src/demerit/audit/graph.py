"""The graphs of a regime that rules walk: what hangs on what, and what is lost with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demerit.regime.layout import List, Measure, Points, Regime


def is_adverse(regime: Regime, measure: Measure) -> bool:
    """Whether a measure burdens: it bars, costs money, hours or forms. A reward withheld is no burden here."""
    effect = measure.effect
    costs = effect.yuan is not None and effect.yuan.value < 0
    return effect.bar or costs or effect.hours is not None or effect.forms is not None


def measures_on(regime: Regime, scheme: str, adverse: bool = False) -> list[str]:
    """Names of the measures that hang on a scheme, all or only those that burden."""
    found = {name: one for name, one in regime.measures.items() if one.on.scheme == scheme}
    return [name for name, one in found.items() if not adverse or is_adverse(regime, one)]


def lost_with(regime: Regime, capabilities: Iterable[str]) -> set[str]:
    """What can no longer be done when some capabilities are gone: the closure of the declared graph."""
    lost, fresh = set[str](), list(capabilities)
    while fresh:
        one = fresh.pop()
        if one not in lost:
            lost.add(one)
            fresh += regime.capabilities.get(one, ())
    return lost


def taken_by(regime: Regime, scheme: str) -> dict[str, str]:
    """Capability -> the adverse measure on the scheme that takes it away, with all that is lost with it."""
    taken: dict[str, str] = {}
    for name in measures_on(regime, scheme, adverse=True):
        for capability in sorted(lost_with(regime, regime.measures[name].takes_away)):
            taken.setdefault(capability, name)
    return taken


def conduct_of(regime: Regime, scheme: str) -> Iterator[tuple[str, str]]:
    """(name of the item or ground, what it prices) of a scheme."""
    one = regime.schemes[scheme]
    if isinstance(one, Points):
        for name, item in one.catalogue.items():
            yield name, item.what or name
    elif isinstance(one, List):
        for name, ground in one.grounds.items():
            yield name, ground.conduct


def copies_of(regime: Regime, scheme: str) -> list[str]:
    """Names of the agreements by which something of a scheme or feed goes elsewhere, and further from there."""
    found: list[str] = []
    reached, fresh = {scheme}, [scheme]
    while fresh:
        source = fresh.pop()
        for name, flow in regime.agreements.items():
            if flow.source == source and name not in found:
                found.append(name)
                if flow.to not in reached:
                    reached.add(flow.to)
                    fresh.append(flow.to)
    return found
