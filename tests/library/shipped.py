"""The regimes that are shipped, compiled."""

from __future__ import annotations

from datetime import date
from functools import cache

from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import Nation
from demerit.regime.from_yaml import LIBRARY, phases_of
from demerit.regime.layout import Regime
from demerit.tables.from_regime import compile_regime
from demerit.tables.layout import Tables
from demerit.tables.names import Names

SEED = 7
NAMES = tuple(sorted(file.stem for file in LIBRARY.glob("*.yaml")))


@cache
def nation(name: str) -> Nation:
    """A shipped nation."""
    return load_nation(name, SEED)


@cache
def phases(name: str) -> tuple[tuple[date, Regime], ...]:
    """The phases of a shipped regime, each with its first day."""
    return tuple(phases_of(name))


def nation_of(name: str) -> Nation:
    """The nation that a shipped regime was written for."""
    return nation(phases(name)[0][1].nation)


@cache
def compiled(name: str, days: int = 800) -> tuple[list[Tables], Names]:
    """The tables of every phase of a shipped regime."""
    return compile_regime([regime for _, regime in phases(name)], nation_of(name), phases(name)[0][0], days)
