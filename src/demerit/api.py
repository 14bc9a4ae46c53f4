"""What `import demerit` offers: run a regime over a nation, open what a run left, read its lives.

Nothing heavy is imported before something needs it: opening a run and reading a life load neither kernels, nor YAML,
nor DuckDB.
"""

from __future__ import annotations

import tempfile
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from demerit.errors import UserError, did_you_mean, listed
from demerit.records.layout import FINISHED, MANIFEST, PAGE, PART, RESUME
from demerit.records.observer import Observer, Silent
from demerit.records.open import Records, open_run, read_manifest

if TYPE_CHECKING:
    from demerit.records.forecast import Forecast
    from demerit.records.order import Order
    from demerit.records.relived import Lives
    from demerit.report.layout import ReportData
    from demerit.report.record import Record
    from demerit.report.twin import TwinResult
    from demerit.report.values import Values

_TEMPORARY = "The folder is temporary and goes when this object goes; run(..., out='runs/mine') keeps it."


def run(
    regime: str | Path, *, people: int = 1_000_000, years: float = 3, seed: int = 7, threads: int | None = None,
    nation: str | None = None, out: str | Path | None = None, start: date | str | None = None, tick: int = 7,
    chunk: int | None = None, ledger: str | Sequence[int] = "auto", report: bool = True,
    set: Mapping[str, str] | Sequence[str] | None = None, without: Sequence[str] = (),  # noqa: A002
    political: Literal["on", "off"] | None = None, observer: Observer | None = None,
) -> Run:  # fmt: skip
    """Runs a regime over a synthetic nation, and gives back what it left.

    `regime` is the name of a shipped one, the path of a file, or the text of one; `nation` a recipe, by default the one
    that the regime was written for. A year has 365 days. `start` is the first day, by default the one on which the
    regime comes into force. `out` is the run's folder, new or empty; without it, a temporary one that goes when the
    answer goes. `ledger` says whose events are written: `auto` (everybody's up to 10 million people, beyond that those
    of 1,000 communities), `all`, `none`, or numbers of communities to be kept on top. `threads` (all cores) and `chunk`
    change how fast it goes, and nothing else.

    The regime can be read otherwise than it is written: `set={"schemes.debtors.notice.served": "100 % (assumption)"}`
    (or the same as `PATH=VALUE`) sets clauses, `without=["lost credit"]` leaves responses and measures out by name, and
    `political` switches items that are marks for speech, petition or belief `on` or `off`.

    Raises `UserError` for whatever cannot be had, and `KeyboardInterrupt` where it was stopped; its message says how to
    go on.
    """
    from demerit import pipeline
    from demerit.records.checkpoint import OFTEN

    order = _changed(
        order_of(regime, people, years, seed, threads, nation, start, tick, chunk, ledger), set, without, political
    )
    holder = None
    if out is None:
        holder = tempfile.TemporaryDirectory(prefix="demerit-", ignore_cleanup_errors=True)
        folder = Path(holder.name)
    else:
        folder = _free(Path(out))
    pipeline.run(order, folder, observer or Silent(), with_page=report, every=OFTEN)
    return _opened(folder, holder)


def forecast(
    regime: str | Path, *, people: int = 1_000_000, years: float = 3, seed: int = 7, threads: int | None = None,
    nation: str | None = None, start: date | str | None = None, tick: int = 7, chunk: int | None = None,
    ledger: str | Sequence[int] = "auto", set: Mapping[str, str] | Sequence[str] | None = None,  # noqa: A002
    without: Sequence[str] = (), political: Literal["on", "off"] | None = None,
) -> Forecast:  # fmt: skip
    """What a run would take, in bytes and seconds, without running it. Takes what `run` takes."""
    from demerit.records.forecast import forecast as foretell
    from demerit.records.order import work_out

    order = order_of(regime, people, years, seed, threads, nation, start, tick, chunk, ledger)
    return foretell(work_out(_changed(order, set, without, political)))


def open(folder: str | Path) -> Run:  # noqa: A001 - called as demerit.open
    """The run in a folder. Raises `UserError` where there is none, or it is not finished."""
    return _opened(Path(folder))


def resume(folder: str | Path, threads: int | None = None, observer: Observer | None = None) -> Run:
    """Takes a run up again where its last checkpoint left it; a finished one is only opened.

    The bytes are those of a run that nothing had interrupted. Raises as `run` does.
    """
    path = Path(folder)
    said = read_manifest(path)
    watching = observer or Silent()
    if said.get("state") == FINISHED:
        watching.note(f"The run in {path} is already finished; it is only opened.")
    else:
        from demerit import pipeline
        from demerit.records.checkpoint import OFTEN

        pipeline.resume(said, path, threads, watching, every=OFTEN)
    return _opened(path)


@dataclass(frozen=True)
class Reproduction:
    """Whether a run gave the same bytes again."""

    same: bool
    expected: str
    """digest of the run"""
    found: str
    """digest of its repetition"""
    notes: tuple[str, ...] = ()
    """what has changed since, one sentence each"""


def reproduce(folder: str | Path, threads: int | None = None, observer: Observer | None = None) -> Reproduction:
    """Runs again, from the manifest alone, what a folder holds, and compares the digests."""
    from importlib.metadata import version

    from demerit import pipeline
    from demerit.records.manifest import order_of

    said = open_run(folder).manifest
    with tempfile.TemporaryDirectory(prefix="demerit-", ignore_cleanup_errors=True) as again:
        pipeline.run(order_of(said, threads), Path(again), observer or Silent(), with_page=False)
        found = read_manifest(Path(again))
    notes = []
    if said["demerit"] != version("demerit"):
        notes.append(f"The run was made by demerit {said['demerit']}; this is {version('demerit')}.")
    if found["nation_sha256"] != said["nation_sha256"]:
        notes.append("The data files of the nation have changed since.")
    return Reproduction(found["digest"] == said["digest"], said["digest"], found["digest"], tuple(notes))


class Run(Records):
    """What a run left behind: `series`, `ledger`, `groups`, `clusters`, `sql`, and what they come to."""

    _holder: Any = None

    @property
    def summary(self) -> dict[str, Any]:
        """What `demerit run --json` prints."""
        return dict(self.manifest["summary"])

    @property
    def digest(self) -> str:
        """SHA-256 over series, final state and ledger; the same for any threads, chunks and interruptions."""
        return str(self.manifest["digest"])

    @property
    def page(self) -> Path:
        """The report, one HTML file; written now if the run was asked to leave it out."""
        path = self.folder / PAGE
        if not path.exists():
            from demerit.report import page

            page.save(self.data, path)
        return path

    @cached_property
    def indicators(self) -> Values:
        """What the run comes to: a list of values, each with interval, unit, formula and source."""
        from demerit.indicators.from_records import indicators
        from demerit.report.values import Values

        return Values(indicators(self))

    def indicators_by(self, kind: str) -> Values:
        """The indicators of everyone and of each class of people; `kind` is income, age, residence or sex.

        Raises `UserError` for another kind, and where the run does not tell people apart.
        """
        from demerit.indicators.classes import indicators_by
        from demerit.report.values import Values

        return Values(indicators_by(self, kind))

    def life(self, code_or_index: str | int | None = None) -> Life:
        """One person's life, lived again; without a code or a number, one worth reading about.

        Raises `UserError` where nobody of this run has the code or number.
        """
        if code_or_index is None:
            noted = self.manifest.get("notable") or [{"person": 0}]
            code_or_index = int(noted[0]["person"])
        return Life(self._lives, self._lives.person(code_or_index), self.start)

    def twin(
        self, code_or_index: str | int, *, strike: int | None = None, notice: bool = False, appeal: bool = False,
        pay: date | str | None = None, move: str | None = None,
    ) -> TwinResult:  # fmt: skip
        """One person beside a twin with exactly one thing otherwise; raises `UserError` where it cannot be."""
        from demerit.report.twin import TwinResult
        from demerit.study.twin.layout import Otherwise
        from demerit.study.twin.twin import twin

        otherwise = Otherwise(strike, notice, appeal, None if pay is None else _day(pay), move)
        return TwinResult(twin(self.folder, self.manifest, code_or_index, otherwise))

    def explain(self, code_or_index: str | int, line: int | None = None) -> list[str]:
        """Why somebody was refused, or why `line` of their record came about: from there back to the first cause.

        Raises `UserError` where nobody was refused, or the record has no such line.
        """
        return self.life(code_or_index).explain(line)

    def record(self, code_or_index: str | int | None = None, on: date | str | None = None) -> Record:
        """One person's record in three views: `.public`, `.person`, `.truth`; without a code, one worth reading about.

        `on` is the day at whose end it is looked at, by default the run's last. Raises `UserError` as `life` does, and
        for a day that the run does not have.
        """
        from demerit.records.three_views import three_views
        from demerit.report.record import Record

        life = self.life(code_or_index)
        return Record(three_views(life.facts, life.lines, self.manifest, None if on is None else _day(on)))

    def chart(self, name: str, scheme: str | None = None) -> dict[str, Any]:
        """A chart of the report as a Vega-Lite dictionary, which draws itself in a notebook.

        Raises `UserError` for a name that no chart has, or where the run has nothing for it.
        """
        from demerit.report.charts import chart, chart_names
        from demerit.report.layout import NothingToDrawError
        from demerit.report.notebook import Chart

        if name not in chart_names():
            raise UserError(f"no chart is called `{name}`", listed(chart_names()), did_you_mean(name, chart_names()))
        try:
            return Chart(chart(name, self.data, scheme))
        except NothingToDrawError as error:
            raise UserError(str(error)) from None

    @property
    def start(self) -> date:
        """Day 0 of the run."""
        return date.fromisoformat(self.manifest["start"])

    @cached_property
    def data(self) -> ReportData:
        """Everything that reports, charts and terminals show of the run."""
        from demerit.regime.from_yaml import read_regime
        from demerit.report.from_records import report_data

        noted = [self.life(said["person"]).as_dict() for said in self.manifest.get("notable", ())]
        return report_data(self, read_regime(self.manifest["regime_text"]), self.indicators, noted)

    @cached_property
    def _lives(self) -> Lives:
        from demerit.records.relived import Lives

        return Lives(self.folder, self.manifest)

    def __repr__(self) -> str:
        return str(self._repr_mimebundle_()["text/plain"])

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, Any]:
        from demerit.report.notebook import run_mimebundle

        bundle = run_mimebundle(self.data, include, exclude)
        if self._holder is not None:
            for kind, said in (("text/plain", f"\n{_TEMPORARY}\n"), ("text/html", f"<p>{_TEMPORARY}</p>")):
                if kind in bundle:
                    bundle[kind] += said
        return bundle


class Life:
    """One synthetic person's record, lived again line by line; each line names the one that caused it."""

    def __init__(self, lives: Lives, person: int, start: date) -> None:
        self.person = person
        self.start = start
        self._lives = lives

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Name, code, age, sex, residence, fifth of income and place."""
        return self._lives.facts(self.person)

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The person's rows of the ledger, whether or not the run kept them."""
        return self._lives.lines(self.person)

    def text(self) -> str:
        """The life as paragraphs for the terminal."""
        from demerit.report.life import as_text

        return as_text(self.lines, self.start, self.facts)

    def as_dict(self) -> dict[str, Any]:
        """The life for JSON, every line dated and in words."""
        from demerit.report.life import as_dict

        return as_dict(self.lines, self.start, self.facts)

    def explain(self, line: int | None = None) -> list[str]:
        """From the last refusal, or from `line`, back to the first cause; raises `UserError` where there is none."""
        from demerit.report.life import explain

        try:
            return explain(self.lines, self.start, line)
        except LookupError as error:
            raise UserError(str(error.args[0])) from None

    def __repr__(self) -> str:
        return self.text()


def order_of(
    regime: str | Path, people: Any, years: float, seed: int, threads: int | None, nation: str | None,
    start: date | str | None, tick: int, chunk: int | None, ledger: Any,
) -> Order:  # fmt: skip
    """The order behind the arguments of `run`."""
    from demerit.records.order import DAYS_A_YEAR, Order

    if not isinstance(regime, str | Path) or not str(regime).strip():
        raise UserError(f"{regime!r} is no regime", "a shipped name, the path of a file, or its text")
    if isinstance(years, bool) or not isinstance(years, int | float):
        raise UserError(f"a run cannot last {years!r} years", "a number")
    if not 0 < years < 1e6:
        raise UserError(f"a run cannot last {years} years", "more than 0")
    if years * DAYS_A_YEAR < 1:
        raise UserError(f"{years:.15g} years are shorter than a day", "a day (0.003 years) or longer")
    return Order(
        regime=regime, people=whole_number(people), days=round(years * DAYS_A_YEAR), seed=seed, threads=threads or 0,
        nation=nation, start=None if start is None else _day(start), tick=tick, chunk=chunk or 0, ledger=ledger,
    )  # fmt: skip


def changes_given(given: Mapping[str, str] | Sequence[str] | None) -> list[str]:
    """Clauses that read otherwise, as `PATH=VALUE`; a text alone is one of them."""
    if isinstance(given, Mapping):
        return [f"{path}={value}" for path, value in given.items()]
    return [given] if isinstance(given, str) else list(given or ())


def _changed(order: Order, given: Any, without: Sequence[str], political: Any) -> Order:
    """The order over a regime that reads otherwise than it is written."""
    left_out = (without,) if isinstance(without, str) else tuple(without)
    return replace(order, changes=tuple(changes_given(given)), without=left_out, political=political)


def _day(day: date | str) -> date:
    """A day of the calendar, also from its text; raises `UserError` where the calendar has none such."""
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        raise UserError(f"`{day}` is no date", "a day such as 2018-01-31") from None


def whole_number(number: Any) -> Any:
    """1.4e9 as the whole number that it is."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _free(folder: Path) -> Path:
    """A folder that a run may be written to: not there yet, or empty."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file", "a folder for the run")
    if not folder.is_dir() or all(entry.name.endswith(PART) for entry in folder.iterdir()):
        return folder
    hint = None
    if (folder / MANIFEST).is_file() and read_manifest(folder).get("state") != FINISHED:
        hint = f"`{RESUME.format(folder=folder)}` goes on with the run in it"
    raise UserError(f"{folder} is not empty", "a folder that is not there yet, or an empty one", hint)


def _opened(folder: Path, holder: Any = None) -> Run:
    """A finished run; `holder` is what the folder goes with."""
    found = open_run(folder)
    opened = Run(found.folder, found.manifest)
    opened._holder = holder
    return opened
