"""The routes of a regime: from what a feed sees, by entries and news of entries, to what a measure does at a gate.

Only what is in force counts: a feed that notices nothing, an item of no cases, a scheme that nobody takes part in and a
measure that no gate applies are how a file says that something is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from demerit.audit.graph import is_adverse
from demerit.audit.layout import Facts, Where
from demerit.audit.scores import band_of, bands_of, cost
from demerit.nations.layout import Conduct, Nation
from demerit.regime.catalogue import ItemKind, Proof
from demerit.regime.laws import fact_of, news, news_of
from demerit.regime.layout import Agreement, Feed, Ground, Item, List, Measure, Points, Regime
from demerit.regime.saying import together

DAYS_A_YEAR = 365.25
FEATURES = {
    "income": "finance",
    "credit file": "finance",
    "employment": "work",
    "parenthood": "family",
    "platform account": "platform",
    "friend": "personal ties",
    "age": "personal traits",
}
"""the walk of life that a feature of a private score comes from"""
GRAVE = ("movement", "leaving", "home", "work", "education", "liberty", "property")
"""rights whose loss is grave, whatever the form of the measure"""


@dataclass(frozen=True)
class Entry:
    """What puts a mark or a name into a scheme: an item of a catalogue, or a ground of a list."""

    scheme: str
    name: str
    fact: str
    """the conduct or the news that it prices"""
    clause: Item | Ground

    @property
    def where(self) -> Where:
        """The words that lead to it."""
        return ("schemes", self.scheme, "catalogue" if isinstance(self.clause, Item) else "grounds", self.name)

    @property
    def kind(self) -> ItemKind | None:
        """What it prices, as declared."""
        return self.clause.kind

    @property
    def proof(self) -> Proof | str | None:
        """What it rests on, as declared."""
        return self.clause.proof

    @property
    def against(self) -> bool:
        """Whether it is held against the subject, as far as the clause tells: a ground of a red list is so too."""
        item = self.clause
        return not isinstance(item, Item) or item.grade is not None or bool(item.points and item.points.value < 0)


@dataclass
class Consequence:
    """What one entry alone brings to somebody who was at the start."""

    measures: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    """how it gets there, in words"""
    unknown: list[str] = field(default_factory=list)
    """schemes of which nobody can tell what one mark does, since people do not start alike"""


def has_effect(measure: Measure) -> bool:
    """Whether some gate applies it."""
    return measure.applied is None or measure.applied.value > 0


def stands(scheme: Points | List) -> bool:
    """Whether anybody can be in a scheme."""
    taking = scheme.participation.uptake if isinstance(scheme, Points) else None
    return taking is None or taking.value > 0


def standing(regime: Regime) -> Iterator[tuple[str, Points | List]]:
    """The schemes that anybody can be in."""
    return ((name, scheme) for name, scheme in regime.schemes.items() if stands(scheme))


def burdens(regime: Regime, scheme: str | None = None) -> list[str]:
    """Names of the measures in force that burden, on one scheme or on all of them."""
    return [
        name
        for name, one in regime.measures.items()
        if scheme in (None, one.on.scheme)
        and is_adverse(regime, one)
        and has_effect(one)
        and stands(regime.schemes[one.on.scheme])
    ]


def is_grave(measure: Measure) -> bool:
    """Whether a burden bars from something, or touches a right that is grave to lose."""
    return measure.effect.bar or measure.right in GRAVE


def entries(regime: Regime, scheme: str) -> list[Entry]:
    """The items or grounds of a scheme that are in force."""
    one = regime.schemes[scheme]
    if isinstance(one, Points):
        found = [Entry(scheme, name, fact_of(name, item), item) for name, item in one.catalogue.items()]
    else:
        found = [Entry(scheme, name, ground.conduct, ground) for name, ground in one.grounds.items()]
    return [entry for entry in found if _in_force(regime, entry)]


def _in_force(regime: Regime, entry: Entry) -> bool:
    clause = entry.clause
    if isinstance(clause, Ground):
        return all(excepted.value < 100 for excepted in clause.not_if.values())
    off = clause.political and regime.political_items == "off"
    return not off and (clause.in_cases is None or clause.in_cases.value > 0)


def watches(feed: Feed) -> bool:
    """Whether a feed makes any marks."""
    others = (feed.false_marks, feed.false_reports.share if feed.false_reports else None)
    return feed.detects.value > 0 or any(one is not None and one.value > 0 for one in others)


def flows(agreement: Agreement) -> bool:
    """Whether an agreement passes on anybody's data."""
    return agreement.consents is None or agreement.consents.value > 0


def feeds_to(regime: Regime, scheme: str, conduct: str) -> list[str]:
    """Names of the feeds by which a scheme learns of a conduct, its own and those that it has agreements with."""
    return [name for name, feed in regime.feeds.items() if conduct in feed.sees and serves(regime, name, scheme)]


def serves(regime: Regime, feed: str, scheme: str) -> bool:
    """Whether a scheme gets what a feed sees."""
    one = regime.feeds[feed]
    agreed = any(flow.source == feed and flow.to == scheme and flows(flow) for flow in regime.agreements.values())
    return watches(one) and (one.reaches is None or scheme in one.reaches or agreed)


def passes_on(regime: Regime, source: str, to: str, passed: str) -> list[str]:
    """Names of the agreements by which some news of a scheme gets to another one."""
    return [
        name
        for name, flow in regime.agreements.items()
        if (flow.source, flow.to) == (source, to) and passed in flow.passes and flows(flow)
    ]


def conduct_of(nation: Nation, name: str) -> Conduct | None:
    """A conduct of the nation by name."""
    return next((one for one in nation.conduct if one.name == name), None)


def acts_a_year(nation: Nation, name: str) -> float:
    """Acts of a conduct per person and year, in the mean over everybody."""
    one = conduct_of(nation, name)
    if one is None:
        return 0.0
    active = next(stream.active for stream in nation.streams if stream.name == one.stream)
    return DAYS_A_YEAR * one.per_day.value * float((one.weight * active).mean())


def contexts_of(facts: Facts, entry: Entry) -> dict[str, str]:
    """Walks of life that an entry comes from, each with the conduct that leads there.

    The item's own context, else those of the feeds that see the conduct; of news, those of what the news is about.
    """
    told = news_of(entry.fact)
    own = entry.clause.context if isinstance(entry.clause, Item) else None
    if told is None:
        seen = feeds_to(facts.regime, entry.scheme, entry.fact)
        named = {facts.regime.feeds[feed].context: entry.fact for feed in seen}
        return ({own: entry.fact} if own else named) if seen else {}
    passed, source = told
    if source not in facts.regime.schemes or not passes_on(facts.regime, source, entry.scheme, passed):
        return {}
    return {own: entry.fact} if own else source_contexts(facts, source)


def source_contexts(facts: Facts, scheme: str) -> dict[str, str]:
    """Walks of life that marks against somebody in a scheme come from, each with a conduct or feature of it."""
    one, found = facts.regime.schemes[scheme], dict[str, str]()
    for entry in entries(facts.regime, scheme):
        if entry.against:
            for context, fact in contexts_of(facts, entry).items():
                found.setdefault(context, fact)
    for feature in features(one):
        named = feature_context(facts.nation, feature)
        if named is not None:
            found.setdefault(named, feature)
    return found


def features(scheme: Points | List) -> list[str]:
    """What a private score starts from."""
    dimensions = scheme.dimensions.values() if isinstance(scheme, Points) else ()
    return [feature for dimension in dimensions for feature in dimension.features]


def feature_context(nation: Nation, feature: str) -> str | None:
    """The walk of life that a feature of a private score comes from."""
    more, _, habit = feature.partition(" ")
    if more in ("more", "less") and habit:
        conduct = conduct_of(nation, habit)
        return conduct.context if conduct else None
    return FEATURES.get(feature)


def measure_context(facts: Facts, measure: Measure) -> str | None:
    """The walk of life that a measure bites in: its own, or else that of its gate."""
    gates = {gate.name: gate.context for gate in facts.nation.gates}
    return measure.context or gates.get(measure.gate)


def consequence(regime: Regime, entry: Entry, before: tuple[str, ...] = ()) -> Consequence:
    """The burdens that one entry alone brings, in its own scheme and by news of it in others."""
    one, found = regime.schemes[entry.scheme], Consequence()
    if entry.scheme in before or not stands(one):
        return found
    if isinstance(one, List):
        found.steps.append(f"entry in {entry.scheme} on the ground `{entry.name}`")
        found.measures += burdens(regime, entry.scheme)
        band = None
    else:
        band = _band_after(one, entry, found)
        if band is not None:
            at_start = band_of(one, one.start.value) if one.start else None
            new = [name for name in burdens(regime, entry.scheme) if band in bands_of(one, regime.measures[name].on)]
            had = [name for name in new if at_start in bands_of(one, regime.measures[name].on)]
            found.measures += [name for name in new if name not in had]
            found.steps.append(f"the mark `{entry.name}` in {entry.scheme}, which leads to band {band}")
    for passed in ("entry",) if isinstance(one, List) else (band,) if band else ():
        _news(regime, entry, passed, found, before)
    return found


def _band_after(one: Points, entry: Entry, found: Consequence) -> str | None:
    """The band that one mark leads to from the start; None where the mark is a merit or where nobody can tell."""
    if not isinstance(entry.clause, Item) or not entry.against:
        return None
    if entry.clause.grade:
        return entry.clause.grade
    lost = cost(one, entry.clause)
    band = band_of(one, one.start.value - lost) if one.start is not None and lost is not None else None
    if band is None:
        found.unknown.append(entry.scheme)
    return band


def _news(regime: Regime, entry: Entry, passed: str, found: Consequence, before: tuple[str, ...]) -> None:
    fact = news(passed, entry.scheme, isinstance(regime.schemes[entry.scheme], List))
    for to, _ in standing(regime):
        if passes_on(regime, entry.scheme, to, passed):
            for copy in entries(regime, to):
                if copy.fact == fact:
                    further = consequence(regime, copy, (*before, entry.scheme))
                    found.measures += [name for name in further.measures if name not in found.measures]
                    found.steps += further.steps if further.measures else []
                    found.unknown += further.unknown


def some(names: list[str]) -> str:
    """The first three names, and how many more there are."""
    if len(names) < 5:
        return together(names)
    return f"{', '.join(names[:3])} and {len(names) - 3} others"


def quoted(names: list[str]) -> str:
    """The same of names of the file, each in backticks."""
    return some([f"`{name}`" for name in names])
