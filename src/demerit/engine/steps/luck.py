"""Waiting times and habits: how words of luck become days and multiples."""

from __future__ import annotations

from demerit.engine.layout import NEVER
from demerit.nations.draws import WORDS, draw, high, low
from demerit.tables.layout import LONGEST_GAP

# Processes of a life: nations/people.py owns 0 to 63, tables/layout.py names those of strands and of clauses with names
# of their own (schemes, measures, agreements), and these stand between.
WRONG = 340  # + 2 * stream + hidden; the low word says whether an uneven feed looks this way
TAKEN = 440  # + 2 * stream + hidden; the low word says whether a find counts on a record that is corrected
CONTESTS = 540
ASKS = 541
PERFORMS = 542
OTHERS = 543
MOVES = 560
GATE = 600  # + gate
GATE_HABIT = 640  # + gate
AGAIN = 670  # + gate

_TAIL = 1 << 26
_EIGHT_LN2_Q24 = 93032640  # round(8 * ln 2 * 2**24)
WINDOW_BITS = 6
REMEMBERED = 365
"""days for which a refusal is felt: until so many have passed without another at the gate"""
SELDOM_BITS = 9
"""windows of what is seldom are 512 days long"""
HALF_DAY_Q12 = 2048
SHARE_BITS = 30
"""bits of a share that is multiplied or divided once more: 32 and 30 together stay below 63"""


def exponential(T, word: int) -> int:
    """-ln(u) in Q24 for the share u that `word` stands for, by table and a straight line between its entries."""
    scale = 0
    word = word | 1
    while word < (1 << 24):
        word = word << 8
        scale += _EIGHT_LN2_Q24
    index = word >> 20
    here = T.log_table[index]
    return scale + here - (((here - T.log_table[index + 1]) * (word & ((1 << 20) - 1))) >> 20)


def gap(T, inverse: int, word: int) -> int:
    """Days to the next candidate of a chain: geometric, at least 1, NEVER where `inverse` is 0."""
    if inverse <= 0:
        return NEVER
    days = 1 + ((exponential(T, word) * inverse) >> 36)
    return days if days < NEVER else NEVER


def later(day: int, days: int) -> int:
    """The day `days` after `day`, at most NEVER."""
    return day + days if day + days < NEVER else NEVER


def part_of(part: int, whole: int) -> int:
    """`part` / `whole` as a word of SHARE_BITS, for a part below a whole of at most 2**32."""
    return (part << SHARE_BITS) // whole


def quantile(word: int) -> int:
    """Where a word falls in a habit table: 4,096 equal steps, the outer 64ths cut into 1,024 each."""
    if word < _TAIL:
        return 4096 + (word >> 16)
    if word >= WORDS - _TAIL:
        return 5120 + ((WORDS - 1 - word) >> 16)
    return word >> 20


def scaled(T, inverse: int, habit_at: int, word: int) -> int:
    """An inverse rate times a person's inverse habit; `habit_at` < 0 means that all are alike."""
    if habit_at >= 0 and inverse > 0:
        inverse = (inverse * T.habits[habit_at + quantile(word)]) >> 16
    return inverse


def bounded(inverse: int) -> int:
    """1/q in Q12 turned into 1/-ln(1-q), which is 1/q - 1/2 to within q/12 days, and never where it is too long."""
    if inverse <= 0 or inverse > LONGEST_GAP:
        return 0
    inverse -= HALF_DAY_Q12
    return inverse if inverse > 1 else 1


def strand_inverse(T, key: int, strand: int, group: int) -> int:
    """The person's own inverse rate of candidates of a strand (Q12 days, 0 = never)."""
    at = strand * T.groups + group
    inverse = T.strand_inverse[at]
    if T.strand_habit[strand] < 0 and T.strand_inactive[at] == 0:
        return bounded(inverse)
    bits = draw(key, T.strand_habit_process[strand], 0)
    if low(bits) < T.strand_inactive[at]:
        return 0
    inverse = scaled(T, inverse, T.strand_habit[strand], high(bits))
    if inverse < T.strand_floor[at]:
        inverse = T.strand_floor[at]
    return bounded(inverse)


def next_after(T, key: int, process: int, inverse: int, day: int) -> int:
    """First candidate after `day` of a chain that starts anew every 64 days, so that it needs no memory.

    Used where few people are concerned for a while (attempts at gates, payments): the chain is the same in every
    regime, whenever somebody begins to look at it.
    """
    return next_in_windows(T, key, process, inverse, day, WINDOW_BITS)


def next_in_windows(T, key: int, process: int, inverse: int, day: int, bits: int) -> int:
    """First candidate after `day` of a chain that starts anew every 2**`bits` days."""
    if inverse <= 0:
        return NEVER
    window = (day + 1) >> bits
    while (window << bits) <= T.horizon:
        at = (window << bits) - 1
        end = at + (1 << bits)
        at += gap(T, inverse, high(draw(key, process, at + 1)))
        while at <= day:
            at += gap(T, inverse, high(draw(key, process, at + 1)))
        if at <= end:
            return at
        window += 1
    return NEVER
