"""Contexts: what is known of somebody in one walk of life does not count in another that has nothing to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from demerit.audit.amended import Words, amendment, unapplied, unpassed, without_entries
from demerit.audit.graph import arrival, days_of
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import (
    burdens,
    contexts_of,
    entries,
    feature_context,
    features,
    flows,
    has_effect,
    measure_context,
    serves,
    source_contexts,
    standing,
    watches,
)
from demerit.audit.scores import marks_needed
from demerit.regime.layout import Agreement, Feed, Item, Measure, Points, Regime
from demerit.regime.quantities import ASSUMPTION, amount_text
from demerit.regime.saying import on, together


@rule(
    "L02",
    "unrelated context",
    "no burden falls in a walk of life that is not related to the one its data comes from",
    "Regulation (EU) 2024/1689 art. 5(1)(c)(i); Commission guidelines C(2025) 5052, paras 160-166",
)
def unrelated_context(facts: Facts) -> Iterator[Outcome]:
    """Every burden: each route from a feed or feature to it, over agreements too, stays in related walks of life."""
    for name in burdens(facts.regime):
        measure = facts.regime.measures[name]
        sources = source_contexts(facts, measure.on.scheme)
        if sources:
            yield _related(facts, name, measure, sources)


def _related(facts: Facts, name: str, measure: Measure, sources: dict[str, str]) -> Outcome:
    where, whom = ("measures", name), on(measure.on)
    context = measure_context(facts, measure)
    if context is None:
        says = f"does not say to what walk of life `{name}` belongs"
        return Outcome("not declared", where, says, f"it falls on {whom}, who may be there for {_from(sources)}")
    apart = {source: fact for source, fact in sources.items() if not related(facts.regime, source, context)}
    if not apart:
        says = f"declares `{name}` ({context}) for {whom}, where {_from(sources)} leads"
        return Outcome("pass", where, says)
    source, fact, times = _shortest(facts, measure, apart)
    says = f"declares `{name}` ({context}) for {whom}, where {fact} ({source}) leads"
    why = f"{source} is not declared to be related to {context}"
    others = [one for one in apart if one != source]
    why += f", nor {'is' if len(others) == 1 else 'are'} {together(others)}" if others else ""
    day = arrival(facts.regime, measure.on.scheme, fact)
    hit = day + days_of(measure.starts_after)
    life = (
        Happening(0, f"{fact}{times}, which belongs to {source}"),
        Happening(day, f"comes to be {_standing(measure)}"),
        Happening(hit, f"meets `{name}` at the gate {measure.gate}, which belongs to {context}"),
    )
    because = f"unless {source} and {context} belong together, which `related contexts` would have to say"
    strange = _strange(facts, measure.on.scheme)
    if strange and not _apart(facts, measure, strange):
        change = without_entries(facts, because, measure.on.scheme, strange)
    else:
        change = unapplied(facts, because, name)
    return Outcome("fail", where, says, why, life, change, (("schemes", measure.on.scheme),))


def _strange(facts: Facts, scheme: str) -> list[str]:
    """Entries that have nothing to do with any burden on their scheme, where to leave them out is the least.

    Two changes clear a burden whose data is unrelated: not to apply it, or not to count what is unrelated. The second
    is the smaller where some entries are unrelated to every burden, others remain, and there are no more of them than
    of burdens that need no further change.
    """
    regime, held = facts.regime, [facts.regime.measures[one] for one in burdens(facts.regime, scheme)]
    contexts = [context for one in held if (context := measure_context(facts, one)) is not None]
    against = [entry for entry in entries(regime, scheme) if entry.against]
    strange = [
        entry.name
        for entry in against
        if (sources := contexts_of(facts, entry))
        and not any(related(regime, source, context) for source in sources for context in contexts)
    ]
    cleared = [one for one in held if not _apart(facts, one, strange)]
    return strange if len(strange) < len(against) and len(strange) <= len(cleared) else []


def _apart(facts: Facts, measure: Measure, without: Sequence[str]) -> bool:
    """Whether a burden has unrelated data without some entries of its scheme as well."""
    context, scheme = measure_context(facts, measure), measure.on.scheme
    sources = {
        source
        for entry in entries(facts.regime, scheme)
        if entry.against and entry.name not in without
        for source in contexts_of(facts, entry)
    }
    sources |= {one for feature in features(facts.regime.schemes[scheme])
                if (one := feature_context(facts.nation, feature)) is not None}  # fmt: skip
    return context is None or any(not related(facts.regime, source, context) for source in sources)


def _shortest(facts: Facts, measure: Measure, apart: dict[str, str]) -> tuple[str, str, str]:
    """Of the walks of life that lead to a measure the one with the fewest marks: it, what is marked, how often."""
    scheme, found = facts.regime.schemes[measure.on.scheme], list[tuple[int, str, str]]()
    for entry in entries(facts.regime, measure.on.scheme):
        item = entry.clause
        needed = (
            marks_needed(scheme, item, measure.on) if isinstance(scheme, Points) and isinstance(item, Item) else None
        )
        sources = [source for source in contexts_of(facts, entry) if source in apart]
        if needed is not None and sources:
            found.append((needed, sources[0], entry.fact))
    source, fact = next(iter(apart.items()))
    if not found:
        return source, fact, ", as often as it takes" if isinstance(scheme, Points) else ""
    needed, source, fact = min(found, key=lambda one: one[0])
    return source, fact, f", {needed} times" if needed > 1 else ""


def _standing(measure: Measure) -> str:
    return on(measure.on).removeprefix("whoever is ")


def related(regime: Regime, source: str, context: str) -> bool:
    """Whether data of one walk of life may count in another: the same one, or one declared to be related."""
    return source == context or context in (regime.related_contexts or {}).get(source, ())


def _from(sources: dict[str, str]) -> str:
    return together([f"{fact} ({context})" for context, fact in sources.items()])


@rule(
    "L10",
    "purpose",
    "data is used for what it was collected for, or for something related, and collecting it rests on a lawful basis",
    "Regulation (EU) 2016/679 art. 5(1)(a)-(b), 6(1), 6(4)",
)
def purpose(facts: Facts) -> Iterator[Outcome]:
    """Every feed that some scheme uses: its basis, and its purposes against the walks of life it counts in."""
    for name, feed in facts.regime.feeds.items():
        uses = _uses(facts, name) if watches(feed) else {}
        if uses:
            yield _basis(facts, name, feed)
            yield _purposes(facts, name, feed, uses)


def _uses(facts: Facts, feed: str) -> dict[str, str]:
    """The walks of life that the data of a feed counts in, each with a measure by which it does."""
    reached, fresh = set[str](), [name for name, _ in standing(facts.regime) if _prices(facts, name, feed)]
    while fresh:
        scheme = fresh.pop()
        if scheme not in reached:
            reached.add(scheme)
            fresh += [flow.to for flow in facts.regime.agreements.values() if flow.source == scheme]
    found = dict[str, str]()
    for name, measure in facts.regime.measures.items():
        context = measure_context(facts, measure)
        if measure.on.scheme in reached and has_effect(measure) and context:
            found.setdefault(context, name)
    return found


def _prices(facts: Facts, scheme: str, feed: str) -> bool:
    """Whether a scheme makes anything of what a feed sees."""
    seen = facts.regime.feeds[feed].sees
    return serves(facts.regime, feed, scheme) and any(one.fact in seen for one in entries(facts.regime, scheme))


def _basis(facts: Facts, name: str, feed: Feed) -> Outcome:
    where = ("feeds", name, "lawful basis")
    change = amendment(facts, "an authority collects data under a law", (where, "law"))
    if feed.lawful_basis is None:
        return Outcome("not declared", where, f"does not say what the collecting by `{name}` rests on",
                       "data without a basis may not be used at all", amendment=change)  # fmt: skip
    says = f"declares that the collecting by `{name}` rests on {feed.lawful_basis}"
    if feed.lawful_basis == "legitimate interest" and facts.regime.operator == "public":
        return Outcome("fail", where, says, "the operator is public, and authorities cannot rest their tasks on it",
                       amendment=change, also=(("operator",),))  # fmt: skip
    passed = _without_asking(facts, name) if feed.lawful_basis == "consent" else []
    if passed:
        why = f"`{passed[0]}` passes the data on without asking"
        asked = amendment(facts, "who gave data by consent is asked again", *((("agreements", one, "consent"), "with")
                                                                              for one in passed))  # fmt: skip
        also = tuple(("agreements", one) for one in passed)
        return Outcome("fail", where, says, why, _passed_on(facts, name, passed[0]), asked, also)
    return Outcome("pass", where, says)


def _without_asking(facts: Facts, feed: str) -> list[str]:
    agreed = facts.regime.agreements.items()
    return [name for name, flow in agreed if flow.source == feed and flow.consent == "without"]


def _passed_on(facts: Facts, feed: str, agreement: str) -> tuple[Happening, ...]:
    flow = facts.regime.agreements[agreement]
    return (
        Happening(0, f"consents to `{feed}`"),
        Happening(1, f"an act is seen, and `{agreement}` passes it to {flow.to} without asking"),
    )


def _purposes(facts: Facts, name: str, feed: Feed, uses: dict[str, str]) -> Outcome:
    where: Where = ("feeds", name, "collected for")
    told: Words = list(dict.fromkeys([*(feed.collected_for or ()), *uses]))
    because = "people are told these uses when the data is collected; a use that they are not told of has to go"
    change = amendment(facts, because, (where, told))
    if feed.collected_for is None:
        first, measure = next(iter(uses.items()))
        why = f"it ends up counting in {together(list(uses))}; in {first}, by `{measure}`"
        says = f"does not say what people gave the data of `{name}` for"
        return Outcome("not declared", where, says, why, amendment=change)
    beyond = [use for use in uses if not _covered(facts.regime, feed.collected_for, use)]
    says = f"declares that `{name}` collects for {together(list(feed.collected_for)) or 'nothing'}"
    if not beyond:
        return Outcome("pass", where, f"{says}, and uses it for {together(list(uses))}")
    why = f"the data ends up counting in {together(beyond)}"
    life = (
        Happening(0, f"`{name}` takes down an act"),
        Happening(1, f"`{uses[beyond[0]]}` turns on it, which belongs to {beyond[0]}"),
    )
    also = tuple(("measures", uses[one]) for one in beyond)
    return Outcome("fail", where, says, why, life, change, also)


def _covered(regime: Regime, purposes: Iterable[str], use: str) -> bool:
    return any(related(regime, one, use) for one in purposes)


@rule(
    "L10a",
    "passing on",
    "what one keeper has of people goes to another under a law, or with their consent, which some may withhold",
    "Regulation (EU) 2016/679 arts 5(1)(b), 6(1) and 6(4); Personal Information Protection Law (China) art. 23",
)
def passing_on(facts: Facts) -> Iterator[Outcome]:
    """Every agreement in force: the law that it rests on, else whether people are asked, and how many agree."""
    for name, flow in facts.regime.agreements.items():
        if flows(flow):
            yield _passing(facts, name, flow)


EVERYBODY = 100
"""per cent"""


def _passing(facts: Facts, name: str, flow: Agreement) -> Outcome:
    where: Where = ("agreements", name)
    law = flow.law or facts.regime.legal_basis
    what = f"that `{name}` passes {together(flow.passes)} of {flow.source} on to {flow.to}"
    if flow.consent == "with":
        if flow.consents is None:
            says = f"declares {what} with consent, and does not say how many agree"
            return Outcome("not declared", (*where, "who consent"), says, "a run passes on what is known of everybody")
        share = amount_text(flow.consents)
        if flow.consents.value >= EVERYBODY:
            says = f"declares {what} with the consent of those it is about, which {share} give"
            why = "consent that nobody withholds does not show that anybody may"
            return Outcome("not declared", (*where, "who consent"), says, why)
        return Outcome("pass", where, f"declares {what} with the consent of those it is about, which {share} give")
    if law is not None and law != ASSUMPTION:
        return Outcome("pass", where, f"declares {what} under {law}")
    asks = "without asking" if flow.consent == "without" else "and does not say whether people are asked"
    change = unpassed(facts, "not passed on unless there is a law or consent for it", name)
    given = _given(facts.regime, flow.source)
    if flow.consent == "without" and (given or law == ASSUMPTION):
        says = f"declares {what} {asks}" + ("" if law is None else ", and no law behind it but an assumption")
        why = f"{given}, and nobody asked them about {flow.to}" if given else "an assumption is no law"
        life = (
            Happening(0, given or f"{flow.source} knows of an act"),
            Happening(days_of(flow.arrives_after), f"{flow.to} has it, and nobody was asked"),
        )
        return Outcome("fail", (*where, "consent"), says, why, life, change, (where,))
    says = f"declares {what} {asks}" if flow.consent else f"declares {what}, {asks}"
    why = "it names no law for it, nor does the regime as a whole (`legal basis`)"
    return Outcome("not declared", (*where, "consent"), says, why, (), change)


def _given(regime: Regime, source: str) -> str:
    """How people gave the data of a source of their own will, in words; empty where they did not, or need not have."""
    scheme, feed = regime.schemes.get(source), regime.feeds.get(source)
    if isinstance(scheme, Points) and scheme.participation.mode == "opt-in":
        return f"people take part in {source} of their own will"
    return f"people gave their data to {source} by consent" if feed and feed.lawful_basis == "consent" else ""
