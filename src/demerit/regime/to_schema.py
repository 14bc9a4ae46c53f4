"""JSON Schema of the written file: what an editor completes, explains and underlines.

It is made from the models of `layout.py`, so it cannot fall behind them. Every value is a text in the file; the schema
knows the shape of each phrase, while the laws (names, ranges, order) are `demerit check`'s.
"""

from __future__ import annotations

import re
from datetime import date
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from demerit.regime.forms import HAVING, PHRASE_ONLY, READ
from demerit.regime.layout import NOT_DECLARED, Clause, Participation, Quantity, Regime
from demerit.regime.reader import annotation_of, unwrap, word_of
from demerit.regime.units import UNITS, Amount

_NUMBER = r"[+-]?[0-9][0-9,]*(\.[0-9]+)?"
_BRACKETS = r"\(.+\)"

PHRASES: dict[str, tuple[str, str]] = {
    "Subjects": (
        f"^persons( of [0-9]{{1,3}} and over)?( in [^()]+?)?( with ({'|'.join(HAVING)}))?$",
        "persons of 18 and over in Shandong with a telephone",
    ),
    "Participation": (r"^everyone$", "everyone"),
    "Band": (rf"^(below|from {_NUMBER} points?.*{_BRACKETS}|top {_NUMBER} %.*{_BRACKETS})$", "from 1050 points (TR22)"),
    "Regrading": (rf"^every {_NUMBER} .*{_BRACKETS}$", "every 1 month (TR22)"),
    "Item": (rf"^{_NUMBER} points?.*{_BRACKETS}$", "-20 points (CLT-RS)"),
    "Recovery": (rf"^{_NUMBER} points? every {_NUMBER} .*{_BRACKETS}$", "5 points every 30 days (assumption)"),
    "Notice": (r"^never$", "never"),
    "Review": (
        rf"^asked within .*, decided within .*{_BRACKETS}$",
        "asked within 10 days, decided within 15 days (SPC17)",
    ),
    "Ground": (r"^[^()]+$", "unpaid judgment"),
    "Term": (rf"^(until performance|{_NUMBER} .*) ?{_BRACKETS}$", "until performance (SPC17 art. 2)"),
    "Exit": (rf"^(within )?{_NUMBER} .*{_BRACKETS}$", "within 3 working days (SPC17 art. 10)"),
    "On": (r"^[^()]+$", "city points below C"),
    "Effect": (rf"^(bar|opens|{_NUMBER} .*{_BRACKETS})$", "2 more forms and 3 hours (assumption)"),
}
"""The phrase of each clause: its pattern and an example."""


def to_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a regime file, as a dict that is ready for JSON."""
    definitions: dict[str, Any] = {}
    root = _table(Regime, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "demerit regime",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _clause(model: type[Clause], definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the schema of one kind of clause, which is made when it is first met."""
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}
        forms: list[dict[str, Any]] = []
        if model in READ:
            pattern, example = PHRASES[name]
            forms.append({"type": "string", "pattern": pattern, "examples": [example]})
        if model is Participation:
            forms.append(_opt_in(definitions))
        elif model not in PHRASE_ONLY:
            forms.append(_table(model, definitions))
        definitions[name] = {"description": _doc(model), **(forms[0] if len(forms) == 1 else {"anyOf": forms})}
    return {"$ref": f"#/$defs/{name}"}


def _opt_in(definitions: dict[str, Any]) -> dict[str, Any]:
    """How those take part who opt in: their share, and how many withdraw."""
    words = {"opt-in": "uptake", "withdraws": "withdraws"}
    properties = {
        word: {"anyOf": [_value(annotation_of(Participation.model_fields[name]), definitions), {"const": NOT_DECLARED}]}
        for word, name in words.items()
    }
    return {"type": "object", "properties": properties, "required": ["opt-in"], "additionalProperties": False}


def _table(model: type[Clause], definitions: dict[str, Any]) -> dict[str, Any]:
    """A clause written as a table: its words, which of them it needs, and no others."""
    properties, required = {}, []
    for name, info in model.model_fields.items():
        word = word_of(name, info)
        value = _value(annotation_of(info), definitions)
        if info.is_required():
            required.append(word)
        else:
            value = {"anyOf": [value, {"const": NOT_DECLARED}]}
        properties[word] = {**value, **({"description": info.description} if info.description else {})}
    table = {"type": "object", "description": _doc(model), "properties": properties, "additionalProperties": False}
    return {**table, "required": required} if required else table


def _value(annotation: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value of any type that the models use."""
    kind, marks = unwrap(annotation)
    origin = get_origin(kind)
    if kind is Quantity:
        return _quantity(next((mark for mark in marks if isinstance(mark, Amount)), None))
    if isinstance(kind, type) and issubclass(kind, Clause):
        return _clause(kind, definitions)
    if origin is dict:
        inner = get_args(kind)[1]
        return {"type": "object", "additionalProperties": {} if inner is object else _value(inner, definitions)}
    if origin is tuple:
        return _several(get_args(kind), definitions)
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if get_args(kind):
        return {"anyOf": [_value(one, definitions) for one in get_args(kind) if one is not NoneType]}
    if kind is int:
        return {"type": ["integer", "string"], "pattern": "^[0-9]+$"}
    if kind is bool:
        return {"enum": ["yes", "no"]}
    if kind is date:
        return {"type": "string", "pattern": r"^(from )?[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["from 2017-05-01"]}
    return {"type": "string", "minLength": 1}


def _several(kinds: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if kinds[-1] is not Ellipsis:
        pattern = rf"^{_NUMBER}( points?)? to {_NUMBER} points?.*{_BRACKETS}$"
        return {"type": "string", "pattern": pattern, "examples": ["0 to 1300 points (assumption)"]}
    one = _value(kinds[0], definitions)
    return {"anyOf": [{"type": "array", "items": one}, one]}


def _quantity(amount: Amount | None) -> dict[str, Any]:
    units = amount.units if amount else tuple(UNITS)
    spellings = dict.fromkeys(spelling for unit in units for spelling in (unit, UNITS[unit]))
    pattern = (
        rf"^(within )?{_NUMBER} (more )?({'|'.join(re.escape(one) for one in spellings)})( between .+)? ?{_BRACKETS}$"
    )
    if amount is None:
        return {"type": "string", "pattern": pattern}
    title = f"{amount.what}, {amount.span()}, with its source in brackets"
    return {"type": "string", "title": title, "pattern": pattern, "examples": [amount.example]}


def _doc(model: type[Clause]) -> str:
    return " ".join((model.__doc__ or "").split())
