"""What people are called: for display only, and as often shared as in life.

A name is a function of the person. Marks that travel by name use `people.namesakes_weight`, which reads the same draws.
"""

from __future__ import annotations

from dataclasses import dataclass

from demerit.nations.draws import WORDS, key_of
from demerit.nations.from_library import names_of
from demerit.nations.layout import People, in_lists
from demerit.nations.people import given_name_of, sex_of, surname_of

TABLE = "names-2020"


@dataclass(frozen=True)
class Name:
    """A full name in characters and in pinyin, surname first."""

    characters: str
    pinyin: str

    def __str__(self) -> str:
        return f"{self.pinyin} {self.characters}"


def name_of(tables: People, person: int, table: str = TABLE) -> Name:
    """The name of a person who does not exist."""
    tables, names, key = in_lists(tables), names_of(table), key_of(tables.seed_key, person)
    sex = sex_of(tables, key, person)
    surname, said = names.surnames[surname_of(tables, key)]
    first, first_said = names.syllables[given_name_of(tables, key, 0)][sex]
    second, second_said = names.syllables[tables.syllables + given_name_of(tables, key, 1)][sex]
    if second == "-":
        second = second_said = ""
    return Name(surname + first + second, f"{said} {first_said}{second_said.lower()}")


def share_of_name(tables: People, person: int, table: str = TABLE) -> float:
    """The share of all people who bear this person's full name (half of everybody is of the other sex)."""
    tables, names, key = in_lists(tables), names_of(table), key_of(tables.seed_key, person)
    surname = names.surname_shares[surname_of(tables, key)]
    first = names.syllable_shares[given_name_of(tables, key, 0)]
    second = names.syllable_shares[tables.syllables + given_name_of(tables, key, 1)]
    return surname / WORDS * first / WORDS * second / WORDS / 2
