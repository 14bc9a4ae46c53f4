"""What a regime left to chance in a replay: each turn that could have gone otherwise under the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.layout import List, Points, Quantity, Regime
from demerit.regime.quantities import amount_text
from demerit.study.cases.layout import Chances


def open_share(share: Quantity | None) -> bool:
    """Whether a share leaves something to chance: neither 0 % nor 100 %, and not silent."""
    return share is not None and 0 < share.value < 100


def chance_of(line: dict[str, Any], regime: Regime, fell: Chances) -> str:
    """The chance by which a line of the ledger came about, in words; empty where the rules alone decide it."""
    return next(_chances(line, regime, fell), "")


def chance_beside(line: dict[str, Any], regime: Regime) -> str:
    """The chance that no notice of an entry or a mark came, in words; empty where one came or none could."""
    scheme = regime.schemes.get(line["scheme"])
    notice = scheme.notice if scheme is not None else None
    if line["event"] not in ("entry", "mark") or line["told"] or notice is None or notice.when == "never":
        return ""
    return f"no notice of {line['scheme']} arrives ({_said(notice.served)} do)" if open_share(notice.served) else ""


def _said(share: Quantity | None) -> str:
    return amount_text(share) if share else ""


def _chances(line: dict[str, Any], regime: Regime, fell: Chances) -> Iterator[str]:
    scheme = regime.schemes.get(line["scheme"])
    match line["event"]:
        case "entry" if isinstance(scheme, List):
            yield from _of_entry(line, scheme)
        case "notice" if line["value"] == 1 and isinstance(scheme, List) and scheme.notice:
            if open_share(scheme.notice.served):
                yield f"the notice of {line['scheme']} arrives ({_said(scheme.notice.served)} do)"
        case "refusal" | "charge" | "benefit":
            measure = regime.measures.get(line["measure"])
            if measure is not None and open_share(measure.applied):
                yield f"the {line['what']} gate checks ({_said(measure.applied)} of the time)"
        case "ruling" | "review":
            yield from _of_ruling(line, scheme)
        case "removal" if isinstance(scheme, List):
            way = scheme.exits.get(line["what"])
            if way is not None and way.kept is not None and open_share(way.kept):
                kept = way.kept.value >= 50 if fell.clocks is None else fell.clocks == "kept"
                how = "in time" if kept else "late"
                yield f"the name comes off {line['scheme']} {how} ({_said(way.kept)} do in time)"
        case "mark" if isinstance(scheme, Points):
            item = scheme.catalogue.get(line["what"])
            if item is not None and open_share(item.in_cases):
                yield f"the act is one that `{line['what']}` prices ({_said(item.in_cases)} are)"


def _of_entry(line: dict[str, Any], scheme: List) -> Iterator[str]:
    ground = scheme.grounds.get(line["what"])
    if ground is None:
        return
    if line["wrong"] == "unable to pay" and open_share(ground.misjudged):
        yield f"the person is taken for able to pay ({_said(ground.misjudged)} of those who are not)"
    spared = [share for share in ground.not_if.values() if open_share(share)]
    if spared:
        total = sum(share.value for share in spared)
        yield f"no exception applies ({total:g} % are spared)"


def _of_ruling(line: dict[str, Any], scheme: List | Points | None) -> Iterator[str]:
    correction = scheme.correction if scheme is not None else None
    if correction is None:
        return
    review = line["event"] == "review"
    share = correction.review.upheld if review and correction.review else None if review else correction.upheld
    body = "the review" if review else "the office"
    if open_share(share):
        yield f"{body} {'agrees' if line['value'] else 'refuses'} ({_said(share)} are upheld)"
