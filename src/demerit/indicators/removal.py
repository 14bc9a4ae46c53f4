"""From compliance to removal: how long a name stays up after the duty is done, and how corrections fare."""

from __future__ import annotations

from demerit.indicators.layout import Indicator
from demerit.indicators.measures import mean_of, share_of

INDICATORS = (
    Indicator(
        name="days_to_removal",
        label="Days from compliance to removal",
        meaning="Days from performance to the name coming down, for removals that performance brought about.",
        formula="removal_days / removed_after_paying",
        unit="days",
        direction="harm",
        owner="list",
        needs=("removal_days", "removed_after_paying"),
        compute=mean_of("removal_days", "removed_after_paying", events=False),
        source="own definition; the rule is 3 working days (Supreme People's Court, Fashi [2017] 7, art. 10)",
    ),
    Indicator(
        name="corrections_refused",
        label="Corrections refused",
        meaning="Share of the decided requests for correction that were turned down.",
        formula="refused_correction / (upheld + refused_correction)",
        unit="share of decided requests",
        direction="harm",
        owner="list",
        needs=("upheld", "refused_correction"),
        compute=share_of("refused_correction", "upheld refused_correction"),
        source="own definition; procedure: Supreme People's Court, Fashi [2017] 7, arts 11 and 12",
    ),
    Indicator(
        name="corrections_per_wrongful_entry",
        label="Wrongful entries put right",
        meaning="Requests for correction that succeeded, for each wrongful entry.",
        formula="upheld / wrongful",
        unit="corrections per wrongful entry",
        direction="benefit",
        owner="list",
        needs=("upheld", "wrongful"),
        compute=mean_of("upheld", "wrongful"),
    ),
)
