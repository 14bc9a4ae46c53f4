"""What `import demerit` offers beyond one run: cases, published figures, two regimes, and many runs of one.

Like api.py it imports what a function needs when it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from demerit.api import changes_given, order_of, whole_number
from demerit.errors import UserError
from demerit.records.observer import Observer, Silent

if TYPE_CHECKING:
    from demerit.records.order import Order
    from demerit.report.case import CaseResult
    from demerit.report.compare import Comparison
    from demerit.report.sensitivity import SensitivityResult
    from demerit.report.sweep import SweepResult
    from demerit.report.targets import TargetsResult


def case(
    name: str | Path, regime: str | Path | None = None, set: Mapping[str, str] | Sequence[str] | None = None,  # noqa: A002
    variant: str | None = None,
) -> CaseResult:  # fmt: skip
    """Replays a case from the news under an invented name: `demerit.case("actress")`, or the path of a case file.

    With `regime` (a name or file), `set` (`{"schemes.debtors.notice.served": "100 % (assumption)"}`, or the same as
    `PATH=VALUE`) or a `variant` that the file names, it is the same case under other rules, and the answer's
    `differences` say what would have gone otherwise. Raises `UserError` for what cannot be read.
    """
    from demerit.report.case import CaseResult
    from demerit.study.cases.study import study

    return CaseResult(study(name, regime, changes_given(set), variant))


def targets(
    name: str | Path, *, run: str | Path | None = None, people: int = 10_000_000, seed: int = 7,
    observer: Observer | None = None,
) -> TargetsResult:  # fmt: skip
    """Published figures beside a run: `demerit.targets("china-2013-2019")`, or the path of a file of targets.

    `run` is the folder of a run; without it the regime of the targets is run for as many days as the figures need.
    Raises `UserError` for what cannot be read, or a run that has none of the figures.
    """
    from demerit.pipeline import beside_targets
    from demerit.report.targets import TargetsResult

    folder = None if run is None else Path(run)
    return TargetsResult(beside_targets(name, folder, whole_number(people), seed, observer or Silent()))


def compare(
    a: str | Path, b: str | Path | None = None, *, people: int | Literal["auto"] | None = None,
    years: float | None = None, seed: int | None = None, start: date | str | None = None, nation: str | None = None,
    threads: int | None = None, set: Mapping[str, str] | Sequence[str] | None = None,  # noqa: A002
    without: Sequence[str] = (), political: Literal["on", "off"] | None = None, indicator: str | None = None,
    within: float | None = None, out: str | Path | None = None, observer: Observer | None = None,
) -> Comparison:  # fmt: skip
    """Compares two regimes over the same people: `demerit.compare("rongcheng", set={"...": "..."}, people=100_000)`.

    `a` and `b` are shipped names, files, texts, or folders of runs; the folder of a comparison alone stands for the two
    runs in it. B is read with `set` (a table of paths and values, or `PATH=VALUE` each), `without` and `political`;
    without `b`, it is A with these. `people="auto"` doubles them until the difference of `indicator` has an interval at
    most `within` wide. `out` keeps both runs, the comparison and its page. Raises `UserError` for what cannot be
    compared.
    """
    from demerit import pipeline
    from demerit.report.compare import compare as compared

    def live(order: Order, folder: Path) -> None:
        pipeline.run(order, folder, observer or Silent(), with_page=out is not None)

    return compared(
        a, b, live=live, people=people, years=years, seed=seed, start=start, nation=nation, threads=threads, set=set,
        without=without, political=political, indicator=indicator, within=within, out=out,
    )  # fmt: skip


def sweep(
    regime: str | Path, over: str | Sequence[str], *, design: str = "grid", points: int | None = None,
    people: int = 100_000, years: float = 3, seed: int = 7, nation: str | None = None, indicators: Sequence[str] = (),
    out: str | Path | None = None, resume: bool = False, threads: int | None = None, observer: Observer | None = None,
) -> SweepResult:  # fmt: skip
    """Runs a regime at many points of its clauses, `PATH=LOW..HIGH` each; `out` is a Parquet file. Raises as `run`."""
    from demerit.pipeline import run as live
    from demerit.report.sweep import SweepResult
    from demerit.study.sweep import sweep as sweeping

    days = order_of(regime, people, years, seed, threads, nation, None, 7, None, "none").days
    plan = sweeping.plan_of(
        regime, [over] if isinstance(over, str) else over, design=design, points=points, people=whole_number(people),
        days=days, seed=seed, nation=nation, indicators=indicators,
    )  # fmt: skip
    done = sweeping.sweep(plan, None if out is None else Path(out), live, observer or Silent(), lambda *_: None,
                          resume=resume, threads=threads or 0)  # fmt: skip
    return SweepResult(done)


def sensitivity(
    regime: str | Path, *, method: str = "morris", number: int | None = None, people: int = 20_000, years: float = 2,
    seed: int = 7, nation: str | None = None, indicators: Sequence[str] = (), threads: int | None = None,
    table: str | Path | None = None, resume: bool = False, observer: Observer | None = None,
) -> SensitivityResult:  # fmt: skip
    """Which assumption of a regime matters most for which indicator; `.chart(name)` is the tornado. Raises as `run`.

    `table` keeps every run in a Parquet file, and what is done beside it; with `resume`, one that was stopped goes on.
    """
    from demerit.pipeline import run as live
    from demerit.report.sensitivity import SensitivityResult
    from demerit.study.sweep.weighed import prepared, weigh

    days = order_of(regime, people, years, seed, threads, nation, None, 7, None, "none").days
    ready = prepared(
        regime, method=method, number=number, people=whole_number(people), days=days, seed=seed, nation=nation,
        indicators=indicators,
    )  # fmt: skip
    if resume and table is None:
        raise UserError("there is nothing to go on with", "the `table` of the one that was stopped")
    kept = None if table is None else Path(table)
    return SensitivityResult(
        weigh(ready, live, observer or Silent(), lambda *_: None, threads=threads or 0, table=kept, resume=resume)
    )
