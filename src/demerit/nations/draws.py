"""Every draw of luck: a pure function of (seed, person, process, day).

Each person owns one SplitMix64 generator (Steele, Lea & Flood, "Fast splittable pseudorandom number generators",
OOPSLA 2014; the constants are Vigna's reference code), and the draw numbered (process, day) is one output of it, read
at random access. No generator has a state, so no order of execution, thread, chunk or machine can change a draw.

The functions here are in the kernel subset: whole numbers only, and the same source runs as plain Python, under Numba
and on CUDA. Sums and products are taken modulo 2**64: Numba's 64-bit integers wrap, Python's grow, and since every
right shift is masked and every word is cut out at the end, both give the same words.
"""

from __future__ import annotations

GOLDEN = 0x9E3779B97F4A7C15 - (1 << 64)
_FACTOR_1 = 0xBF58476D1CE4E5B9 - (1 << 64)
_FACTOR_2 = 0x94D049BB133111EB - (1 << 64)
_MASK_34 = (1 << 34) - 1
_MASK_37 = (1 << 37) - 1
_MASK_33 = (1 << 33) - 1
MASK_32 = (1 << 32) - 1

WORDS = 1 << 32
"""Probabilities are compared as 32-bit integers: a share p is the threshold round(p * WORDS)."""

DAYS_OF_A_PROCESS = 1 << 20
"""Draws that one process of one person has; every day number is far below it."""


def mix(state: int) -> int:
    """SplitMix64's output function: 64 well-stirred bits of `state` (only the low 64 bits of either mean anything)."""
    state = (state ^ ((state >> 30) & _MASK_34)) * _FACTOR_1
    state = (state ^ ((state >> 27) & _MASK_37)) * _FACTOR_2
    return state ^ ((state >> 31) & _MASK_33)


def key_of(seed_key: int, number: int) -> int:
    """The generator of person (or community) `number`: output `number` of the generator `seed_key`."""
    return mix(seed_key + (number + 1) * GOLDEN)


def draw(key: int, process: int, day: int) -> int:
    """64 bits of luck for one occurrence of a process in a life; cut words out with `high` and `low`."""
    return mix(key + (process * DAYS_OF_A_PROCESS + day + 1) * GOLDEN)


def high(bits: int) -> int:
    """The upper 32 bits of a draw, 0 to 2**32 - 1."""
    return (bits >> 32) & MASK_32


def low(bits: int) -> int:
    """The lower 32 bits of a draw, 0 to 2**32 - 1."""
    return bits & MASK_32


def signed(word64: int) -> int:
    """`word64` as a signed 64-bit integer, which is how seeds and keys are stored in tables."""
    word64 &= (1 << 64) - 1
    return word64 - (1 << 64) if word64 >> 63 else word64


def seed_key(seed: int, nation: str) -> int:
    """The generator that all keys of a nation's people come from: a seed is told apart for every nation recipe."""
    key = mix(seed)
    for letter in nation.encode():
        key = mix(key + (letter + 1) * GOLDEN)
    return signed(key)
