"""What an audit is made of: provisions, tests, findings, and the life that shows a fault.

A test (audit/rules) decides from the file alone, or from runs, whether a declaration meets it; a provision (a law pack,
audit/packs.py) says which text asks for that, since when, and how much it weighs there. A finding is both together. It
says that a regime declares Z, which fails test Y of provision X as of D: never that anything is lawful or unlawful.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from demerit.nations.layout import Nation
from demerit.regime.from_yaml import Document
from demerit.regime.layout import Regime

State = Literal["pass", "fail", "not declared"]
Severity = Literal["prohibited", "needs an exception", "weakness", "information"]
"""what a provision makes of a failed test: it forbids it; forbids it unless an exception is declared; calls it a
weakness that a court would weigh; or something to know"""
SEVERITIES: tuple[Severity, ...] = ("prohibited", "needs an exception", "weakness", "information")
Where = tuple[str, ...]


@dataclass(frozen=True)
class Happening:
    """One line of a counterexample: a day from the act on, and what happens."""

    day: int
    text: str


@dataclass(frozen=True)
class Amendment:
    """Clauses that read otherwise, by dotted path (as `demerit run --set` takes them), and why that is the least."""

    changes: tuple[tuple[str, str], ...]
    because: str


@dataclass(frozen=True)
class Outcome:
    """What a test finds about one clause of a regime."""

    state: State
    where: Where
    """the words that lead to the clause, such as ("schemes", "debtors", "notice")"""
    says: str
    """what the file declares there, in a sentence that ends in no verdict: `declares that nobody is told`"""
    why: str = ""
    """why that fails the test, or what is missing"""
    life: tuple[Happening, ...] = ()
    """the smallest history that shows a structural failure"""
    amendment: Amendment | None = None
    also: tuple[Where, ...] = ()
    """further clauses that it rests on"""


@dataclass(frozen=True)
class Closed:
    """A closed list that a provision carries: heads, each with names of a regime file that fall under it."""

    heads: Mapping[str, tuple[str, ...]]
    """head, in words -> names of conduct, of gates or of measures; none, where no name is known"""
    none: tuple[str, ...] = ()
    """names that are known to fall under none of the heads"""

    def head(self, *names: str) -> str | None:
        """The head of the first of these names that the list places; None where it places none, or under no head."""
        of = self._placed(*names)
        return next((head for head, held in self.heads.items() if of in held), None)

    def excludes(self, *names: str) -> bool:
        """Whether the list says of the first of these names that it places that it falls under no head."""
        return self._placed(*names) in self.none

    def _placed(self, *names: str) -> str | None:
        known = {*self.none, *(one for held in self.heads.values() for one in held)}
        return next((name for name in names if name in known), None)


@dataclass(frozen=True)
class Rule:
    """One test: what it asks, in a sentence, and the function that decides it on the facts of a regime."""

    id: str
    """as in the literature of this project: F06, L02 ..."""
    title: str
    asks: str
    """the test in a sentence"""
    source: str
    """the literature or text behind the test itself"""
    against_a_list: bool = False
    """whether it holds a regime against the closed list of the provision that asks for it"""


@dataclass(frozen=True)
class Provision:
    """A text that asks for what a rule tests: an article of law, or a principle."""

    id: str
    """of the pack: `GDPR art. 22`"""
    rule: str
    """the id of the rule that tests it"""
    title: str
    asks: str
    """what it asks, in our words"""
    severity: Severity
    source: str
    in_force: date | None = None
    """None: a principle without a date"""
    until: date | None = None
    contested: str = ""
    """what is disputed about its date or scope"""
    counter: str = ""
    """the argument on the other side: an exception, a margin of appreciation"""
    applies: Mapping[str, str] = field(default_factory=dict)
    """what must be declared for it to apply, such as {"operator": "public"}; silence leaves open whether it does"""
    closed: Closed | None = None
    """the closed list that it carries, for a rule that holds a regime against one"""


@dataclass(frozen=True)
class Pack:
    """The provisions of one legal order, or of the principles that hold everywhere."""

    name: str
    title: str
    provisions: tuple[Provision, ...]


@dataclass(frozen=True)
class Finding:
    """A provision held against an outcome."""

    provision: Provision
    rule: Rule
    outcome: Outcome
    pack: str
    line: int | None
    """line of the file on which the clause stands"""
    phase: date | None
    """first day of the phase that it is about; None for the regime as it enters into force"""
    open_scope: tuple[str, ...] = ()
    """what the provision hangs on and the file does not declare, such as `uses ai: yes`"""

    @property
    def state(self) -> State:
        """pass, fail or not declared: a clause fails no test of a provision that may not apply to the regime at all."""
        return "not declared" if self.open_scope and self.outcome.state == "fail" else self.outcome.state

    def sentence(self, as_of: date) -> str:
        """`declares Z, which fails test Y of provision X as of D`."""
        verb = {"fail": "fails", "pass": "meets", "not declared": "leaves open"}[self.state]
        on = f"test {self.rule.id} ({self.rule.title}) of {self.provision.id} as of {as_of.isoformat()}"
        hangs = f", which holds where {' and '.join(self.open_scope)} is declared" if self.open_scope else ""
        return f"{' > '.join(self.outcome.where)}: {self.outcome.says}, which {verb} {on}{hangs}"


@dataclass(frozen=True)
class Facts:
    """What every static rule may look at: one phase of a regime, the file it stands in, and the nation it is for."""

    regime: Regime
    document: Document
    nation: Nation
    as_of: date
    closed: Closed | None = None
    """the closed list of the provision that asks, for a rule that holds a regime against one"""


@dataclass(frozen=True)
class Audit:
    """All findings of one regime file."""

    regime: Regime
    file: str
    as_of: date
    packs: tuple[Pack, ...]
    findings: tuple[Finding, ...]

    def of(self, state: State) -> tuple[Finding, ...]:
        """The findings in one state."""
        return tuple(finding for finding in self.findings if finding.state == state)
