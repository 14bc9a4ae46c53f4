"""The static audit: every rule on every phase of a regime, held against the provisions of the packs asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from demerit.audit import rules
from demerit.audit.layout import SEVERITIES, Audit, Facts, Finding, Outcome, Pack, Provision, State, Where
from demerit.audit.packs import PRINCIPLES, in_force, read_pack
from demerit.audit.register import RULES
from demerit.audit.remedies import explained
from demerit.errors import UserError
from demerit.nations.layout import Nation
from demerit.regime.from_yaml import Document
from demerit.regime.layout import Regime

for _module in iter_modules(rules.__path__):
    import_module(f"{rules.__name__}.{_module.name}")


def audit(
    document: Document, nation: Nation, as_of: date, laws: Sequence[str] = (), only: Collection[str] | None = None
) -> Audit:  # fmt: skip
    """The findings of a regime as of a day: by the principles, and by the law packs named.

    Every phase is looked at; what two phases say alike is found once, in the first of them. A provision that hangs on
    what the file does not declare is held against it, and fails nothing. `only` are the ids of the tests to make, where
    not all are wanted.
    """
    packs = [read_pack(PRINCIPLES), *(read_pack(law) for law in laws if law != PRINCIPLES)]
    named = [pack.name for pack in packs]
    for name in named:
        if named.count(name) > 1:
            raise UserError(f"two law packs are called `{name}`", "packs with names of their own",
                            "change `name` in the file of one of them")  # fmt: skip
    found: list[Finding] = []
    seen: set[tuple[str, str, State, Where, str, tuple[str, ...]]] = set()
    for number, (day, regime) in enumerate(document.phases):
        facts = Facts(regime, document, nation, as_of)
        outcomes = {rule: list(test(facts)) for rule, (_, test) in RULES.items() if only is None or rule in only}
        for pack in packs:
            for provision, hangs in _applying(pack, regime, as_of):
                for outcome in _of(facts, provision, outcomes):
                    same = (pack.name, provision.id, outcome.state, outcome.where, outcome.says, hangs)
                    if same not in seen:
                        seen.add(same)
                        found.append(_finding(document, pack, provision, outcome, day if number else None, hangs))
    return Audit(document.regime, document.file, as_of, tuple(packs), in_order(found))


def _of(facts: Facts, provision: Provision, outcomes: Mapping[str, list[Outcome]]) -> Iterable[Outcome]:
    """The outcomes of the test that a provision asks for; its own ones, where it carries a closed list."""
    if provision.closed is None or provision.rule not in outcomes:
        return outcomes.get(provision.rule, ())
    return RULES[provision.rule][1](replace(facts, closed=provision.closed))


def _applying(pack: Pack, regime: Regime, as_of: date) -> Iterator[tuple[Provision, tuple[str, ...]]]:
    """The provisions in force that a regime may fall under, each with what it hangs on that is not declared."""
    for provision in in_force(pack, as_of):
        declared = {word: _declared(regime, word) for word in provision.applies}
        wanted = provision.applies.items()
        if all(declared[word] is None or declared[word] in value.split(" or ") for word, value in wanted):
            yield provision, tuple(f"{word}: {value}" for word, value in wanted if declared[word] is None)


def _declared(regime: Regime, word: str) -> str | None:
    """What a regime says of something that a provision hangs on; None where it is silent."""
    declared = getattr(regime, word.replace(" ", "_"), None)
    if isinstance(declared, bool):
        return "yes" if declared else "no"
    return None if declared is None else str(declared)


def _finding(
    document: Document, pack: Pack, provision: Provision, outcome: Outcome, phase: date | None, hangs: tuple[str, ...]
) -> Finding:
    place = document.place(*outcome.where)
    outcome = explained(provision.rule, outcome)
    rule, line = RULES[provision.rule][0], place.line if place else None
    return Finding(provision, rule, outcome, pack.name, line, phase, hangs)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as they are reported: those that fail first, and of them the weightiest."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[int, int, list[str], str]:
    states = ("fail", "not declared", "pass")
    rank = SEVERITIES.index(finding.provision.severity)
    return states.index(finding.state), rank, [finding.rule.id], finding.provision.id
