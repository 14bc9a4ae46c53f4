"""By income, age, residence and sex: every counter in A and in B, and every indicator's difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import numpy as np

from demerit.indicators.classes import ClassOf, classes_of
from demerit.records.layout import parse_counter
from demerit.records.open import Records
from demerit.study.compare.differences import Side, difference
from demerit.study.compare.layout import Class, Difference, Tally


def tallies(a: Records, b: Records) -> list[Tally]:
    """Every counter that both runs keep, of everyone and by each class of people."""
    left, right = a.groups.numpy(), b.groups.numpy()
    counters = [name for name in left if name in right and parse_counter(name)]
    return [one for by in get_args(Class) for one in _by(by, counters, left, right)]


def class_of(records: Records, label: str) -> ClassOf | None:
    """The class of people that a label names (`rural`, `poorest fifth`), if it names one."""
    return next((one for one in classes_of(records) if one.label == label), None)


def differences_by_class(a: Records, b: Records, *, identical: bool = False) -> list[Difference]:
    """Every indicator of each class of people that both runs have, B less A; `group` of each says which class.

    A class is lived in the same blocks of communities in both runs, so intervals are paired as those of everyone are.
    Empty where one of the two does not tell people apart: see `demerit.indicators.classes`.
    """
    there = {(one.kind, one.name): one for one in classes_of(b)}
    found = []
    for one in classes_of(a):
        other = there.get((one.kind, one.name))
        if other is None:
            continue
        left, right = Side(one), Side(other)
        keys = [key for key in left.values if key in right.values and not key[2]]
        for key in keys:
            about = difference(left, right, key, identical=identical)
            found.append(replace(about, kind=one.kind, group=one.label))
    return found


def _by(by: Class, counters: list[str], a: dict[str, Any], b: dict[str, Any]) -> Iterator[Tally]:
    rows = len(a["people"])
    of = np.zeros(rows, dtype=int) if by == "everyone" else np.asarray(a[by]).astype(str)
    labels, at = np.unique(of, return_inverse=True)

    def sums(values: Any) -> list[int]:
        # Sums of floats are exact below 2**53, which no counter comes near.
        return [int(total) for total in np.bincount(at, np.asarray(values, dtype=np.float64), len(labels))]

    people = sums(a["people"])
    for counter in counters:
        for label, members, one, other in zip(labels, people, sums(a[counter]), sums(b[counter]), strict=True):
            yield Tally(counter, by, "" if by == "everyone" else str(label), members, one, other)
