"""Association: nobody carries what somebody else did, and no child carries anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.audit.amended import amendment, unapplied, without_entries
from demerit.audit.graph import days_of
from demerit.audit.layout import Amendment, Facts, Happening, Outcome
from demerit.audit.register import rule
from demerit.audit.routes import burdens, entries, quoted, standing
from demerit.regime.check_dimensions import FRIEND
from demerit.regime.forms import write_subjects
from demerit.regime.layout import List, Points
from demerit.regime.quantities import amount_text, plain
from demerit.regime.saying import on, subjects
from demerit.regime.to_yaml import to_words

ADULT = 18


@rule(
    "F09",
    "spread by association",
    "no mark, score or burden passes from the one who acted to family, friends or neighbours",
    "guilt by association as a spread on a graph: it dies out only below a gain of 1 (SIS threshold, PageRank)",
)
def spread_by_association(facts: Facts) -> Iterator[Outcome]:
    """Every burden that reaches children, every score that counts a friend's, every item or ground of kind association.

    A scheme with none of these passes only where each of its items or grounds says what kind of thing it prices.
    """
    for name, scheme in standing(facts.regime):
        found = [*_children(facts, name), *_friends(facts, name, scheme), *_kinds(facts, name)]
        yield from found
        silent = [entry.name for entry in entries(facts.regime, name) if entry.kind is None]
        if not found and (burdens(facts.regime, name) or not isinstance(scheme, List) or scheme.colour == "black"):
            where = ("schemes", name)
            if silent:
                says = f"does not say of what kind {quoted(silent)} {'is' if len(silent) == 1 else 'are'}"
                yield Outcome("not declared", where, says, "what somebody else did may be among it")
            elif entries(facts.regime, name):
                yield Outcome("pass", where, "declares nothing that passes from one person to another")


def _children(facts: Facts, name: str) -> Iterator[Outcome]:
    for measure in burdens(facts.regime, name):
        one = facts.regime.measures[measure]
        if one.reaches == "children":
            says = f"declares that `{measure}` reaches the children of {on(one.on)}"
            why = "a child meets it for what a parent did"
            life = (
                Happening(0, f"a parent comes to be {on(one.on).removeprefix('whoever is ')}"),
                Happening(days_of(one.starts_after), f"their child meets `{measure}` at the gate {one.gate}"),
            )
            change = unapplied(facts, "no way of applying it to a child leaves the child out", measure)
            yield Outcome("fail", ("measures", measure, "reaches"), says, why, life, change, (("schemes", name),))


def _friends(facts: Facts, name: str, scheme: Points | List) -> Iterator[Outcome]:
    dimensions = scheme.dimensions if isinstance(scheme, Points) else {}
    for dimension, one in dimensions.items():
        if FRIEND in one.features and isinstance(scheme, Points):
            gain = one.weight.value / 100
            says = f"declares that the score of the closest friend makes {amount_text(one.weight)} of one's own"
            why = f"every point that the friend loses costs {gain:.3g} points, though the person did nothing"
            life = (
                Happening(0, "the closest friend loses 100 points"),
                Happening(1, f"{name} falls by {plain(round(100 * gain, 6))} points for who did nothing"),
            )
            where = ("schemes", name, "dimensions", dimension)
            yield Outcome("fail", where, says, why, life, _alone(facts, name, scheme, dimension))


def _alone(facts: Facts, name: str, scheme: Points, dropped: str) -> Amendment | None:
    kept = {one: dimension for one, dimension in scheme.dimensions.items() if one != dropped}
    heaviest = max(kept, key=lambda one: kept[one].weight.value)
    weight = kept[heaviest].weight.value + scheme.dimensions[dropped].weight.value
    words: dict[str, Any] = {one: to_words(dimension) for one, dimension in kept.items()}
    words[heaviest]["weight"] = f"{plain(weight)} % (assumption)"
    because = f"the weight goes to {heaviest}, so that the dimensions still make up the whole"
    return amendment(facts, because, (("schemes", name, "dimensions"), words))


def _kinds(facts: Facts, name: str) -> Iterator[Outcome]:
    for entry in entries(facts.regime, name):
        if entry.kind == "association":
            says = f"declares `{entry.name}`, which prices whom somebody belongs to or knows"
            life = (
                Happening(0, f"somebody else acts; the person is tied to them: {entry.fact}"),
                Happening(0, f"a mark or entry in {name} for the tie"),
            )
            change = without_entries(facts, "the tie is no conduct of the person's", name, [entry.name])
            yield Outcome("fail", entry.where, says, "the person did nothing", life, change)


@rule(
    "L31",
    "minors",
    "nobody under 18 is listed, scored with consequences, or hit by what a parent's record brings",
    "Convention on the Rights of the Child arts. 3 and 16; Regulation (EU) 2016/679 recital 71",
)
def minors(facts: Facts) -> Iterator[Outcome]:
    """The age from which each scheme with burdens has subjects, and every burden that reaches children."""
    for name, scheme in _burdening(facts):
        yield _of_age(facts, name, scheme)
        yield from _children(facts, name)


@rule(
    "L31a",
    "minors entered",
    "nobody under 18 is listed, or scored with consequences",
    "Supreme People's Court (China), Fashi (2017) No. 7, art. 4",
)
def minors_entered(facts: Facts) -> Iterator[Outcome]:
    """The age from which each scheme with burdens has subjects; a child that a burden reaches is not entered."""
    for name, scheme in _burdening(facts):
        yield _of_age(facts, name, scheme)


def _burdening(facts: Facts) -> Iterator[tuple[str, Points | List]]:
    """The schemes in which it costs something to be: those with burdens, and black lists."""
    for name, scheme in standing(facts.regime):
        if burdens(facts.regime, name) or (isinstance(scheme, List) and scheme.colour == "black"):
            yield name, scheme


def _of_age(facts: Facts, name: str, scheme: Points | List) -> Outcome:
    held = burdens(facts.regime, name)
    age, where = scheme.subjects.from_age, ("schemes", name, "subjects")
    older = scheme.subjects.model_copy(update={"from_age": ADULT})
    change = amendment(facts, "adults alone", (where, write_subjects(older)))
    bring = f"{quoted(held)} may fall on a child" if held else "a child can be put on the list"
    if age >= ADULT:
        return Outcome("pass", where, f"declares {subjects(scheme.subjects)} as the subjects of {name}")
    if age == 0:
        says = f"does not say from what age somebody can be in {name}"
        return Outcome("not declared", where, says, bring, amendment=change)
    life = (Happening(0, f"somebody of {age} is marked in {name}"), Happening(1, bring))
    says = f"declares {subjects(scheme.subjects)} as the subjects of {name}"
    return Outcome("fail", where, says, bring, life, change)
