"""Where a regime is simple enough to be solved, the simulation meets the solution within sampling error.

Limits are four standard errors of the closed form's own law; each seed is fixed, so a test never fails by chance.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from demerit.regime.layout import Agreement
from tests.engine.crafted import q
from tests.engine.worlds import BUSY
from tests.science.towns import (
    ABLE,
    AT_ONCE,
    DEFAULTS,
    LIGHTS,
    PERFORMS,
    YEAR,
    eye,
    listed,
    lived,
    near,
    scored,
    share_error,
)


def test_two_bands_are_a_markov_chain() -> None:
    """Listed or not, with the band moved by the list's news: occupancy q/(q+p) (1 - (1-q-p)**t) on every day."""
    people, days = 30_000, 400
    town = scored({"entry in debtors": -30, "removal in debtors": 30}, edges=[90])
    news = Agreement(source="debtors", to="town", passes=("entry", "removal"), arrives_after=AT_ONCE)
    run = lived(
        eye("default"),
        {"town": town, "debtors": listed("subject", performs=True)},
        people,
        days,
        agreements={"news": news},
    )
    for name in ("in_force.debtors", "band.town.Z"):
        present = run.totals.series[:, run.world.counter(name)].cumsum() / people
        for day in (0, 30, 120, 399):
            q_, p = DEFAULTS, PERFORMS
            share = q_ / (q_ + p) * (1 - (1 - q_ - p) ** (day + 1))
            near(present[day], share, share_error(share, people))


def test_live_marks_are_binomial() -> None:
    """Marks that lapse after E days: their number is binomial in the last E days, and the bands are its classes."""
    people, expires = 20_000, 100
    run = lived(eye("red light"), {"town": scored({"red light": -10}, [100, 90, 80], expires=expires)}, people, 260)
    for marks, band in enumerate("ABC"):
        share = math.comb(expires, marks) * LIGHTS**marks * (1 - LIGHTS) ** (expires - marks)
        near(run.total(f"band.town.{band}") / people, share, share_error(share, people))


def test_a_list_with_a_constant_exit_rate_is_a_queue_of_many_servers() -> None:
    """Entries at rate a, each leaving at rate r: the stock is Poisson of mean a/r (1 - exp(-rt))."""
    people, days, rate = 20_000, 700, 0.9 / YEAR
    run = lived(eye("default"), {"debtors": listed("case", exit_rate=90)}, people, days)
    stock = run.totals.series[:, run.world.counter("in_force.debtors")].cumsum()
    for day in (100, 400, 699):
        mean = people * DEFAULTS / rate * (1 - (1 - rate) ** (day + 1))
        # entries of one person share the days on which others act, which adds a few per cent to the variance
        near(stock[day], mean, 1.3 * math.sqrt(mean))
    entered = people * DEFAULTS * days
    near(run.total("entries.debtors"), entered, math.sqrt(entered))


@pytest.mark.parametrize(("capacity", "starved"), [(300.0, True), (1500.0, False)])
def test_a_court_meets_the_fluid_limit(capacity: float, starved: bool) -> None:
    """An office that can decide less than arrives enters as much as it can; one that can decide more, all there is."""
    people, days = 16_384, 365
    run = lived(eye("default"), {"debtors": listed(decides=q(capacity, "per 1,000 people a year"))}, people, days)
    arriving, deciding = people * DEFAULTS * days, people * capacity / 1000 * days / YEAR
    expected = min(arriving, deciding)
    wave = people * DEFAULTS * 7 if starved else 0  # the climate is a tick old
    assert abs(run.total("entries.debtors") - expected) < 4 * math.sqrt(expected) + wave
    wait = max(int(climate[1]) for climate in run.totals.climates)
    if starved:
        backlog = (arriving - deciding) / (people * capacity / 1000 / YEAR)
        assert abs(wait - backlog) < 0.05 * backlog + 7
    else:
        assert wait == 0


@pytest.mark.parametrize(("joined_by", "wrong", "people"), [("identity number", 1.2, 8192), ("name", 0.1, 49_152)])
def test_marks_gone_astray_arrive_elsewhere(joined_by: str, wrong: float, people: int) -> None:
    """The marks that victims receive are, in the mean, those that offenders do not, with a tick's lag.

    By name the rate is lower, since the commonest names draw twenty times their share and nobody more than one a year.
    """
    days = 364
    sees = ("red light", "jaywalking", "late utility bill", "volunteering")
    feed = eye(*sees, joined_by=joined_by, wrong_person=q(wrong, "%"))
    run = lived(feed, {"town": scored(dict.fromkeys(sees, -1), [50])}, people, days, nation=BUSY)
    seen = sum(run.total(f"seen.{conduct}") for conduct in sees)
    received = run.total("false.town")
    astray = seen - (run.total("marks.town") - received)
    near(astray, wrong / 100 * seen, math.sqrt(wrong / 100 * seen))
    assert received > 500
    names = 0.013 * astray if joined_by == "name" else 0.0  # names differ 2.9-fold (one deviation) between people
    near(received, astray * (1 - 7 / days), math.hypot(math.sqrt(astray + received), names))


def test_screening_lets_through_the_able_and_the_misjudged() -> None:
    """Of those who default the able are listed, and of the others the share that is misjudged, wrongly."""
    people, days = 120_000, 150
    ground = {"only_if": "able to pay", "misjudged": q(30, "%")}
    run = lived(eye("default"), {"debtors": listed("case", ground=ground)}, people, days)
    cases, entries = run.total("seen.default"), run.total("entries.debtors")
    listed_share = ABLE + (1 - ABLE) * 0.3
    wrongly = (1 - ABLE) * 0.3 / listed_share
    # the cases of one person share the ability, which widens both errors a little
    near(entries / cases, listed_share, 1.2 * share_error(listed_share, cases))
    near(run.total("wrongful.debtors") / entries, wrongly, 1.2 * share_error(wrongly, entries))


def test_shares_are_tested_sharply() -> None:
    """The limit is narrow enough to tell a rate from one a tenth larger."""
    with pytest.raises(AssertionError):
        near(1.1 * DEFAULTS * 30_000 * 400, DEFAULTS * 30_000 * 400, np.sqrt(DEFAULTS * 30_000 * 400))
