"""Hypothesis strategies: any legal regime of the vocabulary, over given conduct and gates, small enough to run.

@given(regimes(conduct=["red light", "unpaid judgment"], gates=["air"]))
def test_holds(regime: Regime) -> None: ...
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from demerit.regime.layout import (
    Agreement,
    Band,
    Correction,
    Effect,
    Exit,
    Feed,
    Ground,
    Item,
    List,
    Measure,
    Notice,
    On,
    Participation,
    Points,
    Quantity,
    Recovery,
    Regime,
    Regrading,
    Response,
    Review,
    Subjects,
    Term,
)
from demerit.regime.to_yaml import to_yaml

CONDUCT = ("red light", "late utility bill", "unpaid judgment", "hidden assets", "volunteering", "blood donation")
GATES = ("air", "hotel", "bank", "private school", "counter")
BANDS = ("AAA", "AA", "A", "B", "C", "D")


def amounts(unit: str, low: float, high: float, ranged: bool = True) -> st.SearchStrategy[Quantity]:
    """Whole quantities of one unit between two numbers, some with a range around them."""
    numbers = st.integers(int(low), int(high))

    @st.composite
    def amount(draw: st.DrawFn) -> Quantity:
        three = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
        if ranged and draw(st.booleans()):
            return Quantity(value=three[1], unit=unit, low=three[0], high=three[2], source="assumption")
        return Quantity(value=three[1], unit=unit, source="assumption")

    return amount()


def hundredths(unit: str, low: int, high: int) -> st.SearchStrategy[Quantity]:
    """Small quantities of one unit, in steps of a hundredth."""
    return st.integers(low, high).map(lambda number: Quantity(value=number / 100, unit=unit, source="assumption"))


def times(low: float, high: float) -> st.SearchStrategy[Quantity]:
    """Multiples in steps of a tenth."""
    tenths = st.integers(round(low * 10), round(high * 10))
    return tenths.map(lambda number: Quantity(value=number / 10, unit="times", source="assumption"))


def clocks(longest: int = 60, shortest: int = 0) -> st.SearchStrategy[Quantity]:
    """Lengths of time in days."""
    return amounts("days", shortest, longest)


def office_clocks(longest: int = 60) -> st.SearchStrategy[Quantity]:
    """Clocks of an office, in days or in working days."""
    return st.one_of(amounts("days", 0, longest), amounts("working days", 0, longest // 2))


SHARES = amounts("%", 0, 100)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Something, or not declared."""
    return st.none() | strategy


@st.composite
def feeds(draw: st.DrawFn, conduct: Sequence[str]) -> dict[str, Feed]:
    """Up to three feeds; a conduct may be seen by several of them, or by none."""
    found = {}
    for number in range(draw(st.integers(0, 3))):
        sees = tuple(draw(st.lists(st.sampled_from(conduct), max_size=4, unique=True)))
        if sees:
            found[f"feed {number}"] = Feed(
                holder="an office",
                context="city",
                sees=sees,
                detects=draw(amounts("%", 20, 100)),
                arrives_after=draw(maybe(clocks(30))),
                joined_by=draw(st.sampled_from([None, "identity number", "name", "face"])),
                wrong_person=draw(maybe(amounts("%", 0, 5))),
                false_marks=draw(maybe(hundredths("per year", 0, 20))),
            )
    return found


@st.composite
def notices(draw: st.DrawFn, of_list: bool) -> Notice:
    """Any notice: never, or before (on a list with or without a grace), at or after the effect."""
    when = draw(st.sampled_from(["before", "at", "after", "never"]))
    if when == "never":
        return Notice(when=when)
    grace = draw(maybe(clocks(60))) if when == "before" and of_list else None
    return Notice(when=when, served=draw(maybe(SHARES)), grace=grace, says=draw(st.sampled_from([(), ("reasons",)])))


@st.composite
def corrections(draw: st.DrawFn, of_list: bool) -> Correction:
    """A way to have a mark or an entry taken back; on a list with or without a review."""
    if not of_list:
        return Correction(decided_within=draw(clocks(60)), upheld=draw(maybe(SHARES)))
    review = Review(
        asked_within=draw(clocks(30, shortest=1)), decided_within=draw(clocks(30)), upheld=draw(maybe(SHARES))
    )
    return Correction(
        decided_within=draw(office_clocks(60)),
        then_corrected_within=draw(maybe(office_clocks(20))),
        upheld=draw(maybe(SHARES)),
        review=review if draw(st.booleans()) else None,
        suspends_measures=draw(st.sampled_from([None, True, False])),
    )


subjects = st.sampled_from([0, 18, 40]).map(lambda age: Subjects(from_age=age))
participations = st.just(Participation(mode="everyone")) | amounts("%", 0, 100).map(
    lambda uptake: Participation(mode="opt-in", uptake=uptake)
)


@st.composite
def bands(draw: st.DrawFn, low: int, high: int) -> dict[str, Band]:
    """Two to six bands in order, the last one `below`."""
    starts = draw(st.lists(st.integers(low + 1, high), min_size=1, max_size=5, unique=True))
    found = {}
    for name, start in zip(BANDS, sorted(starts, reverse=True), strict=False):
        found[name] = Band(from_points=Quantity(value=start, unit="points", source="assumption"))
    return found | {"D": Band(from_points=None)}


@st.composite
def ranked_bands(draw: st.DrawFn) -> dict[str, Band]:
    """Two to six bands cut by rank, the last one `below`."""
    tops = sorted(draw(st.lists(st.integers(1, 9999), min_size=1, max_size=5, unique=True)))
    found = {}
    for name, top in zip(BANDS, tops, strict=False):
        found[name] = Band(from_points=None, top=Quantity(value=top / 100, unit="%", source="assumption"))
    return found | {"D": Band(from_points=None)}


regradings = st.builds(Regrading, every=amounts("days", 1, 90) | amounts("months", 1, 3, ranged=False))


items = st.builds(
    Item,
    points=(amounts("points", -120, -1, ranged=False) | amounts("points", 1, 40, ranged=False)),
    gravity=maybe(st.integers(0, 5)),
    expires_after=maybe(st.one_of(amounts("days", 1, 200), amounts("years", 1, 2))),
)


@st.composite
def points_schemes(draw: st.DrawFn, conduct: Sequence[str], ranks: bool = False) -> Points:
    """A scheme that scores: mandatory or opt-in, with or without expiry, recovery, notice and correction.

    With `ranks` its bands may be cut by rank.
    """
    by_rank = ranks and draw(st.booleans())
    low, high = draw(st.sampled_from([(0, 1300), (0, 200), (-500, 500)]))
    priced = draw(st.lists(st.sampled_from(conduct), max_size=5, unique=True))
    recovery = st.builds(Recovery, points=amounts("points", 1, 20, ranged=False), every=amounts("days", 7, 90))
    ends = [Quantity(value=end, unit="points", source="assumption") for end in (low, high)]
    return Points(
        kind="points",
        subjects=draw(subjects),
        participation=draw(participations),
        start=draw(amounts("points", low, high)),
        range=(ends[0], ends[1]),
        bands=draw(ranked_bands() if by_rank else bands(low, high)),
        regraded=draw(regradings) if by_rank else None,
        catalogue={name: draw(items) for name in priced},
        recovery=draw(maybe(recovery)),
        notice=draw(maybe(notices(of_list=False))),
        correction=draw(maybe(corrections(of_list=False))),
    )


@st.composite
def exits(draw: st.DrawFn, grounds: Sequence[str], performance: bool) -> dict[str, Exit]:
    """Ways off a list; `performance` where a term needs it."""
    found = {}
    for name in ("performance", "creditor asks"):
        if draw(st.booleans()) or (performance and name == "performance"):
            late = draw(st.booleans())
            found[name] = Exit(
                within=draw(office_clocks(20)),
                for_grounds=draw(
                    maybe(st.lists(st.sampled_from(grounds), min_size=1, max_size=2, unique=True).map(tuple))
                ),
                rate=draw(amounts("% a year", 1, 90)) if name != "performance" else None,
                kept=draw(SHARES) if late else None,
                otherwise=draw(clocks(90)) if late else None,
            )
    return found


@st.composite
def lists(draw: st.DrawFn, conduct: Sequence[str]) -> List:
    """A black list with one to three grounds, and any terms, exits, notice, correction and queue."""
    takes_in = draw(st.lists(st.sampled_from(conduct), min_size=1, max_size=3, unique=True))
    grounds, term = {}, {}
    for number, name in enumerate(takes_in):
        able = draw(st.booleans())
        grounds[f"ground {number}"] = Ground(
            conduct=name,
            only_if="able to pay" if able else None,
            misjudged=draw(maybe(SHARES)) if able else None,
        )
        length = draw(st.sampled_from(["none", "until", "fixed"]))
        if length != "none":
            fixed = draw(amounts("days", 10, 400)) if length == "fixed" else None
            term[f"ground {number}"] = Term(length=fixed, law=None if fixed else "assumption")
    return List(
        kind="list",
        colour="black",
        subjects=draw(subjects),
        grounds=grounds,
        entries_per=draw(st.sampled_from(["case", "subject"])),
        decides=draw(maybe(amounts("per 1,000 people a year", 1, 500))),
        decided_after=draw(maybe(clocks(30))),
        notice=draw(maybe(notices(of_list=True))),
        term=term,
        publication=draw(st.sampled_from([None, ("name", "duty")])),
        exits=draw(exits(list(grounds), performance=any(one.length is None for one in term.values()))),
        correction=draw(maybe(corrections(of_list=True))),
    )


@st.composite
def on(draw: st.DrawFn, schemes: dict[str, Points | List], neighbours: bool, places: bool = False) -> On:
    """Those on a list or near people on it, or in some bands of a points scheme."""
    name = draw(st.sampled_from(list(schemes)))
    scheme = schemes[name]
    if isinstance(scheme, List):
        relations = ["listed", *["neighbours"] * neighbours, *["place"] * places]
        return On(scheme=name, relation=draw(st.sampled_from(relations)))
    names = list(scheme.bands)
    relation = draw(st.sampled_from(["from", "below", "at"]))
    return On(scheme=name, relation=relation, band=draw(st.sampled_from(names[:-1] if relation == "below" else names)))


effects = st.one_of(
    st.just(Effect(bar=True)),
    st.builds(Effect, yuan=amounts("yuan", -500, -1) | amounts("yuan", 1, 500)),
    st.builds(Effect, hours=amounts("hours", 1, 5, ranged=False), forms=amounts("forms", 1, 5, ranged=False)),
)


@st.composite
def regimes(
    draw: st.DrawFn,
    conduct: Sequence[str] = CONDUCT,
    gates: Sequence[str] = GATES,
    nation: str = "china-2020",
    most_times: float = 1.5,
    neighbours: bool = True,
    climate: bool = False,
) -> Regime:
    """Any legal regime over the conduct and the gates of a nation; responses multiply by at most `most_times`.

    With `climate` bands may be cut by rank, and responses be to the share listed of one's place.
    """
    schemes: dict[str, Points | List] = {}
    for name in ("city points", "village points")[: draw(st.integers(0, 2))]:
        schemes[name] = draw(points_schemes(conduct, ranks=climate))
    for name in ("debtors", "polluters")[: draw(st.integers(0, 2))]:
        schemes[name] = draw(lists(conduct))
    agreements = draw(agreements_between(schemes))
    for flow in agreements.values():
        to = schemes[flow.to]
        assert isinstance(to, Points)
        news = {f"{one} in {flow.source}": draw(items) for one in flow.passes}
        schemes[flow.to] = to.model_copy(update={"catalogue": to.catalogue | news})
    return Regime(
        regime="generated",
        title="A generated regime",
        in_force=draw(st.sampled_from([date(2017, 5, 1), date(2019, 12, 30), date(2020, 2, 28)])),
        operator="public",
        jurisdiction="nowhere",
        nation=nation,
        feeds=draw(feeds(conduct)),
        schemes=schemes,
        measures=draw(measures_on(schemes, gates)),
        agreements=agreements,
        responses=draw(responses_to(schemes, conduct, most_times, neighbours, climate)),
    )


@st.composite
def agreements_between(draw: st.DrawFn, schemes: dict[str, Points | List]) -> dict[str, Agreement]:
    """Agreements from lists to points schemes, at most one for each pair."""
    delay = {name: draw(maybe(clocks(30))) for name in schemes}  # the same for all that one list tells
    pairs = [(a, b) for a in schemes for b in schemes
             if isinstance(schemes[a], List) and isinstance(schemes[b], Points)]  # fmt: skip
    found = {}
    for number, (source, to) in enumerate(pairs):
        if draw(st.booleans()):
            news = st.lists(st.sampled_from(["entry", "performance", "removal"]), min_size=1, max_size=3, unique=True)
            found[f"agreement {number}"] = Agreement(
                source=source, to=to, passes=tuple(draw(news)), arrives_after=delay[source]
            )
    return found


@st.composite
def measures_on(draw: st.DrawFn, schemes: dict[str, Points | List], gates: Sequence[str]) -> dict[str, Measure]:
    """Up to four measures, on lists or bands."""
    found = {}
    for number in range(draw(st.integers(0, 4)) if schemes and gates else 0):
        whom = draw(on(schemes, neighbours=False))
        lags = maybe(clocks(10)) if whom.relation == "listed" else st.none()
        found[f"measure {number}"] = Measure(
            on=whom,
            gate=draw(st.sampled_from(gates)),
            effect=draw(effects),
            reaches=draw(st.sampled_from(["subject", "children"])),
            starts_after=draw(lags),
            ends_after=draw(lags),
        )
    return found


@st.composite
def responses_to(
    draw: st.DrawFn,
    schemes: dict[str, Points | List],
    conduct: Sequence[str],
    most_times: float,
    neighbours: bool,
    places: bool,
) -> dict[str, Response]:
    """Up to three responses, of those who are watched, listed, in a band, or near people who are listed.

    Responses to one conduct multiply, so at most one of them raises it; that to a place may raise it by any multiple,
    because the nation's ceiling holds.
    """
    found: dict[str, Response] = {}
    raised: set[str] = set()
    for number in range(draw(st.integers(0, 3))):
        whom = draw(on(schemes, neighbours, places)) if schemes and draw(st.booleans()) else "watched"
        of = draw(st.lists(st.sampled_from(conduct), min_size=1, max_size=3, unique=True))
        by_place = isinstance(whom, On) and whom.relation == "place"
        changes = draw(times(0, 1000 if by_place else 1 if raised & set(of) else most_times))
        found[f"response {number}"] = Response(on=whom, of=tuple(of), changes=changes)
        if by_place:
            continue
        raised |= set(of) if changes.value > 1 else set()
    return found


def regime_texts(**names: Any) -> st.SearchStrategy[str]:
    """The YAML text of any legal regime."""
    return regimes(**names).map(to_yaml)
