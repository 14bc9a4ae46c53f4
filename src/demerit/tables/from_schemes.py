"""Points schemes as tables: range, bands, subjects, recourse, and when marks enter the score."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from demerit.nations.layout import Nation
from demerit.regime.layout import Points, Regime, Subjects
from demerit.tables.amounts import bits, bounded, days, period, share, starts, threshold, whole, yearly
from demerit.tables.codes import HAVING_ANYTHING, HAVING_FILE, HAVING_NO_FILE, HAVING_PLATFORM, HAVING_TELEPHONE
from demerit.tables.layout import LOWEST, TOP
from demerit.tables.luck import LUCK_WITHDRAWS, luck_of_name
from demerit.tables.names import Names, points_schemes

HAVING = {
    None: HAVING_ANYTHING,
    "telephone": HAVING_TELEPHONE,
    "platform account": HAVING_PLATFORM,
    "credit file": HAVING_FILE,
    "no credit file": HAVING_NO_FILE,
}


def place_bits(subjects: Subjects, nation: Nation) -> int:
    """The places whose people are subjects, as bits; 0 for all."""
    return bits(nation.places.index(place) for place in subjects.places)


def points_tables(regime: Regime, names: Names) -> dict[str, object]:
    """Fields of Tables about points schemes: range, bands and recourse."""
    schemes = points_schemes(regime)
    every = list(schemes.values())
    counter = {name: at for at, name in enumerate(names.counters)}
    on = {m.on.scheme for m in regime.measures.values()}
    bands = [_least_points(s) for s in every]
    return {
        "schemes": len(every),
        "scheme_start": [whole(s.range[0] if s.dimensions else s.start) for s in every],
        "scheme_low": [whole(s.range[0]) for s in every],
        "scheme_high": [whole(s.range[1]) for s in every],
        "scheme_told": [share(s.notice.served) if s.notice and s.notice.when != "never" else 0 for s in every],
        "scheme_counter": [counter[f"marks.{name}"] for name in schemes],
        "scheme_more": [counter.get(f"graded.{name}", -1) for name in schemes],
        "scheme_recovery": [whole(s.recovery.points) if s.recovery else 0 for s in every],
        "scheme_recovery_every": [period(s.recovery.every) if s.recovery else 0 for s in every],
        "scheme_decided": [days(s.correction.decided_within) if s.correction else -1 for s in every],
        "scheme_upheld": [share(s.correction.upheld) if s.correction else 0 for s in every],
        "scheme_measured": [int(name in on) for name in schemes],
        "scheme_regraded": [period(s.regraded.every) if s.regraded else 0 for s in every],
        "scheme_luck": [luck_of_name(name) for name in schemes],
        "scheme_one_act": [int(s.one_act == "highest item") for s in every],
        "scheme_warns": [period(s.warns_first.within) if s.warns_first else 0 for s in every],
        "scheme_recomputed": [period(s.recomputed.every) if s.recomputed else 0 for s in every],
        "band_top": [part for s in every for part in _tops(s)],
        "band_from": starts(map(len, bands)),
        "band_points": [p for b in bands for p in b],
    }


def subject_tables(regime: Regime, phases: Sequence[Regime], nation: Nation) -> dict[str, object]:
    """Fields of Tables about who takes part in points schemes, and how people come to leave them."""
    schemes = points_schemes(regime)
    every = list(schemes.values())
    everywhen = [[points_schemes(phase)[name] for phase in phases] for name in schemes]
    now = next(number for number, phase in enumerate(phases) if phase is regime)
    settle = any(scheme.subjects.places for its in everywhen for scheme in its)
    return {
        "scheme_uptake": [
            threshold(1.0) if s.participation.mode == "everyone" else share(s.participation.uptake) for s in every
        ],
        "scheme_age": [s.subjects.from_age for s in every],
        "scheme_places": [place_bits(s.subjects, nation) for s in every],
        "scheme_having": [HAVING[s.subjects.having] for s in every],
        "scheme_withdraws": [bounded(yearly(s.participation.withdraws)) for s in every],
        "scheme_leaves": [_luck_of_leaving(name, its[: now + 1]) for name, its in zip(schemes, everywhen, strict=True)],
        "scheme_choosy": [int(any(map(_is_choosy, its))) for its in everywhen],
        "scheme_graded": [int(any(item.grade for s in its for item in s.catalogue.values())) for its in everywhen],
        "schemes_settle": int(settle),
        "moves_inverse": bounded(nation.moves_per_day.value) if settle and nation.moves_per_day else 0,
    }


def _luck_of_leaving(name: str, until_now: Sequence[Points]) -> int:
    """The process by which people withdraw from a scheme, after so many changes of the rate."""
    rates = [scheme.participation.withdraws for scheme in until_now]
    changes = sum(before != after for before, after in pairwise(rates))
    return luck_of_name(f"{name}, rate {changes + 1} of withdrawing" if changes else name) + LUCK_WITHDRAWS


def _is_choosy(scheme: Points) -> bool:
    """Whether being a subject takes more than age and uptake. Who withdraws in one phase has left for all of them."""
    return bool(scheme.subjects.places or scheme.subjects.having or scheme.participation.withdraws)


def _least_points(scheme: Points) -> list[int]:
    """Least points of each band; by rank everybody is alike at the start, so every band but the last begins there."""
    start = scheme.range[0] if scheme.dimensions else scheme.start
    edges = [b.from_points or (start if b.top else None) for b in scheme.bands.values()]
    return [LOWEST if edge is None else whole(edge) for edge in edges]


def _tops(scheme: Points) -> list[int]:
    """Parts of TOP of the participants in each band and those above it; nothing where bands are cut by points."""
    if scheme.regraded is None:
        return [0] * len(scheme.bands)
    return [round(b.top.value / 100 * TOP) if b.top else TOP for b in scheme.bands.values()]
