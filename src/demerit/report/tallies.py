"""Sums and shares of a run's counters: what charts, page, terminal and findings all read, so that they agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from demerit.report.layout import ReportData
from demerit.report.numbers import to_date

NOT_LEARNT = "not learnt of by the last day"

_DONE_WITHOUT_BARRING = {
    "favoured": ("yuan_gained", "yuan_waived", "hours_saved"), "charged": ("yuan_paid",), "delayed": ("hours", "forms")
}  # fmt: skip
"""what a gate that turns nobody away does, by the counters that show it"""


def _named(data: ReportData, prefix: str) -> list[str]:
    """Names that follow `prefix.` in the columns of the series, in their order, none twice."""
    names = (column.split(".")[1] for column in data.series if column.startswith(prefix + "."))
    return list(dict.fromkeys(names))


def points_schemes(data: ReportData) -> list[str]:
    """Schemes that score: those with bands."""
    return _named(data, "band")


def bands(data: ReportData, scheme: str) -> list[str]:
    """Bands of a scheme, from the best to the worst."""
    prefix = f"band.{scheme}."
    return [column.removeprefix(prefix) for column in data.series if column.startswith(prefix)]


def lists(data: ReportData) -> list[str]:
    """Black and red lists of the run."""
    return _named(data, "in_force")


def gates(data: ReportData) -> list[str]:
    """Gates at which somebody is under a measure."""
    return list(dict.fromkeys(_named(data, "attempts") + _named(data, "refused")))


def conduct(data: ReportData) -> list[str]:
    """What people do that the regime watches."""
    return _named(data, "acts")


def total(data: ReportData, counter: str) -> int:
    """A flow added up over the run; 0 where the run has no such counter."""
    return sum(int(value) for value in data.series.get(counter, ()))


def last(data: ReportData, counter: str) -> int:
    """A number in force at the end of the last day; 0 where the run has no such counter."""
    column = data.series.get(counter, ())
    return int(column[-1]) if len(column) else 0


def running(data: ReportData, counter: str) -> list[int]:
    """A flow added up day by day."""
    sum_so_far, sums = 0, []
    for value in data.series.get(counter, ()):
        sum_so_far += int(value)
        sums.append(sum_so_far)
    return sums


def refusals(data: ReportData) -> int:
    """Refusals at all gates over the run."""
    return sum(total(data, f"refused.{gate}") for gate in gates(data))


def done_at(data: ReportData, gate: str) -> tuple[int, str]:
    """What a gate did to how many attempts: refused, or where nothing bars favoured, charged, delayed or opened."""
    refused = total(data, f"refused.{gate}")
    words = [
        word for word, kinds in _DONE_WITHOUT_BARRING.items() if any(total(data, f"{kind}.{gate}") for kind in kinds)
    ]
    opened = total(data, f"opened.{gate}")
    if opened and not refused and not words:
        return opened, "opened to people without a credit file"
    if refused or not words:
        return refused, "refused"
    return total(data, f"attempts.{gate}"), " or ".join(words)


def running_refusals(data: ReportData) -> list[int]:
    """Refusals at all gates, added up day by day."""
    curves = [curve for gate in gates(data) if (curve := running(data, f"refused.{gate}"))]
    return [sum(values) for values in zip(*curves, strict=True)]


def final_shares(data: ReportData, scheme: str) -> dict[str, float]:
    """Share of the subjects of a scheme in each band at the end of the last day; all 0 where it has no subject."""
    people = {band: last(data, f"band.{scheme}.{band}") for band in bands(data, scheme)}
    subjects = sum(people.values())
    return {band: count / subjects if subjects else 0.0 for band, count in people.items()}


def learnt(data: ReportData, name: str) -> dict[str, int]:
    """How people came to know of their entries in a list: by notice, at a gate, or not at all so far."""
    told, found_out = total(data, f"noticed.{name}"), total(data, f"gate_learnt.{name}")
    never = max(0, total(data, f"entries.{name}") - told - found_out)
    return {"by notice": told, "at a gate": found_out, NOT_LEARNT: never}


def iso_dates(data: ReportData) -> list[str]:
    """The dates of the series as ISO text."""
    return [to_date(day).isoformat() for day in data.series.get("date", ())]


def spaced(count: int, most: int) -> list[int]:
    """At most `most` of `count` positions, evenly spaced, the first and the last always among them."""
    if count <= most:
        return list(range(count))
    step = (count - 1) / (most - 1)
    return sorted({round(position * step) for position in range(most)})


_DIMENSIONS = {"income": "Income fifth", "age": "Age", "residence": "Residence", "sex": "Sex"}


def _in_order(labels: Sequence[Any]) -> list[Any]:
    """Ages and fifths by their number, the rest as they come."""

    def key(label: Any) -> tuple[float, str]:
        number = re.search(r"\d+", str(label))
        first = float(number.group()) if number else float("inf")
        return (-1.0 if str(label).startswith("under") else first, str(label))

    return sorted(set(labels), key=key)


def _label(dimension: str, value: Any) -> str:
    if dimension != "income":
        return str(value)
    return {"1": "1 poorest", "5": "5 richest"}.get(str(value), str(value))


def by_group(data: ReportData, counter: str) -> list[dict[str, Any]]:
    """A counter per 1,000 people of every class of income, age, residence and sex.

    Rows of dimension, group, people, count, rate. Empty where the run kept no groups or the counter is not in them.
    """
    if not data.groups or counter not in data.groups[0]:
        return []
    rows = []
    for dimension, heading in _DIMENSIONS.items():
        if dimension not in data.groups[0]:
            continue
        for value in _in_order([row[dimension] for row in data.groups]):
            members = [row for row in data.groups if row[dimension] == value]
            people = sum(int(row["people"]) for row in members)
            count = sum(int(row[counter]) for row in members)
            if people:
                rate = round(1000 * count / people, 6)
                rows.append(
                    {
                        "dimension": heading,
                        "group": _label(dimension, value),
                        "people": people,
                        "count": count,
                        "rate": rate,
                    }
                )
    return rows
