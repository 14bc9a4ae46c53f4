"""What this version does not run yet, or not that fast: refused by name, so that nothing is accepted in silence."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from demerit.regime.laws import Finding, View, Where
from demerit.regime.layout import Points, Quantity
from demerit.regime.quantities import write_quantity

EXITS_A_YEAR = 200
"""% a year: the bounding rate at which others (creditors, courts) end entries of one list"""

FALSE_MARKS_A_YEAR = 0.5
"""per person: the bounding rate of marks for what nobody did, of all feeds together"""


def recourse(view: View) -> Iterator[Finding]:
    """Marks of a score are corrected in one step; grace, review and suspension belong to lists."""
    for name, scheme in view.points().items():
        where = ("schemes", name)
        if scheme.notice and scheme.notice.grace:
            yield _not_yet((*where, "notice", "grace"), "a grace before a mark")
        correction = scheme.correction
        if correction is None:
            continue
        for word, value in (("review", correction.review), ("then corrected within", correction.then_corrected_within)):
            if value is not None:
                yield _not_yet((*where, "correction", word), f"`{word}` for marks of a score")
        if correction.suspends_measures:
            yield _not_yet((*where, "correction", "suspends measures"), "measures that rest while a mark is contested")
        if correction.decided_within.unit == "working days":
            yield _not_yet((*where, "correction", "decided within"), "a clock in working days for marks of a score")


def lags(view: View) -> Iterator[Finding]:
    """A gate learns of bands at once; only its copy of a list lags."""
    for name, measure in view.regime.measures.items():
        if not isinstance(view.regime.schemes.get(measure.on.scheme), Points):
            continue
        for word, value in (("starts after", measure.starts_after), ("ends after", measure.ends_after)):
            if value is not None and value.value > 0:
                yield _not_yet(("measures", name, word), f"`{word}` for bands of a score")


def news(view: View) -> Iterator[Finding]:
    """The same news of a scheme reaches all the scores it goes to after the same time, and of the same people."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for name, flow in view.regime.agreements.items():
        if flow.source in view.regime.feeds:
            continue  # a feed's acts go their own way to each scheme
        if any(quantity and isnan(quantity.value) for quantity in (flow.arrives_after, flow.consents)):
            continue  # it could not be read, which is told already
        mine = (_amount(flow.arrives_after, "0 days"), _amount(flow.consents, "100 %"))
        for one in flow.passes:
            other = first.setdefault((flow.source, one), mine)
            for what, is_so in (
                ("after different times", other[0] != mine[0]),
                ("of different people", other[1] != mine[1]),
            ):
                if is_so:
                    yield _not_yet(("agreements", name), f"`{one}` of `{flow.source}` passed on {what}")


def _amount(quantity: Quantity | None, silent: str) -> str:
    return write_quantity(quantity).partition(" (")[0] if quantity else silent


def rates(view: View) -> Iterator[Finding]:
    """Events of which a run draws candidates at a fixed bounding rate stay under it."""
    for name, scheme in view.lists().items():
        total = sum(way_out.rate.value for way_out in scheme.exits.values() if way_out.rate)
        if total > EXITS_A_YEAR:
            message = f"the exits of `{name}` come about at {total:g} % a year together"
            yield Finding(("schemes", name, "exits"), message, f"at most {EXITS_A_YEAR} % a year", at_key=True)
    marks = sum(feed.false_marks.value for feed in view.regime.feeds.values() if feed.false_marks)
    if marks > FALSE_MARKS_A_YEAR:
        message = f"the feeds make {marks:g} marks a year together for what nobody did"
        yield Finding(("feeds",), message, f"at most {FALSE_MARKS_A_YEAR} per year", at_key=True)


def _not_yet(where: Where, what: str) -> Finding:
    return Finding(where, f"{what} is not supported yet", "a regime without it", "take it away", at_key=True)
