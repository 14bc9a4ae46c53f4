"""What `amend` says of a regime: counts before and after, and that no measure is left where none is."""

from __future__ import annotations

import re
from functools import cache

import pytest

from demerit.report.amend import AmendResult, amend


@cache
def amended(regime: str, *rules: str) -> AmendResult:
    return amend(regime, rules, as_of="2026-11-23")


def words(result: AmendResult) -> str:
    return " ".join(result.to_text().split())


def test_that_no_measure_is_left_is_said_above_the_changes() -> None:
    result = amended("debtors-2017")
    said = result.as_dict()
    assert said["no_measure_in_force"] is said["no_burden_in_force"] is True
    assert len(said["switched_off"]) == 15
    assert said["in_force"] == []
    sentence = "After these changes no measure is in force: all 15 are switched off."
    assert sentence in words(result)
    assert words(result).index(sentence) < words(result).index("What is amended")


def test_rewards_that_are_left_are_named() -> None:
    result = amended("rongcheng")
    said = result.as_dict()
    assert (said["no_measure_in_force"], said["no_burden_in_force"]) == (False, True)
    assert "After these changes no measure is in force that burdens anybody: all 7 are switched off." in words(result)
    assert "Those that reward remain: `heating discount`." in words(result)


@pytest.mark.parametrize(("regime", "rules"), [("rongcheng", ("F06",)), ("nothing", ())])
def test_where_a_measure_is_left_or_none_was_there_nothing_is_said(regime: str, rules: tuple[str, ...]) -> None:
    result = amended(regime, *rules)
    assert "After these changes" not in result.to_text()
    assert result.as_dict()["switched_off"] == []


def test_counts_read_from_before_to_after() -> None:
    text = amended("rongcheng", "F06").to_text()
    assert re.search(r"^  prohibited +11 → 10 ", text, re.MULTILINE)
    assert " > 10 " not in text
