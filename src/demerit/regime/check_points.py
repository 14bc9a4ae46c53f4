"""Laws of points schemes: bands, range, start, catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import isnan

from demerit.regime.laws import Finding, View, Where
from demerit.regime.layout import Band, Points, Quantity
from demerit.regime.quantities import plain


def bands(view: View) -> Iterator[Finding]:
    """Bands stand from the best to the worst and leave no score without one."""
    for name, scheme in view.points().items():
        where = ("schemes", name, "bands")
        bands = list(scheme.bands.items())
        for (upper_name, upper), (lower_name, lower) in pairwise(bands):
            if _is_below(upper):
                yield Finding(
                    (*where, upper_name),
                    f"`{upper_name}` is `below`, but `{lower_name}` comes after it",
                    "bands from the best to the worst, the last one `below`",
                    f"write from how many points `{upper_name}` goes, or move it to the end",
                )
            elif upper.from_points and lower.from_points and lower.from_points.value >= upper.from_points.value:
                same = lower.from_points.value == upper.from_points.value
                yield Finding(
                    (*where, lower_name),
                    f"`{lower_name}` starts {'where' if same else 'above where'} `{upper_name}` starts",
                    f"bands from the best to the worst: fewer than {upper.from_points.value:g} points here",
                )
        yield from _band_ends(where, scheme)


def _band_ends(where: Where, scheme: Points) -> Iterator[Finding]:
    low, high = (end.value for end in scheme.range)
    if low >= high:
        return  # told by `start`
    bands = list(scheme.bands.items())
    if not bands:
        yield Finding(where, "there are no bands", "at least one", "write `all: below`", at_key=True)
        return
    last_name, last = bands[-1]
    if last.top is not None:
        yield Finding(
            (*where, last_name),
            f"no band holds who is not among the top {plain(last.top.value)} %",
            "the last band `below`",
            f"write `{last_name}: below`",
        )
    if last.from_points is not None and last.from_points.value > low:
        yield Finding(
            (*where, last_name),
            f"no band holds scores under {last.from_points.value:g}, and they go to {low:g}",
            "the last band `below`",
            f"write `{last_name}: below`",
        )
    for name, band in bands:
        start = band.from_points.value if band.from_points else None
        if start is not None and (start > high or start < low):
            yield Finding(
                (*where, name),
                f"`{name}` starts at {start:g} points, outside the range",
                f"from {low:g} to {high:g} points",
            )


def _is_below(band: Band) -> bool:
    return band.from_points is None and band.top is None


def ranks(view: View) -> Iterator[Finding]:
    """Bands are cut by points, or all of them by rank, with growing shares and a period of re-grading."""
    for name, scheme in view.points().items():
        where = ("schemes", name, "bands")
        by_rank = {band_name: band.top for band_name, band in scheme.bands.items() if band.top}
        for band_name, band in scheme.bands.items():
            if by_rank and band.from_points and _is_sound(band):
                first = next(iter(by_rank))
                yield Finding(
                    (*where, band_name),
                    f"`{band_name}` is cut by points and `{first}` by rank",
                    "one or the other for all bands of a scheme",
                    f"write `{band_name}: top ... %`, or from how many points `{first}` goes",
                )
        yield from _growing(where, by_rank)
        yield from _regrading(("schemes", name, "regraded"), scheme, bool(by_rank), view)


def _growing(where: Where, by_rank: Mapping[str, Quantity]) -> Iterator[Finding]:
    for band_name, top in by_rank.items():
        if top.value <= 0 or top.value >= 100:
            nobody = "nobody" if top.value <= 0 else "everybody, and leaves nobody for the bands below"
            yield Finding(
                (*where, band_name),
                f"the top {plain(top.value)} % is {nobody}",
                "more than 0 % and less than 100 %",
            )
    for (upper_name, upper), (lower_name, lower) in pairwise(by_rank.items()):
        if lower.value <= upper.value:
            yield Finding(
                (*where, lower_name),
                f"`{lower_name}` ends {'where' if lower.value == upper.value else 'above where'} `{upper_name}` ends",
                f"the share of this band and all above it: more than {plain(upper.value)} % here",
            )


def _is_sound(band: Band) -> bool:
    """Whether the band could be read: a stand-in is from no number of points."""
    return band.from_points is None or not isnan(band.from_points.value)


def _regrading(where: Where, scheme: Points, by_rank: bool, view: View) -> Iterator[Finding]:
    if scheme.regraded is None:
        if by_rank and not view.wrote(*where):
            yield Finding(
                (*where[:2], "bands"),
                "bands by rank need to be cut anew from time to time",
                "`regraded`, beside `bands`",
                "write `regraded: every 1 month (...)`",
                at_key=True,
            )
    elif not by_rank and all(_is_sound(band) for band in scheme.bands.values()):
        yield Finding(
            where,
            "bands that are cut by points are never cut anew",
            "`regraded` only beside bands by rank",
            "take `regraded` away, or write `top 10 % (...)` for the best band",
            at_key=True,
        )
    elif scheme.regraded.every.value <= 0:
        yield Finding(where, "a re-grading takes time", "more than 0 days")


def start(view: View) -> Iterator[Finding]:
    """The range is one, the start lies in it, and a recovery gives points back in time."""
    for name, scheme in view.points().items():
        low, high = (end.value for end in scheme.range)
        if low >= high:
            yield Finding(
                ("schemes", name, "range"), f"the range ends at {high:g}, not above {low:g}", "lowest to highest"
            )
        elif scheme.start and (scheme.start.value < low or scheme.start.value > high):
            yield Finding(
                ("schemes", name, "start"),
                f"the start, {scheme.start.value:g} points, is outside the range",
                f"from {low:g} to {high:g} points",
            )
        yield from _start_or_dimensions(("schemes", name), scheme, view)
        if scheme.recovery and scheme.recovery.points.value <= 0:
            yield Finding(("schemes", name, "recovery"), "a recovery gives points back", "more than 0 points")
        if scheme.recovery and scheme.recovery.every.value <= 0:
            yield Finding(("schemes", name, "recovery"), "a recovery takes time", "more than 0 days")


def _start_or_dimensions(where: Where, scheme: Points, view: View) -> Iterator[Finding]:
    if scheme.start is not None and scheme.dimensions:
        yield Finding(
            (*where, "start"),
            "with `dimensions` everybody has a start of their own",
            "`start`, or `dimensions`",
            "take one of them away",
            at_key=True,
        )
    if scheme.start is None and not scheme.dimensions and not view.wrote(*where, "dimensions"):
        yield Finding(
            where,
            "`start` is missing",
            "points at the start, or the `dimensions` of a private score",
            "write `start: 1000 points (...)`",
            at_key=True,
        )


def clocks(view: View) -> Iterator[Finding]:
    """A score that is worked out from time to time, or warns first, does so within some time."""
    for name, scheme in view.points().items():
        if scheme.recomputed and scheme.recomputed.every.value <= 0:
            where = ("schemes", name, "recomputed")
            yield Finding(where, "a score cannot be worked out all the time", "more than 0 days", "take it away")
        if scheme.warns_first and scheme.warns_first.within.value <= 0:
            where = ("schemes", name, "warns first")
            yield Finding(where, "a warning for no time warns nobody", "more than 0 days", "take it away")
