"""What a run does where a regime file is silent: every stand-in for a clause that is not declared, as a sentence.

A silence is never a zero that somebody wrote. A run has to do something there all the same, and does without: no wrong
person, no notice, no delay. Whoever reads the run is told each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from demerit.regime.laws import CORRECTION
from demerit.regime.layout import Correction, Feed, List, Notice, Points, Regime
from demerit.regime.saying import together

Gap = tuple[tuple[str, ...], str, str, str]
"""(sections around it, name of the clause, the word that is not declared, what the run does instead)"""

_SO = ": not declared, so "
_BELOW = " > "
_LATER = re.compile(r"^From day [\d,]+ on, ")
_OF_MANY = ("catalogue", "grounds", "term", "exits")
"""sections of a scheme whose clauses have names of their own"""


def stand_ins(regime: Regime) -> list[str]:
    """What is not declared and what a run does instead: `feeds > cameras > wrong person: not declared, so ...`.

    Clauses beside each other that are silent on the same word share a sentence.
    """
    beside: dict[tuple[str, ...], int] = {("feeds",): len(regime.feeds), ("measures",): len(regime.measures)}
    beside |= {("schemes", name, "catalogue"): len(s.catalogue) for name, s in _points(regime).items()}
    shared: dict[tuple[tuple[str, ...], str, str], list[str]] = {}
    for around, name, word, instead in _gaps(regime):
        shared.setdefault((around, word, instead), []).append(name)
    said = []
    for (around, word, instead), names in shared.items():
        every = len(names) > 2 and beside.get(around) == len(names)
        clause = f"all {len(names)}" if every else together(names)
        said.append(f"{_BELOW.join(part for part in (*around, clause, word) if part)}{_SO}{instead}")
    return said


def in_brief(notes: Iterable[str]) -> str:
    """The stand-ins among some notes in one line, `feeds (wrong person, false marks)`; empty where there are none."""
    words: dict[str, dict[str, None]] = {}
    for note in notes:
        path, is_one, _ = note.partition(_SO)
        if is_one:
            section, *rest = _LATER.sub("", path).split(_BELOW)
            owner = rest.pop(0) if section == "schemes" else section
            if section != "schemes" or (rest[0] in _OF_MANY and len(rest) > 1):
                rest = rest[1:] if section != "schemes" else rest[2:] or rest[:1]  # without the names
            words.setdefault(owner, {}).update(dict.fromkeys([_BELOW.join(rest)] if rest else []))
    return "; ".join(f"{owner} ({', '.join(said)})" if said else owner for owner, said in words.items())


def _points(regime: Regime) -> Mapping[str, Points]:
    return {name: scheme for name, scheme in regime.schemes.items() if isinstance(scheme, Points)}


def _gaps(regime: Regime) -> Iterator[Gap]:
    for name, feed in regime.feeds.items():
        yield from ((("feeds",), name, word, instead) for word, instead in _feed(feed))
    for name, scheme in regime.schemes.items():
        yield from _list(name, scheme) if isinstance(scheme, List) else _score(name, scheme)
    for name, measure in regime.measures.items():
        if isinstance(regime.schemes.get(measure.on.scheme), List):
            if measure.starts_after is None:
                yield ("measures",), name, "starts after", "the gate learns of an entry at once"
            if measure.ends_after is None:
                yield ("measures",), name, "ends after", "the gate learns of the end at once"
    for name, flow in regime.agreements.items():
        if flow.arrives_after is None:
            yield ("agreements",), name, "arrives after", "news arrives at once"
        if flow.consent == "with" and flow.consents is None:
            yield ("agreements",), name, "who consent", "everybody consents"
        source = regime.schemes.get(flow.source)
        if isinstance(source, List) and source.correction and "entry" in flow.passes and CORRECTION not in flow.passes:
            yield ("agreements",), name, "passes > correction", "a copy stays when the entry is corrected"
    if regime.feeds and not regime.responses:
        yield (), "responses", "", "nobody changes what they do because they are watched or hit"


def _feed(feed: Feed) -> Iterator[tuple[str, str]]:
    if feed.arrives_after is None:
        yield "arrives after", "a record arrives at once"
    if feed.wrong_person is None:
        yield "wrong person", "no record falls on somebody else"
    if feed.false_marks is None:
        yield "false marks", "no record is of an act that nobody did"


def _score(name: str, scheme: Points) -> Iterator[Gap]:
    here = ("schemes",)
    if scheme.participation.mode == "opt-in" and scheme.participation.uptake is None:
        yield here, name, "participation > uptake", "nobody takes part"
    if scheme.recovery is None:
        for item, priced in scheme.catalogue.items():
            if priced.expires_after is None:
                yield (*here, name, "catalogue"), item, "expires after", "its marks stay for good"
    yield from ((here, name, word, instead) for word, instead in _notice(scheme.notice, "a mark"))
    yield from ((here, name, word, instead) for word, instead in _correction(scheme.correction, "mark"))


def _list(name: str, scheme: List) -> Iterator[Gap]:
    here = ("schemes",)
    for ground, entry in scheme.grounds.items():
        if entry.only_if and entry.misjudged is None:
            yield (*here, name, "grounds"), ground, "misjudged", "nobody who cannot pay is taken for able"
        if ground not in scheme.term:
            yield (*here, name, "term"), ground, "", "an entry on this ground does not end by itself"
    if scheme.decides is None:
        yield here, name, "decides", "no case waits for the office"
    if scheme.decided_after is None:
        yield here, name, "decided after", "a case is decided at once"
    if not scheme.exits:
        yield here, name, "exits", "nothing but its term or a correction takes a name off"
    for way, exit_ in scheme.exits.items():
        if exit_.kept is None:
            yield (*here, name, "exits"), way, "kept", "the office always keeps its clock"
    yield from ((here, name, word, instead) for word, instead in _notice(scheme.notice, "an entry"))
    yield from ((here, name, word, instead) for word, instead in _correction(scheme.correction, "entry"))
    correction = scheme.correction
    if correction is not None:
        if correction.then_corrected_within is None:
            yield here, name, "correction > then corrected within", "an entry found wrong is corrected at once"
        if correction.review is None:
            yield here, name, "correction > review", "a refusal is final"
        elif correction.review.upheld is None:
            yield here, name, "correction > review > upheld", "no review succeeds"
        if correction.suspends_measures is None:
            yield here, name, "correction > suspends measures", "measures go on meanwhile"


def _notice(notice: Notice | None, what: str) -> Iterator[tuple[str, str]]:
    if notice is None:
        yield "notice", f"nobody is told of {what}"
    elif notice.when != "never" and notice.served is None:
        yield "notice > served", f"no notice of {what} reaches anybody"
    elif notice.when == "before" and notice.grace is None:
        yield "notice > grace", f"performance after the notice does not prevent {what}"


def _correction(correction: Correction | None, what: str) -> Iterator[tuple[str, str]]:
    if correction is None:
        yield "correction", f"no wrong {what} is ever corrected"
    elif correction.upheld is None:
        yield "correction > upheld", "no justified request succeeds"
