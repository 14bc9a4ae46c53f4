"""Two regimes over the same people: what is the same stays the same, what is swapped turns its sign, intervals hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from demerit import pipeline
from demerit.errors import UserError
from demerit.records.observer import Silent
from demerit.records.open import open_run
from demerit.records.order import Order
from demerit.records.relived import Lives
from demerit.regime.changes import changed
from demerit.regime.from_yaml import read_document
from demerit.study.compare.asked import Asked, pair_of
from demerit.study.compare.layout import Compared
from demerit.study.compare.study import study

TOLD = ("schemes.debtors.notice.when=before", "schemes.debtors.notice.served=100 % (assumption)")
CLASSES = ("poorest fifth", "second fifth", "third fifth", "fourth fifth", "richest fifth")
SMALL: dict[str, Any] = {"people": 16_384, "years": 1.5}


def live(order: Order, folder: Path) -> None:
    pipeline.run(order, folder, Silent(), with_page=False)


def unanswered() -> str:
    """Rongcheng where nobody changes what they do: conduct is the nation's alone."""
    document = read_document("rongcheng")
    return changed(document, without=list(document.regime.responses)).text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("compare")


@pytest.fixture(scope="module")
def told(folder: Callable[[], Path]) -> Compared:
    """Rongcheng, and Rongcheng with a notice before every entry that always arrives."""
    return study(Asked("rongcheng", changes=TOLD, **SMALL), folder(), live)


@pytest.fixture(scope="module")
def calm(folder: Callable[[], Path]) -> Compared:
    """The same, where nobody responds to anything."""
    return study(Asked(unanswered(), changes=TOLD, **SMALL), folder(), live)


def test_a_regime_beside_itself_differs_in_nothing(told: Compared, folder: Callable[[], Path]) -> None:
    same = study(Asked(told.a.folder, told.a.folder), folder(), live)
    assert same.clauses == ()
    assert same.only == ()
    assert same.differences
    for one in same.differences:
        assert one.same, one
        if one.difference is not None:
            assert (one.difference, one.low, one.high) in ((0.0, 0.0, 0.0), (0.0, None, None), (0.0, 0.0, None)), one
    # Whatever has an interval by communities has one without width.
    assert {(one.low, one.high) for one in same.differences if one.clusters > 1} == {(0.0, 0.0)}
    assert same.first.differ == 0
    assert same.first.days is None
    assert first(same) == {}
    assert all(one.a == one.b for one in same.tallies)
    assert all(one.a_only == one.b_only == 0 for one in (*same.flows.lists.values(), *same.flows.gates.values()))
    assert all(table.moved == 0 for table in same.flows.bands.values())


def first(compared: Compared) -> dict[int, int]:
    """The first day of everybody whose record differs."""
    import duckdb

    rows = duckdb.read_parquet(str(compared.first_file)).fetchall()
    assert len(rows) == compared.first.people
    start = date.fromisoformat(compared.a.manifest["start"])
    assert all((on is None) if day is None else (on - start).days == day for _, day, on in rows)
    return {person: day for person, day, _ in rows if day is not None}


def test_b_against_a_is_minus_a_against_b(told: Compared, folder: Callable[[], Path]) -> None:
    turned = study(Asked(told.b.folder, told.a.folder), folder(), live)
    others = {(one.name, one.scheme, one.group): one for one in turned.differences}
    assert any(one.difference for one in told.differences)
    for one in told.differences:
        other = others[one.name, one.scheme, one.group]
        assert (one.a, one.b, one.clusters, one.same, one.few) == (
            other.b, other.a, other.clusters, other.same, other.few
        )  # fmt: skip
        for mine, its in ((one.difference, other.difference), (one.low, other.high), (one.high, other.low)):
            assert (mine is None) == (its is None), one
            assert mine is None or its is None or mine == pytest.approx(-its, rel=1e-9, abs=1e-15), one
    for flow, back in ((told.flows.lists, turned.flows.lists), (told.flows.gates, turned.flows.gates)):
        assert {name: (o.a_only, o.b_only, o.both, o.neither) for name, o in flow.items()} == {
            name: (o.b_only, o.a_only, o.both, o.neither) for name, o in back.items()
        }  # fmt: skip
    for name, table in told.flows.bands.items():
        assert dict(table.people) == {(b, a): n for (a, b), n in turned.flows.bands[name].people.items()}
    assert first(told) == first(turned)
    assert [(one.a, one.b) for one in told.clauses] == [(one.b, one.a) for one in turned.clauses]


def test_only_the_changed_clauses_differ(told: Compared) -> None:
    assert [(one.path[-1], one.a, one.b) for one in told.clauses] == [
        ("when", "at", "before"), ("served", "70 % between 40 % and 95 % (assumption)", "100 % (assumption)"),
    ]  # fmt: skip
    found = {one.name: one for one in told.differences if one.scheme == "debtors" and not one.group}
    assert found["first_told_at_gate"].clear
    assert found["first_told_at_gate"].b == 0


def said(lines: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Lines without their numbers and causes, those of a day in any order."""
    return sorted(
        tuple(str(value) for name, value in line.items() if name not in ("line", "cause", "person")) for line in lines
    )


def test_before_the_first_differing_day_two_lives_are_one(told: Compared) -> None:
    differing = first(told)
    assert 20 < len(differing) < 1_000
    lives = [Lives(run.folder, run.manifest) for run in (told.a, told.b)]
    for person, day in list(differing.items())[:8]:
        a, b = (side.lines(person) for side in lives)
        assert said([line for line in a if line["day"] < day]) == said([line for line in b if line["day"] < day])
        assert said([line for line in a if line["day"] == day]) != said([line for line in b if line["day"] == day])
    for person in [person for person in range(200) if person not in differing][:8]:
        a, b = (side.lines(person) for side in lives)
        assert said(a) == said(b)


def test_conduct_is_the_nations_where_nobody_responds(calm: Compared, folder: Callable[[], Path]) -> None:
    assert other_conduct(calm) == 0
    assert first(calm)
    bolder = study(Asked("rongcheng", people=4_096, years=0.5, without=("deterrence",)), folder(), live)
    assert other_conduct(bolder) > 0


def other_conduct(compared: Compared) -> int:
    """Lines of conduct that only one of the two runs has."""
    import duckdb

    a, b = (str(run.folder / "ledger" / "*.parquet") for run in (compared.a, compared.b))
    columns = "person, day, what, feed"
    one = f"SELECT {columns} FROM read_parquet('{{}}') WHERE event = 'conduct'"
    counted = [
        duckdb.execute(f"SELECT count(*) FROM ({one.format(x)} EXCEPT ALL {one.format(y)})").fetchall()[0][0]
        for x, y in ((a, b), (b, a))
    ]
    return int(sum(counted))


def test_flows_add_up_to_the_counters(told: Compared) -> None:
    for at, run in enumerate((told.a, told.b)):
        sums = {name: int(values.sum()) for name, values in run.clusters.numpy().items() if name != "place"}
        for flows, counter in ((told.flows.lists, "subjects"), (told.flows.gates, "first_refused")):
            assert flows
            for name, one in flows.items():
                assert (one.a_only, one.b_only)[at] + one.both == sums[f"{counter}.{name}"], name
                assert sum(one.as_dict().values()) == told.flows.people == SMALL["people"]
        for scheme, table in told.flows.bands.items():
            assert not table.note
            margin: dict[str, int] = {}
            for pair, people in table.people.items():
                margin[pair[at]] = margin.get(pair[at], 0) + people
            assert margin == {
                band: sums[f"band.{scheme}.{band}"] for band in table.rows if sums[f"band.{scheme}.{band}"]
            }


def test_classes_add_up_to_everyone(told: Compared) -> None:
    for counter in {one.counter for one in told.tallies}:
        by = {
            kind: [one for one in told.tallies if (one.counter, one.by) == (counter, kind)]
            for kind in ("everyone", "income", "age", "residence", "sex")
        }
        (everyone,) = by.pop("everyone")
        assert everyone.difference == everyone.b - everyone.a
        for members in by.values():
            assert len(members) > 1
            for field in ("people", "a", "b"):
                assert sum(getattr(one, field) for one in members) == getattr(everyone, field)


def test_indicators_of_classes_are_those_of_their_people(told: Compared) -> None:
    """Shares of each class, by SQL over the groups; and people of all classes differ as everyone does."""
    shares = [one for one in told.by_class if one.name == "wrongly_listed" and one.a is not None]
    assert len(shares) >= 12
    for one in shares:
        of = dict(zip(CLASSES, range(1, 6), strict=True)).get(one.group, one.group)
        query = (
            f'SELECT sum("wrongful.debtors") / sum("entries.debtors") AS share FROM groups WHERE {one.kind} = \'{of}\''
        )
        for records, value in ((told.a, one.a), (told.b, one.b)):
            assert value == pytest.approx(records.sql(query).rows()[0]["share"]), one
    everyone = {(one.name, one.scheme): one for one in told.differences if not one.group}
    rates = [one for one in told.by_class if one.unit == "people per 100,000" and one.kind == "sex"]
    assert len({one.scheme for one in rates}) > 3
    people = {one.of: one.people for one in told.tallies if one.by == "sex"}
    for scheme in {one.scheme for one in rates}:
        parts = [(one.difference or 0) * people[one.group] for one in rates if one.scheme == scheme]
        whole = everyone[rates[0].name, scheme].difference or 0
        assert sum(parts) == pytest.approx(whole * sum(people.values()), abs=1e-6)


def test_differences_of_classes_hold_their_value_and_the_same_twice_has_none(
    told: Compared, folder: Callable[[], Path]
) -> None:
    assert {one.kind for one in told.by_class} == {"income", "age", "residence", "sex"}
    assert any(one.clear for one in told.by_class)
    for one in told.by_class:
        if one.low is not None and one.high is not None:
            assert one.difference is not None
            assert one.low <= one.difference <= one.high
            assert one.clusters <= 16, "16,384 people are 16 communities, and as many blocks"
    few_amounts = [one for one in told.by_class if one.few and one.unit.startswith("days") and not one.same]
    assert few_amounts
    assert {(one.low, one.high) for one in few_amounts} == {(None, None)}, "lumps of unknown size, and a handful"
    same = study(Asked(told.a.folder, told.a.folder), folder(), live)
    assert same.by_class
    assert all(one.same and not one.clear for one in same.by_class)


# What cannot be compared.


def refusals() -> Iterator[tuple[Asked, str, str]]:
    yield Asked("rongcheng"), "compared with nothing", "--set"
    yield Asked("rongcheng", "benchmark-r1"), "was written for", "--nation"
    yield Asked("debtors-2013", "debtors-2017"), "in force from", "--from 2017-05-01"
    yield Asked("rongcheng", "debtors-2017", start=date(2016, 1, 1)), "is not in force on", "--from 2017-05-01"
    yield Asked("rongcheng", "rongchen"), "no regime is called", "did you mean `rongcheng`"
    yield Asked("rongcheng", changes=("schemes.debtor.notice.when=before",)), "debtor", "debtors"
    yield Asked("rongcheng", without=("givin up",)), "no response or measure", "giving up"


@pytest.mark.parametrize(("asked", "message", "instead"), list(refusals()), ids=lambda one: str(one)[:40])
def test_what_cannot_be_compared_is_refused_with_what_to_write_instead(
    asked: Asked, message: str, instead: str
) -> None:
    with pytest.raises(UserError) as refused:
        pair_of(asked)
    assert message in str(refused.value)
    assert instead in str(refused.value)


def test_runs_of_other_people_are_refused(told: Compared, folder: Callable[[], Path]) -> None:
    other = folder() / "other"
    live(Order("rongcheng", people=2_048, days=200, seed=8), other)
    with pytest.raises(UserError, match=r"differ in their seed: 7 and 8(.|\n)*demerit run"):
        pair_of(Asked(told.a.folder, other))
    with pytest.raises(UserError, match="--people 5 does not go with"):
        pair_of(Asked(told.a.folder, "debtors-2017", people=5))
    with pytest.raises(UserError, match="cannot be read otherwise"):
        pair_of(Asked("rongcheng", told.a.folder, without=("giving up",)))


def test_a_run_is_compared_with_its_regime_read_otherwise(told: Compared, folder: Callable[[], Path]) -> None:
    again = study(Asked(told.a.folder, changes=TOLD), folder(), live)
    assert again.a.folder == told.a.folder
    assert again.b.manifest["digest"] == told.b.manifest["digest"]
    assert open_run(told.a.folder).manifest["digest"] == again.a.manifest["digest"]
    assert again.differences == told.differences


def test_people_are_not_searched_for_where_a_run_was_made(told: Compared, folder: Callable[[], Path]) -> None:
    for asked in (Asked(told.a.folder, told.b.folder), Asked(told.a.folder, political="off")):
        with pytest.raises(UserError, match="is a run that was made, of 16,384 people"):
            study(asked, folder(), live, indicator="never_told.debtors", within=0.1)


def test_what_is_not_told_of_a_class_cannot_be_searched_for(folder: Callable[[], Path]) -> None:
    asked = Asked("rongcheng", changes=TOLD, years=0.1)
    with pytest.raises(UserError, match=r"`adverse_ratio\.debtors` is not told of a class of people"):
        study(asked, folder(), live, indicator="adverse_ratio.debtors.rural", within=1)


def test_a_search_may_be_about_a_class(folder: Callable[[], Path]) -> None:
    asked = Asked("rongcheng", changes=TOLD, years=1)
    found = study(asked, folder(), live, indicator="never_told.debtors.poorest fifth", within=1.5)
    assert found.search is not None
    assert len(found.search.tried) == 1
    (one,) = (d for d in found.by_class if (d.name, d.group) == ("never_told", "poorest fifth"))
    assert one.reach is not None
    assert found.search.tried[0][1] == pytest.approx(2 * one.reach)


def test_a_nation_of_nothing_has_nothing_to_tell(folder: Callable[[], Path]) -> None:
    """Without schemes there are no counters but of conduct, and classes are counted all the same."""
    found = study(Asked("nothing", "nothing", people=2_048, years=0.1), folder(), live)
    assert len(found.a.classes) == 2 * 15
    assert all(one.same for one in found.by_class)


def test_without_a_ledger_there_are_no_flows_and_a_reason(folder: Callable[[], Path]) -> None:
    base = folder()
    order = Order("debtors-2017", people=2_048, days=100, ledger="none")
    live(order, base / "a")
    live(replace(order, changes=("schemes.debtors.notice.served=0 % (assumption)",)), base / "b")
    found = study(Asked(base / "a", base / "b"), base, live)
    assert found.flows.people == found.first.people == 0
    assert "--ledger" in found.flows.note
    assert found.differences
