"""Items: what a fact does in which order, and how long a mark lives; politics switched off and on."""

from __future__ import annotations

from demerit.tables.layout import EFFECT_STRIKE, ONE
from demerit.tables.luck import luck_of_name
from tests.tables.compiled import compiled, effects, of_items, plain, share, wide

T, NAMES = plain()
TOWN = "schemes.town"


def test_the_heaviest_item_of_a_conduct_comes_first() -> None:
    assert effects(T, NAMES, "red light") == [("town", "large fine", 0.1), ("town", "small fine", 0.7)]


def test_grades_come_before_deductions_and_those_before_rewards() -> None:
    tables, names = compiled(
        wide(
            {
                f"{TOWN}.catalogue.praise": {
                    "for": "red light",
                    "in cases": "5 % (assumption)",
                    "points": "9 points (X)",
                },
                f"{TOWN}.catalogue.thanks": {
                    "for": "red light",
                    "in cases": "5 % (assumption)",
                    "points": "3 points (X)",
                },
                f"{TOWN}.catalogue.to C": {"for": "red light", "in cases": "5 % (assumption)", "grade": "C"},
                f"{TOWN}.catalogue.to D": {"for": "red light", "in cases": "5 % (assumption)", "grade": "D"},
                "sources": {"X": "somewhere"},
            }
        )
    )
    order = [item for _, item, _ in effects(tables[0], names, "red light")]
    assert order == ["to D", "to C", "large fine", "small fine", "praise", "thanks"]


def test_an_effect_has_the_luck_of_its_scheme_and_item_wherever_it_stands() -> None:
    at = int(T.effect_from[NAMES.conduct.index("red light")])
    assert T.effect_luck[at : at + 2].tolist() == [luck_of_name("town.large fine"), luck_of_name("town.small fine")]


def test_grounds_follow_the_items_of_their_conduct_in_all_cases() -> None:
    found = [("town", "unpaid judgment", 1.0), ("debtors", "unpaid", 1.0)]
    assert effects(T, NAMES, "unpaid judgment") == found


def test_hidden_items_stand_behind_the_catalogue_and_have_what_repair_leaves() -> None:
    assert NAMES.items[:8] == (
        "unpaid judgment", "small fine", "large fine", "petition", "entry in debtors", "performance in debtors",
        "in best of private", "repair of petition",
    )  # fmt: skip
    assert of_items(T, NAMES, "item_points")["repair of petition"] == -5
    assert of_items(T, NAMES, "item_expiry")["repair of petition"] == 730
    assert NAMES.items[of_items(T, NAMES, "item_repair_item")["petition"]] == "repair of petition"
    assert of_items(T, NAMES, "item_repair_days")["petition"] == 90
    assert share(of_items(T, NAMES, "item_repair_share")["petition"]) == 0.4
    others = [word for item, word in of_items(T, NAMES, "item_repair_item").items() if item != "petition"]
    assert set(others) == {-1}


def test_a_repair_that_leaves_nothing_has_no_item() -> None:
    tables, names = compiled(wide({f"{TOWN}.catalogue.petition.repair": {"done by": "40 % (assumption)",
                                                                        "after": "90 days (assumption)"}}))  # fmt: skip
    assert "repair of petition" not in names.items
    assert of_items(tables[0], names, "item_repair_item")["petition"] == -1
    assert share(of_items(tables[0], names, "item_repair_share")["petition"]) == 0.4


def test_grades_are_positions_of_bands() -> None:
    grades = of_items(T, NAMES, "item_grade")
    assert (grades["unpaid judgment"], grades["petition"], grades["small fine"]) == (3, 2, -1)
    assert of_items(T, NAMES, "item_points")["petition"] == 0
    assert T.scheme_graded.tolist() == [1, 0]


def test_repetition_and_replacement() -> None:
    assert of_items(T, NAMES, "item_repeated")["small fine"] == 2 * ONE
    assert of_items(T, NAMES, "item_repeated")["large fine"] == 0
    replaced = of_items(T, NAMES, "item_replaces")["performance in debtors"]
    assert NAMES.items[replaced] == "entry in debtors"
    assert of_items(T, NAMES, "item_replaces")["entry in debtors"] == -1


def test_marks_that_are_looked_for_again_are_kept() -> None:
    kept = {item for item, word in of_items(T, NAMES, "item_kept").items() if word}
    assert kept == {"unpaid judgment", "small fine", "petition", "entry in debtors"}


def test_an_entry_is_kept_because_a_correction_may_strike_it() -> None:
    passes = {"agreements.debts.passes": ["entry", "correction"], f"{TOWN}.catalogue.performance in debtors": None}
    struck, names = compiled(wide(passes))
    assert of_items(struck[0], names, "item_kept")["entry in debtors"] == 1
    told, names = compiled(wide(passes | {"agreements.debts.passes": ["entry"]}))
    assert of_items(told[0], names, "item_kept")["entry in debtors"] == 0


def test_a_mark_is_kept_in_every_phase_where_one_phase_looks_for_it() -> None:
    before, after = wide({f"{TOWN}.catalogue.small fine.repeated": None}), wide()
    (first, second), names = compiled(before, after)
    assert of_items(first, names, "item_kept")["small fine"] == 1
    assert of_items(first, names, "item_repeated")["small fine"] == 0
    assert of_items(second, names, "item_repeated")["small fine"] == 2 * ONE


def test_a_corrected_entry_takes_its_copy_back() -> None:
    number = str(int(T.news_correction[0]))
    assert effects(T, NAMES, number) == [("town", "entry in debtors", 1.0)]
    assert int(T.effect_kind[T.effect_from[int(number)]]) == EFFECT_STRIKE


def test_items_of_politics_do_nothing_while_they_are_off() -> None:
    off, names = compiled(wide({"political items": "off"}))
    assert effects(T, NAMES, "late utility bill") == [("town", "petition", 1.0)]
    assert effects(off[0], names, "late utility bill") == []
    assert names.items == NAMES.items
    assert off[0].item_points.tolist() == T.item_points.tolist()
    silent, _ = compiled(wide({"political items": None}))
    assert silent[0].effect_item.tolist() == off[0].effect_item.tolist()


def test_politics_may_be_switched_on_by_a_phase() -> None:
    (first, second), names = compiled(wide({"political items": "off"}), wide())
    assert effects(first, names, "late utility bill") == []
    assert effects(second, names, "late utility bill") == [("town", "petition", 1.0)]
