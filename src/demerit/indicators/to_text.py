"""How a person reads indicators: the documented table, and the values of a run as lines.

`python -m demerit.indicators.to_text` prints docs/indicators.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from demerit.indicators.families import FAMILIES
from demerit.indicators.layout import SYNTHETIC, Indicator, Value
from demerit.records.to_text import markdown_table

_PREFACE = f"""# Indicators

<!-- Written by `python -m demerit.indicators.to_text`; a test keeps it in step. -->

{SYNTHETIC}

An indicator counts a harm or a benefit that officials claim. It is computed from the counters of a run, added up over
the run, or on its last day where the formula says so. An indicator whose counters a run does not keep does not apply
and is left out; that is not the same as zero. A value without a number (`–`) had nothing to be taken over.

**Four things are never confused**: entries (names put on a list), subjects (people), entries in force on a day, and
refusals at gates.

**Intervals** are at 95 % and say what another nation drawn from the same recipe would show. Communities of up to 1,024
people are the clusters: people of one community share luck. The variance is that of the linearised ratio estimator
(Cochran, *Sampling Techniques*, 1977, section 6.3), with the t quantile of the number of contributing communities
less one.

- Shares have the exact interval of Clopper and Pearson (1934) at the effective number of cases (Korn and Graubard,
  *Survey Methodology* 24, 1998). They stay within 0 and 1, and none seen in n gives an upper end of about 3.69 / n.
- Means and ratios have an interval on the logarithm. Counts of events are never taken for steadier than independent
  ones, and a zero again has the upper end of 3.69 events. Amounts (days, hours, yuan) come in lumps of unknown size,
  so a zero has no upper end, and one community alone gives no interval.
- Ratios of two groups of people rest on totals by group. Their variance (Katz, Baptista, Azen and Pike, *Biometrics*
  34, 1978) is multiplied by how much the counter clumps in communities, which errs towards wide. Where one group has
  none, the bound is the exact one given both counts.
- Twins, and a run against its baseline, are compared community by community, since they share their luck.

Many indicators are looked at together, so one in twenty intervals misses by luck alone.
"""


def indicators_markdown() -> str:
    """docs/indicators.md: what every indicator means, its formula, unit and source."""
    parts = [_PREFACE]
    for family, members in FAMILIES.items():
        rows = [_row(indicator) for indicator in members]
        parts.append(f"## {family}\n\n{markdown_table(('indicator', 'meaning', 'formula', 'unit', 'source'), rows)}\n")
    return "\n".join(parts)


def _row(indicator: Indicator) -> tuple[str, ...]:
    every = "the run" if indicator.owner == "run" else f"each {indicator.owner}"
    first = f"**{indicator.label}** `{indicator.name}`, {indicator.direction}, of {every}"
    return first, indicator.meaning, f"`{indicator.formula}`", indicator.unit, indicator.source


def number(value: float | None) -> str:
    """A number to three figures: 0.0123, 4.56, 12,300; a dash where there is none."""
    if value is None:
        return "–"
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:.10f}".rstrip("0").rstrip(".") or "0"


def value_text(value: Value) -> str:
    """One value as a line: `Never told (debtors): 0.31 share of entries, 0.28 to 0.34 (n = 1,204)`."""
    about = f" ({value.scheme})" if value.scheme else ""
    if value.value is None:
        return f"{value.label}{about}: {value.note or 'nothing to measure'}"
    interval = "" if value.low is None and value.high is None else f", {number(value.low)} to {number(value.high)}"
    return f"{value.label}{about}: {number(value.value)} {value.unit}{interval} (n = {value.n:,})"


def indicators_text(values: Iterable[Value]) -> str:
    """The values of a run, one a line, under the side of the account that they stand on."""
    values = list(values)
    parts = [SYNTHETIC]
    for direction, heading in (("harm", "Harms"), ("benefit", "Claimed benefits")):
        lines = [f"  {value_text(value)}" for value in values if value.direction == direction]
        parts += [heading, *lines] if lines else []
    return "\n".join(parts)


if __name__ == "__main__":
    print(indicators_markdown(), end="")
