"""The spiral where it can be solved: what a first mark brings about, and what each link adds to it.

Of one kind of act at rate p a day, the first takes a person to the low band for good, and there the rate is M p. With
the first mark struck out it is the second act that does so. From then on the two lives differ for exactly as long as
the second act takes, so a person of N acts at rate p has M - 1 acts more in the mean if N is two or more, and none if
it is less. M is the product of the links; one of them switched off divides M by its multiple.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from demerit.engine.cpu import kernels
from demerit.engine.twins import Met, twins
from demerit.indicators import intervals
from demerit.regime.layout import On, Response
from tests.engine.crafted import q
from tests.engine.runs import Lived
from tests.science.towns import LIGHTS, PLAIN, eye, lived, near, scored

PEOPLE, DAYS = 64 * 1024, 120
LINKS = {"fees": 1.5, "lost credit": 1.4}


@cache
def nation() -> str:
    """The plain nation, where acts may come up to three times as often."""
    text = Path(PLAIN).read_text(encoding="utf-8")
    file = Path(__file__).with_name("raised.yaml")
    assert file.read_text(encoding="utf-8") == text.replace("rises at most: 1 times", "rises at most: 3 times")
    return str(file)


@cache
def spiral(without: str = "") -> tuple[Lived, list[Met], dict[str, list[Met]], list[Met]]:
    """A run over the town, and what twins met: all links, each of them off, all off."""
    links = {name: times for name, times in LINKS.items() if name != without}
    low = On(scheme="town", relation="at", band="Z")
    responses = {name: Response(on=low, of=("red light",), changes=q(times, "times")) for name, times in links.items()}
    town = scored({"red light": -10}, [95])
    run = lived(eye("red light"), {"town": town}, PEOPLE, DAYS, nation=nation(), responses=responses)
    plan, names = run.world.plan, run.world.names.responses
    found = twins(plan, kernels(), run.totals.climates, range(64))
    parts = {names[link]: [cost.links[link] for cost in found] for link in found[0].links}
    return run, [cost.met for cost in found], parts, [cost.unlinked for cost in found if cost.unlinked]


def extra(met: list[Met]) -> int:
    return sum(one.marks_with - one.marks_without for one in met)


def error_of(met: list[Met]) -> float:
    """Standard error of the sum over the communities, which are alike."""
    each = [one.marks_with - one.marks_without for one in met]
    mean = sum(each) / len(each)
    return math.sqrt(sum((one - mean) ** 2 for one in each) * len(each) / (len(each) - 1))


TWO_OR_MORE = 1 - (1 - LIGHTS) ** DAYS - DAYS * LIGHTS * (1 - LIGHTS) ** (DAYS - 1)


def test_what_a_first_mark_brings_about() -> None:
    _, whole, _, unlinked = spiral()
    expected = (math.prod(LINKS.values()) - 1) * TWO_OR_MORE * PEOPLE
    near(extra(whole), expected, error_of(whole))
    assert error_of(whole) < 0.02 * expected, "and sharply so"
    assert extra(unlinked) == 0


def test_what_each_link_adds() -> None:
    """Without one of two links the other is left: the shares are those of M - 1."""
    _, whole, parts, _ = spiral()
    most = math.prod(LINKS.values())
    for name, times in LINKS.items():
        left = most / times - 1
        near(extra(parts[name]), left * TWO_OR_MORE * PEOPLE, error_of(parts[name]))
        share = 1 - extra(parts[name]) / extra(whole)
        assert share == pytest.approx(1 - left / (most - 1), abs=0.02)
        assert 0 < share < 1


def test_the_interval_of_a_share_holds_its_closed_form() -> None:
    _, whole, parts, unlinked = spiral()

    def by_community(met: list[Met]) -> intervals.Floats:
        return np.array([float(one.marks_with - one.marks_without) for one in met])

    left = LINKS["lost credit"] - 1
    found = intervals.excess_share(by_community(whole), by_community(parts["fees"]))
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1 - left / (math.prod(LINKS.values()) - 1) < found.high
    assert found.high - found.low < 0.06
    assert intervals.excess_share(by_community(whole), by_community(unlinked)).value == 1


def test_a_link_switched_off_by_twins_is_the_regime_without_it() -> None:
    """The same people: those struck are the same, and so is everything that they meet, nobody affecting anybody."""
    _, _, parts, _ = spiral()
    for name in LINKS:
        _, whole, _, _ = spiral(without=name)
        assert parts[name] == whole
