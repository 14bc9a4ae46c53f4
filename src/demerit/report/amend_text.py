"""Amendments for the terminal: each change with what it is for, clause by clause, findings before and after."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from demerit.audit.layout import SEVERITIES
from demerit.indicators.families import FAMILIES
from demerit.report import compare_words as words
from demerit.report.audit_json import STATES
from demerit.report.compare_text import compare_text
from demerit.report.numbers import counted, written_date

Said = dict[str, Any]

_NOTHING = "Nothing is amended: no clause fails these tests."
_HEAVY = "every test whose failing is prohibited or needs an exception"
_NO_HELP = "Nothing is amended: of the clauses that fail these tests, none has an amendment that helps."


def amend_text(said: Said, width: int = 88) -> str:
    """What is amended and what it clears, in `width` columns."""
    lines = [*_fold(said["title"], width), *_fold(_asked(said), width), ""]
    if not said["changes"]:
        lines += _fold(_NO_HELP if said["left"] else _NOTHING, width)
    else:
        lines += [
            *_fold(_summary(said), width),
            "",
            *_nothing_left(said, width),
            *_changes(said, width),
            *_clauses(said, width),
        ]
    lines += [*_left(said, width), *_brought(said, width), "", *_counts(said), *_compared(said, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _asked(said: Said) -> str:
    """`rongcheng.yaml, as of 23 November 2026, to meet F06 by: Principles ...`."""
    laws = "; ".join(law["title"] or law["name"] for law in said["laws"])
    rules = said["cleared"].get("rules")
    tests = f"the {'test' if len(rules) == 1 else 'tests'} {', '.join(rules)}" if rules else _HEAVY
    return f"{said['file']}, amended to meet {tests}. As of {written_date(said['as_of'])}; by: {laws}."


def _summary(said: Said) -> str:
    """How much is amended, and that it is no more than needed."""
    made = counted(len(said["changes"]), "change", "changes")
    fewer = (
        "Fewer of the changes that the findings name would not do, unless one of them undoes what another does."
        if said["least"]
        else "Whether fewer would do was not tried to the end."
    )
    return (
        f"{made}, of which none can be left out: without any one of them, a clause fails again or falls silent. {fewer}"
    )


def _nothing_left(said: Said, width: int) -> Iterator[str]:
    """That the amendments take away all that burdens anybody, where they do; rewards may remain."""
    names = said["switched_off"]
    if names:
        off = f"the only one, `{names[0]}`, is" if len(names) == 1 else f"all {len(names)} are"
        told = f"After these changes no measure is in force: {off} switched off."
        if not said["no_measure_in_force"]:
            told = f"After these changes no measure is in force that burdens anybody: {off} switched off."
            told += f" Those that reward remain: {', '.join(f'`{name}`' for name in said['in_force'])}."
        yield from _fold(told, width)
        yield ""


def _changes(said: Said, width: int) -> Iterator[str]:
    """Each change as `--set` takes it, why it is the least, and what it is for."""
    yield "What is amended"
    for one in said["changes"]:
        yield from _fold(one["set"], width, 6, "  ")
        if one["because"]:
            yield from _fold(one["because"], width, 4, "    ")
        back = "; ".join(f"{held['rule']} {_place(held)}" for held in one["else_back"][:4])
        more = f"; and {len(one['else_back']) - 4} more" if len(one["else_back"]) > 4 else ""
        yield from _fold(f"without it: {back}{more}" if back else "without it the rest does not read", width, 6, "    ")


def _clauses(said: Said, width: int) -> Iterator[str]:
    """The clauses that the two files say differently."""
    yield ""
    yield "Clause by clause  - as written, + amended"
    for one in said["clauses"]:
        yield from _fold(" > ".join(one["path"]), width, 4, "  ")
        yield from _fold(f"- {one['was']}", width, 6, "    ")
        yield from _fold(f"+ {one['is']}", width, 6, "    ")


def _left(said: Said, width: int) -> Iterator[str]:
    """What no amendment clears, and why."""
    if said["left"]:
        yield ""
        yield "What remains"
    for one in said["left"]:
        named = f"{one['rule']} {_place(one)} ({one['severity']}; {one['state']})"
        yield from _fold(f"{named}: {one['says']}", width, 6, "  ")
        yield from _fold(one["why"], width, 4, "    ")


def _brought(said: Said, width: int) -> Iterator[str]:
    """What the amendments cost elsewhere."""
    if said["brought"]:
        yield ""
        yield "Fails only since"
    for one in said["brought"]:
        yield from _fold(f"{one['rule']} {_place(one)} ({one['severity']}): {one['says']}", width, 6, "  ")


def _counts(said: Said) -> Iterator[str]:
    """Findings by severity and state, before and after."""
    yield "Clauses by what the tests find, before and after"
    widest = max(map(len, SEVERITIES))
    yield f"  {'':<{widest}}" + "".join(f"  {state:>14}" for state in STATES)
    for severity in SEVERITIES:
        pairs = (f"{said['before'][severity][state]:,} → {said['after'][severity][state]:,}" for state in STATES)
        yield f"  {severity:<{widest}}" + "".join(f"  {pair:>14}" for pair in pairs)


def _compared(said: Said, width: int) -> Iterator[str]:
    """What the amendments change over the same people: every claimed benefit, then what differs clearly."""
    held = said["comparison"]
    if held is None:
        return
    yield from ("", "What the amendments change  A as written, B amended", "", "  Claimed benefits")
    claimed = {indicator.name for indicator in FAMILIES["Claimed benefits"]}
    for one in held["differences"]:
        if one["name"] in claimed and not one["group"] and one["difference"] is not None and (one["a"] or one["b"]):
            figures = f"{words.value(one['a'])} → {words.value(one['b'])}, {words.more(one['difference'])}"
            told = f"{words.value(one['a'])} in both" if one["same"] else f"{figures} ({words.interval(one)})"
            yield from _fold(f"{words.name_of(one)}: {told}", width, 6, "    ")
    yield ""
    yield from compare_text(held, width, with_clauses=False).splitlines()


def _place(one: Said) -> str:
    return " > ".join(one["where"]) or "the regime as a whole"


def _fold(text: str, width: int, hang: int = 0, lead: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=" " * hang, break_long_words=False,
                         break_on_hyphens=False) or [lead]  # fmt: skip
