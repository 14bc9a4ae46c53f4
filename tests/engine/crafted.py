"""Two regimes over the busy nation in which much happens that generated ones seldom meet."""

from __future__ import annotations

from datetime import date

from demerit.regime.layout import (
    Agreement,
    Band,
    Correction,
    Effect,
    Exit,
    Feed,
    Ground,
    Item,
    List,
    Measure,
    Notice,
    On,
    Participation,
    Points,
    Quantity,
    Recovery,
    Regime,
    Response,
    Subjects,
    Term,
)
from tests.engine.worlds import BUSY, EYE


def q(value: float, unit: str) -> Quantity:
    """A quantity of no source."""
    return Quantity(value=value, unit=unit, source="assumption")


def points(start: int, edge: int, expiry: int, recovery: Recovery | None, *news: str) -> Points:
    """A scheme of two bands, in which wrong marks are contested late, after some have lapsed."""
    prices = {"red light": -6, "jaywalking": -2, "unpaid judgment": -30, "volunteering": 4} | dict.fromkeys(news, -9)
    return Points(
        kind="points",
        subjects=Subjects(from_age=18),
        participation=Participation(mode="everyone"),
        start=q(start, "points"),
        range=(q(0, "points"), q(2 * start, "points")),
        bands={"A": Band(from_points=q(edge, "points")), "D": Band(from_points=None)},
        catalogue={k: Item(points=q(v, "points"), expires_after=q(expiry, "days")) for k, v in prices.items()},
        recovery=recovery,
        notice=Notice(when="at", served=q(90, "%")),
        correction=Correction(decided_within=q(35, "days"), upheld=q(80, "%")),
    )


def debtors(decided: Quantity, suspends: bool) -> List:
    """A list with every way in and out."""
    return List(
        kind="list",
        colour="black",
        subjects=Subjects(from_age=18),
        grounds={
            "unpaid": Ground(conduct="unpaid judgment", only_if="able to pay", misjudged=q(50, "%")),
            "hidden": Ground(conduct="hidden assets"),
        },
        entries_per="case",
        notice=Notice(when="at", served=q(60, "%")),
        term={"unpaid": Term(length=q(90, "days")), "hidden": Term(length=None)},
        exits={
            "performance": Exit(within=q(3, "working days"), kept=q(50, "%"), otherwise=q(30, "days")),
            "creditor asks": Exit(within=q(3, "working days"), rate=q(80, "% a year")),
        },
        correction=Correction(
            decided_within=decided,
            then_corrected_within=q(3, "working days"),
            upheld=q(60, "%"),
            suspends_measures=suspends,
        ),
    )


def regime(points_schemes: dict[str, Points], listed: List, eye: Feed) -> Regime:
    """Schemes, the list and measures at both."""
    measures = {
        "no flights": Measure(
            on=On(scheme="debtors"), gate="air", effect=Effect(bar=True),
            starts_after=q(5, "days"), ends_after=q(9, "days"),
        ),
        "no school": Measure(
            on=On(scheme="debtors"), gate="private school", effect=Effect(bar=True), reaches="children"
        ),
    }  # fmt: skip
    for name, gate in zip(points_schemes, ("hotel", "bank", "counter"), strict=False):
        below = On(scheme=name, relation="below", band="A")
        measures[f"fee of {name}"] = Measure(on=below, gate=gate, effect=Effect(yuan=q(-50, "yuan")))
        measures[f"bar of {name}"] = Measure(on=below, gate="counter", effect=Effect(bar=True))
    return Regime(
        regime="crafted",
        title="A crafted regime",
        in_force=date(2017, 5, 1),
        operator="public",
        jurisdiction="nowhere",
        nation=BUSY,
        feeds={"the eye": eye},
        schemes={**points_schemes, "debtors": listed},
        measures=measures,
        agreements={"news": Agreement(source="debtors", to="town", passes=("entry",), arrives_after=q(4, "days"))},
        responses={"spiral": Response(on=On(scheme="debtors"), of=("unpaid judgment",), changes=q(1.4, "times"))},
    )


_RECOVERY = Recovery(points=q(3, "points"), every=q(30, "days"))

DOUBLE = regime(
    {"town": points(100, 95, 40, None, "entry in debtors"), "village": points(100, 90, 120, _RECOVERY)},
    debtors(q(15, "working days"), suspends=True),
    EYE,
)
"""two scores with measures on both, errors of every kind, lags at the gates"""

QUICK = regime(
    {"town": points(60, 55, 30, None, "entry in debtors")},
    debtors(q(0, "days"), suspends=True),
    EYE.model_copy(update={"wrong_person": None, "false_marks": q(0.9, "per year"), "arrives_after": q(10, "days")}),
)
"""clocks of no days, false marks every year, and marks that arrive late"""

_SILENT = debtors(q(15, "working days"), suspends=True).model_copy(update={"notice": None})
UNTOLD = regime({}, _SILENT, EYE.model_copy(update={"false_marks": q(0.9, "per year")})).model_copy(
    update={"measures": {}, "agreements": {}, "responses": {}}
)
"""a list with a way to ask that nobody is ever told of: by no notice, and at no gate"""
