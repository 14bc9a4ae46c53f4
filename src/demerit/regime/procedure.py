"""Procedure: notice, correction and review, and the safeguards that a regime declares as a whole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from demerit.regime.clause import Citation, Clause, Clock, OfficeClock, Share, Yuan


class Notice(Clause):
    """Whether, when and how the subject is told of a mark or an entry."""

    when: Literal["before", "at", "after", "never"] = Field(description="before, at or after the effect, or never")
    served: Share | None = Field(None, description="share of notices that reach the subject (%)")
    grace: Clock | None = Field(None, description="days between notice and effect in which performance prevents it")
    says: tuple[str, ...] = Field((), description="what the notice gives, such as reasons; descriptive, for the audit")
    within: Clock | None = Field(None, description="how soon afterwards, where it is told `after`; for the audit")
    law: Citation | None = Field(None, description="the rule that it rests on")


class Review(Clause):
    """A second look by a higher body after a refused correction."""

    asked_within: Clock = Field(alias="asked within", description="time after the refusal in which it can be asked for")
    decided_within: Clock = Field(alias="decided within", description="time until it is decided")
    upheld: Share | None = Field(None, description="share of justified reviews that succeed (%)")


class Correction(Clause):
    """The way to have a wrong mark or entry taken back, with its clocks."""

    decided_within: OfficeClock = Field(alias="decided within", description="time from the request to the decision")
    then_corrected_within: OfficeClock | None = Field(
        None, alias="then corrected within", description="time from the decision until the record is right"
    )
    upheld: Share | None = Field(None, description="share of justified applications that succeed (%)")
    review: Review | None = Field(None, description="a second look after a refusal")
    suspends_measures: bool | None = Field(
        None, alias="suspends measures", description="whether measures rest while it is decided"
    )
    body: str | None = Field(None, description="who decides; for the audit, as are the words below")
    independent: bool | None = Field(None, description="whether that is another body than the one that made the mark")
    human: bool | None = Field(None, description="whether a person decides, free to depart from the score")
    asked_within: Clock | None = Field(
        None, alias="asked within", description="time from the mark or entry in which it can be asked for"
    )
    burden: Literal["authority", "person"] | None = Field(None, description="who has to prove the facts")
    evidence_shown: bool | None = Field(
        None, alias="evidence shown", description="whether the person gets to see what the mark rests on"
    )
    unproven: Literal["deleted", "kept"] | None = Field(
        None, description="what becomes of a mark that cannot be verified"
    )
    requires: tuple[str, ...] | None = Field(
        None, description="what somebody must still be able to do in order to ask: names of `capabilities`"
    )
    costs: Yuan | None = Field(None, description="what asking costs: `-80 yuan`")
    law: Citation | None = Field(None, description="the rule that it rests on")


class Safeguards(Clause):
    """What surrounds the regime as a whole; descriptive, for the audit."""

    impact_assessment: bool | None = Field(
        None, alias="impact assessment", description="whether one was made before the first day"
    )
    human_oversight: str | None = Field(
        None, alias="human oversight", description="who may stop or overrule it, in words; `none` where nobody may"
    )
    error_rates_published: bool | None = Field(
        None, alias="error rates published", description="whether its errors are measured and published"
    )
    group_tests: bool | None = Field(
        None, alias="group tests", description="whether its errors and effects are tested by group"
    )
    catalogue_published: bool | None = Field(
        None,
        alias="catalogue published",
        description="whether what is marked and what follows is a closed, public list",
    )
    law: Citation | None = Field(None, description="the rule that it rests on")
