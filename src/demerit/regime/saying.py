"""How clauses are said in running text: amounts with their sources in square brackets, names joined, silences named."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.regime.layout import Notice, On, Quantity, Subjects
from demerit.regime.quantities import amount_text, plain


def amount(quantity: Quantity, signed: bool = True) -> str:
    """`12 % [assumption; between 2 and 40]`; not `signed`, the sign is left to the words around it."""
    if not signed and quantity.value < 0:
        ends = (quantity.high, quantity.low)
        low, high = (None if end is None else -end for end in ends)
        quantity = quantity.model_copy(update={"value": -quantity.value, "low": low, "high": high})
    return f"{amount_text(quantity)}{source(quantity)}"


def source(quantity: Quantity) -> str:
    """The brackets after an amount: its source, and its range if it has one."""
    if quantity.low is None or quantity.high is None:
        return f" [{quantity.source}]"
    return f" [{quantity.source}; between {plain(quantity.low)} and {plain(quantity.high)}]"


def cite(law: str | None, *said: Quantity | None) -> str:
    """The legal basis in brackets; nothing where there is none, or where an amount of the sentence names it already."""
    return f" [{law}]" if law and all(one is None or one.source != law for one in said) else ""


def together(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    names = list(words)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def silence(what: Iterable[str]) -> list[str]:
    """The sentence that names what a clause leaves open, if it leaves anything open."""
    open_points = list(what)
    return [f"Not declared: {'; '.join(open_points)}."] if open_points else []


def subjects(who: Subjects) -> str:
    """`persons of 18 and over`, `persons of every age who live in Shandong or Fujian and have a telephone`."""
    words = f"persons of {who.from_age} and over" if who.from_age else "persons of every age"
    conditions = [f"live in {together(who.places, 'or')}"] if who.places else []
    if who.having:
        conditions.append(f"have {who.having if who.having.startswith('no ') else f'a {who.having}'}")
    return f"{words} who {together(conditions)}" if conditions else words


def on(whom: On) -> str:
    """Who something applies to, as the start of a sentence: `Whoever is on the list debtors`."""
    if whom.relation == "listed":
        return f"whoever is on the list {whom.scheme}"
    if whom.relation == "neighbours":
        return f"whoever has neighbours on the list {whom.scheme}"
    if whom.relation == "place":
        return f"whoever lives in a place with people on the list {whom.scheme}"
    if whom.relation == "refused":
        return f"whoever a measure has turned away at the gate {whom.scheme} within the last year"
    words = {"from": "in band {} or better", "below": "in a band below {}", "at": "in band {}"}[whom.relation]
    return f"whoever is {words.format(whom.band)} of {whom.scheme}"


def notice(told: Notice | None, what: str) -> tuple[list[str], list[str]]:
    """Sentences on notice, and what they leave open; `what` is a mark or an entry."""
    if told is None:
        return [], [f"whether anybody is told of {what}"]
    if told.when == "never":
        return [f"Nobody is told of {what}{cite(told.law)}."], []
    when = {"before": f"before {what} takes effect", "at": f"when {what} takes effect", "after": f"after {what}"}
    said = [f"The subject is told {when[told.when]}{cite(told.law)}."]
    if told.served:
        said.append(f"The notice reaches {amount(told.served)} of them.")
    if told.says:
        said.append(f"It gives {together(told.says)}.")
    if told.grace:
        said.append(f"Performance within {amount(told.grace)} of the notice prevents {what}.")
    gaps = [] if told.served else ["how many notices reach their subject"]
    return said, gaps if told.says else [*gaps, "what the notice says"]


def upper(sentence: str) -> str:
    """The sentence with a capital letter at its start."""
    return sentence[:1].upper() + sentence[1:]
