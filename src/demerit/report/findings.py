"""The headline findings of a run, in sentences: computed from the same counters as the charts."""

from __future__ import annotations

from datetime import timedelta

from demerit.report.layout import ReportData
from demerit.report.leading import rich_and_poor
from demerit.report.numbers import counted, part_of, percent, to_date, whole, written_date
from demerit.report.tallies import (
    NOT_LEARNT,
    bands,
    conduct,
    final_shares,
    gates,
    last,
    learnt,
    lists,
    points_schemes,
    refusals,
    total,
)


def span(data: ReportData) -> str:
    """`1 May 2017 to 29 April 2020`, or the number of days where the run has no dates."""
    days = data.series.get("date", ())
    if len(days):
        return f"{written_date(days[0])} to {written_date(days[-1])}"
    count, start = data.manifest.get("days"), data.manifest.get("start")
    if start and count:
        return f"{written_date(start)} to {written_date(to_date(start) + timedelta(days=int(count) - 1))}"
    return counted(int(count), "day") if count else "an unknown time"


def _of_scheme(data: ReportData, scheme: str) -> list[str]:
    shares = final_shares(data, scheme)
    names = bands(data, scheme)
    most = max(names, key=shares.__getitem__)
    said = [
        (
            f"In {scheme}, {percent(shares[most])} of subjects end in band {most}; {percent(shares[names[0]])} are in "
            f"the best band, {names[0]}, and {percent(shares[names[-1]])} in the worst, {names[-1]}."
        )
    ]
    marks, wrong = total(data, f"marks.{scheme}"), total(data, f"false.{scheme}")
    if marks:
        told = total(data, f"told.{scheme}")
        knew = "nobody was told of any of them" if not told else f"of {part_of(told, marks)} the person was told"
        said.append(
            f"{counted(marks, 'mark')} went on records; {whole(wrong)} ({part_of(wrong, marks)}) are for acts that "
            f"nobody did or stand on the wrong person's record{_amounts(data, scheme)}, and {knew}."
        )
    return said + _besides_points(data, scheme)


def _amounts(data: ReportData, scheme: str) -> str:
    return " or have a zero too many" if total(data, f"wrong_amounts.{scheme}") else ""


_BESIDES_POINTS = (
    ("graded", "{} graded somebody at once", "mark", "marks"),
    ("warned", "{}", "first deduction was only a warning", "first deductions were only warnings"),
    ("repaired", "{} repaired", "mark was", "marks were"),
    ("stale", "{} though the entry behind was corrected", "mark stayed", "marks stayed"),
    ("withdrew", "{} consent and had the record erased", "person withdrew", "people withdrew"),
)
"""counter, what it did, and who did it: one, several"""


def _besides_points(data: ReportData, scheme: str) -> list[str]:
    """What else became of a score, in one sentence; nothing where the regime has no such things."""
    counts = [(total(data, f"{kind}.{scheme}"), text, one, many) for kind, text, one, many in _BESIDES_POINTS]
    done = [text.format(counted(count, one, many)) for count, text, one, many in counts if count]
    return [f"In {scheme}, {'; '.join(done)}."] if done else []


def _of_list(data: ReportData, name: str) -> list[str]:
    entries = total(data, f"entries.{name}")
    if not entries:
        return [f"Nobody was entered in {name}."]
    subjects = counted(total(data, f"subjects.{name}"), "subject")
    said = [
        (
            f"In {name}, {counted(entries, 'entry was', 'entries were')} made on {subjects}; "
            f"{whole(last(data, f'in_force.{name}'))} were in force on the last day."
        )
    ]
    ways = learnt(data, name)
    told, found_out, never = (part_of(count, entries) for count in ways.values())
    said.append(
        f"{told} of entries were first learnt of by notice, {found_out} at a gate, and {never} were {NOT_LEARNT}."
    )
    wrong = total(data, f"wrongful.{name}")
    if wrong:
        said.append(
            f"{whole(wrong)} entries ({part_of(wrong, entries)}) are of the wrong person, or of people unable to pay "
            f"where the ground asks for ability."
        )
    compared = rich_and_poor(data, name)
    return [*said, compared] if compared else said


def _of_speech(data: ReportData) -> list[str]:
    """How much of what people said was taken down."""
    said = []
    for name in conduct(data):
        acts, down = total(data, f"acts.{name}"), total(data, f"taken_down.{name}")
        if down:
            said.append(f"Of {whole(acts)} acts of {name}, {whole(down)} were taken down ({part_of(down, acts)}).")
    return said


def findings(data: ReportData) -> list[str]:
    """What happened, in the order in which it strikes people: bands, lists, gates. Each sentence stands alone."""
    said: list[str] = []
    for scheme in points_schemes(data):
        said += _of_scheme(data, scheme)
    for name in lists(data):
        said += _of_list(data, name)
    refused = refusals(data)
    if refused:
        bystanders = sum(total(data, f"bystanders.{gate}") for gate in gates(data))
        hit = f"; {counted(bystanders, 'refusal')} hit a bystander" if bystanders else ""
        unchecked = sum(total(data, f"unchecked.{gate}") for gate in gates(data))
        missed = f"; {counted(unchecked, 'time')} a bar was missed because nobody checked" if unchecked else ""
        said.append(f"Gates refused people {counted(refused, 'time')}{hit}{missed}.")
    said += _of_speech(data)
    return said or ["No scheme left a trace on anybody: no record, no list, and every gate opened."]
