"""What holds of every case: generated scripts, chances and rules, replayed."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.report.case import CaseResult
from demerit.study.cases.replay import Replay
from demerit.study.cases.study import study

BEGINS = date(2018, 1, 1)
STEPS = (
    "{does: unpaid judgment, says: Does not pay., source: A}",
    "{does: unpaid judgment, done by: somebody else, mistaken by: name, says: A namesake does not pay., source: A}",
    "{does: red light, done by: nobody, mistaken by: face, says: A camera errs., source: A}",
    "{does: speeding, says: Speeds., source: A}",
    "{does: breach of consumption limits, says: Spends., source: A}",
    "{does: volunteering, says: Helps., source: A}",
    "{tries: air, says: Flies., source: A}",
    "{tries: counter, says: Applies., source: A}",
    "{performs: accepted, says: Pays., source: A}",
    "{performs: not accepted, says: Pays half., source: A}",
    "{asks: upheld, says: Asks., source: A}",
    "{asks: refused, review: upheld, says: Asks., source: A}",
    "{ends: everything, says: The press calls., source: A}",
)
DAYS = st.integers(0, 700).map(lambda day: (BEGINS + timedelta(days=day)).isoformat())
WHEN = DAYS | st.sampled_from(["when told", "when refused", "when listed"])
SCRIPTS = st.dictionaries(WHEN, st.lists(st.sampled_from(STEPS), min_size=1, max_size=2), min_size=1, max_size=8)
CHANCES = st.fixed_dictionaries(
    {},
    optional={
        "notices": st.sampled_from(["arrive", "do not arrive"]),
        "ability": st.sampled_from(["judged rightly", "misjudged"]),
        "clocks": st.sampled_from(["kept", "missed"]),
        "gates": st.sampled_from(["check", "do not check"]),
    },
)
REGIMES = st.sampled_from(["rongcheng", "debtors-2017", "surveillance", "debtors-2013"])


@st.composite
def cases(draw: st.DrawFn) -> str:
    """The text of a case of two years."""
    able = draw(st.sampled_from(["yes", "no"]))
    lines = [
        "case: made up", "title: Made up", f"person: {{name: N, age: 40, sex: female, able to pay: {able}}}",
        f"regime: {draw(REGIMES)}", f"begins: {BEGINS}", "ends: 2019-12-31", "sources: {A: a source}",
        "chances: {" + ", ".join(f"{what}: {how}" for what, how in draw(CHANCES).items()) + "}",
        "expect: {}", "confidence: none", "not modelled: []", "script:",
    ]  # fmt: skip
    lines += [f"  {when}: [{', '.join(steps)}]" for when, steps in draw(SCRIPTS).items()]
    return "\n".join(lines)


@given(cases())
@settings(max_examples=15)
def test_a_replay_gives_the_same_bytes_again(text: str) -> None:
    first, second = (json.dumps(CaseResult(study(text)).as_dict()) for _ in range(2))
    assert first == second


@given(cases())
def test_what_must_hold_of_every_replay(text: str) -> None:
    told = study(text).original.replay
    days = [moment.day for moment in told.moments]
    assert days == sorted(days)
    assert all(told.script.case.begins <= day <= told.script.case.ends for day in days)
    _causes_come_first(told)
    _scores_are_their_marks(told)
    _names_come_down_once(told)


def _causes_come_first(told: Replay) -> None:
    lines = told.lines
    assert [line["line"] for line in lines] == list(range(1, len(lines) + 1))
    assert all(line["cause"] < line["line"] for line in lines)
    assert all(line["cause"] for line in lines if line["event"] in ("refusal", "removal", "performance", "ruling"))


def _scores_are_their_marks(told: Replay) -> None:
    """Start plus live marks, in regimes whose bounds and recovery these few marks never meet."""
    for scheme, scores in told.scores.items():
        of = [line for line in told.lines if line["scheme"] == scheme]
        change = sum(line["value"] for line in of if line["event"] in ("mark", "lapse"))
        upheld = sum(line["event"] == "ruling" and line["value"] for line in of)
        assert upheld or scores[-1][1] - scores[0][1] == change


def _names_come_down_once(told: Replay) -> None:
    for scheme in told.names.lists:
        of = [line["event"] for line in told.lines if line["scheme"] == scheme]
        assert of.count("removal") <= of.count("entry")
        refused = [line for line in told.lines if line["event"] == "refusal" and line["scheme"] == scheme]
        entered = {line["line"] for line in told.lines if line["event"] == "entry"}
        assert all(line["cause"] in entered for line in refused)
