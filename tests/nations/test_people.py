"""The people of china-2020 against the census, and every function against its compiled twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from demerit.nations import people
from demerit.nations.draws import WORDS, key_of, signed
from demerit.nations.from_library import names_of
from demerit.nations.from_recipe import load_nation
from demerit.nations.groups import GROUPS, shares_of_groups
from demerit.nations.layout import COMMUNITY, in_lists
from tests.nations.kernels import compiled, over_people

P = load_nation("china-2020", 7).people
LISTS = in_lists(P)
MANY = 200_000
CENSUS = 1_409_778_724
MALE = [40969331, 48017458, 45606790, 39053343, 39675995, 48162270, 63871808, 50932037, 47632694, 58191686,
        61105470, 50816026, 36871125, 36337923, 24162733, 30009705]  # fmt: skip
FEMALE = [36914557, 42226598, 39649204, 33630797, 35265680, 43685062, 60273382, 48080895, 45322636, 56033201,
          60058826, 50584760, 36511813, 37667637, 25427303, 37029979]  # fmt: skip
FIFTHS = [7869, 16443, 26249, 41172, 80294]

BY_PERSON = ("group_of", "age_of", "sex_of", "role_of", "quintile_of", "income_of", "has_credit_file", "has_phone",
             "uses_platform", "child_at_school", "is_parent")  # fmt: skip
BY_KEY = ("is_able", "willingness", "surname_of", "namesakes_weight")
BY_NUMBER = ("household_first", "household_size", "household_role", "friend", "employer_of", "is_employed", "rank_of")
BY_COMMUNITY = ("place_of", "is_urban", "community_word")
MORE = ("neighbour(P, person, 0)", "neighbour(P, person, 7)", "given_name_of(P, key, 0)", "given_name_of(P, key, 1)",
        "household_member(P, person, 1)", "legal_representative_of(P, community * 100 + 37)",
        "destination_of(P, key & 4294967295)")  # fmt: skip
CALLS = [f"{name}(P, key, person)" for name in BY_PERSON] + [f"{name}(P, key)" for name in BY_KEY]
CALLS += [f"{name}(P, person)" for name in BY_NUMBER] + [f"{name}(P, community)" for name in BY_COMMUNITY] + [*MORE]

anybody = st.integers(0, 1_824_999_999)


def everything(scope: dict[str, Any]) -> Callable[..., tuple[int, ...]]:
    """All the functions of `people.py` in one, so that compiling takes seconds."""
    source = f"def everything(P, key, person, community):\n    return ({', '.join(CALLS)})"
    exec(source, scope)
    return scope["everything"]


PLAIN, COMPILED = everything({**vars(people)}), njit(everything({**compiled()}))


@given(anybody)
def test_plain_python_and_numba_agree(person: int) -> None:
    key, community = signed(key_of(P.seed_key, person)), person // COMMUNITY
    assert PLAIN(LISTS, key, person, community) == COMPILED(P, key, person, community)


def test_nothing_is_left_out_of_that() -> None:
    inner = {"turn_of", "plan_place", "household_bits", "member_code", "code_of", "year_in_band", "age_group",
             "rank_of_word", "firm_shift", "community_of"}  # fmt: skip
    public = {name for name, f in vars(people).items() if getattr(f, "__module__", "") == people.__name__}
    assert public - inner == {call.split("(")[0] for call in CALLS}


def test_a_slice_of_any_place_equals_the_whole() -> None:
    whole = over_people("group_of", P, 0, 5_000)
    parts = [over_people("group_of", P, first, 1_000) for first in range(0, 5_000, 1_000)]
    assert np.array_equal(whole, np.concatenate(parts))
    far = over_people("age_of", P, 1_234_567_890, 100)
    alone = [people.age_of(LISTS, key_of(P.seed_key, i), i) for i in range(1_234_567_890, 1_234_567_990)]
    assert far.tolist() == alone


def test_the_household_table_is_the_census() -> None:
    """Exactly, not by sampling: what the patterns imply for every five-year band and sex."""
    implied = np.zeros((21, 2))
    for size in range(1, 9):
        codes = np.asarray(P.member)[P.pattern_start[size] : P.pattern_start[size + 1]]
        np.add.at(implied, (codes >> 3, (codes >> 2) & 1), (np.asarray(P.plan_size) == size).sum() / len(codes))
    implied = np.vstack([implied[:15], implied[15:].sum(0)]) / COMMUNITY
    assert np.allclose(implied, np.array([MALE, FEMALE]).T / CENSUS, rtol=2e-3)


def test_ages_and_sexes_of_a_sample() -> None:
    band = np.minimum(over_people("age_of", P, 0, MANY) // 5, 15)
    sex = over_people("sex_of", P, 0, MANY)
    seen = np.bincount(band * 2 + sex, minlength=32)
    expected = np.array([MALE, FEMALE]).T.ravel() / CENSUS * MANY
    # Members of a household are alike, so that a cell varies somewhat more than independent people would.
    assert ((seen - expected) ** 2 / expected).sum() < 2 * 70


def test_groups_have_the_shares_that_the_tables_imply() -> None:
    seen = np.bincount(over_people("group_of", P, 0, 5 * MANY), minlength=120) / (5 * MANY)
    assert np.abs(seen / shares_of_groups(P) - 1).max() < 0.08
    assert len(GROUPS) == 120


def test_group_is_made_of_the_traits() -> None:
    for person in range(0, 200_000, 9_973):
        key, group = key_of(P.seed_key, person), GROUPS[people.group_of(LISTS, key_of(P.seed_key, person), person)]
        age = people.age_of(LISTS, key, person)
        ends = {"under 14": (0, 13), "14-17": (14, 17), "18-29": (18, 29), "30-44": (30, 44), "45-59": (45, 59)}
        low, high = ends.get(group.age, (60, 104))
        assert low <= age <= high
        assert group.sex == ("male", "female")[people.sex_of(LISTS, key, person)]
        assert group.residence == ("urban" if people.is_urban(LISTS, person // COMMUNITY) else "rural")
        assert group.income == people.quintile_of(LISTS, key, person) + 1


def test_places_and_towns() -> None:
    places = load_nation("china-2020", 7).places
    communities = range(20_000)
    urban = np.mean([people.is_urban(LISTS, c) for c in communities])
    assert urban == pytest.approx(0.6389, abs=0.001)
    found = np.bincount([people.place_of(LISTS, c) for c in communities], minlength=31) / len(communities)
    for name, thousands in {"Guangdong": 126_013, "Shandong": 101_527, "Beijing": 21_893, "Tibet": 3_648}.items():
        assert found[places.index(name)] == pytest.approx(thousands / 1_409_779, abs=2e-4)
    towns = [c for c in communities if people.place_of(LISTS, c) == places.index("Tibet")]
    assert np.mean([people.is_urban(LISTS, c) for c in towns]) == pytest.approx(0.357, abs=0.04)


def test_people_move_to_places_as_many_live_there() -> None:
    places = load_nation("china-2020", 7).places
    words = (np.arange(20_000) * 2654435769) % WORDS
    found = np.bincount([people.destination_of(LISTS, int(word)) for word in words], minlength=31) / len(words)
    for name, thousands in {"Guangdong": 126_013, "Shandong": 101_527, "Beijing": 21_893, "Tibet": 3_648}.items():
        assert found[places.index(name)] == pytest.approx(thousands / 1_409_779, abs=2e-4)
    assert people.destination_of(LISTS, 0) == 0
    assert people.destination_of(LISTS, WORDS - 1) == 30
    lived_in = {
        people.destination_of(LISTS, people.community_word(LISTS, c)) - people.place_of(LISTS, c) for c in range(99)
    }
    assert lived_in == {0}


def test_household_sizes() -> None:
    size = [people.household_size(LISTS, i) for i in range(COMMUNITY)]
    share = np.bincount(size, minlength=9)[1:] / np.arange(1, 9) / people.HOUSEHOLDS
    assert np.allclose(share[:5], [0.254, 0.297, 0.210, 0.132, 0.062], atol=0.002)
    assert pytest.approx(2.62, abs=0.01) == COMMUNITY / people.HOUSEHOLDS


@given(anybody)
def test_households_hang_together(person: int) -> None:
    size, head = people.household_size(LISTS, person), people.household_first(LISTS, person)
    members = [people.household_member(LISTS, person, k) for k in range(size)]
    assert members[0] == head
    assert members[people.household_role(LISTS, person)] == person
    assert len(set(members)) == size
    assert {people.household_first(LISTS, m) for m in members} == {head}
    assert {m // COMMUNITY for m in members} == {person // COMMUNITY}
    ages = {m: people.age_of(LISTS, key_of(P.seed_key, m), m) for m in members}
    roles = {m: people.role_of(LISTS, 0, m) for m in members}
    assert ages[head] >= 20
    for parent in (m for m in members if roles[m] == people.PARENT):
        assert all(ages[parent] - ages[c] >= 16 for c in members if roles[c] == people.CHILD)
    couple = [m for m in members if roles[m] == people.PARENT]
    if len(couple) == 2:
        assert {people.sex_of(LISTS, 0, m) for m in couple} == {0, 1}
        assert abs(ages[couple[0]] - ages[couple[1]]) < 15
    assert len({people.income_of(LISTS, 0, m) for m in members}) == 1


@given(anybody)
def test_children_at_school_are_ones_own(person: int) -> None:
    child = people.child_at_school(LISTS, key_of(P.seed_key, person), person)
    if child != people.NOBODY:
        assert people.role_of(LISTS, 0, person) == people.PARENT
        assert people.household_first(LISTS, child) == people.household_first(LISTS, person)
        assert 6 <= people.age_of(LISTS, key_of(P.seed_key, child), child) <= 17


def test_many_parents_have_a_child_at_school() -> None:
    age = over_people("age_of", P, 0, MANY)
    children = over_people("child_at_school", P, 0, MANY)
    assert (children[age < 18] == people.NOBODY).all()
    assert 0.1 < (children[age >= 18] >= 0).mean() < 0.4


def test_parents_live_with_their_children() -> None:
    age, parent = over_people("age_of", P, 0, MANY), over_people("is_parent", P, 0, MANY)
    assert set(parent) == {0, 1}
    assert not parent[age < 18].any()
    assert parent[over_people("child_at_school", P, 0, MANY) >= 0].all()
    alone = np.array([people.household_size(LISTS, i) == 1 for i in range(COMMUNITY)])
    assert not parent[:COMMUNITY][alone].any()
    assert 0.3 < parent[(age >= 30) & (age < 45)].mean() < 0.9


def test_incomes() -> None:
    income = over_people("income_of", P, 0, 5 * MANY).astype(float)
    fifth = over_people("quintile_of", P, 0, 5 * MANY)
    assert np.allclose([income[fifth == k].mean() for k in range(5)], FIFTHS, rtol=0.025)
    ordered = np.sort(income)
    gini = (2 * np.arange(1, len(ordered) + 1) - len(ordered) - 1) @ ordered / (len(ordered) * ordered.sum())
    # 0.465 is published, but no incomes with these five means have more than 0.451 (tools/fit_income.py).
    assert gini == pytest.approx(0.423, abs=0.005)
    group = over_people("group_of", P, 0, 5 * MANY)
    urban = group // 5 % 2 == 0
    assert income[urban].mean() == pytest.approx(43_834, rel=0.03)
    assert income[~urban].mean() == pytest.approx(17_131, rel=0.05)


def test_every_rank_has_an_income_and_more_rank_has_no_less() -> None:
    knots = np.asarray(P.income_knot)
    assert (np.diff(knots) >= 0).all()
    assert (np.diff(np.asarray(P.rank_knot)[:257]) > 0).all()
    assert np.asarray(P.rank_knot)[[256, 513]].tolist() == [WORDS, WORDS]


def test_ability_and_willingness_are_independent() -> None:
    able = over_people("is_able", P, 0, MANY)
    willing = over_people("willingness", P, 0, MANY) / WORDS
    assert able.mean() == pytest.approx(0.57, abs=0.005)
    assert willing.mean() == pytest.approx(0.5, abs=0.003)
    assert abs(np.corrcoef(able, willing)[0, 1]) < 0.01
    assert abs(np.corrcoef(able, over_people("quintile_of", P, 0, MANY))[0, 1]) < 0.01


def test_files() -> None:
    adult = over_people("age_of", P, 0, MANY) >= 18
    files, phones = over_people("has_credit_file", P, 0, MANY), over_people("has_phone", P, 0, MANY)
    platform, old = over_people("uses_platform", P, 0, MANY), over_people("age_of", P, 0, MANY) >= 60
    assert files[adult].mean() == pytest.approx(0.916, abs=0.01)
    assert not files[~adult].any()
    assert phones.mean() == pytest.approx(0.704, abs=0.01)
    assert phones[old].mean() == pytest.approx(0.42, abs=0.03)
    assert platform.mean() == pytest.approx(0.704 * 0.791, abs=0.01)
    assert (platform <= phones).all()


@given(anybody)
def test_neighbours_are_eight_others(person: int) -> None:
    neighbours = {people.neighbour(LISTS, person, k) for k in range(8)}
    assert len(neighbours) == 8
    assert person not in neighbours
    assert {n // COMMUNITY for n in neighbours} == {person // COMMUNITY}
    assert people.friend(LISTS, person) != person
    assert people.friend(LISTS, person) // COMMUNITY == person // COMMUNITY


def test_everybody_is_as_often_a_neighbour() -> None:
    times = np.bincount(
        [people.neighbour(LISTS, i, k) for i in range(COMMUNITY) for k in range(8)], minlength=COMMUNITY
    )
    assert times.mean() == 8
    assert times.var() == pytest.approx(8, abs=2)


@given(st.integers(0, 1_700_000), st.integers(0, people.FIRMS_OF_A_COMMUNITY - 1))
def test_firms_have_a_representative_who_works_there(community: int, number: int) -> None:
    firm = community * people.FIRMS_OF_A_COMMUNITY + number
    person = people.legal_representative_of(LISTS, firm)
    assert person // COMMUNITY == community
    assert people.age_of(LISTS, key_of(P.seed_key, person), person) >= 20
    assert people.employer_of(LISTS, person) == firm


def test_workers() -> None:
    firms = np.array([people.employer_of(LISTS, i) for i in range(20 * COMMUNITY)])
    assert set(np.unique(firms[firms >= 0] // people.FIRMS_OF_A_COMMUNITY)) == set(range(20))
    assert 0.35 < (firms >= 0).mean() < 0.5
    assert np.array_equal(firms >= 0, [people.is_employed(LISTS, i) for i in range(20 * COMMUNITY)])


def test_homonyms_are_as_common_as_in_life() -> None:
    names = names_of("names-2020")
    shares = np.array(names.surname_shares) / WORDS
    assert [name for name, _ in names.surnames[:3]] == ["王", "李", "张"]
    assert np.allclose(shares[:3], [0.0725, 0.0719, 0.0683])
    assert shares[:100].sum() == pytest.approx(0.85, abs=1e-6)
    assert (shares * 1.4e9 > 10e6).sum() == 23
    many = P.syllables
    first, second = names.syllable_shares[:many], names.syllable_shares[many:]
    most = shares[0] * max(first) / WORDS * max(second) / WORDS / 2
    assert most * 1.37e9 == pytest.approx(290_607, rel=0.01)


def test_namesakes_weight_is_one_in_the_mean_and_skewed() -> None:
    weight = over_people("namesakes_weight", P, 0, 5 * MANY) / 65_536
    assert weight.mean() == pytest.approx(1, abs=0.01)
    assert np.median(weight) < 0.4
    assert weight.max() <= P.namesakes_most / 65_536
    assert P.namesakes_most / 65_536 > 15


def test_another_seed_is_another_nation() -> None:
    other = load_nation("china-2020", 8).people
    ages = over_people("age_of", P, 0, 1_000)
    assert (ages != over_people("age_of", other, 0, 1_000)).mean() > 0.8


def test_one_group() -> None:
    bench = load_nation("benchmark", 7).people
    assert over_people("group_of", bench, 0, 2_000).max() == 0
    assert people.place_of(in_lists(bench), 123) == 0
