"""The regimes that tests change a word of, and the nations whose names they use."""

from __future__ import annotations

from pathlib import Path

from demerit.regime.laws import Known

FILE = Path(__file__).parent / "good" / "town.yaml"
TOWN = FILE.read_text(encoding="utf-8")
KNOWN = Known(
    nation="somewhere",
    conduct=["red light", "jaywalking", "unpaid judgment", "volunteering"],
    gates=["air", "private school", "heating bill", "bank", "counter"],
    ceilings={"jaywalking": 1.5, "red light": 1.2, "volunteering": 2.0},
)

CITY_FILE = FILE.with_name("city.yaml")
CITY = CITY_FILE.read_text(encoding="utf-8")
CITY_KNOWN = Known(
    nation="somewhere else",
    conduct=[
        "speeding", "littering", "critical post", "denouncing", "online purchase", "gaming", "unpaid judgment",
        "hidden assets",
    ],
    gates=["air", "bank", "counter", "deposit"],
    places=["West", "North", "East", "South"],
    credit_gates=["bank"],
    groups={
        "age": ["18-29", "30-44"],
        "sex": ["female", "male"],
        "residence": ["urban", "rural"],
        "income": ["1", "2", "3", "4", "5"],
    },
    acts_a_year={"littering": 50.0, "critical post": 5.0, "denouncing": 0.01},
    commonest_name=19.6,
)  # fmt: skip


def changed(old: str, new: str, text: str = TOWN) -> str:
    """A regime, if not another one the town's, with one phrase written otherwise."""
    assert text.count(old) == 1, f"`{old}` stands {text.count(old)} times"
    return text.replace(old, new)
