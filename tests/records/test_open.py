"""Opening a run folder: what it gives, what it refuses and how it says so."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import UserError
from demerit.records.events import EVENT_NAMES, EVENTS
from demerit.records.layout import COUNTERS, FORMAT, TABLES, ages, counter_name, is_flow, is_occupancy, parse_counter
from demerit.records.open import Records, open_run
from demerit.records.to_text import line_text, run_folder_markdown
from tests.indicators.folders import MadeRun, write_run, write_table

LINE: dict[str, Any] = {
    "person": 7, "line": 1, "day": 3, "event": "mark", "scheme": "city points", "what": "red light",
    "measure": "", "feed": "cameras", "value": -5, "unit": "points", "true": False,
    "wrong": "nobody did it", "told": False, "cause": 0,
}  # fmt: skip
SERIES = {
    "day": [0, 1],
    "date": [datetime.date(2017, 5, 1), datetime.date(2017, 5, 2)],
    "in_force.debtors": [0, 3],
    "marks.city points": [2, 4],
}


def part(*people: int) -> dict[str, list[Any]]:
    return {name: [value] * len(people) for name, value in LINE.items()} | {"person": list(people)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A finished run, in a folder whose name SQL and globbing would both trip over."""
    run = MadeRun({"people": [1000, 900], "in_force.debtors": [1, 2], "marks.city points": [3, 3]})
    return write_run(tmp_path / "o'run [1] *", run, SERIES, [part(7, 8), part(1030)])


def refusal(folder: Path) -> str:
    with pytest.raises(UserError) as caught:
        open_run(folder)
    return str(caught.value).replace(str(folder), "RUN").replace(str(folder.parent), "PARENT")


def rewrite(folder: Path, **changes: Any) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | changes), "utf-8")


def test_a_table_in_every_form(folder: Path) -> None:
    series = open_run(folder).series
    assert len(series) == 2
    assert series.schema == {
        "day": "INTEGER",
        "date": "DATE",
        "in_force.debtors": "BIGINT",
        "marks.city points": "BIGINT",
    }
    expected = [dict(zip(SERIES, row, strict=True)) for row in zip(*SERIES.values(), strict=True)]
    assert series.rows() == expected
    assert series.arrow().to_pylist() == expected
    assert series.polars().to_dicts() == expected
    assert series.pandas()["in_force.debtors"].tolist() == [0, 3]
    assert series.numpy("marks.city points")["marks.city points"].tolist() == [2, 4]
    assert series.duckdb().filter('"in_force.debtors" > 1').fetchall() == [(1, datetime.date(2017, 5, 2), 3, 4)]


def test_a_table_shows_itself_with_the_words_that_every_table_carries(folder: Path) -> None:
    records = open_run(folder)
    shown = records.sql("SELECT '<b>' AS \"<i>\", 1234567 AS n")._repr_html_()
    assert "Synthetic people" in shown
    assert "&lt;b&gt;" in shown
    assert "&lt;i&gt;" in shown
    assert "<b>" not in shown
    assert "1,234,567" in shown
    assert repr(records.ledger).startswith("Table of 3 rows: person, line")


def test_parts_of_the_ledger_come_in_order_and_unfinished_ones_do_not_count(folder: Path) -> None:
    (folder / "ledger/part-00002.parquet.part").write_bytes(b"PAR1 half a file")
    assert [row["person"] for row in open_run(folder).ledger.rows()] == [7, 8, 1030]


def test_a_run_without_ledger_has_an_empty_one_with_its_columns(tmp_path: Path) -> None:
    ledger = open_run(write_run(tmp_path / "r", MadeRun({"people": [5]}), SERIES)).ledger
    assert len(ledger) == 0
    assert ledger.schema == {column.name: column.type for column in TABLES["ledger"]}


def test_sql_over_all_views(folder: Path) -> None:
    records = open_run(folder)
    query = 'SELECT sum("in_force.debtors") AS n, (SELECT count(*) FROM ledger WHERE NOT "true") AS wrong FROM clusters'
    assert records.sql(query).rows() == [{"n": 3, "wrong": 3}]
    assert records.sql("SELECT sum(people) FROM groups").rows()[0].popitem()[1] == 1900


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELEC 1", "the query cannot be answered"),
        ("SELECT x FROM ledgers", "the query cannot be answered"),
        ("CREATE TABLE mine (a INTEGER)", "records are only read"),
        ("COPY (SELECT 1) TO 'x.csv'", "records are only read"),
        ("SELECT 1; SELECT 2", "records are only read"),
        ("", "records are only read"),
    ],
)
def test_a_wrong_query_is_one_message(folder: Path, query: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        open_run(folder).sql(query)


def test_a_column_that_is_not_there(folder: Path) -> None:
    with pytest.raises(UserError, match=r"did you mean `in_force\.debtors`"):
        open_run(folder).series.numpy("in_force.detors")


def test_no_folder_names_the_runs_beside_it(folder: Path) -> None:
    with pytest.raises(UserError, match="no such folder") as caught:
        open_run(folder.parent / "other")
    assert folder.name in str(caught.value)


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    assert refusal(tmp_path).startswith("RUN: this is not a run\n")


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "one"}', "{}"])
def test_a_manifest_that_is_none(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, "utf-8")
    assert re.match(r"RUN/manifest.json: this is (no JSON|not the manifest)", refusal(folder))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", "x"), ("seed", True), ("people", 1e3), ("people", 0), ("names", {}), ("names", {"points": 3}),
        ("regime_text", None), ("regime_text", ""), ("days", 0), ("tick", 0), ("start", "2018-13-01"),
        ("start", "9999-12-31"), ("notable", [{"person": 4000}]), ("notes", "none"), ("regime_info", []),
    ],
)  # fmt: skip
def test_a_manifest_that_somebody_has_changed(folder: Path, field: str, value: Any) -> None:
    rewrite(folder, **{field: value})
    assert f"RUN: this folder is damaged: in manifest.json `{field}` is not what demerit wrote" in refusal(folder)


@pytest.mark.parametrize("field", ["people", "days", "start", "tick", "seed", "names", "regime_text"])
def test_a_manifest_that_lacks_something(folder: Path, field: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({k: v for k, v in manifest.items() if k != field}), "utf-8")
    assert f"RUN: this folder is damaged: manifest.json lacks `{field}`" in refusal(folder)


def test_what_is_damaged_names_the_command_that_makes_it_again(folder: Path) -> None:
    rewrite(folder, days=0, command="demerit run rongcheng --seed 7")
    assert "`demerit run rongcheng --seed 7` makes the same run again" in refusal(folder)


MET = {f"{what}_{how}": 1 for what in ("marks", "refusals") for how in ("with", "without")}
COST = {"community": 0, "people": 3, **MET}


def test_twins_are_one_row_a_community(folder: Path) -> None:
    rows = [COST, {**COST, "community": 1}]
    (folder / "spiral.json").write_text(json.dumps(rows), "utf-8")
    assert open_run(folder).twins() == rows


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "[{}, {}]", json.dumps([COST]), json.dumps([COST, COST])[:-9],
     json.dumps([COST, {**COST, "marks_with": -1}]), json.dumps([COST, {**COST, "links": {"fees": MET}}]),
     json.dumps([{**COST, "links": {"fees": MET}, "unlinked": None}] * 2), "\x00"],
)  # fmt: skip
def test_twins_that_are_damaged(folder: Path, text: str) -> None:
    (folder / "spiral.json").write_text(text, "utf-8")
    with pytest.raises(UserError, match=r"this folder is damaged: .*spiral\.json"):
        open_run(folder).twins()
    (folder / "spiral.json").unlink()
    with pytest.raises(UserError, match=r"it has no spiral\.json"):
        open_run(folder).twins()


def test_a_newer_run(folder: Path) -> None:
    rewrite(folder, format=99, demerit="9.0")
    assert refusal(folder).splitlines()[0] == "RUN: written by a newer demerit (9.0)"


def test_an_unfinished_run_says_how_to_take_it_up_and_can_be_read_if_one_insists(folder: Path) -> None:
    rewrite(folder, state="running")
    assert "is not finished" in refusal(folder)
    assert "--resume RUN" in refusal(folder)
    (folder / "series.parquet").rename(folder / "series.parquet.part")
    records = open_run(folder, unfinished=True)
    assert len(records.series) == 0
    assert len(records.ledger) == 3


def test_a_damaged_run(folder: Path) -> None:
    (folder / "groups.parquet").unlink()
    assert "the run is damaged" in refusal(folder)
    assert "groups.parquet" in refusal(folder)


def test_a_truncated_file_is_one_message(folder: Path) -> None:
    (folder / "clusters.parquet").write_bytes(b"PAR1")
    with pytest.raises(UserError, match="`clusters` cannot be read"):
        len(open_run(folder).clusters)


def test_a_table_without_its_columns_is_refused(folder: Path) -> None:
    write_table(folder / "series.parquet", "series", {"day": [0]})
    with pytest.raises(UserError, match="`series` has no column `date`"):
        len(open_run(folder).series)


def test_opening_reads_nothing_yet(folder: Path) -> None:
    records = open_run(folder)
    assert isinstance(records, Records)
    assert "_connection" not in vars(records)
    assert records.manifest["format"] == FORMAT


words = st.text(st.characters(exclude_characters=".", codec="utf-8"), min_size=1, max_size=12)


@given(st.sampled_from(COUNTERS), words, words)
def test_counter_names_can_be_taken_apart(counter: Any, owner: str, detail: str) -> None:
    name = counter_name(counter.kind, owner, detail if counter.detail else "")
    parsed = parse_counter(name)
    assert parsed is not None
    assert (parsed.kind, parsed.owner, parsed.family) == (counter.kind, owner, counter)
    assert str(parsed) == name
    assert is_occupancy(name) is (counter.kept == "occupancy")
    assert is_flow(name) is (counter.kept == "flow")


@pytest.mark.parametrize(
    ("kind", "owner", "detail"),
    [
        ("nope", "a", ""),
        ("marks", "a.b", ""),
        ("band", "a", ""),
        ("marks", "a", "b"),
        ("marks", "", ""),
        ("left", "a", "b.c"),
    ],
)
def test_names_that_are_none(kind: str, owner: str, detail: str) -> None:
    with pytest.raises(ValueError, match="counter"):
        counter_name(kind, owner, detail)


def test_columns_that_are_no_counters() -> None:
    for column in ("day", "people", "marks.", "marks.a.b", "nope.a", "band.a", "in_force"):
        assert parse_counter(column) is None
        assert not is_flow(column)
        assert not is_occupancy(column)


def test_events_are_numbered_in_the_order_of_the_engine() -> None:
    import demerit.engine.layout as engine

    codes = {
        name.removeprefix("EVENT_").lower().replace("_", " "): code
        for name, code in vars(engine).items()
        if name.startswith("EVENT_")
    }
    assert {event.name: event.code for event in EVENTS} == codes
    assert list(EVENT_NAMES) == list(range(1, 24))


@pytest.mark.parametrize(
    ("label", "years"),
    [("18-29", (18, 29)), ("18–29", (18, 29)), ("75+", (75, 120)), ("75 and over", (75, 120)), ("under 18", (0, 17)),
     ("40", (40, 40)), ("all", (0, 120))],
)  # fmt: skip
def test_classes_of_age(label: str, years: tuple[int, int]) -> None:
    assert ages(label) == years


def test_a_line_reads_as_a_phrase() -> None:
    assert line_text(LINE) == "mark in city points: -5 points for red light (by cameras; wrong; not told)"
    refused = LINE | {"event": "refusal", "scheme": "debtors", "what": "air", "feed": "", "cause": 1}
    assert line_text(refused) == "refused at air, because of debtors"
    for event in EVENTS:
        assert line_text(LINE | {"event": event.name})


def test_the_run_folder_is_documented_whole() -> None:
    page = run_folder_markdown()
    for name in [column.name for columns in TABLES.values() for column in columns] + [event.name for event in EVENTS]:
        assert f"`{name}`" in page
    for counter in COUNTERS:
        assert f"`{counter.kind}.<{counter.owner}>" in page
