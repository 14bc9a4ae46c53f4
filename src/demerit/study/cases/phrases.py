"""The closed words of a case's script and of its facts: when, and what.

2019-02-24      2018-12-01 to 2018-12-31      before 2019-02-24      throughout      when told
entry in debtors      not told of debtors      refused at border      removal from limits after 20 to 21 days
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from demerit.errors import did_you_mean, listed
from demerit.regime.quantities import Malformed, read_date

Trigger = Literal["told", "refused", "listed"]
TRIGGERS: tuple[Trigger, ...] = ("told", "refused", "listed")

KINDS = {
    "entry in": "an entry in a list",
    "on": "being on a list, on every day of the time",
    "told of": "learning of an entry or a mark, `by notice` or `at a gate`",
    "refused at": "being turned away at a gate",
    "passes": "passing a gate that was tried",
    "performance in": "performing what a list asks for",
    "request in": "asking for correction",
    "correction in": "a correction that the office grants",
    "refusal of correction in": "a correction that the office or a review refuses",
    "removal from": "a name that comes down, `after N to M days` in force",
    "mark for": "a mark, `mark for jaywalking in city points`",
    "score as at the start in": "a score with nothing on record, on every day of the time",
    "taken back in": "a mark that is taken back",
    "fined": "a fine, which the script says: `fined 80,000 yuan`",
}
"""What a fact can be, by its first words."""

STATES = ("on", "score as at the start in")
"""facts that hold on every day of their time; the others happen on some day of it"""

_TIME = "a date, `DATE to DATE`, `before DATE` or `throughout`"
_NEGATIONS = ("no ", "not ", "never ")
_HOW = re.compile(r"(?P<of>.+?) (?P<how>by notice|at a gate)")
_LENGTH = re.compile(r"(?P<of>.+?) after (?P<low>\d+)(?: to (?P<high>\d+))? days?")
_MARK = re.compile(r"(?P<item>.+?) in (?P<of>.+)")


@dataclass(frozen=True)
class Span:
    """From one day to another, both included."""

    first: date
    last: date

    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Fact:
    """One dated assertion. `of` is its list, score or gate; `detail` an item, a way of learning, or an amount."""

    span: Span
    text: str
    kind: str
    of: str
    detail: str
    days: tuple[int, int] | None
    negated: bool
    source: str


def read_span(text: str, begins: date, ends: date) -> Span:
    """When a fact holds; raises `Malformed` for what is no time, or lies outside the case."""
    words = text.strip()
    if words == "throughout":
        return Span(begins, ends)
    if words.startswith("before "):
        found = Span(begins, read_date(words.removeprefix("before ")) - timedelta(days=1))
    elif " to " in words:
        first, _, last = words.partition(" to ")
        found = Span(read_date(first), read_date(last))
    else:
        found = Span(day := _date(words), day)
    if found.first > found.last:
        raise Malformed(f"`{text}` ends before it begins", _TIME)
    if not begins <= found.first <= found.last <= ends:
        raise Malformed(f"`{text}` lies outside the case", f"days from {begins} to {ends}")
    return found


def _date(words: str) -> date:
    try:
        return read_date(words)
    except Malformed as wrong:
        raise Malformed(wrong.message, _TIME, wrong.hint) from None


def read_when(text: str, begins: date, ends: date) -> date | Trigger:
    """When a step of the script happens: a date of the case, or what it answers to."""
    words = text.strip()
    if words.startswith("when "):
        trigger = words.removeprefix("when ")
        for known in TRIGGERS:
            if trigger == known:
                return known
        raise Malformed(f"`{text}` is nothing to answer to", "when told, when refused or when listed",
                        did_you_mean(trigger, TRIGGERS))  # fmt: skip
    day = read_date(words)
    if not begins <= day <= ends:
        raise Malformed(f"{day} lies outside the case", f"a day from {begins} to {ends}")
    return day


def read_fact(text: str, span: Span, source: str) -> Fact:
    """The assertion that a phrase (without its source) makes; raises `Malformed`."""
    words = " ".join(text.split())
    negation = next((word for word in _NEGATIONS if words.startswith(word)), "")
    plain = words.removeprefix(negation)
    kind = next((kind for kind in sorted(KINDS, key=len, reverse=True) if plain.startswith(kind + " ")), None)
    if kind is None:
        raise Malformed(f"`{text}` is not a fact that a case can check", "one of: " + listed(KINDS, most=20),
                        did_you_mean(plain, KINDS))  # fmt: skip
    of, detail, days = plain.removeprefix(kind + " "), "", None
    if kind == "told of" and (found := _HOW.fullmatch(of)):
        of, detail = found["of"], found["how"]
    elif kind == "removal from" and (found := _LENGTH.fullmatch(of)):
        of, days = found["of"], (int(found["low"]), int(found["high"] or found["low"]))
    elif kind == "mark for":
        if not (found := _MARK.fullmatch(of)):
            raise Malformed(f"`{text}` does not say in which score", "an item and a score",
                            "write `mark for jaywalking in city points`")  # fmt: skip
        of, detail = found["of"], found["item"]
    elif kind == "fined":
        of, detail = "", of
    return Fact(span, words, kind, of, detail, days, bool(negation), source)
