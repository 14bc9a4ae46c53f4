"""Numbers of a regime or a nation that were fitted: those whose source says `fitted to` figures, and to which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demerit.regime.places import Mapping, Node, Scalar, Sequence, Sheet, compose
from demerit.regime.quantities import Malformed, split_source

FITTED_TO = "fitted to "


@dataclass(frozen=True)
class Fitted:
    """One fitted number: where it stands, what it says, and the figures that it was fitted to."""

    file: str
    """regime or nation"""
    where: tuple[str, ...]
    """the words that lead to it; under a phase, its name comes first"""
    amount: str
    """the number with its range"""
    to: tuple[str, ...]
    line: int
    """line of the file on which it stands, from 1"""
    column: int

    def __str__(self) -> str:
        return f"{' > '.join(self.where)}: {self.amount}"


def fitted_numbers(text: str, file: str) -> list[Fitted]:
    """Every fitted number in the text of a regime or a nation, in the order of the file."""
    root = compose(Sheet(text, file))
    if root is None:
        return []
    listed = root.values.get("sources")
    sources = listed.values if isinstance(listed, Mapping) else {}
    fits = {key: _figures(node.text) for key, node in sources.items() if isinstance(node, Scalar)}
    fits = {key: figures for key, figures in fits.items() if figures}
    below = {word: node for word, node in root.values.items() if word != "sources"}
    return [one for word, node in below.items() for one in _numbers(node, (word,), file, fits)]


def _figures(source: str) -> tuple[str, ...]:
    """The figures that a source names, `fitted to entries by June 2018, complied by June 2018; see ...`."""
    if not source.startswith(FITTED_TO):
        return ()
    return tuple(name.strip() for name in source.removeprefix(FITTED_TO).partition(";")[0].split(","))


def _numbers(node: Node, where: tuple[str, ...], file: str, fits: dict[str, tuple[str, ...]]) -> Iterator[Fitted]:
    """The fitted numbers of a clause."""
    if isinstance(node, Mapping):
        for word, value in node.values.items():
            yield from _numbers(value, (*where, word), file, fits)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _numbers(item, where, file, fits)
    else:
        try:
            amount, source, _ = split_source(node.text)
        except Malformed:
            return
        keys = [key for key in (citation.strip().split(" ")[0] for citation in source.split(";")) if key in fits]
        if keys:
            to = tuple(dict.fromkeys(name for key in keys for name in fits[key]))
            yield Fitted(file, _named(where), amount.strip(), to, node.place.line, node.place.column)


def _named(where: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a place as people say them: of a phase its name first, and a dotted path word by word."""
    if where[0] != "phases":
        return where
    return (where[1], *(part for word in where[3:] for part in word.split(".")))
