"""What follows from a list or a score: measures at gates, data passed on by agreement, and how people respond."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from demerit.regime.clause import Citation, Clause, Clock, Forms, Hours, Share, Times, Tries, Waived, Yuan


class On(Clause):
    """Who a measure or a response applies to: those on a list, or in bands of a points scheme.

    `below C` is the bands worse than C, `from C` is C and better, `at C` is C alone. Only a response can be on
    `neighbours`, on a `place` or on those `refused`. On `neighbours on debtors` the multiple grows from 1 with the
    share of a person's eight neighbours who are on the list, and is reached when all of them are. On `place on debtors`
    it grows from 1 with the share of all people of the person's place who were on the list at the end of the tick
    before: 1 + (changes - 1) * share. Such a multiple may be large, because the share is small; a rate never rises
    above the nation's ceiling. `refused at bank` is those whom a measure of the regime turned away at that gate within
    the last year.
    """

    scheme: str = Field(description="name of the scheme; of the gate after `refused at`")
    relation: Literal["listed", "from", "below", "at", "neighbours", "place", "refused"] = Field(
        "listed", description="how they stand to it"
    )
    band: str | None = Field(None, description="the band that `from`, `below` and `at` speak of")


class Effect(Clause):
    """What happens at the gate: a bar, money (negative for the subject, positive for a benefit), hours, forms.

    `opens` lets somebody pass whom the gate would turn away for want of a credit file; `saves` are hours not spent,
    `waives` a deposit not asked for.
    """

    bar: bool = Field(False, description="the subject is turned away")
    opens: bool = Field(False, description="the subject passes without the credit file that the gate asks for")
    yuan: Yuan | None = Field(None, description="money each time: negative is paid by the subject, positive given")
    hours: Hours | None = Field(None, description="hours more that it takes")
    forms: Forms | None = Field(None, description="forms more to fill in")
    saves: Hours | None = Field(None, description="hours that the subject is spared (`2 hours saved`)")
    waives: Waived | None = Field(None, description="a deposit that the subject is spared (`200 yuan waived`)")


class Measure(Clause):
    """A consequence of being on a list or in a band, met at a gate."""

    on: On = Field(description="whom it falls on")
    gate: str = Field(description="name of a gate of the nation")
    effect: Effect = Field(description="what happens there")
    reaches: Literal["subject", "children"] = Field("subject", description="who feels it: the subject, or a child")
    starts_after: Clock | None = Field(None, alias="starts after", description="lag of the gate's copy (days)")
    ends_after: Clock | None = Field(None, alias="ends after", description="lag of the gate's copy at the end (days)")
    applied: Share | None = Field(
        None, description="share of attempts at which the gate checks and can tell (%); silent: all"
    )
    adopted_over: Clock | None = Field(
        None,
        alias="adopted over",
        description="time in which the offices behind the gate take it up, one after another",
    )
    departments: int | None = Field(None, ge=1, le=100, description="how many departments apply it; descriptive")
    context: str | None = Field(None, description="the walk of life that it belongs to; descriptive")
    takes_away: tuple[str, ...] = Field(
        (), alias="takes away", description="what people lose by it, in words; descriptive, for the audit"
    )
    right: (
        Literal["movement", "leaving", "home", "work", "education", "liberty", "property", "credit", "speech", "none"]
        | None
    ) = Field(None, description="the right that it touches; for the audit, as are the words below")
    reversible: bool | None = Field(None, description="whether what it does can be undone")
    punitive: bool | None = Field(None, description="whether it punishes, beside protecting or recovering")
    weighs: Literal["sole", "decisive", "one of several", "none"] | None = Field(
        None, description="what part the score or list has in the decision at the gate"
    )
    overruled: bool | None = Field(None, description="whether a person at the gate may decide otherwise")
    enforced_by: Literal["public", "private"] | None = Field(None, alias="enforced by", description="who applies it")
    penalty_on_enforcer: bool | None = Field(
        None, alias="penalty on enforcer", description="whether those who should apply it are punished if they do not"
    )
    offsets: tuple[str, ...] | None = Field(
        None, description="the measures for the same matter that it takes into account"
    )
    law: Citation | None = Field(None, description="the rule that it rests on")


class Agreement(Clause):
    """Data flowing from one scheme, or from a feed, to another scheme that prices it in its catalogue.

    A list passes on its `entry`, `performance`, `removal` and `correction`; a score passes on that somebody has come
    into a band (its name); a feed passes on its `acts`. A copy that corrections do not reach stays as it was.
    """

    source: str = Field(alias="from", description="a list, a score or a feed")
    to: str = Field(description="the scheme that prices it")
    passes: tuple[str, ...] = Field(description="entry, performance, removal, correction; names of bands; or acts")
    consent: Literal["with", "without"] | None = Field(None, description="whether the subject is asked")
    consents: Share | None = Field(
        None, alias="who consent", description="share whose data flows (%); silent: everybody's"
    )
    arrives_after: Clock | None = Field(None, alias="arrives after", description="time until the other scheme has it")
    law: Citation | None = Field(None, description="the rule that it rests on")


class Response(Clause):
    """How people change because they are watched or hit: a multiple of their rate of some conduct (`of`, `changes`).

    Or, alone and only `refused at` a gate, `tries`: on a day on which somebody is refused there, they try again that
    same day, so many times on average, and are refused each time. How many times differs as if they gave up with the
    same chance after each (a geometric distribution).
    """

    on: On | Literal["watched"] = Field(description="`watched` = everyone, for conduct that some feed sees")
    of: tuple[str, ...] = Field((), description="names of conduct of the nation, or `performance` of duties")
    changes: Times | None = Field(
        None, description="times: 0.9 times is deterrence, 1.5 times a spiral; above 10 times only `place on` a list"
    )
    tries: Tries | None = Field(
        None, description="times that who is refused tries there again the same day, in vain, on average"
    )
