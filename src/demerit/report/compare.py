"""Two regimes over the same people: the result that Python, the terminal, pages and notebooks show."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from demerit.errors import UserError
from demerit.indicators.classes import known_kind
from demerit.records.disk import write_out
from demerit.records.open import Records, Table
from demerit.report.changes import changes
from demerit.report.listed import Listed, Tabled
from demerit.study.compare.asked import RESULT, Asked
from demerit.study.compare.first import COLUMNS, FIRST
from demerit.study.compare.layout import Compared, Difference, FirstDays, Flows, Search, Tally
from demerit.study.compare.study import Live, study

if TYPE_CHECKING:
    import duckdb

    from demerit.regime.difference import Difference as ClauseDifference

PAGE = "comparison.html"
"""what `out` gets besides the two runs, the first days and the result"""
_TEMPORARY = "The runs are temporary and go when this object goes; compare(..., out='comparisons/mine') keeps them."


class Comparison(Tabled):
    """What differs between two regimes, A and B, over the same people and luck; shows itself in a notebook."""

    def __init__(self, compared: Compared, holder: Any = None) -> None:
        """`holder` is what the folders of the two runs go with, where they are temporary."""
        self.compared = compared
        self._holder = holder

    @property
    def a(self) -> Records:
        """The run of A: `series`, `ledger`, `groups`, `clusters`, `sql`."""
        return self.compared.a

    @property
    def b(self) -> Records:
        """The run of B."""
        return self.compared.b

    @cached_property
    def differences(self) -> Listed[Difference]:
        """Every indicator that both have: A, B, B less A, its paired 95 % interval. Also `.arrow()`, `.pandas()` ..."""
        return Listed(self.compared.differences)

    @cached_property
    def by_class(self) -> Listed[Difference]:
        """The same of each class of people: `kind` is income, age, residence or sex, `group` the class."""
        return Listed(self.compared.by_class)

    @cached_property
    def groups(self) -> Listed[Tally]:
        """Every counter of everyone and by income, age, residence and sex, in A and in B: point values."""
        return Listed(self.compared.tallies)

    @property
    def flows(self) -> Flows:
        """`.lists`, `.bands` and `.gates`: to whom something happened in A only, in B only, in both."""
        return self.compared.flows

    @property
    def clauses(self) -> list[ClauseDifference]:
        """Every clause that the two regimes do not say alike."""
        return list(self.compared.clauses)

    @property
    def first(self) -> FirstDays:
        """How the first days on which records differ spread over the run."""
        return self.compared.first

    @property
    def first_differences(self) -> Table:
        """One row a person: the first day on which their two records differ; NULL where they never do."""
        return Table(_FirstDays(self.compared.first_file.parent, {}), "SELECT * FROM first_difference")

    @property
    def search(self) -> Search | None:
        """How many people were tried, where the number was left to the program."""
        return self.compared.search

    def find(self, name: str, scheme: str | None = None, group: str = "") -> Difference:
        """The difference of one indicator; of the first scheme, list or gate unless one is named.

        `group` is a class of people (`poorest fifth`, `rural`), or a comparison of two that the indicator makes.

        Raises `UserError` where both runs have no such value.
        """
        for one in (*self.compared.by_class, *self.compared.differences):
            if one.name == name and one.group == group and scheme in (None, one.scheme):
                return one
        about = " ".join(word for word in (name, scheme, group) if word)
        raise UserError(f"the comparison has no `{about}`", "a name, scheme and group of `.differences`")

    def rows(self) -> list[dict[str, Any]]:
        """Every difference: of everyone (`kind` is empty), then of each class of people; with `saved` and `clear`."""
        return [_row(one) for one in (*self.differences, *self.by_class)]

    def as_dict(self) -> dict[str, Any]:
        """Everything for JSON; of what is told by class of people that which differs."""
        return as_dict(self.compared)

    def text(self, width: int = 88, *, by: Sequence[str] = ()) -> str:
        """The comparison for the terminal, folded to so many columns; `by` income, age, residence or sex as well.

        Raises `UserError` for another kind of class.
        """
        from demerit.report.compare_text import compare_text

        return compare_text(self.as_dict(), width, by=list(dict.fromkeys(map(known_kind, by))))

    def page(self, file: str | Path) -> Path:
        """Writes the comparison as one page that works offline, and returns its path. Raises OSError as files do."""
        from demerit.report.compare_page import render

        target = Path(file)
        write_out(target, render(self.as_dict()))
        return target

    def chart(self) -> dict[str, Any]:
        """The largest clear differences as a Vega-Lite chart; raises `UserError` where none is clear."""
        from demerit.report.compare_chart import forest
        from demerit.report.layout import NothingToDrawError
        from demerit.report.notebook import Chart

        try:
            return Chart(forest(self.as_dict()))
        except NothingToDrawError as error:
            raise UserError(str(error)) from None

    def __repr__(self) -> str:
        return self.text() + (f"\n{_TEMPORARY}\n" if self._holder is not None else "")

    def _repr_html_(self) -> str:
        from demerit.report.compare_html import compare_html

        return compare_html(self.as_dict()) + (f"<p>{_TEMPORARY}</p>" if self._holder is not None else "")


class _FirstDays(Records):
    """A folder with first_difference.parquet as the one view of it."""

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        connection = duckdb.connect()
        file = str((self.folder / FIRST).resolve()).replace("'", "''")
        connection.execute(f"CREATE VIEW first_difference AS SELECT {', '.join(COLUMNS)} FROM read_parquet('{file}')")
        return connection


def compare(
    a: str | Path, b: str | Path | None = None, *, live: Live, people: int | Literal["auto"] | None = None,
    years: float | None = None, seed: int | None = None, start: date | str | None = None, nation: str | None = None,
    threads: int | None = None, set: Mapping[str, str] | Sequence[str] | None = None,  # noqa: A002
    without: Sequence[str] = (),
    political: Literal["on", "off"] | None = None, indicator: str | None = None, within: float | None = None,
    out: str | Path | None = None,
) -> Comparison:  # fmt: skip
    """Compares two regimes over the same people; `live` runs an order into a folder. Raises `UserError`.

    `a` and `b` are shipped names, files, texts, or folders of runs. B is read with `set` (a table of paths and values,
    or `PATH=VALUE` each), `without` and `political`; without `b`, it is A with these. `people="auto"` doubles them
    until the difference of `indicator` has an interval at most `within` wide. `out` keeps both runs, the comparison
    and its page.
    """
    auto = people == "auto"
    _refuse_half_an_order(auto, indicator, within)
    asked = Asked(
        a=a, b=b, people=None if people == "auto" else people, years=years, seed=seed, start=_day(start),
        nation=nation, threads=threads or 0, changes=_changes(set), political=political,
        without=(without,) if isinstance(without, str) else tuple(without),
    )  # fmt: skip
    holder = None
    if out is None:
        holder = tempfile.TemporaryDirectory(prefix="demerit-", ignore_cleanup_errors=True)
        folder = Path(holder.name)
    else:
        folder = _free(Path(out))
    try:
        found = Comparison(study(asked, folder, live, indicator=indicator, within=within), holder)
    except BaseException:  # stopped, or refused by one of the runs: a half of a comparison is none
        if out is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if out is not None:
        write_out(folder / RESULT, json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n")
        found.page(folder / PAGE)
    return found


def _changes(given: Mapping[str, str] | Sequence[str] | None) -> tuple[str, ...]:
    """Clauses that B reads otherwise, as `PATH=VALUE`; a text alone is one of them."""
    if isinstance(given, Mapping):
        return tuple(f"{path}={value}" for path, value in given.items())
    return (given,) if isinstance(given, str) else tuple(given or ())


def _day(day: date | str | None) -> date | None:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        raise UserError(f"`{day}` is no date", "a day such as 2018-01-31") from None


def _refuse_half_an_order(auto: bool, indicator: str | None, within: float | None) -> None:
    """`auto`, an indicator and a width go together."""
    if auto and (indicator is None or within is None):
        raise UserError(
            "how many people it takes depends on what is to be known, and how closely",
            "an indicator and a width with --people auto",
            "`--people auto --indicator never_told --within 0.02`",
        )
    if not auto and (indicator is not None or within is not None):
        given = "--within" if indicator is None else "--indicator"
        raise UserError(f"{given} chooses a number of people", "--people auto with it")


def _free(folder: Path) -> Path:
    """A folder that a comparison may be written to: made if it is not there, else found to be empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "not empty" if folder.is_dir() else "a file"
        raise UserError(f"{folder} is {what}", "a folder that is not there yet, or an empty one")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def as_dict(compared: Compared) -> dict[str, Any]:
    """A comparison as plain data."""
    said = compared.a.manifest
    return {
        "synthetic": True,
        "a": _side(compared.a),
        "b": _side(compared.b),
        "nation": said["nation"],
        "people": said["people"],
        "days": said["days"],
        "start": said["start"],
        "seed": said["seed"],
        "version": said.get("demerit", ""),
        "clauses": [{"path": list(one.path), "a": one.a, "b": one.b} for one in compared.clauses],
        "differences": [_row(one) for one in compared.differences],
        "kinds": list(dict.fromkeys(one.kind for one in compared.by_class)),
        "by_class": [_row(one) for one in _differing_in_a_class(compared)],
        "only": [{"in": which, "indicator": label} for which, label in compared.only],
        "flows": compared.flows.as_dict(),
        "first_differences": compared.first.as_dict(),
        "groups": _differing(compared.tallies),
        "search": None if compared.search is None else compared.search.as_dict(),
    }


def _row(one: Difference) -> dict[str, Any]:
    """A difference with what follows from its interval."""
    return {**one.as_dict(), "saved": one.saved, "clear": one.clear}


def _side(records: Records) -> dict[str, Any]:
    said: Mapping[str, Any] = records.manifest
    return {
        "regime": said["regime"], "title": said["title"], "changes": changes(said), "digest": said["digest"],
        "command": said.get("command", ""),
    }  # fmt: skip


def _differing_in_a_class(compared: Compared) -> list[Difference]:
    """The differences of all classes of a kind, where one of them is not the same in both."""
    differing = {(one.name, one.scheme, one.kind) for one in compared.by_class if not one.same}
    return [one for one in compared.by_class if (one.name, one.scheme, one.kind) in differing]


def _differing(tallies: Iterable[Tally]) -> list[dict[str, Any]]:
    return [one.as_dict() for one in tallies if one.difference]
