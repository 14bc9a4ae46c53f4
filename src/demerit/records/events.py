"""The ledger: its kinds of events, and the flags of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """A kind of ledger line."""

    name: str
    code: int
    what: str
    """what the column `what` names"""
    value: str
    """what the column `value` counts"""
    meaning: str


EVENTS: tuple[Event, ...] = (
    Event("conduct", 1, "conduct", "", "the person did something that a feed noticed"),
    Event("mark", 2, "item", "points", "a mark reached the record"),
    Event("band", 3, "band", "score", "the score crossed into another band"),
    Event("lapse", 4, "item", "points", "a mark expired or was taken back"),
    Event("recovery", 5, "", "points", "points came back with time"),
    Event("entry", 6, "ground", "", "the name went on a list"),
    Event("notice", 7, "ground", "1 by notice, 0 at a gate", "the person learnt of an entry, or of one to come"),
    Event("refusal", 8, "gate", "1 for a child, 0 for oneself", "the person was turned away"),
    Event("charge", 9, "gate", "yuan, else hours, else forms", "the person paid more, waited longer or filled in more"),
    Event(
        "benefit", 10, "gate", "yuan, yuan waived or hours saved; 0 for a door opened",
        "the person got something for a good standing",
    ),
    Event("performance", 11, "ground", "", "the duty was performed"),
    Event("request", 12, "item or ground", "", "the person asked for a correction"),
    Event("ruling", 13, "item or ground", "1 upheld, 0 refused", "the office decided on the request"),
    Event("review", 14, "ground", "1 upheld, 0 refused", "a higher body decided"),
    Event("removal", 15, "exit", "days", "the name came down, so many days after the entry"),
    Event("move", 16, "place", "", "the person moved to another place"),
    Event("withdrawal", 17, "", "", "the person withdrew consent, and the record was erased"),
    Event("warning", 18, "item", "", "the first deduction of its kind: a warning in place of points"),
    Event("taken down", 19, "conduct", "", "a feed noticed what the person said and took it down"),
    Event("friend", 20, "", "points", "the closest friend's score changed, and with it the person's"),
    Event("repair", 21, "item", "points", "a mark was repaired: what it left behind, if anything, stands in its place"),
    Event("copy", 22, "item", "points", "a mark was taken back because the entry that it copies was corrected"),
    Event("tries", 23, "gate", "further tries", "refused, the person tried there again that day, each time in vain"),
)  # fmt: skip
"""Events of the ledger, in the order of their codes."""

EVENT_NAMES: dict[int, str] = {event.code: event.name for event in EVENTS}

TRUE = 1
"""flag of a ledger line: the fact is right and about the right person"""
TOLD = 2
"""flag of a ledger line: the person knows of it"""
WRONG_PERSON = 4
"""flag of a ledger line: somebody else did it"""
UNABLE = 8
"""flag of a ledger line: entered for unwillingness, and unable to pay"""
AMOUNT = 16
"""flag of a mark's line, which is then not true: entered with a zero too many"""
FLAGS = 32
"""flags of a ledger line are below this"""


AT_GATES = ("refusal", "charge", "benefit", "tries")
"""events that happen at a gate"""


def how_often(line: Mapping[str, Any]) -> int:
    """How often what a line says happened: further tries of a day are one line, everything else is a line each time."""
    return int(line["value"]) if line["event"] == "tries" else 1
