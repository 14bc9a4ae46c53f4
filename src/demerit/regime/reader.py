"""From a tree of words to the clauses of `layout.py`: the models say what to read, an alias is the word in the file.

Reading goes on after a problem: what cannot be read is replaced by a stand-in (a quantity that is not a number, an
empty word) that no law objects to, so that all problems of a file come out in one go. A regime with problems is never
returned.
"""

from __future__ import annotations

import math
from datetime import date
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from demerit.errors import did_you_mean, listed
from demerit.regime.coming import coming, otherwise
from demerit.regime.forms import PHRASE_ONLY, READ
from demerit.regime.forms_schemes import read_range
from demerit.regime.layout import NOT_DECLARED, Clause, Effect, Item, List, Participation, Points, Quantity, Regime
from demerit.regime.phrase import Names
from demerit.regime.places import Mapping, Node, Place, Scalar, Sequence, Sheet
from demerit.regime.quantities import Malformed, cited, read_date, read_quantity
from demerit.regime.units import Amount, Cites

Path = tuple[str, ...]
C = TypeVar("C", bound=Clause)

SCHEMES: dict[str, type[Clause]] = {"points": Points, "list": List}


def word_of(name: str, info: FieldInfo) -> str:
    """The key that stands for a field in a file."""
    return info.alias or name.replace("_", " ")


class Reader:
    """Reads one tree; problems go to the sheet, the place of every key and value to `places`."""

    def __init__(self, sheet: Sheet, root: Mapping) -> None:
        self.sheet, self.root = sheet, root
        self.key_places: dict[Path, Place] = {}
        self.places: dict[Path, Place] = {}
        self.names = Names(tuple(_keys(root, "sources")), tuple(_keys(root, "schemes")))

    def regime(self) -> Regime:
        """The regime of the whole tree (with stand-ins where there were problems)."""
        return self.clause(Regime, self.root, ())

    def clause(self, model: type[C], node: Node, path: Path) -> C:
        """One clause, from a phrase or from a table of words."""
        self.places[path] = node.place
        if isinstance(node, Scalar) and model in READ:
            read = self.phrase(READ[model], node)
            return read if isinstance(read, model) else cast(C, stand_in(model))
        if not isinstance(node, Mapping) or model in PHRASE_ONLY:
            one = " ".join((model.__doc__ or "").split()).split(". ")[0]
            self.sheet.refuse(node.place, f"`{path[-1]}` is not written like this", one, _how(model))
            return cast(C, stand_in(model))
        if model is Participation:
            return self.opt_in(model, node, path)
        return self.table(model, node, path)

    def table(self, model: type[C], node: Mapping, path: Path) -> C:
        """A clause written as a table: every word known, none missing that has to be there."""
        fields = {word_of(name, info): (name, info) for name, info in model.model_fields.items()}
        values: dict[str, Any] = {}
        for word, value in node.values.items():
            self.key_places[(*path, word)] = node.keys[word]
            if word not in fields:
                self.unknown(word, fields, node.keys[word])
                continue
            name, info = fields[word]
            self.places[(*path, word)] = value.place
            if isinstance(value, Scalar) and value.text == NOT_DECLARED and not info.is_required():
                continue
            values[info.alias or name] = self.value(annotation_of(info), value, (*path, word))
        self.missing(fields, values, node, path)
        return self.build(model, values, path)

    def missing(
        self, fields: dict[str, tuple[str, FieldInfo]], values: dict[str, Any], node: Mapping, path: Path
    ) -> None:
        """Stand-ins for words that have to be there; their lack is a problem of its own unless they were misspelt."""
        misspelt = {did_you_mean(word, fields) for word in node.values if word not in fields}
        for word, (name, info) in fields.items():
            if not info.is_required() or (info.alias or name) in values:
                continue
            values[info.alias or name] = stand_in(annotation_of(info))
            if word not in node.values and not node.partial and did_you_mean(word, [word]) not in misspelt:
                place = self.key_places.get(path, node.place)
                self.sheet.refuse(place, f"`{word}` is missing", _what(info), _example(annotation_of(info), word))

    def build(self, model: type[C], values: dict[str, Any], path: Path) -> C:
        """The model, or a stand-in after telling which values it refuses."""
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                word = str(fault["loc"][0]) if fault["loc"] else ""
                place = self.places.get((*path, word)) or self.places.get(path)
                self.sheet.refuse(place, f"`{fault['input']}` is out of range", _span(model, word) or fault["msg"])
            return cast(C, stand_in(model))

    def opt_in(self, model: type[C], node: Mapping, path: Path) -> C:
        """`{opt-in: 30 % (assumption)}`, and beside it how many `withdraws` a year."""
        fields = {"opt-in": "uptake", "withdraws": "withdraws"}
        if "opt-in" not in node.values or any(word not in fields for word in node.values):
            self.sheet.refuse(
                node.place,
                "this is not a way to take part",
                "everyone, or opt-in with its share, and beside it how many withdraw",
                "write `everyone`, or `{opt-in: 30 % (assumption), withdraws: 3 % a year (assumption)}`",
            )
            return cast(C, stand_in(model))
        values: dict[str, Any] = {"mode": "opt-in"}
        for word, value in node.values.items():
            here, info = (*path, word), Participation.model_fields[fields[word]]
            self.key_places[here], self.places[here] = node.keys[word], value.place
            if not (isinstance(value, Scalar) and value.text == NOT_DECLARED):
                values[fields[word]] = self.value(annotation_of(info), value, here)
        return model.model_validate(values)

    def value(self, annotation: Any, node: Node, path: Path) -> Any:
        """A value of any type that the models use."""
        self.places.setdefault(path, node.place)
        kind, marks = unwrap(annotation)
        origin = get_origin(kind)
        if origin is dict:
            return self.names_table(get_args(kind)[1], node, path)
        if origin is tuple:
            return self.several(get_args(kind), node, path)
        if isinstance(kind, type) and issubclass(kind, Clause) and kind is not Quantity:
            return self.clause(kind, node, path)
        if get_args(kind) and get_origin(kind) is not Literal:
            return self.union(get_args(kind), node, path)
        if not isinstance(node, Scalar):
            self.sheet.refuse(node.place, f"`{path[-1]}` takes one phrase", "a phrase", _example(annotation, path[-1]))
            return stand_in(annotation)
        return self.scalar(kind, marks, node, path)

    def union(self, kinds: tuple[Any, ...], node: Node, path: Path) -> Any:
        """The two unions of the layout: the kinds of scheme, and a fixed word beside a clause."""
        if set(kinds) == set(SCHEMES.values()):
            return self.scheme(node, path)
        for kind in kinds:
            if get_origin(kind) is Literal and isinstance(node, Scalar) and node.text in get_args(kind):
                return node.text
        return self.value(next(kind for kind in kinds if get_origin(kind) is not Literal), node, path)

    def scheme(self, node: Node, path: Path) -> Any:
        """A scheme by its kind; None (and a problem) where the kind cannot be told."""
        kind = node.values.get("kind") if isinstance(node, Mapping) else None
        if not isinstance(kind, Scalar):
            place = self.key_places.get(path, node.place)
            self.sheet.refuse(place, "`kind` is missing", "a kind of scheme: points or list", "write `kind: points`")
            return None
        model = SCHEMES.get(kind.text)
        if model is None:
            hint = otherwise(kind.text) or did_you_mean(kind.text, SCHEMES)
            self.sheet.refuse(
                kind.place,
                coming(kind.text) or f"`{kind.text}` is not a kind of scheme",
                "a kind of scheme: points or list",
                hint,
            )
            return None
        return self.clause(model, node, path)

    def names_table(self, kind: Any, node: Node, path: Path) -> dict[str, Any]:
        """Clauses by names that the file gives them."""
        if isinstance(node, Scalar) and node.text == NOT_DECLARED:
            return {}
        if not isinstance(node, Mapping):
            example = f"write `{path[-1]}:` and below it, indented, `name: ...`"
            self.sheet.refuse(node.place, f"`{path[-1]}` takes names with a clause each", "a table of names", example)
            return {}
        values = {}
        for name, value in node.values.items():
            here = (*path, name)
            self.key_places[here] = node.keys[name]
            self.places[here] = value.place
            if path != ("phases",) and len(path) and path[-1] != "changes":
                self.name(name, node.keys[name], path)
            if kind is object:
                values[name] = plain(value)
            elif (read := self.value(kind, value, here)) is not None:
                values[name] = read
        return values

    def name(self, name: str, place: Place, path: Path) -> None:
        """A name must be words, without the signs that phrases and dotted paths need."""
        if path == ("sources",):
            if any(sign in name for sign in " ;()") or name == "assumption" or not name:
                self.sheet.refuse(
                    place,
                    f"`{name}` cannot be the key of a source",
                    "letters, digits and hyphens, without spaces",
                    "write a key such as `SPC17`",
                )
        elif not name.strip() or any(sign in name for sign in ".()`") or name == NOT_DECLARED:
            self.sheet.refuse(place, f"`{name}` cannot be a name", "words without full stops and brackets")

    def several(self, kinds: tuple[Any, ...], node: Node, path: Path) -> tuple[Any, ...]:
        """A list of values (one alone may stand without brackets), or the two ends of a range."""
        if len(kinds) == 2 and kinds[1] is not Ellipsis:
            if isinstance(node, Scalar):
                ends = self.phrase(read_range, node)
                return ends if isinstance(ends, tuple) else tuple(stand_in(kind) for kind in kinds)
            self.sheet.refuse(node.place, "a range is one phrase", "two ends", "write `0 to 1300 points (assumption)`")
            return tuple(stand_in(kind) for kind in kinds)
        if isinstance(node, Mapping):
            self.sheet.refuse(node.place, f"`{path[-1]}` takes a list", "words in brackets", "write `[one, another]`")
            return ()
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(self.value(kinds[0], item, (*path, str(number))) for number, item in enumerate(items))

    def scalar(self, kind: Any, marks: tuple[Any, ...], node: Scalar, path: Path) -> Any:
        """A quantity, a choice of words, a date, a number, yes or no, or words."""
        if kind is Quantity:
            amount = next((mark for mark in marks if isinstance(mark, Amount)), None)
            return self.phrase(lambda text, names: read_quantity(text, amount, names.sources), node) or stand_in_of(
                amount
            )
        if get_origin(kind) is Literal:
            return self.choice(get_args(kind), node, path)
        if kind is date:
            return self.phrase(lambda text, names: read_date(text, path[-1]), node) or date.min
        if kind is bool:
            return self.yes_or_no(node, path)
        if kind is int:
            if node.text.lstrip("+-").isdigit():
                return int(node.text)
            self.sheet.refuse(node.place, f"`{node.text}` is not a whole number", "a whole number", "write `3`")
            return 0
        if not node.text.strip():
            self.sheet.refuse(node.place, f"`{path[-1]}` is empty", "words", f"write them, or `{NOT_DECLARED}`")
        elif any(isinstance(mark, Cites) for mark in marks):
            self.phrase(lambda text, names: cited(text, names.sources), node)
        return node.text

    def yes_or_no(self, node: Scalar, path: Path) -> bool:
        """`yes` or `no` alone: the source of it stands in the clause's `law`."""
        word, brackets, source = node.text.partition(" (")
        if brackets and word in ("yes", "no"):
            self.sheet.refuse(
                node.place,
                f"`{path[-1]}` takes `yes` or `no` alone",
                "yes or no",
                f"write `{path[-1]}: {word}`, and beside it `law: {source.rstrip(')')}`",
            )
            return word == "yes"
        return self.choice(("yes", "no"), node, path) == "yes"

    def choice(self, words: tuple[str, ...], node: Scalar, path: Path) -> str:
        """One of a few words."""
        if node.text in words:
            return node.text
        message = coming(node.text) or f"`{node.text}` is not a word for `{path[-1]}`"
        self.sheet.refuse(node.place, message, "one of: " + listed(words), did_you_mean(node.text, words))
        return words[0]

    def phrase(self, read: Any, node: Scalar) -> Any:
        """What `read` makes of a text, or None after telling what is wrong with it."""
        try:
            return read(node.text.strip(), self.names)
        except Malformed as wrong:
            offset = wrong.offset if node.plain else 0
            place = Place(node.place.line, node.place.column + offset)
            message = wrong.message
            if not node.text.strip():
                message = "nothing is written here"
            self.sheet.refuse(place, coming(node.text) or message, wrong.expected, wrong.hint)
        return None

    def unknown(self, word: str, fields: dict[str, Any], place: Place) -> None:
        """Refuses a word that a clause does not have: one that is coming, or one that is not known at all."""
        message = coming(word) or f"`{word}` is not a word that this clause has"
        hint = None if coming(word) else otherwise(word) or did_you_mean(word, fields)
        self.sheet.refuse(place, message, "one of: " + listed(fields, most=30), hint)


def plain(node: Node) -> Any:
    """A tree as nested dicts, lists and texts."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.values.items()}
    return [plain(item) for item in node.items] if isinstance(node, Sequence) else node.text


def stand_in_of(amount: Amount | None) -> Quantity:
    """A quantity that is not a number: no comparison with it is true, so no law objects to it."""
    return Quantity(value=math.nan, unit=amount.units[0] if amount else "", source="assumption")


def stand_in(annotation: Any) -> Any:
    """The value that takes the place of one that could not be read."""
    kind, marks = unwrap(annotation)
    origin = get_origin(kind)
    if kind is Quantity:
        return stand_in_of(next((mark for mark in marks if isinstance(mark, Amount)), None))
    if isinstance(kind, type) and issubclass(kind, Clause):
        if kind is Effect:  # an effect has no required part, and one without any would break a law
            return Effect(bar=True)
        if kind is Item:  # the same holds of an item
            return Item(points=stand_in_of(None))
        fields = kind.model_fields.values()
        values = {
            name: stand_in(annotation_of(info))
            for name, info in zip(kind.model_fields, fields, strict=True)
            if info.is_required()
        }
        return kind.model_construct(**values)
    if origin is tuple:
        kinds = get_args(kind)
        return () if kinds[-1] is Ellipsis else tuple(stand_in(one) for one in kinds)
    if origin is Literal:
        return get_args(kind)[0]
    if origin is dict:
        return {}
    if get_args(kind):
        return stand_in(next(one for one in get_args(kind) if get_origin(one) is not Literal))
    return {date: date.min, int: 0, bool: False}.get(kind, "")


def _keys(root: Mapping, section: str) -> list[str]:
    node = root.values.get(section)
    return list(node.values) if isinstance(node, Mapping) else []


def annotation_of(info: FieldInfo) -> Any:
    """The type of a field with all that its declaration says of it."""
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type without `Annotated` and without `| None`, and what `Annotated` said of it."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            marks += annotation.__metadata__
            annotation = get_args(annotation)[0]
            continue
        kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
        if len(kinds) < len(get_args(annotation)) and len(kinds) == 1:
            annotation = kinds[0]
            continue
        return annotation, marks


def _what(info: FieldInfo) -> str | None:
    """What a field is, in words: its description, or the first sentence of its model."""
    kind = unwrap(info.annotation)[0]
    if info.description or not (isinstance(kind, type) and issubclass(kind, Clause)):
        return info.description
    return " ".join((kind.__doc__ or "").split()).split(". ")[0]


def _span(model: type[Clause], word: str) -> str | None:
    """The range of a plain number, from its declaration: `from 0 to 5`."""
    for name, info in model.model_fields.items():
        ends = {end: getattr(mark, end) for mark in info.metadata for end in ("ge", "le") if hasattr(mark, end)}
        if (info.alias or name) == word and len(ends) == 2:
            return f"a number from {ends['ge']} to {ends['le']}"
    return None


def _example(annotation: Any, word: str) -> str | None:
    """How a clause that is missing might be written."""
    kind, marks = unwrap(annotation)
    amount = next((mark for mark in marks if isinstance(mark, Amount)), None)
    if amount:
        return f"write `{word}: {amount.example}`"
    if get_origin(kind) is Literal:
        return f"write `{word}: {get_args(kind)[0]}`"
    return _how(kind) if isinstance(kind, type) and issubclass(kind, Clause) else f"write `{word}: ...`"


def _how(model: type[Any]) -> str | None:
    """How a clause is written: its phrase, from the docstring of the function that reads it, or its words."""
    if model in READ:
        return "write " + " ".join((READ[model].__doc__ or "").split())
    words = [word_of(name, info) for name, info in model.model_fields.items() if info.is_required()]
    if len(model.model_fields) == 1:
        return f"write `{{{words[0]}: ...}}`"
    return f"write `{words[0]}: ...` and its other words below each other, or all of them in {{...}}" if words else None
