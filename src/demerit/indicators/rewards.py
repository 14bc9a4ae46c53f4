"""Rewards: what a good standing gives at gates, to whom, and what is left of it when costs are taken off."""

from __future__ import annotations

from demerit.indicators.fifths import balance_by_income, by_income
from demerit.indicators.layout import Indicator
from demerit.indicators.measures import per_person

INDICATORS = (
    Indicator(
        name="yuan_gained",
        label="Money that benefits gave",
        meaning="Yuan received for a good standing, for every 1,000 people and year.",
        formula="1,000 x yuan_gained of all gates / people / years",
        unit="yuan per 1,000 people a year",
        direction="benefit",
        owner="run",
        needs=("yuan_gained",),
        compute=by_income("yuan_gained"),
    ),
    Indicator(
        name="hours_saved",
        label="Hours that benefits saved",
        meaning="Hours not spent thanks to a good standing, for every 1,000 people and year.",
        formula="1,000 x hours_saved of all gates / people / years",
        unit="hours per 1,000 people a year",
        direction="benefit",
        owner="run",
        needs=("hours_saved",),
        compute=by_income("hours_saved"),
    ),
    Indicator(
        name="deposits_waived",
        label="Deposits waived",
        meaning="Deposits not asked for thanks to a good standing, for every 1,000 people and year.",
        formula="1,000 x yuan_waived of all gates / people / years",
        unit="yuan per 1,000 people a year",
        direction="benefit",
        owner="run",
        needs=("yuan_waived",),
        compute=by_income("yuan_waived"),
        source="own definition; a deposit is lent, not given, so it stands apart from money received",
    ),
    Indicator(
        name="balance_of_money",
        label="Money, benefits less costs",
        meaning="Yuan that measures give less yuan that they take, for every 1,000 people and year; no deposits.",
        formula="1,000 x (yuan_gained - yuan_paid) of all gates / people / years",
        unit="yuan per 1,000 people a year, net",
        direction="benefit",
        owner="run",
        needs=("yuan_gained", "yuan_paid"),
        compute=balance_by_income("yuan_gained", "yuan_paid"),
    ),
    Indicator(
        name="balance_of_hours",
        label="Hours, saved less spent",
        meaning="Hours that measures save less hours that they cost, for every 1,000 people and year.",
        formula="1,000 x (hours_saved - hours) of all gates / people / years",
        unit="hours per 1,000 people a year, net",
        direction="benefit",
        owner="run",
        needs=("hours_saved", "hours"),
        compute=balance_by_income("hours_saved", "hours"),
    ),
    Indicator(
        name="doors_opened",
        label="Doors opened without a credit file",
        meaning="Times that the gate let somebody without a credit file through, for every 1,000 people.",
        formula="1,000 x opened / people",
        unit="passages per 1,000 people",
        direction="benefit",
        owner="gate",
        needs=("opened",),
        compute=per_person("opened", 1_000),
    ),
    Indicator(
        name="thin_file_people",
        label="Thin-file people reached",
        meaning="People without a credit file who got a benefit of the scheme, for every 1,000 people.",
        formula="1,000 x thin / people",
        unit="people per 1,000",
        direction="benefit",
        owner="scheme",
        needs=("thin",),
        compute=per_person("thin", 1_000),
    ),
)
