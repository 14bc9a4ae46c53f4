"""Copies that outlive what they were made from: entries and records that agreements have passed on."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import Words
from demerit.audit.graph import (
    arrival,
    at_most,
    conduct_of,
    days_of,
    in_days,
    is_burden,
    lapses,
    longest_days,
    some,
)
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.remedies import sets
from demerit.regime.laws import fact_of, news
from demerit.regime.layout import Agreement, List, Points, Regime

_LAPSE = "1 year (assumption)"
_YEAR = 365


def outliving(facts: Facts, name: str, flow: Agreement) -> Iterator[Outcome]:
    """The part of test F04 on copies: one lives no longer than what it was made from (cf. C-26/22, SCHUFA)."""
    to = facts.regime.schemes[flow.to]
    source = facts.regime.schemes.get(flow.source)
    if isinstance(source, List) and isinstance(to, Points) and "entry" in flow.passes:
        item = next(
            (one for one, it in to.catalogue.items() if fact_of(one, it) == news("entry", flow.source, True)), None
        )
        if item is not None and is_burden(to.catalogue[item]):
            yield _entry_copy(facts, name, flow, source, item)
    elif flow.source in facts.regime.feeds and isinstance(to, Points):
        yield from _record_copy(facts, name, flow, to)


def _entry_copy(facts: Facts, name: str, flow: Agreement, source: List, item: str) -> Outcome:
    """An entry that another scheme prices: it should go when the entry does."""
    to = facts.regime.schemes[flow.to]
    assert isinstance(to, Points)
    mark, where = to.catalogue[item], ("agreements", name)
    lasts = longest_days(mark.expires_after) + days_of(flow.arrives_after)
    fixed = [term.length for term in source.term.values() if term.length is not None]
    soonest = min((longest_days(length) for length in fixed), default=0) if not source.exits and fixed else 0
    also = (("schemes", flow.to, "catalogue", item),)
    if not lapses(to, mark):
        says = f"passes entries of {flow.source} on to {flow.to}, and does not say how long `{item}` counts there"
        change = _give_way(facts, name, flow, item, {(*also[0], "expires after"): _LAPSE})
        return Outcome("not declared", where, says, "a run lets the copy stay for good", amendment=change, also=also)
    if _taken_back(facts.regime, flow, to, item):
        return Outcome(
            "pass", where, f"declares that the copy in {flow.to} gives way when the entry is removed", also=also
        )
    if mark.expires_after is not None and lasts <= soonest:
        says = f"declares that the copy in {flow.to} lapses after {in_days(lasts)}, before the entry does"
        return Outcome("pass", where, says, also=also)
    how_long = f"for {at_most(mark.expires_after)}" if mark.expires_after else "until enough points are given back"
    left = _left_by_performance(facts.regime, flow, to, item)
    says = f"declares that an entry of {flow.source} counts {how_long} in {flow.to}"
    says += f", and `{left}` after performance" if left else ", whatever becomes of the entry"
    why = "the copy outlives its source: no news that the entry has ended takes it back"
    life = _outlived(facts.regime, flow, source, item, left)
    return Outcome("fail", where, says, why, life, _give_way(facts, name, flow, item, {}), also)


def _give_way(facts: Facts, name: str, flow: Agreement, item: str, changes: dict[Where, Words]) -> Amendment:
    """News of the removal takes the place of the copy, and what performance leaves of it costs nothing."""
    to = facts.regime.schemes[flow.to]
    fact = news("removal", flow.source, True)
    takes_back: Words = {"points": "1 point (assumption)", "replaces": item, "expires after": "1 day (assumption)"}
    changes[("schemes", flow.to, "catalogue", fact)] = takes_back
    left = _left_by_performance(facts.regime, flow, to, item) if isinstance(to, Points) else None
    if left:
        changes[("schemes", flow.to, "catalogue", left, "points")] = "1 point (assumption)"
    if "removal" not in _passed(facts.regime, flow):
        changes[("agreements", name, "passes")] = [*flow.passes, "removal"]
    because = "news that the entry has ended takes the place of the copy (an item is worth something, so a point)"
    return sets(facts, because, changes)


def _passed(regime: Regime, flow: Agreement) -> set[str]:
    """All news that goes the way of an agreement, by it or by another one."""
    beside = (one for one in regime.agreements.values() if (one.source, one.to) == (flow.source, flow.to))
    return {word for one in beside for word in one.passes}


def _replacing(regime: Regime, flow: Agreement, to: Points, item: str, word: str) -> str | None:
    """The item by which some news of the source takes the place of a copy."""
    fact = news(word, flow.source, True)
    found = (one for one, mark in to.catalogue.items() if mark.replaces == item and fact_of(one, mark) == fact)
    return next(found, None) if word in _passed(regime, flow) else None


def _left_by_performance(regime: Regime, flow: Agreement, to: Points, item: str) -> str | None:
    """The item, itself a burden, that stands in the place of a copy after performance."""
    left = _replacing(regime, flow, to, item, "performance")
    return left if left is not None and is_burden(to.catalogue[left]) else None


def _taken_back(regime: Regime, flow: Agreement, to: Points, item: str) -> bool:
    """Whether news that the entry was removed takes the place of the copy, and nothing that costs is left."""
    by = _replacing(regime, flow, to, item, "removal")
    return by is not None and not is_burden(to.catalogue[by]) and not _left_by_performance(regime, flow, to, item)


def _outlived(regime: Regime, flow: Agreement, source: List, item: str, left: str | None) -> tuple[Happening, ...]:
    to = regime.schemes[flow.to]
    ground, conduct = next(conduct_of(regime, flow.source))
    entry = arrival(regime, flow.source, conduct)
    copied = entry + days_of(flow.arrives_after)
    way = source.exits.get("performance") or next(iter(source.exits.values()), None)
    length = next((term.length for term in source.term.values() if term.length is not None), None)
    gone = copied + 1 + days_of(way.within) if way else max(copied, entry + days_of(length))
    marks = to.catalogue if isinstance(to, Points) else {}
    lasts = days_of(marks[left or item].expires_after)
    until = (gone if left else copied) + lasts
    told = f"`{left}` takes the place of the copy in {flow.to}" if left else f"nothing takes the copy in {flow.to} back"
    last = Happening(gone + _YEAR, f"`{left or item}` still counts")
    if lasts and until > gone:
        last = Happening(until, f"only now `{left or item}` lapses, {in_days(until - gone)} after the entry ended")
    return (
        Happening(0, conduct),
        Happening(entry, f"is entered in {flow.source} for `{ground}`"),
        Happening(copied, f"`{item}` is marked in {flow.to}"),
        Happening(gone, f"is let off the list {flow.source}; {told}"),
        last,
    )


def _record_copy(facts: Facts, name: str, flow: Agreement, to: Points) -> Iterator[Outcome]:
    """What a feed passes on by agreement, where it says how long it keeps its own records."""
    feed = facts.regime.feeds[flow.source]
    kept = longest_days(feed.kept_for)
    copies = [one for one, item in to.catalogue.items() if is_burden(item) and fact_of(one, item) in feed.sees]
    if feed.kept_for is None or not copies:
        return
    after = days_of(flow.arrives_after)
    late = [one for one in copies if longest_days(to.catalogue[one].expires_after) + after > kept]
    where, also = ("agreements", name), (("feeds", flow.source, "kept for"),)
    silent = [one for one in copies if not lapses(to, to.catalogue[one])]
    for state, names in (("not declared", silent), ("fail", late)):
        if not names:
            continue
        new = f"{max(kept - after, 1)} days (assumption)"
        changes: dict[Where, Words] = {("schemes", flow.to, "catalogue", one, "expires after"): new for one in names}
        change = sets(facts, f"a copy lapses when {flow.source} erases the record", changes)
        if state == "not declared":
            says = f"does not say how long {some(names)} count in {flow.to}; {flow.source} erases after {in_days(kept)}"
            yield Outcome("not declared", where, says, "a run lets the copies stay for good", (), change, also)
        else:
            until = after + longest_days(to.catalogue[names[0]].expires_after)
            says = f"declares that {some(names)} count in {flow.to} for longer than {flow.source} keeps the record"
            life = (
                Happening(0, names[0]),
                Happening(after, f"{flow.to} has the copy"),
                Happening(kept, f"{flow.source} erases its record"),
                Happening(until, f"only now the copy in {flow.to} lapses"),
            )
            yield Outcome(
                "fail", where, says, f"the copy outlives its source by {in_days(until - kept)}", life, change, also
            )
    if not late and not silent:
        yield Outcome("pass", where, f"declares that copies in {flow.to} lapse before {flow.source} erases the record")
