"""Indicators of a class of people: of one age, sex, residence or fifth of income, each with its interval.

A run adds its counters up by class in blocks of communities (classes.parquet). A class is therefore a run of fewer
people, whose blocks stand for communities: every indicator is computed as it is for everyone, and intervals are those
of `demerit.indicators.intervals`, over blocks. Blocks of whole communities are the random groups of Wolter
(Introduction to Variance Estimation, 2nd ed. 2007, chapter 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, get_args

import numpy as np

from demerit.errors import UserError, did_you_mean, listed
from demerit.indicators.counts import Run
from demerit.indicators.fifths import FIFTHS
from demerit.indicators.from_records import indicators
from demerit.indicators.layout import Value

Kind = Literal["income", "age", "residence", "sex"]
"""what people are told apart by"""
KINDS: tuple[Kind, ...] = get_args(Kind)


class Classed(Run, Protocol):
    """A run that adds up by class of people: `demerit.records.open.Records` is one."""

    @property
    def classes(self) -> Any:
        """A `Columns`, one row a class of people in a block of communities."""


@dataclass(frozen=True)
class _Rows:
    """Some rows of a table, in memory."""

    held: Mapping[str, Any]

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self.held)

    def numpy(self, *columns: str) -> dict[str, Any]:
        """Columns by name."""
        return {name: self.held[name] for name in columns or self.held}

    def __len__(self) -> int:
        return len(self.held["people"])


@dataclass(frozen=True)
class ClassOf:
    """A class of people of a run, as if they were the run."""

    run: Run
    kind: Kind
    name: str
    """as in the tables: `18-29`, `female`, `rural`, `1`"""
    clusters: _Rows
    """one row a block of communities"""
    groups: _Rows
    """one row a group of people of the class"""

    @property
    def label(self) -> str:
        """The class in words."""
        return FIFTHS[int(self.name)] if self.kind == "income" else self.name

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What was run."""
        return self.run.manifest

    def twins(self) -> list[dict[str, Any]]:
        """None: twins are added up over everybody of a community."""
        return []


def classes_of(run: Classed, kinds: tuple[Kind, ...] = KINDS) -> list[ClassOf]:
    """The classes of people of a run, without those that have nobody; none where the run knows no classes.

    A nation of one group has none, nor has the folder of a run of an earlier version.
    """
    held, groups = run.classes.numpy(), run.groups.numpy()
    found, kind_of, class_of = [], np.asarray(held["kind"]).astype(str), np.asarray(held["class"]).astype(str)
    for kind in kinds:
        group_of = np.asarray(groups[kind]).astype(str)
        for name in dict.fromkeys(class_of[kind_of == kind].tolist()):
            blocks = _chosen(held, (kind_of == kind) & (class_of == name))
            if blocks.held["people"].sum() > 0:
                found.append(ClassOf(run, kind, name, blocks, _chosen(groups, group_of == name)))
    return found


def _chosen(held: Mapping[str, Any], rows: Any) -> _Rows:
    return _Rows({column: values[rows] for column, values in held.items()})


def known_kind(kind: str) -> Kind:
    """One of the kinds of class; raises `UserError` for another word."""
    for known in KINDS:
        if known == kind:
            return known
    raise UserError(f"people are not told apart by `{kind}`", listed(KINDS), did_you_mean(kind, KINDS))


def indicators_by(run: Classed, kind: str) -> list[Value]:
    """Every indicator that applies to classes of people: of everyone, then of each class of the kind.

    `group` of a value is its class, empty for everyone. Left out are indicators that compare classes themselves, and
    those of twins. Raises `UserError` for another kind, and where the run knows no classes.
    """
    classes = classes_of(run, (known_kind(kind),))
    if not classes:
        raise UserError(
            f"this run does not tell people apart by {kind}",
            "a run whose nation has groups, made by this version or a later one",
        )
    of_classes: dict[tuple[str, str], list[Value]] = {}
    for one in classes:
        for value in indicators(one):
            if not value.group:
                about = replace(value, group=one.label, label=f"{value.label}, {one.label}")
                of_classes.setdefault((value.name, value.scheme), []).append(about)
    everyone = [value for value in indicators(run) if not value.group and (value.name, value.scheme) in of_classes]
    return [one for value in everyone for one in (value, *of_classes[value.name, value.scheme])]
