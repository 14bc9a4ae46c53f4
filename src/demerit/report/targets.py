"""Published figures beside a run: the result that Python, the terminal and notebooks show."""

from __future__ import annotations

from typing import Any

from demerit.indicators.telling import TOO_FEW, too_few
from demerit.report.numbers import decimal, whole, written_date
from demerit.study.targets.judged import Compared, Judged

HEADS = {
    "fitted": "Fitted: the regime or the nation was chosen with an eye on these",
    "held out": "Held out: no number was chosen with an eye on these",
    "not judged": "Not judged: doubtful, or no figure of its own",
}
"""the three uses of a figure, in the order in which they are shown"""
NOTES = (
    "Hit: what came out lies within the tolerance of what was published. With a question mark, its interval reaches "
    "beyond a bound; a run of more people would tell. H, M, L: confidence in the published figure."
)


class TargetsResult:
    """Published figures beside what a run came to, each hit or missed; shows itself in a notebook."""

    def __init__(self, compared: Compared) -> None:
        self.compared = compared

    @property
    def figures(self) -> tuple[Judged, ...]:
        """Every figure with its estimate and its verdict, in the order of the file."""
        return self.compared.figures

    @property
    def missed(self) -> list[str]:
        """Names of the figures that the run misses."""
        return [one.name for one in self.figures if one.verdict == "miss"]

    def as_dict(self) -> dict[str, Any]:
        """Everything for JSON: figures, verdicts, fitted numbers, what was run."""
        return as_dict(self.compared)

    def text(self, width: int = 88) -> str:
        """The table for the terminal, folded to so many columns."""
        from demerit.report.targets_text import targets_text

        return targets_text(self.as_dict(), width)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from demerit.report.targets_html import targets_html

        return targets_html(self.as_dict())


def as_dict(compared: Compared) -> dict[str, Any]:
    """A comparison as plain data."""
    targets = compared.targets
    return {
        "targets": targets.targets,
        "title": targets.title,
        "synthetic": True,
        "regime": targets.regime,
        "people": compared.people,
        "seed": compared.seed,
        "first": compared.first.isoformat(),
        "last": compared.last.isoformat(),
        "scaled_to": compared.size,
        "notes": list(compared.notes),
        "tally": {use: tally(compared.of(use)) for use in HEADS},
        "figures": [_figure(one) for one in compared.figures],
        "fitted": [
            {"file": one.file, "where": " > ".join(one.where), "amount": one.amount, "to": list(one.to)}
            for one in compared.fitted
        ],
        "sources": dict(targets.sources),
    }


def tally(figures: list[Judged]) -> dict[str, int]:
    """How many figures there are of each verdict."""
    verdicts = [one.verdict for one in figures]
    return {verdict: verdicts.count(verdict) for verdict in dict.fromkeys(verdicts)}


def _figure(judged: Judged) -> dict[str, Any]:
    figure, found = judged.figure, judged.found
    return {
        "name": judged.name,
        "use": figure.use,
        "unit": figure.unit,
        "from": figure.first.isoformat() if figure.first else None,
        "date": figure.last.isoformat(),
        "compute": figure.compute,
        "published": list(figure.published),
        "tolerance": figure.tolerance,
        "source": figure.source,
        "confidence": figure.confidence,
        "simulated": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "communities": found.clusters,
        "verdict": judged.verdict,
        "sure": judged.sure,
        "note": found.note,
        "why": (figure.if_missed or "") if judged.verdict == "miss" else "",
    }


def short(number: float) -> str:
    """A count in a few letters, `17.46m`, `203k`, `6,800`; a ratio with three figures."""
    if number >= 999_500:
        return f"{number / 1e6:,.2f}m"
    return f"{float(f'{number / 1e3:.3g}'):g}k" if number >= 10_000 else decimal(number)


def span(numbers: list[float]) -> str:
    """One figure, or the lowest and the highest that were published."""
    shown = list(dict.fromkeys(short(number) for number in numbers))
    return " to ".join(shown)


def verdict(figure: dict[str, Any]) -> str:
    """Hit or miss in the table: with a question mark where the interval reaches beyond a bound, else nothing."""
    if figure["verdict"] not in ("hit", "miss"):
        return ""
    return str(figure["verdict"]) + ("" if figure["sure"] else "?")


def interval(figure: dict[str, Any]) -> str:
    """The interval of what came out, or that it says nothing (see `indicators.telling`)."""
    if figure["simulated"] is None:
        return ""
    if too_few(figure["simulated"], figure["low"], figure["high"], None):
        return TOO_FEW
    return f"{short(figure['low'])} to {short(figure['high'])}"


def score(said: dict[str, Any], use: str) -> str:
    """How many figures of a use are hit: `12 of 16 hit`; empty for those that are not judged."""
    counts = said["tally"][use]
    judged = counts.get("hit", 0) + counts.get("miss", 0)
    unmeasured = f", {counts['not measured']} not measured" if counts.get("not measured") else ""
    return f"{counts.get('hit', 0)} of {judged} hit{unmeasured}" if use != "not judged" and counts else ""


def what_was_run(said: dict[str, Any]) -> str:
    """The run behind the table, in a sentence."""
    days = f"{written_date(said['first'])} to {written_date(said['last'])}"
    return (
        f"{whole(said['people'])} synthetic people, {days}, seed {said['seed']}; "
        f"counts are scaled to {whole(said['scaled_to'])}."
    )


def fitted_to(said: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The fitted numbers by the figures that they were fitted to: the figures in words, and the numbers."""
    found: dict[str, list[str]] = {}
    for one in said["fitted"]:
        of = "" if one["file"] == "regime" else "nation: "
        found.setdefault("; ".join(one["to"]), []).append(f"{of}{one['where']}: {one['amount']}")
    return list(found.items())
