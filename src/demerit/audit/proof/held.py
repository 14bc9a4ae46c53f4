"""What the rules raise on a file of the proof, held against the principles alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from demerit.audit.layout import Audit, Finding, State
from demerit.audit.static import audit
from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import Nation
from demerit.records.order import known
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import Document, read_document, read_regime

AUDITS = Path(__file__).parents[2] / "library" / "audits"
AS_OF = date(2026, 11, 23)
"""the day that the tables are made for; the principles have no date, so that any day gives the same"""
SEVERE = ("prohibited", "needs an exception")
RAISED: tuple[State, ...] = ("fail", "not declared")
"""silence is no pass: a test that is left open is raised as well, and the tables say which of the two it is"""


@dataclass(frozen=True)
class Held:
    """A file of the proof under the principles: what each test comes to at worst."""

    document: Document
    nation: Nation
    audit: Audit
    states: dict[str, State]
    """rule -> `fail` if any clause fails it, else `not declared` if any leaves it open; passes are not in it"""
    severe: frozenset[str]
    """the rules among them that a provision makes prohibited or in need of an exception"""

    def severe_fails(self) -> tuple[str, ...]:
        """Rules that fail with the weight of what is prohibited or needs an exception."""
        return tuple(rule for rule in self.states if rule in self.severe and self.states[rule] == "fail")

    def words(self) -> str:
        """Every sentence that the findings say about the file, for tests of the wording."""
        return "\n".join(line for finding in self.audit.findings for line in _lines(finding))


def _lines(finding: Finding) -> list[str]:
    outcome = finding.outcome
    life = [happening.text for happening in outcome.life]
    because = [outcome.amendment.because] if outcome.amendment else []
    return [finding.sentence(AS_OF), outcome.why, *life, *because]


@cache
def nation_of(name: str) -> Nation:
    """A nation that files of the proof are for, under one seed."""
    return load_nation(name, seed=0)


@cache
def read(name: str) -> Document:
    """A file of the proof by name, compared with the names of its nation; raises `UserError`."""
    file = AUDITS / f"{name}.yaml"
    return read_document(file, known(nation_of(read_regime(file).nation)))


def held(name: str, changes: dict[str, str] | None = None) -> Held:
    """A file of the proof, with some clauses read otherwise, under the principles; raises `UserError`."""
    document = read(name)
    nation = nation_of(document.regime.nation)
    if changes:
        document = changed(document, changes_of(changes), known(nation))
    found = audit(document, nation, AS_OF)
    states: dict[str, State] = {}
    for state in RAISED:
        for finding in found.of(state):
            states.setdefault(finding.rule.id, state)
    raised = [finding for finding in found.findings if finding.state in RAISED]
    severe = frozenset(finding.rule.id for finding in raised if finding.provision.severity in SEVERE)
    return Held(document, nation, found, states, severe)
