"""A regime file as nested words, and the clauses in which two of them differ."""

from __future__ import annotations

from typing import Any

from demerit.audit.amended import flow
from demerit.audit.layout import Where
from demerit.errors import UserError
from demerit.regime.check import Known
from demerit.regime.from_yaml import Document, read_document
from demerit.regime.layout import NOT_DECLARED
from demerit.regime.places import Sheet, compose
from demerit.regime.reader import plain

Tree = dict[str, Any]


def tree_of(document: Document) -> Tree:
    """The words of a document; it has been read before, so there is nothing wrong with them."""
    root = compose(Sheet(document.text, document.file))
    words = plain(root) if root is not None else {}
    return words if isinstance(words, dict) else {}


def read_so(text: str, known: Known) -> Document | None:
    """The document of a text; None where it does not read."""
    try:
        return read_document(text, known)
    except UserError:
        return None


def differing(a: Tree, b: Tree, path: Where = ()) -> list[Where]:
    """Paths of the clauses that two trees have differently, in the order of `a`; a new table is one clause."""
    found: list[Where] = []
    for word in (*a, *(word for word in b if word not in a)):
        here = (*path, word)
        if word in a and word in b and isinstance(a[word], dict) and isinstance(b[word], dict):
            found += differing(a[word], b[word], here)
        elif a.get(word) != b.get(word) or (word in a) != (word in b):
            found.append(here)
    return found


def nested(a: Tree, b: Tree) -> list[Where]:
    """The same, with the clauses of a new table one by one."""
    return [one for path in differing(a, b) for one in _leaves(at(b, path), path)]


def _leaves(words: Any, path: Where) -> list[Where]:
    if not isinstance(words, dict) or not words:
        return [path]
    return [leaf for word, value in words.items() for leaf in _leaves(value, (*path, word))]


def at(tree: Tree, path: Where) -> Any:
    """What a tree has at a path; None where it has nothing."""
    words: Any = tree
    for word in path:
        if not isinstance(words, dict) or word not in words:
            return None
        words = words[word]
    return words


def reverted(a: Tree, b: Tree, path: Where) -> Tree:
    """`b` with the clause at `path` as `a` has it, in its old place; without it, where `a` has none."""
    word, rest = path[0], path[1:]
    if rest:
        if not isinstance(b.get(word), dict):
            return b
        inner = a.get(word)
        return {**b, word: reverted(inner if isinstance(inner, dict) else {}, b[word], rest)}
    if word not in a:
        return {name: value for name, value in b.items() if name != word}
    mixed = {**b, word: a[word]}
    return {name: mixed[name] for name in (*(one for one in a if one in mixed), *(one for one in b if one not in a))}


def settings(a: Tree, b: Tree) -> list[tuple[str, str]]:
    """Dotted paths with new values that make `b` of `a`, as `demerit run --set` takes them.

    A name with a dot in it cannot stand in a dotted path (the changes of a phase have such names): there the whole
    clause around it is written.
    """
    found: dict[str, str] = {}
    for path in differing(a, b):
        whole = path
        while any("." in word for word in whole):
            whole = whole[:-1]
        value = at(b, whole)
        found[".".join(whole)] = NOT_DECLARED if value is None else flow(value)
    return list(found.items())
