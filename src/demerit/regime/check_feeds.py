"""Laws of feeds: what they see and of whom, whom they serve, and errors that stay under what a run draws."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import did_you_mean, listed
from demerit.regime.laws import Finding, Known, View, Where
from demerit.regime.layout import Feed

WATCHED_BY = ("age", "sex", "residence", "income", "place")
"""by what some people may be watched more closely than others"""

MISFORTUNES_A_YEAR = 0.5
"""per person: the bounding rate of marks for what somebody else did, or nobody"""


def feeds(view: View) -> Iterator[Finding]:
    """A feed names each conduct once."""
    for name, feed in view.regime.feeds.items():
        for number, conduct in enumerate(feed.sees):
            if conduct in feed.sees[:number]:
                where = ("feeds", name, "sees", str(number))
                yield Finding(where, f"`{conduct}` stands twice in this feed", "each conduct once")


def uneven(view: View) -> Iterator[Finding]:
    """Some are watched more closely by what a nation tells people apart by."""
    groups = view.known.groups if view.known else {}
    for name, feed in view.regime.feeds.items():
        for trait, factors in (feed.by or {}).items():
            where = ("feeds", name, "by", trait)
            if trait not in WATCHED_BY:
                yield Finding(
                    where,
                    f"people are not told apart by `{trait}`",
                    f"one of: {listed(WATCHED_BY)}",
                    did_you_mean(trait, WATCHED_BY),
                    at_key=True,
                )
                continue
            for value in factors if trait in groups else ():
                if value not in groups[trait]:
                    yield Finding(
                        (*where, value),
                        f"no people are `{value}` by {trait}",
                        f"one of: {listed(groups[trait])}",
                        did_you_mean(value, groups[trait]),
                        at_key=True,
                    )


def directions(view: View) -> Iterator[Finding]:
    """Feeds that the record directs: by feeds of the regime, each counted once, with a start in every place."""
    counted: dict[str, str] = {}
    for name, feed in view.regime.feeds.items():
        if feed.directed is None:
            continue
        where = ("feeds", name, "directed")
        if feed.by:
            yield Finding(where, f"`{name}` has both `by` and `directed`", "one of them", at_key=True)
        for number, other in enumerate(feed.directed.by):
            if other not in view.regime.feeds:
                near = did_you_mean(other, list(view.regime.feeds))
                yield Finding((*where, "by", str(number)), f"no feed is called `{other}`", None, near)
            elif counted.setdefault(other, name) != name:
                yield Finding(where, f"what `{other}` finds directs `{counted[other]}` already", "one of them")
        places = list(view.known.places or ()) if view.known else list(feed.directed.starts_with)
        for place in feed.directed.starts_with:
            if place not in places:
                near, at = did_you_mean(place, places), (*where, "starts with", place)
                yield Finding(at, f"no place is called `{place}`", f"one of: {listed(places)}", near, at_key=True)
        missing = [place for place in places if place not in feed.directed.starts_with]
        if missing:
            yield Finding((*where, "starts with"), f"{listed(missing)} starts with nothing, and is never watched",
                          "a number of marks for every place")  # fmt: skip


def served(view: View) -> Iterator[Finding]:
    """A feed serves schemes of the regime."""
    for name, feed in view.regime.feeds.items():
        for number, scheme in enumerate(feed.reaches or ()):
            where = ("feeds", name, "reaches", str(number))
            if scheme and scheme not in view.scheme_names():
                yield Finding(
                    where,
                    f"no scheme is called `{scheme}`",
                    f"one of: {listed(view.scheme_names())}",
                    did_you_mean(scheme, view.scheme_names()),
                )
            elif scheme in (feed.reaches or ())[:number]:
                yield Finding(where, f"`{scheme}` stands twice", "each scheme once")


def reports(view: View) -> Iterator[Finding]:
    """False reports allege something, another conduct that the feed sees; and a conduct reports to one feed."""
    first: dict[str, str] = {}
    for name, feed in view.regime.feeds.items():
        reports = feed.false_reports
        if reports and reports.source and not set(feed.sees) - {reports.source}:
            yield Finding(
                ("feeds", name, "false reports"),
                f"`{name}` sees nothing that a false report could be about",
                f"conduct other than `{reports.source}` in `sees`",
                at_key=True,
            )
        if reports and reports.source and first.setdefault(reports.source, name) != name:
            yield Finding(
                ("feeds", name, "false reports", "from"),
                f"`{reports.source}` already makes the reports to `{first[reports.source]}`",
                "one feed for the reports of one conduct",
            )


def misfortunes(view: View) -> Iterator[Finding]:
    """Nobody, not even with the commonest name, gets more marks of others than a run draws candidates for."""
    known = view.known
    if known is None or not known.acts_a_year:
        return
    strays = {name: _astray(view, known, feed) for name, feed in view.regime.feeds.items()}
    others = sum(feed.false_marks.value for feed in view.regime.feeds.values() if feed.false_marks)
    others += sum(
        known.acts_a_year.get(feed.false_reports.source, 0.0) * feed.false_reports.share.value / 100
        for feed in view.regime.feeds.values()
        if feed.false_reports
    )
    total = sum(strays.values()) + others
    if total <= MISFORTUNES_A_YEAR or not any(strays.values()):
        return
    worst = max(strays, key=lambda name: strays[name])
    feed = view.regime.feeds[worst]
    where: Where = ("feeds", worst, "wrong person")
    if feed.joined_by == "name":
        yield Finding(
            where,
            f"whoever has the commonest name, {known.commonest_name:.3g} times as common as the mean, would get "
            f"{total:.2g} marks a year for what others did or nobody",
            f"at most {MISFORTUNES_A_YEAR} a year, over all feeds",
            "write a smaller share, or `joined by: identity number`",
        )
    else:
        message = f"everybody would get {total:.2g} marks a year for what others did or nobody"
        yield Finding(where, message, f"at most {MISFORTUNES_A_YEAR} a year, over all feeds", "write a smaller share")


def _astray(view: View, known: Known, feed: Feed) -> float:
    """Marks a year that reach a person by this feed and were meant for others, for the commonest name."""
    if feed.wrong_person is None:
        return 0.0
    noticed = 0.0
    for conduct in feed.sees:
        share = feed.detects.value / 100
        for other in view.regime.feeds.values():
            if other is feed:
                break
            share *= 1 - other.detects.value / 100 if conduct in other.sees else 1.0
        noticed += known.acts_a_year.get(conduct, 0.0) * share
    times = known.commonest_name if feed.joined_by == "name" else 1.0
    return noticed * feed.wrong_person.value / 100 * times
