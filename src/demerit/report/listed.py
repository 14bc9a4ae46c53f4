"""Results that come as tables: rows, CSV for a spreadsheet, and the tables of pyarrow, pandas and polars."""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from demerit.errors import UserError
from demerit.records.disk import write_out


class Tabled(ABC):
    """What has rows, and comes as a table in whatever form the reader likes."""

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """All rows, each a dictionary by column."""

    def arrow(self) -> Any:
        """The rows as a `pyarrow.Table`; needs pyarrow (`pip install demerit[arrow]`)."""
        return _needed("pyarrow", "demerit[arrow]").Table.from_pylist(self.rows())

    def pandas(self) -> Any:
        """The rows as a `pandas.DataFrame`; needs pandas."""
        return _needed("pandas", "pandas").DataFrame(self.rows())

    def polars(self) -> Any:
        """The rows as a `polars.DataFrame`; needs polars."""
        return _needed("polars", "polars").DataFrame(self.rows(), infer_schema_length=None)

    def csv(self, file: str | Path) -> Path:
        """Writes the rows as CSV, and returns its path. Raises OSError as files do."""
        target = Path(file)
        write_out(target, csv_text(self.rows()))
        return target


class Told(Protocol):
    """What says all that it has as plain data."""

    def as_dict(self) -> dict[str, Any]:
        """Everything by name."""


One = TypeVar("One", bound=Told)


class Listed(list[One], Tabled):
    """A list of results, each of which is a row."""

    def rows(self) -> list[dict[str, Any]]:
        """All rows, each a dictionary by column."""
        return [one.as_dict() for one in self]

    def _repr_html_(self) -> str:
        from demerit.report.compare_html import rows_html

        return rows_html(self.rows())


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows of the same columns as CSV (RFC 4180, but lines end in one character): a head, then a line each.

    Numbers have all their digits; a cell is empty where there is no value.
    """
    written = io.StringIO()
    table = csv.DictWriter(written, list(rows[0]) if rows else [], lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


def _needed(module: str, package: str) -> Any:
    """An optional library, or one sentence on how to have it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise UserError(f"{module} is not installed", None, f"`pip install {package}`") from None
