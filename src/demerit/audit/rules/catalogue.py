"""The catalogue: what is recorded and what follows stand in a public, closed list, each line with a law behind it."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import amendment, unapplied, without_entries
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import Entry, burdens, entries, quoted, standing
from demerit.regime.layout import List, Points
from demerit.regime.quantities import ASSUMPTION

_EFFECTIVE = ("judgment", "decision")
"""documents that are legally effective"""


@rule(
    "L32",
    "catalogue and effective document",
    "what is recorded is in a public catalogue and a law, and rests on a decision",
    "General Office of the State Council of China, Guobanfa [2020] 49, sections 1-4",
)
def catalogue(facts: Facts) -> Iterator[Outcome]:
    """The published catalogue, and the law and the proof of every scheme's lines."""
    schemes = [(name, scheme) for name, scheme in standing(facts.regime) if entries(facts.regime, name)]
    if not schemes:
        return
    yield _published(facts)
    for name, scheme in schemes:
        yield _laws(facts, name, scheme)
        held = [entry for entry in entries(facts.regime, name) if entry.against]
        if held and not (isinstance(scheme, List) and scheme.colour == "red"):
            yield _proofs(facts, name, held)


def _published(facts: Facts) -> Outcome:
    where: Where = ("safeguards", "catalogue published")
    declared = facts.regime.safeguards.catalogue_published if facts.regime.safeguards else None
    if declared:
        return Outcome("pass", where, "declares that the catalogue is closed and public")
    change = amendment(facts, "what is marked and what follows can be looked up", (where, "yes"))
    if declared is None:
        return Outcome("not declared", where, "does not say whether the catalogue is closed and public",
                       "people cannot tell what is recorded of them", amendment=change)  # fmt: skip
    life = (Happening(0, "looks for what is recorded, and finds no list of it"), Happening(1, "is marked for it"))
    return Outcome("fail", where, "declares that no closed, public catalogue exists", "anything may be added to it",
                   life, change)  # fmt: skip


def _laws(facts: Facts, name: str, scheme: Points | List) -> Outcome:
    """Lines without a law of their own, of the scheme or of the regime; an assumption is no law."""
    where: Where = ("schemes", name, "catalogue" if isinstance(scheme, Points) else "grounds")
    above = scheme.law or facts.regime.legal_basis
    held = entries(facts.regime, name)
    guessed = [entry.name for entry in held if (entry.clause.law or above) == ASSUMPTION]
    bare = [entry.name for entry in held if (entry.clause.law or above) is None]
    if guessed:
        says = f"declares no law behind {quoted(guessed)} but an assumption"
        change = without_entries(facts, "what no law names is not recorded", name, guessed)
        return Outcome("fail", where, says, "an assumption is no law", amendment=change)
    if bare:
        says = f"does not say which law has {quoted(bare)} recorded"
        return Outcome("not declared", where, says, f"nor does {name} as a whole, nor the regime (`legal basis`)")
    return Outcome("pass", where, f"declares a law behind every line of {name}")


def _proofs(facts: Facts, name: str, held: list[Entry]) -> Outcome:
    where: Where = ("schemes", name)
    loose = [entry for entry in held if entry.proof is not None and entry.proof not in _EFFECTIVE]
    silent = [entry for entry in held if entry.proof is None]
    if loose:
        first = loose[0]
        says = f"declares that {quoted([one.name for one in loose])} {_rests(loose)} on a {first.proof}"
        others = sorted({str(one.proof) for one in loose} - {str(first.proof)})
        says += f" or {', '.join(others)}" if others else ""
        life = (
            Happening(0, f"a {first.proof} of {first.fact}"),
            Happening(1, f"a mark or entry in {name}, with no decision"),
        )
        changes = [((*one.where, "proof"), "decision") for one in loose]
        change = amendment(facts, "a decision that can be contested comes first", *changes)
        also = tuple(one.where for one in loose[1:])
        return Outcome("fail", (*first.where, "proof"), says, "that is no judgment or decision", life, change, also)
    if silent:
        says = f"does not say what {quoted([one.name for one in silent])} {_rests(silent)} on"
        changes = [((*one.where, "proof"), "decision") for one in silent]
        change = amendment(facts, "to be declared, if it is so", *changes)
        return Outcome("not declared", where, says, "it may be less than a judgment or decision", amendment=change)
    return Outcome("pass", where, f"declares that every line of {name} rests on a judgment or decision")


def _rests(held: list[Entry]) -> str:
    return "rests" if len(held) == 1 else "rest"


@rule(
    "L32a",
    "enforcers under a penalty",
    "no bank, landlord or association is punished for not burdening people",
    "R (JCWI) v Home Secretary [2019] EWHC 452 (Admin) and [2020] EWCA Civ 542; Guobanfa [2020] 49",
)
def forced_enforcers(facts: Facts) -> Iterator[Outcome]:
    """Every burden that private bodies apply, or of which the file says that there is a penalty for sparing people."""
    for name in burdens(facts.regime):
        measure = facts.regime.measures[name]
        if measure.penalty_on_enforcer is not None or measure.enforced_by == "private":
            yield _forced(facts, name)


def _forced(facts: Facts, name: str) -> Outcome:
    measure = facts.regime.measures[name]
    where: Where = ("measures", name, "penalty on enforcer")
    change = amendment(facts, "nobody is forced to punish others", (where, "no"))
    if measure.penalty_on_enforcer is None:
        says = f"does not say whether the private bodies that apply `{name}` are punished if they do not"
        return Outcome("not declared", where, says, "fear of a penalty may decide for them", amendment=change)
    if not measure.penalty_on_enforcer:
        return Outcome("pass", where, f"declares that nobody is punished for not applying `{name}`")
    who = "private bodies" if measure.enforced_by == "private" else "those who apply it"
    says = f"declares that {who} are punished if they do not apply `{name}`"
    if measure.enforced_by == "public":
        return Outcome("pass", where, says + ", who are public bodies")
    why = "who is fined for sparing the wrong person spares nobody who might be one"
    return Outcome("fail", where, says, why, amendment=change)


@rule(
    "L33",
    "closed list of measures",
    "every measure stands in a closed list and rests on a law",
    "National basic list of punishment measures for untrustworthiness (China), editions of 2021, 2022 and 2024",
)
def closed_list(facts: Facts) -> Iterator[Outcome]:
    """Every burden by its law, all of them together, and whether the list of them is closed."""
    held = burdens(facts.regime)
    if not held:
        return
    safeguards = facts.regime.safeguards
    if safeguards is not None and safeguards.catalogue_published is not None:
        yield _published(facts)
    guessed = [name for name in held if facts.regime.measures[name].law == ASSUMPTION]
    bare = [name for name in held if facts.regime.measures[name].law is None]
    if guessed:
        says = f"declares no law behind {quoted(guessed)} but an assumption"
        change = unapplied(facts, "a measure that no law names is not applied", *guessed)
        also = tuple(("measures", name) for name in guessed[1:])
        yield Outcome("fail", ("measures", guessed[0], "law"), says, "an assumption is no law", (), change, also)
    if bare:
        says = f"does not say on which law {quoted(bare)} {'rests' if len(bare) == 1 else 'rest'}"
        change = unapplied(facts, "not applied unless a law is found", *bare)
        also = tuple(("measures", name) for name in bare[1:])
        why = "what no law names would be beyond any closed list"
        yield Outcome("not declared", ("measures", bare[0]), says, why, (), change, also)
    if not guessed and not bare:
        yield Outcome("pass", ("measures",), f"declares a law behind {_all(len(held))}")


def _all(number: int) -> str:
    return "its one burden" if number == 1 else f"each of its {number} burdens"
