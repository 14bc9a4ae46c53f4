"""Not learnt of, first learnt of at a gate: whether people know what is held against them."""

from __future__ import annotations

from demerit.indicators.definitions import mean, share

INDICATORS = (
    share(
        name="never_told",
        label="Not learnt of by the last day",
        meaning="Share of entries of which the subject had not learnt, by notice or at a gate, by the end of the run.",
        part="entries -noticed -gate_learnt",
        whole="entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        source="own definition; duty to serve: Supreme People's Court, Fashi [2017] 7, art. 5",
    ),
    share(
        name="first_told_at_gate",
        label="First learnt of at a gate",
        meaning="Share of entries of which the subject first learnt by being turned away or charged.",
        part="gate_learnt",
        whole="entries",
        unit="share of entries",
        direction="harm",
        owner="list",
    ),
    mean(
        name="unaware_days",
        label="Days unaware",
        meaning="Days in force before the subject knew, for each entry; to its end where the subject never did.",
        part="unaware_days",
        whole="entries",
        events=False,
        unit="days per entry",
        direction="harm",
        owner="list",
    ),
    share(
        name="marks_never_told",
        label="Marks not told of",
        meaning="Share of marks of which the subject was not told.",
        part="marks -told",
        whole="marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
    ),
)
