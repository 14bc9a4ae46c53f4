"""Each chart once, as a Vega-Lite dict with its data inside; page, notebook and image show these and no others."""

from __future__ import annotations

import difflib
from collections.abc import Callable

from demerit.report.charts_of_indicators import indicator_dots
from demerit.report.charts_of_people import at_the_gates, days_shut_out, where_learnt, who_was_hit
from demerit.report.charts_of_time import bands_over_time, list_counters
from demerit.report.layout import NothingToDrawError, ReportData
from demerit.report.style import Spec
from demerit.report.tallies import lists, points_schemes

_WHOLE_RUN: dict[str, Callable[[ReportData], Spec]] = {
    "lists": list_counters,
    "learnt": where_learnt,
    "gates": at_the_gates,
    "indicators": indicator_dots,
}
_ONE_SCHEME: dict[str, Callable[[ReportData, str | None], Spec]] = {
    "bands": bands_over_time,
    "shut_out": days_shut_out,
    "who": who_was_hit,
}
_ORDER = ("bands", "lists", "learnt", "shut_out", "who", "gates", "indicators")


def chart_names() -> list[str]:
    """Names of all charts, in the order in which a report shows them."""
    return list(_ORDER)


def chart(name: str, data: ReportData, scheme: str | None = None) -> Spec:
    """The chart `name` of a run as a Vega-Lite 6 dict.

    `scheme` picks the points scheme or list for `bands`, `shut_out` and `who`; without it, the first of the run.
    Raises KeyError for a name that no chart has, NothingToDrawError (a ValueError) if the run has nothing for it.
    """
    if name in _WHOLE_RUN:
        return _WHOLE_RUN[name](data)
    if name in _ONE_SCHEME:
        return _ONE_SCHEME[name](data, scheme)
    near = difflib.get_close_matches(name, _ORDER, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise KeyError(f"no chart is called {name}; there are {', '.join(_ORDER)}.{hint}")


def _schemes_of(name: str, data: ReportData) -> list[str | None]:
    if name in _WHOLE_RUN:
        return [None]
    if name == "bands":
        return list(points_schemes(data))
    if name == "shut_out":
        return list(lists(data))
    return [*lists(data), *points_schemes(data)]


def all_charts(data: ReportData) -> dict[str, Spec]:
    """Every chart that the run has something for, keyed by its name, or `name: scheme` where each scheme has one."""
    drawn: dict[str, Spec] = {}
    for name in _ORDER:
        for scheme in _schemes_of(name, data):
            try:
                drawn[name if scheme is None else f"{name}: {scheme}"] = chart(name, data, scheme)
            except NothingToDrawError:
                continue  # a regime without lists has no lists chart; the page is about what there is
    return drawn
