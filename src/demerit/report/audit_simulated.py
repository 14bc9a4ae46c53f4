"""An audit with what a run of the regime shows; it is run for that, beside a milder variant where one is named."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demerit.audit.simulated.layout import Paired
from demerit.audit.simulated.simulate import simulate, with_run
from demerit.errors import UserError
from demerit.indicators.families import FAMILIES
from demerit.records.open import open_run
from demerit.records.order import DAYS_A_YEAR, Order
from demerit.regime.changes import changed, changes_of
from demerit.regime.from_yaml import Document, read_document
from demerit.report.audit import AuditResult
from demerit.study.compare.asked import Asked
from demerit.study.compare.layout import Difference
from demerit.study.compare.study import study

Live = Callable[[Order, Path], None]
"""runs an order into an empty folder"""

PEOPLE, YEARS, SEED = 100_000, 3.0, 7
"""whom, how long and with which luck, where nobody says otherwise"""
_CLAIMED = frozenset(indicator.name for indicator in FAMILIES["Claimed benefits"])


@dataclass(frozen=True)
class Ran:
    """The run behind an audit."""

    people: int
    years: float
    seed: int
    milder: tuple[str, ...] = ()
    """a regime, a file, or clauses that read otherwise"""

    def sentence(self) -> str:
        """What was run."""
        beside = f", beside {_called(self.milder)}" if self.milder else ""
        long = f"{self.years:g} {'year' if self.years == 1 else 'years'}"
        return (
            f"Tests that only time decides were made on a run of {self.people:,} synthetic people over {long}, seed "
            f"{self.seed}{beside}. They say what the regime does in the model; none fails unless the whole 95 % "
            "interval lies beyond its threshold."
        )

    def options(self) -> list[str]:
        """The options of `demerit audit` that make the run again."""
        numbers = ["--people", str(self.people), "--years", f"{self.years:g}", "--seed", str(self.seed)]
        return ["--simulate", *numbers, *(word for one in self.milder for word in ("--milder", one))]


def simulated(
    result: AuditResult, live: Live, people: int | None = None, years: float | None = None, seed: int | None = None,
    milder: Sequence[str] = (),
) -> AuditResult:  # fmt: skip
    """The audit with the measured tests, on a run that is made for them in a temporary folder and goes.

    `milder` is a regime or a file, or clauses of this one as `PATH=VALUE`. Raises `UserError` for what cannot be run.
    """
    ran = Ran(PEOPLE if people is None else people, YEARS if years is None else years,
              SEED if seed is None else seed, tuple(milder))  # fmt: skip
    document = changed(result.written, result.changes)
    with tempfile.TemporaryDirectory(prefix="demerit-", ignore_cleanup_errors=True) as made:
        outcomes = _lived(document, ran, live, Path(made))
    return AuditResult(with_run(result.audit, result.written, outcomes), result.written, result.laws, result.changes,
                       ran)  # fmt: skip


def _lived(document: Document, ran: Ran, live: Live, folder: Path) -> dict[str, Any]:
    """The outcomes of a run, and of one beside it."""
    if not ran.milder:
        order = Order(document.text, ran.people, round(ran.years * DAYS_A_YEAR), ran.seed)
        live(order, folder / "a")
        return simulate(open_run(folder / "a"))
    other = _milder(document, ran.milder)
    start = max(document.phases[0][0], other.phases[0][0])
    asked = Asked(document.text, other.text, ran.people, ran.years, ran.seed, start)
    found = study(asked, folder, live)
    return simulate(found.a, list(_paired(found.differences)), _called(ran.milder))


def _milder(document: Document, milder: Sequence[str]) -> Document:
    """The milder variant: the regime with clauses read otherwise, or another regime."""
    named, changes = told_apart(milder)
    if len(named) > 1:
        raise UserError(f"--milder: `{named[0]}` and `{named[1]}` are two regimes", "one milder variant")
    base = read_document(named[0]) if named else document
    return changed(base, changes_of(changes))


def told_apart(milder: Sequence[str]) -> tuple[list[str], list[str]]:
    """Regimes, and clauses that read otherwise: `PATH=VALUE` as for `--set`. A file may have any name."""
    named = [one for one in milder if "=" not in one or "\n" in one.partition("=")[0] or _is_file(one)]
    return named, [one for one in milder if one not in named]


def _is_file(name: str) -> bool:
    """Whether there is a file of this name; a value may be longer than any name."""
    try:
        return Path(name).is_file()
    except OSError:
        return False


def _called(milder: Sequence[str]) -> str:
    """`debtors-2017`, or `the regime with measures.fees.applied=0 %`."""
    named, changes = told_apart(milder)
    base = named[0] if named else "the same regime"
    return f"{base} with {' and '.join(changes)}" if changes else base


def _paired(differences: Sequence[Difference]) -> Iterator[Paired]:
    """Claimed benefits, and harms, of everybody, where both runs have a number."""
    for one in differences:
        benefit = one.name in _CLAIMED
        if one.group or one.a is None or one.b is None or not (benefit or one.direction == "harm"):
            continue
        low, high = (0.0, 0.0) if one.same else (one.low, one.high)
        yield Paired(one.name, one.label, one.scheme, benefit, one.a, one.b, low, high)
