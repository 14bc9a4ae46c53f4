"""A whole regime, Rongcheng's points and the court's list: without a run folder, and with one and its ledger.

python benchmarks/rongcheng.py --people 1m --years 3 --threads 2
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import demerit
from figures import Figures, arguments, count_of

REGIME = "rongcheng"


def main() -> None:
    """Both, the median of the repeats."""
    asked = arguments("Rongcheng in full", "1m", years=3, threads=2, repeats=3)
    people = count_of(asked.people)
    common: dict[str, Any] = {"seed": asked.seed, "threads": asked.threads, "report": False}
    demerit.run(REGIME, people=1024, years=1, out=None, **common)  # compiles
    figures = Figures("Rongcheng in full", people=people, years=asked.years, threads=asked.threads)
    with tempfile.TemporaryDirectory() as folder:
        for ledger in ("none", "all"):
            runs = []
            for repeat in range(asked.repeats):
                out = Path(folder) / f"{ledger}-{repeat}"
                run = demerit.run(REGIME, people=people, years=asked.years, out=out, ledger=ledger, **common)
                runs.append(run.summary)
            figures.add(
                kept="sums and ledger" if ledger == "all" else "sums",
                wall_s=median(run["wall_s"] for run in runs),
                person_days_per_s=median(run["person_days_per_s"] for run in runs),
                peak_rss_MiB=runs[-1]["peak_rss_bytes"] / 2**20,
                folder_MiB=bytes_under(Path(folder) / f"{ledger}-0") / 2**20,
            )
    figures.show(asked.json)


def bytes_under(folder: Path) -> int:
    """Bytes of all files of a run folder; 0 where there is none."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
