"""A regime in plain sentences that a lawyer can read: numbered sections, sources in brackets, every silence named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from demerit.regime.layout import List, Phase, Points, Regime
from demerit.regime.saying import silence, together, upper
from demerit.regime.saying_consequences import agreement, measure, response
from demerit.regime.saying_feeds import feeds
from demerit.regime.saying_lists import listing
from demerit.regime.saying_scores import points


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
    found = [Section("The regime", tuple(_regime(regime))), Section("Who watches", tuple(feeds(regime)))]
    for name, scheme in regime.schemes.items():
        lines = listing(name, scheme, regime) if isinstance(scheme, List) else points(name, scheme, regime)
        found.append(Section(upper(name), tuple(lines)))
    follows = [line for name, one in regime.measures.items() for line in measure(name, one)]
    found.append(Section("What follows", tuple(follows or ["There are no measures: every gate opens."])))
    if regime.agreements:
        lines = [line for name, flow in regime.agreements.items() for line in agreement(name, flow, regime)]
        found.append(Section("What is passed on", tuple(lines)))
    if regime.responses:
        lines = [response(name, one) for name, one in regime.responses.items()]
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
    scores = [scheme for scheme in regime.schemes.values() if isinstance(scheme, Points)]
    if any(item.political for scheme in scores for item in scheme.catalogue.values()):
        off = "" if regime.political_items == "on" else "not "
        said.append(f"Items marked political, for speech, petition or belief, are {off}in force.")
    if not regime.schemes:
        said.append("It has no schemes: nobody is scored and nobody is listed.")
    return said if regime.aim else [*said, *silence(["what the regime is for"])]


def _phases(phases: dict[str, Phase]) -> Iterable[str]:
    for name, phase in sorted(phases.items(), key=lambda item: item[1].from_date):
        for path, value in phase.changes.items():
            yield f"{upper(name)}, from {phase.from_date}: {path.replace('.', ' > ')} reads: {_words(value)}."


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(inner)}" for name, inner in value.items())
    return together(_words(inner) for inner in value) if isinstance(value, list) else str(value)
