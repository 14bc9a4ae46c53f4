"""Every indicator, family by family, harms first."""

from __future__ import annotations

from demerit.indicators import (
    benefit,
    bystanders,
    chilling,
    disparity,
    exclusion,
    grades,
    notice,
    paperwork,
    removal,
    rewards,
    spiral,
    watching,
    wrongful,
)
from demerit.indicators.layout import Indicator

FAMILIES: dict[str, tuple[Indicator, ...]] = {
    "Wrongly listed": wrongful.INDICATORS,
    "Notice": notice.INDICATORS,
    "Days shut out": exclusion.INDICATORS,
    "From compliance to removal": removal.INDICATORS,
    "Grades, warnings and repair": grades.INDICATORS,
    "Bystanders": bystanders.INDICATORS,
    "Paperwork": paperwork.INDICATORS,
    "Disparate impact": disparity.INDICATORS,
    "Unequal watching": watching.INDICATORS,
    "Spiral": spiral.INDICATORS,
    "Self-censorship": chilling.INDICATORS,
    "Claimed benefits": benefit.INDICATORS,
    "Rewards": rewards.INDICATORS,
}

INDICATORS: tuple[Indicator, ...] = tuple(indicator for family in FAMILIES.values() for indicator in family)
