"""A case for the terminal: who, the story day by day with who decided it, the facts one by one, what is left out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.numbers import counted, written_date

Said = Mapping[str, Any]

HEADS = {
    "rules": "Decided by the regime's rules",
    "chance": "Left to chance by the regime; here it fell like this",
    "script": "Scripted",
    "outside": "By no rule of the regime",
}
"""the four who decide, in the order of the note under a case"""
_DATE, _BY = 17, 7
"""columns of a date and of who decided"""


def case_text(said: Said, width: int = 88) -> str:
    """The case as text, folded to so many columns; under other rules, what would have gone otherwise comes first."""
    other = said.get("other")
    parts = [_heading(said, width)]
    if other:
        parts += [_otherwise(said, other, width), _story(other, width), _facts(other, width, "Facts under these rules")]
        parts.append(_note(other, width))
    else:
        parts += [_regime(said, width), _story(said, width), _facts(said, width, "Facts"), _note(said, width)]
    parts += [_bullets("Not modelled", said["not_modelled"], width)]
    parts.append(_fold(f"Confidence: {said['confidence']}.", width))
    parts.append("\n".join(_fold(f"{key}: {text}", width, 2) for key, text in said["sources"].items()))
    if said["variants"] and not other:
        ways = [f'demerit case {said["case"]} --variant "{name}"' for name in said["variants"]]
        parts.append("The same case under other rules:\n" + "\n".join(f"  {way}" for way in ways))
    return "\n\n".join(part for part in parts if part) + "\n"


def who(said: Said) -> str:
    """Whom the case happens to, in one sentence."""
    person = said["person"]
    lives = f", {person['lives_in']}" if person["lives_in"] else ""
    return (
        f"{person['name']}, {person['age']}, {person['sex']}{lives}: an invented name. "
        f"{SYNTHETIC} only; the dated facts are those of the news."
    )


def _heading(said: Said, width: int) -> str:
    return f"{said['title']}\n{_fold(who(said), width)}"


def _regime(said: Said, width: int) -> str:
    changed = f", but for: {'; '.join(said['changes'])}" if said["changes"] else ""
    return _fold(f"Regime: {said['regime']}{changed}.", width)


def _otherwise(said: Said, other: Said, width: int) -> str:
    lines = [_fold(f"{other['says'][:1].upper()}{other['says'][1:]}:", width)]
    lines += [_fold(f"- {text}", width, 2) for text in other["differences"]]
    return "\n".join(lines) + "\n\n" + _regime(other, width)


def _story(said: Said, width: int) -> str:
    lines, day = [], ""
    for moment in said["story"]:
        shown = "" if moment["date"] == day else written_date(moment["date"])
        day = moment["date"]
        hour = f"{moment['at'][:1].upper()}{moment['at'][1:]}: " if moment["at"] else ""
        source = f" ({moment['source']})" if moment["source"] else ""
        lead = f"{shown:<{_DATE}}  {moment['by']:<{_BY}}  "
        text = textwrap.wrap(f"{hour}{moment['text']}{source}", width, initial_indent=lead,
                             subsequent_indent=" " * len(lead), break_long_words=False)  # fmt: skip
        lines += text
    return "\n".join(lines)


def _facts(said: Said, width: int, head: str) -> str:
    facts: Sequence[Said] = said["facts"]
    widest = max((len(fact["when"]) for fact in facts), default=0)
    lines = [head]
    for fact in facts:
        lead = f"  {'ok' if fact['holds'] else 'missed':<6}  {fact['when']:<{widest}}  "
        lead = lead if len(lead) < width - 30 else f"  {'ok' if fact['holds'] else 'missed':<6}  {fact['when']}  "
        instead = f"; {fact['instead']}" if fact["instead"] else ""
        text = f"{fact['fact']} [{fact['by']}] ({fact['source']}){instead}"
        hang = " " * min(len(lead), 10)
        lines += textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=hang, break_long_words=False)
    held = sum(fact["holds"] for fact in facts)
    lines.append(f"{held} of {counted(len(facts), 'fact')} hold.")
    return "\n".join(lines)


def _note(said: Said, width: int) -> str:
    """Who decided what, honestly."""
    parts = [_bullets(head, said["decided"][by], width) for by, head in HEADS.items()]
    return "\n".join(part for part in parts if part)


def _bullets(head: str, texts: Iterable[str], width: int) -> str:
    lines = list(_bulleted(texts, width))
    return "\n".join([f"{head}:", *lines]) if lines else ""


def _bulleted(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        yield _fold(f"- {text.rstrip('.')}", width, 2)


def _fold(text: str, width: int, hang: int = 0) -> str:
    return textwrap.fill(text, width, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False)
