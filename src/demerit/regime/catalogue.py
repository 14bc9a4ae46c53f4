"""What a score is made of: bands, the items of a catalogue and their repair, dimensions, recovery."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from demerit.regime.clause import Citation, Clause, Clock, PointsAmount, Share, Times

ItemKind = Literal[
    "act", "omission", "characteristic", "inferred", "association", "expression", "belief", "assembly", "catch-all"
]
"""what an item or a ground prices: only the first two are conduct, and a catch-all names no conduct at all"""
Proof = Literal["judgment", "decision", "sensor", "report", "inference"]
"""what a mark rests on, from the firmest to the loosest"""


class Band(Clause):
    """A named range of the score: from so many points, or by rank among all who take part.

    `from 1050 points` cuts by the score itself. `top 10 %` cuts by rank: the band and those above it hold that share of
    the participants, and whoever ties with the last of them is in it too. The lowest band is `below`.
    """

    from_points: PointsAmount | None = Field(description="the lowest score of the band")
    top: Share | None = Field(None, description="share of the participants in this band and those above it (%)")


class Regrading(Clause):
    """How often something is worked out anew.

    Beside bands by rank, `regraded` says how often they are cut anew: between two re-gradings the cut-offs stay, and
    scores move across them. Beside a score, `recomputed` says how often what has happened since enters it.
    """

    every: Clock = Field(description="the time between two of them")


class Repair(Clause):
    """How a mark is repaired: some of those who have it undo or promise, and it is replaced by less."""

    done_by: Share = Field(alias="done by", description="share of those marked who do what repair asks (%)")
    after: Clock = Field(description="time from the mark to its repair")
    leaves: PointsAmount | None = Field(None, description="points that stand in its place (silent: nothing)")
    expires_after: Clock | None = Field(None, alias="expires after", description="how long these stay")
    law: Citation | None = Field(None, description="the rule that says how it is repaired")


class Item(Clause):
    """One line of a catalogue: what a conduct, or news passed on by an agreement, earns or costs.

    An item gives or takes points, or grades directly: while a direct grade stands, the score counts as the lowest of
    that band at best, whatever is earned meanwhile.
    """

    points: PointsAmount | None = Field(None, description="signed points; an item has these or a grade")
    grade: str | None = Field(None, description="the band that it puts the subject into at once, or lower")
    what: str | None = Field(
        None, alias="for", description="the conduct or news that it prices; silent: the name of the item"
    )
    in_cases: Share | None = Field(
        None, alias="in cases", description="share of the acts that it prices (%), where acts of one kind differ"
    )
    repeated: Times | None = Field(
        None, description="times the points while an item of the same kind is still on the record"
    )
    replaces: str | None = Field(None, description="the item of the same catalogue that it takes the place of")
    repair: Repair | None = Field(None, description="how it can be undone, and what is left of it then")
    political: bool = Field(False, description="a mark for speech, petition or belief: off unless switched on")
    gravity: int | None = Field(
        None, ge=0, le=5, description="0 trifling to 5 most serious; descriptive, for the audit"
    )
    kind: ItemKind | None = Field(None, description="what it prices; for the audit")
    proof: Proof | None = Field(None, description="what a mark rests on; for the audit")
    immutable: bool | None = Field(None, description="whether nobody can change it in themselves; for the audit")
    expires_after: Clock | None = Field(None, alias="expires after", description="days or years until the mark lapses")
    context: str | None = Field(None, description="the walk of life that it belongs to; descriptive")
    law: Citation | None = Field(None, description="the rule that it rests on")


class FirstWarning(Clause):
    """The first deduction of a kind is only a warning, unless one of the kind came within this time.

    Direct grades, and what other schemes pass on by agreement, count at once.
    """

    within: Clock = Field(description="how far back another deduction or warning of the kind is looked for")


class Dimension(Clause):
    """One weighted dimension of a private score: the mean of some features of the person, each from 0 to 1.

    Features are `income` (rank), `age` (from 18 to 60), `credit file`, `employment`, `parenthood`, `platform account`,
    `friend` (the closest friend's score, alone in its dimension), or a habit of some conduct: `more online purchase`,
    `less gaming`.
    """

    weight: Share = Field(description="share of the whole score (%)")
    features: tuple[str, ...] = Field(description="what is known of the person")


class Recovery(Clause):
    """Points given back with time: so many every so often, until the score is back at its start."""

    points: PointsAmount = Field(description="points given back each time")
    every: Clock = Field(description="the time between two of them")
