"""B less A for every indicator, with an interval that knows that both runs share their luck.

With e_c as in `linearised`, the difference of two indicators over the same communities has the variance

    n / (n - 1)  sum over c of (e_c of B - e_c of A)^2,

and t of n - 1 degrees of freedom, n being the communities that contribute: that of a difference of two ratios taken
over the same clusters (Cochran, Sampling Techniques, 3rd ed. 1977, chapter 6). What luck adds to both runs alike falls
out community by community. Independent runs would have the sum of the two variances instead.

Values about groups of people rest on totals that carry no communities. Their bounds are put together from those of the
two runs by the method of variance estimates recovery for estimates that go together (Zou, Psychological Methods 12,
2007; Zou & Donner, Statistics in Medicine 27, 2008). How far they go together is the correlation over communities of
what they count, of everyone: the lowest one, where they count several things.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from demerit.indicators.counts import Counts, Run
from demerit.indicators.families import INDICATORS
from demerit.indicators.from_records import indicators
from demerit.indicators.intervals import Estimate, Floats
from demerit.indicators.layout import Indicator, Value
from demerit.indicators.quantiles import NONE_SEEN, t_quantile
from demerit.indicators.telling import FEWEST
from demerit.study.compare.layout import Difference
from demerit.study.compare.linearised import Linear, Read, linearised, of_communities, of_groups

Key = tuple[str, str, str]
"""an indicator's name, what it is about, and which people"""

_BY_NAME: Mapping[str, Indicator] = {indicator.name: indicator for indicator in INDICATORS}

FEW = f"fewer than {FEWEST} communities show a difference"
"""the interval is then no narrower than what three or four differing events would make; amounts have none"""
_SHOWS = 0.1
"""part of an event by which a community's residuals differ if something in it differs, and not only the rate of all"""
_NOT_IN = "{which} has nothing to measure: {why}"


class Side:
    """One of the two runs: its counters, and its indicators linearised."""

    def __init__(self, run: Run) -> None:
        said = run.manifest
        self.counts = Counts(run, said.get("regime_info", {}), said.get("nation_info", {}))
        self.values: dict[Key, Value] = {}
        for value in indicators(run):
            self.values.setdefault((value.name, value.scheme, value.group), value)
        self._linear: dict[tuple[str, str], dict[str, Linear]] = {}

    def linear(self, key: Key) -> Linear:
        """An indicator's value with what each community adds to it."""
        name, owner, group = key
        if (name, owner) not in self._linear:
            found = linearised(self.counts, _BY_NAME[name], owner)
            self._linear[name, owner] = {one.estimate.group: one for one in reversed(found)}
        return self._linear[name, owner][group]


def differences(a: Side, b: Side, *, identical: bool = False) -> list[Difference]:
    """Every indicator that both runs have, B less A; `identical` says that the two are one regime, line for line."""
    return [difference(a, b, key, identical=identical) for key in a.values if key in b.values]


def only(a: Side, b: Side) -> list[tuple[str, str]]:
    """(`A` or `B`, label with what it is about) of the indicators that only one run has."""
    return [
        (which, f"{value.label} ({value.scheme})" if value.scheme else value.label)
        for which, one, other in (("A", a, b), ("B", b, a))
        for key, value in one.values.items()
        if key not in other.values
    ]


def difference(a: Side, b: Side, key: Key, *, identical: bool = False) -> Difference:
    """One indicator, B less A, with its paired interval."""
    left, right, said = a.linear(key), b.linear(key), a.values[key]
    low = high = unpaired = gap = None
    clusters, note = 0, ""
    same = identical or _nothing_differs(a, b, left, right)
    if left.estimate.value is None or right.estimate.value is None:
        note = "; ".join(_missing(left.estimate, right.estimate))
    else:
        gap = right.estimate.value - left.estimate.value
        if key[2]:
            low, high, unpaired = _recovered(a, b, left, right, same=same)
        else:
            clusters, reach, unpaired, note = _paired(left, right, identical=identical)
            low, high = (None, None) if reach is None else (gap - reach, gap + reach)
            low, high = _possible(said.unit, low, high)
    return Difference(
        name=said.name, label=said.label, scheme=said.scheme, group=said.group, unit=said.unit,
        direction=said.direction, a=left.estimate.value, b=right.estimate.value, difference=gap, low=low, high=high,
        unpaired=unpaired, clusters=clusters, same=same, few=note == FEW, note=note,
    )  # fmt: skip


def _missing(a: Estimate, b: Estimate) -> Iterator[str]:
    for which, one in (("A", a), ("B", b)):
        if one.value is None:
            yield _NOT_IN.format(which=which, why=one.note or "nothing to take it over")


def _paired(a: Linear, b: Linear, *, identical: bool) -> tuple[int, float | None, float | None, str]:
    """Communities that contribute, half the width of the paired interval and of the unpaired one, and a note."""
    contributing = np.zeros(len(a.residuals), dtype=bool)
    for counted in (*a.counted.values(), *b.counted.values()):
        contributing |= counted != 0
    n = int(contributing.sum())
    if identical:
        return n, 0.0, _reach(n, a.residuals, b.residuals), ""
    if n < 2:
        return n, None, None, "too few communities for an interval"
    gaps = b.residuals - a.residuals
    reach, unpaired, note = _reach(n, gaps), _reach(n, a.residuals, b.residuals), ""
    events = [one.an_event for one in (a, b) if one.an_event is not None]
    an_event = max(events) if len(events) == 2 else None
    showing = _differing(a, b) if an_event is None else int((abs(gaps) > _SHOWS * an_event).sum())
    if min(showing, _differing(a, b)) < FEWEST:
        note = FEW
        # Amounts come in lumps: of a handful, what 95 % was said of held 54 to 80 % of the time.
        reach = None if an_event is None or reach is None else max(reach, NONE_SEEN * an_event)
    return n, reach, unpaired, note


def _differing(a: Linear, b: Linear) -> int:
    """Communities in which something that the indicator counts differs between the runs."""
    differs = np.zeros(len(a.residuals), dtype=bool)
    for read in a.counted.keys() | b.counted.keys():
        if read in a.counted and read in b.counted:
            differs |= a.counted[read] != b.counted[read]
        else:  # sums over gates that only one of the regimes uses
            differs |= a.residuals != b.residuals
    return int(differs.sum())


def _reach(n: int, *residuals: Floats) -> float | None:
    """Half the width of the interval of a sum of independent parts, each given by its residuals over n communities."""
    if n < 2:
        return None
    return t_quantile(n - 1) * math.sqrt(n / (n - 1) * sum(float(part @ part) for part in residuals))


def _possible(unit: str, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Bounds within what a difference of two shares can be."""
    if not unit.startswith("share") or unit.endswith("net") or low is None or high is None:
        return low, high
    return max(low, -1.0), min(high, 1.0)


def _nothing_differs(a: Side, b: Side, left: Linear, right: Linear) -> bool:
    """Whether all that an indicator counts is the same in both runs, in every community and group."""
    if left.estimate.value != right.estimate.value or left.grouped != right.grouped or _differing(left, right):
        return False
    return all(np.array_equal(of_groups(a.counts, read), of_groups(b.counts, read)) for read in left.grouped)


def _recovered(
    a: Side, b: Side, left: Linear, right: Linear, *, same: bool
) -> tuple[float | None, float | None, float | None]:
    """The bounds of a difference of values about a group, and half the width that they had if nothing were shared."""
    one, other = left.estimate, right.estimate
    if one.value is None or other.value is None:
        return None, None, None
    together = 1.0 if same else _together(a, b, left.grouped, right.grouped)
    down = _recover(other.value, other.low, one.value, one.high, together)
    up = _recover(other.value, other.high, one.value, one.low, together)
    apart = [_recover(other.value, bound, one.value, against, 0.0)
             for bound, against in ((other.low, one.high), (other.high, one.low))]  # fmt: skip
    sides = [side for side in apart if side is not None]
    gap = other.value - one.value
    if same:
        down = up = 0.0
    return (
        None if down is None else gap - down,
        None if up is None else gap + up,
        sum(sides) / 2 if len(sides) == 2 else None,
    )


def _recover(b: float, bound: float | None, a: float, against: float | None, together: float) -> float | None:
    """How far the difference reaches on the side where B has `bound` and A has `against`."""
    if bound is None or against is None:
        return None
    one, other = abs(bound - b), abs(against - a)
    return math.sqrt(max(0.0, one**2 + other**2 - 2 * together * one * other))


def _together(a: Side, b: Side, left: frozenset[Read], right: frozenset[Read]) -> float:
    """The lowest correlation over communities of what both count; 0 where one counts what the other does not.

    What is added up over all gates goes together though the gates are not the same.
    """
    reads = [{(read[1], read[3]): read for read in side} for side in (left, right)]
    if not reads[0] or reads[0].keys() != reads[1].keys():
        return 0.0
    return min(_correlation(_deviations(a, reads[0][at]), _deviations(b, reads[1][at])) for at in reads[0])


def _deviations(side: Side, read: Read) -> Floats:
    """A counter of each community less what its people would have at the rate of everyone."""
    values, people = of_communities(side.counts, read), side.counts.people
    return values - people * (float(values.sum()) / float(people.sum()))


def _correlation(a: Floats, b: Floats) -> float:
    if np.array_equal(a, b):
        return 1.0
    size = math.sqrt(float(a @ a) * float(b @ b))
    return max(-1.0, min(1.0, float(a @ b) / size)) if size > 0 else 0.0
