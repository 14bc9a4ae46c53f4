"""From compliance to removal: how long a name stays up after the duty is done, and how corrections fare."""

from __future__ import annotations

from demerit.indicators.definitions import mean, share

INDICATORS = (
    mean(
        name="days_to_removal",
        label="Days from compliance to removal",
        meaning="Days from performance to the name coming down, for removals that performance brought about.",
        part="removal_days",
        whole="removed_after_paying",
        events=False,
        unit="days",
        direction="harm",
        owner="list",
        source="own definition; the rule is 3 working days (Supreme People's Court, Fashi [2017] 7, art. 10)",
    ),
    share(
        name="corrections_refused",
        label="Corrections refused",
        meaning="Share of the decided requests for correction that were turned down.",
        part="refused_correction",
        whole="upheld refused_correction",
        unit="share of decided requests",
        direction="harm",
        owner="list",
        source="own definition; procedure: Supreme People's Court, Fashi [2017] 7, arts 11 and 12",
    ),
    mean(
        name="corrections_per_wrongful_entry",
        label="Wrongful entries put right",
        meaning="Requests for correction that succeeded, for each wrongful entry.",
        part="upheld",
        whole="wrongful",
        unit="corrections per wrongful entry",
        direction="benefit",
        owner="list",
    ),
)
