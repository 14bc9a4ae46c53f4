"""F05s: whether those who are wrongly listed get it put right, and whether the poor do as often as the rich."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from demerit.audit.layout import Outcome
from demerit.audit.simulated.judged import number, percent, share_text, state_of, why_open
from demerit.audit.simulated.layout import Seen, measured
from demerit.indicators import intervals
from demerit.indicators.fifths import FIFTHS
from demerit.indicators.quantiles import exact_share

THRESHOLD = 0.10
"""corrections for each wrongful entry; ours"""


@measured(
    "F05s",
    "redress that works",
    f"of wrongful entries, {share_text(THRESHOLD)} or more are put right, also in the poorest fifth (our threshold)",
    "reachability of redress, measured; cf. Latif v. Holder (D. Or. 2014)",
)
def redress_works(seen: Seen) -> Iterator[Outcome]:
    """Every black list: requests that succeeded, for each wrongful entry, of everybody and by income."""
    counts = seen.counts
    for name in seen.black_lists:
        if not (counts.has("upheld", name) and counts.has("wrongful", name)):
            continue
        upheld, wrongful = counts.by_community("upheld", name), counts.by_community("wrongful", name)
        whole = intervals.share(np.minimum(upheld, wrongful), wrongful)
        if whole.value is None:
            continue
        clump = intervals.clumping(np.minimum(upheld, wrongful), wrongful, persons=True)
        fifths = {label: _of(seen, name, (fifth,), clump) for fifth, label in FIFTHS.items()}
        told = {label: one for label, one in fifths.items() if one.value is not None}
        poorest = told.get(FIFTHS[1])
        state, found, whom = state_of(whole, THRESHOLD, "below"), whole, ""
        if poorest is not None and state != "fail" and state_of(poorest, THRESHOLD, "below") == "fail":
            state, found, whom = "fail", poorest, f" of the {FIFTHS[1]}"
        says = (
            f"in a run of it, {percent(found)} of the wrongful entries{whom} are put right on request by the last day, "
            f"of {found.n:,}"
        )
        by_income = "; ".join(f"{label} {percent(one)}" for label, one in told.items())
        ratio = _ratio(seen, name, clump)
        rich = f"; poorest over richest {number(ratio)}" if ratio.value is not None else ""
        verdict = {
            "fail": f"the interval lies below {share_text(THRESHOLD)}",
            "pass": f"the interval lies above {share_text(THRESHOLD)}",
            "not declared": f"{why_open(found)} ({share_text(THRESHOLD)})",
        }[state]
        yield Outcome(
            state, ("schemes", name, "correction"), says, f"{verdict}; by income: {by_income or 'too few'}{rich}"
        )


def _sums(seen: Seen, name: str, fifths: tuple[int, ...]) -> tuple[float, float]:
    """Corrections and wrongful entries of some fifths of income."""
    mask = seen.counts.where("income", lambda value: int(value) in fifths)
    upheld, wrongful = (float(seen.counts.by_group(kind, name)[mask].sum()) for kind in ("upheld", "wrongful"))
    return min(upheld, wrongful), wrongful


def _of(seen: Seen, name: str, fifths: tuple[int, ...], clump: float) -> intervals.Estimate:
    """The share put right in some fifths: the exact interval at the number of cases that the clumping leaves."""
    upheld, wrongful = _sums(seen, name, fifths)
    if wrongful <= 0:
        return intervals.nothing("no wrongful entries")
    low, high = exact_share(upheld / clump, wrongful / clump)
    value = upheld / wrongful
    return intervals.Estimate(value, min(low, value), max(high, value), round(wrongful))


def _ratio(seen: Seen, name: str, clump: float) -> intervals.Estimate:
    return intervals.ratio_of_shares(*_sums(seen, name, (1,)), *_sums(seen, name, (5,)), clump)
