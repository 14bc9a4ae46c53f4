"""What a regime can do at all: counters that nothing in it could move are not shown to readers as zeros."""

from __future__ import annotations

from typing import Any

from demerit.records.layout import COUNTERS
from demerit.records.mechanisms import KINDS, copies, mechanisms, watching
from demerit.regime.layout import (
    Agreement,
    Correction,
    Effect,
    Extension,
    FalseReports,
    Feed,
    FirstWarning,
    Ground,
    Item,
    List,
    Measure,
    On,
    Participation,
    Points,
    Quantity,
    Regime,
    Relisting,
    Repair,
    Subjects,
)
from demerit.tables.names import CONDUCT_COUNTERS, GATE_COUNTERS, LIST_COUNTERS, POINTS_COUNTERS


def amount(value: float, unit: str = "%") -> Quantity:
    return Quantity(value=value, unit=unit, source="assumption")


def feed(**more: Any) -> Feed:
    return Feed(**{"holder": "city", "context": "traffic", "sees": ("red light",), "detects": amount(30), **more})


def points(**more: Any) -> Points:
    said: dict[str, Any] = {
        "kind": "points", "subjects": Subjects(), "participation": Participation(mode="everyone"),
        "start": amount(1000, "points"), "range": (amount(0, "points"), amount(1200, "points")), "bands": {},
        "catalogue": {"red light": Item(points=amount(-5, "points"))},
    }  # fmt: skip
    return Points(**{**said, **more})


def listed(**more: Any) -> List:
    said = {"kind": "list", "colour": "black", "subjects": Subjects(), "grounds": {"owes": Ground(conduct="debt")}}
    return List(**{**said, **more})


def regime(**more: Any) -> Regime:
    said: dict[str, Any] = {
        "regime": "r", "title": "R", "in_force": "2017-05-01", "operator": "public", "jurisdiction": "here",
        "feeds": {"cameras": feed()}, "schemes": {"city": points(), "debtors": listed()},
    }  # fmt: skip
    return Regime(**{**said, **more})


def test_every_kind_is_a_counter_and_a_plain_regime_moves_none() -> None:
    assert set(KINDS) <= {counter.kind for counter in COUNTERS}
    assert mechanisms([regime()]) == {kind: [] for kind in KINDS}
    assert copies(regime()) == {}
    assert watching(regime()) == {}


def test_scores_and_lists_have_what_their_clauses_say() -> None:
    city = points(
        subjects=Subjects(places=("Shandong",)),
        participation=Participation(mode="opt-in", uptake=amount(60), withdraws=amount(0, "% a year")),
        warns_first=FirstWarning(within=amount(1, "years")),
        catalogue={
            "red light": Item(points=amount(-5, "points"), repair=Repair(done_by=amount(40), after=amount(90, "days"))),
            "drink driving": Item(grade="B"),
        },
    )
    debtors = listed(
        grounds={"owes": Ground(conduct="debt", not_if={"security given": amount(3)})},
        extension=Extension(in_cases=amount(20), by=amount(1, "years")),
        relisting=Relisting(after="creditor asks", not_within=amount(6, "months")),
    )
    clerks = feed(wrong_amount=amount(0.1), removes=amount(60))
    found = mechanisms([regime(schemes={"city": city, "debtors": debtors}, feeds={"cameras": clerks})])
    city_has = ("graded", "warned", "repaired", "withdrew", "moved_in", "wrong_amounts")
    assert found == {
        **{kind: [] for kind in KINDS},
        **{kind: ["city"] for kind in city_has},
        **{kind: ["debtors"] for kind in ("excepted", "extended", "kept_off")},
        "taken_down": ["red light"],
    }


def test_gates_have_what_their_measures_do() -> None:
    def at(gate: str, **more: Any) -> Measure:
        effect = {
            name: more.pop(name)
            for name in ("bar", "opens", "saves", "waives", "yuan", "hours", "forms")
            if name in more
        }
        return Measure(on=On(scheme="debtors"), gate=gate, effect=Effect(**effect), **more)

    found = mechanisms([
        regime(measures={
            "a": at("air", bar=True, applied=amount(90)), "b": at("train", bar=True),
            "c": at("hotel", bar=True, adopted_over=amount(2, "years")), "d": at("bank", opens=True),
            "e": at("hospital", saves=amount(2, "hours")), "f": at("deposit", waives=amount(200, "yuan")),
            "g": at("counter", applied=amount(90), hours=amount(3, "hours"), forms=amount(2, "forms")),
            "h": at("hotel", yuan=amount(-50, "yuan")), "i": at("heating bill", yuan=amount(300, "yuan")),
        })
    ])  # fmt: skip
    gates = {kind: owners for kind, owners in found.items() if owners}
    assert gates == {
        "unchecked": ["air", "hotel"], "hours": ["counter"], "yuan_paid": ["hotel"], "yuan_gained": ["heating bill"],
        "forms": ["counter"], "opened": ["bank"], "hours_saved": ["hospital"], "yuan_waived": ["deposit"]
    }  # fmt: skip


def test_political_items_do_nothing_until_a_phase_switches_them_on() -> None:
    schemes = {"city": points(catalogue={"petition": Item(grade="C", political=True)})}
    off = regime(schemes=schemes)
    assert mechanisms([off])["graded"] == []
    assert mechanisms([off, regime(schemes=schemes, political_items="on")])["graded"] == ["city"]


def test_copies_need_an_agreement_and_a_price_and_go_stale_where_lists_correct() -> None:
    passes = {"a": Agreement(source="debtors", to="city", passes=("entry",))}
    priced = points(catalogue={"listed": Item(grade="D", what="entry in debtors")})
    assert copies(regime(agreements=passes)) == {}
    assert copies(regime(agreements=passes, schemes={"city": priced, "debtors": listed()})) == {"city": ["debtors"]}
    correcting = listed(correction=Correction(decided_within=amount(15, "days")))
    for debtors, stale in ((listed(), []), (correcting, ["city"])):
        assert mechanisms([regime(agreements=passes, schemes={"city": priced, "debtors": debtors})])["stale"] == stale


def test_false_reports_belong_to_the_conduct_that_makes_them() -> None:
    hotline = feed(false_reports=FalseReports(source="denouncing", share=amount(20)))
    assert mechanisms([regime(feeds={"hotline": hotline})])["false_reports"] == ["denouncing"]


def test_two_feeds_watch_as_closely_as_their_mean() -> None:
    uneven = feed(by={"residence": {"rural": amount(0.5, "times")}, "sex": {"male": amount(1, "times")}})
    assert watching(regime(feeds={"a": uneven})) == {"red light": {"residence": {"rural": 0.5}}}
    both = regime(feeds={"a": uneven, "b": feed(detects=amount(10))})
    assert watching(both) == {"red light": {"residence": {"rural": (30 * 0.5 + 10) / 40}}}


def test_the_counters_that_the_engine_keeps_are_those_that_are_documented() -> None:
    kept = {
        "scheme": {*POINTS_COUNTERS, "band"}, "list": {*LIST_COUNTERS}, "gate": {*GATE_COUNTERS},
        "conduct": {*CONDUCT_COUNTERS},
    }  # fmt: skip
    for owner, kinds in kept.items():
        declared = {counter.kind: counter.optional for counter in COUNTERS if counter.owner == owner}
        assert kinds <= set(declared)
        assert all(optional for kind, optional in declared.items() if kind not in kinds)
