"""F06s: whether people who are wrongly listed know of it while it lasts."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.layout import Outcome
from demerit.audit.simulated.judged import percent, share_text, state_of, why_open
from demerit.audit.simulated.layout import Seen, measured
from demerit.audit.simulated.ledger import by_community, stays
from demerit.indicators import intervals

THRESHOLD = 0.05
"""share of the days; ours"""


@measured(
    "F06s",
    "days listed without knowing",
    f"people who are wrongly listed do not know of it on less than {share_text(THRESHOLD)} of the days (our threshold)",
    "order of events, measured; cf. Latif v. Holder (D. Or. 2014)",
)
def days_unaware(seen: Seen) -> Iterator[Outcome]:
    """Every black list: wrongful days before the person knew, over all wrongful days."""
    for name in seen.black_lists:
        found = stays(seen.records, name)
        wrong = found.wrong
        person = found.person[wrong]
        unaware = by_community(seen.records, person, found.unaware[wrong])
        share = intervals.share(unaware, by_community(seen.records, person, found.days[wrong]))
        if share.value is None:
            continue
        state = state_of(share, THRESHOLD, "above")
        says = (
            f"in a run of it, people who are wrongly on the list do not know of it on {percent(share)} of the days, in "
            f"{int(wrong.sum()):,} wrongful {'entry' if wrong.sum() == 1 else 'entries'}"
        )
        everybody = intervals.share(
            by_community(seen.records, found.person, found.unaware),
            by_community(seen.records, found.person, found.days),
        )
        among = f"of everybody's days on the list it is {percent(everybody)}"
        why = {
            "fail": f"the interval lies above {share_text(THRESHOLD)}; {among}",
            "pass": f"the interval lies below {share_text(THRESHOLD)}; {among}",
            "not declared": f"{why_open(share)} ({share_text(THRESHOLD)}); {among}",
        }[state]
        yield Outcome(state, ("schemes", name, "notice"), says, why)
