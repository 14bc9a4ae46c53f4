"""Private scores as tables: the features that dimensions are made of, and the weight of a friend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demerit.nations.layout import Nation
from demerit.regime.layout import Points, Regime
from demerit.tables.amounts import multiple, starts
from demerit.tables.codes import (
    FEATURE_AGE,
    FEATURE_FILE,
    FEATURE_INCOME,
    FEATURE_LESS,
    FEATURE_MORE,
    FEATURE_PARENT,
    FEATURE_PLATFORM,
    FEATURE_WORK,
)
from demerit.tables.from_nation import never_do
from demerit.tables.layout import HABIT
from demerit.tables.names import points_schemes

FRIEND = "friend"
TRAITS = {
    "income": FEATURE_INCOME,
    "age": FEATURE_AGE,
    "credit file": FEATURE_FILE,
    "employment": FEATURE_WORK,
    "parenthood": FEATURE_PARENT,
    "platform account": FEATURE_PLATFORM,
}
HABITS = {"more": FEATURE_MORE, "less": FEATURE_LESS}
LEAST_OF_THE_REST = 0.01
"""A friend's score weighs at most 99 times all the rest: a regime in which it weighs more is refused."""


@dataclass(frozen=True)
class Feature:
    """One feature of one scheme."""

    kind: int
    weight: float
    conduct: str | None
    """whose habit it is; None for a trait"""


def habit_of(feature: str) -> tuple[int, str] | None:
    """`more online purchase` as (FEATURE_MORE, `online purchase`); None for what is no habit."""
    word, _, conduct = feature.partition(" ")
    return (HABITS[word], conduct) if word in HABITS and conduct else None


def _features(scheme: Points) -> list[Feature]:
    found = []
    for dimension in scheme.dimensions.values():
        for feature in dimension.features:
            weight = dimension.weight.value / 100 / len(dimension.features)
            habit = habit_of(feature)
            if habit:
                found.append(Feature(habit[0], weight, habit[1]))
            elif feature != FRIEND:
                found.append(Feature(TRAITS[feature], weight, None))
    return found


def friend_weight(scheme: Points) -> float:
    """The share of a private score that is the closest friend's."""
    return sum(one.weight.value / 100 for one in scheme.dimensions.values() if FRIEND in one.features)


def befriended(phases: Sequence[Regime]) -> bool:
    """Whether a friend's score counts in some scheme of some phase."""
    return any(friend_weight(scheme) > 0 for regime in phases for scheme in points_schemes(regime).values())


def dimension_tables(regime: Regime, nation: Nation) -> dict[str, object]:
    """Fields of Tables about the start of private scores."""
    every = list(points_schemes(regime).values())
    of_schemes = [_features(scheme) for scheme in every]
    features = [one for its in of_schemes for one in its]
    streams = [stream.name for stream in nation.streams]
    stream_of = {conduct.name: streams.index(conduct.stream) for conduct in nation.conduct}
    traits = [0] * len(nation.groups)
    friends = [friend_weight(scheme) for scheme in every]
    return {
        "scheme_modelled": [int(bool(scheme.dimensions)) for scheme in every],
        "scheme_friends": [multiple(weight / max(1 - weight, LEAST_OF_THE_REST)) for weight in friends],
        "feature_from": starts(map(len, of_schemes)),
        "feature_kind": [one.kind for one in features],
        "feature_weight": [multiple(one.weight) for one in features],
        "feature_process": [HABIT + stream_of[one.conduct] if one.conduct else 0 for one in features],
        "feature_inactive": [
            word for one in features for word in (never_do(nation, stream_of[one.conduct]) if one.conduct else traits)
        ],
    }
