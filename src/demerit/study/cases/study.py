"""A case, replayed as it was and, if asked, under other rules: the result that reports tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from demerit.errors import Problem, UserError, did_you_mean, listed
from demerit.regime.changes import Change, change_of, changes_in
from demerit.study.cases.course import Course, course
from demerit.study.cases.from_yaml import Script, read_case, refuse_unknown_facts
from demerit.study.cases.judged import Judged, judge
from demerit.study.cases.regimes import World, world
from demerit.study.cases.replay import Replay, replay


@dataclass(frozen=True)
class Told:
    """One replay with its facts judged and its course."""

    replay: Replay
    facts: tuple[Judged, ...]
    course: Course


@dataclass(frozen=True)
class Studied:
    """A case as it was, and the same case under other rules (None where none were asked for)."""

    script: Script
    original: Told
    other: Told | None
    says: str
    """what the other rules are, in words"""

    @property
    def holds(self) -> bool:
        """Whether every fact of the news holds under the regime of the case."""
        return all(fact.holds for fact in self.original.facts)


def study(
    source: str | Path, regime: str | Path | None = None, changes: Sequence[str] = (), variant: str | None = None
) -> Studied:
    """Replays a case; with another regime, with changes (`PATH=VALUE`) or in a variant of its file, compares the two.

    Raises `UserError` for a case, regime, variant or change that cannot be read.
    """
    script = read_case(source)
    was = original(script)
    refuse_unknown_facts(script, was.regime)
    first = _told(script, was)
    if regime is None and variant is None and not changes:
        return Studied(script, first, None, "")
    other, says = _other(script, was, regime, [change_of(text) for text in changes], variant)
    outside = variant is None or script.case.variants[variant].outside is None
    return Studied(script, first, _told(script, other, outside), says)


def original(script: Script) -> World:
    """The regime of a case, with the clauses that were otherwise in it."""
    return world(script.case.regime, script.folder, changes_in(script.changes(), script.sheet), script.case.sources)


def _told(script: Script, under: World, outside: bool = True) -> Told:
    told = replay(script, under, outside)
    return Told(told, tuple(judge(told)), course(told))


def _other(
    script: Script, was: World, regime: str | Path | None, changes: list[Change], variant: str | None
) -> tuple[World, str]:
    """The other rules, and what they are in words."""
    kept, says = list(was.changes), []
    named: str | None = None
    if variant is not None:
        known = script.case.variants
        if variant not in known:
            raise UserError(f"the case has no variant `{variant}`", f"one of: {listed(known)}",
                            did_you_mean(variant, known))  # fmt: skip
        named = known[variant].regime
        says.append(known[variant].says)
        kept = ([] if named else kept) + changes_in(script.changes("variants", variant), script.sheet)
    if regime is not None:
        if named is not None:
            raise UserError(f"the variant `{variant}` has a regime of its own", "one of the two")
        named, kept = str(regime), kept[len(was.changes) :]
        says.append(f"under the regime {Path(named).stem}")
    says += [f"with {change}" for change in changes]
    try:
        found = world(named or script.case.regime, script.folder, [*kept, *changes], script.case.sources)
    except UserError as refused:
        if variant is None or regime is None:
            raise
        raise _misfit(refused, script, variant, regime) from None
    return found, ", ".join(says)


def _misfit(refused: UserError, script: Script, variant: str, regime: str | Path) -> UserError:
    """The refusal of a variant under a regime that it was not written for; the file of the case is not at fault."""
    others = [problem for problem in refused.problems if problem.file != script.sheet.file]
    found = [problem.message for problem in refused.problems if problem.file == script.sheet.file]
    if not found:
        return refused
    name = Path(regime).stem
    message = f"the variant `{variant}` does not fit the regime {name}: {'; '.join(found)}"
    expected = f"a variant under {script.case.regime}, which it was written for"
    return UserError([*others, Problem(None, None, None, message, expected, "take --variant or --regime away")])
