"""What people do belongs to the nation: under every shipped regime the same person has the same candidate acts.

Regimes differ in which strands they draw at all (who watches), in how often responses thin them, and in who notices. So
for every strand that two regimes both draw, the days, the kinds of conduct, which of them happen where nothing changes
a rate, and how noticeable each is must be the same, letter for letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from demerit.engine.layout import NEVER
from demerit.engine.reference import in_lists
from demerit.engine.steps.conduct import kind_of, next_seldom
from demerit.engine.steps.luck import gap, later, strand_inverse
from demerit.nations.draws import draw, high, key_of, low
from demerit.nations.people import group_of
from demerit.tables.layout import Tables
from tests.library.shipped import NAMES, compiled, nation_of

DAYS = 800
PEOPLE = (0, 1, 5, 12, 77, 1_023, 1_024, 40_961, 123_456, 999_999, 77_000_001, 1_411_778_000)
"""children, adults, the old; of many places"""

Acts = tuple[tuple[int, str, bool, int], ...]
"""(day, conduct, whether it happens where no rate is changed, how noticeable it is)"""


def days_of(T: Tables, key: int, group: int, strand: int) -> Iterator[int]:
    """The days on which a person may do something of a strand: a chain of its own, or one of what is seldom."""
    if strand >= T.often:
        day = next_seldom(T, key, group, strand, -1)
        while day < DAYS:
            yield day
            day = next_seldom(T, key, group, strand, day)
        return
    inverse, process = strand_inverse(T, key, strand, group), T.strand_process[strand]
    day = later(-1, gap(T, inverse, high(draw(key, process, 0)))) if inverse > 0 else NEVER
    while day < DAYS:
        yield day
        day = later(day, gap(T, inverse, high(draw(key, process, day + 1))))


def acts_of(T: Tables, conduct: list[str], person: int, strand: int) -> Acts:
    """The candidates of one strand of a person's life."""
    key = key_of(T.people.seed_key, person)
    group = group_of(T.people, key, person)
    process = T.strand_process[strand]
    found: list[tuple[int, str, bool, int]] = []
    for day in days_of(T, key, group, strand):
        bits, other = draw(key, process, day + 1), draw(key, process + 1, day + 1)
        if strand == T.misfortune_strand:
            found.append((day, "what somebody else or nobody did", True, low(bits)))
            continue
        kind = T.kind_conduct[kind_of(T, strand, group, low(bits))]
        found.append((day, conduct[kind], high(other) < T.conduct_baseline[kind], low(other)))
    return tuple(found)


@cache
def strands_of(name: str) -> dict[tuple[str, int], tuple[Acts, ...]]:
    """By nation and process of a strand: the acts of each of PEOPLE, as the regime's tables give them."""
    tables, names = compiled(name, DAYS)
    T = in_lists(tables[0])
    return {
        (nation_of(name).name, T.strand_process[strand]): tuple(
            acts_of(T, list(names.conduct), person, strand) for person in PEOPLE
        )
        for strand in range(T.strands)
    }


@cache
def first_to_draw() -> dict[tuple[str, int], str]:
    """By strand: the first regime that draws it."""
    found: dict[tuple[str, int], str] = {}
    for name in NAMES:
        for strand in strands_of(name):
            found.setdefault(strand, name)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_regime_does_not_change_what_people_would_do(name: str) -> None:
    for strand, acts in strands_of(name).items():
        other = first_to_draw()[strand]
        assert acts == strands_of(other)[strand], f"{strand} of {name} and of {other}"


def test_strands_are_shared_and_acted_on() -> None:
    """The test above means something: most strands are drawn by several regimes, and these people act."""
    drawn = [strand for name in NAMES for strand in strands_of(name)]
    shared = {strand for strand in drawn if drawn.count(strand) > 1}
    assert len(shared) > 12
    acts = [len(its) for strand in shared for its in strands_of(first_to_draw()[strand])[strand]]
    assert sum(acts) > 500


@pytest.mark.parametrize("name", NAMES)
def test_responses_only_thin(name: str) -> None:
    """No rate rises above the bounding one: an act that happens is one of the candidates, whatever the multiple."""
    tables, _ = compiled(name, DAYS)
    for T in tables:
        for conduct in range(T.conduct):
            assert T.conduct_baseline[conduct] * int(T.conduct_rise[conduct]) >> 16 <= 1 << 32


def test_another_table_would_show() -> None:
    """One kind of conduct that comes half as often as the nation says is another life."""
    tables, names = compiled("rongcheng", DAYS)
    T = in_lists(tables[0])
    rarer = [one // 2 for one in T.kind_upto[: T.groups]] + T.kind_upto[T.groups :]
    found = tuple(acts_of(T._replace(kind_upto=rarer), list(names.conduct), person, 0) for person in PEOPLE)
    assert found != strands_of("rongcheng")["china-2020", T.strand_process[0]]
