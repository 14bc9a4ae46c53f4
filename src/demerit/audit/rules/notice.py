"""Notice: nobody is hit by what they have not been told of."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.graph import measures_on
from demerit.audit.layout import Amendment, Facts, Happening, Outcome
from demerit.audit.register import rule
from demerit.regime.layout import List, Notice, Points

_TOLD = {"before": "before the effect", "at": "with the effect", "after": "after the effect"}


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
            yield _outcome(name, scheme, burdens)


def _outcome(name: str, scheme: Points | List, burdens: list[str]) -> Outcome:
    where = ("schemes", name, "notice")
    notice = scheme.notice
    first = ", ".join(burdens[:3])
    if notice is None:
        return Outcome("not declared", where, "says nothing of notice", f"{first} may start before anybody is told",
                       amendment=_before(name))  # fmt: skip
    if notice.when == "before" and (notice.served is None or notice.served.value >= 100):
        return Outcome("pass", where, "declares notice before the effect")
    if notice.when == "before":
        missed = 100 - notice.served.value if notice.served else 0
        says = f"declares notice before the effect that reaches {100 - missed:g} % of people"
        why = f"for {missed:g} % of entries {first} starts without their knowing"
        return Outcome("fail", where, says, why, _life(name, notice, burdens), _before(name))
    says = "declares that nobody is told" if notice.when == "never" else f"declares notice {_TOLD[notice.when]}"
    return Outcome("fail", where, says, f"{first} starts first", _life(name, notice, burdens), _before(name))


def _life(name: str, notice: Notice, burdens: list[str]) -> tuple[Happening, ...]:
    """Somebody who learns of an entry by being hit."""
    told = "never told" if notice.when == "never" else "the notice does not arrive, or comes later"
    return (
        Happening(0, f"a mark or entry in {name}"),
        Happening(0, told),
        Happening(1, f"meets {burdens[0]}, and learns of it there"),
    )


def _before(name: str) -> Amendment:
    served = "{when: before, served: 100 % (assumption), says: [reasons, how to object]}"
    return Amendment(((f"schemes.{name}.notice", served),), "only notice that comes first and arrives meets the test")
