"""A regime in plain sentences that a lawyer can read: numbered sections, sources in brackets, every silence named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from demerit.regime.layout import Agreement, Feed, List, Measure, On, Phase, Regime, Response
from demerit.regime.quantities import plain
from demerit.regime.saying import amount, cite, on, silence, source, together, upper
from demerit.regime.saying_schemes import listing, points


@dataclass(frozen=True)
class Section:
    """A numbered part of the text."""

    title: str
    sentences: tuple[str, ...]


def to_text(regime: Regime) -> str:
    """The regime as Markdown: a heading for each section, a numbered line for each sentence."""
    parts = [f"# {regime.title}\n"]
    for number, section in enumerate(sections(regime), start=1):
        parts.append(f"\n## {number}. {section.title}\n\n")
        parts += [f"{number}.{line} {sentence}\n" for line, sentence in enumerate(section.sentences, start=1)]
    return "".join(parts)


def sentences(regime: Regime) -> list[str]:
    """Every sentence with its number, in order."""
    return [
        f"{number}.{line} {sentence}"
        for number, section in enumerate(sections(regime), start=1)
        for line, sentence in enumerate(section.sentences, start=1)
    ]


def sections(regime: Regime) -> list[Section]:
    """The parts of the text: the regime, who watches, every scheme, what follows, and the sources."""
    found = [Section("The regime", tuple(_regime(regime))), Section("Who watches", tuple(_feeds(regime)))]
    for name, scheme in regime.schemes.items():
        lines = listing(name, scheme, regime) if isinstance(scheme, List) else points(name, scheme, regime)
        found.append(Section(upper(name), tuple(lines)))
    follows = [line for name, measure in regime.measures.items() for line in _measure(name, measure)]
    found.append(Section("What follows", tuple(follows or ["There are no measures: every gate opens."])))
    if regime.agreements:
        lines = [_agreement(name, flow) for name, flow in regime.agreements.items()]
        found.append(Section("What is passed on", tuple(lines)))
    if regime.responses:
        lines = [_response(name, response) for name, response in regime.responses.items()]
        found.append(Section("How people respond", tuple(lines)))
    if regime.phases:
        found.append(Section("Phases", tuple(_phases(regime.phases))))
    if regime.sources:
        found.append(Section("Sources", tuple(f"{key}: {text}." for key, text in regime.sources.items())))
    return found


def _regime(regime: Regime) -> list[str]:
    said = [
        (
            f"This regime is called {regime.regime}. It is in force from {regime.in_force} in {regime.jurisdiction}, "
            f"and its operator is {regime.operator}."
        )
    ]
    if regime.aim:
        said.append(f"Its aim is: {regime.aim}.")
    said.append(f"It was written for the synthetic nation {regime.nation}.")
    if not regime.schemes:
        said.append("It has no schemes: nobody is scored and nobody is listed.")
    return said if regime.aim else [*said, *silence(["what the regime is for"])]


def _feeds(regime: Regime) -> list[str]:
    if not regime.feeds:
        return ["There are no feeds: nobody is watched and nothing is ever recorded."]
    return [line for name, feed in regime.feeds.items() for line in _feed(name, feed)]


def _feed(name: str, feed: Feed) -> list[str]:
    said = [
        (
            f"The feed “{name}”, run by {feed.holder} ({feed.context}), sees {together(feed.sees)} and notices "
            f"{amount(feed.detects)} of the acts."
        )
    ]
    gaps = []
    if feed.arrives_after:
        said.append(f"A record arrives after {amount(feed.arrives_after)}.")
    else:
        gaps.append("how long a record takes to arrive")
    if feed.joined_by:
        said.append(f"People are joined to their records by {feed.joined_by}.")
    else:
        gaps.append("how people are joined to their records")
    if feed.wrong_person:
        said.append(f"Of its records, {amount(feed.wrong_person)} fall on somebody else.")
    else:
        gaps.append("how many records fall on somebody else")
    if feed.false_marks:
        marks = f"{plain(feed.false_marks.value)} records a year{source(feed.false_marks)}"
        said.append(f"A person gets {marks} of acts that nobody did.")
    else:
        gaps.append("how many records are of acts that nobody did")
    return [*said, *silence([f"{name}, {gap}" for gap in gaps])]


def _measure(name: str, measure: Measure) -> list[str]:
    effect = measure.effect
    parts = []
    if effect.bar:
        parts.append("is refused")
    if effect.yuan:
        verb = "pays" if effect.yuan.value < 0 else "is given"
        parts.append(f"{verb} {amount(effect.yuan, signed=False)}")
    extra = [amount(part) for part in (effect.hours, effect.forms) if part]
    if extra:
        parts.append(f"spends {together(extra)} more")
    who = "a child of " * (measure.reaches == "children") + on(measure.on)
    said = [f"{upper(name)}: {who} {together(parts)} at the gate {measure.gate}{cite(measure.law)}."]
    if measure.takes_away:
        said.append(f"It takes away {together(measure.takes_away)}.")
    lags = [(measure.starts_after, "learns of it"), (measure.ends_after, "learns of the end")]
    said += [f"The gate {verb} after {amount(lag)}." for lag, verb in lags if lag]
    return said if measure.law else [*said, *silence([f"the legal basis of {name}"])]


def _agreement(name: str, flow: Agreement) -> str:
    news = together(flow.passes)
    consent = {"with": "with the subject's consent", "without": "without asking the subject"}
    asked = consent[flow.consent] if flow.consent else "(not declared: whether the subject is asked)"
    delay = f", after {amount(flow.arrives_after)}" if flow.arrives_after else ""
    return f"{upper(name)}: the list {flow.source} passes {news} to {flow.to} {asked}{delay}{cite(flow.law)}."


def _response(name: str, response: Response) -> str:
    who = "everyone who is watched" if response.on == "watched" else on(response.on)
    most = ""
    if isinstance(response.on, On) and response.on.relation == "neighbours":
        most = " when all eight are listed, and in proportion when fewer are"
    if isinstance(response.on, On) and response.on.relation == "place":
        most = " if everybody there were listed, in proportion when fewer are, and never above the nation's ceiling"
    often = f"{amount(response.changes)} as often{most}"
    return f"{upper(name)}: among {who}, this happens {often}: {together(response.of)}."


def _phases(phases: dict[str, Phase]) -> Iterable[str]:
    for name, phase in sorted(phases.items(), key=lambda item: item[1].from_date):
        for path, value in phase.changes.items():
            yield f"{upper(name)}, from {phase.from_date}: {path.replace('.', ' > ')} reads: {_words(value)}."


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(inner)}" for name, inner in value.items())
    return together(_words(inner) for inner in value) if isinstance(value, list) else str(value)
