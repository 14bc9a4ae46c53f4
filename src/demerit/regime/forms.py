"""Clauses that are written in one phrase, and how each phrase is read and written.

persons of 18 and over      from 1050 points (TR22)      until performance (SPC17 art. 2)      city points below C
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from demerit.errors import did_you_mean, listed
from demerit.regime import units
from demerit.regime.layout import (
    Band,
    Clause,
    Effect,
    Exit,
    Ground,
    Item,
    Notice,
    On,
    Participation,
    Quantity,
    Recovery,
    Regrading,
    Review,
    Subjects,
    Term,
)
from demerit.regime.quantities import Malformed, amount_text, cited, read_quantity, split_source, write_quantity


@dataclass(frozen=True)
class Names:
    """What a file defines and its phrases may refer to."""

    sources: Collection[str] = ()
    schemes: Collection[str] = ()


def read_subjects(text: str, names: Names) -> Subjects:
    """`persons`, or `persons of 18 and over`."""
    found = re.fullmatch(r"persons(?: of (\d{1,3}) and over)?", text)
    if not found:
        raise Malformed(
            f"`{text}` is not a kind of subject", "persons, from an age on", "write `persons of 18 and over`"
        )
    if int(found[1] or 0) > 120:
        raise Malformed(f"{found[1]} years is out of range", "an age from 0 to 120")
    return Subjects(from_age=int(found[1] or 0))


def write_subjects(subjects: Subjects) -> str:
    """The phrase that `read_subjects` reads."""
    return f"persons of {subjects.from_age} and over" if subjects.from_age else "persons"


def read_participation(text: str, names: Names) -> Participation:
    """`everyone`; those who opt in are written `{opt-in: 30 % (assumption)}`."""
    if text == "everyone":
        return Participation(mode="everyone")
    hint = "write `everyone`, or `{opt-in: 30 % (assumption)}` with the share of people who do"
    raise Malformed(f"`{text}` is not a way to take part", "everyone, or opt-in with its share", hint)


def read_band(text: str, names: Names) -> Band:
    """`from 1050 points (TR22)`, `top 10 % (TR22)` by rank, or `below` for the lowest band."""
    if text == "below":
        return Band(from_points=None)
    if text.startswith("top "):
        return Band(from_points=None, top=_after("top ", text, units.SHARE, names))
    if not text.startswith("from "):
        raise Malformed(
            f"`{text}` does not say where the band starts",
            "from so many points, the top so many %, or `below`",
            "write `from 1050 points (TR22)` or `top 10 % (TR22)`, and `below` for the lowest band",
        )
    return Band(from_points=_after("from ", text, units.POINTS, names))


def write_band(band: Band) -> str:
    """The phrase that `read_band` reads."""
    if band.top is not None:
        return f"top {write_quantity(band.top)}"
    return "below" if band.from_points is None else f"from {write_quantity(band.from_points)}"


def read_regrading(text: str, names: Names) -> Regrading:
    """`every 1 month (TR22)`."""
    if not text.startswith("every "):
        raise Malformed(
            f"`{text}` does not say how often", "every so many days, weeks, months", "write `every 1 month (TR22)`"
        )
    return Regrading(every=_after("every ", text, units.CLOCK, names))


def write_regrading(regrading: Regrading) -> str:
    """The phrase that `read_regrading` reads."""
    return f"every {write_quantity(regrading.every)}"


def read_range(text: str, names: Names) -> tuple[Quantity, Quantity]:
    """`0 to 1300 points (CLT-RP)`: the lowest and the highest score."""
    found = re.fullmatch(r"(?P<low>[^()]*?)\s+to\s+(?P<high>.*)", text, re.DOTALL)
    if not found:
        raise Malformed(
            f"`{text}` is not a range", "the lowest and the highest score", "write `0 to 1300 points (assumption)`"
        )
    high = _after(text[: found.start("high")], text, units.POINTS, names)
    low_text = found["low"] if "point" in found["low"] else f"{found['low']} points"
    low = read_quantity(f"{low_text} ({high.source})", units.POINTS, None)
    return low, high


def write_range(ends: tuple[Quantity, Quantity]) -> str:
    """The phrase that `read_range` reads."""
    low, high = ends
    return f"{amount_text(low).removesuffix(' points').removesuffix(' point')} to {write_quantity(high)}"


def read_item(text: str, names: Names) -> Item:
    """`-20 points (CLT-RS)`."""
    return Item(points=read_quantity(text, units.POINTS, names.sources))


def write_item(item: Item) -> str | None:
    """The phrase that `read_item` reads, when the item says no more than its points."""
    return write_quantity(item.points) if item == Item(points=item.points) else None


def read_recovery(text: str, names: Names) -> Recovery:
    """`5 points every 30 days (assumption)`."""
    points, found, _ = text.partition(" every ")
    if not found:
        raise Malformed(
            f"`{text}` does not say how often", "points every so often", "write `5 points every 30 days (assumption)`"
        )
    period = _after(points + found, text, units.CLOCK, names)
    return Recovery(points=read_quantity(f"{points} ({period.source})", units.POINTS), every=period)


def write_recovery(recovery: Recovery) -> str | None:
    """The phrase that `read_recovery` reads, when one source covers both numbers."""
    if recovery.points.low is not None or recovery.points.source != recovery.every.source:
        return None
    return f"{amount_text(recovery.points)} every {write_quantity(recovery.every)}"


def read_notice(text: str, names: Names) -> Notice:
    """`never`: the regime says that nobody is told."""
    if text == "never":
        return Notice(when="never")
    raise Malformed(
        f"`{text}` does not say when people are told",
        "when: before, at, after or never",
        "write `{when: at, served: 70 % (assumption)}`",
    )


def write_notice(notice: Notice) -> str | None:
    """The phrase that `read_notice` reads."""
    return "never" if notice == Notice(when="never") else None


def read_review(text: str, names: Names) -> Review:
    """`asked within 10 days, decided within 15 days (SPC17 art. 12)`."""
    found = re.fullmatch(r"asked within (?P<asked>[^,()]*),\s*decided within (?P<decided>.*)", text, re.DOTALL)
    if not found:
        raise Malformed(
            f"`{text}` does not give the two clocks of a review",
            "when it is asked and decided",
            "write `asked within 10 days, decided within 15 days (SPC17 art. 12)`",
        )
    decided = _after(text[: found.start("decided")], text, units.CLOCK, names)
    asked = read_quantity(f"{found['asked']} ({decided.source})", units.CLOCK)
    return Review.model_validate({"asked within": asked, "decided within": decided})


def write_review(review: Review) -> str | None:
    """The phrase that `read_review` reads, when one source covers both clocks."""
    asked, decided = review.asked_within, review.decided_within
    if review.upheld or asked.low is not None or asked.source != decided.source:
        return None
    return f"asked within {amount_text(asked)}, decided within {write_quantity(decided)}"


def read_ground(text: str, names: Names) -> Ground:
    """The name of the conduct alone."""
    return Ground(conduct=text)


def write_ground(ground: Ground) -> str | None:
    """The phrase that `read_ground` reads, when the ground says no more than its conduct."""
    return ground.conduct if ground == Ground(conduct=ground.conduct) else None


def read_term(text: str, names: Names) -> Term:
    """`2 years (SPC17 art. 2)`, or `until performance (SPC17 art. 2)`."""
    if not text.startswith("until"):
        return Term(length=read_quantity(text, units.CLOCK, names.sources))
    body, source, offset = split_source(text)
    if body != "until performance":
        raise Malformed(
            f"`{body}` is not a term",
            "a length of time, or `until performance`",
            "write `until performance (SPC17 art. 2)`",
        )
    cited(source, names.sources, offset)
    return Term(length=None, law=source)


def write_term(term: Term) -> str:
    """The phrase that `read_term` reads (the source of a fixed term stands with its length)."""
    if term.length is None:
        return f"until performance ({term.law or 'assumption'})"
    return write_quantity(term.length)


def read_exit(text: str, names: Names) -> Exit:
    """`within 3 working days (SPC17 art. 10)`."""
    return Exit(within=read_quantity(text, units.OFFICE_CLOCK, names.sources))


def write_exit(way_out: Exit) -> str | None:
    """The phrase that `read_exit` reads, when the exit says no more than its clock."""
    return f"within {write_quantity(way_out.within)}" if way_out == Exit(within=way_out.within) else None


def read_on(text: str, names: Names) -> On:
    """A list (`debtors`), bands of a score (`city points below C`), `neighbours on debtors` or `place on debtors`."""
    if text in names.schemes:
        return On(scheme=text)
    others = re.fullmatch(r"(?P<relation>neighbours|place) on (?P<scheme>.+)", text)
    if others:
        return On.model_validate(others.groupdict())
    found = re.fullmatch(r"(?P<scheme>.+?) (?P<relation>from|below|at) (?P<band>\S.*)", text)
    if found:
        return On.model_validate(found.groupdict())
    raise Malformed(
        f"no scheme is called `{text}`",
        f"a list, or bands of a points scheme; the schemes are {listed(names.schemes)}",
        did_you_mean(text, names.schemes),
    )


def write_on(on: On) -> str:
    """The phrase that `read_on` reads."""
    if on.relation == "listed":
        return on.scheme
    return f"{on.relation} on {on.scheme}" if on.band is None else f"{on.scheme} {on.relation} {on.band}"


_EFFECTS = {"yuan": units.YUAN, "hours": units.HOURS, "forms": units.FORMS}


def read_effect(text: str, names: Names) -> Effect:
    """`bar`, or money, hours and forms: `300 yuan a winter (TR22)`, `2 more forms and 3 hours (assumption)`."""
    if text == "bar":
        return Effect(bar=True)
    anything = units.Amount(
        "`bar`, or money, hours or forms",
        ("yuan", "yuan a winter", "hours", "forms"),
        -1e9,
        1e9,
        "2 more forms and 3 hours (assumption)",
    )
    body, source, _ = split_source(text, anything)
    phrases = [body] if " between " in body else body.split(" and ")
    parts: dict[str, Quantity] = {}
    for phrase in phrases:
        part = read_quantity(f"{phrase} ({source})", anything, names.sources)
        kind = part.unit.split()[0]
        if kind in parts:
            raise Malformed(f"{kind} stand twice", "each of money, hours and forms once")
        parts[kind] = read_quantity(f"{phrase} ({source})", _EFFECTS[kind], names.sources)
    return Effect.model_validate(parts)


def write_effect(effect: Effect) -> str | None:
    """The phrase that `read_effect` reads, when one source covers all of it."""
    parts = [part for part in (effect.forms, effect.hours, effect.yuan) if part is not None]
    if effect.bar:
        return "bar" if not parts else None
    if len(parts) == 1:
        return write_quantity(parts[0])
    if not parts or len({part.source for part in parts}) > 1 or any(part.low is not None for part in parts):
        return None
    phrases = [amount_text(part).replace(" form", " more form") for part in parts]
    return f"{' and '.join(phrases)} ({parts[0].source})"


def _after(words: str, text: str, amount: units.Amount, names: Names) -> Quantity:
    """The quantity after `words` in a phrase, its offset counted from the start of the phrase."""
    return read_quantity(" " * len(words) + text[len(words) :], amount, names.sources)


READ: Mapping[type[Clause], Callable[[str, Names], Clause]] = {
    Subjects: read_subjects,
    Participation: read_participation,
    Band: read_band,
    Item: read_item,
    Regrading: read_regrading,
    Recovery: read_recovery,
    Notice: read_notice,
    Review: read_review,
    Ground: read_ground,
    Term: read_term,
    Exit: read_exit,
    On: read_on,
    Effect: read_effect,
}
"""How the phrase of each clause is read."""

WRITE: Mapping[type[Clause], Callable[[Any], str | None]] = {
    Subjects: write_subjects,
    Band: write_band,
    Item: write_item,
    Regrading: write_regrading,
    Recovery: write_recovery,
    Notice: write_notice,
    Review: write_review,
    Ground: write_ground,
    Term: write_term,
    Exit: write_exit,
    On: write_on,
    Effect: write_effect,
}
"""How each clause is written as a phrase; None where it says more than the phrase can."""

PHRASE_ONLY: tuple[type[Clause], ...] = (Subjects, Band, Regrading, Term, On)
"""Clauses that are always written as a phrase, never as a table of words."""
