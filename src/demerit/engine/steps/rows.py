"""The side table: open matters of the few people who have any, chained per person inside their community."""

from __future__ import annotations

from demerit.engine.layout import (
    ROW_AUX,
    ROW_CLOCK,
    ROW_DAY,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_KIND,
    ROW_LINE,
    ROW_NEXT,
    ROW_VALUE,
    ROW_WAY,
    ROW_WHAT,
    ROW_WIDTH,
)

BASE_BITS = 15
"""bits of a community's base in the side table that one 16-bit column holds"""


def place_of_row(S, community: int, row: int) -> int:
    """Where row number `row` (from 1) of a community starts in the flat table."""
    return ((int(S.base[2 * community + 1]) << BASE_BITS) + int(S.base[2 * community]) + row - 1) * ROW_WIDTH


def room(S, community: int) -> int:
    """Rows never used yet in a community (freed ones come on top)."""
    return int(S.capacity[community]) - int(S.fresh[community])


def open_row(
    S, i: int, community: int, kind: int, what: int, day: int, aux: int, flags: int, line: int, value: int
) -> int:
    """Opens a row for a person and returns its place; the caller has made sure that there is room."""
    row = int(S.free[community])
    if row > 0:
        at = place_of_row(S, community, row)
        S.free[community] = S.rows[at + ROW_NEXT]
    else:
        row = int(S.fresh[community]) + 1
        S.fresh[community] = row
        at = place_of_row(S, community, row)
    S.rows[at + ROW_NEXT] = S.head[i]
    S.rows[at + ROW_KIND] = kind
    S.rows[at + ROW_WHAT] = what
    S.rows[at + ROW_DAY] = day
    S.rows[at + ROW_ENTERED] = 0
    S.rows[at + ROW_AUX] = aux
    S.rows[at + ROW_FLAGS] = flags
    S.rows[at + ROW_LINE] = line
    S.rows[at + ROW_CLOCK] = 0
    S.rows[at + ROW_WAY] = 0
    S.rows[at + ROW_VALUE] = value
    S.head[i] = row
    return at


def close_row(S, i: int, community: int, at: int) -> None:
    """Takes the row at place `at` out of the person's chain and keeps it for the next that is opened."""
    gone = (at - place_of_row(S, community, 1)) // ROW_WIDTH + 1
    row = int(S.head[i])
    if row == gone:
        S.head[i] = S.rows[at + ROW_NEXT]
    else:
        before = place_of_row(S, community, row)
        while S.rows[before + ROW_NEXT] != gone:
            before = place_of_row(S, community, int(S.rows[before + ROW_NEXT]))
        S.rows[before + ROW_NEXT] = S.rows[at + ROW_NEXT]
    S.rows[at + ROW_NEXT] = S.free[community]
    S.rows[at + ROW_KIND] = 0
    S.free[community] = gone


GATES_OF_A_FIELD = 15
"""gates that one 16-bit field of a row has bits for"""


def gate_met(S, at: int, gate: int) -> bool:
    """Whether the row of attempts at place `at` remembers a refusal at a gate."""
    if gate < GATES_OF_A_FIELD:
        return (int(S.rows[at + ROW_VALUE]) >> gate) & 1 > 0
    return (int(S.rows[at + ROW_WAY]) >> (gate - GATES_OF_A_FIELD)) & 1 > 0


def remember_gate(S, at: int, gate: int) -> None:
    """Notes a refusal at a gate in the row of attempts at place `at`."""
    if gate < GATES_OF_A_FIELD:
        S.rows[at + ROW_VALUE] = int(S.rows[at + ROW_VALUE]) | (1 << gate)
    else:
        S.rows[at + ROW_WAY] = int(S.rows[at + ROW_WAY]) | (1 << (gate - GATES_OF_A_FIELD))


def find_kept(S, i: int, community: int, kind: int, scheme: int, item: int) -> int:
    """Place of the person's newest row of a kind about an item of a scheme, or -1."""
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        if S.rows[at + ROW_KIND] == kind and S.rows[at + ROW_AUX] == item and S.rows[at + ROW_WHAT] == scheme:
            return at
        row = int(S.rows[at + ROW_NEXT])
    return -1


def find_row(S, i: int, community: int, kind: int, what: int) -> int:
    """Place of the person's newest row of a kind about `what` (-1: about anything), or -1."""
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        if S.rows[at + ROW_KIND] == kind and (what < 0 or S.rows[at + ROW_WHAT] == what):
            return at
        row = int(S.rows[at + ROW_NEXT])
    return -1
