"""Phrases inside a scheme: bands, items, terms, exits, notice, and the clocks of a review."""

from __future__ import annotations

import re

from demerit.regime import units
from demerit.regime.layout import Band, Exit, Ground, Item, Notice, Quantity, Recovery, Regrading, Review, Term
from demerit.regime.phrase import Names, after
from demerit.regime.quantities import Malformed, amount_text, cited, read_quantity, split_source, write_quantity


def read_band(text: str, names: Names) -> Band:
    """`from 1050 points (TR22)`, `top 10 % (TR22)` by rank, or `below` for the lowest band."""
    if text == "below":
        return Band(from_points=None)
    if text.startswith("top "):
        return Band(from_points=None, top=after("top ", text, units.SHARE, names))
    if not text.startswith("from "):
        raise Malformed(
            f"`{text}` does not say where the band starts",
            "from so many points, the top so many %, or `below`",
            "write `from 1050 points (TR22)` or `top 10 % (TR22)`, and `below` for the lowest band",
        )
    return Band(from_points=after("from ", text, units.POINTS, names))


def write_band(band: Band) -> str:
    """The phrase that `read_band` reads."""
    if band.top is not None:
        return f"top {write_quantity(band.top)}"
    return "below" if band.from_points is None else f"from {write_quantity(band.from_points)}"


def read_regrading(text: str, names: Names) -> Regrading:
    """`every 1 month (TR22)`."""
    if not text.startswith("every "):
        raise Malformed(
            f"`{text}` does not say how often", "every so many days, weeks, months", "write `every 1 month (TR22)`"
        )
    return Regrading(every=after("every ", text, units.CLOCK, names))


def write_regrading(regrading: Regrading) -> str:
    """The phrase that `read_regrading` reads."""
    return f"every {write_quantity(regrading.every)}"


def read_range(text: str, names: Names) -> tuple[Quantity, Quantity]:
    """`0 to 1300 points (CLT-RP)`: the lowest and the highest score."""
    found = re.fullmatch(r"(?P<low>[^()]*?)\s+to\s+(?P<high>.*)", text, re.DOTALL)
    if not found:
        raise Malformed(
            f"`{text}` is not a range", "the lowest and the highest score", "write `0 to 1300 points (assumption)`"
        )
    high = after(text[: found.start("high")], text, units.POINTS, names)
    low_text = found["low"] if "point" in found["low"] else f"{found['low']} points"
    low = read_quantity(f"{low_text} ({high.source})", units.POINTS, None)
    return low, high


def write_range(ends: tuple[Quantity, Quantity]) -> str:
    """The phrase that `read_range` reads."""
    low, high = ends
    return f"{amount_text(low).removesuffix(' points').removesuffix(' point')} to {write_quantity(high)}"


def read_item(text: str, names: Names) -> Item:
    """`-20 points (CLT-RS)`."""
    return Item(points=read_quantity(text, units.POINTS, names.sources))


def write_item(item: Item) -> str | None:
    """The phrase that `read_item` reads, when the item says no more than its points."""
    return write_quantity(item.points) if item.points and item == Item(points=item.points) else None


def read_recovery(text: str, names: Names) -> Recovery:
    """`5 points every 30 days (assumption)`."""
    points, found, _ = text.partition(" every ")
    if not found:
        raise Malformed(
            f"`{text}` does not say how often", "points every so often", "write `5 points every 30 days (assumption)`"
        )
    period = after(points + found, text, units.CLOCK, names)
    return Recovery(points=read_quantity(f"{points} ({period.source})", units.POINTS), every=period)


def write_recovery(recovery: Recovery) -> str | None:
    """The phrase that `read_recovery` reads, when one source covers both numbers."""
    if recovery.points.low is not None or recovery.points.source != recovery.every.source:
        return None
    return f"{amount_text(recovery.points)} every {write_quantity(recovery.every)}"


def read_notice(text: str, names: Names) -> Notice:
    """`never`: the regime says that nobody is told."""
    if text == "never":
        return Notice(when="never")
    raise Malformed(
        f"`{text}` does not say when people are told",
        "when: before, at, after or never",
        "write `{when: at, served: 70 % (assumption)}`",
    )


def write_notice(notice: Notice) -> str | None:
    """The phrase that `read_notice` reads."""
    return "never" if notice == Notice(when="never") else None


def read_review(text: str, names: Names) -> Review:
    """`asked within 10 days, decided within 15 days (SPC17 art. 12)`."""
    found = re.fullmatch(r"asked within (?P<asked>[^,()]*),\s*decided within (?P<decided>.*)", text, re.DOTALL)
    if not found:
        raise Malformed(
            f"`{text}` does not give the two clocks of a review",
            "when it is asked and decided",
            "write `asked within 10 days, decided within 15 days (SPC17 art. 12)`",
        )
    decided = after(text[: found.start("decided")], text, units.CLOCK, names)
    asked = read_quantity(f"{found['asked']} ({decided.source})", units.CLOCK)
    return Review.model_validate({"asked within": asked, "decided within": decided})


def write_review(review: Review) -> str | None:
    """The phrase that `read_review` reads, when one source covers both clocks."""
    asked, decided = review.asked_within, review.decided_within
    if review.upheld or asked.low is not None or asked.source != decided.source:
        return None
    return f"asked within {amount_text(asked)}, decided within {write_quantity(decided)}"


def read_ground(text: str, names: Names) -> Ground:
    """The name of the conduct alone."""
    return Ground(conduct=text)


def write_ground(ground: Ground) -> str | None:
    """The phrase that `read_ground` reads, when the ground says no more than its conduct."""
    return ground.conduct if ground == Ground(conduct=ground.conduct) else None


def read_term(text: str, names: Names) -> Term:
    """`2 years (SPC17 art. 2)`, or `until performance (SPC17 art. 2)`."""
    if not text.startswith("until"):
        return Term(length=read_quantity(text, units.CLOCK, names.sources))
    body, source, offset = split_source(text)
    if body != "until performance":
        raise Malformed(
            f"`{body}` is not a term",
            "a length of time, or `until performance`",
            "write `until performance (SPC17 art. 2)`",
        )
    cited(source, names.sources, offset)
    return Term(length=None, law=source)


def write_term(term: Term) -> str:
    """The phrase that `read_term` reads (the source of a fixed term stands with its length)."""
    if term.length is None:
        return f"until performance ({term.law or 'assumption'})"
    return write_quantity(term.length)


def read_exit(text: str, names: Names) -> Exit:
    """`within 3 working days (SPC17 art. 10)`."""
    return Exit(within=read_quantity(text, units.OFFICE_CLOCK, names.sources))


def write_exit(way_out: Exit) -> str | None:
    """The phrase that `read_exit` reads, when the exit says no more than its clock."""
    return f"within {write_quantity(way_out.within)}" if way_out == Exit(within=way_out.within) else None
