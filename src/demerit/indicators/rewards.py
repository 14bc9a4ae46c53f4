"""Rewards: what a good standing gives at gates, to whom, and what is left of it when costs are taken off."""

from __future__ import annotations

from demerit.indicators.definitions import amount, balance, rate

INDICATORS = (
    amount(
        name="yuan_gained",
        label="Money that benefits gave",
        meaning="Yuan received for a good standing, for every 1,000 people and year.",
        kind="yuan_gained",
        unit="yuan",
        direction="benefit",
    ),
    amount(
        name="hours_saved",
        label="Hours that benefits saved",
        meaning="Hours not spent thanks to a good standing, for every 1,000 people and year.",
        kind="hours_saved",
        unit="hours",
        direction="benefit",
    ),
    amount(
        name="deposits_waived",
        label="Deposits waived",
        meaning="Deposits not asked for thanks to a good standing, for every 1,000 people and year.",
        kind="yuan_waived",
        unit="yuan",
        direction="benefit",
        source="own definition; a deposit is lent, not given, so it stands apart from money received",
    ),
    balance(
        name="balance_of_money",
        label="Money, benefits less costs",
        meaning="Yuan that measures give less yuan that they take, for every 1,000 people and year; no deposits.",
        gains="yuan_gained",
        costs="yuan_paid",
        unit="yuan",
        direction="benefit",
    ),
    balance(
        name="balance_of_hours",
        label="Hours, saved less spent",
        meaning="Hours that measures save less hours that they cost, for every 1,000 people and year.",
        gains="hours_saved",
        costs="hours",
        unit="hours",
        direction="benefit",
    ),
    rate(
        name="doors_opened",
        label="Doors opened without a credit file",
        meaning="Times that the gate let somebody without a credit file through, for every 1,000 people.",
        part="opened",
        factor=1_000,
        unit="passages per 1,000 people",
        direction="benefit",
        owner="gate",
    ),
    rate(
        name="thin_file_people",
        label="Thin-file people reached",
        meaning="People without a credit file who got a benefit of the scheme, for every 1,000 people.",
        part="thin",
        factor=1_000,
        unit="people per 1,000",
        direction="benefit",
        owner="scheme",
    ),
)
