"""What is shown: everything that a report, a chart, a terminal summary or a notebook reads, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]

SYNTHETIC = "Synthetic people"
"""Stands on every figure, table of people and page that this package makes."""


class NothingToDrawError(ValueError):
    """The run holds nothing that the chart could show; the message says what is missing, as one sentence."""


@dataclass(frozen=True)
class ReportData:
    """One run, ready to be shown. Counter names are those of the records room (`entries.<list>`, `refused.<gate>`).

    `series` has one list a column, one element a day: `day` (0 on the day the regime is in force), `date` (ISO text or
    `datetime.date`) and the counters: flows of the day, or the number in force at its end. Its `band.<scheme>.<band>`
    columns stand in the regime's order, from the best band to the worst.
    """

    title: str
    manifest: Row = field(default_factory=dict)
    """regime, nation, people, days, seed, threads, wall_s, command, digest, versions, hashes ...; may be nested"""
    regime: Sequence[tuple[str, Sequence[str]]] = ()
    """the regime in plain sentences: (heading, sentences)"""
    series: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    groups: Sequence[Row] = ()
    """one row a group: age, sex, residence, income (1 the poorest fifth), people, and a total for every counter"""
    indicators: Sequence[Row] = ()
    """name, label, scheme, value, low, high (95 % interval), unit, formula, source, direction"""
    lives: Sequence[Row] = ()
    """what `life.as_dict` returns: code, name, summary, lines [{line, day, date, event, text, cause}]"""
    notes: Sequence[str] = ()
    """what a reader must know to read this run rightly, one sentence each"""
