"""A town whose procedure meets every test, and what is said of it when one safeguard is flipped or gone."""

from __future__ import annotations

from dataclasses import dataclass

TOWN = """regime: town
title: A town that does everything right
in force: from 2024-01-01
operator: public
jurisdiction: nowhere
capabilities: {travel: [work], work: [income], letters: [asking]}
sources: {LAW: the town's by-law}
feeds:
  courts: {holder: the court, context: court, sees: [unpaid judgment, hidden assets], detects: 90 % (LAW),
           arrives after: 10 days (LAW), joined by: identity number, wrong person: 0.2 % (LAW), reaches: [debtors]}
  police: {holder: police, context: traffic, sees: [speeding], detects: 9 % (LAW), arrives after: 3 days (LAW),
           joined by: identity number, reaches: [points], kept for: 2 years (LAW)}
schemes:
  debtors:
    kind: list
    colour: black
    law: LAW art. 1
    subjects: persons of 18 and over
    grounds: {refuses: {conduct: unpaid judgment, kind: omission}, hides: {conduct: hidden assets, kind: act}}
    decided after: 10 days (LAW)
    notice: {when: before, served: 100 % (LAW), grace: 10 days (LAW), says: [reasons, how to object]}
    term: {refuses: 2 years between 1 year and 3 years (LAW), hides: 1 year (LAW)}
    exits:
      performance: {within: 3 working days (LAW), for: refuses, requires: [letters]}
      pardon: {within: 5 days (LAW), rate: 4 % a year (LAW)}
    reviewed every: 6 months (LAW)
    individual reasons: yes
    clock restarts: no
    correction:
      decided within: 15 days (LAW)
      then corrected within: 3 days (LAW)
      independent: yes
      human: yes
      asked within: 30 days (LAW)
      burden: authority
      evidence shown: yes
      requires: [letters]
  points:
    kind: points
    subjects: persons of 18 and over
    participation: everyone
    start: 100 points (LAW)
    range: 0 to 200 points (LAW)
    bands: {good: from 90 points (LAW), poor: from 40 points (LAW), bad: below}
    catalogue:
      speeding: {points: -9 points (LAW), expires after: 1 year (LAW)}
      entry in debtors: {points: -30 points (LAW), expires after: 1 year (LAW)}
      removal in debtors: {points: 1 point (LAW), replaces: entry in debtors, expires after: 1 day (LAW)}
    notice: {when: before, served: 100 % (LAW), says: [score and range, factors]}
    correction: {decided within: 15 days (LAW), independent: yes, human: yes, burden: authority, evidence shown: yes,
                 asked within: 40 days (LAW), requires: []}
measures:
  no flights: {on: debtors, gate: air, effect: bar, law: LAW, takes away: [travel], weighs: one of several,
               reversible: yes, starts after: 1 day (LAW), ends after: 2 days (LAW)}
  auction: {on: debtors, gate: property, effect: -500 yuan (LAW), reversible: no, starts after: 35 days (LAW),
            weighs: decisive, overruled: yes, ends after: 2 days (LAW), takes away: []}
  forms: {on: points below good, gate: counter, effect: 2 more forms (LAW), weighs: decisive, overruled: yes,
          reversible: yes, takes away: []}
agreements:
  court to town: {from: debtors, to: points, passes: [entry, removal, correction], arrives after: 7 days (LAW)}
"""
LASTS = ("refuses: 2 years between 1 year and 3 years (LAW)", "refuses: until performance (LAW)")
NEEDS = ("for: refuses, requires: [letters]", "for: refuses, requires: [income]")
_SAYS = "says: [reasons, how to object]"
_NEVER = ("{when: before, served: 100 % (LAW), grace: 10 days (LAW), says: [reasons, how to object]}", "never")
_NEVER_A_MARK = ("{when: before, served: 100 % (LAW), says: [score and range, factors]}", "never")
_NO_CORRECTION = (
    """{decided within: 15 days (LAW), independent: yes, human: yes, burden: authority, evidence shown: yes,
                 asked within: 40 days (LAW), requires: []}""",
    "not declared",
)
_UNSAID = ("ends after: 2 days (LAW), takes away: []}", "ends after: 2 days (LAW)}")
_HUMAN = ("independent: yes\n      human: yes", "independent: yes\n      human: no")


@dataclass(frozen=True)
class Case:
    """A safeguard that is gone, and what the rule says about it."""

    rule: str
    state: str
    where: str
    says: str
    edits: tuple[tuple[str, str], ...]
    life: tuple[str, ...] = ()
    """words of its lines, in this order"""
    days: tuple[int, ...] = ()


def fails(
    rule: str, where: str, says: str, *edits: tuple[str, str], life: tuple[str, ...] = (), days: tuple[int, ...] = ()
) -> Case:
    return Case(rule, "fail", where, says, edits, life, days)


def silent(rule: str, where: str, says: str, *edits: tuple[str, str]) -> Case:
    return Case(rule, SILENT, where, says, edits)


SILENT = "not declared"
CASES = [
    fails(
        "L24",
        "measures.no flights",
        "a review every 5 years, when it has ended",
        ("reviewed every: 6 months (LAW)", "reviewed every: 5 years (LAW)"),
    ),
    fails(
        "F02",
        "schemes.debtors.exits.performance",
        "`no flights` takes away travel",
        LASTS,
        NEEDS,
        life=("unpaid judgment", "is entered", "loses travel", "no work", "no income", "cannot", "still listed"),
        days=(0, 20, 21, 21, 21, 21, 386),
    ),
    fails(
        "F02",
        "schemes.debtors.exits.performance",
        "takes away performance",
        LASTS,
        ("takes away: [travel]", "takes away: [performance]"),
    ),
    silent(
        "F02",
        "schemes.debtors.exits.performance",
        "does not say what performance requires",
        LASTS,
        (", requires: [letters]}\n      pardon", "}\n      pardon"),
    ),
    silent(
        "F02",
        "schemes.debtors.exits.performance",
        "performance requires letters, and does not say what `auction` takes away",
        LASTS,
        _UNSAID,
    ),
    fails(
        "F04",
        "schemes.debtors.term.refuses",
        "until performance, and no maximum",
        LASTS,
        life=("unpaid", "until performance", "still listed", "ten years"),
        days=(0, 20, 385, 3670),
    ),
    fails(
        "F04",
        "schemes.debtors.clock restarts",
        "starts the term anew",
        ("restarts: no", "restarts: yes"),
        life=("unpaid", "for 731 days", "pays a part", "a second part", "still listed, after 2,190 days"),
    ),
    fails(
        "F04",
        "schemes.debtors.exits",
        "no way off by performance for `refuses`",
        ("performance: {within", "lenience: {rate: 1 % a year (LAW), within"),
        life=("", "", "performs", "only now"),
    ),
    fails(
        "F04",
        "agreements.court to town",
        "counts for 1 year in points, whatever",
        (", replaces: entry in debtors", ""),
        life=("unpaid", "is entered", "is marked", "is let off", "only now `entry in debtors` lapses"),
    ),
    fails(
        "F04",
        "schemes.debtors.exits.performance.within",
        "is removed within 4 years of performance",
        ("performance: {within: 3 working days (LAW)", "performance: {within: 4 years (LAW)"),
        life=("unpaid judgment", "is entered", "performs", "the term is over"),
    ),
    silent("F04", "schemes.debtors.term", "does not say how long", (", hides: 1 year (LAW)", "")),
    silent("F04", "schemes.debtors.term", "does not say whether paying", ("    clock restarts: no\n", "")),
    silent(
        "F04",
        "schemes.points.catalogue.speeding",
        "how long marks stay for `speeding`",
        ("{points: -9 points (LAW), expires after: 1 year (LAW)}", "-9 points (LAW)"),
    ),
    fails(
        "F05",
        "schemes.debtors.correction.requires",
        "asking requires income",
        ("evidence shown: yes\n      requires: [letters]", "evidence shown: yes\n      requires: [income, letters]"),
        life=("somebody else", "wrongly", "loses travel, and with it work and income", "cannot"),
    ),
    fails(
        "F05",
        "schemes.debtors.correction.costs",
        "costs 80 yuan",
        ("asked within: 30 days (LAW)", "asked within: 30 days (LAW)\n      costs: -80 yuan (LAW)"),
    ),
    fails(
        "F05",
        "schemes.debtors.correction.upheld",
        "no justified request succeeds",
        ("then corrected", "upheld: 0 % (LAW)\n      then corrected"),
        days=(0, 20, 21, 36),
    ),
    fails("F05", "schemes.points.correction", "nobody is told of a mark", _NEVER_A_MARK, _NO_CORRECTION),
    fails("F05", "schemes.debtors.correction.asked within", "and that nobody is told", _NEVER),
    fails(
        "F05",
        "schemes.debtors.correction.asked within",
        "people are told within 2 months",
        ("when: before, served: 100 % (LAW), grace: 10 days (LAW)", "when: after, within: 2 months (LAW)"),
    ),
    silent(
        "F05",
        "schemes.debtors.correction",
        "still be able to do",
        ("evidence shown: yes\n      requires: [letters]", "evidence shown: yes"),
    ),
    fails(
        "F05",
        "schemes.points.correction.decided within",
        "decided within 5 years",
        ("correction: {decided within: 15 days (LAW)", "correction: {decided within: 5 years (LAW)"),
        life=("somebody else", "is marked", "asks", "nothing is decided"),
    ),
    silent("F05", "schemes.debtors.correction.requires", "does not say what `auction` takes away", _UNSAID),
    fails(
        "F06",
        "schemes.debtors.notice",
        "with the effect",
        ("before, served: 100 % (LAW), grace: 10 days (LAW)", "at"),
        life=("unpaid", "is entered", "learns of it there", "the notice comes"),
        days=(0, 20, 21, 21),
    ),
    fails(
        "F06",
        "schemes.debtors.notice",
        "reaches 80 % of people",
        ("100 % (LAW), grace", "80 % (LAW), grace"),
        life=("", "", "does not arrive", "learns"),
    ),
    fails(
        "F06",
        "schemes.points.notice",
        "after the effect",
        ("{when: before, served: 100 % (LAW), says: [score", "{when: after, served: 100 % (LAW), says: [score"),
        life=("speeding, 2 times", "2 times", "is burdened at counter", "does not say when"),
    ),
    silent("F06", "schemes.debtors.notice", "does not say how many notices", ("served: 100 % (LAW), grace", "grace")),
    fails(
        "F07",
        "measures.auction",
        "an appeal may take 45 days",
        ("starts after: 35 days", "starts after: 34 days"),
        life=("somebody else", "is entered", "is told", "in time", "cannot be undone", "stays done"),
        days=(0, 20, 20, 50, 64, 65),
    ),
    fails(
        "F07",
        "measures.auction",
        "an appeal may take 70 days",
        ("then corrected", "review: asked within 10 days, decided within 15 days (LAW)\n      then corrected"),
    ),
    fails("F07", "measures.auction", "that nobody is told", _NEVER),
    fails(
        "F07",
        "measures.forms",
        "cannot be undone and starts with the mark",
        ("          reversible: yes, takes", "          reversible: no, takes"),
    ),
    silent("F07", "measures.no flights", "`no flights` does can be undone", ("reversible: yes, starts", "starts")),
    silent("F07", "measures.auction", "how long there is to ask", ("      asked within: 30 days (LAW)\n", "")),
    fails(
        "F11",
        "feeds.courts.joined by",
        "their name",
        ("10 days (LAW), joined by: identity number", "1 day (LAW), joined by: name"),
        life=("same name", "is entered", "`no flights`", "copy of it is in points"),
        days=(0, 11, 12, 18),
    ),
    fails(
        "F11",
        "feeds.police.joined by",
        "their face",
        ("           joined by: identity number", "           joined by: face"),
    ),
    silent("F11", "feeds.courts.joined by", "does not say", (" joined by: identity number, wrong", " wrong")),
    fails(
        "L12",
        "agreements.court to town.arrives after",
        "after 731 days",
        ("arrives after: 7 days (LAW)}", "arrives after: 2 years (LAW)}"),
    ),
    silent("L12", "agreements.court to town", "how soon", (", arrives after: 7 days (LAW)}", "}")),
    silent("L12", "agreements.court to town", "how soon", ("      then corrected within: 3 days (LAW)\n", "")),
    fails(
        "L12",
        "agreements.court to town",
        "and of no correction",
        ("removal, correction]", "removal]"),
        life=("somebody else", "wrongly", "is marked in points", "asks", "points is not told", "only now"),
        days=(0, 20, 27, 28, 46, 393),
    ),
    silent(
        "L12",
        "measures.auction",
        "the gate of `auction`",
        ("overruled: yes, ends after: 2 days (LAW)", "overruled: yes"),
    ),
    fails(
        "L15",
        "schemes.points.notice.says",
        "gives score and range, and no",
        ("[score and range, factors]", "[score and range]"),
        life=("speeding, 2 times", "", "is told score and range", "does not know"),
    ),
    fails(
        "L15",
        "schemes.debtors.individual reasons",
        "not reasoned",
        ("individual reasons: yes", "individual reasons: no"),
    ),
    fails("L15", "schemes.points.notice", "nobody is told", _NEVER_A_MARK),
    silent("L15", "schemes.debtors.notice", "does not say what the notice gives", (f", {_SAYS}", "")),
    silent("L15", "schemes.debtors.notice", "whether for the one case", ("    individual reasons: yes\n", "")),
    fails(
        "L17",
        "measures.forms",
        "nobody at the gate may decide",
        ("decisive, overruled: yes,\n", "decisive, overruled: no,\n"),
        life=("speeding, 2 times", "", "may not decide otherwise"),
        days=(0, 3, 3),
    ),
    fails("L17", "measures.auction", "no person hears", _HUMAN),
    silent("L17", "measures.no flights", "what part the list has", ("weighs: one of several,\n", "\n")),
    silent("L17", "measures.auction", "whether a person at the gate", ("overruled: yes, ends", "ends")),
    fails(
        "L24",
        "measures.no flights",
        "no maximum (until performance)",
        LASTS,
        life=("unpaid", "is entered", "turned away at air", "6 months on", "four years on"),
    ),
    fails(
        "L24",
        "measures.no flights",
        "no reasons for the one case",
        ("individual reasons: yes", "individual reasons: no"),
    ),
    silent("L24", "measures.no flights", "what law it rests on", ("effect: bar, law: LAW,", "effect: bar,")),
    silent("L24", "measures.no flights", "how often it is reviewed", ("    reviewed every: 6 months (LAW)\n", "")),
    fails(
        "L24",
        "measures.forms",
        "nobody who may decide otherwise",
        ("decisive, overruled: yes,\n", "decisive, overruled: no, right: movement, law: LAW,\n"),
        life=("speeding, 2 times", "", "held up at counter", "no review", "it ends with time"),
    ),
    fails(
        "L26",
        "schemes.debtors.correction.burden",
        "the person has to prove",
        ("burden: authority\n", "burden: person\n"),
        life=("somebody else", "wrongly", "has to prove", "is refused"),
    ),
    fails("L26", "schemes.debtors.correction.human", "no person decides", _HUMAN),
    fails(
        "L26",
        "schemes.debtors.correction.asked within",
        "asked for within 10 days",
        ("asked within: 30 days", "asked within: 10 days"),
        life=("", "", "10 days later", "too late"),
        days=(0, 20, 30, 50),
    ),
    silent("L26", "schemes.debtors.correction", "whether the evidence is shown", ("      evidence shown: yes\n", "")),
]
