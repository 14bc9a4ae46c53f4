"""Measures where they are applied and adopted, what they give, and responses to a refusal."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from demerit.tables.check import MOST_TRIES
from demerit.tables.codes import RESPONSE_REFUSED, RESPONSE_WATCHED
from demerit.tables.from_measures import tries_inverse
from demerit.tables.luck import luck_of_name
from tests.tables.compiled import compiled, plain, share, wide

T, NAMES = plain()


def of_measures(field: str) -> dict[str, int]:
    return dict(zip(NAMES.measures, getattr(T, field).tolist(), strict=True))


def test_what_measures_give() -> None:
    given = {name: (of_measures("measure_opens")[name], of_measures("measure_saves")[name],
                    of_measures("measure_waives")[name]) for name in NAMES.measures}  # fmt: skip
    assert given == {
        "no flights": (0, 0, 0), "credit": (1, 0, 0), "no queue": (0, 2, 0), "no deposit": (0, 0, 200),
    }  # fmt: skip


def test_a_measure_is_applied_everywhere_unless_it_says_so() -> None:
    applied = {name: share(word) for name, word in of_measures("measure_applied").items()}
    assert applied == {"no flights": 0.9, "credit": 1, "no queue": 1, "no deposit": 1}
    assert of_measures("measure_luck") == {name: luck_of_name(name) for name in NAMES.measures}


def test_adoption_begins_when_the_regime_enters_into_force() -> None:
    assert of_measures("measure_adopted_days") == {"no flights": 730, "credit": 0, "no queue": 0, "no deposit": 0}
    assert set(of_measures("measure_adopted_from").values()) == {0}
    later, _ = compiled(wide(), start=date(2017, 5, 31))
    assert set(later[0].measure_adopted_from.tolist()) == {-30}


def test_adoption_goes_on_through_phases() -> None:
    """A later phase reads otherwise; what it took up and since when is that of the first."""
    second = wide({"measures.no flights.adopted over": "1 years (assumption)"})
    phases, _ = compiled(wide(), second.model_copy(update={"in_force": date(2017, 6, 1)}))
    assert [t.measure_adopted_from.tolist()[0] for t in phases] == [0, 0]
    assert sorted(phases[1].measure_adopted_days.tolist())[-1] == 365


def test_a_response_to_a_refusal_names_its_gate() -> None:
    unpaid = NAMES.conduct.index("unpaid judgment")
    at = int(T.response_from[unpaid])
    assert int(T.response_from[unpaid + 1]) == at + 1
    assert (int(T.response_kind[at]), int(T.response_scheme[at])) == (RESPONSE_REFUSED, NAMES.gates.index("air"))


def test_parts_of_a_response_know_whose_they_are() -> None:
    assert NAMES.responses == ("caution", "spiral")
    kinds = dict(zip(T.response_of.tolist(), T.response_kind.tolist(), strict=True))
    assert T.response_of.tolist() == [0, 0, 1]
    assert kinds == {0: RESPONSE_WATCHED, 1: RESPONSE_REFUSED}


def test_a_response_that_a_phase_brings_has_a_number_of_its_own() -> None:
    lazy = {"on": "debtors", "of": ["volunteering"], "changes": "0.5 times (assumption)"}
    (first, second), names = compiled(wide(), wide({"responses": {"lazy": lazy}}))
    assert names.responses == ("caution", "spiral", "lazy")
    assert (first.response_of.tolist(), second.response_of.tolist()) == ([0, 0, 1], [2])


def test_reports_alone_watch_nobody() -> None:
    """`watched` is for conduct that some feed sees; reporting others is not being seen."""
    of = {"responses.caution.of": ["volunteering", "red light"]}
    assert compiled(wide(of))[0][0].response_of.tolist() == [0, 1]


def test_a_response_says_how_often_people_try_again_where_they_were_refused() -> None:
    """Its mean comes back from the rate; it is no response of some conduct, and leaves no refusal to be felt."""
    again = {"on": "refused at air", "tries": "8 times (assumption)"}
    (first, second), names = compiled(wide({"responses": {}}), wide({"responses": {"again": again}}))
    air = names.gates.index("air")
    assert first.gate_tries.tolist() == [0] * len(names.gates)
    assert (first.gate_tries_of.tolist(), names.responses) == ([-1] * len(names.gates), ("again",))
    assert 1 / math.expm1(4096 / second.gate_tries[air]) == pytest.approx(8, rel=1e-3)
    assert second.gate_tries_of[air] == 0
    assert np.count_nonzero(second.gate_tries) == 1
    assert not second.gate_felt.any()
    assert T.gate_felt[air] == 1


@pytest.mark.parametrize("mean", [0.001, 0.01, 0.3, 1, 8, 100])
def test_a_mean_of_further_tries_is_a_rate(mean: float) -> None:
    assert 1 / math.expm1(4096 / tries_inverse(mean)) == pytest.approx(mean, rel=0.01)
    assert tries_inverse(mean) <= MOST_TRIES


def test_no_further_tries_are_no_rate() -> None:
    assert tries_inverse(0) == 0
