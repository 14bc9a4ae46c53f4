"""Self-censorship, and good deeds given up: what people stop doing because they are watched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.indicators.definitions import share, withheld

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


_EXACT = "own definition; exact, since every person would have acted the same unwatched"

INDICATORS = (
    share(
        name="taken_down",
        label="Posts taken down",
        meaning="Share of posts and other speech that a feed noticed and took down.",
        part="taken_down",
        whole="acts",
        unit="share of acts",
        direction="harm",
        owner="conduct",
    ),
    withheld(
        name="self_censorship",
        label="Self-censorship",
        meaning="Share of posts, petitions, gatherings and other speech given up because of a response to the regime.",
        applies=is_speech,
        conduct="conduct in the stream of speech",
        direction="harm",
        source=_EXACT,
    ),
    withheld(
        name="good_deeds_withheld",
        label="Good deeds given up",
        meaning="Share of good deeds, in the strands that the regime watches, not done because of a response to it.",
        applies=is_good_deed,
        conduct="conduct that is a merit and no campaign work",
        direction="harm",
        source=_EXACT,
    ),
)
