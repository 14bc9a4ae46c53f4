"""The amendment that test L02 names is the smaller of two: a burden not applied, or unrelated entries not counted."""

from __future__ import annotations

from demerit.audit.layout import Outcome
from demerit.regime.from_yaml import Document
from tests.audit.test_substance import Changes, found, otherwise

ITEM = "{points: -3 points (ACT), gravity: 1, kind: act, proof: decision, expires after: 1 year (ACT)}"
CAR = "{on: licence at suspended, gate: car, effect: bar, context: traffic, law: ACT, punitive: no}"
BILL: Changes = {
    "feeds.police.sees": "[speeding, drink driving, late utility bill, jaywalking]",
    "items.late utility bill": ITEM[:-1] + ", context: household bills}",
}
DEFAULT: Changes = BILL | {
    "feeds.police.sees": "[speeding, drink driving, late utility bill, loan default]",
    "items.loan default": ITEM[:-1] + ", context: finance}",
}
OFF = "measures.no car.applied"
NOT_COUNTED = "schemes.licence.catalogue.{}.in cases"


def failing(document: Document) -> dict[str, Outcome]:
    return {one.where[-1]: one for one in found(document, "L02") if one.state == "fail"}


def amended(changes: Changes) -> dict[str, dict[str, str]]:
    """Burden -> what its finding would change."""
    held = failing(otherwise(changes))
    return {name: dict(one.amendment.changes) for name, one in held.items() if one.amendment is not None}


def test_one_unrelated_item_is_not_counted_and_the_burden_stays() -> None:
    changes = amended(BILL)
    assert changes == {"no car": {NOT_COUNTED.format("late utility bill"): "0 % (assumption)"}}
    assert failing(otherwise(BILL | changes["no car"])) == {}


def test_of_two_unrelated_items_and_one_burden_the_burden_goes() -> None:
    changes = amended(DEFAULT)
    assert changes == {"no car": {OFF: "0 % (assumption)"}}
    assert failing(otherwise(DEFAULT | changes["no car"])) == {}


def test_of_two_unrelated_items_and_two_burdens_the_items_go() -> None:
    both = DEFAULT | {"measures.no licence": CAR}
    items = {NOT_COUNTED.format(one): "0 % (assumption)" for one in ("late utility bill", "loan default")}
    assert amended(both) == {"no car": items, "no licence": items}
    assert failing(otherwise(both | items)) == {}


def test_an_item_that_is_related_to_another_burden_stays() -> None:
    loan = CAR.replace("gate: car", "gate: bank").replace("context: traffic", "context: finance")
    related = {"related contexts": "{court: [finance], traffic: [finance], household bills: [finance]}"}
    assert amended(BILL | related | {"measures.no loan for the low": loan}) == {"no car": {OFF: "0 % (assumption)"}}


def test_a_scheme_is_not_emptied() -> None:
    changes = amended({"measures.no car.context": "travel"})
    assert changes == {"no car": {OFF: "0 % (assumption)"}}
    apart = {"measures.no loan.context": "housing"}
    assert amended(apart) == {"no loan": {"measures.no loan.applied": "0 % (assumption)"}}


def test_a_burden_with_other_unrelated_data_goes_all_the_same() -> None:
    """Where the unrelated item is left out, `no flights` still has unrelated data: it goes, and the item too."""
    flights = CAR.replace("gate: car", "gate: air").replace("context: traffic", "context: travel")
    changes = amended(BILL | {"measures.no flights": flights})
    assert changes == {
        "no car": {NOT_COUNTED.format("late utility bill"): "0 % (assumption)"},
        "no flights": {"measures.no flights.applied": "0 % (assumption)"},
    }
