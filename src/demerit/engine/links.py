"""Links of the spiral: responses to what happens to people, each of which can be switched off alone.

A response switched off multiplies by one, or has nobody try again. The rates at which candidates of conduct are drawn
stay as they are, so that everybody keeps their luck, and who never met what the response answers to keeps every line of
their life.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from demerit.engine.layout import EVENT_ENTRY, EVENT_REFUSAL, LINE_EVENT, LINE_PERSON, LINE_SCHEME
from demerit.engine.plan import Plan
from demerit.tables.codes import RESPONSE_LISTED, RESPONSE_REFUSED, RESPONSE_WATCHED
from demerit.tables.layout import ONE, Tables

_OF_AN_EVENT = {RESPONSE_LISTED: EVENT_ENTRY, RESPONSE_REFUSED: EVENT_REFUSAL}
"""kinds of response that answer to something which the ledger notes: a listing, a refusal at a gate"""


def links(plan: Plan) -> list[int]:
    """The responses of a plan, by number, that answer to something else than being watched."""
    found: set[int] = set()
    for _, tables in plan.phases:
        parts = slice(0, int(tables.response_from[-1]))
        answers = np.asarray(tables.response_kind[parts]) != RESPONSE_WATCHED
        found |= set(np.asarray(tables.response_of[parts])[answers].tolist())
        found |= {one for one in np.asarray(tables.gate_tries_of).tolist() if one >= 0}
    return sorted(found)


def switched_off(plan: Plan, off: Collection[int]) -> Plan:
    """The plan with some responses changing nothing, in every phase."""
    return replace(plan, phases=tuple((day, _switched_off(tables, off)) for day, tables in plan.phases))


def _switched_off(tables: Tables, off: Collection[int]) -> Tables:
    times = np.asarray(tables.response_times).copy()
    parts = int(tables.response_from[-1])
    times[:parts][np.isin(tables.response_of[:parts], list(off))] = ONE
    tries = np.where(np.isin(tables.gate_tries_of, list(off)), 0, tables.gate_tries)
    return tables._replace(response_times=times, gate_tries=tries)


def touched(plan: Plan, link: int, lines: NDArray[np.int64], people: int) -> NDArray[np.bool_]:
    """The people, with these ledgers, whose life may be another one without a link; nobody else's can be.

    What is not to be told from the ledger (the band that somebody starts in, the share of a place) may touch anybody.
    """
    found = np.zeros(people, bool)
    for _, tables in plan.phases:
        parts = int(tables.response_from[-1])
        for part in np.flatnonzero(tables.response_of[:parts] == link).tolist():
            if tables.response_times[part] == ONE:
                continue
            event = _OF_AN_EVENT.get(int(tables.response_kind[part]))
            if event is None:
                return np.ones(people, bool)
            met = (lines[:, LINE_EVENT] == event) & (lines[:, LINE_SCHEME] == tables.response_scheme[part])
            found[lines[met, LINE_PERSON]] = True
        tried_again = (np.asarray(tables.gate_tries_of) == link) & (np.asarray(tables.gate_tries) > 0)
        refused = lines[lines[:, LINE_EVENT] == EVENT_REFUSAL]
        found[refused[tried_again[refused[:, LINE_SCHEME]], LINE_PERSON]] = True
    return found
