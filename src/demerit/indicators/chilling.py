"""Self-censorship, and good deeds given up: what people stop doing because they are watched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Compute, Indicator
from demerit.indicators.measures import share_of

SPEECH = "speech"
"""The context of conduct that is speech."""


def withheld_share(applies: Callable[[Mapping[str, Any]], bool]) -> Compute:
    """Share of acts not done because of a response, for conduct that applies; none where its nature is not known."""

    def compute(counts: Counts, conduct: str) -> list[Estimate]:
        info = counts.conduct.get(conduct)
        if info is None or not applies(info) or not counts.responds(conduct):
            return []
        return list(share_of("withheld", "acts withheld")(counts, conduct))

    return compute


_EXACT = "own definition; exact, since every person would have acted the same unwatched"

INDICATORS = (
    Indicator(
        name="self_censorship",
        label="Self-censorship",
        meaning="Share of critical posts and other speech not uttered because of a response to the regime.",
        formula="withheld / (acts + withheld), for conduct in the context of speech",
        unit="share of intended acts",
        direction="harm",
        owner="conduct",
        needs=("withheld", "acts"),
        compute=withheld_share(lambda info: info["context"] == SPEECH),
        source=_EXACT,
    ),
    Indicator(
        name="good_deeds_withheld",
        label="Good deeds given up",
        meaning="Share of good deeds, in the strands that the regime watches, not done because of a response to it.",
        formula="withheld / (acts + withheld), for conduct that is a merit",
        unit="share of intended acts",
        direction="harm",
        owner="conduct",
        needs=("withheld", "acts"),
        compute=withheld_share(lambda info: bool(info["merit"]) and info["context"] != SPEECH),
        source=_EXACT,
    ),
)
