"""What a figure is computed from, in closed words: counters of a run, over some time, one divided by another.

entries.debtors cumulative          refused.fast train + refused.sleeper within the period          in_force.debtors
refused.air within the period / mean of in_force.debtors / years          entries.debtors within the period / days
entries.debtors within the period / people entered in debtors within the period
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from demerit.errors import did_you_mean, listed
from demerit.records.layout import COUNTERS, is_occupancy, parse_counter
from demerit.regime.quantities import Malformed

Kind = Literal["flow", "level", "mean", "people", "time"]

CUMULATIVE, WITHIN = "cumulative", "within the period"
PEOPLE, MEAN = "people entered in ", "mean of "
TIMES = {"days": 1.0, "years": 365.25}
"""length of a period in these, in days"""

_WAYS = "`entries.LIST cumulative`, `refused.GATE within the period`, `in_force.LIST`, `mean of in_force.LIST`"


@dataclass(frozen=True)
class Part:
    """One part of a formula: what it takes from a run."""

    kind: Kind
    of: tuple[str, ...]
    """counters that are added up; for people the list, for time its unit"""
    span: str = ""
    """`cumulative` or `within the period`, of what happens"""


@dataclass(frozen=True)
class Formula:
    """Parts, of which each divides those before it."""

    parts: tuple[Part, ...]

    @property
    def is_count(self) -> bool:
        """Whether it grows with the number of people, so that it is scaled to the nation; the rest are ratios."""
        return len(self._counts) == 1

    @property
    def of_ledger(self) -> str:
        """The list whose people are counted in the ledger; empty where counters are enough."""
        return next((part.of[0] for part in self.parts if part.kind == "people"), "")

    @property
    def over_time(self) -> bool:
        """Whether it needs a period and not only a day."""
        return any(part.span == WITHIN or part.kind in ("mean", "time") for part in self.parts)

    @property
    def above(self) -> Part:
        """What is counted."""
        return self.parts[0]

    @property
    def below(self) -> Part | None:
        """What that is divided by; None for a count."""
        return None if self.is_count else self._counts[1]

    @property
    def _counts(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind != "time")

    @property
    def times(self) -> tuple[str, ...]:
        """Units of time that it is divided by."""
        return tuple(part.of[0] for part in self.parts if part.kind == "time")


def read_formula(text: str) -> Formula:
    """The formula that a text writes; raises `Malformed`."""
    parts = [_part(words) for words in " ".join(text.split()).split(" / ")]
    span = ""
    for at in reversed(range(len(parts))):  # `refused.air / first_refused.air within the period` says it of both
        span = parts[at].span or span
        if parts[at].kind in ("flow", "people"):
            parts[at] = replace(parts[at], span=span)
    found = Formula(tuple(parts))
    _check(found, text)
    return found


def _part(words: str) -> Part:
    span = next((span for span in (CUMULATIVE, WITHIN) if words.endswith(f" {span}")), "")
    body = words.removesuffix(f" {span}") if span else words
    body = body[1:-1] if body.startswith("(") and body.endswith(")") else body
    if body in TIMES:
        return Part("time", (body,), span)
    if body.startswith(PEOPLE):
        return Part("people", (body.removeprefix(PEOPLE),), span)
    if body.startswith(MEAN):
        return Part("mean", (_counter(body.removeprefix(MEAN)),), span)
    counters = tuple(_counter(word) for word in body.split(" + "))
    levels = {is_occupancy(counter) for counter in counters}
    if len(levels) > 1:
        raise Malformed(f"`{body}` adds what happens to what holds", "counters of one kind")
    return Part("level" if levels == {True} else "flow", counters, span)


def _counter(word: str) -> str:
    """The name of a counter, as the series has it."""
    if parse_counter(word) is None:
        kinds = list(dict.fromkeys(counter.kind for counter in COUNTERS))
        near = did_you_mean(word.partition(".")[0], kinds)
        raise Malformed(f"`{word}` is not a counter", f"one of {listed(kinds, 60)}, a full stop and a name", near)
    return word


def _check(found: Formula, text: str) -> None:
    """What the parts of a formula say against each other."""
    for part in found.parts:
        if part.kind in ("flow", "people") and not part.span:
            raise Malformed(f"`{text}` does not say of what time", f"`{CUMULATIVE}` or `{WITHIN}`")
        if part.kind in ("level", "mean", "time") and part.span:
            raise Malformed(f"`{part.of[0]}` is not something that happens {part.span}", _WAYS)
    if not 1 <= len(found._counts) <= 2 or found.above.kind not in ("flow", "level"):
        raise Malformed(f"`{text}` is neither a count nor one count over another", _WAYS)
    if found.is_count and len(found.times) > 1:
        raise Malformed(f"`{text}` is divided by time twice", "days or years, once")
    if (wanted := found.of_ledger) and found.above.of != (f"entries.{wanted}",):
        raise Malformed(f"people entered in {wanted} go with its entries alone",
                        f"`entries.{wanted} {WITHIN} / {PEOPLE}{wanted} {WITHIN}`")  # fmt: skip
