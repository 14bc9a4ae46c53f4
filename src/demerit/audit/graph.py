"""The graphs of a regime that rules walk: what hangs on what, and what is lost with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from demerit.audit.layout import Facts
from demerit.regime.laws import news_of
from demerit.regime.layout import Item, List, Measure, Points, Quantity, Regime
from demerit.regime.quantities import amount_text, calendar_days
from demerit.regime.saying import together


def is_adverse(regime: Regime, measure: Measure) -> bool:
    """Whether a measure burdens: it bars, costs money, hours or forms. A reward withheld is no burden here.

    A measure that no gate applies (`applied: 0 %`) is how a file says that it is not there yet, and burdens nobody.
    """
    effect = measure.effect
    if measure.applied is not None and measure.applied.value == 0:
        return False
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


def burdened_schemes(regime: Regime) -> Iterator[tuple[str, Points | List]]:
    """The schemes that burden people: black lists, and every scheme that an adverse measure hangs on."""
    for name, scheme in regime.schemes.items():
        if measures_on(regime, name, adverse=True) or (isinstance(scheme, List) and scheme.colour == "black"):
            yield name, scheme


def feeds_into(regime: Regime, scheme: str, conduct: str | None = None) -> list[str]:
    """Names of the feeds whose records, or those of one conduct, end up in a scheme: directly or by agreement."""
    wanted = {what for _, what in conduct_of(regime, scheme)} if conduct is None else {conduct}
    agreed = {flow.source for flow in regime.agreements.values() if flow.to == scheme}
    return [
        name
        for name, feed in regime.feeds.items()
        if wanted & set(feed.sees) and (feed.reaches is None or scheme in feed.reaches or name in agreed)
    ]


def brought_with(regime: Regime, scheme: str, conduct: str | None = None) -> list[str]:
    """The scheme first, then every other burdening one that the same act, or the news of it, brings somebody into."""
    acts = {what for _, what in conduct_of(regime, scheme)} if conduct is None else {conduct}
    found = [scheme]
    reached = {regime.agreements[name].to for name in copies_of(regime, scheme)}
    for name, _ in burdened_schemes(regime):
        if name != scheme and (name in reached or acts & {what for _, what in conduct_of(regime, name)}):
            found.append(name)
    return found


def loss_chain(regime: Regime, taken: Iterable[str], lost: str) -> list[str]:
    """The shortest way from something a measure takes away to what is lost with it: `[work, income, performance]`."""
    ways, seen = [[one] for one in taken], set(taken)
    for way in ways:  # grows while it is walked: breadth first
        if way[-1] == lost:
            return way
        for after in regime.capabilities.get(way[-1], ()):
            if after not in seen:
                seen.add(after)
                ways.append([*way, after])
    return []


def days_of(clock: Quantity | None) -> int:
    """Whole calendar days of a clock as declared, rounded up; 0 where it is silent, as a run takes it."""
    return ceil(calendar_days(clock)) if clock is not None else 0


def longest_days(clock: Quantity | None) -> int:
    """Whole calendar days of a clock at the upper end of its range."""
    if clock is None or clock.high is None:
        return days_of(clock)
    return ceil(calendar_days(clock.model_copy(update={"value": clock.high})))


def arrival(regime: Regime, scheme: str, fact: str) -> int:
    """Days from an act to the mark or entry of it, by the first feed or agreement that brings it or news of it."""
    one, told = regime.schemes[scheme], news_of(fact)
    clocks = []
    if told is not None and told[1] in regime.schemes:
        behind = next((what for _, what in conduct_of(regime, told[1])), fact)
        flows = [flow for flow in regime.agreements.values() if (flow.source, flow.to) == (told[1], scheme)]
        clocks = [arrival(regime, told[1], behind) + days_of(flow.arrives_after) for flow in flows]
    for name in feeds_into(regime, scheme, fact):
        flows = [flow for flow in regime.agreements.values() if (flow.source, flow.to) == (name, scheme)]
        later = min((days_of(flow.arrives_after) for flow in flows), default=0)
        clocks.append(days_of(regime.feeds[name].arrives_after) + later)
    return min(clocks, default=0) + (days_of(one.decided_after) if isinstance(one, List) else 0)


def is_burden(item: Item) -> bool:
    """Whether an item costs: it takes points or puts into a lower band."""
    return item.grade is not None or (item.points is not None and item.points.value < 0)


def lapses(scheme: Points, item: Item) -> bool:
    """Whether a mark loses its effect with time: it expires, or points are given back (which lifts no direct grade)."""
    return item.expires_after is not None or (scheme.recovery is not None and item.grade is None)


def in_days(days: int) -> str:
    """`1 day`, `1,096 days`."""
    return "1 day" if days == 1 else f"{days:,} days"


def written(facts: Facts, *where: str) -> bool:
    """Whether the file has this clause as it enters into force, be it as empty brackets."""
    return where in facts.document.places


def unsaid_losses(facts: Facts, schemes: Iterable[str]) -> list[str]:
    """Adverse measures on some schemes that the file does not say of what they take away, be it nothing."""
    adverse = (one for scheme in schemes for one in measures_on(facts.regime, scheme, adverse=True))
    return [one for one in adverse if not written(facts, "measures", one, "takes away")]


def at_most(clock: Quantity) -> str:
    """A clock at the upper end of its range, in its own unit: `5 years`."""
    return amount_text(clock if clock.high is None else clock.model_copy(update={"value": clock.high}))


def named(names: Iterable[str]) -> str:
    """Names of a file in running text, all of them: `` `a`, `b` and `c` ``."""
    return together(f"`{name}`" for name in names)


def some(names: Sequence[str]) -> str:
    """Names of a file in running text, the first ones where they are many: `` `a`, `b`, `c` and 9 more ``."""
    if len(names) < 5:
        return named(names)
    return f"{', '.join(f'`{name}`' for name in names[:3])} and {len(names) - 3} more"
