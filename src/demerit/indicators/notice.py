"""Not learnt of, first learnt of at a gate: whether people know what is held against them."""

from __future__ import annotations

from demerit.indicators.layout import Indicator
from demerit.indicators.measures import mean_of, share_of

INDICATORS = (
    Indicator(
        name="never_told",
        label="Not learnt of by the last day",
        meaning="Share of entries of which the subject had not learnt, by notice or at a gate, by the end of the run.",
        formula="(entries - noticed - gate_learnt) / entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        needs=("entries", "noticed", "gate_learnt"),
        compute=share_of("entries -noticed -gate_learnt", "entries"),
        source="own definition; duty to serve: Supreme People's Court, Fashi [2017] 7, art. 5",
    ),
    Indicator(
        name="first_told_at_gate",
        label="First learnt of at a gate",
        meaning="Share of entries of which the subject first learnt by being turned away or charged.",
        formula="gate_learnt / entries",
        unit="share of entries",
        direction="harm",
        owner="list",
        needs=("entries", "gate_learnt"),
        compute=share_of("gate_learnt", "entries"),
    ),
    Indicator(
        name="unaware_days",
        label="Days unaware",
        meaning="Days in force before the subject knew, for each entry; to its end where the subject never did.",
        formula="unaware_days / entries",
        unit="days per entry",
        direction="harm",
        owner="list",
        needs=("unaware_days", "entries"),
        compute=mean_of("unaware_days", "entries", events=False),
    ),
    Indicator(
        name="marks_never_told",
        label="Marks not told of",
        meaning="Share of marks of which the subject was not told.",
        formula="(marks - told) / marks",
        unit="share of marks",
        direction="harm",
        owner="scheme",
        needs=("marks", "told"),
        compute=share_of("marks -told", "marks"),
    ),
)
