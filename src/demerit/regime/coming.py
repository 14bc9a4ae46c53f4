"""Words of the vocabulary that this version reads but does not run yet: each is refused by name, none in silence."""

from __future__ import annotations

COMING = {
    "firms": "firms as subjects",
    "private score": "private scores from weighted features",
    "ratings": "mean-of-ratings platforms",
    "bureau": "credit bureaus",
    "features": "private scores from weighted features",
    "weights": "private scores from weighted features",
    "direct grades": "direct grading into a band",
    "direct grading": "direct grading into a band",
    "doubles": "doubling of repeated items",
    "doubled": "doubling of repeated items",
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
    "consent of the subject": "consent asked of each subject",
    "resident": "conditions of residence",
    "citizens": "conditions of citizenship",
    "foreigners": "conditions of citizenship",
}
"""The word as it may stand in a file, and what it will mean."""


def coming(text: str) -> str | None:
    """The message that refuses `text` when it holds a word that is coming, else None."""
    words = text.casefold()
    for word, meaning in COMING.items():
        if words == word or f" {word} " in f" {words.replace(',', ' ')} ":
            return f"`{word}` is not supported yet ({meaning})"
    return None
