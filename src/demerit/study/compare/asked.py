"""What is to be compared, made into two orders of the same people, or found to be two runs of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from demerit.errors import UserError
from demerit.records.layout import MANIFEST
from demerit.records.manifest import order_of
from demerit.records.open import Records, open_run
from demerit.records.order import DAYS_A_YEAR, POLITICAL, Order
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import Document, read_document

RESULT, SIDES = "comparison.json", ("a", "b")
"""what the folder of a comparison has: the result, and the two runs if they were made for it"""
PEOPLE, YEARS, SEED = 100_000, 3.0, 7
"""whom, how long and with which luck, where nobody says otherwise"""

SHARED: dict[str, str] = {
    "nation_sha256": "nation", "seed": "seed", "people": "number of people", "start": "first day",
    "days": "number of days", "tick": "tick",
}  # fmt: skip
"""fields of a manifest that two runs must have in common to share their people and their luck"""
_OPTIONS = {"people": "--people", "years": "--years", "seed": "--seed", "start": "--from", "nation": "--nation"}
_HOW_ELSE = "`demerit run {name} --people {people} --seed {seed} --start {start}` makes one that can be compared"


@dataclass(frozen=True)
class Asked:
    """What somebody wants compared. `a` and `b` are regimes (a shipped name, a file, its text) or run folders.

    Without `b`, B is A read otherwise, or `a` the folder of a comparison with both runs in it; with it, B is read
    otherwise. What is None is taken from the run folder, if
    one of the two is one, or else has its default. Raises `UserError`, when it is worked out, for what cannot be had.
    """

    a: str | Path
    b: str | Path | None = None
    people: int | None = None
    years: float | None = None
    seed: int | None = None
    start: date | None = None
    nation: str | None = None
    threads: int = 0
    changes: tuple[str, ...] = ()
    """clauses that B reads otherwise: `PATH=VALUE` each"""
    without: tuple[str, ...] = ()
    """responses and measures that B leaves out"""
    political: Literal["on", "off"] | None = None
    """whether items marked political are in force in B"""

    @property
    def otherwise(self) -> bool:
        """Whether B reads anything otherwise."""
        return bool(self.changes or self.without or self.political)


@dataclass(frozen=True)
class Pair:
    """A and B: each an order, or a run that was made before."""

    a: Order | Records
    b: Order | Records

    def of(self, people: int) -> Pair:
        """The same of so many people; both must be orders."""
        return Pair(*(replace(one, people=people) if isinstance(one, Order) else one for one in (self.a, self.b)))


def pair_of(asked: Asked) -> Pair:
    """Finds, reads and checks what is to be compared; nothing is run."""
    asked = _of_a_comparison(asked)
    a = _run(asked.a)
    b = None if asked.b is None else _run(asked.b)
    if asked.b is None and not asked.otherwise:
        raise UserError(
            f"`{_name(asked.a)}` is to be compared with nothing",
            "a second regime or run, or a change to the first",
            f'`demerit compare {_name(asked.a)} OTHER`, or --set "PATH=VALUE", --without NAME, --political off',
        )
    if b is not None and asked.otherwise:
        raise UserError(
            f"{asked.b} is a run that was made, and cannot be read otherwise",
            "a regime as B",
            "give the run as A and leave B out: B is then A with the change",
        )
    made = a or b
    if made is not None:
        _refuse_options(asked, made)
    if a is not None and b is not None:
        return Pair(_alike(a, b), b)
    orders = [_order(asked, source, made) for source in (asked.a, asked.a if asked.b is None else asked.b)]
    orders[1] = replace(
        orders[1], changes=asked.changes, without=asked.without, political=asked.political
    )  # fmt: skip
    if made is None:
        orders = _of_one_day(orders, asked)
    return Pair(a or orders[0], b or orders[1])


def _of_a_comparison(asked: Asked) -> Asked:
    """What is asked of the folder of a comparison, asked of the two runs in it."""
    for source in (asked.a, asked.b):
        if source is None or not _is_comparison(source):
            continue
        folder = Path(source)
        runs = [folder / side for side in SIDES]
        if not all((run / MANIFEST).is_file() for run in runs):
            raise UserError(
                f"{folder} holds a comparison of two runs that lie elsewhere", "the folders of the two runs"
            )
        if asked.b is not None or asked.otherwise:
            raise UserError(f"{folder} holds a comparison, and so two runs", "the folder of one of them",
                            f"{runs[0]} or {runs[1]}; `demerit compare {folder}` compares the two")  # fmt: skip
        return replace(asked, a=runs[0], b=runs[1])
    return asked


def _is_comparison(source: str | Path) -> bool:
    """Whether this is a folder as a comparison leaves it."""
    if isinstance(source, str) and "\n" in source:
        return False
    return (Path(source) / RESULT).is_file() and not (Path(source) / MANIFEST).is_file()


def _run(source: str | Path) -> Records | None:
    """The run in a folder; None for what is a regime."""
    if isinstance(source, str) and "\n" in source:
        return None
    return open_run(source) if (Path(source) / MANIFEST).is_file() else None


def _name(source: str | Path) -> str:
    text = str(source)
    return "the text of a regime" if "\n" in text else text


def _refuse_options(asked: Asked, made: Records) -> None:
    """The run says who lives when; an option that says something else would compare other people."""
    said = made.manifest
    has: dict[str, Any] = {
        "people": said["people"], "years": said["days"] / DAYS_A_YEAR, "seed": said["seed"],
        "start": date.fromisoformat(said["start"]), "nation": said["nation"],
    }  # fmt: skip
    for field, option in _OPTIONS.items():
        given = getattr(asked, field)
        if given is not None and given != has[field]:
            raise UserError(
                f"{option} {given} does not go with {made.folder}, which has {has[field]}",
                "the people, days and luck of the run",
                f"leave {option} out, or compare two regimes",
            )


def _order(asked: Asked, source: str | Path, made: Records | None) -> Order:
    """The order of one side: over the people of a run, or over those that were asked for."""
    run = _run(source)
    if made is not None:
        order = order_of(made.manifest, asked.threads or None)
        return order if run is not None else replace(order, regime=source)
    years = YEARS if asked.years is None else asked.years
    return Order(
        regime=source, people=PEOPLE if asked.people is None else asked.people, days=round(years * DAYS_A_YEAR),
        seed=SEED if asked.seed is None else asked.seed, threads=asked.threads, nation=asked.nation, start=asked.start,
    )  # fmt: skip


def _of_one_day(orders: list[Order], asked: Asked) -> list[Order]:
    """Two orders with the same nation and first day, or a refusal that says how to have them."""
    a, b = (_document(order) for order in orders)
    if asked.nation is None and a.regime.nation != b.regime.nation:
        raise UserError(
            f"`{a.regime.regime}` was written for {a.regime.nation}, `{b.regime.regime}` for {b.regime.nation}",
            "two regimes over one nation",
            f"`--nation {a.regime.nation}` puts both over it, if {b.regime.regime} names nothing that it lacks",
        )
    days = [document.phases[0][0] for document in (a, b)]
    if asked.start is None and days[0] != days[1]:
        raise UserError(
            f"`{a.regime.regime}` is in force from {days[0]}, `{b.regime.regime}` from {days[1]}",
            "two runs from the same first day",
            f"`--from {max(days)}`, the later of the two",
        )
    first = asked.start or days[0]
    if first < max(days):
        late = a if days[0] == max(days) else b
        raise UserError(
            f"`{late.regime.regime}` is not in force on {first}",
            "a first day on which both are in force",
            f"`--from {max(days)}`, or later",
        )
    return [replace(order, start=first) for order in orders]


def _document(order: Order) -> Document:
    """The regime of an order as its run would read it."""
    file = read_document(order.regime)
    given = [f"{POLITICAL}={order.political}"] if order.political else []
    return changed(file, changes_of([*given, *order.changes]), without=order.without)


def _alike(a: Records, b: Records) -> Records:
    """Run A, if it has the people and the luck of B; a refusal that names what differs, if not."""
    left: Mapping[str, Any] = a.manifest
    right: Mapping[str, Any] = b.manifest
    for field, called in SHARED.items():
        if left.get(field) != right.get(field):
            values = ("nation", "nation") if field == "nation_sha256" else (field, field)
            raise UserError(
                f"the two runs differ in their {called}: {left.get(values[0])} and {right.get(values[1])}",
                "two runs of the same people from the same day, under one seed",
                _HOW_ELSE.format(
                    name=right["regime"], people=left["people"], seed=left["seed"], start=left["start"]
                ),
            )  # fmt: skip
    return a
