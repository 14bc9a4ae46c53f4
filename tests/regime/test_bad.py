"""What is refused, and with which words: each case is the town's regime with one slip, each message is fixed whole."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import UserError
from demerit.regime.check import LAWS
from demerit.regime.from_yaml import read_document
from demerit.regime.laws import Known, View
from demerit.regime.places import Sheet, compose
from demerit.regime.reader import Reader
from tests.regime.city_slips import SLIPS as CITY_SLIPS
from tests.regime.town import CITY, CITY_KNOWN, FILE, KNOWN, TOWN, changed

FAST = "      {}: {{within: 1 day (LAW), rate: 99 % a year (LAW)}}\n"
MERGED = """  pardon: &late {within: 1 week (LAW), rate: 5 % a year (assumption)}
      grace: *late
      mercy: {<<: *late, kept: 80 % (assumption)}"""

GROUNDS = """    grounds:
      unpaid: {conduct: unpaid judgment, proof: judgment, only if: able to pay, misjudged: 20 % (assumption)}
      walker: jaywalking
"""

BANDS = """      good: from 1050 points (LAW)
      fair: from 900 points (LAW)
      poor: below
"""

RANKED = """      good: {good}
      fair: {fair}
      poor: {poor}
    regraded: {every}
"""


def ranked(
    good: str = "top 10 % (LAW)", fair: str = "top 60 % (LAW)", poor: str = "below", every: str = "every 1 month (LAW)"
) -> tuple[str, str]:
    """The slip that makes the bands of the town go by rank."""
    return BANDS, RANKED.format(good=good, fair=fair, poor=poor, every=every)


SLIPS = {
    # words
    "unknown clause": ("    colour: black", "    color: black"),
    "unknown choice": ("operator: delegated", "operator: publik"),
    "missing clause": ("    colour: black\n", ""),
    "unknown conduct": ("sees: [red light, jaywalking]", "sees: [red light, jay walking]"),
    "unknown gate": ("on: debtors, gate: air", "on: debtors, gate: ail"),
    "unknown band": ("on: town points at poor, gate: bank", "on: town points at pour, gate: bank"),
    "missing list of a measure": ("{on: debtors, gate: private school", "{on: polluters, gate: private school"),
    "missing list of an item": ("performance in debtors: 20", "performance in debters: 20"),
    "missing scheme of an agreement": ("{from: debtors, to: town points,", "{from: debtors, to: town point,"),
    "unknown ground of a term": ("term: {unpaid: until", "term: {unpayed: until"),
    "unknown ground of an exit": ("for: unpaid,", "for: unpade,"),
    "a name with a full stop": ("  walker: jaywalking", "  walker no. 1: jaywalking"),
    # numbers
    "no unit": ("start: 1,000 points (LAW)", "start: 1000 (LAW)"),
    "term without unit": ("grace: 1 month (LAW)", "grace: 1 (LAW)"),
    "unknown unit": ("-20 points (LAW)", "-20 pts (LAW)"),
    "unit that does not fit": ("arrives after: 3 days (LAW art. 4)", "arrives after: 3 points (LAW art. 4)"),
    "no source": ("  decided after: 10 days (LAW)", "  decided after: 10 days"),
    "unknown source": ("(LAW art. 4)", "(LOW art. 4)"),
    "unknown law": ("law: LAW art. 12", "law: SPC17 art. 12"),
    "value outside its range": ("12 % between 2 and 40", "52 % between 2 and 40"),
    "range the wrong way round": ("12 % between 2 and 40", "12 % between 40 and 2"),
    "range in another unit": ("30 % between 10 % and 60 %", "30 % between 10 days and 60 days"),
    "share over a hundred": ("detects: 12 % between 2 and 40", "detects: 120 %"),
    "half points": ("jaywalking: -5 points", "jaywalking: -5.5 points"),
    "not a number": ("jaywalking: -5 points (LAW)", "jaywalking: few points (LAW)"),
    "not a date": ("in force: from 2018-03-01", "in force: from 2018-02-30"),
    "date in words": ("in force: from 2018-03-01", "in force: from 1 March 2018"),
    "date of a phase in words": ("from: 2019-01-01", "from: January 2019"),
    "gravity out of range": ("gravity: 2", "gravity: 9"),
    "age out of range": ("persons of 18 and over", "persons of 180 and over"),
    "sourced yes": ("suspends measures: yes", "suspends measures: yes (LAW art. 12)"),
    # laws
    "bands with a gap": ("      poor: below", "      poor: from 300 points (LAW)"),
    "bands that overlap": ("fair: from 900 points", "fair: from 1050 points"),
    "bands in the wrong order": ("good: from 1050 points (LAW)", "good: below"),
    "start outside the range": ("start: 1,000 points", "start: 1,400 points"),
    "empty range": ("range: 0 to 1300 points", "range: 1300 to 1300 points"),
    "two items for one conduct": ("      jaywalking: -5", "      Red  light: -5"),
    "one item twice": ("      jaywalking: -5", "      red light: -5"),
    "item without points": ("volunteering: +10 points", "volunteering: 0 points"),
    "loop of agreements": ("agreements:\n", "agreements:\n  back: {from: town points, to: debtors, passes: [entry]}\n"),
    "news that no item prices": ("passes: [entry, performance]", "passes: [entry, performance, removal]"),
    "item that no agreement passes": ("passes: [entry, performance]", "passes: [entry]"),
    "until performance without that exit": ("      performance: {within: 3", "      payment: {within: 3"),
    "exit without rate": (", rate: 5 % a year (assumption)}", "}"),
    "performance with rate": ("for: unpaid,", "for: unpaid, rate: 5 % a year (assumption),"),
    "grace without notice before": ("{when: before, served", "{when: after, served"),
    "response above the ceiling": ("changes: 1.4 times", "changes: 1.6 times"),
    "responses that multiply": ("of: [red light], changes: 0.9 times between 0.7 and 1",
                                "of: [jaywalking], changes: 1.2 times"),
    "effect that is nothing": ("effect: -100 yuan", "effect: 0 yuan"),
    "winter at another gate": ("effect: -100 yuan", "effect: -100 yuan a winter"),
    "a list has no bands": ("{on: debtors, gate: private", "{on: debtors below good, gate: private"),
    "a score without bands": ("{on: town points at poor, gate: bank", "{on: town points, gate: bank"),
    "below the lowest": ("town points below good, gate", "town points below poor, gate"),
    "conduct twice in a feed": ("sees: [red light, jaywalking]", "sees: [red light, red light]"),
    "false marks without end": ("false marks: 0.01 per year", "false marks: 1.5 per year"),
    "list without grounds": (GROUNDS, "    grounds: {}\n"),
    "two grounds for one conduct": ("walker: jaywalking", "walker: unpaid judgment"),
    "nothing to misjudge": ("only if: able to pay, misjudged", "misjudged"),
    "term of no length": ("until performance (LAW art. 2)}", "0 days (LAW art. 2)}"),
    "reserved exit": ("      pardon: {", "      correction: {"),
    "kept without otherwise": ("kept: 80 % (assumption), otherwise: 60 days (assumption)}", "kept: 80 % (assumption)}"),
    "never and yet served": ("{when: after, served", "{when: never, served"),
    "performance on a red list": ("colour: black", "colour: red"),
    "response of nothing": ("of: [red light], changes", "of: [], changes"),
    "measure on neighbours": ("{on: debtors, gate: private", "{on: neighbours on debtors, gate: private"),
    "news passed twice": ("agreements:\n", "agreements:\n  again: {from: debtors, to: town points, passes: [entry]}\n"),
    "recovery that takes": ("recovery: 5 points", "recovery: -5 points"),
    "no bands": (BANDS, "      {}\n"),
    "bands by points and by rank": ranked(fair="from 900 points (LAW)"),
    "ranks in the wrong order": ranked(good="top 60 % (LAW)"),
    "ranks of everybody": ranked(fair="top 100 % (LAW)"),
    "ranks without end": ranked(poor="top 90 % (LAW)"),
    "ranks never cut anew": (BANDS, ranked()[1].replace("    regraded: every 1 month (LAW)\n", "")),
    "points cut anew": (BANDS, BANDS + "    regraded: every 1 month (LAW)\n"),
    "cut anew without end": ranked(every="every 0 days (LAW)"),
    "cut anew how often": ranked(every="monthly (LAW)"),
    "unknown kind of band": ranked(good="best 10 % (LAW)"),
    "measure on a place": ("{on: debtors, gate: private", "{on: place on debtors, gate: private"),
    "place on a score": ("{on: neighbours on debtors", "{on: place on town points"),
    "multiple of oneself": ("changes: 0.9 times between 0.7 and 1", "changes: 50 times"),
    # not supported yet
    "firms": ("subjects: persons of 18", "subjects: firms of 18"),
    "private score": ("kind: points", "kind: private score"),
    "ratings": ("kind: list", "kind: ratings"),
    "direct grading": ("    recovery: 5", "    direct grades: {drink driving: poor}\n    recovery: 5"),
    "exit that needs a capability": ("pardon: {within: 1 week", "pardon: {needs: a phone, within: 1 week"),
    "joint punishment": ("gate: bank,", "gate: bank, network: joint punishment,"),
    "residence": ("subjects: persons of 18 and over", "subjects: persons of 18 and over, resident one year"),
    "suspension by a mark": ("correction: {decided within: 10 days (LAW),",
                         "correction: {decided within: 10 days (LAW), review: not declared, suspends measures: yes,"),
    "grace before a mark": ("{when: after, served: 80 %", "{when: before, grace: 5 days (LAW), served: 80 %"),
    "working days at a feed": ("arrives after: 3 days", "arrives after: 3 working days"),
    "lag for bands": ("gate: bank,", "gate: bank, starts after: 2 days (LAW),"),
    "exits too fast": ("exits:\n", "exits:\n" + FAST.format("one") + FAST.format("two")),
    # YAML
    "anchor, alias, merge": ("  pardon: {within: 1 week (LAW), rate: 5 % a year (assumption)}",
                             MERGED),
    "tag": ("gravity: 2", "gravity: !!int 2"),
    "second document": ("sources:\n", "---\nsources:\n"),
    "second colon": ("aim: quiet streets", "aim: quiet streets: always"),
    "tab": ("  LAW: the", "\tLAW: the"),
    "tab after a clause": ("operator: delegated", "\toperator: delegated"),
    "character that starts no word": ("aim: quiet streets", "aim: @quiet streets"),
    "bracket not closed": ("says: [reasons, term]", "says: [reasons, term"),
    # phases
    "phase leads nowhere": ("schemes.town points.recovery:", "schemes.town pionts.recovery:"),
    "phase changes bands": ("schemes.town points.recovery: not declared",
                            "schemes.town points.bands: {good: from 950 points (LAW), poor: below}"),
    "phase takes a measure away": ("schemes.debtors.notice: not declared", "measures.no school: not declared"),
    "phase breaks a law": ("points.recovery: not declared", "points.start: 5000 points (LAW)"),
    "phase before the start": ("from: 2019-01-01", "from: 2017-01-01"),
    "phase renames": ("schemes.town points.recovery: not declared", "title: another"),
}  # fmt: skip


def file_of(slip: str) -> str:
    return slip.replace(" ", "_").replace(",", "") + ".txt"


def refusal(text: str, known: Known = KNOWN) -> str:
    with pytest.raises(UserError) as refused:
        read_document(text, known)
    assert refused.value.exit_code == 2
    return str(refused.value)


@pytest.mark.parametrize("slip", SLIPS)
def test_slip(slip: str, golden: Callable[[str, str], None]) -> None:
    golden(f"bad/{file_of(slip)}", refusal(changed(*SLIPS[slip])) + "\n")


@pytest.mark.parametrize("slip", CITY_SLIPS)
def test_slip_of_the_city(slip: str, golden: Callable[[str, str], None]) -> None:
    message = refusal(changed(*CITY_SLIPS[slip], text=CITY), CITY_KNOWN)
    golden(f"bad/city/{file_of(slip)}", message + "\n")


def test_every_error_at_once_in_the_order_of_the_file(golden: Callable[[str, str], None]) -> None:
    text = TOWN
    once = ["unknown choice", "unknown conduct", "no unit", "bands with a gap", "no source", "unknown gate", "firms",
            "missing clause", "loop of agreements", "response above the ceiling", "phase leads nowhere"]  # fmt: skip
    for slip in once:
        text = text.replace(*SLIPS[slip])
    message = refusal(text)
    lines = [int(line.split(":")[1]) for line in message.splitlines() if line.startswith("regime:")]
    assert len(lines) >= len(once)
    assert lines == sorted(lines)
    golden("bad/all_at_once.txt", message + "\n")


@pytest.mark.parametrize("text", ["\n", "just words\n", "- a\n- list\n", "[" * 2000 + "\n", "regime: \x00\n", "&a\n\n"])
def test_what_is_no_regime_is_refused_without_a_traceback(text: str) -> None:
    assert refusal(text)


def test_every_golden_message_belongs_to_a_slip() -> None:
    names = {file_of(slip) for slip in SLIPS} | {"all_at_once.txt"}
    bad = FILE.parent.parent / "bad"
    assert {file.name for file in bad.glob("*.txt")} == names
    assert {file.name for file in (bad / "city").iterdir()} == {file_of(slip) for slip in CITY_SLIPS}


def test_every_law_finds_something_among_the_slips() -> None:
    broken: set[str] = set()
    slipped = [(changed(*slip), KNOWN) for slip in SLIPS.values()]
    slipped += [(changed(*slip, text=CITY), CITY_KNOWN) for slip in CITY_SLIPS.values()]
    for text, known in slipped:
        sheet = Sheet(text, "regime")
        root = compose(sheet)
        if root is not None:
            reader = Reader(sheet, root)
            view = View(reader.regime(), known, reader.key_places)
            broken |= {name for name, law in LAWS.items() if next(law(view), None)}
    assert broken == set(LAWS)


def test_news_that_arrives_at_different_times_is_not_supported_yet() -> None:
    scheme = TOWN[TOWN.index("  town points:\n") : TOWN.index("  debtors:\n    kind")]
    text = TOWN.replace(scheme, scheme + scheme.replace("  town points:", "  other points:"))
    text = text.replace(
        "agreements:\n",
        """agreements:
  court to other: {from: debtors, to: other points, passes: [entry, performance], arrives after: 9 days (LAW)}
""",
    )
    assert "`entry` of `debtors` passed on after different times is not supported yet" in refusal(text)
    same = text.replace(
        "arrives after: 9 days (LAW)}", "arrives after: 7 days (LAW), consent: with, who consent: 1 % (LAW)}"
    )
    assert "`entry` of `debtors` passed on of different people is not supported yet" in refusal(same)


JUNK = (
    "", "x", "not declared", "[]", "{}", "{a: b}", "[a, {b: c}]", "5", "5 days (LAW)", "points", "-1 points (LAW)",
    "list", "debtors", "town points", "below", "from 3 points (LAW)", "everyone", "yes", "2018-03-01", "bar",
    "0 % (LAW)", "opens", "refused at bank", "{a: {b: 2 times (LAW)}}", "[friend]", "entry in debtors",
    "2 hours saved (LAW)",
)  # fmt: skip


@given(st.data())
def test_no_slip_ends_in_a_traceback(data: st.DataObject) -> None:
    text, known = data.draw(st.sampled_from([(TOWN, KNOWN), (CITY, CITY_KNOWN)]))
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        colons = [match.end() for match in re.finditer(r": ?", lines[at])]
        cut = data.draw(st.sampled_from([0, *colons]))
        lines[at] = lines[at][:cut] + data.draw(st.sampled_from(JUNK))
    try:
        read_document("\n".join(lines) + "\n", known)
    except UserError as refused:
        problems = refused.problems
    else:
        return
    assert all(problem.message for problem in problems)
