"""The regime as a case meets it: a shipped one or a file, with the clauses that a case or a command changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import Nation
from demerit.records.order import known
from demerit.regime.changes import Change, changed
from demerit.regime.from_yaml import find_regime, read_document
from demerit.regime.layout import Regime

Words = dict[str, str]

SEED, PEOPLE = 7, 1 << 20
"""the nation from which the person of a case is taken"""


@dataclass(frozen=True)
class World:
    """A regime as a case meets it, and the nation that it is written for."""

    name: str
    phases: tuple[tuple[date, Regime], ...]
    changes: tuple[Change, ...]
    nation: Nation

    @property
    def regime(self) -> Regime:
        """The regime as it enters into force."""
        return self.phases[0][1]


def world(source: str, folder: Path, changes: Sequence[Change], sources: Words) -> World:
    """The regime of a shipped name or a file (also one in `folder`) with changes; raises `UserError`.

    `sources` are citation keys that the changes may use besides the regime's own.
    """
    beside = folder / source
    path = beside if beside.is_file() else find_regime(source)
    base = read_document(path)
    nation = load_nation(base.regime.nation, SEED, PEOPLE)
    names = known(nation)
    base = read_document(path, names)
    document = changed(base, changes, names, sources=sources)
    return World(base.regime.regime, document.phases, tuple(changes), nation)
