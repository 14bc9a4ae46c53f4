"""Feeds as tables: who notices what and how closely, errors, reports, and the schemes that their data reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.errors import UserError
from demerit.nations.draws import WORDS
from demerit.nations.groups import KINDS, adults, shares_of_groups
from demerit.nations.layout import Conduct, Nation, Stream
from demerit.regime.layout import Feed, Quantity, Regime
from demerit.tables.amounts import bits, days, share, threshold
from demerit.tables.from_agreements import acts_passed_on, scheme_bit
from demerit.tables.layout import HALF_MISFORTUNE_DAYS
from demerit.tables.names import Names

Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Watching:
    """How closely a feed watches: the share of acts noticed of those watched most, and of others how much of that."""

    most: float
    """share of acts, 0 to 1"""
    wanted: float
    """the same, before it was cut to 1: above 1 the mean over all people comes out below what the feed declares"""
    groups: Shares
    """by group: share of `most`'s acts that it notices"""
    places: Shares
    """by place, on top of the group"""

    directed: bool = False
    """whether the places' shares are those of watching that the record sends there"""

    @property
    def uneven(self) -> bool:
        """Whether some are watched more closely than others."""
        return self.directed or bool((self.groups < 1).any() or (self.places < 1).any())


def watching(regime: Regime, nation: Nation) -> dict[str, Watching]:
    """How closely each feed of a regime watches the people of a nation."""
    return {name: _watching(name, feed, nation) for name, feed in regime.feeds.items()}


def _watching(name: str, feed: Feed, nation: Nation) -> Watching:
    """The factors of `by`, scaled so that `detects` is the mean over adults, and over the people of all places."""
    detects = feed.detects.value / 100
    of_groups, of_places = np.ones(len(nation.groups)), np.ones(len(nation.places))
    if not feed.by:
        if not feed.directed:
            return Watching(detects, detects, of_groups, of_places)
        # all watching may come to go to the smallest place; elsewhere the same patrols are spread over more people
        of_places = 1 / people_by_place(nation)
        wanted = detects * float(of_places.max())
        return Watching(min(1.0, wanted), wanted, of_groups, of_places / of_places.max(), directed=True)
    for kind, table in feed.by.items():
        if kind == "place":
            of_places *= [_factor(table, place) for place in nation.places]
        elif kind in KINDS:
            of_groups *= [_factor(table, str(getattr(group, kind))) for group in nation.groups]
    grown = shares_of_groups(nation.people) * adults(nation.groups)
    means = (of_groups @ grown / grown.sum(), of_places @ people_by_place(nation))
    if min(means) <= 0:
        raise UserError(f"the feed `{name}` watches nobody", "factors in `by` above 0 for some people")
    highest = float(of_groups.max() * of_places.max() / (means[0] * means[1]))
    wanted = detects * highest
    return Watching(min(1.0, wanted), wanted, of_groups / of_groups.max(), of_places / of_places.max())


def _factor(table: Mapping[str, Quantity], name: str) -> float:
    return table[name].value if name in table else 1.0


def people_by_place(nation: Nation) -> Shares:
    """The share of the nation's people who live in each place."""
    ends = np.asarray(nation.people.place_below, np.float64)
    cells = np.diff(ends, prepend=0.0) / WORDS
    return np.asarray(cells.reshape(2, -1).sum(axis=0))


def cut_short(regime: Regime, nation: Nation) -> list[str]:
    """A sentence for every feed that would have to notice more than all acts of those whom it watches most."""
    return [
        f"the feed `{name}` would notice {100 * watched.wanted:.0f} % of what those do whom it watches most; "
        f"it notices all of it, and {regime.feeds[name].detects.value / watched.wanted:.3g} % of all acts"
        for name, watched in watching(regime, nation).items()
        if watched.wanted > 1
    ]


def detection(regime: Regime, conduct: str, watched: Mapping[str, Watching]) -> float:
    """Share of acts of a conduct that some feed of the regime notices of those whom it watches most."""
    unseen = 1.0
    for name, feed in regime.feeds.items():
        if conduct in feed.sees:
            unseen *= 1 - watched[name].most
    return 1 - unseen


def _observers(
    regime: Regime, conduct: Conduct, hidden: bool, watched: Mapping[str, Watching]
) -> list[tuple[int, int]]:
    """(feed, cumulative threshold within the strand) of the feeds that see a conduct, in file order.

    One word tells how noticeable an act is: the first feed takes its share of all acts, the next its share of the
    rest, and so on; the strand of noticeable acts is the part of the scale below `seen at most`.
    """
    reach = conduct.seen_at_most
    found, cumulated, unseen = [], 0.0, 1.0
    for number, (name, feed) in enumerate(regime.feeds.items()):
        if conduct.name not in feed.sees:
            continue
        cumulated += unseen * watched[name].most
        unseen *= 1 - watched[name].most
        within = (
            (cumulated - reach) / (1 - reach) if hidden and reach < 1 else min(cumulated, reach) / max(reach, 1e-30)
        )
        found.append((number, threshold(within)))
    return found


def feed_tables(regime: Regime, nation: Nation, names: Names) -> dict[str, object]:
    """Fields of Tables about feeds: who notices what, delays, errors, and where the data goes."""
    every = list(regime.feeds.values())
    watched = watching(regime, nation)
    from_, feeds, upto = [0], [], []
    for hidden in (False, True):
        for conduct in nation.conduct:
            for feed, until in _observers(regime, conduct, hidden, watched):
                feeds.append(feed)
                upto.append(until)
            from_.append(len(feeds))
    return {
        "feeds": len(every),
        "seen_from": from_,
        "seen_feed": feeds,
        "seen_upto": upto,
        "feed_most": [threshold(watched[name].most) for name in regime.feeds],
        "feed_delay": [days(f.arrives_after) for f in every],
        "feed_wrong": [share(f.wrong_person) for f in every],
        "feed_by_name": [int(f.joined_by == "name") for f in every],
        "feed_false": [_false_marks(f) for f in every],
        "feed_amount": [share(f.wrong_amount) for f in every],
        "feed_removes": [share(f.removes) for f in every],
        "feed_schemes": [
            bits(scheme_bit(names, name) for name in (*names.points, *names.lists) if _serves(feed, name))
            for feed in every
        ],
        **acts_passed_on(regime, names),
        **_followed(regime),
        **_uneven(list(watched.values())),
        **_report_tables(regime, nation),
        **_alleged_tables(regime, nation),
    }  # fmt: skip


def _serves(feed: Feed, scheme: str) -> bool:
    return feed.reaches is None or scheme in feed.reaches


def _followed(regime: Regime) -> dict[str, object]:
    """Whose finds direct a feed; where they are counted is known when the climate is laid out."""
    followed = {other: name for name, feed in regime.feeds.items() if feed.directed for other in feed.directed.by}
    return {
        "feed_follower": [
            list(regime.feeds).index(followed[name]) if name in followed else -1 for name in regime.feeds
        ],
        "feed_corrected": [int(bool(feed.directed and feed.directed.corrected)) for feed in regime.feeds.values()],
    }


def _uneven(every: list[Watching]) -> dict[str, object]:
    """Where feeds watch some more closely than others, the shares of what is noticed of them, by group and by place."""
    uneven = [watched for watched in every if watched.uneven]
    return {
        "feed_uneven": [uneven.index(watched) if watched.uneven else -1 for watched in every],
        "feed_group": [threshold(float(part)) for watched in uneven for part in watched.groups],
        "feed_place": [threshold(float(part)) for watched in uneven for part in watched.places],
    }


def _report_tables(regime: Regime, nation: Nation) -> dict[str, object]:
    """The conduct whose acts are reports to a feed, and the share of these that are false."""
    reports = {f.false_reports.source: at for at, f in enumerate(regime.feeds.values()) if f.false_reports}
    return {
        "report_feed": [reports.get(conduct.name, -1) for conduct in nation.conduct],
        "feed_reports": [
            next((c for c, conduct in enumerate(nation.conduct) if reporting(f) == conduct.name), -1)
            for f in regime.feeds.values()
        ],
        "report_false": [share(f.false_reports.share) if f.false_reports else 0 for f in regime.feeds.values()],
    }


def _false_marks(feed: Feed) -> int:
    """The share of misfortune candidates that are false marks of this feed."""
    return threshold(feed.false_marks.value / 365.25 * HALF_MISFORTUNE_DAYS / 2) if feed.false_marks else 0


def reporting(feed: Feed) -> str | None:
    """The conduct that makes a feed's reports."""
    return feed.false_reports.source if feed.false_reports else None


def _alleged_tables(regime: Regime, nation: Nation) -> dict[str, object]:
    """What the marks are about that feeds make of people who did nothing."""
    starts, alleged, upto = [0], [], []
    for source in regime.feeds.values():
        kinds, weights = _alleged(source, nation)
        alleged += kinds
        upto += [threshold(float(w)) for w in weights]
        starts.append(len(alleged))
    return {"misfortune_from": starts, "misfortune_conduct": alleged, "misfortune_upto": upto}


def _alleged(feed: Feed, nation: Nation) -> tuple[list[int], Shares]:
    """What a feed's marks are about, in the mean of the nation: conduct and cumulated shares."""
    kinds = [k for k, c in enumerate(nation.conduct) if c.name in feed.sees]
    streams: dict[str, Stream] = {s.name: s for s in nation.streams}
    rates = np.array(
        [
            nation.conduct[k].per_day.value
            * float((nation.conduct[k].weight * streams[nation.conduct[k].stream].active).mean())
            for k in kinds
        ]
    )
    total = rates.sum()
    return kinds, np.cumsum(rates) / (total if total > 0 else 1)
