"""Time: what cannot be undone waits until it can no longer be contested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from demerit.audit.amended import Words
from demerit.audit.graph import days_of, in_days, measures_on, some
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.lives import beginning
from demerit.audit.register import rule
from demerit.audit.remedies import ASK, REDRESS, notice_first, sets
from demerit.regime.layout import List, Points, Regime

WINDOW = 30
"""days to ask, and to decide, that an amendment puts where the file is silent, as in `ASK` and `REDRESS`"""


@rule(
    "F07",
    "irreversible before the appeal ends",
    "nothing that cannot be undone starts before the time to ask and the decision on it are over",
    "temporal constraint: start >= notice + window + decision (Dechter, Meiri and Pearl 1991)",
)
def irreversible_before_appeal(facts: Facts) -> Iterator[Outcome]:
    """Every adverse measure that cannot be undone against the clocks of notice and redress of its scheme."""
    for name in facts.regime.schemes:
        adverse = measures_on(facts.regime, name, adverse=True)
        lasting = [one for one in adverse if facts.regime.measures[one].reversible is False]
        silent = [one for one in adverse if facts.regime.measures[one].reversible is None]
        for measure in lasting:
            yield _against_the_clocks(facts, name, measure)
        if silent:
            says = f"does not say whether what {some(silent)} {'does' if len(silent) == 1 else 'do'} can be undone"
            change = sets(
                facts, "to be declared, if it is so", {("measures", one, "reversible"): "yes" for one in silent}
            )
            also = tuple(("measures", one) for one in silent[1:])
            why = "nobody can tell whether it may start before an appeal is decided"
            yield Outcome("not declared", ("measures", silent[0]), says, why, amendment=change, also=also)
        elif adverse and not lasting:
            yield Outcome("pass", ("measures", adverse[0]), f"declares that what {some(adverse)} does can be undone")


class _Clocks(NamedTuple):
    """Days from the mark or entry on; None where the file is silent or says never."""

    told: int | None
    start: int
    decided: int | None
    """when the decision falls on a request made at once, and that on a review"""
    end: int | None
    """the same for a request made on the last day"""


def _clocks(scheme: Points | List, starts_after: int) -> _Clocks:
    notice, correction = scheme.notice, scheme.correction
    told = None
    if notice is not None and notice.when != "never" and not (notice.when == "after" and notice.within is None):
        told = days_of(notice.within) if notice.when == "after" else 0
    start = starts_after + (days_of(notice.grace) if notice is not None else 0)
    if told is None or correction is None:
        return _Clocks(told, start, None, None)
    decided = told + days_of(correction.decided_within)
    if correction.review is not None:
        decided += days_of(correction.review.asked_within) + days_of(correction.review.decided_within)
    window = correction.asked_within
    return _Clocks(told, start, decided, decided + days_of(window) if window is not None else None)


def _against_the_clocks(facts: Facts, name: str, measure: str) -> Outcome:
    """One measure that cannot be undone: its start against the end of the appeal."""
    scheme, one = facts.regime.schemes[name], facts.regime.measures[measure]
    clocks, where = _clocks(scheme, days_of(one.starts_after)), ("measures", measure)
    also: tuple[Where, ...] = (("schemes", name, "notice"), ("schemes", name, "correction"))
    mark = "entry" if isinstance(scheme, List) else "mark"
    when = f"{in_days(clocks.start)} after the {mark}" if clocks.start else f"with the {mark}"
    starts = f"declares that what `{measure}` does cannot be undone and starts {when}"
    never = scheme.notice is not None and scheme.notice.when == "never"
    suspends = scheme.correction is not None and bool(scheme.correction.suspends_measures)
    if suspends and clocks.told is not None and clocks.start > clocks.told:
        return Outcome("pass", where, f"{starts}, after the notice, and rests while a request is decided", also=also)
    if clocks.end is not None and clocks.start >= clocks.end:
        return Outcome("pass", where, f"{starts}, when an appeal is over (day {clocks.end:,})", also=also)
    change = _later(facts, name, measure)
    life = _done(facts.regime, name, measure, clocks)
    if never:
        return Outcome("fail", where, f"{starts}, and that nobody is told", "it is done before anybody can ask", life,
                       change, also)  # fmt: skip
    if clocks.decided is None or (clocks.end is None and clocks.start >= clocks.decided):
        missing = "when people are told" if clocks.told is None else "when an appeal is decided"
        missing = "how long there is to ask" if clocks.decided is not None else missing
        return Outcome("not declared", where, f"{starts}, and does not say {missing}",
                       "nobody can tell whether an appeal is over by then", amendment=change, also=also)  # fmt: skip
    until = clocks.decided if clocks.end is None else clocks.end
    says = f"{starts}, and that an appeal may take {in_days(until)}"
    why = "what is done stays done when the appeal succeeds"
    return Outcome("fail", where, says, why, life, change, also)


def _later(facts: Facts, name: str, measure: str) -> Amendment:
    """The start moved behind the end of the appeal; a score's measures start at once, so they have to be undoable."""
    scheme = facts.regime.schemes[name]
    if not isinstance(scheme, List):
        because = "measures on bands start at once: only what can be undone may start before an appeal is over"
        return sets(facts, because, {("measures", measure, "reversible"): "yes"})
    changes: dict[Where, Words] = {}
    here, correction = ("schemes", name), scheme.correction
    if _clocks(scheme, 0).told is None:
        changes[(*here, "notice")] = notice_first(scheme)
        scheme = scheme.model_copy(update={"notice": None})
    if correction is None:
        changes[(*here, "correction")] = dict(REDRESS)
    elif correction.asked_within is None:
        changes[(*here, "correction", "asked within")] = ASK
    grace = days_of(scheme.notice.grace) if scheme.notice is not None else 0
    told = _clocks(scheme, 0).told or 0
    appeal = days_of(correction.decided_within) if correction is not None else WINDOW
    if correction is not None and correction.review is not None:
        appeal += days_of(correction.review.asked_within) + days_of(correction.review.decided_within)
    window = days_of(correction.asked_within) if correction is not None and correction.asked_within else WINDOW
    changes[("measures", measure, "starts after")] = f"{max(told + window + appeal - grace, 0)} days (assumption)"
    return sets(facts, "it starts when an appeal can be over", changes)


def _done(regime: Regime, name: str, measure: str, clocks: _Clocks) -> tuple[Happening, ...]:
    begun = beginning(regime, name, measure, wrongly=True)
    entered, scheme = begun.entered, regime.schemes[name]
    lines = [*begun.lines, Happening(entered + clocks.start, f"`{measure}` is carried out, and cannot be undone")]
    if clocks.told is None:
        return (*lines, Happening(entered + clocks.start, "learns of it by this"))
    lines.append(Happening(entered + clocks.told, "is told"))
    if clocks.decided is None:
        return tuple(sorted(lines, key=lambda line: line.day))
    window = scheme.correction.asked_within if scheme.correction is not None else None
    lines.append(Happening(entered + clocks.told + days_of(window), "asks for correction, in time"))
    lines.append(
        Happening(entered + (clocks.end or clocks.decided), "is found to be in the right; what was done stays done")
    )
    return tuple(sorted(lines, key=lambda line: line.day))
