"""Reading: what is written is what is read, for any legal regime."""

from __future__ import annotations

from hypothesis import given

from demerit.regime.check import findings
from demerit.regime.difference import difference
from demerit.regime.from_yaml import read_regime
from demerit.regime.layout import Regime
from demerit.regime.to_yaml import to_yaml
from tests.strategies import regimes


@given(regimes(climate=True))
def test_written_regimes_are_legal_and_read_back(regime: Regime) -> None:
    assert findings(regime) == []
    read = read_regime(to_yaml(regime))
    assert read == regime
    assert difference(regime, read) == []
