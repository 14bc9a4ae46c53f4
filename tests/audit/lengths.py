"""Safeguards that are there in words: ends that nobody lives to see, gates that learn too late, asking in vain."""

from __future__ import annotations

from tests.audit.procedures import LASTS, Case, fails, silent

_GRAPH = ("capabilities: {travel: [work], work: [income], letters: [asking]}\n", "")

LENGTHS: list[Case] = [
    silent(
        "F02",
        "schemes.debtors.exits.performance",
        "performance requires letters, and does not say what is lost with travel",
        LASTS,
        _GRAPH,
    ),
    silent(
        "F05",
        "schemes.debtors.correction.requires",
        "asking requires letters, and does not say what is lost with travel",
        _GRAPH,
    ),
    fails(
        "F05",
        "schemes.debtors.correction.upheld",
        "4 % of justified requests succeed",
        ("then corrected", "upheld: 4 % (LAW)\n      then corrected"),
        life=("somebody else", "wrongly", "asks", "as nearly everybody is"),
    ),
    fails(
        "F04",
        "schemes.debtors.extension",
        "declares a term of 3 years and an entry of 36,528 days in all",
        ("    reviewed every", "    extension: {in cases: 100 % (LAW), by: 97 years (LAW)}\n    reviewed every"),
        life=("unpaid judgment, at the age of 18", "is entered", "would be 100 years old"),
        days=(0, 20, 29950),
    ),
    fails(
        "F04",
        "schemes.debtors.term.hides",
        "an entry of 32,875 days in all",
        ("hides: 1 year (LAW)", "hides: 90 years (LAW)"),
    ),
    fails(
        "F04",
        "schemes.points.catalogue.speeding.expires after",
        "lapses after 32,873 days",
        ("-9 points (LAW), expires after: 1 year", "-9 points (LAW), expires after: 90 years"),
        life=("speeding, 2 times", "", "`speeding` still counts"),
    ),
    fails(
        "L12",
        "measures.no flights.ends after",
        "knows within 2 years that an entry has gone",
        ("starts after: 1 day (LAW), ends after: 2 days (LAW)", "starts after: 1 day (LAW), ends after: 2 years (LAW)"),
        life=("somebody else", "wrongly", "`no flights` goes on", "only now"),
        days=(0, 20, 39, 770),
    ),
    silent(
        "L26",
        "schemes.debtors.correction",
        "does not say how long there is to ask",
        ("      asked within: 30 days (LAW)\n", ""),
    ),
]
