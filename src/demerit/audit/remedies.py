"""What amendments put in place of a procedure that is missing: notice that comes first, and redress in reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from demerit.audit.amended import Words, amendment
from demerit.audit.layout import Amendment, Facts, Outcome, Where
from demerit.regime.layout import List, Points

NOTICE_FIRST: dict[str, Words] = {"when": "before", "served": "100 % (assumption)"}
"""notice that comes before the effect and reaches everybody"""
ASK = "30 days (assumption)"
"""the shortest time to ask that test L26 takes"""
REDRESS: dict[str, Words] = {
    "decided within": "30 days (assumption)",
    "upheld": "95 % (assumption)",
    "requires": [],
    "independent": "yes",
    "human": "yes",
    "burden": "authority",
    "evidence shown": "yes",
    "asked within": ASK,
}
"""a way to ask that leaves nothing open which the tests of redress ask for"""

UNAMENDED: Mapping[str, str] = {
    "F09": "of what kind they are, only its authors can say",
    "F12": "how often it errs, only those can count who keep the feed",
    "L03": "how grave they are, only its authors can say",
    "L07": "who that would be, only its authors can say",
    "L10a": "how many agree, only its authors can say",
    "L11": "the marks that rest on it have no end, from which a time would follow",
    "L27": "which law that would be, only its authors can say",
    "L29": "of what kind they are, only its authors can say",
    "L30": "what that would be, only its authors can say",
    "L32": "which law that would be, only its authors can say",
    "L32b": "under which head it would be, only its authors can say",
    "L33a": "of which kind it would be, only its authors can say",
}
"""why no amendment of the file alone clears what a test raises, where it names none"""


def explained(rule: str, outcome: Outcome) -> Outcome:
    """The outcome with a sentence on why it names no amendment, where it is none that passes and names none."""
    if outcome.state == "pass" or (outcome.amendment is not None and outcome.amendment.changes):
        return outcome
    return replace(outcome, why="; ".join(filter(None, (outcome.why, UNAMENDED.get(rule)))))


def sets(facts: Facts, because: str, changes: dict[Where, Words]) -> Amendment:
    """The amendment that writes each clause so; without changes where the file reads so already."""
    return amendment(facts, because, *changes.items()) or Amendment((), because)


def notice_first(scheme: Points | List, *says: str) -> dict[str, Words]:
    """Notice before the effect that reaches everybody, saying what the declared one says, and some more."""
    told = scheme.notice.says if scheme.notice is not None else ()
    words: list[str] = list(dict.fromkeys([*(told or ("reasons", "how to object")), *says]))
    law: dict[str, Words] = {"law": scheme.notice.law} if scheme.notice is not None and scheme.notice.law else {}
    return {**NOTICE_FIRST, "says": words, **law}
