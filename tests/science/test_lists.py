"""Lists with exceptions, longer terms and a rest after leaving, against closed forms (limits: see towns.py)."""

from __future__ import annotations

import math

import numpy as np

from demerit.regime.layout import Extension, Relisting, Term
from tests.engine.crafted import q
from tests.science.towns import DEFAULTS, by_day, eye, listed, lived, near, present, share_error

PEOPLE = 20_000


def test_exceptions_keep_their_share_off() -> None:
    """Two exceptions that come independently keep 1 - 0.7 x 0.8 of the cases off the list."""
    ground = {"not_if": {"security given": q(30, "%"), "seized assets suffice": q(20, "%")}}
    run = lived(eye("default"), {"debtors": listed(ground=ground)}, PEOPLE, 200)
    cases = run.total("seen.default")
    assert run.total("excepted.debtors") + run.total("entries.debtors") == cases
    near(run.total("excepted.debtors") / cases, 0.44, share_error(0.44, cases))


def test_longer_terms_hold_more_people() -> None:
    """In force are the entries of the last 100 days, and 30 % of those of the 80 days before."""
    days, term, longer, share = 400, 100, 80, 0.3
    debtors = listed().model_copy(
        update={
            "term": {"defaulted": Term(length=q(term, "days"))},
            "extension": Extension(in_cases=q(100 * share, "%"), by=q(longer, "days")),
        }
    )
    run = lived(eye("default"), {"debtors": debtors}, PEOPLE, days)
    entries = run.total("entries.debtors")
    near(run.total("extended.debtors") / entries, share, share_error(share, entries))
    here, entered = present(run, "in_force.debtors"), by_day(run, "entries.debtors")
    for day in (50, 150, 399):
        first, then = max(0, day + 1 - term), max(0, day + 1 - term - longer)
        old = entered[then:first].sum()
        near(here[day] - entered[first : day + 1].sum(), share * old, math.sqrt(share * (1 - share) * old))


def test_nobody_is_entered_again_within_the_rest() -> None:
    """Kept off are the defaults of the days in which those rest whom a creditor has let go."""
    days, rest = 700, 200
    debtors = listed("subject", exit_rate=90).model_copy(
        update={"relisting": Relisting(after="creditor asks", not_within=q(rest, "days"))}
    )
    run = lived(eye("default"), {"debtors": debtors}, PEOPLE, days, keep=True)
    left = by_day(run, "left.debtors")
    assert left.sum() > 5000
    waits = np.minimum(rest - 1, days - 1 - np.arange(days))  # an act comes before the removal of its day
    expected = float((left * waits).sum()) * DEFAULTS
    near(run.total("kept_off.debtors"), expected, math.sqrt(expected))
    for lines in run.records.values():
        free = 0
        for line in lines:
            assert line.event != "entry" or line.day >= free
            free = line.day + rest if line.event == "removal" else free
