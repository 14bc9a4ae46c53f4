"""An audit as plain data: what was read, the counts, and every test with its provisions and its clauses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.audit.layout import SEVERITIES, Audit, Finding, Outcome, Provision, State
from demerit.audit.packs import MEASURED, PRINCIPLES, in_force
from demerit.regime.from_yaml import LIBRARY, Document
from demerit.report.audit_quotes import overlap, quoted

if TYPE_CHECKING:
    from demerit.report.audit import AuditResult

STATES: tuple[State, ...] = ("fail", "not declared", "pass")
"""in the order in which they are shown"""
READING = (
    "Each finding holds what the file declares against one test of one provision, as of one day. It is no court's "
    "judgment: an exception may be shown, and a fact may be otherwise. What the file is silent about is not declared, "
    "which is no pass; and a test that is met is no clearance, only no declared conflict with that test."
)
COUNTED = (
    "A clause is counted once for each test, under the weightiest provision that asks for the test and applies for "
    "sure; where the file leaves open whether any of them applies, as not declared."
)


def as_dict(result: AuditResult) -> dict[str, Any]:
    """An audit as plain data, the same for the same file, day, packs and version."""
    found = result.audit
    tests = list(_tests(result))
    asked = (PRINCIPLES, *result.laws, *((MEASURED,) if result.ran else ()))
    return {
        "demerit": version("demerit"),
        "regime": found.regime.regime,
        "title": found.regime.title,
        "file": shown_file(result.written),
        "sha256": hashlib.sha256(result.written.text.encode()).hexdigest(),
        "shipped": Path(found.file).parent == LIBRARY,
        "as_of": found.as_of.isoformat(),
        "laws": [
            {"name": pack.name, "title": pack.title, "asked": name, "provisions": len(pack.provisions)}
            for pack, name in zip(found.packs, asked, strict=True)
        ],
        "changes": [{"path": change.path, "set": str(change).replace(" = ", "=", 1)} for change in result.changes],
        "reading": f"{READING} {result.ran.sentence()}" if result.ran else READING,
        **({"simulated": result.ran.options()} if result.ran else {}),
        "counts": counts(tests),
        "tests": tests,
        "other_days": [_provision(pack, one) for pack, one in _of_other_days(found)],
        "no_clause": [_provision(pack, one) for pack, one in _without_a_clause(found)],
    }


def to_json(said: dict[str, Any]) -> str:
    """The data as JSON text."""
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def shown_file(document: Document) -> str:
    """How a file is called: a shipped one by its name alone, wherever it is installed."""
    path = Path(document.file)
    return path.name if path.parent == LIBRARY else document.file


def counts(tests: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Clauses by severity and state."""
    table = {severity: dict.fromkeys(STATES, 0) for severity in SEVERITIES}
    for test in tests:
        table[test["severity"]][test["state"]] += len(test["clauses"])
    return {severity: {str(state): number for state, number in row.items()} for severity, row in table.items()}


def _tests(result: AuditResult) -> Iterator[dict[str, Any]]:
    """Every rule with the provisions that ask for it and the clauses in one state; the weightiest fails first."""
    grouped: dict[tuple[Any, ...], list[tuple[Outcome, list[Finding]]]] = {}
    for held in _by_clause(result.audit.findings):
        first, outcome = held[0], held[0].outcome
        asked = tuple((finding.pack, finding.provision.id, finding.open_scope) for finding in held)
        grouped.setdefault((first.state, outcome.state, first.rule.id, asked), []).append((outcome, held))
    tests = [_test(result, clauses) for clauses in grouped.values()]
    yield from sorted(tests, key=lambda one: (STATES.index(one["state"]), SEVERITIES.index(one["severity"])))


def _by_clause(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings on the same clause by the same rule, together, that which counts first.

    It is of the weightiest provision that applies for sure, or, where none does, of the weightiest that may.
    """
    held: dict[tuple[Any, ...], list[Finding]] = {}
    for finding in findings:
        held.setdefault((finding.rule.id, finding.outcome, finding.phase), []).append(finding)
    return [sorted(one, key=_weight) for one in held.values()]


def _weight(finding: Finding) -> tuple[bool, int]:
    """Its place among findings on the same clause by the same rule."""
    return bool(finding.open_scope), SEVERITIES.index(finding.provision.severity)


def _test(result: AuditResult, clauses: list[tuple[Outcome, list[Finding]]]) -> dict[str, Any]:
    findings = clauses[0][1]
    rule = findings[0].rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "asks": rule.asks,
        "source": rule.source,
        "state": findings[0].state,
        "scope_open": all(one.open_scope for one in findings),
        "severity": findings[0].provision.severity,
        "provisions": [{**_provision(one.pack, one.provision), "scope_open": list(one.open_scope)} for one in findings],
        "clauses": [_clause(result, outcome, held[0]) for outcome, held in clauses],
    }


def _provision(pack: str, provision: Provision) -> dict[str, Any]:
    return {
        "law": pack,
        "id": provision.id,
        "title": provision.title,
        "asks": provision.asks,
        "rule": provision.rule,
        "severity": provision.severity,
        "in_force": provision.in_force.isoformat() if provision.in_force else None,
        "until": provision.until.isoformat() if provision.until else None,
        "contested": provision.contested,
        "counter": provision.counter,
        "applies": dict(provision.applies),
        "source": provision.source,
    }


def _clause(result: AuditResult, outcome: Outcome, finding: Finding) -> dict[str, Any]:
    """One clause under a test; lines are those of the file as it is written, also where clauses are read otherwise."""
    lines = quoted(result.written, outcome.where, finding.phase)
    amendment = outcome.amendment
    return {
        "where": list(outcome.where),
        "found": outcome.state,
        "line": lines[0]["line"] if lines else None,
        "phase": finding.phase.isoformat() if finding.phase else None,
        "says": outcome.says,
        "why": outcome.why,
        "quoted": lines,
        "changed": [str(change) for change in result.changes if overlap(change.path, outcome.where)],
        "also": [_also(result.written, where) for where in outcome.also],
        "life": [{"day": one.day, "text": one.text} for one in outcome.life],
        "amendment": None if amendment is None else {
            "set": [f"{path}={value}" for path, value in amendment.changes],
            "because": amendment.because,
        },
    }  # fmt: skip


def _also(document: Document, where: tuple[str, ...]) -> dict[str, Any]:
    """A further clause that a finding rests on, with its line."""
    lines = quoted(document, where)
    return {"where": list(where), "line": lines[0]["line"] if lines else None}


def _of_other_days(found: Audit) -> Iterator[tuple[str, Provision]]:
    """Provisions of the packs that do not hold on the day of the audit."""
    for pack in found.packs:
        now = {one.id for one in in_force(pack, found.as_of)}
        yield from ((pack.name, one) for one in pack.provisions if one.id not in now)


def _without_a_clause(found: Audit) -> Iterator[tuple[str, Provision]]:
    """Provisions in force that found nothing to be held against: they do not apply, or no clause is of their kind."""
    seen = {(finding.pack, finding.provision.id) for finding in found.findings}
    for pack in found.packs:
        yield from ((pack.name, one) for one in in_force(pack, found.as_of) if (pack.name, one.id) not in seen)
