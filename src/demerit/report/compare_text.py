"""A comparison for the terminal: the clauses that differ, whose record differs, who ends up where, what differs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from demerit.errors import listed
from demerit.report import compare_classes as classes
from demerit.report import compare_words as words
from demerit.report.compare_classes import classes_text
from demerit.report.compare_words import Said

_MOST_CLAUSES = 12
_MOST_ROWS = 30
_MOST_NAMES = 6
_BY_CLASS = "--by income, age, residence or sex shows them of each class of people."


def compare_text(said: Said, width: int = 88, *, with_clauses: bool = True, by: Sequence[str] = ()) -> str:
    """The comparison in `width` columns; `--json` and the page have all of it. Clauses may be told elsewhere.

    `by` are kinds of class (income, age, residence, sex) by which clear differences are shown as well.
    """
    lines = [said["a"]["title"] if said["a"]["title"] == said["b"]["title"] else "Two regimes over the same people"]
    for side in "ab":
        lines += _hung(f"{side.upper()}  {words.called(said[side])}", width, 3)
    lines += [*_folded(f"{words.who(said)}.", width), *_folded(words.HOW, width)]
    lines += [line for text in (words.searched(said),) if text for line in _folded(text, width)]
    lines += ["", *_clauses(said, width)] if with_clauses else []
    lines += ["", "Records"]
    lines += [line for text in words.records(said) for line in _folded(text, width, "  ")]
    lines += [*_flows(said, width), "", *_differences(said, width, by), *classes_text(said, by, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _folded(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _hung(text: str, width: int, hang: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=" " * hang, break_on_hyphens=False)


def _clauses(said: Said, width: int) -> list[str]:
    """What the two files say differently."""
    clauses = words.clauses(said)
    if not clauses:
        return ["The two regimes say the same."]
    lines = ["What they say differently  - A, + B"]
    for one in clauses[:_MOST_CLAUSES]:
        lines += _hung(f"  {' > '.join(one['path'])}", width, 4)
        lines += [*_hung(f"    - {one['a']}", width, 6), *_hung(f"    + {one['b']}", width, 6)]
    rest = len(clauses) - _MOST_CLAUSES
    return lines + ([f"  and {rest} more clauses; `demerit difference A B` has all of them"] if rest > 0 else [])


def _flows(said: Said, width: int) -> Iterator[str]:
    flows = said["flows"]
    for heading, kind in (("People ever listed", "lists"), ("People ever turned away", "gates")):
        rows = [(name, *words.overlap(one)) for name, one in flows[kind].items()]
        if rows:
            yield ""
            yield from _table([(heading, *words.HEADS), *rows], width)
    for name, table in flows["bands"].items():
        if not table["people"]:
            continue
        yield ""
        yield from _table([(f"{name}, A down, B across", *table["columns"]), *words.cells(table)], width)
        yield from _folded(words.moved(table), width, "  ")
        if table["note"]:
            yield from _folded(f"Left out: {table['note']}.", width, "  ")


def _table(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """A table: names on the left, whole numbers flush right, its first line flush with the margin."""
    columns = [max(len(row[at]) for row in rows) for at in range(1, len(rows[0]))]
    left = max(12, min(max(len(row[0]) for row in rows) + 2, width - sum(columns) - 2 * len(columns)))
    for number, row in enumerate(rows):
        *above, name = textwrap.wrap(row[0], left, initial_indent="" if number == 0 else "  ",
                                     subsequent_indent="" if number == 0 else "    ")  # fmt: skip
        yield from above
        yield f"{name:<{left}}" + "".join(f"  {cell:>{size}}" for cell, size in zip(row[1:], columns, strict=True))


def _differences(said: Said, width: int, by: Sequence[str]) -> list[str]:
    clear = words.clear(said)
    lines = ["Differences  A → B, B less A, 95 % interval", *_folded(words.tally(said), width, "  ")]
    lines += [line for text in (classes.tally(said),) if text for line in _folded(text, width, "  ")]
    shown = sorted(clear, key=words.size, reverse=True)[:_MOST_ROWS]
    if shown:
        lines += [*_shown([one for one in clear if one in shown], width), ""]
    if len(clear) > len(shown):
        lines += _folded(f"and {len(clear) - len(shown)} smaller ones: --json or --html FILE has them", width, "  ")
    few = any(map(words.marked_few, shown)) or classes.any_few(said, by)
    notes = [words.saved(said), words.FEW if few else None, words.BY_LUCK]
    notes += [_only(said), classes.HOW if by else _BY_CLASS if said["by_class"] else None]
    return [
        *lines,
        *([] if lines[-1] == "" else [""]),
        *(line for note in notes if note for line in _folded(note, width)),
    ]


def _only(said: Said) -> str | None:
    sides = {side: [one["indicator"] for one in said["only"] if one["in"] == side] for side in "AB"}
    parts = [f"only {side} has: {listed(names, _MOST_NAMES)}" for side, names in sides.items() if names]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else None


def _shown(rows: list[Said], width: int) -> list[str]:
    """The differences, family by family: the indicator, and below it both values, the difference, its interval."""
    figures = {id(one): words.figures(one) for one in rows}
    sizes = [max(len(row[at]) for row in figures.values()) for at in range(3)]
    lines = []
    for family, members in words.by_family(rows):
        lines += ["", f"  {family}"]
        for one in members:
            both, gap, span = figures[id(one)]
            start = f"      {both:<{sizes[0]}}  {gap:>{sizes[1]}}  {span:<{sizes[2]}}  "
            lines += _hung(f"    {words.name_of(one)}", width, 6)
            lines += textwrap.wrap(f"{start}{one['unit']}", width, subsequent_indent=" " * min(len(start), width // 2))
    return lines
