"""The spiral: what one black mark brings about, by people who live twice, the second time with it struck out."""

from __future__ import annotations

import numpy as np

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Compute, Indicator
from demerit.indicators.measures import share_of


def _twins(what: str) -> Compute:
    def compute(counts: Counts, _: str) -> list[Estimate]:
        rows = counts.run.twins()
        if not rows:
            return []
        with_it, without_it = (np.array([float(row[f"{what}_{side}"]) for row in rows]) for side in ("with", "without"))
        return [intervals.twins(with_it, without_it, sum(row["people"] for row in rows))]

    return compute


def _of_offences(counts: Counts, conduct: str) -> list[Estimate]:
    if counts.conduct.get(conduct, {}).get("merit", True) or not counts.responds(conduct):
        return []
    return list(share_of("added", "acts")(counts, conduct))


_TWINS = "own definition, by counterfactual twins in the climate of the original run"

INDICATORS = (
    Indicator(
        name="spiral_marks",
        label="Spiral of marks",
        meaning="Marks after a person's first, over those of the same people with it struck out; 1 is no spiral.",
        formula="marks_with / marks_without, over twins",
        unit="ratio",
        direction="harm",
        owner="run",
        needs=(),
        compute=_twins("marks"),
        source=_TWINS,
    ),
    Indicator(
        name="spiral_refusals",
        label="Spiral of refusals",
        meaning="Refusals after a person's first mark, over those of the same people with the mark struck out.",
        formula="refusals_with / refusals_without, over twins",
        unit="ratio",
        direction="harm",
        owner="run",
        needs=(),
        compute=_twins("refusals"),
        source=_TWINS,
    ),
    Indicator(
        name="offences_provoked",
        label="Offences provoked",
        meaning="Share of offences, in the strands that the regime watches, done because of a response to it.",
        formula="added / acts, for conduct that is no merit",
        unit="share of acts",
        direction="harm",
        owner="conduct",
        needs=("added", "acts"),
        compute=_of_offences,
    ),
)
