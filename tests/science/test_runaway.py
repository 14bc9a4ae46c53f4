"""Ensign et al., Runaway feedback loops in predictive policing (2018): patrols that the record sends, by the engine.

In the paper's urn a draw sends the patrol to one place and adds what it finds there, 3.68511 or 2.816466 offences; the
true share of the first place is 0.5668. Here everybody's offences are there to be found, so that a day is many draws.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from demerit.engine.climate import directed_at
from demerit.engine.layout import LINE_PERSON
from demerit.nations.people import place_of
from tests.engine.runs import live, live_again, live_plainly, nation_of, world
from tests.engine.test_agreement import prints, same
from tests.science.test_published import PUBLISHED, published

TOP, SECOND = 3.68511, 2.816466
TRUE_SHARE = TOP / (TOP + SECOND)
PER_DAY = 0.02
DETECTS = 0.2
PEOPLE = 20 * 1024
DRAWS_A_DAY = PEOPLE * PER_DAY * DETECTS / ((TOP + SECOND) / 2)


@cache
def even_seeds(communities: int, number: int) -> list[int]:
    """Seeds under which as many communities fall into either precinct."""
    found: list[int] = []
    seed = 0
    while len(found) < number:
        seed += 1
        P = nation_of(str(PUBLISHED / "two-precincts.yaml"), seed).people
        if sum(place_of(P, c) for c in range(communities)) * 2 == communities:
            found.append(seed)
    return found


def share_by_day(seed: int, days: int, people: int, *changes: str) -> NDArray[np.float64]:
    """The share of its watching that the record sends to the first precinct, day by day."""
    regime = published("patrols", *changes)
    run = live(world(regime, people=people, days=days, tick=1, seed=seed, chunk=people, keep=False))
    at = directed_at(run.world.tables).start
    return np.array([climate[at] for climate in run.totals.climates]) / 2**32


def urn(draws: float, found: tuple[float, float], corrected: bool = False) -> float:
    """The share after so many draws, as the mean of the urn goes (its limit of many small steps)."""
    top, second = found
    steps = 200_000
    step = draws / steps
    for _ in range(steps):
        share = top / (top + second)
        top += step * TOP * share * ((1 - share) if corrected else 1)
        second += step * SECOND * (1 - share) * (share if corrected else 1)
    return top / (top + second)


@pytest.mark.parametrize(
    ("draws", "corrected", "published_mean"), [(1000, "no", 0.7015), (20_000, "no", 0.823), (1000, "yes", 0.606)]
)
def test_the_record_runs_away_from_a_strong_prior_and_the_correction_holds_it(
    draws: float, corrected: str, published_mean: float
) -> None:
    """Prior 609 to 379: 0.7015 after 1,000 draws and 0.823 after 20,000; 0.606 after 1,000 with the rejection.

    The urn that rejects adds one offence a draw, of the first place with its true share, so that it goes slower.
    """
    draws = draws / (TOP + SECOND) if corrected == "yes" else draws
    expected = urn(draws, (609, 379), corrected == "yes")
    assert expected == pytest.approx(published_mean, abs=0.002), "the urn's own mean"
    days = round(draws / DRAWS_A_DAY)
    change = f"feeds.patrols.directed.corrected={corrected}"
    shares = [share_by_day(seed, days + 1, PEOPLE, change)[-1] for seed in even_seeds(20, 6)]
    error = np.std(shares, ddof=1) / np.sqrt(len(shares))
    assert abs(np.mean(shares) - expected) < max(4 * error, 0.003)


def test_in_the_long_run_the_place_with_more_crime_gets_all_the_watching() -> None:
    """Discovered finds alone: the share tends to 1, whatever the gap between the places; corrected, to the truth."""
    prior = "feeds.patrols.directed.starts with={top: 6.09 marks (ENSIGN), second: 3.79 marks (ENSIGN)}"
    (seed,) = even_seeds(20, 1)
    runaway = share_by_day(seed, 800, PEOPLE, prior)
    assert runaway[-1] > runaway[200] > runaway[20]
    assert runaway[-1] > 0.8, "published: a mean of 0.905 after as many draws, 1 in the limit"
    corrected = [
        share_by_day(seed, 800, PEOPLE, prior, "feeds.patrols.directed.corrected=yes")[-1] for seed in even_seeds(20, 5)
    ]
    assert np.mean(corrected) == pytest.approx(TRUE_SHARE, abs=0.004), "published: 0.5668 with a spread of 0.0037"


@pytest.mark.parametrize(("found", "reported", "root"), [(0.5, 0.5, 0.5989), (0.9, 0.1, 0.776)])
def test_what_residents_report_holds_the_record(found: float, reported: float, root: float) -> None:
    """Discovered and reported offences mixed: the share goes to the root of a quadratic."""
    seen = 0.08 * reported
    patrols = 0.04 * found / (1 - seen)  # of what residents have not reported; one half of them live in each place
    shares = [
        share_by_day(seed, 1500, PEOPLE, f"feeds.patrols.detects={100 * patrols:.6g} % (assumption)",
                     f"feeds.residents.detects={100 * seen:.6g} % (assumption)",
                     "feeds.patrols.directed.by=[patrols, residents]",
                     f"feeds.patrols.directed.starts with={{top: {609 * root:.3f} marks (ENSIGN), "
                     f"second: {609 * (1 - root):.3f} marks (ENSIGN)}}")[-1]
        for seed in even_seeds(20, 3)
    ]  # fmt: skip
    assert (found * root + reported) * TOP / (
        (found * root + reported) * TOP + (found * (1 - root) + reported) * SECOND
    ) == pytest.approx(root, abs=5e-4), "the root of the quadratic"
    assert np.mean(shares) == pytest.approx(root, abs=0.005 if found == 0.5 else 0.01)


def test_where_places_are_alike_the_limit_is_any_share() -> None:
    """Equal rates from (1, 1): the share's limit is uniform on 0 to 1, by the luck of the first finds."""
    alike = "feeds.patrols.sees=[offence alike]"
    rare = "feeds.patrols.detects=0.25 % (assumption)"
    prior = "feeds.patrols.directed.starts with={top: 1 marks (ENSIGN), second: 1 marks (ENSIGN)}"
    people, days = 2048, 1500  # 0.1 finds a day: the record is up to date when the next one comes
    shares = [share_by_day(seed, days, people, alike, rare, prior)[-1] for seed in even_seeds(2, 80)]
    assert stats.kstest(shares, "uniform").pvalue > 0.01


@pytest.mark.parametrize("corrected", ["no", "yes"])
def test_compiled_patrols_are_those_of_the_reference(corrected: str) -> None:
    """And threads, chunks and lives lived again change nothing, although all places hang together."""
    regime = published("patrols", f"feeds.patrols.directed.corrected={corrected}",
                       "feeds.residents.detects=10 % (assumption)",
                       "feeds.patrols.directed.by=[patrols, residents]")  # fmt: skip
    made = world(regime, people=2500, days=40, tick=3, seed=7)
    fast, slow = live(made), live_plainly(made)
    same(fast, slow)
    cut = live(world(regime, people=2500, days=40, tick=3, seed=7, threads=2, chunk=2048))
    assert prints(cut) == prints(fast)
    person = int(fast.ledger[0, LINE_PERSON])
    assert live_again(fast, person) == fast.ledger[fast.ledger[:, LINE_PERSON] == person].tolist()
