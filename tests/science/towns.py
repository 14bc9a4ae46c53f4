"""Regimes over the plain nation, written in a line, and what comes of them."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.regime.layout import (
    Band,
    Exit,
    Feed,
    Ground,
    Item,
    List,
    Participation,
    Points,
    Regime,
    Subjects,
    Term,
)
from tests.engine.crafted import q
from tests.engine.runs import Lived, live, world

PLAIN = str(Path(__file__).with_name("plain.yaml"))
MIXED = str(Path(__file__).with_name("mixed.yaml"))
"""two places, groups, gates; the same rates, and those below"""
YEAR = 365.25
MOVES, NORTH, SHOPS, REPORTS, TRIES, FILED = 0.4 / YEAR, 0.6, 0.02, 0.001, 0.05, 0.8
"""of mixed.yaml: moves a day, the share of the north, purchases, denunciations and attempts a day, credit files"""
DEFAULTS, LIGHTS, PERFORMS, ABLE = 0.002, 0.01, 0.008, 0.6
"""rates a day, and the share of the able, of plain.yaml"""
AT_ONCE = q(0, "days")


def near(found: float, expected: float, error: float) -> None:
    """Within four standard errors."""
    assert abs(found - expected) <= 4 * error, f"{found:.6g} for {expected:.6g}, with an error of {error:.3g}"


def share_error(share: float, people: float) -> float:
    """Standard error of a share of independent people."""
    return math.sqrt(share * (1 - share) / people)


def present(run: Lived, *counters: str) -> NDArray[np.int64]:
    """By day: how many are where these counters of occupancy say, at its end."""
    found = sum(run.totals.series[:, run.world.counter(name)] for name in counters)
    return np.cumsum(found)


def by_day(run: Lived, counter: str) -> NDArray[np.int64]:
    """A counter by day."""
    return np.asarray(run.totals.series[:, run.world.counter(counter)])


def grown(run: Lived) -> int:
    """Adults of the run."""
    adults = [group.age not in ("under 14", "14-17") for group in run.world.nation.groups]
    return int(run.totals.people_of_group[adults].sum())


def changed(scheme: Points, **more: Any) -> Points:
    """A score with something more in it."""
    return scheme.model_copy(update=more)


def eye(*sees: str, **more: Any) -> Feed:
    """A feed that misses nothing."""
    return Feed(holder="the town", context="town", sees=sees, detects=q(100, "%"), **more)


def listed(per: str = "case", exit_rate: float = 0.0, performs: bool = False, **more: Any) -> List:
    """Everybody who defaults; exits at a rate in % a year, and by performance."""
    exits = {"performance": Exit(within=AT_ONCE)} if performs else {}
    if exit_rate:
        exits["creditor asks"] = Exit(within=AT_ONCE, rate=q(exit_rate, "% a year"))
    only = more.pop("ground", {})
    return List(
        kind="list",
        colour="black",
        subjects=Subjects(from_age=0),
        entries_per=per,
        grounds={"defaulted": Ground(conduct="default", **only)},
        term={"defaulted": Term(length=None)} if performs else {},
        exits=exits,
        **more,
    )


def scored(prices: dict[str, int], edges: list[int], start: int = 100, expires: int = 0) -> Points:
    """A score for everybody, with bands named A, B, C ... by their least points."""
    bands = {chr(65 + at): Band(from_points=q(edge, "points")) for at, edge in enumerate(edges)}
    after = q(expires, "days") if expires else None
    return Points(
        kind="points",
        subjects=Subjects(from_age=0),
        participation=Participation(mode="everyone"),
        start=q(start, "points"),
        range=(q(0, "points"), q(1000, "points")),
        bands=bands | {"Z": Band(from_points=None)},
        catalogue={name: Item(points=q(price, "points"), expires_after=after) for name, price in prices.items()},
    )


def plain(feed: Feed | dict[str, Feed], schemes: dict[str, Any], **more: Any) -> Regime:
    """A regime over the plain nation, or over another one."""
    nation = more.pop("nation", PLAIN)
    return Regime(
        regime="plain",
        title="A plain regime",
        in_force=date(2019, 1, 1),
        operator="public",
        jurisdiction="nowhere",
        nation=nation,
        feeds={"eye": feed} if isinstance(feed, Feed) else feed,
        schemes=schemes,
        **more,
    )


def lived(
    feed: Feed | dict[str, Feed], schemes: dict[str, Any], people: int, days: int, *, keep: bool = False, **more: Any
) -> Lived:
    """A run of such a regime."""
    return lived_in_phases([(0, plain(feed, schemes, **more))], people, days, keep=keep)


def lived_in_phases(phases: list[tuple[int, Regime]], people: int, days: int, *, keep: bool = False) -> Lived:
    """A run of regimes that follow each other, each from its first day on."""
    return live(world(phases, people=people, days=days, keep=keep, chunk=8192, threads=2))
