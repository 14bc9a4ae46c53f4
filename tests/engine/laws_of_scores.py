"""What must hold of marks, scores and who has them, recomputed from the ledger and the regime file (see laws.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from demerit.engine.layout import AMOUNT, TRUE, WRONG_PERSON
from demerit.regime.layout import Points
from demerit.tables.amounts import days, period
from tests.engine.runs import Line, Lived
from tests.engine.standing import (
    MOST_REPLACED,
    OF_MARKS,
    Person,
    in_order,
    item_of,
    scheme_lists,
    scheme_points,
    within,
)

OF_A_SCORE = ("mark", "warning", "lapse", "repair", "copy", "recovery", "friend", "band", "withdrawal")


def is_of_a_score(line: Line) -> bool:
    """Whether a line is about a points scheme."""
    return line.event in OF_A_SCORE or (line.event in ("request", "ruling") and line.flags == OF_MARKS)


def scores_are_sums(run: Lived) -> Iterator[str]:
    """score = start + points of live marks, clipped and held down by direct grades.

    A band line stands where, and only where, that changes the band, and marks that end say what they give back.
    """
    for person, lines in run.records.items():
        me = Person(run, person)
        for line in in_order(run, lines):
            if line.event == "band" or not is_of_a_score(line) or line.event == "withdrawal":
                me.live(line)
                continue
            change = me.change(line)[1]
            if line.event in ("lapse", "repair") and line.value != change:
                yield f"the {line.event} in line {line.number} of {person} gives {line.value} points, not {change}"
            before = me.band(line.scheme)
            me.live(line)
            after = me.band(line.scheme)
            said = [(b.what, b.value) for b in lines if b.event == "band" and b.cause == line.number]
            if said != ([after] if before[0] != after[0] else []):
                yield f"after line {line.number} of {person} the band and score are {after}, but the record says {said}"


def marks_are_priced(run: Lived) -> Iterator[str]:
    """A mark costs what its item says: more while another of the kind stands, ten times as much by a slip.

    A grade has no points, and an item of politics none where these are off.
    """
    for person, lines in run.records.items():
        me = Person(run, person)
        for line in in_order(run, lines):
            if line.event == "mark":
                item = item_of(run, line)
                exact = 0.0 if item.points is None else item.points.value
                if item.repeated and me.standing(line.scheme, line.what):
                    exact *= item.repeated.value
                if line.flags & AMOUNT:
                    exact = within(10 * _whole(exact))
                if abs(line.value - exact) >= (10 if line.flags & AMOUNT else 1):
                    yield f"the mark in line {line.number} of {person} has {line.value} points, not {exact}"
                if item.political and run.world.regime_on(line.day).political_items == "off":
                    yield f"the mark in line {line.number} of {person} is political, which is off"
            me.live(line)


def _whole(points: float) -> int:
    """Points in full: what is over is dropped."""
    return int(points)


def marks_end_once(run: Lived) -> Iterator[str]:
    """A mark ends at most once, on the day on which it expires at the latest."""
    for person, lines in run.records.items():
        me = Person(run, person)
        for line in in_order(run, lines):
            if line.event in ("lapse", "repair"):
                mark = me.ended_by(line)
                if mark is None or mark.what != line.what:
                    yield f"the {line.event} in line {line.number} of {person} ends no mark"
                    break
                if line.event == "lapse" and line.cause == mark.number and line.day != _expires(run, mark):
                    yield f"the mark in line {mark.number} of {person} lapses on day {line.day}"
            me.live(line)
        else:
            left = [mark for score in me.scores for mark in score.marks.values()]
            for mark in (one for one in left if _expires(run, one) < run.world.plan.days):
                yield f"the mark in line {mark.number} of {person} never lapsed"


def _expires(run: Lived, mark: Line) -> int:
    """The day on which a mark expires."""
    after = item_of(run, mark).expires_after
    return mark.day + days(after) if after and days(after) else 1 << 30


def only_subjects_have_records(run: Lived) -> Iterator[str]:
    """Marks and all that comes of them befall those who take part: of the right place, and not withdrawn."""
    for person, lines in run.records.items():
        me = Person(run, person)
        for line in in_order(run, lines):
            me.reach(line.day)
            if is_of_a_score(line) and not me.takes_part(line.scheme):
                yield f"{line.event} in line {line.number} of {person}, who takes no part in {line.scheme}"
            me.live(line)


def coming_and_going(run: Lived) -> Iterator[str]:
    """People move at most once, to another place, and withdraw at most once, from schemes that let them."""
    for person, lines in run.records.items():
        me = Person(run, person)
        for line in lines:
            me.reach(line.day)
            if line.event == "move" and (me.place != me.home or run.world.nation.places[line.what] == me.home):
                yield f"{person} moves from {me.place} to {run.world.nation.places[line.what]}"
            if line.event == "withdrawal":
                written = me.schemes[line.scheme].participation
                if me.scores[line.scheme].withdrawn or not written.withdraws:
                    yield f"{person} withdraws from {run.world.names.points[line.scheme]}"
            me.live(line)


def warnings_come_first(run: Lived) -> Iterator[str]:
    """Where a scheme warns first: a warned act has no mark, and before each deduction came a warning, not too long ago.

    Nobody is warned twice within that time.
    """
    for person, lines in run.records.items():
        warned: dict[int, int] = {}
        last: dict[int, int] = {}
        marked = {(one.scheme, one.what, one.cause) for one in lines if one.event == "mark" and one.cause}
        for line in (one for one in lines if one.event in ("mark", "warning")):
            rule = run.world.regime_on(line.day).schemes[run.world.names.points[line.scheme]]
            assert isinstance(rule, Points)
            within_ = period(rule.warns_first.within) if rule.warns_first else 0
            if line.event == "warning":
                if line.cause and (line.scheme, line.what, line.cause) in marked:
                    yield f"the act behind line {line.number} of {person} is warned of and marked"
                if not within_ or line.day < warned.get(line.what, -10_000) + within_:
                    yield f"{person} is warned again in line {line.number}"
                if item_of(run, line).grade or item_of(run, line).points.value >= 0:  # type: ignore[union-attr]
                    yield f"{person} is warned in line {line.number} for what is no deduction"
                warned[line.what] = last[line.what] = line.day
            elif within_ and line.feed >= 0 and line.value < 0:
                if line.day > last.get(line.what, -10_000) + within_:
                    yield f"the first deduction of a kind in line {line.number} of {person} counts"
                last[line.what] = line.day


def what_is_replaced_is_gone(run: Lived) -> Iterator[str]:
    """After a mark that takes the place of others none of these stands; a corrected copy ends with the line behind."""
    for person, lines in run.records.items():
        me = Person(run, person)
        for line in in_order(run, lines):
            if line.event == "mark" and (other := item_of(run, line).replaces):
                first = run.world.names.items.index(other, _first_item(run, line.scheme))
                ends = sum(one.event == "lapse" and one.cause == line.number for one in lines)
                if me.standing(line.scheme, first) and ends < MOST_REPLACED:
                    yield f"{other} stands beside line {line.number} of {person}, which replaces it"
            if line.event == "copy":
                after = lines[line.number] if line.number < len(lines) else line
                ended = (after.event, after.cause, after.what) == ("lapse", line.number, line.what)
                graded = item_of(run, line).grade is not None
                kept = me.standing(line.scheme, line.what)
                if not ended or not kept or line.value != (0 if graded else -kept[-1].value):
                    yield f"the correction in line {line.number} of {person} takes no copy back"
            me.live(line)


def _first_item(run: Lived, scheme: int) -> int:
    """The number of a scheme's first item."""
    sizes = [
        len(one.catalogue) + sum(bool(i.repair and i.repair.leaves) for i in one.catalogue.values())
        for one in scheme_points(run)
    ]
    return sum(sizes[:scheme])


def repairs_keep_their_time(run: Lived) -> Iterator[str]:
    """A right mark may be repaired so many days after it, before it expires; what repair leaves stands in its place."""
    for person, lines in run.records.items():
        for line in (one for one in lines if one.event == "repair"):
            mark = lines[line.cause - 1]
            rule = item_of(run, mark).repair
            expires = item_of(run, mark).expires_after
            if rule is None or line.day != mark.day + days(rule.after):
                yield f"line {line.number} of {person} is no repair"
                continue
            if expires and days(rule.after) >= days(expires):
                yield f"the repair in line {line.number} of {person} comes too late"
            if mark.flags & TRUE == 0 or mark.flags & WRONG_PERSON:
                yield f"the repair in line {line.number} of {person} is of a wrong mark"
            left = [one for one in lines if one.event == "mark" and one.cause == line.number]
            if len(left) != int(rule.leaves is not None):
                yield f"the repair in line {line.number} of {person} leaves {len(left)} marks"


def scores_are_computed_on_their_days(run: Lived) -> Iterator[str]:
    """Where a score is computed now and then, facts enter it on those days alone, and friends' marks in that tick."""
    starts = [*range(0, run.world.plan.days, run.world.plan.tick), *(day for day, _ in run.world.phases)]
    for person, lines in run.records.items():
        for line in (one for one in lines if one.event in ("mark", "warning", "friend")):
            rule = scheme_points(run)[line.scheme].recomputed
            if rule is None:
                continue
            every = period(rule.every)
            if line.event == "friend":
                ends = min([day for day in starts if day > line.day], default=run.world.plan.days)
                if line.day not in starts or -(-line.day // every) * every >= ends:
                    yield f"a friend counts on day {line.day} for {person}, though the score is not computed"
            elif line.day % every and not _is_left_by_repair(lines, line):
                yield f"{line.event} of {person} on day {line.day}, though the score is computed every {every}"


def _is_left_by_repair(lines: list[Line], line: Line) -> bool:
    return line.cause > 0 and lines[line.cause - 1].event == "repair"


def measures_on_bands_meet_their_bands(run: Lived) -> Iterator[str]:
    """Whom a measure on bands meets is in one of them at that moment; and benefits are those that the measure gives."""
    names = run.world.names
    for person, lines in run.records.items():
        me = Person(run, person)
        for line in in_order(run, lines):
            me.reach(line.day)
            if line.event in ("refusal", "charge", "benefit"):
                measure = run.world.regime_on(line.day).measures[names.measures[line.what]]
                if measure.applied and measure.applied.value == 0:
                    yield f"{person} met {names.measures[line.what]}, which no gate applies"
                if measure.on.relation != "listed":
                    scheme = names.points.index(measure.on.scheme)
                    at, asked = me.band(scheme)[0], names.bands[scheme].index(measure.on.band or "")
                    meets = {"from": at <= asked, "below": at > asked, "at": at == asked}[measure.on.relation]
                    if not meets or not me.takes_part(scheme):
                        yield f"{person} met {names.measures[line.what]} in band {at} in line {line.number}"
            me.live(line)


def people_are_listed_where_they_may_be(run: Lived) -> Iterator[str]:
    """On a list of some places nobody is entered who has never lived in one of them."""
    for person, lines in run.records.items():
        lived = {Person(run, person).home} | {run.world.nation.places[o.what] for o in lines if o.event == "move"}
        for line in (one for one in lines if one.event == "entry"):
            places = scheme_lists(run)[line.scheme].subjects.places
            if places and not lived & set(places):
                yield f"{person} of {lived} is entered on list {line.scheme}"


LAWS: dict[str, Callable[[Lived], Iterator[str]]] = {
    "scores are sums": scores_are_sums,
    "marks are priced": marks_are_priced,
    "marks end once": marks_end_once,
    "only subjects have records": only_subjects_have_records,
    "coming and going": coming_and_going,
    "warnings come first": warnings_come_first,
    "what is replaced is gone": what_is_replaced_is_gone,
    "repairs keep their time": repairs_keep_their_time,
    "scores are computed on their days": scores_are_computed_on_their_days,
    "measures on bands meet their bands": measures_on_bands_meet_their_bands,
    "people are listed where they may be": people_are_listed_where_they_may_be,
}
"""Laws of scores."""
