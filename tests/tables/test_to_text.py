"""Compiled tables in words, and the numbers of the file in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given

from demerit.nations.layout import Rate
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Points, Regime
from demerit.tables.to_text import to_text
from tests.engine.crafted import DOUBLE
from tests.engine.runs import world
from tests.engine.worlds import a_share_of
from tests.strategies import regimes
from tests.tables.compiled import busy, compiled, plain, wide


def listing(regime: Regime) -> str:
    made = world(regime)
    return to_text(made.tables, made.names, made.nation)


@pytest.mark.parametrize("name", ["rongcheng", "benchmark-r1"])
def test_shipped_regimes_compile_to_this(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"good/{name}.txt", listing(read_regime(name)))


def test_a_crafted_regime_compiles_to_this(golden: Callable[[str, str], None]) -> None:
    golden("good/crafted.txt", listing(DOUBLE))


def test_every_word_is_found_again(golden: Callable[[str, str], None]) -> None:
    tables, names = plain()
    golden("good/wide.txt", to_text(tables, names, busy()))


def test_moving_house_is_told() -> None:
    nation = replace(busy(), moves_per_day=Rate(0.03 / 365.25, None, None, "T"))
    (tables,), names = compiled(wide(), nation=nation)
    assert "Moving house\n  3 % a year of all people\n" in to_text(tables, names, nation)


@given(regimes())
@a_share_of(0.48)
def test_every_number_of_a_generated_regime_is_found_again(regime: Regime) -> None:
    text = listing(regime)
    lines = text.splitlines()
    for name, scheme in regime.schemes.items():
        if isinstance(scheme, Points):
            for item, priced in scheme.catalogue.items():
                points = f"{round(priced.points.value):+d} points in {name}"
                assert any(line.strip().startswith(item) and points in line for line in lines)
        else:
            for ground in scheme.grounds:
                assert any(f"ground {ground}" in line for line in lines)
    seen = {name for feed in regime.feeds.values() for name in feed.sees}
    for conduct in seen:
        unseen = 1.0
        for feed in regime.feeds.values():
            unseen *= 1 - feed.detects.value / 100 * (conduct in feed.sees)
        line = next(line for line in lines if line.strip().startswith(f"{conduct}: ") and "% by" in line)
        shares = [float(part.split("%")[0]) for part in line.split(": ", 1)[1].split(", ")]
        assert sum(shares) == pytest.approx(100 * (1 - unseen), abs=0.1)
    for name, response in regime.responses.items():
        if response.on != "watched" or set(response.of) & seen:
            assert f"{response.changes.value:.4g} times" in text, name
