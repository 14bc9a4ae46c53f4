"""Phases: from a date on, some clauses of the file read otherwise. Each phase changes what the one before it left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from demerit.errors import did_you_mean, listed
from demerit.regime.layout import NOT_DECLARED, Phase, Regime
from demerit.regime.places import Mapping, Node, Place, Scalar, Sheet

FIXED = ("regime", "title", "nation", "in force", "phases", "sources")
"""words that say which regime it is, and that nothing changes"""


@dataclass(frozen=True)
class PhaseTree:
    """A phase: its first day, the tree of the whole file as it reads from then on, and the changes themselves."""

    day: date
    tree: Mapping
    changes: Mapping

    def place_of_change(self, where: tuple[str, ...]) -> Place:
        """Where the phase changes the clause at `where`, something in it or something around it."""
        for path, place in self.changes.keys.items():
            words = tuple(word.strip() for word in path.split("."))
            shorter = min(len(words), len(where))
            if words[:shorter] == where[:shorter]:
                return place
        return self.changes.place


def phase_trees(sheet: Sheet, root: Mapping, regime: Regime) -> Iterator[PhaseTree]:
    """The tree of each phase with its first day, in order; a path that leads nowhere is refused at its place."""
    section = root.values.get("phases")
    if not isinstance(section, Mapping):
        return
    tree = copy(root)
    tree.values = {word: node for word, node in root.values.items() if word != "phases"}
    before = regime.in_force
    for name, phase in sorted(regime.phases.items(), key=lambda item: item[1].from_date):
        node = section.values[name]
        changes = node.values.get("changes") if isinstance(node, Mapping) else None
        if phase.from_date == date.min or not isinstance(changes, Mapping):
            continue  # refused already
        if phase.from_date <= before:
            _refuse_day(sheet, node, phase, before)
            continue
        before = phase.from_date
        for path, value in changes.values.items():
            tree = changed_tree(sheet, tree, path.split("."), value, changes.keys[path])
        yield PhaseTree(phase.from_date, tree, changes)


def _refuse_day(sheet: Sheet, node: Node, phase: Phase, before: date) -> None:
    place = node.values["from"].place if isinstance(node, Mapping) else node.place
    sheet.refuse(
        place,
        f"the phase starts on {phase.from_date}, not after {before}",
        "a day after the regime comes into force and after every earlier phase",
    )


def changed_from_outside(sheet: Sheet, tree: Mapping, path: list[str], value: Node, place: Place) -> Mapping:
    """`tree` with the clause at a path replaced or added, as somebody sets it outside the file.

    `phases.NAME.changes.PATH` leads to what a phase changes: the clause at PATH reads so from that phase on, whether
    or not the file lets the phase change it. `not declared` is a reading too.
    """
    words = [word.strip() for word in path]
    held: list[Mapping] = []
    for word in words[:3] if into_phase(words) else ():
        inner = (held[-1] if held else tree).values.get(word)
        if not isinstance(inner, Mapping):
            break
        held.append(inner)
    if len(held) < len(_INTO):
        return changed_tree(sheet, tree, path, value, place, outside=True)
    new: Mapping = _changed_in_phase(sheet, held[-1], words[3:], value, place)
    for word, around in zip(reversed(words[:3]), (*reversed(held[:-1]), tree), strict=True):
        new = Mapping(around.place, dict(around.keys), {**around.values, word: new}, around.partial)
    return new


_INTO = ("phases", "its name", "changes")


def into_phase(words: Sequence[str]) -> bool:
    """Whether a path, word by word, leads to a clause that a phase changes: the words from the fourth on."""
    return len(words) > len(_INTO) and (words[0], words[2]) == (_INTO[0], _INTO[2])


def _changed_in_phase(sheet: Sheet, changes: Mapping, words: list[str], value: Node, place: Place) -> Mapping:
    """The changes of a phase with another reading of a clause: the last of them that writes it is written otherwise."""
    paths = {path: [word.strip() for word in path.split(".")] for path in changes.values}
    around = [path for path, within in paths.items() if words[: len(within)] == within]
    path = around[-1] if around else ".".join(words)
    rest, inner = words[len(paths.get(path, words)) :], changes.values.get(path)
    new = Mapping(changes.place, dict(changes.keys), dict(changes.values), changes.partial)
    if not rest:
        new.values[path], new.keys[path] = value, place
    elif isinstance(inner, Mapping):
        new.values[path] = changed_tree(sheet, inner, rest, value, place, outside=True)
    else:
        sheet.refuse(place, f"`{rest[0]}` leads nowhere: the phase writes `{path}` as one phrase", "the whole phrase")
    return new


def changed_tree(
    sheet: Sheet, tree: Mapping, path: list[str], value: Node, place: Place, *, outside: bool = False
) -> Mapping:
    """`tree` with the clause at `path` replaced or added; what is `not declared` goes. `tree` itself stays as it is.

    `place` is where the change stands: `outside` the file, what is wrong with the clause is said there too.
    """
    word, rest = path[0].strip(), path[1:]
    new = Mapping(tree.place, dict(tree.keys), dict(tree.values), tree.partial)
    if word in FIXED and not rest:
        refusal = f"`{word}` cannot be changed here" if outside else f"a phase cannot change `{word}`"
        sheet.refuse(place, refusal, "a clause such as `schemes.city points.start`")
    elif rest:
        inner = tree.values.get(word)
        if not isinstance(inner, Mapping):
            known = [name for name, node in tree.values.items() if isinstance(node, Mapping)]
            sheet.refuse(place, f"`{word}` leads nowhere", f"one of: {listed(known)}", did_you_mean(word, known))
        else:
            new.values[word] = changed_tree(sheet, inner, rest, value, place, outside=outside)
    elif isinstance(value, Scalar) and value.text == NOT_DECLARED:
        if outside and word not in tree.values:
            near = did_you_mean(word, tree.values)
            sheet.refuse(place, f"`{word}` is not declared anyway", f"one of: {listed(tree.values)}", near)
        new.values.pop(word, None)
        new.keys.pop(word, None)
    else:
        new.values[word] = value
        new.keys[word] = place if outside else new.keys.get(word, place)
    return new
