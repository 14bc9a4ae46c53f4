"""Identity codes: right in form, nobody's in life, and each leads back to its person or firm."""

from __future__ import annotations

import pytest
import stdnum.cn.ric
import stdnum.cn.uscc
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.exceptions import InvalidComponent

from demerit.nations import codes
from demerit.nations.draws import key_of
from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import in_lists
from demerit.nations.people import age_of, sex_of

P = in_lists(load_nation("china-2020", 7).people)
persons = st.integers(0, codes.CODES - 1)
firms = st.integers(0, codes.FIRM_CODES - 1)


@given(persons)
def test_a_code_leads_back_to_its_person(person: int) -> None:
    code = codes.person_code(P, person)
    assert codes.person_of_code(P, code) == person
    assert codes.person_of_code(P, f" {code.lower()}\n") == person
    assert code[:2] == "00"
    key = key_of(P.seed_key, person)
    assert int(code[6:10]) == 2020 - age_of(P, key, person)
    assert int(code[16]) % 2 == 1 - sex_of(P, key, person)


@given(persons)
def test_a_code_has_a_right_check_digit_and_no_place(person: int) -> None:
    code = codes.person_code(P, person)
    assert stdnum.cn.ric.calc_check_digit(code) == code[-1]
    with pytest.raises(InvalidComponent):
        stdnum.cn.ric.validate(code)


@given(persons, persons)
def test_no_two_people_share_a_code(one: int, other: int) -> None:
    assume(one != other)
    assert codes.person_code(P, one) != codes.person_code(P, other)


@given(persons, st.integers(1, 60))
def test_a_wrong_year_names_nobody(person: int, years: int) -> None:
    code = codes.person_code(P, person)
    wrong = code[:6] + str(int(code[6:10]) - years) + code[10:17]
    with pytest.raises(codes.CodeError, match="names nobody"):
        codes.person_of_code(P, wrong + codes.person_check(wrong))


@given(persons)
def test_the_wrong_sex_names_nobody(person: int) -> None:
    code = codes.person_code(P, person)
    wrong = code[:16] + str(int(code[16]) ^ 1)
    with pytest.raises(codes.CodeError, match="names nobody"):
        codes.person_of_code(P, wrong + codes.person_check(wrong))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("110105199001010013", "no real person has one"),
        ("830000199001010013", "no real person has one"),
        ("", "no real person has one"),
        ("0000001990010100", "17 digits and a check character"),
        ("00000A199001010014", "17 digits and a check character"),
        ("000001199001010015", "check character should be 4"),
        ("000000200002290014", "02-29 is no birthday"),
        ("000000200013450017", "13-45 is no birthday"),
    ],
)
def test_what_is_refused_is_refused_in_words(code: str, why: str) -> None:
    if "birthday" in why:
        code = code[:17] + codes.person_check(code[:17])
    with pytest.raises(codes.CodeError, match=why):
        codes.person_of_code(P, code)


def test_people_beyond_the_last_code() -> None:
    assert codes.CODES == 1_825_000_000
    for person in (-1, codes.CODES):
        with pytest.raises(codes.CodeError, match="has no code"):
            codes.person_code(P, person)


def test_published_vectors() -> None:
    assert codes.person_check("00000119900101001") == "4"
    assert codes.person_check("00000120000229005") == "X"
    assert codes.organisation_check("0YN00001") == "4"
    assert codes.organisation_check("0YN00009") == "X"
    for code in ("910000000YN0000147", "910000000YN0003210", "910000000YN00009XW", "010000000YN000014G"):
        assert codes.firm_check(code[:17]) == code[17]


@given(firms)
def test_a_firms_code_leads_back_to_it(firm: int) -> None:
    code = codes.firm_code(P, firm)
    assert codes.firm_of_code(P, code) == firm
    assert stdnum.cn.uscc.is_valid(code)
    assert codes.organisation_check(code[8:16]) == code[16]
    assert code[0] == "0"
    assert code[2:8] == "000000"


@pytest.mark.parametrize(
    ("code", "why"),
    [("91350100M000100Y43", "no real firm has one"), ("01", "18 digits and letters"), ("0" * 18, "no firm's code")],
)
def test_firms_refused(code: str, why: str) -> None:
    with pytest.raises(codes.CodeError, match=why):
        codes.firm_of_code(P, code)


def test_a_codes_nation_is_its_own() -> None:
    other = in_lists(load_nation("china-2020", 8).people)
    found = [codes.person_code(P, person) for person in range(50)]
    assert not set(found) & {codes.person_code(other, person) for person in range(50)}


def test_arrays_do_as_well_as_lists() -> None:
    arrays = load_nation("china-2020", 7).people
    assert codes.person_code(arrays, 99) == codes.person_code(P, 99)
