"""Numbers as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.cli.amounts import Years, count
from demerit.errors import UserError

SCALES = {"": 1, "k": 10**3, "K": 10**3, " thousand": 10**3, "m": 10**6, " million": 10**6, "bn": 10**9, "B": 10**9}


@pytest.mark.parametrize(("text", "number"), [
    ("512", 512), ("20k", 20_000), ("1m", 10**6), ("1.4bn", 1_400_000_000), ("1.4e9", 1_400_000_000),
    ("1_000_000", 10**6), ("1,000,000", 10**6), ("2.5 million", 2_500_000), ("0", 0), (" 7 ", 7),
])  # fmt: skip
def test_counts(text: str, number: int) -> None:
    assert count(text, "--people") == number


@given(st.integers(0, 10**13), st.sampled_from(sorted(SCALES)), st.integers(0, 4))
def test_every_whole_multiple_is_read_exactly(thousandths: int, word: str, places: int) -> None:
    """Fractions of a million as decimals: no rounding on the way, and what is not whole is refused."""
    digits = str(thousandths).rjust(places + 1, "0")
    text = (digits if not places else f"{digits[:-places]}.{digits[-places:]}") + word
    exact = Fraction(thousandths, 10**places) * SCALES[word]
    if exact.denominator == 1:
        assert count(text, "--people") == exact
    else:
        with pytest.raises(UserError, match="not a whole number"):
            count(text, "--people")


@pytest.mark.parametrize("text", ["", "m", "1mm", "-3", "1e", "1.4.2", "1_", "10,00", "٣k", "1 2", "nan", "inf"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="--people"):
        count(text, "--people")


def test_years() -> None:
    years = Years()
    assert [years.convert(text, None, None) for text in ("3", "0.5", "1 year", "2.0")] == [3, 0.5, 1, 2]
    for text in ("0", "-1", "soon", "1e3"):
        with pytest.raises(UserError):
            years.convert(text, None, None)
