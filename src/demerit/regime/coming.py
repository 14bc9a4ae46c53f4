"""Words of the vocabulary that this version reads but does not run yet: each is refused by name, none in silence."""

from __future__ import annotations

import re

COMING = {
    "firms": "firms as subjects",
    "ratings": "mean-of-ratings platforms",
    "bureau": "credit bureaus",
    "cap": "yearly caps on points",
    "reset": "yearly resets of the score",
    "needs": "exits that need a capability",
    "network": "gates joined by a joint-punishment network",
    "joint punishment": "gates joined by a joint-punishment network",
    "legal representative": "measures that reach a firm's representative",
    "firm": "measures that reach a firm",
    "household": "measures that reach a household",
    "friends": "measures that reach friends",
    "priority": "priority at gates",
    "delay": "delays at gates",
    "resident": "how long somebody has lived in a place",
    "citizens": "conditions of citizenship",
    "foreigners": "conditions of citizenship",
}
"""The word as it may stand in a file, and what it will mean."""

OTHERWISE = {
    "private score": "write `kind: points`, and `dimensions` in place of `start`",
    "weights": "write `dimensions: {history: {weight: 35 % (...), features: [age]}}`",
    "direct grades": "write the grade beside the item: `drink driving: {grade: C}`",
    "direct grading": "write the grade beside the item: `drink driving: {grade: C}`",
    "doubles": "write beside the item `repeated: 2 times (...)`",
    "doubled": "write beside the item `repeated: 2 times (...)`",
    "consent of the subject": "write `consent: with`, and `who consent: 40 % (...)`",
}
"""Words that are not of the vocabulary, though what they mean can be said, and how."""


def coming(text: str) -> str | None:
    """The message that refuses `text` when it holds a word that is coming, quoted as it is written, else None."""
    for word, meaning in COMING.items():
        found = re.search(rf"(?<![^\s,]){word}(?![^\s,])", text, re.IGNORECASE)
        if found:
            return f"`{found[0]}` is not supported yet ({meaning})"
    return None


def otherwise(word: str) -> str | None:
    """How to say what a word means that the vocabulary does not have, or None."""
    return OTHERWISE.get(word.casefold())
