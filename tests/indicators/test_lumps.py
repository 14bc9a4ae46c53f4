"""What comes in lumps is not taken for events that come one by one."""

from __future__ import annotations

from demerit.indicators.from_records import indicators
from tests.indicators.folders import REGIME_INFO, MadeRun


def test_refusals_of_who_tries_again_come_in_lumps() -> None:
    """Of refusals that come one by one a zero has an upper bound; of those that come nine at a time it has none."""
    zero = {"refused.air": [0, 0, 0], "attempts.air": [9, 9, 9], "bystanders.air": [0, 0, 0]}
    name = "bystander_refusals_per_100000"
    for gates, bounded in (([], True), (["air"], False), (["counter"], True)):
        info = {**REGIME_INFO, "tries_again": gates}
        (value,) = (one for one in indicators(MadeRun(dict(zero)), info) if (one.name, one.scheme) == (name, "air"))
        assert value.value == 0
        assert (value.high is not None) == bounded
