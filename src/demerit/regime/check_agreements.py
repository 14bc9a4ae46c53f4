"""Laws of agreements: data flows one way, somebody prices it, and what is priced is passed on."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import did_you_mean, listed
from demerit.regime.laws import ACTS, CORRECTION, NEWS_OF_LISTS, Finding, View, Where, fact_of, news, news_of
from demerit.regime.layout import Agreement, Feed, List, Points


def agreements(view: View) -> Iterator[Finding]:
    """Data flows one way, never in a loop, never twice, and changes something where it arrives."""
    flows = {name: (flow.source, flow.to) for name, flow in view.regime.agreements.items()}
    passed: set[tuple[str, str, str]] = set()
    for name, flow in view.regime.agreements.items():
        where = ("agreements", name)
        unknown = list(_unknown_ends(view, where, flow))
        yield from unknown
        if unknown or not flow.source or not flow.to:
            continue
        if flow.source not in view.regime.feeds and _leads(flow.to, flow.source, set(flows.values())):
            yield Finding(
                where,
                f"`{flow.source}` and `{flow.to}` pass data to each other: a loop of agreements",
                "data that flows one way",
                "take one of the agreements away",
                at_key=True,
            )
            continue
        yield from _fits(view, where, flow)
        for one in flow.passes:
            if (flow.source, flow.to, one) in passed:
                yield Finding((*where, "passes"), f"another agreement passes `{one}` already", "each news once")
            passed.add((flow.source, flow.to, one))


def _unknown_ends(view: View, where: Where, flow: Agreement) -> Iterator[Finding]:
    schemes, feeds = view.scheme_names(), list(view.regime.feeds)
    if flow.source and flow.source not in schemes and not _a_feed(view, flow.source):
        yield Finding(
            (*where, "from"),
            f"no scheme or feed is called `{flow.source}`",
            f"one of: {listed([*schemes, *feeds])}",
            did_you_mean(flow.source, [*schemes, *feeds]),
        )
    if flow.source in schemes and _a_feed(view, flow.source):
        yield Finding(
            (*where, "from"), f"a scheme and a feed are called `{flow.source}`", "one of them", "give one another name"
        )
    if flow.to and flow.to not in schemes:
        yield Finding(
            (*where, "to"),
            f"no scheme is called `{flow.to}`",
            f"one of: {listed(schemes)}",
            did_you_mean(flow.to, schemes),
        )


def _a_feed(view: View, name: str) -> bool:
    return name in view.regime.feeds or view.wrote("feeds", name)


def _leads(start: str, goal: str, flows: set[tuple[str, str]]) -> bool:
    """Whether data that arrives at `start` can reach `goal`."""
    reached, edge = {start}, {start}
    while edge:
        edge = {to for source, to in flows if source in edge} - reached
        reached |= edge
    return goal in reached


def _fits(view: View, where: Where, flow: Agreement) -> Iterator[Finding]:
    """What this source can pass on to this scheme."""
    source = view.regime.feeds.get(flow.source) or view.regime.schemes.get(flow.source)
    to = view.regime.schemes.get(flow.to)
    if flow.consents is not None and flow.consent != "with":
        yield Finding(
            (*where, "who consent"),
            "nobody consents who is not asked",
            "`who consent` beside `consent: with`",
            "write `consent: with`, or take `who consent` away",
            at_key=True,
        )
    if source is None or to is None:
        return
    words = _passable(source)
    if not flow.passes:
        yield Finding((*where, "passes"), "the agreement passes nothing", f"one or more of: {listed(words)}")
    for number, word in enumerate(flow.passes):
        if word and word not in words:
            yield Finding(
                (*where, "passes", str(number)),
                f"`{flow.source}` cannot pass on `{word}`",
                f"one of: {listed(words)}",
                did_you_mean(word, words),
            )
    if isinstance(source, Feed):
        yield from _of_feed(where, flow, source, to)
    elif isinstance(to, List):
        yield Finding(
            (*where, "to"),
            f"an agreement that feeds a list, here `{flow.to}`, is not supported yet",
            "from a list or a score to a points scheme, or from a feed",
        )
    else:
        yield from _priced(view, where, flow, to)


def _passable(source: Feed | Points | List) -> list[str]:
    """Everything that this source can pass on."""
    if isinstance(source, Feed):
        return [ACTS]
    return list(source.bands) if isinstance(source, Points) else [*NEWS_OF_LISTS, CORRECTION]


def _of_feed(where: Where, flow: Agreement, feed: Feed, to: Points | List) -> Iterator[Finding]:
    if feed.reaches is None or flow.to in feed.reaches:
        others = [] if feed.reaches is None else [name for name in feed.reaches if name != flow.to]
        yield Finding(
            (*where, "from"),
            f"`{flow.source}` serves `{flow.to}` itself already",
            "an agreement with a feed that does not",
            f"write in the feed `reaches: [{', '.join(others)}]`",
        )
    priced = (
        {fact_of(name, item) for name, item in to.catalogue.items()}
        if isinstance(to, Points)
        else {ground.conduct for ground in to.grounds.values()}
    )
    if feed.sees and not priced & set(feed.sees):
        verb = "prices" if isinstance(to, Points) else "lists anybody for"
        yield Finding(
            (*where, "to"),
            f"`{flow.to}` {verb} nothing that `{flow.source}` sees, so the data changes nothing",
            f"an item or a ground for one of: {listed(feed.sees)}",
        )


def _priced(view: View, where: Where, flow: Agreement, to: Points) -> Iterator[Finding]:
    """News needs an item; a correction takes back what the entry did, so that the entry has to be passed on as well."""
    source = view.regime.schemes[flow.source]
    passable, of_list = _passable(source), isinstance(source, List)
    facts = {fact_of(name, item) for name, item in to.catalogue.items()}
    for word in flow.passes:
        item = news(word, flow.source, of_list)
        if of_list and word == CORRECTION:
            flows = [other for other in view.regime.agreements.values() if other.source == flow.source]
            if not any("entry" in other.passes and other.to == flow.to for other in flows):
                yield Finding(
                    (*where, "passes"),
                    "a correction takes back an entry, and no entry is passed on",
                    "`entry` beside `correction`",
                    "write `passes: [entry, correction]`",
                )
        elif word in passable and item not in facts and not view.wrote("schemes", flow.to, "catalogue", item):
            yield Finding(
                (*where, "passes"),
                f"`{flow.to}` has no item `{item}`, so the news changes nothing",
                "an item for each news",
                f"add `{item}: -50 points (...)` to its catalogue",
            )


def news_items(view: View) -> Iterator[Finding]:
    """An item for news needs an agreement that passes the news."""
    flows = view.regime.agreements.values()
    passed = {(flow.source, flow.to, word) for flow in flows for word in flow.passes}
    known = view.regime.schemes
    unclear = any(
        flow.to not in known or (flow.source not in known and not _a_feed(view, flow.source)) for flow in flows
    )
    for name, scheme in view.points().items():
        for item_name, item in scheme.catalogue.items():
            word, source = news_of(fact_of(item_name, item)) or ("", "")
            where = ("schemes", name, "catalogue", item_name, *["for"] * bool(item.what))
            at_key = item.what is None
            if word == CORRECTION:
                yield Finding(
                    where,
                    "a correction is not priced: it takes back what the entry did",
                    f"an item `entry in {source}`, and an agreement that passes `correction`",
                    "take the item away",
                    at_key,
                )
            elif source and source not in view.scheme_names():
                yield Finding(
                    where,
                    f"no scheme is called `{source}`",
                    f"one of: {listed(view.scheme_names())}",
                    did_you_mean(source, view.scheme_names()),
                    at_key,
                )
            elif source and (source, name, word) not in passed and not unclear:
                yield from _not_passed(view, where, at_key, (word, source, name))


def _not_passed(view: View, where: Where, at_key: bool, flow: tuple[str, str, str]) -> Iterator[Finding]:
    word, source, to = flow
    scheme = view.regime.schemes.get(source)
    words = _passable(scheme) if scheme else [word]
    if word not in words:
        yield Finding(
            where, f"`{source}` cannot pass on `{word}`", f"one of: {listed(words)}", did_you_mean(word, words), at_key
        )
        return
    yield Finding(
        where,
        f"no agreement passes `{word}` from `{source}` to `{to}`",
        "an agreement",
        f"add to `agreements`: {{from: {source}, to: {to}, passes: [{word}]}}",
        at_key,
    )
