"""Counting and writing down: events are added by day, community and group, and kept where a ledger is kept."""

from __future__ import annotations

from demerit.engine.layout import (
    LINE_CAUSE,
    LINE_DAY,
    LINE_EVENT,
    LINE_FEED,
    LINE_FLAGS,
    LINE_NUMBER,
    LINE_PERSON,
    LINE_SCHEME,
    LINE_VALUE,
    LINE_WHAT,
    LINE_WIDTH,
)


def count(T, A, day: int, community: int, group: int, counter: int, amount: int) -> None:
    """Adds `amount` to a counter's day, community and group."""
    A.series[day * T.counters + counter] += amount
    A.clusters[community * T.counters + counter] += amount
    if T.groups > 1:  # else the communities' sums say the same
        A.groups[group * T.counters + counter] += amount


def note(
    S,
    A,
    i: int,
    community: int,
    day: int,
    event: int,
    scheme: int,
    what: int,
    feed: int,
    value: int,
    flags: int,
    cause: int,
) -> int:
    """Writes a line of the ledger and returns its number in the person's own record; 0 where no ledger is kept."""
    if S.keep[community] == 0:
        return 0
    return write_line(S, A, i, day, event, scheme, what, feed, value, flags, cause)


def write_line(
    S, A, i: int, day: int, event: int, scheme: int, what: int, feed: int, value: int, flags: int, cause: int
) -> int:
    """Writes a line of the ledger; the buffer has room (the loop has looked)."""
    number = S.lines[i] + 1
    S.lines[i] = number
    at = A.cursor[0] * LINE_WIDTH
    A.cursor[0] += 1
    A.ledger[at + LINE_PERSON] = i
    A.ledger[at + LINE_NUMBER] = number
    A.ledger[at + LINE_DAY] = day
    A.ledger[at + LINE_EVENT] = event
    A.ledger[at + LINE_SCHEME] = scheme
    A.ledger[at + LINE_WHAT] = what
    A.ledger[at + LINE_FEED] = feed
    A.ledger[at + LINE_VALUE] = value
    A.ledger[at + LINE_FLAGS] = flags
    A.ledger[at + LINE_CAUSE] = cause
    return number
