"""Commands that read regimes and nations."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from demerit.cli.foundations import GRADES, foundations
from demerit.cli.main import main
from demerit.regime.from_yaml import read_document, shipped


def said(*words: str) -> str:
    """What a command prints; it must end well."""
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_shipped_regime_is_listed_shown_and_right() -> None:
    listed = said("regimes")
    for regime in shipped():
        assert regime.title in " ".join(listed.split())
        assert regime.title in said("show", regime.regime)
        assert "no problems." in said("check", regime.regime)


def test_lines_fit_a_terminal() -> None:
    for words in (("regimes",), ("show", "rongcheng"), ("nation", "china-2020"), ("check", "rongcheng", "--sources")):
        assert [line for line in said(*words).splitlines() if len(line) > 80 and " " in line.strip()] == []


def test_the_schema_is_one_and_can_go_to_a_file(tmp_path: Path) -> None:
    schema = json.loads(said("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    said("schema", "--out", str(tmp_path / "s.json"))
    assert json.loads((tmp_path / "s.json").read_text()) == schema


def test_difference_is_empty_only_of_a_regime_and_itself() -> None:
    assert said("difference", "nothing", "nothing") == "The two regimes say the same.\n"
    assert "not declared" in said("difference", "rongcheng", "debtors-2017")


FOUNDED = """\
regime: x
title: X
in force: from 2020-01-01
operator: public
jurisdiction: x
sources: {L: a law, F: fitted to entries}
feeds:
  a: {holder: h, context: traffic, sees: [red light], detects: 10 % (L art. 3), wrong person: 1 % (L)}
  b: {holder: h, context: traffic, sees: [jaywalking], detects: 10 % between 5 % and 20 % (assumption),
      wrong person: 2 % (assumption)}
phases:
  later: {from: 2021-01-01, changes: {feeds.a.detects: 20 % (L art. 3; assumption)}}
  last: {from: 2022-01-01, changes: {feeds.a.detects: 30 % (F), feeds.b.detects: 5 % (L; L art. 4)}}
"""


def test_how_well_founded_each_number_is(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(FOUNDED)
    numbers = foundations(read_document(file))
    assert [(one.amount, one.grade) for one in numbers] == [
        ("10 %", GRADES[0]),
        ("1 %", GRADES[1]),
        ("10 % between 5 and 20", GRADES[3]),
        ("2 %", GRADES[4]),
        ("20 %", GRADES[4]),
        ("30 %", GRADES[2]),
        ("5 %", GRADES[0]),
    ]
    assert [one.line for one in numbers[:4]] == [8, 8, 9, 10]
    assert numbers[4].where[:2] == ("phases", "from 2021-01-01")
    assert "4 numbers" not in (table := said("check", str(file), "--sources"))
    assert "7 numbers: 2 source and article, 1 source, 1 fitted, 1 assumption with a range" in " ".join(table.split())


@pytest.mark.parametrize("written", ["nation: benchmark\n", ""])
def test_names_are_compared_with_the_nation_that_the_file_names(written: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(written + FOUNDED)
    result = CliRunner().invoke(main, ["check", str(file)])
    assert result.exit_code == (2 if written else 0)
    if written:
        assert "a conduct of the nation benchmark" in result.stderr
