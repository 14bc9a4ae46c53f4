"""Names are for display, a function of the person, and agree with the weight of namesakes."""

from __future__ import annotations

from collections import Counter

import pytest

from demerit.nations.draws import key_of
from demerit.nations.from_library import names_of
from demerit.nations.from_recipe import load_nation
from demerit.nations.layout import in_lists
from demerit.nations.names import name_of, share_of_name
from demerit.nations.people import namesakes_weight, sex_of

P = in_lists(load_nation("china-2020", 7).people)


def test_names_read_like_names() -> None:
    name = name_of(P, 0)
    assert str(name) == f"{name.pinyin} {name.characters}"
    for person in range(300):
        name = name_of(P, person)
        assert 2 <= len(name.characters) <= 4
        assert name.characters.isalpha()
        surname, given = name.pinyin.split()
        assert surname.istitle()
        assert given.istitle()
    assert name_of(P, 17) == name_of(P, 17)


def test_characters_are_of_the_persons_sex() -> None:
    names = names_of("names-2020")
    of_women = {women[0] for _, women in names.syllables} - {men[0] for men, _ in names.syllables}
    men = [name_of(P, i).characters for i in range(500) if sex_of(P, 0, i) == 0]
    women = [name_of(P, i).characters for i in range(500) if sex_of(P, 0, i) == 1]
    assert not any(set(name[1:]) & of_women for name in men)
    assert sum(bool(set(name[1:]) & of_women) for name in women) > len(women) / 2


def test_the_weight_of_namesakes_is_the_share_of_the_name() -> None:
    """The two come from one draw: their ratio is the same for everybody."""
    ratios = [
        namesakes_weight(P, key_of(P.seed_key, i)) / share_of_name(P, i)
        for i in range(2_000)
        if namesakes_weight(P, key_of(P.seed_key, i)) > 2_000  # below, rounding shows
    ]
    assert max(ratios) / min(ratios) == pytest.approx(1, abs=0.01)


def test_homonyms_come_at_the_expected_rate() -> None:
    """Pairs of people with one name, in 6,000: as many as the shares of their names say."""
    count = 6_000
    bearers = Counter((name_of(P, i).characters, sex_of(P, 0, i)) for i in range(count))
    pairs = sum(n * (n - 1) / 2 for n in bearers.values())
    expected = sum(share_of_name(P, i) for i in range(count)) * (count - 1) / 2
    assert pairs == pytest.approx(expected, rel=0.15)
