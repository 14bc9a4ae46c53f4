"""The law of lengths: what lapses, or holds for a time, does so for a day at least.

A run counts in whole days and takes none as never, so that a mark which lapsed after 0 days would stay for good.
"""

from __future__ import annotations

from collections.abc import Iterator

from demerit.regime.laws import Finding, View, Where
from demerit.regime.layout import List, Points, Quantity
from demerit.regime.quantities import calendar_days

HALF_A_DAY = 0.5
"""days: a length up to this is rounded to none (half a day goes to the even number)"""

Length = tuple[Where, Quantity | None, str]
"""where a length stands, the length if it is declared, and what to say of one that is none"""


def lengths(view: View) -> Iterator[Finding]:
    """Terms and marks last, and what is asked or closed for a time is so, for one whole day or longer."""
    for name, scheme in view.regime.schemes.items():
        where = ("schemes", name)
        for here, length, message in _marks(where, scheme) if isinstance(scheme, Points) else _entries(where, scheme):
            if length is not None and calendar_days(length) <= HALF_A_DAY:
                yield Finding(here, message, "a day or longer")
        review = scheme.correction.review if scheme.correction else None
        if review and calendar_days(review.asked_within) <= HALF_A_DAY:
            here = (*where, "correction", "review")
            yield Finding(here, "nobody can ask for a review within no time", "a day or longer")


def _marks(where: Where, scheme: Points) -> Iterator[Length]:
    for name, item in scheme.catalogue.items():
        here, word = (*where, "catalogue", name), "expires after"
        yield (*here, word), item.expires_after, f"`{name}` would be gone on the day on which it is entered"
        if item.repair:
            message = f"what the repair of `{name}` leaves would be gone on the same day"
            yield (*here, "repair", word), item.repair.expires_after, message


def _entries(where: Where, scheme: List) -> Iterator[Length]:
    for ground, term in scheme.term.items():
        yield (*where, "term", ground), term.length, "the term has no length"
    if scheme.extension:
        yield (*where, "extension", "by"), scheme.extension.by, "the extension has no length"
    if scheme.relisting:
        message = "a time without new entries has a length"
        yield (*where, "relisting", "not within"), scheme.relisting.not_within, message
