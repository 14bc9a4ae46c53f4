"""The arrow in: a run folder becomes what pages, charts and terminals show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from demerit.indicators.layout import Value
from demerit.records.layout import PAGE
from demerit.records.open import Records
from demerit.regime.layout import Regime
from demerit.regime.to_text import sections
from demerit.report.layout import ReportData, Row

_NOT_SHOWN = (
    "regime_text", "nation_text", "regime_info", "nation_info", "names", "summary", "notable", "argv", "notes", "page",
    "state",
)  # fmt: skip
"""what a manifest holds for programs and not for readers"""


def report_data(
    records: Records,
    regime: Regime,
    indicators: Sequence[Value],
    lives: Sequence[Mapping[str, Any]],
) -> ReportData:
    """Everything that is shown of a run; `lives` are lives as `report.life.as_dict` gives them."""
    series = {name: column.tolist() for name, column in records.series.numpy().items()}
    start = date.fromisoformat(records.manifest["start"])
    series["date"] = [start + timedelta(days=day) for day in series["day"]]
    return ReportData(
        title=regime.title,
        manifest=shown(records),
        regime=[(section.title, section.sentences) for section in sections(regime)],
        series=series,
        groups=records.groups.rows(),
        indicators=[value.as_dict() for value in indicators],
        lives=lives,
        notes=records.manifest.get("notes", ()),
    )


def shown(records: Records) -> Row:
    """The manifest as readers see it, with where it lies."""
    said = {name: value for name, value in records.manifest.items() if name not in _NOT_SHOWN}
    page = records.folder / PAGE
    return {
        **said,
        "version": said.get("demerit", ""),
        "folder": str(records.folder),
        **({"report": str(page)} if page.exists() else {}),
    }
