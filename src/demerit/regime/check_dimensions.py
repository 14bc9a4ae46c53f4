"""Laws of private scores: dimensions that add up, features that are known of people, and one closest friend."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import did_you_mean, listed
from demerit.regime.laws import Finding, View
from demerit.regime.quantities import plain

FRIEND = "friend"
MOST_OF_A_FRIEND = 99
"""%: the most that the friend's score may weigh"""
FEATURES = ("income", "age", "credit file", "employment", "parenthood", "platform account", FRIEND)
"""What a private score may look at, besides habits (`more online purchase`, `less gaming`)."""


def weights(view: View) -> Iterator[Finding]:
    """The dimensions of a private score make up the whole of it."""
    for name, scheme in view.points().items():
        where = ("schemes", name, "dimensions")
        total = sum(dimension.weight.value for dimension in scheme.dimensions.values())
        if scheme.dimensions and abs(total - 100) > 1e-6:
            message = f"the weights of the dimensions add to {plain(round(total, 6))} %"
            yield Finding(where, message, "100 % together", at_key=True)
        for dimension_name, dimension in scheme.dimensions.items():
            if dimension.weight.value <= 0:
                message = f"`{dimension_name}` weighs nothing"
                yield Finding((*where, dimension_name), message, "more than 0 %", "take it away")


def features(view: View) -> Iterator[Finding]:
    """A dimension looks at something that is known of people."""
    for name, scheme in view.points().items():
        for dimension_name, dimension in scheme.dimensions.items():
            where = ("schemes", name, "dimensions", dimension_name)
            if not dimension.features:
                yield Finding(where, f"`{dimension_name}` looks at nothing", f"one or more of: {listed(FEATURES)}")
            for number, feature in enumerate(dimension.features):
                here = (*where, "features", str(number))
                if feature in dimension.features[:number]:
                    yield Finding(here, f"`{feature}` stands twice in this dimension", "each feature once")
                habit = feature.startswith(("more ", "less "))
                if feature and feature not in FEATURES and not habit:
                    yield Finding(
                        here,
                        f"`{feature}` is not a feature",
                        f"one of: {listed(FEATURES)}, or `more` or `less` of a conduct",
                        did_you_mean(feature, FEATURES) or "write such as `more online purchase`",
                    )


def friends(view: View) -> Iterator[Finding]:
    """The friend's score is a dimension of its own beside others, in one scheme of the regime."""
    first: tuple[str, str] | None = None
    for name, scheme in view.points().items():
        for dimension_name, dimension in scheme.dimensions.items():
            if FRIEND not in dimension.features:
                continue
            where = ("schemes", name, "dimensions", dimension_name)
            if len(dimension.features) > 1:
                message = "`friend` stands beside other features"
                yield Finding(
                    (*where, "features"), message, "`friend` alone in its dimension", "give it one of its own"
                )
            if len(scheme.dimensions) == 1:
                message = "a score that is nothing but the friend's score"
                yield Finding(where, message, "other dimensions beside it", "add another dimension", at_key=True)
            elif dimension.weight.value > MOST_OF_A_FRIEND:
                message = f"the friend's score weighs {plain(dimension.weight.value)} % of this one"
                yield Finding((*where, "weight"), message, f"at most {MOST_OF_A_FRIEND} %")
            if first is not None:
                yield Finding(
                    where,
                    f"the friend's score is already the dimension `{first[1]}` of `{first[0]}`",
                    "one dimension with `friend` in a regime",
                    "take one of them away",
                    at_key=True,
                )
            first = first or (name, dimension_name)
