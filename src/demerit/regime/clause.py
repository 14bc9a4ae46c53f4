"""What every clause is made of: the frozen model, the quantity with its unit and source, and the kinds of amount."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from demerit.regime import units

NOT_DECLARED = "not declared"


class Clause(BaseModel):
    """Anything that stands in a regime file: frozen, and closed to words that the vocabulary does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Quantity(Clause):
    """A number with its unit, its range where it is uncertain, and its source: all in one written scalar.

    `12 % between 2 % and 40 % (assumption)` is `Quantity(value=12, unit="%", low=2, high=40, source="assumption")`.
    """

    value: float = Field(description="the number")
    unit: str = Field(description="points, %, days, working days, years, per year, times, yuan, hours, forms ...")
    low: float | None = Field(None, description="the lower end of the range")
    high: float | None = Field(None, description="the upper end of the range")
    source: str = Field(description="a key of `sources`, optionally with an article (`SPC17 art. 2`), or `assumption`")


Share = Annotated[Quantity, units.SHARE]
Clock = Annotated[Quantity, units.CLOCK]
OfficeClock = Annotated[Quantity, units.OFFICE_CLOCK]
PointsAmount = Annotated[Quantity, units.POINTS]
Times = Annotated[Quantity, units.TIMES]
Tries = Annotated[Quantity, units.TRIES]
FalseMarks = Annotated[Quantity, units.FALSE_MARKS]
YearlyShare = Annotated[Quantity, units.YEARLY_SHARE]
Decisions = Annotated[Quantity, units.DECISIONS]
Yuan = Annotated[Quantity, units.YUAN]
Waived = Annotated[Quantity, units.WAIVED]
Hours = Annotated[Quantity, units.HOURS]
Forms = Annotated[Quantity, units.FORMS]
Finds = Annotated[Quantity, units.FINDS]
Citation = Annotated[str, units.Cites()]
