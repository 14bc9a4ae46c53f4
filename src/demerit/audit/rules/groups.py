"""Groups: whether anybody tests whom a regime hits, and whether it watches some more closely by who they are.

What groups come to in fact is for runs to measure (F10). A file can say before any run that nobody looks, and that the
looking itself is unequal.
"""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import amendment
from demerit.audit.graph import burdened_schemes
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import burdens, entries, feeds_to, watches
from demerit.indicators.fifths import FIFTHS
from demerit.regime.layout import NOT_DECLARED, Feed
from demerit.regime.quantities import amount_text
from demerit.regime.saying import together

_OF = ("age", "place")
"""classes that people are called by with `of`"""


@rule(
    "F10a",
    "tests by group",
    "errors and effects are tested by group, so that a disparate impact can be seen",
    "29 CFR 1607.4(A) and (D); R (Bridges) v Chief Constable of South Wales Police [2020] EWCA Civ 1058; what the "
    "tests would find is for runs to measure (F10)",
)
def tests_by_group(facts: Facts) -> Iterator[Outcome]:
    """The safeguard `group tests` of a regime with burdens."""
    if not burdens(facts.regime):
        return
    where: Where = ("safeguards", "group tests")
    declared = facts.regime.safeguards.group_tests if facts.regime.safeguards else None
    if declared:
        yield Outcome("pass", where, "declares that errors and effects are tested by group")
        return
    change = amendment(facts, "the safeguard itself", (where, "yes"))
    if declared is None:
        says = "does not say whether errors and effects are tested by group"
        yield Outcome("not declared", where, says, "some may be hit much more often, and nobody would see it",
                      amendment=change)  # fmt: skip
        return
    life = (Happening(0, "a group is marked, wrongly, more often than others"), Happening(1, "nobody counts by group"))
    says = "declares that errors and effects are not tested by group"
    yield Outcome("fail", where, says, "nobody would see that some are hit much more often", life, change)


@rule(
    "F10b",
    "watched alike",
    "no feed whose marks burden watches some people more closely than others by who they are or where they live",
    "ICCPR art. 26; Charter of Fundamental Rights art. 21; Lum and Isaac, To predict and serve? (2016)",
)
def watched_alike(facts: Facts) -> Iterator[Outcome]:
    """Every feed whose marks end up where burdens hang: its factors by age, sex, residence, income and place."""
    burdening = [scheme for scheme, _ in burdened_schemes(facts.regime)]
    for name, feed in facts.regime.feeds.items():
        if watches(feed) and any(_feeds(facts, name, scheme) for scheme in burdening):
            yield _alike(facts, name, feed)


def _feeds(facts: Facts, feed: str, scheme: str) -> bool:
    return any(feed in feeds_to(facts.regime, scheme, entry.fact) for entry in entries(facts.regime, scheme))


def _called(column: str, label: str) -> str:
    if column == "income":
        return f"the {FIFTHS.get(int(label), label)}" if label.isdigit() else f"people of income {label}"
    return f"people of {label}" if column in _OF else f"{label} people"


def _alike(facts: Facts, name: str, feed: Feed) -> Outcome:
    where: Where = ("feeds", name, "by")
    unequal = {
        _called(column, label): times
        for column, factors in (feed.by or {}).items()
        for label, times in factors.items()
        if times.value != 1
    }
    if not unequal:
        return Outcome("pass", where[:2], f"declares no people that `{name}` watches more closely than others")
    how = together([f"{who} {amount_text(times)}" for who, times in unequal.items()])
    says = f"declares that `{name}` watches some more closely than others: {how}"
    most = max(unequal, key=lambda who: unequal[who].value)
    least = min(unequal, key=lambda who: unequal[who].value)
    seen = most if unequal[most].value > 1 else "others"
    spared = least if unequal[least].value < 1 else "others"
    act = feed.sees[0] if feed.sees else "an act"
    life = (
        Happening(0, f"{act}, alike by {seen} and by {spared}"),
        Happening(1, f"more of it is marked where it is done by {seen}"),
    )
    change = amendment(facts, "everybody is watched alike", (where, NOT_DECLARED))
    return Outcome("fail", where, says, "of the same conduct more is marked in some than in others", life, change)
