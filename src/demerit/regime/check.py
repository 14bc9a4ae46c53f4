"""The laws of a sane regime, by name. Each finds what breaks it, says where, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from demerit.regime import check_effects, check_lists, check_names, check_points, check_support
from demerit.regime.laws import Finding, Known, View, Where
from demerit.regime.layout import Regime

LAWS: dict[str, Callable[[View], Iterator[Finding]]] = {
    "conduct belongs to the nation": check_names.conduct,
    "gates belong to the nation": check_names.gates,
    "measures and responses fall on schemes that are there": check_names.on_schemes,
    "bands cover the range in order, without gaps and overlaps": check_points.bands,
    "bands go by points or by rank, and ranks are cut anew": check_points.ranks,
    "the start lies in the range": check_points.start,
    "one item for each conduct": check_points.items,
    "a feed sees each conduct once": check_effects.feeds,
    "responses stay under the nation's ceiling": check_effects.responses,
    "an effect does something, and a bar nothing else": check_effects.effects,
    "agreements flow one way, from lists to points": check_effects.agreements,
    "news that is priced is passed on": check_effects.news_items,
    "a list has grounds, one for each conduct": check_lists.grounds,
    "a term belongs to a ground and can end": check_lists.terms,
    "an exit can come about": check_lists.exits,
    "notice and correction hold together": check_lists.notices,
    "a red list asks for nothing": check_lists.kinds,
    "marks of a score are corrected in one step": check_support.recourse,
    "a gate learns of bands at once": check_support.lags,
    "news arrives everywhere after the same time": check_support.news,
    "rates stay under the bounds of a run": check_support.rates,
}
"""Every law with the function that finds its breaches."""


def findings(regime: Regime, known: Known | None = None, written: Collection[Where] = ()) -> list[Finding]:
    """Every breach of every law.

    `known` are the names of a nation, None to leave conduct and gates alone. `written` are the paths of the words in
    the file, so that a clause which could not be read is not called missing as well.
    """
    view = View(regime, known, written)
    return [finding for check in LAWS.values() for finding in check(view)]


__all__ = ["LAWS", "Finding", "Known", "findings"]
