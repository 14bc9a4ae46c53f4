"""Terms that have an end on paper and in nobody's life: the part of test F04 on lengths that are known."""

from __future__ import annotations

from math import floor

from demerit.audit.amended import Words
from demerit.audit.graph import arrival, at_most, in_days, longest_days
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.lives import beginning
from demerit.audit.remedies import sets
from demerit.regime.layout import NOT_DECLARED, List, Points

OLDEST = 100
"""years of age that nobody is taken to outlive; this number is ours"""
_A_YEAR = 365.25
_TERM, _LAPSE = "2 years (assumption)", "1 year (assumption)"


def left_to_live(scheme: Points | List) -> int:
    """Days from the age at which somebody can be in a scheme to the age that nobody outlives."""
    return floor((OLDEST - scheme.subjects.from_age) * _A_YEAR)


def lifelong_entry(facts: Facts, name: str, scheme: List, ground: str, total: int) -> Outcome | None:
    """An entry that lasts, all in all, longer than the youngest who can have it has to live; None where none does."""
    left, term = left_to_live(scheme), scheme.term[ground].length
    if total < left or term is None:
        return None
    where: Where = ("schemes", name, "term", ground)
    changes: dict[Where, Words] = {where: _TERM}
    if scheme.extension is not None and total - longest_days(scheme.extension.by) < left:
        where = ("schemes", name, "extension")
        changes = {where: NOT_DECLARED}
    first = arrival(facts.regime, name, scheme.grounds[ground].conduct)
    life = (
        Happening(0, f"{scheme.grounds[ground].conduct}, at the age of {scheme.subjects.from_age}"),
        Happening(first, f"is entered in {name} for `{ground}`"),
        Happening(left, f"would be {OLDEST} years old, and is still listed"),
    )
    says = f"declares a term of {at_most(term)} and an entry of {in_days(total)} in all"
    return Outcome("fail", where, says, _why(scheme), life, sets(facts, "an end that people live to see", changes))


def lifelong_mark(facts: Facts, name: str, scheme: Points, days: dict[str, int]) -> Outcome | None:
    """The same of marks: `days` that each item lasts."""
    left = left_to_live(scheme)
    item = max(days, key=lambda one: days[one], default="")
    if not item or days[item] < left:
        return None
    where: Where = ("schemes", name, "catalogue", item, "expires after")
    begun = beginning(facts.regime, name, wrongly=False)
    life = (*begun.lines, Happening(max(left, begun.entered), f"would be {OLDEST} years old; `{item}` still counts"))
    changes: dict[Where, Words] = {
        ("schemes", name, "catalogue", one, "expires after"): _LAPSE for one in days if days[one] >= left
    }
    says = f"declares that a mark for `{item}` lapses after {in_days(days[item])}"
    return Outcome("fail", where, says, _why(scheme), life, sets(facts, "an end that people live to see", changes))


def _why(scheme: Points | List) -> str:
    left = in_days(left_to_live(scheme))
    return f"nobody lives to see its end: from the age of {scheme.subjects.from_age} to that of {OLDEST} it is {left}"
