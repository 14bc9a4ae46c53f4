"""Luck of clauses that have names: of schemes, lists, measures, agreements and items."""

from __future__ import annotations

from zlib import crc32

# Processes of luck from the base that a clause's name hashes to (`luck_of_name`), so that the same clause has the same
# luck wherever it stands in a file.
(
    LUCK_TOLD, LUCK_UPTAKE, LUCK_RULED_MARK, LUCK_AMOUNT, LUCK_REPAIR, LUCK_WITHDRAWS, LUCK_JUDGED, LUCK_SERVED,
    LUCK_RULED, LUCK_REVIEWED, LUCK_KEPT, LUCK_EXCEPTED, LUCK_EXTENDED, LUCK_APPLIED, LUCK_CONSENT,
) = range(15)  # fmt: skip
LUCK_OF_A_NAME = 16


def luck_of_name(name: str) -> int:
    """The first of the processes of luck that belong to a name: above all numbered ones, sixteen to a name."""
    return 4096 + (crc32(name.encode()) & 0xFFFFF) * LUCK_OF_A_NAME
