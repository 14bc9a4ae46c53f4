"""The regime with every word once, changed here and there, and its tables over the busy town."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from demerit.nations.layout import Nation
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Regime
from demerit.tables.from_regime import compile_regime
from demerit.tables.layout import Tables
from demerit.tables.names import Names
from tests.engine.runs import nation_of
from tests.engine.worlds import BUSY

WIDE = Path(__file__).with_name("wide.yaml")
DAYS = 120
Tree = dict[str, Any]


def busy() -> Nation:
    """The busy town."""
    return nation_of(BUSY, 7)


@cache
def _tree() -> Tree:
    tree: Tree = yaml.load(WIDE.read_text(encoding="utf-8"), yaml.BaseLoader)  # every scalar is text, as it is written
    return tree


def wide(changes: Mapping[str, Any] | None = None) -> Regime:
    """The regime of wide.yaml with other values at dotted paths; None takes a word away."""
    tree = deepcopy(_tree())
    for path, value in (changes or {}).items():
        *folders, last = path.split(".")
        at = tree
        for word in folders:
            at = at[word]
        if value is None:
            del at[last]
        else:
            at[last] = value
    return read_regime(yaml.safe_dump(tree, sort_keys=False, default_flow_style=False))


def compiled(*phases: Regime, nation: Nation | None = None, start: date | None = None) -> tuple[list[Tables], Names]:
    """The tables of every phase."""
    return compile_regime(phases, nation or busy(), start or phases[0].in_force, DAYS)


@cache
def plain() -> tuple[Tables, Names]:
    """The tables of wide.yaml as it stands."""
    tables, names = compiled(wide())
    return tables[0], names


def share(word: int) -> float:
    """A threshold as a share, to the eight digits that it has."""
    return round(int(word) / (1 << 32), 8)


def effects(T: Tables, names: Names, fact: str) -> list[tuple[str, str, float]]:
    """(scheme, item or ground, share of cases) of each effect of a conduct or, by number, of news."""
    number = names.conduct.index(fact) if fact in names.conduct else int(fact)
    found = []
    for at in range(int(T.effect_from[number]), int(T.effect_from[number + 1])):
        owner, item, part = int(T.effect_scheme[at]), int(T.effect_item[at]), share(T.effect_share[at])
        grounds = T.effect_kind[at] == 1
        named = (names.lists[owner], names.grounds[item]) if grounds else (names.points[owner], names.items[item])
        found.append((*named, part))
    return found


def of_items(T: Tables, names: Names, field: str) -> dict[str, int]:
    """A field of items by name."""
    return dict(zip(names.items, np.asarray(getattr(T, field)).tolist(), strict=True))
