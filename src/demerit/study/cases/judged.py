"""Facts compared with a replay: each holds or is missed, and says who decided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demerit.study.cases.phrases import STATES, Fact, Span
from demerit.study.cases.replay import CHANCE, OUTSIDE, RULES, SCRIPT, Moment, Replay


@dataclass(frozen=True)
class Judged:
    """A fact, whether it holds in a replay, and who decided that; `found` says what happened instead."""

    fact: Fact
    holds: bool
    by: str
    found: str


def judge(told: Replay) -> list[Judged]:
    """Every fact of the case, in the order of the file."""
    return [_judged(fact, told) for fact in told.script.facts]


def _judged(fact: Fact, told: Replay) -> Judged:
    if fact.kind in STATES:
        days = fact.span.days()
        true = [_is_so(fact, told, day) for day in days]
        holds = not any(true) if fact.negated else all(true)
        by = _by_state(fact, told)
        return Judged(fact, holds, by, "" if holds else _first_miss(days, true, fact.negated))
    every = [moment for moment in told.moments if _is_such(fact, moment)]
    within = [moment for moment in every if fact.span.first <= moment.day <= fact.span.last]
    holds = bool(within) != fact.negated
    by = within[0].by if within else _by_kind(fact, told)
    return Judged(fact, holds, by, "" if holds else _instead(every, fact.negated))


def _by_state(fact: Fact, told: Replay) -> str:
    """Who decided last about a list or a score before the time was over."""
    events = ("entry", "removal", "ruling", "review", "mark", "lapse")
    last = [
        moment.by for event in events for moment in told.of(event)
        if moment.line is not None and moment.line["scheme"] == fact.of and moment.day <= fact.span.last
    ]  # fmt: skip
    return max(last, key=(RULES, SCRIPT, CHANCE, OUTSIDE).index, default=RULES)


def _first_miss(days: list[date], true: list[bool], negated: bool) -> str:
    day = next(day for day, so in zip(days, true, strict=True) if so == negated)
    return f"not so on {day}"


def _instead(every: list[Moment], negated: bool) -> str:
    if not every:
        return "it never happened"
    days = ", ".join(str(moment.day) for moment in every[:3])
    return f"it happened on {days}" if negated else f"it happened on {days} only"


def _by_kind(fact: Fact, told: Replay) -> str:
    """Who decided that something did not happen."""
    if fact.kind in ("request in", "performance in"):
        return SCRIPT
    if fact.kind == "fined":
        return OUTSIDE
    spared = any("no notice" in moment.chance for moment in [*told.of("entry"), *told.of("mark")])
    return CHANCE if fact.kind == "told of" and spared else RULES


def _is_such(fact: Fact, moment: Moment) -> bool:
    """Whether a moment is what a fact tells of, whenever it was."""
    if fact.kind == "passes":
        step = moment.step
        return step is not None and step.tries == fact.of and moment.outcome == "passed"
    if fact.kind == "fined":
        fine = moment.step.fined if moment.step is not None else None
        return fine is not None and _plain(f"{fine.value:.0f} {fine.unit}") == _plain(fact.detail)
    return moment.line is not None and _TELLS[fact.kind](fact, moment.line)


def _plain(words: str) -> str:
    return "".join(words.replace(",", "").split())


def _told_of(fact: Fact, line: dict[str, Any]) -> bool:
    if line["scheme"] != fact.of:
        return False
    if line["event"] in ("mark", "warning"):
        return bool(line["told"]) and fact.detail != "at a gate"
    how = "by notice" if line["value"] == 1 else "at a gate"
    return line["event"] == "notice" and fact.detail in ("", how)


def _came_down(fact: Fact, line: dict[str, Any]) -> bool:
    length = fact.days is None or fact.days[0] <= line["value"] <= fact.days[1]
    return line["event"] == "removal" and line["scheme"] == fact.of and length


def _event(*events: str, value: int | None = None) -> Any:
    def tells(fact: Fact, line: dict[str, Any]) -> bool:
        wanted = value is None or line["value"] == value
        return line["event"] in events and line["scheme"] == fact.of and wanted

    return tells


_TELLS = {
    "entry in": _event("entry"),
    "told of": _told_of,
    "refused at": lambda fact, line: line["event"] == "refusal" and line["what"] == fact.of,
    "performance in": _event("performance"),
    "request in": _event("request"),
    "correction in": _event("ruling", "review", value=1),
    "refusal of correction in": _event("ruling", "review", value=0),
    "removal from": _came_down,
    "mark for": lambda fact, line: (
        line["event"] == "mark" and line["scheme"] == fact.of and line["what"] == fact.detail
    ),
    "taken back in": _event("lapse", "copy"),
}


def _is_so(fact: Fact, told: Replay, day: date) -> bool:
    """Whether a state holds at the end of a day."""
    if fact.kind == "on":
        return any(span.first <= day <= span.last for span in entries(told, fact.of))
    if fact.of not in told.scores:
        return False
    scores = told.scores[fact.of]
    return [score for since, score in scores if since <= max(day, scores[0][0])][-1] == scores[0][1]


def entries(told: Replay, scheme: str) -> list[Span]:
    """From when to when the person's entries of a list were in force; on the day of removal they are free."""
    removals = [m for m in told.of("removal") if m.line is not None and m.line["scheme"] == scheme]
    spans = []
    for moment in told.of("entry"):
        if moment.line is None or moment.line["scheme"] != scheme:
            continue
        left = [m.day for m in removals if m.line is not None and (m.day - moment.day).days == m.line["value"]]
        last = left[0] - timedelta(days=1) if left else told.script.case.ends
        if moment.day <= last:
            spans.append(Span(moment.day, last))
    return spans
