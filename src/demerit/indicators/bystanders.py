"""Bystanders: people who are on no list and are turned away all the same, a debtor's child before all."""

from __future__ import annotations

from demerit.indicators.definitions import rate, share

INDICATORS = (
    share(
        name="bystanders_refused",
        label="Refusals of bystanders",
        meaning="Share of refusals that hit somebody other than the person on the list.",
        part="bystanders",
        whole="refused",
        unit="share of refusals",
        direction="harm",
        owner="gate",
        source="own definition; children barred from private schools: Supreme People's Court, 2015 limits, art. 3",
    ),
    rate(
        name="bystander_refusals_per_100000",
        label="Refusals of bystanders among people",
        meaning="Refusals that hit somebody other than the person on the list, for every 100,000 people.",
        part="bystanders",
        factor=100_000,
        unit="refusals per 100,000",
        direction="harm",
        owner="gate",
    ),
)
