"""Every regime that is shipped: it is sound, says what its numbers rest on, and comes to what it came to before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

import demerit
from demerit.cli.foundations import GRADES, foundations
from demerit.cli.main import main
from demerit.regime.from_yaml import read_document
from demerit.report.leading import LEADING
from tests.library.shipped import NAMES, phases

PEOPLE, YEARS = 20_000, 2
"""of a regime without phases; one with phases is run until a year after the last has begun"""
LISTS_ONLY = ("china-2013-2019", "debtors-2013", "debtors-2017", "debtors-2017-2026", "exit-bans",
              "joint-punishment-2016", "transport-2018")  # fmt: skip
MANY = 100_000
"""people of regimes that meet few: national lists"""
BARE = 12
"""assumptions without a range that one file may have"""


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_regime_has_no_problems(name: str) -> None:
    said = CliRunner().invoke(main, ["check", name])
    assert said.exit_code == 0, said.output
    assert f"{name}: no problems." in said.output


@pytest.mark.parametrize("name", NAMES)
def test_every_number_rests_on_something(name: str) -> None:
    """Sources of the file's own list, or an assumption, nearly always with the range in which it may lie."""
    document = read_document(name)
    numbers = foundations(document)
    cited = [(one, key.split()[0]) for one in numbers for key in one.source.split(";")]
    assert [one for one, key in cited if key not in {"assumption", *document.regime.sources}] == []
    assert sum(one.grade == GRADES[-1] for one in numbers) <= max(BARE, 0.4 * len(numbers))
    assert all(len(title) > 10 for title in document.regime.sources.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_regime_is_called_by_its_name(name: str) -> None:
    first = phases(name)[0][1]
    assert first.regime == name
    assert first.title
    days = [day for day, _ in phases(name)]
    assert days == sorted(set(days))
    assert days[0] == first.in_force


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_regime_comes_to_what_it_came_to(name: str, golden: Callable[[str, str], None]) -> None:
    people = MANY if name in LISTS_ONLY else PEOPLE
    days = [day for day, _ in phases(name)]
    years = max(YEARS, (days[-1] - days[0]).days / 365 + 1)
    run = demerit.run(name, people=people, years=years, report=False, ledger="none", threads=2)
    golden(f"golden/{name}.txt", said(run.summary))


def said(summary: dict[str, Any]) -> str:
    """What a run came to, a line each: bands, lists, gates, and the indicators that lead."""
    lines = [f"{summary['regime']}: {summary['people']:,} people, {summary['days']} days, seed {summary['seed']}"]
    for scheme, bands in summary["bands"].items():
        lines.append(f"{scheme}: " + ", ".join(f"{band} {rounded(100 * share)} %" for band, share in bands.items()))
    for of in ("lists", "gates"):
        for name, counts in summary[of].items():
            lines.append(f"{name}: " + ", ".join(f"{what} {rounded(number)}" for what, number in counts.items()))
    lines += [
        f"{one['name']}{' of ' + one['scheme'] if one['scheme'] else ''}: {rounded(one['value'])}"
        for one in summary["indicators"]
        if one["name"] in LEADING and not one["group"] and one["value"] is not None
    ]
    return "\n".join(lines) + "\n"


def rounded(number: float) -> str:
    """Three digits that count; whole numbers in full."""
    return f"{number:,}" if isinstance(number, int) else f"{number:.3g}"
