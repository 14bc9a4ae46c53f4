"""A regime file compared with the nation that it names: conduct, gates, and how far responses may raise a rate."""

from __future__ import annotations

from demerit.nations.from_recipe import load_nation, nation_names
from demerit.records.order import known
from demerit.regime.from_yaml import Document, find_regime, read_document
from demerit.regime.layout import Regime
from demerit.regime.places import Scalar, Sheet, compose


def read_with_nation(source: str) -> Document:
    """The regime of a file or a shipped name; raises `UserError` with every problem, also those of names."""
    return read_document(source, known(load_nation(_nation_of(source), seed=0)))


def _nation_of(source: str) -> str:
    """The nation that the file names, whatever else is wrong with it; the default where it names none that is there."""
    root = compose(Sheet(find_regime(source).read_text(encoding="utf-8-sig", errors="replace"), source))
    named = root.values.get("nation") if root else None
    default = str(Regime.model_fields["nation"].default)
    return named.text if isinstance(named, Scalar) and named.text in nation_names() else default
