"""What must hold of the phases of a regime, and of its names in a nation, before tables can be made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demerit.errors import did_you_mean, listed
from demerit.nations.groups import KINDS
from demerit.nations.layout import Nation
from demerit.regime.layout import List, On, Points, Regime
from demerit.tables.check import refuse
from demerit.tables.from_agreements import news_of
from demerit.tables.from_dimensions import FRIEND, TRAITS, habit_of
from demerit.tables.names import items_of, points_schemes


def refuse_phases(phases: Sequence[Regime], nation: Nation) -> None:
    """Raises `UserError` where a phase changes what all phases must share, or names what the nation does not have."""
    refuse(dict.fromkeys(breach for regime in phases for breach in (*unknown(regime, nation), *two_ways(regime))))
    refuse(breach for regime in phases[1:] for breach in same_clauses(phases[0], regime))


def unknown(regime: Regime, nation: Nation) -> Iterator[str]:
    """Places, groups, gates and features of which neither the nation nor the vocabulary knows anything."""
    for name, scheme in regime.schemes.items():
        for place in scheme.subjects.places:
            yield from _unless(place, nation.places, f"the subjects of `{name}` live in", nation)
    for name, feed in regime.feeds.items():
        for kind, table in (feed.by or {}).items():
            known = nation.places if kind == "place" else KINDS.get(kind, ())
            for one in table:
                yield from _unless(one, known, f"the feed `{name}` watches by {kind}", nation)
    for name, response in regime.responses.items():
        if isinstance(response.on, On) and response.on.relation == "refused":
            gates = [gate.name for gate in nation.gates]
            yield from _unless(response.on.scheme, gates, f"the response `{name}` is to refusals at", nation)
    conduct = [one.name for one in nation.conduct]
    for name, scored in points_schemes(regime).items():
        for feature in (one for dimension in scored.dimensions.values() for one in dimension.features):
            habit = habit_of(feature)
            if habit:
                yield from _unless(habit[1], conduct, f"`{name}` has the feature `{feature}`, of the habit", nation)
            elif feature not in (FRIEND, *TRAITS):
                features = (FRIEND, *TRAITS, "more CONDUCT", "less CONDUCT")
                yield f"`{name}` has the feature `{feature}`, and there are only {listed(features)}"


def _unless(name: str, known: Sequence[str], saying: str, nation: Nation) -> Iterator[str]:
    if name not in known:
        hint = did_you_mean(name, known)
        yield f"{saying} `{name}`, which the nation {nation.name} does not have{f' ({hint})' if hint else ''}"


def two_ways(regime: Regime) -> Iterator[str]:
    """News travels once: agreements on the same news agree on delay and consent. A conduct reports to one feed."""
    for news in news_of(regime):
        ways = {
            (flow.arrives_after and (flow.arrives_after.value, flow.arrives_after.unit),
             flow.consents and flow.consents.value)
            for _, flow in news.flows
        }  # fmt: skip
        if len(ways) > 1:
            among = listed(f"`{name}`" for name, _ in news.flows)
            yield f"`{news.fact}` is passed on by {among} with other delays or consent, which no run can do yet"
    reports: dict[str, str] = {}
    for name, feed in regime.feeds.items():
        if feed.false_reports:
            other = reports.setdefault(feed.false_reports.source, name)
            if other != name:
                yield f"`{feed.false_reports.source}` makes reports to both `{other}` and `{name}`: one feed for each"


def same_clauses(first: Regime, later: Regime) -> Iterator[str]:
    """A phase may change what a clause says. It may not add or take away what people's records are made of."""
    for what, named in (("feeds", _feeds), ("schemes", _schemes), ("measures", _measures), ("agreements", _agreements)):
        before, after = named(first), named(later)
        for name in [one for one in before if one not in after]:
            yield f"a phase takes away {name}, of the {what}; phases can change {what}, not remove them"
        for name in [one for one in after if one not in before]:
            yield f"a phase adds {name}, to the {what}; phases can change {what}, not add to them"
    if list(first.schemes) != list(later.schemes) or list(first.feeds) != list(later.feeds):
        yield "a phase changes the order of schemes or feeds"


def _feeds(regime: Regime) -> list[str]:
    return [f"`{name}`" for name in regime.feeds]


def _schemes(regime: Regime) -> list[str]:
    parts = []
    for name, scheme in regime.schemes.items():
        parts.append(f"the {scheme.kind} `{name}`")
        if isinstance(scheme, Points):
            parts += [f"the item `{one}` of `{name}`" for one in items_of(scheme)]
            parts += [f"the band `{one}` of `{name}`" for one in scheme.bands]
        elif isinstance(scheme, List):
            parts += [f"the ground `{one}` of `{name}`" for one in scheme.grounds]
            parts += [f"the exit `{one}` of `{name}`" for one in scheme.exits]
            parts += [f"the clause `decides` of `{name}`"] if scheme.decides else []
    return parts


def _measures(regime: Regime) -> list[str]:
    return [f"`{name}` (at the gate `{measure.gate}`)" for name, measure in regime.measures.items()]


def _agreements(regime: Regime) -> list[str]:
    return [f"the news of {one} from `{a.source}` to `{a.to}`" for a in regime.agreements.values() for one in a.passes]
