"""Every indicator, family by family, harms first."""

from __future__ import annotations

from demerit.indicators import (
    benefit,
    bystanders,
    chilling,
    disparity,
    exclusion,
    notice,
    paperwork,
    removal,
    spiral,
    wrongful,
)
from demerit.indicators.layout import Indicator

FAMILIES: dict[str, tuple[Indicator, ...]] = {
    "Wrongly listed": wrongful.INDICATORS,
    "Notice": notice.INDICATORS,
    "Days shut out": exclusion.INDICATORS,
    "From compliance to removal": removal.INDICATORS,
    "Bystanders": bystanders.INDICATORS,
    "Paperwork": paperwork.INDICATORS,
    "Disparate impact": disparity.INDICATORS,
    "Spiral": spiral.INDICATORS,
    "Self-censorship": chilling.INDICATORS,
    "Claimed benefits": benefit.INDICATORS,
}

INDICATORS: tuple[Indicator, ...] = tuple(indicator for family in FAMILIES.values() for indicator in family)
