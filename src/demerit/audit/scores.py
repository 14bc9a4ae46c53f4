"""What marks do to a score: bands, whom a measure on bands falls on, and what an item costs."""

from __future__ import annotations

from math import ceil

from demerit.regime.layout import Item, On, Points


def floor(scheme: Points, band: str) -> float:
    """The lowest score of a band, in points; that of the range for the lowest band."""
    start = scheme.bands[band].from_points
    return start.value if start is not None else scheme.range[0].value


def by_rank(scheme: Points) -> bool:
    """Whether bands are shares of the participants, so that no score alone tells the band."""
    return any(band.top is not None for band in scheme.bands.values())


def band_of(scheme: Points, score: float) -> str | None:
    """The band of a score; None where bands go by rank."""
    if by_rank(scheme):
        return None
    held = min(max(score, scheme.range[0].value), scheme.range[1].value)
    found = [name for name in scheme.bands if floor(scheme, name) <= held]
    return found[0] if found else list(scheme.bands)[-1]


def bands_of(scheme: Points, on: On) -> list[str]:
    """The bands that a measure falls on, from the best to the worst."""
    names = list(scheme.bands)
    if on.band not in names:
        return []
    at = names.index(on.band)
    return {"from": names[: at + 1], "below": names[at + 1 :], "at": names[at : at + 1]}.get(on.relation, [])


def cost(scheme: Points, item: Item) -> float | None:
    """Points that an item takes (negative where it gives): a direct grade takes all down to the band's lowest score.

    None for a grade where nobody knows from how many points people start.
    """
    if item.points is not None:
        return -item.points.value
    if item.grade is None or scheme.start is None or by_rank(scheme):
        return None
    return max(scheme.start.value - floor(scheme, item.grade), 0.0)


def marks_needed(scheme: Points, item: Item, on: On) -> int | None:
    """How many marks of one item bring somebody from the start into the bands of a measure; None where none do."""
    bands = bands_of(scheme, on)
    if item.grade is not None:
        return 1 if item.grade in bands else None
    lost = cost(scheme, item)
    if scheme.start is None or lost is None or lost <= 0 or by_rank(scheme):
        return None
    most = ceil((scheme.start.value - scheme.range[0].value) / lost)
    fallen = (number for number in range(1, most + 1) if band_of(scheme, scheme.start.value - number * lost) in bands)
    return next(fallen, None)
