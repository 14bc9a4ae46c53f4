"""How long a person waits at the prompt: --help, the first run on a new machine, the next one, and one life.

    python benchmarks/cold_start.py --people 1m --years 3

Every command is a process of its own. The first run gets an empty folder for compiled code (DEMERIT_CACHE), so that
it is a first run on any machine; the later ones use what it left there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import Figures, arguments, count_of


def seconds_of(folder: Path, *words: str) -> float:
    """Wall time of one demerit command; its own message, and the end of the benchmark, if it fails."""
    environment = {**os.environ, "DEMERIT_CACHE": str(folder / "compiled")}
    command = [sys.executable, "-m", "demerit.cli.main", *words]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"demerit {' '.join(words)} failed:\n{done.stderr or done.stdout}")
    return seconds


def main() -> None:
    """The four waits in the order in which a newcomer meets them."""
    asked = arguments("Waits at the prompt", "1m", years=3, threads=2)
    size = ("--people", str(count_of(asked.people)), "--years", str(asked.years), "--threads", str(asked.threads))
    figures = Figures("Waits at the prompt", people=count_of(asked.people), years=asked.years, threads=asked.threads)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, words in (
            ("demerit --help", ("--help",)),
            ("demerit --help, again", ("--help",)),
            ("first run, nothing compiled", ("run", "rongcheng", "--people", "1k", "--years", "1", "--out", "first")),
            ("run, compiled", ("run", "rongcheng", *size, "--out", "warm")),
            ("life", ("life", "warm", "--index", "7")),
            ("life, again", ("life", "warm", "--index", "7")),
        ):
            figures.add(what=what, seconds=seconds_of(folder, *words))
    figures.show(asked.json)


if __name__ == "__main__":
    main()
