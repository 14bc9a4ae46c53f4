"""What is kept: the run folder, its tables and counters, declared once; the events of the ledger stand in `events`.

The documentation, the reader, the indicators and the writer all go by what stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, NotRequired, TypedDict

FORMAT = 2
"""Version of the run folder. A folder with a larger number was written by a newer demerit."""
CLASSES_SINCE = 2
"""the first version with classes.parquet"""

MANIFEST = "manifest.json"
SPIRAL = "spiral.json"
LIVES = "tables.json"
CLIMATE = "climate.json"
PAGE = "report.html"
LEDGER = "ledger"
CHECKPOINT = "checkpoint-"
"""Beginning of the name of a checkpoint's folder; a number follows. None is left once a run is finished."""
PART = ".part"
"""What the name of a file ends in while it is being written; it is never read, and renamed once it is whole."""
FINISHED = "finished"
"""What `state` of the manifest says once every file is complete; anything else is a run to be resumed."""

RESUME = "demerit run --resume {folder}"
"""The command that takes a run up again."""

FILES: dict[str, str] = {
    MANIFEST: "regime and nation with their hashes, seed, versions, command; `format` and `state` of the folder",
    "series.parquet": "one row a day: flows of the day, and what is in force at its end",
    "groups.parquet": "one row a group of people: flows added up over the run, and what is in force at its end",
    "clusters.parquet": "one row a community: the same, for intervals",
    "classes.parquet": "one row a class of people in a block of communities: the same, for intervals of one class",
    "ledger/part-*.parquet": "the events of lives, each with its cause",
    LIVES: "the compiled tables, for re-living",
    CLIMATE: "what places shared, tick by tick, for re-living",
    SPIRAL: "twins with their first mark struck out, added up by community; under `links` without each response",
    PAGE: "the page",
    "checkpoint-*/": "where an unfinished run is taken up again",
}
"""Files of a run folder. A file whose name ends in `.part` is being written and is never read."""


class SchemeInfo(TypedDict):
    """What readers need to know of a scheme; `regime_info["schemes"][name]` of the manifest."""

    kind: Literal["points", "list"]
    bands: NotRequired[list[str]]
    """names, from the best to the worst"""
    start: NotRequired[int]
    """points that everybody starts with; not there where each person has a start of their own"""
    colour: NotRequired[Literal["black", "red"]]
    from_age: NotRequired[int]


class RegimeInfo(TypedDict):
    """`manifest["regime_info"]`."""

    schemes: dict[str, SchemeInfo]
    gates: list[str]
    lists: list[str]
    responses: NotRequired[list[str]]
    """conduct whose rate some response changes"""
    mechanisms: NotRequired[dict[str, list[str]]]
    """by kind of counter, the schemes, lists, gates or conduct of which something in the regime can move it; a kind
    that is not there can move for all"""
    copies: NotRequired[dict[str, list[str]]]
    """by points scheme, the lists that pass their entries on to it"""
    tries_again: NotRequired[list[str]]
    """gates where who is refused tries again the same day, so that refusals come in lumps"""
    watching: NotRequired[dict[str, dict[str, dict[str, float]]]]
    """by conduct, then by age, sex, residence, income or place: how many times closer a class of people is watched"""


class ConductInfo(TypedDict):
    """What readers need to know of a conduct."""

    context: str
    merit: bool
    stream: NotRequired[str]
    """the habit that it shares with other conduct: `speech` also has petitions and gatherings of other contexts"""


class NationInfo(TypedDict):
    """`manifest["nation_info"]`."""

    groups: list[dict[str, str | int]]
    conduct: NotRequired[dict[str, ConductInfo]]
    income_yuan: NotRequired[list[float]]
    """mean income a head and year of each fifth, the poorest first"""


class Keep(TypedDict):
    """Whose ledger a run writes; `manifest["kept"]`."""

    ledger: str
    """all, none or sample"""
    every: int
    """one community in so many; 0 for none"""
    besides: list[int]
    """communities that were asked for on top"""


class Column(NamedTuple):
    """One column of a table of the run folder, with its DuckDB type."""

    name: str
    type: str
    unit: str
    meaning: str


TABLES: dict[str, tuple[Column, ...]] = {
    "series": (
        Column("day", "INTEGER", "days", "0 on the day the regime comes into force"),
        Column("date", "DATE", "", "the same day in the calendar"),
    ),
    "groups": (
        Column("age", "VARCHAR", "years", "class of age at day 0, both ends included"),
        Column("sex", "VARCHAR", "", "sex"),
        Column("residence", "VARCHAR", "", "urban or rural"),
        Column("income", "INTEGER", "fifth", "fifth of income a head, 1 the poorest"),
        Column("people", "BIGINT", "people", "members of the group in this run"),
    ),
    "clusters": (
        Column("community", "INTEGER", "", "number of the community: person // 1024"),
        Column("place", "VARCHAR", "", "place that the community belongs to"),
        Column("people", "BIGINT", "people", "people of the community in this run"),
    ),
    "classes": (
        Column(
            "block",
            "INTEGER",
            "",
            "number of the block of communities; a run has 32 at most, of as many communities or one more",
        ),
        Column("kind", "VARCHAR", "", "what people are told apart by: age, sex, residence or income"),
        Column("class", "VARCHAR", "", "the class, as in groups: `18-29`, `female`, `rural`, `1`"),
        Column("people", "BIGINT", "people", "people of the class in the block"),
    ),
    "ledger": (
        Column("person", "BIGINT", "", "index of the person in the nation"),
        Column("line", "INTEGER", "", "number of the line in the person's record, from 1"),
        Column("day", "INTEGER", "days", "day of the event"),
        Column("event", "VARCHAR", "", "one of the events below"),
        Column(
            "scheme", "VARCHAR", "", "scheme or list concerned, at a gate the one behind the measure; empty for conduct"
        ),
        Column("what", "VARCHAR", "", "conduct, item, ground, band, exit, gate or place, as the event says"),
        Column("measure", "VARCHAR", "", "the measure that was met at a gate; empty elsewhere"),
        Column("feed", "VARCHAR", "", "feed that brought it; empty where none did"),
        Column("value", "INTEGER", "", "a number, as the event says"),
        Column("unit", "VARCHAR", "", "points, yuan, yuan waived, hours, forms or days, where the value has a unit"),
        Column(
            "true", "BOOLEAN", "", "the fact is right, its amount too, and about the right person (quote this name)"
        ),
        Column(
            "wrong",
            "VARCHAR",
            "",
            "what is wrong with the fact: `somebody else`, `nobody did it`, `unable to pay` or `a zero too many`",
        ),
        Column("told", "BOOLEAN", "", "the person knows of it"),
        Column("cause", "INTEGER", "", "line of the same person that brought this about, 0 for none"),
    ),
}
"""Columns that every run has. All but the ledger have one BIGINT column for each counter besides."""


Owner = Literal["scheme", "list", "gate", "conduct"]
Kept = Literal["flow", "occupancy"]


@dataclass(frozen=True)
class Counter:
    """A family of counters: one for each scheme, list, gate or conduct, and each detail of it.

    A flow counts what happens in a day (series) or in the run (the other tables); an occupancy counts what holds at the
    end of the day, or of the run.
    """

    kind: str
    owner: Owner
    unit: str
    meaning: str
    kept: Kept = "flow"
    detail: str = ""
    """what a third word of the name says (`band`, `exit`); empty where there is none"""
    optional: bool = False
    """present only where the regime or the engine keeps it"""


COUNTERS: tuple[Counter, ...] = (
    Counter("band", "scheme", "people", "subjects whose score lies in the band", "occupancy", "band"),
    Counter("marks", "scheme", "marks", "marks that reached a record, right or wrong"),
    Counter("gained", "scheme", "points", "points that marks earned, or that recovery gave back"),
    Counter("lost", "scheme", "points", "points that marks cost, as a positive number"),
    Counter(
        "false", "scheme", "marks", "marks on the wrong person, for no act, or with a zero too many; part of marks"
    ),
    Counter("told", "scheme", "marks", "marks of which the subject was told; part of marks"),
    Counter("graded", "scheme", "marks", "marks that grade directly and have no points; part of marks", optional=True),
    Counter(
        "warned",
        "scheme",
        "warnings",
        "first deductions of their kind that were warnings; not part of marks",
        optional=True,
    ),
    Counter("repaired", "scheme", "marks", "marks that were repaired", optional=True),
    Counter("withdrew", "scheme", "people", "people who withdrew consent, and whose record was erased", optional=True),
    Counter(
        "moved_in", "scheme", "people", "people who became subjects by moving to a place of the scheme", optional=True
    ),
    Counter(
        "stale", "scheme", "marks", "marks that stayed though the entry that they copy was corrected", optional=True
    ),
    Counter("wrong_amounts", "scheme", "marks", "marks entered with a zero too many; part of false", optional=True),
    Counter("thin", "scheme", "people", "people without a credit file who got a first benefit", optional=True),
    Counter("entries", "list", "entries", "names put on the list; one person can have several"),
    Counter("subjects", "list", "people", "people put on the list for the first time ever"),
    Counter("in_force", "list", "entries", "entries whose name is up", "occupancy"),
    Counter("left", "list", "entries", "entries that ended, by any exit"),
    Counter("left", "list", "entries", "entries that ended by this exit; part of left", "flow", "exit"),
    Counter("wrongful", "list", "entries", "entries of a wrong person, or for unwillingness of one unable to pay"),
    Counter("wrong_person", "list", "entries", "entries of a wrong person; part of wrongful"),
    Counter("wrongful_subjects", "list", "people", "people wrongfully entered for the first time ever", optional=True),
    Counter("noticed", "list", "entries", "entries of which the subject learnt by notice before any gate"),
    Counter("gate_learnt", "list", "entries", "entries of which the subject first learnt at a gate"),
    Counter("days", "list", "person-days", "days that entries were in force, added at the exit or the end of the run"),
    Counter("wrongful_days", "list", "person-days", "the same, of wrongful entries; part of days"),
    Counter("unaware_days", "list", "person-days", "days in force before the subject knew; part of days"),
    Counter("paid", "list", "performances", "duties performed by somebody on the list, or told before it"),
    Counter("removal_days", "list", "days", "days from performance to removal, added at the removal"),
    Counter("removed_after_paying", "list", "entries", "removals that a performance brought about"),
    Counter("asked", "list", "requests", "requests for correction"),
    Counter("upheld", "list", "requests", "requests that succeeded, at once or on review"),
    Counter("refused_correction", "list", "requests", "requests turned down"),
    Counter("excepted", "list", "cases", "cases that an exception kept off the list; not entries", optional=True),
    Counter("extended", "list", "entries", "entries whose term was made longer; part of entries", optional=True),
    Counter(
        "kept_off", "list", "cases", "cases kept off because of an exit shortly before; not entries", optional=True
    ),
    Counter("attempts", "gate", "attempts", "attempts by people under a measure there"),
    Counter("refused", "gate", "refusals", "attempts turned away; part of attempts"),
    Counter("first_refused", "gate", "people", "people turned away there for the first time ever"),
    Counter("bystanders", "gate", "refusals", "refusals that hit somebody other than the subject; part of refused"),
    Counter("hours", "gate", "hours", "hours that measures cost"),
    Counter("yuan_paid", "gate", "yuan", "money that measures cost"),
    Counter("yuan_gained", "gate", "yuan", "money that benefits gave"),
    Counter("forms", "gate", "forms", "forms that measures demanded"),
    Counter(
        "unchecked",
        "gate",
        "attempts",
        "attempts that a bar should have met and did not, for nobody checked",
        optional=True,
    ),
    Counter(
        "opened",
        "gate",
        "attempts",
        "attempts let through that the gate turns away without a credit file",
        optional=True,
    ),
    Counter("hours_saved", "gate", "hours", "hours that benefits saved", optional=True),
    Counter("yuan_waived", "gate", "yuan", "deposits that were not asked for", optional=True),
    Counter("acts", "conduct", "acts", "acts that happened, in the strands that the regime watches"),
    Counter("seen", "conduct", "acts", "acts that a feed noticed; part of acts"),
    Counter("withheld", "conduct", "acts", "acts not done because of a response; not part of acts"),
    Counter("added", "conduct", "acts", "acts done because of a response; part of acts"),
    Counter("taken_down", "conduct", "acts", "acts that a feed took down; part of seen", optional=True),
    Counter(
        "false_reports",
        "conduct",
        "reports",
        "reports that this conduct made of people who did nothing; counted at these people",
        optional=True,
    ),
)
"""Every family of counters, in the order in which they are documented."""

FIXED_EXITS = ("term", "correction")
"""Exits that every list has besides those of its file."""

_FAMILIES: dict[tuple[str, bool], Counter] = {(counter.kind, bool(counter.detail)): counter for counter in COUNTERS}


class CounterName(NamedTuple):
    """A counter's name, taken apart. `detail` is the band or the exit, empty where there is none."""

    kind: str
    owner: str
    detail: str = ""

    @property
    def family(self) -> Counter:
        """The family it belongs to."""
        return _FAMILIES[self.kind, bool(self.detail)]

    def __str__(self) -> str:
        return ".".join(self if self.detail else self[:2])


def counter_name(kind: str, owner: str, detail: str = "") -> str:
    """The column of a counter: `counter_name("in_force", "debtors")` is `in_force.debtors`.

    Raises `ValueError` for a kind that is not declared, or a word with a dot, which only separates.
    """
    if (kind, bool(detail)) not in _FAMILIES:
        raise ValueError(f"no counter is called {kind!r} {'with' if detail else 'without'} a third word")
    for word in (owner, detail):
        if "." in word or (word is owner and not word):
            raise ValueError(f"{word!r} cannot be part of a counter's name: it is empty or has a dot in it")
    return str(CounterName(kind, owner, detail))


def parse_counter(column: str) -> CounterName | None:
    """The counter that a column holds, or None for a column that is no counter (`day`, `people`)."""
    words = column.split(".")
    if len(words) not in (2, 3) or not all(words) or (words[0], len(words) == 3) not in _FAMILIES:
        return None
    return CounterName(*words)


def is_occupancy(column: str) -> bool:
    """Whether the column counts what holds (at the end of a day, or of the run), not what happens."""
    name = parse_counter(column)
    return name is not None and name.family.kept == "occupancy"


def is_flow(column: str) -> bool:
    """Whether the column counts what happens (in a day, or in the run)."""
    name = parse_counter(column)
    return name is not None and name.family.kept == "flow"


def ages(label: str) -> tuple[int, int]:
    """First and last year of a class of age: `18-29`, `18–29`, `75+`, `75 and over`, `under 18`, `40`.

    An open class ends at 120, and `all` has every age. Raises `ValueError` for another label without a number.
    """
    if label == "all":
        return 0, 120
    numbers = [int(number) for number in re.findall(r"\d+", label)]
    if not numbers:
        raise ValueError(f"{label!r} names no age")
    if len(numbers) > 1:
        return numbers[0], numbers[1]
    if label.strip().startswith(("under", "<")):
        return 0, numbers[0] - 1
    closed = label.strip().isdigit()
    return numbers[0], numbers[0] if closed else 120
