"""Earlier acts: what was done before a phase costs no more than it did then."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from demerit.audit.amended import not_as_phase
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import burdens, has_effect, quoted, standing
from demerit.audit.scores import cost
from demerit.regime.layout import List, Points, Quantity, Regime, Term
from demerit.regime.quantities import calendar_days


@rule(
    "L28",
    "heavier for earlier acts",
    "no phase makes what follows from an earlier act heavier than it was when the act was done",
    "Charter of Fundamental Rights art. 49(1); European Convention on Human Rights art. 7(1)",
)
def heavier_for_earlier_acts(facts: Facts) -> Iterator[Outcome]:
    """Every burden that a phase brings into force or makes heavier, on people who are listed or marked already."""
    days = [day for day, regime in facts.document.phases if regime is facts.regime]
    earlier = [regime for day, regime in facts.document.phases if day < days[0]]
    if not earlier:
        return
    before, phase = earlier[-1], _phase(facts, days[0].isoformat())
    stiffer = list(_stiffened(before, facts.regime))
    for name, what in stiffer:
        yield _stiffer(facts, phase, name, what)
    dearer = list(_dearer(before, facts.regime))
    if dearer:
        yield _transition(facts, phase, dearer)
    if not stiffer and not dearer:
        says = "declares a phase in which no burden starts or grows heavier for those who are there already"
        yield Outcome("pass", ("phases", phase), says)


def _phase(facts: Facts, day: str) -> str:
    phases = facts.document.regime.phases.items()
    return next(name for name, phase in phases if phase.from_date.isoformat() == day)


def _stiffened(before: Regime, now: Regime) -> Iterator[tuple[str, str]]:
    """(measure, what becomes of it) for every burden that starts or grows, where people could have marks before."""
    for name in burdens(now):
        one, was = now.measures[name], before.measures[name]
        if one.on.scheme not in {scheme for scheme, _ in standing(before)}:
            continue
        if not has_effect(was):
            yield name, "starts"
        elif _load(now, name) > _load(before, name) or (one.effect.bar and not was.effect.bar):
            yield name, "grows heavier"


def _dearer(before: Regime, now: Regime) -> Iterator[Where]:
    """Items that take more points or stay longer than before, and terms that became longer."""
    for name, _ in standing(before):
        old, new = before.schemes[name], now.schemes[name]
        for item, was in old.catalogue.items() if isinstance(old, Points) else ():
            one = new.catalogue.get(item) if isinstance(new, Points) else None
            if isinstance(old, Points) and isinstance(new, Points) and one is not None:
                taken, taken_before = cost(new, one), cost(old, was)
                more = taken is not None and taken_before is not None and taken > max(taken_before, 0)
                longer = taken is not None and taken > 0 and days_of(one.expires_after) > days_of(was.expires_after)
                if more or longer:
                    yield ("schemes", name, "catalogue", item)
        for ground, term in old.term.items() if isinstance(old, List) else ():
            later = new.term.get(ground) if isinstance(new, List) else None
            if later is not None and _term(later) > _term(term):
                yield ("schemes", name, "term", ground)


def _transition(facts: Facts, phase: str, dearer: list[Where]) -> Outcome:
    """Prices that rise, of which the file does not say whether they hold for what was done before."""
    changes = facts.document.regime.phases[phase].changes
    paths = [path for path in changes if any(_overlaps(path, where) for where in dearer)]
    where: Where = ("phases", phase, "changes", paths[0]) if paths else ("phases", phase)
    start = facts.document.regime.phases[phase].from_date.isoformat()
    says = f"declares heavier prices from {start} on for {quoted([one[-1] for one in dearer])}, "
    says += "and does not say whether they hold for earlier acts"
    change = not_as_phase(facts, "what was done before keeps its price", phase, paths) if paths else None
    why = "a mark or entry that comes later, for an act done before, may cost more than it did then"
    return Outcome("not declared", where, says, why, amendment=change, also=tuple(dearer))


def _overlaps(path: str, where: Where) -> bool:
    words = tuple(word.strip() for word in path.split("."))
    shorter = min(len(words), len(where))
    return words[:shorter] == where[:shorter]


def _load(regime: Regime, name: str) -> float:
    """Something that grows with each amount of a burden; compared with itself only."""
    effect = regime.measures[name].effect
    yuan = -effect.yuan.value if effect.yuan else 0.0
    return yuan + sum(one.value for one in (effect.hours, effect.forms) if one)


def _stiffer(facts: Facts, phase: str, name: str, what: str) -> Outcome:
    measure = facts.regime.measures[name]
    paths = [path for path in facts.document.regime.phases[phase].changes if _about(path, name)]
    where: Where = ("phases", phase, "changes", paths[0]) if paths else ("phases", phase)
    start = facts.document.regime.phases[phase].from_date.isoformat()
    says = f"declares that `{name}` {what} on {start} for all in {measure.on.scheme}, earlier acts included"
    also = (("measures", name),)
    if measure.punitive is False:
        return Outcome("pass", where, f"{says}, and that it does not punish", also=also)
    change = not_as_phase(facts, "what was done before keeps its consequences", phase, paths) if paths else None
    if measure.punitive is None:
        says += ", and does not say whether it punishes"
        why = "if it does, whoever acted before is punished more than was declared then"
        return Outcome("not declared", where, says, why, amendment=change, also=also)
    life = (
        Happening(0, f"an act before {start}, and a mark or entry in {measure.on.scheme} for it"),
        Happening(1, f"the phase `{phase}` begins: `{name}` {what}"),
        Happening(2, f"meets it at the gate {measure.gate} for the earlier act"),
    )
    return Outcome("fail", where, says, "it is declared to punish", life, change, also)


def _about(path: str, measure: str) -> bool:
    words = [word.strip() for word in path.split(".")]
    return words[:2] == ["measures", measure]


def days_of(length: Quantity | None) -> float:
    """A length of time in calendar days; without an end where it is not declared."""
    return calendar_days(length) if length else inf


def _term(term: Term | None) -> float:
    return days_of(term.length) if term else inf
