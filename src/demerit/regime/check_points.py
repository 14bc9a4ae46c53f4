"""Laws of points schemes: bands, range, start, catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from demerit.regime.laws import Finding, View, Where
from demerit.regime.layout import Points


def bands(view: View) -> Iterator[Finding]:
    """Bands stand from the best to the worst and leave no score without one."""
    for name, scheme in view.points().items():
        where = ("schemes", name, "bands")
        bands = list(scheme.bands.items())
        for (upper_name, upper), (lower_name, lower) in pairwise(bands):
            if upper.from_points is None:
                yield Finding(
                    (*where, upper_name),
                    f"`{upper_name}` is `below`, but `{lower_name}` comes after it",
                    "bands from the best to the worst, the last one `below`",
                    f"write from how many points `{upper_name}` goes, or move it to the end",
                )
            elif lower.from_points is not None and lower.from_points.value >= upper.from_points.value:
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


def start(view: View) -> Iterator[Finding]:
    """The range is one, the start lies in it, and a recovery gives points back in time."""
    for name, scheme in view.points().items():
        low, high = (end.value for end in scheme.range)
        if low >= high:
            yield Finding(
                ("schemes", name, "range"), f"the range ends at {high:g}, not above {low:g}", "lowest to highest"
            )
        elif scheme.start.value < low or scheme.start.value > high:
            yield Finding(
                ("schemes", name, "start"),
                f"the start, {scheme.start.value:g} points, is outside the range",
                f"from {low:g} to {high:g} points",
            )
        if scheme.recovery and scheme.recovery.points.value <= 0:
            yield Finding(("schemes", name, "recovery"), "a recovery gives points back", "more than 0 points")
        if scheme.recovery and scheme.recovery.every.value <= 0:
            yield Finding(("schemes", name, "recovery"), "a recovery takes time", "more than 0 days")


def items(view: View) -> Iterator[Finding]:
    """A catalogue prices each conduct once, and at something."""
    for name, scheme in view.points().items():
        seen: dict[str, str] = {}
        for item in scheme.catalogue:
            folded = " ".join(item.casefold().split())
            if folded in seen:
                yield Finding(
                    ("schemes", name, "catalogue", item),
                    f"`{item}` and `{seen[folded]}` are the same conduct",
                    "one item for each conduct",
                    "take one of them away",
                    at_key=True,
                )
            seen[folded] = item
        for item, priced in scheme.catalogue.items():
            if priced.points.value == 0:
                yield Finding(
                    ("schemes", name, "catalogue", item),
                    f"`{item}` costs and earns nothing",
                    "points other than 0",
                    "take the item away",
                )
