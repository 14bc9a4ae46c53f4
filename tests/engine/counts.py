"""What must hold of the counters of any run: they are what the ledger says, added up three ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.engine.layout import AMOUNT, KNOWS, TRUE
from demerit.nations.draws import key_of
from demerit.nations.layout import COMMUNITY
from demerit.nations.people import has_credit_file
from demerit.tables.amounts import whole
from tests.engine.laws import entry_behind, removals
from tests.engine.runs import Line, Lived
from tests.engine.standing import Person, item_of


def sums_agree(run: Lived) -> Iterator[str]:
    """Days, communities and groups add up to the same; everybody belongs to one group."""
    totals = run.totals
    by_day = totals.series.sum(axis=0)
    for name, table in (("communities", totals.clusters), ("groups", totals.groups)):
        other = table.sum(axis=0, dtype=np.int64)
        for at in np.flatnonzero(by_day != other)[: len(run.world.names.counters)]:
            yield f"{run.world.names.counters[at]} is {by_day[at]} by day and {other[at]} by {name}"
    if totals.people_of_group.sum() != run.world.plan.people:
        yield "somebody belongs to no group"


def blocks_are_their_communities(run: Lived) -> Iterator[str]:
    """The groups of a block add up to its communities, and so do its people."""
    plan, totals = run.world.plan, run.totals
    if plan.tables.groups == 1:
        return
    block_of = np.array([plan.block_of(community) for community in range(len(totals.clusters))])
    for block, (groups, people) in enumerate(zip(totals.blocks, totals.people_of_blocks, strict=True)):
        here = np.flatnonzero(block_of == block)
        if not np.array_equal(groups.sum(axis=0), totals.clusters[here].sum(axis=0, dtype=np.int64)):
            yield f"block {block} counts what its communities do not"
        if people.sum() != sum(min(COMMUNITY, plan.people - COMMUNITY * community) for community in here.tolist()):
            yield f"block {block} has other people than its communities"


def bands_hold_everybody(run: Lived) -> Iterator[str]:
    """On every day each subject of a points scheme is in one band; people move in and out, and withdraw."""
    names = run.world.names
    expected = _participants(run)
    for at, (scheme, bands) in enumerate(zip(names.points, names.bands, strict=True)):
        columns = [run.world.counter(f"band.{scheme}.{band}") for band in bands]
        present = run.totals.series[:, columns].cumsum(axis=0)
        if (present < 0).any():
            yield f"a band of {scheme} holds {present.min()} people"
        for day in np.flatnonzero(present.sum(axis=1) != expected[at])[:1]:
            yield f"on day {day} the bands of {scheme} hold {present[day].sum()} people of {expected[at][day]}"


def _participants(run: Lived) -> NDArray[np.int64]:
    """By points scheme and day: how many take part."""
    names, days = run.world.names, run.world.plan.days
    found = np.zeros((len(names.points), days), np.int64)
    for person in range(run.world.plan.people if names.points else 0):
        me = Person(run, person)
        for at in range(len(names.points)):
            found[at] += me.takes_part(at)
        comings = [(line.day, line) for line in me.lines if line.event in ("move", "withdrawal")]
        phases = [(day, None) for day, _ in run.world.phases[1:] if day < days]
        for day, line in sorted([*phases, *comings], key=lambda one: (one[0], one[1] is not None)):
            before = [me.takes_part(at) for at in range(len(names.points))]
            me.live(line) if line else me.reach(day)
            for at, took in enumerate(before):
                found[at][day:] += me.takes_part(at) - took
    return found


def entries_are_there_or_left(run: Lived) -> Iterator[str]:
    """entries - left = in force, by day, by community and by group; and never fewer than none."""
    for name, exits in zip(run.world.names.lists, run.world.names.exits, strict=True):
        entered, left, present = (run.world.counter(f"{c}.{name}") for c in ("entries", "left", "in_force"))
        for table in (run.totals.series.cumsum(axis=0), run.totals.clusters, run.totals.groups):
            if not np.array_equal(table[:, entered] - table[:, left], table[:, present]) or table[:, present].min() < 0:
                yield f"entries to {name} less those who left are not those in force"
        if sum(run.total(f"left.{name}.{one}") for one in exits) != run.total(f"left.{name}"):
            yield f"the ways off {name} do not add up"


def counters_are_the_ledger(run: Lived) -> Iterator[str]:
    """Each counter is the number of its lines, or the sum over them."""
    said = _from_ledger(run)
    for counter, number in said.items():
        if run.total(counter) != number:
            yield f"{counter} is {run.total(counter)}, but the ledger says {number}"


def _from_ledger(run: Lived) -> dict[str, int]:
    names = run.world.names
    found: dict[str, int] = {}
    lines = [line for record in run.records.values() for line in record]
    for at, name in enumerate(names.points):
        marks = [one for one in lines if one.event == "mark" and one.scheme == at and not _is_rest(run, one)]
        back = [one for one in lines if one.event == "recovery" and one.scheme == at]
        found |= _of_few(run, at, name, marks, lines)
        found[f"marks.{name}"] = len(marks)
        if not any(one.event == "repair" and one.scheme == at for one in lines):  # what repair leaves is known untold
            found[f"told.{name}"] = sum(one.flags & KNOWS > 0 for one in marks)
        found[f"gained.{name}"] = sum(max(0, one.value) for one in [*marks, *back])
        found[f"lost.{name}"] = sum(max(0, -one.value) for one in marks)
        found[f"false.{name}"] = sum(one.flags & TRUE == 0 for one in marks)
    for at, name in enumerate(names.lists):
        entries = [one for one in lines if one.event == "entry" and one.scheme == at]
        found[f"entries.{name}"] = len(entries)
        found[f"subjects.{name}"] = len({one.person for one in entries})
        found[f"wrongful.{name}"] = sum(one.flags & TRUE == 0 for one in entries)
        found[f"paid.{name}"] = sum(one.event == "performance" and one.scheme == at for one in lines)
        found |= _stays(run, at, name)
    for at, gate in enumerate(names.gates):
        refused = [one for one in lines if one.event == "refusal" and one.scheme == at]
        if f"refused.{gate}" in names.counters:
            again = [one for one in lines if one.event == "tries" and one.scheme == at]
            of_children = [one.value for one in again if run.records[one.person][one.cause - 1].value]
            found[f"refused.{gate}"] = len(refused) + sum(one.value for one in again)
            found[f"first_refused.{gate}"] = len({one.person for one in refused})
            found[f"bystanders.{gate}"] = sum(one.value for one in refused) + sum(of_children)
            found |= _at_gate(run, at, gate, lines)
    for at, conduct in enumerate(names.conduct):
        if f"seen.{conduct}" in names.counters:
            found[f"seen.{conduct}"] = sum(one.event == "conduct" and one.what == at for one in lines)
        if f"taken_down.{conduct}" in names.counters:
            found[f"taken_down.{conduct}"] = sum(one.event == "taken down" and one.what == at for one in lines)
    return found


def _is_rest(run: Lived, mark: Line) -> bool:
    """Whether a mark is what repair left of another, which counts as none."""
    return run.world.names.items[mark.what].startswith("repair of ")


def _of_few(run: Lived, at: int, name: str, marks: list[Line], lines: list[Line]) -> dict[str, int]:
    """What few schemes have, as far as the ledger tells."""
    if f"graded.{name}" not in run.world.names.counters:
        return {}
    of = {event: sum(one.event == event and one.scheme == at for one in lines) for event in ("warning", "repair",
                                                                                          "withdrawal")}  # fmt: skip
    moved_in = 0
    for person in {one.person for one in lines if one.event == "move"}:
        me = Person(run, person)
        for line in me.lines:
            me.reach(line.day)
            before = me.takes_part(at)
            me.live(line)
            moved_in += line.event == "move" and me.takes_part(at) and not before
    return {
        f"graded.{name}": sum(item_of(run, mark).grade is not None for mark in marks),
        f"wrong_amounts.{name}": sum(mark.flags & AMOUNT > 0 for mark in marks),
        f"warned.{name}": of["warning"],
        f"repaired.{name}": of["repair"],
        f"withdrew.{name}": of["withdrawal"],
        f"moved_in.{name}": moved_in,
    }


def _at_gate(run: Lived, at: int, gate: str, lines: list[Line]) -> dict[str, int]:
    """What measures give and cost at a gate."""
    names = run.world.names
    given = [one for one in lines if one.event in ("charge", "benefit") and one.scheme == at]
    of: dict[str, list[Any]] = {"charge": [], "benefit": []}
    for one in given:
        of[one.event].append(run.world.regime_on(one.day).measures[names.measures[one.what]].effect)
    opened = [effect for one, effect in zip([g for g in given if g.event == "benefit"], of["benefit"], strict=True)
              if effect.opens and not has_credit_file(run.world.people, key_of(run.world.people.seed_key, one.person),
                                                      one.person)]  # fmt: skip
    found = {
        f"yuan_gained.{gate}": sum(whole(effect.yuan) for effect in of["benefit"] if whole(effect.yuan) > 0),
        f"yuan_paid.{gate}": sum(-whole(effect.yuan) for effect in of["charge"] if whole(effect.yuan) < 0),
        f"hours.{gate}": sum(whole(effect.hours) for effect in of["charge"]),
        f"forms.{gate}": sum(whole(effect.forms) for effect in of["charge"]),
    }
    if f"opened.{gate}" in names.counters:
        found[f"opened.{gate}"] = len(opened)
        found[f"hours_saved.{gate}"] = sum(whole(effect.saves) for effect in of["benefit"])
        found[f"yuan_waived.{gate}"] = sum(whole(effect.waives) for effect in of["benefit"])
    return found


def _stays(run: Lived, which: int, name: str) -> dict[str, int]:
    """Days in force, days in force before learning of it, and how it was learnt."""
    days = unaware = by_notice = by_gate = 0
    for record in run.records.values():
        down = removals(record)
        for entry in (one for one in record if one.event == "entry" and one.scheme == which):
            end = down[entry.number].day if entry.number in down else run.world.plan.days
            days += end - entry.day
            told = _told(record, entry)
            by_notice += told is not None and told.value == 1
            by_gate += told is not None and told.value == 0
            unaware += (end if told is None else min(end, max(told.day, entry.day))) - entry.day
    return {
        f"days.{name}": days, f"unaware_days.{name}": unaware,
        f"noticed.{name}": by_notice, f"gate_learnt.{name}": by_gate,
    }  # fmt: skip


def _told(record: list[Line], entry: Line) -> Line | None:
    """The line by which the person learnt of an entry, before it or after."""
    before = record[entry.cause - 1] if entry.cause else None
    if before is not None and before.event == "notice":
        return before
    for line in record:
        if line.event == "notice" and line.scheme == entry.scheme and entry_behind(record, line) == entry:
            return line
    return None


LAWS: dict[str, Callable[[Lived], Iterator[str]]] = {
    "sums agree": sums_agree,
    "blocks are their communities": blocks_are_their_communities,
    "bands hold everybody": bands_hold_everybody,
    "entries are there or left": entries_are_there_or_left,
    "counters are the ledger": counters_are_the_ledger,
}
"""Laws of the counters."""
