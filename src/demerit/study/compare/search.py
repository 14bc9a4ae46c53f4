"""As many people as it takes: doubling them until an indicator's difference is known closely enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

from demerit.errors import UserError, did_you_mean, listed
from demerit.indicators.families import INDICATORS
from demerit.study.compare.differences import Key
from demerit.study.compare.layout import Difference, Search
from demerit.study.named import no_indicator

FIRST, MOST = 20_000, 20_480_000
"""people of the first run, and more than which none has"""
_PATIENCE = 4
"""sizes after which an indicator that still has no value is taken to have none"""
_HOPELESS = 4
"""so many times more people than that, by what a run foretells, and no further one is made"""


def refuse_unknown(name: str, within: float) -> None:
    """Refuses an indicator that there is none of, and a width that no interval has, before anything is run."""
    word = name.split(".")[0].strip()
    if word not in {indicator.name for indicator in INDICATORS}:
        raise no_indicator(word)
    if not within > 0 or not math.isfinite(within):
        raise UserError(f"no interval is {within} wide", "a width above 0, in the unit of the indicator")


def key_of(name: str, keys: Collection[Key]) -> Key:
    """The one value that NAME, NAME.OWNER or NAME.OWNER.GROUP means; raises `UserError` where it is several or none."""
    words = [word.strip() for word in name.split(".")]
    of_name = [key for key in keys if key[0] == words[0]]
    if not of_name:
        raise UserError(
            f"`{words[0]}` does not apply to both regimes",
            f"one of {listed(dict.fromkeys(key[0] for key in keys), most=40)}",
        )
    matching = [key for key in of_name if words[1:] == [word for word in key[1:] if word][: len(words) - 1]]
    everyone = [key for key in matching if not key[2]] or matching
    if len(everyone) == 1:
        return everyone[0]
    written = [".".join([key[0], *(word for word in key[1:] if word)]) for key in (everyone or of_name)]
    hint = did_you_mean(name, written) if not everyone else f"`--indicator {written[0]!r}`, say"
    raise UserError(f"`{name}` is {'no' if not everyone else 'more than one'} value", f"one of {listed(written)}", hint)


def search(name: str, within: float, live: Callable[[int], tuple[int, Difference]]) -> Search:
    """Doubles the people until the interval of a difference is at most `within` wide.

    `live(people)` runs both regimes and gives back how many people lived and the difference. Raises `UserError` where
    it would take more than 20,480,000 people.
    """
    tried: list[tuple[int, float | None]] = []
    people = FIRST
    while True:
        lived, one = live(people)
        width = None if one.low is None or one.high is None else one.high - one.low
        if len(tried) == _PATIENCE and (one.a is None or one.b is None):
            raise UserError(
                f"`{name}` has no value among {lived:,} people: {one.note}", "an indicator that both regimes have"
            )
        tried.append((lived, width))
        if width is not None and width <= within:
            enough = math.ceil(lived * (width / within) ** 2)
            alone = None if one.unpaired is None else math.ceil(lived * (2 * one.unpaired / within) ** 2)
            return Search(name, within, tuple(tried), enough, alone)
        foretold = lived * (width / within) ** 2 if width is not None else 2.0 * lived
        if people * 2 > MOST or foretold > _HOPELESS * MOST:
            raise UserError(
                f"{lived:,} people leave the interval {'without an end' if width is None else f'{width:.3g} wide'}",
                f"a width that at most {MOST:,} people reach" if width is not None else "an indicator with an interval",
                None if width is None else f"`--within {width * math.sqrt(lived / MOST):.2g}`, or wider",
            )
        people *= 2
