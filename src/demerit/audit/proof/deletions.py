"""Every clause of the clean regime deleted by itself: what raises a test, what cannot be left out, what nobody misses.

The table of safeguards is written by hand and can only hold what somebody thought of. This one is not: it goes through
all clauses, and each that no test misses needs a reason here. A reason may be a gap, and then says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from demerit.audit.proof.held import held, read
from demerit.audit.proof.mutations import CLEAN
from demerit.audit.proof.safeguards import GONE
from demerit.errors import UserError
from demerit.regime.places import Mapping, Sheet, compose

_ABOUT = ("sources", "phases")
"""sections that are no clauses of the regime's own: what its numbers rest on, and what reads otherwise later"""

REASONS: dict[str, tuple[str, ...]] = {
    "something else in the file says the same": (
        "legal basis", "*.law", "agreements.*.consent", "measures.*.context", "feeds.*.reaches",
    ),
    "the authority has to prove it in any case": ("schemes.*.correction.unproven",),
    "it describes, and no test hangs on it": (
        "schemes.*.holder", "schemes.*.context", "*.correction.body", "measures.*.enforced by",
    ),
    "without it less burdens anybody, or the same on another day, with notice and appeal still first": (
        "feeds.courts", "feeds.*.arrives after", "schemes.*.decided after", "schemes.*.notice.grace",
        "schemes.*.bands.*", "measures", "measures.no car", "measures.no first class", "measures.no loan",
        "schemes.*.catalogue.removal in debtors.expires after", "schemes.*.exits.performance.for",
    ),
    "a term ends the entry whatever the way out requires": ("schemes.*.exits.performance.requires",),
    "what cannot be undone has waited already": ("*.correction.suspends measures",),
    "a test asks for it only where another clause reads otherwise (a phase, a bar, a decisive score)": (
        "measures.*.punitive", "measures.*.right", "measures.no first class.overruled", "measures.no loan.overruled",
    ),
    "asking requires nothing in that score, so that nothing can take it away": ("measures.no car.takes away",),
    "a gap: silence on what one capability takes with it is read as nothing, where others are declared": (
        "capabilities.*",
    ),
}  # fmt: skip
"""patterns of dotted paths that no test misses, by the reason"""


@dataclass(frozen=True)
class Deletions:
    """What became of each clause."""

    raised: tuple[str, ...]
    """paths whose deletion raises a test"""
    refused: tuple[str, ...]
    """paths without which the file cannot be read: no silence to be had"""
    missed_by_none: tuple[str, ...]

    def by_reason(self) -> dict[str, tuple[str, ...]]:
        """The clauses that no test misses, by the reason for it; under `` those for which none is given."""
        found: dict[str, list[str]] = {}
        for path in self.missed_by_none:
            found.setdefault(reason_for(path), []).append(path)
        return {reason: tuple(paths) for reason, paths in found.items()}


def reason_for(path: str) -> str:
    """Why no test misses a clause; empty where nobody has said so."""
    fits = (reason for reason, patterns in REASONS.items() if any(fnmatchcase(path, one) for one in patterns))
    return next(fits, "")


def clauses() -> tuple[str, ...]:
    """The dotted paths of all clauses of the clean regime, outer ones before those within them."""
    root = compose(Sheet(read(CLEAN).text, CLEAN))
    return tuple(".".join(path) for path in _paths(root) if path[0] not in _ABOUT) if root is not None else ()


def _paths(table: Mapping, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for word, value in table.values.items():
        yield (*above, word)
        if isinstance(value, Mapping):
            yield from _paths(value, (*above, word))


def all_deletions() -> Deletions:
    """Deletes every clause by itself; takes some seconds."""
    found: dict[str, list[str]] = {"raised": [], "refused": [], "none": []}
    for path in clauses():
        try:
            states = held(CLEAN, {path: GONE}).states
        except UserError:
            found["refused"].append(path)
            continue
        found["raised" if states else "none"].append(path)
    return Deletions(tuple(found["raised"]), tuple(found["refused"]), tuple(found["none"]))
