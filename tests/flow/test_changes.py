"""A run that reads its regime otherwise is the run of a file edited by hand, and says what it did."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit import pipeline
from demerit.records.observer import Interrupted, Silent
from demerit.records.open import read_manifest
from demerit.records.order import Order
from demerit.regime.from_yaml import LIBRARY
from demerit.regime.layout import Points

SPIRAL = (LIBRARY / "spiral-links.yaml").read_text("utf-8")
SPEECH = (LIBRARY / "speech-2018.yaml").read_text("utf-8")
FEES = SPIRAL[SPIRAL.index("  fees: {on:") : SPIRAL.index("  lost credit: {on:")]
SERVED = "served: 70 % between 40 % and 95 % (assumption)"


def of(regime: str, **more: Any) -> demerit.Run:
    return demerit.run(regime, people=4_000, years=0.5, report=False, **more)


def edited(text: str, was: str, now: str) -> str:
    assert text.count(was) == 1, was
    return text.replace(was, now)


@pytest.fixture(scope="module")
def plain() -> demerit.Run:
    return of("spiral-links")


def test_without_a_response_is_a_file_without_it(plain: demerit.Run) -> None:
    run = of("spiral-links", without=["fees"])
    assert run.digest == of(edited(SPIRAL, FEES, "")).digest
    assert run.digest != plain.digest
    assert run.manifest["changes"] == run.summary["changes"] == {"without": ["fees"]}
    assert "This run leaves out the response `fees` of the regime." in run.manifest["notes"]
    assert "changes" not in plain.manifest


def test_without_a_measure_is_a_file_without_it(plain: demerit.Run) -> None:
    run = of("spiral-links", without=["fees of the low"])
    start, end = SPIRAL.index("  fees of the low:"), SPIRAL.index("  paperwork of the low:")
    assert run.digest == of(SPIRAL[:start] + SPIRAL[end:]).digest
    assert run.digest != plain.digest
    assert "This run leaves out the measure `fees of the low` of the regime." in run.manifest["notes"]


def test_what_is_set_is_a_file_edited(plain: demerit.Run) -> None:
    path, value = "schemes.debtors.notice.served", "0 % (assumption)"
    run = of("spiral-links", set={path: value})
    assert run.digest == of(edited(SPIRAL, SERVED, f"served: {value}")).digest
    assert run.digest == of("spiral-links", set=f"{path}={value}").digest
    assert run.digest != plain.digest
    assert run.manifest["changes"] == {"set": {path: value}}
    notice = run.data.regime
    assert any("0 %" in sentence for _, said in notice for sentence in said)


def test_political_items_are_switched() -> None:
    off, on = of("speech-2018", political="off"), of("speech-2018", political="on")
    assert "political items: on" in SPEECH
    assert on.digest == of("speech-2018").digest
    assert off.digest == of(edited(SPEECH, "political items: on", "political items: off")).digest
    assert off.digest != on.digest
    assert off.manifest["changes"] == {"political items": "off"}
    political = [name for name, item in _items(SPEECH).items() if item]
    assert political
    assert off.sql("SELECT count(*) AS n FROM ledger WHERE event = 'mark'").rows()[0]["n"] < on.manifest["lines"]


def _items(text: str) -> dict[str, bool]:
    from demerit.regime.from_yaml import read_regime

    schemes = read_regime(text).schemes.values()
    return {name: item.political for one in schemes if isinstance(one, Points) for name, item in one.catalogue.items()}


def test_a_changed_run_is_reproduced_and_says_what_it_changed(tmp_path: Path) -> None:
    given = {"without": ["lost credit"], "set": {"schemes.debtors.notice.served": "100 % (assumption)"}}
    run = of("spiral-links", **given, political="on", out=tmp_path / "run")
    assert demerit.reproduce(run.folder).same
    words = shlex.split(run.manifest["command"])
    assert words[words.index("--without") + 1] == "lost credit"
    assert words[words.index("--set") + 1] == "schemes.debtors.notice.served=100 % (assumption)"
    assert words[words.index("--political") + 1] == "on"
    assert "without lost credit" in run.page.read_text("utf-8")
    assert "read otherwise than the regime: without lost credit" in repr(run)
    assert run.life(0).facts["code"]


class Impatient(Silent):
    """Stops a run as soon as some of it is done."""

    done = 0.0

    def progress(self, share: float) -> None:
        self.done = share

    def stopping(self) -> bool:
        return self.done > 0.3


def test_a_changed_run_is_taken_up_again(tmp_path: Path) -> None:
    order = Order("spiral-links", people=4_000, days=182, threads=1, chunk=1024, without=("fees",))
    with pytest.raises(Interrupted):
        pipeline.run(order, tmp_path, Impatient(), with_page=False, every=0.0)
    run = demerit.resume(tmp_path)
    assert run.digest == of("spiral-links", without="fees").digest
    assert run.manifest["changes"] == {"without": ["fees"]}
    assert read_manifest(tmp_path)["notes"][0] == "This run leaves out the response `fees` of the regime."


REFUSED = {
    "no response or measure `fee`": {"without": ["fee"]},
    "`notise` leads nowhere": {"set": {"schemes.debtors.notise.served": "1 % (assumption)"}},
    "no conduct is called": {"set": ["responses.fees.of=[late utilty bill]"]},
    "political items cannot be `maybe`": {"political": "maybe"},
}


@pytest.mark.parametrize("says", REFUSED)
def test_what_cannot_be_changed_is_one_message(says: str, tmp_path: Path) -> None:
    with pytest.raises(demerit.UserError, match=says):
        of("spiral-links", **REFUSED[says], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_the_spiral_of_a_run_is_told_link_by_link() -> None:
    run = demerit.run("spiral-links", people=20_000, years=1)
    rows = json.loads((run.folder / "spiral.json").read_text("utf-8"))
    names = run.manifest["names"]["responses"]
    assert all(list(row["links"]) == names for row in rows)
    assert all(row["unlinked"]["acts_with"] == row["unlinked"]["acts_without"] for row in rows)
    shares = {value.scheme: value for value in run.indicators if value.name == "spiral_share"}
    assert list(shares) == names
    whole = sum(row["marks_with"] - row["marks_without"] for row in rows)
    less = sum(row["links"]["fees"]["marks_with"] - row["links"]["fees"]["marks_without"] for row in rows)
    assert shares["fees"].value == pytest.approx(1 - less / whole)
    assert "The spiral, link by link" in run.page.read_text("utf-8")
    assert "the rules alone, nobody changing" in repr(run)
