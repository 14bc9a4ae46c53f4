"""L12s: how long a correction takes to arrive, at its source and in every copy.

The half-life is the median of the days from a ruling to the removal, or to the day on which the copy is taken back. Its
interval is that of Woodruff (Journal of the American Statistical Association 47, 1952): the days on which the interval
of the share carried out by then, with communities as clusters, takes one half in.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from demerit.audit.layout import Outcome, Where
from demerit.audit.simulated.judged import days, state_of, why_open
from demerit.audit.simulated.layout import Seen, measured
from demerit.audit.simulated.ledger import Correction, by_community, copies_taken_back, corrections
from demerit.indicators import intervals
from demerit.indicators.intervals import Estimate
from demerit.records.open import Records
from demerit.regime.layout import List

THRESHOLD = 30
"""days; ours, after the month of Regulation (EU) 2016/679, art. 12(3)"""


@measured(
    "L12s",
    "half-life of an error",
    f"of what is corrected, half is put right within {THRESHOLD} days of the ruling, copies included (our threshold)",
    "propagation of corrections, measured; Regulation (EU) 2016/679, arts. 12(3), 16 and 19",
)
def half_life_of_errors(seen: Seen) -> Iterator[Outcome]:
    """Every list and score on which corrections succeed, and every score that has a copy of its entries."""
    for name, scheme in seen.regime.schemes.items():
        found = corrections(seen.records, name)
        yield from _outcome(seen.records, ("schemes", name, "correction"), "the correction itself", found)
        if isinstance(scheme, List):
            for flow, agreement in seen.regime.agreements.items():
                if agreement.source == name and "entry" in agreement.passes:
                    copies = copies_taken_back(seen.records, name, agreement.to)
                    yield from _outcome(seen.records, ("agreements", flow), f"the copy in {agreement.to}", copies)


def _outcome(records: Records, where: Where, what: str, found: Correction) -> Iterator[Outcome]:
    waited = _known(found)
    if not len(waited.person):
        return
    half, within = half_life(records, waited), _share_within(records, waited, THRESHOLD)
    state = state_of(within, 0.5, "below")
    many, still = len(waited.person), int((~waited.done).sum())
    cases = f"{many:,} {'ruling' if many == 1 else 'rulings'} for the person"
    if half.value is None:
        says = f"in a run of it, {what} had not come in half of the cases by the last day ({cases})"
    else:
        says = f"in a run of it, half of the time {what} has come within {days(half)} of the ruling ({cases})"
    left = f"; {still:,} had not come by the last day" if still else ""
    why = {
        "fail": f"the interval of the share put right within {THRESHOLD} days lies below one half{left}",
        "pass": f"the interval of the share put right within {THRESHOLD} days lies above one half{left}",
        "not declared": f"{why_open(within)} (one half put right within {THRESHOLD} days){left}",
    }[state]
    yield Outcome(state, where, says, why)


def _known(found: Correction) -> Correction:
    """Without the rulings of the last days, of which it cannot be said whether they are carried out in time."""
    kept = found.done | (found.waited >= THRESHOLD)
    return Correction(found.person[kept], found.waited[kept], found.done[kept])


def half_life(records: Records, found: Correction) -> Estimate:
    """The median of the days waited with Woodruff's interval; no value where fewer than half were carried out."""
    at = np.unique(found.waited[found.done]).tolist()
    shares = [(day, _share_within(records, found, day)) for day in at]
    value = next((day for day, one in shares if one.value is not None and one.value >= 0.5), None)
    low = next((day for day, one in shares if one.high is not None and one.high >= 0.5), None)
    high = next((day for day, one in shares if one.low is not None and one.low >= 0.5), None)
    bounds = [None if one is None else float(one) for one in (value, low, high)]
    return Estimate(bounds[0], bounds[1], bounds[2], len(found.person))


def _share_within(records: Records, found: Correction, day: int) -> Estimate:
    """The share of corrections carried out within so many days."""
    in_time = found.done & (found.waited <= day)
    return intervals.share(by_community(records, found.person, in_time), by_community(records, found.person))
