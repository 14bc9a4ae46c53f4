"""Hypothesis strategies: a legal regime enriched with any of the words that the plain generator does not use.

Direct grades, items for part of the cases, repetition, replacement, repair, political items, private scores, opt-in
with withdrawal, conditions on subjects, uneven and erring feeds, agreements of feeds and scores, exceptions,
extensions, relisting, opened gates, hours and deposits spared, and responses to being refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from demerit.regime.layout import (
    Agreement,
    Dimension,
    Effect,
    Extension,
    FalseReports,
    Feed,
    FirstWarning,
    Item,
    List,
    Measure,
    On,
    Points,
    Quantity,
    Regime,
    Regrading,
    Relisting,
    Repair,
    Response,
    Subjects,
)

FEATURES = ("income", "age", "credit file", "employment", "parenthood", "platform account")
HAVING = ("telephone", "platform account", "credit file", "no credit file")


def one(value: float, unit: str) -> Quantity:
    """An assumed quantity without a range."""
    return Quantity(value=value, unit=unit, source="assumption")


def numbers(low: int, high: int, unit: str) -> st.SearchStrategy[Quantity]:
    """Whole quantities of a unit."""
    return st.integers(low, high).map(lambda number: one(number, unit))


SHARES = numbers(0, 100, "%")
CLOCKS = numbers(1, 400, "days")
TIMES = st.integers(1, 40).map(lambda tenths: one(tenths / 10, "times"))
AGAIN = st.integers(10, 40).map(lambda tenths: one(tenths / 10, "times"))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Something, or not declared."""
    return st.none() | strategy


@st.composite
def enriched(
    draw: st.DrawFn,
    regime: Regime,
    conduct: Sequence[str],
    gates: Sequence[str],
    places: Sequence[str] = (),
    credit_gates: Sequence[str] = (),
) -> Regime:
    """The regime with more words in any of its clauses; what it had stays, except where a word excludes it."""
    schemes: dict[str, Points | List] = {}
    friend = draw(st.booleans())
    for name, scheme in regime.schemes.items():
        subjects = draw(conditions(scheme.subjects, places))
        if isinstance(scheme, List):
            schemes[name] = draw(longer_lists(scheme.model_copy(update={"subjects": subjects})))
        else:
            schemes[name] = draw(richer_scores(scheme.model_copy(update={"subjects": subjects}), conduct, friend))
            friend = friend and not _has_friend(schemes[name])
    reporting = dict(zip(regime.feeds, draw(st.permutations(conduct)), strict=False))  # each to one feed at most
    feeds = {
        name: draw(watchful(feed, reporting.get(name), list(schemes), places)) for name, feed in regime.feeds.items()
    }
    agreements, schemes = draw(more_agreements(regime.agreements, feeds, schemes))
    measures = draw(more_measures(regime.measures, schemes, gates, credit_gates))
    barred = [measure.gate for measure in measures.values() if measure.effect.bar]
    responses = dict(regime.responses)
    if barred and draw(st.booleans()):
        whom = On(scheme=draw(st.sampled_from(barred)), relation="refused")
        responses["shut out"] = Response(on=whom, of=(conduct[0],), changes=one(draw(st.integers(0, 10)) / 10, "times"))
    if barred and draw(st.booleans()):
        whom = On(scheme=draw(st.sampled_from(barred)), relation="refused")
        responses["tries again"] = Response(on=whom, tries=one(draw(st.integers(0, 60)) / 4, "times"))
    return regime.model_copy(
        update={
            "schemes": schemes, "feeds": feeds, "agreements": agreements, "measures": measures, "responses": responses,
            "political_items": draw(st.sampled_from(["on", "off"])),
        }
    )  # fmt: skip


def _has_friend(scheme: Points | List) -> bool:
    return isinstance(scheme, Points) and any("friend" in one.features for one in scheme.dimensions.values())


@st.composite
def conditions(draw: st.DrawFn, subjects: Subjects, places: Sequence[str]) -> Subjects:
    """Subjects of some places, who have something or lack it."""
    some = st.lists(st.sampled_from(places), max_size=3, unique=True).map(tuple) if places else st.just(())
    return subjects.model_copy(update={"places": draw(some), "having": draw(maybe(st.sampled_from(HAVING)))})


@st.composite
def watchful(draw: st.DrawFn, feed: Feed, reporting: str | None, schemes: Sequence[str], places: Sequence[str]) -> Feed:
    """A feed that watches some more closely, takes down what it sees, errs in amounts and believes reports."""
    traits = {"residence": ("urban", "rural"), "income": ("1", "3", "5"), "sex": ("male",)}
    traits |= {"place": tuple(places)} if places else {}
    by = {
        trait: {value: draw(TIMES) for value in draw(st.lists(st.sampled_from(values), min_size=1, unique=True))}
        for trait, values in traits.items()
        if draw(st.booleans())
    }
    alleges = reporting and set(feed.sees) - {reporting} and draw(st.booleans())
    reaches = st.lists(st.sampled_from(schemes), unique=True).map(tuple) if schemes else st.just(())
    return feed.model_copy(
        update={
            "wrong_amount": draw(maybe(SHARES)),
            "false_reports": FalseReports(source=reporting, share=draw(SHARES)) if alleges else None,
            "by": by or None,
            "removes": draw(maybe(SHARES)),
            "reaches": draw(maybe(reaches)),
        }
    )


@st.composite
def richer_scores(draw: st.DrawFn, scheme: Points, conduct: Sequence[str], friend: bool) -> Points:
    """A score with rules for all its items, richer items, and perhaps dimensions in place of its start."""
    by_rank = scheme.regraded is not None
    worse = [] if by_rank else list(scheme.bands)[1:]
    one_act = draw(st.sampled_from([None, "all items", "highest item"]))
    catalogue = {name: draw(richer_items(item, worse)) for name, item in scheme.catalogue.items()}
    first = next(iter(catalogue), None)
    if first and one_act:
        fact = catalogue[first].what or first
        catalogue["another item"] = Item(what=fact, points=one(-7, "points"), in_cases=draw(maybe(SHARES)))
        catalogue["yet another"] = Item(what=fact, points=one(-9, "points"), replaces=draw(maybe(st.just(first))))
    taking = scheme.participation
    if taking.mode == "opt-in":
        taking = taking.model_copy(update={"withdraws": draw(maybe(numbers(0, 50, "% a year")))})
    own = not by_rank and draw(st.booleans())
    return scheme.model_copy(
        update={
            "participation": taking,
            "catalogue": catalogue,
            "one_act": one_act,
            "warns_first": draw(maybe(st.builds(FirstWarning, within=CLOCKS))),
            "recomputed": draw(maybe(st.builds(Regrading, every=numbers(1, 90, "days")))),
            "dimensions": draw(dimensions(conduct, friend)) if own else {},
            "start": None if own else scheme.start,
        }
    )


@st.composite
def dimensions(draw: st.DrawFn, conduct: Sequence[str], friend: bool) -> dict[str, Dimension]:
    """One or two dimensions, and the friend's beside them, whose weights add to 100 %."""
    habits = [f"{more} {name}" for more in ("more", "less") for name in conduct]
    features = st.lists(st.sampled_from([*FEATURES, *habits]), min_size=1, max_size=3, unique=True).map(tuple)
    split = draw(st.integers(10, 90))
    found = {"history": Dimension(weight=one(split, "%"), features=draw(features))}
    last = ("friend",) if friend else draw(features)
    return found | {"circle": Dimension(weight=one(100 - split, "%"), features=last)}


@st.composite
def richer_items(draw: st.DrawFn, item: Item, worse: Sequence[str]) -> Item:
    """An item that grades directly, or counts more when repeated, and that can be repaired."""
    grades = bool(worse) and draw(st.booleans())
    expires = item.expires_after
    repairs = draw(st.booleans()) and (expires is None or expires.unit == "years" or expires.value > 5)
    most = -50 if grades or item.points is None else round(item.points.value)
    leaves = draw(maybe(numbers(most, -1, "points") if most < 0 else numbers(1, most, "points")))
    repair = Repair(
        done_by=draw(SHARES),
        after=one(draw(st.integers(1, 5)), "days"),
        leaves=leaves,
        expires_after=draw(maybe(CLOCKS)) if leaves else None,
    )
    return item.model_copy(
        update={
            "points": None if grades else item.points,
            "grade": draw(st.sampled_from(worse)) if grades else None,
            "repeated": draw(AGAIN) if expires and not grades and draw(st.booleans()) else None,
            "in_cases": draw(maybe(SHARES)),
            "political": draw(st.booleans()),
            "repair": repair if repairs else None,
        }
    )


@st.composite
def longer_lists(draw: st.DrawFn, scheme: List) -> List:
    """A list with exceptions, terms made longer, and a time in which nobody is entered again."""
    grounds = {
        name: ground.model_copy(update={"not_if": {"security given": draw(SHARES)} if draw(st.booleans()) else {}})
        for name, ground in scheme.grounds.items()
    }
    extension = st.builds(Extension, in_cases=SHARES, by=CLOCKS)
    fixed = any(term.length for term in scheme.term.values())
    relisting = Relisting(after=next(iter(scheme.exits), ""), not_within=draw(CLOCKS))
    return scheme.model_copy(
        update={
            "grounds": grounds,
            "extension": draw(maybe(extension)) if fixed else None,
            "relisting": relisting if scheme.exits and draw(st.booleans()) else None,
        }
    )


@st.composite
def more_agreements(
    draw: st.DrawFn, agreements: dict[str, Agreement], feeds: dict[str, Feed], schemes: dict[str, Points | List]
) -> tuple[dict[str, Agreement], dict[str, Points | List]]:
    """Corrections and consent, a score's bands, and acts of feeds that do not serve a scheme themselves."""
    found = {}
    consents = {name: draw(maybe(SHARES)) for name in schemes}  # the same for all that one scheme tells
    for name, flow in agreements.items():
        corrects = ("correction",) if "entry" in flow.passes and draw(st.booleans()) else ()
        asks = consents[flow.source]
        changes = {"passes": (*flow.passes, *corrects), "consents": asks, "consent": "with" if asks else None}
        found[name] = flow.model_copy(update=changes)
    scores = [name for name, scheme in schemes.items() if isinstance(scheme, Points)]
    schemes = dict(schemes)
    if len(scores) > 1 and draw(st.booleans()):
        source, to = scores[:2]
        target = schemes[to]
        assert isinstance(target, Points)
        band = draw(st.sampled_from(list(schemes[source].bands)))  # type: ignore[union-attr]
        found["score to score"] = Agreement(source=source, to=to, passes=(band,), arrives_after=draw(maybe(CLOCKS)))
        news = {f"in {band} of {source}": Item(points=one(5, "points"))}
        schemes[to] = target.model_copy(update={"catalogue": target.catalogue | news})
    for name, feed in feeds.items():
        for to, scheme in schemes.items():
            serves = feed.reaches is None or to in feed.reaches
            if not serves and _uses(scheme) & set(feed.sees) and draw(st.booleans()):
                asks = draw(maybe(SHARES))
                found[f"{name} to {to}"] = Agreement(
                    source=name, to=to, passes=("acts",), consent="with" if asks else None, consents=asks
                )
    return found, schemes


def _uses(scheme: Points | List) -> set[str]:
    """The facts that a scheme prices or lists people for."""
    if isinstance(scheme, List):
        return {ground.conduct for ground in scheme.grounds.values()}
    return {item.what or name for name, item in scheme.catalogue.items()}


@st.composite
def more_measures(
    draw: st.DrawFn,
    measures: dict[str, Measure],
    schemes: dict[str, Points | List],
    gates: Sequence[str],
    credit_gates: Sequence[str],
) -> dict[str, Measure]:
    """Measures that are applied now and then and taken up over time, and benefits: gates opened, hours, deposits."""
    found = {}
    for name, measure in measures.items():
        update = {
            "applied": draw(maybe(SHARES)),
            "adopted_over": draw(maybe(CLOCKS)),
            "departments": draw(maybe(st.integers(1, 60))),
        }
        found[name] = measure.model_copy(update=update)
    scores = {name: scheme for name, scheme in schemes.items() if isinstance(scheme, Points)}
    if scores and gates and draw(st.booleans()):
        name = draw(st.sampled_from(list(scores)))
        whom = On(scheme=name, relation="from", band=next(iter(scores[name].bands)))
        spared = [Effect(saves=one(2, "hours")), Effect(waives=one(200, "yuan")),
                  Effect(saves=one(1, "hours"), waives=one(9, "yuan"), yuan=one(3, "yuan"))]  # fmt: skip
        found["spared"] = Measure(on=whom, gate=draw(st.sampled_from(gates)), effect=draw(st.sampled_from(spared)))
        if credit_gates:
            found["opened"] = Measure(on=whom, gate=draw(st.sampled_from(credit_gates)), effect=Effect(opens=True))
    return found
