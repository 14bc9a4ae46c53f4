"""Every counter by income, age, residence and sex, in A and in B."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import numpy as np

from demerit.records.layout import parse_counter
from demerit.records.open import Records
from demerit.study.compare.layout import Class, Tally


def tallies(a: Records, b: Records) -> list[Tally]:
    """Every counter that both runs keep, of everyone and by each class of people."""
    left, right = a.groups.numpy(), b.groups.numpy()
    counters = [name for name in left if name in right and parse_counter(name)]
    return [one for by in get_args(Class) for one in _by(by, counters, left, right)]


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
