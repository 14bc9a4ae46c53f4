"""The smallest set of amendments that clears chosen findings of a regime.

First the amendments that the findings name are made, round after round, until none of them is left or none helps. Then
every clause that reads otherwise is read as the file has it again, one after the other, and stays so where nothing
comes back: so that in the end each change is needed. That is done forwards and backwards through the file, and the
smaller set is kept.

It is then compared with every smaller set of the same changes. A change without which even all the others do not do is
in each of them, so that seldom much is left to choose from: mostly nothing, and the set is the least. That takes for
granted that a change clears no less where others are made as well. Changes that no finding names are not looked for.

A finding is cleared when its clause no longer fails the test, and not by falling silent either.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from demerit.audit.layout import SEVERITIES, Audit, Finding, Severity, Where
from demerit.audit.register import RULES
from demerit.audit.remedies import UNAMENDED
from demerit.audit.static import audit
from demerit.audit.trees import Tree, differing, nested, read_so, reverted, settings, tree_of
from demerit.errors import UserError, did_you_mean, listed
from demerit.nations.layout import Nation
from demerit.regime.changes import changed, changes_of
from demerit.regime.check import Known
from demerit.regime.from_yaml import Document
from demerit.regime.to_yaml import words_to_yaml

HEAVY: tuple[Severity, ...] = SEVERITIES[:2]
"""what is cleared unless tests are named"""
_CHOICES = 400
"""sets that are tried at most in search of a smaller one"""
_ROUNDS = 30
"""far more than any file has needed; a chain of amendments that go on calling for others ends here"""

Key = tuple[str, Where]
"""a test and the clause that it is about"""


@dataclass(frozen=True)
class Left:
    """A finding that no amendment clears, and why."""

    finding: Finding
    why: str


@dataclass(frozen=True)
class Made:
    """One change, and what comes back without it."""

    path: str
    value: str
    because: str
    """why the amendment is the least, in the words of the test that names it"""
    else_back: tuple[Key, ...]
    """findings that come back without it; none where the file would not read without it"""


@dataclass(frozen=True)
class Amended:
    """A regime before and after its amendments."""

    before: Audit
    after: Audit
    document: Document
    """the amended regime with its text; the document that was read, where nothing is amended"""
    made: tuple[Made, ...]
    left: tuple[Left, ...]
    """findings that remain"""
    brought: tuple[Finding, ...]
    """clauses that fail a test only since the amendments: of tests that were not to be cleared"""
    least: bool
    """whether no smaller set of the changes that findings name would do, which is found out where it is soon done"""


@dataclass(frozen=True)
class Asked:
    """What is to be amended, by what it is held against, and which findings are to be cleared."""

    document: Document
    nation: Nation
    known: Known
    as_of: date
    laws: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    """ids of tests; without any, all findings that weigh as much as HEAVY"""

    def wants(self, finding: Finding) -> bool:
        """Whether a finding is among those to be cleared."""
        return finding.rule.id in self.rules if self.rules else finding.provision.severity in HEAVY

    def audit(self, document: Document) -> Audit:
        """A document held against the same provisions."""
        return audit(document, self.nation, self.as_of, self.laws)

    def audit_of_wanted(self, document: Document) -> Audit:
        """The same by the tests named alone, where tests are named."""
        return audit(document, self.nation, self.as_of, self.laws, self.rules or None)


def amend(asked: Asked) -> Amended:
    """Finds the amendments. Raises `UserError` for a test that there is not."""
    for one in asked.rules:
        if one not in RULES:
            raise UserError(f"there is no test `{one}`", listed(RULES), did_you_mean(one, RULES))
    search = _Search(asked)
    reached = search.climb()
    tree, least = search.smallest(tree_of(reached))
    if tree == search.tree:
        return Amended(search.before, search.before, asked.document, (), search.left(search.before), (), True)
    sets = settings(search.tree, tree)
    document = changed(asked.document, changes_of([f"{path}={value}" for path, value in sets]), asked.known)
    after = asked.audit(document)
    made = [Made(path, value, search.because(path), search.back_without(tree, path)) for path, value in sets]
    failed = {_key(one) for one in search.before.of("fail")}
    brought = [one for one in after.of("fail") if _key(one) not in failed and not asked.wants(one)]
    return Amended(search.before, after, document, tuple(made), search.left(after), tuple(brought), least)


def _key(finding: Finding) -> Key:
    return finding.rule.id, finding.outcome.where


@dataclass
class _Search:
    """The search of one regime: what was unmet at first, what cannot be met, and the reasons that were given."""

    asked: Asked
    before: Audit = field(init=False)
    tree: Tree = field(init=False)
    failing: frozenset[Key] = field(init=False)
    """what failed before anything was amended: it must not fall silent"""
    silent: frozenset[Key] = field(init=False)
    """what the file was silent about before: that may stay so"""
    stuck: frozenset[Key] = frozenset()
    """what no amendment clears"""
    trouble: dict[Key, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    tried: dict[str, list[Key] | None] = field(default_factory=dict)
    """what is unmet by text of the file: the search comes by the same ones again and again"""

    def __post_init__(self) -> None:
        self.before = self.asked.audit(self.asked.document)
        self.tree = tree_of(self.asked.document)
        self.failing = frozenset(_key(one) for one in self.before.of("fail") if self.asked.wants(one))
        self.silent = frozenset(_key(one) for one in self.before.of("not declared")) - self.failing

    def unmet(self, found: Audit) -> list[Finding]:
        """Findings that are to be cleared, and what has only fallen silent, in the order of the audit."""
        silent = [one for one in found.of("not declared") if not one.open_scope and self._was_failing(one)]
        return [one for one in (*found.of("fail"), *silent) if self.asked.wants(one)]

    def _was_failing(self, finding: Finding) -> bool:
        """Whether the test failed at this clause or at the one around it, and was not silent on it as well."""
        where = finding.outcome.where
        return _key(finding) not in self.silent and any(
            rule == finding.rule.id and where[: len(other)] == other for rule, other in self.failing
        )

    def climb(self) -> Document:
        """Amendments upon amendments, until nothing is unmet or nothing helps."""
        document, seen = self.asked.document, set[str]()
        for _ in range(_ROUNDS):
            unmet = self.unmet(self.asked.audit_of_wanted(document))
            if not unmet or document.text in seen:
                break
            seen.add(document.text)
            after = self._round(document, unmet)
            if after is document:
                break
            document = after
        self.stuck = frozenset(_key(one) for one in self.unmet(self.asked.audit_of_wanted(document)))
        return document

    def _round(self, document: Document, unmet: Sequence[Finding]) -> Document:
        """Every amendment that the unmet findings name, but those that touch what another one has just changed."""
        taken: dict[str, str] = {}
        for one in unmet:
            named = one.outcome.amendment
            changes = dict(named.changes) if named else {}
            new = {path: value for path, value in changes.items() if taken.get(path) != value}
            if named is None or any(_touches(path, other) for path in new for other in taken):
                continue
            try:
                document = changed(document, changes_of([f"{path}={value}" for path, value in new.items()]),
                                   self.asked.known)  # fmt: skip
            except UserError as error:
                self.trouble[_key(one)] = str(error).splitlines()[0]
                continue
            taken |= new
            self.reasons |= {path: self.reasons.get(path, named.because) for path in new}
        return document

    def smallest(self, tree: Tree) -> tuple[Tree, bool]:
        """The tree with as little changed as it takes; and whether no smaller set of the changes would do."""
        needed = [path for path in nested(self.tree, tree) if self._needs(tree, path)]
        found = [self._less(tree, order, needed) for order in (list, _backwards)]
        best = min(found, key=lambda one: len(nested(self.tree, one)))
        smaller, least = self._smaller(tree, needed, len(nested(self.tree, best)))
        return self._less(best if smaller is None else smaller, list, ()), least

    def _needs(self, tree: Tree, path: Where) -> bool:
        """Whether all the other changes do not do without one; with the table around it, where that must go as well."""
        every, without = nested(self.tree, tree), path
        while without:
            rest = [one for one in every if one[: len(without)] != without]
            back = self._back(self._keeping(tree, rest))
            if back is not None:
                return bool(back)
            if without in differing(self.tree, tree):
                break
            without = without[:-1]
        return True

    def _smaller(self, tree: Tree, needed: Sequence[Where], size: int) -> tuple[Tree | None, bool]:
        """The least set of changes that is smaller than one of some size, if any; and whether all were tried."""
        others = [path for path in nested(self.tree, tree) if path not in needed]
        tried = 0
        for more in range(size - len(needed)):
            for chosen in combinations(others, more):
                tried += 1
                if tried > _CHOICES:
                    return None, False
                trial = self._keeping(tree, [*needed, *chosen])
                if self._holds(trial):
                    return trial, True
        return None, True

    def _keeping(self, tree: Tree, kept: Sequence[Where]) -> Tree:
        """The tree with some of its changes alone."""
        for path in differing(self.tree, tree):
            if not any(one[: len(path)] == path for one in kept):
                tree = reverted(self.tree, tree, path)
        for path in nested(self.tree, tree):
            if path not in kept:
                tree = reverted(self.tree, tree, path)
        return tree

    def _less(self, tree: Tree, order: Callable[[list[Where]], list[Where]], needed: Sequence[Where]) -> Tree:
        """Clause after clause as the file has it, where that brings nothing back; until no clause can be.

        What is needed beside all the others is needed beside fewer, and is not tried.
        """
        again = True
        while again:
            again = False
            for of in (differing, nested):
                for path in order(of(self.tree, tree)):
                    if any(one[: len(path)] == path for one in needed):
                        continue
                    trial = reverted(self.tree, tree, path)
                    if trial != tree and self._holds(trial):
                        tree, again = trial, True
        return tree

    def _holds(self, tree: Tree) -> bool:
        back = self._back(tree)
        return back is not None and not back

    def _back(self, tree: Tree) -> list[Key] | None:
        """What is unmet and need not be; None where the tree does not read."""
        text = words_to_yaml(tree)
        if text not in self.tried:
            document = read_so(text, self.asked.known)
            unmet = (
                None if document is None else dict.fromkeys(map(_key, self.unmet(self.asked.audit_of_wanted(document))))
            )
            self.tried[text] = None if unmet is None else [one for one in unmet if one not in self.stuck]
        return self.tried[text]

    def back_without(self, tree: Tree, path: str) -> tuple[Key, ...]:
        """What comes back where one of the changes is not made."""
        return tuple(self._back(reverted(self.tree, tree, tuple(path.split(".")))) or ())

    def because(self, path: str) -> str:
        """The reason given for the amendment of a clause, of one around it or of one in it."""
        return next((why for other, why in self.reasons.items() if _touches(path, other)), "")

    def left(self, after: Audit) -> tuple[Left, ...]:
        """The findings that remain, each with why."""
        weightiest = {_key(one): one for one in reversed(self.unmet(after))}
        return tuple(Left(one, self._why(one)) for one in reversed(weightiest.values()))

    def _why(self, finding: Finding) -> str:
        if finding.state == "not declared":
            return "the amended clause is silent on it, and what it would have to declare only its authors know"
        if _key(finding) in self.trouble:
            return f"its amendment does not read: {self.trouble[_key(finding)]}"
        if finding.outcome.amendment is None or not finding.outcome.amendment.changes:
            return f"no amendment of the file alone clears it: {UNAMENDED.get(finding.rule.id, finding.outcome.why)}"
        return "its amendment does not clear it"


def _backwards(paths: list[Where]) -> list[Where]:
    return paths[::-1]


def _touches(path: str, other: str) -> bool:
    """Whether two dotted paths are the same clause, or one of them is in the other."""
    a, b = path.split("."), other.split(".")
    shorter = min(len(a), len(b))
    return a[:shorter] == b[:shorter]


def in_words(keys: Collection[Key]) -> str:
    """`F06 schemes > debtors > notice; L02 ...`."""
    return "; ".join(f"{rule} {' > '.join(where) or 'the regime as a whole'}" for rule, where in keys)
