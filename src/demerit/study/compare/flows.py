"""Who ends up where in B instead of A: lists, bands on the last day, gates. SQL over the two ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.records.open import Records
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Points
from demerit.study.compare.layout import Bands, Flows, Overlap
from demerit.study.compare.ledgers import WHY_NOT, Ledgers, text

Sides = dict[str, dict[tuple[bool, bool], int]]
"""people by the name of a list or gate, and whether it happened to them in A and in B"""

START = "where they started"
"""the band of those whose score never crossed into another one, where everybody starts from points of their own"""
LEFT = "left the scheme"
MOVED = "moved house"
_NOT_TOLD = "people whose band never changed, who cannot be told from those who are no subjects"


def flows(a: Records, b: Records, ledgers: Ledgers) -> Flows:
    """Lists, bands and gates that the two regimes have in common or one of them alone."""
    if ledgers.people == 0:
        return Flows(0, {}, {}, {}, WHY_NOT)
    info = [records.manifest["regime_info"] for records in (a, b)]
    lists = dict.fromkeys(name for one in info for name in one["lists"])
    gates = dict.fromkeys(name for one in info for name in one["gates"])
    schemes = [
        name
        for name, said in info[0]["schemes"].items()
        if said["kind"] == "points" and info[1]["schemes"].get(name, {}).get("kind") == "points"
    ]
    entered, refused = _overlaps(ledgers, "entry", "scheme"), _overlaps(ledgers, "refusal", "what")
    return Flows(
        people=ledgers.people,
        lists={name: _of(ledgers, entered, name) for name in lists},
        bands={name: _bands(a, b, ledgers, name) for name in schemes},
        gates={name: _of(ledgers, refused, name) for name in gates if name in refused},
    )


def _overlaps(ledgers: Ledgers, event: str, by: str) -> Sides:
    """By list or gate: how many people have lines of an event in A only, in B only, in both."""
    rows = ledgers.rows(f"""
        SELECT name, sides, count(*) FROM (
            SELECT name, person, bit_or(side) AS sides FROM (
                SELECT {by} AS name, person, 1 AS side FROM a WHERE event = {text(event)}
                UNION ALL SELECT {by}, person, 2 FROM b WHERE event = {text(event)}
            ) GROUP BY ALL
        ) GROUP BY ALL
    """)
    found: Sides = {}
    for name, sides, people in rows:
        found.setdefault(str(name), {})[bool(sides & 1), bool(sides & 2)] = int(people)
    return found


def _of(ledgers: Ledgers, overlaps: Sides, name: str) -> Overlap:
    counted = overlaps.get(name, {})
    a_only, b_only, both = (counted.get(key, 0) for key in ((True, False), (False, True), (True, True)))
    return Overlap(a_only, b_only, both, ledgers.people - a_only - b_only - both)


def _bands(a: Records, b: Records, ledgers: Ledgers, scheme: str) -> Bands:
    """The band on the last day in A by that in B.

    A ledger has a line for every change of band; who has none is still in the band of the start, and how many those
    are follows from the counters of the last day.
    """
    both = ledgers.rows(f"""
        SELECT coalesce(l.band, ''), coalesce(r.band, ''), count(*)
        FROM ({_last(a, "a", scheme)}) l FULL JOIN ({_last(b, "b", scheme)}) r USING (person) GROUP BY ALL
    """)
    starts = [_start(records, scheme) for records in (a, b)]
    people: dict[tuple[str, str], int] = {}
    for left, right, number in both:
        pair = (left or starts[0], right or starts[1])
        people[pair] = people.get(pair, 0) + int(number)
    stayed = [_stayed(records, ledgers, scheme, both, at) for at, records in enumerate((a, b))]
    note = "" if stayed[0] is not None and stayed[0] == stayed[1] else _NOT_TOLD
    if not note and stayed[0]:
        pair = (starts[0], starts[1])
        people[pair] = people.get(pair, 0) + stayed[0]
    orders = [_order(records, scheme, (pair[at] for pair in people)) for at, records in enumerate((a, b))]
    pairs = sorted(people, key=lambda pair: (orders[0].index(pair[0]), orders[1].index(pair[1])))
    return Bands(orders[0], orders[1], {pair: people[pair] for pair in pairs if people[pair]}, note)


def _last(records: Records, side: str, scheme: str) -> str:
    """SQL: the band on the last day of everybody who has a line about it, or that they are subjects no more."""
    named = text(scheme)
    query = f"""
        SELECT person, arg_max(CASE event WHEN 'withdrawal' THEN {text(LEFT)} ELSE what END, line) AS band
        FROM {side} WHERE scheme = {named} AND event IN ('band', 'withdrawal') GROUP BY person
    """
    if not _places(records, scheme):
        return query
    # Who moves comes under other schemes or out of this one without a line of its own: they are told apart.
    return f"""
        SELECT coalesce(m.person, k.person) AS person,
            CASE WHEN m.person IS NULL THEN band ELSE {text(MOVED)} END AS band
        FROM ({query}) k FULL JOIN (SELECT DISTINCT person FROM {side} WHERE event = 'move') m ON m.person = k.person
    """


def _places(records: Records, scheme: str) -> tuple[str, ...]:
    """The places whose people alone are subjects; empty where all are."""
    clause = read_regime(records.manifest["regime_text"]).schemes.get(scheme)
    return clause.subjects.places if isinstance(clause, Points) else ()


def _start(records: Records, scheme: str) -> str:
    """The band in which everybody starts; words for it where each has a start of their own."""
    said = records.manifest["regime_info"]["schemes"][scheme]
    if "start" not in said:
        return START
    columns = [f"band.{scheme}.{band}" for band in said["bands"]]
    first = {name: int(values[0]) for name, values in records.series.numpy(*columns).items()}
    return max(columns, key=lambda name: first[name]).removeprefix(f"band.{scheme}.")


def _stayed(
    records: Records, ledgers: Ledgers, scheme: str, both: list[tuple[Any, ...]], at: int
) -> int | None:  # fmt: skip
    """Subjects on the last day who have no line of it in A or in B; None where they cannot be told from other people.

    They are the subjects that the counters have, less those in the table, less those who moved in.
    """
    places = _places(records, scheme)
    bands = records.manifest["regime_info"]["schemes"][scheme]["bands"]
    subjects = sum(_counted(records, ledgers, f"band.{scheme}.{band}") for band in bands)
    if len(places) > 1 or (places and _counted(records, ledgers, f"withdrew.{scheme}")):
        return None
    moved_in = _counted(records, ledgers, f"moved_in.{scheme}") if places else 0
    stayed = subjects - moved_in - sum(int(row[2]) for row in both if row[at] not in (LEFT, MOVED))
    return stayed if stayed >= 0 else None


def _counted(records: Records, ledgers: Ledgers, counter: str) -> int:
    """A counter added up over the communities whose ledger both runs keep; 0 where the run has no such counter."""
    if counter not in records.clusters.columns:
        return 0
    return int(records.clusters.numpy(counter)[counter][ledgers.communities].sum())


def _order(records: Records, scheme: str, found: Iterator[str]) -> tuple[str, ...]:
    """The bands from the best to the worst, then what is no band."""
    bands = list(records.manifest["regime_info"]["schemes"][scheme]["bands"])
    return (*bands, *sorted({name for name in found if name not in bands}))
