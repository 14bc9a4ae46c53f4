"""The spiral: what one black mark brings about, by people who live twice, the second time with it struck out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.definitions import added
from demerit.indicators.intervals import Estimate, Floats
from demerit.indicators.layout import Compute, Indicator


def _twins(what: str) -> Compute:
    def compute(counts: Counts, _: str) -> list[Estimate]:
        rows = counts.twins
        return [intervals.twins(*_sides(rows, what), sum(row["people"] for row in rows))] if rows else []

    return compute


def _sides(rows: Iterable[Mapping[str, Any]], what: str) -> tuple[Floats, Floats]:
    """What twins met with their first mark, and without it, by community."""
    met = np.array([(row[f"{what}_with"], row[f"{what}_without"]) for row in rows], np.float64)
    return met[:, 0], met[:, 1]


def _share(what: str) -> Compute:
    """The share of what the first mark brings that is gone without a response, or for the run without all of them."""

    def compute(counts: Counts, link: str) -> list[Estimate]:
        rows = counts.twins
        if not counts.links:
            return []
        given, spared = _sides(rows, what)
        less_given, less_spared = _sides((row["links"][link] if link else row["unlinked"] for row in rows), what)
        found = intervals.excess_share(given - spared, less_given - less_spared)
        people = np.array([float(row["people"]) for row in rows])
        brought = intervals.balance(given, spared, people)
        if found.value is not None and (brought.low is None or brought.low <= 0):
            return [found._replace(low=None, high=None, note="what the first mark brings is not clear of zero")]
        return [found]

    return compute


_TWINS = "own definition, by counterfactual twins in the climate of the original run"
_ONE, _ALL = "the response", "all of them"


def _spiral(what: str, name: str, label: str, meaning: str) -> Indicator:
    """What twins meet with their first mark, over what they meet without it."""
    return Indicator(
        name=name,
        label=label,
        meaning=meaning,
        formula=f"{what}_with / {what}_without, over twins",
        unit="ratio",
        direction="harm",
        owner="run",
        needs=(),
        compute=_twins(what),
        source=_TWINS,
    )


def _gone(what: str, name: str, label: str, meaning: str, *, without: str) -> Indicator:
    """The share of a spiral that is gone without one response (of each), or without all of them (of the run)."""
    return Indicator(
        name=name,
        label=label,
        meaning=meaning,
        formula=f"1 - ({what}_with - {what}_without, without {without}) / ({what}_with - {what}_without), over twins",
        unit=f"share of extra {what}",
        direction="harm",
        owner="response" if without == _ONE else "run",
        needs=(),
        compute=_share(what),
        source=_TWINS,
    )


INDICATORS = (
    _spiral(
        "marks",
        name="spiral_marks",
        label="Spiral of marks",
        meaning="Marks after a person's first, over those of the same people with it struck out; 1 is no spiral.",
    ),
    _spiral(
        "refusals",
        name="spiral_refusals",
        label="Spiral of refusals",
        meaning="Refusals after a person's first mark, over those of the same people with the mark struck out.",
    ),
    _gone(
        "marks",
        name="spiral_share",
        label="Share of the spiral of marks",
        meaning="Share of the marks that a person's first brings about which are gone with this response switched off, "
        "everything else being the same; below 0 if it keeps marks away. What two do together counts for both.",
        without=_ONE,
    ),
    _gone(
        "marks",
        name="spiral_share_all",
        label="Share of the spiral of marks, all responses",
        meaning="The same with all these responses off: the rest is brought by the rules alone, nobody changing.",
        without=_ALL,
    ),
    _gone(
        "refusals",
        name="spiral_share_refusals",
        label="Share of the spiral of refusals",
        meaning="Share of the refusals that a person's first mark brings about which are gone without this response.",
        without=_ONE,
    ),
    _gone(
        "refusals",
        name="spiral_share_refusals_all",
        label="Share of the spiral of refusals, all responses",
        meaning="The same with all these responses off.",
        without=_ALL,
    ),
    added(
        name="offences_provoked",
        label="Offences provoked",
        meaning="Share of offences, in the strands that the regime watches, done because of a response to it.",
        applies=lambda info: not info.get("merit", True),
        conduct="conduct that is no merit",
        direction="harm",
    ),
)
