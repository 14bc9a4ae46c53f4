"""What must hold of any run's ledger and counters (design.md, section 5). Each law yields a sentence for a breach.

Laws recompute from the ledger and the regime file what the engine did with tables, so they share no code with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from demerit.engine.layout import KNOWS, TRUE
from tests.engine.runs import Line, Lived
from tests.engine.standing import item_of, meets, scheme_lists, scheme_points

CAUSES: dict[str, set[str]] = {
    "conduct": set(),
    "taken down": {"conduct"},
    "move": set(),
    "withdrawal": set(),
    "mark": {"conduct", "entry", "performance", "removal", "band", "repair"},
    "warning": {"conduct"},
    "band": {"mark", "lapse", "recovery", "ruling", "repair", "friend"},
    "friend": set(),
    "lapse": {"mark", "copy"},
    "repair": {"mark"},
    "copy": {"removal"},
    "recovery": {"mark", "lapse", "ruling", "repair", "friend"},
    "entry": {"conduct", "notice"},
    "notice": {"conduct", "entry", "refusal"},
    "refusal": {"entry", "band"},
    "charge": {"entry", "band"},
    "benefit": {"entry", "band"},
    "tries": {"refusal"},
    "performance": {"entry", "notice"},
    "request": {"entry", "mark"},
    "ruling": {"entry", "mark"},
    "review": {"entry"},
    "removal": {"entry", "performance", "ruling", "review"},
}


def causes_are_right(run: Lived) -> Iterator[str]:
    """Every line has an earlier line of the same person behind it, of a kind that can bring it about."""
    for person, lines in run.records.items():
        for at, line in enumerate(lines):
            if line.number != at + 1 or (at and line.day < lines[at - 1].day):
                yield f"line {line.number} of {person} is out of order"
            if line.cause == 0:
                yield from _no_cause(run, line)
            elif not 0 < line.cause < line.number:
                yield f"line {line.number} of {person} is caused by line {line.cause}"
            elif lines[line.cause - 1].event not in CAUSES[line.event]:
                yield f"{line.event} of {person} is caused by {lines[line.cause - 1].event}"


def _no_cause(run: Lived, line: Line) -> Iterator[str]:
    """What people do by themselves, marks that are wrong and what hangs on where everybody starts come from nowhere."""
    if line.event in ("conduct", "move", "withdrawal", "friend"):
        return
    if line.event in ("mark", "entry", "warning") and line.flags & TRUE == 0:
        return
    if line.event == "mark" and run.world.names.items[line.what] in _news_of_bands(run):
        return  # of the band that the person started in
    if line.event == "notice" and line.value == 1:
        return  # of an entry to come, on a wrong fact
    if line.event in ("refusal", "charge", "benefit"):
        measure = run.world.regime.measures[run.world.names.measures[line.what]]
        if measure.on.relation != "listed":
            return
    yield f"{line.event} of {line.person} on day {line.day} has no cause"


def _news_of_bands(run: Lived) -> set[str]:
    """Items that price the news of a band."""
    return {
        name
        for scheme in scheme_points(run)
        for name, item in scheme.catalogue.items()
        if (item.what or name).startswith("in ")
    }


def facts_fit_their_marks(run: Lived) -> Iterator[str]:
    """A mark is about what caused it, an entry on a ground of its own list, both of people who may have a record."""
    points, lists = scheme_points(run), scheme_lists(run)
    for person, lines in run.records.items():
        for line in (one for one in lines if one.event in ("mark", "warning", "entry")):
            schemes: list[Any] = list(lists if line.event == "entry" else points)
            if not 0 <= line.scheme < len(schemes):
                yield f"{line.event} of {person} in scheme {line.scheme}, which is not there"
                continue
            scheme = schemes[line.scheme]
            if not meets(run, person, scheme.subjects):
                yield f"{line.event} of {person}, who is too young, or lacks what it takes"
            if line.event == "entry":
                own = [ground for one in lists[: line.scheme] for ground in one.grounds]
                ground = list(scheme.grounds.values())[line.what - len(own)]
                written = ground.conduct
            else:
                written = item_of(run, line).what or run.world.names.items[line.what]
            cause = lines[line.cause - 1] if line.cause else None
            if cause is not None and (done := _fact(run, cause)) and done != written:
                yield f"{line.event} of {person} for {written}, but the fact is {done}"


def _fact(run: Lived, line: Line) -> str | None:
    """What a catalogue calls that which a line says."""
    names = run.world.names
    if line.event == "conduct":
        return names.conduct[line.what]
    if line.event in ("entry", "performance", "removal"):
        return f"{line.event} in {names.lists[line.scheme]}"
    if line.event == "band":
        return f"in {names.bands[line.scheme][line.what]} of {names.points[line.scheme]}"
    if line.event == "repair":
        return f"repair of {names.items[line.what]}"
    return None


def entry_behind(lines: list[Line], line: Line) -> Line | None:
    """The entry that a line goes back to."""
    while line.cause:
        line = lines[line.cause - 1]
        if line.event == "entry":
            return line
    return None


def removals(lines: list[Line]) -> dict[int, Line]:
    """By number of the entry, the line that took it down."""
    found = {}
    for line in lines:
        if line.event == "removal":
            entry = entry_behind(lines, line)
            assert entry is not None
            assert entry.number not in found, "removed twice"
            found[entry.number] = line
    return found


def measures_keep_their_time(run: Lived) -> Iterator[str]:
    """A measure hangs on an entry or band that its clause names, and keeps the declared lags at both ends."""
    names, regime = run.world.names, run.world.regime
    lists, points = list(names.lists), list(names.points)
    for person, lines in run.records.items():
        down = removals(lines)
        for line in (one for one in lines if one.event in ("refusal", "charge", "benefit")):
            measure = regime.measures[names.measures[line.what]]
            starts, ends = (int(lag.value) if lag else 0 for lag in (measure.starts_after, measure.ends_after))
            cause = lines[line.cause - 1] if line.cause else None
            if names.gates[line.scheme] != measure.gate:
                yield f"{person} met {names.measures[line.what]} at {names.gates[line.scheme]}"
            elif measure.on.relation == "listed":
                if cause is None or cause.event != "entry" or cause.scheme != lists.index(measure.on.scheme):
                    yield f"the {line.event} in line {line.number} of {person} hangs on no entry of its list"
                elif line.day < cause.day + starts:
                    yield f"{person} met a measure {line.day - cause.day} days after the entry, not {starts}"
                elif cause.number in down and line.day >= down[cause.number].day + max(ends, 0):
                    yield f"{person} met a measure {line.day - down[cause.number].day} days after the removal"
            elif cause is not None and (cause.event != "band" or cause.scheme != points.index(measure.on.scheme)):
                yield f"the {line.event} in line {line.number} of {person} hangs on no band of its scheme"


def open_cases_get_answers(run: Lived) -> Iterator[str]:
    """Whoever asks for a correction gets a ruling, unless the entry is gone or the run over before."""
    longest = 90  # beyond every generated clock, in calendar days
    for person, lines in run.records.items():
        down = removals(lines)
        answered = {(one.cause, one.flags) for one in lines if one.event == "ruling"}
        for line in (one for one in lines if one.event == "request"):
            late = line.day + longest < run.world.plan.days
            if line.flags == KNOWS and late and line.cause not in down and (line.cause, line.flags) not in answered:
                yield f"{person} asked on day {line.day} and never got an answer"


def nobody_asks_before_knowing(run: Lived) -> Iterator[str]:
    """Who asks for a correction has been told of the entry or mark: with it, before it, or by a notice since."""
    for person, lines in run.records.items():
        for line in (one for one in lines if one.event == "request"):
            about = lines[line.cause - 1]
            since = [one for one in lines[: line.number - 1] if one.event == "notice"]
            if about.flags & KNOWS == 0 and not any(entry_behind(lines, one) == about for one in since):
                yield f"{person} asked on day {line.day} about the {about.event} in line {about.number}, untold"


def further_tries_come_with_a_refusal(run: Lived) -> Iterator[str]:
    """Who tries again does so where they were refused, on the same day, and is told of once for each refusal."""
    for person, lines in run.records.items():
        seen: set[int] = set()
        for line in (one for one in lines if one.event == "tries"):
            refusal = lines[line.cause - 1]
            same = (line.day, line.scheme, line.what) == (refusal.day, refusal.scheme, refusal.what)
            if not same or refusal.event != "refusal" or line.value < 1 or line.cause in seen:
                yield f"{person} tried again on day {line.day}, {line.value} times, after no refusal of that day"
            seen.add(line.cause)


LAWS: dict[str, Callable[[Lived], Iterator[str]]] = {
    "causes are right": causes_are_right,
    "facts fit their marks": facts_fit_their_marks,
    "measures keep their time": measures_keep_their_time,
    "open cases get answers": open_cases_get_answers,
    "nobody asks before knowing": nobody_asks_before_knowing,
    "further tries come with a refusal": further_tries_come_with_a_refusal,
}
"""Laws of the ledger. Those of scores are in laws_of_scores.py, those of the counters in counts.py."""


def breaches(run: Lived, laws: dict[str, Callable[[Lived], Iterator[str]]]) -> list[str]:
    """The first breaches of each law."""
    return [f"{name}: {one}" for name, law in laws.items() for one in list(law(run))[:3]]
