"""One life in words: what happened, on which day, and because of which earlier line of the same record."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from demerit.records.events import how_often
from demerit.report.layout import SYNTHETIC
from demerit.report.numbers import counted, signed, whole, written_date

Line = Mapping[str, Any]

_AT_GATES = {"refusal": "Refused", "charge": "Made to pay or wait", "benefit": "Favoured"}
SHORTEST_RUN = 3
"""so many refusals in a row for one cause are told in one sentence"""

_FIFTHS = {1: "poorest", 2: "second-poorest", 3: "middle", 4: "second-richest", 5: "richest"}


_REPAIR = "repair of "
"""what the name of the item begins with that stands in the place of a repaired mark"""


def _by(line: Line) -> str:
    return f", reported by {line['feed']}" if line.get("feed") else ""


def _by_feed(line: Line) -> str:
    return f" by {line['feed']}" if line.get("feed") else ""


_WRONG = {
    "somebody else": " It is wrong: it was somebody else.",
    "nobody did it": " It is wrong: nobody did it.",
    "unable to pay": " It is wrong: they cannot pay.",
    "a zero too many": " It is wrong: a zero too many was entered.",
}


def _untrue(line: Line) -> str:
    if line.get("true", True):
        return ""
    return _WRONG.get(str(line.get("wrong")), " It is wrong: the fact is false or somebody else's.")


def _told(line: Line) -> str:
    return " They were told." if line.get("told") else " They were not told."


def _amount(line: Line) -> str:
    """The value of a charge or benefit, with its unit where the ledger's reader gave one."""
    value = int(line.get("value") or 0)
    return f": {whole(abs(value))} {line.get('unit', '')}".rstrip() if value else ""


def _conduct(line: Line) -> str:
    what = str(line["what"]).capitalize()
    if not line.get("true", True):
        return f"{what} put down to them{_by(line)}.{_untrue(line)}"
    return f"{what}{', seen by ' + line['feed'] if line.get('feed') else ''}."


def _mark(line: Line) -> str:
    value, what = int(line["value"]), str(line["what"])
    points = f"{signed(value)} points in {line['scheme']}"
    if what.startswith(_REPAIR):
        return f"{points} stay after the repair of the mark for {what.removeprefix(_REPAIR)}."
    given = points if value else f"Graded at once in {line['scheme']}"
    return f"{given} for {what}{_by(line)}.{_untrue(line)}{_told(line)}"


def _entry(line: Line) -> str:
    return f"Entered in the list {line['scheme']}: {line['what']}{_by(line)}.{_untrue(line)}{_told(line)}"


def _band(line: Line) -> str:
    score = f", at {whole(int(line['value']))} points" if line.get("value") else ""
    return f"Now in band {line['what']} of {line['scheme']}{score}."


def _back(line: Line) -> str:
    """The points that a mark's end gives back or takes; a direct grade has none."""
    value = int(line.get("value") or 0)
    return f" ({signed(value)} points)" if value else ""


def _lapse(line: Line) -> str:
    return f"The mark for {line['what']} lapsed in {line['scheme']}{_back(line)}."


def _warning(line: Line) -> str:
    return f"Warned in {line['scheme']}: a first {line['what']}{_by(line)}, no points.{_untrue(line)}"


def _benefit(line: Line) -> str:
    if not line.get("value"):
        return f"Let through at the {line['what']} gate without a credit file."
    saved = " saved" if line.get("unit") == "hours" else ""
    return f"Favoured at the {line['what']} gate{_amount(line)}{saved}."


def _refusal(line: Line) -> str:
    """A refusal says nothing about the truth of its cause: the cause's own line does."""
    because = f", because of {line['scheme']}" if line.get("scheme") else ""
    return f"Refused at the {line['what']} gate{because}."


def _tries(line: Line) -> str:
    again = counted(int(line["value"]), "time")
    return f"Tried again at the {line['what']} gate that day, {again}, and was refused each time."


def _ruling(line: Line) -> str:
    what = str(line.get("what") or "")
    upheld = what == "upheld" if what in ("upheld", "refused") else bool(line.get("value"))
    body = "the higher body" if line["event"] == "review" else "the office"
    return f"Correction in {line['scheme']}: {body} {'agreed' if upheld else 'refused'}."


def _removal(line: Line) -> str:
    days = int(line.get("value") or 0)
    after = f" after {counted(days, 'day')} in force" if days else ""
    return f"Taken off the list {line['scheme']} ({line['what']}){after}."


_SENTENCES: dict[str, Callable[[Line], str]] = {
    "conduct": _conduct,
    "mark": _mark,
    "band": _band,
    "lapse": _lapse,
    "recovery": lambda line: f"{signed(int(line.get('value') or 0))} points in {line['scheme']}: recovered with time.",
    "entry": _entry,
    "notice": lambda line: (
        f"Told of what {line['scheme']} holds against them{': ' + line['what'] if line.get('what') else ''}."
    ),
    "refusal": _refusal,
    "charge": lambda line: f"Made to pay or wait at the {line['what']} gate{_amount(line)}.",
    "benefit": _benefit,
    "performance": lambda line: f"Performed what {line['scheme']} asked for ({line['what']}).",
    "request": lambda line: f"Asked for correction in {line['scheme']}.",
    "ruling": _ruling,
    "review": _ruling,
    "removal": _removal,
    "move": lambda line: f"Moved to {line['what']}. Any score that is kept only elsewhere was erased.",
    "withdrawal": lambda line: f"Withdrew consent to {line['scheme']}; the record was erased.",
    "warning": _warning,
    "taken down": lambda line: f"The {line['what']} was taken down{_by_feed(line)}.",
    "friend": lambda line: (
        f"A friend's score changed: {signed(int(line.get('value') or 0))} points in {line['scheme']}."
    ),
    "repair": lambda line: f"The mark for {line['what']} in {line['scheme']} was repaired{_back(line)}.",
    "copy": lambda line: f"The copy in {line['scheme']} was corrected: {line['what']} is struck{_back(line)}.",
    "tries": _tries,
}


def sentence(line: Line) -> str:
    """What one ledger line says, as one or two plain sentences (no date, no cause).

    Raises KeyError if the event is none that the ledger knows.
    """
    return _SENTENCES[str(line["event"])](line)


def _on(line: Line, start: date) -> date:
    return start + timedelta(days=int(line["day"]))


def summary(lines: Sequence[Line], facts: Mapping[str, Any]) -> str:
    """Who this is and what the record holds, in two sentences."""
    who = [str(facts[key]) for key in ("sex", "residence") if facts.get(key)]
    if facts.get("age") is not None:
        who.insert(0, f"{facts['age']} years old" + (f" in {facts['age_in']}" if facts.get("age_in") else ""))
    if facts.get("income"):
        who.append(f"{_FIFTHS[int(facts['income'])]} income fifth")
    if facts.get("place"):
        who.append(str(facts["place"]))
    if not lines:
        return f"{', '.join(who)}. The record is empty."
    words = {"mark": ("mark", "marks"), "entry": ("list entry", "list entries"), "refusal": ("refusal", "refusals")}
    counts = {event: sum(line["event"] == event for line in lines) for event in words}
    counts["refusal"] += sum(how_often(line) for line in lines if line["event"] == "tries")
    held = [counted(count, *words[event]) for event, count in counts.items() if count]
    wrong = sum(not line.get("true", True) and line["event"] in ("mark", "entry") for line in lines)
    said = f"{', '.join(who)}. {counted(len(lines), 'line')} on record"
    said += f": {', '.join(held)}" if held else ""
    return said + (f"; {counted(wrong, 'mark or entry is', 'marks or entries are')} wrong." if wrong else ".")


def as_dict(lines: Sequence[Line], start: date, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A life for JSON and for pages: the person's facts, a summary, and every line dated and in words.

    `start` is day 0 of the run; `facts` holds name, code, age, sex, residence, income (1 to 5) and place.
    """
    told = [
        {
            "line": int(line["line"]),
            "day": int(line["day"]),
            "date": _on(line, start).isoformat(),
            "event": str(line["event"]),
            "scheme": str(line.get("scheme") or ""),
            "what": str(line.get("what") or ""),
            "text": sentence(line),
            "true": bool(line.get("true", True)),
            "cause": int(line.get("cause") or 0),
        }
        for line in lines
    ]
    return {**facts, "synthetic": True, "summary": summary(lines, facts), "lines": told}


def _alike(line: Line, run: Sequence[Line]) -> bool:
    """Whether a line says the same as a run of another day or gate: gate after gate because of one entry or band.

    Further tries after a refusal go with it.
    """
    if line["event"] == "tries":
        return any(one["event"] == "refusal" and one["line"] == line["cause"] for one in run)
    same = ("event", "scheme", "cause")
    return line["event"] in _AT_GATES and all(line.get(key) == run[0].get(key) for key in same)


def folded(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in order, with runs of three and more that are alike put together."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _alike(line, runs[-1]):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [part for run in runs for part in ([run] if len(run) >= SHORTEST_RUN else [[line] for line in run])]


def together(run: Sequence[Line], start: date) -> str:
    """What a run of alike lines at gates says in one sentence: how often, where, until when; `start` is day 0."""
    at: Counter[str] = Counter()
    for line in run:
        at[str(line["what"])] += how_often(line)
    where = ", ".join(f"{gate} {count}" for gate, count in at.most_common())
    said = f"{_AT_GATES[str(run[0]['event'])]} {at.total()} times until {written_date(_on(run[-1], start))}: {where}"
    return f"{said}{', because of ' + run[0]['scheme'] if run[0].get('scheme') else ''}."


def as_text(
    lines: Sequence[Line], start: date, facts: Mapping[str, Any], width: int = 88, whole_record: bool = False
) -> str:
    """A life for the terminal: a heading, then a line of the record a paragraph, each with its date and cause.

    Three and more refusals in a row (or charges, or benefits) for one cause are told as one, unless the
    `whole_record` is asked for.
    """
    heading = f"{facts.get('name', 'A person')}, {facts.get('code', 'no code')}"
    said = [heading, *textwrap.wrap(summary(lines, facts), width), f"{SYNTHETIC}: nobody's life.", ""]
    number_width = len(str(lines[-1]["line"])) if lines else 1
    for run in [[line] for line in lines] if whole_record else folded(lines):
        line = run[0]
        lead = f"{line['line']:>{number_width}}  {written_date(_on(line, start)):<17}  "
        cause = f" Because of line {line['cause']}." if line.get("cause") else ""
        text = sentence(line) if len(run) == 1 else together(run, start)
        said += textwrap.wrap(text + cause, width, initial_indent=lead, subsequent_indent=" " * len(lead))
    return "\n".join(said).rstrip() + "\n"


def chain(lines: Sequence[Line], line: int | None = None) -> list[Line]:
    """The line asked for (or else the last refusal), then its cause, and so on to the first.

    Raises LookupError if there is no refusal, or if the record does not hold a line; ValueError if a line names
    itself or a later one as its cause, which no ledger of ours can.
    """
    held = {int(row["line"]): row for row in lines}
    if line is None:
        refused = [int(row["line"]) for row in lines if row["event"] == "refusal"]
        if not refused:
            raise LookupError("Nobody refused this person anything in this run, so there is nothing to explain.")
        line = refused[-1]
    found: list[Line] = []
    while line:
        if line not in held:
            raise LookupError(f"The record does not hold line {line}.")
        found.append(held[line])
        cause = int(held[line].get("cause") or 0)
        if cause >= line:
            raise ValueError(f"Line {line} names line {cause} as its cause, which does not come before it.")
        line = cause
    return found


def explain(lines: Sequence[Line], start: date, line: int | None = None) -> list[str]:
    """Why this happened: a walk from a refusal (or any line) back to the first cause, one paragraph a step.

    Raises as `chain` does.
    """
    walk = chain(lines, line)
    said = []
    for place, step in enumerate(walk):
        lead = "On" if place == 0 else "That was because on"
        text = sentence(step)
        said.append(f"{lead} {written_date(_on(step, start))} (line {step['line']}): {text}")
    said.append(_verdict(walk, lines, start))
    return said


def _verdict(walk: Sequence[Line], lines: Sequence[Line], start: date) -> str:
    """What the walk as a whole shows: whether it rests on a wrong fact, and when the person came to know."""
    parts = ["Nothing earlier in the record caused that."]
    wrong = [step for step in walk if not step.get("true", True)]
    if wrong:
        parts.append(f"All of it rests on a wrong fact, at line {wrong[-1]['line']}.")
    if walk[0]["event"] == "refusal" and not any(step.get("told") for step in walk[1:]):
        parts.append(_when_told(walk, lines, start))
    return " ".join(parts)


def _when_told(walk: Sequence[Line], lines: Sequence[Line], start: date) -> str:
    """When the subject of a refusal was told of the entry behind it, if that was before the refusal."""
    refusal, first = walk[0], walk[-1]
    behind = [step for step in walk if step["event"] == "entry"]
    notices = [
        line
        for line in lines
        if line["event"] == "notice"
        and line.get("scheme") == refusal.get("scheme")
        and int(line["line"]) < int(refusal["line"])
        and (not behind or int(line["line"]) > int(behind[0]["cause"] or 0))
    ]
    if not notices:
        waited = counted(int(refusal["day"]) - int(first["day"]), "day")
        return f"Before this refusal, {waited} after it began, nobody had told them anything."
    told = notices[0]
    how = "by being turned away" if int(told.get("cause") or 0) in _refusals(lines) else "by notice"
    return f"They learnt of it on {written_date(_on(told, start))} (line {told['line']}), {how}."


def _refusals(lines: Sequence[Line]) -> set[int]:
    return {int(line["line"]) for line in lines if line["event"] == "refusal"}
