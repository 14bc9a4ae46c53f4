"""The regime as declared: the nouns of a regime file, as frozen pydantic models.

The docstrings and field descriptions here are the schema that editors complete from and the reference that the
documentation prints. A field that is `None` was **not declared**; silence runs as absent, and a run says so.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from demerit.regime import units

NOT_DECLARED = "not declared"


class Clause(BaseModel):
    """Anything that stands in a regime file: frozen, and closed to words that the vocabulary does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Quantity(Clause):
    """A number with its unit, its range where it is uncertain, and its source: all in one written scalar.

    `12 % between 2 % and 40 % (assumption)` is `Quantity(value=12, unit="%", low=2, high=40, source="assumption")`.
    """

    value: float
    unit: str = Field(description="points, %, days, working days, years, per year, times, yuan, hours, forms ...")
    low: float | None = None
    high: float | None = None
    source: str = Field(description="a key of `sources`, optionally with an article (`SPC17 art. 2`), or `assumption`")


Share = Annotated[Quantity, units.SHARE]
Clock = Annotated[Quantity, units.CLOCK]
OfficeClock = Annotated[Quantity, units.OFFICE_CLOCK]
PointsAmount = Annotated[Quantity, units.POINTS]
Times = Annotated[Quantity, units.TIMES]
FalseMarks = Annotated[Quantity, units.FALSE_MARKS]
YearlyShare = Annotated[Quantity, units.YEARLY_SHARE]
Decisions = Annotated[Quantity, units.DECISIONS]
Yuan = Annotated[Quantity, units.YUAN]
Hours = Annotated[Quantity, units.HOURS]
Forms = Annotated[Quantity, units.FORMS]
Citation = Annotated[str, units.Cites()]


class Feed(Clause):
    """Who observes conduct and passes it on to the schemes whose catalogue prices it."""

    holder: str = Field(description="who runs the feed")
    context: str = Field(description="the walk of life that the data belongs to")
    sees: tuple[str, ...] = Field(description="names of conduct of the nation")
    detects: Share = Field(description="share of acts noticed (%)")
    arrives_after: Clock | None = Field(None, alias="arrives after", description="days from act to mark")
    joined_by: Literal["identity number", "name", "face", "passport"] | None = Field(None, alias="joined by")
    wrong_person: Share | None = Field(
        None, alias="wrong person", description="share of marks put on somebody else (%)"
    )
    false_marks: FalseMarks | None = Field(
        None, alias="false marks", description="marks per person and year for acts that nobody did (per year)"
    )


class Participation(Clause):
    """Who takes part: everyone, or those who opt in, at an uptake."""

    mode: Literal["everyone", "opt-in"]
    uptake: Share | None = Field(None, description="share who opt in (%)")


class Subjects(Clause):
    """Who can have a record in a scheme: persons from an age on."""

    kind: Literal["persons"] = "persons"
    from_age: int = Field(0, ge=0, le=120)


class Band(Clause):
    """A named range of the score: from so many points, or by rank among all who take part.

    `from 1050 points` cuts by the score itself. `top 10 %` cuts by rank: the band and those above it hold that share of
    the participants, and whoever ties with the last of them is in it too. The lowest band is `below`.
    """

    from_points: PointsAmount | None
    top: Share | None = Field(None, description="share of the participants in this band and those above it (%)")


class Regrading(Clause):
    """How often bands are cut anew by rank: between two re-gradings the cut-offs stay, and scores move across them."""

    every: Clock


class Item(Clause):
    """One line of a catalogue: what a conduct, or news passed on by an agreement, earns or costs."""

    points: PointsAmount = Field(description="signed points")
    gravity: int | None = Field(
        None, ge=0, le=5, description="0 trifling to 5 most serious; descriptive, for the audit"
    )
    expires_after: Clock | None = Field(None, alias="expires after", description="days or years until the mark lapses")
    context: str | None = None
    law: Citation | None = None


class Recovery(Clause):
    """Points given back with time: so many every so often, until the score is back at its start."""

    points: PointsAmount
    every: Clock


class Notice(Clause):
    """Whether, when and how the subject is told of a mark or an entry."""

    when: Literal["before", "at", "after", "never"]
    served: Share | None = Field(None, description="share of notices that reach the subject (%)")
    grace: Clock | None = Field(None, description="days between notice and effect in which performance prevents it")
    says: tuple[str, ...] = ()
    law: Citation | None = None


class Review(Clause):
    """A second look by a higher body after a refused correction."""

    asked_within: Clock = Field(alias="asked within")
    decided_within: Clock = Field(alias="decided within")
    upheld: Share | None = Field(None, description="share of justified reviews that succeed (%)")


class Correction(Clause):
    """The way to have a wrong mark or entry taken back, with its clocks."""

    decided_within: OfficeClock = Field(alias="decided within")
    then_corrected_within: OfficeClock | None = Field(None, alias="then corrected within")
    upheld: Share | None = Field(None, description="share of justified applications that succeed (%)")
    review: Review | None = None
    suspends_measures: bool | None = Field(None, alias="suspends measures")
    law: Citation | None = None


class Ground(Clause):
    """One reason for which a list takes somebody in."""

    conduct: str
    proof: str | None = Field(None, description="judgment, decision, report, sensor; descriptive, for the audit")
    only_if: Literal["able to pay"] | None = Field(None, alias="only if")
    misjudged: Share | None = Field(None, description="share of those who cannot pay that are taken for able (%)")
    law: Citation | None = None


class Term(Clause):
    """How long an entry on a ground lasts: a fixed length, or until the duty is performed (`length` None)."""

    length: Clock | None
    law: Citation | None = None


class Exit(Clause):
    """A way off a list, and the clock of the office that must take the name down."""

    within: OfficeClock = Field(description="days or working days from the event to removal")
    for_grounds: tuple[str, ...] | None = Field(
        None, alias="for", description="grounds it is open to; not given: all of them"
    )
    rate: YearlyShare | None = Field(
        None, description="how often the event comes about, for exits that others start (% a year)"
    )
    kept: Share | None = Field(None, description="share of removals that keep the clock (%)")
    otherwise: Clock | None = Field(None, description="days that the others take")
    law: Citation | None = None


class Points(Clause):
    """A scheme that scores: start, range, bands and a catalogue of items."""

    kind: Literal["points"]
    holder: str | None = None
    context: str | None = None
    law: Citation | None = None
    subjects: Subjects
    participation: Participation
    start: PointsAmount
    range: tuple[PointsAmount, PointsAmount]
    bands: dict[str, Band] = Field(description="from the best to the worst; the last is `below`")
    regraded: Regrading | None = Field(
        None, description="how often bands by rank are cut anew; needed with them, refused without"
    )
    catalogue: dict[str, Item] = Field(
        description="conduct, or `entry in LIST`, `performance in LIST` when an agreement passes it on"
    )
    recovery: Recovery | None = None
    notice: Notice | None = None
    correction: Correction | None = None


class List(Clause):
    """A black or red list: grounds, notice, term, publication and exits."""

    kind: Literal["list"]
    colour: Literal["black", "red"]
    holder: str | None = None
    context: str | None = None
    law: Citation | None = None
    subjects: Subjects
    grounds: dict[str, Ground]
    entries_per: Literal["subject", "case"] = Field(
        "case", alias="entries per", description="`subject`: somebody already listed is not entered again"
    )
    decides: Decisions | None = Field(None, description="decisions the office can make (per 1,000 people a year)")
    decided_after: Clock | None = Field(
        None, alias="decided after", description="days from arrival to entry with no queue"
    )
    notice: Notice | None = None
    term: dict[str, Term] = Field(default_factory=dict)
    publication: tuple[str, ...] | None = None
    exits: dict[str, Exit] = Field(default_factory=dict)
    correction: Correction | None = None


Scheme = Annotated[Points | List, Field(discriminator="kind")]


class On(Clause):
    """Who a measure or a response applies to: those on a list, or in bands of a points scheme.

    `below C` is the bands worse than C, `from C` is C and better, `at C` is C alone. Only a response can be on
    `neighbours` or on a `place`. On `neighbours on debtors` the multiple grows from 1 with the share of a person's
    eight neighbours who are on the list, and is reached when all of them are. On `place on debtors` it grows from 1
    with the share of all people of the person's place who were on the list at the end of the tick before:
    1 + (changes - 1) * share. Such a multiple may be large, because the share is small; a rate never rises above the
    nation's ceiling.
    """

    scheme: str
    relation: Literal["listed", "from", "below", "at", "neighbours", "place"] = "listed"
    band: str | None = None


class Effect(Clause):
    """What happens at the gate: a bar, money (negative for the subject, positive for a benefit), hours, forms."""

    bar: bool = False
    yuan: Yuan | None = None
    hours: Hours | None = None
    forms: Forms | None = None


class Measure(Clause):
    """A consequence of being on a list or in a band, met at a gate."""

    on: On
    gate: str
    effect: Effect
    reaches: Literal["subject", "children"] = "subject"
    starts_after: Clock | None = Field(None, alias="starts after", description="lag of the gate's copy (days)")
    ends_after: Clock | None = Field(None, alias="ends after", description="lag of the gate's copy at the end (days)")
    context: str | None = None
    takes_away: tuple[str, ...] = Field((), alias="takes away")
    law: Citation | None = None


class Agreement(Clause):
    """One scheme's data flowing to another: news of a list becomes an item of a points scheme."""

    source: str = Field(alias="from")
    to: str
    passes: tuple[Literal["entry", "performance", "removal"], ...]
    consent: Literal["with", "without"] | None = None
    arrives_after: Clock | None = Field(None, alias="arrives after")
    law: Citation | None = None


class Response(Clause):
    """How people change because they are watched or hit: a multiple of their rate of some conduct."""

    on: On | Literal["watched"] = Field(description="`watched` = everyone, for conduct that some feed sees")
    of: tuple[str, ...] = Field(description="names of conduct of the nation")
    changes: Times = Field(
        description="times: 0.9 times is deterrence, 1.5 times a spiral; above 10 times only `place on` a list"
    )


class Phase(Clause):
    """From a date on, some clauses read otherwise: a dotted path of the file and its new value."""

    from_date: date = Field(alias="from")
    changes: dict[str, object]


class Regime(Clause):
    """The whole set of institutions in force: one file."""

    regime: str
    title: str
    in_force: date = Field(alias="in force")
    operator: Literal["public", "private", "delegated"]
    jurisdiction: str
    aim: str | None = None
    nation: str = Field("china-2020", description="the recipe the regime was written for")
    sources: dict[str, str] = Field(default_factory=dict)
    feeds: dict[str, Feed] = Field(default_factory=dict)
    schemes: dict[str, Scheme] = Field(default_factory=dict)
    measures: dict[str, Measure] = Field(default_factory=dict)
    agreements: dict[str, Agreement] = Field(default_factory=dict)
    responses: dict[str, Response] = Field(default_factory=dict)
    phases: dict[str, Phase] = Field(default_factory=dict)
