"""Hypothesis: small worlds to live in, over any regime, with or without a second phase.

Plain regimes use the words of tests/strategies.py; rich ones any of the words of tests/vocabulary.py as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from demerit.regime.layout import Feed, Item, List, Points, Quantity, Regime
from tests.strategies import CONDUCT, GATES, regimes
from tests.vocabulary import enriched


def a_share_of(share: float) -> settings:
    """So many of the examples of the profile (conftest.py): DEMERIT_EXAMPLES deepens these searches too."""
    return settings(max_examples=max(1, round(share * settings.default.max_examples)))


BUSY = str(Path(__file__).with_name("busy.yaml"))
"""a nation where what is rare in life happens every few weeks"""
OFFENCES = ("minor offence", "third offence", "seventh offence", "court default", "small merit", "great merit")

EYE = Feed(
    holder="the test",
    context="city",
    sees=CONDUCT,
    detects=Quantity(value=60, unit="%", source="assumption"),
    wrong_person=Quantity(value=5, unit="%", source="assumption"),
    false_marks=Quantity(value=0.2, unit="per year", source="assumption"),
)


def _watched(regime: Regime, errs: bool) -> Regime:
    """The regime with one more feed, behind its own, that sees everything; errors couple the nation."""
    eye = EYE if errs else EYE.model_copy(update={"wrong_person": None})
    return regime.model_copy(update={"feeds": {**regime.feeds, "the eye": eye}})


def _rich(plain: st.SearchStrategy[Regime], places: Sequence[str]) -> st.SearchStrategy[Regime]:
    """The same regimes with more words in any clause."""
    return plain.flatmap(lambda regime: enriched(regime, CONDUCT, GATES, places, ["bank"]))


over_busy = st.builds(_watched, regimes(conduct=CONDUCT, nation=BUSY, most_times=1.2), st.booleans())
rich_over_busy = st.builds(
    _watched, _rich(regimes(conduct=CONDUCT, nation=BUSY, most_times=1.2), ["north", "south"]), st.booleans()
)
over_benchmark = regimes(conduct=OFFENCES, gates=(), nation="benchmark")
over_china = regimes(conduct=CONDUCT)
ranked_over_busy = regimes(conduct=CONDUCT, nation=BUSY, climate=True)
rich_and_ranked = _rich(ranked_over_busy, ["north", "south"])
rich_over_china = _rich(over_china, ["Shandong", "Guangdong", "Inner Mongolia"])
plain_regime = over_busy | over_benchmark | over_china
any_regime = over_busy | over_benchmark | over_china | rich_over_busy | rich_over_busy | rich_over_china


def _scaled(quantity: Quantity | None, times: float) -> Quantity | None:
    return quantity and quantity.model_copy(update={"value": round(quantity.value * times), "low": None, "high": None})


def pricier(regime: Regime) -> Regime:
    """The same regime with every item at twice its points, up to the 1,000 of no shipped catalogue."""

    def item(one: Item) -> Item:
        return one.model_copy(update={"points": _scaled(one.points, 2)})

    return regime.model_copy(update={"schemes": {name: _priced(s, item) for name, s in regime.schemes.items()}})


def blinder(regime: Regime) -> Regime:
    """The same regime with every feed noticing half as much."""
    feeds = {k: f.model_copy(update={"detects": _scaled(f.detects, 0.5)}) for k, f in regime.feeds.items()}
    return regime.model_copy(update={"feeds": feeds})


def keener(regime: Regime) -> Regime:
    """The same regime with feeds that miss nothing, not even what only a wholly watched town would see."""
    all_of_it = Quantity(value=100, unit="%", source="assumption")
    return regime.model_copy(
        update={"feeds": {k: f.model_copy(update={"detects": all_of_it}) for k, f in regime.feeds.items()}}
    )


def quieter(regime: Regime) -> Regime:
    """The same regime without responses."""
    return regime.model_copy(update={"responses": {}})


def slower(regime: Regime) -> Regime:
    """The same regime with lists that decide two weeks later."""
    later = Quantity(value=14, unit="days", source="assumption")
    schemes = {
        name: scheme.model_copy(update={"decided_after": later}) if isinstance(scheme, List) else scheme
        for name, scheme in regime.schemes.items()
    }
    return regime.model_copy(update={"schemes": schemes})


def bolder(regime: Regime) -> Regime:
    """The same regime with its political items switched on, or off where they were on."""
    return regime.model_copy(update={"political_items": "off" if regime.political_items == "on" else "on"})


def laxer(regime: Regime) -> Regime:
    """The same regime with half of what is checked, repaired, priced in cases and consented to."""

    def item(one: Item) -> Item:
        repair = one.repair and one.repair.model_copy(update={"done_by": _scaled(one.repair.done_by, 0.5)})
        return one.model_copy(update={"in_cases": _scaled(one.in_cases, 0.5), "repair": repair})

    schemes = {name: _priced(scheme, item) for name, scheme in regime.schemes.items()}
    measures = {k: m.model_copy(update={"applied": _scaled(m.applied, 0.5)}) for k, m in regime.measures.items()}
    agreements = {k: a.model_copy(update={"consents": _scaled(a.consents, 0.5)}) for k, a in regime.agreements.items()}
    return regime.model_copy(update={"schemes": schemes, "measures": measures, "agreements": agreements})


def hastier(regime: Regime) -> Regime:
    """The same regime with marks that expire and are repaired in half the time."""

    def item(one: Item) -> Item:
        repair = one.repair and one.repair.model_copy(update={"after": _halved(one.repair.after)})
        return one.model_copy(update={"expires_after": _halved(one.expires_after), "repair": repair})

    return regime.model_copy(update={"schemes": {name: _priced(s, item) for name, s in regime.schemes.items()}})


def narrower(regime: Regime) -> Regime:
    """The same regime with points schemes for people from 50 on who have no credit file only."""

    def scheme(one: Points | List) -> Points | List:
        older = {"from_age": max(50, one.subjects.from_age), "having": "no credit file"}
        return one.model_copy(update={"subjects": one.subjects.model_copy(update=older)})

    return regime.model_copy(update={"schemes": {name: scheme(one) for name, one in regime.schemes.items()}})


def looser(regime: Regime) -> Regime:
    """The same regime with half the uptake, and twice as many who withdraw, or some where nobody did."""
    half_a_year = Quantity(value=40, unit="% a year", source="assumption")

    def scheme(one: Points | List) -> Points | List:
        if isinstance(one, List) or one.participation.mode == "everyone":
            return one
        taking = one.participation
        looser = {"uptake": _scaled(taking.uptake, 0.5), "withdraws": _scaled(taking.withdraws, 2) or half_a_year}
        return one.model_copy(update={"participation": taking.model_copy(update=looser)})

    return regime.model_copy(update={"schemes": {name: scheme(one) for name, one in regime.schemes.items()}})


def _halved(clock: Quantity | None) -> Quantity | None:
    """Half as long, but not no time at all."""
    return clock and clock.model_copy(update={"value": max(1, clock.value // 2), "low": None, "high": None})


def _priced(scheme: Points | List, item: Callable[[Item], Item]) -> Points | List:
    """A scheme with another catalogue."""
    if isinstance(scheme, List):
        return scheme
    return scheme.model_copy(update={"catalogue": {name: item(one) for name, one in scheme.catalogue.items()}})


CHANGES = (pricier, blinder, slower, bolder, laxer, hastier, narrower, looser)


def phased(regime: Regime, day: int, change: Any = pricier) -> list[tuple[int, Regime]]:
    """Two phases: as the file says until `day`, and changed from then on."""
    return [(0, regime), (day, change(regime))]


TICKS = st.sampled_from([1, 7, 30])


@st.composite
def small_worlds(
    draw: st.DrawFn, kinds: st.SearchStrategy[Regime] = any_regime, ticks: st.SearchStrategy[int] = TICKS
) -> dict[str, Any]:
    """Arguments of `runs.world`: one to three communities (the last of them seldom full), 60 to 200 days."""
    regime = draw(kinds)
    chosen: Regime | Sequence[tuple[int, Regime]] = regime
    days = draw(st.integers(60, 200))
    if draw(st.booleans()):
        chosen = phased(regime, draw(st.integers(1, days)), draw(st.sampled_from(CHANGES)))
    return {
        "regime": chosen,
        "people": draw(st.integers(1, 2500)),
        "days": days,
        "seed": draw(st.sampled_from([1, 7, 2**63])),
        "tick": draw(ticks),
    }
