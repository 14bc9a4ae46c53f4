"""From a number with its interval to a state: nothing fails on a point estimate alone.

A test fails where the whole 95 % interval lies beyond its threshold, and is met where the whole of it does not. Where
the threshold lies inside, the run is too small to tell, and the test stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from demerit.audit.layout import State
from demerit.indicators.intervals import Estimate

_Show = Callable[[float], str]

OPEN = "the threshold lies inside the interval: a run of more people would tell"
ALONE = "too few communities for an interval: a run of more people would tell"


def state_of(found: Estimate, threshold: float, beyond: Literal["above", "below"]) -> State:
    """Fail where the interval lies wholly beyond the threshold (on it counts as beyond), pass where wholly before."""
    low, high = found.low, found.high
    if beyond == "above":
        if low is not None and low >= threshold:
            return "fail"
        return "pass" if high is not None and high < threshold else "not declared"
    if high is not None and high < threshold:
        return "fail"
    return "pass" if low is not None and low >= threshold else "not declared"


def why_open(found: Estimate) -> str:
    """Why a test stays open."""
    return ALONE if found.low is None and found.high is None else OPEN


def number(found: Estimate, form: str = ".3g") -> str:
    """`0.52 (0.48 to 0.56)`; an end that cannot be had is said to be open."""
    return _told(found, lambda value: format(value, form))


def percent(found: Estimate) -> str:
    """`12 % (9 % to 15 %)`."""
    return _told(found, lambda value: f"{100 * value:.3g} %")


def share_text(share: float) -> str:
    """A share as words have it: `5 %`."""
    return f"{100 * share:g} %"


def days(found: Estimate) -> str:
    """`5 days (4 to 7)`."""
    unit = "day" if found.value == 1 else "days"
    told = "-" if found.value is None else f"{found.value:.3g} {unit}"
    return f"{told}{_interval(found, lambda value: format(value, '.3g'))}"


def _told(found: Estimate, show: _Show) -> str:
    return f"{'-' if found.value is None else show(found.value)}{_interval(found, show)}"


def _interval(found: Estimate, show: _Show) -> str:
    if found.low is None and found.high is None:
        return " (no interval)"
    low = "nothing known below" if found.low is None else show(found.low)
    high = "no end known" if found.high is None else show(found.high)
    return f" ({low} to {high})"
