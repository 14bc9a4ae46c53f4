"""A life that is lived again has the lines that the run wrote for that person, and no others."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

import demerit

QUERY = "SELECT * FROM ledger WHERE person IN ({people}) ORDER BY person, line"


def lived_again(run: demerit.Run, people: list[int]) -> list[dict[str, Any]]:
    return [line for person in people for line in run.life(person).lines]


def test_lines_are_those_of_the_ledger(rongcheng: demerit.Run) -> None:
    eventful = rongcheng.sql(
        "SELECT DISTINCT person FROM ledger WHERE event IN ('entry', 'refusal', 'charge', 'benefit', 'ruling')"
    ).rows()
    people = sorted({row["person"] for row in eventful} | set(range(0, 8_000, 97)))
    rows = rongcheng.sql(QUERY.format(people=", ".join(map(str, people)))).rows()
    assert lived_again(rongcheng, people) == rows
    assert {row["event"] for row in rows} >= {"conduct", "mark", "band", "entry", "notice", "refusal", "charge"}


def test_so_they_are_where_neighbours_matter(network: demerit.Run) -> None:
    people = [5, 1_030, 2_999]
    rows = network.sql(QUERY.format(people="5, 1030, 2999")).rows()
    assert rows
    assert lived_again(network, people) == rows


def test_so_they_are_where_friends_matter_and_phases_begin(friends: demerit.Run) -> None:
    busiest = "SELECT person FROM ledger GROUP BY 1 ORDER BY {}count(DISTINCT event) DESC, 1 LIMIT 1"
    asked = (busiest.format(first) for first in ("", "bool_or(event = 'friend') DESC, "))
    people = sorted({row["person"] for query in asked for row in friends.sql(query).rows()})
    rows = friends.sql(QUERY.format(people=", ".join(map(str, people)))).rows()
    assert {row["event"] for row in rows} >= {"mark", "friend"}
    assert lived_again(friends, people) == rows


def test_every_line_is_in_words(rongcheng: demerit.Run) -> None:
    empty = rongcheng.sql("SELECT event, count(*) FROM ledger WHERE what = '' AND event <> 'recovery' GROUP BY 1")
    assert empty.rows() == []
    nobody = rongcheng.sql("SELECT DISTINCT event FROM ledger WHERE scheme = ''").rows()
    assert nobody == [{"event": "conduct"}]
    gates = rongcheng.sql("SELECT DISTINCT event FROM ledger WHERE measure <> '' ORDER BY 1").rows()
    assert {row["event"] for row in gates} <= {"refusal", "charge", "benefit"}


def test_causes_come_before_what_they_bring_about(rongcheng: demerit.Run) -> None:
    late = rongcheng.sql(
        "SELECT count(*) AS n FROM ledger a LEFT JOIN ledger b ON a.person = b.person AND a.cause = b.line "
        "WHERE a.cause > 0 AND (b.line IS NULL OR b.line >= a.line OR b.day > a.day)"
    )
    assert late.rows() == [{"n": 0}]
    uncaused = rongcheng.sql("SELECT count(*) AS n FROM ledger WHERE event IN ('refusal', 'removal') AND cause = 0")
    assert uncaused.rows() == [{"n": 0}]


def test_counters_are_those_of_the_ledger(rongcheng: demerit.Run) -> None:
    said = rongcheng.summary
    counted = dict(rongcheng.sql("SELECT event, count(*) FROM ledger GROUP BY 1").duckdb().fetchall())
    assert counted["entry"] == said["lists"]["debtors"]["entries"]
    assert counted["removal"] == said["lists"]["debtors"]["left"]
    assert counted["refusal"] == sum(gate["refused"] for gate in said["gates"].values())


def test_a_code_leads_to_the_same_person_as_the_number(rongcheng: demerit.Run) -> None:
    noted = rongcheng.manifest["notable"][0]
    life = rongcheng.life()
    assert life.person == noted["person"]
    assert life.facts["code"] == noted["code"]
    assert rongcheng.life(noted["code"]).lines == life.lines
    told = life.as_dict()
    assert told["synthetic"]
    assert len(told["lines"]) == len(life.lines) > 0
    assert noted["code"] in life.text()


def test_an_explanation_ends_at_a_first_cause(rongcheng: demerit.Run) -> None:
    said = rongcheng.explain(rongcheng.manifest["notable"][0]["code"])
    assert said[0].startswith("On ")
    assert "Refused" in said[0]
    assert "Nothing earlier in the record" in said[-1]


@pytest.mark.parametrize("asked", ["110101199003070011", "00123", -1, 8_000])
def test_nobody(rongcheng: demerit.Run, asked: str | int) -> None:
    with pytest.raises(demerit.UserError):
        rongcheng.life(asked)


def test_somebody_beyond_the_run(rongcheng: demerit.Run) -> None:
    larger = demerit.run("nothing", people=9_000, years=0.01, report=False)
    code = larger.life(8_500).facts["code"]
    with pytest.raises(demerit.UserError, match="nobody in this run"):
        rongcheng.life(code)


def test_a_life_loads_nothing_heavy(rongcheng: demerit.Run) -> None:
    asks = (
        "import sys, demerit; assert not set(sys.modules) & {'numpy', 'rich', 'click'}\n"
        f"demerit.open({str(rongcheng.folder)!r}).life().text()\n"
        "print(*sorted(set(sys.modules) & {'numba', 'yaml', 'pydantic', 'duckdb', 'pandas', 'polars'}))"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
