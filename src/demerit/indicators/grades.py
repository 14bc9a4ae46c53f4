"""Grades, warnings and repair: what becomes of a score besides points, and who leaves it."""

from __future__ import annotations

from demerit.indicators import intervals
from demerit.indicators.counts import Counts
from demerit.indicators.definitions import share
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Indicator
from demerit.indicators.measures import in_bands


def _withdrew(counts: Counts, scheme: str) -> list[Estimate]:
    gone = counts.by_community("withdrew", scheme)
    return [intervals.share(gone, gone + in_bands(counts, scheme))]


INDICATORS = (
    share(
        name="direct_grades",
        label="Direct grades",
        meaning="Share of marks that put the person into a band at once, whatever the points.",
        part="graded",
        whole="marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
    ),
    share(
        name="warnings",
        label="Warnings in place of points",
        meaning="Warnings for a first deduction of its kind, as a share of warnings and marks.",
        part="warned",
        whole="warned marks",
        unit="share of warnings and marks",
        direction="benefit",
        owner="scheme",
    ),
    share(
        name="repaired_marks",
        label="Marks repaired",
        meaning="Share of marks that the person had repaired by the end of the run.",
        part="repaired",
        whole="marks",
        unit="share of marks",
        direction="benefit",
        owner="scheme",
    ),
    Indicator(
        name="withdrawals",
        label="Consent withdrawn",
        meaning="Share of those who took part who withdrew during the run and had their record erased.",
        formula="withdrew / (withdrew + band (all) on the last day)",
        unit="share of people who took part",
        direction="benefit",
        owner="scheme",
        needs=("withdrew", "band"),
        compute=_withdrew,
        source="own definition; that one may leave is a claimed benefit, that many do speaks against the score",
    ),
)
