"""The laws of a sane regime, by name. Each finds what breaks it, says where, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from demerit.regime import (
    check_agreements,
    check_catalogue,
    check_dimensions,
    check_effects,
    check_feeds,
    check_lengths,
    check_lists,
    check_names,
    check_points,
    check_support,
)
from demerit.regime.laws import Finding, Known, View, Where
from demerit.regime.layout import Regime

LAWS: dict[str, Callable[[View], Iterator[Finding]]] = {
    "conduct belongs to the nation": check_names.conduct,
    "gates belong to the nation": check_names.gates,
    "places belong to the nation": check_names.places,
    "measures and responses fall on schemes that are there": check_names.on_schemes,
    "bands cover the range in order, without gaps and overlaps": check_points.bands,
    "bands go by points or by rank, and ranks are cut anew": check_points.ranks,
    "the start lies in the range": check_points.start,
    "what is done from time to time takes time": check_points.clocks,
    "dimensions make up the whole score": check_dimensions.weights,
    "a dimension looks at something": check_dimensions.features,
    "a friend's score is one dimension beside others": check_dimensions.friends,
    "one item for each conduct": check_catalogue.items,
    "an item has points or a grade": check_catalogue.prices,
    "a grade is a band below the best": check_catalogue.grades,
    "what is repeated lapses, and stays under a bound": check_catalogue.repetition,
    "an item takes the place of another": check_catalogue.replacement,
    "a mark is repaired before it lapses": check_catalogue.repair,
    "a feed sees each conduct once": check_feeds.feeds,
    "some are watched more closely by what tells people apart": check_feeds.uneven,
    "the record directs a feed from a start in every place": check_feeds.directions,
    "a feed serves schemes that are there": check_feeds.served,
    "false reports are about something": check_feeds.reports,
    "errors stay under one misfortune a year": check_feeds.misfortunes,
    "responses stay under the nation's ceiling": check_effects.responses,
    "people try again where they were refused": check_effects.tries,
    "an effect does something, and a bar nothing else": check_effects.effects,
    "a gate that opens asks for a credit file": check_effects.openings,
    "agreements flow one way, and change something": check_agreements.agreements,
    "news that is priced is passed on": check_agreements.news_items,
    "a list has grounds, one for each conduct": check_lists.grounds,
    "exceptions are at most all cases": check_lists.exceptions,
    "a term belongs to a ground and can end": check_lists.terms,
    "an exit can come about": check_lists.exits,
    "terms can be made longer, and entries kept off": check_lists.lengths,
    "a notice that is given can be served": check_lists.notices,
    "what lapses or holds for a time lasts a day": check_lengths.lengths,
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
