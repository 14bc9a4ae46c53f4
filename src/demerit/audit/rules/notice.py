"""Notice: nobody is hit by what they have not been told of."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.graph import days_of, measures_on, some
from demerit.audit.layout import Facts, Happening, Outcome
from demerit.audit.lives import beginning
from demerit.audit.register import rule
from demerit.audit.remedies import notice_first, sets
from demerit.regime.layout import List, Notice, Points, Regime

_TOLD = {"at": "with the effect", "after": "after the effect"}
_WHEN = {"never": "without it", "at": "with it, before anybody can answer", "after": "first"}


@rule(
    "F06",
    "sanction before notice",
    "no burden starts before the person has been told of the mark or entry behind it",
    "order of events; cf. Latif v. Holder (D. Or. 2014), Bauserman v. Unemployment Insurance Agency (Mich. 2022)",
)
def sanction_before_notice(facts: Facts) -> Iterator[Outcome]:
    """Every scheme that some adverse measure hangs on: its notice must be effective before the measure is."""
    for name, scheme in facts.regime.schemes.items():
        burdens = measures_on(facts.regime, name, adverse=True)
        if burdens:
            yield _outcome(facts, name, scheme, burdens)


def _outcome(facts: Facts, name: str, scheme: Points | List, burdens: list[str]) -> Outcome:
    where, notice = ("schemes", name, "notice"), scheme.notice
    first = some(burdens)
    change = sets(facts, "only notice that comes first and arrives meets the test", {where: notice_first(scheme)})
    if notice is None:
        return Outcome("not declared", where, "says nothing of notice", f"{first} may start before anybody is told",
                       amendment=change)  # fmt: skip
    if notice.when == "before" and notice.served is None:
        says = "declares notice before the effect, and does not say how many notices arrive"
        return Outcome("not declared", where, says, f"{first} may start before it has arrived", amendment=change)
    if notice.when == "before" and notice.served is not None and notice.served.value >= 100:
        return Outcome("pass", where, "declares notice before the effect")
    life = _life(facts.regime, name, notice)
    if notice.when == "before" and notice.served is not None:
        missed = f"{100 - notice.served.value:g} %"
        says = f"declares notice before the effect that reaches {notice.served.value:g} % of people"
        why = f"for {missed} of them {first} {'starts' if len(burdens) == 1 else 'start'} without their knowing"
        return Outcome("fail", where, says, why, life, change)
    says = "declares that nobody is told" if notice.when == "never" else f"declares notice {_TOLD[notice.when]}"
    why = f"{first} {'starts' if len(burdens) == 1 else 'start'} {_WHEN[notice.when]}"
    return Outcome("fail", where, says, why, life, change)


def _life(regime: Regime, name: str, notice: Notice) -> tuple[Happening, ...]:
    """Somebody who learns of a mark or entry by being hit."""
    begun = beginning(regime, name)
    missed = {"never": "nobody tells them", "before": "the notice does not arrive"}.get(notice.when)
    lines = [*begun.lines]
    if missed:
        lines.append(Happening(begun.entered, missed))
    lines.append(begun.meets(regime, ", and learns of it there"))
    if notice.when == "after":
        told = max(begun.entered + days_of(notice.within), begun.hit)
        when = "" if notice.within else " some day, and the file does not say when"
        lines.append(Happening(told, f"the notice comes{when or ' only now'}"))
    elif notice.when == "at":
        lines.append(Happening(begun.hit, "the notice comes with it, too late to prevent it"))
    return tuple(lines)
