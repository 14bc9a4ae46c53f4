"""Recipes: the shipped ones keep every law, the written numbers come back, and wrong ones are refused in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from demerit.errors import UserError
from demerit.nations.check import broken_laws, candidates_a_year
from demerit.nations.from_library import library_text
from demerit.nations.from_recipe import load_nation, nation_from_text, nation_names
from demerit.nations.groups import adults, shares_of_groups
from demerit.nations.to_text import nation_to_text, per_adult_a_year

CHINA = library_text("china-2020.yaml")


def test_what_is_shipped() -> None:
    assert nation_names() == ["administrations", "benchmark", "benchmark-network", "china-2020"]


@pytest.mark.parametrize("name", nation_names())
def test_a_shipped_nation_keeps_every_law(name: str) -> None:
    nation = load_nation(name, 1)
    assert nation.name == name
    assert broken_laws(nation) == []
    assert candidates_a_year(nation) <= 12


def test_the_rates_of_china_are_those_of_the_recipe() -> None:
    nation = load_nation("china-2020", 1)
    rate = {c.name: per_adult_a_year(nation, c) for c in nation.conduct}
    assert rate["red light"].value == pytest.approx(2)
    assert (rate["red light"].low, rate["red light"].high) == (pytest.approx(0.5), pytest.approx(8))
    assert rate["volunteering"].value == pytest.approx(0.5)
    assert rate["volunteering"].source == "VOL19"
    share, of = shares_of_groups(nation.people), adults(nation.groups)
    for gate in nation.gates:
        assert (share * of) @ gate.weight / (share @ of) == pytest.approx(1)


STREAMS = {
    "speech": "critical post, petition, forbidden petition, rumour, private network, religious gathering",
    "mobilisation": "taking part, recruiting, denouncing",
    "online": "online purchase, unpaid online order, late online instalment",
    "travel": "dangerous goods, false travel papers, smoking on a train, music on the train, seat occupying, "
    "fare dodging",
    "duties": "tax arrears, unpaid fine, benefit fraud, unpaid wages, social insurance arrears",
    "honesty": "exam cheating, academic fraud, forged documents",
    "offences": "ordinary offence, crime",
    "play": "gaming",
}
GATES = (
    "air, fast train, train, hotel, bank, private school, property, counter, heating bill, employer, landlord, "
    "sleeper, ship, renovation, car, insurance, public office, tender, border, shop, deposit, hospital, transit, visa, "
    "dating site, subsidy, holiday"
)


def test_what_people_of_china_do_and_where_they_try_to_pass() -> None:
    """By position: luck is numbered by it, so a stream or a gate that moves is other luck for everybody."""
    nation = load_nation("china-2020", 1)
    first = ("road", "bills", "court", "civic", "neighbourhood")
    assert tuple(stream.name for stream in nation.streams) == (*first, *STREAMS)
    for stream, names in STREAMS.items():
        assert ", ".join(c.name for c in nation.conduct if c.stream == stream) == names
    assert ", ".join(gate.name for gate in nation.gates) == GATES
    assert {c.name for c in nation.conduct if c.merit and c.stream != "civic"} == set(
        STREAMS["mobilisation"].split(", ")
    )
    assert [gate.name for gate in nation.gates if gate.knows_file] == ["bank"]


def test_how_far_a_response_may_raise_what_people_do() -> None:
    rises = {c.name: c.rises_at_most for c in load_nation("china-2020", 1).conduct}
    assert {name for name, times in rises.items() if times == 5} == set(STREAMS["mobilisation"].split(", "))
    spiral = {"late utility bill", "loan default", "late online instalment"}
    owed = {"tax arrears", "unpaid fine", "social insurance arrears"}
    assert {name for name, times in rises.items() if times == 3} == spiral | owed
    assert rises["unpaid judgment"] == 1.5


def test_acts_on_planes_and_trains_are_at_least_those_punished() -> None:
    """5,028 people barred from planes in 225 days, of whom at least half for goods and 16 % for papers (GT19c)."""
    nation = load_nation("china-2020", 1)
    rate = {c.name: per_adult_a_year(nation, c) for c in nation.conduct}
    barred = 5_028 / 225 * 365.25 / 1.113e9
    for name, least in {"dangerous goods": 0.5, "false travel papers": 0.16}.items():
        assert rate[name].value > least * barred
        assert rate[name].low == pytest.approx(least * barred, rel=0.1)
        assert "GT19c" in rate[name].source


def test_a_habit_is_not_cut_short_by_newcomers() -> None:
    """The least cap over mean of a stream's conduct cuts the habit of all of it: that of `critical post`, as before."""
    conduct = load_nation("china-2020", 1).conduct
    room = {c.name: c.cap_per_day / (c.per_day.value * c.weight.max()) for c in conduct if c.stream == "speech"}
    assert min(room, key=lambda name: room[name]) == "critical post"
    assert min(c.cap_per_day / (c.per_day.value * c.weight.max()) for c in conduct) > 5


def test_who_buys_online_is_who_has_an_account() -> None:
    nation = load_nation("china-2020", 1)
    share, of = shares_of_groups(nation.people), adults(nation.groups)
    online = next(stream.active for stream in nation.streams if stream.name == "online")
    account = np.asarray(nation.people.platform_below) / 2**32
    assert share * of @ online == pytest.approx(share * of @ account, rel=0.02)
    assert np.abs(online - account)[of > 0].max() < 0.03


def test_moving_to_another_place() -> None:
    moves = load_nation("china-2020", 1).moves_per_day
    assert moves is not None
    numbers = [n for n in (moves.low, moves.value, moves.high) if n is not None]
    assert [n * 365.25 for n in numbers] == pytest.approx([0.01, 0.02, 0.04])
    # 124.8 million away from the province of their register: a stay of 2 to 9 years gives the range.
    away = 124.8 / 1_411.8
    assert [away / n / 365.25 for n in numbers] == pytest.approx([9, 4.5, 2.2], rel=0.05)
    assert all(load_nation(name, 1).moves_per_day is None for name in nation_names() if name != "china-2020")


def test_new_debtors_come_at_the_rate_of_2018() -> None:
    """0.20 % of adults a year: judgments unpaid by the able, and by three in ten of those unable, taken for able."""
    nation = load_nation("china-2020", 1)
    unpaid = next(c for c in nation.conduct if c.name == "unpaid judgment")
    able = nation.people.able_below / 2**32
    listed = per_adult_a_year(nation, unpaid).value * (able + 0.3 * (1 - able))
    assert listed == pytest.approx(0.0020, rel=0.15)


def test_children_do_nothing() -> None:
    nation = load_nation("china-2020", 1)
    for stream in nation.streams:
        assert not any(stream.active[k] for k, group in enumerate(nation.groups) if group.age == "under 14")


def test_the_benchmark_is_the_model() -> None:
    nation = load_nation("benchmark", 1, people=5_000)
    assert nation.size == 5_000
    offences, merits = ([c for c in nation.conduct if c.merit is merit] for merit in (False, True))
    assert [c.per_day.value for c in offences] == pytest.approx(
        [0.01 * s for s in (0.30, 0.20, 0.15, 0.10, 0.10, 0.07, 0.05, 0.03)]
    )
    assert [c.per_day.value for c in merits] == pytest.approx([0.003, 0.0015, 0.0005])
    assert sum(c.cap_per_day for c in offences) == pytest.approx(0.25)
    assert {c.seen_at_most for c in offences} == {0.30}
    assert {c.rises_at_most for c in offences} == {1.5}
    assert {c.rises_at_most for c in load_nation("benchmark-network", 1).conduct if not c.merit} == {2.25}
    assert [s.spread for s in nation.streams] == [0.75, 0.0]
    assert nation.dues.performs_per_day.value == 0.002
    assert nation.dues.unable_performs.value == 1.0


def test_a_seed_changes_the_people_and_nothing_else() -> None:
    one, other = load_nation("china-2020", 1), load_nation("china-2020", 2)
    changed = {f for f in one.people._fields if not np.array_equal(getattr(one.people, f), getattr(other.people, f))}
    assert changed == {"seed_key", "community_offset"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rate: 2 per year between 0.5 and 8 (assumption)", "rate: 2 per year", "a number without a source"),
        ("rate: 2 per year between 0.5 and 8 (assumption)", "rate: 2 per yaer (assumption)", "does not read"),
        (
            "rate: 2 per year between 0.5 and 8 (assumption)",
            "rate: 9 per year between 0.5 and 8 (assumption)",
            "own range",
        ),
        ("rate: 2 per year between 0.5 and 8 (assumption)", "rate: 2 times (assumption)", "`times` does not fit here"),
        ("(VOL19),\n    at most", "(VOL18),\n    at most", "no source is called `VOL18`"),
        ("stream: road, rate: 2 per", "stream: raod, rate: 2 per", "`raod` does not fit here"),
        ("able to pay: 57 % between 50 % and 65 %", "able to pay: 157 %", "out of range"),
        ("age: {14-17: 0.6, 18-29: 1.3", "age: {14-17: 0.6, 18-30: 1.3", "`18-30` is not a word"),
        ("sex: {male: 1.3,", "sex: {male: often,", "`often` is not a factor"),
        ("households: {1: 99,", "households: {1: 98,", "391 households of 1024 people, not 390 of 1023"),
        ("gates:\n", "gate:\n", "`gate` is not a word of a recipe"),
        ("active: 60 % between 45 % and 80 %", "active: 99 %", "of a group would be active"),
        ("moves: 2 % a year between 1 % and 4 %", "moves: 2 % between 1 % and 4 %", "`%` does not fit here"),
        ("moves: 2 % a year between 1 % and 4 %", "moves: 2 % a year between 1 times and 4 %", "in another unit"),
        ("moves: 2 % a year between 1 % and 4 %", "moves: 200 % a year", "out of range"),
        ("knows: credit file, by", "knows: criminal record, by", "`criminal record` does not fit here"),
        ("people: 1411778724", "people: many", "`many` is not a whole number"),
        ("title: China at the census of 2020\n", "", "`title` is missing"),
    ],
)
def test_a_wrong_recipe_is_refused_in_words(old: str, new: str, message: str) -> None:
    assert CHINA.count(old) >= 1
    with pytest.raises(UserError) as refused:
        nation_from_text(CHINA.replace(old, new, 1), "mine.yaml", 1)
    assert message in str(refused.value)
    assert "mine.yaml" in str(refused.value)


def test_all_problems_come_at_once() -> None:
    wrong = CHINA.replace("able to pay: 57 %", "able to pay: 157 %").replace("active: 60 %", "active: 90 %")
    with pytest.raises(UserError) as refused:
        nation_from_text(wrong, "mine.yaml", 1)
    assert len(refused.value.problems) == 2


def test_unknown_names_and_numbers() -> None:
    with pytest.raises(UserError, match="did you mean `china-2020`"):
        load_nation("china-2002", 1)
    with pytest.raises(UserError, match="cannot have 0 people"):
        load_nation("benchmark", 1, people=0)
    with pytest.raises(UserError, match="from 1 to 1,825,000,000"):
        load_nation("benchmark", 1, people=2_000_000_000)
    with pytest.raises(UserError, match="cannot be read"):
        load_nation("nowhere.yaml", 1)


def test_a_recipe_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(library_text("benchmark.yaml"), encoding="utf-8")
    assert load_nation(str(file), 1).name == "benchmark"


def test_the_page_names_every_rate_and_its_source() -> None:
    nation = load_nation("china-2020", 1)
    page = nation_to_text(nation)
    for thing in (*nation.conduct, *nation.gates):
        assert f"{thing.name} (" in page
    for key in nation.sources:
        assert f"  {key}: " in page
    assert "red light (traffic): 2 a year between 0.5 and 8 (assumption)" in page
    assert "forbidden petition (administration): 0.0003 a year between 0.00005 and 0.002 (assumption)" in page
    assert "moving to a place drawn by its people: 2.00% of the people a year between 1.00% and 4.00%" in page
    lines = page.splitlines()
    asks = [k for k, line in enumerate(lines) if "without a credit file are turned away" in line]
    assert [lines[k - 1].split(" (")[0].strip() for k in asks] == ["bank"]
    assert "synthetic" in page
    assert "moving to a place drawn by its people: nobody" in nation_to_text(load_nation("benchmark", 1))


def test_a_broken_law_is_named() -> None:
    nation = load_nation("benchmark", 1)
    people = nation.people._replace(place_below=np.array([2**31, 2**31]))
    loud = replace(nation.conduct[0], stream="speech", rises_at_most=100.0)
    found = broken_laws(replace(nation, people=people))
    assert found == ["every share adds up: the places add up to 0.500000"]
    found = broken_laws(replace(nation, conduct=(loud,)))
    assert found == ["every conduct has its stream: minor offence belongs to no stream of the nation"]
    found = broken_laws(replace(nation, conduct=(replace(nation.conduct[0], rises_at_most=100.0),)))
    assert found == ["candidates are few: 32.9 candidate events per person and year, more than 12"]
