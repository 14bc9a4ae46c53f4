"""The audit's own proof for the terminal: real cases with their repaired twins, and safeguards taken out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from demerit.audit.layout import State
from demerit.audit.proof.cases import CaseResult, proven_cases
from demerit.audit.proof.deletions import Deletions, all_deletions
from demerit.audit.proof.mutations import CLEAN, MutationResult, Score, proven_mutations
from demerit.audit.register import RULES
from demerit.report.numbers import percent

_CASES = (
    "Real cases as regime files of their declared structure, held against the principles. Each must not pass the tests "
    "that answer to what the court or the inquiry found; its repaired twin must pass these, and fail nothing that is "
    "prohibited or needs an exception. `not declared`: raised because the case is silent there, which is no pass."
)
_MUTATIONS = (
    f"Safeguards deleted or flipped one at a time in `{CLEAN}`, a regime that passes every static test of the "
    "principles. Recall: of the tests that a mutation must raise, how many are raised (fail or not declared). "
    "Precision: of what is raised and is prohibited or needs an exception, how much the mutation names."
)
_BOUND = (
    "Whoever wrote these files had read the tests. They show that a test finds what it is for, in files that declare "
    "it plainly; they do not show how often real regimes declare it."
)
_NAME = 36
"""columns of a rule's title, and of a mutation's name"""


def cases_text(width: int = 80) -> tuple[str, bool]:
    """The table of cases, folded to so many columns, and whether every case holds."""
    results = proven_cases()
    held = sum(one.holds for one in results)
    lines = [*_fold(_CASES, width), "", f"{held} of {len(results)} cases hold."]
    for one in results:
        lines += ["", *_case(one, width)]
    lines += ["", *_fold(_BOUND, width)]
    return "\n".join(lines) + "\n", held == len(results)


def _case(one: CaseResult, width: int) -> Iterator[str]:
    case = one.case
    yield from _fold(f"{case.id}  {case.title} ({case.name}): {'holds' if one.holds else 'does not hold'}", width, 5)
    yield from _fold(f"     {case.because}", width, 5)
    yield from _fold(f"     {case.source}", width, 5)
    for rule in case.must:
        yield f"       {rule:<5} {RULES[rule][0].title:<{_NAME}} {one.flagged.get(rule, 'MISSED')}"
    if one.true_share is not None and case.true_share is not None:
        low, high = (percent(share) for share in case.true_share)
        where = "between" if one.in_range else "NOT between"
        yield from _fold(f"     {percent(one.true_share)} of the marks of `{case.feed}` are true, {where} {low} and "
                         f"{high}", width, 5)  # fmt: skip
    if case.weakness_only:
        says = f"FAILS MORE: {' '.join(one.too_heavy)}" if one.too_heavy else "nothing heavier than a weakness fails"
        yield f"     {says}"
    if case.simulated:
        yield f"     only runs can tell: {' '.join(case.simulated)}"
    yield from _fold(f"     repaired twin: {_twin(one)}", width, 5)


def _twin(one: CaseResult) -> str:
    if one.twin_clean:
        return "clean"
    still = [f"still raises {' '.join(one.twin_flagged)}"] if one.twin_flagged else []
    return "; ".join(still + ([f"FAILS {' '.join(one.twin_severe_fails)}"] if one.twin_severe_fails else []))


def mutations_text(width: int = 80) -> tuple[str, bool]:
    """Recall and precision with every miss, mutations, clauses deleted; and whether nothing is left unexplained."""
    score, deleted = proven_mutations(), all_deletions()
    lines = [*_fold(_MUTATIONS, width), "", *_score(score)]
    wrong = [one for one in score.results if not one.as_said]
    for one in wrong:
        lines += ["", *_wrong(one)]
    lines += ["", "Missed, and why:"] if score.excepted else []
    lines += [row for one in score.results if one.mutation.excepted for row in _excepted(one, width)]
    lines += ["", f"  {'what is gone':<{_NAME}} raised"]
    lines += [row for one in score.results if one.raised for row in _row(one, width)]
    lines += ["", *_deleted(deleted, width), "", *_fold(_BOUND, width)]
    return "\n".join(lines) + "\n", not wrong and "" not in deleted.by_reason()


def _score(score: Score) -> list[str]:
    why = f"; {score.excepted} missed, see below" if score.excepted else ""
    return [
        f"{len(score.results)} mutations",
        f"  recall     {score.recall:.3f}  {score.found} of {score.expected} are raised{why}",
        f"  precision  {score.precision:.3f}  {score.related} of {score.raised} are named",
    ]


def _wrong(one: MutationResult) -> Iterator[str]:
    name = f"  {one.mutation.name}:"
    if one.missed and not one.mutation.excepted:
        yield f"{name} MISSED {' '.join(one.missed)}"
    if one.unrelated:
        yield f"{name} UNRELATED {' '.join(one.unrelated)}"
    if one.mutation.excepted and not one.missed:
        yield f"{name} RAISED though an exception says that it is not"
    yield f"    {one.mutation.because}"


def _excepted(one: MutationResult, width: int) -> list[str]:
    rules = " ".join(one.missed)
    return _fold(f"  - {one.mutation.name} ({rules}): {one.mutation.because}; but {one.mutation.excepted}", width, 4)


def _row(one: MutationResult, width: int) -> list[str]:
    raised = ", ".join(_rules(one.raised, "fail") + _rules(one.raised, "not declared"))
    return _fold(f"  {one.mutation.name:<{_NAME}} {raised}", width, _NAME + 3)


def _rules(raised: dict[str, State], state: State) -> list[str]:
    found = [rule for rule, one in raised.items() if one == state]
    return [f"{' '.join(found)} {state}"] if found else []


def _deleted(deleted: Deletions, width: int) -> Iterator[str]:
    """Every clause deleted by itself, and why no test misses some of them."""
    every = len(deleted.raised) + len(deleted.refused) + len(deleted.missed_by_none)
    yield from _fold(
        f"Each of its {every} clauses deleted by itself: {len(deleted.raised)} raise a test, {len(deleted.refused)} "
        f"cannot be left out of a file, and {len(deleted.missed_by_none)} raise none, because:",
        width,
    )
    for reason, paths in deleted.by_reason().items():
        yield from _fold(f"  - {reason or 'UNEXPLAINED'}: {', '.join(f'`{path}`' for path in paths)}", width, 4)


def _fold(text: str, width: int, hang: int = 0) -> list[str]:
    """A line folded to so many columns; what is folded stands `hang` columns in."""
    return textwrap.wrap(text, width, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False)
