"""Published figures beside a run: their arithmetic, what never passes or fails, what was fitted, and wrong files."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import demerit
from demerit.cli.main import main
from demerit.errors import UserError
from demerit.indicators.intervals import Estimate
from demerit.indicators.quantiles import NORMAL, t_quantile
from demerit.records.open import open_run
from demerit.regime.from_yaml import LIBRARY as REGIMES
from demerit.regime.from_yaml import read_regime
from demerit.regime.quantities import Malformed
from demerit.regime.to_text import to_text
from demerit.report.targets import TargetsResult
from demerit.study.targets.fitted import fitted_numbers
from demerit.study.targets.formula import read_formula
from demerit.study.targets.from_yaml import LIBRARY, read_targets
from demerit.study.targets.judged import Compared, Judged, compare
from demerit.study.targets.layout import Figure
from tests.indicators.folders import MadeRun, write_run

Golden = Callable[[str | Path, str], None]

NATION = 1_411_778_724
SMALL = """targets: small
title: A few figures
regime: debtors-2017
nation: china-2020
sources: {NEWS: a newspaper}
figures:
  entries by June:
    {date: 2017-06-09, unit: entries, compute: entries.debtors cumulative, published: 14000000,
     source: NEWS, confidence: H, use: fitted, tolerance: 10 %}
  entries a day in June:
    {from: 2017-06-01, date: 2017-06-10, unit: entries a day, compute: entries.debtors within the period / days,
     published: [300000, 400000], source: NEWS, confidence: M, use: held out, tolerance: 1 %}
  up in June:
    {date: 2017-06-10, unit: entries, compute: in_force.debtors, published: 10000000,
     source: NEWS, confidence: H, use: held out, tolerance: 5 %, if missed: "Nobody leaves, in this run."}
  refusals to an entry up:
    {from: 2017-06-01, date: 2017-06-10, unit: per year,
     compute: (refused.air + refused.fast train) within the period / mean of in_force.debtors / years,
     published: 21, source: NEWS, confidence: M, use: held out, tolerance: 10 %}
  entries for each person:
    {from: 2017-05-02, date: 2017-05-31, unit: ratio,
     compute: entries.debtors within the period / people entered in debtors within the period,
     published: 1.5, source: NEWS, confidence: H, use: held out, tolerance: 1 %}
  entries by July of 2018:
    {date: 2018-07-01, unit: entries, compute: entries.debtors cumulative, published: 1,
     source: NEWS, confidence: H, use: held out, tolerance: 10 %}
  refused at hotels:
    {date: 2017-06-09, unit: refusals, compute: refused.hotel cumulative, published: 1,
     source: NEWS, confidence: H, use: held out, tolerance: 10 %}
  entries as somebody says:
    {date: 2017-06-09, unit: entries, compute: entries.debtors cumulative, published: 1,
     source: NEWS, confidence: L, use: not judged, tolerance: 1 %}
"""
"""targets of a list from 1 May 2017, for the run below"""

FIRST = date(2017, 5, 1)
LEDGER = [("entry", 5, 5), ("entry", 6, 5), ("entry", 7, 1300), ("entry", 0, 5), ("refusal", 8, 5)]
"""lines of the ledger: event, day, person"""


def made(folder: Path, ledger: Sequence[tuple[str, int, int]] = LEDGER, unequal: bool = False, **said: Any) -> Path:
    """A run of 4,000 people in four communities and 365 days with one entry a day, and two refusals."""
    days = range(365)
    counters = {
        "entries.debtors": [1] * 365, "subjects.debtors": [1] * 365, "in_force.debtors": [day + 1 for day in days],
        "refused.air": [1] * 365, "refused.fast train": [1] * 365,
    }  # fmt: skip
    shares = (360, 5, 0, 0) if unequal else (92, 91, 91, 91)
    clusters = {name: list(shares) for name in counters}
    people = {"people": 4000, "seed": 7, "start": "2017-05-01", "regime": "debtors-2017", "nation": "china-2020"}
    run = MadeRun({**clusters, "people": [1000] * 4}, manifest={**people, "kept": {"every": 1, "besides": []}, **said})
    series = {"day": days, "date": [FIRST + timedelta(days=day) for day in days], **counters}
    lines = {
        "person": [who for *_, who in ledger], "line": range(1, len(ledger) + 1), "day": [day for _, day, _ in ledger],
        "event": [event for event, *_ in ledger], "scheme": ["debtors"] * len(ledger),
        **{name: [""] * len(ledger) for name in ("what", "measure", "feed", "unit", "wrong")},
        **{name: [0] * len(ledger) for name in ("value", "cause")},
        **{name: [True] * len(ledger) for name in ("true", "told")},
    }  # fmt: skip
    return write_run(folder, run, series, [lines])


def beside(folder: Path, text: str = SMALL) -> dict[str, Judged]:
    return {one.name: one for one in compare(read_targets(text), open_run(folder)).figures}


def test_the_arithmetic_of_every_kind_of_figure(tmp_path: Path) -> None:
    found = beside(made(tmp_path))
    scale = NATION / 4000
    assert found["entries by June"].found.value == pytest.approx(40 * scale), "1 May to 9 June, both included"
    assert found["entries a day in June"].found.value == pytest.approx(scale)
    assert found["up in June"].found.value == pytest.approx(41 * scale), "a level, on its day"
    mean = sum(range(32, 42)) / 10
    assert found["refusals to an entry up"].found.value == pytest.approx(20 / mean / (10 / 365.25))
    assert found["entries for each person"].found.value == pytest.approx(3 / 2), "day 0 lies before the period"
    assert {name: one.verdict for name, one in found.items()} == {
        "entries by June": "hit", "entries a day in June": "hit", "up in June": "miss",
        "refusals to an entry up": "hit", "entries for each person": "hit", "entries by July of 2018": "not measured",
        "refused at hotels": "not measured", "entries as somebody says": "not judged",
    }  # fmt: skip


def test_the_interval_is_that_of_the_figures_own_events_and_of_the_communities(tmp_path: Path) -> None:
    """By hand: 40 events of 365, four communities alike; 365 people ever listed, 40 of them by the day."""
    found = beside(made(tmp_path / "alike"))["entries by June"].found
    few = (t_quantile(3) / NORMAL) ** 2
    reach = NORMAL * math.sqrt(1 / 40 + (few - 1) / 365 * (365 / 40))
    assert found.low == pytest.approx(found.value * math.exp(-reach))
    assert found.high == pytest.approx(found.value * math.exp(reach))
    apart = beside(made(tmp_path / "apart", unequal=True))["entries by June"].found
    assert (apart.value, apart.high > 2 * found.high) == (found.value, True), "communities that differ say less"


def test_what_a_run_cannot_say_is_not_measured_and_why(tmp_path: Path) -> None:
    found = beside(made(tmp_path / "short"))
    assert found["entries by July of 2018"].found.note == "the run has only the days from 2017-05-01 to 2018-04-30"
    assert found["refused at hotels"].found.note == "the run has no counter refused.hotel"
    bare = beside(made(tmp_path / "bare", kept={"every": 0, "besides": []}))
    assert bare["entries for each person"].verdict == "not measured"
    assert "kept none" in bare["entries for each person"].found.note
    late = beside(made(tmp_path / "late", start="2017-05-02"))
    assert "begins after 2017-05-01" in late["entries by June"].found.note
    assert late["up in June"].found.value is not None, "what holds on a day needs no beginning"


def test_a_run_of_something_else_is_said_or_refused(tmp_path: Path) -> None:
    other = compare(read_targets(SMALL), open_run(made(tmp_path / "other", regime="mine")))
    assert other.notes == ("The figures are of the regime debtors-2017; the run is of mine.",)
    with pytest.raises(UserError, match=r"no counter entries\.strangers"):
        beside(made(tmp_path / "none"), SMALL.replace("debtors c", "strangers c").replace("debtors w", "strangers w")
               .replace("in debtors", "in strangers").replace("force.debtors", "force.strangers"))  # fmt: skip


@pytest.mark.parametrize("value", [None, 0.0, 0.5, 1.0, 1e9])
@pytest.mark.parametrize("use", ["fitted", "held out", "not judged"])
def test_a_figure_of_low_confidence_never_passes_or_fails(value: float | None, use: str) -> None:
    words = {"date": "2017-06-09", "unit": "entries", "compute": "in_force.debtors", "published": (1.0,)}
    low = Figure.model_validate({**words, "source": "NEWS", "confidence": "L", "use": use, "tolerance": 0.1})
    sure = Figure.model_validate({**words, "source": "NEWS", "confidence": "H", "use": use, "tolerance": 0.1})
    estimate = Estimate(value, value, value, 100)
    assert Judged("x", low, estimate).verdict == "not judged"
    expected = "not measured" if value is None else "hit" if value == 1.0 else "miss"
    assert Judged("x", sure, estimate).verdict == ("not judged" if use == "not judged" else expected)


def test_a_verdict_is_sure_where_the_whole_interval_has_it() -> None:
    figure = read_targets(SMALL).figures["up in June"]  # 9.5 to 10.5 million
    ends = {"hit": [(9.6, 10.4), (9.4, 10.4), (9.6, 10.6)], "miss": [(10.6, 11.0), (9.9, 11.0), (10.4, 11.0)]}
    for verdict, middle in (("hit", 10.0), ("miss", 10.8)):
        judged = [Judged("x", figure, Estimate(middle * 1e6, a * 1e6, b * 1e6, 9)) for a, b in ends[verdict]]
        assert {one.verdict for one in judged} == {verdict}
        assert [one.sure for one in judged] == [True, False, False]


SLIPS = {
    "unknown word": ("confidence: H, use: fitted", "confidenec: H, use: fitted", "9:20: `confidenec`", "`confidence`"),
    "low and judged": ("confidence: L, use: not judged", "confidence: L, use: fitted", "32:40: a figure of low", "not"),
    "no counter": ("entries.debtors cumulative, published: 14", "entires.debtors cumulative, published: 14",
                   "8:48: `entires.debtors` is not a counter", "did you mean `entries`?"),
    "no time": ("entries.debtors cumulative, published: 14", "entries.debtors, published: 14",
                "8:48: `entries.debtors` does not say of what time", "`cumulative` or `within the period`"),
    "no period": ("from: 2017-06-01, date: 2017-06-10, unit: entries a day", "date: 2017-06-10, unit: entries a day",
                  "11:54: this is computed over a period", "`from`, a date"),
    "no tolerance": ("use: fitted, tolerance: 10 %", "use: fitted, tolerance: ten", "9:59: `ten` is no toler", "10 %"),
    "no figure": ("published: 14000000", "published: many", "8:87: `many` is not a number", "17460000"),
    "span upside down": ("[300000, 400000]", "[400000, 300000]", "12:17: this is no span", "lowest and the highest"),
    "unknown source": ("source: NEWS, confidence: H, use: fitted", "source: NEW, confidence: H, use: fitted",
                       "9:14: no source is called `NEW`", "`NEWS`"),
    "upside down": ("from: 2017-05-02, date: 2017-05-31", "from: 2017-05-02, date: 2017-05-01",
                    "21:12: the period begins after it ends", "2017-05-01"),
    "comma": ("  up in June:", "  up, in June:", "13:3: `up, in June` cannot be a name", "without commas"),
    "people of what": ("/ people entered in debtors", "/ people entered in limits",
                       "22:15: people entered in limits go with its entries alone", "entries.limits"),
}  # fmt: skip
"""slip: what is written, what instead, the message with its place, and what was expected or meant"""


@pytest.mark.parametrize("slip", SLIPS)
def test_a_wrong_file_is_refused_at_its_line(slip: str) -> None:
    was, now, message, expected = SLIPS[slip]
    assert was in SMALL
    with pytest.raises(UserError) as refused:
        read_targets(SMALL.replace(was, now, 1))
    assert f"targets:{message}" in str(refused.value)
    assert expected in str(refused.value)


def test_all_slips_of_a_file_come_at_once() -> None:
    text = SMALL
    for slip in ("no tolerance", "low and judged", "no period", "unknown source"):
        text = text.replace(*SLIPS[slip][:2], 1)
    with pytest.raises(UserError) as refused:
        read_targets(text)
    assert [problem.line for problem in refused.value.problems] == [9, 9, 11, 32]


@pytest.mark.parametrize(("text", "says"), [
    ("entries.debtors cumulative + days", "is not a counter"),
    ("entries.debtors + in_force.debtors cumulative", "adds what happens to what holds"),
    ("in_force.debtors cumulative", "is not something that happens cumulative"),
    ("days", "neither a count nor one count over another"),
    ("entries.debtors cumulative / paid.debtors cumulative / left.debtors cumulative", "neither a count nor"),
    ("entries.debtors within the period / days / years", "divided by time twice"),
])  # fmt: skip
def test_what_is_no_formula(text: str, says: str) -> None:
    with pytest.raises(Malformed, match=says):
        read_formula(text)


def test_the_time_said_last_is_that_of_all_parts() -> None:
    found = read_formula("refused.air / first_refused.air within the period")
    assert [part.span for part in found.parts] == ["within the period"] * 2
    assert not found.is_count
    assert read_formula("refused.air within the period / days").is_count


# What was fitted


@cache
def china() -> dict[str, Figure]:
    return read_targets("china-2013-2019").figures


def numbers_fitted() -> list[tuple[str, tuple[str, ...]]]:
    nation = REGIMES.parent / "nations" / "china-2020.yaml"
    files = {"regime": REGIMES / "china-2013-2019.yaml", "nation": nation}
    found = [one for file, path in files.items() for one in fitted_numbers(path.read_text("utf-8"), file)]
    return [(str(one), one.to) for one in found]


def test_no_number_was_fitted_to_a_figure_that_is_held_out() -> None:
    for number, figures in numbers_fitted():
        assert {china()[name].use for name in figures} == {"fitted"}, number


def test_every_fitted_figure_has_a_number_that_was_fitted_to_it() -> None:
    used = {name for _, figures in numbers_fitted() for name in figures}
    assert used == {name for name, figure in china().items() if figure.use == "fitted"}


def test_a_fitted_number_says_so_wherever_the_regime_is_read() -> None:
    said = to_text(read_regime("china-2013-2019"))
    assert "FIT-start: fitted to entries by 24 October 2013, entries by 10 March 2014" in said
    assert "% [FIT-start; between 5 and 40] of the acts" in said


def test_fitted_numbers_are_found_with_their_place_and_range() -> None:
    text = "sources:\n  A: fitted to one, another; see\n  B: a book\nfeeds:\n  f: {detects: 3 % (A), d: 1 % (B)}\n"
    text += "phases:\n  later: {from: 2014-01-01, changes: {feeds.f.detects: 4 % between 1 % and 9 % (B; A)}}\n"
    found = fitted_numbers(text, "regime")
    where = "feeds > f > detects"
    assert [str(one) for one in found] == [f"{where}: 3 %", f"later > {where}: 4 % between 1 % and 9 %"]
    assert {one.to for one in found} == {("one", "another")}
    assert [text.splitlines()[one.line - 1][one.column - 1] for one in found] == ["3", "4"]


def test_the_shipped_file_keeps_its_own_rules() -> None:
    assert sorted(file.stem for file in LIBRARY.glob("*.yaml")) == ["china-2013-2019", "sesame-2015"]
    assert len(china()) == 44
    assert {figure.use for figure in china().values() if figure.confidence == "L"} == {"not judged"}
    assert min(figure.last for figure in china().values()) > read_regime("china-2013-2019").in_force


# The doors


def asked(*words: str) -> Result:
    return CliRunner().invoke(main, ["targets", *words])


@pytest.fixture
def small(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "small.yaml").write_text(SMALL)
    return str(tmp_path / "small.yaml"), str(made(tmp_path / "run"))


def test_the_table(small: tuple[str, str], golden: Golden) -> None:
    said = asked(small[0], "--run", small[1])
    assert said.exit_code == 0, "a report, whatever is missed"
    assert max(map(len, said.output.splitlines())) <= 80
    golden("golden/targets/small.txt", said.output)


def test_the_table_of_a_small_run(golden: Golden) -> None:
    """Far too few people to hit anything for sure; the table says so."""
    result = demerit.targets("china-2013-2019", people=20_000, seed=3)
    unmeasured = [one.name for one in result.figures if one.verdict == "not measured"]
    assert unmeasured == ["refusals per refused person in July 2014"], "nobody was refused, so there is no ratio"
    golden("golden/targets/china-2013-2019.txt", result.text(100))


def test_a_private_score_beside_its_one_figure(golden: Golden) -> None:
    """Two in five users above the line; what the nation was fitted to in other files is not listed."""
    result = demerit.targets("sesame-2015", people=50_000, seed=3)
    (figure,) = result.figures
    assert figure.verdict in ("hit", "hit?"), figure
    assert result.compared.fitted == ()
    golden("golden/targets/sesame-2015.txt", result.text(100))


def test_json_has_everything(small: tuple[str, str]) -> None:
    said = json.loads(asked(small[0], "--run", small[1], "--json").stdout)
    assert said["synthetic"] is True
    assert said["tally"]["held out"] == {"hit": 3, "miss": 1, "not measured": 2}
    missed = next(one for one in said["figures"] if one["verdict"] == "miss")
    assert (missed["name"], missed["why"]) == ("up in June", "Nobody leaves, in this run.")
    assert (missed["published"], missed["tolerance"], missed["confidence"]) == ([10_000_000], 0.05, "H")
    hit = next(one for one in said["figures"] if one["name"] == "entries by June")
    assert hit["low"] < hit["simulated"] < hit["high"]


def test_without_a_name_the_targets_are_listed() -> None:
    assert "china-2013-2019" in asked().stdout
    assert json.loads(asked("--json").stdout)[0]["figures"] == 44


@pytest.mark.parametrize("words", [
    ["china-2013"], ["nowhere.yaml"], ["--people", "1k"], ["china-2013-2019", "--run", "nowhere"],
    ["china-2013-2019", "--run", "nowhere", "--people", "1k"],
])  # fmt: skip
def test_what_cannot_be_read_is_refused(words: list[str]) -> None:
    assert (asked(*words).exit_code, asked(*words).stdout) == (2, "")


def test_a_notebook_shows_the_table(small: tuple[str, str]) -> None:
    result = demerit.targets(small[0], run=small[1])
    assert isinstance(result, TargetsResult)
    assert isinstance(result.compared, Compared)
    assert result.missed == ["up in June"]
    page = result._repr_html_()
    assert page.startswith('<section lang="en">')
    assert "Synthetic people" in page
    assert "<script" not in page
    assert page.count("<tr>") == 8 + 3
    assert ">miss?</strong>" in page
    assert repr(result) == result.text()
