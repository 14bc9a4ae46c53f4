"""Private scores: the formula of the dimensions worked out anew, and what a friend's marks add."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.engine.steps.private import own_part
from demerit.nations.draws import WORDS, draw, high, key_of, low
from demerit.nations.people import (
    NOBODY,
    PARENT,
    age_of,
    employer_of,
    friend,
    group_of,
    has_credit_file,
    rank_of,
    role_of,
    uses_platform,
)
from demerit.regime.layout import Dimension, Points
from demerit.tables.layout import HABIT
from tests.engine.crafted import q
from tests.engine.runs import Lived
from tests.science.towns import MIXED, changed, eye, lived, scored

PEOPLE = 1_000
LOW, HIGH = 0, 1000
WEIGHTS = {
    "history": (0.35, ("more online purchase", "age")),
    "identity": (0.15, ("credit file", "employment")),
    "behaviour": (0.25, ("less online purchase", "parenthood", "platform account")),
    "ability": (0.20, ("income",)),
}
FRIEND = 0.05


def private(friend_too: bool) -> Points:
    """A score that starts from five dimensions, or from four that weigh as much."""
    dimensions = {
        name: Dimension(weight=q(100 * weight / (1 if friend_too else 0.95), "%"), features=features)
        for name, (weight, features) in WEIGHTS.items()
    }
    if friend_too:
        dimensions["relations"] = Dimension(weight=q(100 * FRIEND, "%"), features=("friend",))
    return changed(scored({"red light": -40}, [600, 450]), start=None, dimensions=dimensions)


@pytest.fixture(scope="module", params=[False, True], ids=["alone", "with a friend"])
def run(request: pytest.FixtureRequest) -> Lived:
    """A thousand people under it."""
    return lived(eye("red light"), {"sesame": private(request.param)}, PEOPLE, 120, nation=MIXED, keep=True)


def features_of(run: Lived, person: int) -> dict[str, float]:
    """What is known of a person, each from 0 to 1."""
    P = run.world.people
    key = key_of(P.seed_key, person)
    stream = [one.name for one in run.world.nation.streams].index("shopping")
    habit = draw(key, HABIT + stream, 0)
    active = run.world.nation.streams[stream].active[group_of(P, key, person)]
    shops = high(habit) / WORDS if low(habit) / WORDS >= 1 - active else 0.0
    return {
        "income": rank_of(P, person) / WORDS,
        "age": min(max((age_of(P, key, person) - 18) / 42, 0), 1),
        "credit file": float(has_credit_file(P, key, person)),
        "employment": float(employer_of(P, person) != NOBODY),
        "parenthood": float(role_of(P, key, person) == PARENT),
        "platform account": float(uses_platform(P, key, person)),
        "more online purchase": shops,
        "less online purchase": 1 - shops,
    }


def _own(known: dict[str, float]) -> float:
    """The weighted mean of the dimensions but for the friend's."""
    return sum(weight * float(np.mean([known[one] for one in features])) for weight, features in WEIGHTS.values())


def expected(run: Lived) -> np.ndarray:
    """The scores of all, by the formula."""
    own = np.array([_own(features_of(run, person)) for person in range(PEOPLE)])
    scheme = run.world.regime.schemes["sesame"]
    assert isinstance(scheme, Points)
    if "relations" not in scheme.dimensions:
        return np.asarray(LOW + (HIGH - LOW) * own / 0.95)
    friends = np.array([friend(run.world.people, person) for person in range(PEOPLE)])
    rest = 1 - FRIEND
    theirs = own[np.minimum(friends, PEOPLE - 1)]
    for person in np.flatnonzero(friends >= PEOPLE):  # somebody of the community whom the run does not count
        theirs[person] = _own(features_of(run, int(friends[person])))
    return np.asarray(LOW + (HIGH - LOW) * (own + FRIEND * theirs / rest))


def test_the_start_is_the_weighted_mean_of_the_dimensions(run: Lived) -> None:
    """The lowest score, plus each dimension's weight times the mean of its features times the width of the range."""
    found = np.array([LOW + own_part(run.world.plain, person, 0) for person in range(PEOPLE)])
    assert np.abs(found - expected(run)).max() < 2.1
    assert found.std() > 50


def test_people_start_in_the_band_of_their_score(run: Lived) -> None:
    scores = expected(run)
    acted = {person for person, lines in run.records.items() if lines[0].day == 0}
    start = {band: int(run.totals.series[0, run.world.counter(f"band.sesame.{band}")]) for band in "ABZ"}
    at_edge = int(((np.abs(scores - 600) < 2.1) | (np.abs(scores - 450) < 2.1)).sum())
    for band, inside in (("A", scores >= 600), ("Z", scores < 450)):
        assert abs(start[band] - inside.sum()) <= at_edge + len(acted)


def test_friends_marks_count_by_their_weight() -> None:
    """At the beginning of each tick: what a friend's marks add is their sum times the dimension's weight, rounded."""
    run = lived(eye("red light"), {"sesame": private(True)}, PEOPLE, 120, nation=MIXED, keep=True)
    marks = np.zeros((PEOPLE, 121), np.int64)
    said = np.zeros((PEOPLE, 121), np.int64)
    for person, lines in run.records.items():
        for line in lines:
            if line.event in ("mark", "friend"):
                (marks if line.event == "mark" else said)[person, line.day] += line.value
    assert np.abs(said).sum() > 500
    marks, said = marks.cumsum(axis=1), said.cumsum(axis=1)
    friends = np.array([friend(run.world.people, person) for person in range(PEOPLE)])
    inside = friends < PEOPLE
    for day in range(7, 120, 7):
        theirs = marks[friends[inside], day - 1] * FRIEND
        assert np.array_equal(said[inside, day], np.sign(theirs) * np.floor(np.abs(theirs) + 0.5))
        assert np.array_equal(said[:, day], said[:, min(day + 6, 119)])  # and at no other time
    assert not said[~inside].any()
