"""What `import demerit` offers beyond one run: two regimes over the same people.

Like api.py it imports what a function needs when it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from demerit.records.observer import Observer, Silent

if TYPE_CHECKING:
    from demerit.records.order import Order
    from demerit.report.compare import Comparison


def compare(
    a: str | Path, b: str | Path | None = None, *, people: int | Literal["auto"] | None = None,
    years: float | None = None, seed: int | None = None, start: date | str | None = None, nation: str | None = None,
    threads: int | None = None, set: Mapping[str, str] | Sequence[str] | None = None,  # noqa: A002
    without: Sequence[str] = (), political: Literal["on", "off"] | None = None, indicator: str | None = None,
    within: float | None = None, out: str | Path | None = None, observer: Observer | None = None,
) -> Comparison:  # fmt: skip
    """Compares two regimes over the same people: `demerit.compare("rongcheng", set={"...": "..."}, people=100_000)`.

    `a` and `b` are shipped names, files, texts, or folders of runs. B is read with `set` (a table of paths and values,
    or `PATH=VALUE` each), `without` and `political`; without `b`, it is A with these. `people="auto"` doubles them
    until the difference of `indicator` has an interval at most `within` wide. `out` keeps both runs, the comparison
    and its page. Raises `UserError` for what cannot be compared.
    """
    from demerit import pipeline
    from demerit.report.compare import compare as compared

    def live(order: Order, folder: Path) -> None:
        pipeline.run(order, folder, observer or Silent(), with_page=out is not None)

    return compared(
        a, b, live=live, people=people, years=years, seed=seed, start=start, nation=nation, threads=threads, set=set,
        without=without, political=political, indicator=indicator, within=within, out=out,
    )  # fmt: skip
