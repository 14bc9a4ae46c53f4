"""What a person's state is made of, declared once: columns, rows of the side table, flags and ledger fields.

From this table come the memory forecast, the checkpoint, the fingerprint of a run and the documentation.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Column = Any
"""one-dimensional whole numbers: a NumPy array, or a list in plain Python"""

NEVER = 32767
"""A day that does not come: days are 16-bit, and a run ends long before."""

LONGEST_RUN = 30_000
"""Days that a run may last at most (82 years)."""

# Fields of a row of the side table: open matters that few people have.
ROW_NEXT, ROW_KIND, ROW_WHAT, ROW_DAY, ROW_ENTERED, ROW_AUX, ROW_FLAGS, ROW_LINE, ROW_CLOCK, ROW_VALUE, ROW_WAY = range(
    11
)
ROW_WIDTH = 11

FIRST_BAND_LINE = ROW_ENTERED
MOST_MEASURED = ROW_CLOCK - ROW_ENTERED + 1
"""A row of ATTEMPTS keeps the ledger line of the person's band in these fields, one for each points scheme."""

# Kinds of row, in the order in which rows that fall due on the same day are dealt with.
NEWS, PENDING, HELD, GRADE, LAPSE, WARNED, RECOVERY, REQUEST, CASE, ATTEMPTS, EVER, WITHDRAWN, FELT = range(1, 14)
"""HELD is a mark that waits for the next computation of the score. EVER and WITHDRAWN never fall due: they remember
that the person has been on a list, has withdrawn from a scheme. FELT is a refusal at one gate that is still felt."""

# Flags of a mark or a case.
TRUE = 1
"""the fact is right and about the right person"""
KNOWS = 2
"""the subject has learnt of it"""
WRONG_PERSON = 4
UNABLE = 8
"""listed for unwillingness though unable to pay"""
AMOUNT = 16
"""of a mark: entered with a zero too many"""
ASKED = 16
"""of a case: a correction has been asked for and is still open"""
REVIEWING = 32
SETTLED = 64
"""no (further) correction will be asked for"""
WAITING = 128
"""before the entry"""
LEAVING = 256
"""an exit has come about; the name is still up"""
GONE = 512
"""the name is down; some gate's copy is not"""
PAID = 1024

# Fields of a ledger line while it is in the buffer.
(
    LINE_PERSON,
    LINE_NUMBER,
    LINE_DAY,
    LINE_EVENT,
    LINE_SCHEME,
    LINE_WHAT,
    LINE_FEED,
    LINE_VALUE,
    LINE_FLAGS,
    LINE_CAUSE,
) = range(10)
LINE_WIDTH = 10

# Events of the ledger. What `scheme` and `what` index depends on the event; records/layout.py spells it out.
(
    EVENT_CONDUCT,
    EVENT_MARK,
    EVENT_BAND,
    EVENT_LAPSE,
    EVENT_RECOVERY,
    EVENT_ENTRY,
    EVENT_NOTICE,
    EVENT_REFUSAL,
    EVENT_CHARGE,
    EVENT_BENEFIT,
    EVENT_PERFORMANCE,
    EVENT_REQUEST,
    EVENT_RULING,
    EVENT_REVIEW,
    EVENT_REMOVAL,
    EVENT_MOVE,
    EVENT_WITHDRAWAL,
    EVENT_WARNING,
    EVENT_TAKEN_DOWN,
    EVENT_FRIEND,
    EVENT_REPAIR,
    EVENT_COPY,
    EVENT_TRIES,
) = range(1, 24)

ROOM_LINES = 192
"""Ledger lines that one event may write at most: the loop pauses when fewer are left."""
ROOM_ROWS = 24
"""Rows that one event may open at most: the loop pauses when a community has fewer left."""


class State(NamedTuple):
    """Every column of the people of one chunk, indexed by the local person; 16-bit whole numbers.

    `next` and `points` hold one run of `people` entries for each strand and each points scheme. Plain Python gets this
    with lists; compiled kernels get all columns in one array and the scalars in another (engine/flat.py).
    """

    people: int
    """people in the chunk"""
    first: int
    """index in the nation of the chunk's first person; a multiple of COMMUNITY"""
    keeps_due: int
    """1 where `due` is kept (a run that goes tick by tick skips people with it)"""
    twins: int
    """1 where the first mark of a life is struck out"""
    due: Column
    """day of the next thing that happens to the person; written by the step, read by the loops"""
    next: Column
    """day of the next candidate of each strand of what people do often; written and read by conduct"""
    seldom: Column
    """day of the next thing that is seldom (a strand without a column of its own, moving, withdrawing); -1 - day once
    the person has moved to another place"""
    points: Column
    """sum of the live marks of each points scheme; written by marks, read by scores"""
    friend: Column
    """points that the closest friend's score adds; empty unless some scheme counts them; written by scores"""
    head: Column
    """first row of the person in the community's side table, 0 for none"""
    lines: Column
    """lines of the person in the ledger so far; empty where no ledger is kept"""
    struck: Column
    """1 where the first mark is to be struck out, 2 where it has been; empty except for twins"""
    listed: Column
    """bit per list: in force at the end of the previous tick; empty unless neighbours matter"""
    keep: Column
    """per community: 1 where its ledger is written"""
    free: Column
    """per community: first row to use again, 0 for none"""
    capacity: Column
    """per community: rows that it has room for"""
    base: Column
    """per community: where its rows start in the side table, counted in rows: the low 15 bits, then the rest"""
    fresh: Column
    """per community: rows used so far"""
    rows: Column
    """side table: the rows of one community after those of another, ROW_WIDTH fields each"""


class Accounts(NamedTuple):
    """Where the events of a chunk are counted; sums of whole numbers, so any order of adding gives the same."""

    lines: int
    """ledger lines that there is room for"""
    cursor: Column
    """[lines written]"""
    climate: Column
    """the climate of this tick: see engine/climate.py"""
    flows: Column
    """what the next climate is made from, in the same order"""
    groups: Column
    """groups of the nation x counters"""
    series: Column
    """days x counters"""
    clusters: Column
    """communities of the chunk x counters"""
    ledger: Column
    """lines x LINE_WIDTH"""
