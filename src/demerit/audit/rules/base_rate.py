"""The base rate: how many of the marks that a feed makes are true, given how rare the conduct is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor, log10

from demerit.audit.amended import Words, amendment
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import (
    acts_a_year,
    burdens,
    entries,
    is_grave,
    passes_on,
    serves,
    standing,
    watches,
)
from demerit.regime.layout import Feed, List, Points
from demerit.regime.quantities import plain
from demerit.regime.saying import together

LEAST = 0.5
"""share of true marks below which a grave burden rests more often on an error than on an act"""
_DIGITS = 12
"""to which a share is rounded, so that errors set to leave half of the marks true do leave half"""


@dataclass(frozen=True)
class Marks:
    """What a feed makes of a nation: marks per person and year, and the errors that they come from.

    PPV = N d (1 - w) / (N d + f + r s), with N acts seen a year, d the share noticed, w the share put on somebody else,
    f false marks a year, and r reports a year of which the share s is false.
    """

    acts: float
    noticed: float
    astray: float
    false_marks: float
    reports: float
    false_share: float

    @property
    def true(self) -> float:
        """Marks a year of who did it."""
        return self.acts * self.noticed * (1 - self.astray)

    @property
    def every(self) -> float:
        """All marks a year."""
        return self.acts * self.noticed + self.false_marks + self.reports * self.false_share

    @property
    def value(self) -> float | None:
        """The positive predictive value; None where no marks are made."""
        return round(self.true / self.every, _DIGITS) if self.every > 0 else None


@rule(
    "F12",
    "base rate",
    "at least half of the marks that a grave burden hangs on are about somebody who did it",
    "positive predictive value, Bayes' theorem; cf. Bauserman v. Unemployment Insurance Agency (Mich. 2022)",
)
def base_rate(facts: Facts) -> Iterator[Outcome]:
    """Every feed whose marks lead to a grave burden, at the rates of conduct of the nation that the regime is for."""
    for name, feed in facts.regime.feeds.items():
        grave = _grave(facts, name) if watches(feed) else []
        if grave:
            yield from _outcome(facts, name, feed, grave)


def marks_of(facts: Facts, feed: Feed) -> Marks:
    """The marks of a feed with the errors that it declares; silence counts as no error."""
    reports = feed.false_reports
    seen = [conduct for conduct in feed.sees if reports is None or conduct != reports.source]
    return Marks(
        acts=sum(acts_a_year(facts.nation, conduct) for conduct in seen),
        noticed=feed.detects.value / 100,
        astray=feed.wrong_person.value / 100 if feed.wrong_person else 0.0,
        false_marks=feed.false_marks.value if feed.false_marks else 0.0,
        reports=acts_a_year(facts.nation, reports.source) if reports else 0.0,
        false_share=reports.share.value / 100 if reports else 0.0,
    )


def _grave(facts: Facts, feed: str) -> list[str]:
    """The grave burdens that marks of a feed lead to, by its schemes and by news of these."""
    regime, seen = facts.regime, facts.regime.feeds[feed].sees
    reached = [
        name
        for name, _ in standing(regime)
        if serves(regime, feed, name) and any(one.against and one.fact in seen for one in entries(regime, name))
    ]
    for name in reached:  # grows while it is walked
        one = regime.schemes[name]
        news = ["entry"] if isinstance(one, List) else list(one.bands) if isinstance(one, Points) else []
        for to, _ in standing(regime):
            if to not in reached and any(passes_on(regime, name, to, passed) for passed in news):
                reached.append(to)
    return [one for name in reached for one in burdens(regime, name) if is_grave(regime.measures[one])]


def _outcome(facts: Facts, name: str, feed: Feed, grave: list[str]) -> Iterator[Outcome]:
    marks, where = marks_of(facts, feed), ("feeds", name)
    if marks.value is None:
        return
    silent = [word for word, one in (("wrong person", feed.wrong_person), ("false marks", feed.false_marks or
              feed.false_reports)) if one is None]  # fmt: skip
    also = tuple(("measures", one) for one in grave[:3])
    hangs = f"`{grave[0]}`" + (f" and {len(grave) - 1} more" if len(grave) > 1 else "")
    if marks.value < LEAST:
        says = f"declares errors with which {_percent(marks.value)} of the marks of `{name}` are true"
        why = f"{hangs} {'hang' if len(grave) > 1 else 'hangs'} on them, and more of those who meet it did nothing"
        yield Outcome("fail", where, says, why, _life(marks, name, grave[0]), _fewer(facts, name, feed, marks), also)
    elif silent:
        says = f"does not say of `{name}` {together([_silence(word) for word in sorted(silent)])}"
        why = f"{hangs} {'hang' if len(grave) > 1 else 'hangs'} on its marks"
        known = "" if len(silent) > 1 else f"; by what is declared, {_percent(marks.value)} of them are true"
        yield Outcome("not declared", where, says, why + known, also=also)
    else:
        says = f"declares errors with which {_percent(marks.value)} of the marks of `{name}` are true"
        yield Outcome("pass", where, says, also=also)


def _silence(word: str) -> str:
    return {"wrong person": "how many are put on somebody else", "false marks": "how many marks are about nothing"}[
        word
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"


def _life(marks: Marks, name: str, measure: str) -> tuple[Happening, ...]:
    wrong = marks.every - marks.true
    return (
        Happening(
            0, f"does nothing; `{name}` marks {marks.every:.3g} per person and year, {wrong:.3g} of them wrongly"
        ),
        Happening(0, "gets one of the wrong marks"),
        Happening(1, f"may meet `{measure}` for it"),
    )


def _fewer(facts: Facts, name: str, feed: Feed, marks: Marks) -> Amendment | None:
    """The largest errors with which half of the marks are true, those lowered first that make the most."""
    changes: list[tuple[Where, Words]] = []
    where: Where = ("feeds", name)
    if marks.true <= 0:
        off = [((*where, "false marks"), "0 per year (assumption)")] if feed.false_marks else []
        shares = [((*where, "false reports", "share"), "0 % (assumption)")] if feed.false_reports else []
        return amendment(facts, "a feed that notices nothing marks nobody", *off, *shares)
    if marks.false_marks:
        spare = max(marks.true / LEAST - (marks.every - marks.false_marks), 0.0)
        changes.append(((*where, "false marks"), f"{plain(_down(spare))} per year (assumption)"))
        marks = replace(marks, false_marks=_down(spare))
    if (marks.value or 0) < LEAST and marks.reports and marks.false_share:
        spare = max(marks.true / LEAST - (marks.every - marks.reports * marks.false_share), 0.0)
        share = _down(spare / marks.reports)
        changes.append(((*where, "false reports", "share"), f"{plain(_down(100 * share))} % (assumption)"))
        marks = replace(marks, false_share=share)
    if (marks.value or 0) < LEAST:
        share = _down(max(1 - LEAST * marks.every / (marks.acts * marks.noticed), 0.0))
        changes.append(((*where, "wrong person"), f"{plain(_down(100 * share))} % (assumption)"))
    return amendment(facts, "the largest errors with which half of the marks are true", *changes)


def _down(number: float) -> float:
    """A number cut to two significant figures, never up."""
    if number <= 0:
        return 0.0
    step = 10.0 ** (floor(log10(number)) - 1)
    return float(f"{floor(number / step * (1 + 1e-12)) * step:.3g}")
