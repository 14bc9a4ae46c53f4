"""What an order comes to: days, phases, chunks, and whose ledger is kept."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import UserError
from demerit.records.manifest import manifest_of, order_of
from demerit.records.order import Order, keeps, work_out
from demerit.regime.from_yaml import find_regime


@given(st.integers(0, 9), st.lists(st.integers(0, 60), max_size=4), st.integers(1, 20))
def test_what_is_kept_does_not_depend_on_how_it_is_asked(every: int, besides: list[int], step: int) -> None:
    kept = {"ledger": "sample", "every": every, "besides": besides}
    whole = keeps(kept, 0, 61)  # type: ignore[arg-type]
    parts = [keeps(kept, first, min(step, 61 - first)) for first in range(0, 61, step)]  # type: ignore[arg-type]
    assert np.concatenate(parts).tolist() == whole.tolist()
    assert whole.tolist() == [int((every > 0 and c % every == 0) or c in besides) for c in range(61)]


@pytest.fixture(scope="module")
def phased(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The first benchmark with a phase from the fortieth day on that moves the edge of a band."""
    text = find_regime("benchmark-r1").read_text("utf-8")
    place = tmp_path_factory.mktemp("order") / "phased.yaml"
    change = "schemes.city points.bands.AAA: from 1060 points (assumption)"
    phases = f"phases:\n  stricter:\n    from: 2019-02-10\n    changes:\n      {change}\n"
    place.write_text(f"{text}\n{phases}")
    return str(place)


def test_phases_begin_on_their_day(phased: str) -> None:
    job = work_out(Order(phased, people=1_000, days=90))
    assert [day for day, _ in job.plan.phases] == [0, 40]


def test_phases_before_the_start_are_one_and_those_after_the_end_are_none(phased: str) -> None:
    later = work_out(Order(phased, people=1_000, days=90, start=date(2019, 3, 1)))
    assert [day for day, _ in later.plan.phases] == [0]
    short = work_out(Order(phased, people=1_000, days=30))
    assert [day for day, _ in short.plan.phases] == [0]
    first, second = (job.plan.tables.band_points.tolist() for job in (short, later))
    assert first != second


def test_a_manifest_leads_back_to_its_order(phased: str) -> None:
    job = work_out(Order(phased, people=3_000, days=50, seed=3, threads=2, ledger=[1]))
    again = work_out(order_of(manifest_of(job)))
    assert manifest_of(again)["names"] == manifest_of(job)["names"]
    for (day, one), (other_day, other) in zip(job.plan.phases, again.plan.phases, strict=True):
        assert day == other_day
        assert all(np.array_equal(a, b) for a, b in zip(one[1:], other[1:], strict=True))


def test_a_manifest_that_lacks_something() -> None:
    with pytest.raises(UserError, match="does not say what was run"):
        order_of({"people": 3})
