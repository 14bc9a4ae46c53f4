"""What matters most, as text and as a table."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from demerit.report.layout import SYNTHETIC
from demerit.report.leading import name_of
from demerit.report.numbers import counted, decimal, whole
from demerit.report.page_parts import esc, items, table
from demerit.report.sensitivity import MOST_ROWS, NUMBERS, TOLD

Said = Mapping[str, Any]

METHODS = {
    "morris": "elementary effects (Morris 1991): mu* is the mean size of what moving an assumption alone changes, "
    "sigma is large where that depends on the other assumptions",
    "sobol": "shares of variance (Sobol 1993; Saltelli et al. 2010): S1 is what an assumption brings alone, ST what it "
    "has a part in",
}


def heading(said: Said) -> str:
    """What was done, in one sentence."""
    return (
        f"{said['regime']}: {counted(len(said['assumptions']), 'assumption')} moved over their ranges in "
        f"{counted(said['runs'], 'run')} of {whole(said['people'])} synthetic people, {whole(said['days'])} days, "
        f"seed {said['seed']}; {METHODS[said['method']]}."
    )


def told(said: Said) -> list[Said]:
    """The indicators that are told: all that were asked for, or those that lead."""
    return list(said["indicators"]) if said["asked"] else list(said["indicators"])[:MOST_ROWS]


def numbers_of(said: Said, weight: Said) -> str:
    """`mu* 0.31 (± 0.04), sigma 0.1`: what an assumption does to an indicator."""
    first, error, other, other_error = NUMBERS[said["method"]]
    shown = first.replace("_star", "*")
    also = f" (± {decimal(weight[other_error])})" if other_error in weight else ""
    return f"{shown} {decimal(weight[first])} (± {decimal(weight[error])}), {other} {decimal(weight[other])}{also}"


def ends_of(said: Said, weight: Said) -> str:
    """`0.2 at 40 %, 0.6 at 95 %`: the indicator at both ends of one assumption, all others as the file has them."""
    one = next(of for of in said["assumptions"] if of["path"] == weight["assumption"])
    return ", ".join(f"{_value(weight[end])} at {one[end]}" for end in ("at_low", "at_high"))


def _value(value: float | None) -> str:
    return "not measured" if value is None else decimal(value)


def weights_told(said: Said, one: Said) -> list[Said]:
    """The assumptions that matter most for an indicator; those that do nothing are not told."""
    first, _, other, _ = NUMBERS[said["method"]]
    by = other if said["method"] == "sobol" else first
    return [weight for weight in one["weights"] if weight[by] > 0][:TOLD]


def untold(said: Said, one: Said) -> str:
    """How many assumptions of an indicator are not told; empty where all of them are."""
    rest, most = len(one["weights"]) - len(weights_told(said, one)), len(weights_told(said, one))
    if not rest:
        return ""
    which = "do less or nothing" if most else "do nothing"
    if rest == 1:
        which = which.replace("do ", "does ")
    return f"{whole(rest)} more of {counted(len(one['weights']), 'assumption')} {which}: --json has all"


def left_out(said: Said) -> list[str]:
    """What is not told, and why, one sentence each."""
    more = len(said["indicators"]) - len(told(said))
    rest = [f"{whole(more)} more indicators move: --json has them."] if more else []
    if said["unmoved"]:
        verb = "does not" if len(said["unmoved"]) == 1 else "do not"
        rest.append(f"{counted(len(said['unmoved']), 'indicator')} {verb} move, whatever is assumed.")
    if said["unmeasured"]:
        count = counted(len(said["unmeasured"]), "indicator was", "indicators were")
        rest.append(f"{count} not measured in every run; more people or years measure more.")
    return [*rest, *said["notes"]]


def sensitivity_text(said: Said, width: int = 88) -> str:
    """For each indicator the assumptions that matter most, and where they bring it alone."""
    lines = [*textwrap.wrap(heading(said), width), f"{SYNTHETIC}.", ""]
    for one in told(said):
        head = f"{name_of(one)}: {_value(one['value'])} ({one['unit']}) as the file is"
        lines += textwrap.wrap(head, width, subsequent_indent="    ")
        for place, weight in enumerate(weights_told(said, one), 1):
            lines += textwrap.wrap(f"{place}. {weight['assumption']}", width, initial_indent="  ",
                                   subsequent_indent="     ", break_long_words=False)  # fmt: skip
            what = f"{numbers_of(said, weight)}; alone: {ends_of(said, weight)}"
            lines += textwrap.wrap(what, width, initial_indent="     ", subsequent_indent="     ")
        lines += textwrap.wrap(untold(said, one), width, initial_indent="  ", subsequent_indent="     ")
    if not said["indicators"]:
        lines.append("No indicator that was measured in every run moves.")
    for text in left_out(said):
        lines += ["", *textwrap.wrap(text, width, break_long_words=False)]
    return "\n".join(lines).rstrip() + "\n"


def sensitivity_html(said: Said) -> str:
    """The same as a fragment of HTML for a notebook."""
    rows: list[tuple[str, str, str, str]] = []
    for one in told(said):
        rows += [
            (name_of(one) if place == 0 else "", weight["assumption"], numbers_of(said, weight), ends_of(said, weight))
            for place, weight in enumerate(weights_told(said, one))
        ]
        rows += [("", untold(said, one), "", "")] if untold(said, one) else []
    heads = ("indicator", "assumption", "what it does", "alone, at its ends")
    rest = left_out(said)
    return (
        f'<section lang="en"><p>{esc(heading(said))}</p>'
        f"{table(f'{SYNTHETIC}. What matters most.', heads, rows)}{items(rest) if rest else ''}</section>"
    )
