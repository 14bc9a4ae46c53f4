"""Clauses that are written in one phrase, and how each phrase is read and written.

persons of 18 and over      from 1050 points (TR22)      until performance (SPC17 art. 2)      city points below C
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from demerit.errors import did_you_mean, listed
from demerit.regime import forms_schemes as schemes
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
from demerit.regime.phrase import Names
from demerit.regime.quantities import Malformed, amount_text, read_quantity, split_source, write_quantity

_SUBJECTS = re.compile(
    r"persons(?: of (?P<age>\d{1,3}) and over)?(?: in (?P<places>\S.*?))?(?: with (?P<having>.+))?", re.DOTALL
)
HAVING = {
    "a telephone": "telephone",
    "a platform account": "platform account",
    "a credit file": "credit file",
    "no credit file": "no credit file",
}
"""What stands after `with` in a phrase of subjects, and the word of the layout for it."""


def read_subjects(text: str, names: Names) -> Subjects:
    """`persons`, `persons of 18 and over`, `persons in Shandong and Fujian with a telephone`."""
    found = _SUBJECTS.fullmatch(text)
    if not found:
        raise Malformed(
            f"`{text}` is not a kind of subject",
            "persons, from an age on, of some places, with something",
            "write `persons of 18 and over`, or `persons of 18 and over in Shandong with a telephone`",
        )
    if int(found["age"] or 0) > 120:
        raise Malformed(f"{found['age']} years is out of range", "an age from 0 to 120")
    having = " ".join((found["having"] or "").split())
    if having and having not in HAVING:
        near = did_you_mean(having, HAVING)
        raise Malformed(
            f"`with {having}` is not known of people", f"with one of: {listed(HAVING)}", near, found.start("having")
        )
    places = tuple(one.strip() for one in re.split(r",| and ", found["places"] or "") if one.strip())
    return Subjects.model_validate({"from_age": int(found["age"] or 0), "places": places, "having": HAVING.get(having)})


def write_subjects(subjects: Subjects) -> str:
    """The phrase that `read_subjects` reads."""
    text = f"persons of {subjects.from_age} and over" if subjects.from_age else "persons"
    if subjects.places:
        *others, last = subjects.places
        text += f" in {', '.join(others)} and {last}" if others else f" in {last}"
    having = next((words for words, what in HAVING.items() if what == subjects.having), None)
    return f"{text} with {having}" if having else text


def read_participation(text: str, names: Names) -> Participation:
    """`everyone`; those who opt in are written `{opt-in: 30 % (assumption)}`."""
    if text == "everyone":
        return Participation(mode="everyone")
    hint = "write `everyone`, or `{opt-in: 30 % (assumption)}` with the share of people who do"
    raise Malformed(f"`{text}` is not a way to take part", "everyone, or opt-in with its share", hint)


def read_on(text: str, names: Names) -> On:
    """A list (`debtors`), bands (`city points below C`); for responses `neighbours on`, `place on` and `refused at`."""
    if text in names.schemes:
        return On(scheme=text)
    others = re.fullmatch(r"(?P<relation>neighbours|place) on (?P<scheme>.+)", text)
    if others is None and "refused" not in names.schemes:
        others = re.fullmatch(r"(?P<relation>refused) at (?P<scheme>.+)", text)
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
    if on.relation == "refused":
        return f"refused at {on.scheme}"
    return f"{on.relation} on {on.scheme}" if on.band is None else f"{on.scheme} {on.relation} {on.band}"


_EFFECTS = {
    "yuan": units.YUAN,
    "hours": units.HOURS,
    "forms": units.FORMS,
    "saves": units.HOURS,
    "waives": units.WAIVED,
}
_SPARED = {"saved": "saves", "waived": "waives"}
_ANYTHING = units.Amount(
    "`bar`, `opens`, or money, hours or forms",
    ("yuan", "yuan a winter", "hours", "forms"),
    -1e9,
    1e9,
    "2 more forms and 3 hours (assumption)",
)


def read_effect(text: str, names: Names) -> Effect:
    """`bar`, `opens`, or `300 yuan a winter (TR22)`, `2 more forms and 3 hours (assumption)`, `2 hours saved (ZH)`."""
    if text in ("bar", "opens"):
        return Effect.model_validate({text: True})
    body, source, _ = split_source(text, _ANYTHING)
    phrases = [body] if " between " in body else body.split(" and ")
    parts: dict[str, Quantity] = {}
    for phrase in phrases:
        kind, part = _part(f"{phrase} ({source})", names)
        if kind in parts:
            raise Malformed(f"{part.unit} stand twice", "each of money, hours and forms once")
        parts[kind] = part
    return Effect.model_validate(parts)


def _part(phrase: str, names: Names) -> tuple[str, Quantity]:
    """One of the things that an effect joins by `and`: which one, and how much; `2 hours saved` is one of them."""
    spared = re.search(r"(?<=\s)(saved|waived)\b", phrase)
    bare = phrase if spared is None else phrase[: spared.start()] + " " * len(spared[0]) + phrase[spared.end() :]
    unit = read_quantity(bare, _ANYTHING, names.sources).unit.split()[0]
    kind = _SPARED[spared[0]] if spared else unit
    if spared and unit != {"saves": "hours", "waives": "yuan"}[kind]:
        example = "2 hours saved" if kind == "saves" else "200 yuan waived"
        raise Malformed(
            f"{unit} cannot be {spared[0]}", "hours saved, or yuan waived", f"write `{example} (assumption)`"
        )
    return kind, read_quantity(bare, _EFFECTS[kind], names.sources)


def write_effect(effect: Effect) -> str | None:
    """The phrase that `read_effect` reads, when one source covers all of it."""
    parts = {
        kind: part
        for kind, part in (
            ("forms", effect.forms),
            ("hours", effect.hours),
            ("yuan", effect.yuan),
            ("saves", effect.saves),
            ("waives", effect.waives),
        )
        if part is not None
    }
    if effect.bar or effect.opens:
        return None if parts or effect.bar == effect.opens else "bar" if effect.bar else "opens"
    if len(parts) == 1:
        ((kind, part),) = parts.items()
        return write_quantity(part).replace(amount_text(part), _said(kind, part), 1)
    if not parts or len({part.source for part in parts.values()}) > 1:
        return None
    if any(part.low is not None for part in parts.values()):
        return None
    phrases = [_said(kind, part).replace(" form", " more form") for kind, part in parts.items()]
    return f"{' and '.join(phrases)} ({next(iter(parts.values())).source})"


def _said(kind: str, part: Quantity) -> str:
    word = next((word for word, spared in _SPARED.items() if spared == kind), "")
    return f"{amount_text(part)} {word}".rstrip()


READ: Mapping[type[Clause], Callable[[str, Names], Clause]] = {
    Subjects: read_subjects,
    Participation: read_participation,
    Band: schemes.read_band,
    Item: schemes.read_item,
    Regrading: schemes.read_regrading,
    Recovery: schemes.read_recovery,
    Notice: schemes.read_notice,
    Review: schemes.read_review,
    Ground: schemes.read_ground,
    Term: schemes.read_term,
    Exit: schemes.read_exit,
    On: read_on,
    Effect: read_effect,
}
"""How the phrase of each clause is read."""

WRITE: Mapping[type[Clause], Callable[[Any], str | None]] = {
    Subjects: write_subjects,
    Band: schemes.write_band,
    Item: schemes.write_item,
    Regrading: schemes.write_regrading,
    Recovery: schemes.write_recovery,
    Notice: schemes.write_notice,
    Review: schemes.write_review,
    Ground: schemes.write_ground,
    Term: schemes.write_term,
    Exit: schemes.write_exit,
    On: write_on,
    Effect: write_effect,
}
"""How each clause is written as a phrase; None where it says more than the phrase can."""

PHRASE_ONLY: tuple[type[Clause], ...] = (Subjects, Band, Regrading, Term, On)
"""Clauses that are always written as a phrase, never as a table of words."""
