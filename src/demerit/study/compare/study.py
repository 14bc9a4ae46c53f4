"""Two regimes over the same people, lived and compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from demerit.errors import UserError
from demerit.records.open import Records, open_run
from demerit.records.order import Order
from demerit.regime.difference import difference as clause_difference
from demerit.regime.from_yaml import read_regime
from demerit.study.compare.asked import Asked, Pair, pair_of
from demerit.study.compare.differences import Side, difference, differences, only
from demerit.study.compare.first import FIRST, first_days
from demerit.study.compare.flows import flows
from demerit.study.compare.groups import class_of, differences_by_class, tallies
from demerit.study.compare.layout import Compared, Difference, Search
from demerit.study.compare.ledgers import Ledgers
from demerit.study.compare.search import key_of, refuse_unknown, search

Live = Callable[[Order, Path], None]
"""runs an order into an empty folder"""


def study(
    asked: Asked, folder: Path, live: Live, *, indicator: str | None = None, within: float | None = None
) -> Compared:
    """Compares two regimes in a folder, where runs that are made now are kept as `a` and `b`.

    With `indicator` and `within`, as many people live as its difference needs to have an interval of that width.
    Raises `UserError` for what cannot be had.
    """
    if indicator is None or within is None:
        return compare(*lived(pair_of(asked), folder, live), folder)
    refuse_unknown(indicator, within)
    pair, last = pair_of(asked), [Path(), Path()]
    for one in (pair.a, pair.b):
        if isinstance(one, Records):
            raise UserError(
                f"{one.folder} is a run that was made, of {one.manifest['people']:,} people",
                "regimes with --people auto",
                "leave --people auto out, or name the regime",
            )

    def at(people: int) -> tuple[int, Difference]:
        a, b = lived(pair.of(people), folder, live)
        last[:] = [a.folder, b.folder]
        return int(a.manifest["people"]), _asked_for(indicator, a, b)

    found = search(indicator, within, at)
    return compare(open_run(last[0]), open_run(last[1]), folder, found)


def _asked_for(indicator: str, a: Records, b: Records) -> Difference:
    """The difference of NAME, NAME.OWNER or NAME.OWNER.GROUP; the last word may be a class of people."""
    name, _, label = indicator.rpartition(".")
    classes = class_of(a, label.strip()), class_of(b, label.strip())
    if name and classes[0] and classes[1]:
        sides = Side(classes[0]), Side(classes[1])
        keys = [key for key in sides[0].values if key in sides[1].values and not key[2]]
        if not any(key[0] == name.split(".")[0].strip() for key in keys):
            raise UserError(
                f"`{name}` is not told of a class of people", "an indicator that `demerit indicators RUN --by` has",
                f"`--indicator {name}`, of everyone",
            )  # fmt: skip
        key = key_of(name, keys)
    else:
        sides = Side(a), Side(b)
        key = key_of(indicator, sides[0].values.keys() & sides[1].values.keys())
    return difference(*sides, key, identical=_one_regime(a, b))


def lived(pair: Pair, folder: Path, live: Live) -> tuple[Records, Records]:
    """Both runs; what stands in the places of those that are made now is what an earlier size left there."""
    found = []
    for name, one in (("a", pair.a), ("b", pair.b)):
        if isinstance(one, Order):
            shutil.rmtree(folder / name, ignore_errors=True)
            live(one, folder / name)
            found.append(open_run(folder / name))
        else:
            found.append(one)
    return found[0], found[1]


def _one_regime(a: Records, b: Records) -> bool:
    """Whether two runs of the same people are one regime, word for word of what decides a life."""
    return bool(a.manifest["digest"] == b.manifest["digest"]) and not clause_difference(
        read_regime(a.manifest["regime_text"]), read_regime(b.manifest["regime_text"])
    )


def compare(a: Records, b: Records, folder: Path, found: Search | None = None) -> Compared:
    """What differs between two runs of the same people; `first_difference.parquet` is written to the folder."""
    sides, identical = (Side(a), Side(b)), _one_regime(a, b)
    ledgers = Ledgers(a, b)
    regimes = [read_regime(one.manifest["regime_text"]) for one in (a, b)]
    return Compared(
        a=a,
        b=b,
        clauses=tuple(clause_difference(*regimes)),
        differences=tuple(differences(*sides, identical=identical)),
        by_class=tuple(differences_by_class(a, b, identical=identical)),
        only=tuple(only(*sides)),
        tallies=tuple(tallies(a, b)),
        flows=flows(a, b, ledgers),
        first=first_days(ledgers, folder, a.manifest),
        first_file=folder / FIRST,
        search=found,
    )
