"""A comparison as HTML: the sections that the page and a notebook share. No script, no style sheet needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demerit.report import compare_words as words
from demerit.report.compare_classes import classes_html
from demerit.report.compare_classes import tally as classes_tally
from demerit.report.compare_words import Said
from demerit.report.layout import SYNTHETIC
from demerit.report.numbers import DASH, counted, signed, to_date, whole, written_date
from demerit.report.page_parts import esc, items, table

_HEADS = ("Of what", "A", "B", "B − A", "95 % interval", "Unit")
_ROWS_SHOWN = 20


def compare_html(said: Said) -> str:
    """The comparison as a fragment for a notebook: clear differences in the open, the rest folded away."""
    a, b = (esc(words.called(said[side])) for side in "ab")
    run = f"<strong>{SYNTHETIC}</strong> · {esc(words.who(said))}"
    parts = [
        f'<section lang="en"><h3>{a} <small>A</small> and {b} <small>B</small></h3><p>{run}</p>',
        findings(said),
        f"<h4>Clear differences</h4>{difference_table(words.clear(said))}" if words.clear(said) else "",
        _folded(counted(len(said["clauses"]), "clause differs", "clauses differ"), clauses(said)),
        _folded("Who ends up where", flows(said)),
        _folded(f"All {len(said['differences'])} indicators", difference_table(said["differences"])),
        _folded("By income, age, residence and sex", classes_html(said)),
    ]
    return "".join(part for part in parts if part) + "</section>"


def _folded(summary: str, inner: str) -> str:
    return f"<details><summary>{esc(summary)}</summary>{inner}</details>" if inner else ""


def findings(said: Said) -> str:
    """What the comparison found, in sentences."""
    found = [*words.records(said), words.tally(said), classes_tally(said), words.saved(said), words.searched(said)]
    return items([one for one in found if one], css="findings")


def clauses(said: Said) -> str:
    """What the two regimes say differently."""
    rows = [(" > ".join(one["path"]), one["a"], one["b"]) for one in words.clauses(said)]
    if not rows:
        return "<p>The two regimes say the same.</p>"
    return table("Clauses that the two do not say alike", ("Clause", "A", "B"), rows)


def flows(said: Said) -> str:
    """Overlaps of lists and gates, and bands against bands."""
    held = said["flows"]
    if held["note"]:
        return f"<p>There are no flows: {esc(held['note'])}.</p>"
    parts = []
    for caption, kind in (("People ever listed", "lists"), ("People ever turned away, by gate", "gates")):
        rows = [(name, *words.overlap(one)) for name, one in held[kind].items()]
        if rows:
            parts.append(table(f"{caption}. {SYNTHETIC}", ("", *words.HEADS), rows, range(1, 5)))
    for name, one in held["bands"].items():
        if one["people"]:
            note = f" Left out: {one['note']}." if one["note"] else ""
            caption = f"{name}: band on the last day, A down, B across. {words.moved(one)}{note} {SYNTHETIC}"
            heads = ("", *one["columns"])
            parts.append(table(caption, heads, words.cells(one), range(1, len(heads))))
    return "".join(parts)


def difference_table(rows: Sequence[Said]) -> str:
    """Differences under their families, each with its interval; a clear one is set in bold."""
    caption = f"Differences. {SYNTHETIC}; B less A, with paired intervals over communities"
    right = {"A", "B", "B − A", "95 % interval"}
    heads = "".join(f'<th scope="col"{" class=number" if head in right else ""}>{head}</th>' for head in _HEADS)
    bodies = "".join(
        f'<tbody><tr class="kind"><th scope="rowgroup" colspan="{len(_HEADS)}">{esc(family)}</th></tr>'
        + "".join(_line(one) for one in members)
        + "</tbody>"
        for family, members in words.by_family(list(rows))
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{esc(caption)}"><table><caption>{esc(caption)}'
        f"</caption><thead><tr>{heads}</tr></thead>{bodies}</table></div>"
    )


def indicators(said: Said) -> str:
    """What differs, clearly or not, in the open; what is the same in both, folded away."""
    differing = [one for one in said["differences"] if not one["same"]]
    same = [one for one in said["differences"] if one["same"]]
    shown = difference_table(differing) if differing else ""
    return shown + _folded(
        f"{counted(len(same), 'indicator')} the same in both", difference_table(same) if same else ""
    )


def _line(one: Said) -> str:
    gap = esc(words.more(one["difference"]))
    shown = f"<strong>{gap}</strong>" if one["clear"] else gap
    note = f'<br><small class="note">{esc(one["note"])}</small>' if one["note"] and not one["same"] else ""
    small = f" <small>{esc(one['direction'])}</small>"
    return (
        f'<tr><th scope="row">{esc(words.name_of(one))}{small}{note}</th>'
        f'<td class="number">{esc(words.value(one["a"]))}</td><td class="number">{esc(words.value(one["b"]))}</td>'
        f'<td class="number">{shown}</td><td class="number">{esc(words.interval(one))}</td>'
        f"<td>{esc(one['unit'])}</td></tr>"
    )


def first_days(said: Said) -> str:
    """How the first days on which records differ spread over the run."""
    spread = said["first_differences"]["spread"]
    if not spread:
        return ""
    first = to_date(said["start"])

    def day(number: int) -> str:
        return written_date(first.fromordinal(first.toordinal() + number))

    rows = [(f"{day(one['from'])} to {day(one['to'])}", whole(one["people"])) for one in spread]
    return table("Days on which records begin to differ", ("Between", "People"), rows, (1,))


def by_class(said: Said) -> str:
    """Counters that differ, by class of people, a counter folded away after the other: point values."""
    return "".join(
        _folded(
            f"{counter.partition('.')[2]}: {counter.partition('.')[0]}",
            table(
                f"{counter}, where a class of people differs. Point values: they have no interval. {SYNTHETIC}",
                ("Class", "People", "A", "B", "B − A"),
                [
                    (f"{one['by']} {one['of']}", whole(one["people"]), whole(one["a"]), whole(one["b"]),
                     signed(one["difference"]))
                    for one in rows
                ],
                range(1, 5),
            ),
        )
        for counter, rows in words.by_class(said).items()
    )  # fmt: skip


def rows_html(rows: list[dict[str, Any]]) -> str:
    """Rows of a comparison as a plain table, the first twenty of them."""
    if not rows:
        return "<p>no rows</p>"
    heads = list(rows[0])
    shown = [[DASH if row[head] is None else row[head] for head in heads] for row in rows[:_ROWS_SHOWN]]
    return table(f"{SYNTHETIC}; {len(rows):,} rows, the first {len(shown)} shown", heads, shown)
