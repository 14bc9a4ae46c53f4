"""Lives are computed again, never looked up: what that takes is kept, and one person's record comes back in words.

Reading needs neither YAML nor DuckDB nor compiled kernels, so that a life costs less than half a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from demerit.errors import UserError
from demerit.nations.codes import CENSUS_YEAR, CodeError, person_code, person_of_code
from demerit.nations.draws import key_of
from demerit.nations.layout import COMMUNITY
from demerit.nations.names import name_of
from demerit.nations.people import age_of, is_urban, place_of, quintile_of, sex_of
from demerit.records.disk import write_json
from demerit.records.events import TOLD, TRUE
from demerit.records.layout import CLIMATE, LIVES
from demerit.records.lives_kept import read_climates, read_phases
from demerit.records.phrases import Phrase, Phrases, forced_flags, what_is_wrong
from demerit.tables.layout import Tables

Line = dict[str, Any]


def write_lives(folder: Path, phases: Sequence[tuple[int, Tables]], climates: Sequence[Any]) -> None:
    """tables.json and climate.json. A later phase holds only the tables in which it differs from the first."""
    first = _plain(phases[0][1])
    kept: list[dict[str, Any]] = [{"from": day, "tables": _plain(tables)} for day, tables in phases]
    for phase in kept[1:]:
        phase["tables"] = {name: value for name, value in phase["tables"].items() if value != first[name]}
    people = {name: _list(value) for name, value in phases[0][1].people._asdict().items()}
    write_json(folder / LIVES, {"people": people, "phases": kept})
    write_json(folder / CLIMATE, [_list(climate) for climate in climates])


def _plain(tables: Tables) -> dict[str, Any]:
    return {name: _list(value) for name, value in tables._asdict().items() if name != "people"}


def _list(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else int(value)


class Lives:
    """The people of a run folder: who they are, and what happened to them."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        self._folder = folder
        self._manifest = manifest
        # Looks like tables.names.Names, whose module reads regimes, which takes pydantic and a third of a second.
        self.names: Any = SimpleNamespace(**manifest["names"])

    @cached_property
    def phases(self) -> tuple[tuple[int, Tables], ...]:
        """Compiled tables by first day, with lists for arrays: the face that plain Python reads."""
        return read_phases(self._folder, self._manifest)

    @cached_property
    def climates(self) -> list[list[int]]:
        """The climate of each tick; empty where people beyond the community do not matter."""
        return read_climates(self._folder, self._manifest, self.phases)

    @cached_property
    def _words(self) -> tuple[Phrases, dict[int, Phrase], dict[int, str]]:
        phrases = Phrases(self.names, self.phases)
        return phrases, dict(phrases.rows()), dict(phrases.feeds())

    def person(self, code_or_index: str | int) -> int:
        """The index of a person, from their code or the index itself; raises `UserError` where there is nobody."""
        people = int(self._manifest["people"])
        if isinstance(code_or_index, int):
            index = code_or_index
            if not 0 <= index < people:
                raise UserError(f"this run has no person {index:,}", f"a number from 0 to {people - 1:,}")
            return index
        try:
            index = person_of_code(self.phases[0][1].people, code_or_index)
        except CodeError as error:
            raise UserError(str(error)) from None
        if index >= people:
            raise UserError(f"`{code_or_index}` is nobody in this run", f"the code of one of its {people:,} people")
        return index

    def facts(self, person: int) -> dict[str, Any]:
        """Name, code, age (in the census year, as in every run), sex, residence, income, place; all synthetic."""
        people = self.phases[0][1].people
        key, community = key_of(people.seed_key, person), person // COMMUNITY
        return {
            "name": str(name_of(people, person)),
            "code": person_code(people, person),
            "person": person,
            "age": age_of(people, key, person),
            "age_in": CENSUS_YEAR,
            "sex": ("male", "female")[sex_of(people, key, person)],
            "residence": "urban" if is_urban(people, community) else "rural",
            "income": quintile_of(people, key, person) + 1,
            "place": self.names.places[place_of(people, community)],
        }

    def lines(self, person: int) -> list[Line]:
        """The record of a person, lived again: the rows that the ledger of everybody has for them."""
        from demerit.engine.reference import relive

        manifest = self._manifest
        lines = relive(
            self.phases, self.climates, person, people=manifest["people"], days=manifest["days"], tick=manifest["tick"]
        )
        return [self._line(person, [int(number) for number in line]) for line in lines]

    def _line(self, person: int, numbers: list[int]) -> Line:
        """One line of the engine in words; the numbers stand in the order of engine/layout.py."""
        _, line, day, event, scheme, what, feed, value, flags, cause = numbers
        phrases, words, feeds = self._words
        said = words[phrases.key(event, scheme, what, flags, day)]
        flags |= forced_flags(event)
        return {
            "person": person, "line": line, "day": day, "event": said.event, "scheme": said.scheme, "what": said.what,
            "measure": said.measure, "feed": feeds[feed], "value": value if said.amount is None else said.amount,
            "unit": said.unit, "true": flags & TRUE > 0, "wrong": what_is_wrong(flags), "told": flags & TOLD > 0,
            "cause": cause,
        }  # fmt: skip
