"""Indicators that are defined by their counters: the formula, the counters needed and the sum, from one spelling.

A side of a share or mean is spelt as counters in a row, such as `entries -noticed -gate_learnt`.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict, Unpack

from demerit.indicators import fifths, measures
from demerit.indicators.layout import Direction, Indicator, Owner


class Said(TypedDict):
    """What no counter can say of an indicator."""

    name: str
    label: str
    meaning: str
    direction: Direction
    source: NotRequired[str]


class Owned(Said):
    """The same of an indicator of schemes, lists, gates or conduct, with its unit."""

    unit: str
    owner: Owner


def share(*, part: str, whole: str, **said: Unpack[Owned]) -> Indicator:
    """A share of counters; see `measures.share_of`."""
    compute = measures.share_of(part, whole)
    return Indicator(formula=_ratio(part, whole), needs=_kinds(part, whole), compute=compute, **said)


def mean(*, part: str, whole: str, least: float = 0.0, events: bool = True, **said: Unpack[Owned]) -> Indicator:
    """Counters for each one of others; see `measures.mean_of`."""
    compute = measures.mean_of(part, whole, least=least, events=events)
    return Indicator(formula=_ratio(part, whole), needs=_kinds(part, whole), compute=compute, **said)


def rate(*, part: str, factor: int, adults: bool = False, **said: Unpack[Owned]) -> Indicator:
    """A counter for every `factor` people of the run, or adults of it; see `measures.per_person`."""
    formula = f"{factor:,} x {part} / {'adults' if adults else 'people'}"
    compute = measures.per_person(part, factor, adults=adults)
    return Indicator(formula=formula, needs=(part,), compute=compute, **said)


def amount(*, kind: str, unit: str, **said: Unpack[Said]) -> Indicator:
    """An amount (hours, forms, yuan) of all gates by income, for every 1,000 people and year."""
    return Indicator(
        formula=f"{fifths.OF:,} x {kind} of all gates / people / years",
        unit=f"{unit} per {fifths.OF:,} people a year",
        owner="run",
        needs=(kind,),
        compute=fifths.by_income(kind),
        **said,
    )


def balance(*, gains: str, costs: str, unit: str, **said: Unpack[Said]) -> Indicator:
    """An amount that all gates give less one that they take, by income, for every 1,000 people and year."""
    return Indicator(
        formula=f"{fifths.OF:,} x ({gains} - {costs}) of all gates / people / years",
        unit=f"{unit} per {fifths.OF:,} people a year, net",
        owner="run",
        needs=(gains, costs),
        compute=fifths.balance_by_income(gains, costs),
        **said,
    )


def withheld(*, applies: measures.Applies, conduct: str, **said: Unpack[Said]) -> Indicator:
    """Share of acts not done because of a response, of conduct that applies; `conduct` says in words which."""
    return _of_conduct("withheld", "acts withheld", applies, conduct, unit="share of intended acts", **said)


def added(*, applies: measures.Applies, conduct: str, **said: Unpack[Said]) -> Indicator:
    """Share of acts done because of a response, of conduct that applies; `conduct` says in words which."""
    return _of_conduct("added", "acts", applies, conduct, unit="share of acts", **said)


def _of_conduct(
    part: str, whole: str, applies: measures.Applies, conduct: str, *, unit: str, **said: Unpack[Said]
) -> Indicator:
    return Indicator(
        formula=f"{_ratio(part, whole)}, for {conduct}",
        unit=unit,
        owner="conduct",
        needs=_kinds(part, whole),
        compute=measures.share_of_conduct(part, whole, applies),
        **said,
    )


def _ratio(part: str, whole: str) -> str:
    return f"{_sum(part)} / {_sum(whole)}"


def _sum(kinds: str) -> str:
    """`entries -noticed` as it stands in a formula: `(entries - noticed)`."""
    first, *rest = kinds.split()
    terms = [f"- {kind[1:]}" if kind.startswith("-") else f"+ {kind}" for kind in rest]
    return f"({' '.join([first, *terms])})" if terms else first


def _kinds(*sides: str) -> tuple[str, ...]:
    """The counters of both sides, each once."""
    return tuple(dict.fromkeys(kind.lstrip("-") for side in sides for kind in side.split()))
