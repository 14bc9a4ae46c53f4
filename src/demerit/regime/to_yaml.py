"""A regime back into the words of a file: reading them gives the regime again."""

from __future__ import annotations

from datetime import date
from typing import Any

from demerit.regime.forms import PHRASE_ONLY, WRITE
from demerit.regime.forms_schemes import write_range
from demerit.regime.layout import NOT_DECLARED, Clause, Participation, Points, Quantity, Regime
from demerit.regime.quantities import write_quantity
from demerit.regime.reader import word_of

_BARE_STARTS = set("-?:,[]{}#&*!|>'\"%@` ")


def to_yaml(regime: Regime) -> str:
    """The text of a regime file: every clause that the regime declares, one below the other."""
    return words_to_yaml(to_words(regime))


def words_to_yaml(words: dict[str, Any]) -> str:
    """Nested words (tables, lists of texts, texts) as a file, one clause below the other."""
    return "".join(_lines(words, 0))


def to_words(clause: Clause, short: bool = True) -> Any:
    """A clause as a file writes it: nested dicts and lists of texts; what is not declared is left out.

    Not `short`, clauses that could be a phrase or a table are tables, so that two regimes can be laid side by side.
    """
    if type(clause) in WRITE and (short or type(clause) in PHRASE_ONLY):
        phrase = WRITE[type(clause)](clause)
        if phrase is not None:
            return phrase
    if isinstance(clause, Participation):
        return _opt_in(clause) if clause.mode == "opt-in" else "everyone"
    words = {}
    for name, info in type(clause).model_fields.items():
        value = getattr(clause, name)
        if value is None or (not info.is_required() and value == info.get_default(call_default_factory=True)):
            continue
        is_range = isinstance(clause, Points) and name == "range"
        words[word_of(name, info)] = write_range(value) if is_range else _value(value, short)
    return words


def _opt_in(clause: Participation) -> dict[str, str]:
    words = {"opt-in": write_quantity(clause.uptake) if clause.uptake else NOT_DECLARED}
    return words | ({"withdraws": write_quantity(clause.withdraws)} if clause.withdraws else {})


def _value(value: Any, short: bool) -> Any:
    if isinstance(value, Quantity):
        return write_quantity(value)
    if isinstance(value, Clause):
        return to_words(value, short)
    if isinstance(value, dict):
        return {name: _value(inner, short) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_value(inner, short) for inner in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _lines(words: dict[str, Any], depth: int) -> list[str]:
    lines = []
    for name, value in words.items():
        start = "  " * depth + scalar(name) + ":"
        if isinstance(value, dict) and value:
            lines += [start + "\n", *_lines(value, depth + 1)]
        elif isinstance(value, dict):
            lines.append(f"{start} {{}}\n")
        elif isinstance(value, list):
            lines.append(f"{start} [{', '.join(scalar(one, inside=True) for one in value)}]\n")
        else:
            lines.append(f"{start} {scalar(value)}\n")
    return lines


def scalar(text: str, inside: bool = False) -> str:
    """A text as YAML: bare where that is safe, else in double quotes; `inside` brackets, commas are not safe."""
    unsafe = not text or text[0] in _BARE_STARTS or text[-1] in ": " or ": " in text or " #" in text
    unsafe = unsafe or not text.isprintable() or (inside and any(sign in text for sign in ",[]{}"))
    if text[:1] == "-" and text[1:2].isdigit():
        unsafe = ": " in text or " #" in text
    if not unsafe:
        return text
    escaped = "".join(_escaped(letter) for letter in text)
    return f'"{escaped}"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
