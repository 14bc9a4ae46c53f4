"""Copies: what is corrected in one place is corrected wherever it went, and no mark falls on a namesake."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import Words, unpassed
from demerit.audit.graph import (
    arrival,
    burdened_schemes,
    conduct_of,
    copies_of,
    days_of,
    in_days,
    is_burden,
    measures_on,
    named,
    some,
)
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.remedies import REDRESS, sets
from demerit.audit.routes import flows, serves
from demerit.regime.laws import CORRECTION, fact_of, news
from demerit.regime.layout import Agreement, Feed, List, Points, Quantity, Regime
from demerit.regime.quantities import amount_text, write_quantity
from demerit.regime.saying import together

_SOON = "3 days (assumption)"
_YEAR = 365


@rule(
    "L12",
    "a correction reaches every copy",
    "what is corrected at its source is corrected in every scheme and at every gate that it went to, in finite time",
    "GDPR 5(1)(d), 16 and 19; Ibrahim v. DHS (N.D. Cal. 2014); that the time is finite is our test",
)
def correction_reaches_copies(facts: Facts) -> Iterator[Outcome]:
    """Every agreement that passes on marks, and every list whose gates hold copies of it."""
    for name, flow in facts.regime.agreements.items():
        source = facts.regime.schemes.get(flow.source)
        if not flows(flow):
            continue
        if isinstance(source, List) and "entry" in flow.passes:
            yield _of_entries(facts, name, flow, source)
        elif isinstance(source, Points):
            found = _of_bands(facts, name, flow)
            if found is not None:
                yield found
    for name, scheme in burdened_schemes(facts.regime):
        if isinstance(scheme, List) and measures_on(facts.regime, name):
            yield from _at_gates(facts, name, scheme)


def _corrected_after(source: List) -> int:
    """Days from the request to the corrected entry, as declared."""
    correction = source.correction
    if correction is None:
        return 0
    return days_of(correction.decided_within) + days_of(correction.then_corrected_within)


def _of_entries(facts: Facts, name: str, flow: Agreement, source: List) -> Outcome:
    """The copy that another scheme has of an entry."""
    where, also = ("agreements", name), (("schemes", flow.source, "correction"),)
    beside = [one for one in facts.regime.agreements.values() if (one.source, one.to) == (flow.source, flow.to)]
    reached = any(CORRECTION in one.passes for one in beside)
    if source.correction is None:
        says = f"passes entries of {flow.source} on to {flow.to}, and {flow.source} names no way to have one corrected"
        changes: dict[Where, Words] = {also[0]: {**REDRESS, "then corrected within": _SOON}}
        changes |= _clocks(facts.regime, source, flow.source)
        if not reached:
            changes[(*where, "passes")] = [*flow.passes, CORRECTION]
        change = sets(facts, "a correction, and the news of it", changes)
        return Outcome(
            "not declared", where, says, "there is no correction that could reach the copy", (), change, also
        )
    if reached:
        return _in_time(facts, name, flow, source, also)
    onward = [one for one in copies_of(facts.regime, flow.to) if one != name]
    says = f"declares that {flow.to} is told of {together(flow.passes)} in {flow.source}, and of no correction"
    why = f"an entry that is corrected in {flow.source} stays in {flow.to}"
    if onward:
        why += f", and in what {named(onward)} passed on from there"
    life = _stays(facts.regime, flow, source)
    return Outcome("fail", where, says, why, life, _pass_on(facts, name, flow, source), also)


def _in_time(facts: Facts, name: str, flow: Agreement, source: List, also: tuple[Where, ...]) -> Outcome:
    """A correction that is passed on: in a time that is known, or in one that the file is silent about."""
    says = f"declares that corrections of {flow.source} are passed on to {flow.to}"
    clocks = _clocks(facts.regime, source, flow.source)
    if clocks:
        change = sets(facts, "a clock for the correction and its news", clocks)
        why = "a run passes it on at once; a time that nobody has set may be any"
        says += ", and does not say how soon"
        return Outcome("not declared", ("agreements", name), says, why, amendment=change, also=also)
    lasts = _copy_lasts(facts.regime, flow)
    if lasts and days_of(flow.arrives_after) >= lasts:
        where = ("agreements", name, "arrives after")
        says += f", after {in_days(days_of(flow.arrives_after))}"
        change = sets(facts, "the news comes while there is a copy", {where: _SOON})
        why = f"the copy has lapsed by then, after {in_days(lasts)}: the correction never reaches it"
        return Outcome("fail", where, says, why, _stays(facts.regime, flow, source), change, also)
    total = _corrected_after(source) + days_of(flow.arrives_after)
    return Outcome("pass", ("agreements", name), f"{says}, {in_days(total)} after the request", also=also)


def _copy_lasts(regime: Regime, flow: Agreement) -> int:
    """Days that the copy of an entry counts in the scheme that has it; 0 where that is not declared."""
    to, fact = regime.schemes[flow.to], news("entry", flow.source, True)
    marks = to.catalogue if isinstance(to, Points) else {}
    return max((days_of(mark.expires_after) for one, mark in marks.items() if fact_of(one, mark) == fact), default=0)


def _clocks(regime: Regime, source: List, of: str) -> dict[Where, Words]:
    """The clocks of corrections and of their news that the file is silent about.

    A run passes the news of one list on to all who get it with one delay, so that all agreements get the same clock.
    """
    clocks: dict[Where, Words] = {}
    if source.correction is not None and source.correction.then_corrected_within is None:
        clocks[("schemes", of, "correction", "then corrected within")] = _SOON
    beside = {name: flow.arrives_after for name, flow in regime.agreements.items() if flow.source == of}
    said = next((clock for clock in beside.values() if clock is not None), None)
    silent = [name for name, clock in beside.items() if clock is None]
    return clocks | {("agreements", name, "arrives after"): write_quantity(said) if said else _SOON for name in silent}


def _pass_on(facts: Facts, name: str, flow: Agreement, source: List) -> Amendment:
    passes: Words = [*flow.passes, CORRECTION]
    changes = {("agreements", name, "passes"): passes, **_clocks(facts.regime, source, flow.source)}
    return sets(facts, "who passes on the entry passes on the correction", changes)


def _stays(regime: Regime, flow: Agreement, source: List) -> tuple[Happening, ...]:
    """The wrong person's entry: struck at the source, and counted for as long as the copy lasts."""
    ground, conduct = next(conduct_of(regime, flow.source))
    entered = arrival(regime, flow.source, conduct)
    copied = entered + days_of(flow.arrives_after)
    struck = copied + 1 + _corrected_after(source)
    to = regime.schemes[flow.to]
    fact = news("entry", flow.source, True)
    item = next((one for one, mark in to.catalogue.items() if fact_of(one, mark) == fact), fact) if isinstance(
        to, Points) else fact  # fmt: skip
    lasts = days_of(to.catalogue[item].expires_after) if isinstance(to, Points) and item in to.catalogue else 0
    last = Happening(max(copied + lasts, struck), f"only now `{item}` lapses in {flow.to}")
    if not lasts or copied + lasts <= struck:
        last = Happening(
            struck + _YEAR, f"a year on: `{item}` is still in {flow.to}" if not lasts else "the copy has lapsed"
        )
    return (
        Happening(0, f"somebody else: {conduct}"),
        Happening(entered, f"is entered in {flow.source} for `{ground}`, wrongly"),
        Happening(copied, f"`{item}` is marked in {flow.to}"),
        Happening(copied + 1, "asks for correction"),
        Happening(struck, f"the entry is struck from {flow.source}; {flow.to} is not told"),
        last,
    )


def _of_bands(facts: Facts, name: str, flow: Agreement) -> Outcome | None:
    """The news that somebody is in a band and pays for it there, which no clause of the vocabulary can take back."""
    to = facts.regime.schemes[flow.to]
    marks = to.catalogue if isinstance(to, Points) else {}
    priced = {news(word, flow.source, False): word for word in flow.passes}
    items = {one: priced[fact] for one, mark in marks.items() if (fact := fact_of(one, mark)) in priced}
    costly = [one for one in items if is_burden(marks[one])]
    if not costly:
        return None
    item = costly[0]
    lasts, copied = days_of(marks[item].expires_after), days_of(flow.arrives_after)
    bands = together(items[one] for one in costly)
    says = (
        f"declares that {flow.source} passes on to {flow.to} who is in its band {bands}, and nothing that takes it back"
    )
    why = f"a mark that is corrected in {flow.source} has put somebody into a band that {flow.to} goes on counting"
    because = "no clause can take such a copy back, so it must not be made"
    end = f"only now `{item}` lapses in {flow.to}" if lasts else f"a year on: `{item}` is still in {flow.to}"
    life = (
        Happening(0, f"falls into the band {items[item]} of {flow.source}, by somebody else's mark"),
        Happening(copied, f"`{item}` is marked in {flow.to}"),
        Happening(copied + 1, f"the mark is struck from {flow.source}; {flow.to} is not told"),
        Happening(copied + max(lasts, 1) if lasts else copied + 1 + _YEAR, end),
    )
    return Outcome("fail", ("agreements", name), says, why, life, unpassed(facts, because, name))


def _at_gates(facts: Facts, name: str, scheme: List) -> Iterator[Outcome]:
    """The copies at the gates, which let somebody pass again some time after the entry has gone."""
    adverse = measures_on(facts.regime, name, adverse=True)
    silent = [one for one in adverse if facts.regime.measures[one].ends_after is None]
    known = {one: clock for one in adverse if (clock := facts.regime.measures[one].ends_after) is not None}
    if silent:
        gates = "gate" if len(silent) == 1 else "gates"
        says = f"does not say how soon the {gates} of {some(silent)} will know that an entry has gone"
        changes: dict[Where, Words] = {("measures", one, "ends after"): _SOON for one in silent}
        change = sets(facts, "a clock for every gate", changes)
        also = tuple(("measures", one) for one in silent[1:])
        why = "a run lets every gate know at once"
        yield Outcome("not declared", ("measures", silent[0]), says, why, amendment=change, also=also)
    elif known:
        last = max(known, key=lambda one: days_of(known[one]))
        longest = _longest_term(scheme)
        if longest and days_of(known[last]) >= longest:
            yield _slow_gate(facts, name, scheme, (last, known[last]), longest)
            return
        says = f"declares that every gate knows within {amount_text(known[last])} that an entry has gone"
        yield Outcome("pass", ("measures", last, "ends after"), says)


def _longest_term(scheme: List) -> int:
    """Days that the longest entry lasts by its term; 0 where one has none."""
    terms = [scheme.term.get(ground) for ground in scheme.grounds]
    lengths = [days_of(term.length) if term is not None and term.length is not None else 0 for term in terms]
    return max(lengths) if lengths and all(lengths) else 0


def _slow_gate(facts: Facts, name: str, scheme: List, slowest: tuple[str, Quantity], longest: int) -> Outcome:
    """A gate that learns of the end of an entry later than the entry lasts: the copy doubles it, or more."""
    measure, late = slowest
    where: Where = ("measures", measure, "ends after")
    says = f"declares that the gate of `{measure}` knows within {amount_text(late)} that an entry has gone"
    ground, conduct = next(conduct_of(facts.regime, name))
    entered = arrival(facts.regime, name, conduct)
    life = (
        Happening(0, f"somebody else: {conduct}"),
        Happening(entered, f"is entered in {name} for `{ground}`, wrongly"),
        Happening(entered + 1 + _corrected_after(scheme), f"the entry is struck; `{measure}` goes on"),
        Happening(entered + 1 + _corrected_after(scheme) + days_of(late), f"only now `{measure}` ends"),
    )
    slow = [one for one in measures_on(facts.regime, name, adverse=True)
            if days_of(facts.regime.measures[one].ends_after) >= longest]  # fmt: skip
    change = sets(facts, "a gate that learns in time", {("measures", one, "ends after"): _SOON for one in slow})
    why = f"the copy at the gate lives on for longer than any entry does, which is {in_days(longest)}"
    return Outcome("fail", where, says, why, life, change, (("schemes", name, "term"),))


_NOT_OWN = {"name": "their name, which namesakes share", "face": "their face, which others resemble"}


@rule(
    "F11",
    "namesakes",
    "marks that burden are joined to people by what is theirs alone",
    "record linkage (Fellegi and Sunter 1969); copies reached as in Ibrahim v. DHS (N.D. Cal. 2014)",
)
def namesakes(facts: Facts) -> Iterator[Outcome]:
    """Every feed whose records end up in a scheme that burdens: what joins them to people, and where a slip goes."""
    burdening = [name for name, _ in burdened_schemes(facts.regime)]
    for name, feed in facts.regime.feeds.items():
        reached = [one for one in burdening if serves(facts.regime, name, one) and _prices(facts.regime, one, feed)]
        if reached:
            yield _joined(facts, name, feed, reached)


def _prices(regime: Regime, scheme: str, feed: Feed) -> bool:
    return bool({what for _, what in conduct_of(regime, scheme)} & set(feed.sees))


def _joined(facts: Facts, name: str, feed: Feed, reached: list[str]) -> Outcome:
    where = ("feeds", name, "joined by")
    change = sets(facts, "an identity number is nobody else's", {where: "identity number"})
    if feed.joined_by is None:
        says = "does not say what its records are joined to people by"
        why = f"nobody can tell how often a mark in {some(reached)} is somebody else's"
        return Outcome("not declared", where, says, why, amendment=change)
    if feed.joined_by not in _NOT_OWN:
        return Outcome("pass", where, f"declares that records are joined to people by {feed.joined_by}")
    says = f"declares that records are joined to people by {_NOT_OWN[feed.joined_by]}"
    spread = list(dict.fromkeys([*reached, *(facts.regime.agreements[one].to for s in reached
                                             for one in copies_of(facts.regime, s))]))  # fmt: skip
    hit = [one for scheme in spread for one in measures_on(facts.regime, scheme, adverse=True)]
    if feed.wrong_person is None:
        wrong = "how many marks fall on somebody else is not declared"
    else:
        wrong = f"{amount_text(feed.wrong_person)} of the marks fall on somebody else"
    why = f"{wrong}; one that does is in {some(spread)}"
    if hit:
        what = named(hit) if len(hit) < 4 else f"{len(hit)} measures"
        why += f", which {what} {'hangs' if len(hit) == 1 else 'hang'} on"
    return Outcome("fail", where, says, why, _mistaken(facts.regime, name, feed, reached[0], spread), change)


def _mistaken(regime: Regime, name: str, feed: Feed, scheme: str, spread: list[str]) -> tuple[Happening, ...]:
    entry, conduct = next((entry, what) for entry, what in conduct_of(regime, scheme) if what in feed.sees)
    entered = arrival(regime, scheme, conduct)
    listed = isinstance(regime.schemes[scheme], List)
    mark = f"is entered in {scheme} for `{entry}` instead" if listed else f"`{entry}` is marked in {scheme} instead"
    who = "somebody of the same name" if feed.joined_by == "name" else "somebody with a like face"
    lines = [Happening(0, f"{who}: {conduct}"), Happening(entered, mark)]
    onward = [flow for one in copies_of(regime, scheme) if (flow := regime.agreements[one]).source == scheme]
    lines += [Happening(entered + days_of(flow.arrives_after), f"the copy of it is in {flow.to}") for flow in onward]
    burdens = measures_on(regime, scheme, adverse=True)
    if burdens and listed:
        day = entered + days_of(regime.measures[burdens[0]].starts_after)
        lines.append(Happening(day, f"meets `{burdens[0]}`, for what {who} has done"))
    return tuple(sorted(lines, key=lambda line: line.day))
