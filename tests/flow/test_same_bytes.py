"""Same seed, regime and nation: same bytes, whatever the threads and chunks, and from the manifest alone."""

from __future__ import annotations

import pytest

import demerit

REGIMES = ("rongcheng", "benchmark-r1", "benchmark-r2", "city-with-sesame")


@pytest.mark.parametrize("regime", REGIMES)
def test_threads_and_chunks_do_not_show(regime: str) -> None:
    cuts = ((1, None), (2, 1024), (3, 2048))
    digests = {
        demerit.run(regime, people=5_000, years=0.4, threads=threads, chunk=chunk, report=False).digest
        for threads, chunk in cuts
    }
    assert len(digests) == 1


def test_the_seed_and_the_number_of_people_do_show() -> None:
    digests = {
        demerit.run("benchmark-r1", people=people, years=0.2, seed=seed, report=False).digest
        for people, seed in ((2_000, 1), (2_000, 2), (2_001, 1))
    }
    assert len(digests) == 3


def test_a_run_is_reproduced_from_its_manifest(rongcheng: demerit.Run) -> None:
    again = demerit.reproduce(rongcheng.folder, threads=1)
    assert again.same
    assert again.found == again.expected == rongcheng.digest
    assert again.notes == ()


def test_the_ledger_that_is_kept_does_not_change_what_happens() -> None:
    kept, left = (
        demerit.run("rongcheng", people=3_000, years=0.4, ledger=what, report=False) for what in ("all", "none")
    )
    assert kept.sql("SELECT * FROM series").rows() == left.sql("SELECT * FROM series").rows()
    assert len(left.ledger) == 0
    assert len(kept.ledger) == kept.manifest["lines"] > 0


def test_a_regime_without_feeds_leaves_no_trace() -> None:
    run = demerit.run("nothing", people=3_000, years=0.5)
    assert len(run.ledger) == 0
    assert run.summary["lists"] == run.summary["bands"] == run.summary["gates"] == {}
    assert run.life().lines == []
