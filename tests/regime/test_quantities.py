"""The written scalar: units, ranges, sources."""

from __future__ import annotations

import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.regime import units
from demerit.regime.dates import day_meant
from demerit.regime.layout import Quantity
from demerit.regime.quantities import Malformed, calendar_days, read_date, read_quantity, share, write_quantity

numbers = st.floats(-1e9, 1e9, allow_nan=False) | st.integers(-(10**6), 10**6).map(float)
sources = st.sampled_from(["assumption", "SPC17 art. 2", "CLT-RS; FP18"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    unit, source = draw(st.sampled_from(list(units.UNITS))), draw(sources)
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    if unit in ("days", "working days"):
        low, value, high = (float(round(number)) for number in (low, value, high))
    if draw(st.booleans()):
        return Quantity(value=value, unit=unit, source=source)
    return Quantity(value=value, unit=unit, low=low, high=high, source=source)


@given(quantities())
def test_what_is_written_reads_back_exactly(quantity: Quantity) -> None:
    assert read_quantity(write_quantity(quantity)) == quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "low", "high", "source"),
    [
        ("-5 points (CLT-RS)", -5, "points", None, None, "CLT-RS"),
        ("+1,000 points (CLT-RS)", 1000, "points", None, None, "CLT-RS"),
        ("−5 points (CLT-RS)", -5, "points", None, None, "CLT-RS"),
        ("1 year (SPC17 art. 2)", 1, "years", None, None, "SPC17 art. 2"),
        ("12 % between 2 % and 40 % (assumption)", 12, "%", 2, 40, "assumption"),
        ("0.9 times between 0.7 and 1 (assumption)", 0.9, "times", 0.7, 1, "assumption"),
        ("1 day between 1 and 3 days (assumption)", 1, "days", 1, 3, "assumption"),
        ("within 3 working days (SPC17 art. 10)", 3, "working days", None, None, "SPC17 art. 10"),
        ("300 yuan a winter (TR22)", 300, "yuan a winter", None, None, "TR22"),
        ("2 more forms (assumption)", 2, "forms", None, None, "assumption"),
        ("0.3 per year (assumption)", 0.3, "per year", None, None, "assumption"),
        ("5 % a year (assumption)", 5, "% a year", None, None, "assumption"),
        ("60 per 1,000 people a year (assumption)", 60, "per 1,000 people a year", None, None, "assumption"),
    ],
)
def test_phrases(text: str, value: float, unit: str, low: float | None, high: float | None, source: str) -> None:
    assert read_quantity(text) == Quantity(value=value, unit=unit, low=low, high=high, source=source)


@given(st.text(max_size=40) | st.from_regex(r"[-+0-9., ]+ (points|days|%|between|and| )+\([a-z]*\)", fullmatch=True))
def test_any_other_text_is_refused_as_malformed(text: str) -> None:
    try:
        quantity = read_quantity(text, units.SHARE, ["SPC17"])
    except Malformed as caught:
        wrong = caught
    else:
        assert 0 <= quantity.value <= 100
        return
    assert wrong.message
    assert 0 <= wrong.offset <= len(text)


def test_a_range_belongs_to_every_kind_of_amount() -> None:
    for amount in (value for value in vars(units).values() if isinstance(value, units.Amount)):
        assert read_quantity(amount.example, amount).unit in amount.units
        beyond = Quantity(value=math.ceil(amount.high) + 1, unit=amount.units[0], source="assumption")
        with pytest.raises(Malformed, match="out of range"):
            read_quantity(write_quantity(beyond), amount)


def test_lengths_of_time_are_compared_across_units() -> None:
    assert read_quantity("36525 days (assumption)", units.CLOCK).value == 36525
    with pytest.raises(Malformed, match="36526 days is out of range"):
        read_quantity("36526 days (assumption)", units.CLOCK)
    with pytest.raises(Malformed, match="not a whole number"):
        read_quantity("1.5 days (assumption)", units.CLOCK)
    assert calendar_days(read_quantity("1.5 years (assumption)", units.CLOCK)) == pytest.approx(547.875)
    assert share(read_quantity("12 % (assumption)")) == pytest.approx(0.12)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1 January 2020", "2020-01-01"), ("from 1 January 2020", "2020-01-01"), ("3rd of May, 2019", "2019-05-03"),
        ("Sept. 3, 2019", "2019-09-03"), ("March 2018", "2018-03-01"), ("2020/1/31", "2020-01-31"),
        ("2020", "2020-01-01"), ("2017-5-1", "2017-05-01"), ("3/4/2020", None), ("31 February 2020", None),
        ("1 Brumaire 2020", None), ("2020-1/31", None), ("soon", None),
    ],
)  # fmt: skip
def test_the_hint_at_a_date_is_the_day_that_was_meant(text: str, meant: str | None) -> None:
    assert day_meant(text) == (date.fromisoformat(meant) if meant else None)
    with pytest.raises(Malformed) as caught:
        read_date(text, "in force")
    found = re.match(r"write `in force: (from )?([0-9-]{10})`", caught.value.hint or "")
    assert found is not None
    assert read_date((found[1] or "") + found[2]) == (day_meant(text) or date(2017, 5, 1))
    assert (found[1] is not None) == text.startswith("from")


def test_a_range_the_wrong_way_round_is_told_how_it_goes() -> None:
    with pytest.raises(Malformed, match="wrong way round: it goes from 40 % down to 2 %") as caught:
        read_quantity("10 % between 40 and 2 % (assumption)")
    assert caught.value.hint == "write `between 2 % and 40 %`"
    assert read_quantity("10 % between 2 % and 40 % (assumption)").low == 2
    with pytest.raises(Malformed, match="outside its own range"):
        read_quantity("50 % between 2 and 40 % (assumption)")


def test_dates() -> None:
    assert read_date("2017-05-01") == read_date("from 2017-05-01") == date(2017, 5, 1)
    for text in ("1 May 2017", "2017-5-1", "2017-13-01"):
        with pytest.raises(Malformed):
            read_date(text)
