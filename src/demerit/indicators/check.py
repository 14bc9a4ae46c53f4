"""Laws that the counters of every run keep, by name: no part is larger than its whole, in any community or group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from demerit.indicators.counts import Counts, Run
from demerit.indicators.measures import added_up
from demerit.records.layout import counter_name


class Law(NamedTuple):
    """The sum of the counters `part` is never above that of `whole`."""

    name: str
    part: str
    whole: str


LAWS: tuple[Law, ...] = (
    Law("false marks are marks", "false", "marks"),
    Law("told marks are marks", "told", "marks"),
    Law("direct grades are marks", "graded", "marks"),
    Law("wrong amounts are false", "wrong_amounts", "false"),
    Law("wrongful entries are entries", "wrongful", "entries"),
    Law("entries of a wrong person are wrongful", "wrong_person", "wrongful"),
    Law("subjects have entries", "subjects", "entries"),
    Law("an entry is learnt of once", "noticed gate_learnt", "entries"),
    Law("entries are in force or have left", "entries", "in_force left"),
    Law("only entries are in force or leave", "in_force left", "entries"),
    Law("longer terms are of entries", "extended", "entries"),
    Law("wrongful days are days", "wrongful_days", "days"),
    Law("unaware days are days", "unaware_days", "days"),
    Law("who is removed after paying has paid", "removed_after_paying", "paid"),
    Law("only requests are decided", "upheld refused_correction", "asked"),
    Law("refusals are attempts", "refused", "attempts"),
    Law("people refused have refusals", "first_refused", "refused"),
    Law("refusals of bystanders are refusals", "bystanders", "refused"),
    Law("acts seen are acts", "seen", "acts"),
    Law("acts added are acts", "added", "acts"),
    Law("acts taken down are seen", "taken_down", "seen"),
)


def broken_laws(run: Run) -> list[str]:
    """What is wrong with the counters of a run, one sentence each; empty when all is well.

    A law about a counter that the run does not keep says nothing of it.
    """
    counts = Counts(run, {}, {})
    return [text for law in LAWS for text in _broken(counts, law)] + list(_totals_differ(counts))


def _broken(counts: Counts, law: Law) -> Iterator[str]:
    kinds = [*law.part.split(), *law.whole.split()]
    for owner in counts.owners(kinds[0]):
        if not all(counts.has(kind, owner) for kind in kinds):
            continue
        over = added_up(counts, owner, law.part.split()) > added_up(counts, owner, law.whole.split())
        if over.any():
            yield f"{law.name}: not so for {owner} in {int(over.sum())} communities"


def _totals_differ(counts: Counts) -> Iterator[str]:
    """Communities and groups count the same people, so their totals agree."""
    if counts.people.sum() != counts.members.sum():
        yield "communities and groups differ in people"
    for name in counts.names:
        by_community = counts.by_community(name.kind, name.owner, detail=name.detail).sum()
        by_group = counts.by_group(name.kind, name.owner, detail=name.detail).sum()
        if by_community != by_group:
            yield f"communities and groups differ in {counter_name(*name)}: {by_community:,.0f} and {by_group:,.0f}"
