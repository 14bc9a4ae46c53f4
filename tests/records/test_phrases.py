"""Numbers of the engine become words: every line has a phrase, and arrays and single lines get the same one."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.engine import layout as engine
from demerit.records.layout import EVENT_NAMES, TOLD, TRUE
from demerit.records.order import Order, work_out
from demerit.records.phrases import CODES, Phrases, forced_flags


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    job = work_out(Order("rongcheng", people=2_000, days=30))
    return Phrases(job.names, job.plan.phases)


def test_no_two_phrases_share_a_key(phrases: Phrases) -> None:
    keys = [key for key, _ in phrases.rows()]
    assert len(keys) == len(set(keys))
    assert {phrase.event for _, phrase in phrases.rows()} == set(EVENT_NAMES.values())


def test_arrays_and_single_lines_have_the_same_key(phrases: Phrases) -> None:
    lines = np.array(
        [
            (event, scheme, what, flags, 3)
            for event in range(1, 16)
            for scheme in (-1, 0)
            for what in (0, 1)
            for flags in (0, 1, 2, 3)
        ],
        np.int32,
    ).T
    together = phrases.key(*lines)
    assert [phrases.key(*map(int, line)) for line in lines.T] == together.tolist()
    assert forced_flags(lines[0]).tolist() == [forced_flags(int(event)) for event in lines[0]]


def test_requests_to_a_list_and_to_a_score_are_told_apart(phrases: Phrases) -> None:
    rows = dict(phrases.rows())
    to_score, to_list = (rows[phrases.key(CODES["request"], 0, 0, flags, 0)] for flags in (TRUE, TOLD))
    assert to_score.scheme == phrases.names.points[0]
    assert to_list.scheme == phrases.names.lists[0]


def test_a_charge_says_what_it_costs(phrases: Phrases) -> None:
    charges = {phrase.measure: phrase for _, phrase in phrases.rows() if phrase.event == "charge"}
    _, tables = phrases.phases[0]
    for at, name in enumerate(phrases.names.measures):
        assert charges[name].what in phrases.names.gates
        assert charges[name].scheme in (*phrases.names.lists, *phrases.names.points)
        if tables.measure_yuan[at] < 0:
            assert (charges[name].amount, charges[name].unit) == (-tables.measure_yuan[at], "yuan")
        elif tables.measure_hours[at]:
            assert (charges[name].amount, charges[name].unit) == (tables.measure_hours[at], "hours")


def test_flags_are_those_of_the_engine() -> None:
    assert (TRUE, TOLD) == (engine.TRUE, engine.KNOWS)
