"""A case from the news, replayed: the result that Python, the terminal and notebooks show."""

from __future__ import annotations

from typing import Any

from demerit.report.case_words import decided, said_differences, story, when
from demerit.study.cases.judged import Judged
from demerit.study.cases.study import Studied, Told

LONGEST_CHANGE = 90
"""letters of a changed clause that are worth showing whole"""


class CaseResult:
    """A replay with its facts, and what would have gone otherwise under other rules; shows itself in a notebook."""

    def __init__(self, studied: Studied) -> None:
        self.studied = studied

    @property
    def holds(self) -> bool:
        """Whether every fact of the news holds under the regime of the case."""
        return self.studied.holds

    @property
    def differences(self) -> list[str]:
        """What would have gone otherwise, in sentences; empty where no other rules were asked for."""
        return said_differences(self.studied)

    def as_dict(self) -> dict[str, Any]:
        """Everything for JSON: who, rules, story, facts with who decided each, differences, what is left out."""
        return as_dict(self.studied)

    def text(self, width: int = 88) -> str:
        """The case for the terminal, folded to so many columns."""
        from demerit.report.case_text import case_text

        return case_text(self.as_dict(), width)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from demerit.report.case_html import case_html

        return case_html(self.as_dict())


def as_dict(studied: Studied) -> dict[str, Any]:
    """A studied case as plain data."""
    case = studied.script.case
    somebody = studied.original.replay.somebody
    said: dict[str, Any] = {
        "case": case.case,
        "title": case.title,
        "synthetic": True,
        "person": {
            "name": case.person.name, "age": case.person.age, "sex": case.person.sex,
            "lives_in": case.person.lives_in, "able_to_pay": case.person.able_to_pay,
            "lived_by": {"code": somebody.code, "place": somebody.place, "residence": somebody.residence},
        },
        "begins": case.begins.isoformat(),
        "ends": case.ends.isoformat(),
        **_told(studied.original, studied),
        "holds": studied.holds,
        "confidence": case.confidence,
        "not_modelled": list(case.not_modelled),
        "sources": dict(case.sources),
        "variants": {name: variant.says for name, variant in case.variants.items()},
    }  # fmt: skip
    if studied.other is not None:
        other = {"says": studied.says, **_told(studied.other, studied), "differences": said_differences(studied)}
        said["other"] = other
    return said


def _told(told: Told, studied: Studied) -> dict[str, Any]:
    """One replay as plain data."""
    under = told.replay.world
    return {
        "regime": under.name,
        "changes": [_brief(str(change)) for change in under.changes],
        "story": story(told.replay, studied.original.replay),
        "facts": [_fact(judged, studied) for judged in told.facts],
        "decided": decided(told),
    }


def _brief(change: str) -> str:
    """A change of one value whole, of a clause its path alone."""
    path, _, value = change.partition(" = ")
    return path if value.startswith("{") or len(change) > LONGEST_CHANGE else change


def _fact(judged: Judged, studied: Studied) -> dict[str, Any]:
    case, fact = studied.script.case, judged.fact
    return {
        "when": when(fact.span, case.begins, case.ends),
        "from": fact.span.first.isoformat(),
        "to": fact.span.last.isoformat(),
        "fact": fact.text,
        "holds": judged.holds,
        "by": judged.by,
        "instead": judged.found or None,
        "source": fact.source,
    }
