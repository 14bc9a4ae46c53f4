"""Deciding: where a score or a list decides, a person may depart from it."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import Words
from demerit.audit.graph import measures_on, some
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.lives import beginning
from demerit.audit.register import rule
from demerit.audit.remedies import REDRESS, sets
from demerit.regime.layout import List, Measure, Points
from demerit.regime.saying import together

_DECIDES = ("sole", "decisive")


@rule(
    "L17",
    "the score decides",
    "where a score or list decides, a person at the gate may decide otherwise and a person hears whoever contests it",
    "GDPR 22; C-634/21 (SCHUFA Holding, 7 December 2023)",
)
def score_decides(facts: Facts) -> Iterator[Outcome]:
    """Every adverse measure, those of one scheme together: what part the score has, and who may depart from it."""
    for name, scheme in facts.regime.schemes.items():
        adverse = measures_on(facts.regime, name, adverse=True)
        kinds: dict[str, list[str]] = {}
        for one in adverse:
            kinds.setdefault(_kind(facts.regime.measures[one], scheme), []).append(one)
        for kind, measures in kinds.items():
            yield _outcome(facts, name, scheme, kind, measures)


def _kind(measure: Measure, scheme: Points | List) -> str:
    """Whether the score decides at the gate, and with which safeguards, or what the file leaves open."""
    if measure.weighs in ("one of several", "none"):
        return "weighs"
    human = scheme.correction.human if scheme.correction is not None else None
    if measure.weighs in _DECIDES:
        if measure.overruled is False or human is False:
            return "decides"
        return "guarded" if measure.overruled and human else "half guarded"
    if measure.effect.bar and measure.overruled is False:  # whoever is on it is turned away, and nobody may let them in
        return "decides"
    return "open"


def _outcome(facts: Facts, name: str, scheme: Points | List, kind: str, measures: list[str]) -> Outcome:
    where, also = ("measures", measures[0]), tuple(("measures", one) for one in measures[1:])
    what = "list" if isinstance(scheme, List) else "score"
    if kind == "weighs":
        return Outcome(
            "pass", where, f"declares that the {what} is one consideration of several ({some(measures)})", also=also
        )
    if kind == "guarded":
        says = (
            f"declares that the {what} decides, that a person at the gate may decide otherwise, and that a person hears"
        )
        return Outcome("pass", where, f"{says} whoever contests it ({some(measures)})", also=also)
    changes = _changes(facts, name, scheme, measures)
    if kind == "open":
        says = f"does not say what part the {what} has in the decision ({some(measures)})"
        why = "what follows the record and nothing else is decided by it"
        first: dict[Where, Words] = {("measures", one, "weighs"): "one of several" for one in measures}
        change = sets(facts, f"to be declared, if it is so: the {what} does not decide", first)
        return Outcome("not declared", where, says, why, amendment=change, also=also)
    change = sets(facts, "a person may depart from it, at the gate and afterwards", changes)
    if kind == "half guarded":
        says = (
            f"declares that the {what} decides, and does not say {_missing(facts, scheme, measures)} ({some(measures)})"
        )
        return Outcome("not declared", where, says, "a safeguard that may be none", amendment=change, also=also)
    says = f"declares {_declared(facts, scheme, what, measures)} ({some(measures)})"
    why = f"the decision is the {what}'s: no person weighs the one case"
    return Outcome("fail", where, says, why, _life(facts, name, scheme, measures[0]), change, also)


def _changes(facts: Facts, name: str, scheme: Points | List, measures: list[str]) -> dict[Where, Words]:
    changes: dict[Where, Words] = {}
    for one in measures:
        if not facts.regime.measures[one].overruled:
            changes[("measures", one, "overruled")] = "yes"
        if facts.regime.measures[one].weighs is None:
            changes[("measures", one, "weighs")] = "decisive"
    if scheme.correction is None:
        changes[("schemes", name, "correction")] = dict(REDRESS)
    elif not scheme.correction.human:
        changes[("schemes", name, "correction", "human")] = "yes"
    return changes


def _missing(facts: Facts, scheme: Points | List, measures: list[str]) -> str:
    gaps = []
    if any(facts.regime.measures[one].overruled is None for one in measures):
        gaps.append("whether a person at the gate may decide otherwise")
    if scheme.correction is None or scheme.correction.human is None:
        gaps.append("whether a person hears whoever contests it")
    return together(gaps, "or")


def _declared(facts: Facts, scheme: Points | List, what: str, measures: list[str]) -> str:
    said = []
    if any(facts.regime.measures[one].weighs in _DECIDES for one in measures):
        said.append(f"that the {what} decides")
    if any(facts.regime.measures[one].overruled is False for one in measures):
        said.append("that nobody at the gate may decide otherwise")
    if scheme.correction is not None and scheme.correction.human is False:
        said.append("that no person hears whoever contests it")
    return together(said)


def _life(facts: Facts, name: str, scheme: Points | List, measure: str) -> tuple[Happening, ...]:
    begun = beginning(facts.regime, name, measure)
    one = facts.regime.measures[measure]
    lines = [*begun.lines]
    if one.overruled is False:
        lines.append(begun.meets(facts.regime, ": whoever is at the gate knows better, and may not decide otherwise"))
    else:
        lines.append(begun.meets(facts.regime))
    if scheme.correction is not None and scheme.correction.human is False:
        lines.append(Happening(begun.hit, "contests it, and no person reads it"))
    return tuple(lines)
