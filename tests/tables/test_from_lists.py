"""Lists: exceptions, terms made longer, and times in which nobody is entered again."""

from __future__ import annotations

from typing import Any

from demerit.tables.codes import EXIT_TERM, FIRST_NAMED_EXIT
from tests.tables.compiled import compiled, plain, share, wide

T, NAMES = plain()


def changed(words: dict[str, Any]) -> Any:
    """The tables with other clauses of the list."""
    return compiled(wide({f"schemes.debtors.{word}": value for word, value in words.items()}))[0][0]


def test_exceptions_come_together_as_if_independent() -> None:
    assert share(T.ground_excepted[0]) == 1 - 0.9 * 0.5
    assert share(changed({"grounds.unpaid.not if": None}).ground_excepted[0]) == 0


def test_terms_made_longer() -> None:
    assert (share(T.list_extended[0]), int(T.list_extension[0])) == (0.2, 365)
    fixed = changed({"extension": None})
    assert (int(fixed.list_extended[0]), int(fixed.list_extension[0])) == (0, 0)


def test_relisting_names_the_exit_by_its_code() -> None:
    assert NAMES.exits[0][FIRST_NAMED_EXIT:] == ("performance", "creditor asks")
    assert (int(T.list_relisting[0]), int(T.list_relisting_exit[0])) == (183, FIRST_NAMED_EXIT + 1)
    paid = changed({"relisting.after": "performance"})
    assert int(paid.list_relisting_exit[0]) == FIRST_NAMED_EXIT
    at_once = changed({"relisting": None})
    assert (int(at_once.list_relisting[0]), int(at_once.list_relisting_exit[0])) == (0, -1)
    assert int(at_once.list_relisting_exit[0]) < EXIT_TERM


def test_subjects_of_a_list() -> None:
    assert (int(T.list_places[0]), int(T.list_age[0])) == (0, 18)
    south = changed({"subjects": "persons of 16 and over in south"})
    assert (int(south.list_places[0]), int(south.list_age[0])) == (0b10, 16)
