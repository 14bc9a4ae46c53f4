"""Ability: who cannot pay is not treated as one who will not."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import amendment
from demerit.audit.graph import arrival, days_of
from demerit.audit.layout import Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import Entry, burdens, entries, standing
from demerit.regime.layout import Ground, List
from demerit.regime.quantities import amount_text

_DEBTS = ("unpaid", "arrears", "default", "late", "instalment", "debt")
"""words in the name of a conduct that make it a matter of paying"""


@rule(
    "L25",
    "inability to pay",
    "a list for debts asks first whether somebody is able to pay",
    "International Covenant on Civil and Political Rights art. 11 and Protocol 4 to the ECHR art. 1, by analogy",
)
def inability_to_pay(facts: Facts) -> Iterator[Outcome]:
    """Every ground of a black list with burdens whose conduct is a debt."""
    for name, scheme in standing(facts.regime):
        if isinstance(scheme, List) and scheme.colour == "black" and burdens(facts.regime, name):
            for entry in entries(facts.regime, name):
                if is_debt(entry.fact) and isinstance(entry.clause, Ground):
                    yield _outcome(facts, entry, entry.clause, scheme)


def is_debt(conduct: str) -> bool:
    """Whether a conduct is a matter of paying, by its name."""
    return any(word in _DEBTS for word in conduct.split())


def _outcome(facts: Facts, entry: Entry, ground: Ground, scheme: List) -> Outcome:
    where: Where = (*entry.where, "only if")
    if ground.only_if == "able to pay":
        says = f"declares that only who is able to pay is listed for {ground.conduct}"
        share = ground.misjudged
        says += f", and that {amount_text(share)} of those who are not are taken for able" if share else ""
        return Outcome("pass", where, says)
    change = amendment(facts, "the office finds out first who is able", (where, "able to pay"))
    hit = burdens(facts.regime, entry.scheme)[0]
    if only_by_paying(scheme, entry.name):
        says = f"declares that who is listed for {ground.conduct} stays until performance, and tests nobody's ability"
        day = arrival(facts.regime, entry.scheme, ground.conduct)
        life = (
            Happening(0, f"{ground.conduct} by somebody who cannot pay"),
            Happening(day, f"is entered in {entry.scheme}"),
            Happening(day + days_of(facts.regime.measures[hit].starts_after), f"meets `{hit}`"),
            Happening(day + 36_525, "still cannot pay, and is still listed"),
        )
        why = "who cannot pay is listed like one who will not, and stays so"
        return Outcome("fail", where, says, why, life, change, (("schemes", entry.scheme, "term", entry.name),))
    says = f"does not say whether {ground.conduct} lists people who cannot pay"
    return Outcome(
        "not declared", where, says, f"`{hit}` would fall on them as on those who will not", amendment=change
    )


def only_by_paying(scheme: List, ground: str) -> bool:
    """Whether an entry on a ground is declared to end by performance and nothing else."""
    term = scheme.term.get(ground)
    open_ = [name for name, way in scheme.exits.items() if way.for_grounds is None or ground in way.for_grounds]
    ends = term.length is None if term else bool(open_)
    return ends and set(open_) == {"performance"}
