"""The shipped cases: their facts hold, each fact could fail, and other rules do what they should."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from demerit.errors import UserError
from demerit.report.case import CaseResult
from demerit.study.cases.from_yaml import LIBRARY, read_case
from demerit.study.cases.judged import judge
from demerit.study.cases.study import Studied, study

Golden = Callable[[str | Path, str], None]
NAMES = [file.stem for file in sorted(LIBRARY.glob("*.yaml"))]
VARIANTS = [(name, variant) for name in NAMES for variant in read_case(name).case.variants]
SERVED = "schemes.debtors.notice.served"


@cache
def studied(name: str, variant: str | None = None) -> Studied:
    return study(name, variant=variant)


def test_the_five_cases_are_shipped() -> None:
    assert NAMES == ["actress", "bus-advertisement", "journalist", "namesake", "nine-year-old"]


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_holds(name: str) -> None:
    missed = [(one.fact.text, one.found) for one in studied(name).original.facts if not one.holds]
    assert missed == []


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_could_fail(name: str) -> None:
    """The opposite of each fact is missed, and says what happened instead."""
    told = studied(name).original.replay
    for fact in told.script.facts:
        opposite = replace(fact, negated=not fact.negated)
        (judged,) = judge(replace(told, script=replace(told.script, facts=(opposite,))))
        assert not judged.holds, fact.text
        assert judged.found


@pytest.mark.parametrize("name", NAMES)
def test_facts_fail_at_another_time(name: str) -> None:
    """What happened on some day did not happen in the year before; `not` facts are tested by their opposite."""
    told = studied(name).original.replay
    for fact in told.script.facts:
        if fact.negated:
            continue
        span = replace(fact.span, first=date(1990, 1, 1), last=date(1990, 12, 31))
        (judged,) = judge(replace(told, script=replace(told.script, facts=(replace(fact, span=span),))))
        assert not judged.holds or fact.kind.startswith("score"), fact.text


@pytest.mark.parametrize("name", NAMES)
def test_a_case_replayed_twice_gives_the_same_bytes(name: str) -> None:
    variant = next(iter(read_case(name).case.variants))
    first, second = (json.dumps(CaseResult(study(name, variant=variant)).as_dict()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_a_variant_goes_otherwise(name: str, variant: str, golden: Golden) -> None:
    """Every variant differs from what happened, in the sentences that the golden text fixes."""
    result = CaseResult(studied(name, variant))
    assert result.differences != ["Nothing would have gone otherwise."]
    file = variant.replace(" ", "-").replace("'", "")
    golden(f"golden/{name}/{file}.txt", "\n".join(result.differences) + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_the_story_of_a_case(name: str, golden: Golden) -> None:
    golden(f"golden/{name}/told.txt", CaseResult(studied(name)).text(80))


def test_chance_falls_as_the_case_says_and_certainty_stays_the_regimes() -> None:
    """The actress is reached by no notice, unless the rules make sure of it."""
    unlikely = study("actress", changes=[f"{SERVED}=99 % (assumption)"])
    certain = study("actress", changes=[f"{SERVED}=100 % (assumption)"])
    assert unlikely.other is not None
    assert certain.other is not None
    assert unlikely.other.course.told == date(2019, 2, 24)
    assert (certain.other.course.told, certain.other.course.told_how) == (date(2018, 12, 4), "by notice")
    assert certain.other.course.refused is None, (
        "she performs at once when she is told, so that nothing bars the border"
    )


def test_the_child_is_told_only_where_notices_can_arrive() -> None:
    never = study("nine-year-old", changes=["schemes.consumption limits.notice.served=0 % (assumption)"])
    assert never.other is not None
    assert never.other.course.told is None
    assert never.original.course.told == date(2020, 11, 25)


def test_another_regime_is_taken_as_it_stands() -> None:
    """Without what was otherwise in the case, and with dates before its own day."""
    other = study("journalist", regime="debtors-2017").other
    assert other is not None
    assert other.replay.world.changes == ()
    assert other.course.entered["debtors"] < date(2017, 5, 1)


def test_a_mistake_needs_a_feed_that_makes_it() -> None:
    by_number = studied("namesake", "by identity number").other
    assert by_number is not None
    assert by_number.replay.lines == []


def test_phases_begin_on_their_day() -> None:
    """The journalist asks under the rules of 2013, which have no review, and gets one under those of 2017."""
    told = studied("journalist").original.replay
    assert [moment.day for moment in told.of("ruling")] == [date(2017, 5, 30)]
    assert [moment.day for moment in told.of("review")] == [date(2017, 6, 24)]


def test_working_days_are_chinas() -> None:
    """Told in the week of the national holiday, she is off the limits on the tenth of October."""
    other = studied("actress", "notice is served").other
    assert other is not None
    assert [moment.day for moment in other.replay.of("removal")] == [date(2018, 10, 10)]


QUIET = (
    "rongcheng", "surveillance", "debtors-2017", "china-2013-2019", "exit-bans", "mobilisation", "transport-2018",
    "speech-2018", "wendeng-2020", "village-credit",
)  # fmt: skip


@pytest.mark.parametrize("regime", QUIET)
def test_nothing_happens_by_itself(regime: str) -> None:
    """Without a script, ten years under a regime leave no line: nobody acts, errs or gives anything by luck."""
    text = "\n".join(
        (
            "case: quiet", "title: Quiet", "person: {name: N, age: 40, sex: male, lives in: Shandong}",
            f"regime: {regime}", "begins: 2018-01-01", "ends: 2027-12-31", "sources: {A: a source}",
            "script: {2018-01-02: {says: nothing, source: A}}", "expect: {}", "confidence: none", "not modelled: []",
        )
    )  # fmt: skip
    told = study(text).original.replay
    assert told.lines == []
    assert all(len(scores) == 1 for scores in told.scores.values())


def test_what_is_not_there_is_refused() -> None:
    for arguments, words in (
        ({"source": "actres"}, "did you mean `actress`?"),
        ({"source": "actress", "variant": "notice served"}, "has no variant"),
        ({"source": "actress", "changes": ["schemes.debtors"]}, "sets nothing"),
        ({"source": "actress", "changes": ["schemes.debtor.notice=never"]}, "`debtor` leads nowhere"),
        ({"source": "actress", "changes": ["title=never"]}, "`title` cannot be changed here"),
        ({"source": "actress", "changes": [f"{SERVED}=10 apples"]}, "a number without a source"),
        ({"source": "actress", "regime": "debtors"}, "no regime is called"),
        ({"source": "actress", "regime": "benchmark-r1"}, "`border` is not a gate of the nation benchmark"),
        ({"source": "journalist", "regime": "rongcheng", "variant": "rules of 2017"}, "a regime of its own"),
    ):
        with pytest.raises(UserError) as refused:
            study(**arguments)  # type: ignore[arg-type]
        assert words in str(refused.value)


def text_of(name: str) -> Iterator[str]:
    yield from (LIBRARY / f"{name}.yaml").read_text().splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_where_it_comes_from(name: str) -> None:
    case = read_case(name).case
    used = {step.source.split()[0] for steps in case.script.values() for step in steps}
    assert used <= set(case.sources)
    assert case.not_modelled
    assert case.confidence.startswith("high")
    assert max(map(len, text_of(name))) <= 120
