"""China's working days, against the `holidays` package and in the small."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import holidays
import numpy as np
import pytest
import yaml

from demerit.errors import UserError
from demerit.nations.calendar import calendar_names, days_of_working_days, load_calendar, working_day_index


def test_every_day_agrees_with_the_holidays_package() -> None:
    china, ours = holidays.country_holidays("CN", years=range(2009, 2032)), load_calendar()
    first = date(2010, 1, 1)
    for number in range((date(2031, 1, 1) - first).days):
        day = first + timedelta(days=number)
        assert ours.is_working_day(day) == china.is_working_day(day), day


def test_spring_festival_and_the_weekend_worked_for_it() -> None:
    china = load_calendar()
    assert not china.is_working_day(date(2019, 2, 4))
    assert china.is_working_day(date(2019, 2, 2)), "a Saturday worked in exchange"
    assert not china.is_working_day(date(2019, 2, 9)), "an ordinary Saturday"


def test_years_that_no_notice_covers_have_the_fixed_holidays() -> None:
    china = load_calendar()
    assert not china.is_working_day(date(2040, 10, 2))
    assert china.is_working_day(date(2040, 10, 4))
    assert not china.is_working_day(date(2040, 10, 6)), "a Saturday"


def test_every_year_says_where_it_is_from() -> None:
    text = files("demerit").joinpath("library", "calendars", "china.yaml").read_text(encoding="utf-8")
    years = yaml.load(text, yaml.BaseLoader)["years"]  # as it stands: to YAML 1.1 `off` is a truth value
    assert {int(year) for year in years} == set(range(2010, 2031)) == load_calendar().years
    for year, clause in years.items():
        assert clause["source"] == ("SC" if int(year) <= 2026 else "LAW; assumption")
        assert clause["worked"] or int(year) > 2026
        assert len(clause["off"]) >= 12


def test_three_working_days_over_the_national_day() -> None:
    first = date(2018, 9, 1)
    index, days = working_day_index(first, 60), days_of_working_days(first, 60)
    paid = (date(2018, 9, 28) - first).days
    assert first + timedelta(days=int(days[index[paid] + 3])) == date(2018, 10, 8)  # both days of that weekend worked


def test_the_inverse_is_one() -> None:
    index, days = working_day_index(date(2017, 5, 1), 900), days_of_working_days(date(2017, 5, 1), 900)
    assert days[0] == -1
    assert np.array_equal(index[days[1:]], np.arange(1, len(days)))
    assert (index[days[1:] - 1][days[1:] > 0] == np.arange(len(days) - 1)[days[1:] > 0]).all()
    assert index[-1] == len(days) - 1


def test_an_unknown_calendar() -> None:
    assert calendar_names() == ["china"]
    with pytest.raises(UserError, match="no calendar is called `chine`"):
        load_calendar("chine")
