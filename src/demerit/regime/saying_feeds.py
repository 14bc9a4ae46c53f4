"""Feeds in plain sentences: who watches whom, how closely, and with which errors."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.regime.layout import Feed, Regime
from demerit.regime.quantities import plain
from demerit.regime.saying import amount, silence, source, together


def feeds(regime: Regime) -> list[str]:
    """Every feed, from what it sees to what it leaves open."""
    if not regime.feeds:
        return ["There are no feeds: nobody is watched and nothing is ever recorded."]
    return [line for name, feed in regime.feeds.items() for line in _feed(name, feed)]


def reaching(regime: Regime, scheme: str) -> set[str]:
    """Conduct that some feed brings to a scheme, itself or by agreement."""
    given = {flow.source for flow in regime.agreements.values() if flow.to == scheme}
    return {
        conduct
        for name, feed in regime.feeds.items()
        if feed.reaches is None or scheme in feed.reaches or name in given
        for conduct in feed.sees
    }


def _feed(name: str, feed: Feed) -> list[str]:
    said = [
        (
            f"The feed “{name}”, run by {feed.holder} ({feed.context}), sees {together(feed.sees)} and notices "
            f"{amount(feed.detects)} of the acts."
        ),
        *_closeness(feed),
        *_direction(feed),
    ]
    gaps = []
    if feed.removes:
        said.append(f"Of the acts that it notices, {amount(feed.removes)} are taken down.")
    if feed.arrives_after:
        said.append(f"A record arrives after {amount(feed.arrives_after)}.")
    else:
        gaps.append("how long a record takes to arrive")
    if feed.joined_by:
        said.append(f"People are joined to their records by {feed.joined_by}.")
    else:
        gaps.append("how people are joined to their records")
    if feed.wrong_person:
        said.append(f"Of its records, {amount(feed.wrong_person)} fall on somebody else.")
    else:
        gaps.append("how many records fall on somebody else")
    if feed.false_marks:
        marks = f"{plain(feed.false_marks.value)} records a year{source(feed.false_marks)}"
        said.append(f"A person gets {marks} of acts that nobody did.")
    else:
        gaps.append("how many records are of acts that nobody did")
    said += _other_errors(feed)
    if feed.reaches is not None:
        whom = f"{together(feed.reaches)} and no other scheme" if feed.reaches else "no scheme"
        said.append(f"It serves {whom} itself; what others get of it, they get by agreement.")
    return [*said, *silence([f"{name}, {gap}" for gap in gaps])]


def _closeness(feed: Feed) -> Iterator[str]:
    """By what some are watched more closely than others."""
    parts = [
        f"{amount(times)} as closely where {trait} is {f'in fifth {value} of 5' if trait == 'income' else value}"
        for trait, factors in (feed.by or {}).items()
        for value, times in factors.items()
    ]
    if parts:
        yield f"That share is the mean over everybody; beside others, people are watched {together(parts)}."


def _direction(feed: Feed) -> Iterator[str]:
    """Where the record sends it."""
    if feed.directed:
        starts = together([f"{amount(finds)} in {place}" for place, finds in feed.directed.starts_with.items()])
        yield (
            "It goes where the record says: each place is watched by its share of all that "
            f"{together(feed.directed.by)} found there, which starts with {starts}."
        )
        if feed.directed.corrected:
            yield "A find of its own counts the less, the more its place was watched."


def _other_errors(feed: Feed) -> Iterator[str]:
    if feed.wrong_amount:
        yield f"Of its records, {amount(feed.wrong_amount)} are entered with a zero too many."
    if feed.false_reports:
        reports = feed.false_reports
        yield (
            f"People report each other to it: every act of {reports.source} is a report, and of these "
            f"{amount(reports.share)} are false and become records of somebody who did nothing."
        )
