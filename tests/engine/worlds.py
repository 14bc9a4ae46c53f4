"""Hypothesis: small worlds to live in, over any regime, with or without a second phase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import List, Points, Quantity, Regime
from tests.strategies import CONDUCT, regimes

R1 = read_regime("benchmark-r1")
OFFENCES = ("minor offence", "third offence", "seventh offence", "court default", "small merit", "great merit")

over_china = regimes(conduct=CONDUCT)
over_benchmark = regimes(conduct=OFFENCES, gates=(), nation="benchmark")
any_regime = over_china | over_benchmark
"""benchmark people do something every month, those of china-2020 every year: both are needed"""


def _scaled(quantity: Quantity | None, times: float) -> Quantity | None:
    return quantity and quantity.model_copy(update={"value": round(quantity.value * times), "low": None, "high": None})


def pricier(regime: Regime) -> Regime:
    """The same regime with every item at twice its points, up to the 1,000 of no shipped catalogue."""
    schemes = {}
    for name, scheme in regime.schemes.items():
        if isinstance(scheme, Points):
            items = {k: i.model_copy(update={"points": _scaled(i.points, 2)}) for k, i in scheme.catalogue.items()}
            scheme = scheme.model_copy(update={"catalogue": items})
        schemes[name] = scheme
    return regime.model_copy(update={"schemes": schemes})


def blinder(regime: Regime) -> Regime:
    """The same regime with every feed noticing half as much."""
    feeds = {k: f.model_copy(update={"detects": _scaled(f.detects, 0.5)}) for k, f in regime.feeds.items()}
    return regime.model_copy(update={"feeds": feeds})


def quieter(regime: Regime) -> Regime:
    """The same regime without responses and measures."""
    return regime.model_copy(update={"responses": {}, "measures": {}})


def slower(regime: Regime) -> Regime:
    """The same regime with lists that decide two weeks later."""
    later = Quantity(value=14, unit="days", source="assumption")
    schemes = {
        name: scheme.model_copy(update={"decided_after": later}) if isinstance(scheme, List) else scheme
        for name, scheme in regime.schemes.items()
    }
    return regime.model_copy(update={"schemes": schemes})


CHANGES = (pricier, blinder, slower)


def phased(regime: Regime, day: int, change: Any = pricier) -> list[tuple[int, Regime]]:
    """Two phases: as the file says until `day`, and changed from then on."""
    return [(0, regime), (day, change(regime))]


@st.composite
def small_worlds(
    draw: st.DrawFn, kinds: st.SearchStrategy[Regime] = any_regime, ticks: st.SearchStrategy[int] | None = None
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
        "tick": draw(ticks or st.sampled_from([1, 7, 30])),
    }
