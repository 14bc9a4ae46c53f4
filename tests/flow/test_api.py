"""What `import demerit` offers, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit.records.observer import Silent

SUMMARY = {
    "regime", "nation", "people", "days", "seed", "threads", "wall_s", "person_days_per_s", "peak_rss_bytes", "digest",
    "bands", "lists", "gates", "indicators",
}  # fmt: skip


def test_the_summary_has_what_the_door_prints(rongcheng: demerit.Run) -> None:
    said = json.loads(json.dumps(rongcheng.summary))
    assert set(said) == SUMMARY
    assert (said["regime"], said["nation"], said["people"], said["days"]) == ("rongcheng", "china-2020", 8_000, 365)
    assert set(said["lists"]["debtors"]) == {"entries", "subjects", "in_force", "left"}
    debtors = said["lists"]["debtors"]
    assert debtors["entries"] - debtors["left"] == debtors["in_force"]
    assert sum(said["bands"]["city points"].values()) == pytest.approx(1)
    assert said["indicators"] == [value.as_dict() for value in rongcheng.indicators]
    assert len(said["digest"]) == 64


def test_tables_agree_with_each_other(rongcheng: demerit.Run) -> None:
    columns = [name for name in rongcheng.series.columns if "." in name]
    assert columns == [name for name in rongcheng.groups.columns if "." in name]
    assert columns == [name for name in rongcheng.clusters.columns if "." in name]
    series, groups, clusters = (table.numpy() for table in (rongcheng.series, rongcheng.groups, rongcheng.clusters))
    for name in columns:
        level = name.startswith(("band.", "in_force."))
        total = series[name][-1] if level else series[name].sum()
        assert groups[name].sum() == clusters[name].sum() == total, name
    assert rongcheng.groups.numpy("people")["people"].sum() == 8_000
    assert [row["people"] for row in rongcheng.clusters.rows()] == [1024] * 7 + [8_000 - 7 * 1024]
    assert rongcheng.series.rows()[0]["date"].isoformat() == rongcheng.manifest["start"]


def test_a_run_shows_itself(rongcheng: demerit.Run) -> None:
    bundle = rongcheng._repr_mimebundle_()
    assert "synthetic people" in bundle["text/plain"]
    assert "debtors" in repr(rongcheng)
    assert "<table" in bundle["text/html"]
    assert "Harms" in repr(rongcheng.indicators)
    assert rongcheng.page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert rongcheng.chart("bands")["data"]
    with pytest.raises(demerit.UserError, match="did you mean `bands`"):
        rongcheng.chart("band")


def test_the_folder_is_that_of_the_contract(rongcheng: demerit.Run) -> None:
    files = {path.name for path in rongcheng.folder.iterdir()}
    assert files == {
        "manifest.json", "series.parquet", "groups.parquet", "clusters.parquet", "classes.parquet", "ledger",
        "tables.json", "climate.json", "report.html", "spiral.json",
    }  # fmt: skip


def test_a_temporary_folder_goes_with_its_run() -> None:
    run = demerit.run("nothing", people=1_000, years=0.01, report=False)
    folder = run.folder
    assert folder.exists()
    assert run.page.exists()
    del run
    assert not folder.exists()


class Watch(Silent):
    def __init__(self) -> None:
        self.forecasts: list[Any] = []
        self.shares: list[float] = []

    def forecast(self, forecast: Any) -> None:
        self.forecasts.append(forecast)

    def progress(self, share: float) -> None:
        self.shares.append(share)


def test_an_observer_is_told() -> None:
    watch = Watch()
    demerit.run("rongcheng", people=2_000, years=0.2, observer=watch, report=False)
    assert len(watch.forecasts) == 1
    assert watch.shares == sorted(watch.shares)
    assert watch.shares[-1] == 1
    foretold = demerit.forecast("rongcheng", people=2_000, years=0.2)
    assert foretold.fits
    assert foretold.bytes_per_person == watch.forecasts[0].bytes_per_person < 30
    assert sum(foretold.memory.values()) == foretold.bytes


def test_more_people_than_memory_holds_are_refused_with_the_number_that_fits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DEMERIT_MEMORY", "900e6")
    found = demerit.forecast("rongcheng", people=50_000_000)
    assert not found.fits
    with pytest.raises(demerit.UserError, match="50,000,000 people do not fit") as refused:
        demerit.run("rongcheng", people=50_000_000, out=tmp_path / "run")
    fits = found.people_that_fit // 1000 * 1000
    assert f"at most {fits:,} people" in str(refused.value)
    assert not (tmp_path / "run").exists()
    assert demerit.forecast("rongcheng", people=fits).fits
    assert not demerit.forecast("rongcheng", people=fits * 11 // 10).fits


def test_where_nobody_affects_anybody_states_do_not_grow_with_the_nation() -> None:
    small, large = (demerit.forecast("benchmark-r1", people=people, ledger="none") for people in (10**8, 1.4e9))
    assert large.memory["states"] == small.memory["states"]
    assert large.bytes - small.bytes < 1.3e9  # less than a byte a person, for the sums by community
    assert large.seconds > 10 * small.seconds


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"people": 0}, "cannot have 0 people"),
        ({"people": 1_825_000_001}, "from 1 to 1,825,000,000"),
        ({"people": 1_000.5}, "cannot have 1000.5 people"),
        ({"years": 0}, "cannot last 0 years"),
        ({"years": 100}, "days"),
        ({"chunk": 1_000}, "a multiple of 1,024"),
        ({"tick": 0}, "days of a tick"),
        ({"start": "yesterday"}, "is no date"),
        ({"start": "2001-01-01"}, "the run cannot start on 2001-01-01"),
        ({"ledger": "some"}, "no choice of ledger"),
        ({"ledger": [3]}, "no community 3"),
        ({"regime": "rongchen"}, "did you mean"),
        ({"nation": "china-2021"}, "no nation is called"),
        ({"nation": "benchmark"}, "conduct"),
    ],
)
def test_what_cannot_be_had_is_one_message(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(demerit.UserError, match=says):
        demerit.run(**{"regime": "rongcheng", "people": 2_000, "years": 0.1, **asked})


def test_the_ledger_of_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demerit.records.order.EVERYBODY", 1_000)
    monkeypatch.setattr("demerit.records.order.SAMPLED", 2)
    run = demerit.run("benchmark-r1", people=10 * 1024, years=0.3, ledger=[7], report=False)
    assert run.manifest["kept"] == {"ledger": "sample", "every": 5, "besides": [7]}
    assert run.sql("SELECT DISTINCT person // 1024 AS c FROM ledger ORDER BY 1").rows() == [
        {"c": 0},
        {"c": 5},
        {"c": 7},
    ]
    assert any("one community in 5" in note for note in run.manifest["notes"])


def test_a_run_in_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(demerit.UserError, match="is not empty"):
        demerit.run("nothing", people=1_000, out=tmp_path)
    with pytest.raises(demerit.UserError, match="is a file"):
        demerit.run("nothing", people=1_000, out=tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_later_start_moves_the_calendar() -> None:
    run = demerit.run("benchmark-r1", people=1_000, years=0.01, start="2020-02-27", report=False)
    assert [row["date"].isoformat() for row in run.series.rows()][:4] == [
        "2020-02-27", "2020-02-28", "2020-02-29", "2020-03-01",
    ]  # fmt: skip


def test_names_that_are_not_offered() -> None:
    assert set(demerit.__all__) <= set(dir(demerit))
    with pytest.raises(AttributeError):
        _ = demerit.nothing_of_the_kind  # type: ignore[attr-defined]
