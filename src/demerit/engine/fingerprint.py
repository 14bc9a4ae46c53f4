"""Fingerprints that add up: sums of stirred numbers over people (or lines), the same for any chunks and order."""

from __future__ import annotations

from demerit.engine.layout import LINE_WIDTH, NEVER, ROW_NEXT, ROW_WIDTH
from demerit.engine.steps.rows import place_of_row
from demerit.nations.draws import GOLDEN, mix

LANES = 2
"""sums kept, each with its own stirring, so that 128 bits would have to coincide"""


def fingerprint_state(T, S, out) -> None:
    """Adds the fingerprint of every person's final state to `out[0]` and `out[1]`.

    Sums are modulo 2**64. Rows count in the order of the person's chain and not by where they happen to be stored.
    """
    for i in range(S.people):
        stirred = mix((S.first + i + 1) * GOLDEN)
        for strand in range(T.often):
            stirred = mix(stirred + int(S.next[strand * S.people + i]) + 1)
        if T.keeps_seldom > 0:
            stirred = mix(stirred + int(S.seldom[i]) + 1)
        for scheme in range(T.schemes):
            stirred = mix(stirred + int(S.points[scheme * S.people + i]) + NEVER)
        if T.befriended > 0:
            stirred = mix(stirred + int(S.friend[i]) + NEVER)
        row = int(S.head[i])
        while row > 0:
            at = place_of_row(S, i >> 10, row)
            for field in range(ROW_NEXT + 1, ROW_WIDTH):
                stirred = mix(stirred + int(S.rows[at + field]) + NEVER)
            row = int(S.rows[at + ROW_NEXT])
        out[0] += stirred
        out[1] += mix(stirred + GOLDEN)


def fingerprint_lines(lines, number: int, first: int, out) -> None:
    """Adds the fingerprints of `number` ledger lines of a chunk whose first person is `first`."""
    for line in range(number):
        at = line * LINE_WIDTH
        stirred = mix((first + int(lines[at]) + 1) * GOLDEN)
        for field in range(1, LINE_WIDTH):
            stirred = mix(stirred + int(lines[at + field]) + NEVER)
        out[0] += stirred
        out[1] += mix(stirred + GOLDEN)
