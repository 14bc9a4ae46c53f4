"""L30s, necessity: whether a milder variant does as well, over the same people and the same luck."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.layout import Outcome
from demerit.audit.simulated.judged import share_text
from demerit.audit.simulated.layout import Paired, Seen, measured

MARGIN = 0.05
"""of a benefit: less than so much of it lost is as well; ours"""


@measured(
    "L30s",
    "necessity, against a milder variant",
    f"no milder variant does as well: it loses more than {share_text(MARGIN)} of some claimed benefit (our margin)",
    "proportionality, its third step; paired runs with common random numbers",
)
def necessity(seen: Seen) -> Iterator[Outcome]:
    """The claimed benefits of the regime, held against those of the milder variant that was run beside it."""
    benefits = [one for one in seen.beside if one.benefit and one.a > 0]
    if not seen.beside:
        return
    if not benefits:
        says = f"in a run of it beside {seen.milder}, has no claimed benefit that both can be held against"
        yield Outcome("not declared", (), says, "nothing shows what the burdens are for")
        return
    worse = [one for one in benefits if one.high is not None and one.high < -MARGIN * one.a]
    as_well = [one for one in benefits if one.low is not None and one.low >= -MARGIN * one.a]
    told = "; ".join(_told(one) for one in benefits)
    spared = [one for one in seen.beside if not one.benefit and one.high is not None and one.high < 0]
    less = f"; of the harms, clearly less: {_harms(spared)}" if spared else "; of the harms, none is clearly less"
    says = f"in a run of it beside {seen.milder}, over the same people, the claimed benefits are: {told}"
    if worse:
        lost = "one benefit" if len(worse) == 1 else f"{len(worse)} benefits"
        yield Outcome("pass", (), says, f"the milder variant loses more than {share_text(MARGIN)} of {lost}{less}")
    elif len(as_well) == len(benefits):
        yield Outcome("fail", (), says, f"the milder variant does as well, within {share_text(MARGIN)} of each{less}")
    else:
        why = f"the margin of {share_text(MARGIN)} lies inside an interval: a run of more people would tell"
        yield Outcome("not declared", (), says, f"{why}{less}")


def _told(one: Paired) -> str:
    about = f" ({one.scheme})" if one.scheme else ""
    low, high = ("open" if end is None else f"{100 * end / one.a:+.3g} %" for end in (one.low, one.high))
    return f"{one.label}{about} {one.a:.3g}, milder {one.b:.3g} ({low} to {high})"


def _harms(found: list[Paired]) -> str:
    shown = [f"{one.label}{f' ({one.scheme})' if one.scheme else ''}" for one in found]
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    return ", ".join(shown[:5]) + more
