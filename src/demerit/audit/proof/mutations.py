"""Mutations: one safeguard at a time is deleted or flipped in a regime that passes every static test.

Each names the rules that must be raised, all of them, from what the clause is for: where one clause serves several
tests, deleting it raises all of them. Recall is the share of these that are raised. Precision is the share, among
everything raised that is prohibited or needs an exception, of what the mutation names. The names were written by people
who had read the rules, so that 1.0 says that the rules do what they say; what no rule reads is in `deletions`.
"""

from __future__ import annotations

from dataclasses import dataclass

from demerit.audit.layout import State
from demerit.audit.proof.held import held
from demerit.audit.proof.safeguards import MUTATIONS, Mutation

CLEAN = "clean"


@dataclass(frozen=True)
class MutationResult:
    """What is raised once a safeguard is gone."""

    mutation: Mutation
    raised: dict[str, State]
    severe: frozenset[str]
    """those raised that are prohibited or need an exception"""

    @property
    def missed(self) -> tuple[str, ...]:
        """Rules that the mutation must raise and does not."""
        return tuple(rule for rule in self.mutation.raises if rule not in self.raised)

    @property
    def as_said(self) -> bool:
        """Whether nothing is missed but by an exception that is explained, and nothing else is raised."""
        explained = bool(self.mutation.excepted)
        return bool(self.missed) == explained and not self.unrelated

    @property
    def unrelated(self) -> tuple[str, ...]:
        """Rules of weight that are raised though the mutation does not name them."""
        return tuple(rule for rule in self.raised if rule in self.severe and rule not in self.mutation.raises)


@dataclass(frozen=True)
class Score:
    """All mutations together."""

    results: tuple[MutationResult, ...]

    @property
    def expected(self) -> int:
        """Pairs of a mutation and a rule that it must raise."""
        return sum(len(one.mutation.raises) for one in self.results)

    @property
    def found(self) -> int:
        """Those of them that are raised."""
        return self.expected - sum(len(one.missed) for one in self.results)

    @property
    def raised(self) -> int:
        """Pairs of a mutation and a rule of weight that is raised."""
        return sum(len(one.severe) for one in self.results)

    @property
    def related(self) -> int:
        """Those of them that the mutation names."""
        return self.raised - sum(len(one.unrelated) for one in self.results)

    @property
    def excepted(self) -> int:
        """Pairs that are missed for a reason that the table gives."""
        return sum(len(one.missed) for one in self.results if one.mutation.excepted)

    @property
    def recall(self) -> float:
        """found / expected, exceptions included; from 0 to 1."""
        return self.found / self.expected

    @property
    def precision(self) -> float:
        """related / raised; from 0 to 1."""
        return self.related / self.raised if self.raised else 1.0


def mutated(mutation: Mutation) -> MutationResult:
    """The clean regime without one safeguard, held against the principles; raises `UserError`."""
    found = held(CLEAN, dict(mutation.changes))
    return MutationResult(mutation, found.states, found.severe)


def proven_mutations() -> Score:
    """Every mutation of the table."""
    return Score(tuple(mutated(one) for one in MUTATIONS))
