"""Reasons: what somebody is told is about them, and specific enough to be answered."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import Words
from demerit.audit.graph import burdened_schemes
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.lives import article, beginning
from demerit.audit.register import rule
from demerit.audit.remedies import notice_first, sets
from demerit.regime.layout import List, Notice, Points
from demerit.regime.saying import together

_REASONS = ("reasons", "factors")


@rule(
    "L15",
    "specific reasons",
    "whoever is marked or listed is told the reasons of their own case, not only a score, a term or a formula",
    "GDPR 15(1)(h); C-203/22 (Dun & Bradstreet Austria, 27 February 2025); 12 CFR 1002.9(b)(2)",
)
def specific_reasons(facts: Facts) -> Iterator[Outcome]:
    """Every burdening scheme: what its notice says, and for lists whether each entry is reasoned for the one case."""
    for name, scheme in burdened_schemes(facts.regime):
        yield _outcome(facts, name, scheme)


def _outcome(facts: Facts, name: str, scheme: Points | List) -> Outcome:
    where, notice = ("schemes", name, "notice"), scheme.notice
    changes: dict[Where, Words] = {}
    if notice is None or notice.when == "never":
        changes[where] = notice_first(scheme, "reasons", "factors")
    elif not _gives(notice):
        changes[(*where, "says")] = [*notice.says, "reasons", "factors"]
    if isinstance(scheme, List) and not scheme.individual_reasons:
        changes[("schemes", name, "individual reasons")] = "yes"
    change = sets(facts, "the reasons of the one case", changes)
    if notice is not None and notice.when == "never":
        says, why = f"declares that nobody is told of {article(scheme)}", "who is told nothing is given no reasons"
        return Outcome("fail", where, says, why, _life(facts, name, "is told nothing"), change)
    if notice is not None and notice.says and not _gives(notice):
        says = f"declares a notice that gives {together(notice.says)}, and no reasons"
        told = f"is told {together(notice.says)}, and cannot tell why"
        why = (
            "nobody can answer a score, a term or a formula" if _thin(notice) else "nobody can answer what is not said"
        )
        return Outcome("fail", (*where, "says"), says, why, _life(facts, name, told), change)
    if isinstance(scheme, List) and scheme.individual_reasons is False:
        here = ("schemes", name, "individual reasons")
        says, why = (
            "declares that entries are not reasoned for the one case",
            "the same words for everybody are no reasons",
        )
        told = "is told the ground, in the words that everybody on it is told"
        return Outcome("fail", here, says, why, _life(facts, name, told), change, (where,))
    return _silent(scheme, where, change) if change.changes else Outcome("pass", where, _given(scheme))


def _gives(notice: Notice) -> bool:
    return bool(set(_REASONS) & set(notice.says))


def _thin(notice: Notice) -> bool:
    return bool({"score and range", "term"} & set(notice.says))


def _given(scheme: Points | List) -> str:
    reasoned = ", reasoned for the one case" if isinstance(scheme, List) else ""
    return f"declares a notice that gives {together(scheme.notice.says) if scheme.notice else 'reasons'}{reasoned}"


def _silent(scheme: Points | List, where: Where, change: Amendment) -> Outcome:
    notice = scheme.notice
    if notice is None:
        says, why = "says nothing of notice", "nobody can tell whether any reasons are given"
    elif not notice.says:
        says, why = "does not say what the notice gives", "nobody can tell whether it gives reasons"
    else:
        says = f"declares a notice that gives {together(notice.says)}, and does not say whether for the one case"
        why = "the same words for everybody are no reasons"
    return Outcome("not declared", where, says, why, amendment=change)


def _life(facts: Facts, name: str, told: str) -> tuple[Happening, ...]:
    begun = beginning(facts.regime, name)
    return (
        *begun.lines,
        Happening(begun.entered, told),
        begun.meets(facts.regime, ", and does not know what to answer"),
    )
