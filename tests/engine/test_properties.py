"""Properties 2 to 5 of design.md, section 5, over generated regimes and nations."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.engine.layout import EVENT_CONDUCT, LINE_DAY, LINE_EVENT
from tests.engine import counts, laws
from tests.engine.runs import live, world
from tests.engine.worlds import any_regime, small_worlds


@given(small_worlds())
@settings(max_examples=25)
def test_every_law_holds(made: dict[str, Any]) -> None:
    assert laws.breaches(live(world(**made)), {**laws.LAWS, **counts.LAWS}) == []
