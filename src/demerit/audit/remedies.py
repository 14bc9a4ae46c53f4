"""What amendments put in place of a procedure that is missing: notice that comes first, and redress in reach."""

from __future__ import annotations

from demerit.audit.amended import Words, amendment
from demerit.audit.layout import Amendment, Facts, Where
from demerit.regime.layout import List, Points

NOTICE_FIRST: dict[str, Words] = {"when": "before", "served": "100 % (assumption)"}
"""notice that comes before the effect and reaches everybody"""
REDRESS: dict[str, Words] = {
    "decided within": "30 days (assumption)",
    "upheld": "95 % (assumption)",
    "requires": [],
    "independent": "yes",
    "human": "yes",
    "burden": "authority",
    "evidence shown": "yes",
}
"""a way to ask that leaves nothing open which the tests of redress ask for"""


def sets(facts: Facts, because: str, changes: dict[Where, Words]) -> Amendment:
    """The amendment that writes each clause so; without changes where the file reads so already."""
    return amendment(facts, because, *changes.items()) or Amendment((), because)


def notice_first(scheme: Points | List, *says: str) -> dict[str, Words]:
    """Notice before the effect that reaches everybody, saying what the declared one says, and some more."""
    told = scheme.notice.says if scheme.notice is not None else ()
    words: list[str] = list(dict.fromkeys([*(told or ("reasons", "how to object")), *says]))
    law: dict[str, Words] = {"law": scheme.notice.law} if scheme.notice is not None and scheme.notice.law else {}
    return {**NOTICE_FIRST, "says": words, **law}
