"""From a regime file to a `Regime`: every problem of the file at once, each with its place.

regime = read_regime("rongcheng")                     # a shipped regime, or the path of a file, or its text
document = read_document("mine.yaml", known)          # with places, phases, and checked against a nation's names
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demerit.errors import Problem, UserError, did_you_mean, listed
from demerit.regime.check import Finding, Known, findings
from demerit.regime.laws import fact_of
from demerit.regime.layout import Item, Points, Regime
from demerit.regime.phases import PhaseTree, phase_trees
from demerit.regime.places import Mapping, Place, Sheet, compose
from demerit.regime.reader import Path as Where
from demerit.regime.reader import Reader

LIBRARY = Path(__file__).parent.parent / "library" / "regimes"
_LARGEST = 4_000_000


@dataclass(frozen=True)
class Document:
    """A regime that was read from a file: the regime, its phases by date, and where everything stands."""

    regime: Regime
    phases: tuple[tuple[date, Regime], ...]
    """the regime of each phase with its first day; the first is the regime as it enters into force"""
    text: str
    file: str
    places: dict[Where, Place]
    """where the value of a path of words stands, such as `("schemes", "debtors", "notice")`"""

    def place(self, *words: str) -> Place | None:
        """Where a clause stands, or the nearest clause around it."""
        while words and words not in self.places:
            words = words[:-1]
        return self.places.get(words)


def read_regime(source: str | Path, known: Known | None = None) -> Regime:
    """The regime in a file (a path, a shipped name, or YAML text of several lines); raises `UserError`.

    `known` are the names of a nation; without it, conduct and gates are not compared with any.
    """
    return read_document(source, known).regime


def phases_of(source: str | Path | Document, known: Known | None = None) -> list[tuple[date, Regime]]:
    """The regime of each phase with its first day, in order; the first is the regime as it enters into force."""
    document = source if isinstance(source, Document) else read_document(source, known)
    return list(document.phases)


def regime_at(source: str | Path | Document, day: date) -> Regime:
    """The regime in force on a day; before the first day, the first."""
    phases = phases_of(source)
    return [regime for start, regime in phases if start <= max(day, phases[0][0])][-1]


def read_document(source: str | Path, known: Known | None = None) -> Document:
    """The regime with its phases and places; raises `UserError` with every problem of the file."""
    text, file = _text_of(source)
    sheet = Sheet(text, file)
    root = compose(sheet)
    if root is None:
        raise UserError(sheet.problems)
    return read_tree(sheet, root, known)


def read_tree(sheet: Sheet, root: Mapping, known: Known | None = None) -> Document:
    """The regime of the tree of a sheet; raises `UserError` with every problem, also those that the sheet had."""
    reader = Reader(sheet, root)
    regime = reader.regime()
    _check(sheet, reader, regime, known)
    phases = [(regime.in_force, regime)]
    before = regime
    for phase in phase_trees(sheet, root, regime):
        before = _read_phase(sheet, phase, before, known)
        phases.append((phase.day, before))
    if sheet.problems:
        raise UserError(sheet.problems)
    return Document(regime, tuple(phases), sheet.text, sheet.file, reader.places)


def find_regime(name_or_path: str | Path) -> Path:
    """The file of a shipped regime or the path itself; raises `UserError` with the nearest names."""
    path = Path(name_or_path)
    shipped_file = LIBRARY / f"{name_or_path}.yaml"
    if isinstance(name_or_path, str) and path.name == name_or_path and shipped_file.is_file():
        return shipped_file
    if path.is_file():
        return path
    names = [file.stem for file in sorted(LIBRARY.glob("*.yaml"))]
    if path.is_dir():
        raise UserError(f"{path} is a folder", "a regime file", "give the name of a YAML file in it")
    if path.suffix or len(path.parts) > 1:
        near = did_you_mean(path.name, [file.name for file in path.parent.glob("*.y*ml")])
        raise UserError(f"there is no file {path}", f"a regime file, or a shipped regime: {listed(names)}", near)
    raise UserError(
        f"no regime is called `{name_or_path}`",
        f"a shipped regime ({listed(names)}) or the path of a file",
        did_you_mean(str(name_or_path), names) or "`demerit new FILE` writes one to start from",
    )


def shipped() -> list[Regime]:
    """The regimes that come with demerit, by name."""
    return [read_regime(file) for file in sorted(LIBRARY.glob("*.yaml"))]


def _text_of(source: str | Path) -> tuple[str, str]:
    """The text of a regime and the name to report it under."""
    if isinstance(source, str) and "\n" in source:
        return source, "regime"
    path = find_regime(source)
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"{path} is too long for a regime", f"at most {_LARGEST:,} bytes")
        return path.read_text(encoding="utf-8-sig"), str(path)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problem = Problem(str(path), line, None, "this is not UTF-8 text", "UTF-8", "save the file as UTF-8")
        raise UserError(problem) from None


def _check(sheet: Sheet, reader: Reader, regime: Regime, known: Known | None) -> None:
    """The laws of a sane file, each finding with its place."""
    for finding in findings(regime, known, written=reader.key_places):
        sheet.refuse(_place_of(finding, reader), finding.message, finding.expected, finding.hint)


def _place_of(finding: Finding, reader: Reader) -> Place | None:
    where = finding.where
    while where:
        first, second = reader.places, reader.key_places
        if finding.at_key:
            first, second = second, first
        place = first.get(where) or second.get(where)
        if place:
            return place
        where = where[:-1]
    return None


def _read_phase(sheet: Sheet, phase: PhaseTree, before: Regime, known: Known | None) -> Regime:
    """The regime of one phase, read and checked like any other, with the names of the one before."""
    reader = Reader(sheet, phase.tree)
    regime = reader.regime()
    _check(sheet, reader, regime, known)
    for (where, was), (_, now) in zip(_must_stay(before), _must_stay(regime), strict=False):
        if was != now:
            sheet.refuse(
                phase.place_of_change(where),
                f"a phase cannot change the names or the order of {' > '.join(where)} yet",
                listed(was),
                f"keep them as they are; here they become {listed(now)}",
            )
    return regime


def _must_stay(regime: Regime) -> Iterator[tuple[Where, list[str]]]:
    """What a run keeps its state by: names, their order, and who feeds whom."""
    yield ("feeds",), list(regime.feeds)
    yield ("schemes",), list(regime.schemes)
    yield ("measures",), [f"{name} at {measure.gate}" for name, measure in regime.measures.items()]
    flows = regime.agreements.values()
    yield ("agreements",), [f"{flow.source} to {flow.to}: {', '.join(flow.passes)}" for flow in flows]
    for name, scheme in regime.schemes.items():
        if isinstance(scheme, Points):
            yield ("schemes", name, "bands"), list(scheme.bands)
            yield ("schemes", name, "catalogue"), [_item(item, priced) for item, priced in scheme.catalogue.items()]
            yield ("schemes", name, "dimensions"), list(scheme.dimensions)
        else:
            yield ("schemes", name, "grounds"), list(scheme.grounds)
            yield ("schemes", name, "exits"), list(scheme.exits)
            yield ("schemes", name, "decides"), ["a queue" if scheme.decides else "no queue"]


def _item(name: str, item: Item) -> str:
    """An item, what it prices if that is not its name, and whether a repaired mark leaves another one."""
    fact = fact_of(name, item)
    left = " and what its repair leaves" if item.repair and item.repair.leaves else ""
    return f"{name}{f' for {fact}' if fact != name else ''}{left}"
