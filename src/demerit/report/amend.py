"""A regime with the smallest set of amendments that clears chosen findings, and what they change in people's lives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from demerit.audit.amend import HEAVY, Amended, Asked
from demerit.audit.amend import amend as amended
from demerit.audit.layout import Finding
from demerit.audit.packs import PRINCIPLES
from demerit.audit.routes import burdens, has_effect
from demerit.records.order import Order, known
from demerit.regime.difference import Difference, difference
from demerit.regime.from_yaml import Document
from demerit.report.audit import AuditResult, as_day, read_for_audit
from demerit.report.compare import Comparison, compare

Live = Callable[[Order, Path], None]
"""runs an order into an empty folder"""


def amend(
    regime: str | Path, rules: Sequence[str] = (), law: str | Sequence[str] = (), as_of: date | str | None = None
) -> AmendResult:
    """Finds the smallest set of amendments that clears findings of a regime: `amend("rongcheng", rules=["F06"])`.

    `regime`, `law` and `as_of` are as for `audit`. `rules` are the tests whose findings are to be cleared; without
    any, all findings that weigh as prohibited or as needing an exception. Each change is needed: without any one of
    them a finding comes back. Raises `UserError` for what cannot be read.
    """
    document, nation = read_for_audit(regime)
    asked = [law] if isinstance(law, str) else [str(one) for one in law]
    laws = tuple(one for one in dict.fromkeys(asked) if one != PRINCIPLES)
    wanted = tuple(dict.fromkeys([rules] if isinstance(rules, str) else rules))
    found = amended(Asked(document, nation, known(nation), as_day(as_of), laws, wanted))
    return AmendResult(found, document, laws, wanted)


class AmendResult:
    """A regime before and after amendments; shows itself as text and as data."""

    def __init__(
        self, found: Amended, written: Document, laws: Sequence[str], rules: Sequence[str],
        comparison: Comparison | None = None,
    ) -> None:  # fmt: skip
        self.found = found
        self.written = written
        self.laws = tuple(laws)
        self.rules = tuple(rules)
        self.comparison = comparison

    @property
    def yaml(self) -> str:
        """The amended regime as a file."""
        return self.found.document.text

    @property
    def clauses(self) -> list[Difference]:
        """Every clause that the two regimes say differently."""
        return difference(self.written.regime, self.found.document.regime)

    @property
    def switched_off(self) -> list[str]:
        """The burdens in force before, where after the amendments none is in force on any day; else nothing."""
        return [] if _burdens(self.found.document) else _burdens(self.written)

    @property
    def in_force(self) -> list[str]:
        """The measures in force after the amendments, on any day, in the order of the file."""
        phases = [regime.measures.items() for _, regime in self.found.document.phases]
        return list(dict.fromkeys(name for measures in phases for name, one in measures if has_effect(one)))

    @cached_property
    def before(self) -> AuditResult:
        """The audit of the regime as it is written."""
        return AuditResult(self.found.before, self.written, self.laws)

    @cached_property
    def after(self) -> AuditResult:
        """The audit of the amended regime."""
        return AuditResult(self.found.after, self.found.document, self.laws)

    def compared(
        self, live: Live, people: int | None = None, years: float | None = None, seed: int | None = None
    ) -> AmendResult:
        """The same with a comparison of both regimes over the same people; `live` runs an order into a folder.

        Nothing is run where nothing is amended.
        """
        if not self.found.made:
            return self
        held = compare(self.written.text, self.yaml, live=live, people=people, years=years, seed=seed)
        return AmendResult(self.found, self.written, self.laws, self.rules, held)

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain data."""
        found = self.found
        return {
            "regime": found.before.regime.regime,
            "title": found.before.regime.title,
            "file": self.before.said["file"],
            "as_of": found.before.as_of.isoformat(),
            "laws": self.before.said["laws"],
            "cleared": {"rules": list(self.rules)} if self.rules else {"severities": list(HEAVY)},
            "least": found.least,
            "no_burden_in_force": bool(self.switched_off),
            "no_measure_in_force": bool(self.switched_off) and not self.in_force,
            "switched_off": self.switched_off,
            "in_force": self.in_force,
            "changes": [
                {"set": f"{one.path}={one.value}", "because": one.because,
                 "else_back": [{"rule": rule, "where": list(where)} for rule, where in one.else_back]}
                for one in found.made
            ],
            "clauses": [{"path": list(one.path), "was": one.a, "is": one.b} for one in self.clauses],
            "left": [{**_named(one.finding), "why": one.why} for one in found.left],
            "brought": [_named(one) for one in found.brought],
            "before": self.before.said["counts"],
            "after": self.after.said["counts"],
            "comparison": None if self.comparison is None else self.comparison.as_dict(),
        }  # fmt: skip

    def to_text(self, width: int = 88) -> str:
        """The amendments for the terminal, folded to so many columns."""
        from demerit.report.amend_text import amend_text

        return amend_text(self.as_dict(), width)

    def __repr__(self) -> str:
        return self.to_text()


def _burdens(document: Document) -> list[str]:
    """Names of the measures that burden somebody in some phase, in the order of the file."""
    return list(dict.fromkeys(name for _, regime in document.phases for name in burdens(regime)))


def _named(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id, "title": finding.rule.title, "where": list(finding.outcome.where),
        "state": finding.state, "severity": finding.provision.severity, "says": finding.outcome.says,
    }  # fmt: skip
