"""Targets as declared: published figures of a real list or score, each with what to take from a run beside it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from demerit.regime.clause import Citation, Clause

Confidence = Literal["H", "M", "L"]
Use = Literal["fitted", "held out", "not judged"]


class Figure(Clause):
    """One published figure. What it is computed from is said in words (see `formula.py`)."""

    first: date | None = Field(
        None, alias="from", description="first day of its period; silent: a day, or all until then"
    )
    last: date = Field(alias="date", description="its day, or the last day of its period")
    unit: str = Field(description="what it counts: entries, refusals, a ratio")
    compute: str = Field(description="what to take from a run, such as `entries.debtors cumulative`")
    published: tuple[float, ...] = Field(description="the lowest and the highest figure that was published")
    source: Citation
    confidence: Confidence = Field(description="H: the source itself says so; M: a quotation or a reading; L: doubtful")
    use: Use = Field(
        description="fitted: a fit may look at it; held out: it may not; not judged: neither passes nor fails"
    )
    tolerance: float = Field(description="how far off the published figure still passes, such as `10 %`")
    if_missed: str | None = Field(None, alias="if missed", description="why a run may miss it, in a sentence")

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value that passes."""
        return self.published[0] * (1 - self.tolerance), self.published[-1] * (1 + self.tolerance)

    @property
    def judged(self) -> bool:
        """Whether a run can hit or miss it. What is doubtful never passes or fails, whatever its use."""
        return self.use != "not judged" and self.confidence != "L"


class Targets(Clause):
    """A file of targets: the regime and the nation that they are figures of, and the figures by name."""

    targets: str
    title: str
    regime: str = Field(description="a shipped regime or a file beside the targets")
    nation: str = Field(description="the nation to whose size counts are scaled")
    sources: dict[str, str] = Field(default_factory=dict)
    figures: dict[str, Figure]
