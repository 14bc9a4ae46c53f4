"""R1 through demerit's general engine beside R1 day by day in NumPy, in one sitting: the ratio, and that both agree.

    python benchmarks/r1.py --people 20m --baseline 1m --threads 2 --repeats 3

Speed is person-days a second, the median of the repeats; set-up and compiling are left out on both sides. Agreement is
each share of the last day, in standard errors from the exact one (`exact_r1.py`): past 4 of them something is wrong.
"""

from __future__ import annotations

import math
from statistics import median
from typing import Any

import demerit
import exact_r1
import numpy_r1
from figures import Figures, arguments, count_of
from model_r1 import COLUMNS, DAYS, TIERS

REGIME = "benchmark-r1"


def only(named: dict[str, Any]) -> Any:
    """The value of a dict that has one: R1 has one points scheme and one list."""
    (value,) = named.values()
    return value


def shares_of(summary: dict[str, Any]) -> list[float]:
    """The last day of a demerit run in the order of `COLUMNS`."""
    bands = only(summary["bands"])
    return [bands[tier] for tier in TIERS] + [only(summary["lists"])["in_force"] / summary["people"]]


def ours(people: int, threads: int, seed: int, repeats: int) -> tuple[float, list[float]]:
    """Median person-days a second of R1 through demerit, and the shares of its last day."""
    demerit.run(
        REGIME, people=1024, years=1, seed=seed, threads=threads, out=None, ledger="none", report=False
    )  # compiles
    summaries = [
        demerit.run(
            REGIME, people=people, years=1, seed=seed, threads=threads, out=None, ledger="none", report=False
        ).summary
        for _ in range(repeats)
    ]
    return median(summary["person_days_per_s"] for summary in summaries), shares_of(summaries[-1])


def baseline(people: int, way: str, workers: int, seed: int, repeats: int) -> tuple[float, list[float]]:
    """The same of NumPy."""
    runs = [numpy_r1.run(people, seed, way, workers) for _ in range(repeats)]
    return median(people * DAYS / seconds for _, seconds in runs), (runs[-1][0][-1] / people).tolist()


def agreement(ours: list[float], people: int, theirs: list[float], others: int) -> Figures:
    """Share by share: exact, both, and how far each is from exact in standard errors of its own size."""
    figures = Figures("Shares of the last day, and standard errors from exact", demerit=people, baseline=others)
    for name, exact, a, b in zip(COLUMNS, exact_r1.run()[-1].tolist(), ours, theirs, strict=True):
        spread = math.sqrt(exact * (1 - exact))
        figures.add(
            share=name,
            exact=exact,
            demerit=a,
            demerit_apart=(a - exact) / spread * math.sqrt(people),
            baseline=b,
            baseline_apart=(b - exact) / spread * math.sqrt(others),
        )
    return figures


def main() -> None:
    """Both sides, the ratio, the agreement."""
    asked = arguments("R1 through demerit and in NumPy", "20m", baseline="1m", threads=2, repeats=3)
    people, others = count_of(asked.people), count_of(asked.baseline)
    rate, shares = ours(people, asked.threads, asked.seed, asked.repeats)
    figures = Figures("R1: demerit against NumPy", people=people, baseline=others, repeats=asked.repeats)
    figures.add(who="demerit", cores=asked.threads, person_days_per_s=rate, demerit_is_faster=1.0)
    last_days = {}
    for way in numpy_r1.WAYS:
        for workers in sorted({1, asked.threads}):
            theirs, last_days[way] = baseline(others, way, workers, asked.seed, asked.repeats)
            figures.add(who=f"NumPy, {way}", cores=workers, person_days_per_s=theirs, demerit_is_faster=rate / theirs)
    figures.show(asked.json)
    print()
    agreed = agreement(shares, people, last_days["plain"], others)
    agreed.show(asked.json and asked.json.with_suffix(".shares.json"))


if __name__ == "__main__":
    main()
