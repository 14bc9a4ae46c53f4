"""What the ledger knows and no counter does: when somebody knew of a wrongful entry, when a correction arrived."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.indicators.intervals import Floats
from demerit.nations.layout import COMMUNITY
from demerit.records.open import Records

Numbers = NDArray[np.int64]


class Stay(NamedTuple):
    """Entries on a list, a number each: whose, and days in force in all and before the person knew."""

    person: Numbers
    days: Numbers
    unaware: Numbers
    wrong: NDArray[np.bool_]


def stays(records: Records, name: str) -> Stay:
    """Every entry of a list in the ledger. An entry that still stands lasts to the end of the run.

    Who was not told with the entry knows from the first notice on, which names the entry, or the refusal at which the
    person learnt of it, as its cause; a removal says how many days after the entry it comes.
    """
    end = int(records.manifest["days"])
    found = records.sql(f"""
        WITH entries AS (
            SELECT person, line, day, told, wrong FROM ledger WHERE event = 'entry' AND scheme = {_text(name)}
        ),
        told AS (
            SELECT n.person, coalesce(m.cause, n.cause) AS line, min(n.day) AS day
            FROM ledger n LEFT JOIN ledger m
                ON m.person = n.person AND m.line = n.cause AND m.event IN ('refusal', 'charge')
            WHERE n.event = 'notice' AND n.scheme = {_text(name)} GROUP BY ALL
        ),
        gone AS (
            SELECT person, day - value AS entered, min(day) AS day
            FROM ledger WHERE event = 'removal' AND scheme = {_text(name)} GROUP BY ALL
        )
        SELECT e.person AS person, e.wrong <> '' AS wrong,
            least(coalesce(g.day, {end}), {end}) - e.day AS days,
            CASE WHEN e.told THEN 0
                ELSE least(coalesce(t.day, {end}), coalesce(g.day, {end}), {end}) - e.day END AS unaware
        FROM entries e
        LEFT JOIN told t ON t.person = e.person AND t.line = e.line
        LEFT JOIN gone g ON g.person = e.person AND g.entered = e.day
        ORDER BY e.person, e.line
    """).numpy()  # fmt: skip
    whole = {column: np.asarray(found[column]).astype(np.int64) for column in ("person", "days", "unaware")}
    return Stay(**whole, wrong=np.asarray(found["wrong"]).astype(bool))


class Correction(NamedTuple):
    """Requests that succeeded, a number each: whose, and days until the correction had been carried out."""

    person: Numbers
    waited: Numbers
    """to the removal or the copy taken back; of one that has not come, the days since the ruling"""
    done: NDArray[np.bool_]


def corrections(records: Records, scheme: str) -> Correction:
    """Rulings for the person on an entry or mark of a scheme, to the last thing that they bring about.

    A ruling is carried out when the entry comes down, or the mark is taken back.
    """
    return _since_rulings(records, f"""
        SELECT r.person, r.day AS ruled, min(x.day) AS day
        FROM ledger r LEFT JOIN ledger x ON x.person = r.person AND x.line > r.line
            AND x.event IN ('removal', 'lapse') AND x.cause IN (r.line, r.cause) AND x.scheme = r.scheme
        WHERE r.event IN ('ruling', 'review') AND r.value = 1 AND r.scheme = {_text(scheme)}
        GROUP BY r.person, r.line, r.day ORDER BY r.person, r.line
    """)  # fmt: skip


def copies_taken_back(records: Records, source: str, to: str) -> Correction:
    """Marks in another scheme that copy an entry which a ruling has struck, to the day on which they go.

    Only copies that stand on the day of the ruling, or come later, are waited for. One that has gone with time since
    is over; one that nothing takes back waits to the end of the run.
    """
    return _since_rulings(records, f"""
        SELECT m.person, greatest(r.day, m.day) AS ruled, min(x.day) AS day
        FROM ledger r
        JOIN ledger m ON m.person = r.person AND m.cause = r.cause AND m.event = 'mark' AND m.scheme = {_text(to)}
        LEFT JOIN ledger x ON x.person = m.person AND x.line > m.line AND x.scheme = m.scheme AND (
            (x.event = 'copy' AND x.what = m.what AND x.day >= r.day)
            OR (x.event IN ('lapse', 'repair') AND x.cause = m.line))
        WHERE r.event IN ('ruling', 'review') AND r.value = 1 AND r.scheme = {_text(source)}
        GROUP BY m.person, m.line, m.day, r.day HAVING min(x.day) IS NULL OR min(x.day) >= r.day
        ORDER BY m.person, m.line
    """)  # fmt: skip


def _since_rulings(records: Records, query: str) -> Correction:
    end = int(records.manifest["days"])
    found = records.sql(
        f"SELECT person, coalesce(day, {end}) - ruled AS waited, day IS NOT NULL AS done FROM ({query})"
    ).numpy()
    person, waited = (np.asarray(found[column]).astype(np.int64) for column in ("person", "waited"))
    return Correction(person, waited, np.asarray(found["done"]).astype(bool))


def by_community(records: Records, person: Numbers, values: Numbers | NDArray[np.bool_] | None = None) -> Floats:
    """Numbers of people added up by community; how many there are, where no numbers are given."""
    communities = -(-int(records.manifest["people"]) // COMMUNITY)
    weights = None if values is None else np.asarray(values, np.float64)
    return np.bincount(person // COMMUNITY, weights, communities).astype(np.float64)


def _text(words: str) -> str:
    """A text as SQL writes it."""
    return "'" + words.replace("'", "''") + "'"
