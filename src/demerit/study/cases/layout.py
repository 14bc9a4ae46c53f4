"""A case as declared: one person's story from the news, under an invented name, with its dated facts.

The script says what the person and others did; the regime's rules decide what follows. What a regime leaves to chance
(whether a notice arrives) is fixed by the case; what it makes certain (0 % or 100 %) stays the regime's.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from demerit.regime.clause import Citation, Clause, Clock, Yuan


class CasePerson(Clause):
    """Who it happens to: an invented name on somebody of the synthetic nation who has these traits."""

    name: str = Field(description="an invented name")
    age: int = Field(ge=0, le=104, description="years on the first day of the case")
    sex: Literal["female", "male"]
    lives_in: str | None = Field(None, alias="lives in", description="a place of the nation; silent: anywhere")
    able_to_pay: bool = Field(True, alias="able to pay", description="whether there is anything to enforce")
    has: tuple[Literal["telephone", "platform account", "credit file"], ...] = ()


class Chances(Clause):
    """What the regime leaves to chance, as it fell in this case. Silent: whatever the regime makes likelier."""

    notices: Literal["arrive", "do not arrive"] | None = Field(None, description="whether notices reach the person")
    ability: Literal["judged rightly", "misjudged"] | None = Field(
        None, description="whether somebody unable to pay is taken for able"
    )
    clocks: Literal["kept", "missed"] | None = Field(None, description="whether offices remove names in time")
    gates: Literal["check", "do not check"] | None = Field(None, description="whether a gate looks at the list")


class Step(Clause):
    """One thing that happens: something done, tried, asked or decided outside the rules, or words alone.

    A step has at most one of `does`, `tries`, `performs`, `asks`, `ends` and `fined`; one without any is only told.
    """

    does: str | None = Field(None, description="a conduct of the nation that a feed passes on")
    done_by: Literal["somebody else", "nobody"] | None = Field(
        None, alias="done by", description="who really did it; silent: the person"
    )
    mistaken_by: Literal["name", "face"] | None = Field(
        None, alias="mistaken by", description="how it came to this person; a feed joined otherwise does not err so"
    )
    while_on: str | None = Field(
        None, alias="while on", description="the list without which there would be nothing to do"
    )
    tries: str | None = Field(None, description="the gate that the person tries to pass")
    performs: Literal["accepted", "not accepted"] | None = Field(
        None, description="the person does what is owed, and whether the office takes it as such"
    )
    asks: Literal["upheld", "refused"] | None = Field(
        None, description="the person asks for correction, and what the office says where the regime leaves it open"
    )
    review: Literal["upheld", "refused"] | None = Field(None, description="the same of the review after a refusal")
    ends: Literal["everything"] | None = Field(
        None, description="entries and marks, also those on their way, go by no rule: the press calls, for instance"
    )
    fined: Yuan | None = Field(None, description="a fine, which no regime file has: told, and outside the rules")
    after: Clock | None = Field(None, description="time after what the step answers to, for steps with `when`")
    at: str | None = Field(None, description="the hour; the engine knows days only")
    says: str = Field(description="what happens, in words")
    source: Citation


class Variant(Clause):
    """The same case under other rules, with a name: another regime, or some clauses read otherwise."""

    regime: str | None = None
    with_: dict[str, object] = Field(
        default_factory=dict, alias="with", description="dotted paths of the regime and their new values"
    )
    outside: Literal["nothing"] | None = Field(
        None, alias="outside the rules", description="`nothing`: no step outside the rules, such as a call by the press"
    )
    says: str


class Case(Clause):
    """One case: who, under which regime, what was done on which day, and what is known to have happened."""

    case: str
    title: str
    person: CasePerson
    regime: str = Field(description="a shipped regime or a file beside the case")
    with_: dict[str, object] = Field(
        default_factory=dict, alias="with", description="clauses of the regime that were otherwise in this case"
    )
    begins: date = Field(description="first day, at the latest that of the first step")
    ends: date = Field(description="last day")
    sources: dict[str, str] = Field(default_factory=dict)
    chances: Chances = Chances()
    script: dict[str, tuple[Step, ...]] = Field(
        description="by date, or `when told`, `when refused`, `when listed`: what happens"
    )
    expect: dict[str, tuple[str, ...]] = Field(
        description="by date, `DATE to DATE`, `before DATE` or `throughout`: what is known to have happened"
    )
    variants: dict[str, Variant] = Field(default_factory=dict)
    confidence: str = Field(description="how well founded the facts are")
    not_modelled: tuple[str, ...] = Field(alias="not modelled", description="what was part of it and is left out")
