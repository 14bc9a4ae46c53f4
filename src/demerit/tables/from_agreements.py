"""Agreements as tables: the news that lists and scores pass on, and the acts that feeds pass on."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.regime.layout import Agreement, List, Points, Regime
from demerit.tables.amounts import bits, days, share, starts
from demerit.tables.layout import FIRST_LIST_BIT
from demerit.tables.luck import luck_of_name
from demerit.tables.names import NEWS, Names


@dataclass(frozen=True)
class News:
    """One kind of news of a scheme, with the agreements that pass it on."""

    source: str
    what: str
    """entry, performance, removal or correction of a list; the name of a score's band"""
    fact: str
    """what a catalogue calls it: `entry in debtors`, `in excellent of sesame`"""
    flows: tuple[tuple[str, Agreement], ...]

    @property
    def reaches(self) -> frozenset[str]:
        """The schemes that get it."""
        return frozenset(flow.to for _, flow in self.flows)


def news_of(regime: Regime) -> list[News]:
    """All news of a regime, in the order of its agreements."""
    flows: dict[tuple[str, str], list[tuple[str, Agreement]]] = {}
    for name, flow in regime.agreements.items():
        if flow.source in regime.schemes:
            for what in flow.passes:
                flows.setdefault((flow.source, what), []).append((name, flow))
    return [News(source, what, _fact(regime, source, what), tuple(by)) for (source, what), by in flows.items()]


def _fact(regime: Regime, source: str, what: str) -> str:
    if isinstance(regime.schemes[source], Points):
        return f"in {what} of {source}"
    return f"{what} in {source}"


def scheme_bit(names: Names, scheme: str) -> int:
    """Which bit of a field of schemes is this scheme's: points schemes come first, lists from FIRST_LIST_BIT on."""
    if scheme in names.points:
        return names.points.index(scheme)
    return FIRST_LIST_BIT + names.lists.index(scheme)


def news_tables(regime: Regime, names: Names) -> dict[str, object]:
    """Fields of Tables about news, whose facts are numbered after the nation's conduct.

    Where several agreements pass on the same news they say the same of delay and consent (see check_phases.py).
    """
    every = news_of(regime)
    first = [one.flows[0] for one in every]
    index = {(one.source, one.what): len(names.conduct) + at for at, one in enumerate(every)}
    bands = [(scheme, band) for scheme, its in zip(names.points, names.bands, strict=True) for band in its]
    return {
        **{f"news_{what}": [index.get((name, what), -1) for name in names.lists] for what in NEWS},
        "scheme_tells": [
            int(any((name, band) in index for band in its)) for name, its in zip(names.points, names.bands, strict=True)
        ],
        "band_news": [index.get(one, -1) for one in bands],
        "news_delay": [days(flow.arrives_after) for _, flow in first],
        "news_consent": [share(flow.consents, 1.0) for _, flow in first],
        "news_luck": [luck_of_name(name) for name, _ in first],
    }


def acts_passed_on(regime: Regime, names: Names) -> dict[str, object]:
    """Fields of Tables about the agreements that pass the acts of a feed on to schemes that it does not serve."""
    of_feed = [[(n, a) for n, a in regime.agreements.items() if a.source == feed] for feed in names.feeds]
    flows = [flow for its in of_feed for flow in its]
    return {
        "feed_share_from": starts(len(its) for its in of_feed),
        "share_delay": [days(flow.arrives_after) for _, flow in flows],
        "share_consent": [share(flow.consents, 1.0) for _, flow in flows],
        "share_luck": [luck_of_name(name) for name, _ in flows],
        "share_schemes": [bits([scheme_bit(names, flow.to)]) for _, flow in flows],
    }


def corrected_lists(regime: Regime) -> dict[str, frozenset[str]]:
    """The lists whose corrections are passed on, and the schemes that take their copies back for it."""
    return {
        one.source: one.reaches
        for one in news_of(regime)
        if one.what == "correction" and isinstance(regime.schemes[one.source], List)
    }
