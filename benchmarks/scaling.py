"""What a person-day costs in cities of a million, ten million and a hundred million: the same, or something is wrong.

python benchmarks/scaling.py --regime benchmark-r1 --threads 2
"""

from __future__ import annotations

from statistics import median
from typing import Any

import demerit
from figures import Figures, arguments, count_of


def main() -> None:
    """The sizes in turn, each against the first."""
    asked = arguments("Cost of a person-day by size", "1m,10m,100m", regime="benchmark-r1", threads=2, repeats=3)
    sizes = [count_of(size) for size in asked.people.split(",")]
    figures = Figures("Cost of a person-day by size", regime=asked.regime, threads=asked.threads)
    common: dict[str, Any] = {
        "years": 1,
        "seed": asked.seed,
        "threads": asked.threads,
        "ledger": "none",
        "report": False,
    }
    demerit.run(asked.regime, people=1024, **common)  # compiles
    first = None
    for people in sizes:
        runs = [demerit.run(asked.regime, people=people, **common).summary for _ in range(asked.repeats)]
        rate = median(run["person_days_per_s"] for run in runs)
        first = first or rate
        figures.add(
            people=people,
            wall_s=median(run["wall_s"] for run in runs),
            person_days_per_s=rate,
            nanoseconds_a_person_day=1e9 / rate,
            against_the_first=first / rate,
            peak_rss_MiB=runs[-1]["peak_rss_bytes"] / 2**20,
        )
    figures.show(asked.json)


if __name__ == "__main__":
    main()
