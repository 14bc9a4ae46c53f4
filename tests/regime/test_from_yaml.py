"""Reading: what is written is what is read, for any legal regime."""

from __future__ import annotations

from hypothesis import given

from demerit.regime.check import findings
from demerit.regime.difference import difference
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Regime
from demerit.regime.to_yaml import to_yaml
from tests.strategies import CONDUCT, GATES, regimes
from tests.vocabulary import enriched


@given(regimes(climate=True))
def test_written_regimes_are_legal_and_read_back(regime: Regime) -> None:
    assert findings(regime) == []
    read = read_regime(to_yaml(regime))
    assert read == regime
    assert difference(regime, read) == []


PLACES = ("Shandong", "Inner Mongolia", "Fujian")


@given(regimes(climate=True).flatmap(lambda regime: enriched(regime, CONDUCT, GATES, PLACES, ("bank",))))
def test_every_word_of_the_vocabulary_reads_back(regime: Regime) -> None:
    assert findings(regime) == []
    read = read_regime(to_yaml(regime))
    assert read == regime
    assert difference(regime, read) == []
