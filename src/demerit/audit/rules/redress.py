"""Redress: a way to ask that is within reach of whoever is sanctioned, before somebody else, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from demerit.audit.amended import Words
from demerit.audit.graph import (
    brought_with,
    burdened_schemes,
    days_of,
    in_days,
    longest_days,
    loss_chain,
    measures_on,
    some,
    taken_by,
    unsaid_losses,
)
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.lives import Beginning, article, beginning
from demerit.audit.register import rule
from demerit.audit.remedies import ASK, REDRESS, notice_first, sets
from demerit.audit.routes import entries
from demerit.regime.layout import NOT_DECLARED, Correction, List, Points, Regime
from demerit.regime.quantities import amount_text
from demerit.regime.saying import together

WINDOW = 30
"""days to ask in that test L26 wants at least; this number is ours. In Bauserman v. UIA (Mich. 2022) it was 10"""
IN_VAIN = 5.0
"""% of justified requests that must succeed for test F05: the bound of its success probability, which is ours"""
_MONEY = ("income", "money", "credit", "work")


@rule(
    "F05",
    "redress out of reach",
    "whoever is marked or listed is told, can ask, and needs nothing for it that the sanctions take away",
    "path from notice to correction on the graph of capabilities; Latif v. Holder (D. Or. 2014); access to justice",
)
def redress_out_of_reach(facts: Facts) -> Iterator[Outcome]:
    """Every burdening scheme: notice, request and decision, under what its measures take away."""
    for name, scheme in burdened_schemes(facts.regime):
        if scheme.correction is None:
            yield _no_way(facts, name, scheme)
        else:
            yield _reach(facts, name, scheme, scheme.correction)


def _never_told(scheme: Points | List) -> bool:
    return scheme.notice is not None and scheme.notice.when == "never"


def _no_way(facts: Facts, name: str, scheme: Points | List) -> Outcome:
    """Silence about redress: not declared, unless the file says that the path breaks before it."""
    where = ("schemes", name, "correction")
    changes: dict[Where, Words] = {where: dict(REDRESS)}
    if not _never_told(scheme):
        change = sets(facts, "a way to ask, and what it needs", changes)
        says = f"says nothing of a way to have {article(scheme)} that is wrong taken back"
        return Outcome("not declared", where, says, "nobody can tell from the file whom to ask, or when it is decided",
                       amendment=change)  # fmt: skip
    changes[("schemes", name, "notice")] = notice_first(scheme)
    says = f"declares that nobody is told of {article(scheme)}, and names no way to have a wrong one taken back"
    why = "the path to redress breaks at its first step: nobody can object to what nobody tells them"
    begun = beginning(facts.regime, name, wrongly=True)
    life = (
        *begun.lines,
        begun.meets(facts.regime, ", and learns of it there; the file names nobody to ask"),
    )
    change = sets(facts, "notice, and a way to ask", changes)
    return Outcome("fail", where, says, why, life, change, (("schemes", name, "notice"),))


def _reach(facts: Facts, name: str, scheme: Points | List, correction: Correction) -> Outcome:
    """A declared way to ask: what it requires and costs, and whether its window opens in time."""
    where = ("schemes", name, "correction")
    taken: dict[str, str] = {}
    for one in brought_with(facts.regime, name):
        taken |= {lost: measure for lost, measure in taken_by(facts.regime, one).items() if lost not in taken}
    failed = (
        _blocked(facts, name, correction, taken)
        or _too_dear(facts, name, correction, taken)
        or _in_vain(facts, name, correction)
        or _too_late(facts, name, scheme, correction)
        or _too_slow(facts, name, scheme, correction)
    )
    if failed:
        return failed
    if correction.requires is None:
        says = "does not say what somebody must still be able to do in order to ask"
        measures = some(list(dict.fromkeys(taken.values())))
        why = "nobody can tell whether it survives the measures" + (f" ({measures})" if taken else "")
        change = sets(facts, "to be declared, if it is so: asking needs nothing else", {(*where, "requires"): []})
        return Outcome("not declared", where, says, why, amendment=change)
    unsaid = unsaid_losses(facts, brought_with(facts.regime, name)) if correction.requires else []
    if unsaid:
        says = f"declares that asking requires {together(correction.requires)}, and does not say what "
        says += f"{some(unsaid)} {'takes' if len(unsaid) == 1 else 'take'} away"
        change = sets(facts, "to be declared, if it is so", {("measures", one, "takes away"): [] for one in unsaid})
        why = "nobody can tell whether the measures leave open what asking needs"
        return Outcome("not declared", (*where, "requires"), says, why, amendment=change)
    if correction.requires and taken and not facts.regime.capabilities:
        says = f"declares that asking requires {together(correction.requires)}, and does not say what is lost with "
        says += together(taken)
        why = "nobody can tell whether what asking needs is lost with it (`capabilities`)"
        change = sets(facts, "what requires nothing is open, whatever goes with the rest", {(*where, "requires"): []})
        return Outcome("not declared", (*where, "requires"), says, why, amendment=change)
    needs = f"requires {together(correction.requires)}" if correction.requires else "requires nothing"
    return Outcome("pass", where, f"declares that asking {needs}, which no measure takes away")


def _blocked(facts: Facts, name: str, correction: Correction, taken: dict[str, str]) -> Outcome | None:
    """Asking requires what a measure takes away."""
    needed = next((one for one in correction.requires or () if one in taken), None)
    if needed is None:
        return None
    regime, measure = facts.regime, taken[needed]
    chain = loss_chain(regime, regime.measures[measure].takes_away, needed)
    left: list[str] = [one for one in correction.requires or () if one not in taken]
    where = ("schemes", name, "correction", "requires")
    says = f"declares that asking requires {needed}, and that `{measure}` takes away {chain[0]}"
    begun = _under(regime, name, measure)
    life = (
        *begun.lines,
        Happening(begun.hit, f"meets `{measure}` and loses {_chained(chain)}"),
        Happening(begun.hit, f"wants to ask, and cannot: that requires {needed}"),
    )
    change = sets(facts, "asking needs no more than what is left", {where: left})
    why = "the sanction closes the way to contest it"
    return Outcome("fail", where, says, why, life, change, (("measures", measure),))


def _chained(lost: list[str]) -> str:
    """`travel, and with it work and income`."""
    return lost[0] + (f", and with it {together(lost[1:])}" if lost[1:] else "")


def _under(regime: Regime, name: str, measure: str) -> Beginning:
    """The life of somebody wrongly marked, up to a measure of the scheme or of one that the mark leads to."""
    own = measure in measures_on(regime, name)
    return beginning(regime, name if own else regime.measures[measure].on.scheme, measure, wrongly=True)


def _too_dear(facts: Facts, name: str, correction: Correction, taken: dict[str, str]) -> Outcome | None:
    """Asking costs money, and a measure takes the means away."""
    costs = -correction.costs.value if correction.costs else 0
    money = next((one for one in _MONEY if one in taken), None)
    if costs <= 0 or money is None:
        return None
    where = ("schemes", name, "correction", "costs")
    says = f"declares that asking costs {costs:g} yuan, and that `{taken[money]}` leaves people without {money}"
    begun = _under(facts.regime, name, taken[money])
    life = (*begun.lines, begun.meets(facts.regime, f", and is left without {money}; asking costs {costs:g} yuan"))
    why = "whoever the sanction has left without means cannot pay for being heard"
    change = sets(facts, "asking costs nothing", {where: NOT_DECLARED})
    return Outcome("fail", where, says, why, life, change, (("measures", taken[money]),))


def _in_vain(facts: Facts, name: str, correction: Correction) -> Outcome | None:
    """No request succeeds, however justified, or hardly any: the success probability is below a small bound."""
    if correction.upheld is None or correction.upheld.value >= IN_VAIN:
        return None
    where = ("schemes", name, "correction", "upheld")
    change = sets(facts, "justified requests succeed", {where: "95 % (assumption)"})
    says, why = "declares that no justified request succeeds", "a way to ask that never leads anywhere"
    if correction.upheld.value > 0:
        says = f"declares that {amount_text(correction.upheld)} of justified requests succeed"
        why = f"less than {IN_VAIN:g} %: a way to ask that hardly ever leads anywhere"
    return Outcome("fail", where, says, why, _refused(facts.regime, name, correction), change)


def _too_late(facts: Facts, name: str, scheme: Points | List, correction: Correction) -> Outcome | None:
    """The window to ask closes before the subject is told."""
    window, notice = correction.asked_within, scheme.notice
    if window is None or notice is None:
        return None
    if notice.when == "never":
        told = "that nobody is told"
    elif notice.when == "after" and notice.within is not None and days_of(notice.within) >= days_of(window):
        told = f"that people are told within {amount_text(notice.within)} of it"
    else:
        return None
    where = ("schemes", name, "correction", "asked within")
    says = f"declares that it can be asked for within {amount_text(window)}, and {told}"
    why = "the time to ask is over before anybody knows that there is something to ask about"
    life = _missed(facts.regime, name, correction)
    change = sets(facts, "told before the time to ask runs", {("schemes", name, "notice"): notice_first(scheme)})
    return Outcome("fail", where, says, why, life, change, (("schemes", name, "notice"),))


def _too_slow(facts: Facts, name: str, scheme: Points | List, correction: Correction) -> Outcome | None:
    """The decision comes when every mark or entry has ended by itself."""
    decided, longest = days_of(correction.decided_within), _longest(facts, name, scheme)
    if longest is None or decided < longest:
        return None
    where = ("schemes", name, "correction", "decided within")
    says = f"declares that a request is decided within {amount_text(correction.decided_within)}"
    begun = beginning(facts.regime, name, wrongly=True)
    life = (
        *begun.lines,
        Happening(begun.entered + 1, "asks for correction"),
        Happening(begun.entered + longest, "it has ended by itself, and nothing is decided"),
    )
    change = sets(facts, "decided while there is something to decide", {where: "30 days (assumption)"})
    return Outcome("fail", where, says, f"by then every {_kept(scheme)} has ended by itself", life, change)


def _kept(scheme: Points | List) -> str:
    return "entry" if isinstance(scheme, List) else "mark"


def _longest(facts: Facts, name: str, scheme: Points | List) -> int | None:
    """Days that a mark or entry against somebody lasts at most; None where one may last for good."""
    held = [one.name for one in entries(facts.regime, name) if one.against]
    if isinstance(scheme, List):
        terms = [scheme.term.get(one) for one in held]
        lengths = [term.length if term is not None else None for term in terms]
    else:
        lengths = [scheme.catalogue[one].expires_after for one in held]
    known = [longest_days(length) for length in lengths if length is not None]
    return max(known) if known and len(known) == len(lengths) else None


def _missed(regime: Regime, name: str, correction: Correction) -> tuple[Happening, ...]:
    begun, notice = beginning(regime, name, wrongly=True), regime.schemes[name].notice
    closed = begun.entered + days_of(correction.asked_within)
    told = max(begun.entered + days_of(notice.within), closed) if notice and notice.within else closed
    heard = "is told" if notice and notice.within else "has still not been told"
    return (*begun.lines, Happening(closed, "the time to ask is over"), Happening(told, heard))


def _refused(regime: Regime, name: str, correction: Correction) -> tuple[Happening, ...]:
    begun = beginning(regime, name, wrongly=True)
    asked = begun.entered + 1
    who = "nearly everybody" if correction.upheld is not None and correction.upheld.value > 0 else "everybody"
    decided = Happening(asked + days_of(correction.decided_within), f"is refused, as {who} is")
    return (*begun.lines, Happening(asked, "asks for correction"), decided)


class _Demand(NamedTuple):
    """One demand of a fair hearing: the word of the file, the value it should have, and how its lack is said."""

    word: str
    wanted: str
    met: bool | None
    """None: not declared"""
    against: str
    silent: str


def _demands(correction: Correction) -> list[_Demand]:
    met = {"authority": True, "person": False, None: None}[correction.burden]
    demands = [
        _Demand("independent", "yes", correction.independent, "that whoever made it decides on it",
                "whether another body decides"),
        _Demand("human", "yes", correction.human, "that no person decides", "whether a person decides"),
        _Demand("burden", "authority", met, "that the person has to prove it wrong", "who has to prove the facts"),
        _Demand("evidence shown", "yes", correction.evidence_shown, "that the evidence is not shown",
                "whether the evidence is shown"),
    ]  # fmt: skip
    if correction.unproven == "kept":
        demands.append(_Demand("unproven", "deleted", False, "that what cannot be verified stays", ""))
    window = correction.asked_within
    enough = None if window is None else days_of(window) >= WINDOW
    says = f"that it must be asked for within {amount_text(window)}" if window is not None else ""
    demands.append(_Demand("asked within", ASK, enough, says, "how long there is to ask"))
    return demands


@rule(
    "L26",
    "a fair hearing",
    f"another body and a person decide, the authority proves, the evidence is shown, {WINDOW} days are left to ask",
    "ICCPR 14, Charter of Fundamental Rights 41, 47 and 48; the number of days is ours",
)
def fair_hearing(facts: Facts) -> Iterator[Outcome]:
    """Every burdening scheme: who decides on a request, who proves what, and how long there is to ask."""
    for name, scheme in burdened_schemes(facts.regime):
        yield _hearing(facts, name, scheme)


def _hearing(facts: Facts, name: str, scheme: Points | List) -> Outcome:
    where, correction = ("schemes", name, "correction"), scheme.correction
    if correction is None:
        change = sets(facts, "a hearing before somebody else", {where: dict(REDRESS)})
        says = f"says nothing of who hears somebody about {article(scheme)} that is wrong"
        return Outcome("not declared", where, says, "no hearing is declared at all", amendment=change)
    demands = _demands(correction)
    against = [one for one in demands if one.met is False]
    silent = [one.silent for one in demands if one.met is None]
    changes: dict[Where, Words] = {(*where, one.word): one.wanted for one in demands if not one.met}
    change = sets(facts, "a hearing before somebody else, who has to be shown the facts", changes)
    gaps = f"does not say {together(silent, 'or')}" if silent else ""
    if not against and not silent:
        return Outcome("pass", where, "declares a hearing before somebody else, by a person, on evidence that is shown")
    if not against:
        return Outcome("not declared", where, gaps, "a hearing that may be none", amendment=change)
    says = f"declares {together(one.against for one in against)}" + (f", and {gaps}" if gaps else "")
    life = _heard(facts.regime, name, correction, {one.word for one in against})
    at = (*where, against[0].word)
    return Outcome("fail", at, says, _unfair({one.word for one in against}), life, change)


def _unfair(words: set[str]) -> str:
    reasons = {
        "burden": "whoever is marked is taken to be guilty until they prove the contrary",
        "unproven": "whoever is marked is taken to be guilty until they prove the contrary",
        "independent": "nobody is judge in their own cause",
        "evidence shown": "nobody can answer what they are not shown",
        "human": "nobody who decides can depart from what the machine has found",
        "asked within": f"fewer than the {WINDOW} days of this test",
    }
    return "; ".join(dict.fromkeys(text for word, text in reasons.items() if word in words))


def _heard(regime: Regime, name: str, correction: Correction, words: set[str]) -> tuple[Happening, ...]:
    begun = beginning(regime, name, wrongly=True)
    marked, day = begun.lines, begun.entered
    if "asked within" in words:
        over = day + days_of(correction.asked_within)
        return (*marked, Happening(over, f"{in_days(over - day)} later the time to ask is over"),
                Happening(day + WINDOW, "comes back from a month away, and asks too late"))  # fmt: skip
    tries = {
        "evidence shown": "asks what it rests on, and is not shown",
        "burden": "has to prove not to have done it",
        "unproven": "has to prove not to have done it",
        "independent": "asks, and is heard by the office that made the entry",
        "human": "asks, and is answered by the machine that made it",
    }
    asked = [Happening(day + 1, text) for word, text in tries.items() if word in words]
    return (*marked, *asked, Happening(day + 1 + days_of(correction.decided_within), "is refused: it stands as it was"))
