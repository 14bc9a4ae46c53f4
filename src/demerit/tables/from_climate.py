"""What the climate of a tick holds, and where: marks gone astray, waiting times, cut-offs, shares listed, reports."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.nations.layout import Nation
from demerit.regime.layout import On, Regime
from demerit.tables.layout import A_FIND
from demerit.tables.names import Names, list_schemes, points_schemes


def by_place(phases: Sequence[Regime]) -> set[str]:
    """Lists to whose share of their place people respond in some phase."""
    ons = [response.on for regime in phases for response in regime.responses.values()]
    return {on.scheme for on in ons if isinstance(on, On) and on.relation == "place"}


def directed_feeds(phases: Sequence[Regime]) -> list[str]:
    """Feeds that the record directs from the first day on."""
    return [name for name, feed in phases[0].feeds.items() if feed.directed]


def climate_tables(phases: Sequence[Regime], nation: Nation, names: Names) -> dict[str, object]:
    """Fields of Tables about the climate's array, which is laid out the same in every phase."""
    places = len(nation.places)
    queues = sum(s.decides is not None for s in list_schemes(phases[0]).values())
    regrades = any(s.regraded for regime in phases for s in points_schemes(regime).values())
    bands = sum(map(len, names.bands)) if regrades else 0
    by = by_place(phases)
    shared = [name for name in names.lists if name in by]
    cut_offs = len(names.feeds) + queues * places
    listed = cut_offs + bands
    end = listed + len(shared) * places
    directed = directed_feeds(phases)
    reported = any(feed.false_reports for regime in phases for feed in regime.feeds.values())
    sent = end + reported * len(names.feeds)
    first = {name: feed.directed for name, feed in phases[0].feeds.items() if feed.directed}
    return {
        "places": places,
        "shared": len(shared),
        "regrades": bands,
        "list_shared": [listed + shared.index(n) * places if n in shared else -1 for n in names.lists],
        "climate_bands": cut_offs,
        "climate_reports": end if reported else -1,
        "climate_directed": sent,
        "directed": len(directed),
        "feed_directed": [sent + directed.index(n) * places if n in directed else -1 for n in names.feeds],
        "directed_from": [
            round(first[name].starts_with[place].value * A_FIND) for name in directed for place in nation.places
        ],
        "climate_width": max(1, sent + len(directed) * places),
    }
