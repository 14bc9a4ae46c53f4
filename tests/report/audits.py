"""A made-up audit of a town: two rules, three provisions, every state, and names that break careless HTML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from demerit.audit.layout import Amendment, Audit, Finding, Happening, Outcome, Pack, Provision, Rule, Severity
from demerit.regime.changes import changes_of
from demerit.regime.from_yaml import read_document
from demerit.report.audit import AuditResult

TOWN = """# a town
regime: town
title: A town & its <b>list</b>
in force: from 2019-01-01
operator: public
jurisdiction: nowhere
sources: {PLAN: a plan of the town}
feeds:
  eye: {holder: town, context: town, sees: [red light], detects: 50 % (PLAN)}
schemes:
  points:
    kind: points
    subjects: persons of 18 and over
    participation: everyone
    start: 100 points (PLAN)
    range: 0 to 200 points (PLAN)
    bands: {A: from 90 points (PLAN), B: below}
    catalogue:
      red light: {points: -5 points (PLAN), kind: act,
                         proof: sensor}
    notice:
      # told at the counter
      when: after

measures:
  no loan: {on: points below A, gate: bank, effect: bar}
phases:
  later:
    from: 2020-01-01
    changes:
      schemes.points.notice: {when: never}
"""
AS_OF = date(2026, 11, 23)
NOTICE = ("schemes", "points", "notice")
LIFE = (Happening(0, "a mark for `red light`"), Happening(12, "meets no loan at <the bank>"))
MEND = Amendment((("schemes.points.notice", "{when: before}"),), "only what comes first can warn")


def _provision(id: str, rule: str, severity: Severity, since: str = "", **more: str) -> Provision:  # noqa: A002
    first = date.fromisoformat(since) if since else None
    applies = {"uses ai": "yes"} if id == "AI Act art. 9" else {}
    return Provision(id, rule, f"title of {id}", f"what {id} asks", severity, f"source of {id}", first,
                     contested=more.get("contested", ""), counter=more.get("counter", ""), applies=applies)  # fmt: skip


TOLD = Rule("T1", "told in time", "nobody is hit before being told", "a book")
GRAVE = Rule("T2", "order & gravity", "what is graver weighs more", "another book")
FIRST = _provision("Notice first", "T1", "weakness", counter="a warning may defeat a <search>")
ACT = _provision("AI Act art. 0", "T1", "prohibited", "2025-02-02", contested="its date")
OPEN = _provision("AI Act art. 9", "T1", "prohibited", "2025-02-02")
CODE = _provision("Code § 1", "T2", "information", "2001-01-31", counter="it is old")
LATER = _provision("Code § 2", "T2", "prohibited", "2030-01-01")
IDLE = _provision("Code § 3", "T3", "weakness", "1999-01-01")
PACKS = (Pack("principles", "Principles", (FIRST,)), Pack("code", "The <Code>", (ACT, OPEN, CODE, LATER, IDLE)))

HIT = Outcome("fail", NOTICE, "declares notice after the effect", "no loan starts first", LIFE, MEND,
              (("measures", "no loan"),))  # fmt: skip
WORSE = Outcome("fail", NOTICE, "declares that nobody is told", "no loan starts first")
ORDER = Outcome("pass", ("schemes", "points", "catalogue", "red light"), "declares one item alone")
SILENT = Outcome("not declared", ("schemes", "points", "correction"), "says nothing of correction", "it may never end")
WHOLE = Outcome("not declared", ("necessity",), "says nothing of necessity")
MANY = tuple(Outcome("fail", ("measures", f"no loan {number}"), "declares a burden") for number in range(9))


def made(
    tmp_path: Path | None = None, *, many: bool = False, changes: tuple[str, ...] = (),
    asked: tuple[Provision, ...] = (ACT, FIRST, OPEN),
) -> AuditResult:  # fmt: skip
    """The audit of the town, from a file or from its text; with `many`, one test that nine more clauses fail.

    `asked` are the provisions that ask for notice; the file leaves open whether `OPEN` applies.
    """
    file = tmp_path / "my town.yaml" if tmp_path else None
    if file:
        file.write_text(TOWN, encoding="utf-8")
    document = read_document(file or TOWN)
    phase = date(2020, 1, 1)
    found = list[Finding]()
    for one in asked:
        pack, hangs = "principles" if one is FIRST else "code", ("uses ai: yes",) if one is OPEN else ()
        found += [Finding(one, TOLD, HIT, pack, 22, None, hangs), Finding(one, TOLD, WORSE, pack, 22, phase, hangs)]
    found += [Finding(CODE, GRAVE, one, "code", None, None) for one in (MANY if many else ())]
    found += [Finding(CODE, GRAVE, one, "code", 10, None) for one in (SILENT, WHOLE, ORDER)]
    audit = Audit(document.regime, document.file, AS_OF, PACKS, tuple(found))
    return AuditResult(audit, document, ("code.yaml",), changes_of(changes))
