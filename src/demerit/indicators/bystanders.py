"""Bystanders: people who are on no list and are turned away all the same, a debtor's child before all."""

from __future__ import annotations

from demerit.indicators.layout import Indicator
from demerit.indicators.measures import per_person, share_of

INDICATORS = (
    Indicator(
        name="bystanders_refused",
        label="Refusals of bystanders",
        meaning="Share of refusals that hit somebody other than the person on the list.",
        formula="bystanders / refused",
        unit="share of refusals",
        direction="harm",
        owner="gate",
        needs=("bystanders", "refused"),
        compute=share_of("bystanders", "refused"),
        source="own definition; children barred from private schools: Supreme People's Court, 2015 limits, art. 3",
    ),
    Indicator(
        name="bystander_refusals_per_100000",
        label="Refusals of bystanders among people",
        meaning="Refusals that hit somebody other than the person on the list, for every 100,000 people.",
        formula="100,000 x bystanders / people",
        unit="refusals per 100,000",
        direction="harm",
        owner="gate",
        needs=("bystanders",),
        compute=per_person("bystanders", 100_000),
    ),
)
