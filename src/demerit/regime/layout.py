"""The regime as declared: the nouns of a regime file, as frozen pydantic models.

The docstrings and field descriptions here are the schema that editors complete from and the reference that the
documentation prints. A field that is `None` was **not declared**; silence runs as absent, and a run says so.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from demerit.regime.catalogue import Band, Dimension, FirstWarning, Item, ItemKind, Recovery, Regrading, Repair
from demerit.regime.clause import (
    NOT_DECLARED,
    Citation,
    Clause,
    Clock,
    Decisions,
    FalseMarks,
    Finds,
    OfficeClock,
    PointsAmount,
    Quantity,
    Share,
    Times,
    YearlyShare,
)
from demerit.regime.consequences import Agreement, Effect, Measure, On, Response
from demerit.regime.procedure import Correction, Notice, Review, Safeguards

__all__ = [
    "NOT_DECLARED",
    "Agreement",
    "Band",
    "Clause",
    "Correction",
    "Dimension",
    "Effect",
    "Exit",
    "Extension",
    "FalseReports",
    "Feed",
    "FirstWarning",
    "Ground",
    "Item",
    "List",
    "Measure",
    "Notice",
    "On",
    "Participation",
    "Phase",
    "Points",
    "Quantity",
    "Recovery",
    "Regime",
    "Regrading",
    "Relisting",
    "Repair",
    "Response",
    "Review",
    "Safeguards",
    "Scheme",
    "Subjects",
    "Term",
]


class FalseReports(Clause):
    """Reports that people make about each other, and the share of them that are about nothing or out of malice.

    Every act of the conduct `from` is one report; the false ones become marks of people who did nothing.
    """

    source: str = Field(alias="from", description="the conduct that makes the reports, such as denouncing")
    share: Share = Field(description="share of the reports that are false (%)")


class Directed(Clause):
    """Watching that goes where the record says: each place gets its share of all finds so far.

    `detects` stays the mean over all people as long as every place's share of the finds is that of its people. What a
    feed finds draws it to where it has looked already, which is how a record comes to prove itself (Ensign et al.,
    Runaway feedback loops in predictive policing, 2018). `corrected` counts a find with the chance that the place was
    not looked at, which undoes that.
    """

    by: tuple[str, ...] = Field(description="feeds whose finds in a place draw it there; itself, as a rule")
    starts_with: dict[str, Finds] = Field(alias="starts with", description="finds on the record at the start, by place")
    corrected: bool | None = Field(None, description="whether finds count less where it looks more")
    law: Citation | None = Field(None, description="the rule that it rests on")


class Feed(Clause):
    """Who observes conduct and passes it on to the schemes whose catalogue prices it."""

    holder: str = Field(description="who runs the feed")
    context: str = Field(description="the walk of life that the data belongs to")
    sees: tuple[str, ...] = Field(description="names of conduct of the nation")
    detects: Share = Field(description="share of acts noticed (%)")
    arrives_after: Clock | None = Field(None, alias="arrives after", description="days from act to mark")
    joined_by: Literal["identity number", "name", "face", "passport"] | None = Field(
        None, alias="joined by", description="what records are joined to people by; names have namesakes"
    )
    wrong_person: Share | None = Field(
        None, alias="wrong person", description="share of marks put on somebody else (%)"
    )
    false_marks: FalseMarks | None = Field(
        None, alias="false marks", description="marks per person and year for acts that nobody did (per year)"
    )
    wrong_amount: Share | None = Field(
        None, alias="wrong amount", description="share of marks entered with a zero too many (%)"
    )
    false_reports: FalseReports | None = Field(
        None, alias="false reports", description="false marks that come from people's reports about each other"
    )
    by: dict[str, dict[str, Times]] | None = Field(
        None,
        description="how much closer some are watched: `age`, `sex`, `residence`, `income` or `place`, then factors",
    )
    directed: Directed | None = Field(None, description="whether the record decides where it watches")
    removes: Share | None = Field(None, description="share of the acts noticed that are taken down (%): posts")
    reaches: tuple[str, ...] | None = Field(
        None, description="the schemes it serves itself; others get its data by agreement only. Silent: all schemes"
    )
    collected_for: tuple[str, ...] | None = Field(
        None, alias="collected for", description="the walks of life that people gave the data for; for the audit"
    )
    lawful_basis: Literal["consent", "law", "contract", "public task", "legitimate interest"] | None = Field(
        None, alias="lawful basis", description="what the collecting rests on; for the audit"
    )
    special_category: (
        Literal["none", "origin", "politics", "belief", "union", "health", "sex life", "genetic", "biometric"] | None
    ) = Field(
        None, alias="special category", description="kind of sensitive data that it holds or infers; for the audit"
    )
    kept_for: Clock | None = Field(
        None, alias="kept for", description="time after which the data is erased; for the audit"
    )


class Participation(Clause):
    """Who takes part: everyone, or those who opt in, at an uptake. Who withdraws has the record erased."""

    mode: Literal["everyone", "opt-in"] = Field(description="who takes part")
    uptake: Share | None = Field(None, description="share who opt in (%)")
    withdraws: YearlyShare | None = Field(None, description="share of those taking part who withdraw (% a year)")


class Subjects(Clause):
    """Who can have a record in a scheme: persons from an age on, of some places, who have something or lack it."""

    kind: Literal["persons"] = Field("persons", description="persons")
    from_age: int = Field(0, ge=0, le=120, description="years of age from which somebody is a subject")
    places: tuple[str, ...] = Field((), description="places of the nation where they live; none named: everywhere")
    having: Literal["telephone", "platform account", "credit file", "no credit file"] | None = Field(
        None, description="what they have, or lack; silent: no matter"
    )


class Ground(Clause):
    """One reason for which a list takes somebody in."""

    conduct: str = Field(description="name of a conduct of the nation")
    proof: str | None = Field(None, description="judgment, decision, report, sensor; descriptive, for the audit")
    only_if: Literal["able to pay"] | None = Field(None, alias="only if", description="who alone is listed on it")
    not_if: dict[str, Share] = Field(
        default_factory=dict, alias="not if", description="who is excepted, and in which share of cases (%)"
    )
    misjudged: Share | None = Field(None, description="share of those who cannot pay that are taken for able (%)")
    kind: ItemKind | None = Field(None, description="what the conduct is, seen by the audit")
    law: Citation | None = Field(None, description="the rule that it rests on")


class Term(Clause):
    """How long an entry on a ground lasts: a fixed length, or until the duty is performed (`length` None)."""

    length: Clock | None = Field(description="how long; none: until performance")
    law: Citation | None = Field(None, description="the rule that it rests on")


class Extension(Clause):
    """Terms that are made longer: in a share of entries, by so much."""

    in_cases: Share = Field(alias="in cases", description="share of the entries with a term (%)")
    by: Clock = Field(description="how much longer")
    law: Citation | None = Field(None, description="the rule that it rests on")


class Relisting(Clause):
    """A time after one of the exits in which nobody is entered again."""

    after: str = Field(description="the name of the exit")
    not_within: Clock = Field(alias="not within", description="how long nobody is entered again")
    law: Citation | None = Field(None, description="the rule that it rests on")


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
    requires: tuple[str, ...] | None = Field(
        None, description="what somebody must still be able to do for it: names of `capabilities`; for the audit"
    )
    law: Citation | None = Field(None, description="the rule that it rests on")


class Points(Clause):
    """A scheme that scores: start, range, bands and a catalogue of items; or, with dimensions, a private score.

    With `dimensions` nobody starts alike: the lowest score, plus each dimension's weight times the person's value in it
    times the width of the range. Items then come on top.
    """

    kind: Literal["points"] = Field(description="a scheme that scores")
    holder: str | None = Field(None, description="who keeps it")
    context: str | None = Field(None, description="the walk of life that it belongs to; descriptive, for the audit")
    law: Citation | None = Field(None, description="the rule that it rests on")
    subjects: Subjects = Field(description="who can have a record in it")
    participation: Participation = Field(description="who of them takes part")
    start: PointsAmount | None = Field(None, description="points at the start; silent only with `dimensions`")
    range: tuple[PointsAmount, PointsAmount] = Field(description="the lowest and the highest score")
    bands: dict[str, Band] = Field(description="from the best to the worst; the last is `below`")
    regraded: Regrading | None = Field(
        None, description="how often bands by rank are cut anew; needed with them, refused without"
    )
    catalogue: dict[str, Item] = Field(
        description="what conduct earns or costs, and news passed on by agreement: `entry in LIST`, `in BAND of SCORE`"
    )
    one_act: Literal["all items", "highest item"] | None = Field(
        None, alias="one act counts", description="whether two items of one act both count; silent: all items"
    )
    warns_first: FirstWarning | None = Field(
        None, alias="warns first", description="whether the first deduction of a kind is only a warning"
    )
    recomputed: Regrading | None = Field(
        None, description="how often marks enter the score, and a friend's score is looked at; silent: at once"
    )
    dimensions: dict[str, Dimension] = Field(
        default_factory=dict, description="what a private score starts from; their weights add to 100 %"
    )
    formula_published: bool | None = Field(
        None, alias="formula published", description="whether people can look up how it is worked out; for the audit"
    )
    recovery: Recovery | None = Field(None, description="points given back with time")
    notice: Notice | None = Field(None, description="whether and when the subject is told of a mark")
    correction: Correction | None = Field(None, description="the way to have a wrong mark taken back")


class List(Clause):
    """A black or red list: grounds, notice, term, publication and exits."""

    kind: Literal["list"] = Field(description="a black or red list")
    colour: Literal["black", "red"] = Field(description="black: it bars and burdens; red: it rewards")
    holder: str | None = Field(None, description="who keeps it")
    context: str | None = Field(None, description="the walk of life that it belongs to; descriptive, for the audit")
    law: Citation | None = Field(None, description="the rule that it rests on")
    subjects: Subjects = Field(description="who can have a record in it")
    grounds: dict[str, Ground] = Field(description="the reasons for which it takes somebody in")
    entries_per: Literal["subject", "case"] = Field(
        "case", alias="entries per", description="`subject`: somebody already listed is not entered again"
    )
    decides: Decisions | None = Field(None, description="decisions the office can make (per 1,000 people a year)")
    decided_after: Clock | None = Field(
        None, alias="decided after", description="days from arrival to entry with no queue"
    )
    notice: Notice | None = Field(None, description="whether and when the subject is told of an entry")
    term: dict[str, Term] = Field(default_factory=dict, description="how long an entry lasts, ground by ground")
    extension: Extension | None = Field(None, description="terms that are made longer")
    publication: tuple[str, ...] | None = Field(None, description="what is published; descriptive, for the audit")
    exits: dict[str, Exit] = Field(default_factory=dict, description="ways off the list, besides a term that runs out")
    relisting: Relisting | None = Field(None, description="a time in which nobody is entered again")
    reviewed_every: Clock | None = Field(
        None, alias="reviewed every", description="how often each entry is looked at anew unasked; for the audit"
    )
    individual_reasons: bool | None = Field(
        None, alias="individual reasons", description="whether each entry is reasoned for the one case; for the audit"
    )
    clock_restarts: bool | None = Field(
        None, alias="clock restarts", description="whether paying or moving starts the term anew; for the audit"
    )
    correction: Correction | None = Field(None, description="the way to have a wrong entry taken back")


Scheme = Annotated[Points | List, Field(discriminator="kind")]


class Phase(Clause):
    """From a date on, some clauses read otherwise: a dotted path of the file and its new value."""

    from_date: date = Field(alias="from", description="its first day")
    changes: dict[str, object] = Field(description="`schemes.city points.start: 900 points (X)`")


class Regime(Clause):
    """The whole set of institutions in force: one file."""

    regime: str = Field(description="its short name")
    title: str = Field(description="its name in words")
    in_force: date = Field(alias="in force", description="the first day on which it holds")
    operator: Literal["public", "private", "delegated"] = Field(
        description="who runs it: the state, a company, or a company for the state"
    )
    jurisdiction: str = Field(description="where it holds, in words")
    aim: str | None = Field(None, description="what it is for, in words")
    legal_basis: Citation | None = Field(
        None, alias="legal basis", description="the law that allows the whole; for the audit, as are the words below"
    )
    uses_ai: bool | None = Field(None, alias="uses ai", description="whether software that infers does the evaluating")
    necessity: str | None = Field(None, description="why nothing milder would do, in words")
    milder_means: tuple[str, ...] | None = Field(
        None, alias="milder means", description="what milder means were considered"
    )
    related_contexts: dict[str, tuple[str, ...]] | None = Field(
        None, alias="related contexts", description="walks of life, each with those that it may fairly count in"
    )
    capabilities: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="what people can do, each with what is lost with it: `travel: [work]`"
    )
    safeguards: Safeguards | None = Field(None, description="what surrounds it")
    political_items: Literal["on", "off"] = Field(
        "off", alias="political items", description="whether items marked political are in force"
    )
    nation: str = Field("china-2020", description="the recipe the regime was written for")
    sources: dict[str, str] = Field(default_factory=dict, description="what its numbers rest on: a key and a title")
    feeds: dict[str, Feed] = Field(default_factory=dict, description="who watches")
    schemes: dict[str, Scheme] = Field(default_factory=dict, description="what scores or lists people")
    measures: dict[str, Measure] = Field(default_factory=dict, description="what follows, and at which gate")
    agreements: dict[str, Agreement] = Field(default_factory=dict, description="what is passed on")
    responses: dict[str, Response] = Field(default_factory=dict, description="how people change")
    phases: dict[str, Phase] = Field(default_factory=dict, description="what reads otherwise from a later date on")
