"""What must hold of any run's ledger and counters (design.md, section 5). Each law yields a sentence for a breach.

Laws recompute from the ledger and the regime file what the engine did with tables, so they share no code with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from demerit.engine.layout import KNOWS, TRUE
from demerit.nations.draws import key_of
from demerit.nations.layout import in_lists
from demerit.nations.people import age_of
from demerit.regime.layout import List, Points
from tests.engine.runs import Line, Lived

OF_MARKS = 1
"""flags of a request or a ruling about a mark; about an entry they are KNOWS"""

CAUSES: dict[str, set[str]] = {
    "conduct": set(),
    "mark": {"conduct", "entry", "performance", "removal"},
    "band": {"mark", "lapse", "recovery", "ruling"},
    "lapse": {"mark"},
    "recovery": {"mark", "lapse", "ruling"},
    "entry": {"conduct", "notice"},
    "notice": {"conduct", "entry", "refusal"},
    "refusal": {"entry", "band"},
    "charge": {"entry", "band"},
    "benefit": {"entry", "band"},
    "performance": {"entry", "notice"},
    "request": {"entry", "mark"},
    "ruling": {"entry", "mark"},
    "review": {"entry"},
    "removal": {"entry", "performance", "ruling", "review"},
}


def scheme_points(run: Lived) -> list[Points]:
    """The points schemes, in the order of the tables."""
    return [s for s in run.world.regime.schemes.values() if isinstance(s, Points)]


def scheme_lists(run: Lived) -> list[List]:
    """The lists, in the order of the tables."""
    return [s for s in run.world.regime.schemes.values() if isinstance(s, List)]


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
    """Only conduct, marks that are wrong and what hangs on the band that everybody starts in come from nowhere."""
    if line.event == "conduct" or (line.event in ("mark", "entry") and line.flags & TRUE == 0):
        return
    if line.event == "notice" and line.value == 1:
        return  # of an entry to come, on a wrong fact
    if line.event in ("refusal", "charge", "benefit"):
        measure = run.world.regime.measures[run.world.names.measures[line.what]]
        if measure.on.relation != "listed":
            return
    yield f"{line.event} of {line.person} on day {line.day} has no cause"


def facts_fit_their_marks(run: Lived) -> Iterator[str]:
    """A mark is about the conduct that caused it, an entry on a ground of its own list, both of old enough people."""
    names, P = run.world.names, in_lists(run.world.nation.people)
    points, lists = scheme_points(run), scheme_lists(run)
    for person, lines in run.records.items():
        for line in (one for one in lines if one.event in ("mark", "entry")):
            schemes: list[Any] = list(points if line.event == "mark" else lists)
            if not 0 <= line.scheme < len(schemes):
                yield f"{line.event} of {person} in scheme {line.scheme}, which is not there"
                continue
            scheme = schemes[line.scheme]
            if age_of(P, key_of(P.seed_key, person), person) < scheme.subjects.from_age:
                yield f"{line.event} of {person}, who is too young"
            if line.event == "mark":
                written = names.items[line.what]
            else:
                own = [ground for one in lists[: line.scheme] for ground in one.grounds]
                ground = list(scheme.grounds.values())[line.what - len(own)]
                written = ground.conduct
            cause = lines[line.cause - 1] if line.cause else None
            if cause is not None and cause.event == "conduct" and names.conduct[cause.what] != written:
                yield f"{line.event} of {person} for {written}, but they did {names.conduct[cause.what]}"


def scores_are_sums(run: Lived) -> Iterator[str]:
    """score = start + points of live marks, clipped; a band line stands wherever, and only where, the band changes."""
    for person, lines in run.records.items():
        sums = [0] * len(scheme_points(run))
        for line in lines:
            if line.event == "band" or line.scheme < 0 or line.scheme >= len(sums):
                continue
            recovers = scheme_points(run)[line.scheme].recovery is not None
            change = _points_of(lines, line, sums[line.scheme], recovers)
            if change is None:
                continue
            if line.event == "lapse" and line.value != change:
                yield f"the lapse in line {line.number} of {person} gives {line.value} points, not {change}"
            before = _band(run, line.scheme, sums[line.scheme])
            sums[line.scheme] += change
            after = _band(run, line.scheme, sums[line.scheme])
            said = [(b.what, b.value) for b in lines if b.event == "band" and b.cause == line.number]
            if said != ([after] if before[0] != after[0] else []):
                yield f"after line {line.number} of {person} the band and score are {after}, but the record says {said}"


def _given_back(points: int, total: int, recovers: bool) -> int:
    """What the end of a mark gives back: its points, less those that recovery has given back already."""
    return min(-points, max(0, -total)) if recovers and points < 0 else -points


def _points_of(lines: list[Line], line: Line, total: int, recovers: bool) -> int | None:
    """What a line does to the sum of live marks of its scheme; None where it is about something else."""
    if line.event in ("mark", "recovery"):
        return line.value
    if line.event == "lapse":
        return _given_back(lines[line.cause - 1].value, total, recovers)
    if line.event == "ruling" and line.flags == OF_MARKS:
        mark = lines[line.cause - 1]
        gone = any(one.event == "lapse" and one.cause == mark.number for one in lines[: line.number - 1])
        return _given_back(mark.value, total, recovers) if line.value and not gone else 0
    return None


def _band(run: Lived, scheme: int, total: int) -> tuple[int, int]:
    """(band, score) of a sum of live marks, from the regime file."""
    written = scheme_points(run)[scheme]
    low, high = (int(end.value) for end in written.range)
    score = min(max(int(written.start.value) + total, low), high)
    edges = [band.from_points.value for band in written.bands.values() if band.from_points is not None]
    return sum(score < edge for edge in edges), score


def lapses_come_once(run: Lived) -> Iterator[str]:
    """A mark lapses at most once, and never after it was struck out."""
    for person, lines in run.records.items():
        struck = {one.cause for one in lines if one.event == "ruling" and one.flags == OF_MARKS and one.value}
        seen: Counter[int] = Counter()
        for line in (one for one in lines if one.event == "lapse"):
            seen[line.cause] += 1
            mark = lines[line.cause - 1]
            if line.what != mark.what or seen[line.cause] > 1:
                yield f"the lapse in line {line.number} of {person} does not fit its mark"
            rulings = [r for r in lines[: line.number] if r.cause == mark.number and r.event == "ruling" and r.value]
            if mark.number in struck and rulings:
                yield f"the mark in line {mark.number} of {person} was struck out, and lapsed"


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


LAWS: dict[str, Callable[[Lived], Iterator[str]]] = {
    "causes are right": causes_are_right,
    "facts fit their marks": facts_fit_their_marks,
    "scores are sums": scores_are_sums,
    "lapses come once": lapses_come_once,
    "measures keep their time": measures_keep_their_time,
    "open cases get answers": open_cases_get_answers,
}
"""Laws of the ledger. Those of the counters are in counts.py."""


def breaches(run: Lived, laws: dict[str, Callable[[Lived], Iterator[str]]]) -> list[str]:
    """The first breaches of each law."""
    return [f"{name}: {one}" for name, law in laws.items() for one in list(law(run))[:3]]
