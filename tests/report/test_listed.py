"""Results as tables: rows, CSV, and what other libraries make of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from demerit.indicators.layout import Value
from demerit.report.listed import csv_text
from demerit.report.values import Values


def value(**other: Any) -> Value:
    said: dict[str, Any] = {
        "name": "never_told", "label": "Never told, poorest", "scheme": "debtors", "group": "poorest fifth",
        "value": 0.1 + 0.2, "low": None, "high": 1.0, "n": 80, "clusters": 9, "unit": "share of entries",
        "direction": "harm", "formula": "never / entries", "source": 'own, "as it stands"',
    }  # fmt: skip
    return Value(**{**said, **other})


def test_numbers_keep_their_digits_and_no_value_is_an_empty_cell() -> None:
    text = csv_text([{"a": 0.1 + 0.2, "b": None, "c": 'x, "y"\nz'}, {"a": 2, "b": True, "c": "信"}])
    assert text == 'a,b,c\n0.30000000000000004,,"x, ""y""\nz"\n2,True,信\n'


def test_values_come_as_tables(tmp_path: Path, need: Any) -> None:
    for module in ("pyarrow", "pandas", "polars"):
        need.module(module)
    held = Values([value(), value(value=None, note="nobody")])
    assert [len(held.rows()), held.arrow().num_rows, len(held.pandas()), len(held.polars())] == [2] * 4
    assert {"unit", "formula", "low", "high", "n"} <= set(held.arrow().column_names)
    (tmp_path / "values.csv").write_text("of another day")
    file = held.csv(tmp_path / "values.csv")
    first, second = csv.DictReader(io.StringIO(file.read_text("utf-8")))
    assert (float(first["value"]), first["low"], first["group"]) == (0.1 + 0.2, "", "poorest fifth")
    assert (second["value"], second["source"], second["note"]) == ("", 'own, "as it stands"', "nobody")
    assert [path.name for path in tmp_path.iterdir()] == ["values.csv"]


def test_a_table_that_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "values.csv").write_text("of another day")

    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match=r"values\.csv"):
        Values([value()]).csv(tmp_path / "values.csv")
    assert (tmp_path / "values.csv").read_text() == "of another day"
