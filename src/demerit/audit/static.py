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

    Every phase is looked at; what two phases say alike is found once, in the first of them. `only` are the ids of the
    tests to make, where not all are wanted.
    """
    packs = [read_pack(PRINCIPLES), *(read_pack(law) for law in laws if law != PRINCIPLES)]
    named = [pack.name for pack in packs]
    for name in named:
        if named.count(name) > 1:
            raise UserError(f"two law packs are called `{name}`", "packs with names of their own",
                            "change `name` in the file of one of them")  # fmt: skip
    found: list[Finding] = []
    seen: set[tuple[str, str, State, Where, str]] = set()
    for number, (day, regime) in enumerate(document.phases):
        facts = Facts(regime, document, nation, as_of)
        outcomes = {rule: list(test(facts)) for rule, (_, test) in RULES.items() if only is None or rule in only}
        for pack in packs:
            for provision in _applying(pack, regime, as_of):
                for outcome in _of(facts, provision, outcomes):
                    same = (pack.name, provision.id, outcome.state, outcome.where, outcome.says)
                    if same not in seen:
                        seen.add(same)
                        found.append(_finding(document, pack, provision, outcome, day if number else None))
    return Audit(document.regime, document.file, as_of, tuple(packs), in_order(found))


def _of(facts: Facts, provision: Provision, outcomes: Mapping[str, list[Outcome]]) -> Iterable[Outcome]:
    """The outcomes of the test that a provision asks for; its own ones, where it carries a closed list."""
    if provision.closed is None or provision.rule not in outcomes:
        return outcomes.get(provision.rule, ())
    return RULES[provision.rule][1](replace(facts, closed=provision.closed))


def _applying(pack: Pack, regime: Regime, as_of: date) -> Iterator[Provision]:
    """The provisions in force that a regime falls under, as far as it declares what they hang on."""
    for provision in in_force(pack, as_of):
        if all(_declares(regime, word, value) for word, value in provision.applies.items()):
            yield provision


def _declares(regime: Regime, word: str, value: str) -> bool:
    """Whether a regime declares what a provision hangs on; silence does not take it out of the provision's reach."""
    declared = getattr(regime, word.replace(" ", "_"), None)
    if isinstance(declared, bool):
        declared = "yes" if declared else "no"
    return declared is None or str(declared) in value.split(" or ")


def _finding(document: Document, pack: Pack, provision: Provision, outcome: Outcome, phase: date | None) -> Finding:
    place = document.place(*outcome.where)
    outcome = explained(provision.rule, outcome)
    return Finding(provision, RULES[provision.rule][0], outcome, pack.name, place.line if place else None, phase)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as they are reported: those that fail first, and of them the weightiest."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[int, int, list[str], str]:
    states = ("fail", "not declared", "pass")
    rank = SEVERITIES.index(finding.provision.severity)
    return states.index(finding.state), rank, [finding.rule.id], finding.provision.id
