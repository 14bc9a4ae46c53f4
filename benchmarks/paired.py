"""What shared luck is worth: the variance of a difference from paired runs, against that from independent runs.

    python benchmarks/paired.py --people 20k --repeats 20
    python benchmarks/paired.py --regime spiral-links --change "schemes.debtors.notice.served=100 % (assumption)"

Every repetition has a seed of its own and lives both regimes under it; over the repetitions the differences B - A have
the paired variance. Runs under different seeds would have the sum of the variances of A and of B, which the same
repetitions give. The ratio says how many times as many people independent runs would need. Beside it stands what
`demerit compare` foretells from one pair of runs, by communities (the median), and in how many repetitions the 95 %
interval holds the mean of all.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median, variance

from demerit import pipeline
from demerit.records.observer import Silent
from demerit.records.order import Order
from demerit.study.compare.asked import Asked, pair_of
from demerit.study.compare.differences import Key, Side, differences
from demerit.study.compare.layout import Difference
from demerit.study.compare.study import lived
from figures import Figures, arguments, count_of

REGIME = "rongcheng"
CHANGE = "schemes.debtors.correction.upheld=95 % (assumption)"


def repetition(regime: str, change: str, people: int, years: float, seed: int) -> dict[Key, Difference]:
    """Every difference between a regime and the same with a change, over one nation."""

    def live(order: Order, folder: Path) -> None:
        pipeline.run(order, folder, Silent(), with_page=False)

    asked = Asked(regime, people=people, years=years, seed=seed, changes=(change,))
    with tempfile.TemporaryDirectory(prefix="demerit-") as folder:
        a, b = lived(pair_of(asked), Path(folder), live)
        found = differences(Side(a), Side(b))
    return {(one.name, one.scheme, one.group): one for one in found if one.difference is not None and not one.group}


def row(key: Key, ones: list[Difference]) -> dict[str, str | int | float] | None:
    """Both variances of one indicator over the repetitions; None where nothing of it ever differs."""
    gaps = [one.difference for one in ones if one.difference is not None]
    a, b = ([value for value in side if value is not None] for side in ([o.a for o in ones], [o.b for o in ones]))
    paired, independent = variance(gaps), variance(a) + variance(b)
    if not paired or len(a) != len(b):
        return None
    foretold = [one.saved for one in ones if one.saved is not None]
    mean = sum(gaps) / len(gaps)
    bounded = [one for one in ones if one.low is not None and one.high is not None]
    held = sum(one.low <= mean <= one.high for one in bounded if one.low is not None and one.high is not None)
    return {
        "indicator": key[0], "of": key[1], "mean B - A": mean, "paired var": paired, "independent var": independent,
        "ratio": independent / paired, "foretold": median(foretold) if foretold else "", "runs": len(gaps),
        "coverage": held / len(bounded) if bounded else "",
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    asked = arguments(__doc__ or "", "20k", repeats=20, years=3, regime=REGIME, change=CHANGE)
    people = count_of(asked.people)
    figures = Figures(
        "shared luck", people=people, repeats=asked.repeats, years=asked.years, regime=asked.regime, change=asked.change
    )
    runs = [repetition(asked.regime, asked.change, people, asked.years, asked.seed + at) for at in range(asked.repeats)]
    for key in runs[0]:
        ones = [run[key] for run in runs if key in run]
        if len(ones) == asked.repeats and (found := row(key, ones)) is not None:
            figures.add(**found)
    if not figures.rows:
        raise SystemExit("no indicator differs in all repetitions: more people, or another change")
    figures.show(asked.json)


if __name__ == "__main__":
    main()
