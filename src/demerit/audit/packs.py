"""Law packs: provisions as data, in YAML files that users may write themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from demerit.audit.layout import Pack, Provision, Severity
from demerit.audit.register import RULES
from demerit.errors import UserError, did_you_mean, listed
from demerit.regime.places import Mapping, Node, Place, Scalar, Sheet, compose

LIBRARY = Path(__file__).parent.parent / "library" / "law"
PRINCIPLES = "principles"
_WORDS = ("rule", "title", "asks", "severity", "source", "in force", "until", "contested", "counter", "applies")
_NEEDED = ("rule", "title", "asks", "severity", "source")


def pack_names() -> list[str]:
    """The packs that come with demerit, the principles first."""
    return sorted((file.stem for file in LIBRARY.glob("*.yaml")), key=lambda name: (name != PRINCIPLES, name))


def read_pack(source: str | Path) -> Pack:
    """A shipped pack by name, or a pack in a file; raises `UserError` with every problem of the file."""
    shipped = LIBRARY / f"{source}.yaml"
    path = shipped if isinstance(source, str) and Path(source).name == source and shipped.is_file() else Path(source)
    if not path.is_file():
        near = did_you_mean(str(source), pack_names())
        raise UserError(f"no law pack is called `{source}`", f"one of {listed(pack_names())}, or a file", near)
    sheet = Sheet(path.read_text(encoding="utf-8-sig"), str(source))
    root = compose(sheet)
    pack = _pack(sheet, root) if root is not None else None
    if sheet.problems or pack is None:
        raise UserError(sheet.problems)
    return pack


def _pack(sheet: Sheet, root: Mapping) -> Pack:
    for word, place in root.keys.items():
        if word not in ("name", "title", "provisions"):
            sheet.refuse(place, f"a law pack has no `{word}`", "name, title, provisions")
    provisions = root.values.get("provisions")
    if not isinstance(provisions, Mapping):
        sheet.refuse(root.place, "a law pack has provisions", "a table of provisions by name", "see principles.yaml")
        return Pack("", "", ())
    read = (_provision(sheet, name, node, provisions.keys[name]) for name, node in provisions.values.items())
    return Pack(
        _text(root.values.get("name")), _text(root.values.get("title")), tuple(one for one in read if one is not None)
    )


def _provision(sheet: Sheet, name: str, node: Node, place: Place) -> Provision | None:
    if not isinstance(node, Mapping):
        sheet.refuse(place, f"`{name}` is not a table", "rule, title, asks, severity, source")
        return None
    before = len(sheet.problems)
    for word, at in node.keys.items():
        if word not in _WORDS:
            sheet.refuse(at, f"a provision has no `{word}`", listed(_WORDS), did_you_mean(word, _WORDS))
    for word in _NEEDED:
        if word not in node.values:
            sheet.refuse(place, f"`{name}` does not say its {word}", f"`{word}: ...`")
    words = {word: _text(value) for word, value in node.values.items()}
    _one_of(sheet, node, "severity", list(get_args(Severity)))
    _one_of(sheet, node, "rule", list(RULES))
    days = {word: _day(sheet, node, word) for word in ("in force", "until")}
    if len(sheet.problems) > before:
        return None
    severity: Severity = next(one for one in get_args(Severity) if one == words["severity"])
    applies = node.values.get("applies")
    return Provision(
        name, words["rule"], words["title"], words["asks"], severity, words["source"], days["in force"], days["until"],
        words.get("contested", ""), words.get("counter", ""),
        {word: _text(value) for word, value in applies.values.items()} if isinstance(applies, Mapping) else {},
    )  # fmt: skip


def _one_of(sheet: Sheet, node: Mapping, word: str, known: list[str]) -> None:
    value = node.values.get(word)
    if isinstance(value, Scalar) and value.text not in known:
        near = did_you_mean(value.text, known)
        sheet.refuse(value.place, f"`{value.text}` is no {word}", listed(known), near)


def _day(sheet: Sheet, node: Mapping, word: str) -> date | None:
    value = node.values.get(word)
    if not isinstance(value, Scalar):
        return None
    try:
        return date.fromisoformat(value.text)
    except ValueError:
        sheet.refuse(value.place, f"`{value.text}` is no date", "a date such as 2025-02-02")
        return None


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def in_force(pack: Pack, as_of: date) -> Iterator[Provision]:
    """The provisions of a pack that hold on a day."""
    for one in pack.provisions:
        if (one.in_force is None or one.in_force <= as_of) and (one.until is None or as_of < one.until):
            yield one
