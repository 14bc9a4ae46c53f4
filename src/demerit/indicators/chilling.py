"""Self-censorship, and good deeds given up: what people stop doing because they are watched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate
from demerit.indicators.layout import Compute, Indicator
from demerit.indicators.measures import share_of

SPEECH = "speech"
"""The stream of conduct that is speech: posts, petitions and gatherings of any context; and the context of posts."""
MOBILISATION = "mobilisation"
"""The stream of campaign work: taking part, recruiting, reporting on others. A merit to the regime, no good deed."""


def is_speech(info: Mapping[str, Any]) -> bool:
    """Whether conduct is speech, in its widest sense."""
    return SPEECH in (info["context"], info.get("stream"))


def is_campaign(info: Mapping[str, Any]) -> bool:
    """Whether conduct is work for a campaign."""
    return bool(info.get("stream") == MOBILISATION)


def is_good_deed(info: Mapping[str, Any]) -> bool:
    """Whether conduct is a merit, and neither speech nor campaign work."""
    return bool(info["merit"]) and not is_speech(info) and not is_campaign(info)


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
        name="taken_down",
        label="Posts taken down",
        meaning="Share of posts and other speech that a feed noticed and took down.",
        formula="taken_down / acts",
        unit="share of acts",
        direction="harm",
        owner="conduct",
        needs=("taken_down", "acts"),
        compute=share_of("taken_down", "acts"),
    ),
    Indicator(
        name="self_censorship",
        label="Self-censorship",
        meaning="Share of posts, petitions, gatherings and other speech given up because of a response to the regime.",
        formula="withheld / (acts + withheld), for conduct in the stream of speech",
        unit="share of intended acts",
        direction="harm",
        owner="conduct",
        needs=("withheld", "acts"),
        compute=withheld_share(is_speech),
        source=_EXACT,
    ),
    Indicator(
        name="good_deeds_withheld",
        label="Good deeds given up",
        meaning="Share of good deeds, in the strands that the regime watches, not done because of a response to it.",
        formula="withheld / (acts + withheld), for conduct that is a merit and no campaign work",
        unit="share of intended acts",
        direction="harm",
        owner="conduct",
        needs=("withheld", "acts"),
        compute=withheld_share(is_good_deed),
        source=_EXACT,
    ),
)
