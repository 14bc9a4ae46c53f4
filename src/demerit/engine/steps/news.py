"""News: what an agreement passes on from a list or a score to the schemes that price it."""

from __future__ import annotations

from demerit.engine.layout import NEWS, TRUE
from demerit.engine.steps.luck import later
from demerit.engine.steps.rows import open_row
from demerit.nations.draws import WORDS, draw, high
from demerit.tables.luck import LUCK_CONSENT


def consents(T, key: int, news: int) -> bool:
    """Whether the person's data flows under the agreement that passes `news` on (an effect index)."""
    at = news - T.conduct
    if T.news_consent[at] >= WORDS:
        return True
    return high(draw(key, T.news_luck[at] + LUCK_CONSENT, 0)) < T.news_consent[at]


def tell_others(T, S, i: int, community: int, key: int, news: int, day: int, right: int, line: int) -> None:
    """News on its way to the schemes that an agreement passes it to; `news` -1 where there is none."""
    if news >= 0 and consents(T, key, news):
        open_row(S, i, community, NEWS, news, later(day, T.news_delay[news - T.conduct]), -1, right, line, 0)


def came_into_band(T, S, i: int, community: int, key: int, scheme: int, band: int, day: int, line: int) -> None:
    """Passes on that somebody has come into a band of a score."""
    tell_others(T, S, i, community, key, T.band_news[T.band_from[scheme] + band], day, TRUE, line)
