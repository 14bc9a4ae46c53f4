"""What is asked for, and what that comes to: from a regime's text and a nation's recipe to a plan for the engine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np

from demerit.engine.chunk import communities_of
from demerit.engine.layout import LONGEST_RUN
from demerit.engine.plan import Plan
from demerit.errors import UserError
from demerit.nations.from_library import library_text
from demerit.nations.from_recipe import MOST_PEOPLE, load_nation, nation_from_text, nation_names
from demerit.nations.layout import COMMUNITY, Nation
from demerit.nations.people import NAMESAKES_ONE
from demerit.records.layout import Keep
from demerit.regime.changes import Change, changed, changed_again, changes_of, left_out
from demerit.regime.check import Known, findings
from demerit.regime.from_yaml import Document, read_document
from demerit.regime.layout import Regime
from demerit.regime.silence import stand_ins
from demerit.tables.from_regime import compile_regime
from demerit.tables.names import Names

DAYS_A_YEAR = 365
"""a year of a run: dates stay those of the calendar, so three years from 1 May end on 29 or 30 April"""
EVERYBODY = 10_000_000
"""people up to whom the ledger is kept of everyone, unless one asks otherwise"""
SAMPLED = 1000
"""communities of which it is kept above that, evenly spread"""

_LEAST_CHUNK, _MOST_CHUNK = 65_536, 1_048_576
_PERSON_DAYS_OF_A_CHUNK = 150_000_000
"""a stop is noticed between chunks, and so must not be far away"""
POLITICAL = "political items"
"""the clause of a regime that `political` changes"""
_TABLES = ("households-2020", "income-2020", "names-2020")


@dataclass(frozen=True)
class Order:
    """What somebody asks for. Raises `UserError`, when it is worked out, for anything that cannot be had."""

    regime: str | Path
    people: int = 1_000_000
    days: int = 3 * DAYS_A_YEAR
    seed: int = 7
    threads: int = 0
    """0 stands for all cores"""
    nation: str | None = None
    start: date | None = None
    tick: int = 7
    chunk: int = 0
    """people in a chunk, a multiple of 1,024; 0 chooses"""
    ledger: Literal["auto", "all", "none"] | Sequence[int] = "auto"
    nation_text: tuple[str, str] | None = None
    """(recipe, its file's name) where it is not looked up"""
    changes: tuple[str, ...] = ()
    """clauses of the regime that read otherwise: `PATH=VALUE` each"""
    without: tuple[str, ...] = ()
    """names of responses and measures that are left out"""
    political: Literal["on", "off"] | None = None
    """whether items marked political are in force; None as the regime says"""


@dataclass(frozen=True)
class Job:
    """An order, worked out: everything that decides a run."""

    order: Order
    file: Document
    """the regime as it is written"""
    document: Document
    """the regime as this run reads it"""
    nation: Nation
    nation_text: str
    names: Names
    plan: Plan
    start: date
    kept: Keep

    @property
    def regime(self) -> Regime:
        """The regime as it enters into force."""
        return self.document.regime


def work_out(order: Order) -> Job:
    """Reads, checks and compiles what was asked for."""
    order = _sane(order)
    file = read_document(order.regime)
    document = changed(file, _changes(order), without=order.without)
    nation, nation_text = _nation(order, document)
    _check(file, document, nation, order)
    start, phases = _phases(document, order)
    tables, names = compile_regime([regime for _, regime in phases], nation, start, order.days)
    kept = _kept(order)
    plan = Plan(
        phases=tuple((day, one) for (day, _), one in zip(phases, tables, strict=True)),
        people=order.people,
        days=order.days,
        tick=order.tick,
        threads=order.threads,
        chunk=order.chunk,
        keep=lambda first, number: keeps(kept, first, number),
    )
    return Job(order, file, document, nation, nation_text, names, plan, start, kept)


def _sane(order: Order) -> Order:
    """The order with its choices made and its numbers found to be possible."""
    for name, value, low, high in (
        ("people", order.people, 1, MOST_PEOPLE),
        ("days", order.days, 1, LONGEST_RUN),
        ("days of a tick", order.tick, 1, 365),
        ("threads", order.threads, 0, 4096),
        ("as its seed", order.seed, 0, (1 << 64) - 1),
        ("people in a chunk", order.chunk or 0, 0, MOST_PEOPLE),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UserError(f"a run cannot have {value} {name}", f"a whole number from {low:,} to {high:,}")
    threads = order.threads or os.cpu_count() or 1
    chunk = order.chunk or _chunk(order.people, order.days, threads)
    if chunk % COMMUNITY or chunk < COMMUNITY:
        raise UserError(f"a chunk cannot have {chunk:,} people", f"a multiple of {COMMUNITY:,}")
    return replace(order, threads=threads, chunk=chunk)


def _chunk(people: int, days: int, threads: int) -> int:
    """About four chunks a thread, neither so small that they cost nor so large that a stop would wait."""
    wanted = min(max(people // (threads * 4), _LEAST_CHUNK), _MOST_CHUNK, _PERSON_DAYS_OF_A_CHUNK // days)
    return max(1, wanted // COMMUNITY) * COMMUNITY


def _nation(order: Order, document: Document) -> tuple[Nation, str]:
    """The nation that the order names, or else the one that the regime was written for; and its recipe."""
    if order.nation_text is not None:
        text, file = order.nation_text
        return nation_from_text(text, file, order.seed, order.people), text
    name = order.nation or document.regime.nation
    nation = load_nation(name, order.seed, order.people)
    text = library_text(f"{name}.yaml") if name in nation_names() else Path(name).read_text(encoding="utf-8")
    return nation, text


def known(nation: Nation) -> Known:
    """The names of a nation, for the laws of a sane regime."""
    ceilings = {conduct.name: conduct.rises_at_most for conduct in nation.conduct}
    ceilings["performance"] = nation.dues.rises_at_most
    streams = {stream.name: stream for stream in nation.streams}
    return Known(
        nation.name,
        [c.name for c in nation.conduct],
        [g.name for g in nation.gates],
        ceilings,
        places=nation.places,
        credit_gates=[g.name for g in nation.gates if g.knows_file],
        groups={
            kind: list(dict.fromkeys(str(getattr(group, kind)) for group in nation.groups))
            for kind in ("age", "sex", "residence", "income")
        },
        acts_a_year={
            c.name: 365.25 * c.per_day.value * float((c.weight * streams[c.stream].active).mean())
            for c in nation.conduct
        },
        commonest_name=nation.people.namesakes_most / NAMESAKES_ONE,
    )


def _changes(order: Order) -> list[Change]:
    """The clauses that an order reads otherwise than the regime's file."""
    if order.political not in (None, "on", "off"):
        raise UserError(f"political items cannot be `{order.political}`", "on or off")
    return changes_of([*([f"{POLITICAL}={order.political}"] if order.political else []), *order.changes])


def _check(file: Document, document: Document, nation: Nation, order: Order) -> None:
    """Compares the regime with the nation; the file is read again only to say where something is wrong."""
    names = known(nation)
    if any(findings(regime, names) for _, regime in document.phases):
        read_document(order.regime, names)
        changed(file, _changes(order), names, without=order.without)


def _phases(document: Document, order: Order) -> tuple[date, list[tuple[int, Regime]]]:
    """First day of the run, and every regime in force during it by the day of the run on which it begins."""
    first = document.phases[0][0]
    start = order.start or first
    if start < first:
        raise UserError(f"the run cannot start on {start}", f"{first}, when the regime comes into force, or later")
    if start.year + order.days // DAYS_A_YEAR > 9000:
        raise UserError(f"the run cannot start on {start}", "a year that calendars have")
    end = start + timedelta(days=order.days)
    now = [regime for day, regime in document.phases if day <= start][-1]
    later = [((day - start).days, regime) for day, regime in document.phases if start < day < end]
    return start, [(0, now), *later]


def silences(job: Job) -> list[str]:
    """What the regimes in force during a run leave undeclared, and what the run does instead, one sentence each."""
    _, phases = _phases(job.document, job.order)
    said: list[str] = []
    before: list[str] = []
    for day, regime in phases:
        now = stand_ins(regime)
        said += [f"From day {day:,} on, {one}." if day else f"{one}." for one in now if one not in before]
        before = now
    return said


def changes_said(job: Job) -> list[str]:
    """What a run reads otherwise than the regime's file, one sentence each."""
    order = job.order
    said = [f"This run leaves out the {section.removesuffix('s')} `{name}` of the regime."
            for section, name in left_out(job.file, order.without)]  # fmt: skip
    changes = _changes(order)
    said += [f"This run reads otherwise than the regime: {change}." for change in changes]
    return said + [
        f"The phase `{phase}` reads {path} otherwise again, as the regime says."
        for path, phase in changed_again(job.document, changes)
    ]


def _kept(order: Order) -> Keep:
    """Whose ledger is written."""
    ledger, communities = order.ledger, communities_of(order.people)
    if ledger in ("all", "none"):
        return {"ledger": str(ledger), "every": int(ledger == "all"), "besides": []}
    asked: list[int] = []
    if isinstance(ledger, list | tuple) and all(type(one) is int for one in ledger):
        asked = sorted(set(ledger))
    elif ledger != "auto":
        raise UserError(f"`{ledger}` is no choice of ledger", "auto, all, none, or numbers of communities")
    if asked and not 0 <= asked[0] <= asked[-1] < communities:
        wrong = asked[0] if asked[0] < 0 else asked[-1]
        raise UserError(f"this run has no community {wrong:,}", f"a number from 0 to {communities - 1:,}")
    every = 1 if order.people <= EVERYBODY else -(-communities // SAMPLED)
    return {"ledger": "all" if every == 1 else "sample", "every": every, "besides": asked}


def keeps(kept: Keep, first: int, number: int) -> Any:
    """1 for each of `number` communities from `first` on whose ledger is written."""
    chosen = np.zeros(number, np.uint8)
    if kept["every"]:
        chosen[-first % kept["every"] :: kept["every"]] = 1
    besides = np.asarray(kept["besides"], np.int64) - first
    chosen[besides[(besides >= 0) & (besides < number)]] = 1
    return chosen


def hash_of_regime(job: Job) -> str:
    """SHA-256 of the regime file."""
    return hashlib.sha256(job.document.text.encode()).hexdigest()


def hash_of_nation(job: Job) -> str:
    """SHA-256 of the recipe and of the data files that it draws on."""
    stirred = hashlib.sha256(job.nation_text.encode())
    for name in _TABLES:
        stirred.update(library_text(f"{name}.txt").encode())
    return stirred.hexdigest()
