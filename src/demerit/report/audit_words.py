"""The words in which an audit is told, in the terminal and on the page alike."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from demerit.audit.packs import MEASURED
from demerit.report.numbers import counted, written_date

Said = Mapping[str, Any]

HEADS = {
    "prohibited": "Fails a test of what is prohibited",
    "needs an exception": "Fails a test of what needs an exception",
    "weakness": "Fails a test that points to a weakness",
    "information": "To know",
}
"""headings of failed tests by severity, the heaviest first"""
IF_IT_HOLDS = "which would fail the test if a provision that asks for it applied"
VERBS = {"fail": "which fails the test", "not declared": "which leaves the test open", "pass": "which meets the test"}


def place(clause: Said) -> str:
    """The path of words that leads to a clause; what concerns the regime as a whole is called so."""
    return " > ".join(clause["where"]) or "the regime as a whole"


def at(said: Said, clause: Said) -> str:
    """`mine.yaml:60`, or the file alone where no clause of it is near; and the phase, if it is about one."""
    line = f":{clause['line']}" if clause["line"] else ""
    phase = f", from {written_date(clause['phase'])} on" if clause["phase"] else ""
    return f"{said['file']}{line}{phase}"


def sentence(clause: Said, state: str) -> str:
    """`declares that nobody is told, which fails the test: no plane starts first`."""
    why = f": {clause['why']}" if clause["why"] else ""
    verb = IF_IT_HOLDS if (state, clause["found"]) == ("not declared", "fail") else VERBS[state]
    return f"{clause['says']}, {verb}{why}"


def force(provision: Said) -> str:
    """When a provision holds: `since 25 May 2018`, `1 May 2017 to 31 March 2026`, `undated`."""
    first = written_date(provision["in_force"]) if provision["in_force"] else None
    if provision["until"]:
        return f"{first or 'always'} until before {written_date(provision['until'])}"
    return f"since {first}" if first else "undated"


def scope(provision: Said) -> str:
    """What a provision hangs on, where the file does not say it, so that nothing fails it; else nothing."""
    hangs = " and ".join(f"`{one}`" for one in provision["scope_open"])
    return f"it holds for a regime that declares {hangs}, and the file does not say: not declared" if hangs else ""


def scopes(test: Said) -> list[str]:
    """Why a test weighs nothing that is asked for by no provision that applies for sure; else nothing."""
    return list(dict.fromkeys(map(scope, test["provisions"]))) if test["scope_open"] else []


def other_day(provision: Said, as_of: str) -> str:
    """Why a provision does not hold on the day of the audit."""
    if provision["in_force"] and provision["in_force"] > as_of:
        return f"from {written_date(provision['in_force'])} on"
    return f"until before {written_date(provision['until'])}"


def paste(amendment: Said) -> list[str]:
    """What to write on the command line to try an amendment, one option a changed clause."""
    return [f"--set {shlex.quote(change)}" for change in amendment["set"]]


def summary(said: Said) -> str:
    """The counts in a sentence: so many clauses fail a test, are silent on one, meet one."""
    fail, silent, met = (sum(row[state] for row in said["counts"].values()) for state in VERBS)
    return (
        f"{counted(fail, 'clause fails', 'clauses fail')} a test, {silent:,} {'does' if silent == 1 else 'do'} not "
        f"declare what one asks for, {met:,} {'meets' if met == 1 else 'meet'} one."
    )


def again(said: Said) -> str:
    """The command that makes the audit again."""
    name = said["regime"] if said["shipped"] else said["file"]
    words = ["demerit", "audit", name, "--as-of", said["as_of"]]
    for law in said["laws"][1:]:
        words += ["--law", law["asked"]] if law["asked"] != MEASURED else said["simulated"]
    for change in said["changes"]:
        words += ["--set", change["set"]]
    return shlex.join(words)
