"""How long: every mark and entry ends in a time that the file gives, and so does every copy of it."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import Words
from demerit.audit.graph import (
    arrival,
    at_most,
    burdened_schemes,
    days_of,
    in_days,
    is_adverse,
    lapses,
    longest_days,
    named,
    some,
)
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.lifelong import lifelong_entry, lifelong_mark
from demerit.audit.lives import beginning
from demerit.audit.outlived import outliving
from demerit.audit.register import rule
from demerit.audit.remedies import sets
from demerit.audit.routes import entries, flows
from demerit.regime.layout import Exit, Item, List, Measure, Points, Quantity, Regime
from demerit.regime.quantities import amount_text
from demerit.regime.saying import together

_MOVEMENT = ("air", "fast train", "train", "border")
"""gates at which people move about, or leave the country"""
_TERM = "2 years (assumption)"
_LAPSE = "1 year (assumption)"
_HALF_YEAR = "6 months (assumption)"
_UNREVIEWED = 183
"""days up to which a limit on movement may last with no review in between: half a year, as in Khlyustov; ours"""
_YEAR = 365


@rule(
    "F04",
    "unbounded duration",
    "the longest path from an entry to its end is finite, performance shortens it, and no copy outlives it",
    "longest path on the graph of terms, extensions and copies; 15 USC 1681c (no re-ageing); C-26/22 (SCHUFA)",
)
def unbounded_duration(facts: Facts) -> Iterator[Outcome]:
    """Black lists by their grounds, scores by their items, and what agreements copy from either."""
    for name, scheme in burdened_schemes(facts.regime):
        if isinstance(scheme, List):
            yield from _of_list(facts, name, scheme)
        else:
            yield from _of_score(facts, name, scheme)
    for name, flow in facts.regime.agreements.items():
        if flows(flow):
            yield from outliving(facts, name, flow)


def _of_list(facts: Facts, name: str, scheme: List) -> Iterator[Outcome]:
    """Terms until performance, silent terms, the clock that starts anew, performance that changes nothing."""
    here = ("schemes", name)
    endless = [one for one in scheme.grounds if (term := scheme.term.get(one)) is not None and term.length is None]
    silent = [one for one in scheme.grounds if one not in scheme.term]
    timed = [one for one in scheme.grounds if one not in endless and one not in silent]
    if endless:
        yield _until_performance(facts, name, scheme, endless)
    if silent:
        says = f"does not say how long an entry lasts that rests on {named(silent)}"
        why = f"nothing but a correction{' and what its exits bring about' if scheme.exits else ''} ends it"
        changes: dict[Where, Words] = {(*here, "term", ground): _TERM for ground in silent} | _no_restart(name, scheme)
        change = sets(facts, "a term of some length for each ground", changes)
        yield Outcome("not declared", (*here, "term"), says, why, amendment=change)
    if timed:
        yield from _of_terms(facts, name, scheme, timed)


def _until_performance(facts: Facts, name: str, scheme: List, grounds: list[str]) -> Outcome:
    first = arrival(facts.regime, name, scheme.grounds[grounds[0]].conduct)
    life = (
        Happening(0, scheme.grounds[grounds[0]].conduct),
        Happening(first, f"is entered in {name} for `{grounds[0]}`, until performance"),
        Happening(first + _YEAR, "has not been able to perform: still listed"),
        Happening(first + 10 * _YEAR, "ten years on: still listed, and no day is set on which it ends"),
    )
    where = ("schemes", name, "term", *grounds[: 1 if len(grounds) == 1 else 0])
    all_of = "" if len(grounds) == len(scheme.grounds) else f" for {named(grounds)}"
    says = f"declares that an entry{all_of} lasts until performance, and no maximum"
    why = "for whoever never becomes able to perform, it never ends: the longest path has no length"
    changes: dict[Where, Words] = {("schemes", name, "term", ground): _TERM for ground in grounds}
    changes |= _no_restart(name, scheme)
    change = sets(facts, "a maximum; performance ends an entry sooner, as before", changes)
    return Outcome("fail", where, says, why, life, change)


def _no_restart(name: str, scheme: List) -> dict[Where, Words]:
    """What a term of some length needs to be one, where people can leave sooner and the file is silent."""
    return {("schemes", name, "clock restarts"): "no"} if scheme.exits and scheme.clock_restarts is not False else {}


def _of_terms(facts: Facts, name: str, scheme: List, grounds: list[str]) -> Iterator[Outcome]:
    """Grounds with a term of some length: no re-ageing, and performance shortens it."""
    here = ("schemes", name)
    terms = {ground: length for ground in grounds if (length := scheme.term[ground].length) is not None}
    longest = max(terms, key=lambda ground: longest_days(terms[ground]))
    lags = [one.ends_after for one in facts.regime.measures.values() if one.on.scheme == name and one.ends_after]
    parts, total = [f"a term of {at_most(terms[longest])}"], longest_days(terms[longest])
    if scheme.extension is not None:
        parts.append(f"an extension of {at_most(scheme.extension.by)}")
        total += longest_days(scheme.extension.by)
    if lags:
        last = max(lags, key=longest_days)
        parts.append(f"{at_most(last)} until the last gate knows of its end")
        total += longest_days(last)
    if scheme.clock_restarts:
        change = sets(facts, "the term runs from the entry, whatever is paid later", {(*here, "clock restarts"): "no"})
        life = _re_ageing(facts.regime, name, scheme, longest, terms[longest])
        says = "declares that paying or moving starts the term anew"
        why = "a cycle on the graph of terms: each part that somebody pays adds a whole term, without end"
        yield Outcome("fail", (*here, "clock restarts"), says, why, life, change)
    elif scheme.clock_restarts is None and scheme.exits:
        change = sets(facts, "to be declared, if it is so", {(*here, "clock restarts"): "no"})
        says = f"declares {together(parts)}, and does not say whether paying or moving starts the term anew"
        yield Outcome(
            "not declared",
            (*here, "term"),
            says,
            f"if it does not, an entry lasts {in_days(total)} at most; if it does, there is no longest time",
            amendment=change,
        )
    else:
        says = f"declares {together(parts)}: at most {in_days(total)} in all"
        found = lifelong_entry(facts, name, scheme, longest, total)
        yield found or Outcome("pass", (*here, "term"), says)
    yield from _no_cure(facts, name, scheme, grounds)


def _no_cure(facts: Facts, name: str, scheme: List, grounds: list[str]) -> Iterator[Outcome]:
    """A duty (an omission) whose performance does not end the entry."""
    way = scheme.exits.get("performance")
    duties = [one for one in grounds if scheme.grounds[one].kind == "omission"]
    uncured = [one for one in duties if way is None or (way.for_grounds is not None and one not in way.for_grounds)]
    here = ("schemes", name, "exits", "performance")
    if way is not None:
        late = [one for one in duties if days_of(way.within) >= days_of(scheme.term[one].length)]
        slow = [one for one in late if one not in uncured]
        yield from [_too_slow(facts, name, scheme, way, slow)] if slow else []
    if not uncured:
        return
    changes: dict[Where, Words] = {here: {"within": "3 working days (assumption)", "for": list(uncured)}}
    if way is not None:
        changes = {(*here, "for"): list(dict.fromkeys([*(way.for_grounds or ()), *uncured]))}
    ground = uncured[0]
    first = arrival(facts.regime, name, scheme.grounds[ground].conduct)
    end = days_of(scheme.term[ground].length)
    life = (
        Happening(0, scheme.grounds[ground].conduct),
        Happening(first, f"is entered in {name} for `{ground}`"),
        Happening(first + 1, "performs the duty in full"),
        Happening(first + end, "only now the entry ends, as if nothing had been performed"),
    )
    says = f"declares no way off by performance for {named(uncured)}, a duty that was not done"
    why = "whoever performs at once is listed as long as whoever never does"
    change = sets(facts, "performance ends the entry", changes)
    yield Outcome("fail", (*here[:2], "exits"), says, why, life, change, (("schemes", name, "grounds", ground),))


def _too_slow(facts: Facts, name: str, scheme: List, way: Exit, grounds: list[str]) -> Outcome:
    """A way off by performance that takes as long as waiting."""
    where, ground = ("schemes", name, "exits", "performance", "within"), grounds[0]
    first, end = arrival(facts.regime, name, scheme.grounds[ground].conduct), days_of(scheme.term[ground].length)
    life = (
        Happening(0, scheme.grounds[ground].conduct),
        Happening(first, f"is entered in {name} for `{ground}`"),
        Happening(first + 1, "performs the duty in full"),
        Happening(first + end, f"the term is over, and the office has {in_days(days_of(way.within) - end + 1)} left"),
    )
    says = f"declares that an entry for {named(grounds)} is removed within {amount_text(way.within)} of performance"
    change = sets(facts, "performance ends the entry", {where: "3 working days (assumption)"})
    return Outcome("fail", where, says, "its term is over by then: performance shortens nothing", life, change)


def _re_ageing(regime: Regime, name: str, scheme: List, ground: str, length: Quantity | None) -> tuple[Happening, ...]:
    first, term = arrival(regime, name, scheme.grounds[ground].conduct), days_of(length)
    return (
        Happening(0, scheme.grounds[ground].conduct),
        Happening(first, f"is entered in {name} for `{ground}`, for {in_days(term)}"),
        Happening(first + term - 1, f"pays a part, and the {in_days(term)} start anew"),
        Happening(first + 2 * term - 2, "pays a second part, and they start anew again"),
        Happening(first + 3 * term - 3, f"still listed, after {in_days(3 * term - 3)} under a term of {in_days(term)}"),
    )


def _of_score(facts: Facts, name: str, scheme: Points) -> Iterator[Outcome]:
    """Items that cost: each lapses, or points are given back; a silence is one finding for the scheme."""
    costly = {one.name: scheme.catalogue[one.name] for one in entries(facts.regime, name) if one.against}
    if not costly:
        return
    here = ("schemes", name, "catalogue")
    endless = [one for one, item in costly.items() if not lapses(scheme, item)]
    endless += [one for one, item in costly.items() if one not in endless and _leaves_for_good(scheme, item)]
    if not endless:
        days = {one: longest_days(item.expires_after) for one, item in costly.items() if item.expires_after}
        if any(item.expires_after is None for item in costly.values()):
            says = "declares that points are given back with time"
        else:
            says = f"declares that every mark which costs lapses, the last after {in_days(max(days.values()))}"
        yield lifelong_mark(facts, name, scheme, days) or Outcome("pass", here, says)
        return
    what = "any mark stays" if len(endless) == len(costly) else f"marks stay for {some(endless)}"
    changes: dict[Where, Words] = {}
    for one in endless:
        item = costly[one]
        words = ("repair", "expires after") if lapses(scheme, item) else ("expires after",)
        changes[(*here, one, *words)] = _shorter(item)
    where = here if len(endless) > 1 else (*here, endless[0])
    change = sets(facts, "every mark that costs lapses", changes)
    yield Outcome(
        "not declared", where, f"does not say how long {what}", "a run lets them stay for good", amendment=change
    )


def _leaves_for_good(scheme: Points, item: Item) -> bool:
    repair = item.repair
    lasts = repair is not None and repair.leaves is not None and repair.expires_after is None
    return lasts and scheme.recovery is None


def _shorter(item: Item) -> str:
    """A year, or more where the repair of the mark comes later than that."""
    after = longest_days(item.repair.after) if item.repair else 0
    return _LAPSE if after < _YEAR else f"{after + 1} days (assumption)"


@rule(
    "L24",
    "limits on movement and leaving",
    "a limit on moving about or leaving rests on law, has a maximum, is reviewed, and is reasoned for the one case",
    "ICCPR 12(3), Protocol 4 art. 2(3) to the ECHR; Khlyustov v. Russia (2013), Stetsov v. Ukraine (2021)",
)
def limits_on_movement(facts: Facts) -> Iterator[Outcome]:
    """Every adverse measure at a gate of movement, or one that says itself that it touches the right."""
    for name, measure in facts.regime.measures.items():
        if is_adverse(facts.regime, measure) and _of_movement(measure):
            yield _limit(facts, name, measure)


def _of_movement(measure: Measure) -> bool:
    return measure.right in ("movement", "leaving") or (measure.gate in _MOVEMENT and measure.reaches == "subject")


def _limit(facts: Facts, name: str, measure: Measure) -> Outcome:
    """What is declared against the four demands, and what is silent about them."""
    scheme = facts.regime.schemes[measure.on.scheme]
    against, silent = list[str](), list[str]()
    changes: dict[Where, Words] = {}
    if measure.law is None:
        silent.append("what law it rests on")
        changes[("measures", name, "law")] = scheme.law or facts.regime.legal_basis or "assumption"
    if isinstance(scheme, List):
        _limit_of_list(measure.on.scheme, scheme, against, silent, changes)
    else:
        _limit_of_score(facts, name, measure, scheme, against, silent, changes)
    where, also = ("measures", name), (("schemes", measure.on.scheme),)
    if not against and not silent:
        says = "declares its law, a maximum, a review of each case in between, and reasons for the one case"
        return Outcome("pass", where, says, also=also)
    what = f"the bar at {measure.gate}" if measure.effect.bar else f"the burden at {measure.gate}"
    gaps = together(silent, "or")
    says = f"does not say of {what} {gaps}"
    if against:
        says = f"declares {what} with {together(against)}" + (f", and does not say {gaps}" if gaps else "")
    change = sets(facts, "a limit on movement that ends, is looked at again, and is reasoned", changes)
    why = "nobody has to ask again whether it still serves its aim in this one case"
    if isinstance(scheme, List) and scheme.reviewed_every is not None and scheme.individual_reasons:
        why = "however often it is looked at, no day is set on which it ends"
    if silent == ["what law it rests on"] and not against:
        why = "nobody can tell who may set such a limit, and how far it may go"
    if not against:
        return Outcome("not declared", where, says, why, amendment=change, also=also)
    return Outcome("fail", where, says, why, _held(facts.regime, name, measure, scheme), change, also)


def _limit_of_list(name: str, scheme: List, against: list[str], silent: list[str], changes: dict[Where, Words]) -> None:
    here = ("schemes", name)
    endless = [one for one, term in scheme.term.items() if term.length is None]
    open_terms = [one for one in scheme.grounds if one not in scheme.term]
    for ground in (*endless, *open_terms):
        changes[(*here, "term", ground)] = _TERM
    if endless:
        against.append("no maximum (until performance)")
    if open_terms:
        silent.append("how long it lasts")
    lengths = [longest_days(term.length) for term in scheme.term.values()]
    if scheme.reviewed_every is None:
        silent.append("how often it is reviewed")
        changes[(*here, "reviewed every")] = _HALF_YEAR
    elif not endless and not open_terms and days_of(scheme.reviewed_every) >= max(lengths) > _UNREVIEWED:
        against.append(f"a review every {amount_text(scheme.reviewed_every)}, when it has ended")
        changes[(*here, "reviewed every")] = _HALF_YEAR
    if scheme.individual_reasons is None:
        silent.append("whether each case is reasoned")
    elif not scheme.individual_reasons:
        against.append("no reasons for the one case")
    if not scheme.individual_reasons:
        changes[(*here, "individual reasons")] = "yes"


def _limit_of_score(
    facts: Facts,
    name: str,
    measure: Measure,
    scheme: Points,
    against: list[str],
    silent: list[str],
    changes: dict[Where, Words],
) -> None:
    """A score has no clause of review: somebody at the gate who may decide otherwise looks at the one case."""
    here = ("schemes", measure.on.scheme)
    costly = [one.name for one in entries(facts.regime, measure.on.scheme) if one.against]
    endless = [one for one in costly if not lapses(scheme, scheme.catalogue[one])]
    if endless:
        silent.append(f"how long {some(endless)} counts")
        changes |= {(*here, "catalogue", one, "expires after"): _shorter(scheme.catalogue[one]) for one in endless}
    if measure.overruled is None:
        silent.append("whether anybody looks at the one case")
    elif not measure.overruled:
        against.append("nobody who may decide otherwise in the one case")
    if not measure.overruled:
        changes[("measures", name, "overruled")] = "yes"
    if scheme.notice is None or (scheme.notice.when != "never" and not scheme.notice.says):
        silent.append("whether reasons are given")
    elif not {"reasons", "factors"} & set(scheme.notice.says):
        against.append("no reasons for the one case")
    if scheme.notice is None or scheme.notice.when == "never":
        changes[(*here, "notice")] = {"when": "before", "served": "100 % (assumption)", "says": ["reasons", "factors"]}
    elif not {"reasons", "factors"} & set(scheme.notice.says):
        changes[(*here, "notice", "says")] = [*scheme.notice.says, "reasons", "factors"]


def _held(regime: Regime, name: str, measure: Measure, scheme: Points | List) -> tuple[Happening, ...]:
    """Somebody who is held back for as long as the file lets it last, and whose case nobody looks at in between."""
    review, ends = None, 0
    if isinstance(scheme, List):
        ground = next((one for one, term in scheme.term.items() if term.length is None), next(iter(scheme.grounds)))
        conduct = scheme.grounds[ground].conduct
        entered = arrival(regime, measure.on.scheme, conduct)
        mark = f"is entered in {measure.on.scheme} for `{ground}`"
        lines = [Happening(0, conduct), Happening(entered, mark)]
        review, term = scheme.reviewed_every, scheme.term.get(ground)
        ends = days_of(term.length) if term is not None else 0
    else:
        begun = beginning(regime, measure.on.scheme, name)
        lines, entered = [*begun.lines], begun.entered
        costly = [scheme.catalogue[one.name] for one in entries(regime, measure.on.scheme) if one.against]
        if costly and all(item.expires_after is not None for item in costly):
            ends = max(days_of(item.expires_after) for item in costly)
    hit = entered + days_of(measure.starts_after)
    looked = hit + (days_of(review) if review else _YEAR)
    between = f"{at_most(review)} on: looked at again" if review else "a year on: no review has come due"
    last, text = hit + 4 * _YEAR, "four years on: the limit still stands, for the same reason"
    if ends:
        last, text = max(entered + ends, hit), "it ends with time; nobody has looked at the one case"
    turned = "is turned away" if measure.effect.bar else "is held up"
    return (
        *lines,
        Happening(hit, f"{turned} at {measure.gate}"),
        *((Happening(looked, between),) if looked < last else ()),
        Happening(last, text),
    )
