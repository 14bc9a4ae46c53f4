"""A case in sentences: what happened on which day and by whose decision, and what would have gone otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from demerit.report.life import sentence
from demerit.report.numbers import counted, written_date
from demerit.study.cases.course import Course
from demerit.study.cases.phrases import Span
from demerit.study.cases.replay import NOT_SO, OUTSIDE, RULES, SCRIPT, Moment, Replay
from demerit.study.cases.study import Studied, Told

BY = {
    "script": "the case says so",
    "rules": "the regime's rules decide",
    "chance": "the regime leaves it to chance; it fell as it did",
    "outside": "by no rule of the regime",
}
"""who decided a thing, as the columns of a case have it"""

WAS = "in the case"
"""how a difference names what happened under the regime of the case, whose days are partly assumed"""

_OUTCOMES = {
    "passed": "Nothing stands in the way.",
    "not accepted": "It is not taken as performance.",
    "no feed notices": "Nobody notices who would pass it on.",
    "nothing that performance would change": "Performance changes nothing.",
    "the regime has no way to ask": "The regime has no way to ask for correction.",
}
_EVENTS = {
    "entry": ("entry", "entries"), "notice": ("learning of an entry", "learnings of entries"),
    "refusal": ("refusal", "refusals"), "removal": ("removal", "removals"), "mark": ("mark", "marks"),
    "band": ("change of band", "changes of band"), "ruling": ("ruling", "rulings"), "review": ("review", "reviews"),
    "charge": ("charge", "charges"), "benefit": ("benefit", "benefits"), "lapse": ("lapse", "lapses"),
}  # fmt: skip


def when(span: Span, begins: date, ends: date) -> str:
    """A time in words: 24 February 2019, December 2018, up to 23 February 2019, throughout."""
    first, last = span.first, span.last
    if (first, last) == (begins, ends):
        return "throughout"
    if first == last:
        return written_date(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return _months(first, last)
    if first == begins:
        return f"up to {written_date(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {written_date(last)}"
    return f"{written_date(first)} to {written_date(last)}"


def _months(first: date, last: date) -> str:
    """Whole months: December 2018, September to November 2018, December 2016 to April 2017."""
    ends = [written_date(day).split(" ", 1)[1] for day in (first, last)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0].split()[0] if first.year == last.year else ends[0]} to {ends[1]}"


def story(told: Replay, original: Replay) -> list[dict[str, Any]]:
    """What happened, in order: date, hour, who decided, words, the ledger's line and its cause, the source.

    The hour of a step is told only on the day that it had under the rules of the case.
    """
    hours = {(moment.step, moment.day) for moment in original.moments if moment.step is not None}
    return [_told(moment, (moment.step, moment.day) in hours) for moment in told.moments]


def _told(moment: Moment, with_hour: bool) -> dict[str, Any]:
    step, line = moment.step, moment.line
    text = _of_step(moment) if step is not None else _of_line(moment)
    return {
        "date": moment.day.isoformat(),
        "at": step.at if step is not None and with_hour else None,
        "by": moment.by,
        "text": text,
        "source": step.source if step is not None else None,
        "chance": moment.chance or None,
        "event": line["event"] if line is not None else None,
        "scheme": line["scheme"] if line is not None else None,
        "what": line["what"] if line is not None else None,
        "line": line["line"] if line is not None else None,
        "cause": line["cause"] if line is not None else None,
    }


def _of_line(moment: Moment) -> str:
    """A line of the ledger; what no rule of the regime decided is no correction and no lapse."""
    said = sentence(moment.line or {})
    if moment.by == OUTSIDE:
        said = said.replace(" (correction)", "").replace(" lapsed in ", " was taken back in ")
    return said


def _of_step(moment: Moment) -> str:
    step, outcome = moment.step, moment.outcome
    assert step is not None
    if outcome.startswith(NOT_SO):
        return f"{NOT_SO.capitalize()} ({outcome.removeprefix(NOT_SO + ': ')}): {step.says}"
    fine = f" A fine of {step.fined.value:,.0f} yuan." if step.fined is not None else ""
    return " ".join(f"{step.says} {_OUTCOMES.get(outcome, '')}".split()) + fine


def decided(told: Told) -> dict[str, list[str]]:
    """Who decided what: the script, the rules, chance as it fell, nobody's rule; one sentence each."""
    moments = told.replay.moments
    steps = sum(moment.step is not None and moment.by == SCRIPT for moment in moments)
    ruled = Counter(moment.line["event"] for moment in moments if moment.by == RULES and moment.line is not None)
    chances = dict.fromkeys(part for moment in moments for part in moment.chance.split("; ") if part)
    outside = [_of_step(moment) for moment in moments if moment.step is not None and moment.by == OUTSIDE]
    return {
        "script": [f"{counted(steps, 'step')} of the script: what people did, tried and asked, and on which day"],
        "rules": [", ".join(counted(n, *_EVENTS.get(event, (event,))) for event, n in ruled.items())] if ruled else [],
        "chance": list(chances),
        "outside": outside,
    }


def said_differences(studied: Studied) -> list[str]:
    """What would have gone otherwise under the other rules, in days and sentences; empty where none were asked for."""
    if studied.other is None:
        return []
    she = "She" if studied.script.case.person.sex == "female" else "He"
    said = list(_differences(studied.original.course, studied.other.course, she, studied.script.case.ends))
    return said or ["Nothing would have gone otherwise."]


def _differences(was: Course, now: Course, she: str, ends: date) -> Iterator[str]:
    her = {"She": "her", "He": "him"}[she]
    yield from _entered(was, now, she)
    if (was.told, was.told_how) != (now.told, now.told_how):
        happens, never = f"{she} learns of it {now.told_how}", f"{she} never learns of it"
        yield _moved(happens, never, was.told, now.told, was.told_how)
    if was.refused != now.refused:
        first = f"{she} is first turned away at the {now.refused_at[0]} gate" if now.refused_at else ""
        at = f"at the {was.refused_at[0]} gate" if was.refused_at else ""
        yield _moved(first, f"Nobody turns {her} away", was.refused, now.refused, at)
    elif len(was.refused_at) != len(now.refused_at):
        times = counted(len(now.refused_at), "time")
        yield f"{she} is turned away {times} ({WAS}: {len(was.refused_at)})."
    if was.performed != now.performed:
        yield _moved(f"{she} performs what is owed", f"{she} performs nothing", was.performed, now.performed)
    yield from _answered(was, now, she)
    if len(was.marks) != len(now.marks):
        marks = counted(len(now.marks), "adverse mark") if now.marks else "no adverse mark"
        yield f"There {'are' if len(now.marks) > 1 else 'is'} {marks} ({WAS}: {len(was.marks)})."
    for name in dict.fromkeys([*was.short, *now.short]):
        before, after = was.short.get(name, 0), now.short.get(name, 0)
        if before != after:
            yield f"The score in {name} ends {_apart(after)} ({WAS}: {_apart(before)})."
    yield from _days(was, now, she, ends)


def _entered(was: Course, now: Course, she: str) -> Iterator[str]:
    for name in dict.fromkeys([*was.entered, *now.entered]):
        first, second = was.entered.get(name), now.entered.get(name)
        if name not in now.lists:
            yield f"There is no list {name} ({WAS}: entered on {_on(first)})."
        elif first != second:
            yield _moved(f"{she} is entered in {name}", f"{she} is never entered in {name}", first, second)


def _answered(was: Course, now: Course, she: str) -> Iterator[str]:
    if (was.answered, was.answer) == (now.answered, now.answer):
        return
    before = f"{was.answer} on {_on(was.answered)}" if was.answered else "no answer"
    if now.answered is None or now.asked is None:
        yield f"Nobody answers a request of {'hers' if she == 'She' else 'his'} ({WAS}: {before})."
        return
    waited = counted((now.answered - now.asked).days, "day")
    yield f"The request is {now.answer} on {_on(now.answered)}, {waited} after {she.lower()} asked ({WAS}: {before})."


def _days(was: Course, now: Course, she: str, ends: date) -> Iterator[str]:
    for name in dict.fromkeys([*was.days_on, *now.days_on]):
        first, second = was.days_on.get(name, 0), now.days_on.get(name, 0)
        if first == second or name not in now.lists or (was.entered.get(name) and not now.entered.get(name)):
            continue
        until = f", and still on {_on(ends)}" if name in now.still_on else ""
        more = counted(abs(second - first), "day") + (" more" if second > first else " fewer")
        yield f"{she} is on {name} for {counted(second, 'day')} instead of {first}, {more}{until}."


def _apart(points: int) -> str:
    """How far a score is from where it began."""
    if points == 0:
        return "where it began"
    return f"{counted(abs(points), 'point')} {'below' if points < 0 else 'above'} where it began"


def _moved(happens: str, never: str, was: date | None, now: date | None, how: str = "") -> str:
    """One thing that happens on another day, or no longer, or that never happened in the case as it was."""
    before = f"{_on(was)}{', ' + how if how else ''}" if was else "never"
    if now is None:
        return f"{never} ({WAS}: {before})."
    if was is None:
        return f"{happens} on {_on(now)} ({WAS}: never)."
    days = (now - was).days
    apart = f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else "the same day"
    return f"{happens} on {_on(now)}, {apart} ({WAS}: {before})."


def _on(day: date | None) -> str:
    return written_date(day) if day else "no day"
