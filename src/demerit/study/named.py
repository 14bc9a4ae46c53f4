"""Indicators by name, where somebody asks for one."""

from __future__ import annotations

from demerit.errors import UserError, did_you_mean
from demerit.indicators.families import INDICATORS


def no_indicator(name: str) -> UserError:
    """The refusal of a name that no indicator has: where the names stand, and the one that was meant."""
    expected = "one of the names in docs/indicators.md, which `demerit indicators RUN --json` prints too"
    near = did_you_mean(name, [one.name for one in INDICATORS])
    return UserError(f"no indicator is called `{name}`", expected, near or _labelled(name))


def _labelled(name: str) -> str | None:
    """The name of the indicator that has this label, as tables show it."""
    meant = next((one.name for one in INDICATORS if one.label.lower() == name.strip().lower()), None)
    return f"write `{meant}`" if meant else None
