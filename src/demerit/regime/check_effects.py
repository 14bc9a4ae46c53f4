"""Laws of what follows: responses, measures and their effects."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan, prod

from demerit.errors import listed
from demerit.regime.laws import Finding, Known, View, Where
from demerit.regime.layout import Effect, Measure, On, Quantity, Response
from demerit.regime.quantities import plain

MOST_TIMES = 10


def responses(view: View) -> Iterator[Finding]:
    """All responses together never raise a conduct above the rate at which the nation draws its candidates."""
    for name, response in view.regime.responses.items():
        if response.tries is not None and not response.of and response.changes is None:
            continue
        if not response.of:
            where = ("responses", name, "of")
            yield Finding(where, "a response of no conduct", "names of conduct", "write `of: [name]`")
        if response.changes is None:
            yield Finding(
                ("responses", name),
                "it is not said how much the response changes",
                "`changes: 1.3 times (assumption)`; or, of who is refused at a gate, `tries` alone",
            )
            continue
        if _by_place(response):
            continue  # the share listed is small, and a rate is held at the nation's ceiling
        if response.changes.value > MOST_TIMES:
            yield Finding(
                ("responses", name, "changes"),
                f"{plain(response.changes.value)} times is more than people change by what happens to themselves",
                f"a multiple from 0 to {MOST_TIMES} times; up to 1,000 times only for `place on` a list",
            )
            continue
        for conduct in response.of:
            yield from _ceiling(view, name, response.changes, conduct)


def tries(view: View) -> Iterator[Finding]:
    """People try again where they were refused, as often as one response says, which says nothing else."""
    at_gates: dict[str, str] = {}
    for name, response in view.regime.responses.items():
        where = ("responses", name, "tries")
        if response.tries is None:
            continue
        if not isinstance(response.on, On) or response.on.relation != "refused":
            yield Finding(where, "people try again only where they were refused", "`on: refused at GATE`")
            continue
        if response.of or response.changes is not None:
            expected = "`of` and `changes`, or `tries`"
            yield Finding(where, "a response says how people change, or how often they try again", expected,
                          "write two responses")  # fmt: skip
        other = at_gates.setdefault(response.on.scheme, name)
        if other != name:
            message = f"`{other}` says already how often people try again at `{response.on.scheme}`"
            yield Finding(where, message, "one such response for a gate")


def _by_place(response: Response) -> bool:
    return isinstance(response.on, On) and response.on.relation == "place"


def _ceiling(view: View, name: str, changes: Quantity, conduct: str) -> Iterator[Finding]:
    known = view.known or Known("", (), ())
    ceiling = known.ceilings.get(conduct)
    mine = max(number for number in (0.0, changes.value, changes.high or 0.0) if not isnan(number))
    others = [
        other.changes.value
        for other_name, other in view.regime.responses.items()
        if other_name != name and conduct in other.of and other.changes and not _by_place(other)
        if other.changes.value > 1
    ]
    most = mine * prod(others)
    if ceiling is not None and mine > 1 and most > ceiling * (1 + 1e-9):
        yield Finding(
            ("responses", name, "changes"),
            f"{most:.6g} times is more than `{conduct}` can rise to"
            + (" (responses to the same conduct multiply)" if others else ""),
            f"at most {ceiling:g} times in the nation {known.nation}",
        )


def effects(view: View) -> Iterator[Finding]:
    """An effect is a bar, an opening, or something to pay, wait for or fill in, or to be spared."""
    for name, measure in view.regime.measures.items():
        yield from _effect(("measures", name, "effect"), measure)


def _effect(where: Where, measure: Measure) -> Iterator[Finding]:
    effect = measure.effect
    parts = (effect.yuan, effect.hours, effect.forms, effect.saves, effect.waives)
    amounts = [part for part in parts if part is not None]
    if effect.bar and (amounts or effect.opens):
        yield Finding(
            where,
            "who is barred has nothing to pay or fill in" if amounts else "nobody is barred and let in at once",
            "`bar` alone, or money, hours and forms",
            f"take `bar` or {'the amounts' if amounts else '`opens`'} away",
        )
    elif effect.opens and amounts:
        yield Finding(
            where,
            "a gate that opens does nothing else by the same measure",
            "`opens` alone",
            "write a second measure for the amounts",
        )
    if not effect.bar and not effect.opens and (not amounts or all(part.value == 0 for part in amounts)):
        yield Finding(
            where, "the effect is nothing", "`bar`, or money, hours or forms", "write `bar`, or `3 hours (...)`"
        )
    yield from _spared(where, effect)
    if effect.yuan and effect.yuan.unit == "yuan a winter" and measure.gate != "heating bill":
        yield Finding(
            where,
            f"`yuan a winter` does not fit the gate `{measure.gate}`",
            "`yuan` at each passage (a winter has one heating bill)",
            "write `yuan`",
        )


def _spared(where: Where, effect: Effect) -> Iterator[Finding]:
    if effect.saves and (effect.hours or effect.forms):
        yield Finding(
            where,
            "who is spared hours has none more to spend, and no forms",
            "hours saved, or hours and forms",
            "take one of them away",
        )
    if effect.waives and effect.yuan and effect.yuan.value < 0:
        yield Finding(
            where,
            "who is spared a deposit has nothing more to pay",
            "yuan waived, or yuan to pay",
            "take one of them away",
        )


def openings(view: View) -> Iterator[Finding]:
    """A measure opens a gate that would turn people away for want of a credit file."""
    known = view.known
    if known is None or known.credit_gates is None:
        return
    for name, measure in view.regime.measures.items():
        if measure.effect.opens and measure.gate in known.gates and measure.gate not in known.credit_gates:
            yield Finding(
                ("measures", name, "effect"),
                f"nobody is turned away at `{measure.gate}` for want of a credit file",
                f"a gate that asks for one: {listed(known.credit_gates)}",
            )
