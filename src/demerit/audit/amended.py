"""Amendments: the clauses that a finding would have otherwise, as `demerit run --set` takes them.

A change is written at the deepest table that the file has: where a clause is silent altogether or stands as a phrase,
the whole of it is written anew with the change in it. What a phase of the file says otherwise is changed there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from demerit.audit.layout import Amendment, Facts, Where
from demerit.regime.layout import NOT_DECLARED, Clause, List, Regime
from demerit.regime.places import Mapping, Sheet, compose
from demerit.regime.reader import plain, word_of
from demerit.regime.to_yaml import scalar, to_words

Words = str | list[str] | dict[str, Any]
NEVER_APPLIED = "0 % (assumption)"
"""how a file says that a measure is not in force: deleting it would leave responses and phases that speak of it"""


def amendment(facts: Facts, because: str, *changes: tuple[Where, Words]) -> Amendment | None:
    """The changes as dotted paths and texts; None where the file reads so already."""
    tree = _tree(facts.document.text)
    tables: dict[Where, Any] = {}
    for where, value in changes:
        at = _deepest(tree, where)
        if at == where:
            tables[where] = value
            continue
        table = tables.setdefault(at, _words(facts.document.regime, at))
        tables[at] = table = table if isinstance(table, dict) else {}
        _set(table, where[len(at) :], value)
    kept = {where: value for where, value in tables.items() if not _reads(tree, where, value)}
    texts = [(".".join(where), flow(value)) for where, value in kept.items()]
    texts += _phases(facts, changes)
    return Amendment(tuple(texts), because) if texts else None


def unapplied(facts: Facts, because: str, *measures: str) -> Amendment | None:
    """Measures that no gate applies any more."""
    return amendment(facts, because, *((("measures", name, "applied"), NEVER_APPLIED) for name in measures))


def unpassed(facts: Facts, because: str, agreement: str) -> Amendment | None:
    """An agreement by which the data of nobody flows any more, with all names kept that others speak of."""
    where: Where = ("agreements", agreement)  # nobody consents who is not asked, in a later phase as little
    return amendment(facts, because, ((*where, "consent"), "with"), ((*where, "who consent"), NEVER_APPLIED))


def switched_off(facts: Facts, because: str, feed: str) -> Amendment | None:
    """A feed that makes no marks any more."""
    where, one = ("feeds", feed), facts.regime.feeds[feed]
    changes: list[tuple[Where, Words]] = [((*where, "detects"), NEVER_APPLIED)]
    changes += [((*where, "false marks"), "0 per year (assumption)")] if one.false_marks else []
    changes += [((*where, "false reports", "share"), NEVER_APPLIED)] if one.false_reports else []
    return amendment(facts, because, *changes)


def without_entries(facts: Facts, because: str, scheme: str, names: list[str]) -> Amendment | None:
    """A scheme without some of its items or grounds: of no case any more where something else speaks of them."""
    one, where = facts.regime.schemes[scheme], ("schemes", scheme)
    if isinstance(one, List):
        nobody: Words = {"nobody is listed on it": "100 % (assumption)"}
        return amendment(facts, because, *(((*where, "grounds", name, "not if"), nobody) for name in names))
    return amendment(facts, because, *((((*where, "catalogue", name, "in cases"), NEVER_APPLIED)) for name in names))


def not_as_phase(facts: Facts, because: str, phase: str, paths: list[str]) -> Amendment:
    """A phase without some of its changes, or none at all where it would change nothing any more."""
    changes = {path: value for path, value in _changes(facts, phase).items() if path not in paths}
    if not changes:
        return Amendment(((f"phases.{phase}", NOT_DECLARED),), because)
    return Amendment(((f"phases.{phase}.changes", flow(changes)),), because)


def flow(words: Any) -> str:
    """Words on one line of YAML."""
    return _flow(words) if isinstance(words, dict | list) else scalar(str(words))


def _flow(words: Any) -> str:
    if isinstance(words, dict):
        return "{" + ", ".join(f"{scalar(name, inside=True)}: {_flow(value)}" for name, value in words.items()) + "}"
    if isinstance(words, list):
        return "[" + ", ".join(_flow(value) for value in words) + "]"
    return scalar(str(words), inside=True)


@lru_cache(maxsize=8)
def _tree(text: str) -> Mapping:
    root = compose(Sheet(text, "regime"))
    return root if root is not None else Mapping(place=None)  # type: ignore[arg-type]  # it has been read before


def _deepest(tree: Mapping, where: Where) -> Where:
    """The path at which a change has to be written: `where`, or the first clause on the way that is no table."""
    for number, word in enumerate(where[:-1], 1):
        inner = tree.values.get(word)
        if not isinstance(inner, Mapping):
            return where[:number]
        tree = inner
    return where


def _reads(tree: Mapping, where: Where, value: Any) -> bool:
    """Whether the file says so already."""
    for word in where[:-1]:
        inner = tree.values.get(word)
        if not isinstance(inner, Mapping):
            return bool(value == NOT_DECLARED)
        tree = inner
    node = tree.values.get(where[-1])
    return value == NOT_DECLARED if node is None else bool(plain(node) == value)


def _words(regime: Regime, where: Where) -> Any:
    """The clause at a path as a table, empty where the regime is silent."""
    clause: Any = regime
    for word in where:
        if isinstance(clause, dict):
            clause = clause.get(word)
        elif isinstance(clause, Clause):
            fields = {word_of(name, info): name for name, info in type(clause).model_fields.items()}
            clause = getattr(clause, fields[word]) if word in fields else None
    return to_words(clause, short=False) if isinstance(clause, Clause) else {}


def _set(table: dict[str, Any], where: Where, value: Words) -> None:
    for word in where[:-1]:
        inner = table.get(word)
        table[word] = table = inner if isinstance(inner, dict) else {}
    if value == NOT_DECLARED:
        table.pop(where[-1], None)
    else:
        table[where[-1]] = value


def _changes(facts: Facts, phase: str) -> dict[str, Any]:
    return dict(facts.document.regime.phases[phase].changes)


def _phases(facts: Facts, changes: tuple[tuple[Where, Words], ...]) -> list[tuple[str, str]]:
    """The phases whose changes would undo an amendment, without what undoes it, so that it holds from first to last."""
    found = []
    for name in facts.document.regime.phases:
        held = _changes(facts, name)
        kept = {path: _kept(path, value, changes) for path, value in held.items()}
        new = {path: value for path, value in kept.items() if value is not None}
        if new != held:
            found.append((f"phases.{name}.changes", flow(new)) if new else (f"phases.{name}", NOT_DECLARED))
    return found


def _kept(path: str, value: Any, changes: tuple[tuple[Where, Words], ...]) -> Any:
    """What a change of a phase becomes beside an amendment: the same, with the amendment in it, or None."""
    words = tuple(word.strip() for word in path.split("."))
    for where, text in changes:
        if words[: len(where)] == where:
            return None
        if where[: len(words)] == words and isinstance(value, dict):
            value = {**value}
            _set(value, where[len(words) :], text)
    return value
