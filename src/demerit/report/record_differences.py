"""Where the three views of a record part: what the public takes for true, what the person never heard of."""

from __future__ import annotations

from collections import Counter

from demerit.records.events import how_often
from demerit.records.three_views import Views
from demerit.report.numbers import counted, whole

ABOUT = {
    "somebody else": "about somebody else",
    "nobody did it": "for what nobody did",
    "unable to pay": "of somebody who cannot pay",
}
"""what is wrong with an entry, by the ledger's word for it"""


def differences(views: Views) -> list[str]:
    """Where the three views part, one sentence each; the first is about what the public sees."""
    if not views.lines:
        return ["Nothing is on record: there is nothing that the three views could differ on."]
    said = [_on_entries(views)]
    gone = [entry for entry in views.entries if entry.left and entry.shown]
    if gone:
        count = counted(len(gone), "entry has", "entries have")
        said.append(
            f"{count} come down from the public site and {'stays' if len(gone) == 1 else 'stay'} on the record."
        )
    marks = [line for line in views.lines if line["event"] == "mark"]
    if marks:
        wrong = _some(sum(bool(views.wrong(one)) for one in marks), len(marks))
        told = _few(sum(views.learnt_of(one) is not None for one in marks), len(marks))
        said.append(f"Of {counted(len(marks), 'mark')}, {wrong} wrong; the person was told of {told}.")
    stale = [line for line in views.lines if views.stale_since(line) is not None]
    copies = sum(line["event"] == "mark" for line in stale)
    if copies:
        said.append(f"{counted(copies, 'mark still copies an entry', 'marks still copy entries')} that was corrected.")
    if len(stale) > copies:
        met = sum(how_often(line) for line in stale if line["event"] != "mark")
        said.append(f"At gates, {counted(met, 'attempt')} met a copy of an entry that was gone.")
    refused = [line for line in views.lines if line["event"] in ("refusal", "tries")]
    resting = sum(how_often(line) for line in refused if views.root_of_wrong(line) is not None)
    if resting:
        often = sum(how_often(line) for line in refused)
        rest = f"{_few(resting, often)} {'rests' if resting == 1 else 'rest'}"
        said.append(f"Of {counted(often, 'refusal')}, {rest} on a wrong fact.")
    return said


def _on_entries(views: Views) -> str:
    """What the public sees, whether it is right, and whether the person knows."""
    shown = [entry for entry in views.entries if entry.public]
    hidden = sum(entry.in_force and not entry.shown for entry in views.entries)
    also = f" {counted(hidden, 'entry is', 'entries are')} in force that no site shows." if hidden else ""
    if not shown:
        return f"The public sees no entry.{also}"
    one, unknown = len(shown) == 1, sum(entry.learnt is None for entry in shown)
    parts = []
    for kind, count in Counter(views.wrong(entry.line) for entry in shown).items():
        if kind:
            parts.append(f"{'it is' if one else counted(count, 'is', 'are')} {ABOUT.get(kind, 'wrong')}")
    right = ", ".join(parts) or ("it is right" if one else "all are right")
    told = "the person does not know of " + ("it" if one else whole(unknown))
    if unknown in (0, len(shown)) and not (one and unknown):
        told = "the person knows of " + ("none of them" if unknown else "it" if one else "all of them")
    return f"The public sees {counted(len(shown), 'entry', 'entries')}: {right}; {told}.{also}"


def _some(number: int, of: int) -> str:
    """`1 is`, `all are`."""
    return f"{_few(number, of)} {'is' if number < 2 else 'are'}"


def _few(number: int, of: int) -> str:
    """`none`, `3`, `all`."""
    return "none" if not number else "all" if number == of and of > 1 else whole(number)
