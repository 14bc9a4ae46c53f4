"""A figure computed from a run: from its series, or the ledger where people are counted, scaled to the nation.

Intervals are at 95 % and have communities as clusters, as those of indicators do. A run keeps the sums of a community
over all its days and not day by day. So the variance of a figure is that of its own events, as if each were alone, and
to it comes what communities differ by beyond that over the whole run, which weighs the more the fewer people were on
lists then: with half of the people, what they differ by is averaged over half as many.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from demerit.indicators.counts import Counts
from demerit.indicators.intervals import Estimate, Floats, clumping, mean, nothing
from demerit.indicators.quantiles import NONE_SEEN, NORMAL
from demerit.records.layout import parse_counter
from demerit.records.open import Records
from demerit.study.targets.formula import CUMULATIVE, TIMES, Formula, Part, read_formula
from demerit.study.targets.layout import Figure

NO_LEDGER = "people are counted in the ledger, and the run kept none"


class Counted:
    """The counters of one run by day, to compute figures from; `size` is how many people the nation has."""

    def __init__(self, records: Records, size: int, begins: date) -> None:
        """`begins` is the day on which the regime comes into force: a run from later on has missed some."""
        self.records, self.begins = records, begins
        self.counts = Counts(records, {}, {})
        self.scale = size / float(records.manifest["people"])
        self.start = date.fromisoformat(str(records.manifest["start"]))
        self.days = int(records.manifest["days"])
        self._columns = set(records.series.columns)
        self._series: dict[str, Floats] = {}

    def estimate(self, figure: Figure) -> Estimate:
        """The figure in this run with its interval, or no number and why."""
        formula = read_formula(figure.compute)
        lacking = self._lacking(figure, formula)
        if lacking:
            return nothing(lacking)
        if formula.of_ledger:
            return self._of_people(figure, formula.of_ledger)
        above, below = self._amount(formula.above, figure), self._amount(formula.below, figure)
        if below <= 0:
            return nothing("there was nothing to divide by")
        length = math.prod(_length(figure) / TIMES[unit] for unit in formula.times)
        scale = self.scale if formula.is_count else 1.0
        return self._bounded(above, formula, figure).times(scale / (below * length))

    def _bounded(self, above: float, formula: Formula, figure: Figure) -> Estimate:
        """What was counted, with the interval that its divisor gives it too."""
        part = self._by_community(formula.above)
        whole = self.counts.people if formula.below is None else self._by_community(formula.below)
        clusters = int(np.count_nonzero(part))
        if above <= 0:
            return Estimate(0.0, 0.0, NONE_SEEN, 0, clusters)
        beyond = (clumping(part, whole) - 1) / max(1.0, float(part.sum()))
        reach = NORMAL * math.sqrt(1 / above + beyond * self._fewer(figure.last, formula.above.span == CUMULATIVE))
        return Estimate(above, above * math.exp(-reach), above * math.exp(reach), round(above), clusters)

    def _fewer(self, day: date, ever: bool) -> float:
        """How many times more people were ever on lists than by a day (`ever`), or on it; 1 where nobody was."""
        subjects, up = (tuple(c for c in self._columns if c.startswith(kind)) for kind in ("subjects.", "in_force."))
        now = self._sum(subjects, self.start, day) if ever else self._sum(up, day, day)
        return max(1.0, self._sum(subjects, self.start, self.last) / now) if now > 0 else 1.0

    def _of_people(self, figure: Figure, of: str) -> Estimate:
        """Entries for each person entered, in the communities whose ledger was kept."""
        first = 0 if figure.first is None else (figure.first - self.start).days
        last, quoted = (figure.last - self.start).days, of.replace("'", "''")
        rows = self.records.sql(
            "SELECT person // 1024 AS community, count(*) AS entries, count(DISTINCT person) AS people FROM ledger "
            f"WHERE event = 'entry' AND scheme = '{quoted}' AND day BETWEEN {first} AND {last} GROUP BY 1 ORDER BY 1"
        ).numpy()
        entries, people = (np.asarray(rows[name], dtype=np.float64) for name in ("entries", "people"))
        return mean(entries, people, least=1.0)

    def _lacking(self, figure: Figure, formula: Formula) -> str:
        """Why the run cannot say the figure; empty where it can."""
        wanted = [column for part in formula.parts if part.kind in ("flow", "level", "mean") for column in part.of]
        missing = [column for column in wanted if column not in self._columns]
        if missing:
            return f"the run has no counter {missing[0]}"
        if figure.last > self.last or (figure.first or figure.last) < self.start:
            return f"the run has only the days from {self.start} to {self.last}"
        if self.start > self.begins and any(part.span == CUMULATIVE for part in formula.parts):
            return f"the run begins after {self.begins}, and so has missed some"
        kept: Mapping[str, Any] = self.records.manifest.get("kept", {})
        return NO_LEDGER if formula.of_ledger and not (kept.get("every") or kept.get("besides")) else ""

    def _amount(self, part: Part | None, figure: Figure) -> float:
        """What a part takes from the series; 1 where there is none."""
        if part is None:
            return 1.0
        first = self.start if part.span == CUMULATIVE else figure.first or figure.last
        if part.kind == "flow":
            return self._sum(part.of, first, figure.last)
        if part.kind == "mean":
            return self._sum(part.of, first, figure.last) / _length(figure)
        return self._sum(part.of, figure.last, figure.last)

    def _sum(self, columns: tuple[str, ...], first: date, last: date) -> float:
        """Columns of the series, added up from one day to another."""
        at = slice(max(0, (first - self.start).days), (last - self.start).days + 1)
        return float(sum(self._column(column)[at].sum() for column in columns))

    def _column(self, column: str) -> Floats:
        if column not in self._series:
            found = self.records.series.numpy("day", column)
            order = np.argsort(np.asarray(found["day"]))
            self._series[column] = np.asarray(found[column], dtype=np.float64)[order]
        return self._series[column]

    def _by_community(self, part: Part) -> Floats:
        """What a part comes to in each community over the whole run (on its last day, for what holds)."""
        total = np.zeros(len(self.counts.people))
        for column in part.of:
            name = parse_counter(column)
            assert name is not None, "a formula holds nothing else"
            total = total + self.counts.by_community(name.kind, name.owner, detail=name.detail)
        return total

    @cached_property
    def last(self) -> date:
        """The last day of the run."""
        return self.start + timedelta(days=self.days - 1)


def _length(figure: Figure) -> float:
    """Days of a figure's period, both ends included."""
    return float((figure.last - (figure.first or figure.last)).days + 1)
