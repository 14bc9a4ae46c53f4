"""An audit for the terminal: the counts, then what fails by severity, then what the file is silent about."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from demerit.audit.layout import SEVERITIES
from demerit.report.audit_json import COUNTED, STATES
from demerit.report.audit_words import HEADS, at, force, other_day, paste, place, scope, scopes, sentence, summary
from demerit.report.numbers import counted, written_date

Said = dict[str, Any]

_SHOWN = 5
"""clauses that are shown whole under one test; the rest are named"""
_MARK = "  - "


def audit_text(said: Said, width: int = 88, everything: bool = False) -> str:
    """The audit in `width` columns; with `everything`, every clause is shown whole, and what is met too."""
    lines = [*_head(said, width), "", *_counts(said), ""]
    for severity in SEVERITIES:
        failed = [test for test in said["tests"] if (test["state"], test["severity"]) == ("fail", severity)]
        if failed:
            lines += _heading(HEADS[severity])
            for test in failed:
                lines += ["", *_failed(said, test, width, everything)]
            lines.append("")
    lines += _open(said, width, everything)
    if everything:
        lines += _met(said, width)
    lines += _notes(said, width, everything)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _head(said: Said, width: int) -> list[str]:
    laws = "; ".join(law["title"] or law["name"] for law in said["laws"])
    held = f"{said['file']}, audited as of {written_date(said['as_of'])} by: {laws}."
    lines = [*_fold(said["title"], width), *_fold(held, width)]
    for change in said["changes"]:
        lines += _fold(f"Read otherwise than the file: {change['set']}", width, 2)
    return [*lines, *_fold(said["reading"], width)]


def _counts(said: Said) -> list[str]:
    """The counts in a sentence, and by severity in a table."""
    widest = max(map(len, SEVERITIES))
    lines = [summary(said), "", f"  {'':<{widest}}  {'fail':>6}  {'not declared':>12}  {'pass':>6}"]
    for severity in SEVERITIES:
        fail, silent, met = (said["counts"][severity][state] for state in STATES)
        lines.append(f"  {severity:<{widest}}  {fail:>6,}  {silent:>12,}  {met:>6,}")
    return lines


def _heading(text: str) -> list[str]:
    return [text, "-" * len(text)]


def _failed(said: Said, test: Said, width: int, everything: bool) -> Iterator[str]:
    """One test that clauses fail: what it asks, who asks for it, and the clauses."""
    yield from _fold(f"{test['rule']}  {test['title']}: {test['asks']}", width, 5)
    for provision in test["provisions"]:
        contested = f"; contested: {provision['contested']}" if provision["contested"] else ""
        told = f"{provision['id']} ({provision['law']}, {force(provision)}; {provision['severity']}){contested}"
        yield from _fold(told, width, 7, "     ")
        if scope(provision):
            yield from _fold(f"scope: {scope(provision)}", width, 9, "       ")
        if provision["counter"]:
            yield from _fold(f"against it: {provision['counter']}", width, 9, "       ")
    shown = test["clauses"] if everything else test["clauses"][:_SHOWN]
    for number, clause in enumerate(shown):
        yield from _clause(said, clause, width, with_life=everything or number == 0)
    rest = test["clauses"][len(shown) :]
    if rest:
        named = "; ".join(place(clause) for clause in rest)
        yield from _fold(f"and {len(rest)} more, which --all shows: {named}", width, 4, "    ")


def _clause(said: Said, clause: Said, width: int, with_life: bool) -> Iterator[str]:
    """One clause that fails: where, what it declares, why that fails, a life that shows it, what would mend it."""
    yield from _fold(f"{place(clause)} ({at(said, clause)})", width, 4, _MARK)
    yield from _fold(sentence(clause, "fail"), width, 4, "    ")
    for change in clause["changed"]:
        yield from _fold(f"read as {change}", width, 8, "      ")
    for moment in clause["life"] if with_life else ():
        lead = f"      day {moment['day']:<5}"
        yield from _fold(moment["text"], width, len(lead), lead)
    if clause["amendment"]:
        yield from _fold(f"the least that would mend it: {clause['amendment']['because']}", width, 6, "    ")
        yield from (f"      {line}" for line in paste(clause["amendment"]))


def _open(said: Said, width: int, everything: bool) -> Iterator[str]:
    """What the file is silent about, a line a test; it is no pass."""
    silent = [test for test in said["tests"] if test["state"] == "not declared"]
    if not silent:
        return
    yield from _heading("Not declared, which is no pass")
    for severity in SEVERITIES:
        tests = [test for test in silent if test["severity"] == severity]
        if tests:
            yield from ("", f"{severity}:")
        for test in tests:
            asked = "; ".join(dict.fromkeys(f"{one['id']} ({one['law']})" for one in test["provisions"]))
            yield from _fold(f"{test['rule']}  {test['title']} [{asked}]", width, 5)
            for why in scopes(test):
                yield from _fold(f"scope: {why}", width, 7, "     ")
            if everything:
                for clause in test["clauses"]:
                    told = f"{place(clause)} ({at(said, clause)}): {sentence(clause, 'not declared')}"
                    yield from _fold(told, width, 7, "     ")
            else:
                yield from _fold(_named(test["clauses"]), width, 5, "     ")
    yield ""


def _named(clauses: Iterable[Said]) -> str:
    """Clauses by their paths, the first few of them."""
    paths = list(dict.fromkeys(place(clause) for clause in clauses))
    more = f"; and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return "; ".join(paths[:_SHOWN]) + more


def _met(said: Said, width: int) -> Iterator[str]:
    """The tests that clauses meet."""
    met = [test for test in said["tests"] if test["state"] == "pass"]
    if met:
        yield from _heading("Met")
    for test in met:
        yield from _fold(f"{test['rule']}  {test['title']}", width, 5)
        for clause in test["clauses"]:
            yield from _fold(f"{place(clause)}: {clause['says']}", width, 7, "     ")
    if met:
        yield ""


def _notes(said: Said, width: int, everything: bool) -> Iterator[str]:
    """How clauses are counted, and which provisions say nothing here."""
    yield from _fold(COUNTED, width)
    for provision in said["other_days"] if everything else ():
        yield from _fold(
            f"Not in force on the day: {provision['id']}, {other_day(provision, said['as_of'])}.", width, 2
        )
    for provision in said["no_clause"] if everything else ():
        yield from _fold(f"Nothing to hold it against: {provision['id']} ({provision['law']}).", width, 2)
    if not everything:
        left = [("is not in force on the day", "are not in force on the day", said["other_days"])]
        left.append(("finds nothing to be held against", "find nothing to be held against", said["no_clause"]))
        told = [f"{counted(len(some), f'provision {one}', f'provisions {many}')}" for one, many, some in left if some]
        if told:
            yield from _fold(f"{'; '.join(told)}: --all names them, and the tests that are met.", width)


def _fold(text: str, width: int, hang: int = 0, lead: str = "") -> list[str]:
    """A text in so many columns, what is folded `hang` columns in."""
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=" " * hang, break_long_words=False,
                         break_on_hyphens=False) or [lead]  # fmt: skip
