"""Indicators that show themselves: one a line in a terminal, a table in a notebook."""

from __future__ import annotations

from demerit.indicators.layout import Value
from demerit.indicators.to_text import indicators_text
from demerit.report.layout import SYNTHETIC, ReportData
from demerit.report.listed import Listed
from demerit.report.page_indicators import indicator_table


class Values(Listed[Value]):
    """A list of values of indicators; also as `.rows()`, `.arrow()`, `.pandas()`, `.polars()` and `.csv(FILE)`."""

    def __repr__(self) -> str:
        return indicators_text(self)

    def _repr_html_(self) -> str:
        table = indicator_table(ReportData(title="", indicators=[value.as_dict() for value in self]))
        return f"<p>{SYNTHETIC}</p>{table}"
