"""Law packs: provisions as data, in YAML files that users may write themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from demerit.audit.layout import Closed, Pack, Provision, Severity
from demerit.audit.register import RULES
from demerit.errors import Problem, UserError, did_you_mean, listed
from demerit.regime.places import Kind, Mapping, Node, Place, Scalar, Sheet, compose
from demerit.regime.places import Sequence as Several

LIBRARY = Path(__file__).parent.parent / "library" / "law"
PRINCIPLES = "principles"
MEASURED = "measured"
"""the pack of what only a run shows; no law, and held against nothing but a run"""
HELP = "docs/auditing.md"
"""where to look up how a pack is written"""
_WORDS = ("rule", "title", "asks", "severity", "source", "in force", "until", "contested", "counter", "applies",
          "heads", "in none of them")  # fmt: skip
_HANGS_ON = {"operator": ("public", "private", "delegated"), "uses ai": ("yes", "no")}
"""the declarations of a regime that a provision may hang on, with their values"""
_TABLES = ("applies", "heads", "in none of them")
"""words of a provision that are no text"""
_NEEDED = ("rule", "title", "asks", "severity", "source")


def _shipped() -> list[str]:
    """The packs that come with demerit, that for runs among them."""
    return [file.stem for file in LIBRARY.glob("*.yaml")]


def pack_names() -> list[str]:
    """The packs that come with demerit and are held against files, the principles first."""
    names = [name for name in _shipped() if name != MEASURED]
    return sorted(names, key=lambda name: (name != PRINCIPLES, name))


def read_pack(source: str | Path, rules: Collection[str] | None = None) -> Pack:
    """A shipped pack by name, or a pack in a file; raises `UserError` with every problem of the file.

    `rules` are the tests that its provisions may ask for: unless given, those of a file.
    """
    if source == MEASURED and rules is None:
        raise UserError(f"`{MEASURED}` is held against runs", f"one of {listed(pack_names())}, or a file",
                        "`demerit audit --simulate` makes a run and holds it against these principles")  # fmt: skip
    shipped = LIBRARY / f"{source}.yaml"
    path = shipped if isinstance(source, str) and Path(source).name == source and shipped.is_file() else Path(source)
    if not path.is_file():
        near = did_you_mean(str(source), pack_names())
        raise UserError(f"no law pack is called `{source}`", f"one of {listed(pack_names())}, or a file", near)
    try:
        sheet = Sheet(path.read_text(encoding="utf-8-sig"), str(source))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problem = Problem(str(source), line, None, "this is not UTF-8 text", "UTF-8", "save the file as UTF-8")
        raise UserError(problem) from None
    example = f"write `name: mine`, `title: My own tests` and `provisions:`; {HELP} has an example"
    root = compose(sheet, Kind("law pack", "the clauses name, title and provisions", example))
    pack = _pack(sheet, root, RULES if rules is None else rules) if root is not None else None
    if root is not None and pack is not None and path != shipped and pack.name in _shipped():
        message = f"`{pack.name}` is the name of a pack that comes with demerit"
        sheet.refuse(root.values["name"].place, message, "a name of its own", f"such as `my-{pack.name}`")
    if sheet.problems or pack is None:
        raise UserError(sheet.problems)
    return pack


def _pack(sheet: Sheet, root: Mapping, rules: Collection[str]) -> Pack:
    for word, place in root.keys.items():
        if word not in ("name", "title", "provisions"):
            sheet.refuse(place, f"a law pack has no `{word}`", "name, title, provisions")
    for word in ("name", "title"):
        if not _text(root.values.get(word)):
            sheet.refuse(root.keys.get(word, root.place), f"a law pack has a {word}", f"`{word}: ...`, in words")
    provisions = root.values.get("provisions")
    if not isinstance(provisions, Mapping) or not provisions.values:
        sheet.refuse(root.place, "a law pack has provisions", "a table of provisions by name", f"{HELP} has an example")
        return Pack("", "", ())
    read = (_provision(sheet, name, node, provisions.keys[name], rules) for name, node in provisions.values.items())
    return Pack(
        _text(root.values.get("name")), _text(root.values.get("title")), tuple(one for one in read if one is not None)
    )


def _provision(sheet: Sheet, name: str, node: Node, place: Place, rules: Collection[str]) -> Provision | None:
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
    for word, value in node.values.items():
        if word in _WORDS and word not in _TABLES and not _text(value):
            sheet.refuse(value.place, f"`{word}` is not a text", f"`{word}: ...`, in words")
    words = {word: _text(value) for word, value in node.values.items()}
    _one_of(sheet, node, "severity", list(get_args(Severity)))
    _one_of(sheet, node, "rule", list(rules))
    days = {word: _day(sheet, node, word) for word in ("in force", "until")}
    if days["in force"] and days["until"] and days["until"] <= days["in force"]:
        sheet.refuse(node.values["until"].place, "this ends before it begins", f"a day after {days['in force']}")
    _applies(sheet, node)
    closed = _closed(sheet, name, node, place)
    if len(sheet.problems) > before:
        return None
    severity: Severity = next(one for one in get_args(Severity) if one == words["severity"])
    applies = node.values.get("applies")
    return Provision(
        name, words["rule"], words["title"], words["asks"], severity, words["source"], days["in force"], days["until"],
        words.get("contested", ""), words.get("counter", ""),
        {word: _text(value) for word, value in applies.values.items()} if isinstance(applies, Mapping) else {}, closed,
    )  # fmt: skip


def _applies(sheet: Sheet, node: Mapping) -> None:
    """What a provision hangs on: words of a regime, each with values that it can have."""
    applies = node.values.get("applies")
    if applies is not None and not isinstance(applies, Mapping):
        sheet.refuse(applies.place, "`applies` is a table", "a table such as `{operator: public}`")
    if not isinstance(applies, Mapping):
        return
    for word, value in applies.values.items():
        if word not in _HANGS_ON:
            near = did_you_mean(word, _HANGS_ON)
            sheet.refuse(applies.keys[word], f"no provision hangs on `{word}`", listed(_HANGS_ON), near)
            continue
        for one in _text(value).split(" or "):
            if one not in _HANGS_ON[word]:
                wanted = f"{listed(_HANGS_ON[word])}; several with `or` between them"
                sheet.refuse(value.place, f"`{word}` is never `{one}`", wanted, did_you_mean(one, _HANGS_ON[word]))


def _closed(sheet: Sheet, name: str, node: Mapping, place: Place) -> Closed | None:
    """The closed list of a provision; there is one where its test holds a regime against one, and nowhere else."""
    rule = _text(node.values.get("rule"))
    wanted = rule in RULES and RULES[rule][0].against_a_list
    heads, none = node.values.get("heads"), node.values.get("in none of them")
    for word in ("heads", "in none of them"):
        if word in node.values and not wanted:
            sheet.refuse(node.keys[word], f"`{rule}` holds nothing against a list", f"`{word}` beside a test that does")
    if not wanted:
        return None
    if not isinstance(heads, Mapping) or not heads.values:
        sheet.refuse(heads.place if heads else place, f"`{name}` carries no list, and `{rule}` needs one",
                     "`heads:`, a table of heads in words, each with names: `limits on spending: [air]`")  # fmt: skip
        return None
    found = {head: _names(sheet, f"heads.{head}", names) for head, names in heads.values.items()}
    outside = _names(sheet, "in none of them", none) if none is not None else ()
    twice = next((one for one in outside if any(one in names for names in found.values())), None)
    if twice is not None and none is not None:
        sheet.refuse(none.place, f"`{twice}` falls under a head and under none", "either of the two")
    return Closed(found, outside)


def _names(sheet: Sheet, word: str, node: Node) -> tuple[str, ...]:
    """A list of names; one name may stand by itself."""
    items = node.items if isinstance(node, Several) else [node]
    for item in items:
        if not _text(item):
            sheet.refuse(item.place, f"`{word}` is no list of names", "names such as `[air, hotel]`")
    return tuple(_text(item) for item in items)


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
        return day_of(value.text)
    except ValueError:
        sheet.refuse(value.place, f"`{value.text}` is no date", "a date such as 2025-02-02")
        return None


def day_of(text: str) -> date:
    """A date written as 2025-02-02, and in no other way; raises `ValueError`."""
    if len(text) != len("2025-02-02") or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def in_force(pack: Pack, as_of: date) -> Iterator[Provision]:
    """The provisions of a pack that hold on a day."""
    for one in pack.provisions:
        if (one.in_force is None or one.in_force <= as_of) and (one.until is None or as_of < one.until):
            yield one
