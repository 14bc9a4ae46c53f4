"""Indicators of classes of people: a class is a run of fewer people, and what has no classes says so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from demerit.errors import UserError
from demerit.indicators.classes import KINDS, classes_of, indicators_by
from demerit.indicators.from_records import indicators
from demerit.indicators.layout import Value
from demerit.records.open import open_run
from tests.indicators.folders import MadeRun, write_run

BLOCKS = 8
ENTRIES = {"rural": [9, 12, 7, 11, 10, 14, 8, 9], "urban": [20, 18, 25, 21, 19, 22, 17, 18]}
WRONGFUL = {"rural": [3, 5, 2, 4, 4, 6, 1, 3], "urban": [2, 1, 3, 2, 2, 4, 1, 1]}
PEOPLE = {"rural": [300, 310, 290, 305, 295, 300, 310, 290], "urban": [700, 690, 710, 695, 705, 700, 690, 710]}


def made() -> MadeRun:
    """A run whose communities are its blocks, told apart by residence."""
    counters = {"entries.debtors": ENTRIES, "wrongful.debtors": WRONGFUL, "subjects.debtors": ENTRIES}
    both = {name: np.add(of["rural"], of["urban"]).tolist() for name, of in counters.items()}
    rows = [(block, name) for block in range(BLOCKS) for name in ("urban", "rural")]
    classes = {
        "block": [block for block, _ in rows], "kind": ["residence"] * len(rows), "class": [name for _, name in rows],
        "people": [PEOPLE[name][block] for block, name in rows],
        **{counter: [of[name][block] for block, name in rows] for counter, of in counters.items()},
    }  # fmt: skip
    return MadeRun({**both, "people": [1000] * BLOCKS}, classes_columns=classes)


def found(values: list[Value], name: str, group: str) -> Value:
    (value,) = (one for one in values if one.name == name and one.group == group and one.scheme == "debtors")
    return value


@pytest.mark.parametrize("residence", ["rural", "urban"])
def test_a_class_has_the_share_and_the_interval_of_its_blocks(residence: str) -> None:
    """Against the ratio estimator as Cochran (1977, section 6.3) has it, and Korn & Graubard's exact interval."""
    value = found(indicators_by(made(), "residence"), "wrongly_listed", residence)
    y, x = np.array(WRONGFUL[residence]), np.array(ENTRIES[residence])
    share = y.sum() / x.sum()
    assert value.value == pytest.approx(share)
    assert (value.n, value.clusters) == (x.sum(), BLOCKS)
    variance = BLOCKS / (BLOCKS - 1) * ((y - share * x) ** 2).sum() / x.sum() ** 2
    effective = share * (1 - share) / variance * (stats.norm.ppf(0.975) / stats.t.ppf(0.975, BLOCKS - 1)) ** 2
    effective = min(effective, x.sum())
    low = stats.beta.ppf(0.025, share * effective, (1 - share) * effective + 1)
    high = stats.beta.ppf(0.975, share * effective + 1, (1 - share) * effective)
    assert (value.low, value.high) == (pytest.approx(low, rel=1e-6), pytest.approx(high, rel=1e-6))
    assert residence in value.label


def test_everyone_comes_first_and_classes_add_up() -> None:
    values = indicators_by(made(), "residence")
    assert [one.group for one in values[:3]] == ["", "urban", "rural"]
    everyone = found(values, "wrongly_listed", "")
    assert everyone == found(indicators(made()), "wrongly_listed", "")
    parts = [found(values, "wrongly_listed", name) for name in ENTRIES]
    assert sum(one.n for one in parts) == everyone.n
    assert sum((one.value or 0) * one.n for one in parts) == pytest.approx((everyone.value or 0) * everyone.n)


def test_no_class_is_compared_with_itself() -> None:
    """Ratios of one class to another are of everyone, and nobody of a class has twins."""
    names = {one.name for one in indicators_by(made(), "residence")}
    assert "adverse_ratio" in {one.name for one in indicators(made())}
    assert not names & {"adverse_ratio", "favourable_ratio"}
    assert all(one.twins() == [] for one in classes_of(made()))


def test_another_kind_is_refused() -> None:
    with pytest.raises(UserError, match="not told apart by `colour`"):
        indicators_by(made(), "colour")


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_without_classes_says_so(kind: str) -> None:
    with pytest.raises(UserError, match=f"does not tell people apart by {kind}"):
        indicators_by(MadeRun({"entries.debtors": [1, 2]}), kind)


def test_a_folder_of_the_first_format_opens_and_has_no_classes(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "old", MadeRun({"entries.debtors": [1, 2]}), {"day": [], "date": []})
    (folder / "classes.parquet").unlink()
    with pytest.raises(UserError, match=r"classes\.parquet"):
        open_run(folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 1}), "utf-8")
    run = open_run(folder)
    assert len(run.classes) == 0
    with pytest.raises(UserError, match="does not tell people apart"):
        indicators_by(run, "income")
