"""A comparison in words and figures, the same on every surface: who A and B are, what is clear, how days spread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from typing import Any

from demerit.indicators.families import FAMILIES
from demerit.report.numbers import DASH, counted, decimal, part_of, to_date, whole, written_date

Said = dict[str, Any]

HOW = (
    "Both runs live the same people with the same luck, so what luck adds to both falls out of the difference. "
    "Intervals are at 95 %, over communities."
)
BY_LUCK = "One in twenty intervals leaves zero out by luck alone."
NOTHING = "nothing to measure"
FEW_MARK = "few"
FEW = (
    f"{FEW_MARK}: fewer than 5 communities show a difference, and the interval is what three or four differing events "
    "would make, or wider; of amounts (days, hours, yuan) there is none."
)
_WORTH_SAYING = 1.05
HEADS = ("in A only", "in B only", "in both", "in neither")


def called(side: Said) -> str:
    """A or B in a few words: `rongcheng; without no flights`."""
    return "; ".join([side["regime"], *side["changes"]])


def title(said: Said) -> str:
    """The comparison in a heading: `debtors-2013 and debtors-2017`, or `rongcheng and rongcheng read otherwise`."""
    a, b = (f"{said[side]['regime']}{' read otherwise' if said[side]['changes'] else ''}" for side in "ab")
    return f"{a} and {b}"


def who(said: Said) -> str:
    """Who lived, when, with which luck."""
    first = to_date(said["start"])
    days = f"{written_date(first)} to {written_date(first + timedelta(days=said['days'] - 1))}"
    return f"{whole(said['people'])} synthetic people of {said['nation']}, {days}, seed {said['seed']}"


def more(number: float | None) -> str:
    """A number with about three figures and its sign, `+0.0123`, `−4.5`; 0 without, a dash where there is none."""
    if number is None:
        return DASH
    written = decimal(abs(number))
    if not written.strip("0.,"):
        return "0"
    return f"+{written}" if number > 0 else f"\N{MINUS SIGN}{written}"


def unmeasured(one: Said) -> bool:
    """Whether neither A nor B has a value: nobody was listed, say."""
    return one["a"] is None and one["b"] is None


def interval(one: Said) -> str:
    """`−0.02 to +0.01`, `same in both`, `nothing to measure` in one or both, or a dash where it has no bounds."""
    if unmeasured(one):
        return NOTHING
    if one["a"] is None or one["b"] is None:
        return f"{NOTHING} in {'A' if one['a'] is None else 'B'}"
    if one["same"]:
        return "same in both"
    if one["low"] is None or one["high"] is None:
        return DASH
    return f"{more(one['low'])} to {more(one['high'])}"


def figures(one: Said) -> tuple[str, str, str]:
    """`0.112 → 0`, `−0.112`, `(−0.14 to −0.084)`; `nothing to measure` alone where neither has a value."""
    if unmeasured(one):
        return NOTHING, "", ""
    few = f" {FEW_MARK}" if marked_few(one) else ""
    return f"{value(one['a'])} → {value(one['b'])}", more(one["difference"]), f"({interval(one)}){few}"


def marked_few(one: Said) -> bool:
    """Whether a row carries the mark that `FEW` explains."""
    return bool(one["few"] and not one["same"])


def value(number: float | None) -> str:
    """A value of an indicator in A or B."""
    return DASH if number is None else decimal(number)


def name_of(one: Said) -> str:
    """The indicator with the scheme, list or gate that it is about."""
    return f"{one['label']} ({one['scheme']})" if one["scheme"] else str(one["label"])


def by_family(rows: list[Said]) -> Iterator[tuple[str, list[Said]]]:
    """Rows under the families of indicators, in their order; families without rows are left out."""
    for family, members in FAMILIES.items():
        names = {indicator.name for indicator in members}
        found = [one for one in rows if one["name"] in names]
        if found:
            yield family, found


def size(one: Said) -> float:
    """How large a clear difference is: as a part of the larger of the two values; 2 where the sign turns."""
    most = max(abs(one["a"]), abs(one["b"]))
    return abs(one["difference"]) / most if most else 0.0


_NAMES = ("regime", "title", "sources", "in force")


def clauses(said: Said) -> list[Said]:
    """The clauses that differ, what they rule first, then what the regimes are called and cite."""
    return sorted(said["clauses"], key=lambda one: one["path"][0] in _NAMES)


def clear(said: Said) -> list[Said]:
    """The differences whose interval leaves zero out, in the order of the families."""
    return [one for one in said["differences"] if one["clear"]]


def tally(said: Said) -> str:
    """How many indicators differ clearly, not clearly, not at all."""
    rows = said["differences"]
    same = sum(one["same"] and one["difference"] is not None for one in rows)
    unknown = sum(one["difference"] is None for one in rows)
    rest = len(rows) - len(clear(said)) - same - unknown
    parts = [f"{whole(len(clear(said)))} of {counted(len(rows), 'indicator')} differ clearly"]
    parts += [f"{whole(rest)} not clearly"] if rest else []
    parts += [f"{whole(same)} not at all"] if same else []
    parts += [f"{whole(unknown)} had nothing to be taken over in one of the two"] if unknown else []
    return ", ".join(parts) + "."


def saved(said: Said) -> str | None:
    """What sharing luck is worth: how many times more people independent runs would need, in the middle of all."""
    times = [one["saved"] for one in said["differences"] if one["saved"] is not None and one["clusters"]]
    middle = median(times) if times else 1.0
    if middle < _WORTH_SAYING:
        return None
    return (
        f"Independent runs would need {decimal(float(f'{middle:.2g}'))} times as many people for intervals as narrow "
        f"(median of the {counted(len(times), 'indicator')} with enough that differs)."
    )


def searched(said: Said) -> str | None:
    """How many people it took, and what independent runs would have needed."""
    found = said["search"]
    if found is None:
        return None
    people, width = whole(found["tried"][-1]["people"]), found["tried"][-1]["width"]
    sizes = f"{people} people give {found['indicator']} an interval {decimal(width)} wide"
    sizes = f"{sizes}, of the {decimal(found['within'])} asked for; {counted(len(found['tried']), 'size')} tried."
    if found["independent"] is None:
        return sizes
    return (
        f"{sizes} For just that width, by these variances, {whole(found['paired'])} people would do, in independent "
        f"runs {whole(found['independent'])} each."
    )


def records(said: Said) -> list[str]:
    """How many people's records differ, and from which day on."""
    found = said["first_differences"]
    if not found["people"]:
        return [f"Records cannot be compared: {said['flows']['note'] or 'no ledger was kept'}."]
    if not found["differ"]:
        return [f"Nobody's record differs, of {whole(found['people'])}."]
    first = to_date(said["start"])
    at = {name: written_date(first + timedelta(days=day)) for name, day in found["days"].items()}
    differ = f"{whole(found['differ'])} of {whole(found['people'])} people"
    days = f"{at['earliest']} at the earliest, half of them by {at['half']}, {at['latest']} at the latest"
    return [
        f"{differ} ({part_of(found['differ'], found['people'])}) have another record under B.",
        f"The first day on which a record differs: {days}.",
    ]


def overlap(one: Said) -> tuple[str, str, str, str]:
    """The four counts of an overlap."""
    return whole(one["a_only"]), whole(one["b_only"]), whole(one["both"]), whole(one["neither"])


def moved(table: Said) -> str:
    """How many subjects end up in another band."""
    people = sum(one["people"] for one in table["people"])
    other = sum(one["people"] for one in table["people"] if one["a"] != one["b"])
    return f"{whole(other)} of {whole(people)} subjects end up in another band ({part_of(other, people)})."


def cells(table: Said) -> list[list[str]]:
    """The table of bands, a row a band of A: its name, then the people by their band in B; an empty cell is nobody."""
    people = {(one["a"], one["b"]): one["people"] for one in table["people"]}
    return [
        [row, *(whole(people[row, column]) if (row, column) in people else "" for column in table["columns"])]
        for row in table["rows"]
    ]


_KINDS = ("entries", "subjects", "wrongful", "refused", "lost")


def by_class(said: Said) -> dict[str, list[Said]]:
    """Counters of who is entered, turned away and marked down, where a class of people differs: its classes."""
    found: dict[str, list[Said]] = {}
    for one in said["groups"]:
        if one["by"] != "everyone" and one["counter"].split(".")[0] in _KINDS:
            found.setdefault(one["counter"], []).append(one)
    return found
