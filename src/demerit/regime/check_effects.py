"""Laws of what follows: feeds that see, responses, measures and their effects, agreements."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan, prod

from demerit.errors import did_you_mean, listed
from demerit.regime.laws import Finding, Known, View, Where, news_of
from demerit.regime.layout import Agreement, List, Measure, On, Points, Response
from demerit.regime.quantities import plain

MOST_TIMES = 10


def feeds(view: View) -> Iterator[Finding]:
    """A feed names each conduct once."""
    for name, feed in view.regime.feeds.items():
        for number, conduct in enumerate(feed.sees):
            if conduct in feed.sees[:number]:
                where = ("feeds", name, "sees", str(number))
                yield Finding(where, f"`{conduct}` stands twice in this feed", "each conduct once")


def responses(view: View) -> Iterator[Finding]:
    """All responses together never raise a conduct above the rate at which the nation draws its candidates."""
    for name, response in view.regime.responses.items():
        if not response.of:
            where = ("responses", name, "of")
            yield Finding(where, "a response of no conduct", "names of conduct", "write `of: [name]`")
        if _by_place(response):
            continue  # the share listed is small, and a rate is held at the nation's ceiling
        if response.changes.value > MOST_TIMES:
            yield Finding(
                ("responses", name, "changes"),
                f"{plain(response.changes.value)} times is more than people change by what happens to themselves",
                f"a multiple from 0 to {MOST_TIMES} times; up to 1,000 times only for `place on` a list",
            )
            continue
        for conduct in response.of:
            yield from _ceiling(view, name, response, conduct)


def _by_place(response: Response) -> bool:
    return isinstance(response.on, On) and response.on.relation == "place"


def _ceiling(view: View, name: str, response: Response, conduct: str) -> Iterator[Finding]:
    known = view.known or Known("", (), ())
    ceiling = known.ceilings.get(conduct)
    mine = max(number for number in (0.0, response.changes.value, response.changes.high or 0.0) if not isnan(number))
    others = [
        other.changes.value
        for other_name, other in view.regime.responses.items()
        if other_name != name and conduct in other.of and other.changes.value > 1 and not _by_place(other)
    ]
    most = mine * prod(others)
    if ceiling is not None and mine > 1 and most > ceiling * (1 + 1e-9):
        yield Finding(
            ("responses", name, "changes"),
            f"{most:.6g} times is more than `{conduct}` can rise to"
            + (" (responses to the same conduct multiply)" if others else ""),
            f"at most {ceiling:g} times in the nation {known.nation}",
        )


def effects(view: View) -> Iterator[Finding]:
    """An effect is a bar, or something to pay, wait for or fill in."""
    for name, measure in view.regime.measures.items():
        yield from _effect(("measures", name, "effect"), measure)


def _effect(where: Where, measure: Measure) -> Iterator[Finding]:
    effect = measure.effect
    amounts = [part for part in (effect.yuan, effect.hours, effect.forms) if part is not None]
    if effect.bar and amounts:
        yield Finding(
            where,
            "who is barred has nothing to pay or fill in",
            "`bar` alone, or money, hours and forms",
            "take `bar` or the amounts away",
        )
    if not effect.bar and (not amounts or all(part.value == 0 for part in amounts)):
        yield Finding(
            where, "the effect is nothing", "`bar`, or money, hours or forms", "write `bar`, or `3 hours (...)`"
        )
    if effect.yuan and effect.yuan.unit == "yuan a winter" and measure.gate != "heating bill":
        yield Finding(
            where,
            f"`yuan a winter` does not fit the gate `{measure.gate}`",
            "`yuan` at each passage (a winter has one heating bill)",
            "write `yuan`",
        )


def agreements(view: View) -> Iterator[Finding]:
    """Data flows from lists to points schemes, never in a loop, and never twice."""
    flows = {name: (flow.source, flow.to) for name, flow in view.regime.agreements.items()}
    passed: set[tuple[str, str, str]] = set()
    for name, flow in view.regime.agreements.items():
        where = ("agreements", name)
        unknown = list(_unknown_ends(view, where, flow))
        yield from unknown
        if unknown or not flow.source or not flow.to:
            continue
        if _leads(flow.to, flow.source, set(flows.values())):
            yield Finding(
                where,
                f"`{flow.source}` and `{flow.to}` pass data to each other: a loop of agreements",
                "data that flows one way",
                "take one of the agreements away",
                at_key=True,
            )
            continue
        yield from _supported(view, where, flow)
        if not flow.passes:
            yield Finding((*where, "passes"), "the agreement passes nothing", "entry, performance or removal")
        for news in flow.passes:
            if (flow.source, flow.to, news) in passed:
                yield Finding((*where, "passes"), f"another agreement passes `{news}` already", "each news once")
            passed.add((flow.source, flow.to, news))


def _unknown_ends(view: View, where: Where, flow: Agreement) -> Iterator[Finding]:
    for word, name in (("from", flow.source), ("to", flow.to)):
        if name and name not in view.scheme_names():
            yield Finding(
                (*where, word),
                f"no scheme is called `{name}`",
                f"one of: {listed(view.scheme_names())}",
                did_you_mean(name, view.scheme_names()),
            )


def _leads(start: str, goal: str, flows: set[tuple[str, str]]) -> bool:
    """Whether data that arrives at `start` can reach `goal`."""
    reached, edge = {start}, {start}
    while edge:
        edge = {to for source, to in flows if source in edge} - reached
        reached |= edge
    return goal in reached


def _supported(view: View, where: Where, flow: Agreement) -> Iterator[Finding]:
    source, to = view.regime.schemes.get(flow.source), view.regime.schemes.get(flow.to)
    if isinstance(source, Points):
        yield Finding(
            (*where, "from"),
            f"an agreement that passes on a score, here `{flow.source}`, is not supported yet",
            "from a list to a points scheme",
        )
    if isinstance(to, List):
        yield Finding(
            (*where, "to"),
            f"an agreement that feeds a list, here `{flow.to}`, is not supported yet",
            "from a list to a points scheme",
        )
    if isinstance(to, Points) and not isinstance(source, Points):
        for news in flow.passes:
            item = f"{news} in {flow.source}"
            if item not in to.catalogue and not view.wrote("schemes", flow.to, "catalogue", item):
                yield Finding(
                    (*where, "passes"),
                    f"`{flow.to}` has no item `{item}`, so the news changes nothing",
                    "an item for each news",
                    f"add `{item}: -50 points (...)` to its catalogue",
                )


def news_items(view: View) -> Iterator[Finding]:
    """An item for news needs an agreement that passes the news."""
    flows = view.regime.agreements.values()
    passed = {(flow.source, flow.to, news) for flow in flows for news in flow.passes}
    unclear = any(name not in view.regime.schemes for flow in flows for name in (flow.source, flow.to))
    for name, scheme in view.points().items():
        for item in scheme.catalogue:
            news, source = news_of(item) or ("", "")
            where = ("schemes", name, "catalogue", item)
            if source and source not in view.scheme_names():
                yield Finding(
                    where,
                    f"no scheme is called `{source}`",
                    f"one of: {listed(view.scheme_names())}",
                    did_you_mean(source, view.scheme_names()),
                    at_key=True,
                )
            elif source and (source, name, news) not in passed and not unclear:
                yield Finding(
                    where,
                    f"no agreement passes `{news}` from `{source}` to `{name}`",
                    "an agreement",
                    f"add to `agreements`: {{from: {source}, to: {name}, passes: [{news}]}}",
                    at_key=True,
                )
