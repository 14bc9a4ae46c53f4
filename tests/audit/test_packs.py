"""The shipped law packs: every provision is dated, sourced, argued against, and asks for a test that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import demerit.audit.static  # noqa: F401 - registers the tests
from demerit.audit.layout import SEVERITIES, Pack, Provision
from demerit.audit.packs import LIBRARY, in_force, pack_names, read_pack
from demerit.audit.register import RULES
from demerit.errors import UserError
from demerit.regime.layout import Regime

LAWS = ("canada", "china", "eu", "international", "uk", "us")
AGREED = {
    *(f"F{number:02}" for number in (2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14)),
    *(f"L{number:02}" for number in (1, 2, 3, 7, 8, *range(10, 16), 17, *range(24, 34))),
    "F10a",
    "F10b",
    "L10a",
    "L31a",
    "L32a",
    "L32b",
    "L33a",
}
"""tests that can be decided from the file alone"""

VERDICT = re.compile(r"\b(?:unlawful|unlawfully|illegal|illegally|lawful(?! bas[ei]s)|lawfully|lawfulness)\b", re.I)
"""words that would make a verdict of a finding; `lawful basis` is the name of a clause"""


def provisions() -> Iterator[tuple[str, Provision]]:
    for name in pack_names():
        yield from ((name, one) for one in read_pack(name).provisions)


def holding(pack: str, day: str) -> set[str]:
    """Ids of the provisions of a pack in force on a day."""
    return {one.id for one in in_force(read_pack(pack), date.fromisoformat(day))}


def test_all_packs_are_there_and_read() -> None:
    assert pack_names() == ["principles", *LAWS]
    for name in pack_names():
        pack = read_pack(name)
        assert (pack.name, bool(pack.title), bool(pack.provisions)) == (name, True, True)


@pytest.mark.parametrize(("text", "says"), [
    ("", ("the file is empty", "expected: a law pack")),
    ("# to be written\n", ("the file is empty", "expected: a law pack")),
    ("a court, a ministry", ("mine.yaml:1:1: this is not a law pack", "name, title and provisions")),
    ("name: a\n---\nname: b\n", ("mine.yaml:2:1: a second document", "one law pack per file")),
])  # fmt: skip
def test_a_file_that_is_no_law_pack_is_refused_as_one(tmp_path: Path, text: str, says: tuple[str, ...]) -> None:
    (tmp_path / "mine.yaml").write_text(text)
    with pytest.raises(UserError) as refused:
        read_pack(tmp_path / "mine.yaml")
    said = str(refused.value)
    assert "mine.yaml" in said
    for words in says:
        assert words in said
    if "document" not in said:
        assert "write `name: mine`, `title: My own tests` and `provisions:`" in said
    assert "regime" not in said


def test_every_agreed_test_is_registered() -> None:
    assert AGREED - set(RULES) == set()


def test_every_test_is_asked_for_by_some_provision() -> None:
    assert AGREED - {one.rule for _, one in provisions()} == set()


def test_every_provision_of_law_is_dated_sourced_and_argued_against() -> None:
    for pack, one in provisions():
        assert one.counter, f"{pack}: {one.id} has no argument on the other side"
        assert one.asks.strip()
        assert not one.asks.endswith("."), f"{pack}: {one.id}"
        assert one.title
        assert one.source
        assert one.severity in SEVERITIES
        if pack != "principles":
            assert one.in_force is not None, f"{pack}: {one.id} has no date"
        if one.until is not None:
            assert one.in_force is not None
            assert one.in_force < one.until


def test_an_id_is_used_once() -> None:
    ids = [one.id for _, one in provisions()]
    assert sorted(ids) == sorted(set(ids))


def test_what_provisions_hang_on_is_a_word_of_the_regime_with_a_value_that_it_can_have() -> None:
    known = {"operator": set(get_args(Regime.model_fields["operator"].annotation)), "uses ai": {"yes", "no"}}
    for pack, one in provisions():
        for word, value in one.applies.items():
            assert set(value.split(" or ")) <= known[word], f"{pack}: {one.id}"


@pytest.mark.parametrize(("pack", "provision", "day"), [
    ("eu", "AI Act art. 5(1)(c)(i)", "2025-02-02"),
    ("eu", "AI Act art. 5(1)(c)(ii), proportion", "2025-02-02"),
    ("eu", "AI Act art. 26(2)", "2027-12-02"),
    ("eu", "AI Act art. 27", "2027-12-02"),
    ("eu", "AI Act art. 86", "2026-08-02"),
    ("eu", "GDPR art. 22", "2018-05-25"),
    ("eu", "Charter art. 47, tribunal", "2009-12-01"),
    ("china", "PIPL art. 24, refusal", "2021-11-01"),
    ("china", "SPC 2017 arts 2 and 10", "2017-05-01"),
    ("china", "NDRC repair measures, terms", "2026-04-01"),
    ("china", "No. 49 (2020), measures", "2020-12-07"),
    ("international", "CRC art. 2(2)", "1990-09-02"),
    ("uk", "SI 2005/3595 regs 11 and 26", "2006-04-06"),
    ("canada", "Directive on ADM 6.3.8", "2025-06-24"),
])  # fmt: skip
def test_a_provision_holds_from_its_day_on(pack: str, provision: str, day: str) -> None:
    first = date.fromisoformat(day)
    assert provision in holding(pack, day)
    assert provision not in holding(pack, date.fromordinal(first.toordinal() - 1).isoformat())


def test_what_was_repealed_ends_on_its_day() -> None:
    assert "NDRC Order 58, repair" in holding("china", "2026-03-31")
    assert "NDRC Order 58, repair" not in holding("china", "2026-04-01")
    assert "SPC 2013 art. 1" in holding("china", "2017-04-30")
    assert "SPC 2013 art. 1" not in holding("china", "2017-05-01")


def test_a_contested_date_says_so() -> None:
    contested = {one.id for one in read_pack("eu").provisions if one.contested}
    assert contested == {"AI Act art. 86"}


def test_the_articles_on_artificial_intelligence_hang_on_its_use() -> None:
    for one in read_pack("eu").provisions:
        assert ("uses ai" in one.applies) == one.id.startswith("AI Act")


def test_that_nobody_under_age_is_entered_is_asked_of_entries_alone() -> None:
    asked = {one.id: one.rule for one in read_pack("china").provisions}
    assert asked["SPC 2017 art. 4"] == "L31a"


def test_no_pack_speaks_a_verdict() -> None:
    for file in LIBRARY.glob("*.yaml"):
        assert VERDICT.findall(file.read_text(encoding="utf-8")) == [], file.name


def test_the_search_for_verdicts_finds_one() -> None:
    assert VERDICT.findall("this is Unlawful, and a lawful one, with a lawful basis") == ["Unlawful", "lawful"]


def test_lines_of_packs_fit_a_screen() -> None:
    for file in LIBRARY.glob("*.yaml"):
        assert [line for line in file.read_text(encoding="utf-8").splitlines() if len(line) > 120] == [], file.name


OWN = """name: house
title: House rules
provisions:
  Rule one:
    rule: F06
    title: told first
    asks: people are told first
    severity: weakness
    source: our own
    in force: 2020-01-01
"""


def own(tmp_path: Path, was: str = "", now: str = "") -> Pack:
    """A pack of a user's own, with one slip."""
    assert was in OWN
    file = tmp_path / "house.yaml"
    file.write_text(OWN.replace(was, now, 1) if was else OWN, encoding="utf-8")
    return read_pack(str(file))


def test_a_pack_of_ones_own_reads(tmp_path: Path) -> None:
    assert own(tmp_path).provisions[0].in_force == date(2020, 1, 1)


@pytest.mark.parametrize(("was", "now", "place", "said"), [
    ("severity: weakness", "severity: grave", "8:15", "`grave` is no severity"),
    ("rule: F06", "rule: F66", "5:11", "`F66` is no rule"),
    ("    source: our own\n", "", "4:3", "`Rule one` does not say its source"),
    ("source:", "sauce:", "9:5", "a provision has no `sauce`"),
    ("in force: 2020-01-01", "in force: 1 January", "10:15", "`1 January` is no date"),
    ("provisions:", "rules:", "3:1", "a law pack has no `rules`"),
])  # fmt: skip
def test_a_slip_is_found_at_its_place(tmp_path: Path, was: str, now: str, place: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        own(tmp_path, was, now)
    assert f"house.yaml:{place}: {said}" in str(refused.value)


@pytest.mark.parametrize("name", ["eu", "principles", "measured"])
def test_a_pack_of_ones_own_has_a_name_of_its_own(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        own(tmp_path, "name: house", f"name: {name}")
    assert f"house.yaml:1:7: `{name}` is the name of a pack that comes with demerit" in str(refused.value)


def test_the_argument_on_the_other_side_may_be_left_out_of_a_pack_of_ones_own(tmp_path: Path) -> None:
    assert own(tmp_path).provisions[0].counter == ""


def test_what_is_wrong_with_a_pack_says_where_packs_are_explained(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=re.escape("docs/auditing.md has an example")):
        own(tmp_path, "provisions:\n  Rule one:", "provisions: {}\nx:\n  Rule one:")


def test_an_unknown_pack_names_the_nearest() -> None:
    with pytest.raises(UserError, match="no law pack is called `chine`") as refused:
        read_pack("chine")
    assert "did you mean `china`" in str(refused.value)
