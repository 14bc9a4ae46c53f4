"""Lists in plain sentences, and how a wrong mark or entry is taken back."""

from __future__ import annotations

from demerit.regime.layout import Correction, Exit, Ground, List, Regime, Term
from demerit.regime.saying import amount, cite, notice, silence, subjects, together, upper
from demerit.regime.saying_feeds import reaching


def listing(name: str, scheme: List, regime: Regime) -> list[str]:
    """A list, from its grounds to what it leaves open."""
    said = [
        f"{upper(name)} is a {scheme.colour} list of {subjects(scheme.subjects)}{cite(scheme.law)}"
        + (f", kept by {scheme.holder}." if scheme.holder else ".")
    ]
    if scheme.entries_per == "subject":
        said.append("Who is on it already is not entered again.")
    else:
        said.append("Every case is an entry of its own: one person can have several.")
    gaps: list[str] = []
    for ground, entry in scheme.grounds.items():
        said += _ground(ground, entry, scheme.term.get(ground))
        if ground not in scheme.term:
            ends = any(way.for_grounds is None or ground in way.for_grounds for way in scheme.exits.values())
            gaps.append(f"how long an entry on the ground {ground} lasts" + ("" if ends else " (nothing ends it)"))
    seen = reaching(regime, name)
    unseen = [entry.conduct for entry in scheme.grounds.values() if entry.conduct not in seen]
    if unseen:
        said.append(f"No feed sees {together(unseen, 'or')}: nobody is ever listed for it.")
    said += [*_lengths(scheme), *_decisions(scheme)]
    for exit_name, way_out in scheme.exits.items():
        said += _exit(exit_name, way_out)
    if not scheme.exits:
        gaps.append("any way off the list")
    if scheme.publication:
        said.append(f"Published are {together(scheme.publication)}.")
    else:
        gaps.append("what is published")
    told, silent = notice(scheme.notice, "an entry")
    righted, also_silent = correction(scheme.correction, "entry")
    return [*said, *told, *righted, *silence([*gaps, *silent, *also_silent])]


def _ground(name: str, ground: Ground, term: Term | None) -> list[str]:
    proof = f", on proof by {ground.proof}" if ground.proof else ""
    able = ", if the person is able to pay" if ground.only_if else ""
    said = [f"Ground “{name}”: {ground.conduct}{able}{proof}{cite(ground.law)}."]
    if ground.misjudged:
        said.append(f"Of those who are not able to pay, {amount(ground.misjudged)} are taken for able.")
    if ground.not_if:
        shares = [f"{what} ({amount(share)} of the cases)" for what, share in ground.not_if.items()]
        said.append(f"Excepted are {together(shares)}.")
    if term is not None:
        length = amount(term.length) if term.length else "until the duty is performed"
        said.append(f"An entry on this ground lasts {length}{cite(term.law)}.")
    return said


def _lengths(scheme: List) -> list[str]:
    """Terms made longer, and times in which nobody is entered again."""
    said = []
    if scheme.extension:
        extension = scheme.extension
        law = cite(extension.law, extension.by)
        said.append(
            f"Of the entries with a term of some length, {amount(extension.in_cases)} are made longer by "
            f"{amount(extension.by)}{law}."
        )
    if scheme.relisting:
        again, law = scheme.relisting, cite(scheme.relisting.law, scheme.relisting.not_within)
        left = f"Whoever has left by the way out “{again.after}”"
        said.append(f"{left} is not entered again within {amount(again.not_within)}{law}.")
    return said


def _decisions(scheme: List) -> list[str]:
    said = []
    if scheme.decided_after:
        said.append(f"With no queue, an entry is decided {amount(scheme.decided_after)} after the case arrives.")
    if scheme.decides:
        said.append(f"The office can decide {amount(scheme.decides)}; cases beyond that wait.")
    return said


def _exit(name: str, way_out: Exit) -> list[str]:
    grounds = f" (only for {together(way_out.for_grounds)})" if way_out.for_grounds else ""
    law = cite(way_out.law, way_out.within)
    said = [f"Way out “{name}”{grounds}: the name is taken down within {amount(way_out.within)}{law}."]
    if way_out.rate:
        said.append(f"It comes about for {amount(way_out.rate)} of the entries.")
    if way_out.kept and way_out.otherwise:
        said.append(f"The clock is kept for {amount(way_out.kept)}; the others take {amount(way_out.otherwise)}.")
    return said


def correction(way: Correction | None, what: str) -> tuple[list[str], list[str]]:
    """Sentences on how a wrong mark or entry is taken back, and what they leave open."""
    if way is None:
        return [], [f"how a wrong {what} is corrected, and any appeal"]
    law = cite(way.law, way.decided_within)
    said = [f"A request to correct a wrong {what} is decided within {amount(way.decided_within)}{law}."]
    gaps = []
    if way.then_corrected_within:
        said.append(f"What is found wrong is corrected within {amount(way.then_corrected_within)}.")
    else:
        gaps.append(f"how soon {'an' if what == 'entry' else 'a'} {what} found wrong is corrected")
    if way.upheld:
        said.append(f"Of justified requests, {amount(way.upheld)} succeed.")
    if way.review:
        review = way.review
        said.append(
            f"After a refusal, a review may be asked for within {amount(review.asked_within)} and is decided within "
            f"{amount(review.decided_within)}" + (f"; {amount(review.upheld)} succeed." if review.upheld else ".")
        )
    else:
        gaps.append("any appeal after a refusal")
    if way.suspends_measures is not None:
        said.append(f"Meanwhile measures {'rest' if way.suspends_measures else 'go on'}.")
    else:
        gaps.append("whether measures rest meanwhile")
    return said, gaps
